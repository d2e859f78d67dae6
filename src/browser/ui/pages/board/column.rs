//! A wave as a column: its head with capacity and loads, and its cards in the order of work.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::capacity_bar::CapacityBar;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::components::load_cell::LoadCell;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::load::WaveLoad;
use crate::domain::figures::number::fixed;
use crate::domain::figures::office::WaveOffice;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::model::wave::{Wave, WaveItem, WaveKind};
use crate::domain::picture::outside::names_in;
use crate::domain::proposal::limit::{Limit, Use, demand_on, fullest_group, fullest_over};
use crate::domain::proposal::summary::Move;
use crate::domain::proposal::trial::{Place, Roles};
use crate::domain::proposal::words;
use crate::domain::wording::{fill, phrase, t};

use super::act::BoardAct;
use super::card::{Card, CardPlace};
use super::effect::announcement;
use super::face::{CardFace, Faces, group_name, level, level_word, name_of, wave_name};
use super::lift::{ColumnLift, place_key};

/// Causes that a narrow screen names.
const MOST_REASONS: usize = 2;

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
    /// Its cards are drawn by now.
    #[prop_or(true)]
    pub has_cards: bool,
    /// It is the one wave that a narrow screen shows.
    #[prop_or_default]
    pub is_open_tab: bool,
    /// What it shows of a lifted card.
    #[prop_or_default]
    pub lift: Option<ColumnLift>,
    /// The roles of the staff, in a plan that plans by role.
    #[prop_or_default]
    pub roles: Option<Rc<Roles>>,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
}

/// A wave column.
#[component]
pub fn WaveColumn(props: &WaveColumnProps) -> Html {
    let Some(wave) = props.plan.document.waves.get(props.index) else { return html! {} };
    let number = props.index + 1;
    let place = Place::Wave(wave.id);
    html! {
        <section class="column" data-kind="wave" data-state={state(props, wave)} data-place={place_key(place)}
            data-tab={props.is_open_tab.then_some("open")}
            aria-labelledby={format!("column-{number}")}>
            <div class="column-head">{ head(props, wave, number) }</div>
            <div class="column-cards" data-scroll="">
                if props.has_cards {
                    <WaveCards ..cards_of(props, wave) />
                }
            </div>
        </section>
    }
}

fn state(props: &WaveColumnProps, wave: &Wave) -> Option<&'static str> {
    match &props.lift {
        _ if wave.finished => Some("frozen"),
        Some(ColumnLift { position: Some(_), .. }) => Some("target"),
        Some(lift) if lift.is_source => Some("source"),
        _ => None,
    }
}

/// Loads and days of every wave.
#[derive(Clone, Copy)]
struct Shown<'a> {
    loads: &'a [WaveLoad],
    office: &'a [WaveOffice],
}

/// The loads and days that the head shows: of now, or under a lifted card those after the drop, wherever that is; and
/// those to compare with.
fn shown<'a>(props: &'a WaveColumnProps) -> (Shown<'a>, Option<Shown<'a>>) {
    let of = |figures: &'a Figures| Shown { loads: &figures.loads, office: &figures.office };
    let now = of(&props.plan.figures);
    let lift = props.lift.as_ref();
    if let Some(verdict) = lift.and_then(|lift| lift.announced.of(lift.target?)) {
        return (Shown { loads: &verdict.after.loads, office: &verdict.after.office }, Some(now));
    }
    let before = props.preview.as_ref().and_then(|preview| preview.before.as_ref());
    (now, before.map(|before| of(&before.figures)))
}

fn head(props: &WaveColumnProps, wave: &Wave, number: usize) -> Html {
    let figures = &props.plan.figures;
    let (shown, before) = shown(props);
    let before = before.as_ref();
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
            if let Some(lift) = &props.lift {
                { announcement(lift, Place::Wave(wave.id), &props.faces) }
            } else {
                <p class="column-goal">{ goal(wave) }</p>
            }
            if figures.office.get(props.index).is_some_and(|office| office.capacity <= 0.0) {
                <p class="column-goal">{ t("board.no_days") }{ " " }<a href={href(&Route::form("foundation.staff"))}>{ t("planner.staff_plan") }</a></p>
            }
            if let Some(office) = shown.office.get(props.index) {
                { capacity(props, office, before.and_then(|before| before.office.get(props.index)), number) }
            }
            if let Some((_, role, used)) = props.roles.as_ref().and_then(|roles| roles.fullest(number)) {
                { fullest_role(props, guidance().role_name(role), used, number) }
            }
            if let Some(loads) = shown.loads.get(props.index) {
                { cells(props, loads, before.and_then(|before| before.loads.get(props.index)), number) }
            }
            if let Some(reason) = reason(props, wave, number) {
                <p class="column-reason">{ reason }</p>
            }
            if let Some(limit) = overloaded(props, number) {
                { adviser(props, limit, number) }
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
fn capacity(props: &WaveColumnProps, office: &WaveOffice, before: Option<&WaveOffice>, wave: usize) -> Html {
    let (run, build) = (fixed(office.run, 1), fixed(office.build, 1));
    let (demand, capacity) = (fixed(office.demand, 1), fixed(office.capacity, 1));
    let label = fill("board.capacity_label", &[("run", &run), ("build", &build), ("capacity", &capacity)]);
    let colour = office.colour();
    let number = load_text(office.utilisation);
    let arguments =
        [("group", words::limit_name(Limit::Office)), ("number", &number), ("level", level_word(colour))];
    let spoken = fill("board.load_label", &arguments);
    let onclick = props.on_act.reform(move |_: MouseEvent| BoardAct::Causes(wave, Limit::Office));
    html! {
        <>
            <div class="column-capacity">
                <span>{ t("board.pmo") }{ " " }<b>{ &demand }</b>
                    { " " }{ fill("board.of_capacity", &[("capacity", &capacity)]) }</span>
                <button type="button" class="level-button" {onclick} aria-label={spoken}>
                    <LevelChip level={level(colour)} number={number} word={level_word(colour)} />
                </button>
            </div>
            <CapacityBar run={office.run} build={office.build} capacity={office.capacity} {label}
                before={before.map(|before| before.demand).filter(|days| fixed(*days, 1) != demand)} />
        </>
    }
}

/// The role of the staff that is fullest: it and not the pool limits a plan by role.
fn fullest_role(props: &WaveColumnProps, role: &str, used: Use, wave: usize) -> Html {
    let (colour, number) = (used.colour(), load_text(used.utilisation()));
    let arguments = [("group", role), ("number", &*number), ("level", level_word(colour))];
    let onclick = props.on_act.reform(move |_: MouseEvent| BoardAct::Causes(wave, Limit::Office));
    html! {
        <div class="column-capacity" data-kind="role">
            <span>{ role }{ " " }<b>{ fixed(used.demand, 1) }</b>
                { " " }{ fill("board.of_capacity", &[("capacity", &fixed(used.capacity, 1))]) }</span>
            <button type="button" class="level-button" {onclick} aria-label={fill("board.load_label", &arguments)}>
                <LevelChip level={level(colour)} {number} word={level_word(colour)} />
            </button>
        </div>
    }
}

/// The fullest of what is over its capacity, where the wave can still change.
fn overloaded(props: &WaveColumnProps, wave: usize) -> Option<Limit> {
    let is_preview = props.preview.as_ref().is_some_and(|preview| preview.before.is_some());
    let is_frozen = props.plan.document.waves.get(props.index).is_none_or(|wave| wave.finished);
    fullest_over(&props.plan.figures, wave).filter(|_| !is_frozen && !is_preview)
}

/// Why the fullest group is tight or over: its largest causes and the other changes of the company. For narrow screens,
/// where no dialog is near.
fn reason(props: &WaveColumnProps, wave: &Wave, number: usize) -> Option<String> {
    let (figures, document) = (&props.plan.figures, &props.plan.document);
    let group = fullest_group(figures, number).filter(|_| !wave.finished)?;
    let used = demand_on(figures, number, Limit::Group(group))?;
    let entries = figures.causes(props.index, group).into_iter().take(MOST_REASONS);
    let mut causes: Vec<String> =
        entries.map(|(entry, _)| name_of(&props.faces, entry).to_string()).collect();
    causes.extend(
        figures.spans.get(number - 1).map(|span| names_in(document, span, Some(group))).unwrap_or_default(),
    );
    let (load, causes) = (load_text(used.utilisation()), phrase::list(&causes));
    Some(fill("board.reason", &[("group", group.letter()), ("load", &load), ("causes", &causes)]))
}

/// The way to the adviser.
fn adviser(props: &WaveColumnProps, limit: Limit, wave: usize) -> Html {
    let on_press = props.on_act.reform(move |_: MouseEvent| BoardAct::Causes(wave, limit));
    let number = wave.to_string();
    let label = fill("adviser.open_named", &[("limit", words::limit_name(limit)), ("wave", &number)]);
    html! {
        <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} {on_press} {label}>
            { fill("adviser.open", &[("limit", words::limit_letter(limit))]) }
        </Button>
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
    let number = load_text(load.utilisation());
    let colour = load.colour();
    let label = fill(
        "board.load_label",
        &[("group", group_name(group)), ("number", &number), ("level", level_word(colour))],
    );
    let old = before.map(|before| before.get(group).utilisation());
    let before = old.filter(|old| load_text(*old) != number);
    let on_open = props.on_act.reform(move |()| BoardAct::Causes(wave, Limit::Group(group)));
    html! {
        <LoadCell key={group.letter()} letter={group.letter()} load={load.utilisation()} {number}
            level={level(colour)} {label} {before} on_open={Some(on_open)} />
    }
}

/// Properties of [`WaveCards`].
#[derive(PartialEq, Properties)]
struct WaveCardsProps {
    wave: WaveId,
    number: usize,
    is_frozen: bool,
    is_movable: bool,
    /// The faces of the entries in the order of work, and whether each is a pilot.
    cards: Vec<(Rc<CardFace>, bool)>,
    preview: Option<Preview>,
    /// The wave before it launches something.
    may_rest: bool,
    /// Names of the entries that the proposal takes out of the wave, and where they go.
    departed: Vec<(EntryId, AttrValue, Option<usize>)>,
    selected: Option<EntryId>,
    /// The card that was lifted from here.
    lifted: Option<EntryId>,
    /// The lifted card would be dropped here, so many cards from the top.
    target: Option<usize>,
    on_act: Callback<BoardAct>,
}

/// What the cards of a wave are drawn from: nothing of it changes when something else in the plan does.
fn cards_of(props: &WaveColumnProps, wave: &Wave) -> WaveCardsProps {
    let lift = props.lift.as_ref();
    let number = props.index + 1;
    let card = |item: &WaveItem| Some((props.faces.get(&item.entry)?.clone(), item.pilot));
    let preview = props.preview.as_ref();
    let gone = departed(preview, number);
    WaveCardsProps {
        wave: wave.id,
        number,
        is_frozen: wave.finished,
        is_movable: preview.is_none_or(|preview| preview.before.is_none()),
        cards: wave.items.iter().filter_map(card).collect(),
        may_rest: props
            .plan
            .document
            .waves
            .get(props.index.wrapping_sub(1))
            .is_some_and(|wave| !wave.items.is_empty()),
        preview: props.preview.clone(),
        departed: gone
            .into_iter()
            .map(|change| (change.entry.clone(), name_of(&props.faces, &change.entry), change.to))
            .collect(),
        selected: props.selected.clone(),
        lifted: lift.filter(|lift| lift.is_source).map(|lift| lift.entry.clone()),
        target: lift.and_then(|lift| lift.position),
        on_act: props.on_act.clone(),
    }
}

/// The cards of a wave. They are apart from the head, so that a lift, which changes every head, draws those cards alone
/// that stand where it begins or would end, and an edit those of the waves that it changes.
#[component]
fn WaveCards(props: &WaveCardsProps) -> Html {
    let count = props.cards.len();
    if count == 0 && props.departed.is_empty() && props.target.is_none() {
        let words = if props.may_rest { t("board.resting_wave") } else { t("board.empty_wave") };
        return html! { <p class="column-empty">{ words }</p> };
    }
    let lifted = props.lifted.as_ref();
    let lifted_at =
        props.cards.iter().position(|(face, _)| Some(&face.entry) == lifted).unwrap_or(usize::MAX);
    // Places count without the lifted card; where it stays in its place there is nothing to show.
    let drop_at = props.target.filter(|place| *place != lifted_at);
    let drop_before = drop_at.map(|place| if place >= lifted_at { place + 1 } else { place });
    // Every row has a key: without one of them a card that comes or goes would have all others made anew.
    let mut rows = Vec::with_capacity(count + 1);
    for (index, (face, is_pilot)) in props.cards.iter().enumerate() {
        rows.extend(
            drop_at.filter(|_| drop_before == Some(index)).map(|place| drop_ghost(place, props.number)),
        );
        rows.push(html! {
            <li key={face.entry.to_string()}>
                <Card face={face.clone()} is_movable={props.is_movable} on_act={props.on_act.clone()}
                    place={CardPlace::Wave { wave: props.wave, index, count, is_frozen: props.is_frozen }}
                    is_selected={props.selected.as_ref() == Some(&face.entry)}
                    is_lifted={lifted == Some(&face.entry)} is_pilot={*is_pilot}
                    proposed={proposed(props.preview.as_ref(), &face.entry)} />
            </li>
        });
    }
    let is_last = drop_before.is_some_and(|before| before >= count);
    rows.extend(drop_at.filter(|_| is_last).map(|place| drop_ghost(place, props.number)));
    rows.extend(props.departed.iter().map(|(entry, name, to)| {
        html! {
            <li key={format!("departed-{entry}")} class="card-ghost" data-kind="departed">
                <b>{ name }</b>
                <span>{ to_words(*to) }</span>
            </li>
        }
    }));
    html! { <ol class="card-list">{ for rows }</ol> }
}

/// Where the lifted card would stand, counted from 0.
fn drop_ghost(place: usize, wave: usize) -> Html {
    let words = fill("lift.drop_here", &[("number", &(place + 1).to_string()), ("wave", &wave.to_string())]);
    html! { <li key="drop" class="drop-ghost" aria-hidden="true">{ words }</li> }
}

/// Entries that the proposal takes out of the wave, where the board shows the proposal.
fn departed(preview: Option<&Preview>, number: usize) -> Vec<Move> {
    let Some(preview) = preview.filter(|preview| preview.before.is_some()) else { return Vec::new() };
    preview.moves.iter().filter(|change| change.from == Some(number)).cloned().collect()
}

/// The chip of a card that the proposal moves: where it came from, or where it would go.
pub fn proposed(preview: Option<&Preview>, entry: &EntryId) -> Option<AttrValue> {
    let preview = preview?;
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
