//! What stands in the place of a page while the half of the program that shows plans is loaded, and when it did not come.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::second_half::Opening;
use crate::browser::ui::session::Session;
use crate::domain::wording::t;

/// The state of the opening; `on_leave` leads back to the plans.
pub fn opening(session: &Session, on_leave: Callback<()>) -> Html {
    if session.store.opening != Opening::Failed {
        return html! { <div class="page"><p role="status">{ t("app.opening") }</p></div> };
    }
    let on_retry = {
        let session = session.clone();
        Callback::from(move |_| session.try_opening())
    };
    html! {
        <div class="page" role="alert">
            <EmptyState icon={IconName::Warning} sentence={t("app.opening_failed")}>
                <Button kind={ButtonKind::Primary} on_press={on_retry}>{ t("app.retry") }</Button>
                <Button kind={ButtonKind::Quiet} on_press={on_leave.reform(|_| ())}>{ t("app.back_to_plans") }</Button>
            </EmptyState>
        </div>
    }
}
