//! Start and library: three ways in, and where each plan of this browser is.

mod plan_list;
mod ways;

use wasm_bindgen_futures::spawn_local;
use web_sys::DragEvent;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::transfer::picker::{dropped_files, read_file};
use crate::browser::ui::doors;
use crate::browser::ui::hooks::file_drop::use_file_drop;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::domain::wording::t;

use plan_list::PlanList;
use ways::Ways;

/// Properties of [`LibraryPage`].
#[derive(PartialEq, Properties)]
pub struct LibraryPageProps {
    /// The session.
    pub session: Session,
}

/// The page. A plan file may be dropped anywhere in the window.
#[component]
pub fn LibraryPage(props: &LibraryPageProps) -> Html {
    let navigator = use_navigator();
    let is_dragged_over = use_state_eq(|| false);
    let on_open = {
        let navigator = navigator.clone();
        Callback::from(move |route: Route| {
            if let Some(navigator) = &navigator {
                navigator.push(&route);
            }
        })
    };
    let on_over = use_callback((), {
        let flag = is_dragged_over.setter();
        move |is_over: bool, ()| flag.set(is_over)
    });
    let on_drop = {
        let (session, on_open) = (props.session.clone(), on_open.clone());
        Callback::from(move |event: DragEvent| open_dropped(&event, session.clone(), on_open.clone()))
    };
    use_file_drop(on_over, on_drop);
    html! {
        <div class="page" data-width="library" data-drop={is_dragged_over.then_some("true")}>
            <header class="page-head">
                <div>
                    <h1 class="text-display">{ t("library.title") }</h1>
                    <p class="page-lead">{ t("library.lead") }</p>
                </div>
            </header>
            <Ways session={props.session.clone()} on_open={on_open.clone()} />
            <PlanList session={props.session.clone()} {on_open} />
        </div>
    }
}

/// Opens the first plan among the dropped files.
fn open_dropped(event: &DragEvent, session: Session, on_open: Callback<Route>) {
    let Some(file) = dropped_files(event).into_iter().next() else { return };
    spawn_local(async move {
        match read_file(&file).await {
            Ok(file) => {
                let opener = session.clone();
                session.once_loaded(move |loaded| {
                    if let Some(route) = doors::open_file(&opener, loaded, &file) {
                        on_open.emit(route);
                    }
                });
            }
            Err(error) => session.tell(error.to_string()),
        }
    });
}
