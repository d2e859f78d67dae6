//! The button that fills the screen, where the browser lets it; the page fills its window either way. Escape, the button
//! and leaving the workshop all lead back to the window.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, Event};
use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::domain::wording::t;

/// The button; nothing where the browser fills no screen.
#[component]
pub fn FullScreen() -> Html {
    let is_full = use_state(is_full_screen);
    {
        let is_full = is_full.clone();
        use_effect_with((), move |()| {
            // The browser leaves by itself on Escape.
            let on_change = Closure::<dyn FnMut(Event)>::new(move |_: Event| is_full.set(is_full_screen()));
            if let Some(document) = document() {
                // Without it the words on the button stay as they were.
                let _ = document
                    .add_event_listener_with_callback("fullscreenchange", on_change.as_ref().unchecked_ref());
            }
            move || {
                if let Some(document) = document() {
                    let _ = document.remove_event_listener_with_callback(
                        "fullscreenchange",
                        on_change.as_ref().unchecked_ref(),
                    );
                    leave(&document);
                }
            }
        });
    }
    let on_press = Callback::from(|_: MouseEvent| {
        let Some(document) = document() else { return };
        if document.fullscreen_element().is_some() {
            leave(&document);
        } else if let Some(root) = document.document_element() {
            // A browser that refuses leaves the page in its window.
            let _ = root.request_fullscreen();
        }
    });
    if !document().is_some_and(|document| document.fullscreen_enabled()) {
        return html! {};
    }
    html! {
        <Button kind={ButtonKind::Quiet} {on_press}>
            { t(if *is_full { "workshop.window" } else { "workshop.full_screen" }) }
        </Button>
    }
}

fn document() -> Option<Document> {
    web_sys::window().and_then(|window| window.document())
}

fn is_full_screen() -> bool {
    document().is_some_and(|document| document.fullscreen_element().is_some())
}

fn leave(document: &Document) {
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    }
}
