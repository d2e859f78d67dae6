//! The health check.

use yew::prelude::*;

use crate::browser::ui::plan_view::PageProps;

/// The page.
#[component]
pub fn HealthPage(props: &PageProps) -> Html {
    let _ = props;
    html! {}
}
