//! A labelled field: label above, help and error below, and the reasons behind a question open in place.
//!
//! The control inside learns its id, its descriptions and its error state by itself, through [`FieldLink`].

use yew::prelude::*;

use super::disclosure::Disclosure;
use super::icon::{Icon, IconName};
use super::term_text::{explained, marked};

/// What a control inside a field needs to know; read with `use_context`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLink {
    /// The id the label points to.
    pub id: AttrValue,
    /// Ids of help and error, for `aria-describedby`; none when there is neither.
    pub described_by: Option<AttrValue>,
    /// Whether the field shows an error.
    pub is_invalid: bool,
}

/// Why a field matters and what good and bad answers look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldGuidance {
    /// The line that opens it, such as "Why it matters".
    pub summary: AttrValue,
    /// Why it matters: heading, then text.
    pub reasons: Vec<(AttrValue, AttrValue)>,
    /// How to tell a good answer from a bad one: heading, then text.
    pub signs: Vec<(AttrValue, AttrValue)>,
}

/// Properties of [`Field`].
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Id of the control inside; unique on the page.
    pub id: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// A word at the end of the label's line, such as "optional".
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// One sentence below the control.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// What is wrong, below the control.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What is questionable, below the control; the field stays valid.
    #[prop_or_default]
    pub warning: Option<AttrValue>,
    /// Reasons that open in place.
    #[prop_or_default]
    pub guidance: Option<FieldGuidance>,
    /// One control: `TextInput`, `TextArea`, `NumberInput`, `DateInput` or `Select`.
    pub children: Html,
}

/// A labelled field.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let help_id = format!("{}-help", props.id);
    let error_id = format!("{}-error", props.id);
    let warning_id = format!("{}-warning", props.id);
    let parts = [(&props.error, &error_id), (&props.warning, &warning_id), (&props.help, &help_id)];
    let ids: Vec<&str> =
        parts.into_iter().filter(|(text, _)| text.is_some()).map(|(_, id)| id.as_str()).collect();
    let described_by = (!ids.is_empty()).then(|| AttrValue::from(ids.join(" ")));
    let context = FieldLink { id: props.id.clone(), described_by, is_invalid: props.error.is_some() };
    html! {
        <div class="field">
            <div class="field-label">
                <label for={props.id.clone()}>{ marked(props.label.clone()) }</label>
                if let Some(note) = &props.note {
                    <span class="field-optional">{ note }</span>
                }
            </div>
            <ContextProvider<FieldLink> {context}>{ props.children.clone() }</ContextProvider<FieldLink>>
            if let Some(error) = &props.error {
                <p class="field-error" id={error_id}><Icon name={IconName::Warning} size=14 /><span>{ error }</span></p>
            }
            if let Some(warning) = &props.warning {
                <p class="field-warning" id={warning_id}><Icon name={IconName::TriangleOpen} size=14 /><span>{ warning }</span></p>
            }
            if let Some(help) = &props.help {
                <p class="field-help" id={help_id}>{ explained(help.clone()) }</p>
            }
            if let Some(guidance) = &props.guidance {
                { guidance_box(guidance) }
            }
        </div>
    }
}

/// The signs beside a field, and its reasons for those who ask.
pub fn guidance_box(guidance: &FieldGuidance) -> Html {
    html! {
        <>
            if !guidance.signs.is_empty() {
                { guidance_list(&guidance.signs) }
            }
            if !guidance.reasons.is_empty() {
                <Disclosure summary={guidance.summary.clone()}>{ guidance_list(&guidance.reasons) }</Disclosure>
            }
        </>
    }
}

/// Headed sentences as a list.
pub fn guidance_list(points: &[(AttrValue, AttrValue)]) -> Html {
    html! {
        <dl class="field-guidance">
            for (heading, text) in points.iter() {
                <div key={heading.to_string()}><dt>{ heading }</dt><dd>{ marked(text.clone()) }</dd></div>
            }
        </dl>
    }
}
