//! Choice of products and services.

use yew::prelude::*;

use crate::browser::ui::plan_view::PageProps;

/// The page.
#[component]
pub fn ChoosePage(props: &PageProps) -> Html {
    let _ = props;
    html! {}
}
