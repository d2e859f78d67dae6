//! How much a file may hold: bytes, records, links, characters.

use serde_json::Value;

use super::error::LoadError;
use super::place::Place;
use crate::domain::model::validate::{LINK_LIMIT, ROW_LIMIT, TEXT_LIMIT_CHARACTERS};

/// Most bytes of a file, 20 MiB.
pub const FILE_LIMIT_BYTES: usize = 20 * 1024 * 1024;

/// Lists whose records link a person to a question and count as links.
const ANSWERS: [&[&str]; 3] = [
    &["document", "initiation", "answers"],
    &["document", "initiation", "readiness_answers"],
    &["document", "initiation", "earlier", "[]", "answers"],
];
/// Records that hold one record for each entry.
const RECORDS_BY_NAME: [&[&str]; 2] =
    [&["document", "planning", "choices"], &["document", "execution", "actuals"]];

/// Refuses more bytes than a plan needs, before anything is read: a failed allocation ends a page.
pub fn check_size(bytes: &[u8]) -> Result<(), LoadError> {
    if bytes.len() > FILE_LIMIT_BYTES {
        return Err(LoadError::TooLarge { bytes: bytes.len(), limit: FILE_LIMIT_BYTES });
    }
    Ok(())
}

/// Refuses texts, lists and links beyond the limits.
pub fn check_content(file: &Value) -> Result<(), LoadError> {
    let mut count = Count::default();
    count.walk(file, &mut Place::default())?;
    if count.rows > ROW_LIMIT {
        return Err(LoadError::TooManyRows { rows: count.rows, limit: ROW_LIMIT });
    }
    if count.links > LINK_LIMIT {
        return Err(LoadError::TooManyLinks { links: count.links, limit: LINK_LIMIT });
    }
    Ok(())
}

#[derive(Default)]
struct Count {
    rows: usize,
    links: usize,
}

impl Count {
    fn walk<'a>(&mut self, value: &'a Value, place: &mut Place<'a>) -> Result<(), LoadError> {
        match value {
            Value::String(text) => check_text(text, place),
            Value::Array(items) => {
                let is_answers = ANSWERS.iter().any(|members| place.is(members));
                for (index, item) in items.iter().enumerate() {
                    let is_row = item.is_object() && !is_answers;
                    *(if is_row { &mut self.rows } else { &mut self.links }) += 1;
                    place.enter_item(index);
                    self.walk(item, place)?;
                    place.leave();
                }
                Ok(())
            }
            Value::Object(members) => {
                if RECORDS_BY_NAME.iter().any(|members| place.is(members)) {
                    self.rows += members.len();
                }
                for (key, member) in members {
                    check_text(key, place)?;
                    place.enter_member(key);
                    self.walk(member, place)?;
                    place.leave();
                }
                Ok(())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        }
    }
}

fn check_text(text: &str, place: &Place<'_>) -> Result<(), LoadError> {
    // No text has more characters than bytes.
    if text.len() <= TEXT_LIMIT_CHARACTERS {
        return Ok(());
    }
    let characters = text.chars().count();
    if characters > TEXT_LIMIT_CHARACTERS {
        return Err(LoadError::TextTooLong {
            place: place.to_string(),
            characters,
            limit: TEXT_LIMIT_CHARACTERS,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(file: &Value, expected: Result<(), LoadError>) {
        assert_eq!(check_content(file), expected);
    }

    #[test]
    fn the_largest_allowed_content_passes() {
        check(&json!({"name": "ä".repeat(10_000), "rows": vec![json!({}); 20_000]}), Ok(()));
        check(&json!({"document": {"initiation": {"answers": vec![json!({}); 30_000]}}}), Ok(()));
        let before = json!([{"answers": vec![json!({}); 30_000]}, {"answers": []}]);
        check(&json!({"document": {"initiation": {"earlier": before}}}), Ok(()));
    }

    #[test]
    fn one_more_is_refused() {
        let place = "waves[0].name".to_owned();
        let long = json!({"waves": [{"name": "ä".repeat(10_001)}]});
        check(&long, Err(LoadError::TextTooLong { place, characters: 10_001, limit: 10_000 }));
        check(&json!([vec![json!({}); 20_001]]), Err(LoadError::TooManyRows { rows: 20_001, limit: 20_000 }));
        check(&json!([vec![1; 200_000]]), Err(LoadError::TooManyLinks { links: 200_001, limit: 200_000 }));
    }

    #[test]
    fn size_is_checked_in_bytes() {
        assert_eq!(check_size(&vec![b' '; FILE_LIMIT_BYTES]), Ok(()));
        assert!(check_size(&vec![b' '; FILE_LIMIT_BYTES + 1]).is_err());
    }
}
