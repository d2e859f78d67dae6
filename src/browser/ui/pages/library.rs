//! Start and library.

use yew::prelude::*;

use crate::browser::ui::session::Session;

/// Properties of [`LibraryPage`].
#[derive(PartialEq, Properties)]
pub struct LibraryPageProps {
    /// The session.
    pub session: Session,
}

/// The page.
#[component]
pub fn LibraryPage(props: &LibraryPageProps) -> Html {
    let _ = props;
    html! {}
}
