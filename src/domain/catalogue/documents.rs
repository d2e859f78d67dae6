//! The twelve documents that a PMO lead hands over, and the rows of the RACI table (PMO fact base 7).

use std::sync::OnceLock;

use serde::Deserialize;

/// One document.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct DocumentContent {
    /// Stable id.
    pub id: String,
    /// `D1` to `D12`.
    pub number: String,
    /// Name.
    pub name: String,
    /// Who reads it.
    pub reader: String,
    /// Usual length.
    pub length_text: String,
    /// Its sections.
    pub sections: Vec<String>,
}

/// An activity or a role of the RACI table.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RaciContent {
    /// Stable id.
    pub id: String,
    /// Name.
    #[serde(alias = "text")]
    pub name: String,
}

/// All documents.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Documents {
    /// The documents in order.
    pub documents: Vec<DocumentContent>,
    /// Activities that the RACI table starts with.
    pub raci_activities: Vec<RaciContent>,
    /// Columns of the RACI table.
    pub raci_roles: Vec<RaciContent>,
}

/// The documents.
pub fn documents() -> &'static Documents {
    static CONTENT: OnceLock<Documents> = OnceLock::new();
    CONTENT.get_or_init(|| super::embedded(include_str!("content/documents.json")))
}
