//! All errors of a form at its top; each leads to its field.

use yew::prelude::*;

use crate::browser::ui::focus::focus_id;

use super::icon::{Icon, IconName};

/// One error of an [`ErrorSummary`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Id of the control.
    pub field_id: AttrValue,
    /// What is wrong.
    pub text: AttrValue,
}

/// Properties of [`ErrorSummary`].
#[derive(Properties, PartialEq)]
pub struct ErrorSummaryProps {
    /// How many things need attention, in words.
    pub title: AttrValue,
    /// The errors in the order of the fields; nothing is shown when there are none.
    pub errors: Vec<FieldError>,
}

/// A summary of errors.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    if props.errors.is_empty() {
        return Html::default();
    }
    html! {
        <section class="error-summary" role="alert">
            <div class="row"><Icon name={IconName::Warning} /><b>{ &props.title }</b></div>
            <ul>
                for error in props.errors.iter() {
                    <li key={error.field_id.to_string()}>
                        <button type="button" class="link" data-tone="over" onclick={to_field(error.field_id.clone())}>
                            { &error.text }
                        </button>
                    </li>
                }
            </ul>
        </section>
    }
}

/// Moves the focus to a control. A link to its id would be taken for an address of a page.
fn to_field(field_id: AttrValue) -> Callback<MouseEvent> {
    Callback::from(move |_| focus_id(&field_id))
}
