//! What really happened (PMO fact base 2.7).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::group::{Group, PerGroup};
use super::ids::{EntryId, PersonId, RowId, WaveId};
use super::scalar::{Amount, Date, Percent, Scale5};
use super::wave::WaveItem;

/// How far an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeploymentState {
    /// Not begun.
    #[default]
    NotStarted,
    /// Being built.
    Building,
    /// Tried by few.
    Pilot,
    /// In use by its first customers.
    Launched,
    /// Used as wanted.
    Adopted,
    /// In the hands of its run owner.
    HandedOver,
    /// Given up.
    Dropped,
}

/// A pulse along the five ADKAR elements.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AdkarPulse {
    /// People know why.
    pub awareness: Option<Scale5>,
    /// People want it.
    pub desire: Option<Scale5>,
    /// People know how.
    pub knowledge: Option<Scale5>,
    /// People can.
    pub ability: Option<Scale5>,
    /// It is kept up.
    pub reinforcement: Option<Scale5>,
}

/// Run effort really spent in one wave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct RunActual {
    /// Identity of the row.
    pub id: RowId,
    /// The wave.
    pub wave: WaveId,
    /// Person-days.
    pub days: Amount,
}

/// What happened with one entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Actual {
    /// How far it is.
    pub state: DeploymentState,
    /// Build effort really spent, person-days.
    pub build_days: Option<Amount>,
    /// Run effort really spent.
    pub run_days: Vec<RunActual>,
    /// Day of its launch.
    pub launched_on: Option<Date>,
    /// Adoption after 30 days.
    pub adoption_30_pct: Option<Percent>,
    /// Adoption after 60 days.
    pub adoption_60_pct: Option<Percent>,
    /// Adoption after 90 days.
    pub adoption_90_pct: Option<Percent>,
    /// Adoption wanted; none for the default 60.
    pub adoption_target_pct: Option<Percent>,
    /// Pulse of each group.
    pub pulse: PerGroup<AdkarPulse>,
    /// Satisfaction of its users.
    pub satisfaction: Option<Scale5>,
    /// Remarks.
    pub notes: String,
}

impl Actual {
    /// The entry is in use as its wave planned it: by its customers, or by few where it was to be a pilot.
    pub fn is_launched(&self, item: &WaveItem) -> bool {
        use DeploymentState::{Adopted, HandedOver, Launched, Pilot};
        matches!(self.state, Launched | Adopted | HandedOver) || self.state == Pilot && item.pilot
    }
}

/// A decision, kept with what was decided against.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Decision {
    /// Identity of the row.
    pub id: RowId,
    /// When.
    pub date: Option<Date>,
    /// What.
    pub text: String,
    /// By whom.
    pub by: Option<PersonId>,
    /// What else was possible.
    pub alternatives: String,
}

/// A wish to change the plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ChangeRequest {
    /// Identity of the row.
    pub id: RowId,
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// What it does to load and capacity.
    pub effect: String,
}

/// What a finished wave taught about a group, taken over into the group's base capacity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TakenLesson {
    /// The wave.
    pub wave: WaveId,
    /// The group.
    pub group: Group,
}

/// What really happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Execution {
    /// For each entry.
    pub actuals: BTreeMap<EntryId, Actual>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Requests to change the plan.
    pub change_requests: Vec<ChangeRequest>,
    /// Lessons of finished waves that were taken over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lessons: Vec<TakenLesson>,
}
