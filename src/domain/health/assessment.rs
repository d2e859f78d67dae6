//! Rules about the assessment and the choice that answers it (PMO fact base 8.4).

use std::collections::BTreeSet;

use jiff::ToSpan;

use crate::domain::catalogue::areas::areas;
use crate::domain::figures::area::{AreaFigures, GapBand, MOST_CREDIBLE_RISE, asks_for_talk};
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::{TOLERANCE, exceeds, fixed};
use crate::domain::model::ids::EntryId;
use crate::domain::model::initiation::Area;
use crate::domain::model::planning::SelectionState;

use super::finding::{Finding, Severity};
use super::inspection::Inspection;
use super::subject::Subject;

/// So many assessed areas carry a plan.
const ENOUGH_AREAS: usize = 8;

/// R09: fewer than 8 areas with a level, or an assessment more than 12 months before the start.
pub fn base_is_strong_enough(plan: &Inspection<'_>) -> Vec<Finding> {
    let assessed = plan.figures.areas.iter().filter(|area| area.level.is_some()).count();
    let start = plan.document.plan.start_date;
    let date = plan.document.initiation.assessment_date;
    let old = date.filter(|date| date.civil().saturating_add(12.months()) < start.civil());
    let few = assessed < ENOUGH_AREAS;
    if !few && old.is_none() {
        return Vec::new();
    }
    let field = if few { "initiation.answers" } else { "initiation.assessment_date" };
    let mut finding = Finding::new(Severity::Error, Subject::Plan)
        .say_if(few, "few")
        .say_if(old.is_some(), "old")
        .value("areas", assessed.to_string())
        .value("start", start.to_string())
        .jump(field);
    if let Some(date) = old {
        finding = finding.value("date", date.to_string());
    }
    vec![finding]
}

/// R10: spread over 1.0 in an area with gap priority 3 or more.
pub fn people_agree_on_the_facts(plan: &Inspection<'_>) -> Vec<Finding> {
    let split = plan.figures.areas.iter().filter_map(|area| {
        let spread = area.spread.filter(|spread| asks_for_talk(*spread) && needs_action(area))?;
        Some((area, spread))
    });
    let finding = |(area, spread): (&AreaFigures, f64)| {
        Finding::new(Severity::Hint, Subject::Area(area.area))
            .value("area", areas().name(area.area))
            .value("spread", fixed(spread, 2))
            .jump("initiation.answers")
    };
    split.map(finding).collect()
}

/// R11: value is promised, but no entry with a lift on finance or portfolio comes before the last wave.
pub fn promised_benefit_can_be_shown(plan: &Inspection<'_>) -> Vec<Finding> {
    let benefits = &plan.document.foundation.value_statement;
    let promised = benefits.iter().any(|benefit| !benefit.benefit.trim().is_empty());
    let shows = |entry: &ResolvedEntry| {
        [Area::Finance, Area::Portfolio].into_iter().any(|area| entry.lift(area) > TOLERANCE)
    };
    let before_last = plan.wave_count().saturating_sub(1);
    let shown = plan
        .figures
        .entries
        .iter()
        .any(|entry| shows(entry) && plan.in_use_by(entry.id.as_str(), before_last));
    if !promised || shown {
        return Vec::new();
    }
    let finding = Finding::new(Severity::Hint, Subject::Plan)
        .propose(plan.proposals(shows))
        .jump("foundation.value_statement");
    vec![finding]
}

/// R12: gap priority 3 or more without a chosen main lever is a warning; 1 to 2.9 without any chosen entry
/// that improves the area is a hint.
pub fn gaps_are_closed(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = plan.figures.areas.iter().filter_map(|area| {
        let (severity, least) = match area.band() {
            GapBand::Ignore => return None,
            GapBand::Consider => (Severity::Hint, TOLERANCE),
            GapBand::Act | GapBand::ActFirst => (Severity::Warning, 1.0 - TOLERANCE),
        };
        let improves = |entry: &ResolvedEntry| entry.lift(area.area) > least;
        if plan.figures.entries.iter().any(|entry| entry.state == SelectionState::Chosen && improves(entry)) {
            return None;
        }
        let finding = Finding::new(severity, Subject::Area(area.area))
            .say(if severity == Severity::Warning { "lever" } else { "helper" })
            .value("area", areas().name(area.area))
            .value("priority", fixed(area.priority, 1))
            .propose(plan.proposals(improves))
            .jump("planning.choices");
        Some(finding)
    });
    findings.collect()
}

/// R13: a chosen entry that closes no gap and serves no objective.
pub fn chosen_entries_are_needed(plan: &Inspection<'_>) -> Vec<Finding> {
    let linked: BTreeSet<&EntryId> = plan.entries_of_objectives();
    let entries = plan.figures.entries.iter().zip(&plan.figures.scores);
    let needless = entries.filter(|(entry, score)| {
        let is_past = plan.place(entry.id.as_str()).is_some_and(|(wave, _)| plan.is_closed(wave));
        entry.state == SelectionState::Chosen
            && score.gap_sum <= TOLERANCE
            && !linked.contains(&entry.id)
            && !is_past
    });
    let finding = needless.map(|(entry, _)| {
        Finding::new(Severity::Hint, Subject::Entry(entry.id.clone()))
            .value("entry", plan.name(entry.id.as_str()))
            .jump(format!("planning.choices.{}", entry.id))
    });
    finding.collect()
}

/// R44: a target more than 2 levels up, due 24 months or less after the assessment.
pub fn targets_are_credible(plan: &Inspection<'_>) -> Vec<Finding> {
    plan.figures.areas.iter().filter_map(|area| hasty_target(plan, area)).collect()
}

fn hasty_target(plan: &Inspection<'_>, area: &AreaFigures) -> Option<Finding> {
    let (level, target) = (area.level?, area.target?);
    let initiation = &plan.document.initiation;
    let due = initiation.areas.get(&area.area)?.target_date?;
    let limit = initiation.assessment_date?.civil().saturating_add(24.months());
    let hasty = exceeds(target - level, MOST_CREDIBLE_RISE) && due.civil() <= limit;
    let finding = || {
        Finding::new(Severity::Warning, Subject::Area(area.area))
            .value("area", areas().name(area.area))
            .value("level", fixed(level, 1))
            .value("target", fixed(target, 1))
            .value("due", due.to_string())
            .jump(format!("initiation.areas.{}.target", area.area.code()))
    };
    hasty.then(finding)
}

fn needs_action(area: &AreaFigures) -> bool {
    matches!(area.band(), GapBand::Act | GapBand::ActFirst)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{area, check, choose, decide, move_to, remove};
    use crate::domain::model::document::Document;
    use crate::domain::model::group::Group;
    use crate::domain::model::ids::ParticipantId;
    use crate::domain::model::initiation::{Answer, Area, Participant};
    use crate::domain::model::planning::SelectionState;
    use crate::domain::model::scalar::{Date, Importance, Level, Scale5};

    fn gap(plan: &mut Document, gapped: Area, target: f64, importance: u8) {
        area(plan, gapped).target = Some(Level::new(target).unwrap());
        area(plan, gapped).importance = Importance::new(importance).unwrap();
    }

    fn two_voices(plan: &mut Document, scores: [u8; 2]) {
        area(plan, Area::Risk).level_override = None;
        for (person, score) in (1..).zip(scores) {
            let id = ParticipantId(person);
            plan.initiation.participants.push(Participant { id, group: Group::P, ..Participant::default() });
            plan.initiation.answers.push(Answer {
                participant: id,
                area: Area::Risk,
                question: 1,
                score: Some(Scale5::new(score).unwrap()),
                ..Answer::default()
            });
        }
    }

    #[test]
    fn seven_areas_or_an_old_assessment_carry_no_plan() {
        let seven = |plan: &mut Document| {
            for unseen in Area::ALL.into_iter().skip(7) {
                plan.initiation.areas.remove(&unseen);
            }
        };
        check("R09", seven, &["error plan"]);
        let old = |plan: &mut Document| {
            plan.initiation.assessment_date = Some(Date::new(2025, 12, 31).unwrap());
        };
        check("R09", old, &["error plan"]);
    }

    #[test]
    fn eight_areas_assessed_twelve_months_ago_are_enough() {
        let just = |plan: &mut Document| {
            for unseen in Area::ALL.into_iter().skip(8) {
                plan.initiation.areas.remove(&unseen);
            }
            plan.initiation.assessment_date = Some(Date::new(2026, 1, 1).unwrap());
        };
        check("R09", just, &[]);
    }

    #[test]
    fn a_wide_spread_in_an_area_to_act_on_is_a_hint() {
        let split = |plan: &mut Document| {
            two_voices(plan, [1, 4]);
            gap(plan, Area::Risk, 4.0, 3);
        };
        check("R10", split, &["hint risk"]);
    }

    #[test]
    fn a_spread_of_one_or_a_small_gap_is_fine() {
        let agreed = |plan: &mut Document| {
            two_voices(plan, [1, 3]);
            gap(plan, Area::Risk, 4.0, 3);
        };
        check("R10", agreed, &[]);
        let small = |plan: &mut Document| {
            two_voices(plan, [1, 4]);
            gap(plan, Area::Risk, 3.0, 1);
        };
        check("R10", small, &[]);
    }

    #[test]
    fn value_that_is_shown_only_at_the_end_is_a_hint() {
        let late = |plan: &mut Document| {
            for entry in ["project-inventory", "portfolio-financials", "dependency-coordination"] {
                move_to(plan, entry, 4);
            }
        };
        check("R11", late, &["hint plan"]);
    }

    #[test]
    fn value_shown_before_the_last_wave_or_never_promised_is_fine() {
        check("R11", |_| {}, &[]);
        let modest = |plan: &mut Document| {
            plan.foundation.value_statement.clear();
            for entry in ["project-inventory", "portfolio-financials", "dependency-coordination"] {
                remove(plan, entry);
            }
        };
        check("R11", modest, &[]);
    }

    #[test]
    fn an_open_gap_is_a_warning_when_large_and_a_hint_when_small() {
        check("R12", |plan| gap(plan, Area::Tools, 4.0, 3), &["warning tools"]);
        check("R12", |plan| gap(plan, Area::Tools, 3.0, 2), &["hint tools"]);
        let only_helper = |plan: &mut Document| {
            gap(plan, Area::Tools, 4.0, 3);
            choose(plan, "project-repository");
        };
        check("R12", only_helper, &["warning tools"]);
    }

    #[test]
    fn a_chosen_lever_or_helper_closes_the_gap() {
        let lever = |plan: &mut Document| {
            gap(plan, Area::Tools, 4.0, 3);
            choose(plan, "ppm-tool");
        };
        check("R12", lever, &[]);
        let helper = |plan: &mut Document| {
            gap(plan, Area::Tools, 3.0, 2);
            choose(plan, "project-repository");
        };
        check("R12", helper, &[]);
        check("R12", |plan| gap(plan, Area::Tools, 2.9, 1), &[]);
    }

    #[test]
    fn a_chosen_entry_without_gap_and_objective_is_a_hint() {
        check("R13", |plan| choose(plan, "project-audits"), &["hint project-audits"]);
    }

    #[test]
    fn a_gap_an_objective_or_another_state_makes_it_needed() {
        let gapped = |plan: &mut Document| {
            choose(plan, "project-audits");
            gap(plan, Area::Learning, 3.0, 1);
        };
        check("R13", gapped, &[]);
        let linked = |plan: &mut Document| {
            choose(plan, "project-audits");
            plan.foundation.objectives[0].entries.push("project-audits".into());
        };
        check("R13", linked, &[]);
        check("R13", |plan| decide(plan, "project-audits", SelectionState::Parked), &[]);
    }

    #[test]
    fn three_levels_in_two_years_are_not_credible() {
        let hasty = |plan: &mut Document| {
            area(plan, Area::Risk).target = Some(Level::new(4.1).unwrap());
            area(plan, Area::Risk).target_date = Some(Date::new(2028, 11, 1).unwrap());
        };
        check("R44", hasty, &["warning risk"]);
    }

    #[test]
    fn two_levels_or_more_time_are_credible() {
        let two = |plan: &mut Document| {
            area(plan, Area::Risk).target = Some(Level::new(4.0).unwrap());
            area(plan, Area::Risk).target_date = Some(Date::new(2028, 11, 1).unwrap());
        };
        check("R44", two, &[]);
        let later = |plan: &mut Document| {
            area(plan, Area::Risk).target = Some(Level::new(5.0).unwrap());
            area(plan, Area::Risk).target_date = Some(Date::new(2028, 11, 2).unwrap());
        };
        check("R44", later, &[]);
    }
}
