//! Assessment of one area.

use yew::prelude::*;

use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;

/// Properties of [`AssessmentPage`].
#[derive(PartialEq, Properties)]
pub struct AssessmentPageProps {
    /// Code of the area.
    pub area: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn AssessmentPage(props: &AssessmentPageProps) -> Html {
    let _ = props;
    html! {}
}
