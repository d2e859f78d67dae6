//! One way to look at the plan: its picture or its table, to print, and to save as a drawing.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::transfer::download::download;
use crate::browser::ui::components::button::Button;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::picture::Picture;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::picture::caption::captioned;
use crate::domain::picture::primitives::{TableTwin, Target, View};
use crate::domain::picture::svg;
use crate::domain::vault::file_name::file_name;
use crate::domain::wording::t;

/// Properties of [`ViewPanel`].
#[derive(PartialEq, Properties)]
pub struct ViewPanelProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What the view is called: names the table and the file.
    pub name: AttrValue,
    /// The plan that it shows: names the file and stands below the saved drawing.
    pub plan: PlanView,
    /// The view.
    pub view: Rc<View>,
    /// Called with what a shape stands for when it is clicked.
    #[prop_or_default]
    pub on_pick: Option<Callback<Target>>,
    /// A table of its own instead of the twin, where cells do something.
    #[prop_or_default]
    pub table: Option<Html>,
    /// Whether the table comes first.
    #[prop_or_default]
    pub starts_with_table: bool,
    /// Controls of the view.
    #[prop_or_default]
    pub children: Html,
}

/// A view with its controls.
#[component]
pub fn ViewPanel(props: &ViewPanelProps) -> Html {
    let shows_table = use_state(|| props.starts_with_table);
    let problem = use_state(|| None::<String>);
    let segment = |value: &'static str, label: &'static str, icon| Segment {
        value: value.into(),
        label: label.into(),
        icon: Some(icon),
    };
    let segments = vec![
        segment("picture", t("view.picture"), IconName::Chart),
        segment("table", t("view.table"), IconName::Table),
    ];
    let on_change = {
        let shows_table = shows_table.clone();
        Callback::from(move |value: String| shows_table.set(value == "table"))
    };
    let on_save = {
        let (plan, view, problem) = (props.plan.clone(), props.view.clone(), problem.clone());
        let name = props.name.clone();
        Callback::from(move |_: MouseEvent| {
            let drawing = captioned(&view.picture, &plan.document, &name, Some(clock::today()));
            let file = file_name(&format!("{} {name}", plan.document.plan.name), ".svg");
            let outcome = download(&file, "image/svg+xml", svg::file(&drawing).as_bytes());
            problem.set(outcome.err().map(|error| error.to_string()));
        })
    };
    html! {
        <section class="chart" aria-label={props.name.clone()}>
            <p class="chart-summary">{ explained(props.view.picture.summary.clone()) }</p>
            <div class="chart-head print-hidden">
                <div class="chart-controls">
                    <Segmented name={format!("{}-twin", props.id)} label={t("view.as")} {segments}
                        value={if *shows_table { "table" } else { "picture" }} {on_change} />
                    { props.children.clone() }
                </div>
                <div class="chart-controls">
                    <Button icon={IconName::Download} on_press={on_save}>{ t("view.save_svg") }</Button>
                    <Button icon={IconName::Print} on_press={Callback::from(|_| print())}>{ t("view.print") }</Button>
                </div>
            </div>
            if let Some(problem) = problem.as_ref() {
                <p class="note" data-tone="over" role="alert">
                    <Icon name={IconName::Warning} size=14 /><span>{ problem }</span>
                </p>
            }
            if *shows_table {
                { props.table.clone().unwrap_or_else(|| twin(&props.name, &props.view.table)) }
            } else {
                <Picture picture={Rc::new(props.view.picture.clone())} on_pick={props.on_pick.clone()} />
            }
        </section>
    }
}

/// The table twin; its first column names the row.
pub fn twin(caption: &AttrValue, table: &TableTwin) -> Html {
    html! {
        <Table caption={caption.clone()}>
            <thead><tr>
                for (index, column) in table.columns.iter().enumerate() {
                    <HeadCell key={index} label={column.clone()} />
                }
            </tr></thead>
            <tbody>
                for (index, row) in table.rows.iter().enumerate() {
                    <tr key={index}>
                        for (column, cell) in row.iter().enumerate() {
                            if column == 0 {
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

/// Opens the print dialog of the browser; where printing is not possible, nothing happens.
fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}
