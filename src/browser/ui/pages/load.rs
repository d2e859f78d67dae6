//! Change load and capacity: groups by waves, and the office by waves.

use yew::prelude::*;

use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::Icon;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::pages::board::act::BoardAct;
use crate::browser::ui::pages::board::face::{level, level_word};
use crate::browser::ui::pages::board::repairs::Repairs;
use crate::browser::ui::pages::waves::office::OfficeTable;
use crate::browser::ui::plan_view::PageProps;
use crate::domain::figures::number::short;
use crate::domain::picture::load_heat::{HeatCell, HeatRow, LoadHeat, load_heat};
use crate::domain::proposal::limit::Limit;
use crate::domain::wording::{count, fill, t};

/// The page.
#[component]
pub fn LoadPage(props: &PageProps) -> Html {
    let open = use_state(|| None::<(usize, usize)>);
    let heat = use_memo(props.plan.clone(), |plan| load_heat(&plan.document, &plan.figures));
    let on_open = {
        let open = open.clone();
        Callback::from(move |place: (usize, usize)| open.set(Some(place)))
    };
    let on_close = {
        let open = open.clone();
        Callback::from(move |()| open.set(None))
    };
    html! {
        <div class="page" data-width="wide">
            <header class="page-head"><div class="page-title">
                <h1>{ &heat.title }</h1>
                <p class="page-lead">{ &heat.summary }</p>
            </div></header>
            <section class="stack" data-gap="2" aria-labelledby="load-groups">
                <h2 id="load-groups">{ t("load.groups") }</h2>
                <p class="page-lead">{ t("load.groups_lead") }</p>
                { heat_table(&heat, &on_open) }
            </section>
            <section class="stack" data-gap="2" aria-labelledby="load-office">
                <h2 id="load-office">{ t("load.office") }</h2>
                <OfficeTable plan={props.plan.clone()} />
            </section>
            if let Some((row, wave)) = *open {
                { causes(props, &heat, (row, wave), on_close) }
            }
        </div>
    }
}

fn heat_table(heat: &LoadHeat, on_open: &Callback<(usize, usize)>) -> Html {
    html! {
        <Table caption={t("load.caption")}>
            <thead><tr>
                <HeadCell label={t("load.group")} />
                for (index, wave) in heat.waves.iter().enumerate() {
                    <HeadCell key={index} label={wave.clone()} />
                }
            </tr></thead>
            <tbody>
                for (index, row) in heat.rows.iter().enumerate() {
                    { heat_row(heat, index, row, on_open) }
                }
            </tbody>
        </Table>
    }
}

fn heat_row(heat: &LoadHeat, index: usize, row: &HeatRow, on_open: &Callback<(usize, usize)>) -> Html {
    html! {
        <tr key={row.name}>
            <th scope="row">{ row.name }{ " " }<span class="heat-letter">{ row.group.letter() }</span></th>
            for (wave, cell) in row.cells.iter().enumerate() {
                { heat_cell(heat, (index, wave), row, cell, on_open) }
            }
        </tr>
    }
}

fn heat_cell(
    heat: &LoadHeat,
    place: (usize, usize),
    row: &HeatRow,
    cell: &HeatCell,
    on_open: &Callback<(usize, usize)>,
) -> Html {
    let onclick = on_open.reform(move |_: MouseEvent| place);
    let wave = heat.waves.get(place.1).map_or("", String::as_str);
    let label = fill(
        "load.cell_label",
        &[("group", row.name), ("wave", wave), ("load", &cell.text), ("level", level_word(cell.colour))],
    );
    html! {
        <td key={place.1} class="heat" data-level={level(cell.colour).name()}>
            <button type="button" class="heat-button" aria-label={label} {onclick}>
                <span class="heat-figure"><Icon name={level(cell.colour).icon()} size=10 />{ &cell.text }</span>
                <span class="heat-count">{ count("load.causes", cell.causes.len()) }</span>
            </button>
        </td>
    }
}

/// What makes up one cell, and what would lower it.
fn causes(props: &PageProps, heat: &LoadHeat, (row, wave): (usize, usize), on_close: Callback<()>) -> Html {
    let found = heat.rows.get(row).and_then(|row| Some((row, row.cells.get(wave)?)));
    let (Some((row, cell)), Some(name)) = (found, heat.waves.get(wave)) else { return html! {} };
    let title = fill("load.causes_title", &[("group", row.name), ("wave", name)]);
    let line = |key: String, name: String, points: f64| {
        html! { <tr {key}><th scope="row">{ name }</th><td data-kind="figure">{ short(points, 1) }</td></tr> }
    };
    let on_act = {
        let (on_command, on_close) = (props.on_command.clone(), on_close.clone());
        Callback::from(move |act: BoardAct| {
            if let BoardAct::Carry(command, _) = act {
                on_close.emit(());
                on_command.emit(*command);
            }
        })
    };
    html! {
        <Dialog id="load-causes" title={title.clone()} close_label={t("app.close")} {on_close}>
            <Table caption={title}>
                <thead><tr>
                    <HeadCell label={t("board.cause")} />
                    <HeadCell label={t("board.points")} is_figure=true />
                </tr></thead>
                <tbody>
                    for cause in cell.causes.iter() {
                        { line(cause.entry.to_string(), cause.name.clone(), cause.points) }
                    }
                    { line("carried".to_owned(), t("board.carried").to_owned(), cell.carried) }
                    { line("load".to_owned(), t("board.load_total").to_owned(), cell.load) }
                    { line("capacity".to_owned(), t("board.load_capacity").to_owned(), cell.capacity) }
                </tbody>
            </Table>
            <Repairs plan={props.plan.clone()} wave={wave + 1} limit={Limit::Group(row.group)} {on_act} />
        </Dialog>
    }
}
