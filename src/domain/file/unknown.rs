//! Fields of a file that this version does not know: kept aside at loading, put back at saving.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::error::LoadError;
use super::ordered::Ordered;
use super::place::Place;

/// What tells the records of a list apart, tried in this order: a row's id, the entry of an item, the person and
/// question of an answer, the person and statement of a readiness answer, the wave and group of a lesson, the area of a lift.
const IDENTITIES: [&[&str]; 6] = [
    &["id"],
    &["entry"],
    &["participant", "area", "question"],
    &["participant", "wave", "statement"],
    &["wave", "group"],
    &["area"],
];

/// Unknown fields with the way to the records in which they stood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnknownFields {
    /// Of this record itself.
    fields: Map<String, Value>,
    /// Of its known members, by name.
    members: BTreeMap<String, UnknownFields>,
    /// Of the rows of this list, by what tells them apart.
    rows: BTreeMap<String, UnknownFields>,
}

impl UnknownFields {
    /// True where the file held nothing unknown.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.members.is_empty() && self.rows.is_empty()
    }

    /// What a file holds beyond what was understood of it. Refuses a list where a record belongs and the like, which
    /// a lenient reader lets pass.
    pub(super) fn between(file: &Value, understood: &Value) -> Result<Self, LoadError> {
        let mut unknown = Self::default();
        unknown.collect(file, understood, &mut Place::default())?;
        Ok(unknown)
    }

    /// Puts the unknown fields back wherever their record still exists, after the known fields.
    pub(super) fn put_back(&self, value: &mut Ordered) {
        match value {
            Ordered::Record(members) => {
                for (key, member) in members.iter_mut() {
                    if let Some(unknown) = self.members.get(key) {
                        unknown.put_back(member);
                    }
                }
                let known: BTreeSet<String> = members.iter().map(|(key, _)| key.clone()).collect();
                for (key, field) in self.fields.iter().filter(|(key, _)| !known.contains(*key)) {
                    members.push((key.clone(), Ordered::Plain(field.clone())));
                }
            }
            Ordered::List(items) if !self.rows.is_empty() => {
                let names = row_names(items.len(), |index, key| items.get(index)?.plain_member(key));
                for (item, name) in items.iter_mut().zip(names) {
                    if let Some(unknown) = self.rows.get(&name) {
                        unknown.put_back(item);
                    }
                }
            }
            Ordered::List(_) | Ordered::Plain(_) => {}
        }
    }

    fn collect<'a>(
        &mut self,
        file: &'a Value,
        understood: &Value,
        place: &mut Place<'a>,
    ) -> Result<(), LoadError> {
        match (file, understood) {
            (Value::Object(members), Value::Object(known)) => {
                for (key, member) in members {
                    let Some(known_member) = known.get(key) else {
                        self.fields.insert(key.clone(), member.clone());
                        continue;
                    };
                    let mut inside = Self::default();
                    place.enter_member(key);
                    inside.collect(member, known_member, place)?;
                    place.leave();
                    if !inside.is_empty() {
                        self.members.insert(key.clone(), inside);
                    }
                }
                Ok(())
            }
            (Value::Array(items), Value::Array(known)) => {
                let names = row_names(known.len(), |index, key| known.get(index)?.get(key));
                for (index, ((item, known_item), name)) in items.iter().zip(known).zip(names).enumerate() {
                    let mut inside = Self::default();
                    place.enter_item(index);
                    inside.collect(item, known_item, place)?;
                    place.leave();
                    if !inside.is_empty() {
                        self.rows.insert(name, inside);
                    }
                }
                Ok(())
            }
            _ if shape(file) == shape(understood) => Ok(()),
            _ => {
                let detail = format!("{} stands where {} belongs", shape(file), shape(understood));
                Err(LoadError::Field { place: place.to_string(), detail })
            }
        }
    }
}

/// A name for each row of a list: what tells the rows apart, or, where nothing does, their position together with
/// the length of the list, so that nothing is put into the wrong row of a list that changed.
fn row_names<'a>(count: usize, member: impl Fn(usize, &str) -> Option<&'a Value>) -> Vec<String> {
    let written = |index: usize, keys: &[&str]| {
        let values: Option<Vec<String>> =
            keys.iter().map(|key| Some(member(index, key)?.to_string())).collect();
        Some(values?.join(" "))
    };
    IDENTITIES
        .iter()
        .find_map(|keys| {
            let names: Option<Vec<String>> = (0..count).map(|index| written(index, keys)).collect();
            names.filter(|names| names.iter().collect::<BTreeSet<_>>().len() == count)
        })
        .unwrap_or_else(|| (0..count).map(|index| format!("{index} of {count}")).collect())
}

fn shape(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "a record",
        Value::Array(_) => "a list",
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => "a single value",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is written when `later` is saved with what was unknown in `file`.
    fn check(file: Value, understood: Value, later: &str, expected: &str) {
        let unknown = UnknownFields::between(&file, &understood).unwrap();
        let mut value: Ordered = serde_json::from_str(later).unwrap();
        unknown.put_back(&mut value);
        assert_eq!(serde_json::to_string(&value).unwrap(), expected);
    }

    #[test]
    fn fields_return_after_the_known_ones() {
        check(
            json!({"x_b": [1], "x_a": 2, "name": "old", "inner": {"k": 1, "x_c": {}}}),
            json!({"name": "old", "inner": {"k": 1}}),
            r#"{"name":"new","inner":{"k":2}}"#,
            r#"{"name":"new","inner":{"k":2,"x_c":{}},"x_a":2,"x_b":[1]}"#,
        );
    }

    #[test]
    fn rows_are_found_by_their_id_when_the_list_changed() {
        check(
            json!([{"id": 1, "x": "a"}, {"id": 2, "x": "b"}, {"id": 3}]),
            json!([{"id": 1}, {"id": 2}, {"id": 3}]),
            r#"[{"id":3},{"id":2},{"id":9}]"#,
            r#"[{"id":3},{"id":2,"x":"b"},{"id":9}]"#,
        );
        check(
            json!([{"entry": "charter", "x": "a"}]),
            json!([{"entry": "charter"}]),
            r#"[{"entry":"intake"},{"entry":"charter"}]"#,
            r#"[{"entry":"intake"},{"entry":"charter","x":"a"}]"#,
        );
    }

    #[test]
    fn rows_without_identity_keep_their_fields_while_the_list_keeps_its_length() {
        let (file, understood) = (json!([{"x": 1}, {"x": 2}]), json!([{}, {}]));
        check(file.clone(), understood.clone(), "[{},{}]", r#"[{"x":1},{"x":2}]"#);
        check(file, understood, "[{}]", "[{}]");
    }

    #[test]
    fn a_field_whose_record_is_gone_goes_with_it() {
        check(json!({"a": {"x": 1}}), json!({"a": {}}), r#"{"b":{}}"#, r#"{"b":{}}"#);
        check(json!({"a": {"x": 1}}), json!({"a": {}}), r#"{"a":null}"#, r#"{"a":null}"#);
    }

    #[test]
    fn a_list_is_no_record() {
        let error = UnknownFields::between(&json!({"plan": []}), &json!({"plan": {}})).unwrap_err();
        assert_eq!(
            error.to_string(),
            "plan: a list stands where a record belongs.\nCorrect the value in a text editor, or open an earlier save."
        );
    }
}
