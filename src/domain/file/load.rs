//! From the bytes of a file to a plan, in stages; each stage has its own error.

use serde_json::Value;

use super::clean::take_out_hidden_characters;
use super::envelope::{Envelope, FORMAT, FORMAT_VERSION, PlanFile};
use super::error::{LoadError, shortened};
use super::foreign::plain_text;
use super::limits::{check_content, check_size};
use super::migrate::migrate;
use super::repair::Repair;
use super::strict_json::parse;
use super::unknown::UnknownFields;
use crate::domain::json;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{ID_MAX, PlanId};
use crate::domain::model::references::clear_dangling;
use crate::domain::model::validate::{BuiltInEntries, problems};

/// Characters of a value or of a reader's sentence that a message repeats.
const DETAIL_CHARACTERS: usize = 300;

/// A plan that was read, and what was mended on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The plan.
    pub file: PlanFile,
    /// What was mended; to be shown.
    pub repairs: Vec<Repair>,
}

/// Reads a plan file. `built_in` are the entries that come with the product: references to others are cleared.
///
/// A file of a newer format that says that we can read it is loaded, and what we do not know of it is kept
/// (`PlanFile::is_newer`).
pub fn load(bytes: &[u8], built_in: &BuiltInEntries) -> Result<Loaded, LoadError> {
    check_size(bytes)?;
    let text = plain_text(bytes)?;
    let file = parse(text)?;
    let versions = read_versions(&file)?;
    check_not_newer(&versions)?;
    let (mut file, mut repairs) = migrate(file, versions.format)?;
    repairs.extend(take_out_hidden_characters(&mut file));
    // Before typing, so that no hostile list is copied.
    check_content(&file)?;
    if let Some(members) = file.as_object_mut() {
        members.entry("min_reader_version").or_insert(versions.min_reader.into());
    }
    let envelope = read_envelope(&file)?;
    let unknown = unknown_fields(&file, &envelope)?;
    let mut plan_file = plan_file(envelope, unknown, &mut repairs);
    check_usable(&plan_file.document, built_in)?;
    let cleared = clear_dangling(&mut plan_file.document, &|entry| built_in.contains(entry));
    repairs.extend(cleared.into_iter().map(Repair::Reference));
    Ok(Loaded { file: plan_file, repairs })
}

/// Reads a file of another kind with the same care: size, encoding, syntax, hidden characters, lengths.
pub fn read_json(bytes: &[u8]) -> Result<Value, LoadError> {
    check_size(bytes)?;
    let mut file = parse(plain_text(bytes)?)?;
    take_out_hidden_characters(&mut file);
    check_content(&file)?;
    Ok(file)
}

/// What a file says about its format.
struct Versions {
    format: u32,
    min_reader: u32,
    app: String,
}

fn read_versions(file: &Value) -> Result<Versions, LoadError> {
    match file.get("format") {
        Some(Value::String(format)) if format == FORMAT => {}
        Some(other) => {
            let found = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
            return Err(LoadError::NotOurs { found: Some(shortened(&found, DETAIL_CHARACTERS)) });
        }
        None => return Err(LoadError::NotOurs { found: None }),
    }
    let format = version(file, "format_version")?;
    // A file that does not say who may read it can be read by its own format only.
    let has_minimum = file.get("min_reader_version").is_some();
    let min_reader = if has_minimum { version(file, "min_reader_version")? } else { format };
    let app = file.get("app_version").and_then(Value::as_str).unwrap_or_default();
    Ok(Versions { format, min_reader, app: shortened(app, 40) })
}

fn version(file: &Value, field: &str) -> Result<u32, LoadError> {
    let value = file.get(field).unwrap_or(&Value::Null);
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok()).filter(|number| *number > 0);
    number.ok_or_else(|| LoadError::Field {
        place: field.to_owned(),
        detail: format!(
            "{} is no version; versions are whole numbers from 1",
            shortened(&value.to_string(), 60)
        ),
    })
}

fn check_not_newer(versions: &Versions) -> Result<(), LoadError> {
    if versions.min_reader > FORMAT_VERSION {
        return Err(LoadError::TooNew {
            format_version: versions.format,
            min_reader_version: versions.min_reader,
            ours: FORMAT_VERSION,
            app_version: versions.app.clone(),
        });
    }
    Ok(())
}

fn read_envelope(file: &Value) -> Result<Envelope<Document>, LoadError> {
    let envelope: Envelope<Document> = json::read(file).map_err(|error| {
        let path = error.path.as_str();
        let place = path.strip_prefix("document.").unwrap_or(if path.is_empty() { "The file" } else { path });
        LoadError::Field {
            place: shortened(place, DETAIL_CHARACTERS),
            detail: shortened(&error.reason, DETAIL_CHARACTERS),
        }
    })?;
    if envelope.revision > ID_MAX {
        let detail = format!("{} is outside 0 to {ID_MAX}", envelope.revision);
        return Err(LoadError::Field { place: "revision".to_owned(), detail });
    }
    Ok(envelope)
}

fn unknown_fields(file: &Value, envelope: &Envelope<Document>) -> Result<UnknownFields, LoadError> {
    let understood = json::to_value(envelope).unwrap_or_default();
    UnknownFields::between(file, &understood)
}

fn plan_file(envelope: Envelope<Document>, unknown: UnknownFields, repairs: &mut Vec<Repair>) -> PlanFile {
    let mut document = envelope.document;
    let none = PlanId::default();
    if document.plan.id == none {
        document.plan.id = envelope.document_id;
    } else if envelope.document_id != none && envelope.document_id != document.plan.id {
        repairs.push(Repair::Identity { envelope: envelope.document_id, document: document.plan.id });
    }
    PlanFile {
        format_version: envelope.format_version,
        min_reader_version: envelope.min_reader_version,
        app_version: envelope.app_version,
        revision: envelope.revision,
        parent_revision_hash: envelope.parent_revision_hash,
        saved_at: envelope.saved_at,
        document,
        unknown,
    }
}

fn check_usable(document: &Document, built_in: &BuiltInEntries) -> Result<(), LoadError> {
    let problems = problems(document, built_in);
    if problems.is_empty() { Ok(()) } else { Err(LoadError::Unusable(problems)) }
}
