//! Goes on where a link leads: to the field itself, once its page stands.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Element};
use yew::prelude::*;

use crate::browser::ui::focus::focus;

/// How often it looks whether the page stands, and how long it waits in between, in milliseconds.
const LOOKS: usize = 30;
const PAUSE_MILLIS: i32 = 50;
/// What takes the focus inside a field or a list, best first: what is filled in, what opens a row, what adds one.
const CONTROLS: [&str; 3] =
    ["input, select, textarea", ".form-row-list summary", ".form-rows > button, .form-rows > .button"];

/// For a link to the page of a field: goes on to the field itself. A new tab or window shows the page alone.
pub fn reaching(path: String) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            reach(path.clone());
        }
    })
}

/// Shows the field of a path such as `foundation.objectives[7].due` and moves the focus there. Where the page has none of
/// that path it takes the record or the list around it; where it has neither, nothing happens.
fn reach(path: String) {
    spawn_local(async move {
        for _ in 0..LOOKS {
            if pause().await.is_none() {
                return;
            }
            let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
            if let Some(element) = place_of(&document, &path) {
                show(&element);
                return;
            }
        }
    });
}

async fn pause() -> Option<()> {
    let promise = js_sys::Promise::new(&mut |resolve, _reject| {
        if let Some(window) = web_sys::window() {
            // Without a timer the promise stays open, and nothing is reached.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PAUSE_MILLIS);
        }
    });
    JsFuture::from(promise).await.ok().map(|_| ())
}

/// The element of a path, or of the nearest place around it.
fn place_of(document: &Document, path: &str) -> Option<Element> {
    let mut rest = path;
    loop {
        if let Some(element) = document.get_element_by_id(rest) {
            return Some(element);
        }
        let end = rest.rfind(['.', '['])?;
        rest = rest.get(..end)?;
    }
}

/// Opens what the element is folded into, and what it folds itself, and gives it the focus.
fn show(element: &Element) {
    let mut around = element.closest("details").ok().flatten();
    while let Some(details) = around {
        open(&details);
        around = details.parent_element().and_then(|parent| parent.closest("details").ok().flatten());
    }
    if let Some(own) = element.query_selector(":scope > details").ok().flatten() {
        open(&own);
    }
    let is_control = CONTROLS.iter().any(|control| element.matches(control) == Ok(true));
    let inside = || CONTROLS.iter().find_map(|control| element.query_selector(control).ok().flatten());
    let control = if is_control { Some(element.clone()) } else { inside() };
    element.scroll_into_view_with_bool(true);
    // Where the focus cannot go the place is in sight at least.
    focus(control);
}

fn open(details: &Element) {
    // An element that takes no attribute stays as it is.
    let _ = details.set_attribute("open", "");
}
