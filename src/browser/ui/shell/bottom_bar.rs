//! Five places under the thumb, on a phone.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::domain::wording::t;

/// Properties of [`BottomBar`].
#[derive(PartialEq, Properties)]
pub struct BottomBarProps {
    /// The page on screen.
    pub route: Route,
    /// Opens the list of parts.
    pub on_menu: Callback<()>,
}

/// The bar.
#[component]
pub fn BottomBar(props: &BottomBarProps) -> Html {
    let places = [
        (Route::Board, IconName::Board, t("bottom.board")),
        (Route::Roadmap, IconName::Roadmap, t("bottom.roadmap")),
        (Route::Health, IconName::Health, t("bottom.health")),
        (Route::Documents { document: "charter".to_owned() }, IconName::Document, t("bottom.documents")),
    ];
    let on_menu = props.on_menu.reform(|_: MouseEvent| ());
    html! {
        <nav class="app-bottom" aria-label={t("bottom.label")}>
            <button type="button" class="app-bottom-place" onclick={on_menu}>
                <Icon name={IconName::Menu} size=20 />
                <span>{ t("bottom.parts") }</span>
            </button>
            for (route, icon, name) in places {
                <a key={name} class="app-bottom-place" href={href(&route)} aria-current={(route == props.route).then_some("page")}>
                    <Icon name={icon} size=20 />
                    <span>{ name }</span>
                </a>
            }
        </nav>
    }
}
