//! Every rule that offers a remedy: what breaks the sound plan, and that the remedy mends it.

use super::*;
use crate::domain::command::history::History;
use crate::domain::health::sample::{
    area, choice, choose, day, decide, empty, item, move_to, put, remove, sound_plan,
};
use crate::domain::health::{Subject, check};
use crate::domain::model::foundation::{Attitude, ControlLevel, Lifetime, Person};
use crate::domain::model::governance::Kpi;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, PersonId, RoleId, RowId};
use crate::domain::model::initiation::Area;
use crate::domain::model::planning::{Prerequisite, SelectionState};
use crate::domain::model::scalar::{Amount, Impact, Importance, Level, Percent, Scale5};
use crate::domain::model::wave::Blackout;

const FRESH: u64 = 99_999;

/// Mends every finding of a rule that offers a remedy, and says what the buttons say.
fn mended(document: &Document, rule: &str) -> Vec<String> {
    let figures = Figures::of(document);
    let mut labels = Vec::new();
    for finding in check(document, &figures).iter().filter(|finding| finding.rule.as_str() == rule) {
        let Some(Ok(mend)) = mend(document, &figures, finding, FRESH) else { continue };
        let history = History::load(document.clone());
        let changed = history.execute(&mend.command, &known_entries(document)).unwrap();
        let after = check(changed.document(), &Figures::of(changed.document()));
        let is_same = |other: &Finding| other.rule == finding.rule && other.object == finding.object;
        assert!(!after.iter().any(is_same), "{rule}: {} leaves {}", mend.label, finding.object);
        assert_eq!(changed.undo().document().as_ref(), document, "{rule}: one step");
        assert!(!mend.label.contains(['{', '}']), "{}", mend.label);
        labels.push(mend.label);
    }
    labels
}

fn check_mend(rule: &str, spoil: impl FnOnce(&mut Document), expected: &[&str]) {
    let mut plan = staffed_plan();
    spoil(&mut plan);
    assert_eq!(mended(&plan, rule), expected, "{rule}");
}

/// The sound plan with the people whom it names.
fn staffed_plan() -> Document {
    let mut plan = sound_plan();
    plan.foundation.people = vec![person(1, "Ada", Group::E), person(2, "Bo", Group::O)];
    for (row, id) in plan.foundation.staff_plan.iter_mut().zip(41..) {
        row.id = RowId(id);
    }
    plan
}

fn person(id: u64, name: &str, group: Group) -> Person {
    Person { id: PersonId(id), name: name.to_owned(), group, ..Person::default() }
}

#[test]
fn the_foundation_is_mended_where_the_plan_knows_how() {
    check_mend("R01", |plan| plan.foundation.sponsor.person = None, &["Make Ada the sponsor"]);
    let two = |plan: &mut Document| {
        plan.foundation.people.push(person(3, "Cy", Group::E));
        plan.foundation.sponsor.person = None;
    };
    check_mend("R01", two, &[]);
    check_mend("R03", |plan| move_to(plan, "pmo-charter", 2), &["Move PMO charter to wave 1"]);
    check_mend("R03", |plan| plan.foundation.approved_on = None, &[]);
    check_mend(
        "R06",
        |plan| {
            plan.foundation.objectives[0].due = None;
            plan.foundation.objectives[0].measure.clear();
            let objective = Some(plan.foundation.objectives[0].id);
            let name = "Late projects".to_owned();
            plan.governance.kpis.push(Kpi { id: RowId(3), name, objective, ..Kpi::default() });
        },
        &[
            "Set the due date to 31 December 2027, the end of the plan; Take the KPI 'Late projects' as the measure",
        ],
    );
    check_mend(
        "R28",
        |plan| {
            plan.foundation.control_level = ControlLevel::Directive;
            plan.foundation.culture_type.clan = Percent::new(60).unwrap();
        },
        &["Set the control level to controlling"],
    );
    check_mend(
        "R40",
        |plan| plan.foundation.funding.review_date = None,
        &["Review the funding on 31 March 2027, when wave 1 ends"],
    );
    check_mend("R40", |plan| plan.foundation.funding.secured_until = None, &[]);
    check_mend(
        "R49",
        |plan| plan.foundation.lifetime = Lifetime::Temporary,
        &["Make wave 4 the closing wave"],
    );
    let blocked = |plan: &mut Document| {
        plan.foundation.stakeholders.F.power = Scale5::new(5).ok();
        plan.foundation.stakeholders.F.attitude = Attitude::Opposes;
    };
    check_mend("R50", blocked, &["Plan a talk with: Functional managers"]);
}

#[test]
fn the_office_gets_its_lead_and_its_owners() {
    let vacant =
        |plan: &mut Document| plan.foundation.staff_plan.retain(|row| row.role.as_str() != "pmo-lead");
    check_mend("R37", vacant, &["Plan a full position for a PMO lead from wave 1"]);
    check_mend(
        "R37",
        |plan| plan.foundation.staff_plan[0].from_wave = 2,
        &["Start the PMO lead in wave 1 with at least half a position"],
    );
    let orphan = |plan: &mut Document| {
        item(plan, "ocm-support").run_owner = None;
        choice(plan, "ocm-support").run_roles = Some(vec![RoleId::from("trainer")]);
    };
    check_mend("R39", orphan, &["Let Bo run People-change support"]);
}

#[test]
fn the_choice_follows_the_gaps() {
    let gap = |plan: &mut Document| {
        let area = area(plan, Area::Skills);
        (area.target, area.importance) = (Level::new(4.0).ok(), Importance::new(3).unwrap());
        remove(plan, "pm-coaching");
    };
    check_mend("R12", gap, &["Choose Coaching"]);
    check_mend("R13", |plan| choose(plan, "career-path"), &["Park Career path"]);
    let unproven = |plan: &mut Document| {
        for entry in ["project-inventory", "portfolio-financials", "dependency-coordination"] {
            remove(plan, entry);
        }
    };
    assert_eq!(spoiled("R11", unproven).len(), 1);
    check_mend("R44", |plan| area(plan, Area::Tools).target = Level::new(4.5).ok(), &[]);
    let hasty = |plan: &mut Document| {
        area(plan, Area::Tools).target = Level::new(4.5).ok();
        area(plan, Area::Tools).target_date = Some(day(2028, 1, 1));
    };
    check_mend("R44", hasty, &["Lower the target of Tools and information to 4"]);
}

/// An entry that overloads nobody, wherever it goes.
fn lighten(plan: &mut Document, entry: &str) {
    let choice = choice(plan, entry);
    for group in Group::ALL {
        *choice.impact.get_mut(group) = Impact::new(1).ok();
    }
    choice.build_days = Amount::new(1.0).ok();
}

fn spoiled(rule: &str, spoil: impl FnOnce(&mut Document)) -> Vec<String> {
    let mut plan = staffed_plan();
    spoil(&mut plan);
    mended(&plan, rule)
}

#[test]
fn order_is_restored() {
    check_mend("R14", |plan| remove(plan, "template-library"), &["Put Templates into wave 3"]);
    check_mend("R14", |plan| move_to(plan, "status-reporting", 4), &["Move Status reporting to wave 2"]);
    check_mend("R14", |plan| move_to(plan, "template-library", 4), &["Put Templates before Coaching"]);
    let strict = |plan: &mut Document| {
        move_to(plan, "pm-coaching", 1);
        let needed = Prerequisite { entry: EntryId::from("template-library"), same_wave: false };
        choice(plan, "pm-coaching").prerequisites = Some(vec![needed]);
    };
    check_mend("R14", strict, &["Move Coaching to wave 2"]);
    check_mend(
        "R15",
        |plan| {
            put(plan, "pm-methodology", 2);
            put(plan, "ppm-tool", 2);
        },
        &["Move Portfolio system to wave 4", "Move Portfolio system to wave 4"],
    );
    check_mend("R17", |plan| put(plan, "pm-training", 2), &["Move Coaching to wave 3"]);
    let late = |plan: &mut Document| {
        put(plan, "prioritisation-model", 2);
        put(plan, "portfolio-dashboard", 1);
        put(plan, "portfolio-review", 4);
        lighten(plan, "portfolio-review");
    };
    assert_eq!(spoiled("R19", late).len(), 1);
    let early = |plan: &mut Document| {
        put(plan, "pm-methodology", 1);
        put(plan, "project-audits", 2);
        put(plan, "pm-training", 3);
        lighten(plan, "project-audits");
    };
    check_mend("R21", early, &["Move Project audits to wave 4"]);
    let untiered = |plan: &mut Document| {
        remove(plan, "project-tiering");
        put(plan, "pm-methodology", 3);
    };
    assert_eq!(spoiled("R22", untiered).len(), 1);
    assert_eq!(spoiled("R23", |plan| remove(plan, "metrics-framework")).len(), 1);
    let unused = |plan: &mut Document| {
        put(plan, "prioritisation-model", 2);
        put(plan, "time-recording", 3);
        put(plan, "capacity-planning", 4);
        lighten(plan, "time-recording");
    };
    check_mend("R46", unused, &["Move Effort recording to wave 4"]);
}

#[test]
fn waves_get_what_they_lack() {
    let dull = |plan: &mut Document| {
        for entry in ["project-tiering", "project-inventory", "template-library"] {
            remove(plan, entry);
        }
    };
    assert_eq!(spoiled("R16", dull).len(), 1);
    let police = |plan: &mut Document| {
        put(plan, "governance-framework", 1);
        put(plan, "scope-change-control", 1);
    };
    assert_eq!(spoiled("R20", police).len(), 1);
    check_mend("R25", |plan| move_to(plan, "pmo-scorecard", 3), &["Move PMO scorecard to wave 2"]);
    check_mend("R27", |plan| remove(plan, "change-comms"), &["Put Change and messages into wave 2"]);
    check_mend("R43", |plan| plan.waves[2].exit_criteria.clear(), &["Add a first exit criterion"]);
    check_mend("R43", |plan| plan.waves[2].goal.clear(), &[]);
    assert_eq!(spoiled("R48", |plan| remove(plan, "ocm-support")).len(), 1);
}

#[test]
fn people_take_part_and_are_spared() {
    let managers = |plan: &mut Document| {
        put(plan, "demand-intake", 3);
        choice(plan, "demand-intake").build_roles = Some(vec![RoleId::from("portfolio-manager")]);
    };
    check_mend("R18", managers, &["Let the Functional manager (customer) help to build Demand intake"]);
    let weights = |plan: &mut Document| {
        put(plan, "prioritisation-model", 3);
        choice(plan, "prioritisation-model").build_roles = Some(vec![RoleId::from("portfolio-manager")]);
    };
    assert_eq!(spoiled("R24", weights).len(), 1);
    let refused = |plan: &mut Document| {
        put(plan, "pm-methodology", 3);
        plan.waves[2].leadership.P = Level::new(1.5).ok();
        plan.waves[3].leadership.P = Level::new(3.0).ok();
    };
    check_mend("R29", refused, &["Move Project method to wave 4"]);
    let big_bang = |plan: &mut Document| put(plan, "pm-methodology", 3);
    check_mend("R41", big_bang, &["Mark Project method as a pilot"]);
    let unready = |plan: &mut Document| {
        for (entry, wave) in [("prioritisation-model", 2), ("portfolio-review", 3), ("capacity-planning", 3)]
        {
            put(plan, entry, wave);
        }
        put(plan, "resource-allocation", 3);
        plan.waves[2].readiness.F = Level::new(2.0).ok();
        plan.waves[3].readiness.F = Level::new(3.5).ok();
    };
    assert_eq!(spoiled("R47", unready).len(), 1);
    let blackout = |plan: &mut Document| {
        let (from, to) = (Some(day(2027, 6, 20)), Some(day(2027, 6, 30)));
        plan.waves[1].blackouts.push(Blackout { from, to, ..Blackout::default() });
    };
    assert_eq!(
        spoiled("R42", blackout),
        ["Launch Change and messages on 19 June 2027", "Launch PMO scorecard on 19 June 2027"]
    );
}

#[test]
fn overloads_are_relieved() {
    let crowd = |plan: &mut Document| {
        for entry in ["escalation-path", "project-repository", "community-of-practice"] {
            put(plan, entry, 1);
        }
    };
    assert_eq!(spoiled("R30", crowd).len(), 1);
    let tired = |plan: &mut Document| {
        for wave in 1..=4 {
            empty(plan, wave);
        }
        for (entry, wave) in [("pm-methodology", 2), ("pm-training", 2), ("competency-model", 2)] {
            put(plan, entry, wave);
        }
        put(plan, "project-audits", 3);
        put(plan, "career-path", 3);
    };
    for rule in ["R31", "R33"] {
        assert!(!spoiled(rule, tired).is_empty(), "{rule}");
    }
    let heavy = |plan: &mut Document| {
        put(plan, "pm-methodology", 3);
        put(plan, "ppm-tool", 3);
    };
    assert_eq!(spoiled("R32", heavy).len(), 1);
    let short = |plan: &mut Document| {
        plan.waves[2].fte = Amount::new(1.5).ok();
    };
    assert!(!spoiled("R34", short).is_empty());
}

#[test]
fn what_only_people_can_settle_has_no_button() {
    let facts = |plan: &mut Document| {
        plan.foundation.sponsor.successor_named = false;
        plan.foundation.objectives.truncate(1);
        plan.governance.kpis.push(Kpi { id: RowId(3), name: "Late".to_owned(), ..Kpi::default() });
        decide(plan, "pmo-charter", SelectionState::Chosen);
    };
    for rule in ["R05", "R07", "R26"] {
        assert_eq!(spoiled(rule, facts), [""; 0], "{rule}");
    }
}

#[test]
fn an_edit_that_is_not_enough_or_not_possible_says_so() {
    let say = |obstacle: Obstacle| Refusal { label: "Park Audits".to_owned(), obstacle }.reason();
    assert_eq!(say(Obstacle::NotEnough), "No single step mends this: “Park Audits” would not be enough.");
    let gone = Obstacle::Impossible(CommandError::NoSuchRow("waves".to_owned()));
    assert!(say(gone).ends_with("is not possible, because 'waves' is not there any more."));
}

#[test]
fn an_edit_that_changes_nothing_is_no_obstacle() {
    let mut plan = staffed_plan();
    // The charter is in the first wave already; a day is missing, which nobody but its sponsor can know.
    plan.foundation.approved_on = None;
    let figures = Figures::of(&plan);
    let findings = check(&plan, &figures);
    let missing = findings.iter().find(|finding| finding.rule.as_str() == "R03").unwrap();
    assert_eq!(mend(&plan, &figures, missing, FRESH), None);
}

#[test]
fn an_entry_goes_behind_what_it_needs_in_its_new_wave() {
    let measured = |plan: &mut Document| {
        put(plan, "metrics-framework", 2);
        move_to(plan, "pmo-scorecard", 3);
        let needed = Prerequisite { entry: EntryId::from("metrics-framework"), same_wave: true };
        choice(plan, "pmo-scorecard").prerequisites = Some(vec![needed]);
        choice(plan, "pmo-scorecard").impact.E = Impact::new(1).ok();
        choice(plan, "metrics-framework").impact.E = Impact::new(1).ok();
    };
    check_mend("R25", measured, &["Move PMO scorecard to wave 2"]);
}

#[test]
fn what_an_edit_brings_is_said_with_its_place() {
    let plan = staffed_plan();
    let brought = |is_worse| {
        let subject = Subject::GroupWave(Group::E, 2);
        let finding = Finding { rule: "R33".into(), ..Finding::new(Severity::Warning, subject) };
        Brought { finding, is_worse }
    };
    let mut mend = Mend {
        label: "Park Audits".to_owned(),
        command: Command::Several {
            label: Label { key: "command.mend", arguments: Vec::new() },
            commands: Vec::new(),
        },
        brings: Vec::new(),
    };
    assert_eq!(mend.price(&plan), None);
    mend.brings = vec![brought(false), brought(true)];
    let price = "brings: R33 (Sponsors and executives, Wave 2), R33 (Sponsors and executives, Wave 2, worse)";
    assert_eq!(mend.price(&plan).as_deref(), Some(price));
    let worse =
        Refusal { label: "Park Audits".to_owned(), obstacle: Obstacle::Breaks(Box::new(brought(true))) };
    assert!(worse.reason().contains("would make worse what rule R33 finds"), "{}", worse.reason());
}

#[test]
fn a_standing_finding_that_goes_further_is_brought_as_worse() {
    let standing = |fte: f64| {
        let mut plan = staffed_plan();
        plan.waves[2].fte = Amount::new(fte).ok();
        Standing::of(&plan, &Figures::of(&plan))
    };
    let of_office = |brought: Vec<Brought>| {
        brought.into_iter().find(|brought| brought.finding.rule.as_str() == "R34").map(|found| found.is_worse)
    };
    let (short, shorter) = (standing(1.0), standing(0.9));
    assert_eq!(of_office(shorter.beyond(&short)), Some(true));
    assert_eq!(of_office(short.beyond(&shorter)), None);
    assert_eq!(of_office(short.beyond(&standing(9.0))), Some(false));
}
