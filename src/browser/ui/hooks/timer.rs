//! Something that happens once, later, unless it is dropped before.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// A call that is still to come. Dropping it takes it back.
pub struct Timer {
    handle: i32,
    _call: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls back after some milliseconds.
    pub fn after(millis: i32, call: impl FnOnce() + 'static) -> Option<Self> {
        let call = Closure::once(call);
        let window = web_sys::window()?;
        let function = call.as_ref().unchecked_ref();
        let handle = window.set_timeout_with_callback_and_timeout_and_arguments_0(function, millis).ok()?;
        Some(Self { handle, _call: call })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.handle);
        }
    }
}
