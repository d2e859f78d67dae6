//! Sends the keyboard to a place of the page. An element that is not there or takes no focus leaves it where it is.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

/// Gives the focus to an element.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Refused by an element that cannot take it.
        let _ = element.focus();
    }
}

/// Gives the focus to the first element that matches inside a place.
pub fn focus_inside(place: &NodeRef, selector: &str) {
    focus(place.cast::<Element>().and_then(|place| place.query_selector(selector).ok().flatten()));
}

/// Gives the focus to the element with an id.
pub fn focus_id(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    focus(document.and_then(|document| document.get_element_by_id(id)));
}
