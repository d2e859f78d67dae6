//! What the plan says about one entry.

use yew::prelude::*;

use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;

/// Properties of [`EntryPage`].
#[derive(PartialEq, Properties)]
pub struct EntryPageProps {
    /// Id of the entry.
    pub entry: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn EntryPage(props: &EntryPageProps) -> Html {
    let _ = props;
    html! {}
}
