//! Rules about the order of entries: what must, or should, come before or beside what (PMO fact base 8.4).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::Prerequisite;

use super::finding::{Finding, Severity};
use super::inspection::{Inspection, Launch};
use super::subject::{Relation, Subject};

/// R14: a hard prerequisite is missing, comes later, or stands behind its entry: an error. It stands before
/// its entry in the same wave: a hint, as the calendar is tight.
pub fn prerequisites_come_first(plan: &Inspection<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for launch in plan.open_launches() {
        let mut seen = BTreeSet::new();
        for needed in launch.entry.prerequisites.iter().filter(|needed| seen.insert(&needed.entry)) {
            if let Some(relation) = broken_order(plan, &launch.entry.id, needed) {
                findings.push(order_finding(plan, launch, &needed.entry, relation));
            }
        }
    }
    findings
}

fn broken_order(plan: &Inspection<'_>, entry: &EntryId, needed: &Prerequisite) -> Option<Relation> {
    if plan.exists(needed.entry.as_str()) {
        return None;
    }
    let (wave, place) = plan.place(entry.as_str())?;
    match plan.place(needed.entry.as_str()) {
        None => Some(Relation::Missing),
        Some((before, _)) if before < wave => None,
        Some((later, _)) if later > wave => Some(Relation::Later),
        Some((_, needed_place)) if needed_place >= place => Some(Relation::WrongOrder),
        Some(_) if needed.same_wave => Some(Relation::SameWave),
        Some(_) => Some(Relation::NotEarlier),
    }
}

fn order_finding(plan: &Inspection<'_>, launch: Launch<'_>, needed: &EntryId, relation: Relation) -> Finding {
    let severity = if relation == Relation::SameWave { Severity::Hint } else { Severity::Error };
    let sentence = match relation {
        Relation::Missing | Relation::Before => "missing",
        Relation::Later => "later",
        Relation::SameWave => "same_wave",
        Relation::WrongOrder => "wrong_order",
        Relation::NotEarlier => "not_earlier",
    };
    let other_wave = plan.place(needed.as_str()).map_or(0, |(wave, _)| wave);
    let missing = (relation == Relation::Missing).then(|| needed.clone());
    Finding::new(severity, Subject::Pair(launch.entry.id.clone(), needed.clone(), relation))
        .say(sentence)
        .value("entry", plan.name(launch.entry.id.as_str()))
        .value("needed", plan.name(needed.as_str()))
        .value("wave", launch.wave.to_string())
        .value("other", other_wave.to_string())
        .propose(missing)
}

/// A prerequisite that an entry of a wave does not have in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What is needed.
    pub needed: EntryId,
    /// How it stands to the entry.
    pub relation: Relation,
    /// Its wave, from 1; none where it is in no wave.
    pub wave: Option<usize>,
}

/// What each entry of a wave needs and does not have in time, by entry: the errors of R14.
pub fn unmet_prerequisites(document: &Document, figures: &Figures) -> BTreeMap<EntryId, Vec<Unmet>> {
    let mut unmet: BTreeMap<EntryId, Vec<Unmet>> = BTreeMap::new();
    let findings = prerequisites_come_first(&Inspection::of(document, figures));
    for finding in findings.into_iter().filter(|finding| finding.severity == Severity::Error) {
        if let Subject::Pair(entry, needed, relation) = finding.subject {
            let wave = document.wave_of(&needed);
            unmet.entry(entry).or_default().push(Unmet { needed, relation, wave });
        }
    }
    unmet
}

/// R15: the tool does not come at least one wave after the method and the status reports.
pub fn tool_follows_process(plan: &Inspection<'_>) -> Vec<Finding> {
    let Some(tool) = plan.open_launch("ppm-tool") else { return Vec::new() };
    let processes = ["pm-methodology", "status-reporting"];
    let hasty = processes.into_iter().filter(|process| !plan.in_use_by(process, tool.wave - 1));
    let finding = hasty.map(|process| {
        let subject = Subject::Pair(tool.entry.id.clone(), process.into(), Relation::Before);
        Finding::new(Severity::Warning, subject)
            .value("entry", plan.name("ppm-tool"))
            .value("process", plan.name(process))
            .value("wave", tool.wave.to_string())
    });
    finding.collect()
}

/// R17: training without coaching that exists or starts in the same or the next wave.
pub fn training_is_followed_by_coaching(plan: &Inspection<'_>) -> Vec<Finding> {
    let near = |wave: usize| {
        let starts = plan.place("pm-coaching").map(|(coaching, _)| coaching);
        plan.exists("pm-coaching") || starts.is_some_and(|starts| starts == wave || starts == wave + 1)
    };
    companion(plan, Severity::Warning, ("pm-training", "pm-coaching"), 1, near)
}

/// R19: a dashboard without portfolio reviews at most two waves later.
pub fn dashboard_leads_to_decisions(plan: &Inspection<'_>) -> Vec<Finding> {
    let soon = |wave| plan.in_use_by("portfolio-review", wave + 2);
    companion(plan, Severity::Hint, ("portfolio-dashboard", "portfolio-review"), 2, soon)
}

/// R21: audits without training in the same or an earlier wave.
pub fn teaching_comes_before_checks(plan: &Inspection<'_>) -> Vec<Finding> {
    let taught = |wave| plan.in_use_by("pm-training", wave);
    companion(plan, Severity::Hint, ("project-audits", "pm-training"), 0, taught)
}

/// R22: a method without size classes in the plan.
pub fn method_knows_project_sizes(plan: &Inspection<'_>) -> Vec<Finding> {
    let tiered = |_| plan.in_use("project-tiering");
    companion(plan, Severity::Warning, ("pm-methodology", "project-tiering"), usize::MAX, tiered)
}

/// R23: status reports without measures at most two waves later.
pub fn colours_have_rules(plan: &Inspection<'_>) -> Vec<Finding> {
    let soon = |wave| plan.in_use_by("metrics-framework", wave + 2);
    companion(plan, Severity::Hint, ("status-reporting", "metrics-framework"), 2, soon)
}

/// R46: time recording without capacity planning in the same or an earlier wave.
pub fn recorded_time_is_used(plan: &Inspection<'_>) -> Vec<Finding> {
    let used = |wave| plan.in_use_by("capacity-planning", wave);
    companion(plan, Severity::Hint, ("time-recording", "capacity-planning"), 0, used)
}

/// One finding about an entry of the plan whose companion does not come in time, judged by the entry's wave. Silent where
/// all waves are closed in which it would be in time: `within` so many behind that of the entry.
fn companion(
    plan: &Inspection<'_>,
    severity: Severity,
    (entry, other): (&str, &str),
    within: usize,
    is_in_time: impl Fn(usize) -> bool,
) -> Vec<Finding> {
    let is_too_late = |wave: usize| plan.is_closed(wave.saturating_add(within).min(plan.wave_count()));
    let launch = plan.launch(entry).filter(|launch| !is_in_time(launch.wave) && !is_too_late(launch.wave));
    let Some(launch) = launch else { return Vec::new() };
    let finding = Finding::new(severity, Subject::Entry(launch.entry.id.clone()))
        .value("entry", plan.name(entry))
        .value("other", plan.name(other))
        .value("wave", launch.wave.to_string())
        .propose([other.into()]);
    vec![finding]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{check, choice, decide, findings, move_to, put, remove, sound_plan};
    use super::*;
    use crate::domain::model::planning::SelectionState;

    #[test]
    fn a_missing_later_or_wrongly_placed_prerequisite_is_an_error() {
        check(
            "R14",
            |plan| remove(plan, "template-library"),
            &["error pm-coaching needs template-library (missing)"],
        );
        check(
            "R14",
            |plan| move_to(plan, "status-reporting", 4),
            &["error portfolio-financials needs status-reporting (later)"],
        );
        check(
            "R14",
            |plan| move_to(plan, "template-library", 4),
            &["error pm-coaching needs template-library (same wave, wrong order)"],
        );
    }

    #[test]
    fn the_same_wave_in_order_is_a_hint_unless_the_plan_asks_for_an_earlier_one() {
        check(
            "R14",
            |plan| move_to(plan, "pm-coaching", 1),
            &["hint pm-coaching needs template-library (same wave)"],
        );
        let strict = |plan: &mut Document| {
            move_to(plan, "pm-coaching", 1);
            let needed = Prerequisite { entry: EntryId::from("template-library"), same_wave: false };
            choice(plan, "pm-coaching").prerequisites = Some(vec![needed]);
        };
        check("R14", strict, &["error pm-coaching needs template-library (same wave, earlier wave asked)"]);
    }

    fn check_unmet(spoil: impl FnOnce(&mut Document), expected: &[(&str, &str, Relation, Option<usize>)]) {
        let mut plan = sound_plan();
        spoil(&mut plan);
        let unmet = unmet_prerequisites(&plan, &Figures::of(&plan));
        let found: Vec<_> = unmet
            .iter()
            .flat_map(|(entry, unmet)| {
                unmet.iter().map(|one| (entry.as_str(), one.needed.as_str(), one.relation, one.wave))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_card_knows_what_it_needs_and_does_not_have_in_time() {
        check_unmet(|_| {}, &[]);
        check_unmet(
            |plan| remove(plan, "template-library"),
            &[("pm-coaching", "template-library", Relation::Missing, None)],
        );
        check_unmet(
            |plan| move_to(plan, "status-reporting", 4),
            &[("portfolio-financials", "status-reporting", Relation::Later, Some(4))],
        );
        // Tight is a hint, and no broken order.
        check_unmet(|plan| move_to(plan, "pm-coaching", 1), &[]);
    }

    #[test]
    fn an_earlier_wave_or_an_existing_entry_satisfies() {
        check("R14", |_| {}, &[]);
        let exists = |plan: &mut Document| {
            remove(plan, "template-library");
            decide(plan, "template-library", SelectionState::Exists);
        };
        check("R14", exists, &[]);
    }

    #[test]
    fn an_entry_that_exists_raises_no_finding() {
        let both = |plan: &mut Document| {
            remove(plan, "template-library");
            decide(plan, "pm-coaching", SelectionState::Exists);
        };
        check("R14", both, &[]);
    }

    #[test]
    fn a_tool_beside_or_without_its_processes_is_a_warning() {
        let beside = |plan: &mut Document| {
            put(plan, "pm-methodology", 2);
            put(plan, "ppm-tool", 2);
        };
        let beside_both =
            ["warning ppm-tool before pm-methodology", "warning ppm-tool before status-reporting"];
        check("R15", beside, &beside_both);
        check("R15", |plan| put(plan, "ppm-tool", 3), &["warning ppm-tool before pm-methodology"]);
    }

    #[test]
    fn a_tool_one_wave_after_its_processes_is_fine() {
        let after = |plan: &mut Document| {
            decide(plan, "pm-methodology", SelectionState::Exists);
            put(plan, "ppm-tool", 3);
        };
        check("R15", after, &[]);
    }

    #[test]
    fn training_without_coaching_nearby_is_a_warning() {
        check("R17", |plan| put(plan, "pm-training", 2), &["warning pm-training"]);
        let long_before = |plan: &mut Document| {
            move_to(plan, "pm-coaching", 2);
            put(plan, "pm-training", 3);
        };
        check("R17", long_before, &["warning pm-training"]);
    }

    #[test]
    fn training_with_coaching_now_next_or_always_is_fine() {
        check("R17", |plan| put(plan, "pm-training", 3), &[]);
        check("R17", |plan| put(plan, "pm-training", 4), &[]);
        let always = |plan: &mut Document| {
            decide(plan, "pm-coaching", SelectionState::Exists);
            put(plan, "pm-training", 1);
        };
        check("R17", always, &[]);
    }

    #[test]
    fn a_dashboard_without_reviews_is_a_hint() {
        let late = |plan: &mut Document| {
            put(plan, "portfolio-dashboard", 1);
            put(plan, "portfolio-review", 4);
        };
        check("R19", late, &["hint portfolio-dashboard"]);
    }

    #[test]
    fn reviews_within_two_waves_or_before_are_fine() {
        for (dashboard, review) in [(2, 4), (3, 1)] {
            let near = |plan: &mut Document| {
                put(plan, "portfolio-dashboard", dashboard);
                put(plan, "portfolio-review", review);
            };
            check("R19", near, &[]);
        }
    }

    #[test]
    fn audits_before_training_are_a_hint() {
        let early = |plan: &mut Document| {
            put(plan, "project-audits", 2);
            put(plan, "pm-training", 3);
        };
        check("R21", early, &["hint project-audits"]);
    }

    #[test]
    fn audits_in_the_wave_of_the_training_are_fine() {
        let same = |plan: &mut Document| {
            put(plan, "project-audits", 3);
            put(plan, "pm-training", 3);
        };
        check("R21", same, &[]);
    }

    #[test]
    fn a_method_without_size_classes_is_a_warning() {
        let untiered = |plan: &mut Document| {
            remove(plan, "project-tiering");
            put(plan, "pm-methodology", 3);
        };
        check("R22", untiered, &["warning pm-methodology"]);
    }

    #[test]
    fn a_method_with_size_classes_anywhere_is_fine() {
        let tiered = |plan: &mut Document| {
            move_to(plan, "project-tiering", 4);
            put(plan, "pm-methodology", 3);
        };
        check("R22", tiered, &[]);
    }

    #[test]
    fn reports_without_measures_are_a_hint() {
        check("R23", |plan| remove(plan, "metrics-framework"), &["hint status-reporting"]);
    }

    #[test]
    fn measures_two_waves_later_are_in_time() {
        check("R23", |plan| move_to(plan, "metrics-framework", 4), &[]);
    }

    #[test]
    fn recorded_hours_that_nobody_plans_with_are_a_hint() {
        let unused = |plan: &mut Document| {
            put(plan, "time-recording", 3);
            put(plan, "capacity-planning", 4);
        };
        check("R46", unused, &["hint time-recording"]);
    }

    #[test]
    fn recorded_hours_with_capacity_planning_are_fine() {
        let used = |plan: &mut Document| {
            put(plan, "time-recording", 3);
            put(plan, "capacity-planning", 3);
        };
        check("R46", used, &[]);
    }

    #[test]
    fn what_is_missing_is_proposed() {
        let found = findings(|plan| remove(plan, "template-library"));
        let order = found.iter().find(|finding| finding.rule.as_str() == "R14").unwrap();
        assert_eq!(order.proposals, [EntryId::from("template-library")]);
        assert_eq!(order.jump, "waves[4].items[pm-coaching]");
    }
}
