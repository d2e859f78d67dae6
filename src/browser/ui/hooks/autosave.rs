//! Keeps every edit in this browser: shortly after the last one, and at once when the page is hidden.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

use crate::browser::ui::hooks::timer::Timer;
use crate::browser::ui::session::Session;
use crate::browser::ui::store::Keeping;

/// Rest after the last edit before it is saved.
const DELAY_MILLIS: i32 = 400;

/// Saves the open plan as it changes.
#[hook]
pub fn use_autosave(session: &Session) {
    let pending = session
        .store
        .open
        .as_ref()
        .filter(|open| open.keeping != Keeping::Saved)
        .map(|open| open.view.clone());
    {
        let session = session.clone();
        use_effect_with(pending, move |pending| {
            let timer = pending.as_ref().and_then(|_| Timer::after(DELAY_MILLIS, move || session.save_now()));
            move || drop(timer)
        });
    }
    let session = session.clone();
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|window| window.document());
        let on_hidden = Closure::<dyn FnMut()>::new({
            let document = document.clone();
            move || {
                let is_hidden = document.as_ref().is_some_and(web_sys::Document::hidden);
                if is_hidden {
                    session.save_now();
                }
            }
        });
        let target = document.clone();
        if let Some(document) = &document {
            let function = on_hidden.as_ref().unchecked_ref();
            // Without the event an edit is still saved a moment later.
            let _ = document.add_event_listener_with_callback("visibilitychange", function);
        }
        move || {
            if let Some(document) = target {
                let function = on_hidden.as_ref().unchecked_ref();
                let _ = document.remove_event_listener_with_callback("visibilitychange", function);
            }
        }
    });
}
