//! Quick starts: bundles of entries, wave lengths, types of office (PMO fact base 3.16, 6.1, 8.1).

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::model::foundation::ControlLevel;
use crate::domain::model::ids::EntryId;

/// A remark on one entry of a bundle.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct BundleNote {
    /// The entry.
    pub entry: EntryId,
    /// The remark.
    pub text: String,
}

/// A bundle of entries.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Bundle {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// When it suits.
    pub when: String,
    /// Its entries in catalogue order.
    pub entries: Vec<EntryId>,
    /// Remarks.
    pub notes: Vec<BundleNote>,
}

/// From and to.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Range {
    /// Smallest.
    pub from: f64,
    /// Largest.
    pub to: f64,
}

/// Length and number of waves in one situation.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct WaveLengthAdvice {
    /// Stable id.
    pub id: String,
    /// The situation.
    pub situation: String,
    /// Months of a wave.
    pub length_months: Range,
    /// Months of the first wave, where it differs.
    pub first_wave_months: Option<Range>,
    /// Number of waves.
    pub waves: Range,
    /// Horizon in words.
    pub horizon_text: String,
}

/// A type of office as a starting point.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TypePreset {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Control in words.
    pub control: String,
    /// Control level that suits.
    pub control_level: ControlLevel,
    /// Usual number of people.
    pub typical_fte: String,
    /// What to begin with.
    pub first_entries_text: String,
    /// What goes wrong.
    pub danger: String,
    /// Bundle that suits.
    pub bundle: String,
}

/// A name within a system of types.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TypeName {
    /// Name.
    pub name: String,
    /// What it means.
    pub text: Option<String>,
}

/// One author's types of offices.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TypeSystem {
    /// Whose.
    pub system: String,
    /// The types.
    pub types: Vec<TypeName>,
    /// Where they come from.
    pub source: Option<String>,
    /// True while that must still be compared with the original work.
    pub check: bool,
}

/// All quick starts.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Presets {
    /// Bundles of entries.
    pub bundles: Vec<Bundle>,
    /// Wave lengths.
    pub wave_lengths: Vec<WaveLengthAdvice>,
    /// Types of office.
    pub type_presets: Vec<TypePreset>,
    /// Types by author.
    pub types_by_system: Vec<TypeSystem>,
    /// A remark on types.
    pub type_note: String,
}

/// The quick starts.
pub fn presets() -> &'static Presets {
    static CONTENT: OnceLock<Presets> = OnceLock::new();
    CONTENT.get_or_init(|| super::embedded(include_str!("content/presets.json")))
}
