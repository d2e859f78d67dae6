//! The bar on top: which plan, where the work is, undo, redo, theme, save.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::ui::components::brand_mark::BrandMark;
use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::doors;
use crate::browser::ui::hooks::theme::Theme;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::domain::wording::t;

/// Properties of [`AppBar`].
#[derive(PartialEq, Properties)]
pub struct AppBarProps {
    /// The session.
    pub session: Session,
    /// Whether a plan is on screen.
    pub shows_plan: bool,
    /// The theme of now.
    pub theme: Theme,
    /// Switches the theme.
    pub on_theme: Callback<()>,
    /// Opens or closes the list of parts where it is not beside the page.
    pub on_menu: Callback<()>,
}

/// The bar.
#[component]
pub fn AppBar(props: &AppBarProps) -> Html {
    let open = props.session.store.open.as_ref().filter(|_| props.shows_plan);
    let theme_icon = if props.theme == Theme::Dark { IconName::Sun } else { IconName::Moon };
    let theme_label = t(if props.theme == Theme::Dark { "app.to_light" } else { "app.to_dark" });
    let on_save = {
        let session = props.session.clone();
        Callback::from(move |_: MouseEvent| session.save_to_file())
    };
    html! {
        <header class="app-bar">
            if props.shows_plan {
                <span class="app-menu">
                    <Button kind={ButtonKind::Icon} icon={IconName::Menu} label={t("app.parts")}
                        on_press={props.on_menu.reform(|_| ())} />
                </span>
            }
            <Link<Route> to={Route::Library} classes="app-brand">
                <BrandMark size=24 />
                <span class="app-brand-name">{ t("app.name") }</span>
            </Link<Route>>
            if let Some(open) = open {
                { doors::bar_title(&props.session, open) }
            }
            <div class="app-end">
                if let Some(open) = open {
                    { doors::bar_history(&props.session, open) }
                }
                <Button kind={ButtonKind::Icon} icon={theme_icon} label={theme_label} on_press={props.on_theme.reform(|_| ())} />
                if open.is_some() {
                    <span data-hide="phone"><Button on_press={on_save.clone()}>{ t("app.save_to_file") }</Button></span>
                    <span data-only="phone">
                        <Button kind={ButtonKind::Icon} icon={IconName::Download} label={t("app.save_to_file")} on_press={on_save} />
                    </span>
                }
            </div>
        </header>
    }
}
