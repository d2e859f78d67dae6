//! Hidden characters taken out of every text of a file, each listed.

use serde_json::Value;

use super::place::Place;
use super::repair::Repair;
use crate::domain::model::validate::without_hidden_characters;

/// Takes hidden characters out of all texts; names of members stay as they are.
pub fn take_out_hidden_characters(file: &mut Value) -> Vec<Repair> {
    let mut repairs = Vec::new();
    walk(file, &mut Place::default(), &mut repairs);
    repairs
}

fn walk<'a>(value: &'a mut Value, place: &mut Place<'a>, repairs: &mut Vec<Repair>) {
    match value {
        Value::String(text) => {
            let (clean, count) = without_hidden_characters(text);
            if count > 0 {
                repairs.push(Repair::HiddenCharacters { place: place.to_string(), count });
                *text = clean.into_owned();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                place.enter_item(index);
                walk(item, place, repairs);
                place.leave();
            }
        }
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                place.enter_member(key);
                walk(member, place, repairs);
                place.leave();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn hidden_characters_go_and_are_listed() {
        let mut file = json!({"a": ["x\u{202e}y", "fine\n"], "b": {"c": "\u{0}\u{7}"}});
        let repairs = take_out_hidden_characters(&mut file);
        assert_eq!(file, json!({"a": ["xy", "fine\n"], "b": {"c": ""}}));
        assert_eq!(
            repairs,
            [
                Repair::HiddenCharacters { place: "a[0]".to_owned(), count: 1 },
                Repair::HiddenCharacters { place: "b.c".to_owned(), count: 2 },
            ]
        );
    }
}
