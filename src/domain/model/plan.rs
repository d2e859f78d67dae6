//! The plan's own header: identity, dates, size, limits of a proposal.

use serde::{Deserialize, Serialize};

use super::guided::GuidedAnswers;
use super::ids::PlanId;
use super::scalar::{Date, Lift, Percent};

/// Size of the project organisation; picks the effort column of the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum SizeClass {
    /// Up to 20 active projects.
    S,
    /// 21 to 80.
    #[default]
    M,
    /// Over 80.
    L,
}

/// Who writes the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuthorRole {
    /// Leads the PMO.
    #[default]
    PmoLead,
    /// Advises the organisation.
    Consultant,
    /// Pays for the PMO.
    Sponsor,
    /// Somebody else.
    Other,
}

/// How far the plan is agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// Being written.
    #[default]
    Draft,
    /// Being read.
    InReview,
    /// Agreed with the sponsor.
    Agreed,
    /// Being carried out.
    Running,
    /// Finished.
    Closed,
}

/// Currency of all money in the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Euro.
    #[default]
    Eur,
    /// US dollar.
    Usd,
    /// Pound sterling.
    Gbp,
    /// Swiss franc.
    Chf,
    /// Swedish krona.
    Sek,
    /// Norwegian krone.
    Nok,
    /// Danish krone.
    Dkk,
    /// Polish zloty.
    Pln,
    /// Czech koruna.
    Czk,
    /// Canadian dollar.
    Cad,
    /// Australian dollar.
    Aud,
    /// Indian rupee.
    Inr,
    /// Japanese yen.
    Jpy,
    /// Brazilian real.
    Brl,
}

/// Language of documents and screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
}

/// How dates are written for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DateFormat {
    /// 12 March 2027.
    #[default]
    Long,
    /// 12/03/2027.
    DayMonthYear,
    /// 03/12/2027.
    MonthDayYear,
    /// 2027-03-12.
    Iso,
}

/// Weights of the score (PMO fact base 6.3). Each bracket sums to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ScoreWeights {
    /// Weight of the gap value G.
    pub gap: Lift,
    /// Weight of the sponsor's demand D.
    pub demand: Lift,
    /// Weight of enablement N.
    pub enablement: Lift,
    /// Weight of the effort band Z.
    pub effort: Lift,
    /// Weight of the strain band S.
    pub strain: Lift,
}

impl Default for ScoreWeights {
    fn default() -> Self {
        let share = |value: f64| Lift::new(value).unwrap_or(Lift::MIN);
        Self {
            gap: share(0.5),
            demand: share(0.3),
            enablement: share(0.2),
            effort: share(0.6),
            strain: share(0.4),
        }
    }
}

/// Limits and switches of a proposal (PMO fact base 2.1; planner contract 2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Settings {
    /// Weights of the score.
    pub score_weights: ScoreWeights,
    /// Share of the PMO's capacity that a proposal may fill.
    pub pmo_limit_pct: Percent,
    /// Most entries that a wave may launch.
    pub entries_per_wave: u8,
    /// Apply the effort multipliers and the surcharge for missing soft prerequisites.
    pub effort_rules: bool,
    /// A proposal must end with an office that can carry what it built.
    pub sustain: bool,
    /// The charter stands in wave 1.
    pub charter_first: bool,
    /// Change communication starts by wave 2.
    pub change_comms_early: bool,
    /// At least one quick win stands in wave 1.
    pub quick_win_first: bool,
    /// Capacity is planned role by role instead of as one pool.
    pub plan_by_role: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            score_weights: ScoreWeights::default(),
            pmo_limit_pct: Percent::new(95).unwrap_or(Percent::MAX),
            entries_per_wave: 7,
            effort_rules: true,
            sustain: true,
            charter_first: true,
            change_comms_early: true,
            quick_win_first: true,
            plan_by_role: false,
        }
    }
}

/// Identity and settings of the plan (PMO fact base 2.1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PlanHeader {
    /// Identity of the plan; copies get a new one.
    pub id: PlanId,
    /// Name of the plan and of its file.
    pub name: String,
    /// Name of this version.
    pub version: String,
    /// Name of the version it was made from.
    pub base_version: String,
    /// Who writes it.
    pub author: String,
    /// In which role.
    pub author_role: AuthorRole,
    /// Day of creation.
    pub created: Option<Date>,
    /// Day of the last change.
    pub changed: Option<Date>,
    /// Currency of all money.
    pub currency: Currency,
    /// Language of documents.
    pub language: Language,
    /// How dates are written.
    pub date_format: DateFormat,
    /// First day of wave 1.
    pub start_date: Date,
    /// Picks the effort column of the catalogue.
    pub size_class: SizeClass,
    /// How far the plan is agreed.
    pub status: PlanStatus,
    /// The plan of which this is a what-if copy.
    pub scenario_of: Option<PlanId>,
    /// Limits and switches of a proposal.
    pub settings: Settings,
    /// The answers from which the guided start drafted the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guided: Option<GuidedAnswers>,
}
