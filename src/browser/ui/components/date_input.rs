//! A day of the calendar, with the browser's own picker.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::FieldLink;

/// Properties of [`DateInput`].
#[derive(Properties, PartialEq)]
pub struct DateInputProps {
    /// The day as `YYYY-MM-DD`; empty for none.
    pub value: AttrValue,
    /// Called with the new day as `YYYY-MM-DD`, or empty when it was cleared.
    pub on_change: Callback<String>,
    /// First day that can be picked, as `YYYY-MM-DD`.
    #[prop_or_default]
    pub min: Option<AttrValue>,
    /// Last day that can be picked, as `YYYY-MM-DD`.
    #[prop_or_default]
    pub max: Option<AttrValue>,
    /// Id; taken from the field around it when absent.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Name for screen readers where there is no field around it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether it can be changed.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// A day of the calendar.
#[component]
pub fn DateInput(props: &DateInputProps) -> Html {
    let link = use_context::<FieldLink>();
    let onchange =
        props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    let is_invalid = link.as_ref().is_some_and(|link| link.is_invalid);
    html! {
        <input
            class="input"
            type="date"
            id={props.id.clone().or_else(|| link.as_ref().map(|link| link.id.clone()))}
            value={props.value.clone()}
            min={props.min.clone()}
            max={props.max.clone()}
            disabled={props.is_disabled}
            aria-label={props.label.clone()}
            aria-invalid={is_invalid.then_some("true")}
            aria-describedby={link.and_then(|link| link.described_by)}
            {onchange}
        />
    }
}
