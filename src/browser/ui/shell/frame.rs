//! The frame: it shows the page of the address, and opens the last plan where the address asks for one.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::ui::components::patterns::Patterns;
use crate::browser::ui::components::toast::{Toast, ToastMessage};
use crate::browser::ui::doors;
use crate::browser::ui::focus::focus_id;
use crate::browser::ui::hooks::theme::use_theme;
use crate::browser::ui::pages::library::LibraryPage;
use crate::browser::ui::pages::not_found::NotFoundPage;
use crate::browser::ui::plan_view::{PageProps, StepEnd, Telling};
use crate::browser::ui::route::Route;
use crate::browser::ui::second_half::Opening;
use crate::browser::ui::session::Session;
use crate::browser::ui::store::Action;
use crate::domain::wording::t;

use super::app_bar::AppBar;
use super::bottom_bar::BottomBar;
use super::opening::opening;

/// Properties of [`Frame`].
#[derive(PartialEq, Properties)]
pub struct FrameProps {
    /// The session.
    pub session: Session,
}

/// The frame.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let session = &props.session;
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let (theme, on_theme) = use_theme(session.preferences());
    let is_menu_open = use_state(|| false);
    let is_rail = use_state(|| session.preferences().read::<bool>("rail").unwrap_or(false));
    let needs_plan = route.needs_plan();
    let open = session.store.open.clone();

    {
        // Straight to a page of a plan, by reload or by a kept address: the plan of last time opens.
        let (session, navigator) = (session.clone(), use_navigator());
        let is_missing = needs_plan && open.is_none();
        use_effect_with(is_missing, move |is_missing| {
            if *is_missing {
                let opener = session.clone();
                session.once_loaded(move |loaded| {
                    if !opener.open_last(loaded)
                        && let Some(navigator) = navigator
                    {
                        navigator.push(&Route::Library);
                    }
                });
            }
        });
    }
    {
        let session = session.clone();
        use_effect_with(route.clone(), move |route| match route {
            Route::Library => session.leave_opening(),
            // No plan, but the half that shows it. Its coming draws the page.
            Route::Guided | Route::Answer => session.once_loaded(|_| {}),
            _ => {}
        });
    }
    {
        let menu = is_menu_open.clone();
        use_effect_with(route.clone(), move |_| menu.set(false));
    }
    {
        // A link in a page goes with its page, and the focus with it: then the new page takes it.
        let is_first = use_mut_ref(|| true);
        use_effect_with(route.clone(), move |_| {
            if !is_first.replace(false) && has_lost_focus() {
                focus_id("main");
            }
        });
    }
    {
        let place = open.as_ref().filter(|_| needs_plan).map(|open| doors::place_name(open, &route));
        let plan = open.as_ref().map(|open| open.view.document.plan.name.clone());
        use_effect_with((place, plan), |(place, plan)| {
            let parts = [place.as_deref(), plan.as_deref(), Some(t("app.name"))];
            let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            if let Some(document) = web_sys::window().and_then(|window| window.document()) {
                document.set_title(&parts.join(" · "));
            }
        });
    }

    let on_command = {
        let store = session.store.clone();
        use_callback((), move |command, ()| store.dispatch(Action::Do(command)))
    };
    let on_step_end = {
        let store = session.store.clone();
        use_callback((), move |(), ()| store.dispatch(Action::Seal))
    };
    let on_told = {
        let store = session.store.clone();
        use_callback((), move |(command, told), ()| store.dispatch(Action::DoAndTell(command, told)))
    };
    let shows_plan = needs_plan && open.is_some();
    // Board and assessment need the width.
    let wants_rail = *is_rail || matches!(route, Route::Board | Route::Assessment { .. });
    // A workshop fills the screen: everybody in the room looks at one question.
    let is_alone = shows_plan && matches!(route, Route::Workshop { .. });
    let nav = if !shows_plan || is_alone {
        "none"
    } else if wants_rail {
        "rail"
    } else {
        "full"
    };
    let on_leave = {
        let (session, navigator) = (session.clone(), use_navigator());
        Callback::from(move |()| {
            session.leave_opening();
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Library);
            }
        })
    };
    let page = match (&route, &open) {
        _ if session.store.opening != Opening::Idle => opening(session, on_leave),
        (Route::Library, _) => html! { <LibraryPage session={session.clone()} /> },
        (Route::NotFound, _) => html! { <NotFoundPage /> },
        (Route::Guided | Route::Answer, _) => session
            .loaded()
            .map_or_else(|| html! {}, |loaded| doors::page_without_plan(&route, session, loaded)),
        (_, Some(open)) => {
            let page = PageProps { plan: open.view.clone(), on_command };
            html! { <div class="workspace" key={open.id().0}>{ doors::page(&route, page, session) }</div> }
        }
        (_, None) => html! {},
    };
    let page = match &open {
        Some(open) => doors::with_planner(session, open, page),
        None => page,
    };
    let on_toggle_rail = {
        let (is_rail, preferences) = (is_rail.clone(), session.preferences().clone());
        Callback::from(move |()| {
            preferences.write("rail", &!*is_rail);
            is_rail.set(!*is_rail);
        })
    };
    let on_menu = {
        let menu = is_menu_open.clone();
        Callback::from(move |()| menu.set(!*menu))
    };
    let message = session.store.notice.as_ref().map(|notice| ToastMessage {
        key: notice.number,
        text: notice.text.clone().into(),
        action: session.store.offers_undo().then(|| t("app.undo").into()),
    });
    let on_act = {
        let store = session.store.clone();
        Callback::from(move |_| store.dispatch(Action::TakeBack))
    };
    let on_close = {
        let store = session.store.clone();
        Callback::from(move |_| store.dispatch(Action::Hush))
    };
    html! {
        <div class="app" data-nav={nav} data-menu={is_menu_open.then_some("open")}>
            <Patterns />
            <a class="skip-link" href="#main" onclick={skip_to_main()}>{ t("app.skip") }</a>
            if !is_alone {
                <AppBar session={session.clone()} {shows_plan} {theme} {on_theme} on_menu={on_menu.clone()} />
            }
            if let Some(open) = open.filter(|_| shows_plan && !is_alone) {
                <div class="app-nav">
                    { doors::navigation(&open, &route, wants_rail, on_toggle_rail) }
                </div>
            }
            <main id="main" class="app-main" tabindex="-1">
                <ContextProvider<StepEnd> context={StepEnd(on_step_end)}>
                    <ContextProvider<Telling> context={Telling(on_told)}>{ page }</ContextProvider<Telling>>
                </ContextProvider<StepEnd>>
            </main>
            if shows_plan && !is_alone {
                <BottomBar route={route.clone()} on_menu={on_menu} />
            }
            <Toast {message} close_label={t("app.close")} {on_act} {on_close} />
        </div>
    }
}

/// The address holds the page, so the link moves the focus instead of following its anchor.
fn skip_to_main() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        focus_id("main");
    })
}

/// What had the focus is no longer on the page.
fn has_lost_focus() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.and_then(|document| document.active_element());
    active.is_none_or(|element| element.tag_name() == "BODY")
}
