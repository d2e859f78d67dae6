//! Pages of forms: every field of the plan that needs no screen of its own, drawn from the registry of fields.

pub mod control;
mod extras;
mod kpis;
mod levers;
mod raci;
pub mod rows;
pub mod view;

use yew::prelude::*;

use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::not_found::NotFoundPage;
use crate::browser::ui::plan_view::{PageProps, PlanView};
use crate::domain::command::Command;
use crate::domain::form;
use crate::domain::wording::t;

use extras::{above, stands_alone};
use view::FormView;

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
    match form::page(&props.id) {
        Some(page) => html! {
            <div class="page" data-width={(!stands_alone(page.id)).then_some("prose")}>
                <header class="page-head"><h1 class="page-title">{ explained(t(&format!("page.{}", page.id))) }</h1></header>
                { above(page.id, &PageProps { plan: props.plan.clone(), on_command: props.on_command.clone() }) }
                if !stands_alone(page.id) {
                    <FormView {page} keys={Vec::new()} plan={props.plan.clone()} on_command={props.on_command.clone()} />
                }
            </div>
        },
        None => html! { <NotFoundPage /> },
    }
}
