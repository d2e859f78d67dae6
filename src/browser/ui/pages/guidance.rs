//! Guidance on one topic.

use yew::prelude::*;

use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;

/// Properties of [`GuidancePage`].
#[derive(PartialEq, Properties)]
pub struct GuidancePageProps {
    /// The topic.
    pub topic: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn GuidancePage(props: &GuidancePageProps) -> Html {
    let _ = props;
    html! {}
}
