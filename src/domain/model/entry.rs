//! An entry of the catalogue of products and services, built in or the organisation's own.

use serde::{Deserialize, Serialize};

use super::group::{Group, PerGroup};
use super::ids::{EntryId, RoleId};
use super::initiation::Area;
use super::plan::SizeClass;
use super::scalar::{Amount, Impact, Lift};

/// Something that is handed over and kept, or work that is done again and again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A tangible thing: a method, a register, a tool.
    #[default]
    Product,
    /// Work that PMO people do for others.
    Service,
}

/// The catalogue group of an entry (PMO fact base 3.2 to 3.9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum CatalogueGroup {
    /// Running and selling the PMO.
    #[default]
    Ops,
    /// Governance and decisions.
    Gov,
    /// Portfolio, people and money.
    Pfm,
    /// Method and standards.
    Met,
    /// Help for projects.
    Del,
    /// People and competence.
    Peo,
    /// Information and tools.
    Inf,
    /// Learning and assurance.
    Lrn,
}

impl CatalogueGroup {
    /// All groups in catalogue order.
    pub const ALL: [Self; 8] =
        [Self::Ops, Self::Gov, Self::Pfm, Self::Met, Self::Del, Self::Peo, Self::Inf, Self::Lrn];

    /// The three-letter code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ops => "OPS",
            Self::Gov => "GOV",
            Self::Pfm => "PFM",
            Self::Met => "MET",
            Self::Del => "DEL",
            Self::Peo => "PEO",
            Self::Inf => "INF",
            Self::Lrn => "LRN",
        }
    }
}

/// When the value of an entry is felt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Horizon {
    /// Within 3 months.
    #[default]
    S,
    /// In 3 to 9 months.
    M,
    /// Later.
    L,
}

/// Whether an entry controls projects or helps them (PMO fact base 8.4, "How the rules read the model").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// It checks or restricts.
    Control,
    /// It helps.
    Help,
    /// It does neither.
    #[default]
    Neither,
}

/// A number for each size class.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
#[allow(non_snake_case, reason = "the letters are the size classes' codes, in the file too")]
pub struct BySize {
    /// Up to 20 active projects.
    pub S: Amount,
    /// 21 to 80 active projects.
    pub M: Amount,
    /// Over 80 active projects.
    pub L: Amount,
}

impl BySize {
    /// The number of a size class.
    pub fn get(&self, size: SizeClass) -> f64 {
        match size {
            SizeClass::S => self.S,
            SizeClass::M => self.M,
            SizeClass::L => self.L,
        }
        .get()
    }
}

/// How far an entry moves an assessment area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AreaLift {
    /// The area.
    pub area: Area,
    /// Maturity levels: 1 for a main lever, 0.5 for a helper.
    pub lift: Lift,
}

/// The same entry in the words of another framework.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CrossReference {
    /// Name of the framework.
    pub framework: String,
    /// Its name or theme for the entry.
    pub text: String,
    /// True while the text must still be compared with the original work; shown with that mark.
    pub check: bool,
}

/// An entry of the catalogue with its defaults (PMO fact base 2.5 and 3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CatalogueEntry {
    /// Stable id.
    pub id: EntryId,
    /// Full name.
    pub name: String,
    /// Name for cards and bars.
    pub short_name: String,
    /// Product or service.
    pub kind: EntryKind,
    /// Catalogue group.
    pub group: CatalogueGroup,
    /// What it is, in two sentences.
    pub text: String,
    /// Person-days until its first customers can use it.
    pub build_days: BySize,
    /// Person-days a month to keep it alive after launch.
    pub run_days_per_month: BySize,
    /// Impact on each group, 0 to 5.
    pub impact: PerGroup<Impact>,
    /// Entries that must be in use before it, or earlier in the same wave.
    pub hard_prerequisites: Vec<EntryId>,
    /// Entries that make it easier or better.
    pub soft_prerequisites: Vec<EntryId>,
    /// Areas that it improves.
    pub lifts: Vec<AreaLift>,
    /// The wave in which offices usually launch it.
    pub usual_wave: u8,
    /// Cheap, early and visible.
    pub quick_win: bool,
    /// When its value is felt.
    pub horizon: Horizon,
    /// Roles that build it.
    pub build_roles: Vec<RoleId>,
    /// Roles that run it.
    pub run_roles: Vec<RoleId>,
    /// How its success is measured.
    pub kpis: Vec<String>,
    /// The same in other frameworks.
    pub cross_references: Vec<CrossReference>,
    /// Control, help or neither.
    pub stance: Stance,
}

impl CatalogueEntry {
    /// Levels that the entry moves an area; 0 where it does not.
    pub fn lift(&self, area: Area) -> f64 {
        self.lifts.iter().find(|lift| lift.area == area).map_or(0.0, |lift| lift.lift.get())
    }

    /// The largest impact on any of the groups.
    pub fn heaviest_impact(&self) -> Impact {
        Group::ALL
            .into_iter()
            .map(|group| *self.impact.get(group))
            .fold(Impact::MIN, |a, b| if b > a { b } else { a })
    }
}
