//! Escape closes what lies beside the page, unless something nearer took the key.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::KeyboardEvent;
use yew::prelude::*;

/// Calls `on_close` on Escape while `is_open`.
#[hook]
pub fn use_escape(is_open: bool, on_close: Callback<()>) {
    use_effect_with((is_open, on_close), |(is_open, on_close)| {
        let on_close = on_close.clone();
        let on_key = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() && !is_dialog_open() {
                on_close.emit(());
            }
        });
        let window = web_sys::window().filter(|_| *is_open);
        if let Some(window) = &window {
            // Without the key the button is still there.
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

/// A dialog above the page takes the key for itself.
fn is_dialog_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.query_selector("dialog[open]").ok().flatten()).is_some()
}
