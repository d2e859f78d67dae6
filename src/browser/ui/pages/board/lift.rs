//! A lifted card, by pointer or by keys: what every column announces about it, where it would be dropped, and what is
//! said aloud.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::ui::focus::focus;
use crate::browser::ui::hooks::drag::{Carry, use_drag};
use crate::browser::ui::hooks::timer::Timer;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;
use crate::domain::figures::colour::LoadColour;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::proposal::limit::Limit;
use crate::domain::proposal::trial::{Place, move_command};
use crate::domain::proposal::verdict::{Verdict, verdicts};
use crate::domain::proposal::words;
use crate::domain::wording::{fill, t};

use super::act::BoardAct;
use super::face::{Faces, name_of, wave_name};

/// Milliseconds in which a dropped card settles.
const SETTLING: i32 = 240;

/// Milliseconds that a card rests over a place until every column shows the loads after a drop there: on its way across
/// many columns it has to keep up with the pointer.
const RESTING: i32 = 120;

/// What every place would mean for the lifted card. Equal when it is the same lift: the numbers are not compared.
#[derive(Clone, Debug)]
pub struct Announced(Rc<Vec<Verdict>>);

impl PartialEq for Announced {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Announced {
    /// What the verdicts about all places say.
    pub fn new(verdicts: Vec<Verdict>) -> Self {
        Self(Rc::new(verdicts))
    }

    /// The verdict about a place.
    pub fn of(&self, place: Place) -> Option<&Verdict> {
        self.0.iter().find(|verdict| verdict.place == place)
    }
}

/// A lifted card.
#[derive(Clone, Debug, PartialEq)]
pub struct Lift {
    /// The entry.
    pub entry: EntryId,
    /// Where it was taken from.
    pub from: Place,
    /// What every place would mean.
    pub announced: Announced,
    /// Where it would be dropped, with its place in the order of work from 0, counted without it.
    pub target: Option<(Place, usize)>,
    /// Where it rested last, if it would move there.
    pub rested: Option<Place>,
    /// It is moved by keys, so nothing follows the pointer.
    pub is_by_keys: bool,
}

/// What one column shows of a lift.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnLift {
    /// The entry.
    pub entry: EntryId,
    /// What every place would mean.
    pub announced: Announced,
    /// The card was taken from here.
    pub is_source: bool,
    /// The card would be dropped here, so many cards from the top.
    pub position: Option<usize>,
    /// The drop whose loads the column shows: the one here, else the one where the card rests.
    pub target: Option<Place>,
    /// It is moved by keys.
    pub is_by_keys: bool,
}

impl Lift {
    /// Where it would be dropped, if that is not where it was taken from and takes it.
    fn new_place(&self) -> Option<Place> {
        self.target.map(|(place, _)| place).filter(|place| *place != self.from && self.is_open(*place))
    }

    fn is_open(&self, place: Place) -> bool {
        self.announced.of(place).is_some_and(|verdict| verdict.is_open)
    }

    /// What a column shows of it.
    pub fn for_column(&self, place: Place) -> ColumnLift {
        ColumnLift {
            entry: self.entry.clone(),
            announced: self.announced.clone(),
            is_source: self.from == place,
            position: self
                .target
                .filter(|(target, _)| *target == place && self.is_open(place))
                .map(|target| target.1),
            target: self.new_place().filter(|target| *target == place).or(self.rested),
            is_by_keys: self.is_by_keys,
        }
    }
}

/// The board's side of carrying cards.
pub struct LiftHandle {
    /// The lifted card.
    pub lift: Option<Lift>,
    /// What is read aloud.
    pub spoken: AttrValue,
    /// A pointer goes down on the board.
    pub on_pointer_down: Callback<PointerEvent>,
    /// A key is pressed on the board.
    pub on_key: Callback<KeyboardEvent>,
    /// The focus leaves something on the board.
    pub on_focus_out: Callback<FocusEvent>,
    /// The box that follows the pointer.
    pub layer: NodeRef,
}

/// The key of a place in the markup.
pub fn place_key(place: Place) -> String {
    match place {
        Place::Wave(wave) => format!("wave-{}", wave.0),
        Place::Waiting => "waiting".to_owned(),
        Place::Out => "out".to_owned(),
    }
}

fn place_of_key(key: &str) -> Option<Place> {
    match key {
        "waiting" => Some(Place::Waiting),
        "out" => Some(Place::Out),
        _ => key.strip_prefix("wave-")?.parse().ok().map(|id| Place::Wave(WaveId(id))),
    }
}

/// Everything that a step of a lift needs.
#[derive(Clone)]
struct Hands {
    plan: PlanView,
    faces: Faces,
    is_movable: bool,
    on_act: Callback<BoardAct>,
    /// The lift of now; what is drawn lags behind it by one drawing.
    now: Rc<RefCell<Option<Lift>>>,
    drawn: UseStateHandle<Option<Lift>>,
    spoken: UseStateHandle<AttrValue>,
    /// The card that keys just dropped; it gets the focus where it stands then.
    dropped: Rc<RefCell<Option<EntryId>>>,
    /// The wave that a drop just overfilled, and what stops it.
    overfilled: UseStateHandle<Option<(usize, Limit)>>,
}

/// Lets cards of a plan be lifted.
#[hook]
pub fn use_lift(plan: &PlanView, faces: &Faces, is_movable: bool, on_act: Callback<BoardAct>) -> LiftHandle {
    let now = use_mut_ref(|| None::<Lift>);
    let drawn = use_state(|| None::<Lift>);
    let spoken = use_state(AttrValue::default);
    let layer = use_node_ref();
    let dropped = use_mut_ref(|| None::<EntryId>);
    let overfilled = use_state(|| None::<(usize, Limit)>);
    {
        // Once the card has settled, a wave that it overfills says what would help.
        let on_act = on_act.clone();
        use_effect_with(*overfilled, move |overfilled| {
            let timer = overfilled.map(|(wave, limit)| {
                Timer::after(SETTLING, move || on_act.emit(BoardAct::Causes(wave, limit)))
            });
            move || drop(timer)
        });
    }
    {
        // Runs once the columns stand as the new plan has them.
        let dropped = dropped.clone();
        use_effect_with(plan.clone(), move |_| {
            if let Some(entry) = dropped.borrow_mut().take() {
                focus_card(&entry);
            }
        });
    }
    let (plan, faces) = (plan.clone(), faces.clone());
    let (drawn_now, spoken_now) = (drawn.clone(), spoken.clone());
    let hands = Hands { plan, faces, is_movable, on_act, now, drawn, spoken, dropped, overfilled };
    {
        let hands = hands.clone();
        use_effect_with(drawn_now.as_ref().and_then(Lift::new_place), move |_| {
            let timer = Timer::after(RESTING, move || hands.rest());
            move || drop(timer)
        });
    }
    let on_carry = {
        let hands = hands.clone();
        Callback::from(move |carry: Carry| match carry {
            Carry::Press(key) => hands.on_act.emit(BoardAct::Why(EntryId::from(key.as_str()))),
            Carry::Lift(key) => hands.take(&EntryId::from(key.as_str()), false),
            Carry::Over(over) => {
                let target = over.and_then(|(key, above)| Some((place_of_key(&key)?, above)));
                hands.aim(target);
            }
            Carry::Drop => hands.put(),
            Carry::Cancel => hands.give_back(),
        })
    };
    let on_pointer_down = use_drag(&layer, on_carry);
    let on_focus_out = {
        let hands = hands.clone();
        Callback::from(move |_: FocusEvent| {
            if hands.lift().is_some_and(|lift| lift.is_by_keys) {
                hands.give_back();
            }
        })
    };
    let on_key = Callback::from(move |event: KeyboardEvent| {
        if hands.key(&event) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    LiftHandle {
        lift: (*drawn_now).clone(),
        spoken: (*spoken_now).clone(),
        on_pointer_down,
        on_key,
        on_focus_out,
        layer,
    }
}

impl Hands {
    fn lift(&self) -> Option<Lift> {
        self.now.borrow().clone()
    }

    fn set(&self, lift: Option<Lift>) {
        self.now.borrow_mut().clone_from(&lift);
        self.drawn.set(lift);
    }

    fn say(&self, words: String) {
        self.spoken.set(words.into());
    }

    /// Lifts a card, if it can be moved.
    fn take(&self, entry: &EntryId, is_by_keys: bool) {
        let document = &self.plan.document;
        let is_frozen = document
            .wave_of(entry)
            .and_then(|number| document.waves.get(number - 1))
            .is_some_and(|wave| wave.finished);
        if !self.is_movable || is_frozen {
            return;
        }
        let announced = Announced::new(verdicts(document, &self.plan.figures, entry));
        let from = Place::of(document, entry);
        let index = document.place_of(entry).map_or(0, |(_, place)| place - 1);
        let target = is_by_keys.then_some((from, index));
        let name = name_of(&self.faces, entry);
        let key = if is_by_keys { "lift.taken_by_keys" } else { "lift.taken" };
        self.say(fill(key, &[("entry", &name), ("place", &self.place_name(from))]));
        self.overfilled.set(None);
        self.set(Some(Lift { entry: entry.clone(), from, announced, target, rested: None, is_by_keys }));
    }

    /// Aims at a place; in a wave at the nearest place in the order of work that keeps prerequisites first.
    fn aim(&self, target: Option<(Place, usize)>) {
        let Some(lift) = self.lift() else { return };
        let target = target.map(|(place, above)| (place, self.position(&lift, place, above)));
        if target == lift.target {
            return;
        }
        if let Some((place, position)) = target {
            self.say(self.announcement(&lift, place, position));
        }
        self.set(Some(Lift { target, ..lift }));
    }

    /// The card rests where it is.
    fn rest(&self) {
        let Some(lift) = self.lift() else { return };
        let rested = lift.new_place();
        if rested != lift.rested {
            self.set(Some(Lift { rested, ..lift }));
        }
    }

    fn position(&self, lift: &Lift, place: Place, wished: usize) -> usize {
        match move_command(&self.plan.document, &self.plan.figures, &lift.entry, place, Some(wished)) {
            Command::PlaceEntry { position: Some(position), .. } => position.min(self.room(lift, place)),
            _ => 0,
        }
    }

    /// Number of the other cards of a wave.
    fn room(&self, lift: &Lift, place: Place) -> usize {
        let wave = self.plan.document.waves.iter().find(|wave| Some(wave.id) == place.wave());
        wave.map_or(0, |wave| wave.items.iter().filter(|item| item.entry != lift.entry).count())
    }

    /// Drops the card where it is aimed at.
    fn put(&self) {
        let Some(lift) = self.lift() else { return };
        let index = self.plan.document.place_of(&lift.entry).map_or(0, |(_, place)| place - 1);
        let Some((place, position)) = lift.target.filter(|target| *target != (lift.from, index)) else {
            self.give_back();
            return;
        };
        let verdict = lift.announced.of(place);
        if verdict.is_none_or(|verdict| !verdict.is_open) {
            self.give_back();
            self.say(verdict.map_or_else(|| t("verdict.finished"), words::closed).to_owned());
            return;
        }
        self.set(None);
        // The notice of the move is read out.
        self.say(String::new());
        if lift.is_by_keys {
            *self.dropped.borrow_mut() = Some(lift.entry.clone());
        }
        self.on_act.emit(BoardAct::Place(lift.entry.clone(), place, Some(position)));
        let stopped = verdict.filter(|verdict| verdict.colour() == LoadColour::DarkRed);
        let worst = stopped.and_then(|verdict| {
            let change = verdict.changes.iter().find(|change| change.colour() == LoadColour::DarkRed)?;
            Some((verdict.number, change.limit)).filter(|(number, _)| *number > 0)
        });
        self.overfilled.set(worst);
    }

    /// Lays the card back.
    fn give_back(&self) {
        let Some(lift) = self.lift() else { return };
        let name = name_of(&self.faces, &lift.entry);
        self.say(fill("lift.given_back", &[("entry", &name), ("place", &self.place_name(lift.from))]));
        self.set(None);
    }

    /// What a key does; true where it did something.
    fn key(&self, event: &KeyboardEvent) -> bool {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let Some(lift) = self.lift().filter(|lift| lift.is_by_keys) else {
            // Space or Enter on the card itself, not on a button in it.
            let card = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let key = card.and_then(|card| card.get_attribute("data-lift"));
            let is_lifting = matches!(event.key().as_str(), " " | "Enter");
            return key.filter(|_| is_lifting).is_some_and(|key| {
                self.take(&EntryId::from(key.as_str()), true);
                true
            });
        };
        let (place, position) = lift.target.unwrap_or((lift.from, 0));
        match event.key().as_str() {
            "ArrowLeft" => self.aim_beside(&lift, place, false),
            "ArrowRight" => self.aim_beside(&lift, place, true),
            "ArrowUp" => self.aim(Some((place, position.saturating_sub(1)))),
            "ArrowDown" => self.aim(Some((place, position + 1))),
            " " | "Enter" => self.put(),
            "Escape" => self.give_back(),
            _ => return false,
        }
        true
    }

    fn aim_beside(&self, lift: &Lift, place: Place, is_forward: bool) {
        let waves = self.plan.document.waves.iter().map(|wave| Place::Wave(wave.id));
        let places: Vec<Place> = [Place::Out, Place::Waiting].into_iter().chain(waves).collect();
        let index = places.iter().position(|other| *other == place).unwrap_or(0);
        let next = if is_forward { index + 1 } else { index.saturating_sub(1) };
        let Some(next) = places.get(next).copied().filter(|next| *next != place) else { return };
        let is_home = next == lift.from;
        let home = self.plan.document.place_of(&lift.entry).map_or(0, |(_, place)| place - 1);
        self.aim(Some((next, if is_home { home } else { usize::MAX })));
        show_place(next);
    }

    fn place_name(&self, place: Place) -> String {
        match place {
            Place::Wave(wave) => wave_name(self.plan.document.wave_number(wave)),
            Place::Waiting => t("board.not_planned").to_owned(),
            Place::Out => t("board.out").to_owned(),
        }
    }

    /// Where the card would be, and what that would do.
    fn announcement(&self, lift: &Lift, place: Place, position: usize) -> String {
        let name = self.place_name(place);
        let at = match place {
            Place::Wave(_) => {
                let (number, count) = (position + 1, self.room(lift, place) + 1);
                fill(
                    "lift.at",
                    &[("place", &name), ("number", &number.to_string()), ("count", &count.to_string())],
                )
            }
            Place::Waiting | Place::Out => format!("{name}."),
        };
        if lift.from == place {
            return at;
        }
        let names = |entry: &EntryId| name_of(&self.faces, entry).to_string();
        let Some(verdict) = lift.announced.of(place) else { return at };
        let changes = verdict.changes.iter().filter(|_| place.wave().is_some() && verdict.is_open);
        let loads: Vec<String> = changes.map(words::change).collect();
        format!("{at} {} {}", words::effect(verdict, &names).join(" "), loads.join("; "))
    }
}

/// Scrolls a column into view.
fn show_place(place: Place) {
    let selector = format!("[data-place='{}']", place_key(place));
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(&selector).ok().flatten());
    if let Some(element) = element {
        element.scroll_into_view_with_bool(false);
    }
}

/// Gives the focus to a card.
fn focus_card(entry: &EntryId) {
    let document = web_sys::window().and_then(|window| window.document());
    let selector = format!("[data-lift='{entry}']");
    focus(document.and_then(|document| document.query_selector(&selector).ok().flatten()));
}
