//! Carrying a card with a mouse, a pen or a finger. The card follows the pointer frame by frame without drawing the page
//! anew; the page hears only when the place under the pointer changes.
//!
//! Marks in the markup: `data-lift` on what can be lifted, with its key; `data-place` on what it can be dropped in, with
//! its key; `data-scroll` on boxes that scroll when the pointer rests at their edge.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    AddEventListenerOptions, Element, Event, EventTarget, HtmlElement, KeyboardEvent, PointerEvent,
};
use yew::prelude::*;

use crate::browser::clock;

/// Pixels that a mouse or pen moves before it lifts.
const THRESHOLD: f64 = 4.0;

/// Milliseconds that a finger rests before it lifts; a finger that moves earlier scrolls.
const TOUCH_DELAY: f64 = 300.0;

/// A finger that moves further than this before it lifts wants to scroll, in pixels.
const TOUCH_SLACK: f64 = 10.0;

/// Distance from an edge at which a box begins to scroll, in pixels.
const EDGE: f64 = 44.0;

/// Pixels that a box scrolls in a frame at its very edge.
const SPEED: f64 = 14.0;

/// What happens to a carried card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carry {
    /// It was pressed and let go, not carried.
    Press(String),
    /// It is lifted.
    Lift(String),
    /// It is over a place, before so many of the other cards there; or over none.
    Over(Option<(String, usize)>),
    /// It is let go.
    Drop,
    /// It goes back.
    Cancel,
}

/// A pointer that is down on a card.
struct Gesture {
    pointer: i32,
    is_touch: bool,
    key: String,
    /// From the corner of the card to the pointer.
    grip: (f64, f64),
    start: (f64, f64),
    at: (f64, f64),
    since: f64,
    is_lifted: bool,
    over: Option<(String, usize)>,
    board: Element,
}

#[derive(Default)]
struct State {
    gesture: Option<Gesture>,
    listener: Callback<Carry>,
    layer: NodeRef,
    frame: Option<Closure<dyn FnMut()>>,
    is_frame_asked: bool,
}

type Shared = Rc<RefCell<State>>;

/// Follows pointers that go down on cards. Gives what the board does when a pointer goes down; `layer` is the box that
/// follows the pointer.
#[hook]
pub fn use_drag(layer: &NodeRef, listener: Callback<Carry>) -> Callback<PointerEvent> {
    let shared: Shared = use_mut_ref(State::default);
    {
        let mut state = shared.borrow_mut();
        state.listener = listener;
        state.layer = layer.clone();
    }
    {
        let shared = shared.clone();
        use_effect_with((), move |()| {
            let listeners = listen(&shared);
            let again = shared.clone();
            shared.borrow_mut().frame = Some(Closure::new(move || frame(&again)));
            move || {
                drop(listeners);
                // The closure holds the state: without this both would live for ever.
                let mut state = shared.borrow_mut();
                state.gesture = None;
                state.frame = None;
            }
        });
    }
    use_callback((), move |event: PointerEvent, ()| begin(&shared, &event))
}

type Listener = (EventTarget, &'static str, Closure<dyn FnMut(Event)>);

/// Listeners on the window, taken off when dropped.
struct Listeners(Vec<Listener>);

impl Drop for Listeners {
    fn drop(&mut self) {
        for (target, kind, call) in &self.0 {
            let _ = target.remove_event_listener_with_callback(kind, call.as_ref().unchecked_ref());
        }
    }
}

fn listen(shared: &Shared) -> Listeners {
    let Some(window) = web_sys::window() else { return Listeners(Vec::new()) };
    let pointer = |act: fn(&Shared, &PointerEvent)| {
        let shared = shared.clone();
        Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if let Some(event) = event.dyn_ref::<PointerEvent>()
                && shared
                    .borrow()
                    .gesture
                    .as_ref()
                    .is_some_and(|gesture| gesture.pointer == event.pointer_id())
            {
                act(&shared, event);
            }
        })
    };
    let key = {
        let shared = shared.clone();
        Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let is_escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
            if is_escape && shared.borrow().gesture.as_ref().is_some_and(|gesture| gesture.is_lifted) {
                event.prevent_default();
                end(&shared, false);
            }
        })
    };
    let still = |needs_lift: bool| {
        let shared = shared.clone();
        Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let state = shared.borrow();
            let holds = state.gesture.as_ref().filter(|gesture| gesture.is_touch);
            if holds.is_some_and(|gesture| gesture.is_lifted || !needs_lift) && event.cancelable() {
                event.prevent_default();
            }
        })
    };
    let calls = [
        // A finger that carries does not scroll, and a long press opens no menu of the browser.
        ("touchmove", still(true)),
        ("contextmenu", still(false)),
        ("pointermove", pointer(moved)),
        ("pointerup", pointer(|shared, _| end(shared, true))),
        ("pointercancel", pointer(|shared, _| end(shared, false))),
        ("keydown", key),
    ];
    let target: EventTarget = window.into();
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    let listeners = calls.into_iter().map(|(kind, call)| {
        // Without the listener nothing is lifted; the menu and the keys still move cards.
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            kind,
            call.as_ref().unchecked_ref(),
            &options,
        );
        (target.clone(), kind, call)
    });
    Listeners(listeners.collect())
}

fn closest(event: &PointerEvent, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

fn begin(shared: &Shared, event: &PointerEvent) {
    let is_plain = event.button() == 0 && event.is_primary();
    let is_control = closest(event, "button, a, input, select, [role=menu]").is_some();
    let card = closest(event, "[data-lift]").filter(|_| is_plain && !is_control);
    let (Some(card), Some(board)) = (card, closest(event, "[data-drag]")) else { return };
    let Some(key) = card.get_attribute("data-lift") else { return };
    let rect = card.get_bounding_client_rect();
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    shared.borrow_mut().gesture = Some(Gesture {
        pointer: event.pointer_id(),
        is_touch: event.pointer_type() == "touch",
        key,
        grip: (at.0 - rect.left(), at.1 - rect.top()),
        start: at,
        at,
        since: clock::elapsed_millis(),
        is_lifted: false,
        over: None,
        board,
    });
    ask_for_frame(shared);
}

fn moved(shared: &Shared, event: &PointerEvent) {
    let mut state = shared.borrow_mut();
    let Some(gesture) = &mut state.gesture else { return };
    gesture.at = (f64::from(event.client_x()), f64::from(event.client_y()));
    let distance = (gesture.at.0 - gesture.start.0).hypot(gesture.at.1 - gesture.start.1);
    if gesture.is_touch && !gesture.is_lifted && distance > TOUCH_SLACK {
        state.gesture = None;
    }
}

/// Lets go: a drop where the card was lifted and is over a place.
fn end(shared: &Shared, is_let_go: bool) {
    // What happened since the last frame counts.
    if is_let_go {
        step(shared);
    }
    let (gesture, listener) = {
        let mut state = shared.borrow_mut();
        (state.gesture.take(), state.listener.clone())
    };
    let Some(gesture) = gesture else { return };
    match (gesture.is_lifted, is_let_go) {
        (true, true) if gesture.over.is_some() => listener.emit(Carry::Drop),
        (true, _) => listener.emit(Carry::Cancel),
        (false, true) => listener.emit(Carry::Press(gesture.key)),
        (false, false) => {}
    }
}

fn ask_for_frame(shared: &Shared) {
    let mut state = shared.borrow_mut();
    if state.is_frame_asked {
        return;
    }
    let asked = state
        .frame
        .as_ref()
        .zip(web_sys::window())
        .map(|(frame, window)| window.request_animation_frame(frame.as_ref().unchecked_ref()).is_ok());
    state.is_frame_asked = asked == Some(true);
}

fn frame(shared: &Shared) {
    shared.borrow_mut().is_frame_asked = false;
    step(shared);
    if shared.borrow().gesture.is_some() {
        ask_for_frame(shared);
    }
}

/// One step: lifts where it is time, moves the layer, scrolls at edges, and tells of a new place.
fn step(shared: &Shared) {
    let mut news = Vec::new();
    let listener = {
        let mut state = shared.borrow_mut();
        let layer = state.layer.cast::<HtmlElement>();
        let listener = state.listener.clone();
        let Some(gesture) = &mut state.gesture else { return };
        if !gesture.is_lifted && gesture.is_time_to_lift() {
            gesture.is_lifted = true;
            // Keeps the pointer's events coming when it leaves the window.
            let _ = gesture.board.set_pointer_capture(gesture.pointer);
            news.push(Carry::Lift(gesture.key.clone()));
        }
        if gesture.is_lifted {
            if let Some(layer) = layer {
                let place =
                    format!("{}px {}px", gesture.at.0 - gesture.grip.0, gesture.at.1 - gesture.grip.1);
                let _ = layer.style().set_property("translate", &place);
            }
            let over = gesture.place_under();
            if over != gesture.over {
                gesture.over.clone_from(&over);
                news.push(Carry::Over(over));
            }
        }
        listener
    };
    // The page may draw at once and ask for this state again.
    for event in news {
        listener.emit(event);
    }
}

impl Gesture {
    fn is_time_to_lift(&self) -> bool {
        if self.is_touch {
            return clock::elapsed_millis() - self.since >= TOUCH_DELAY;
        }
        (self.at.0 - self.start.0).hypot(self.at.1 - self.start.1) >= THRESHOLD
    }

    /// The place under the pointer and how many other cards there lie above it. Scrolls the boxes on the way.
    fn place_under(&self) -> Option<(String, usize)> {
        self.scroll(&self.board);
        let document = web_sys::window()?.document()?;
        let (x, y) = (self.at.0 as f32, self.at.1 as f32);
        let place = document.element_from_point(x, y)?.closest("[data-place]").ok()??;
        if let Ok(Some(list)) = place.query_selector("[data-scroll]") {
            self.scroll(&list);
        }
        let cards = place.query_selector_all("[data-lift]").ok()?;
        let elements = (0..cards.length()).filter_map(|index| cards.item(index)?.dyn_into::<Element>().ok());
        let others = elements.filter(|card| card.get_attribute("data-lift").as_ref() != Some(&self.key));
        let above = others
            .take_while(|card| {
                let rect = card.get_bounding_client_rect();
                rect.top() + rect.height() / 2.0 < self.at.1
            })
            .count();
        Some((place.get_attribute("data-place")?, above))
    }

    fn scroll(&self, element: &Element) {
        let rect = element.get_bounding_client_rect();
        let pull = |at: f64, from: f64, to: f64| {
            let (near_start, near_end) = (from + EDGE - at, at - (to - EDGE));
            let strength = if near_start > 0.0 { -near_start } else { near_end.max(0.0) };
            (strength / EDGE).clamp(-1.0, 1.0) * SPEED
        };
        let pixels = |value: f64| value.round() as i32;
        let sideways = pixels(pull(self.at.0, rect.left(), rect.right()));
        let down = pixels(pull(self.at.1, rect.top(), rect.bottom()));
        if sideways != 0 && element.scroll_width() > element.client_width() {
            element.set_scroll_left(element.scroll_left() + sideways);
        }
        if down != 0 && element.scroll_height() > element.client_height() {
            element.set_scroll_top(element.scroll_top() + down);
        }
    }
}
