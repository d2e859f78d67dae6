//! Words for screen readers alone, spoken when they change.

use yew::prelude::*;

/// Properties of [`LiveRegion`].
#[derive(Properties, PartialEq)]
pub struct LiveRegionProps {
    /// What is spoken next; the region must be mounted before its text changes.
    pub text: AttrValue,
    /// Whether it interrupts what is being read.
    #[prop_or_default]
    pub is_urgent: bool,
}

/// A live region.
#[component]
pub fn LiveRegion(props: &LiveRegionProps) -> Html {
    let role = if props.is_urgent { "alert" } else { "status" };
    html! { <div class="visually-hidden" {role} aria-atomic="true">{ &props.text }</div> }
}
