//! Roadmap.

use yew::prelude::*;

use crate::browser::ui::plan_view::PageProps;

/// The page.
#[component]
pub fn RoadmapPage(props: &PageProps) -> Html {
    let _ = props;
    html! {}
}
