//! What loads the office or a group in a wave, entry by entry, and what would lower it.

use yew::prelude::*;

use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::gradual::use_gradual;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::ids::EntryId;
use crate::domain::model::wave::Wave;
use crate::domain::order;
use crate::domain::picture::outside::outside_sentence;
use crate::domain::proposal::limit::{Limit, Use, demand_on};
use crate::domain::proposal::trial::Roles;
use crate::domain::proposal::words;
use crate::domain::wording::{fill, t};

use super::act::BoardAct;
use super::face::{Faces, level, name_of};
use super::repairs::Repairs;
use super::stop_reason::StopReason;

/// Properties of [`CausesDialog`].
#[derive(PartialEq, Properties)]
pub struct CausesDialogProps {
    /// Number of the wave, from 1.
    pub wave: usize,
    /// The office or a group.
    pub limit: Limit,
    /// The plan.
    pub plan: PlanView,
    /// Faces of the entries.
    pub faces: Faces,
    /// Repairs can be carried out.
    #[prop_or(true)]
    pub is_movable: bool,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
    /// The dialog is to be closed.
    pub on_close: Callback<()>,
}

/// The dialog with the causes of a load and the ways to lower it.
#[component]
pub fn CausesDialog(props: &CausesDialogProps) -> Html {
    // The causes are there at once, the repairs when they are worked out.
    let parts = use_gradual(2, 1, 1);
    let wave = props.wave.checked_sub(1).and_then(|index| props.plan.document.waves.get(index));
    let used = demand_on(&props.plan.figures, props.wave, props.limit);
    let (Some(wave), Some(used)) = (wave, used) else { return html! {} };
    let arguments = [("group", words::limit_name(props.limit)), ("wave", &props.wave.to_string())];
    let title = fill("board.causes_title", &arguments);
    html! {
        <Dialog id="load-causes" title={title.clone()} close_label={t("app.close")} on_close={props.on_close.clone()}>
            { table(props, wave, used, title) }
            if props.limit == Limit::Office && props.plan.document.plan.settings.plan_by_role {
                { roles(props) }
            }
            if let Limit::Group(group) = props.limit {
                if let Some(sentence) = outside_sentence(&props.plan.document, &props.plan.figures, props.wave, group) {
                    <p>{ explained(sentence) }</p>
                }
            }
            if let (true, Limit::Group(group)) = (props.is_movable, props.limit) {
                <StopReason plan={props.plan.clone()} wave={props.wave} {group} on_act={props.on_act.clone()} />
            }
            if props.is_movable && parts > 1 {
                <Repairs plan={props.plan.clone()} wave={props.wave} limit={props.limit} on_act={props.on_act.clone()} />
            }
        </Dialog>
    }
}

/// What the load is made of: a key, a name and a figure for each line.
fn lines(props: &CausesDialogProps, wave: &Wave, used: Use) -> Vec<(String, AttrValue, f64)> {
    let figures = &props.plan.figures;
    let named = |key: &str, name: &'static str, value: f64| (key.to_owned(), AttrValue::from(name), value);
    let (mut lines, carried, capacity) = match props.limit {
        Limit::Office => {
            let built = wave.items.iter().filter_map(|item| figures.entry(&item.entry));
            let mut built: Vec<_> = built.filter(|entry| entry.build_days > 0.0).collect();
            order::by(&mut built, |a, b| b.build_days.total_cmp(&a.build_days));
            let line = |entry: &crate::domain::figures::entry::ResolvedEntry| {
                (entry.id.to_string(), name_of(&props.faces, &entry.id), entry.build_days)
            };
            let run = figures.office.get(props.wave - 1).map_or(0.0, |office| office.run);
            let lines: Vec<_> = built.into_iter().map(line).collect();
            (lines, named("run", t("board.run_total"), run), t("board.days_capacity"))
        }
        Limit::Group(group) | Limit::Heaviest(group) | Limit::Heavy(group) => {
            let cell = figures.loads.get(props.wave - 1).map(|row| row.get(group));
            let causes = figures.causes(props.wave - 1, group).into_iter();
            let line =
                |(entry, points): (&EntryId, f64)| (entry.to_string(), name_of(&props.faces, entry), points);
            let carried = cell.map_or(0.0, |cell| cell.carried());
            let lines: Vec<_> = causes.map(line).collect();
            (lines, named("carried", t("board.carried"), carried), t("board.load_capacity"))
        }
    };
    lines.extend([
        carried,
        named("load", t("board.load_total"), used.demand),
        named("capacity", capacity, used.capacity),
    ]);
    lines
}

fn table(props: &CausesDialogProps, wave: &Wave, used: Use, caption: String) -> Html {
    let colour = used.colour();
    let unit = if props.limit == Limit::Office { t("board.days") } else { t("board.points") };
    html! {
        <Table {caption}>
            <thead><tr>
                <HeadCell label={t("board.cause")} />
                <HeadCell label={unit} is_figure=true />
            </tr></thead>
            <tbody>
                for (key, name, value) in lines(props, wave, used) {
                    <tr {key}><th scope="row">{ name }</th><td data-kind="figure">{ short(value, 1) }</td></tr>
                }
            </tbody>
            <tfoot><tr>
                <th scope="row">{ t("board.load_share") }</th>
                <td data-kind="figure">
                    <LevelChip level={level(colour)} number={load_text(used.utilisation())}
                        word={words::level_word(colour)} shows_word=true />
                </td>
            </tr></tfoot>
        </Table>
    }
}

/// What each role of the staff is asked for in the wave, and what it has.
fn roles(props: &CausesDialogProps) -> Html {
    let roles = Roles::of(&props.plan.document, &props.plan.figures);
    let used = roles.now.get(props.wave.saturating_sub(1)).cloned().unwrap_or_default();
    html! {
        <Table caption={t("load.by_role")}>
            <thead><tr>
                <HeadCell label={t("picture.capacity.column.role")} />
                <HeadCell label={t("waves.demand")} is_figure=true />
                <HeadCell label={t("waves.capacity")} is_figure=true />
                <HeadCell label={t("waves.utilisation")} />
            </tr></thead>
            <tbody>
                for (role, used) in roles.staff.iter().zip(used) {
                    <tr key={role.as_str().to_owned()}>
                        <th scope="row">{ guidance().role_name(role) }</th>
                        <td data-kind="figure">{ fixed(used.demand, 1) }</td>
                        <td data-kind="figure">{ fixed(used.capacity, 1) }</td>
                        <td><LevelChip level={level(used.colour())} number={load_text(used.utilisation())}
                            word={words::level_word(used.colour())} shows_word=true /></td>
                    </tr>
                }
            </tbody>
        </Table>
    }
}
