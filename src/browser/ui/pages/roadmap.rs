//! The roadmap: waves, work and loads on one time axis; or the same as a table.

use std::rc::Rc;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::Button;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::picture::Picture;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::picture::primitives::{TableTwin, Target};
use crate::domain::picture::roadmap::{RoadmapOptions, roadmap, roadmap_table};
use crate::domain::wording::t;

/// The page.
#[component]
pub fn RoadmapPage(props: &PageProps) -> Html {
    let is_table = use_state(|| false);
    let navigator = use_navigator();
    let drawing = use_memo(props.plan.clone(), |plan| {
        let options = RoadmapOptions { today: Some(clock::today()), ..RoadmapOptions::default() };
        Rc::new(roadmap(&plan.document, &plan.figures, &options))
    });
    let segment = |value: &'static str, label: &'static str, icon| Segment {
        value: value.into(),
        label: label.into(),
        icon: Some(icon),
    };
    let segments = vec![
        segment("lanes", t("roadmap.lanes"), IconName::Roadmap),
        segment("table", t("roadmap.table"), IconName::Table),
    ];
    let on_view = {
        let is_table = is_table.clone();
        Callback::from(move |view: String| is_table.set(view == "table"))
    };
    let on_pick = {
        let waves: Vec<u64> = props.plan.document.waves.iter().map(|wave| wave.id.0).collect();
        Callback::from(move |target: Target| {
            let wave = |number: usize| {
                let wave = number.checked_sub(1).and_then(|index| waves.get(index));
                wave.map(|wave| Route::Wave { wave: *wave })
            };
            let route = match target {
                Target::Entry(entry) => Some(Route::Entry { entry: entry.to_string() }),
                Target::Wave(number) | Target::Office(number) => wave(number),
                Target::Load { .. } => Some(Route::Load),
            };
            if let (Some(navigator), Some(route)) = (&navigator, route) {
                navigator.push(&route);
            }
        })
    };
    html! {
        <div class="page roadmap-page" data-width="wide">
            <header class="page-head">
                <div class="page-title"><h1>{ &drawing.title }</h1></div>
                <div class="page-actions">
                    <Segmented name="roadmap-view" label={t("roadmap.view")} {segments}
                        value={if *is_table { "table" } else { "lanes" }} on_change={on_view} />
                    <Button icon={IconName::Print} on_press={print()}>{ t("roadmap.print") }</Button>
                </div>
            </header>
            <section class="chart" aria-label={t("nav.roadmap")}>
                <p class="chart-summary">{ &drawing.summary }</p>
                if *is_table {
                    { table(&roadmap_table(&props.plan.document, &props.plan.figures)) }
                } else {
                    <Picture picture={(*drawing).clone()} on_pick={Some(on_pick)} />
                }
            </section>
        </div>
    }
}

/// Opens the print dialog of the browser.
fn print() -> Callback<MouseEvent> {
    Callback::from(|_| {
        if let Some(window) = web_sys::window() {
            // Where printing is not possible, nothing happens.
            let _ = window.print();
        }
    })
}

/// The second column names the row.
fn table(twin: &TableTwin) -> Html {
    html! {
        <Table caption={t("nav.roadmap")} sticks_to_page=true>
            <thead><tr>
                for (index, column) in twin.columns.iter().enumerate() {
                    <HeadCell key={index} label={column.clone()} />
                }
            </tr></thead>
            <tbody>
                for (index, row) in twin.rows.iter().enumerate() {
                    <tr key={index}>
                        for (column, cell) in row.iter().enumerate() {
                            if column == 1 {
                                <th key={column} scope="row">{ cell }</th>
                            } else {
                                <td key={column}>{ cell }</td>
                            }
                        }
                    </tr>
                }
            </tbody>
        </Table>
    }
}
