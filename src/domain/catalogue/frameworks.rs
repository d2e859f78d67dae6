//! The catalogue in the words of other frameworks (PMO fact base 3.12 to 3.15, 4.4).

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::model::ids::EntryId;

/// A factor of the Hobbs and Aubry survey.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Factor {
    /// Number.
    pub number: u8,
    /// Name.
    pub name: String,
}

/// A function of the Hobbs and Aubry survey.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SurveyFunction {
    /// Rank.
    pub rank: u8,
    /// The function.
    pub text: String,
    /// Share of offices that call it important, per cent.
    pub percent: u8,
    /// Factor, where it belongs to one.
    pub factor: Option<u8>,
    /// Entries of the catalogue.
    pub entries: Vec<EntryId>,
    /// True while the figure must still be compared with the original table.
    pub check: bool,
}

/// The Hobbs and Aubry survey.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct HobbsAubry {
    /// Where it comes from.
    pub source: String,
    /// How to read it.
    pub note: String,
    /// Factors.
    pub factors: Vec<Factor>,
    /// Functions by rank.
    pub functions: Vec<SurveyFunction>,
}

/// A group of Hill's functions.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct HillGroup {
    /// Name.
    pub group: String,
    /// Functions.
    pub functions: Vec<String>,
    /// Entries of the catalogue.
    pub entries: Vec<EntryId>,
    /// True while that must still be compared with the original work.
    pub check: bool,
}

/// Hill's functions.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Hill {
    /// Where they come from.
    pub source: String,
    /// How to read them.
    pub note: String,
    /// Groups.
    pub groups: Vec<HillGroup>,
}

/// A type of P3O functions.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct FunctionType {
    /// Name of the type.
    #[serde(rename = "type")]
    pub name: String,
    /// Functions.
    pub functions: Vec<String>,
    /// True while that must still be compared with the original work.
    pub check: bool,
}

/// P3O functions.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct P3o {
    /// Where they come from.
    pub source: String,
    /// How to read them.
    pub note: String,
    /// Kinds of office.
    pub offices: Vec<String>,
    /// Functions by type.
    pub function_types: Vec<FunctionType>,
    /// True while that must still be compared with the original work.
    pub check: bool,
}

/// A maturity model, by name only.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MaturityModel {
    /// Name.
    pub name: String,
    /// Owner.
    pub owner: String,
    /// Levels or parts.
    pub levels: String,
    /// A remark.
    pub text: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// True while that must still be compared with the original work.
    pub check: bool,
}

/// A remark on a framework.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct FrameworkNote {
    /// The framework.
    pub framework: String,
    /// The remark.
    pub text: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// True while that must still be compared with the original work.
    pub check: bool,
}

/// All frameworks.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Frameworks {
    /// The survey of 500 offices.
    pub hobbs_aubry: HobbsAubry,
    /// Hill's functions.
    pub hill: Hill,
    /// P3O functions.
    pub p3o: P3o,
    /// Maturity models.
    pub maturity_models: Vec<MaturityModel>,
    /// Remarks.
    pub notes: Vec<FrameworkNote>,
}

/// The frameworks.
pub fn frameworks() -> &'static Frameworks {
    static CONTENT: OnceLock<Frameworks> = OnceLock::new();
    CONTENT.get_or_init(|| super::embedded(include_str!("content/frameworks.json")))
}
