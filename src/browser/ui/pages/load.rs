//! Load and capacity: change load of the groups, the office's days, run work over time, give and take.

use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::Icon;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::tabs::{Tab, Tabs};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::board::act::BoardAct;
use crate::browser::ui::pages::board::face::level;
use crate::browser::ui::pages::board::repairs::Repairs;
use crate::browser::ui::pages::roadmap::{nothing_yet, route_of};
use crate::browser::ui::pages::view_panel::ViewPanel;
use crate::browser::ui::pages::waves::office::OfficeTable;
use crate::browser::ui::plan_view::{PageProps, PlanView};
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::number::short;
use crate::domain::model::group::Group;
use crate::domain::picture::balance::give_and_take;
use crate::domain::picture::capacity::{capacity, capacity_by_role};
use crate::domain::picture::heat::heat;
use crate::domain::picture::load_heat::{HeatCell, HeatRow, LoadHeat, load_heat, month_heat};
use crate::domain::picture::period::Period;
use crate::domain::picture::primitives::{Target, View};
use crate::domain::picture::run_horizon::horizon;
use crate::domain::proposal::limit::Limit;
use crate::domain::wording::{count, fill, t};

/// Usual width of a picture.
const WIDTH: f64 = 1176.0;

/// What one looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Groups,
    Office,
    Run,
    Balance,
}

impl Look {
    const ALL: [Self; 4] = [Self::Groups, Self::Office, Self::Run, Self::Balance];

    fn value(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Office => "office",
            Self::Run => "run",
            Self::Balance => "balance",
        }
    }

    fn name(self) -> &'static str {
        t(match self {
            Self::Groups => "load.groups",
            Self::Office => "load.office",
            Self::Run => "load.run",
            Self::Balance => "load.balance",
        })
    }

    fn lead(self) -> &'static str {
        t(match self {
            Self::Groups => "load.groups_lead",
            Self::Office => "load.office_lead",
            Self::Run => "load.run_lead",
            Self::Balance => "load.balance_lead",
        })
    }

    fn has_periods(self) -> bool {
        matches!(self, Self::Groups | Self::Office)
    }
}

/// The page.
#[component]
pub fn LoadPage(props: &PageProps) -> Html {
    let look = use_state(|| Look::Groups);
    let period = use_state(Period::default);
    let open = use_state(|| None::<(usize, usize)>);
    let plans_by_role = props.plan.document.plan.settings.plan_by_role;
    let is_by_role = use_state(|| plans_by_role);
    let navigator = use_navigator();
    let heat_map = use_memo((props.plan.clone(), *period), |(plan, period)| match period {
        Period::Waves => load_heat(&plan.document, &plan.figures),
        Period::Months => month_heat(&plan.document, &plan.figures),
    });
    let shows_roles = plans_by_role && *is_by_role;
    let view =
        use_memo((props.plan.clone(), *look, *period, shows_roles), |(plan, look, period, shows_roles)| {
            Rc::new(view(plan, *look, (*period, *shows_roles), &heat_map))
        });
    if props.plan.document.waves.is_empty() {
        return nothing_yet(&props.plan);
    }
    let tabs: Vec<Tab> = Look::ALL
        .into_iter()
        .map(|look| Tab { value: look.value().into(), label: look.name().into(), note: None })
        .collect();
    let on_change = {
        let look = look.clone();
        Callback::from(move |value: AttrValue| {
            if let Some(chosen) = Look::ALL.into_iter().find(|look| look.value() == value.as_str()) {
                look.set(chosen);
            }
        })
    };
    let on_open = {
        let open = open.clone();
        Callback::from(move |place: (usize, usize)| open.set(Some(place)))
    };
    let on_close = {
        let open = open.clone();
        Callback::from(move |()| open.set(None))
    };
    let on_pick = {
        let open = open.clone();
        let waves: Vec<u64> = props.plan.document.waves.iter().map(|wave| wave.id.0).collect();
        Callback::from(move |target: Target| match (&target, &navigator) {
            (Target::Load { wave, group }, _) => {
                let row = Group::ALL.iter().position(|known| known == group);
                open.set(row.zip(wave.checked_sub(1)));
            }
            (_, Some(navigator)) => {
                if let Some(route) = route_of(&target, &waves) {
                    navigator.push(&route);
                }
            }
            (_, None) => {}
        })
    };
    let table = (*look == Look::Groups).then(|| {
        html! {
            <>
                { heat_table(&heat_map, &on_open) }
                { limits(heat_map.period) }
            </>
        }
    });
    html! {
        <div class="page" data-width="wide">
            <header class="page-head"><div class="page-title">
                <h1>{ &view.picture.title }</h1>
                <p class="page-lead">{ look.lead() }</p>
            </div></header>
            <Tabs id="load" label={t("load.view")} {tabs} value={look.value()} {on_change} />
            <div role="tabpanel" id="load-panel" class="stack" data-gap="4"
                aria-labelledby={format!("load-{}", look.value())}>
                <ViewPanel key={look.value()} id="load" name={look.name()}
                    plan={props.plan.clone()} view={(*view).clone()}
                    on_pick={Some(on_pick)} {table} starts_with_table={*look == Look::Groups}>
                    if look.has_periods() {
                        { periods(&period) }
                    }
                    if *look == Look::Office && plans_by_role {
                        { roles(&is_by_role) }
                    }
                </ViewPanel>
                if *look == Look::Office {
                    <section class="stack" data-gap="2" aria-labelledby="load-office-days">
                        <h2 id="load-office-days">{ explained(t("load.office_days")) }</h2>
                        <OfficeTable plan={props.plan.clone()} />
                    </section>
                }
            </div>
            if let Some((row, column)) = *open {
                { causes(props, &heat_map, (row, column), *period, on_close) }
            }
        </div>
    }
}

fn view(plan: &PlanView, look: Look, (period, shows_roles): (Period, bool), heat_map: &LoadHeat) -> View {
    let (document, figures) = (&plan.document, &plan.figures);
    match look {
        Look::Groups => heat(heat_map, WIDTH),
        Look::Office if shows_roles => capacity_by_role(document, figures, period, WIDTH),
        Look::Office => capacity(document, figures, period, WIDTH),
        Look::Run => horizon(document, figures, WIDTH),
        Look::Balance => give_and_take(document, figures, 900.0),
    }
}

/// By waves or by months.
fn periods(period: &UseStateHandle<Period>) -> Html {
    let segment = |value: &'static str, label: &'static str| Segment {
        value: value.into(),
        label: label.into(),
        icon: None,
    };
    let segments = vec![segment("waves", t("load.by_wave")), segment("months", t("load.by_month"))];
    let value = if **period == Period::Months { "months" } else { "waves" };
    let on_change = {
        let period = period.clone();
        Callback::from(move |value: String| {
            period.set(if value == "months" { Period::Months } else { Period::Waves });
        })
    };
    html! { <Segmented name="load-period" label={t("load.period")} {segments} {value} {on_change} /> }
}

/// As one pool or role by role, where the plan counts roles.
fn roles(is_by_role: &UseStateHandle<bool>) -> Html {
    let segment = |value: &'static str, label: &'static str| Segment {
        value: value.into(),
        label: label.into(),
        icon: None,
    };
    let segments = vec![segment("roles", t("load.by_role")), segment("pool", t("load.as_pool"))];
    let value = if **is_by_role { "roles" } else { "pool" };
    let on_change = {
        let is_by_role = is_by_role.clone();
        Callback::from(move |value: String| is_by_role.set(value == "roles"))
    };
    html! { <Segmented name="load-roles" label={t("load.people")} {segments} {value} {on_change} /> }
}

/// The map as a table; one below the other where the columns are too many for a sheet of paper.
fn heat_table(heat: &LoadHeat, on_open: &Callback<(usize, usize)>) -> Html {
    html! {
        for block in heat.blocks() {
            { heat_block(heat, block, on_open) }
        }
    }
}

fn heat_block(heat: &LoadHeat, block: Range<usize>, on_open: &Callback<(usize, usize)>) -> Html {
    let columns = heat.columns.get(block.clone()).unwrap_or_default();
    let first = columns.first().map_or("", String::as_str);
    html! {
        <Table key={block.start} caption={fill("load.caption", &[("first", first)])}>
            <thead><tr>
                <HeadCell label={t("load.group")} />
                for column in columns {
                    <HeadCell key={column.clone()} label={column.clone()} />
                }
            </tr></thead>
            <tbody>
                for (index, row) in heat.rows.iter().enumerate() {
                    <tr key={row.name}>
                        <th scope="row">{ row.name }{ " " }<span class="heat-letter">{ row.group.letter() }</span></th>
                        for (column, cell) in row.cells.iter().enumerate().take(block.end).skip(block.start) {
                            { heat_cell(heat, (index, column), row, cell, on_open) }
                        }
                    </tr>
                }
            </tbody>
        </Table>
    }
}

/// The limits between the levels of a wave or a month.
fn limits(period: Period) -> Html {
    html! {
        <p class="chart-controls">
            for colour in period.levels().iter().copied() {
                <Chip key={colour.word()} kind={ChipKind::Level(level(colour))} icon={level(colour).icon()}>
                    { period.limit_name(colour) }
                </Chip>
            }
        </p>
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
    let wave = heat.columns.get(place.1).map_or("", String::as_str);
    let label = fill(
        "load.cell_label",
        &[
            ("group", row.name),
            ("wave", wave),
            ("load", &cell.text),
            ("level", heat.period.level_name(cell.colour)),
        ],
    );
    html! {
        <td key={place.1} class="heat" data-level={level(cell.colour).name()}>
            <button type="button" class="heat-button" aria-label={label} {onclick}>
                <span class="heat-figure">
                    // A dash before a number would read as a minus.
                    if cell.colour != LoadColour::Grey {
                        <Icon name={level(cell.colour).icon()} size=10 />
                    }
                    { &cell.text }
                </span>
                if !cell.causes.is_empty() {
                    <span class="heat-count">{ count("load.causes", cell.causes.len()) }</span>
                }
            </button>
        </td>
    }
}

/// What makes up one cell and, for a wave, what would lower it.
fn causes(
    props: &PageProps,
    heat: &LoadHeat,
    (row, wave): (usize, usize),
    period: Period,
    on_close: Callback<()>,
) -> Html {
    let found = heat.rows.get(row).and_then(|row| Some((row, row.cells.get(wave)?)));
    let (Some((row, cell)), Some(name)) = (found, heat.columns.get(wave)) else { return html! {} };
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
                    if period == Period::Waves {
                        { line("carried".to_owned(), t("board.carried").to_owned(), cell.carried) }
                    }
                    { line("load".to_owned(), t("board.load_total").to_owned(), cell.load) }
                    { line("capacity".to_owned(), t("board.load_capacity").to_owned(), cell.capacity) }
                </tbody>
            </Table>
            if period == Period::Waves {
                <Repairs plan={props.plan.clone()} wave={wave + 1} limit={Limit::Group(row.group)} {on_act} />
            }
        </Dialog>
    }
}
