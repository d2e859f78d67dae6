//! Documents of the plan.

use yew::prelude::*;

use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;

/// Properties of [`DocumentsPage`].
#[derive(PartialEq, Properties)]
pub struct DocumentsPageProps {
    /// Id of the document.
    pub document: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn DocumentsPage(props: &DocumentsPageProps) -> Html {
    let _ = props;
    html! {}
}
