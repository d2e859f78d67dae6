//! Scenarios: the plans of one document side by side, and the counter-plan that the score alone would make.

use std::rc::Rc;

use serde_json::Value;
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::chip::Chip;
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::pages::view_panel::{ViewPanel, twin};
use crate::browser::ui::plan_view::{PageProps, PlanView, StepEnd};
use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::model::document::Document;
use crate::domain::model::ids::RowId;
use crate::domain::picture::beside::beside;
use crate::domain::picture::compare::{key_figures, moved, value_lines};
use crate::domain::whatif::outcome::Outcome;
use crate::domain::whatif::scenario::{
    Branch, active_name, branches, counter_plan, next_name, shown_name, switch_told,
};
use crate::domain::wording::{count, fill, t};

/// Usual width of a picture.
const WIDTH: f64 = 1176.0;
/// Wider than this, lines say no more.
const LINES_WIDTH: f64 = 760.0;

/// Properties of [`ScenariosPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ScenariosProps {
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// Asks for a change, and says in these words what it did, with the way back.
    pub on_told: Callback<(Command, String)>,
}

/// The page.
#[component]
pub fn ScenariosPage(props: &ScenariosProps) -> Html {
    let on_told = &props.on_told;
    let props = &PageProps { plan: props.plan.clone(), on_command: props.on_command.clone() };
    let all = use_memo(props.plan.clone(), |plan| branches(&plan.document));
    let counter = use_memo(props.plan.clone(), |plan| counter_plan(&plan.document));
    let document = &props.plan.document;
    let on_keep = {
        let (name, note) =
            (next_name(document), fill("scenario.default_note", &[("name", &active_name(document))]));
        keep(props, name, note, None)
    };
    html! {
        <div class="page" data-width="wide">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(count("scenario.title", all.len())) }</h1>
                    <p class="page-lead">{ explained(t("scenario.lead")) }</p>
                </div>
                <div class="page-actions">
                    <Button kind={ButtonKind::Primary} icon={IconName::Copy} on_press={on_keep}>{ t("scenario.keep") }</Button>
                </div>
            </header>
            { list(props, on_told, &all) }
            if all.len() > 1 {
                <section class="stack" data-gap="3" aria-labelledby="scenario-title">
                    <h2 id="scenario-title">{ explained(t("scenario.side_by_side")) }</h2>
                    { comparison(props, "scenario", &all) }
                </section>
            } else {
                <EmptyState icon={IconName::Compare} sentence={t("scenario.only_one")}>{ html! {} }</EmptyState>
            }
            if document.waves.iter().any(|wave| !wave.items.is_empty()) {
                { against_counter(props, &counter) }
            }
        </div>
    }
}

/// Keeps waves aside: those of the plan, or others.
pub fn keep(props: &PageProps, name: String, note: String, other: Option<Document>) -> Callback<MouseEvent> {
    props.on_command.reform(move |_: MouseEvent| Command::AddScenario {
        id: RowId(clock::random_id()),
        name: name.clone(),
        note: note.clone(),
        waves: other.as_ref().map(|document| document.waves.clone()),
    })
}

/// The scenarios with their names, to rename, to switch to, to remove.
fn list(props: &PageProps, on_told: &Callback<(Command, String)>, all: &[Branch]) -> Html {
    let document = &props.plan.document;
    let on_switch = |branch: &Branch| {
        let id = branch.id?;
        let told = switch_told(document, id);
        Some(on_told.reform(move |_: MouseEvent| (Command::SwitchScenario { id }, told.clone())))
    };
    html! {
        <Table caption={t("scenario.list")} becomes_cards=true>
            <thead><tr>
                <HeadCell label={t("scenario.rename")} />
                <HeadCell label={t("scenario.note")} />
                <HeadCell label={t("scenario.column.state")} />
            </tr></thead>
            <tbody>
                for branch in all.iter() {
                    <ScenarioRow key={branch.id.map_or(0, |id| id.0)} id={branch.id} shown_name={branch.outcome.name.clone()}
                        name={name_of(document, branch)} note={branch.note.clone()}
                        on_command={props.on_command.clone()} on_switch={on_switch(branch)} />
                }
            </tbody>
        </Table>
    }
}

/// The name as entered.
fn name_of(document: &Document, branch: &Branch) -> String {
    let kept = document.scenarios.kept.iter().find(|kept| Some(kept.id) == branch.id);
    kept.map_or_else(|| active_name(document), |kept| shown_name(&kept.name))
}

/// Properties of `ScenarioRow`.
#[derive(PartialEq, Properties)]
struct ScenarioRowProps {
    /// Its place; none for the active one.
    id: Option<RowId>,
    /// Its name in sentences.
    shown_name: String,
    /// Its name in the field.
    name: String,
    /// What it is for.
    note: String,
    /// Asks for a change.
    on_command: Callback<Command>,
    /// Makes it the plan; none for the active one.
    on_switch: Option<Callback<MouseEvent>>,
}

#[component]
fn ScenarioRow(props: &ScenarioRowProps) -> Html {
    let step_end = use_context::<StepEnd>();
    let on_commit = Callback::from(move |()| {
        if let Some(StepEnd(end)) = &step_end {
            end.emit(());
        }
    });
    let set = |field: &'static str| {
        let (on_command, path) = (props.on_command.clone(), path_of(props.id, field));
        Callback::from(move |text: String| {
            let path = path.clone();
            on_command.emit(Command::SetField { path, value: Value::String(text) });
        })
    };
    html! {
        <tr>
            <th scope="row" data-wide="" data-label={t("scenario.rename")}>
                <TextInput value={props.name.clone()} label={AttrValue::from(t("scenario.rename"))}
                    on_change={set("name")} on_commit={on_commit.clone()} />
            </th>
            <td data-wide="" data-label={t("scenario.note")}>
                <TextInput value={props.note.clone()} label={AttrValue::from(t("scenario.note"))}
                    on_change={set("note")} {on_commit} />
            </td>
            <td class="table-actions" data-wide="">{ actions(props) }</td>
        </tr>
    }
}

fn actions(props: &ScenarioRowProps) -> Html {
    let (Some(id), Some(on_switch)) = (props.id, props.on_switch.clone()) else {
        return html! { <Chip>{ t("scenario.active") }</Chip> };
    };
    let named = |key: &str| fill(key, &[("name", &props.shown_name)]);
    let on_remove = props.on_command.reform(move |_: MouseEvent| Command::RemoveRow {
        row: FieldPath::section("scenarios").key("kept").row(id.0),
    });
    html! {
        <>
            <Button size={ButtonSize::Small} label={named("scenario.switch_named")} on_press={on_switch}>
                { t("scenario.switch") }
            </Button>
            <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Trash}
                label={named("scenario.remove")} on_press={on_remove} />
        </>
    }
}

fn path_of(id: Option<RowId>, field: &str) -> FieldPath {
    let scenarios = FieldPath::section("scenarios");
    match id {
        Some(id) => scenarios.key("kept").row(id.0).key(field),
        None => scenarios.key(field),
    }
}

/// Loads of every wave and value by month as pictures, key figures and what stands elsewhere as tables.
fn comparison(props: &PageProps, id: &'static str, all: &[Branch]) -> Html {
    let outcomes: Vec<Outcome> = all.iter().map(|branch| branch.outcome.clone()).collect();
    let header = &props.plan.document.plan;
    let figures = key_figures(&outcomes, header.date_format, header.currency);
    let (loads, lines, different) = (beside(all, WIDTH), value_lines(&outcomes, LINES_WIDTH), moved(all));
    html! {
        <div class="stack" data-gap="4">
            <section class="stack" data-gap="2">
                <h3>{ &loads.picture.title }</h3>
                <ViewPanel id={format!("{id}-beside")} name={t("scenario.beside")} plan={props.plan.clone()}
                    view={Rc::new(loads)} />
            </section>
            <section class="stack" data-gap="2" aria-labelledby={format!("{id}-figures")}>
                <h3 id={format!("{id}-figures")}>{ explained(t("scenario.compare")) }</h3>
                { twin(&t("scenario.compare").into(), &figures) }
            </section>
            <section class="stack" data-gap="2" aria-labelledby={format!("{id}-different")}>
                <h3 id={format!("{id}-different")}>{ explained(t("scenario.different")) }</h3>
                if different.rows.is_empty() {
                    <p>{ t("scenario.same") }</p>
                } else {
                    { twin(&t("scenario.different").into(), &different) }
                }
            </section>
            <section class="stack" data-gap="2">
                <h3>{ &lines.picture.title }</h3>
                <ViewPanel id={format!("{id}-value")} name={t("scenario.value")} plan={props.plan.clone()} view={Rc::new(lines)} />
            </section>
        </div>
    }
}

/// The plan beside the counter-plan and the naive one.
fn against_counter(props: &PageProps, plans: &[Branch]) -> Html {
    let [_, counter, _] = plans else { return html! {} };
    let name = counter.outcome.name.clone();
    let on_keep = keep(props, name, String::new(), Some(counter.document.clone()));
    html! {
        <section class="stack" data-gap="3" aria-labelledby="counter-title">
            <h2 id="counter-title">{ explained(t("scenario.counter_title")) }</h2>
            <p class="page-lead">{ explained(t("scenario.counter_lead")) }</p>
            { comparison(props, "counter", plans) }
            <div><Button icon={IconName::Copy} on_press={on_keep}>{ t("scenario.counter_keep") }</Button></div>
        </section>
    }
}
