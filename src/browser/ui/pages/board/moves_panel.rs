//! The panel beside the board while a proposal is looked at: what moves from where to where.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::icon::IconName;
use crate::domain::proposal::summary::Summary;
use crate::domain::wording::{count, fill, t};

use super::act::BoardAct;
use super::face::{Faces, name_of, wave_name};

/// Properties of [`MovesPanel`].
#[derive(PartialEq, Properties)]
pub struct MovesPanelProps {
    /// The proposal.
    pub summary: std::rc::Rc<Summary>,
    /// Faces of the entries.
    pub faces: Faces,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
    /// The panel is to be closed.
    pub on_close: Callback<()>,
}

/// The list of moves.
#[component]
pub fn MovesPanel(props: &MovesPanelProps) -> Html {
    let why = |entry: &crate::domain::model::ids::EntryId| {
        let act = BoardAct::Why(entry.clone());
        props.on_act.reform(move |_: MouseEvent| act.clone())
    };
    html! {
        <aside class="inspector" data-open="true" aria-labelledby="panel-title">
            <div class="inspector-head">
                <p class="inspector-eyebrow">{ t("planner.label") }</p>
                <h2 id="panel-title">{ count("planner.moves", props.summary.moves.len()) }</h2>
                <p>{ t("planner.value_help") }</p>
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Close}
                    label={t("app.close")} on_press={props.on_close.reform(|_| ())} />
            </div>
            <ul class="inspector-section">
                for change in props.summary.moves.iter() {
                    <li key={change.entry.to_string()}>
                        <button type="button" class="offer" onclick={why(&change.entry)}>
                            <b>{ name_of(&props.faces, &change.entry) }</b>
                            <span>{ fill("board.from_to", &[
                                ("from", &wave_name(change.from)),
                                ("to", &wave_name(change.to)),
                            ]) }</span>
                        </button>
                    </li>
                }
            </ul>
        </aside>
    }
}
