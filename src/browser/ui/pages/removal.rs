//! Removing something: asked first where other places refer to it, told with the way back where none do. The focus goes to
//! the heading of the list, never to the cross of the next row.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::focus::focus_id;
use crate::browser::ui::plan_view::{PlanView, Telling};
use crate::domain::command::Command;
use crate::domain::form::removal::taken_along;
use crate::domain::wording::{fill, t};

/// Something that a person wants to remove.
#[derive(Clone, Debug, PartialEq)]
pub struct Unwanted {
    /// The change.
    pub command: Command,
    /// What it is called.
    pub name: String,
    /// Id of the element that has the focus afterwards.
    pub heading: String,
}

/// How a page removes: what to call, and the question where one is open.
#[hook]
pub fn use_removal(plan: &PlanView, on_command: &Callback<Command>) -> (Callback<Unwanted>, Html) {
    // What is asked about, with what goes along.
    let asked = use_state(|| None::<(Unwanted, Vec<String>)>);
    let heading = use_mut_ref(String::new);
    let telling = use_context::<Telling>();
    {
        let heading = heading.clone();
        // Once the dialog is gone, which gives the focus back to where it was.
        use_effect(move || {
            let id = heading.take();
            if !id.is_empty() {
                focus_id(&id);
            }
        });
    }
    let on_agreed = {
        let (asked, on_command) = (asked.clone(), on_command.clone());
        Callback::from(move |unwanted: Unwanted| {
            let Unwanted { command, name, heading: id } = unwanted;
            heading.replace(id);
            match &telling {
                Some(Telling(tell)) => tell.emit((command, fill("form.removed", &[("row", &name)]))),
                None => on_command.emit(command),
            }
            asked.set(None);
        })
    };
    let on_remove = {
        let (asked, document, on_agreed) = (asked.clone(), plan.document.clone(), on_agreed.clone());
        Callback::from(move |unwanted: Unwanted| {
            let along = taken_along(&document, &unwanted.command);
            if along.is_empty() {
                on_agreed.emit(unwanted);
            } else {
                asked.set(Some((unwanted, along)));
            }
        })
    };
    let on_close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let question =
        (*asked).clone().map(|(unwanted, along)| question(unwanted, &along, &on_agreed, &on_close));
    (on_remove, question.unwrap_or_default())
}

fn question(
    unwanted: Unwanted,
    along: &[String],
    on_agreed: &Callback<Unwanted>,
    on_close: &Callback<()>,
) -> Html {
    let title = fill("removal.title", &[("row", &unwanted.name)]);
    let lead = fill("removal.lead", &[("row", &unwanted.name)]);
    let on_press = on_agreed.reform(move |_: MouseEvent| unwanted.clone());
    let actions = html! {
        <>
            <Button on_press={on_close.reform(|_| ())}>{ t("removal.cancel") }</Button>
            <Button kind={ButtonKind::Primary} {on_press}>{ t("removal.remove") }</Button>
        </>
    };
    html! {
        <Dialog id="removal" {title} on_close={on_close.clone()} close_label={t("app.close")} {actions}>
            <p>{ lead }</p>
            <ul class="removal-list">
                for (place, line) in along.iter().enumerate() {
                    <li key={place}>{ line }</li>
                }
            </ul>
            <p class="quiet">{ t("removal.undo") }</p>
        </Dialog>
    }
}
