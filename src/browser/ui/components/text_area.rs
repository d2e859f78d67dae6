//! Several lines of text; the box grows with what is written.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field::FieldLink;

/// Properties of [`TextArea`].
#[derive(Properties, PartialEq)]
pub struct TextAreaProps {
    /// The text.
    pub value: AttrValue,
    /// Called with the whole text at every keystroke.
    pub on_change: Callback<String>,
    /// Called when the field is left after a change: the end of one undo step.
    #[prop_or_default]
    pub on_commit: Callback<()>,
    /// Id; taken from the field around it when absent.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Name for screen readers where there is no field around it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Height in lines before it grows.
    #[prop_or(3)]
    pub rows: u32,
    /// Longest text in characters.
    #[prop_or_default]
    pub max_length: Option<u32>,
    /// Whether it can be changed.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// Several lines of text.
#[component]
pub fn TextArea(props: &TextAreaProps) -> Html {
    let link = use_context::<FieldLink>();
    let oninput = props
        .on_change
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let onchange = props.on_commit.reform(|_: Event| ());
    let is_invalid = link.as_ref().is_some_and(|link| link.is_invalid);
    html! {
        <textarea
            class="input"
            id={props.id.clone().or_else(|| link.as_ref().map(|link| link.id.clone()))}
            value={props.value.clone()}
            rows={props.rows.to_string()}
            maxlength={props.max_length.map(|length| length.to_string())}
            disabled={props.is_disabled}
            aria-label={props.label.clone()}
            aria-invalid={is_invalid.then_some("true")}
            aria-describedby={link.and_then(|link| link.described_by)}
            {oninput}
            {onchange}
        />
    }
}
