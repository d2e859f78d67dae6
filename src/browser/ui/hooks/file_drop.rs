//! Files that are dragged over the window. A browser leaves the app for a file that is dropped where nobody waits for
//! it; so somebody always does.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::DragEvent;
use yew::prelude::*;

use crate::browser::transfer::picker::welcomes_drag;

/// Takes files that are dropped anywhere: `on_over` hears whether files are above the window, `on_drop` gets the drop.
#[hook]
pub fn use_file_drop(on_over: Callback<bool>, on_drop: Callback<DragEvent>) {
    use_effect_with((on_over, on_drop), |(on_over, on_drop)| {
        let (over, leave, drop_over, on_drop) =
            (on_over.clone(), on_over.clone(), on_over.clone(), on_drop.clone());
        let listeners = [
            Listener::start("dragover", move |event| {
                if welcomes_drag(&event) {
                    over.emit(true);
                }
            }),
            Listener::start("dragleave", move |event| {
                // From one element to the next is not out of the window.
                if event.related_target().is_none() {
                    leave.emit(false);
                }
            }),
            Listener::start("drop", move |event| {
                event.prevent_default();
                drop_over.emit(false);
                on_drop.emit(event);
            }),
        ];
        move || drop(listeners)
    });
}

/// Refuses files that are dropped where no page takes them.
#[hook]
pub fn use_drop_guard() {
    use_effect_with((), |()| {
        let listeners = [
            Listener::start("dragover", |event| {
                if !event.default_prevented()
                    && welcomes_drag(&event)
                    && let Some(transfer) = event.data_transfer()
                {
                    transfer.set_drop_effect("none");
                }
            }),
            Listener::start("drop", |event| {
                if welcomes_drag(&event) {
                    event.prevent_default();
                }
            }),
        ];
        move || drop(listeners)
    });
}

/// A listener of the window that ends when dropped.
struct Listener {
    kind: &'static str,
    call: Closure<dyn FnMut(DragEvent)>,
}

impl Listener {
    fn start(kind: &'static str, call: impl FnMut(DragEvent) + 'static) -> Self {
        let call = Closure::<dyn FnMut(DragEvent)>::new(call);
        if let Some(window) = web_sys::window() {
            // Without it the buttons still open files.
            let _ = window.add_event_listener_with_callback(kind, call.as_ref().unchecked_ref());
        }
        Self { kind, call }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback(self.kind, self.call.as_ref().unchecked_ref());
        }
    }
}
