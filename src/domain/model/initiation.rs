//! The assessment: answers, areas, pains and facts (PMO fact base 2.4 and 4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::group::Group;
use super::ids::{ParticipantId, RowId, WaveId};
use super::scalar::{Count, Date, Importance, Level, Money, Percent, Scale5};

/// An assessment area (PMO fact base 4.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Sponsorship and mandate.
    #[default]
    Sponsorship,
    /// Governance and decisions.
    Governance,
    /// Portfolio and strategy fit.
    Portfolio,
    /// People and capacity.
    Resources,
    /// Method and process.
    Methodology,
    /// Planning and estimating.
    Planning,
    /// Risk, issue and change control.
    Risk,
    /// Money and benefits.
    Finance,
    /// Reporting and measures.
    Reporting,
    /// Tools and information.
    Tools,
    /// Skills and careers.
    Skills,
    /// Culture and readiness for change.
    Culture,
    /// Learning and assurance.
    Learning,
    /// Stakeholders and customers.
    Stakeholders,
}

impl Area {
    /// All areas in their fixed order.
    pub const ALL: [Self; 14] = [
        Self::Sponsorship,
        Self::Governance,
        Self::Portfolio,
        Self::Resources,
        Self::Methodology,
        Self::Planning,
        Self::Risk,
        Self::Finance,
        Self::Reporting,
        Self::Tools,
        Self::Skills,
        Self::Culture,
        Self::Learning,
        Self::Stakeholders,
    ];

    /// The code, as in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sponsorship => "sponsorship",
            Self::Governance => "governance",
            Self::Portfolio => "portfolio",
            Self::Resources => "resources",
            Self::Methodology => "methodology",
            Self::Planning => "planning",
            Self::Risk => "risk",
            Self::Finance => "finance",
            Self::Reporting => "reporting",
            Self::Tools => "tools",
            Self::Skills => "skills",
            Self::Culture => "culture",
            Self::Learning => "learning",
            Self::Stakeholders => "stakeholders",
        }
    }
}

/// How the assessment was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssessmentMethod {
    /// A facilitated session.
    #[default]
    Workshop,
    /// Interviews.
    Interviews,
    /// A survey.
    Survey,
    /// An audit.
    Audit,
    /// Several of these.
    Mixed,
}

/// Somebody who answers, by name or alias.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Participant {
    /// Identity.
    pub id: ParticipantId,
    /// Name or alias.
    pub name: String,
    /// Stakeholder group.
    pub group: Group,
    /// When the answer file was saved that the answers were last taken from, as text; empty where there was none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub answers_saved_at: String,
}

/// One answer of one participant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Answer {
    /// Who.
    pub participant: ParticipantId,
    /// Area of the question.
    pub area: Area,
    /// Number of the question within its area, 1 to 5.
    pub question: u8,
    /// Score 1 to 5; none is "don't know".
    pub score: Option<Scale5>,
    /// What supports it.
    pub evidence: String,
    /// A remark.
    pub note: String,
    /// When the answer file was saved that it stands in, as text; empty where it was given or changed in the plan.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub saved_at: String,
}

/// The value that the people agreed on for a question. It stands in for every answer to it (PMO fact base 4.1: the
/// facilitator may override with a reason).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AgreedValue {
    /// Area of the question.
    pub area: Area,
    /// Number of the question within its area, 1 to 5.
    pub question: u8,
    /// The value.
    pub score: Option<Scale5>,
    /// Why, where it is not what the answers say.
    pub reason: String,
}

/// An assessment of before, kept to compare with. It holds what was entered then, people included.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct EarlierAssessment {
    /// Identity of the row.
    pub id: RowId,
    /// What it is called.
    pub name: String,
    /// Day of the assessment.
    pub assessment_date: Option<Date>,
    /// How it was made.
    pub method: AssessmentMethod,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// Answers to the questions.
    pub answers: Vec<Answer>,
    /// Values that were agreed on.
    pub agreed: Vec<AgreedValue>,
    /// What was decided about each area.
    pub areas: BTreeMap<Area, AreaAssessment>,
}

/// One answer to a readiness statement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ReadinessAnswer {
    /// Who.
    pub participant: ParticipantId,
    /// The wave before which it was asked.
    pub wave: WaveId,
    /// Number of the statement, 1 to 24.
    pub statement: u8,
    /// 1 not true, 5 fully true; as given, before reversed statements are turned.
    pub score: Option<Scale5>,
}

/// What is decided about an area: the computed level may be overridden with a reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AreaAssessment {
    /// Level that the facilitator sets instead of the mean of the answers.
    pub level_override: Option<Level>,
    /// Why.
    pub override_reason: String,
    /// Level wanted; none for the default of the method.
    pub target: Option<Level>,
    /// By when.
    pub target_date: Option<Date>,
    /// Weight 1 to 3.
    pub importance: Importance,
    /// Why this target.
    pub target_reason: String,
}

impl AreaAssessment {
    /// Whether the level is set by hand and nobody says why.
    pub fn is_unexplained(&self) -> bool {
        self.level_override.is_some() && self.override_reason.trim().is_empty()
    }
}

/// What kind of support a statement has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Somebody said it.
    #[default]
    Quote,
    /// It was measured or seen.
    Fact,
    /// It stands in a file.
    File,
}

/// Something that supports the assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Evidence {
    /// Identity of the row.
    pub id: RowId,
    /// Area it speaks about.
    pub area: Option<Area>,
    /// Its kind.
    pub kind: EvidenceKind,
    /// The text.
    pub text: String,
}

/// Something that hurts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Pain {
    /// Identity of the row.
    pub id: RowId,
    /// In the words of those who feel it.
    pub text: String,
    /// Who feels it.
    pub group: Group,
    /// What it costs in a year.
    pub cost_estimate: Option<Money>,
    /// Area it belongs to.
    pub area: Option<Area>,
}

/// Something to keep.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Strength {
    /// Identity of the row.
    pub id: RowId,
    /// What works.
    pub text: String,
    /// Area it belongs to.
    pub area: Option<Area>,
}

/// Facts about projects today.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ProjectFacts {
    /// Projects counted.
    pub active_projects: Option<Count>,
    /// Share that is late.
    pub late_pct: Option<Percent>,
    /// Share over budget.
    pub over_budget_pct: Option<Percent>,
    /// Tools in use.
    pub tools_in_use: String,
    /// Methods in use.
    pub methods_in_use: String,
}

/// The assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Initiation {
    /// Day of the assessment.
    pub assessment_date: Option<Date>,
    /// How it was made.
    pub method: AssessmentMethod,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// Answers to the questions.
    pub answers: Vec<Answer>,
    /// Values that were agreed on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<AgreedValue>,
    /// Assessments of before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierAssessment>,
    /// Answers to the readiness statements.
    pub readiness_answers: Vec<ReadinessAnswer>,
    /// What is decided about each area.
    pub areas: BTreeMap<Area, AreaAssessment>,
    /// What supports it.
    pub evidence: Vec<Evidence>,
    /// What hurts.
    pub pains: Vec<Pain>,
    /// What to keep.
    pub strengths: Vec<Strength>,
    /// Facts about projects.
    pub facts: ProjectFacts,
}
