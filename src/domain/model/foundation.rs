//! The definition of the PMO (PMO fact base 2.3).

use serde::{Deserialize, Serialize};

use super::group::{Group, PerGroup};
use super::ids::{BenefitId, EntryId, ObjectiveId, PersonId, RoleId, RowId};
use super::scalar::{Amount, Count, Date, Money, Percent, Scale5};

/// Preset of the office; a starting point, not a cage (PMO fact base 8.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PmoType {
    /// Helps on request.
    Supportive,
    /// Asks for compliance.
    #[default]
    Controlling,
    /// Runs the projects.
    Directive,
    /// Serves the choice of projects.
    PortfolioOffice,
    /// Keeps method and skill.
    CentreOfExcellence,
    /// Serves one programme.
    ProgrammeOffice,
}

/// How much the office may demand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ControlLevel {
    /// Offers help.
    Supportive,
    /// Asks for compliance.
    #[default]
    Controlling,
    /// Decides.
    Directive,
}

/// How far the office reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ScopeLevel {
    /// One project.
    Project,
    /// One programme.
    Programme,
    /// One department.
    #[default]
    Department,
    /// One division.
    Division,
    /// The whole enterprise.
    Enterprise,
    /// The portfolio of the enterprise.
    Portfolio,
}

/// Whether the office is meant to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lifetime {
    /// No end planned.
    #[default]
    Permanent,
    /// Ends on a date; needs a closing wave.
    Temporary,
}

/// Shares of the four culture types, together 100 (PMO fact base 5.2).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CultureMix {
    /// Inside, flexible.
    pub clan: Percent,
    /// Outside, flexible.
    pub adhocracy: Percent,
    /// Outside, stable.
    pub market: Percent,
    /// Inside, stable.
    pub hierarchy: Percent,
}

/// A person, by name or alias.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Name or alias.
    pub name: String,
    /// Title.
    pub title: String,
    /// Stakeholder group.
    pub group: Group,
    /// How to reach the person.
    pub contact: String,
}

/// A benefit that the PMO promises.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ValueBenefit {
    /// Identity.
    pub id: BenefitId,
    /// The benefit.
    pub benefit: String,
    /// Who gets it.
    pub customer: String,
    /// How it is measured.
    pub measure: String,
}

/// A rule of behaviour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Principle {
    /// Identity of the row.
    pub id: RowId,
    /// The rule.
    pub text: String,
}

/// A concrete result for about a year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Objective {
    /// Identity.
    pub id: ObjectiveId,
    /// The result.
    pub text: String,
    /// How it is measured.
    pub measure: String,
    /// Value today.
    pub baseline: String,
    /// Value wanted.
    pub target: String,
    /// When.
    pub due: Option<Date>,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// The promised benefit that it serves.
    pub benefit: Option<BenefitId>,
    /// Entries that bring it about.
    pub entries: Vec<EntryId>,
}

/// One line of what is inside or outside the office's reach.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ScopeItem {
    /// Identity of the row.
    pub id: RowId,
    /// Organisation unit.
    pub unit: String,
    /// Kind of projects.
    pub project_type: String,
    /// Region.
    pub region: String,
}

/// How far the office may go in a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuthorityLevel {
    /// It decides.
    Decide,
    /// It recommends.
    #[default]
    Recommend,
    /// It advises when asked.
    Advise,
    /// It is told.
    Inform,
}

/// A decision and the office's part in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Authority {
    /// Identity of the row.
    pub id: RowId,
    /// The decision.
    pub decision: String,
    /// The office's part.
    pub level: AuthorityLevel,
}

/// Rank of the sponsor against the reach of the office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SponsorRank {
    /// Above all affected units.
    #[default]
    Above,
    /// Beside them.
    Equal,
    /// Below them.
    Below,
}

/// The one person who pays for the PMO and protects it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Sponsor {
    /// Who it is; none means that nobody is named.
    pub person: Option<PersonId>,
    /// Rank against the reach of the office.
    pub rank_above_scope: SponsorRank,
    /// Hours a month for the PMO.
    pub hours_per_month: Amount,
    /// Takes part.
    pub active: Option<Scale5>,
    /// Is seen.
    pub visible: Option<Scale5>,
    /// Builds a coalition.
    pub coalition: Option<Scale5>,
    /// A successor is named.
    pub successor_named: bool,
    /// Other changes that the person sponsors.
    pub other_changes_sponsored: Count,
}

/// What a customer group expects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Expectation {
    /// Identity of the row.
    pub id: RowId,
    /// The promised benefit.
    pub benefit: Option<BenefitId>,
    /// How much it matters.
    pub weight: Option<Scale5>,
}

/// People who get the benefit of the offers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CustomerGroup {
    /// Identity of the row.
    pub id: RowId,
    /// Name.
    pub name: String,
    /// How many people.
    pub head_count: Count,
    /// What they expect.
    pub expectations: Vec<Expectation>,
    /// Satisfaction before the PMO starts.
    pub satisfaction_baseline: Option<Scale5>,
    /// Whom to ask.
    pub contact: String,
}

/// Where a group stands towards the PMO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Attitude {
    /// Works against it.
    Opposes,
    /// Doubts it.
    Sceptical,
    /// Waits.
    #[default]
    Neutral,
    /// Helps.
    Supports,
    /// Leads the way.
    Champions,
}

/// A stakeholder group and what it can take in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StakeholderGroup {
    /// Name in this organisation; empty for the usual one.
    pub name: String,
    /// How many people.
    pub head_count: Count,
    /// Power over the PMO.
    pub power: Option<Scale5>,
    /// Attitude today.
    pub attitude: Attitude,
    /// Attitude wanted.
    pub wanted_attitude: Attitude,
    /// Change points that a neutral group takes in within 3 months; none for the default (PMO fact base 5.4).
    pub base_capacity: Option<Amount>,
    /// Who is reached and how.
    pub reach_note: String,
    /// People who speak for the group.
    pub representatives: Vec<PersonId>,
}

/// State of a piece of start-up work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActivityState {
    /// Not begun.
    #[default]
    Open,
    /// Under way.
    Started,
    /// Done.
    Done,
}

/// Work to get from paper to a running office.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TransitionalActivity {
    /// Identity of the row.
    pub id: RowId,
    /// What.
    pub name: String,
    /// Who.
    pub owner: Option<PersonId>,
    /// When.
    pub due: Option<Date>,
    /// How far.
    pub state: ActivityState,
}

/// Where the money comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FundingSource {
    /// A central budget.
    #[default]
    CentralBudget,
    /// Units are charged.
    UnitCharge,
    /// Services have a price.
    PerServiceFee,
    /// A share of each project's budget.
    ProjectLevy,
    /// Several of these.
    Mixed,
}

/// Money of one year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct YearAmount {
    /// Identity of the row.
    pub id: RowId,
    /// The year.
    pub year: Count,
    /// The amount.
    pub amount: Money,
}

/// What the PMO brings in a year (PMO fact base 1.1 and 2.3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct BusinessCase {
    /// Late cost avoided.
    pub late_cost_avoided: Money,
    /// Money saved by stopped projects.
    pub stopped_projects_saved: Money,
    /// Hours of project managers saved.
    pub manager_hours_saved: Amount,
    /// Cost of such an hour.
    pub cost_per_manager_hour: Money,
    /// Benefits realised earlier.
    pub benefits_realised_earlier: Money,
}

/// Money for the PMO.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Funding {
    /// Where it comes from.
    pub source: FundingSource,
    /// How much in each year.
    pub yearly_amounts: Vec<YearAmount>,
    /// One-off amount.
    pub one_off_amount: Option<Money>,
    /// Last day on which it is sure.
    pub secured_until: Option<Date>,
    /// Day of its next review.
    pub review_date: Option<Date>,
    /// Cost of an internal person-day.
    pub cost_per_day_internal: Money,
    /// Cost of an external person-day.
    pub cost_per_day_external: Money,
    /// Licences of tools.
    pub tool_licences: Option<Money>,
    /// What comes back.
    pub business_case: BusinessCase,
}

/// Own staff or bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Employment {
    /// Own staff.
    #[default]
    Internal,
    /// Bought.
    External,
}

/// A role in the staff plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StaffRole {
    /// Identity of the row.
    pub id: RowId,
    /// The role.
    pub role: RoleId,
    /// Who fills it; none is a vacancy.
    pub person: Option<PersonId>,
    /// Full-time equivalents.
    pub fte: Amount,
    /// First wave, counted from 1.
    pub from_wave: u16,
    /// Last wave; none for no end.
    pub to_wave: Option<u16>,
    /// Own staff or bought.
    pub employment: Employment,
    /// Skills.
    pub skills: String,
    /// Net working days a month; none for the default 17.5.
    pub net_days_per_month: Option<Amount>,
}

impl Default for StaffRole {
    fn default() -> Self {
        Self {
            id: RowId(0),
            role: RoleId::from("pmo-analyst"),
            person: None,
            fte: Amount::ZERO,
            from_wave: 1,
            to_wave: None,
            employment: Employment::Internal,
            skills: String::new(),
            net_days_per_month: None,
        }
    }
}

/// An assumption, a constraint or a risk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Premise {
    /// Identity of the row.
    pub id: RowId,
    /// What.
    pub text: String,
    /// Who watches it.
    pub owner: Option<PersonId>,
    /// When it is looked at again.
    pub review: Option<Date>,
}

/// The definition of the PMO.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Foundation {
    /// Name of the office.
    pub pmo_name: String,
    /// Preset.
    pub pmo_type: PmoType,
    /// How much it may demand.
    pub control_level: ControlLevel,
    /// Culture of the organisation.
    pub culture_type: CultureMix,
    /// How far it reaches.
    pub scope_level: ScopeLevel,
    /// Whether it is meant to end.
    pub lifetime: Lifetime,
    /// When, if so.
    pub ends_on: Option<Date>,
    /// What it does, how, for whom.
    pub mission: String,
    /// The organisation when the work is done.
    pub vision: String,
    /// By when.
    pub vision_date: Option<Date>,
    /// The chosen way.
    pub strategy: String,
    /// Promised benefits.
    pub value_statement: Vec<ValueBenefit>,
    /// Rules of behaviour.
    pub principles: Vec<Principle>,
    /// Results for about a year.
    pub objectives: Vec<Objective>,
    /// What is inside.
    pub scope_in: Vec<ScopeItem>,
    /// What is outside.
    pub scope_out: Vec<ScopeItem>,
    /// Decisions and the office's part in them.
    pub authority: Vec<Authority>,
    /// The person to whom the office reports.
    pub reports_to: Option<PersonId>,
    /// The sponsor.
    pub sponsor: Sponsor,
    /// People who steer.
    pub steering_group: Vec<PersonId>,
    /// Customers.
    pub customers: Vec<CustomerGroup>,
    /// The five stakeholder groups.
    pub stakeholders: PerGroup<StakeholderGroup>,
    /// Start-up work.
    pub transitional_activities: Vec<TransitionalActivity>,
    /// Money.
    pub funding: Funding,
    /// Staff.
    pub staff_plan: Vec<StaffRole>,
    /// Assumptions.
    pub assumptions: Vec<Premise>,
    /// Constraints.
    pub constraints: Vec<Premise>,
    /// Risks of the definition.
    pub risks: Vec<Premise>,
    /// Who signed.
    pub approved_by: Option<PersonId>,
    /// When.
    pub approved_on: Option<Date>,
    /// Everybody whom the plan names.
    pub people: Vec<Person>,
}
