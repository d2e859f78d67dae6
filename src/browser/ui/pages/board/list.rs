//! The board as a table: every entry of the waves, then those that wait.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonSize};
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::short;
use crate::domain::form::choices::SELECTION_STATE;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::proposal::summary::Move;
use crate::domain::proposal::waiting::waiting;
use crate::domain::wording::{fill, t};

use super::act::BoardAct;
use super::face::{CardFace, Faces, kind_mark, wave_name};

/// Properties of [`BoardList`].
#[derive(PartialEq, Properties)]
pub struct BoardListProps {
    /// The plan that is shown.
    pub plan: PlanView,
    /// Faces of the entries.
    pub faces: Faces,
    /// What a proposal would move.
    #[prop_or_default]
    pub moves: Option<Rc<Vec<Move>>>,
    /// Entries can be moved.
    #[prop_or(true)]
    pub is_movable: bool,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
}

/// The table.
#[component]
pub fn BoardList(props: &BoardListProps) -> Html {
    let document = &props.plan.document;
    let placed = document.waves.iter().enumerate().flat_map(|(index, wave)| {
        wave.items.iter().map(move |item| (Some(index + 1), item.entry.clone(), wave.finished))
    });
    let rest = waiting(document, &props.plan.figures).into_iter().map(|entry| (None, entry, false));
    let rows: Vec<(Option<usize>, EntryId, bool)> = placed.chain(rest).collect();
    html! {
        <Table caption={t("board.list_caption")} sticks_to_page=true>
            <thead><tr>
                <HeadCell label={t("board.column_wave")} />
                <HeadCell label={t("board.column_entry")} />
                <HeadCell label={t("board.column_group")} />
                <HeadCell label={t("board.column_build")} is_figure=true />
                <HeadCell label={t("board.column_run")} is_figure=true />
                <HeadCell label={t("board.points")} is_figure=true />
                <HeadCell label={t("board.column_state")} />
                <HeadCell label={t("board.column_actions")} is_label_hidden=true />
            </tr></thead>
            <tbody>
                for (wave, entry, is_frozen) in rows {
                    if let (Some(face), Some(resolved)) = (props.faces.get(&entry), props.plan.figures.entry(&entry)) {
                        { row(props, wave, face, resolved, is_frozen) }
                    }
                }
            </tbody>
        </Table>
    }
}

fn row(
    props: &BoardListProps,
    wave: Option<usize>,
    face: &CardFace,
    entry: &ResolvedEntry,
    is_frozen: bool,
) -> Html {
    let act = BoardAct::Move(entry.id.clone());
    let on_press = props.on_act.reform(move |_: MouseEvent| act.clone());
    html! {
        <tr key={entry.id.to_string()}>
            <td>{ wave_name(wave) }</td>
            <th scope="row">
                <span class="row">{ kind_mark(face.kind) }
                <a href={href(&Route::Entry { entry: entry.id.to_string() })}>{ &face.name }</a></span>
            </th>
            <td>{ face.code }</td>
            <td data-kind="figure">{ short(entry.build_days, 1) }</td>
            <td data-kind="figure">{ short(entry.run_days_per_month, 1) }</td>
            <td data-kind="figure">{ short(entry.total_points(), 1) }</td>
            <td>
                { state_words(props, face, entry) }
                for (index, words) in face.broken.iter().enumerate() {
                    <p key={index} class="card-broken"><Icon name={IconName::Warning} size=12 /><span>{ words }</span></p>
                }
            </td>
            <td class="table-actions">
                if props.is_movable && !is_frozen {
                    <Button size={ButtonSize::Small} {on_press} label={fill("board.move_named", &[("entry", &face.name)])}>
                        { t("board.move_to") }
                    </Button>
                }
            </td>
        </tr>
    }
}

/// Decision, pin and proposed move in words.
fn state_words(props: &BoardListProps, face: &CardFace, entry: &ResolvedEntry) -> String {
    let mut words = vec![
        match entry.state {
            SelectionState::Chosen => t(&SELECTION_STATE.key("chosen")),
            _ => t(&SELECTION_STATE.key("candidate")),
        }
        .to_owned(),
    ];
    if face.is_launched {
        words.push(t("board.launched").to_owned());
    }
    if let Some(wave) = face.pinned_to {
        words.push(fill("board.pinned_to", &[("wave", &wave.to_string())]));
    }
    let change = props.moves.as_ref().and_then(|moves| moves.iter().find(|change| change.entry == entry.id));
    if let Some(change) = change {
        words.push(fill(
            "board.proposed_move",
            &[("from", &wave_name(change.from)), ("to", &wave_name(change.to))],
        ));
    }
    words.join(" · ")
}
