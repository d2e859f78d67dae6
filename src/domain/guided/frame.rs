//! The organisation around the office, as its size class lets expect it.

use crate::domain::model::document::Document;
use crate::domain::model::guided::{Delivery, GuidedAnswers};
use crate::domain::model::organisation::{DeliveryMix, Industry};
use crate::domain::model::plan::SizeClass;
use crate::domain::model::scalar::{Amount, Count, Percent};

use super::settled::Settled;

/// Usual numbers of an organisation of a size class. Practice defaults of ours, in the middle of each class.
pub(super) struct Usual {
    employees: u32,
    active_projects: u32,
    new_projects_per_year: u32,
    pub project_managers: u32,
    pub team_members: u32,
    pub functional_managers: u32,
    pub executives: u32,
    project_fte: f64,
    /// Hours a month of a sponsor who does enough (PMO fact base 2.3).
    pub sponsor_hours: f64,
}

pub(super) fn usual(size: SizeClass) -> Usual {
    let of = |numbers: [u32; 7], project_fte, sponsor_hours| {
        let [
            employees,
            active_projects,
            new_projects_per_year,
            project_managers,
            team_members,
            functional_managers,
            executives,
        ] = numbers;
        Usual {
            employees,
            active_projects,
            new_projects_per_year,
            project_managers,
            team_members,
            functional_managers,
            executives,
            project_fte,
            sponsor_hours,
        }
    };
    match size {
        SizeClass::S => of([150, 12, 10, 6, 40, 8, 4], 20.0, 4.0),
        SizeClass::M => of([800, 45, 30, 18, 180, 30, 8], 80.0, 6.0),
        SizeClass::L => of([5_000, 140, 90, 60, 800, 120, 14], 350.0, 8.0),
    }
}

pub(super) fn describe_organisation(document: &mut Document, answers: &GuidedAnswers, settled: &Settled) {
    let usual = usual(settled.size);
    document.plan.size_class = settled.size;
    let organisation = &mut document.organisation;
    answers.organisation.trim().clone_into(&mut organisation.name);
    organisation.industry = settled.industry;
    organisation.regulated = is_regulated(settled.industry);
    organisation.employees = count(usual.employees);
    organisation.active_projects = count(usual.active_projects);
    organisation.new_projects_per_year = count(usual.new_projects_per_year);
    organisation.project_managers = count(usual.project_managers);
    organisation.team_members = count(usual.team_members);
    organisation.functional_managers = count(usual.functional_managers);
    organisation.executives = count(usual.executives);
    organisation.project_fte = Amount::new(usual.project_fte).ok();
    let share = |value| Percent::new(value).unwrap_or_default();
    let mix = |plan_driven, hybrid, agile| DeliveryMix {
        plan_driven: share(plan_driven),
        hybrid: share(hybrid),
        agile: share(agile),
    };
    organisation.delivery_mix = match settled.delivery {
        Delivery::PlanDriven => mix(70, 20, 10),
        Delivery::Mixed => mix(40, 40, 20),
        Delivery::Agile => mix(10, 30, 60),
    };
    organisation.existing_pmo = settled.existing;
}

/// Whether a line of business usually works under an authority's eyes.
fn is_regulated(industry: Industry) -> bool {
    matches!(
        industry,
        Industry::Finance
            | Industry::Insurance
            | Industry::HealthCare
            | Industry::LifeSciences
            | Industry::PublicSector
            | Industry::Energy
    )
}

pub(super) fn count(value: u32) -> Count {
    Count::new(value).unwrap_or_default()
}
