//! The bar on top: which plan, where the work is, undo, redo, theme, save.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::brand_mark::BrandMark;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize, ButtonState};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::state_line::{SaveState, StateLine};
use crate::browser::ui::hooks::theme::Theme;
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::browser::ui::store::{Action, Keeping, OpenPlan};
use crate::domain::wording::{count, fill, t};

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
                <div class="app-title">
                    <span class="app-rule"></span>
                    <a class="app-plan" href={href(&Route::form("plan.settings"))}>{ plan_name(open) }</a>
                    <div class="app-state">{ state_line(&props.session, open) }</div>
                </div>
            }
            <div class="app-end">
                if let Some(open) = open {
                    { history_button(&props.session, IconName::Undo, "app.undo_step", "app.nothing_to_undo", open.undo_name(), || Action::Undo) }
                    { history_button(&props.session, IconName::Redo, "app.redo_step", "app.nothing_to_redo", open.redo_name(), || Action::Redo) }
                }
                <Button kind={ButtonKind::Icon} icon={theme_icon} label={theme_label} on_press={props.on_theme.reform(|_| ())} />
                if open.is_some() {
                    <span data-hide="phone">{ save_button(&props.session, t("app.save_to_file"), ButtonSize::Medium) }</span>
                }
            </div>
        </header>
    }
}

fn plan_name(open: &OpenPlan) -> String {
    let name = &open.view.document.plan.name;
    if name.is_empty() { t("app.unnamed").to_owned() } else { name.clone() }
}

fn history_button(
    session: &Session,
    icon: IconName,
    key: &'static str,
    empty_key: &'static str,
    step: Option<String>,
    action: fn() -> Action,
) -> Html {
    let store = session.store.clone();
    let on_press = Callback::from(move |_| store.dispatch(action()));
    let state = if step.is_some() { ButtonState::Ready } else { ButtonState::Disabled };
    let label = step.map_or_else(|| t(empty_key).to_owned(), |step| fill(key, &[("step", &step)]));
    html! { <Button kind={ButtonKind::Icon} {icon} {state} label={label} {on_press} /> }
}

fn save_button(session: &Session, words: &'static str, size: ButtonSize) -> Html {
    let session = session.clone();
    let on_press = Callback::from(move |_| session.save_to_file());
    html! { <Button {size} {on_press}>{ words }</Button> }
}

/// Where the work is: in this browser, in a file, or nowhere.
fn state_line(session: &Session, open: &OpenPlan) -> Html {
    let time = clock::local_time_of_day(&open.saved_at);
    let edits = open.file_copy.as_ref().map_or(open.edits, |copy| copy.edits_since) as usize;
    let (state, text, action) = match &open.keeping {
        Keeping::Failed(_) => {
            let download = save_button(session, t("app.download_now"), ButtonSize::Small);
            (SaveState::Failed, t("app.not_saved").to_owned(), download)
        }
        Keeping::Pending => (SaveState::Saving, t("app.saving").to_owned(), html! {}),
        Keeping::Saved if edits > 0 && open.file_copy.is_some() => {
            (SaveState::Pending, count("app.changes_not_in_file", edits), html! {})
        }
        Keeping::Saved => (SaveState::Saved, fill("app.saved_here", &[("time", &time)]), html! {}),
    };
    let file = open.file_copy.as_ref().map(|copy| {
        let since = clock::local_time_of_day(&copy.at);
        AttrValue::from(fill("app.in_file", &[("file", &copy.name), ("time", &since)]))
    });
    html! { <StateLine {state} text={text} {file} {action} /> }
}
