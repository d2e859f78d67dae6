//! Rules about what a wave or the plan needs in it: value, help, people side, proof (PMO fact base 8.4).

use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::model::entry::{Horizon, Stance};

use super::finding::{Finding, Severity};
use super::inspection::Inspection;
use super::subject::Subject;

/// Change work starts by the end of this wave.
const LAST_WAVE_FOR_CHANGE_WORK: usize = 2;

/// R16: wave 1 without a quick win, or a later wave without early value when the wave before had none either.
pub fn waves_have_something_to_show(plan: &Inspection<'_>) -> Vec<Finding> {
    let shows_early =
        |number: usize| plan.launched_in(number).iter().any(|launch| launch.entry.horizon == Horizon::S);
    let findings = plan.open_waves().filter_map(|(number, _)| {
        let (empty_handed, sentence) = if number == 1 {
            (plan.launched_in(1).iter().all(|launch| !launch.entry.quick_win), "first")
        } else {
            (!shows_early(number) && !shows_early(number - 1), "later")
        };
        let helps = |entry: &ResolvedEntry| {
            let early = if number == 1 { entry.quick_win } else { entry.horizon == Horizon::S };
            early && plan.is_possible_in(entry, number)
        };
        let finding = || {
            Finding::new(Severity::Warning, Subject::Wave(number))
                .say(sentence)
                .value("wave", number.to_string())
                .value("before", number.saturating_sub(1).to_string())
                .propose(plan.proposals(helps))
        };
        empty_handed.then(finding)
    });
    findings.collect()
}

/// R20: more control than help in one of the first two waves.
pub fn help_comes_with_control(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = plan.open_waves().take_while(|(number, _)| *number <= 2).filter_map(|(number, _)| {
        let launched = plan.launched_in(number);
        let count = |stance: Stance| launched.iter().filter(|launch| launch.entry.stance == stance).count();
        let (control, help) = (count(Stance::Control), count(Stance::Help));
        let finding =
            || {
                Finding::new(Severity::Warning, Subject::Wave(number))
                    .value("wave", number.to_string())
                    .value("control", control.to_string())
                    .value("help", help.to_string())
                    .propose(plan.proposals(|entry| {
                        entry.stance == Stance::Help && plan.is_possible_in(entry, number)
                    }))
            };
        (control > help).then(finding)
    });
    findings.collect()
}

/// R25: no scorecard of the office in the first half of the plan.
pub fn value_is_visible(plan: &Inspection<'_>) -> Vec<Finding> {
    let visible =
        plan.in_use_by("pmo-scorecard", plan.half()) || comes_after("pmo-scorecard", plan.half(), plan);
    let finding = || {
        Finding::new(Severity::Warning, Subject::entry("pmo-scorecard"))
            .value("entry", plan.name("pmo-scorecard"))
            .value("half", plan.half().to_string())
            .propose(["pmo-scorecard".into()])
    };
    (!visible).then(finding).into_iter().collect()
}

/// An entry is planned behind a wave that is closed: it came too late, and nothing is to be done about it.
fn comes_after(entry: &str, wave: usize, plan: &Inspection<'_>) -> bool {
    plan.is_closed(wave.min(plan.wave_count())) && plan.in_use(entry)
}

/// R27: change work is missing or starts after wave 2.
pub fn change_work_starts_early(plan: &Inspection<'_>) -> Vec<Finding> {
    let last = LAST_WAVE_FOR_CHANGE_WORK;
    if plan.in_use_by("change-comms", last) || comes_after("change-comms", last, plan) {
        return Vec::new();
    }
    let late = plan.place("change-comms").map(|(wave, _)| wave);
    let finding = Finding::new(Severity::Warning, Subject::entry("change-comms"))
        .say(if late.is_some() { "late" } else { "missing" })
        .value("entry", plan.name("change-comms"))
        .value("wave", late.unwrap_or_default().to_string())
        .propose(["change-comms".into()]);
    vec![finding]
}

/// R43: a wave without goal or exit criteria.
pub fn waves_have_a_story(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = plan.open_waves().filter_map(|(number, wave)| {
        let no_goal = wave.goal.trim().is_empty();
        let no_criteria = wave.exit_criteria.iter().all(|criterion| criterion.text.trim().is_empty());
        let subject = Subject::Wave(number);
        let field = if no_goal { "goal" } else { "exit_criteria" };
        let path = format!("{}.{field}", subject.path(plan.document));
        let finding = || {
            Finding::new(Severity::Hint, subject)
                .say_if(no_goal, "goal")
                .say_if(no_criteria, "criteria")
                .value("wave", number.to_string())
                .jump(path)
        };
        (no_goal || no_criteria).then(finding)
    });
    findings.collect()
}

/// R48: no long-term value in the second half, or nothing but long-term value in the first. Silent while
/// nothing is planned.
pub fn value_is_spread_over_time(plan: &Inspection<'_>) -> Vec<Finding> {
    let half = plan.half();
    let is_long = |entry: &ResolvedEntry| entry.horizon == Horizon::L;
    let (early, late): (Vec<_>, Vec<_>) = plan.launches().partition(|launch| launch.wave <= half);
    let none_late = !late.iter().any(|launch| is_long(launch.entry));
    let only_long = !early.is_empty() && early.iter().all(|launch| is_long(launch.entry));
    let only_early = only_long && !plan.is_closed(half);
    if (early.is_empty() && late.is_empty()) || !(none_late || only_early) {
        return Vec::new();
    }
    let possible = |entry: &ResolvedEntry| is_long(entry) && plan.is_possible_in(entry, plan.wave_count());
    let finding = Finding::new(Severity::Hint, Subject::Plan)
        .say_if(none_late, "late")
        .say_if(only_early, "early")
        .propose(if none_late { plan.proposals(possible) } else { Vec::new() })
        .jump("waves");
    vec![finding]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{check, choice, decide, empty, findings, move_to, put, remove};
    use crate::domain::model::document::Document;
    use crate::domain::model::ids::EntryId;
    use crate::domain::model::planning::SelectionState;

    #[test]
    fn a_first_wave_without_quick_win_is_a_warning() {
        let dull = |plan: &mut Document| {
            for entry in ["project-tiering", "project-inventory", "template-library"] {
                remove(plan, entry);
            }
        };
        check("R16", dull, &["warning wave 1"]);
        let proposed = findings(dull).into_iter().find(|finding| finding.rule.as_str() == "R16").unwrap();
        assert_eq!(proposed.proposals.len(), 3);
        assert!(!proposed.proposals.contains(&EntryId::from("project-start-up")), "it needs the templates");
    }

    #[test]
    fn two_waves_in_a_row_without_early_value_are_a_warning() {
        check("R16", |plan| remove(plan, "dependency-coordination"), &["warning wave 4"]);
        check("R16", |plan| empty(plan, 3), &["warning wave 4"]);
    }

    #[test]
    fn a_quick_win_first_and_early_value_every_second_wave_are_enough() {
        check("R16", |_| {}, &[]);
    }

    #[test]
    fn more_control_than_help_at_the_start_is_a_warning() {
        let police = |plan: &mut Document| {
            put(plan, "governance-framework", 1);
            put(plan, "project-audits", 1);
        };
        check("R20", police, &["warning wave 1"]);
    }

    #[test]
    fn as_much_help_as_control_or_control_later_is_fine() {
        check("R20", |plan| put(plan, "governance-framework", 1), &[]);
        check("R20", |plan| put(plan, "stage-gates", 3), &[]);
    }

    #[test]
    fn a_scorecard_in_the_second_half_is_too_late() {
        check("R25", |plan| move_to(plan, "pmo-scorecard", 3), &["warning pmo-scorecard"]);
        check("R25", |plan| remove(plan, "pmo-scorecard"), &["warning pmo-scorecard"]);
    }

    #[test]
    fn a_scorecard_in_the_longer_first_half_or_from_before_is_fine() {
        let five_waves = |plan: &mut Document| {
            plan.waves.push(plan.waves[3].clone());
            empty(plan, 5);
            move_to(plan, "pmo-scorecard", 3);
        };
        check("R25", five_waves, &[]);
        let exists = |plan: &mut Document| {
            remove(plan, "pmo-scorecard");
            decide(plan, "pmo-scorecard", SelectionState::Exists);
        };
        check("R25", exists, &[]);
    }

    #[test]
    fn change_work_after_wave_two_or_never_is_a_warning() {
        check("R27", |plan| move_to(plan, "change-comms", 3), &["warning change-comms"]);
        check("R27", |plan| remove(plan, "change-comms"), &["warning change-comms"]);
    }

    #[test]
    fn change_work_in_wave_two_is_early_enough() {
        check("R27", |plan| move_to(plan, "change-comms", 2), &[]);
    }

    #[test]
    fn a_wave_needs_a_goal_and_exit_criteria() {
        check("R43", |plan| plan.waves[1].goal = " ".to_owned(), &["hint wave 2"]);
        check("R43", |plan| plan.waves[2].exit_criteria.clear(), &["hint wave 3"]);
    }

    #[test]
    fn waves_with_goal_and_criteria_are_fine() {
        check("R43", |_| {}, &[]);
    }

    #[test]
    fn no_long_value_late_or_only_long_value_early_is_a_hint() {
        check("R48", |plan| remove(plan, "ocm-support"), &["hint plan"]);
        let long_only = |plan: &mut Document| {
            empty(plan, 1);
            empty(plan, 2);
            put(plan, "strategy-advice", 2);
        };
        check("R48", long_only, &["hint plan"]);
    }

    #[test]
    fn balanced_value_and_an_unplanned_plan_are_fine() {
        check("R48", |_| {}, &[]);
        check("R48", |plan| plan.waves.clear(), &[]);
        let mixed = |plan: &mut Document| {
            put(plan, "strategy-advice", 1);
            choice(plan, "strategy-advice").reason = "asked for".to_owned();
        };
        check("R48", mixed, &[]);
    }
}
