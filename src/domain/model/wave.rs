//! Waves: what is launched when, with which people, on whom (PMO fact base 2.6).

use serde::{Deserialize, Serialize};

use super::group::{Group, PerGroup};
use super::ids::{EntryId, PersonId, RowId, WaveId};
use super::scalar::{Amount, Date, Level, Money, Percent, WaveMonths};

/// What a wave is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaveKind {
    /// Entries are launched.
    #[default]
    Normal,
    /// People rest.
    Pause,
    /// A temporary office winds up.
    Closing,
}

impl WaveKind {
    /// Entries are launched in such a wave.
    pub fn takes_launches(self) -> bool {
        self == Self::Normal
    }
}

/// An entry in a wave. The order of the list is the order of work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct WaveItem {
    /// The entry.
    pub entry: EntryId,
    /// Launched as a pilot.
    pub pilot: bool,
    /// Launch day; none for the default of the wave.
    pub launch_date: Option<Date>,
    /// Who builds it; none for the first build role.
    pub owner: Option<PersonId>,
    /// Who runs it; none for the named person of the first run role.
    pub run_owner: Option<PersonId>,
}

/// Something that is taken away from a group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct RemovedDuty {
    /// Identity of the row.
    pub id: RowId,
    /// What.
    pub text: String,
    /// From whom.
    pub group: Group,
    /// Change points that it frees, 0 to 2.
    pub points: Amount,
}

/// Days on which nothing is launched.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Blackout {
    /// Identity of the row.
    pub id: RowId,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Why.
    pub reason: String,
}

/// Something that must be true before the next wave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ExitCriterion {
    /// Identity of the row.
    pub id: RowId,
    /// What.
    pub text: String,
    /// It is true.
    pub done: bool,
}

/// A time box in which a set of entries is built, launched and taught.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Wave {
    /// Identity.
    pub id: WaveId,
    /// Name; empty for "Wave n".
    pub name: String,
    /// One sentence of benefit.
    pub goal: String,
    /// What it is for.
    pub kind: WaveKind,
    /// Length in months.
    pub length_months: WaveMonths,
    /// Entries in the order of work.
    pub items: Vec<WaveItem>,
    /// Full-time equivalents of own staff, PMO lead included; none for the sum of the staff plan.
    pub fte: Option<Amount>,
    /// Person-days of consultants.
    pub consultant_days: Amount,
    /// Share of own time that is kept free.
    pub reserve_pct: Percent,
    /// Readiness of each group; none repeats the wave before.
    pub readiness: PerGroup<Option<Level>>,
    /// Leadership dimension of each group; none repeats the wave before.
    pub leadership: PerGroup<Option<Level>>,
    /// Points of other company changes on each group.
    pub external_load: PerGroup<Amount>,
    /// What is taken away.
    pub removed_duties: Vec<RemovedDuty>,
    /// Days without launches.
    pub blackouts: Vec<Blackout>,
    /// What must be true before the next wave.
    pub exit_criteria: Vec<ExitCriterion>,
    /// Money for the wave.
    pub budget: Option<Money>,
    /// The wave is over: its entries stay where they are.
    pub finished: bool,
}

impl Wave {
    /// Entries can still be put in it and launched there.
    pub fn takes_launches(&self) -> bool {
        !self.finished && self.kind.takes_launches()
    }
}

impl Default for Wave {
    fn default() -> Self {
        Self {
            id: WaveId(0),
            name: String::new(),
            goal: String::new(),
            kind: WaveKind::Normal,
            length_months: WaveMonths::default(),
            items: Vec::new(),
            fte: None,
            consultant_days: Amount::ZERO,
            reserve_pct: Percent::new(15).unwrap_or_default(),
            readiness: PerGroup::default(),
            leadership: PerGroup::default(),
            external_load: PerGroup::default(),
            removed_duties: Vec::new(),
            blackouts: Vec::new(),
            exit_criteria: Vec::new(),
            budget: None,
            finished: false,
        }
    }
}
