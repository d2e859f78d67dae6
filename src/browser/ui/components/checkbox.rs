//! Yes or no, with the words beside the box; the words are part of the target.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::term_text::marked;

/// Properties of [`Checkbox`].
#[derive(Properties, PartialEq)]
pub struct CheckboxProps {
    /// Whether it is ticked.
    pub is_checked: bool,
    /// Called with the new state.
    pub on_change: Callback<bool>,
    /// The words beside the box.
    pub label: AttrValue,
    /// One sentence below the words.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// Whether some but not all of what it stands for is ticked.
    #[prop_or_default]
    pub is_mixed: bool,
    /// Whether the words are only read out, as in a table.
    #[prop_or_default]
    pub is_label_hidden: bool,
    /// Whether it can be changed.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// Yes or no.
#[component]
pub fn Checkbox(props: &CheckboxProps) -> Html {
    let element = use_node_ref();
    {
        let element = element.clone();
        use_effect_with(props.is_mixed, move |is_mixed| {
            if let Some(input) = element.cast::<HtmlInputElement>() {
                input.set_indeterminate(*is_mixed);
            }
        });
    }
    let onchange =
        props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    html! {
        <label class="checkbox">
            <input ref={element} type="checkbox" checked={props.is_checked} disabled={props.is_disabled} {onchange} />
            if props.is_label_hidden {
                <span class="visually-hidden">{ &props.label }</span>
            } else {
                <span>{ marked(props.label.clone()) }</span>
            }
            if let Some(help) = &props.help {
                <span class="field-help">{ marked(help.clone()) }</span>
            }
        </label>
    }
}
