//! Rules about the people whom the plan touches or needs (PMO fact base 8.4).

use crate::domain::figures::entry::{HEAVY_IMPACT, ResolvedEntry};
use crate::domain::figures::number::{falls_short, fixed};
use crate::domain::figures::owner::run_owner;
use crate::domain::model::foundation::{ControlLevel, CultureMix};
use crate::domain::model::group::Group;

use super::finding::{Finding, Severity};
use super::inspection::Inspection;
use super::subject::{Subject, wave_path};

/// R18: an entry that changes the core work of line managers, made without any of them.
pub fn line_managers_take_part(plan: &Inspection<'_>) -> Vec<Finding> {
    let foundation = &plan.document.foundation;
    let steers = foundation
        .people
        .iter()
        .any(|person| person.group == Group::F && foundation.steering_group.contains(&person.id));
    let alone = |entry: &ResolvedEntry| {
        entry.impact.F.get() >= HEAVY_IMPACT
            && entry.build_roles.iter().all(|role| role.as_str() != "functional-manager")
    };
    let left_out = plan.open_launches().filter(|launch| !steers && alone(launch.entry));
    let finding = left_out.map(|launch| {
        Finding::new(Severity::Warning, Subject::Entry(launch.entry.id.clone()))
            .value("entry", plan.name(launch.entry.id.as_str()))
            .value("impact", launch.entry.impact.F.get().to_string())
    });
    finding.collect()
}

/// R24: a ranking of projects that is built without the sponsor.
pub fn weights_have_owners(plan: &Inspection<'_>) -> Vec<Finding> {
    let alone = |entry: &ResolvedEntry| entry.build_roles.iter().all(|role| role.as_str() != "sponsor");
    let launch = plan.open_launch("prioritisation-model").filter(|launch| alone(launch.entry));
    let finding = launch.map(|launch| {
        Finding::new(Severity::Hint, Subject::Entry(launch.entry.id.clone()))
            .value("entry", plan.name(launch.entry.id.as_str()))
            .jump(format!("planning.choices.{}.build_roles", launch.entry.id))
    });
    finding.into_iter().collect()
}

/// A dominant culture type and its share, per cent; none where the largest share is shared (PMO fact base 2.3).
fn dominant_culture(mix: &CultureMix) -> Option<(&'static str, u8)> {
    let shares = [
        ("clan", mix.clan.get()),
        ("adhocracy", mix.adhocracy.get()),
        ("market", mix.market.get()),
        ("hierarchy", mix.hierarchy.get()),
    ];
    let (name, share) = shares.into_iter().max_by_key(|(_, share)| *share)?;
    let alone = shares.iter().filter(|(_, other)| *other == share).count() == 1;
    (alone && share > 0).then_some((name, share))
}

/// R28: a directive office in a free culture is a warning, a supportive one in a strict culture a hint.
pub fn control_fits_culture(plan: &Inspection<'_>) -> Vec<Finding> {
    let foundation = &plan.document.foundation;
    let Some((culture, share)) = dominant_culture(&foundation.culture_type) else { return Vec::new() };
    let is_strong = share >= 40;
    let (severity, sentence) = match (foundation.control_level, culture) {
        (ControlLevel::Directive, "clan" | "adhocracy") => (Severity::Warning, "directive"),
        (ControlLevel::Supportive, "hierarchy") if is_strong => (Severity::Hint, "supportive"),
        _ => return Vec::new(),
    };
    let finding = Finding::new(severity, Subject::Plan)
        .say(sentence)
        .value("culture", culture)
        .value("share", share.to_string())
        .jump("foundation.control_level");
    vec![finding]
}

/// R29: leaders of a group do not support the change, and the wave still launches a heavy entry on the group.
/// A pilot with at most half of the group is allowed.
pub fn leaders_support_heavy_changes(plan: &Inspection<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let waves = plan.waves().zip(&plan.readiness).filter(|((_, wave), _)| !wave.finished);
    for ((number, _), readiness) in waves {
        for group in Group::ALL {
            let Some(leadership) = *readiness.leadership.get(group) else { continue };
            let heavy = plan.launched_in(number).iter().map(|launch| launch.entry);
            let heavy: Vec<_> = heavy.filter(|entry| entry.full_impact(group) >= HEAVY_IMPACT).collect();
            if !falls_short(leadership, 2.0) || heavy.is_empty() {
                continue;
            }
            let finding = Finding::new(Severity::Error, Subject::GroupWave(group, number))
                .value("group", plan.group_name(group))
                .value("wave", number.to_string())
                .value("leadership", fixed(leadership, 1))
                .value("entries", plan.names(heavy.iter().map(|entry| &entry.id)));
            findings.push(finding);
        }
    }
    findings
}

/// R39: an entry that nobody runs at the end of its wave.
pub fn entries_have_a_run_owner(plan: &Inspection<'_>) -> Vec<Finding> {
    let orphans = plan
        .launches()
        .filter(|launch| run_owner(plan.document, launch.item, Some(launch.entry), launch.wave).is_none());
    let finding = orphans.map(|launch| {
        let place = wave_path(plan.document, launch.wave);
        Finding::new(Severity::Error, Subject::Entry(launch.entry.id.clone()))
            .value("entry", plan.name(launch.entry.id.as_str()))
            .value("wave", launch.wave.to_string())
            .jump(format!("{place}.items[{}].run_owner", launch.entry.id))
    });
    finding.collect()
}

/// R47: people are taken from line managers in a wave in which these are not ready.
pub fn line_managers_are_ready_to_give_people(plan: &Inspection<'_>) -> Vec<Finding> {
    let launches = ["pm-pool", "resource-allocation"].into_iter().filter_map(|entry| plan.open_launch(entry));
    let findings = launches.filter_map(|launch| {
        let readiness = plan.readiness.get(launch.wave.checked_sub(1)?)?.readiness.F;
        let finding = || {
            Finding::new(Severity::Warning, Subject::Entry(launch.entry.id.clone()))
                .value("entry", plan.name(launch.entry.id.as_str()))
                .value("wave", launch.wave.to_string())
                .value("readiness", fixed(readiness, 1))
        };
        falls_short(readiness, 2.8).then(finding)
    });
    findings.collect()
}

/// R41: a heavy entry that hits a whole group at once, without a pilot.
pub fn heavy_entries_start_with_a_pilot(plan: &Inspection<'_>) -> Vec<Finding> {
    let findings = plan.open_launches().filter(|launch| !launch.item.pilot).filter_map(|launch| {
        let groups: Vec<Group> =
            Group::ALL.into_iter().filter(|group| launch.entry.hits_all_at_once(*group)).collect();
        let names: Vec<&str> = groups.iter().map(|group| plan.group_name(*group)).collect();
        let finding = || {
            Finding::new(Severity::Hint, Subject::Entry(launch.entry.id.clone()))
                .value("entry", plan.name(launch.entry.id.as_str()))
                .value("groups", names.join(", "))
        };
        (!groups.is_empty()).then(finding)
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{check, choice, decide, item, put};
    use crate::domain::model::document::Document;
    use crate::domain::model::foundation::{ControlLevel, CultureMix, Person};
    use crate::domain::model::group::Group;
    use crate::domain::model::ids::{PersonId, RoleId};
    use crate::domain::model::planning::SelectionState;
    use crate::domain::model::scalar::{Level, Percent, Reach};

    #[test]
    fn a_heavy_entry_for_line_managers_needs_one_of_them() {
        let alone = |plan: &mut Document| {
            put(plan, "demand-intake", 3);
            choice(plan, "demand-intake").build_roles = Some(vec![RoleId::from("portfolio-manager")]);
        };
        check("R18", alone, &["warning demand-intake"]);
    }

    #[test]
    fn a_line_manager_who_builds_or_steers_is_enough() {
        let builds = |plan: &mut Document| {
            put(plan, "demand-intake", 3);
            choice(plan, "demand-intake").build_roles = Some(vec![RoleId::from("functional-manager")]);
        };
        check("R18", builds, &[]);
        let steers = |plan: &mut Document| {
            put(plan, "demand-intake", 3);
            choice(plan, "demand-intake").build_roles = Some(Vec::new());
            let person = Person { id: PersonId(9), group: Group::F, ..Person::default() };
            plan.foundation.people.push(person);
            plan.foundation.steering_group.push(PersonId(9));
        };
        check("R18", steers, &[]);
    }

    #[test]
    fn a_ranking_without_the_sponsor_is_a_hint() {
        let alone = |plan: &mut Document| {
            put(plan, "prioritisation-model", 3);
            choice(plan, "prioritisation-model").build_roles = Some(vec![RoleId::from("pmo-lead")]);
        };
        check("R24", alone, &["hint prioritisation-model"]);
    }

    #[test]
    fn a_ranking_with_the_sponsor_is_fine() {
        let together = |plan: &mut Document| {
            put(plan, "prioritisation-model", 3);
            choice(plan, "prioritisation-model").build_roles = Some(vec![RoleId::from("sponsor")]);
        };
        check("R24", together, &[]);
    }

    fn culture(plan: &mut Document, control: ControlLevel, [clan, adhocracy, market, hierarchy]: [u8; 4]) {
        let share = |value| Percent::new(value).unwrap();
        plan.foundation.control_level = control;
        plan.foundation.culture_type = CultureMix {
            clan: share(clan),
            adhocracy: share(adhocracy),
            market: share(market),
            hierarchy: share(hierarchy),
        };
    }

    #[test]
    fn control_against_the_culture_is_found() {
        check("R28", |plan| culture(plan, ControlLevel::Directive, [35, 25, 20, 20]), &["warning plan"]);
        check("R28", |plan| culture(plan, ControlLevel::Directive, [25, 35, 20, 20]), &["warning plan"]);
        check("R28", |plan| culture(plan, ControlLevel::Supportive, [20, 20, 20, 40]), &["hint plan"]);
    }

    #[test]
    fn control_with_the_culture_or_without_a_dominant_one_is_fine() {
        check("R28", |plan| culture(plan, ControlLevel::Directive, [35, 35, 20, 10]), &[]);
        check("R28", |plan| culture(plan, ControlLevel::Directive, [0, 0, 0, 0]), &[]);
        check("R28", |plan| culture(plan, ControlLevel::Supportive, [20, 20, 21, 39]), &[]);
        check("R28", |plan| culture(plan, ControlLevel::Controlling, [70, 10, 10, 10]), &[]);
    }

    #[test]
    fn a_heavy_entry_without_leaders_is_an_error_in_this_wave_and_those_without_a_new_value() {
        let refused = |plan: &mut Document| {
            plan.waves[1].leadership.P = Level::new(1.9).ok();
            put(plan, "pm-methodology", 3);
        };
        check("R29", refused, &["error P wave 3"]);
    }

    #[test]
    fn a_pilot_or_a_leadership_of_two_is_not_refused() {
        let pilot = |plan: &mut Document| {
            plan.waves[1].leadership.P = Level::new(1.9).ok();
            put(plan, "pm-methodology", 3);
            choice(plan, "pm-methodology").reach.P = Reach::new(0.5).ok();
        };
        check("R29", pilot, &[]);
        let supported = |plan: &mut Document| {
            plan.waves[1].leadership.P = Level::new(2.0).ok();
            put(plan, "pm-methodology", 3);
        };
        check("R29", supported, &[]);
    }

    #[test]
    fn an_entry_without_run_owner_is_an_error() {
        check("R39", |plan| item(plan, "ocm-support").run_owner = None, &["error ocm-support"]);
    }

    #[test]
    fn the_person_of_the_first_run_role_owns_by_default() {
        check("R39", |plan| item(plan, "status-reporting").run_owner = None, &[]);
    }

    #[test]
    fn people_are_not_taken_from_unready_line_managers() {
        let unready = |plan: &mut Document| {
            plan.waves[2].readiness.F = Level::new(2.7).ok();
            put(plan, "pm-pool", 4);
            put(plan, "resource-allocation", 2);
        };
        check("R47", unready, &["warning pm-pool"]);
    }

    #[test]
    fn ready_line_managers_give_people() {
        let ready = |plan: &mut Document| {
            plan.waves[2].readiness.F = Level::new(2.8).ok();
            put(plan, "pm-pool", 4);
        };
        check("R47", ready, &[]);
    }

    #[test]
    fn a_heavy_entry_for_everybody_at_once_is_a_hint() {
        check("R41", |plan| put(plan, "pm-training", 3), &["hint pm-training"]);
    }

    #[test]
    fn a_pilot_a_smaller_reach_or_an_existing_entry_is_no_big_bang() {
        let pilot = |plan: &mut Document| {
            put(plan, "pm-training", 3);
            item(plan, "pm-training").pilot = true;
        };
        check("R41", pilot, &[]);
        let steps = |plan: &mut Document| {
            put(plan, "pm-training", 3);
            choice(plan, "pm-training").reach.P = Reach::new(0.75).ok();
        };
        check("R41", steps, &[]);
        let exists = |plan: &mut Document| {
            put(plan, "pm-training", 3);
            decide(plan, "pm-training", SelectionState::Exists);
        };
        check("R41", exists, &[]);
    }
}
