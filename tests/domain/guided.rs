//! The guided start: whatever is answered or left open, a whole plan comes out that loads and whose waves hold.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::Value;
use wavewright::domain::catalogue::builtin_entries;
use wavewright::domain::catalogue::presets::presets;
use wavewright::domain::figures::Figures;
use wavewright::domain::figures::office::WaveOffice;
use wavewright::domain::file::envelope::PlanFile;
use wavewright::domain::file::load::load;
use wavewright::domain::file::save::save;
use wavewright::domain::guide::progress;
use wavewright::domain::guided::assumptions::assumptions;
use wavewright::domain::guided::{draft, left_open};
use wavewright::domain::health::{self, Severity};
use wavewright::domain::mend::mend;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::guided::{
    CommonPain, Delivery, GuidedAnswers, Pace, Purpose, SponsorStrength, TeamSize,
};
use wavewright::domain::model::ids::{EntryId, PlanId};
use wavewright::domain::model::organisation::{ExistingPmo, Industry};
use wavewright::domain::model::plan::SizeClass;
use wavewright::domain::model::planning::SelectionState;
use wavewright::domain::model::scalar::Date;
use wavewright::domain::model::validate::{BuiltInEntries, problems};
use wavewright::domain::model::wave::{Wave, WaveKind};
use wavewright::domain::vault::index::PartState;

const SIZES: [SizeClass; 3] = [SizeClass::S, SizeClass::M, SizeClass::L];
const PURPOSES: [Purpose; 7] = [
    Purpose::FirstOrder,
    Purpose::Help,
    Purpose::Control,
    Purpose::Lead,
    Purpose::Choose,
    Purpose::OneChange,
    Purpose::Skill,
];
const DELIVERIES: [Delivery; 3] = [Delivery::PlanDriven, Delivery::Mixed, Delivery::Agile];
const OFFICES: [ExistingPmo; 4] =
    [ExistingPmo::None, ExistingPmo::Informal, ExistingPmo::Struggling, ExistingPmo::Running];
const STRENGTHS: [SponsorStrength; 3] =
    [SponsorStrength::Weak, SponsorStrength::Fair, SponsorStrength::Strong];
const TEAMS: [TeamSize; 4] = [TeamSize::One, TeamSize::Two, TeamSize::Four, TeamSize::Eight];
const PACES: [Pace; 3] = [Pace::Careful, Pace::Steady, Pace::Fast];
const PAINS: [CommonPain; 10] = [
    CommonPain::LateProjects,
    CommonPain::TooManyProjects,
    CommonPain::NoOverview,
    CommonPain::SlowDecisions,
    CommonPain::AbsentSponsors,
    CommonPain::OverbookedPeople,
    CommonPain::NoCommonWay,
    CommonPain::Surprises,
    CommonPain::UnseenBenefits,
    CommonPain::MissingSkills,
];

/// Rules on order, load and capacity: none of them may find anything in a wave of a draft.
const LIMITS: [&str; 9] = ["R14", "R15", "R21", "R22", "R30", "R31", "R32", "R33", "R34"];

fn today() -> Date {
    Date::parse("2027-02-11").unwrap()
}

/// Draws a plan and checks what is true of every draft.
#[track_caller]
fn check(answers: &GuidedAnswers) -> Document {
    let mut plan = draft(answers, today());
    plan.plan.id = PlanId(7);
    let built_in = BuiltInEntries::from_entries(builtin_entries());
    assert_eq!(problems(&plan, &built_in), Vec::new(), "{answers:?}");
    let text = save(&PlanFile::from_document(plan.clone(), "test", "2027-02-11T08:00:00Z"));
    let loaded = load(text.as_bytes(), &built_in).unwrap();
    assert_eq!((loaded.repairs.len(), &loaded.file.document), (0, &plan), "{answers:?}");
    let figures = Figures::of(&plan);
    let findings = health::check(&plan, &figures);
    let broken: Vec<String> = findings
        .iter()
        .filter(|finding| LIMITS.contains(&finding.rule.as_str()) && finding.severity != Severity::Hint)
        .map(|finding| format!("{} {:?}", finding.rule, finding.subject))
        .collect();
    assert!(broken.is_empty(), "{answers:?}: {broken:?}");
    let steady = figures.steady_state.utilisation();
    assert!(steady <= 1.0 + 1e-9, "{answers:?}: {steady} after the last wave");
    let placed = plan.waves.iter().map(|wave| wave.items.len()).sum::<usize>();
    // One person for a large enterprise can do little, and the draft does not pretend otherwise.
    assert!(placed >= 2, "{answers:?}: only {placed} entries found a wave");
    let launching: Vec<&Wave> = plan.waves.iter().filter(|wave| wave.kind != WaveKind::Closing).collect();
    assert!(launching.first().is_some_and(|wave| !wave.items.is_empty()), "{answers:?}: wave 1 is empty");
    assert!(
        launching.last().is_some_and(|wave| !wave.items.is_empty()),
        "{answers:?}: the last wave is empty"
    );
    for wave in &plan.waves {
        assert!(!wave.goal.is_empty() && !wave.name.is_empty() && wave.exit_criteria.len() == 2);
    }
    for (entry, choice) in &plan.planning.choices {
        match choice.state {
            SelectionState::Chosen => assert!(plan.wave_of(entry).is_some(), "{answers:?}: {entry}"),
            SelectionState::Parked => assert!(!choice.reason.is_empty(), "{answers:?}: {entry}"),
            other => panic!("{answers:?}: {entry} is {other:?}"),
        }
    }
    let goals: BTreeSet<&str> = plan.waves.iter().map(|wave| wave.goal.as_str()).collect();
    assert_eq!(goals.len(), plan.waves.len(), "{answers:?}: two waves have one goal");
    let bare = findings.iter().filter(|finding| finding.rule.as_str() == "R41");
    assert_eq!(bare.count(), 0, "{answers:?}: a heavy entry without a pilot");
    check_promises(&plan, answers);
    check_reasons(&plan, &figures, answers);
    assert_eq!(unlisted(&plan), [""; 0], "{answers:?}");
    assert_eq!(plan.foundation.objectives.len(), 3);
    let words = plan.foundation.mission.split_whitespace().count();
    assert!((10..=60).contains(&words), "the mission has {words} words");
    assert_eq!(health::extent::notes(&plan), [], "{answers:?}");
    plan
}

/// No text speaks of what the waves do not hold.
#[track_caller]
fn check_promises(plan: &Document, answers: &GuidedAnswers) {
    let waves = assumptions(plan).into_iter().find(|assumed| assumed.path == "waves").unwrap();
    let has_pilots = plan.waves.iter().flat_map(|wave| &wave.items).any(|item| item.pilot);
    assert_eq!(waves.words.contains("pilot"), has_pilots, "{answers:?}: {}", waves.words);
    let approach = &plan.planning.strategy.pilot_approach;
    assert_eq!(approach.contains("heavy entries begin"), has_pilots, "{answers:?}: {approach}");
    for wave in plan.waves.iter().skip(1).filter(|wave| (1..=2).contains(&wave.items.len())) {
        for item in &wave.items {
            let entry = builtin_entries().iter().find(|entry| entry.id == item.entry).unwrap();
            assert!(wave.goal.contains(&entry.short_name), "{answers:?}: {} in {}", entry.id, wave.goal);
        }
    }
    for (promise, entry) in [
        ("pool of project managers", "pm-pool"),
        ("an order that executives decide", "prioritisation-model"),
        ("dependencies", "dependency-coordination"),
        ("careers", "career-path"),
    ] {
        let is_held = plan.wave_of(&EntryId::from(entry)).is_some();
        assert!(is_held || !plan.foundation.strategy.contains(promise), "{answers:?}: no {entry}");
    }
}

/// A reason for parking blames the office only where its days run out: an office with room for the entry in each wave
/// is not what was full.
#[track_caller]
fn check_reasons(plan: &Document, figures: &Figures, answers: &GuidedAnswers) {
    for (entry, choice) in &plan.planning.choices {
        if choice.state != SelectionState::Parked || !choice.reason.contains("is full") {
            continue;
        }
        let build = figures.entry(entry).unwrap().build_days;
        let run = figures.entry(entry).unwrap().run_days_per_month;
        let is_tight = |office: &WaveOffice| {
            office.utilisation + (build + 1.5 * run * office.months) / office.capacity > 0.95
        };
        assert!(figures.office.iter().any(is_tight), "{answers:?}: {entry}: {}", choice.reason);
    }
}

/// What the answers themselves say, and what is no decision about the plan.
const ANSWERED: [&str; 12] = [
    "plan.guided",
    "plan.created",
    "plan.id",
    "plan.name",
    "plan.size_class",
    "organisation.name",
    "organisation.industry",
    "organisation.existing_pmo",
    "foundation.pmo_name",
    "foundation.reports_to",
    "foundation.sponsor.person",
    "foundation.people",
];

/// The paths at which a draft differs from an empty plan, and that no assumption names.
fn unlisted(plan: &Document) -> Vec<String> {
    let listed: Vec<String> = assumptions(plan).into_iter().map(|assumed| assumed.path).collect();
    let mut paths = Vec::new();
    let value = |document: &Document| serde_json::to_value(document).unwrap();
    differing("", &value(plan), &value(&Document::default()), &mut paths);
    let is_below = |path: &str, place: &str| {
        path == place || path.strip_prefix(place).is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    paths.retain(|path| {
        let is_listed = listed.iter().any(|place| is_below(path, place));
        !is_listed && !ANSWERED.iter().any(|place| is_below(path, place))
    });
    paths
}

fn differing(path: &str, value: &Value, empty: &Value, found: &mut Vec<String>) {
    match (value, empty) {
        (Value::Object(fields), Value::Object(others)) => {
            for (name, field) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                differing(&path, field, others.get(name).unwrap_or(&Value::Null), found);
            }
        }
        _ if value == empty => {}
        _ => found.push(path.to_owned()),
    }
}

/// All answers that decide about the waves, each with all others; the rest takes turns.
#[test]
fn every_combination_of_answers_gives_a_plan_that_holds() {
    let mut turn = 0;
    for size in SIZES {
        for purpose in PURPOSES {
            for team in TEAMS {
                for pace in PACES {
                    turn += 1;
                    let other = |length: usize| turn % length;
                    check(&GuidedAnswers {
                        organisation: "Aldermoor".to_owned(),
                        size: Some(size),
                        industry: Some(Industry::Finance),
                        purpose: Some(purpose),
                        delivery: Some(DELIVERIES[other(3)]),
                        existing_pmo: Some(OFFICES[other(4)]),
                        pains: vec![PAINS[other(10)], PAINS[(turn / 7) % 10]],
                        sponsor: String::new(),
                        sponsor_strength: Some(STRENGTHS[(turn / 2) % 3]),
                        team: Some(team),
                        pace: Some(pace),
                    });
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_give_a_plan_that_holds(
        organisation in "[A-Za-z ]{0,12}",
        size in proptest::option::of(select(&SIZES[..])),
        purpose in proptest::option::of(select(&PURPOSES[..])),
        delivery in proptest::option::of(select(&DELIVERIES[..])),
        existing_pmo in proptest::option::of(select(&OFFICES[..])),
        pains in subsequence(&PAINS[..], 0..=10),
        strength in proptest::option::of(select(&STRENGTHS[..])),
        team in proptest::option::of(select(&TEAMS[..])),
        pace in proptest::option::of(select(&PACES[..])),
    ) {
        let answers = GuidedAnswers {
            organisation,
            size,
            purpose,
            delivery,
            existing_pmo,
            pains,
            sponsor_strength: strength,
            team,
            pace,
            ..GuidedAnswers::default()
        };
        let plan = check(&answers);

        // The same answers on the same day give the same plan.
        let mut again = draft(&answers, today());
        again.plan.id = plan.plan.id;
        prop_assert_eq!(again, plan);
    }
}

#[test]
fn nothing_answered_gives_a_plan_of_assumptions() {
    let answers = GuidedAnswers::default();
    assert_eq!(left_open(&answers), (1..=10).collect::<Vec<u8>>());
    let plan = check(&answers);
    assert_eq!(plan.plan.name, "New PMO");
    let found = assumptions(&plan);
    assert!(found.iter().filter(|assumed| assumed.question.is_some()).all(|assumed| assumed.is_guess));
    assert!(
        found
            .iter()
            .all(|assumed| assumed.now.is_none() && !assumed.words.is_empty() && !assumed.name.is_empty())
    );
    // Nobody is named, and the plan does not pretend so.
    let findings = health::check(&plan, &Figures::of(&plan));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!(errors.map(|finding| finding.rule.as_str()).collect::<Vec<_>>(), ["R01"]);
}

#[test]
fn each_purpose_begins_with_its_bundle() {
    for (purpose, existing, expected) in [
        (Purpose::FirstOrder, ExistingPmo::None, "first-100-days"),
        (Purpose::Help, ExistingPmo::None, "supportive-office"),
        (Purpose::Control, ExistingPmo::None, "controlling-office"),
        (Purpose::Lead, ExistingPmo::None, "directive-office"),
        (Purpose::Choose, ExistingPmo::None, "portfolio-office"),
        (Purpose::OneChange, ExistingPmo::Struggling, "programme-office"),
        (Purpose::Skill, ExistingPmo::None, "centre-of-excellence"),
        (Purpose::Control, ExistingPmo::Struggling, "old-pmo-rescue"),
    ] {
        let answers = GuidedAnswers {
            purpose: Some(purpose),
            existing_pmo: Some(existing),
            delivery: Some(Delivery::PlanDriven),
            team: Some(TeamSize::Eight),
            ..GuidedAnswers::default()
        };
        let plan = check(&answers);
        let bundle = presets().bundles.iter().find(|bundle| bundle.id == expected).unwrap();
        let decided: Vec<&EntryId> = plan.planning.choices.keys().collect();
        let missing: Vec<_> = bundle.entries.iter().filter(|entry| !decided.contains(entry)).collect();
        assert!(missing.is_empty(), "{expected}: {missing:?}");
    }
}

/// A struggling office is rescued first, and still becomes the office that its mission promises.
#[test]
fn what_the_office_is_for_follows_its_rescue() {
    let answers = GuidedAnswers {
        purpose: Some(Purpose::Lead),
        delivery: Some(Delivery::Agile),
        existing_pmo: Some(ExistingPmo::Struggling),
        team: Some(TeamSize::Eight),
        ..GuidedAnswers::default()
    };
    let plan = check(&answers);
    let bundle = |id: &str| &presets().bundles.iter().find(|bundle| bundle.id == id).unwrap().entries;
    let (rescue, office) = (bundle("old-pmo-rescue"), bundle("directive-office"));
    let waves = |entries: Vec<&EntryId>| -> Vec<usize> {
        entries.into_iter().filter_map(|entry| plan.wave_of(entry)).collect()
    };
    let last = waves(rescue.iter().collect()).into_iter().max().unwrap();
    let after = waves(office.iter().filter(|entry| !rescue.contains(entry)).collect());
    assert!(after.len() >= 8, "{after:?}");
    for promised in ["pm-pool", "competency-model", "pm-methodology", "agile-playbook"] {
        assert!(plan.planning.choices.contains_key(promised), "{promised}");
        let wave = plan.wave_of(&EntryId::from(promised));
        assert!(wave.is_none_or(|wave| wave >= last), "{promised} in {wave:?}, the rescue ends in {last}");
    }
    for placed in ["pm-methodology", "competency-model", "stage-gates"] {
        assert!(plan.wave_of(&EntryId::from(placed)).is_some(), "{placed}");
    }
    assert!(plan.foundation.strategy.starts_with("First the rescue"));
    let found = assumptions(&plan);
    let chosen = found.iter().find(|assumed| assumed.path == "planning.choices").unwrap();
    assert!(chosen.words.contains("follows in later waves"), "{}", chosen.words);
}

/// The scorecard goes behind the measures that it needs: if something is in the way, then room, not order.
#[test]
fn the_first_draft_of_no_answers_is_not_mended_in_the_wrong_order() {
    let plan = draft(&GuidedAnswers::default(), today());
    let figures = Figures::of(&plan);
    let findings = health::check(&plan, &figures);
    for finding in findings.iter().filter(|finding| finding.rule.as_str() == "R25") {
        if let Some(Err(refusal)) = mend(&plan, &figures, finding, 9_000_000) {
            assert!(!refusal.reason().contains("R14"), "{}", refusal.reason());
        }
    }
}

/// The vision speaks of two years, however long the waves run.
#[test]
fn the_vision_is_due_when_its_sentence_says() {
    for pace in PACES {
        let answers =
            GuidedAnswers { size: Some(SizeClass::S), pace: Some(pace), ..GuidedAnswers::default() };
        let plan = draft(&answers, today());
        assert!(plan.foundation.vision.starts_with("Within two years"), "{}", plan.foundation.vision);
        assert_eq!(plan.foundation.vision_date, Some(Date::parse("2029-03-01").unwrap()));
    }
}

/// Eight people have days to spare in most plans; what is full then is a group, and more people would not help.
#[test]
fn a_parked_entry_says_which_limit_was_in_its_way() {
    let answers = GuidedAnswers {
        purpose: Some(Purpose::Lead),
        size: Some(SizeClass::M),
        team: Some(TeamSize::Eight),
        pace: Some(Pace::Fast),
        ..GuidedAnswers::default()
    };
    let plan = check(&answers);
    let reasons: Vec<&str> = plan.planning.choices.values().map(|choice| choice.reason.as_str()).collect();
    let of_group = reasons.iter().find(|reason| reason.contains("no more change fits for the group"));
    let of_group = of_group.unwrap_or_else(|| panic!("{reasons:?}"));
    assert!(!of_group.contains("Add people"), "{of_group}");
}

#[test]
fn one_person_is_one_person() {
    let answers = GuidedAnswers { team: Some(TeamSize::One), ..GuidedAnswers::default() };
    let plan = check(&answers);
    let found = assumptions(&plan);
    let staff = found.iter().find(|assumed| assumed.path == "foundation.staff_plan").unwrap();
    assert_eq!(staff.words, "1 full-time equivalent from wave 1 on: the PMO lead.");
    let reasons: Vec<&str> = plan.planning.choices.values().map(|choice| choice.reason.as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.contains("the office of 1 person")), "{reasons:?}");
}

#[test]
fn a_named_pain_brings_its_lever_weight_and_objective() {
    let answers = GuidedAnswers {
        purpose: Some(Purpose::FirstOrder),
        pains: vec![CommonPain::Surprises],
        team: Some(TeamSize::Four),
        sponsor: "Chief Financial Officer".to_owned(),
        ..GuidedAnswers::default()
    };
    let plan = check(&answers);
    assert!(plan.wave_of(&EntryId::from("risk-framework")).is_some());
    assert_eq!(plan.initiation.pains.len(), 1);
    let first = &plan.foundation.objectives[0];
    assert_eq!((first.text.as_str(), first.entries.is_empty()), ("See risks early", false));
    assert_eq!(plan.foundation.people[0].name, "Chief Financial Officer");
    let risk = &Figures::of(&plan).areas[6];
    assert_eq!((risk.importance, risk.level), (3, Some(1.0)));
}

#[test]
fn a_changed_value_is_no_assumption_any_more() {
    let mut plan = draft(&GuidedAnswers::default(), today());
    plan.foundation.mission = "We help project managers.".to_owned();
    let changed: Vec<(String, String)> =
        assumptions(&plan).into_iter().filter_map(|assumed| Some((assumed.path, assumed.now?))).collect();
    assert_eq!(changed, [("foundation.mission".to_owned(), "We help project managers.".to_owned())]);
    assert!(assumptions(&Document::default()).is_empty());
}

#[test]
fn assumed_levels_ask_for_review_until_they_are_assessed() {
    let mut plan = draft(&GuidedAnswers::default(), today());
    let state = |plan: &Document| progress(plan, &Figures::of(plan))[1];
    assert_eq!(state(&plan), PartState::NeedsReview);
    plan.initiation.areas.values_mut().for_each(|area| area.override_reason = "Workshop".to_owned());
    assert_eq!(state(&plan), PartState::Done);
}

#[test]
fn what_is_out_of_scope_names_the_kind() {
    let found = assumptions(&draft(&GuidedAnswers::default(), today()));
    let scope = found.iter().find(|assumed| assumed.path == "foundation.scope_out").unwrap();
    assert_eq!(scope.words, "In every unit, Work inside one team, maintenance and operations");
}

#[test]
fn what_was_said_is_no_assumption() {
    let answers = GuidedAnswers {
        organisation: "Aldermoor".to_owned(),
        size: Some(SizeClass::L),
        industry: Some(Industry::Energy),
        ..GuidedAnswers::default()
    };
    let paths: Vec<String> =
        assumptions(&draft(&answers, today())).into_iter().map(|assumed| assumed.path).collect();
    for said in ["organisation.name", "plan.size_class", "organisation.industry"] {
        assert!(!paths.iter().any(|path| path == said), "{said}");
    }
    assert!(paths.iter().any(|path| path == "organisation.employees"));
}
