//! Readiness of the stakeholder groups.

use yew::prelude::*;

use crate::browser::ui::plan_view::PageProps;

/// The page.
#[component]
pub fn ReadinessPage(props: &PageProps) -> Html {
    let _ = props;
    html! {}
}
