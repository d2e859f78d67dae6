//! Scenarios: other ways to place the same entries in waves, kept aside; and stress tests of the plan's own.
//!
//! All scenarios share catalogue, assessment and choice. The active one lives in the plan's waves; the others wait here.

use serde::{Deserialize, Serialize};

use super::group::PerGroup;
use super::ids::{RoleId, RowId};
use super::scalar::{Amount, Percent};
use super::wave::Wave;

/// A scenario that is not the active one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Scenario {
    /// Identity of the place in the list; a switch puts what was active into the same place.
    pub id: RowId,
    /// Name, such as "Plan B".
    pub name: String,
    /// What it is for.
    pub note: String,
    /// Its waves with their entries, people and loads.
    pub waves: Vec<Wave>,
}

/// What happens in a stress test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StressKind {
    /// The sponsor is gone from a wave on.
    #[default]
    SponsorLeaves,
    /// Staff and consultants are cut.
    BudgetCut,
    /// Another change of the company lands on the same people.
    ExternalChange,
    /// A role of the staff plan is lost.
    RoleLost,
}

/// A stress test of the plan's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StressTest {
    /// Identity of the row.
    pub id: RowId,
    /// Name.
    pub name: String,
    /// What happens.
    pub kind: StressKind,
    /// First wave that is hit, counted from 1; none for the first one.
    pub wave: Option<u16>,
    /// Share of staff and consultants that is cut.
    pub share_pct: Percent,
    /// The role that is lost; none for the largest one.
    pub role: Option<RoleId>,
    /// Change points of the other change on each group.
    pub points: PerGroup<Amount>,
}

/// The scenarios of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Scenarios {
    /// Name of the active scenario; empty for "Plan A".
    pub name: String,
    /// What the active scenario is for.
    pub note: String,
    /// The others.
    pub kept: Vec<Scenario>,
    /// Stress tests of the plan's own.
    pub stress_tests: Vec<StressTest>,
}

impl Scenarios {
    /// Nothing was said about scenarios: a file without them stays as it was.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
