//! The readiness questionnaire and the culture types (PMO fact base 5.2, 5.3).

use std::sync::OnceLock;

use serde::Deserialize;

/// A statement, scored 1 (not true) to 5 (fully true).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Statement {
    /// 1 to 24.
    pub number: u8,
    /// The statement.
    pub text: String,
    /// Agreement speaks against readiness; counts 6 minus the answer.
    pub reversed: bool,
    /// The published model it leans on.
    pub leans_on: String,
    /// True while that must still be compared with the original work.
    pub check: bool,
}

/// One of eight dimensions.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Dimension {
    /// 1 to 8.
    pub number: u8,
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Three statements.
    pub statements: Vec<Statement>,
}

/// A band of readiness.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Band {
    /// Lowest value.
    pub from: f64,
    /// First value above.
    pub below: f64,
    /// Name.
    pub name: String,
    /// What it means.
    pub text: String,
}

/// A culture type and what suits it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CultureType {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub text: String,
    /// What to begin with.
    pub good_start: String,
    /// What not to begin with.
    pub bad_start: String,
    /// Tone that suits.
    pub tone: String,
}

/// The questionnaire.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Readiness {
    /// Eight dimensions.
    pub dimensions: Vec<Dimension>,
    /// Bands from low to high.
    pub bands: Vec<Band>,
    /// Four culture types.
    pub culture_types: Vec<CultureType>,
}

impl Readiness {
    /// All statements in order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.dimensions.iter().flat_map(|dimension| &dimension.statements)
    }

    /// Band of a readiness value.
    pub fn band(&self, value: f64) -> Option<&Band> {
        self.bands.iter().rev().find(|band| value >= band.from - 1e-9)
    }
}

/// The readiness content.
pub fn readiness() -> &'static Readiness {
    static CONTENT: OnceLock<Readiness> = OnceLock::new();
    CONTENT.get_or_init(|| super::embedded(include_str!("content/readiness.json")))
}
