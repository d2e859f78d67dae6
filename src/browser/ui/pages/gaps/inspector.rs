//! The trace of one gap, from the pain to the sentence of the charter, and the form for its target.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::escape::use_escape;
use crate::browser::ui::pages::entry::parts::{entry_href, wave_name};
use crate::browser::ui::pages::form::view::FormView;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::trace::TraceView;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::figures::area::{AreaFigures, GapBand};
use crate::domain::figures::number::{fixed, short};
use crate::domain::form;
use crate::domain::gap::{Offer, Trace, offers, trace};
use crate::domain::model::initiation::Area;
use crate::domain::model::planning::SelectionState;
use crate::domain::trace::Station;
use crate::domain::wording::phrase::{list, period};
use crate::domain::wording::{count, fill, t};

use super::band_key;

/// Entries that are offered for a gap.
const OFFERS: usize = 5;

/// Properties of [`GapInspector`].
#[derive(PartialEq, Properties)]
pub struct GapInspectorProps {
    /// The area.
    pub area: Area,
    /// Whether it was asked for: then it also shows on narrow screens.
    pub is_open: bool,
    /// Closes it.
    pub on_close: Callback<()>,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The inspector.
#[component]
pub fn GapInspector(props: &GapInspectorProps) -> Html {
    use_escape(props.is_open, props.on_close.clone());
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let Some(numbers) = figures.areas.iter().find(|numbers| numbers.area == props.area) else {
        return html! {};
    };
    let trace = trace(document, figures, props.area);
    let level = |level: Option<f64>| level.map_or_else(|| "–".to_owned(), |level| fixed(level, 1));
    let facts = fill(
        "gaps.facts",
        &[
            ("today", &level(numbers.level)),
            ("target", &level(numbers.target)),
            ("weight", &numbers.importance.to_string()),
            ("priority", &short(numbers.priority, 1)),
        ],
    );
    let band = numbers.band();
    let kind = if band == GapBand::ActFirst { ChipKind::Accent } else { ChipKind::Neutral };
    html! {
        <aside class="inspector" data-open={props.is_open.then_some("true")} aria-labelledby="gap-trace">
            <header class="inspector-head">
                <p class="quiet">{ explained(t("gaps.trace")) }</p>
                <h2 id="gap-trace">{ areas().short_name(props.area) }</h2>
                <p class="row"><Chip {kind}>{ t(band_key(band)) }</Chip><span>{ facts }</span></p>
                if props.is_open {
                    <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Close} label={t("app.close")}
                        on_press={props.on_close.reform(|_| ())} />
                }
            </header>
            <div class="inspector-section">
                <ol class="trace">{ steps(&props.plan, numbers, &trace) }</ol>
                { chain(&trace) }
                <Disclosure key={props.area.code()} summary={t("gaps.all_links")}>
                    <TraceView from={Station::Gap(props.area)} plan={props.plan.clone()} />
                </Disclosure>
            </div>
            { offered(props) }
            if let Some(page) = form::page("initiation.area") {
                <div class="inspector-section">
                    <Disclosure key={props.area.code()} summary={t("gaps.edit")}>
                        <FormView {page} keys={vec![props.area.code().to_owned()]} plan={props.plan.clone()}
                            on_command={props.on_command.clone()} />
                    </Disclosure>
                    <a href={href(&Route::Assessment { area: props.area.code().to_owned() })}>{ t("gaps.answers") }</a>
                </div>
            }
        </aside>
    }
}

/// What could still close the gap, with its lift and the reason, one press from being chosen.
fn offered(props: &GapInspectorProps) -> Html {
    let offers = offers(&props.plan.figures, props.area, OFFERS);
    if offers.is_empty() {
        return html! {};
    }
    let catalogue = Catalogue::of(&props.plan.document);
    let draw = |offer: &Offer| {
        let (entry, name) = (offer.entry.clone(), catalogue.short_name(&offer.entry));
        let on_press = props.on_command.reform(move |_: MouseEvent| Command::DecideEntry {
            entry: entry.clone(),
            state: SelectionState::Chosen,
            reason: String::new(),
        });
        let lever = t(if offer.lift > 0.99 { "gaps.main_lever" } else { "gaps.helper" });
        let lift = fill("gaps.offer_lift", &[("lift", &fixed(offer.lift, 1))]);
        let fits = if offer.fits_now { t("gaps.offer_fits") } else { "" };
        html! {
            <li key={offer.entry.to_string()} class="spread">
                <span>
                    <a href={entry_href(&offer.entry)}>{ &name }</a>
                    <span class="quiet">{ format!(" {lift} {lever} {fits}") }</span>
                </span>
                <Button size={ButtonSize::Small} {on_press}>
                    { t("gaps.choose") }<span class="visually-hidden">{ format!(": {name}") }</span>
                </Button>
            </li>
        }
    };
    html! {
        <div class="inspector-section">
            <h3>{ explained(t("gaps.offers")) }</h3>
            <ul class="plain-list">{ for offers.iter().map(draw) }</ul>
        </div>
    }
}

fn chain(trace: &Trace<'_>) -> Html {
    match trace.missing() {
        0 => html! {
            <p class="note" data-tone="ok"><Icon name={IconName::Ring} size=14 /><span>{ t("gaps.complete") }</span></p>
        },
        missing => html! {
            <p class="note"><Icon name={IconName::TriangleOpen} size=14 /><span>{ count("gaps.missing", missing) }</span></p>
        },
    }
}

/// One link of the chain.
struct Link {
    mark: Html,
    kind: &'static str,
    title: String,
    text: String,
    action: Option<(AttrValue, &'static str)>,
    is_missing: bool,
}

fn draw(link: Link) -> Html {
    html! {
        <li key={link.kind} class="trace-step" data-missing={link.is_missing.then_some("true")}>
            <span class="trace-mark" aria-hidden="true">{ link.mark }</span>
            <div class="trace-text">
                <small>{ t(link.kind) }</small>
                <b>{ link.title }</b>
                if !link.text.is_empty() {
                    <p>{ link.text }</p>
                }
                if let Some((address, key)) = link.action {
                    <a href={address}>{ t(key) }</a>
                }
            </div>
        </li>
    }
}

fn icon(name: IconName) -> Html {
    html! { <Icon {name} size=14 /> }
}

fn missing(mark: Html, kind: &'static str, title: &str, route: &Route, action: &'static str) -> Link {
    let action = Some((href(route), action));
    Link { mark, kind, title: t(title).to_owned(), text: String::new(), action, is_missing: true }
}

fn steps(plan: &PlanView, numbers: &AreaFigures, trace: &Trace<'_>) -> Html {
    let [entry, wave] = entry_and_wave(plan, trace);
    let [kpi, charter] = kpi_and_charter(plan, trace);
    html! {
        for link in [pain(trace), gap(numbers), entry, wave, kpi, charter] {
            { draw(link) }
        }
    }
}

fn pain(trace: &Trace<'_>) -> Link {
    let (mark, kind) = (icon(IconName::Health), "gaps.link.pain");
    let Some(pain) = trace.pains.first() else {
        return missing(mark, kind, "gaps.no_pain", &Route::form("initiation.pains"), "gaps.add_pain");
    };
    let group = t(&format!("choice.group.{}", pain.group.letter()));
    let mut text = fill("gaps.felt_by", &[("group", group)]);
    if trace.pains.len() > 1 {
        text = format!("{text} {}", count("gaps.more_pains", trace.pains.len() - 1));
    }
    let action = Some((href(&Route::form("initiation.pains")), "gaps.open_pains"));
    Link { mark, kind, title: pain.text.clone(), text, action, is_missing: false }
}

fn gap(numbers: &AreaFigures) -> Link {
    let content = areas().get(numbers.area);
    let text_of = |level: f64| {
        let rounded = level.round();
        let levels = content.map(|content| content.levels.as_slice()).unwrap_or_default();
        let found = levels.iter().find(|text| (f64::from(text.level) - rounded).abs() < 0.5);
        found.map_or_else(String::new, |found| found.text.clone())
    };
    let mark = |level: Option<f64>| level.map_or_else(|| "–".to_owned(), |level| short(level.round(), 0));
    let text = match (numbers.level, numbers.target) {
        (Some(level), Some(target)) => {
            fill("gaps.from_to", &[("today", &text_of(level)), ("target", &text_of(target))])
        }
        _ => t("gaps.not_assessed").to_owned(),
    };
    Link {
        mark: html! { format!("{}→{}", mark(numbers.level), mark(numbers.target)) },
        kind: "gaps.link.gap",
        title: areas().name(numbers.area).to_owned(),
        text,
        action: Some((href(&Route::Assessment { area: numbers.area.code().to_owned() }), "gaps.open_area")),
        is_missing: numbers.level.is_none(),
    }
}

fn entry_and_wave(plan: &PlanView, trace: &Trace<'_>) -> [Link; 2] {
    let (entry_kind, wave_kind) = ("gaps.link.entry", "gaps.link.wave");
    let catalogue = Catalogue::of(&plan.document);
    let Some((main, helpers)) = trace.closers.split_first() else {
        return [
            missing(icon(IconName::Ring), entry_kind, "gaps.no_entry", &Route::Choose, "gaps.suggest"),
            missing(html! { "W" }, wave_kind, "gaps.no_wave_yet", &Route::Board, "gaps.open_board"),
        ];
    };
    let role = t(if main.is_main_lever() { "gaps.main_lever" } else { "gaps.helper" });
    let names: Vec<String> =
        helpers.iter().take(3).map(|helper| catalogue.short_name(&helper.entry)).collect();
    let text = match names.is_empty() {
        true => role.to_owned(),
        false => format!("{role} {}", fill("gaps.helped_by", &[("entries", &list(&names))])),
    };
    let entry = Link {
        mark: icon(IconName::Ring),
        kind: entry_kind,
        title: catalogue.short_name(&main.entry),
        text,
        action: Some((entry_href(&main.entry), "gaps.open_entry")),
        is_missing: false,
    };
    let Some(number) = main.wave else {
        let none = missing(html! { "W" }, wave_kind, "gaps.no_wave_yet", &Route::Board, "gaps.open_board");
        return [entry, none];
    };
    let dates = plan.figures.spans.get(number - 1).map(period).unwrap_or_default();
    let goal = plan.document.waves.get(number - 1).map(|wave| wave.goal.clone()).unwrap_or_default();
    let title = format!("{}: {dates}", wave_name(number));
    let mark = html! { format!("W{number}") };
    let wave = plan.document.waves.get(number - 1).map(|wave| Route::Wave { wave: wave.id.0 });
    let action = wave.map(|wave| (href(&wave), "gaps.open_wave"));
    [entry, Link { mark, kind: wave_kind, title, text: goal, action, is_missing: false }]
}

fn kpi_and_charter(plan: &PlanView, trace: &Trace<'_>) -> [Link; 2] {
    let (kpi_kind, charter_kind) = ("gaps.link.kpi", "gaps.link.charter");
    let or_none = |text: &str| if text.trim().is_empty() { "–".to_owned() } else { text.to_owned() };
    let kpi = match trace.kpi {
        Some(kpi) => Link {
            mark: html! { "%" },
            kind: kpi_kind,
            title: kpi.name.clone(),
            text: fill(
                "gaps.kpi_values",
                &[("baseline", &or_none(&kpi.baseline)), ("target", &or_none(&kpi.target))],
            ),
            action: Some((href(&Route::form("governance.kpis")), "gaps.open_kpis")),
            is_missing: false,
        },
        None => {
            missing(html! { "%" }, kpi_kind, "gaps.no_kpi", &Route::form("governance.kpis"), "gaps.add_kpi")
        }
    };
    let mark = html! { "§" };
    let charter = match trace.objective {
        Some(objective) => {
            let people = &plan.document.foundation.people;
            let owner = people.iter().find(|person| Some(person.id) == objective.owner);
            Link {
                mark,
                kind: charter_kind,
                title: objective.text.clone(),
                text: owner.map_or_else(String::new, |owner| fill("gaps.owner", &[("name", &owner.name)])),
                action: Some((href(&Route::form("foundation.identity")), "gaps.open_objectives")),
                is_missing: false,
            }
        }
        None => {
            let page = Route::form("foundation.identity");
            missing(mark, charter_kind, "gaps.no_objective", &page, "gaps.add_objective")
        }
    };
    [kpi, charter]
}
