//! The organisation that the PMO serves (PMO fact base 2.2).

use serde::{Deserialize, Serialize};

use super::group::PerGroup;
use super::ids::RowId;
use super::scalar::{Amount, Count, Date, Money, Percent};

/// Line of business.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Industry {
    /// Not chosen yet, or none of the others.
    #[default]
    Other,
    /// Manufacturing.
    Manufacturing,
    /// Banking and other finance.
    Finance,
    /// Insurance.
    Insurance,
    /// Hospitals and other health care.
    HealthCare,
    /// Medicines and medical devices.
    LifeSciences,
    /// Public administration.
    PublicSector,
    /// Schools, universities, research.
    Education,
    /// Energy and utilities.
    Energy,
    /// Telecommunications and media.
    Telecommunications,
    /// Software and IT services.
    InformationTechnology,
    /// Retail and consumer goods.
    Retail,
    /// Transport and logistics.
    Logistics,
    /// Construction and engineering.
    Construction,
    /// Advice and other professional services.
    ProfessionalServices,
    /// Charities and associations.
    NonProfit,
}

/// What kind of PMO exists today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExistingPmo {
    /// None yet.
    #[default]
    None,
    /// Somebody does the work without a mandate.
    Informal,
    /// One exists and is in trouble.
    Struggling,
    /// One exists and works.
    Running,
}

/// Shares of delivery styles, together 100.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DeliveryMix {
    /// Plan-driven projects.
    pub plan_driven: Percent,
    /// Hybrid projects.
    pub hybrid: Percent,
    /// Agile projects.
    pub agile: Percent,
}

/// Another office of the same organisation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct OtherPmo {
    /// Identity of the row.
    pub id: RowId,
    /// Its name.
    pub name: String,
    /// How the two work together.
    pub relation: String,
}

/// Another change of the company that asks something of the same people: a new system, a reorganisation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct OtherChange {
    /// Identity of the row.
    pub id: RowId,
    /// What it is called.
    pub name: String,
    /// First day, or the day of the go-live.
    pub from: Option<Date>,
    /// Last day; none for a change of one day.
    pub to: Option<Date>,
    /// Change points that it asks of each group, all in all.
    pub points: PerGroup<Amount>,
}

/// The organisation and the size of its project work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Organisation {
    /// Name.
    pub name: String,
    /// Line of business.
    pub industry: Industry,
    /// Employees.
    pub employees: Count,
    /// Projects running now.
    pub active_projects: Count,
    /// Projects started in a year.
    pub new_projects_per_year: Count,
    /// Money spent on projects in a year.
    pub yearly_project_spend: Option<Money>,
    /// Project managers.
    pub project_managers: Count,
    /// People who work in project teams.
    pub team_members: Count,
    /// Functional (line) managers.
    pub functional_managers: Count,
    /// Executives and sponsors.
    pub executives: Count,
    /// Full-time equivalents of project work.
    pub project_fte: Option<Amount>,
    /// Sites.
    pub locations: Count,
    /// Countries.
    pub countries: Count,
    /// Works under a regulator.
    pub regulated: bool,
    /// Shares of delivery styles.
    pub delivery_mix: DeliveryMix,
    /// What kind of PMO exists today.
    pub existing_pmo: ExistingPmo,
    /// Other offices of the organisation.
    pub other_pmos: Vec<OtherPmo>,
    /// Other changes of the company, on the same people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_changes: Vec<OtherChange>,
}
