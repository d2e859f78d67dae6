//! Problems, practices, roles, figures, levers, glossary (PMO fact base 5, 6.9, 6.10, 8).

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::model::governance::Lever;
use crate::domain::model::ids::{EntryId, RoleId, RuleId};

/// A common problem of offices.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Problem {
    /// `P1` to `P24`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Early signs.
    pub signs: Vec<String>,
    /// Usual cause.
    pub cause: String,
    /// What helps.
    pub remedy: String,
    /// Rules that detect it.
    pub rules: Vec<RuleId>,
}

/// A best practice.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Practice {
    /// 1 to 30.
    pub number: u8,
    /// The practice.
    pub text: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// Rules that see where a plan does otherwise; none where no rule can.
    #[serde(default)]
    pub rules: Vec<RuleId>,
}

/// A role of the office or around it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Role {
    /// Stable id.
    pub id: RoleId,
    /// Name.
    pub name: String,
    /// Main duties.
    pub duties: String,
    /// Usual size.
    pub fte_text: Option<String>,
    /// First wave in which it is usually needed.
    pub from_wave: Option<u8>,
    /// May stand in the staff plan.
    pub staff: bool,
    /// Its time counts as capacity of the office.
    pub carries_capacity: bool,
}

/// A published figure and how far it can be trusted.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Figure {
    /// The figure.
    pub text: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// How far it can be trusted.
    pub reliability: String,
    /// The number of a plan that it can be compared with.
    #[serde(default)]
    pub twin: Option<FigureTwin>,
}

/// Numbers of a plan that published figures speak about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureTwin {
    /// Staff of the last wave.
    Staff,
    /// Yearly cost of the office as a share of the project money.
    CostShare,
    /// Staff of the last wave against the sizing rule.
    Sizing,
}

/// A factor of the size of a change or of an organisation's resistance.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ChangeFactor {
    /// 1 to 12.
    pub number: u8,
    /// Name.
    pub name: String,
    /// What it means.
    pub text: String,
    /// True while that must still be compared with the original work.
    pub check: bool,
}

/// A rating of twelve factors.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ChangeRating {
    /// Where it comes from.
    pub source: String,
    /// How to use it.
    pub text: String,
    /// Factors.
    pub factors: Vec<ChangeFactor>,
}

/// A lever of culture change and the entries that pull it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LeverContent {
    /// The lever.
    pub id: Lever,
    /// Name.
    pub name: String,
    /// Entries that pull it in waves 1 and 2.
    pub entries: Vec<EntryId>,
}

/// How adoption of a kind of entry is measured.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AdoptionMeasure {
    /// Kind of entry.
    pub kind_text: String,
    /// The measure.
    pub measure: String,
    /// Target at 60 days.
    pub target_text: String,
}

/// One word of the field.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Term {
    /// The word.
    pub term: String,
    /// One sentence.
    pub text: String,
}

/// All guidance.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Guidance {
    /// Common problems.
    pub problems: Vec<Problem>,
    /// Best practices.
    pub practices: Vec<Practice>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Figures about offices.
    pub figures: Vec<Figure>,
    /// Figures about change.
    pub change_facts: Vec<Figure>,
    /// Size of a change.
    pub size_of_change: ChangeRating,
    /// Resistance of an organisation.
    pub organisation_attributes: ChangeRating,
    /// Levers.
    pub levers: Vec<LeverContent>,
    /// When a wave is done.
    pub definition_of_done: Vec<String>,
    /// How adoption is measured.
    pub adoption_measures: Vec<AdoptionMeasure>,
}

impl Guidance {
    /// Name of a role, or its id where it is unknown.
    pub fn role_name<'a>(&'a self, id: &'a RoleId) -> &'a str {
        self.roles.iter().find(|role| &role.id == id).map_or(id.as_str(), |role| &role.name)
    }
}

/// The guidance.
pub fn guidance() -> &'static Guidance {
    static CONTENT: OnceLock<Guidance> = OnceLock::new();
    CONTENT.get_or_init(|| super::embedded(include_str!("content/guidance.json")))
}

/// The glossary, sorted by term.
pub fn glossary() -> &'static [Term] {
    static CONTENT: OnceLock<Vec<Term>> = OnceLock::new();
    CONTENT.get_or_init(|| super::embedded(include_str!("content/glossary.json")))
}
