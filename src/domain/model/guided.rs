//! What the guided start asked: ten questions, each of which may stay open. The plan keeps them, so that it can still
//! tell which of its values were assumed and from what.

use serde::{Deserialize, Serialize};

use super::organisation::{ExistingPmo, Industry};
use super::plan::SizeClass;

/// What the office is mainly for; picks the type and the bundle of entries (PMO fact base 3.16, 8.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// See all projects and settle the mandate.
    #[default]
    FirstOrder,
    /// Help project managers.
    Help,
    /// Get projects under control.
    Control,
    /// Lead the projects itself.
    Lead,
    /// Choose the right projects.
    Choose,
    /// Bring one big change home.
    OneChange,
    /// Spread skill across mature units.
    Skill,
}

/// How most projects are delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Mostly by plan.
    PlanDriven,
    /// Of both kinds.
    #[default]
    Mixed,
    /// Mostly agile.
    Agile,
}

/// Something that hurts in many organisations; each belongs to one assessment area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CommonPain {
    /// Projects finish late.
    #[default]
    LateProjects,
    /// There are more projects than the organisation can carry.
    TooManyProjects,
    /// Nobody sees all projects.
    NoOverview,
    /// Decisions wait.
    SlowDecisions,
    /// Sponsors are absent.
    AbsentSponsors,
    /// People are booked twice.
    OverbookedPeople,
    /// Every project works in its own way.
    NoCommonWay,
    /// Risks turn up late.
    Surprises,
    /// The promised benefits are not seen.
    UnseenBenefits,
    /// Project managers lack skill.
    MissingSkills,
}

/// How much the sponsor does for the office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SponsorStrength {
    /// Little, or nobody is found yet.
    Weak,
    /// Supports when asked.
    #[default]
    Fair,
    /// Senior, active and visible.
    Strong,
}

/// People in the office, full-time equivalents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TeamSize {
    /// One.
    One,
    /// Two.
    #[default]
    Two,
    /// Four.
    Four,
    /// Eight.
    Eight,
}

/// How fast the organisation wants to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Long waves, few launches.
    Careful,
    /// As the advice for the size says.
    #[default]
    Steady,
    /// Short waves, first results soon.
    Fast,
}

/// The answers. None and empty mean "left open".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct GuidedAnswers {
    /// Name of the organisation.
    pub organisation: String,
    /// Active projects by size class.
    pub size: Option<SizeClass>,
    /// Line of business.
    pub industry: Option<Industry>,
    /// What the office is mainly for.
    pub purpose: Option<Purpose>,
    /// How most projects are delivered.
    pub delivery: Option<Delivery>,
    /// The office of today.
    pub existing_pmo: Option<ExistingPmo>,
    /// What hurts most; three at most count.
    pub pains: Vec<CommonPain>,
    /// Name or title of the sponsor.
    pub sponsor: String,
    /// How much the sponsor does.
    pub sponsor_strength: Option<SponsorStrength>,
    /// People in the office from the start.
    pub team: Option<TeamSize>,
    /// How fast.
    pub pace: Option<Pace>,
}
