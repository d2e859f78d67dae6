//! One of a list, with the browser's own list.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field::FieldLink;

/// One choice of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What is handed on; unique in the list.
    pub value: AttrValue,
    /// What is read.
    pub label: AttrValue,
}

/// Properties of [`Select`].
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// Value of the chosen option.
    pub value: AttrValue,
    /// The choices in order.
    pub options: Vec<SelectOption>,
    /// Called with the value of the new choice.
    pub on_change: Callback<String>,
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

/// One of a list.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let link = use_context::<FieldLink>();
    let element = use_node_ref();
    {
        let (element, value) = (element.clone(), props.value.clone());
        // The choice is a property of the element, not an attribute: it is set after every render, so that
        // the element never shows a choice that was not accepted.
        use_effect(move || {
            if let Some(select) = element.cast::<HtmlSelectElement>() {
                select.set_value(&value);
            }
        });
    }
    let onchange =
        props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let is_invalid = link.as_ref().is_some_and(|link| link.is_invalid);
    html! {
        <select
            ref={element}
            class="input"
            id={props.id.clone().or_else(|| link.as_ref().map(|link| link.id.clone()))}
            disabled={props.is_disabled}
            aria-label={props.label.clone()}
            aria-invalid={is_invalid.then_some("true")}
            aria-describedby={link.and_then(|link| link.described_by)}
            {onchange}
        >
            for option in props.options.iter() {
                <option key={option.value.to_string()} value={option.value.clone()}>{ &option.label }</option>
            }
        </select>
    }
}
