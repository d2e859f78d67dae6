//! The complete findings of the built-in examples (PMO fact base 6.7, 6.8), as tables; and their texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wavewright::domain::catalogue::known_entries;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::health::{
    self, RULES, Severity, check as check_health, field_notes, message, remedy,
};
use wavewright::domain::mend::{mend, mend_each};
use wavewright::domain::model::document::Document;
use wavewright::domain::planner::engine::{Options, Unobserved, solve};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::proposal::compile::compile;
use wavewright::domain::proposal::summary::summary;

/// Rule, severity, objects.
type Row = (&'static str, &'static str, &'static [&'static str]);

fn check(example: Example, expected: &[Row]) {
    let document = example.document().unwrap();
    let figures = Figures::of(&document);
    let found: Vec<String> = check_health(&document, &figures)
        .iter()
        .map(|finding| format!("{} {} {}", finding.rule, finding.severity.code(), finding.object))
        .collect();
    let expected: Vec<String> = expected
        .iter()
        .flat_map(|(rule, severity, objects)| {
            objects.iter().map(move |object| format!("{rule} {severity} {object}"))
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn norvik_has_the_findings_of_its_table() {
    check(
        Example::Norvik,
        &[
            ("R12", "hint", &["resources", "risk", "tools"]),
            (
                "R14",
                "hint",
                &[
                    "change-comms needs pmo-charter (same wave)",
                    "status-reporting needs project-inventory (same wave)",
                ],
            ),
            ("R19", "hint", &["portfolio-dashboard"]),
            ("R23", "hint", &["status-reporting"]),
            ("R25", "warning", &["pmo-scorecard"]),
            ("R34", "warning", &["wave 4"]),
            ("R36", "warning", &["plan"]),
            ("R41", "hint", &["demand-intake", "pm-methodology", "pm-training"]),
            ("R45", "hint", &["P", "T"]),
            ("R48", "hint", &["plan"]),
        ],
    );
}

#[test]
fn naive_has_the_findings_of_its_table() {
    check(
        Example::Naive,
        &[
            ("R12", "hint", &["risk"]),
            (
                "R14",
                "error",
                &[
                    "demand-intake needs project-tiering (missing)",
                    "pm-coaching needs template-library (later)",
                    "pm-methodology needs project-tiering (missing)",
                    "ppm-tool needs status-reporting (later)",
                    "stage-gates needs project-tiering (missing)",
                    "time-recording needs project-inventory (same wave, wrong order)",
                ],
            ),
            (
                "R14",
                "hint",
                &[
                    "pm-training needs pm-methodology (same wave)",
                    "ppm-tool needs pm-methodology (same wave)",
                    "stage-gates needs governance-framework (same wave)",
                    "status-reporting needs project-inventory (same wave)",
                ],
            ),
            ("R15", "warning", &["ppm-tool before pm-methodology", "ppm-tool before status-reporting"]),
            ("R16", "warning", &["wave 1"]),
            ("R17", "warning", &["pm-training"]),
            ("R19", "hint", &["portfolio-dashboard"]),
            ("R20", "warning", &["wave 2"]),
            ("R22", "warning", &["pm-methodology"]),
            ("R23", "hint", &["status-reporting"]),
            ("R25", "warning", &["pmo-scorecard"]),
            ("R27", "warning", &["change-comms"]),
            ("R31", "error", &["F wave 2", "P wave 1", "T wave 1", "T wave 2"]),
            ("R31", "warning", &["E wave 2", "F wave 3", "P wave 2"]),
            ("R32", "warning", &["P wave 1"]),
            ("R33", "warning", &["F wave 2", "P wave 1", "T wave 1"]),
            ("R34", "error", &["wave 1", "wave 2", "wave 4"]),
            ("R35", "warning", &["wave 3", "wave 4"]),
            ("R36", "warning", &["plan"]),
            (
                "R41",
                "hint",
                &[
                    "demand-intake",
                    "pm-methodology",
                    "pm-training",
                    "ppm-tool",
                    "stage-gates",
                    "time-recording",
                ],
            ),
            ("R45", "hint", &["P", "T"]),
            ("R46", "hint", &["time-recording"]),
            ("R48", "hint", &["plan"]),
        ],
    );
}

#[test]
fn halden_has_the_findings_of_its_table() {
    check(
        Example::Halden,
        &[
            (
                "R14",
                "hint",
                &[
                    "change-comms needs pmo-charter (same wave)",
                    "project-start-up needs template-library (same wave)",
                    "status-reporting needs project-inventory (same wave)",
                ],
            ),
            ("R16", "warning", &["wave 7"]),
            ("R34", "warning", &["wave 7"]),
            ("R35", "warning", &["wave 5", "wave 6", "wave 7"]),
            (
                "R41",
                "hint",
                &[
                    "capacity-planning",
                    "competency-model",
                    "demand-intake",
                    "pm-methodology",
                    "pm-training",
                    "portfolio-review",
                    "ppm-tool",
                    "prioritisation-model",
                    "project-audits",
                    "stage-gates",
                ],
            ),
            ("R45", "hint", &["P", "T"]),
        ],
    );
}

/// Rules and objects that the naive plan still breaks once so many of its waves are closed.
fn found_behind(closed: usize) -> Vec<(String, String)> {
    let mut document = Example::Naive.document().unwrap();
    document.waves.iter_mut().take(closed).for_each(|wave| wave.finished = true);
    let found = check_health(&document, &Figures::of(&document));
    found.into_iter().map(|finding| (finding.rule.to_string(), finding.object)).collect()
}

#[test]
fn nothing_is_asked_of_a_closed_wave() {
    let is_about_first = |(rule, object): &&(String, String)| object.ends_with("wave 1") && rule != "R33";
    assert!(found_behind(0).iter().filter(is_about_first).count() > 3);
    assert_eq!(found_behind(1).iter().filter(is_about_first).count(), 0);
    // Wave 2, which is open, still follows on an overload.
    assert!(found_behind(1).contains(&("R33".to_owned(), "P wave 1".to_owned())));
}

#[test]
fn once_all_is_closed_only_the_plan_as_a_whole_is_judged() {
    let mut rules: Vec<String> = found_behind(4).into_iter().map(|(rule, _)| rule).collect();
    rules.dedup();
    assert_eq!(rules, ["R12", "R25", "R36", "R48"]);
}

#[test]
fn every_finding_of_the_examples_has_a_sentence_a_remedy_and_a_place() {
    for example in Example::ALL {
        let document = example.document().unwrap();
        for finding in check_health(&document, &Figures::of(&document)) {
            let (said, helps) = (message(&finding), remedy(&finding, &document));
            assert!(!said.is_empty() && !said.contains(['{', '}']), "{example} {}: {said}", finding.rule);
            assert!(!helps.is_empty() && !helps.contains(['{', '}']), "{example} {}: {helps}", finding.rule);
            assert!(!finding.jump.is_empty());
        }
    }
}

#[test]
fn the_fields_of_the_examples_agree_with_each_other() {
    for example in Example::ALL {
        let document = example.document().unwrap();
        assert_eq!(field_notes(&document, &Figures::of(&document)), [], "{example}");
    }
}

#[test]
fn every_text_of_a_rule_is_said() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain");
    let rules: String = fs::read_dir(source.join("health"))
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let texts = fs::read_to_string(source.join("wording/en/findings.json")).unwrap();
    let texts: BTreeMap<String, String> = serde_json::from_str(&texts).unwrap();
    for key in texts.keys().filter_map(|key| key.strip_prefix("finding.")).filter(|key| *key != "proposals") {
        let (rule, sentence) = key.split_once('.').unwrap_or((key, ""));
        let sentence = sentence.trim_end_matches(".remedy").trim_end_matches(".title");
        assert!(RULES.iter().any(|(id, _)| *id == rule), "{key} belongs to no rule");
        assert!(sentence.is_empty() || rules.contains(&format!("\"{sentence}\"")), "{key} is never said");
    }
}

#[test]
fn every_remedy_of_the_examples_removes_its_finding() {
    let mut offered = 0;
    for example in [Example::Norvik, Example::Naive, Example::Halden] {
        let document = example.document().unwrap();
        let figures = Figures::of(&document);
        for finding in check_health(&document, &figures) {
            let Some(Ok(mend)) = mend(&document, &figures, &finding, 99_999) else { continue };
            let changed = apply(&document, &mend.command, &known_entries(&document)).unwrap();
            let after = check_health(&changed, &Figures::of(&changed));
            let stays =
                after.iter().any(|other| other.rule == finding.rule && other.object == finding.object);
            assert!(!stays, "{} {}: {}", finding.rule, finding.object, mend.label);
            offered += 1;
        }
    }
    assert!(offered > 30, "{offered}");
}

/// Nobody presses a button for a hint and gets a warning: what comes with a remedy is no graver than what it removes, and
/// all of it is said.
#[test]
fn a_remedy_brings_nothing_graver_and_says_what_it_brings() {
    let open = |document: &Document| -> Vec<(String, String, Severity)> {
        let findings = check_health(document, &Figures::of(document)).into_iter();
        let open = findings.filter(|finding| finding.accepted.is_none());
        open.map(|finding| (finding.rule.to_string(), finding.object, finding.severity)).collect()
    };
    let mut with_price = 0;
    for example in [Example::Norvik, Example::Halden, Example::Naive] {
        let document = example.document().unwrap();
        let (figures, before) = (Figures::of(&document), open(&document));
        for finding in check_health(&document, &figures) {
            let Some(Ok(mend)) = mend(&document, &figures, &finding, 99_999) else { continue };
            let changed = apply(&document, &mend.command, &known_entries(&document)).unwrap();
            let after = open(&changed);
            let stood = |found: &(String, String, Severity)| {
                before.iter().any(|old| (&old.0, &old.1) == (&found.0, &found.1) && old.2 <= found.2)
            };
            for (rule, object, _) in after.iter().filter(|found| !stood(found)) {
                let is_it = |other: &health::Finding| other.rule.as_str() == rule && other.object == *object;
                let is_said = mend.brings.iter().any(|brought| is_it(&brought.finding));
                assert!(is_said, "{}: {rule} {object} is not said", mend.label);
            }
            for brought in &mend.brings {
                let (other, label) = (&brought.finding, &mend.label);
                let is_fair = other.severity >= finding.severity || other.rule.as_str() == "R39";
                assert!(is_fair, "{} {}: {label} brings {}", finding.rule, finding.object, other.rule);
            }
            with_price += usize::from(mend.price(&document).is_some());
        }
    }
    assert!(with_price > 0);
}

#[test]
fn a_hint_is_not_traded_for_an_overload() {
    let document = Example::Norvik.document().unwrap();
    let figures = Figures::of(&document);
    let findings = check_health(&document, &figures);
    let is_tight = |finding: &&health::Finding| {
        finding.rule.as_str() == "R14" && finding.object.starts_with("change-comms")
    };
    let tight = findings.iter().find(is_tight).unwrap();
    if let Some(Ok(mend)) = mend(&document, &figures, tight, 99_999) {
        assert!(!mend.label.contains("to wave 2"), "{}", mend.label);
    }
}

#[test]
fn a_rule_whose_edits_all_fail_says_why() {
    let document = Example::Norvik.document().unwrap();
    let figures = Figures::of(&document);
    let findings = check_health(&document, &figures);
    let finding = findings.iter().find(|finding| finding.rule.as_str() == "R25").unwrap();
    let refusal = mend(&document, &figures, finding, 99_999).unwrap().unwrap_err();
    assert_eq!(
        refusal.reason(),
        "No single step mends this: “Put PMO scorecard into wave 2, after Project measures” would break rule R31. \
         Sponsors and executives, wave 2: a load of 14.6 points meets a capacity of 10.60, a utilisation of 1.38."
    );
}

/// Whether a rule's own tests hold plans that raise it, and plans on which it stays silent: each test calls
/// `check(rule, plan, expected objects)`.
fn tested(tests: &str, rule: &str) -> (bool, bool) {
    let mut raised_and_silent = (false, false);
    let start = format!("check(\"{rule}\"");
    for call in tests.split(&start).skip(1) {
        match call.split_once("&[").map(|(_, expected)| expected.starts_with(']')) {
            Some(true) => raised_and_silent.1 = true,
            Some(false) => raised_and_silent.0 = true,
            None => {}
        }
    }
    raised_and_silent
}

#[test]
fn every_rule_has_a_plan_that_raises_it_and_one_that_does_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/health");
    let tests: String = fs::read_dir(folder)
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .filter_map(|text| Some(text.split_once("#[cfg(test)]")?.1.to_owned()))
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").replace("check( ", "check("))
        .collect();
    let untested: Vec<_> = RULES
        .iter()
        .map(|(rule, _)| (*rule, tested(&tests, rule)))
        .filter(|(_, tested)| *tested != (true, true))
        .collect();
    assert_eq!(untested, []);
    assert_eq!(tested(&tests, "R51"), (false, false));
}

/// A healthy plan is not made ill in silence, and what a proposal breaks is mended with it in one step.
#[test]
fn a_proposal_names_its_new_errors_and_can_be_applied_with_their_remedies() {
    let document = Example::Halden.document().unwrap();
    let figures = Figures::of(&document);
    let compiled = compile(&document, &figures);
    let problem = Problem::new(&compiled.problem).unwrap();
    let answer = solve(problem, &Options { seed: 1, steps: Some(200) }, &mut Unobserved);
    let summary = summary(&document, &figures, &compiled, &answer.wave.unwrap()).unwrap();
    let errors = |document: &Document| {
        let findings = check_health(document, &Figures::of(document)).into_iter();
        findings.filter(|finding| finding.severity == Severity::Error).collect::<Vec<_>>()
    };
    assert_eq!(summary.before.errors, 0);
    assert_eq!(summary.new_errors, errors(&summary.outcome));
    assert!(summary.new_errors.iter().any(|finding| finding.rule.as_str() == "R39"));
    let remedies = mend_each(&summary.outcome, &summary.new_errors, 900);
    assert_eq!(remedies.len(), summary.new_errors.len());
    let commands: Vec<Command> = remedies.iter().flatten().map(|mend| mend.command.clone()).collect();
    let mended = commands.len();
    assert!(mended > 0, "{:?}", summary.new_errors);
    let both = apply(&document, &summary.command_with(commands), &known_entries(&document)).unwrap();
    assert_eq!(errors(&both).len(), summary.after.errors - mended);
}
