//! The definition of the office, what hurts, levels and objectives, in words that the user will change.

use crate::domain::figures::timeline::spans;
use crate::domain::model::document::Document;
use crate::domain::model::foundation::{
    Attitude, Authority, AuthorityLevel, ControlLevel, CustomerGroup, Expectation, Foundation, Lifetime,
    Objective, Person, Premise, Principle, ScopeItem, SponsorRank, StaffRole, TransitionalActivity,
    ValueBenefit,
};
use crate::domain::model::governance::Kpi;
use crate::domain::model::group::Group;
use crate::domain::model::guided::{CommonPain, GuidedAnswers, Pace, SponsorStrength, TeamSize};
use crate::domain::model::ids::{BenefitId, EntryId, ObjectiveId, PersonId, RoleId, RowId};
use crate::domain::model::initiation::Area;
use crate::domain::model::initiation::Pain;
use crate::domain::model::organisation::ExistingPmo;
use crate::domain::model::planning::DeploymentStrategy;
use crate::domain::model::scalar::{Amount, Date, Importance, Level, Scale5};
use crate::domain::wording::{fill, find, t};

use super::code;
use super::frame::{count, usual};
use super::settled::{Settled, area_of};

/// The one person whom the guided start can name.
const SPONSOR: PersonId = PersonId(1);
/// The lead of the office, who stands by role until there is a name. Runs every entry until somebody else does.
pub(super) const LEAD: PersonId = PersonId(2);

/// The years of which the vision speaks.
const VISION_YEARS: i16 = 2;

/// Everything but levels, choice, waves and objectives.
pub(super) fn define_office(document: &mut Document, answers: &GuidedAnswers, settled: &Settled) {
    let (office, control_level) = settled.office();
    let name = answers.organisation.trim();
    let who = if name.is_empty() { t("guided.we") } else { name };
    let foundation = &mut document.foundation;
    foundation.pmo_name = super::plan_name(name);
    foundation.pmo_type = office;
    foundation.control_level = control_level;
    foundation.scope_level = settled.scope();
    let purpose = code(&settled.purpose);
    foundation.mission = fill(&format!("guided.purpose.{purpose}.mission"), &[("organisation", who)]);
    foundation.vision = fill("guided.vision", &[("organisation", who)]);
    foundation.principles = rows("principle", |id, text| Principle { id, text });
    scope(foundation);
    authority(foundation, control_level);
    sponsor(foundation, answers, settled);
    values_and_customers(foundation, settled);
    groups(foundation, settled);
    foundation.staff_plan = staff(settled.team);
    let (id, name) = (LEAD, t("guided.lead").to_owned());
    foundation.people.push(Person { id, name, group: Group::O, ..Person::default() });
    let premise = |id, text| Premise { id, text, ..Premise::default() };
    foundation.assumptions = rows("assumption", premise);
    if settled.strength != SponsorStrength::Strong {
        foundation.risks.push(premise(RowId(1), t("guided.risk_sponsor").to_owned()));
    }
    document.initiation.pains = (1..)
        .zip(&settled.named)
        .map(|(id, pain)| Pain {
            id: RowId(id),
            text: words(*pain, "text"),
            group: felt_by(*pain),
            area: Some(area_of(*pain)),
            ..Pain::default()
        })
        .collect();
}

/// Levels as the office of today lets expect them: half a level lower and weight 3 where it hurts. They stand until the
/// areas are assessed; targets are left to the method.
pub(super) fn set_levels(document: &mut Document, settled: &Settled) {
    let base = match settled.existing {
        ExistingPmo::None => 1.5,
        ExistingPmo::Informal | ExistingPmo::Struggling => 2.0,
        ExistingPmo::Running => 2.5,
    };
    let hurting: Vec<Area> = settled.pains.iter().map(|pain| area_of(*pain)).collect();
    for area in Area::ALL {
        let hurts = hurting.contains(&area);
        let decided = document.initiation.areas.entry(area).or_default();
        decided.level_override = Level::new(if hurts { base - 0.5 } else { base }).ok();
        t("guided.level_reason").clone_into(&mut decided.override_reason);
        decided.importance = Importance::new(if hurts { 3 } else { 1 }).unwrap_or_default();
    }
}

/// How the office goes about it: both strategies promise nothing that found no wave.
pub(super) fn set_strategies(document: &mut Document, settled: &Settled) {
    let purpose = code(&settled.purpose);
    let is_held = settled.promised().is_none_or(|entry| document.wave_of(&EntryId::from(entry)).is_some());
    let key = if is_held { "strategy" } else { "short_strategy" };
    let strategy = t(&format!("guided.purpose.{purpose}.{key}"));
    document.foundation.strategy = match settled.is_rescue() {
        true => format!("{} {strategy}", t("guided.rescue_strategy")),
        false => strategy.to_owned(),
    };
    document.planning.strategy = deployment_strategy(settled.pace, super::has_pilots(document));
}

/// One objective per pain, due at the end of the plan, linked with the planned entries that lift its area, and a measure
/// that proves it.
pub(super) fn set_objectives(document: &mut Document, settled: &Settled) {
    let spans = spans(document);
    let end = spans.last().map(|span| span.end);
    let planned: Vec<EntryId> =
        document.waves.iter().flat_map(|wave| &wave.items).map(|item| item.entry.clone()).collect();
    let catalogue = crate::domain::catalogue::builtin_entries();
    let mut objectives = Vec::new();
    let mut kpis = Vec::new();
    for (id, pain) in (1..).zip(&settled.pains) {
        let lifts = |entry: &&EntryId| {
            let found = catalogue.iter().find(|candidate| candidate.id == **entry);
            found.is_some_and(|found| found.lift(area_of(*pain)) > 0.0)
        };
        objectives.push(Objective {
            id: ObjectiveId(id),
            text: words(*pain, "objective"),
            measure: words(*pain, "measure"),
            due: end,
            benefit: Some(BenefitId(id)),
            entries: planned.iter().filter(lifts).cloned().collect(),
            ..Objective::default()
        });
        kpis.push(Kpi {
            id: RowId(id),
            name: words(*pain, "measure"),
            question: words(*pain, "objective"),
            frequency: t("guided.monthly").to_owned(),
            objective: Some(ObjectiveId(id)),
            ..Kpi::default()
        });
    }
    let foundation = &mut document.foundation;
    foundation.objectives = objectives;
    foundation.vision_date = years_after(document.plan.start_date, VISION_YEARS);
    foundation.funding.secured_until = spans.get(1).or(spans.last()).map(|span| span.end);
    if foundation.lifetime == Lifetime::Temporary {
        foundation.ends_on = end;
    }
    let first_end = spans.first().map(|span| span.end);
    let dates = [Some(document.plan.start_date), Some(document.plan.start_date), first_end];
    let mut activities =
        rows("activity", |id, name| TransitionalActivity { id, name, ..TransitionalActivity::default() });
    for (activity, due) in activities.iter_mut().zip(dates) {
        activity.due = due;
    }
    document.foundation.transitional_activities = activities;
    document.governance.kpis = kpis;
}

/// The same day some years later; plans of the guided start begin on the first of a month.
fn years_after(day: Date, years: i16) -> Option<Date> {
    let (year, month, day) = day.parts();
    Date::new(year + years, month, day).ok()
}

fn scope(foundation: &mut Foundation) {
    let item = |key: &str| ScopeItem {
        id: RowId(1),
        unit: t(&format!("guided.scope.{key}.unit")).to_owned(),
        project_type: t(&format!("guided.scope.{key}.type")).to_owned(),
        ..ScopeItem::default()
    };
    foundation.scope_in = vec![item("in")];
    foundation.scope_out = vec![item("out")];
}

/// What the office may settle, by its control level.
fn authority(foundation: &mut Foundation, control: ControlLevel) {
    use AuthorityLevel::{Advise, Decide, Recommend};
    let levels = match control {
        ControlLevel::Supportive => [Recommend, Advise, Advise],
        ControlLevel::Controlling => [Decide, Recommend, Advise],
        ControlLevel::Directive => [Decide, Recommend, Decide],
    };
    foundation.authority =
        rows("authority", |id, decision| Authority { id, decision, level: AuthorityLevel::default() });
    for (row, level) in foundation.authority.iter_mut().zip(levels) {
        row.level = level;
    }
}

/// The sponsor gets a record only where somebody is named: that nobody is yet, the health check must go on saying.
fn sponsor(foundation: &mut Foundation, answers: &GuidedAnswers, settled: &Settled) {
    let (rank, share, ratings) = match settled.strength {
        SponsorStrength::Strong => (SponsorRank::Above, 1.0, [4, 4, 4]),
        SponsorStrength::Fair => (SponsorRank::Above, 0.5, [3, 3, 2]),
        SponsorStrength::Weak => (SponsorRank::Equal, 0.25, [2, 1, 1]),
    };
    let named = answers.sponsor.trim();
    if !named.is_empty() {
        let (id, name) = (SPONSOR, named.to_owned());
        foundation.people.push(Person { id, name, group: Group::E, ..Person::default() });
        foundation.sponsor.person = Some(SPONSOR);
        foundation.reports_to = Some(SPONSOR);
    }
    let hours = usual(settled.size).sponsor_hours * share;
    let [active, visible, coalition] = ratings.map(|rating| Scale5::new(rating).ok());
    let sponsor = &mut foundation.sponsor;
    sponsor.rank_above_scope = rank;
    sponsor.hours_per_month = Amount::new(hours).unwrap_or_default();
    (sponsor.active, sponsor.visible, sponsor.coalition) = (active, visible, coalition);
}

/// One promised benefit per pain, and the two groups that every office serves.
fn values_and_customers(foundation: &mut Foundation, settled: &Settled) {
    foundation.value_statement = (1..)
        .zip(&settled.pains)
        .map(|(id, pain)| ValueBenefit {
            id: BenefitId(id),
            benefit: words(*pain, "benefit"),
            customer: t(customer_of(felt_by(*pain))).to_owned(),
            measure: words(*pain, "measure"),
        })
        .collect();
    let usual = usual(settled.size);
    let served = [(Group::E, usual.executives), (Group::P, usual.project_managers)];
    let expected: Vec<Expectation> = (1..)
        .zip(&foundation.value_statement)
        .map(|(id, benefit)| Expectation {
            id: RowId(id),
            benefit: Some(benefit.id),
            weight: Scale5::new(4).ok(),
        })
        .collect();
    foundation.customers = (1..)
        .zip(served)
        .map(|(id, (group, people))| CustomerGroup {
            id: RowId(id),
            name: t(customer_of(group)).to_owned(),
            head_count: count(people),
            expectations: expected.clone(),
            ..CustomerGroup::default()
        })
        .collect();
}

fn groups(foundation: &mut Foundation, settled: &Settled) {
    let usual = usual(settled.size);
    let of_sponsor = match settled.strength {
        SponsorStrength::Strong => Attitude::Champions,
        SponsorStrength::Fair => Attitude::Supports,
        SponsorStrength::Weak => Attitude::Sceptical,
    };
    for (group, people, power, attitude) in [
        (Group::E, usual.executives, 5, of_sponsor),
        (Group::F, usual.functional_managers, 4, Attitude::Neutral),
        (Group::P, usual.project_managers, 3, Attitude::Neutral),
        (Group::T, usual.team_members, 2, Attitude::Neutral),
        (Group::O, settled.people() as u32, 2, Attitude::Champions),
    ] {
        let stakeholders = foundation.stakeholders.get_mut(group);
        t(&format!("choice.group.{}", group.letter())).clone_into(&mut stakeholders.name);
        stakeholders.head_count = count(people);
        stakeholders.power = Scale5::new(power).ok();
        stakeholders.attitude = attitude;
        stakeholders.wanted_attitude = Attitude::Supports.max(attitude);
    }
}

/// Who works in the office: a lead first, then hands, then the skills that the bundles need most.
fn staff(team: TeamSize) -> Vec<StaffRole> {
    let roles: &[(&str, f64)] = match team {
        TeamSize::One => &[("pmo-lead", 1.0)],
        TeamSize::Two => &[("pmo-lead", 1.0), ("pmo-analyst", 1.0)],
        TeamSize::Four => {
            &[("pmo-lead", 1.0), ("pmo-analyst", 1.0), ("method-specialist", 1.0), ("pm-coach", 1.0)]
        }
        TeamSize::Eight => &[
            ("pmo-lead", 1.0),
            ("pmo-analyst", 2.0),
            ("method-specialist", 1.0),
            ("pm-coach", 1.0),
            ("change-lead", 1.0),
            ("governance-specialist", 1.0),
            ("portfolio-manager", 1.0),
        ],
    };
    (1..)
        .zip(roles)
        .map(|(id, (role, fte))| StaffRole {
            id: RowId(id),
            role: RoleId::from(*role),
            person: (*role == "pmo-lead").then_some(LEAD),
            fte: Amount::new(*fte).unwrap_or_default(),
            ..StaffRole::default()
        })
        .collect()
}

fn deployment_strategy(pace: Pace, has_pilots: bool) -> DeploymentStrategy {
    DeploymentStrategy {
        guiding_choices: t("guided.choices").to_owned(),
        pace: t(&format!("guided.pace.{}.text", code(&pace))).to_owned(),
        pilot_approach: t(if has_pilots { "guided.pilot" } else { "guided.no_pilot" }).to_owned(),
        risk_appetite: t("guided.appetite").to_owned(),
        success_measures: t("guided.success").to_owned(),
    }
}

/// The group that feels a pain first.
fn felt_by(pain: CommonPain) -> Group {
    match pain {
        CommonPain::TooManyProjects | CommonPain::NoOverview | CommonPain::UnseenBenefits => Group::E,
        CommonPain::OverbookedPeople => Group::F,
        _ => Group::P,
    }
}

fn customer_of(group: Group) -> &'static str {
    match group {
        Group::E => "guided.customer.executives",
        Group::F => "guided.customer.heads",
        _ => "guided.customer.project_managers",
    }
}

fn words(pain: CommonPain, kind: &str) -> String {
    t(&format!("guided.pain.{}.{kind}", code(&pain))).to_owned()
}

/// A row for each text of a name.
fn rows<Row>(name: &str, row: impl Fn(RowId, String) -> Row) -> Vec<Row> {
    let text = |number: u64| Some((number, find(&format!("guided.{name}.{number}"))?));
    (1..).map_while(text).map(|(number, text)| row(RowId(number), text.to_owned())).collect()
}
