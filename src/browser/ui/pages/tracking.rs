//! What really happened.

use yew::prelude::*;

use crate::browser::ui::plan_view::PageProps;

/// The page.
#[component]
pub fn TrackingPage(props: &PageProps) -> Html {
    let _ = props;
    html! {}
}
