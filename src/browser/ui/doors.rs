//! The doors between the halves of the program. The bundle is cut here: what the page can reach without going through
//! a function of this file is its first half, and everything else is loaded behind it.
//!
//! So that nobody goes through a door before there is something behind it, each one asks for [`Loaded`] or for an open plan,
//! which only the second half can make. No door may be inlined: the cut would not find it.

use yew::prelude::*;

use crate::browser::transfer::picker::ReadFile;
use crate::domain::example::Example;
use crate::domain::model::ids::PlanId;

use super::hooks::planner::Planned;
use super::pages;
use super::pages::place::place_name as place_name_of;
use super::plan_view::PageProps;
use super::route::Route;
use super::second_half::Loaded;
use super::session::Session;
use super::shell::navigation::Navigation;
use super::shell::plan_bar;
use super::store::{OpenPlan, Step};

/// Starts an empty plan.
#[inline(never)]
pub fn new_plan(session: &Session, _: Loaded, name: &str) {
    session.new_plan(name);
}

/// Opens a copy of a built-in plan.
#[inline(never)]
pub fn open_example(session: &Session, _: Loaded, example: Example) {
    session.open_example(example);
}

/// Opens a file: a plan, or questions to answer. Gives the page that shows it where that went well.
#[inline(never)]
pub fn open_file(session: &Session, _: Loaded, file: &ReadFile) -> Option<Route> {
    session.open_file(file)
}

/// Opens a plan of this browser.
#[inline(never)]
pub fn open_kept(session: &Session, _: Loaded, plan: PlanId) -> Result<(), String> {
    session.open_kept(plan)
}

/// Makes a second plan of this browser from one that is kept.
#[inline(never)]
pub fn duplicate(session: &Session, _: Loaded, plan: PlanId, name: &str) -> Result<(), String> {
    session.duplicate(plan, name)
}

/// Keeps the open plan in this browser.
#[inline(never)]
pub fn keep(session: &Session, open: &OpenPlan) {
    session.keep(open);
}

/// Writes the open plan to a file.
#[inline(never)]
pub fn write_to_file(session: &Session, open: &OpenPlan) {
    session.write_to_file(open);
}

/// The open plan after a step, or why it cannot be taken.
#[inline(never)]
pub fn after_step(open: &OpenPlan, step: Step) -> Result<OpenPlan, String> {
    open.after(step)
}

/// The content of the screen, with the planner around it: a search outlives the page that started it.
#[inline(never)]
pub fn with_planner(session: &Session, _: &OpenPlan, content: Html) -> Html {
    html! { <Planned session={session.clone()}>{ content }</Planned> }
}

/// The page of an address.
#[inline(never)]
pub fn page(route: &Route, page: PageProps, session: &Session) -> Html {
    pages::page_of(route, page, session)
}

/// A page that needs no plan but this half.
#[inline(never)]
pub fn page_without_plan(route: &Route, session: &Session, _: Loaded) -> Html {
    pages::page_without_plan(route, session)
}

/// Name of the page of an address, for the title of the window.
#[inline(never)]
pub fn place_name(open: &OpenPlan, route: &Route) -> String {
    place_name_of(route, &open.view.document)
}

/// The navigation beside the page.
#[inline(never)]
pub fn navigation(open: &OpenPlan, route: &Route, is_rail: bool, on_toggle: Callback<()>) -> Html {
    html! { <Navigation plan={open.view.clone()} route={route.clone()} {is_rail} {on_toggle} /> }
}

/// The plan's name and state, in the bar on top.
#[inline(never)]
pub fn bar_title(session: &Session, open: &OpenPlan) -> Html {
    plan_bar::title(session, open)
}

/// Undo and redo, in the bar on top.
#[inline(never)]
pub fn bar_history(session: &Session, open: &OpenPlan) -> Html {
    plan_bar::history(session, open)
}
