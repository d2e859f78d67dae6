//! Moving the focus among the children of one element, as in menus and rows of tabs.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Where to go among the children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusStep {
    /// To the first child.
    First,
    /// To the last child.
    Last,
    /// To the child after the one with the focus; from the last to the first.
    Next,
    /// To the child before the one with the focus; from the first to the last.
    Previous,
}

/// Moves the focus to a child that matches `selector` and gives it back; nothing when there is none.
pub fn move_focus(parent: &Element, selector: &str, step: FocusStep) -> Option<HtmlElement> {
    let children = matching_children(parent, selector);
    let active = web_sys::window()?.document()?.active_element();
    let place = active.and_then(|active| children.iter().position(|child| **child == active));
    let last = children.len().checked_sub(1)?;
    let target = match (step, place) {
        (FocusStep::First, _) | (FocusStep::Next, None) => 0,
        (FocusStep::Last, _) | (FocusStep::Previous, None) => last,
        (FocusStep::Next, Some(place)) => (place + 1) % children.len(),
        (FocusStep::Previous, Some(place)) => place.checked_sub(1).unwrap_or(last),
    };
    let child = children.get(target)?;
    child.focus().ok()?;
    Some(child.clone())
}

/// The direct children that match, in order.
fn matching_children(parent: &Element, selector: &str) -> Vec<HtmlElement> {
    let mut matching = Vec::new();
    let mut child = parent.first_element_child();
    while let Some(element) = child {
        child = element.next_element_sibling();
        if element.matches(selector).unwrap_or(false)
            && let Ok(element) = element.dyn_into::<HtmlElement>()
        {
            matching.push(element);
        }
    }
    matching
}
