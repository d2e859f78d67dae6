//! What counts after the ten questions: answers, and for those left open what their neighbours suggest.

use crate::domain::model::foundation::{ControlLevel, PmoType, ScopeLevel};
use crate::domain::model::guided::{
    CommonPain, Delivery, GuidedAnswers, Pace, Purpose, SponsorStrength, TeamSize,
};
use crate::domain::model::initiation::Area;
use crate::domain::model::organisation::{ExistingPmo, Industry};
use crate::domain::model::plan::SizeClass;

/// Most pains that count: who names everything has not chosen.
pub const MOST_PAINS: usize = 3;

/// Pains that are assumed where fewer than three were named, in this order.
const USUAL_PAINS: [CommonPain; MOST_PAINS] =
    [CommonPain::NoOverview, CommonPain::SlowDecisions, CommonPain::LateProjects];

/// The answers without gaps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settled {
    pub size: SizeClass,
    pub industry: Industry,
    pub purpose: Purpose,
    pub delivery: Delivery,
    pub existing: ExistingPmo,
    /// What was named, at most three.
    pub named: Vec<CommonPain>,
    /// Exactly three, the named ones first.
    pub pains: Vec<CommonPain>,
    pub strength: SponsorStrength,
    pub team: TeamSize,
    pub pace: Pace,
}

pub(super) fn settle(answers: &GuidedAnswers) -> Settled {
    let mut named: Vec<CommonPain> = Vec::new();
    for pain in &answers.pains {
        if !named.contains(pain) && named.len() < MOST_PAINS {
            named.push(*pain);
        }
    }
    let mut pains = named.clone();
    for pain in USUAL_PAINS {
        if !pains.contains(&pain) && pains.len() < MOST_PAINS {
            pains.push(pain);
        }
    }
    let strength = answers.sponsor_strength.unwrap_or_default();
    Settled {
        size: answers.size.unwrap_or_default(),
        industry: answers.industry.unwrap_or_default(),
        purpose: answers.purpose.unwrap_or_else(|| likely_purpose(&named, strength)),
        delivery: answers.delivery.unwrap_or_default(),
        existing: answers.existing_pmo.unwrap_or_default(),
        named,
        pains,
        strength,
        team: answers.team.unwrap_or_default(),
        pace: answers.pace.unwrap_or_default(),
    }
}

/// What an office is for that has not said so: the pains tell, and without a sponsor it begins small.
fn likely_purpose(pains: &[CommonPain], strength: SponsorStrength) -> Purpose {
    let hurts = |pain| pains.contains(&pain);
    if strength == SponsorStrength::Weak {
        Purpose::FirstOrder
    } else if hurts(CommonPain::TooManyProjects) || hurts(CommonPain::OverbookedPeople) {
        Purpose::Choose
    } else if hurts(CommonPain::LateProjects) && strength == SponsorStrength::Strong {
        Purpose::Control
    } else if hurts(CommonPain::NoCommonWay) || hurts(CommonPain::MissingSkills) {
        Purpose::Help
    } else {
        Purpose::FirstOrder
    }
}

impl Settled {
    /// Id of the bundle to begin with (PMO fact base 3.16). An office that struggles is rescued first, unless it serves
    /// one change that ends.
    pub fn bundle(&self) -> &'static str {
        if self.is_rescue() { "old-pmo-rescue" } else { self.purpose_bundle() }
    }

    /// Id of the bundle that follows in later waves: behind a rescue comes what the office is for.
    pub fn next_bundle(&self) -> Option<&'static str> {
        self.is_rescue().then(|| self.purpose_bundle())
    }

    fn purpose_bundle(&self) -> &'static str {
        match self.purpose {
            Purpose::FirstOrder => "first-100-days",
            Purpose::Help => "supportive-office",
            Purpose::Control => "controlling-office",
            Purpose::Lead => "directive-office",
            Purpose::Choose => "portfolio-office",
            Purpose::OneChange => "programme-office",
            Purpose::Skill => "centre-of-excellence",
        }
    }

    /// Id of the entry that the last words of the strategy promise.
    pub fn promised(&self) -> Option<&'static str> {
        match self.purpose {
            Purpose::Lead => Some("pm-pool"),
            Purpose::Choose => Some("prioritisation-model"),
            Purpose::OneChange => Some("dependency-coordination"),
            Purpose::Skill => Some("career-path"),
            Purpose::FirstOrder | Purpose::Help | Purpose::Control => None,
        }
    }

    /// Id of the advice on the length and number of waves (PMO fact base 6.1).
    pub fn wave_advice(&self) -> &'static str {
        match (self.purpose, self.size) {
            _ if self.is_rescue() => "old-pmo-rescue",
            (Purpose::OneChange, _) => "programme-office",
            (_, size) => advice_of(size),
        }
    }

    /// Id of the advice for the whole plan, a rescue and what follows it.
    pub fn whole_advice(&self) -> &'static str {
        advice_of(self.size)
    }

    pub fn is_rescue(&self) -> bool {
        self.existing == ExistingPmo::Struggling && self.purpose != Purpose::OneChange
    }

    /// Type of the office and its control level (PMO fact base 8.1).
    pub fn office(&self) -> (PmoType, ControlLevel) {
        match self.purpose {
            Purpose::FirstOrder | Purpose::Help => (PmoType::Supportive, ControlLevel::Supportive),
            Purpose::Control => (PmoType::Controlling, ControlLevel::Controlling),
            Purpose::Lead => (PmoType::Directive, ControlLevel::Directive),
            Purpose::Choose => (PmoType::PortfolioOffice, ControlLevel::Controlling),
            Purpose::OneChange => (PmoType::ProgrammeOffice, ControlLevel::Directive),
            Purpose::Skill => (PmoType::CentreOfExcellence, ControlLevel::Supportive),
        }
    }

    /// How far the office reaches.
    pub fn scope(&self) -> ScopeLevel {
        match (self.purpose, self.size) {
            (Purpose::OneChange, _) => ScopeLevel::Programme,
            (Purpose::Choose, _) => ScopeLevel::Portfolio,
            (_, SizeClass::S) => ScopeLevel::Department,
            (_, SizeClass::M) => ScopeLevel::Division,
            (_, SizeClass::L) => ScopeLevel::Enterprise,
        }
    }

    /// Full-time equivalents.
    pub fn people(&self) -> f64 {
        match self.team {
            TeamSize::One => 1.0,
            TeamSize::Two => 2.0,
            TeamSize::Four => 4.0,
            TeamSize::Eight => 8.0,
        }
    }
}

fn advice_of(size: SizeClass) -> &'static str {
    match size {
        SizeClass::S => "small-company",
        SizeClass::M => "mid-size-company",
        SizeClass::L => "large-enterprise",
    }
}

/// The assessment area that a pain belongs to.
pub(super) fn area_of(pain: CommonPain) -> Area {
    match pain {
        CommonPain::LateProjects => Area::Planning,
        CommonPain::TooManyProjects => Area::Portfolio,
        CommonPain::NoOverview => Area::Reporting,
        CommonPain::SlowDecisions => Area::Governance,
        CommonPain::AbsentSponsors => Area::Sponsorship,
        CommonPain::OverbookedPeople => Area::Resources,
        CommonPain::NoCommonWay => Area::Methodology,
        CommonPain::Surprises => Area::Risk,
        CommonPain::UnseenBenefits => Area::Finance,
        CommonPain::MissingSkills => Area::Skills,
    }
}
