//! Rules about the office's own days and people (PMO fact base 6.4, 8.4, 8.6).

use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::colour::load_text;
use crate::domain::figures::number::{exceeds, falls_short, fixed};
use crate::domain::figures::office::WaveOffice;
use crate::domain::figures::role::{RoleOffice, roles};

use super::finding::{Finding, Severity};
use super::inspection::Inspection;
use super::subject::{Subject, wave_path};

/// Full-time equivalents that the sizing rule suggests for a number of supported people (PMO fact base 8.6).
pub fn usual_office_size(supported: f64) -> f64 {
    0.2 * supported.cbrt().powi(2)
}

/// R34: the office is used to more than 0.95 in a wave; over 1.10 is an error. In a plan by role, where the office has its
/// days, the fullest role over its own speaks for it by the same limits.
pub fn office_is_not_overloaded(plan: &Inspection<'_>) -> Vec<Finding> {
    let roles = if plan.document.plan.settings.plan_by_role {
        roles(plan.document, plan.figures)
    } else {
        Vec::new()
    };
    let findings = open_waves(plan).filter_map(|(number, office)| {
        if exceeds(office.utilisation, 1.0) {
            return office_overload(plan, number, office);
        }
        role_overload(number, &roles).or_else(|| office_overload(plan, number, office))
    });
    findings.collect()
}

fn office_overload(plan: &Inspection<'_>, number: usize, office: &WaveOffice) -> Option<Finding> {
    let finding = || {
        Finding::new(overload_severity(office.utilisation), Subject::Wave(number))
            .say(if exceeds(office.utilisation, 1.0) { "over" } else { "tight" })
            .value("wave", number.to_string())
            .value("demand", fixed(office.demand, 2))
            .value("capacity", fixed(office.capacity, 2))
            .value("utilisation", load_text(office.utilisation))
            .jump(format!("{}.fte", wave_path(plan.document, number)))
    };
    exceeds(office.utilisation, 0.95).then(finding)
}

/// The fullest role of a wave, where it has more to do than it can.
fn role_overload(number: usize, roles: &[RoleOffice]) -> Option<Finding> {
    let of_wave = roles.iter().filter_map(|role| Some((&role.role, role.waves.get(number - 1)?)));
    let (role, wave) = of_wave.max_by(|one, other| one.1.utilisation().total_cmp(&other.1.utilisation()))?;
    let utilisation = wave.utilisation();
    let finding = || {
        Finding::new(overload_severity(utilisation), Subject::Wave(number))
            .say("role")
            .value("wave", number.to_string())
            .value("role", guidance().role_name(role))
            .value("demand", fixed(wave.demand(), 2))
            .value("capacity", fixed(wave.capacity, 2))
            .value("utilisation", load_text(utilisation))
            .jump("foundation.staff_plan")
    };
    exceeds(utilisation, 1.0).then(finding)
}

fn overload_severity(utilisation: f64) -> Severity {
    if exceeds(utilisation, 1.1) { Severity::Error } else { Severity::Warning }
}

/// R35: running takes more than 60 % of the office; over 80 % while a later wave still builds is an error.
pub fn power_is_left_to_build(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = open_waves(plan).filter_map(|(number, office)| {
        let builds_later = plan.launches().any(|launch| launch.wave > number);
        let stops = exceeds(office.run_share, 0.8) && builds_later;
        let finding = || {
            Finding::new(if stops { Severity::Error } else { Severity::Warning }, Subject::Wave(number))
                .say("share")
                .say_if(stops, "stops")
                .value("wave", number.to_string())
                .value("run", fixed(office.run, 2))
                .value("capacity", fixed(office.capacity, 2))
                .value("share", fixed(office.run_share, 2))
        };
        exceeds(office.run_share, 0.6).then(finding)
    });
    findings.collect()
}

/// R36: after the last wave there is more to run than the office can run. Silent without waves.
pub fn services_can_be_kept_alive(plan: &Inspection<'_>) -> Vec<Finding> {
    let steady = plan.figures.steady_state;
    let finding = || {
        Finding::new(Severity::Warning, Subject::Plan)
            .value("run", fixed(steady.run_per_month, 1))
            .value("capacity", fixed(steady.capacity_per_month, 1))
            .value("utilisation", load_text(steady.utilisation()))
            .jump("foundation.staff_plan")
    };
    let starved = plan.wave_count() > 0 && exceeds(steady.run_per_month, steady.capacity_per_month);
    starved.then(finding).into_iter().collect()
}

/// R37: no PMO lead in wave 1, or less than half a position.
pub fn lead_is_at_home(plan: &Inspection<'_>) -> Vec<Finding> {
    let leads = plan.document.foundation.staff_plan.iter().filter(|row| row.role.as_str() == "pmo-lead");
    let in_wave_one = leads.filter(|row| row.from_wave <= 1 && row.to_wave.is_none_or(|last| last >= 1));
    let fte: f64 = in_wave_one.map(|row| row.fte.get()).sum();
    let finding = || {
        Finding::new(Severity::Warning, Subject::Plan)
            .say(if exceeds(fte, 0.0) { "part" } else { "none" })
            .value("fte", fixed(fte, 2))
            .jump("foundation.staff_plan")
    };
    falls_short(fte, 0.5).then(finding).into_iter().collect()
}

/// R38: the staff of the last wave lies outside 0.5 to 2.0 times the sizing rule. Silent without the number
/// of full-time equivalents of project work.
pub fn office_has_a_usual_size(plan: &Inspection<'_>) -> Vec<Finding> {
    let supported = plan.document.organisation.project_fte.filter(|supported| exceeds(supported.get(), 0.0));
    let (Some(supported), Some(last)) = (supported, plan.figures.office.last()) else { return Vec::new() };
    let usual = usual_office_size(supported.get());
    let unusual = falls_short(last.fte, 0.5 * usual) || exceeds(last.fte, 2.0 * usual);
    let finding = || {
        Finding::new(Severity::Hint, Subject::Plan)
            .value("fte", fixed(last.fte, 1))
            .value("usual", fixed(usual, 1))
            .value("supported", fixed(supported.get(), 0))
            .jump("foundation.staff_plan")
    };
    unusual.then(finding).into_iter().collect()
}

/// Every wave that is not closed: its number, from 1, and its office.
fn open_waves<'a>(plan: &Inspection<'a>) -> impl Iterator<Item = (usize, &'a WaveOffice)> {
    (1..).zip(&plan.figures.office).filter(|(number, _)| !plan.is_closed(*number))
}

#[cfg(test)]
mod tests {
    use super::super::message::{message, title};
    use super::super::sample::{check, choice, empty, findings, put};
    use super::usual_office_size;
    use crate::domain::figures::number::fixed;
    use crate::domain::model::document::Document;
    use crate::domain::model::ids::RoleId;
    use crate::domain::model::scalar::{Amount, Percent};

    /// A plan whose wave 2 alone has work: build days of one entry against 100 days.
    fn build(plan: &mut Document, days: f64) {
        for wave in 1..=4 {
            empty(plan, wave);
        }
        let wave = &mut plan.waves[1];
        wave.fte = Some(Amount::ZERO);
        wave.consultant_days = Amount::new(100.0).unwrap();
        put(plan, "risk-framework", 2);
        choice(plan, "risk-framework").build_days = Amount::new(days).ok();
    }

    #[test]
    fn an_overloaded_office_is_a_warning_and_far_over_an_error() {
        check("R34", |plan| build(plan, 95.1), &["warning wave 2"]);
        check("R34", |plan| build(plan, 110.1), &["error wave 2"]);
        check("R34", |plan| plan.waves[2].fte = Some(Amount::ZERO), &["error wave 3"]);
    }

    #[test]
    fn an_office_within_its_days_is_tight_and_not_overloaded() {
        let title_at = |days: f64| {
            let findings = findings(|plan| build(plan, days));
            findings.iter().find(|finding| finding.rule.as_str() == "R34").map(title)
        };
        assert_eq!(title_at(98.6), Some("The PMO is tight"));
        assert_eq!(title_at(100.0), Some("The PMO is tight"));
        assert_eq!(title_at(100.1), Some("The PMO is overloaded"));
    }

    #[test]
    fn an_office_at_a_limit_is_the_milder_case() {
        check("R34", |plan| build(plan, 95.0), &[]);
        check("R34", |plan| build(plan, 110.0), &["warning wave 2"]);
    }

    #[test]
    fn a_role_without_days_is_overloaded_only_in_a_plan_by_role() {
        let spoil = |plan: &mut Document, days: f64, by_role: bool| {
            build(plan, days);
            plan.plan.settings.plan_by_role = by_role;
            // The lead has a quarter of the days and, with nobody else for it, all of the work.
            choice(plan, "risk-framework").build_roles = Some(vec![RoleId::from("pmo-lead")]);
        };
        check("R34", |plan| spoil(plan, 60.0, false), &[]);
        check("R34", |plan| spoil(plan, 26.0, true), &["warning wave 2"]);
        check("R34", |plan| spoil(plan, 60.0, true), &["error wave 2"]);
        check("R34", |plan| spoil(plan, 25.0, true), &[]);
        let findings = findings(|plan| spoil(plan, 60.0, true));
        let found = findings.iter().find(|finding| finding.rule.as_str() == "R34").unwrap();
        assert_eq!(title(found), "A role of the PMO is overloaded");
        assert!(message(found).contains("PMO lead"), "{}", message(found));
    }

    /// A plan whose wave 2 runs one entry of wave 1 with a share of 100 days.
    fn run(plan: &mut Document, days_per_month: f64, builds_later: bool) {
        for wave in 1..=4 {
            empty(plan, wave);
        }
        put(plan, "risk-framework", 1);
        choice(plan, "risk-framework").run_days_per_month = Amount::new(days_per_month).ok();
        plan.waves[1].fte = Some(Amount::ZERO);
        plan.waves[1].consultant_days = Amount::new(100.0).unwrap();
        if builds_later {
            put(plan, "project-repository", 3);
        }
    }

    #[test]
    fn running_over_sixty_per_cent_is_a_warning_and_over_eighty_stops_later_building() {
        check("R35", |plan| run(plan, 20.1, true), &["warning wave 2"]);
        check("R35", |plan| run(plan, 26.7, true), &["error wave 2"]);
        check("R35", |plan| run(plan, 26.7, false), &["warning wave 2"]);
    }

    #[test]
    fn running_at_sixty_per_cent_is_fine() {
        check("R35", |plan| run(plan, 20.0, true), &[]);
    }

    #[test]
    fn more_to_run_than_the_last_staff_can_run_is_a_warning() {
        let starved = |plan: &mut Document| plan.waves[3].fte = Amount::new(1.5).ok();
        check("R36", starved, &["warning plan"]);
    }

    #[test]
    fn a_steady_state_at_the_limit_is_fine() {
        let exact = |plan: &mut Document| {
            run(plan, 29.75, false);
            plan.waves[3].fte = Amount::new(2.0).ok();
            plan.waves[3].reserve_pct = Percent::MIN;
        };
        check("R36", exact, &[]);
        check("R36", |plan| plan.waves.clear(), &[]);
    }

    #[test]
    fn an_office_without_lead_in_wave_one_is_a_warning() {
        check("R37", |plan| plan.foundation.staff_plan[0].from_wave = 2, &["warning plan"]);
        check("R37", |plan| plan.foundation.staff_plan[0].fte = Amount::new(0.4).unwrap(), &["warning plan"]);
    }

    #[test]
    fn half_a_lead_from_the_start_is_enough() {
        check("R37", |plan| plan.foundation.staff_plan[0].fte = Amount::new(0.5).unwrap(), &[]);
    }

    #[test]
    fn an_unusual_size_is_a_hint() {
        check("R38", |plan| plan.organisation.project_fte = Amount::new(1000.0).ok(), &["hint plan"]);
        check("R38", |plan| plan.organisation.project_fte = Amount::new(27.0).ok(), &["hint plan"]);
    }

    #[test]
    fn a_usual_or_unknown_size_is_fine() {
        check("R38", |plan| plan.organisation.project_fte = Amount::new(60.0).ok(), &[]);
        check("R38", |plan| plan.organisation.project_fte = None, &[]);
    }

    #[test]
    fn sizing_rule_gives_the_published_figures() {
        for (supported, expected) in [(30.0, "2"), (60.0, "3"), (120.0, "5"), (300.0, "9"), (1000.0, "20")] {
            assert_eq!(fixed(usual_office_size(supported), 0), expected);
        }
    }
}
