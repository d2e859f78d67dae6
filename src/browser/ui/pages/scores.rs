//! Scores.

use yew::prelude::*;

use crate::browser::ui::plan_view::PageProps;

/// The page.
#[component]
pub fn ScoresPage(props: &PageProps) -> Html {
    let _ = props;
    html! {}
}
