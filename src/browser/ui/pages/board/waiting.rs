//! The entries that stand in no wave: those that may still come, and those that stay out.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::proposal::trial::Place;
use crate::domain::proposal::waiting::{out_of_scope, waiting};
use crate::domain::wording::{count, fill, t};

use super::act::BoardAct;
use super::card::{Card, CardPlace};
use super::column::{Preview, proposed};
use super::effect::announcement;
use super::face::Faces;
use super::lift::{ColumnLift, place_key};

/// Cards shown before the rest is asked for.
const FIRST_CARDS: usize = 5;

/// Properties of [`WaitingColumn`].
#[derive(PartialEq, Properties)]
pub struct WaitingColumnProps {
    /// The plan that is shown.
    pub plan: PlanView,
    /// Faces of the entries.
    pub faces: Faces,
    /// A proposal, where there is one.
    #[prop_or_default]
    pub preview: Option<Preview>,
    /// The entry that the panel speaks about.
    #[prop_or_default]
    pub selected: Option<EntryId>,
    /// Cards can be moved.
    #[prop_or(true)]
    pub is_movable: bool,
    /// What it shows of a lifted card.
    #[prop_or_default]
    pub lift: Option<ColumnLift>,
    /// What its foot, out of scope, shows of a lifted card.
    #[prop_or_default]
    pub lift_out: Option<ColumnLift>,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
}

/// The column beside the waves.
#[component]
pub fn WaitingColumn(props: &WaitingColumnProps) -> Html {
    let shows_all = use_state(|| false);
    let is_open = use_state(|| false);
    let document = &props.plan.document;
    let entries = waiting(document, &props.plan.figures);
    // Chosen entries ask for a wave: none of them is hidden.
    let chosen = entries.iter().filter(|entry| document.selection(entry) == SelectionState::Chosen).count();
    let shown = if *shows_all { entries.len() } else { FIRST_CARDS.max(chosen) };
    let hidden = entries.len().saturating_sub(shown);
    let out = out_of_scope(&props.plan.figures);
    let on_more = {
        let shows_all = shows_all.clone();
        Callback::from(move |_| shows_all.set(true))
    };
    let on_unfold = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    html! {
        <section class="column" data-kind="waiting" data-open={is_open.then_some("")} data-place={place_key(Place::Waiting)}
            data-state={state(props.lift.as_ref())} aria-labelledby="column-waiting">
            <div class="column-head">
                <div class="column-title">
                    <h2 id="column-waiting">{ t("board.not_planned") }</h2>
                    <span>{ entries.len() }</span>
                    <button type="button" class="button column-fold" data-kind="quiet" data-size="small"
                        aria-expanded={if *is_open { "true" } else { "false" }} onclick={on_unfold}>
                        { if *is_open { t("board.fold") } else { t("board.unfold") } }
                    </button>
                </div>
                if let Some(lift) = &props.lift {
                    { announcement(lift, Place::Waiting, &props.faces) }
                } else {
                    <p class="column-goal">{ if chosen > 0 { count("board.chosen_waiting", chosen) } else { t("board.candidates").to_owned() } }</p>
                }
            </div>
            <div class="column-cards" data-scroll="">
                if entries.is_empty() {
                    <p class="column-empty">{ t("board.nothing_waits") }</p>
                }
                <ul class="card-list">
                    for (entry, face) in entries.iter().take(shown).filter_map(|entry| Some((entry, props.faces.get(entry)?))) {
                        <li key={entry.to_string()}>
                            <Card face={face.clone()} place={CardPlace::Waiting} is_movable={props.is_movable}
                                is_selected={props.selected.as_ref() == Some(entry)}
                                is_lifted={is_lifted(props.lift.as_ref(), entry)}
                                proposed={proposed(props.preview.as_ref(), entry)} on_act={props.on_act.clone()} />
                        </li>
                    }
                </ul>
                if hidden > 0 {
                    <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} on_press={on_more}>
                        { fill("board.show_more", &[("count", &hidden.to_string())]) }
                    </Button>
                }
            </div>
            <div class="column-foot" data-place={place_key(Place::Out)} data-state={state(props.lift_out.as_ref())}>
                if let Some(lift) = &props.lift_out {
                    { announcement(lift, Place::Out, &props.faces) }
                }
                <Disclosure summary={fill("board.out_of_scope", &[("count", &out.len().to_string())])}>
                    if out.is_empty() {
                        <p>{ t("board.nothing_out") }</p>
                    }
                    <ul class="out-list">
                        for entry in out.iter() {
                            <li key={entry.to_string()}>
                                if let Some(face) = props.faces.get(entry) {
                                    <Card face={face.clone()} place={CardPlace::Waiting} is_movable={props.is_movable}
                                        is_selected={props.selected.as_ref() == Some(entry)}
                                        is_lifted={is_lifted(props.lift_out.as_ref(), entry)} on_act={props.on_act.clone()} />
                                }
                            </li>
                        }
                    </ul>
                </Disclosure>
            </div>
        </section>
    }
}

fn state(lift: Option<&ColumnLift>) -> Option<&'static str> {
    let lift = lift?;
    if lift.position.is_some() { Some("target") } else { lift.is_source.then_some("source") }
}

fn is_lifted(lift: Option<&ColumnLift>, entry: &EntryId) -> bool {
    lift.is_some_and(|lift| lift.is_source && &lift.entry == entry)
}
