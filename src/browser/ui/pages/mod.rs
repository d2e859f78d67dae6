//! One page per address.

pub mod answer;
pub mod assessment;
pub mod board;
pub mod catalogue;
mod catalogue_transfer;
pub mod choose;
pub mod closing;
pub mod documents;
pub mod entry;
pub mod fates;
pub mod form;
pub mod gaps;
pub mod guidance;
pub mod guided;
pub mod health;
pub mod library;
pub mod load;
pub mod not_found;
pub mod overview;
pub mod own_entries;
pub mod place;
pub mod readiness;
pub mod removal;
mod replan;
pub mod respondents;
pub mod roadmap;
pub mod scenarios;
pub mod scores;
pub mod stress;
pub mod trace;
pub mod tracking;
pub mod view_panel;
pub mod wave;
pub mod waves;
pub mod workshop;

use yew::prelude::*;
use yew_router::prelude::*;

use super::plan_view::PageProps;
use super::route::Route;
use super::session::Session;
use super::store::Action;
use crate::domain::command::Command;

/// The address of a page, for a link.
pub fn href(route: &Route) -> AttrValue {
    AttrValue::from(format!("#{}", route.to_path()))
}

/// The page of an address that needs no plan but the second half.
pub fn page_without_plan(route: &Route, session: &Session) -> Html {
    match route {
        Route::Guided => html! { <guided::GuidedPage session={session.clone()} /> },
        Route::Answer => html! { <answer::AnswerPage session={session.clone()} /> },
        _ => html! {},
    }
}

/// Carries a command out and says in these words what it did, with the way back.
fn telling(session: &Session) -> Callback<(Command, String)> {
    let store = session.store.clone();
    Callback::from(move |(command, told)| store.dispatch(Action::DoAndTell(command, told)))
}

/// The page of an address, with the open plan.
pub fn page_of(route: &Route, page: PageProps, session: &Session) -> Html {
    let PageProps { plan, on_command } = page;
    match route.clone() {
        Route::Form { page } => {
            html! { <form::FormPage key={page.clone()} id={page.clone()} {plan} {on_command} /> }
        }
        Route::Assessment { area } => html! { <assessment::AssessmentPage {area} {plan} {on_command} /> },
        Route::Draft => html! { <guided::draft::DraftPage {plan} {on_command} /> },
        Route::Overview => html! { <overview::OverviewPage {plan} {on_command} /> },
        Route::Respondents => html! { <respondents::RespondentsPage session={session.clone()} {plan} /> },
        Route::Workshop { extent } => html! { <workshop::WorkshopPage {extent} {plan} {on_command} /> },
        Route::Readiness => html! { <readiness::ReadinessPage {plan} {on_command} /> },
        Route::Gaps => html! { <gaps::GapsPage {plan} {on_command} /> },
        Route::Choose => html! { <choose::ChoosePage {plan} {on_command} /> },
        Route::ChooseIn { state } => {
            html! { <choose::ChoosePage key={state.clone()} state={entry::decision::state_of(&state)} {plan} {on_command} /> }
        }
        Route::Scores => html! { <scores::ScoresPage {plan} {on_command} /> },
        Route::Entry { entry } => {
            html! { <entry::EntryPage key={entry.clone()} entry={entry.clone()} {plan} {on_command} /> }
        }
        Route::Waves => html! { <waves::WavesPage {plan} {on_command} /> },
        Route::Wave { wave } => html! { <wave::WavePage key={wave} {wave} {plan} {on_command} /> },
        Route::Board => html! { <board::BoardPage session={session.clone()} {plan} {on_command} /> },
        Route::Roadmap => html! { <roadmap::RoadmapPage {plan} {on_command} /> },
        Route::Load => html! { <load::LoadPage {plan} {on_command} /> },
        Route::Scenarios => {
            html! { <scenarios::ScenariosPage {plan} {on_command} on_told={telling(session)} /> }
        }
        Route::Stress => html! { <stress::StressPage {plan} {on_command} /> },
        Route::Tracking => {
            html! { <tracking::TrackingPage {plan} {on_command} on_told={telling(session)} /> }
        }
        Route::Catalogue => html! { <catalogue::CataloguePage {plan} {on_command} /> },
        Route::OwnEntries => html! { <own_entries::OwnEntriesPage {plan} {on_command} /> },
        Route::Guidance { topic } => html! { <guidance::GuidancePage {topic} {plan} {on_command} /> },
        Route::Health => html! { <health::HealthPage {plan} {on_command} /> },
        Route::Documents { document } => {
            html! { <documents::DocumentsPage {document} {plan} {on_command} /> }
        }
        Route::Library | Route::Guided | Route::Answer | Route::NotFound => html! {},
    }
}
