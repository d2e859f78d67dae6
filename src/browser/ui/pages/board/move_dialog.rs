//! Choosing a wave for an entry: every wave with what it would mean.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonSize, ButtonState};
use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::model::ids::EntryId;
use crate::domain::proposal::trial::Place;
use crate::domain::proposal::verdict::{Verdict, verdicts};
use crate::domain::wording::{fill, t};

use super::act::BoardAct;
use super::face::{Faces, name_of, wave_name};
use super::lift::place_key;
use super::verdict_row::VerdictRow;

/// Properties of [`MoveDialog`].
#[derive(PartialEq, Properties)]
pub struct MoveDialogProps {
    /// The entry.
    pub entry: EntryId,
    /// The plan.
    pub plan: PlanView,
    /// Faces of the entries.
    pub faces: Faces,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
    /// The dialog is to be closed.
    pub on_close: Callback<()>,
}

/// The dialog *Move to…*.
#[component]
pub fn MoveDialog(props: &MoveDialogProps) -> Html {
    let verdicts = use_memo((props.plan.clone(), props.entry.clone()), |(plan, entry)| {
        verdicts(&plan.document, &plan.figures, entry)
    });
    let first = verdicts.iter().find(|verdict| verdict.number > 0 && verdict.holds());
    let first = first.map(|verdict| verdict.number);
    let title = fill("board.move_title", &[("entry", &name_of(&props.faces, &props.entry))]);
    html! {
        <Dialog id="move-entry" {title} close_label={t("app.close")} on_close={props.on_close.clone()}>
            <ol class="verdicts" data-kind="choice">
                for verdict in verdicts.iter() {
                    <li class="verdict" key={place_key(verdict.place)}>
                        <VerdictRow verdict={verdict.clone()} faces={props.faces.clone()}
                            is_first={first == Some(verdict.number)}>
                            { take(props, verdict) }
                        </VerdictRow>
                    </li>
                }
            </ol>
        </Dialog>
    }
}

/// The button that takes the place; there is none for the place of now.
fn take(props: &MoveDialogProps, verdict: &Verdict) -> Html {
    if verdict.is_here {
        return html! {};
    }
    let act = BoardAct::Place(props.entry.clone(), verdict.place, None);
    let on_press = props.on_act.reform(move |_: MouseEvent| act.clone());
    let state = if verdict.is_open { ButtonState::Ready } else { ButtonState::Disabled };
    let name = match verdict.place {
        Place::Out => t("board.out").to_owned(),
        Place::Wave(_) | Place::Waiting => wave_name((verdict.number > 0).then_some(verdict.number)),
    };
    html! {
        <span class="verdict-action">
            <Button size={ButtonSize::Small} {state} {on_press}
                label={fill("board.move_here_named", &[("wave", &name)])}>
                { t("board.move_here") }
            </Button>
        </span>
    }
}
