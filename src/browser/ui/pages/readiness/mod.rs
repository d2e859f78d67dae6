//! Readiness of the stakeholder groups: what the culture asks for, what counts in each wave, and the questionnaire.

mod culture;
mod questionnaire;
mod results;

use yew::prelude::*;

use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::plan_view::PageProps;
use crate::domain::wording::t;

use culture::Culture;
use questionnaire::Questionnaire;
use results::Results;

/// The page.
#[component]
pub fn ReadinessPage(props: &PageProps) -> Html {
    html! {
        <div class="page">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("nav.readiness")) }</h1>
                    <p class="page-lead">{ explained(t("readiness.lead")) }</p>
                </div>
            </header>
            <Culture plan={props.plan.clone()} />
            <Results plan={props.plan.clone()} />
            <Questionnaire plan={props.plan.clone()} on_command={props.on_command.clone()} />
        </div>
    }
}
