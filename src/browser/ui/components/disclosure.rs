//! A line that opens what is below it.

use web_sys::Element;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::term_text::marked;

/// Properties of [`Disclosure`].
#[derive(Properties, PartialEq)]
pub struct DisclosureProps {
    /// The line that opens it.
    pub summary: AttrValue,
    /// Whether it is open.
    #[prop_or_default]
    pub is_open: bool,
    /// Called with the new state.
    #[prop_or_default]
    pub on_toggle: Callback<bool>,
    /// What is below.
    pub children: Html,
}

/// A line that opens what is below it.
#[component]
pub fn Disclosure(props: &DisclosureProps) -> Html {
    let ontoggle =
        props.on_toggle.reform(|event: Event| event.target_unchecked_into::<Element>().has_attribute("open"));
    html! {
        <details class="disclosure" open={props.is_open} {ontoggle}>
            <summary><Icon name={IconName::ChevronRight} size=14 /><span>{ marked(props.summary.clone()) }</span></summary>
            <div class="disclosure-body">{ props.children.clone() }</div>
        </details>
    }
}
