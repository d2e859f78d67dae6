//! How much room a drawing has, so that it fits a phone instead of scrolling sideways.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

/// Windows narrower than this are phones, as in the style sheets. Pixels.
const PHONE: f64 = 640.0;
/// Rims of page and panel on both sides of a drawing on a phone. Pixels.
const RIMS: f64 = 68.0;

/// Width for a drawing that is usually so wide: on a phone what the window leaves, for as long as it has that width.
#[hook]
pub fn use_room(usual: f64) -> f64 {
    let window_width = use_state_eq(window_width);
    {
        let window_width = window_width.clone();
        use_effect_with((), move |()| {
            let on_resize = Closure::<dyn FnMut()>::new(move || window_width.set(self::window_width()));
            let window = web_sys::window();
            if let Some(window) = &window {
                // Without the news a turned phone keeps its drawing, which scrolls sideways.
                let _ = window.add_event_listener_with_callback("resize", on_resize.as_ref().unchecked_ref());
            }
            move || {
                if let Some(window) = window {
                    let _ = window
                        .remove_event_listener_with_callback("resize", on_resize.as_ref().unchecked_ref());
                }
            }
        });
    }
    room(*window_width, usual)
}

fn room(window_width: f64, usual: f64) -> f64 {
    if window_width < PHONE { usual.min(window_width - RIMS) } else { usual }
}

/// Width of the window; that of a desk where there is none.
fn window_width() -> f64 {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.unwrap_or(f64::MAX)
}
