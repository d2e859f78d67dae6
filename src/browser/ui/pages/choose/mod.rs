//! Choice of entries: proposed from the gaps first, then bundles, then everything by group.

mod bundles;
mod cut_line;
mod row;

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::filter::has_words;
use crate::domain::catalogue::{Catalogue, groups};
use crate::domain::command::Command;
use crate::domain::gap::{proposed, reasons};
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::planning::SelectionState;
use crate::domain::wording::{count, fill, t};

use super::entry::decision::{STATES, state_code, state_name, state_of};
use super::entry::parts::reason_text;
use bundles::Bundles;
use cut_line::CutLinePanel;
use row::ChoiceRow;

/// So many entries are proposed.
const PROPOSALS: usize = 12;

/// Properties of [`ChoosePage`].
#[derive(PartialEq, Properties)]
pub struct ChoosePageProps {
    /// The state that the list shows at first; all where there is none.
    #[prop_or_default]
    pub state: Option<SelectionState>,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn ChoosePage(props: &ChoosePageProps) -> Html {
    let words = use_state(String::new);
    let state = use_state(|| props.state);
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let catalogue = Catalogue::of(document);
    let proposed = proposed(figures, PROPOSALS);
    let best: Vec<&CatalogueEntry> = proposed.iter().filter_map(|id| catalogue.get(id)).collect();
    let shown: Vec<&CatalogueEntry> = catalogue
        .entries()
        .iter()
        .copied()
        .filter(|entry| has_words(entry, &words))
        .filter(|entry| state.is_none_or(|state| document.selection(&entry.id) == state))
        .collect();
    let in_state = |state: SelectionState| {
        catalogue.entries().iter().filter(|entry| document.selection(&entry.id) == state).count()
    };
    let on_words = {
        let words = words.clone();
        Callback::from(move |text| words.set(text))
    };
    let on_clear = {
        let (words, state) = (words.clone(), state.clone());
        Callback::from(move |_: MouseEvent| {
            words.set(String::new());
            state.set(None);
        })
    };
    let on_state = {
        let state = state.clone();
        Callback::from(move |code: String| {
            state.set(state_of(&code));
        })
    };
    let all = Segment { value: "".into(), label: t("choose.all_states").into(), icon: None };
    let by_state = STATES.map(|state| Segment {
        value: state_code(state).into(),
        label: format!("{} {}", state_name(state), in_state(state)).into(),
        icon: None,
    });
    let segments: Vec<Segment> = std::iter::once(all).chain(by_state).collect();
    let chosen = in_state(SelectionState::Chosen);
    let row = |entry: &CatalogueEntry, shows_reason: bool| {
        let note = match shows_reason {
            true => reason_text(&reasons(figures, &entry.id)),
            false => String::new(),
        };
        html! { <ChoiceRow key={entry.id.to_string()} entry={entry.clone()} {note} plan={props.plan.clone()} on_command={props.on_command.clone()} /> }
    };
    html! {
        <div class="page">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ if chosen == 0 { t("choose.heading_none").to_owned() } else { count("choose.heading", chosen) } }</h1>
                    <p class="page-lead">{ explained(t("choose.lead")) }</p>
                </div>
                <ul class="row" aria-label={t("choose.counts")}>
                    for state in STATES {
                        <li key={state_code(state)}>
                            <Chip kind={if state == SelectionState::Chosen { ChipKind::Accent } else { ChipKind::Neutral }}>
                                { format!("{} {}", state_name(state), in_state(state)) }
                            </Chip>
                        </li>
                    }
                </ul>
            </header>
            <section class="stack" aria-labelledby="choose-proposed">
                <h2 id="choose-proposed">{ explained(t("choose.proposed")) }</h2>
                if best.is_empty() {
                    <EmptyState icon={IconName::Chart} sentence={t("choose.no_gaps")}>
                        <a class="button" href={href(&Route::Gaps)}>{ t("nav.gaps") }</a>
                    </EmptyState>
                } else {
                    <Table caption={t("choose.proposed")} has_tall_rows=true>
                        { head() }
                        <tbody>for entry in best { { row(entry, true) } }</tbody>
                    </Table>
                }
            </section>
            <CutLinePanel plan={props.plan.clone()} />
            <section class="stack" aria-labelledby="choose-bundles">
                <h2 id="choose-bundles">{ explained(t("choose.bundles")) }</h2>
                <Bundles plan={props.plan.clone()} on_command={props.on_command.clone()} />
            </section>
            <section class="stack" aria-labelledby="choose-all">
                <h2 id="choose-all">{ explained(t("choose.all")) }</h2>
                <div class="filters" role="search" aria-label={t("catalogue.filters")}>
                    <TextInput value={(*words).clone()} label={t("catalogue.search")} placeholder={t("catalogue.search")} on_change={on_words} />
                    <Segmented name="choose-state" label={t("choose.by_state")} {segments} value={state.map_or("", state_code)} on_change={on_state} />
                </div>
                if shown.is_empty() {
                    <EmptyState icon={IconName::Search} sentence={fill("catalogue.no_match", &[("words", &words)])}>
                        <button type="button" class="button" onclick={on_clear}>{ t("catalogue.clear") }</button>
                    </EmptyState>
                } else {
                    <Table caption={t("choose.all")} has_tall_rows=true>
                        { head() }
                        for group in groups() {
                            if shown.iter().any(|entry| entry.group == group.code) {
                                <tbody key={group.code.code()}>
                                    <tr class="table-band"><th colspan="6" scope="rowgroup"><b>{ &group.name }</b></th></tr>
                                    for entry in shown.iter().filter(|entry| entry.group == group.code) {
                                        { row(entry, false) }
                                    }
                                </tbody>
                            }
                        }
                    </Table>
                }
            </section>
        </div>
    }
}

fn head() -> Html {
    html! {
        <thead>
            <tr>
                <HeadCell label={t("catalogue.entry")} />
                <HeadCell label={t("scores.gap_value")} is_figure=true />
                <HeadCell label={t("catalogue.impact")} />
                <HeadCell label={t("choose.demand")} />
                <HeadCell label={t("choose.moscow")} />
                <HeadCell label={t("catalogue.state")} />
            </tr>
        </thead>
    }
}
