//! One wave.

use yew::prelude::*;

use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;

/// Properties of [`WavePage`].
#[derive(PartialEq, Properties)]
pub struct WavePageProps {
    /// Id of the wave.
    pub wave: u64,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn WavePage(props: &WavePageProps) -> Html {
    let _ = props;
    html! {}
}
