//! What loads a group in a wave: entry by entry, with points.

use yew::prelude::*;

use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::figures::load::LoadCell;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::group::Group;
use crate::domain::wording::{fill, t};

use super::face::{Faces, group_name, level, level_word, name_of};

/// Properties of [`CausesDialog`].
#[derive(PartialEq, Properties)]
pub struct CausesDialogProps {
    /// Number of the wave, from 1.
    pub wave: usize,
    /// The group.
    pub group: Group,
    /// The plan.
    pub plan: PlanView,
    /// Faces of the entries.
    pub faces: Faces,
    /// The dialog is to be closed.
    pub on_close: Callback<()>,
}

/// The dialog with the causes of a load.
#[component]
pub fn CausesDialog(props: &CausesDialogProps) -> Html {
    let index = props.wave.checked_sub(1);
    let Some(row) = index.and_then(|index| props.plan.figures.loads.get(index)) else { return html! {} };
    let outside = index
        .and_then(|index| props.plan.document.waves.get(index))
        .map_or(0.0, |wave| wave.external_load.get(props.group).get());
    let title =
        fill("board.causes_title", &[("group", group_name(props.group)), ("wave", &props.wave.to_string())]);
    html! {
        <Dialog id="load-causes" title={title.clone()} close_label={t("app.close")} on_close={props.on_close.clone()}>
            { table(props, row.get(props.group), title) }
            if outside > 0.0 {
                <p>{ fill("board.causes_outside", &[("points", &short(outside, 1))]) }</p>
            }
        </Dialog>
    }
}

fn table(props: &CausesDialogProps, cell: &LoadCell, caption: String) -> Html {
    let line = |key: &str, name: AttrValue, points: f64| {
        html! {
            <tr key={key.to_owned()}><th scope="row">{ name }</th><td data-kind="figure">{ short(points, 1) }</td></tr>
        }
    };
    let colour = cell.colour();
    html! {
        <Table {caption}>
            <thead><tr>
                <HeadCell label={t("board.cause")} />
                <HeadCell label={t("board.points")} is_figure=true />
            </tr></thead>
            <tbody>
                for (entry, points) in cell.causes.iter() {
                    { line(entry.as_str(), name_of(&props.faces, entry), *points) }
                }
                { line("carried", t("board.carried").into(), cell.carried()) }
                { line("load", t("board.load_total").into(), cell.load) }
                { line("capacity", t("board.load_capacity").into(), cell.capacity) }
            </tbody>
            <tfoot><tr>
                <th scope="row">{ t("board.load_share") }</th>
                <td data-kind="figure">
                    <LevelChip level={level(colour)} number={fixed(cell.utilisation(), 2)} word={level_word(colour)} shows_word=true />
                </td>
            </tr></tfoot>
        </Table>
    }
}
