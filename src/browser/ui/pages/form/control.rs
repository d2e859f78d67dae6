//! One field of a form: label, control, unit, why it matters; and the control that suits its kind.

use serde_json::{Value, json};
use yew::prelude::*;

use crate::browser::ui::components::checkbox::Checkbox;
use crate::browser::ui::components::date_input::DateInput;
use crate::browser::ui::components::field::guidance_box;
use crate::browser::ui::components::field::{Field as FieldFrame, FieldGuidance};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::number_input::{NumberInput, NumberRules};
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::components::text_area::TextArea;
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::hooks::reach::reaching;
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::domain::command::field::value_in;
use crate::domain::command::path::FieldPath;
use crate::domain::command::{Command, closed_at};
use crate::domain::form;
use crate::domain::form::choices::Options;
use crate::domain::form::place::page_of;
use crate::domain::form::source::{candidates, origin};
use crate::domain::form::{Field, Input, Source};
use crate::domain::health::fallback::fallback;
use crate::domain::health::finding::Severity;
use crate::domain::model::group::Group;
use crate::domain::model::scalar::Date;
use crate::domain::wording::phrase::date;
use crate::domain::wording::{fill, t};

use super::rows::Rows;
use super::view::FormContext;

/// Longest text of a field, as the file allows.
const MOST_CHARACTERS: u32 = 10_000;

/// Cents in a currency unit: people enter units, the file holds cents.
const CENTS: f64 = 100.0;

/// Properties of [`FieldRow`].
#[derive(PartialEq, Properties)]
pub struct FieldRowProps {
    /// The field of the registry.
    pub field: &'static Field,
    /// What stands in the open places of its path.
    pub keys: Vec<String>,
    /// The form around it.
    pub context: FormContext,
    /// Whether it says itself why it matters; small rows say it once for all of them.
    #[prop_or(true)]
    pub has_guidance: bool,
}

/// A field with everything around it.
#[component]
pub fn FieldRow(props: &FieldRowProps) -> Html {
    let field = props.field;
    let keys: Vec<&str> = props.keys.iter().map(String::as_str).collect();
    let Ok(path) = field.at(&keys) else { return html! {} };
    let label = field.text("label").unwrap_or(field.path);
    let cell = Cell { path: path.clone(), optional: field.optional, context: props.context.clone() };
    match &field.input {
        Input::OwnScreen(_) => html! {},
        Input::Shown => html! {
            <p class="form-shown"><span class="field-label">{ marked(label) }</span>{ " " }{ shown(&cell.value()) }</p>
        },
        Input::YesNo => html! {
            <div class="form-cell" id={path.to_string()}>
                <Checkbox label={label} help={field.text("help").map(AttrValue::from)}
                    is_checked={cell.value() == Value::Bool(true)} on_change={cell.setter(Value::Bool)} />
                { guidance_beside(field, props.has_guidance) }
            </div>
        },
        Input::Rows(fields) => html! {
            <Rows {field} rows={*fields} keys={props.keys.clone()} list={path} context={props.context.clone()} />
        },
        Input::PerGroup(input) => {
            let parts = Group::ALL.map(|group| (group.letter(), t(group_key(group))));
            held(&cell.context, &cell.path, per_part(field, label, input, &parts, &cell, props.has_guidance))
        }
        Input::PerSize(input) => {
            let parts = ["S", "M", "L"].map(|size| (size, size));
            per_part(field, label, input, &parts, &cell, props.has_guidance)
        }
        Input::PerKey { keys, input } => {
            let parts: Vec<(&str, &str)> =
                keys.values.iter().map(|value| (*value, t(&keys.key(value)))).collect();
            per_part(field, label, input, &parts, &cell, props.has_guidance)
        }
        Input::References(source) => multiple(field, label, *source, &cell, props.has_guidance),
        input => {
            let id = AttrValue::from(path.to_string());
            html! {
                <div class="form-cell" data-wide={matches!(input, Input::LongText | Input::Texts).then_some("true")}>
                    <FieldFrame {id} label={label} error={cell.note(true)} warning={cell.note(false)} note={status_of(field)}
                        help={help(field, &cell)} guidance={guidance(field).filter(|_| props.has_guidance)}>
                        { held(&cell.context, &cell.path, control(input, &cell, field.text("unit"), None)) }
                        if let Input::Reference(source) = input {
                            { add_first(*source, &cell) }
                        }
                    </FieldFrame>
                </div>
            }
        }
    }
}

/// What tells the past of a closed wave is shown and not changed.
pub fn held(context: &FormContext, path: &FieldPath, content: Html) -> Html {
    match closed_at(&context.plan.document, path) {
        Some(_) => html! { <fieldset class="held" disabled=true>{ content }</fieldset> },
        None => content,
    }
}

/// The sentence below a field, with what counts while it is empty.
fn help(field: &Field, cell: &Cell) -> Option<AttrValue> {
    let help = field.text("help")?;
    let default = fallback(&cell.context.plan.document, &cell.path.to_string());
    Some(default.map_or_else(|| help.into(), |default| help.replace("{default}", &default).into()))
}

/// Whether a field may stay empty, in a word.
fn status_of(field: &Field) -> Option<AttrValue> {
    let key = match (field.is_needed(), field.optional) {
        (true, _) => "form.needed",
        (false, true) => "form.optional",
        (false, false) => return None,
    };
    Some(t(key).into())
}

/// Where there is nothing to choose from yet: the way to the list that comes first.
fn add_first(source: Source, cell: &Cell) -> Html {
    let list = origin(source).filter(|_| candidates(&cell.context.plan.document, source).is_empty());
    let Some((list, page)) = list.and_then(|list| Some((list, page_of(list)?))) else { return html! {} };
    let name = form::fields().find(|field| field.path == list).and_then(|field| field.text("label"));
    html! {
        <p class="field-help">
            { t("form.nothing_to_choose") }{ " " }
            <a href={href(&Route::form(page.id))} onclick={reaching(list.to_owned())}>
                { fill("form.add_first", &[("list", name.unwrap_or_default())]) }
            </a>
        </p>
    }
}

/// One place in the plan and how to change it.
#[derive(Clone, PartialEq)]
struct Cell {
    path: FieldPath,
    optional: bool,
    context: FormContext,
}

impl Cell {
    fn value(&self) -> Value {
        let part = self.context.parts.get(self.path.section_name());
        part.and_then(|part| value_in(part, &self.path)).cloned().unwrap_or_default()
    }

    fn at_key(&self, key: &str) -> Self {
        Self { path: self.path.clone().key(key), ..self.clone() }
    }

    /// What the plan's checks say about this place: an error, or something less grave.
    fn note(&self, is_error: bool) -> Option<AttrValue> {
        let path = self.path.to_string();
        let mut notes = self.context.notes.iter().filter(|note| note.path == path);
        let note = notes.find(|note| (note.severity == Severity::Error) == is_error)?;
        Some(t(note.key).into())
    }

    /// As [`Cell::setter`], for controls whose every change is an undo step.
    fn step_setter<T: 'static>(&self, to_value: impl Fn(T) -> Value + 'static) -> Callback<T> {
        let (setter, on_step_end) = (self.setter(to_value), self.context.on_step_end.clone());
        Callback::from(move |given: T| {
            setter.emit(given);
            on_step_end.emit(());
        })
    }

    /// A callback that writes what a control gives.
    fn setter<T: 'static>(&self, to_value: impl Fn(T) -> Value + 'static) -> Callback<T> {
        let (path, on_command) = (self.path.clone(), self.context.on_command.clone());
        Callback::from(move |given: T| {
            on_command.emit(Command::SetField { path: path.clone(), value: to_value(given) });
        })
    }
}

fn group_key(group: Group) -> &'static str {
    match group {
        Group::E => "choice.group.E",
        Group::F => "choice.group.F",
        Group::P => "choice.group.P",
        Group::T => "choice.group.T",
        Group::O => "choice.group.O",
    }
}

/// Why a field matters, with its good and its bad sign.
pub fn guidance(field: &Field) -> Option<FieldGuidance> {
    let point = |kind: &str, key: &str| Some((AttrValue::from(t(key)), AttrValue::from(field.text(kind)?)));
    let reasons: Vec<_> = point("why", "form.why").into_iter().collect();
    let signs: Vec<_> =
        [point("good", "form.good"), point("bad", "form.bad")].into_iter().flatten().collect();
    let is_any = !reasons.is_empty() || !signs.is_empty();
    is_any.then(|| FieldGuidance { summary: t("form.guidance").into(), reasons, signs })
}

/// The reasons of a field that has a screen of its own, for that screen.
pub fn guidance_of(path: &str) -> Html {
    form::fields()
        .find(|field| field.path == path)
        .map(|field| guidance_beside(field, true))
        .unwrap_or_default()
}

/// What the checks say about what is no single control.
fn note_line(cell: &Cell) -> Html {
    let note = cell.note(true).or_else(|| cell.note(false));
    html! {
        if let Some(note) = note {
            <p class="field-warning"><Icon name={IconName::TriangleOpen} size=14 /><span>{ note }</span></p>
        }
    }
}

/// The same beside what is no single control.
fn guidance_beside(field: &Field, has_guidance: bool) -> Html {
    guidance(field).filter(|_| has_guidance).map(|guidance| guidance_box(&guidance)).unwrap_or_default()
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => t("form.nothing").to_owned(),
    }
}

/// The control of a single value. `label` names it where no field is around it.
fn control(input: &Input, cell: &Cell, unit: Option<&'static str>, label: Option<AttrValue>) -> Html {
    let value = cell.value();
    let text = value.as_str().unwrap_or_default().to_owned();
    match input {
        Input::Text => html! {
            <TextInput value={text} {label} max_length={MOST_CHARACTERS} on_change={cell.setter(Value::String)}
                on_commit={cell.context.on_step_end.clone()} />
        },
        Input::LongText => html! {
            <TextArea value={text} {label} max_length={MOST_CHARACTERS} on_change={cell.setter(Value::String)}
                on_commit={cell.context.on_step_end.clone()} />
        },
        Input::Texts => {
            let lines: Vec<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let to_value = |text: String| json!(text.split('\n').collect::<Vec<_>>());
            html! {
                <TextArea value={lines.join("\n")} {label} on_change={cell.setter(to_value)}
                    on_commit={cell.context.on_step_end.clone()} />
            }
        }
        Input::Date => {
            let to_value = |day: String| if day.is_empty() { Value::Null } else { Value::String(day) };
            let format = cell.context.plan.document.plan.date_format;
            let (from, to) = (date(format, Date::FIRST), date(format, Date::LAST));
            html! {
                <DateInput value={text} {label} min={Date::FIRST.to_string()} max={Date::LAST.to_string()}
                    is_required={!cell.optional} error_text={fill("form.date_range", &[("from", &from), ("to", &to)])}
                    on_change={cell.step_setter(to_value)} />
            }
        }
        Input::Choice(options) => {
            // A record that was not written yet holds the first value of each of its lists.
            let first = options.values.first().filter(|_| value.is_null() && !cell.optional);
            let value = first.map_or(value, |first| json!(first));
            select(&value, choice_options(options), label, cell)
        }
        Input::Reference(source) => {
            select(&value, candidates(&cell.context.plan.document, *source), label, cell)
        }
        Input::Money => number(cell, &value, CENTS, (-9e13, 9e13, 2), unit, label),
        Input::WholeNumber { from, to } => {
            number(cell, &value, 1.0, (f64::from(*from), f64::from(*to), 0), unit, label)
        }
        Input::Decimal { from, to } => number(cell, &value, 1.0, (*from, *to, 4), unit, label),
        Input::Percent => number(cell, &value, 1.0, (0.0, 100.0, 0), unit.or(Some("%")), label),
        Input::Scale5 => number(cell, &value, 1.0, (1.0, 5.0, 0), unit.or(Some(t("form.scale"))), label),
        _ => html! {},
    }
}

fn number(
    cell: &Cell,
    value: &Value,
    per_unit: f64,
    (min, max, max_decimals): (f64, f64, usize),
    unit: Option<&'static str>,
    label: Option<AttrValue>,
) -> Html {
    let rules = NumberRules { min, max, max_decimals, allows_empty: cell.optional };
    let error_text = fill("form.number_range", &[("from", &min.to_string()), ("to", &max.to_string())]);
    let to_value = move |number: Option<f64>| {
        number.map_or(Value::Null, |number| json!((number * per_unit * 1e6).round() / 1e6))
    };
    html! {
        <NumberInput value={value.as_f64().map(|number| number / per_unit)} {rules} error_text={error_text}
            unit={unit.map(AttrValue::from)} {label} on_commit={cell.step_setter(to_value)} />
    }
}

fn choice_options(options: &Options) -> Vec<(Value, String)> {
    options.values.iter().map(|value| (json!(value), t(&options.key(value)).to_owned())).collect()
}

/// A list of candidates. Options carry their place in the list, because values may be numbers.
fn select(value: &Value, candidates: Vec<(Value, String)>, label: Option<AttrValue>, cell: &Cell) -> Html {
    let is_known = candidates.iter().any(|(candidate, _)| candidate == value);
    let mut options: Vec<SelectOption> = Vec::with_capacity(candidates.len() + 1);
    if cell.optional || !is_known {
        options.push(SelectOption { value: AttrValue::from(""), label: AttrValue::from(t("form.none")) });
    }
    let named = candidates.iter().enumerate().map(|(index, (_, name))| (index.to_string(), name.clone()));
    options.extend(named.map(|(value, label)| SelectOption { value: value.into(), label: label.into() }));
    let chosen = candidates.iter().position(|(candidate, _)| candidate == value);
    let on_change = cell.step_setter(move |place: String| {
        let index = place.parse::<usize>().ok();
        index.and_then(|index| candidates.get(index)).map_or(Value::Null, |(value, _)| value.clone())
    });
    html! {
        <Select value={chosen.map_or_else(String::new, |index| index.to_string())} {options} {label} {on_change} />
    }
}

/// One control for each group, size class or key, side by side.
fn per_part(
    field: &'static Field,
    label: &'static str,
    input: &Input,
    parts: &[(&str, &str)],
    cell: &Cell,
    has_guidance: bool,
) -> Html {
    html! {
        <fieldset class="form-parts" id={cell.path.to_string()}>
            <legend class="field-label">{ marked(label) }</legend>
            <div class="form-parts-row">
                for (key, name) in parts.iter().copied() {
                    <div key={key.to_owned()} class="form-part">
                        <span class="form-part-name" aria-hidden="true">{ short_name(key, name) }</span>
                        { control(input, &cell.at_key(key), None, Some(AttrValue::from(format!("{label}, {name}")))) }
                    </div>
                }
            </div>
            if let Some(help) = help(field, cell) {
                <p class="field-help">{ explained(help) }</p>
            }
            { note_line(cell) }
            { guidance_beside(field, has_guidance) }
        </fieldset>
    }
}

/// A letter stands for itself; other keys need their name.
fn short_name(key: &str, name: &str) -> String {
    if key.len() == 1 { key.to_owned() } else { name.to_owned() }
}

/// Any number of candidates, ticked.
fn multiple(
    field: &'static Field,
    label: &'static str,
    source: Source,
    cell: &Cell,
    has_guidance: bool,
) -> Html {
    let value = cell.value();
    let chosen: Vec<Value> = value.as_array().cloned().unwrap_or_default();
    let candidates = candidates(&cell.context.plan.document, source);
    let names: Vec<&str> = candidates
        .iter()
        .filter(|(value, _)| chosen.contains(value))
        .map(|(_, name)| name.as_str())
        .collect();
    let by_itself = || {
        fallback(&cell.context.plan.document, &cell.path.to_string())
            .unwrap_or_else(|| t("form.none_chosen").to_owned())
    };
    let summary = if names.is_empty() { by_itself() } else { names.join(", ") };
    html! {
        <fieldset class="form-many" id={cell.path.to_string()}>
            <legend class="field-label">{ marked(label) }</legend>
            <details class="disclosure form-many-choice">
                <summary>{ summary }</summary>
                <div class="form-many-list">
                    for (value, name) in candidates {
                        <Checkbox key={value.to_string()} label={name} is_checked={chosen.contains(&value)}
                            on_change={toggle(cell, &chosen, value.clone())} />
                    }
                </div>
            </details>
            { add_first(source, cell) }
            if let Some(help) = help(field, cell) {
                <p class="field-help">{ explained(help) }</p>
            }
            { note_line(cell) }
            { guidance_beside(field, has_guidance) }
        </fieldset>
    }
}

fn toggle(cell: &Cell, chosen: &[Value], value: Value) -> Callback<bool> {
    let chosen = chosen.to_vec();
    cell.setter(move |is_ticked: bool| {
        let others = chosen.iter().filter(|other| **other != value).cloned();
        Value::Array(others.chain(is_ticked.then(|| value.clone())).collect())
    })
}
