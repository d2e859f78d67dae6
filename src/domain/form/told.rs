//! What a field holds, in words.

use serde_json::Value;

use super::choices::{self, Options};
use super::source::candidates;
use super::{Field, Input};
use crate::domain::model::document::Document;
use crate::domain::wording::t;

/// Most characters of a text that is told in a line.
const MOST_CHARACTERS: usize = 80;

/// The value of a field as a person would say it: a choice by its name, references by theirs, a list in one line.
pub fn told(document: &Document, input: &Input, value: &Value) -> String {
    let words = match (input, value) {
        (Input::Choice(options), Value::String(chosen)) => t(&options.key(chosen)).to_owned(),
        (Input::Reference(source), value) => {
            let candidates = candidates(document, *source);
            let named = candidates.into_iter().find(|(candidate, _)| candidate == value);
            named.map_or_else(|| plain(value), |(_, name)| name)
        }
        (Input::References(source), Value::Array(values)) => {
            let one = |value| told(document, &Input::Reference(*source), value);
            listed(values.iter().map(one))
        }
        (Input::Rows(fields), Value::Array(rows)) => {
            listed(rows.iter().map(|row| told_row(document, fields, row)))
        }
        (Input::PerGroup(inner), parts) => told_parts(document, inner, &choices::GROUP, parts),
        (Input::PerSize(inner), parts) => told_parts(document, inner, &choices::SIZE_CLASS, parts),
        (_, Value::Array(values)) => listed(values.iter().map(plain)),
        (_, value) => plain(value),
    };
    match words.trim() {
        "" => t("form.none").to_owned(),
        words if words.chars().count() > MOST_CHARACTERS => {
            words.chars().take(MOST_CHARACTERS).chain(['…']).collect()
        }
        words => words.to_owned(),
    }
}

/// A value for each of some keys, in the order of the screen.
fn told_parts(document: &Document, input: &Input, keys: &Options, parts: &Value) -> String {
    let one = |key: &&str| Some(format!("{key} {}", told(document, input, parts.get(key)?)));
    listed(keys.values.iter().filter_map(one))
}

/// The fields of a row one after the other; what says only yes or no is left out.
fn told_row(document: &Document, fields: &[Field], row: &Value) -> String {
    let shown = fields.iter().filter(|field| field.input != Input::YesNo);
    let parts = shown.filter_map(|field| {
        let value = row.get(field.path.rsplit('.').next()?)?;
        Some(told(document, &field.input, value))
    });
    parts.collect::<Vec<_>>().join(" ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().map(|number| number.to_string()).unwrap_or_default(),
        Value::Bool(true) => t("form.yes").to_owned(),
        Value::Bool(false) => t("form.no").to_owned(),
        _ => String::new(),
    }
}

fn listed(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::form;

    fn check(path: &str, value: Value, expected: &str) {
        let field = form::fields().find(|field| field.path == path).unwrap();
        assert_eq!(told(&Document::default(), &field.input, &value), expected, "{path}");
    }

    #[test]
    fn values_are_said_as_a_person_says_them() {
        check("planning.own_entries[].name", json!("Lessons"), "Lessons");
        check("planning.own_entries[].text", json!(""), "None");
        check("planning.own_entries[].text", json!("x".repeat(90)), &format!("{}…", "x".repeat(80)));
        check("planning.own_entries[].kind", json!("service"), "Service");
        check("planning.own_entries[].quick_win", json!(true), "Yes");
        check("planning.own_entries[].build_days", json!({"S": 3.0, "M": 5.5, "L": 9.0}), "S 3, M 5.5, L 9");
        check("planning.own_entries[].hard_prerequisites", json!(["pmo-charter"]), "PMO charter");
        check("planning.own_entries[].kpis", json!([]), "None");
        check(
            "planning.own_entries[].lifts",
            json!([{"area": "risk", "lift": 0.5}]),
            "Risk, issue and change control 0.5",
        );
    }
}
