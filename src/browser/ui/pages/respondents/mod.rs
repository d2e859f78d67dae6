//! Answers by file: questions go out, answers come back, and each file says what it is worth before anything is taken over.

mod import;
mod send;

use yew::prelude::*;

use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::session::Session;
use crate::domain::wording::t;

use import::TakeIn;
use send::SendOut;

/// Properties of [`RespondentsPage`].
#[derive(PartialEq, Properties)]
pub struct RespondentsPageProps {
    /// The session.
    pub session: Session,
    /// The open plan.
    pub plan: PlanView,
}

/// The page.
#[component]
pub fn RespondentsPage(props: &RespondentsPageProps) -> Html {
    html! {
        <div class="page">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("nav.respondents")) }</h1>
                    <p class="page-lead">{ explained(t("respondents.lead")) }</p>
                </div>
            </header>
            <SendOut session={props.session.clone()} plan={props.plan.clone()} />
            <TakeIn session={props.session.clone()} plan={props.plan.clone()} />
        </div>
    }
}
