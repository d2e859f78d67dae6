//! A panic ends the whole app: what stays is the page's own panel, which knows nothing of WebAssembly.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    // Of the page's recovery script.
    #[wasm_bindgen(js_namespace = window, js_name = wavewrightPanicked)]
    fn show_recovery_panel(text: &str);
}

/// Shows the recovery panel when something breaks.
pub fn install() {
    yew::set_custom_panic_hook(Box::new(|panic| show_recovery_panel(&panic.to_string())));
}
