//! The root: one store, one session, the router, the effects. No layout.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::storage::other_tabs::News;

use super::hooks::autosave::use_autosave;
use super::hooks::file_drop::use_drop_guard;
use super::hooks::shortcuts::use_shortcuts;
use super::session::SessionTools;
use super::shell::frame::Frame;
use super::store::{Action, Workspace};

/// The app.
#[component]
pub fn App() -> Html {
    let store = use_reducer(Workspace::default);
    let tools = {
        let dispatcher = store.dispatcher();
        use_memo((), move |()| {
            SessionTools::start(move |_: News| dispatcher.dispatch(Action::LibraryChanged))
        })
    };
    let session = tools.with(store);
    use_autosave(&session);
    use_shortcuts(&session);
    use_drop_guard();
    {
        let session = session.clone();
        use_effect_with((), move |()| session.load_ahead());
    }
    html! {
        <HashRouter>
            <Frame {session} />
        </HashRouter>
    }
}
