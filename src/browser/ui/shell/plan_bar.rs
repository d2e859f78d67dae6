//! What the bar on top says of the open plan: its name, where the work is, what can be taken back.

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize, ButtonState};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::state_line::{SaveState, StateLine};
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::browser::ui::session::Session;
use crate::browser::ui::store::{Action, Keeping, OpenPlan};
use crate::domain::wording::{count, fill, t};

/// The plan's name, and where the work is.
pub fn title(session: &Session, open: &OpenPlan) -> Html {
    html! {
        <div class="app-title">
            <span class="app-rule"></span>
            <a class="app-plan" href={href(&Route::form("plan.settings"))}>{ plan_name(open) }</a>
            <div class="app-state">{ state_line(session, open) }</div>
        </div>
    }
}

/// Undo and redo.
pub fn history(session: &Session, open: &OpenPlan) -> Html {
    html! {
        <>
            { history_button(session, IconName::Undo, "app.undo_step", "app.nothing_to_undo", open.undo_name(), || Action::Undo) }
            { history_button(session, IconName::Redo, "app.redo_step", "app.nothing_to_redo", open.redo_name(), || Action::Redo) }
        </>
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

/// Where the work is: in this browser, in a file, or nowhere.
fn state_line(session: &Session, open: &OpenPlan) -> Html {
    let time = clock::local_time_of_day(&open.saved_at);
    let edits = open.file_copy.as_ref().map_or(open.edits, |copy| copy.edits_since) as usize;
    let (state, text, action) = match &open.keeping {
        Keeping::Failed(_) => {
            let on_press = {
                let session = session.clone();
                Callback::from(move |_| session.save_to_file())
            };
            let download =
                html! { <Button size={ButtonSize::Small} {on_press}>{ t("app.download_now") }</Button> };
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
    let short = matches!(state, SaveState::Saved).then(|| fill("app.saved_short", &[("time", &time)]));
    html! { <StateLine {state} text={text} short={short.map(AttrValue::from)} {file} {action} /> }
}
