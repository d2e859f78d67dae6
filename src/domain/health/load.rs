//! Rules about the change load of waves and groups (PMO fact base 5.4, 8.4).

use crate::domain::figures::colour::load_text;
use crate::domain::figures::load::LoadCell;
use crate::domain::figures::number::{TOLERANCE, exceeds, fixed, short};
use crate::domain::model::group::Group;
use crate::domain::model::plan::SizeClass;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::Blackout;

use crate::domain::wording::phrase;

use super::finding::{Finding, Severity};
use super::inspection::{Inspection, Launch};
use super::subject::{Subject, wave_path};

/// More entries than this crowd a wave.
pub const MOST_ENTRIES: usize = 7;

/// More big entries than this crowd a wave.
pub const MOST_BIG_ENTRIES: usize = 3;

/// Causes that a finding names.
const TOP_CAUSES: usize = 3;

/// Above this build effort, person-days, an entry is big (PMO fact base 8.4, R30).
pub const fn big_build_days(size: SizeClass) -> f64 {
    match size {
        SizeClass::S => 10.0,
        SizeClass::M => 20.0,
        SizeClass::L => 60.0,
    }
}

/// R30: more than 7 entries in a wave, or more than 3 big ones.
pub fn waves_are_not_crowded(plan: &Inspection<'_>) -> Vec<Finding> {
    let limit = big_build_days(plan.document.plan.size_class);
    let findings = plan.open_waves().filter_map(|(number, _)| {
        let launched = plan.launched_in(number);
        let big = launched.iter().filter(|launch| exceeds(launch.entry.build_days, limit)).count();
        let (many, many_big) = (launched.len() > MOST_ENTRIES, big > MOST_BIG_ENTRIES);
        let finding = || {
            Finding::new(Severity::Warning, Subject::Wave(number))
                .say_if(many, "many")
                .say_if(many_big, "big")
                .value("wave", number.to_string())
                .value("entries", launched.len().to_string())
                .value("big", big.to_string())
                .value("limit", short(limit, 0))
        };
        (many || many_big).then(finding)
    });
    findings.collect()
}

/// R31: more load than a group can take in is a warning; over 1.25 of it an error.
pub fn groups_are_not_overloaded(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = open_cells(plan).filter_map(|(number, group, cell)| {
        let utilisation = cell.utilisation();
        let severity = if exceeds(utilisation, 1.25) { Severity::Error } else { Severity::Warning };
        let finding = || {
            let causes: Vec<String> = plan
                .figures
                .causes(number - 1, group)
                .into_iter()
                .take(TOP_CAUSES)
                .map(|(entry, points)| format!("{} {}", plan.name(entry.as_str()), short(points, 1)))
                .collect();
            Finding::new(severity, Subject::GroupWave(group, number))
                .say("load")
                .say_if(!causes.is_empty(), "causes")
                .say_if(cell.carried() > TOLERANCE, "carried")
                .value("group", plan.group_name(group))
                .value("wave", number.to_string())
                .value("load", fixed(cell.load, 1))
                .value("capacity", fixed(cell.capacity, 2))
                .value("utilisation", load_text(utilisation))
                .value("causes", causes.join(", "))
                .value("carried", fixed(cell.carried(), 1))
        };
        exceeds(utilisation, 1.0).then(finding)
    });
    findings.collect()
}

/// R32: more than one entry of impact 5, or more than two of impact 4 or 5, for a group in a wave.
pub fn heavy_entries_stand_alone(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = open_cells(plan).filter_map(|(number, group, cell)| {
        let sentence = match (cell.heaviest_count > 1, cell.heavy_count > 2) {
            (true, true) => "both",
            (true, false) => "heaviest",
            (false, true) => "heavy",
            (false, false) => return None,
        };
        let finding = Finding::new(Severity::Warning, Subject::GroupWave(group, number))
            .say(sentence)
            .value("group", plan.group_name(group))
            .value("wave", number.to_string())
            .value("heaviest", cell.heaviest_count.to_string())
            .value("heavy", cell.heavy_count.to_string());
        Some(finding)
    });
    findings.collect()
}

/// R33: after a wave over 1.0 the next wave is over 0.7 for the same group. The finding names the first wave.
pub fn groups_recover_after_overload(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = cells(plan).filter_map(|(number, group, cell)| {
        let next = plan.figures.loads.get(number)?.get(group);
        let tired = exceeds(cell.utilisation(), 1.0)
            && exceeds(next.utilisation(), 0.7)
            && !plan.is_closed(number + 1);
        let finding = || {
            Finding::new(Severity::Warning, Subject::GroupWave(group, number))
                .value("group", plan.group_name(group))
                .value("wave", number.to_string())
                .value("next", (number + 1).to_string())
                .value("utilisation", load_text(cell.utilisation()))
                .value("next_utilisation", load_text(next.utilisation()))
                .jump(wave_path(plan.document, number + 1))
        };
        tired.then(finding)
    });
    findings.collect()
}

/// R42: a launch on a day on which nothing should be launched.
pub fn launches_avoid_blackouts(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = plan.open_launches().filter_map(|launch| {
        let day = plan.launch_day(launch.entry.id.as_str())?;
        let mut blackouts = plan.waves().flat_map(|(_, wave)| &wave.blackouts);
        let blackout = blackouts.find(|blackout| covers(blackout, day))?;
        let finding = Finding::new(Severity::Hint, Subject::Entry(launch.entry.id.clone()))
            .value("entry", plan.name(launch.entry.id.as_str()))
            .value("date", phrase::date(plan.document.plan.date_format, day))
            .value("reason", blackout.reason.trim())
            .jump(launch_date_path(plan, launch));
        let named = !blackout.reason.trim().is_empty();
        Some(finding.say(if named { "reason" } else { "date" }))
    });
    findings.collect()
}

fn launch_date_path(plan: &Inspection<'_>, launch: Launch<'_>) -> String {
    format!("{}.items[{}].launch_date", wave_path(plan.document, launch.wave), launch.entry.id)
}

/// A blackout with one date only lasts that day.
fn covers(blackout: &Blackout, day: Date) -> bool {
    let (Some(first), Some(last)) = (blackout.from.or(blackout.to), blackout.to.or(blackout.from)) else {
        return false;
    };
    (first..=last).contains(&day)
}

/// R45: two waves in a row ask something new of project managers or of team members, and neither takes a
/// duty away from them. One finding for each group.
pub fn groups_get_relief(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = [Group::P, Group::T].into_iter().filter_map(|group| {
        let only_adds = |number: usize| {
            let wave = plan.document.waves.get(number - 1);
            let relieved =
                wave.is_some_and(|wave| wave.removed_duties.iter().any(|duty| duty.group == group));
            let asks = |launch: &Launch<'_>| {
                launch.entry.impact.get(group).get() >= 2 && *launch.entry.reach.get(group) > TOLERANCE
            };
            !relieved && plan.launched_in(number).iter().any(asks)
        };
        let tires =
            |number: &usize| only_adds(*number) && only_adds(number + 1) && !plan.is_closed(number + 1);
        let first = (1..plan.wave_count()).find(tires)?;
        let open = if plan.is_closed(first) { first + 1 } else { first };
        let finding = Finding::new(Severity::Hint, Subject::Group(group))
            .value("group", plan.group_name(group))
            .value("wave", first.to_string())
            .value("next", (first + 1).to_string())
            .jump(format!("{}.removed_duties", wave_path(plan.document, open)));
        Some(finding)
    });
    findings.collect()
}

/// The cells of the waves that are not closed.
fn open_cells<'a>(plan: &Inspection<'a>) -> impl Iterator<Item = (usize, Group, &'a LoadCell)> {
    cells(plan).filter(|(number, _, _)| !plan.is_closed(*number))
}

/// Every cell of the heat map with its wave, from 1, and group.
fn cells<'a>(plan: &Inspection<'a>) -> impl Iterator<Item = (usize, Group, &'a LoadCell)> + use<'a> {
    (1..)
        .zip(&plan.figures.loads)
        .flat_map(|(number, row)| row.iter().map(move |(group, cell)| (number, group, cell)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{check, choice, day, empty, findings, item, put};
    use crate::domain::model::document::Document;
    use crate::domain::model::group::Group;
    use crate::domain::model::scalar::{Amount, Impact, Reach};
    use crate::domain::model::wave::Blackout;

    #[test]
    fn eight_entries_or_four_big_ones_crowd_a_wave() {
        let eight = |plan: &mut Document| {
            for entry in ["escalation-path", "project-repository", "community-of-practice"] {
                put(plan, entry, 1);
            }
        };
        check("R30", eight, &["warning wave 1"]);
        check("R30", |plan| build_all_of_wave_two(plan, 20.1), &["warning wave 2"]);
    }

    #[test]
    fn seven_entries_and_entries_at_the_limit_fit() {
        let seven = |plan: &mut Document| {
            for entry in ["escalation-path", "project-repository"] {
                put(plan, entry, 1);
            }
        };
        check("R30", seven, &[]);
        check("R30", |plan| build_all_of_wave_two(plan, 20.0), &[]);
    }

    fn build_all_of_wave_two(plan: &mut Document, days: f64) {
        for entry in ["change-comms", "status-reporting", "pmo-scorecard", "sponsor-briefing"] {
            choice(plan, entry).build_days = Amount::new(days).ok();
        }
    }

    /// Leaves one wave with one entry, whose reach makes the wanted load on team members of capacity 10.
    fn team_load(plan: &mut Document, points: f64) {
        for wave in 1..=4 {
            empty(plan, wave);
        }
        put(plan, "time-recording", 2);
        choice(plan, "time-recording").impact.T = Impact::new(5).ok();
        plan.foundation.stakeholders.T.base_capacity = Amount::new(1000.0 / points / 10.0).ok();
    }

    #[test]
    fn load_over_capacity_is_a_warning_and_far_over_it_an_error() {
        check("R31", |plan| team_load(plan, 10.1), &["warning T wave 2"]);
        check("R31", |plan| team_load(plan, 12.6), &["error T wave 2"]);
    }

    #[test]
    fn load_at_a_limit_is_the_milder_case() {
        check("R31", |plan| team_load(plan, 10.0), &[]);
        check("R31", |plan| team_load(plan, 12.5), &["warning T wave 2"]);
    }

    #[test]
    fn an_overload_names_its_causes() {
        let found = findings(|plan| team_load(plan, 12.5));
        let overload = found.iter().find(|finding| finding.rule.as_str() == "R31").unwrap();
        assert!(
            overload.values.contains(&("causes", "Effort recording 10".to_owned())),
            "{:?}",
            overload.values
        );
    }

    #[test]
    fn two_entries_of_impact_five_or_three_heavy_ones_are_too_many() {
        let heaviest = |plan: &mut Document| {
            put(plan, "pm-methodology", 3);
            put(plan, "ppm-tool", 3);
        };
        check("R32", heaviest, &["warning P wave 3"]);
        let heavy = |plan: &mut Document| {
            for entry in ["competency-model", "career-path", "project-audits"] {
                put(plan, entry, 3);
            }
        };
        check("R32", heavy, &["warning P wave 3"]);
    }

    #[test]
    fn one_of_impact_five_beside_another_heavy_one_or_a_pilot_is_fine() {
        let two = |plan: &mut Document| {
            put(plan, "pm-methodology", 3);
            put(plan, "project-audits", 3);
        };
        check("R32", two, &[]);
        let pilot = |plan: &mut Document| {
            put(plan, "pm-methodology", 3);
            put(plan, "ppm-tool", 3);
            choice(plan, "ppm-tool").reach.P = Reach::new(0.5).ok();
        };
        check("R32", pilot, &[]);
    }

    /// Team members at 1.1 in wave 2, and with other changes of the company in wave 3.
    fn tired(plan: &mut Document, other_changes: f64) {
        team_load(plan, 11.0);
        plan.waves[2].external_load.T = Amount::new(other_changes).unwrap();
    }

    #[test]
    fn no_rest_after_an_overload_is_a_warning() {
        check("R33", |plan| tired(plan, 6.5), &["warning T wave 2"]);
    }

    #[test]
    fn a_lighter_wave_after_an_overload_is_fine() {
        check("R33", |plan| tired(plan, 0.0), &[]);
    }

    fn blackout(plan: &mut Document, first: u8, last: u8) {
        let day = |of_june: u8| Some(day(2027, 6, i8::try_from(of_june).unwrap()));
        plan.waves[1].blackouts.push(Blackout { from: day(first), to: day(last), ..Blackout::default() });
    }

    #[test]
    fn a_launch_in_a_blackout_is_a_hint() {
        check("R42", |plan| blackout(plan, 30, 30), &["hint change-comms", "hint pmo-scorecard"]);
    }

    #[test]
    fn a_launch_beside_a_blackout_is_fine() {
        check("R42", |plan| blackout(plan, 1, 29), &[]);
        let shifted = |plan: &mut Document| {
            blackout(plan, 30, 30);
            item(plan, "change-comms").launch_date = Some(day(2027, 6, 29));
            item(plan, "pmo-scorecard").launch_date = Some(day(2027, 6, 1));
        };
        check("R42", shifted, &[]);
    }

    #[test]
    fn two_waves_of_new_duties_without_relief_are_one_hint_for_a_group() {
        let unrelieved = |plan: &mut Document| {
            for wave in &mut plan.waves {
                wave.removed_duties.retain(|duty| duty.group != Group::P);
            }
        };
        check("R45", unrelieved, &["hint P"]);
    }

    #[test]
    fn relief_in_one_of_two_waves_is_enough() {
        let alternating = |plan: &mut Document| {
            plan.waves[0].removed_duties.clear();
            plan.waves[2].removed_duties.clear();
        };
        check("R45", alternating, &[]);
    }
}
