//! The wave board.

use yew::prelude::*;

use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;

/// Properties of [`BoardPage`].
#[derive(PartialEq, Properties)]
pub struct BoardPageProps {
    /// The session.
    pub session: crate::browser::ui::session::Session,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn BoardPage(props: &BoardPageProps) -> Html {
    let _ = props;
    html! {}
}
