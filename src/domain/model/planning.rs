//! The choice of products and services and everything that changes their defaults (PMO fact base 2.5).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::CatalogueEntry;
use super::group::PerGroup;
use super::ids::{EntryId, PersonId, RoleId, RowId};
use super::scalar::{Amount, Demand, Impact, Percent, Reach};

/// What was decided about an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SelectionState {
    /// Not decided.
    #[default]
    Candidate,
    /// Will be deployed.
    Chosen,
    /// Later, perhaps.
    Parked,
    /// Decided against, with a reason.
    Rejected,
    /// In use before the plan starts.
    Exists,
}

/// How an entry comes about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MakeOrBuy {
    /// Built in house.
    #[default]
    Build,
    /// Bought.
    Buy,
    /// Something there is adapted.
    Adapt,
    /// Shared with another office.
    Share,
}

/// Cut line of the choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Moscow {
    /// Cannot be left out.
    Must,
    /// Should be in.
    #[default]
    Should,
    /// Could be in.
    Could,
    /// Not this time.
    NotNow,
}

/// A hard prerequisite as the user wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Prerequisite {
    /// The entry that must come first.
    pub entry: EntryId,
    /// It may stand in the same wave, before the dependant.
    pub same_wave: bool,
}

impl Default for Prerequisite {
    fn default() -> Self {
        Self { entry: EntryId::default(), same_wave: true }
    }
}

/// What was decided about one entry of the catalogue, and what replaces its defaults.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Choice {
    /// The decision.
    pub state: SelectionState,
    /// Why; asked for where an entry is rejected.
    pub reason: String,
    /// Share in place already; lowers the build effort.
    pub coverage_pct: Percent,
    /// How it comes about.
    pub make_or_buy: MakeOrBuy,
    /// How much the sponsor asks for it; none for the default 4.
    pub sponsor_demand: Option<Demand>,
    /// Cut line.
    pub moscow: Option<Moscow>,
    /// Who tries it first.
    pub pilot_group: String,
    /// Build effort in person-days; final, no multiplier applies.
    pub build_days: Option<Amount>,
    /// Run effort in person-days a month; final, no multiplier applies.
    pub run_days_per_month: Option<Amount>,
    /// Impact on each group.
    pub impact: PerGroup<Option<Impact>>,
    /// Share of each group that is hit; none for all of it.
    pub reach: PerGroup<Option<Reach>>,
    /// Hard prerequisites instead of the catalogue's.
    pub prerequisites: Option<Vec<Prerequisite>>,
    /// Roles that build it.
    pub build_roles: Option<Vec<RoleId>>,
    /// Roles that run it.
    pub run_roles: Option<Vec<RoleId>>,
    /// Who answers for it.
    pub owner: Option<PersonId>,
}

impl Choice {
    /// Takes the numbers, prerequisites and roles of another choice; what is empty there leaves what is here.
    pub fn take_numbers(&mut self, other: &Self) {
        self.build_days = other.build_days.or(self.build_days);
        self.run_days_per_month = other.run_days_per_month.or(self.run_days_per_month);
        self.impact = self.impact.map(|group, own| other.impact.get(group).or(*own));
        for (own, other) in
            [(&mut self.build_roles, &other.build_roles), (&mut self.run_roles, &other.run_roles)]
        {
            if other.is_some() {
                own.clone_from(other);
            }
        }
        if other.prerequisites.is_some() {
            self.prerequisites.clone_from(&other.prerequisites);
        }
    }
}

/// What a placement wish asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WishKind {
    /// In exactly this wave (a pin).
    #[default]
    InWave,
    /// Not before this wave.
    NotBefore,
    /// Not after this wave.
    NotAfter,
    /// All in one wave.
    Together,
    /// Each in another wave.
    NotTogether,
}

/// A wish about placement: an outside date, or politics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Wish {
    /// Identity of the row.
    pub id: RowId,
    /// What it asks for.
    pub kind: WishKind,
    /// About which entries.
    pub entries: Vec<EntryId>,
    /// Wave, counted from 1, where the kind needs one.
    pub wave: Option<u16>,
    /// Why.
    pub reason: String,
}

/// Guiding choices of the deployment (PMO fact base 1.3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DeploymentStrategy {
    /// Main choices and principles of order.
    pub guiding_choices: String,
    /// Pace of change.
    pub pace: String,
    /// Pilot or all at once.
    pub pilot_approach: String,
    /// Appetite for risk.
    pub risk_appetite: String,
    /// How success is measured.
    pub success_measures: String,
}

/// The choice of products and services.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Planning {
    /// What was decided about each entry; an entry without a record is an undecided candidate.
    pub choices: BTreeMap<EntryId, Choice>,
    /// The organisation's own entries.
    pub own_entries: Vec<CatalogueEntry>,
    /// Wishes about placement.
    pub wishes: Vec<Wish>,
    /// Guiding choices.
    pub strategy: DeploymentStrategy,
}
