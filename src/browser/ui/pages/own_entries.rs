//! The organisation's own entries.

use yew::prelude::*;

use crate::browser::ui::plan_view::PageProps;

/// The page.
#[component]
pub fn OwnEntriesPage(props: &PageProps) -> Html {
    let _ = props;
    html! {}
}
