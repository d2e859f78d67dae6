//! What stands around the document in a file: format, versions, revision, time of saving.

use serde::{Deserialize, Serialize};

use super::unknown::UnknownFields;
use crate::domain::model::document::Document;
use crate::domain::model::ids::PlanId;

/// Name of the format.
pub const FORMAT: &str = "pmo-plan";
/// Version of the format that is written.
pub const FORMAT_VERSION: u32 = 1;
/// Oldest reader of the format that reads what is written without loss.
pub const MIN_READER_VERSION: u32 = 1;
/// Address of the schema, relative to the file.
pub const SCHEMA_ADDRESS: &str = "pmoplan.schema.json";
/// End of a plan file's name.
pub const FILE_EXTENSION: &str = ".pmoplan.json";

/// A plan with what its file says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFile {
    /// Version of the format: ours, or that of the newer file from which the plan was read, as its unknown fields
    /// belong to that version.
    pub format_version: u32,
    /// Oldest reader that may open the file.
    pub min_reader_version: u32,
    /// Version of the product that wrote the file.
    pub app_version: String,
    /// Number of the revision; grows with each save.
    pub revision: u64,
    /// Hash of the file from which this revision was made; none for a first revision.
    pub parent_revision_hash: Option<String>,
    /// Time of saving as text, such as `2027-03-12T14:02:00Z`.
    pub saved_at: String,
    /// The plan.
    pub document: Document,
    /// Fields that this version does not know; written back where their record still exists.
    pub unknown: UnknownFields,
}

impl PlanFile {
    /// A first revision of a document.
    pub fn from_document(document: Document, app_version: &str, saved_at: &str) -> Self {
        Self {
            format_version: FORMAT_VERSION,
            min_reader_version: MIN_READER_VERSION,
            app_version: app_version.to_owned(),
            revision: 1,
            parent_revision_hash: None,
            saved_at: saved_at.to_owned(),
            document,
            unknown: UnknownFields::default(),
        }
    }

    /// True where the file was written in a newer format that this version can still read. Such a plan is shown, and
    /// its file is not written over.
    pub fn is_newer(&self) -> bool {
        self.format_version > FORMAT_VERSION
    }
}

/// The file as it is written, in the order in which its fields stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct Envelope<D> {
    /// Address of the JSON Schema of the format.
    #[serde(rename = "$schema", default)]
    pub schema: String,
    /// Name of the format, always `pmo-plan`.
    pub format: String,
    /// Version of the format.
    pub format_version: u32,
    /// Oldest version of a reader that may open the file; where it is missing, the version of the format.
    #[serde(default = "min_reader_version")]
    pub min_reader_version: u32,
    /// Version of the product that wrote the file.
    #[serde(default)]
    pub app_version: String,
    /// Identity of the plan, as in the document.
    #[serde(default)]
    pub document_id: PlanId,
    /// Number of the revision.
    #[serde(default)]
    pub revision: u64,
    /// Hash of the file from which this revision was made.
    #[serde(default)]
    pub parent_revision_hash: Option<String>,
    /// Time of saving as text.
    #[serde(default)]
    pub saved_at: String,
    /// The plan: everything that the user entered.
    pub document: D,
}

fn min_reader_version() -> u32 {
    MIN_READER_VERSION
}
