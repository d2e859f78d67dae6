//! A wave as a column: its head with capacity and loads, and its cards in the order of work.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::capacity_bar::CapacityBar;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::components::load_cell::LoadCell;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::figures::load::WaveLoad;
use crate::domain::figures::number::fixed;
use crate::domain::figures::office::WaveOffice;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::model::wave::{Wave, WaveKind};
use crate::domain::proposal::summary::Move;
use crate::domain::wording::{fill, phrase, t};

use super::act::BoardAct;
use super::card::{Card, CardPlace};
use super::face::{Faces, group_name, level, level_word, name_of, wave_name};

/// What a proposal does to the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// What moves.
    pub moves: Rc<Vec<Move>>,
    /// The plan without it, where the board shows the proposed one.
    pub before: Option<PlanView>,
}

/// Properties of [`WaveColumn`].
#[derive(PartialEq, Properties)]
pub struct WaveColumnProps {
    /// The plan that is shown.
    pub plan: PlanView,
    /// Position of the wave from 0.
    pub index: usize,
    /// Faces of the entries.
    pub faces: Faces,
    /// A proposal, where there is one.
    #[prop_or_default]
    pub preview: Option<Preview>,
    /// The entry that the panel speaks about.
    #[prop_or_default]
    pub selected: Option<EntryId>,
    /// It is the one wave that a narrow screen shows.
    #[prop_or_default]
    pub is_open_tab: bool,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
}

/// A wave column.
#[component]
pub fn WaveColumn(props: &WaveColumnProps) -> Html {
    let Some(wave) = props.plan.document.waves.get(props.index) else { return html! {} };
    let number = props.index + 1;
    html! {
        <section class="column" data-kind="wave" data-state={wave.finished.then_some("frozen")}
            data-tab={props.is_open_tab.then_some("open")}
            aria-labelledby={format!("column-{number}")}>
            <div class="column-head">{ head(props, wave, number) }</div>
            <div class="column-cards">{ cards(props, wave, number) }</div>
        </section>
    }
}

fn head(props: &WaveColumnProps, wave: &Wave, number: usize) -> Html {
    let figures = &props.plan.figures;
    let before = props.preview.as_ref().and_then(|preview| preview.before.as_ref());
    let span = figures.spans.get(props.index);
    let link = href(&Route::Wave { wave: wave.id.0 });
    html! {
        <>
            <div class="column-title">
                <h2 id={format!("column-{number}")}><a href={link}>{ wave_name(Some(number)) }</a></h2>
                if let Some(span) = span {
                    <span>{ phrase::period(span) }</span>
                }
                if wave.finished {
                    <Icon name={IconName::Lock} size=14 label={t("board.finished")} />
                }
            </div>
            <p class="column-goal">{ goal(wave) }</p>
            if let Some(office) = figures.office.get(props.index) {
                { capacity(office, before.and_then(|before| before.figures.office.get(props.index))) }
            }
            if let Some(loads) = figures.loads.get(props.index) {
                { cells(props, loads, before.and_then(|before| before.figures.loads.get(props.index)), number) }
            }
        </>
    }
}

fn goal(wave: &Wave) -> String {
    match (wave.goal.as_str(), wave.kind) {
        ("", WaveKind::Pause) => t("picture.wave.pause").to_owned(),
        ("", WaveKind::Closing) => t("picture.wave.closing").to_owned(),
        ("", WaveKind::Normal) if wave.name.is_empty() => t("board.no_goal").to_owned(),
        ("", WaveKind::Normal) => wave.name.clone(),
        (goal, _) => goal.to_owned(),
    }
}

/// Demand against capacity as text, level and bar.
fn capacity(office: &WaveOffice, before: Option<&WaveOffice>) -> Html {
    let (run, build) = (fixed(office.run, 1), fixed(office.build, 1));
    let capacity = fixed(office.capacity, 1);
    let label = fill("board.capacity_label", &[("run", &run), ("build", &build), ("capacity", &capacity)]);
    let colour = office.colour();
    html! {
        <>
            <div class="column-capacity">
                <span>{ t("board.pmo") }{ " " }<b>{ fixed(office.demand, 1) }</b>
                    { " " }{ fill("board.of_capacity", &[("capacity", &capacity)]) }</span>
                <LevelChip level={level(colour)} number={fixed(office.utilisation, 2)} word={level_word(colour)} />
            </div>
            <CapacityBar run={office.run} build={office.build} capacity={office.capacity} {label}
                before={before.map(|before| before.demand)} />
        </>
    }
}

/// The five load cells.
fn cells(props: &WaveColumnProps, loads: &WaveLoad, before: Option<&WaveLoad>, wave: usize) -> Html {
    html! {
        <div class="load-cells">
            for group in Group::ALL {
                { cell(props, loads, before, wave, group) }
            }
        </div>
    }
}

fn cell(
    props: &WaveColumnProps,
    loads: &WaveLoad,
    before: Option<&WaveLoad>,
    wave: usize,
    group: Group,
) -> Html {
    let load = loads.get(group);
    let number = fixed(load.utilisation(), 2);
    let colour = load.colour();
    let label = fill(
        "board.load_label",
        &[("group", group_name(group)), ("number", &number), ("level", level_word(colour))],
    );
    let old = before.map(|before| before.get(group).utilisation());
    let before = old.filter(|old| fixed(*old, 2) != number);
    let on_open = props.on_act.reform(move |()| BoardAct::Causes(wave, group));
    html! {
        <LoadCell key={group.letter()} letter={group.letter()} load={load.utilisation()} {number}
            level={level(colour)} {label} {before} on_open={Some(on_open)} />
    }
}

fn cards(props: &WaveColumnProps, wave: &Wave, number: usize) -> Html {
    let count = wave.items.len();
    let departed = departed(props, number);
    if count == 0 && departed.is_empty() {
        return html! { <p class="column-empty">{ t("board.empty_wave") }</p> };
    }
    let is_preview = props.preview.as_ref().is_some_and(|preview| preview.before.is_some());
    html! {
        <ol class="card-list">
            for (index, item) in wave.items.iter().enumerate() {
                if let Some(face) = props.faces.get(&item.entry) {
                    <li key={item.entry.to_string()}>
                        <Card face={face.clone()} is_movable={!is_preview} on_act={props.on_act.clone()}
                            place={CardPlace::Wave { wave: wave.id, index, count, is_frozen: wave.finished }}
                            is_selected={props.selected.as_ref() == Some(&item.entry)}
                            proposed={proposed(props, &item.entry)} />
                    </li>
                }
            }
            for change in departed {
                <li key={format!("departed-{}", change.entry)} class="card-ghost" data-kind="departed">
                    <b>{ name_of(&props.faces, &change.entry) }</b>
                    <span>{ to_words(change.to) }</span>
                </li>
            }
        </ol>
    }
}

/// Entries that the proposal takes out of the wave, where the board shows the proposal.
fn departed(props: &WaveColumnProps, number: usize) -> Vec<Move> {
    let Some(preview) = props.preview.as_ref().filter(|preview| preview.before.is_some()) else {
        return Vec::new();
    };
    preview.moves.iter().filter(|change| change.from == Some(number)).cloned().collect()
}

/// The chip of a card that the proposal moves: where it came from, or where it would go.
fn proposed(props: &WaveColumnProps, entry: &EntryId) -> Option<AttrValue> {
    let preview = props.preview.as_ref()?;
    let change = preview.moves.iter().find(|change| &change.entry == entry)?;
    let words = match (&preview.before, change.from, change.to) {
        (Some(_), Some(from), _) => fill("board.from_wave", &[("wave", &from.to_string())]),
        (Some(_), None, _) => t("board.new_here").to_owned(),
        (None, _, Some(to)) => fill("board.to_wave_question", &[("wave", &to.to_string())]),
        (None, _, None) => t("board.out_question").to_owned(),
    };
    Some(words.into())
}

/// "to wave 3", or "not planned".
fn to_words(to: Option<usize>) -> String {
    match to {
        Some(wave) => fill("board.to_wave", &[("wave", &wave.to_string())]),
        None => t("board.to_nowhere").to_owned(),
    }
}
