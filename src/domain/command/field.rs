//! Fields and rows by their path: one part of the document as JSON, changed, and typed back.

use serde::Serialize;
use serde_json::Value;

use super::error::CommandError;
use super::path::{FieldPath, PathStep};
use crate::domain::json;
use crate::domain::model::document::Document;
use crate::domain::model::ids::ID_MAX;

/// A part of the document as it stands in the file; none where there is no such part.
pub fn section_value(document: &Document, section: &str) -> Option<Value> {
    fn written(part: &impl Serialize) -> Option<Value> {
        json::to_value(part)
    }
    match section {
        "plan" => written(&document.plan),
        "organisation" => written(&document.organisation),
        "foundation" => written(&document.foundation),
        "initiation" => written(&document.initiation),
        "planning" => written(&document.planning),
        "waves" => written(&document.waves),
        "scenarios" => written(&document.scenarios),
        "execution" => written(&document.execution),
        "governance" => written(&document.governance),
        _ => None,
    }
}

/// The value at a path inside its part of the document, as `section_value` gives it.
pub fn value_in<'a>(section: &'a Value, path: &FieldPath) -> Option<&'a Value> {
    path.steps().iter().try_fold(section, |value, step| match step {
        PathStep::Key(name) => value.get(name),
        PathStep::Row(id) => value.as_array()?.iter().find(|row| is_row(row, id)),
        PathStep::Index(index) => value.get(index),
    })
}

/// The value at a path. Reading many fields of one part is cheaper with `section_value` and `value_in`.
pub fn value(document: &Document, path: &FieldPath) -> Option<Value> {
    value_in(&section_value(document, path.section_name())?, path).cloned()
}

/// Gives a field a value.
pub(super) fn set(document: &Document, path: &FieldPath, value: &Value) -> Result<Document, CommandError> {
    refuse_own_commands(path, &FORBIDDEN_FIELDS)?;
    if matches!(path.split_last(), None | Some((_, PathStep::Row(_)))) || holds_rows(value) {
        return Err(CommandError::OwnCommand(path.to_string()));
    }
    let mut section = section_of(document, path)?;
    let mut is_new = false;
    let place = reach(&mut section, path, &mut is_new)?;
    *place = value.clone();
    let changed = typed_back(document, path, section)?;
    if is_new || value.is_object() || value.is_array() {
        // Names that the types do not know are dropped in silence when a value is typed back.
        let kept = self::value(&changed, path);
        if !kept.is_some_and(|kept| keeps_every_name(value, &kept)) {
            return Err(CommandError::UnknownField(path.to_string()));
        }
    }
    Ok(changed)
}

/// Puts a row at the end of a list.
pub(super) fn add_row(document: &Document, list: &FieldPath, row: &Value) -> Result<Document, CommandError> {
    refuse_own_commands(list, &FORBIDDEN_LISTS)?;
    let mut section = section_of(document, list)?;
    let place = reach(&mut section, list, &mut false)?;
    if place.is_null() {
        *place = Value::Array(Vec::new());
    }
    rows_mut(place, list)?.push(row.clone());
    let changed = typed_back(document, list, section)?;
    let kept = value(&changed, list).ok_or_else(|| CommandError::UnknownField(list.to_string()))?;
    let last = kept.as_array().and_then(|rows| rows.last());
    if !last.is_some_and(|last| keeps_every_name(row, last)) {
        return Err(CommandError::UnknownField(list.to_string()));
    }
    check_ids(&kept, list)?;
    Ok(changed)
}

/// Takes a row out of its list, or a record out of its map.
pub(super) fn remove_row(document: &Document, row: &FieldPath) -> Result<Document, CommandError> {
    refuse_own_commands(row, &FORBIDDEN_REMOVALS)?;
    let gone = || CommandError::NoSuchRow(row.to_string());
    let (list, last) = row.split_last().ok_or_else(|| CommandError::OwnCommand(row.to_string()))?;
    let mut section = section_of(document, row)?;
    let mut is_new = false;
    let place = reach(&mut section, &list, &mut is_new)?;
    match last {
        PathStep::Key(name) => {
            place.as_object_mut().and_then(|map| map.remove(name)).ok_or_else(gone)?;
        }
        PathStep::Row(_) | PathStep::Index(_) => {
            let rows = rows_mut(place, &list)?;
            let index = row_index(rows, last).ok_or_else(gone)?;
            rows.remove(index);
        }
    }
    let changed = typed_back(document, row, section)?;
    // A field of a record comes back with its default: only the keys of maps can go.
    if matches!(last, PathStep::Key(_)) && value(&changed, row).is_some() {
        return Err(CommandError::OwnCommand(row.to_string()));
    }
    Ok(changed)
}

/// Moves a row inside its list.
pub(super) fn move_row(document: &Document, row: &FieldPath, to: usize) -> Result<Document, CommandError> {
    let (list, last) = row.split_last().ok_or_else(|| CommandError::NoList(row.to_string()))?;
    let mut section = section_of(document, row)?;
    let rows = rows_mut(reach(&mut section, &list, &mut false)?, &list)?;
    let index = row_index(rows, last).ok_or_else(|| CommandError::NoSuchRow(row.to_string()))?;
    let moved = rows.remove(index);
    rows.insert(to.min(rows.len()), moved);
    typed_back(document, row, section)
}

/// Places that change other places too, so that only their own commands may write them. Keys of maps are
/// written `*`.
const FORBIDDEN_FIELDS: [&str; 13] = [
    "scenarios.kept",
    "waves",
    "waves.items",
    "waves.items.entry",
    "planning.choices",
    "planning.choices.*",
    "planning.choices.*.state",
    "planning.own_entries",
    "initiation.answers",
    "initiation.readiness_answers",
    "initiation.answers.participant",
    "initiation.answers.area",
    "initiation.answers.question",
];

const FORBIDDEN_LISTS: [&str; 6] = [
    "scenarios.kept",
    "waves",
    "waves.items",
    "planning.own_entries",
    "initiation.answers",
    "initiation.readiness_answers",
];

const FORBIDDEN_REMOVALS: [&str; 4] = ["waves", "waves.items", "planning.choices.*", "planning.own_entries"];

fn refuse_own_commands(path: &FieldPath, forbidden: &[&str]) -> Result<(), CommandError> {
    let mut names = path.names();
    if let ("planning", [PathStep::Key(map), PathStep::Key(entry), ..]) = (path.section_name(), path.steps())
        && map == "choices"
    {
        names = names.replacen(&format!("choices.{entry}"), "choices.*", 1);
    }
    let is_id = matches!(path.split_last(), Some((_, PathStep::Key(name))) if name == "id");
    let is_kept = names.starts_with("scenarios.kept.waves");
    if is_id || is_kept || forbidden.contains(&names.as_str()) {
        return Err(CommandError::OwnCommand(path.to_string()));
    }
    Ok(())
}

fn section_of(document: &Document, path: &FieldPath) -> Result<Value, CommandError> {
    section_value(document, path.section_name()).ok_or_else(|| CommandError::UnknownField(path.to_string()))
}

/// Goes to a place and makes the records of maps on the way; `is_new` tells whether something was made.
fn reach<'a>(
    section: &'a mut Value,
    path: &FieldPath,
    is_new: &mut bool,
) -> Result<&'a mut Value, CommandError> {
    let mut place = section;
    for step in path.steps() {
        place = match step {
            PathStep::Key(name) => {
                if place.is_null() {
                    *place = Value::Object(serde_json::Map::new());
                }
                let map =
                    place.as_object_mut().ok_or_else(|| CommandError::UnknownField(path.to_string()))?;
                map.entry(name.as_str()).or_insert_with(|| {
                    *is_new = true;
                    Value::Null
                })
            }
            PathStep::Row(_) | PathStep::Index(_) => {
                let rows = rows_mut(place, path)?;
                let index = row_index(rows, step).ok_or_else(|| CommandError::NoSuchRow(path.to_string()))?;
                rows.get_mut(index).ok_or_else(|| CommandError::NoSuchRow(path.to_string()))?
            }
        };
    }
    Ok(place)
}

fn rows_mut<'a>(place: &'a mut Value, path: &FieldPath) -> Result<&'a mut Vec<Value>, CommandError> {
    place.as_array_mut().ok_or_else(|| CommandError::NoList(path.to_string()))
}

fn row_index(rows: &[Value], step: &PathStep) -> Option<usize> {
    match step {
        PathStep::Row(id) => rows.iter().position(|row| is_row(row, id)),
        PathStep::Index(index) => Some(*index).filter(|index| *index < rows.len()),
        PathStep::Key(_) => None,
    }
}

fn is_row(row: &Value, wanted: &str) -> bool {
    match (row.get("id"), row.get("entry")) {
        (Some(Value::Number(id)), _) => id.to_string() == wanted,
        (Some(Value::String(id)), _) | (None, Some(Value::String(id))) => id == wanted,
        _ => false,
    }
}

fn typed_back(document: &Document, path: &FieldPath, section: Value) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    let outcome = match path.section_name() {
        "plan" => typed(section).map(|part| changed.plan = part),
        "organisation" => typed(section).map(|part| changed.organisation = part),
        "foundation" => typed(section).map(|part| changed.foundation = part),
        "initiation" => typed(section).map(|part| changed.initiation = part),
        "planning" => typed(section).map(|part| changed.planning = part),
        "waves" => typed(section).map(|part| changed.waves = part),
        "scenarios" => typed(section).map(|part| changed.scenarios = part),
        "execution" => typed(section).map(|part| changed.execution = part),
        "governance" => typed(section).map(|part| changed.governance = part),
        _ => return Err(CommandError::UnknownField(path.to_string())),
    };
    outcome.map_err(|Misfit { place, reason }| {
        // The misfit may lie in one field of a new row: name that one.
        let inner = place.rsplit('.').next().unwrap_or_default();
        let is_named = path.names().ends_with(inner) || inner.contains(['[', '?']);
        let field = if is_named { path.to_string() } else { format!("{path}.{inner}") };
        CommandError::DoesNotFit { field, reason }
    })?;
    Ok(changed)
}

struct Misfit {
    place: String,
    reason: String,
}

fn typed<T: serde::de::DeserializeOwned>(section: Value) -> Result<T, Misfit> {
    json::read(&section).map_err(|error| Misfit { place: error.path, reason: error.reason })
}

/// True where every name of the given value is in the kept one too.
fn keeps_every_name(given: &Value, kept: &Value) -> bool {
    match (given, kept) {
        (Value::Object(given), Value::Object(kept)) => {
            given.iter().all(|(name, value)| kept.get(name).is_some_and(|kept| keeps_every_name(value, kept)))
        }
        (Value::Array(given), Value::Array(kept)) => {
            given.iter().zip(kept).all(|(given, kept)| keeps_every_name(given, kept))
        }
        _ => true,
    }
}

/// True for a value with rows inside: those are added and removed one by one.
fn holds_rows(value: &Value) -> bool {
    match value {
        Value::Array(rows) => rows.iter().any(|row| row.get("id").is_some() || holds_rows(row)),
        Value::Object(map) => map.values().any(holds_rows),
        _ => false,
    }
}

/// Every row that can have an id has one, and no two rows have the same.
fn check_ids(rows: &Value, list: &FieldPath) -> Result<(), CommandError> {
    let Value::Array(rows) = rows else { return Ok(()) };
    for (index, row) in rows.iter().enumerate() {
        let Value::Object(map) = row else { continue };
        if let Some(Value::Number(id)) = map.get("id")
            && !id.as_u64().is_some_and(|id| (1..=ID_MAX).contains(&id))
        {
            return Err(CommandError::RowWithoutId(list.to_string()));
        }
        let key = map.get("id").or_else(|| map.get("entry"));
        let earlier = rows.get(..index).unwrap_or_default();
        if key.is_some() && earlier.iter().any(|other| other.get("id").or_else(|| other.get("entry")) == key)
        {
            return Err(CommandError::DuplicateRow(list.to_string()));
        }
        map.values().try_for_each(|inner| check_ids(inner, list))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::model::foundation::{Objective, Person};
    use crate::domain::model::ids::{ObjectiveId, PersonId};

    fn plan() -> Document {
        let mut document = Document::default();
        document.foundation.objectives.push(Objective { id: ObjectiveId(4503), ..Objective::default() });
        document.foundation.people.push(Person { id: PersonId(7), ..Person::default() });
        document
    }

    fn check_set(path: &str, value: Value, expected: Result<Value, CommandError>) {
        let path: FieldPath = path.parse().unwrap();
        let outcome = set(&plan(), &path, &value).map(|changed| super::value(&changed, &path).unwrap());
        assert_eq!(outcome, expected, "{path} = {value}");
    }

    fn misfit(field: &str, reason: &str) -> Result<Value, CommandError> {
        Err(CommandError::DoesNotFit { field: field.to_owned(), reason: reason.to_owned() })
    }

    #[test]
    fn a_field_takes_a_value_that_fits() {
        for (path, value) in [
            ("plan.name", json!("Norvik")),
            ("plan.settings.score_weights.gap", json!(0.4)),
            ("foundation.mission", json!("We help.")),
            ("foundation.vision_date", json!("2029-06-30")),
            ("foundation.objectives[4503].measure", json!("Days late")),
            ("foundation.objectives[4503].due", json!(null)),
            ("foundation.stakeholders.E.attitude", json!("supports")),
            ("initiation.areas.sponsorship.target", json!(3.5)),
            ("planning.choices.pmo-charter.build_days", json!(12)),
            ("planning.choices.pmo-charter.impact", json!({"E": 1, "F": null, "P": 2, "T": 0, "O": 3})),
            (
                "planning.choices.pmo-charter.prerequisites",
                json!([{"entry": "risk-method", "same_wave": false}]),
            ),
            ("execution.actuals.pmo-charter.pulse.P.ability", json!(4)),
        ] {
            check_set(path, value.clone(), Ok(value));
        }
    }

    #[test]
    fn a_value_that_does_not_fit_names_field_and_reason() {
        check_set(
            "plan.start_date",
            json!("soon"),
            misfit(
                "plan.start_date",
                "'soon' is not a date between 1990-01-01 and 2100-12-31; dates are written YYYY-MM-DD",
            ),
        );
        check_set(
            "foundation.sponsor.active",
            json!(6),
            misfit("foundation.sponsor.active", "6 is outside 1 to 5"),
        );
        check_set(
            "initiation.areas.sponsorship.importance",
            json!(9),
            misfit("initiation.areas.sponsorship.importance", "9 is outside 1 to 3"),
        );
        assert!(set(&plan(), &"initiation.areas.love.target".parse().unwrap(), &json!(2)).is_err());
    }

    #[test]
    fn unknown_fields_are_refused() {
        for path in
            ["foundation.misson", "planning.choices.pmo-charter.love", "nothing.at.all", "plan.settings.x"]
        {
            check_set(path, json!(1), Err(CommandError::UnknownField(path.to_owned())));
        }
        let gone = "foundation.people[8].name";
        check_set(gone, json!("Ada"), Err(CommandError::NoSuchRow(gone.to_owned())));
    }

    #[test]
    fn places_with_a_command_of_their_own_are_refused() {
        for path in [
            "plan",
            "plan.id",
            "waves",
            "foundation.people[7]",
            "foundation.people[7].id",
            "planning.choices.pmo-charter",
            "planning.choices.pmo-charter.state",
            "planning.choices",
        ] {
            check_set(path, json!(1), Err(CommandError::OwnCommand(path.to_owned())));
        }
        let rows = json!([{"id": 1, "name": "Ada"}]);
        check_set("foundation.people", rows, Err(CommandError::OwnCommand("foundation.people".to_owned())));
    }

    fn check_add(list: &str, row: Value, expected: Result<usize, CommandError>) {
        let list: FieldPath = list.parse().unwrap();
        let outcome = add_row(&plan(), &list, &row)
            .map(|changed| super::value(&changed, &list).unwrap().as_array().unwrap().len());
        assert_eq!(outcome, expected, "{list} + {row}");
    }

    #[test]
    fn rows_are_added_with_an_id_of_their_own() {
        let people = || "foundation.people".to_owned();
        check_add("foundation.people", json!({"id": 8, "name": "Ada"}), Ok(2));
        check_add("foundation.people", json!({"id": 7}), Err(CommandError::DuplicateRow(people())));
        check_add("foundation.people", json!({"id": 0}), Err(CommandError::RowWithoutId(people())));
        check_add("foundation.people", json!({"name": "Ada"}), Err(CommandError::RowWithoutId(people())));
        check_add(
            "foundation.people",
            json!({"id": 8, "nam": ""}),
            Err(CommandError::UnknownField(people())),
        );
        check_add(
            "foundation.people",
            json!({"id": 8, "group": "X"}),
            Err(CommandError::DoesNotFit {
                field: "foundation.people.group".to_owned(),
                reason: "unknown variant `X`, expected one of `E`, `F`, `P`, `T`, `O`".to_owned(),
            }),
        );
        check_add("foundation.steering_group", json!(7), Ok(1));
        check_add("planning.choices.pmo-charter.prerequisites", json!({"entry": "risk-method"}), Ok(1));
        check_add("execution.actuals.pmo-charter.run_days", json!({"id": 1, "wave": 2}), Ok(1));
        check_add(
            "foundation.mission",
            json!("x"),
            Err(CommandError::NoList("foundation.mission".to_owned())),
        );
        check_add("waves", json!({"id": 1}), Err(CommandError::OwnCommand("waves".to_owned())));
    }

    #[test]
    fn rows_move_and_go() {
        let list: FieldPath = "foundation.people".parse().unwrap();
        let two = add_row(&plan(), &list, &json!({"id": 8})).unwrap();
        let ids = |document: &Document| {
            document.foundation.people.iter().map(|person| person.id.0).collect::<Vec<_>>()
        };
        assert_eq!(ids(&move_row(&two, &list.clone().row(7), 99).unwrap()), [8, 7]);
        assert_eq!(ids(&remove_row(&two, &list.clone().row(7)).unwrap()), [8]);
        assert!(remove_row(&two, &list.row(9)).is_err());
    }

    #[test]
    fn records_of_maps_go_but_fields_do_not() {
        let area = "initiation.areas.sponsorship".parse::<FieldPath>().unwrap();
        let with_area = set(&plan(), &area.clone().key("target"), &json!(3)).unwrap();
        assert_eq!(remove_row(&with_area, &area), Ok(plan()));
        let field = "foundation.mission".parse().unwrap();
        assert_eq!(
            remove_row(&plan(), &field),
            Err(CommandError::OwnCommand("foundation.mission".to_owned()))
        );
    }
}
