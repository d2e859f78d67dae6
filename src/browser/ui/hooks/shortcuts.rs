//! Keys that work everywhere. Only combinations with Ctrl or Cmd, so that plain keys stay free for text and speech.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::browser::ui::session::Session;
use crate::browser::ui::store::Action;

/// Listens for undo, redo and save.
#[hook]
pub fn use_shortcuts(session: &Session) {
    let session = session.clone();
    use_effect_with((), move |()| {
        let on_key = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
                return;
            }
            match (event.key().to_lowercase().as_str(), event.shift_key()) {
                ("z", false) => session.store.dispatch(Action::Undo),
                ("z", true) | ("y", false) => session.store.dispatch(Action::Redo),
                ("s", false) => session.save_to_file(),
                _ => return,
            }
            event.prevent_default();
        });
        let window = web_sys::window();
        if let Some(window) = &window {
            // Without the keys the buttons are still there.
            let _ = window.add_event_listener_with_callback("keydown", on_key.as_ref().unchecked_ref());
        }
        move || {
            if let Some(window) = window {
                let _ =
                    window.remove_event_listener_with_callback("keydown", on_key.as_ref().unchecked_ref());
            }
        }
    });
}
