//! A list of rows: each opens in place, can be moved, removed, and added.

use serde_json::{Value, json};
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize, ButtonState};
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::field::guidance_list;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::focus::focus_inside;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::removal::Unwanted;
use crate::browser::ui::pages::trace::TraceView;
use crate::browser::ui::route::Route;
use crate::domain::command::Command;
use crate::domain::command::field::value_in;
use crate::domain::command::path::FieldPath;
use crate::domain::form::row::row_template;
use crate::domain::form::source::row_title;
use crate::domain::form::{Field, Input};
use crate::domain::model::ids::{ObjectiveId, RowId};
use crate::domain::trace::Station;
use crate::domain::wording::{fill, t};

use super::control::{FieldRow, guidance, held};
use super::view::FormContext;

/// Properties of [`Rows`].
#[derive(PartialEq, Properties)]
pub struct RowsProps {
    /// The field of the list.
    pub field: &'static Field,
    /// The fields of a row.
    pub rows: &'static [Field],
    /// What stands in the open places of the list's path.
    pub keys: Vec<String>,
    /// Where the list stands.
    pub list: FieldPath,
    /// The form around it.
    pub context: FormContext,
}

/// The list.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    // A row that was just added stands open.
    let added = use_state(|| None::<String>);
    let element = use_node_ref();
    {
        let element = element.clone();
        use_effect_with((*added).clone(), move |added| {
            if added.is_some() {
                focus_new_row(&element);
            }
        });
    }
    let part = props.context.parts.get(props.list.section_name());
    let rows: Vec<Value> = part
        .and_then(|part| value_in(part, &props.list))
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let label = props.field.text("label").unwrap_or(props.field.path);
    let count = rows.len();
    let on_add = {
        let (list, pattern, on_command, added) =
            (props.list.clone(), props.field.path, props.context.on_command.clone(), added.clone());
        Callback::from(move |_| {
            if let Some(mut row) = row_template(pattern) {
                if let Some(id) = row.get_mut("id") {
                    let fresh = clock::random_id();
                    *id = json!(fresh);
                    added.set(Some(fresh.to_string()));
                }
                on_command.emit(Command::AddRow { list: list.clone(), row });
            }
        })
    };
    let list = html! {
        <>
            <ol ref={element} class="form-row-list">
                for (index, row) in rows.iter().enumerate() {
                    { draw_row(props, index, count, row, added.as_deref()) }
                }
            </ol>
            { add(props.rows, label, on_add) }
        </>
    };
    html! {
        <div class="form-rows" id={props.list.to_string()}>
            <h3 class="field-label" id={heading_id(&props.list)} tabindex="-1">{ explained(label) }</h3>
            if let Some(help) = props.field.text("help").or_else(|| props.field.text("why")) {
                <p class="field-help">{ explained(help) }</p>
            }
            { signs(props.field) }
            { guidance_of_small_rows(props.rows) }
            if let Some(note) = note_at(props, &props.list.to_string()) {
                <p class="field-warning"><Icon name={IconName::TriangleOpen} size=14 /><span>{ note }</span></p>
            }
            { held(&props.context, &props.list, list) }
        </div>
    }
}

/// Id of the heading of a list.
fn heading_id(list: &FieldPath) -> String {
    format!("{list}-heading")
}

/// The button that adds a row. Rows about something that is decided on a screen of its own are added there.
fn add(fields: &'static [Field], label: &str, on_add: Callback<MouseEvent>) -> Html {
    let screen = fields.iter().find_map(|field| match field.input {
        Input::OwnScreen(screen) => Some(screen),
        _ => None,
    });
    match screen {
        None => html! {
            <Button size={ButtonSize::Small} icon={IconName::Plus} on_press={on_add}>
                { fill("form.add", &[("list", label)]) }
            </Button>
        },
        Some("deployment.board") => html! {
            <a class="button" data-size="small" href={href(&Route::Board)}>{ t("form.add_on_board") }</a>
        },
        Some(_) => html! {},
    }
}

/// The good and the bad sign of a list.
fn signs(field: &Field) -> Html {
    let signs = [("form.good", field.text("good")), ("form.bad", field.text("bad"))];
    let signs: Vec<(&str, &str)> = signs.into_iter().filter_map(|(key, text)| Some((key, text?))).collect();
    if signs.is_empty() {
        return html! {};
    }
    html! {
        <dl class="field-guidance">
            for (key, text) in signs {
                <div {key}><dt>{ marked(t(key)) }</dt><dd>{ explained(text) }</dd></div>
            }
        </dl>
    }
}

/// Rows that stand open say once, above all of them, what their fields are for.
fn guidance_of_small_rows(fields: &'static [Field]) -> Html {
    if !is_inline(fields) {
        return html! {};
    }
    let points = fields.iter().filter_map(|field| Some((field.text("label")?, guidance(field)?)));
    html! {
        <Disclosure summary={t("form.guidance_rows")}>
            for (label, guidance) in points {
                <div key={label} class="field-guidance-of">
                    <b>{ label }</b>
                    { guidance_list(&[guidance.reasons, guidance.signs].concat()) }
                </div>
            }
        </Disclosure>
    }
}

/// Most fields of a row that stands open in the list.
const MOST_INLINE: usize = 3;

/// Whether a row is so small that it stands open in the list.
fn is_inline(fields: &[Field]) -> bool {
    let is_small = |field: &Field| {
        !matches!(
            field.input,
            Input::Texts
                | Input::References(_)
                | Input::PerGroup(_)
                | Input::PerSize(_)
                | Input::PerKey { .. }
                | Input::Rows(_)
                | Input::OwnScreen(_)
        )
    };
    fields.len() <= MOST_INLINE && fields.iter().all(is_small)
}

/// The first field of the row that was just added takes the focus: one adds in order to type.
fn focus_new_row(list: &NodeRef) {
    focus_inside(list, "[data-added] :is(input, textarea, select)");
}

/// What the plan's checks say about a place.
fn note_at(props: &RowsProps, path: &str) -> Option<&'static str> {
    props.context.notes.iter().find(|note| note.path == path).map(|note| t(note.key))
}

/// Whether the plan's checks say something about a field of a row.
fn has_notes(props: &RowsProps, row: &FieldPath) -> bool {
    let row = row.to_string();
    let inside = |path: &str| path.strip_prefix(&row).is_some_and(|rest| rest.starts_with(['.', '[']));
    props.context.notes.iter().any(|note| inside(&note.path))
}

/// How a row is addressed: by its id, by the entry it carries, or by its place.
fn row_key(row: &Value, index: usize) -> String {
    match (row.get("id").and_then(Value::as_u64), row.get("entry").and_then(Value::as_str)) {
        (Some(id), _) => id.to_string(),
        (None, Some(entry)) => entry.to_owned(),
        (None, None) => format!("#{index}"),
    }
}

/// The station of the trace line that a row is.
fn station_of(list: &str, row: &Value) -> Option<Station> {
    let id = row.get("id").and_then(Value::as_u64)?;
    match list {
        "initiation.pains" => Some(Station::Pain(RowId(id))),
        "foundation.objectives" => Some(Station::Objective(ObjectiveId(id))),
        "governance.kpis" => Some(Station::Kpi(RowId(id))),
        _ => None,
    }
}

fn draw_row(props: &RowsProps, index: usize, count: usize, row: &Value, added: Option<&str>) -> Html {
    let key = row_key(row, index);
    let keys: Vec<String> = props.keys.iter().cloned().chain([key.clone()]).collect();
    let Ok(path) = format!("{}[{key}]", props.list).parse::<FieldPath>() else { return html! {} };
    let title = row_title(&props.context.plan.document, props.rows, row)
        .unwrap_or_else(|| t("form.new_row").to_owned());
    let send = |command: Command| {
        let on_command = props.context.on_command.clone();
        Callback::from(move |_: MouseEvent| on_command.emit(command.clone()))
    };
    let on_remove = {
        let row = Command::RemoveRow { row: path.clone() };
        let unwanted = Unwanted { command: row, name: title.clone(), heading: heading_id(&props.list) };
        props.context.on_remove.reform(move |_: MouseEvent| unwanted.clone())
    };
    let state = |is_possible: bool| if is_possible { ButtonState::Ready } else { ButtonState::Disabled };
    let is_added = added == Some(key.as_str());
    let fields = html! {
        <div class="form-grid">
            for field in props.rows.iter().filter(|field| field.is_shown_in(row)) {
                <FieldRow key={field.path} {field} keys={keys.clone()} context={props.context.clone()}
                    has_guidance={!is_inline(props.rows)} />
            }
        </div>
    };
    let trace = station_of(props.field.path, row).map(|from| {
        html! {
            <Disclosure summary={t("trace.title")}><TraceView {from} plan={props.context.plan.clone()} /></Disclosure>
        }
    });
    let named = |key: &'static str| AttrValue::from(fill(key, &[("row", &title)]));
    html! {
        <li key={key.clone()} class="form-row" id={path.to_string()} data-added={is_added.then_some("")}>
            if is_inline(props.rows) {
                { fields }
            } else {
                <details class="disclosure" open={is_added}>
                    <summary>
                        <Icon name={IconName::ChevronRight} size=14 />
                        <span>{ &title }</span>
                        if has_notes(props, &path) {
                            <span class="field-warning">
                                <Icon name={IconName::TriangleOpen} size=14 />
                                <span class="visually-hidden">{ t("form.has_note") }</span>
                            </span>
                        }
                    </summary>
                    { fields }
                    { trace }
                </details>
            }
            <div class="form-row-actions">
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::ArrowUp} label={named("form.move_up")}
                    state={state(index > 0)} on_press={send(Command::MoveRow { row: path.clone(), to: index.saturating_sub(1) })} />
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::ArrowDown} label={named("form.move_down")}
                    state={state(index + 1 < count)} on_press={send(Command::MoveRow { row: path.clone(), to: index + 1 })} />
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Close} label={named("form.remove")}
                    on_press={on_remove} />
            </div>
        </li>
    }
}
