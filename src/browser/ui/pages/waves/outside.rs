//! Other changes of the company on the time line: what they take from each group, wave by wave, to read and to write.

use std::rc::Rc;

use serde_json::json;
use yew::prelude::*;

use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::level_chip::LevelChip;
use crate::browser::ui::components::number_input::{NumberInput, NumberRules};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::board::face::{group_name, level, level_word, wave_name};
use crate::browser::ui::pages::form::view::FormView;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::view_panel::ViewPanel;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::load::LoadCell;
use crate::domain::form;
use crate::domain::model::group::Group;
use crate::domain::model::wave::Wave;
use crate::domain::picture::outside::{has_outside, outside_view};
use crate::domain::wording::{fill, phrase, t};

/// Usual width of a picture inside a panel.
const WIDTH: f64 = 1128.0;

/// Most points that are taken at once; far beyond what any group can take in.
const MOST_POINTS: f64 = 1000.0;

/// The time line, the changes with a name, and the points without one.
#[component]
pub fn OutsideChanges(props: &PageProps) -> Html {
    let view =
        use_memo(props.plan.clone(), |plan| Rc::new(outside_view(&plan.document, &plan.figures, WIDTH)));
    html! {
        <>
            <div class="panel stack" data-gap="2">
                <h3>{ &view.picture.title }</h3>
                if has_outside(&props.plan.document, &props.plan.figures) {
                    <ViewPanel id="outside" name={t("waves.outside_time")} plan={props.plan.clone()} view={(*view).clone()} />
                } else {
                    <p>{ explained(view.picture.summary.clone()) }</p>
                }
            </div>
            if let Some(page) = form::page("waves.changes") {
                <FormView {page} keys={Vec::<String>::new()} plan={props.plan.clone()}
                    on_command={props.on_command.clone()} />
            }
            <h3>{ explained(t("waves.outside_points")) }</h3>
            <p class="page-lead">{ t("waves.outside_points_lead") }</p>
            { table(props) }
        </>
    }
}

fn table(props: &PageProps) -> Html {
    html! {
        <Table caption={t("waves.outside_points")} has_tall_rows=true becomes_cards=true>
            <thead><tr>
                <HeadCell label={t("board.column_wave")} />
                for group in Group::ALL {
                    <HeadCell key={group.letter()} label={group_name(group)} />
                }
            </tr></thead>
            <tbody>
                for (index, wave) in props.plan.document.waves.iter().enumerate() {
                    { row(props, index, wave) }
                }
            </tbody>
        </Table>
    }
}

fn row(props: &PageProps, index: usize, wave: &Wave) -> Html {
    let period = props.plan.figures.spans.get(index).map(phrase::period).unwrap_or_default();
    let loads = props.plan.figures.loads.get(index);
    html! {
        <tr key={wave.id.0}>
            <th scope="row">
                <a href={href(&Route::Wave { wave: wave.id.0 })}>{ wave_name(Some(index + 1)) }</a>
                <small class="cell-note">{ period }</small>
            </th>
            for group in Group::ALL {
                <td key={group.letter()} class="cell-number" data-label={group_name(group)}>{ cell(props, index, wave, group, loads.map(|row| row.get(group))) }</td>
            }
        </tr>
    }
}

/// The points of a group, and how full the group is with them.
fn cell(props: &PageProps, index: usize, wave: &Wave, group: Group, load: Option<&LoadCell>) -> Html {
    let path = FieldPath::section("waves").row(wave.id.0).key("external_load").key(group.letter());
    let on_commit = props.on_command.reform(move |points: Option<f64>| Command::SetField {
        path: path.clone(),
        value: json!(points.unwrap_or(0.0)),
    });
    let rules = NumberRules { min: 0.0, max: MOST_POINTS, max_decimals: 2, allows_empty: false };
    let error_text = fill("form.number_range", &[("from", "0"), ("to", &MOST_POINTS.to_string())]);
    let number = (index + 1).to_string();
    let label = fill("waves.outside_of", &[("group", group_name(group)), ("wave", &number)]);
    html! {
        <div class="row">
            <NumberInput value={Some(wave.external_load.get(group).get())} {rules} {error_text} {label} {on_commit}
                is_disabled={wave.finished} />
            if let Some(load) = load {
                <LevelChip level={level(load.colour())} number={load_text(load.utilisation())} word={level_word(load.colour())} />
            }
        </div>
    }
}
