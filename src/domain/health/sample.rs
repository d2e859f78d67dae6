//! A plan that breaks no rule, ways to spoil it, and the one check that all rule tests call.

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::foundation::{Objective, StaffRole, ValueBenefit};
use crate::domain::model::group::Group;
use crate::domain::model::ids::{BenefitId, EntryId, ObjectiveId, PersonId, RoleId, RowId, WaveId};
use crate::domain::model::initiation::{Area, AreaAssessment};
use crate::domain::model::planning::{Choice, SelectionState};
use crate::domain::model::scalar::{Amount, Date, Level, Scale5};
use crate::domain::model::wave::{ExitCriterion, RemovedDuty, Wave, WaveItem};

use super::finding::Finding;
use super::message::{message, remedy};

/// What each wave of the sound plan launches.
const WAVES: [&[&str]; 4] = [
    &["pmo-charter", "project-tiering", "project-inventory", "template-library", "metrics-framework"],
    &["change-comms", "status-reporting", "pmo-scorecard", "sponsor-briefing"],
    &["risk-framework", "portfolio-financials", "dependency-coordination"],
    &["ocm-support", "pm-coaching"],
];

/// A plan without a finding: 4 waves of 3 months from January 2027, size M, no gaps.
pub fn sound_plan() -> Document {
    let mut plan = Document::default();
    plan.plan.name = "Sound plan".to_owned();
    plan.plan.start_date = day(2027, 1, 1);
    plan.plan.settings.effort_rules = false;
    lay_foundation(&mut plan);
    plan.initiation.assessment_date = Some(day(2026, 11, 1));
    let level = Level::new(2.0).ok();
    let assessed = AreaAssessment {
        level_override: level,
        override_reason: "Agreed by all who were asked".to_owned(),
        target: level,
        ..AreaAssessment::default()
    };
    plan.initiation.areas = Area::ALL.into_iter().map(|area| (area, assessed.clone())).collect();
    for (entries, id) in WAVES.iter().zip(1..) {
        plan.waves.push(wave(id));
        let number = plan.waves.len();
        for entry in *entries {
            put(&mut plan, entry, number);
        }
    }
    plan
}

fn lay_foundation(plan: &mut Document) {
    let foundation = &mut plan.foundation;
    let four = Scale5::new(4).ok();
    let sponsor = &mut foundation.sponsor;
    sponsor.person = Some(PersonId(1));
    (sponsor.active, sponsor.visible, sponsor.coalition) = (four, four, four);
    sponsor.hours_per_month = Amount::new(8.0).unwrap();
    sponsor.successor_named = true;
    foundation.approved_on = Some(day(2027, 2, 1));
    foundation.funding.secured_until = Some(day(2028, 12, 31));
    foundation.funding.review_date = Some(day(2027, 10, 1));
    foundation.value_statement = (1..=3)
        .map(|id| ValueBenefit {
            id: BenefitId(id),
            benefit: format!("Fewer late projects {id}"),
            ..Default::default()
        })
        .collect();
    foundation.objectives = (1..=3)
        .map(|id| Objective {
            id: ObjectiveId(id),
            text: format!("Objective {id}"),
            measure: "count".to_owned(),
            due: Some(day(2027, 12, 1)),
            entries: WAVES.iter().flat_map(|entries| entries.iter().copied()).map(EntryId::from).collect(),
            ..Objective::default()
        })
        .collect();
    foundation.staff_plan = [("pmo-lead", 1.0), ("pmo-analyst", 3.0)]
        .into_iter()
        .map(|(role, fte)| StaffRole {
            role: RoleId::from(role),
            person: Some(PersonId(2)),
            fte: Amount::new(fte).unwrap(),
            ..StaffRole::default()
        })
        .collect();
}

fn wave(number: u64) -> Wave {
    let removed = [Group::P, Group::T].map(|group| RemovedDuty {
        id: RowId(number * 10),
        text: "An old report".to_owned(),
        group,
        ..RemovedDuty::default()
    });
    Wave {
        id: WaveId(number),
        goal: "Everybody sees all projects".to_owned(),
        exit_criteria: vec![ExitCriterion { text: "List agreed".to_owned(), ..ExitCriterion::default() }],
        removed_duties: removed.into(),
        ..Wave::default()
    }
}

/// A day.
pub fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

/// The choice of an entry.
pub fn choice<'a>(plan: &'a mut Document, entry: &str) -> &'a mut Choice {
    plan.planning.choices.entry(EntryId::from(entry)).or_default()
}

/// Gives an entry a state, and leaves the waves as they are.
pub fn decide(plan: &mut Document, entry: &str, state: SelectionState) {
    choice(plan, entry).state = state;
}

/// Chooses an entry without a wave.
pub fn choose(plan: &mut Document, entry: &str) {
    decide(plan, entry, SelectionState::Chosen);
}

/// Puts an entry at the end of a wave, counted from 1, with a run owner.
pub fn put(plan: &mut Document, entry: &str, wave: usize) {
    choose(plan, entry);
    let item = WaveItem { entry: entry.into(), run_owner: Some(PersonId(2)), ..WaveItem::default() };
    plan.waves[wave - 1].items.push(item);
}

/// Takes an entry out of the waves and out of the choice.
pub fn remove(plan: &mut Document, entry: &str) {
    for wave in &mut plan.waves {
        wave.items.retain(|item| item.entry.as_str() != entry);
    }
    decide(plan, entry, SelectionState::Candidate);
}

/// Moves an entry to the end of a wave.
pub fn move_to(plan: &mut Document, entry: &str, wave: usize) {
    remove(plan, entry);
    put(plan, entry, wave);
}

/// Empties a wave.
pub fn empty(plan: &mut Document, wave: usize) {
    plan.waves[wave - 1].items.clear();
}

/// The item of an entry that stands in a wave.
pub fn item<'a>(plan: &'a mut Document, entry: &str) -> &'a mut WaveItem {
    let mut items = plan.waves.iter_mut().flat_map(|wave| &mut wave.items);
    items.find(|item| item.entry.as_str() == entry).unwrap()
}

/// What is decided about an area.
pub fn area(plan: &mut Document, area: Area) -> &mut AreaAssessment {
    plan.initiation.areas.entry(area).or_default()
}

/// All findings of the sound plan after a change.
pub fn findings(spoil: impl FnOnce(&mut Document)) -> Vec<Finding> {
    let mut plan = sound_plan();
    spoil(&mut plan);
    super::check(&plan, &Figures::of(&plan))
}

/// Spoils the sound plan and compares what one rule finds, written as severity and object. Whatever is found
/// must have its sentences and a remedy.
pub fn check(rule: &str, spoil: impl FnOnce(&mut Document), expected: &[&str]) {
    let findings = findings(spoil);
    for finding in &findings {
        for text in [message(finding), remedy(finding, &Document::default())] {
            assert!(!text.is_empty() && !text.contains(['{', '}']), "{} {text}", finding.rule);
        }
    }
    let found: Vec<String> = findings
        .iter()
        .filter(|finding| finding.rule.as_str() == rule)
        .map(|finding| format!("{} {}", finding.severity.code(), finding.object))
        .collect();
    assert_eq!(found, expected, "{rule}");
}
