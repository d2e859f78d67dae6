//! The catalogue: every product and service, searched, filtered, and in the words of other frameworks.

use yew::prelude::*;

use crate::browser::ui::components::checkbox::Checkbox;
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::areas::areas;
use crate::domain::catalogue::filter::EntryFilter;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::catalogue::lens::{Lens, Wording};
use crate::domain::catalogue::{Catalogue, groups};
use crate::domain::figures::number::short;
use crate::domain::model::entry::{CatalogueEntry, CatalogueGroup, EntryKind};
use crate::domain::model::ids::RoleId;
use crate::domain::model::initiation::Area;
use crate::domain::model::planning::SelectionState;
use crate::domain::wording::{count, fill, t};

use super::entry::decision::state_name;
use super::entry::parts::{check_chip, entry_link, impact_bars, wave_name};

/// Latest wave in which an entry of the catalogue is usually launched.
const LAST_USUAL_WAVE: u8 = 4;

/// The page.
#[component]
pub fn CataloguePage(props: &PageProps) -> Html {
    let filter = use_state(EntryFilter::default);
    let lens = use_state(|| None::<Lens>);
    let only_plan = use_state(|| false);
    let document = &props.plan.document;
    let catalogue = Catalogue::of(document);
    let is_planned = |entry: &CatalogueEntry| {
        matches!(document.selection(&entry.id), SelectionState::Chosen | SelectionState::Exists)
    };
    let shown: Vec<&CatalogueEntry> = catalogue
        .entries()
        .iter()
        .copied()
        .filter(|entry| filter.accepts(entry) && (is_planned(entry) || !*only_plan))
        .collect();
    let on_only_plan = {
        let only_plan = only_plan.clone();
        Callback::from(move |value| only_plan.set(value))
    };
    let on_filter = {
        let filter = filter.clone();
        Callback::from(move |next| filter.set(next))
    };
    let on_lens = {
        let lens = lens.clone();
        Callback::from(move |value: String| {
            lens.set(Lens::ALL.into_iter().find(|lens| lens.name() == value));
        })
    };
    let on_clear = {
        let (filter, only_plan) = (filter.clone(), only_plan.clone());
        Callback::from(move |_: MouseEvent| {
            filter.set(EntryFilter::default());
            only_plan.set(false);
        })
    };
    let own_words = Segment { value: "".into(), label: t("catalogue.own_words").into(), icon: None };
    let lenses =
        Lens::ALL.map(|lens| Segment { value: lens.name().into(), label: lens.name().into(), icon: None });
    let segments: Vec<Segment> = std::iter::once(own_words).chain(lenses).collect();
    let chosen_lens = lens.map_or("", Lens::name);
    html! {
        <div class="page">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("nav.catalogue")) }</h1>
                    <p class="page-lead" role="status">{ explained(fill("catalogue.shown", &[("shown", &shown.len().to_string()), ("all", &catalogue.entries().len().to_string())])) }</p>
                </div>
                <div class="page-actions">
                    <a class="button" href={href(&Route::OwnEntries)}>{ t("nav.own_entries") }</a>
                </div>
            </header>
            <Filters filter={(*filter).clone()} on_change={on_filter} />
            <div class="filters">
                <Segmented name="lens" label={t("catalogue.lens")} {segments} value={chosen_lens} on_change={on_lens} />
                <Checkbox label={t("catalogue.only_plan")} is_checked={*only_plan} on_change={on_only_plan} />
            </div>
            if lens.is_some() && *only_plan {
                <p class="page-lead">{ explained(fill("catalogue.plan_in_words", &[("framework", chosen_lens)])) }</p>
            }
            if shown.is_empty() {
                <EmptyState icon={IconName::Search} sentence={fill("catalogue.no_match", &[("words", &filter.words)])}>
                    <button type="button" class="button" onclick={on_clear}>{ t("catalogue.clear") }</button>
                </EmptyState>
            } else {
                <Table caption={t("nav.catalogue")} has_tall_rows=true>
                    { head(*lens) }
                    for group in groups() {
                        { draw_group(&props.plan, group.code, &group.name, &shown, *lens) }
                    }
                </Table>
            }
        </div>
    }
}

fn head(lens: Option<Lens>) -> Html {
    html! {
        <thead>
            <tr>
                <HeadCell label={t("catalogue.entry")} />
                if let Some(lens) = lens {
                    <HeadCell label={lens.name()} />
                    <HeadCell label={t("catalogue.in_wave")} />
                } else {
                    <HeadCell label={t("catalogue.build")} is_figure=true />
                    <HeadCell label={t("catalogue.run")} is_figure=true />
                    <HeadCell label={t("catalogue.impact")} />
                    <HeadCell label={t("catalogue.improves")} />
                    <HeadCell label={t("catalogue.usual_wave")} is_figure=true />
                }
                <HeadCell label={t("catalogue.state")} />
            </tr>
        </thead>
    }
}

fn draw_group(
    plan: &crate::browser::ui::plan_view::PlanView,
    code: CatalogueGroup,
    name: &str,
    shown: &[&CatalogueEntry],
    lens: Option<Lens>,
) -> Html {
    let entries: Vec<&CatalogueEntry> = shown.iter().copied().filter(|entry| entry.group == code).collect();
    if entries.is_empty() {
        return html! {};
    }
    html! {
        <tbody key={code.code()}>
            <tr class="table-band">
                <th colspan="7" scope="rowgroup"><b>{ name }</b>{ " " }{ count("catalogue.entries", entries.len()) }</th>
            </tr>
            for entry in entries {
                <tr key={entry.id.to_string()}>
                    <th scope="row">
                        { entry_link(entry) }
                        if entry.quick_win {
                            { " " }<Chip kind={ChipKind::Accent}>{ t("catalogue.quick_win") }</Chip>
                        }
                    </th>
                    if let Some(lens) = lens {
                        <td>{ in_words_of(&lens.words(entry)) }</td>
                        <td>{ plan.document.wave_of(&entry.id).map_or_else(|| "–".to_owned(), wave_name) }</td>
                    } else {
                        <td data-kind="figure">{ default_and_own(
                            entry.build_days.get(plan.document.plan.size_class),
                            plan.figures.entry(&entry.id).map(|own| own.build_days),
                        ) }</td>
                        <td data-kind="figure">{ default_and_own(
                            entry.run_days_per_month.get(plan.document.plan.size_class),
                            plan.figures.entry(&entry.id).map(|own| own.run_days_per_month),
                        ) }</td>
                        <td>{ impact_bars(plan.figures.entry(&entry.id).map_or(&entry.impact, |own| &own.impact)) }</td>
                        <td>{ entry.lifts.iter().map(|lift| areas().short_name(lift.area)).collect::<Vec<_>>().join(", ") }</td>
                        <td data-kind="figure">{ entry.usual_wave }</td>
                    }
                    <td>{ state_name(plan.document.selection(&entry.id)) }</td>
                </tr>
            }
        </tbody>
    }
}

/// The number of the catalogue, and the plan's own where that is another.
fn default_and_own(default: f64, own: Option<f64>) -> Html {
    let (default, own) = (short(default, 1), own.map(|own| short(own, 1)));
    match own.filter(|own| *own != default) {
        Some(own) => html! {
            <><span class="quiet">{ &default }</span>{ " " }<b aria-label={fill("catalogue.own_value", &[("value", &own)])}>{ format!("→ {own}") }</b></>
        },
        None => html! { default },
    }
}

/// What a framework calls an entry, with the mark of what must still be compared.
pub fn in_words_of(words: &[Wording]) -> Html {
    if words.is_empty() {
        return html! { <span class="quiet">{ t("catalogue.no_words") }</span> };
    }
    html! {
        <ul class="plain-list">
            for wording in words.iter() {
                <li key={wording.text.clone()}>{ &wording.text }{ " " }{ check_chip(wording.check) }</li>
            }
        </ul>
    }
}

/// Properties of [`Filters`].
#[derive(PartialEq, Properties)]
struct FiltersProps {
    /// What is asked for now.
    filter: EntryFilter,
    /// Asks for something else.
    on_change: Callback<EntryFilter>,
}

/// The search field and the lists beside it.
#[component]
fn Filters(props: &FiltersProps) -> Html {
    let filter = &props.filter;
    let with = |change: fn(&mut EntryFilter, String)| {
        let filter = props.filter.clone();
        props.on_change.reform(move |value: String| {
            let mut filter = filter.clone();
            change(&mut filter, value);
            filter
        })
    };
    let on_quick_win = {
        let filter = props.filter.clone();
        props.on_change.reform(move |only_quick_wins| EntryFilter { only_quick_wins, ..filter.clone() })
    };
    let group_options = groups().iter().map(|group| (group.code.code().to_owned(), group.name.clone()));
    let kinds = [("product", "choice.entry_kind.product"), ("service", "choice.entry_kind.service")];
    let kind_options = kinds.map(|(code, key)| (code.to_owned(), t(key).to_owned()));
    let wave_options = (1..=LAST_USUAL_WAVE).map(|wave| (wave.to_string(), wave_name(usize::from(wave))));
    let role_options = guidance().roles.iter().map(|role| (role.id.to_string(), role.name.clone()));
    let area_options = Area::ALL.map(|area| (area.code().to_owned(), areas().name(area).to_owned()));
    let kind = match filter.kind {
        Some(EntryKind::Product) => "product",
        Some(EntryKind::Service) => "service",
        None => "",
    };
    html! {
        <div class="filters" role="search" aria-label={t("catalogue.filters")}>
            <TextInput value={filter.words.clone()} label={t("catalogue.search")} placeholder={t("catalogue.search")}
                on_change={with(|filter, value| filter.words = value)} />
            <Select label={t("catalogue.group")} value={filter.group.map_or("", CatalogueGroup::code)} options={options("catalogue.any_group", group_options)}
                on_change={with(|filter, value| filter.group = CatalogueGroup::ALL.into_iter().find(|group| group.code() == value))} />
            <Select label={t("catalogue.kind")} value={kind} options={options("catalogue.any_kind", kind_options)}
                on_change={with(|filter, value| filter.kind = match value.as_str() {
                    "product" => Some(EntryKind::Product),
                    "service" => Some(EntryKind::Service),
                    _ => None,
                })} />
            <Select label={t("catalogue.usual_wave")} value={filter.usual_wave.map_or_else(String::new, |wave| wave.to_string())}
                options={options("catalogue.any_wave", wave_options)} on_change={with(|filter, value| filter.usual_wave = value.parse().ok())} />
            <Select label={t("catalogue.framework")} value={filter.framework.map_or("", Lens::name)}
                options={options("catalogue.any_framework", Lens::ALL.map(|lens| (lens.name().to_owned(), lens.name().to_owned())))}
                on_change={with(|filter, value| filter.framework = Lens::ALL.into_iter().find(|lens| lens.name() == value))} />
            <Select label={t("catalogue.role")} value={filter.role.as_ref().map_or_else(String::new, RoleId::to_string)}
                options={options("catalogue.any_role", role_options)}
                on_change={with(|filter, value| filter.role = (!value.is_empty()).then(|| RoleId::from(value.as_str())))} />
            <Select label={t("catalogue.area")} value={filter.area.map_or("", Area::code)} options={options("catalogue.any_area", area_options)}
                on_change={with(|filter, value| filter.area = Area::ALL.into_iter().find(|area| area.code() == value))} />
            <Checkbox label={t("catalogue.quick_win")} is_checked={filter.only_quick_wins} on_change={on_quick_win} />
        </div>
    }
}

fn options(any: &str, values: impl IntoIterator<Item = (String, String)>) -> Vec<SelectOption> {
    let any = SelectOption { value: "".into(), label: t(any).into() };
    let named =
        values.into_iter().map(|(value, label)| SelectOption { value: value.into(), label: label.into() });
    std::iter::once(any).chain(named).collect()
}
