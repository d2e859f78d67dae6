//! Records that keep the build-out steered: duties, messages, measures, risks (PMO fact base 2.8).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::group::Group;
use super::ids::{ObjectiveId, PersonId, RowId, RuleId};
use super::scalar::{Date, Scale5};

/// A column of the RACI table (PMO fact base 7, D8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RaciRole {
    /// Sponsor.
    #[default]
    Sponsor,
    /// Portfolio board.
    PortfolioBoard,
    /// PMO lead.
    PmoLead,
    /// PMO staff.
    PmoStaff,
    /// Project manager.
    ProjectManager,
    /// Functional manager.
    FunctionalManager,
    /// Team member.
    TeamMember,
    /// Finance.
    Finance,
    /// Human resources.
    HumanResources,
}

/// A duty in an activity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum RaciLetter {
    /// Does the work.
    #[default]
    R,
    /// Answers for it; exactly one in each activity.
    A,
    /// Is asked before.
    C,
    /// Is told after.
    I,
}

/// One activity of the RACI table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct RaciActivity {
    /// Identity of the row.
    pub id: RowId,
    /// The activity.
    pub activity: String,
    /// Who has which duty.
    pub duties: BTreeMap<RaciRole, RaciLetter>,
}

/// One line of the communication plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Communication {
    /// Identity of the row.
    pub id: RowId,
    /// To whom.
    pub audience: Group,
    /// What is said.
    pub message: String,
    /// Why they care.
    pub why_they_care: String,
    /// How it reaches them.
    pub channel: String,
    /// Who says it.
    pub sender: Option<PersonId>,
    /// How often.
    pub frequency: String,
    /// First time.
    pub first_date: Option<Date>,
    /// How they answer.
    pub feedback: String,
    /// Wave, counted from 1.
    pub wave: Option<u16>,
}

/// A measure of success.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Kpi {
    /// Identity of the row.
    pub id: RowId,
    /// Name.
    pub name: String,
    /// The question it answers.
    pub question: String,
    /// How it is computed.
    pub formula: String,
    /// Where the data come from.
    pub source: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// Value before.
    pub baseline: String,
    /// Value wanted.
    pub target: String,
    /// When it turns amber or red.
    pub colour_limits: String,
    /// How often it is taken.
    pub frequency: String,
    /// Who reads it.
    pub audience: String,
    /// The objective that it measures.
    pub objective: Option<ObjectiveId>,
}

/// A risk of the build-out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Risk {
    /// Identity of the row.
    pub id: RowId,
    /// What may happen.
    pub text: String,
    /// Why.
    pub cause: String,
    /// With what effect.
    pub effect: String,
    /// How likely.
    pub probability: Option<Scale5>,
    /// How bad.
    pub impact: Option<Scale5>,
    /// What is done about it.
    pub response: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
}

/// A lever of culture change (PMO fact base 5.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lever {
    /// A story about the future.
    #[default]
    VisionStory,
    /// The sponsor acts.
    SponsorAction,
    /// Line managers act.
    LineManagerAction,
    /// A rule of governance.
    GovernanceRule,
    /// Training.
    Training,
    /// Coaching.
    Coaching,
    /// A tool or a template.
    ToolOrTemplate,
    /// A measure.
    Measure,
    /// A reward or a consequence.
    RewardOrConsequence,
    /// A way to answer back.
    FeedbackChannel,
}

/// Something done to pull a lever that no entry pulls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct LeverAction {
    /// Identity of the row.
    pub id: RowId,
    /// The lever.
    pub lever: Lever,
    /// What is done.
    pub text: String,
    /// Wave, counted from 1.
    pub wave: Option<u16>,
}

/// A finding that somebody accepted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AcceptedFinding {
    /// Identity of the row.
    pub id: RowId,
    /// The rule.
    pub rule: RuleId,
    /// The object of the finding, as the health check writes it.
    pub object: String,
    /// Why it is accepted.
    pub reason: String,
}

/// Records that keep the build-out steered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Governance {
    /// Duties.
    pub raci: Vec<RaciActivity>,
    /// Messages.
    pub communications: Vec<Communication>,
    /// Measures.
    pub kpis: Vec<Kpi>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// Actions for levers.
    pub lever_actions: Vec<LeverAction>,
    /// Findings that were accepted.
    pub accepted_findings: Vec<AcceptedFinding>,
}
