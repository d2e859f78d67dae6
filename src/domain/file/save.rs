//! From a plan to the text of its file: the same plan always gives the same bytes.

use serde::Serialize;

use super::envelope::{Envelope, FORMAT, PlanFile, SCHEMA_ADDRESS};
use super::ordered::Ordered;
use crate::domain::model::document::Document;

/// The text of a plan file: JSON in UTF-8, two spaces of indent, fields in the order of the format, unknown fields
/// after the known ones, a line break at the end.
pub fn save(file: &PlanFile) -> String {
    let envelope = envelope(file);
    let written = if file.unknown.is_empty() {
        pretty(&envelope)
    } else {
        // Read back in order, so that the unknown fields can be put where they belong.
        serde_json::to_string(&envelope).and_then(|text| serde_json::from_str::<Ordered>(&text)).and_then(
            |mut value| {
                file.unknown.put_back(&mut value);
                pretty(&value)
            },
        )
    };
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

fn pretty(value: &impl Serialize) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
