//! From a plan to the text of its file: the same plan always gives the same bytes.

use super::envelope::{Envelope, FORMAT, PlanFile, SCHEMA_ADDRESS};
use super::ordered::Ordered;
use crate::domain::model::document::Document;

/// The text of a plan file: JSON in UTF-8, two spaces of indent, fields in the order of the format, unknown fields
/// after the known ones, a line break at the end.
pub fn save(file: &PlanFile) -> String {
    indented(&save_compact(file))
}

/// The same without a space or line break between values: for a store with little room, where nobody reads it.
pub fn save_compact(file: &PlanFile) -> String {
    let written = serde_json::to_string(&envelope(file)).and_then(|text| {
        if file.unknown.is_empty() {
            return Ok(text);
        }
        // Read back in order, so that the unknown fields can be put where they belong.
        let mut value: Ordered = serde_json::from_str(&text)?;
        file.unknown.put_back(&mut value);
        serde_json::to_string(&value)
    });
    // The types have text keys and finite numbers only, so that writing cannot fail.
    debug_assert!(written.is_ok(), "{written:?}");
    written.unwrap_or_default()
}

fn envelope(file: &PlanFile) -> Envelope<&Document> {
    Envelope {
        schema: SCHEMA_ADDRESS.to_owned(),
        format: FORMAT.to_owned(),
        format_version: file.format_version,
        min_reader_version: file.min_reader_version,
        app_version: file.app_version.clone(),
        document_id: file.document.plan.id,
        revision: file.revision,
        parent_revision_hash: file.parent_revision_hash.clone(),
        saved_at: file.saved_at.clone(),
        document: &file.document,
    }
}

/// Compact JSON with line breaks and two spaces of indent. Laid out here rather than by a second serializer, which would
/// be made for every type of the model once more.
fn indented(compact: &str) -> String {
    let mut text = String::with_capacity(compact.len() * 2);
    let mut depth = 0;
    let mut is_in_string = false;
    let mut letters = compact.chars().peekable();
    let break_line = |text: &mut String, depth: usize| {
        text.push('\n');
        (0..depth).for_each(|_| text.push_str("  "));
    };
    while let Some(letter) = letters.next() {
        match letter {
            '"' => is_in_string = !is_in_string,
            '\\' if is_in_string => {
                text.push(letter);
                text.extend(letters.next());
                continue;
            }
            '}' | ']' if !is_in_string => {
                depth = usize::saturating_sub(depth, 1);
                if !text.ends_with(['{', '[']) {
                    break_line(&mut text, depth);
                }
            }
            _ => {}
        }
        text.push(letter);
        match letter {
            '{' | '[' if !is_in_string => {
                depth += 1;
                if !matches!(letters.peek(), Some('}' | ']')) {
                    break_line(&mut text, depth);
                }
            }
            ',' if !is_in_string => break_line(&mut text, depth),
            ':' if !is_in_string => text.push(' '),
            _ => {}
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::builtin_entries;
    use crate::domain::example::Example;
    use crate::domain::file::load::load;
    use crate::domain::model::validate::BuiltInEntries;

    #[test]
    fn the_envelope_stands_first_and_in_order() {
        let text = save(&PlanFile::from_document(Document::default(), "0.1.0", "2027-03-12T14:02:00Z"));
        let head = r#"{
  "$schema": "pmoplan.schema.json",
  "format": "pmo-plan",
  "format_version": 1,
  "min_reader_version": 1,
  "app_version": "0.1.0",
  "document_id": 0,
  "revision": 1,
  "parent_revision_hash": null,
  "saved_at": "2027-03-12T14:02:00Z",
  "document": {
    "plan": {
      "id": 0,
"#;
        assert!(text.starts_with(head), "{text}");
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn indent_is_that_of_the_usual_tools() {
        for text in [
            r#"{"a":[],"b":{},"c":[[{}],[1,-2.5]],"d":null,"":[{"x":"y"},[]]}"#,
            r#"{"quoted \" {[,:]} \\":"a \"b\", {c: [d]}\\","e":["\\\"","{","]"]}"#,
            r#"[]"#,
        ] {
            let value: Ordered = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(indented(text), serde_json::to_string_pretty(&value).unwrap() + "\n");
        }
    }

    #[test]
    fn a_compact_copy_holds_the_same_in_less_room() {
        let document = Example::Norvik.document().unwrap();
        let file = PlanFile::from_document(document, "0.1.0", "2027-03-12T14:02:00Z");
        let (compact, text) = (save_compact(&file), save(&file));
        assert!(!compact.contains('\n') && compact.len() * 10 < text.len() * 7, "{}", compact.len());
        let built_in = BuiltInEntries::from_entries(builtin_entries());
        assert_eq!(
            load(compact.as_bytes(), &built_in).unwrap().file,
            load(text.as_bytes(), &built_in).unwrap().file
        );
    }
}
