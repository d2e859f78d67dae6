//! No such page.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::route::Route;
use crate::domain::wording::t;

/// The page.
#[component]
pub fn NotFoundPage() -> Html {
    html! {
        <div class="page">
            <header class="page-head"><div class="page-title"><h1>{ t("not_found.title") }</h1></div></header>
            <EmptyState icon={IconName::Search} sentence={t("not_found.sentence")}>
                <Link<Route> to={Route::Library}>{ t("not_found.link") }</Link<Route>>
            </EmptyState>
        </div>
    }
}
