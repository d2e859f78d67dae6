//! A page of forms.

use yew::prelude::*;

use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;

/// Properties of [`FormPage`].
#[derive(PartialEq, Properties)]
pub struct FormPageProps {
    /// Id of the page in the form registry.
    pub id: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn FormPage(props: &FormPageProps) -> Html {
    let _ = props;
    html! {}
}
