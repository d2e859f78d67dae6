//! A few ways to look at the same thing, side by side; one is chosen.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Icon, IconName};

/// One choice of a [`Segmented`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What is handed on; unique in the row.
    pub value: AttrValue,
    /// What is read.
    pub label: AttrValue,
    /// Icon before the label.
    pub icon: Option<IconName>,
}

/// Properties of [`Segmented`].
#[derive(Properties, PartialEq)]
pub struct SegmentedProps {
    /// Name of the group; unique on the page.
    pub name: AttrValue,
    /// What is chosen here, for screen readers.
    pub label: AttrValue,
    /// The choices.
    pub segments: Vec<Segment>,
    /// Value of the chosen one.
    pub value: AttrValue,
    /// Called with the value of the new choice.
    pub on_change: Callback<String>,
}

/// A segmented choice; arrow keys choose.
#[component]
pub fn Segmented(props: &SegmentedProps) -> Html {
    let onchange =
        props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <div class="segmented" role="radiogroup" aria-label={props.label.clone()}>
            for segment in props.segments.iter() {
                <label class="segment" key={segment.value.to_string()}>
                    <input
                        type="radio"
                        name={props.name.clone()}
                        value={segment.value.clone()}
                        checked={segment.value == props.value}
                        onchange={onchange.clone()}
                    />
                    if let Some(name) = segment.icon {
                        <Icon {name} />
                    }
                    { &segment.label }
                </label>
            }
        </div>
    }
}
