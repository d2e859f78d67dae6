//! The native companion as a script meets it: files in, JSON and exit codes out.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::guide;
use wavewright::domain::health::{message, remedy};
use wavewright::domain::model::document::Document;

/// A folder of its own for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

fn wavewright(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wavewright")).args(words).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("the companion ends by itself, never by a signal")
}

fn example(folder: &Folder, name: &str) -> String {
    let output = wavewright(&["example", name]);
    assert_eq!(code(&output), 0);
    folder.write(&format!("{name}.pmoplan.json"), &output.stdout)
}

#[test]
fn an_example_is_planned_checked_and_reported() {
    let folder = Folder::new("companion-path");
    let file = example(&folder, "norvik");
    let planned = folder.path("planned.pmoplan.json");
    let output = wavewright(&["plan", &file, "-o", &planned, "--seconds", "1", "--bottlenecks"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let better = printed["answer"]["objective"].as_u64() >= printed["value_of_suggestion"].as_u64();
    assert!(better, "the planner is at least as good as the suggestion: {printed}");
    assert_eq!(printed["reasons"].as_array().unwrap().len(), 15);
    let ranked = printed["bottlenecks"].as_array().unwrap();
    assert!(ranked.iter().all(|limit| limit["name"].is_string() && limit["gain"].as_u64() > Some(0)));
    // The seed and the steps of an answer give the same answer again.
    let steps = printed["answer"]["steps"].to_string();
    let again = wavewright(&["plan", &file, "-o", &planned, "--steps", &steps]);
    let again: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(again["answer"], printed["answer"]);
    for file in [&file, &planned] {
        let output = wavewright(&["report", file, "--document", "charter"]);
        assert_eq!(code(&output), 0);
        assert!(String::from_utf8(output.stdout).unwrap().contains("Norvik"));
    }
}

#[test]
fn each_example_has_findings_and_says_so_by_its_exit_code() {
    let folder = Folder::new("companion-check");
    for (name, rules) in [("norvik", 10), ("naive", 21), ("halden", 6)] {
        let output = wavewright(&["check", &example(&folder, name)]);
        assert_eq!(code(&output), 1, "{name}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut found: Vec<&str> = report[0]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["rule"].as_str().unwrap())
            .collect();
        found.dedup();
        assert_eq!(found.len(), rules, "{name}: {found:?}");
    }
}

#[test]
fn check_prints_what_the_app_shows() {
    let folder = Folder::new("companion-same-findings");
    let same = |document: &Document, file: &str| {
        let shown: Vec<Value> = guide::findings(document, &Figures::of(document))
            .iter()
            .map(|finding| {
                json!({
                    "rule": finding.rule,
                    "severity": finding.severity.code(),
                    "object": finding.object,
                    "message": message(finding),
                    "remedy": remedy(finding, document),
                })
            })
            .collect();
        let output = wavewright(&["check", file]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report[0]["findings"], Value::from(shown), "{report}");
    };
    for example_of in [Example::Norvik, Example::Naive, Example::Halden] {
        same(&example_of.document().unwrap(), &example(&folder, example_of.id()));
    }
    // A plan that has not begun has nothing to find fault with.
    let begun = fs::read_to_string(example(&folder, "norvik")).unwrap();
    let mut empty: Value = serde_json::from_str(&begun).unwrap();
    empty["document"] = serde_json::to_value(Document::default()).unwrap();
    let file = folder.write("empty.pmoplan.json", empty.to_string().as_bytes());
    same(&Document::default(), &file);
    assert_eq!(code(&wavewright(&["check", &file])), 0);
}

#[test]
fn the_schema_is_the_published_one() {
    let output = wavewright(&["schema"]);
    assert_eq!(code(&output), 0);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), include_str!("../../docs/pmoplan.schema.json"));
}

/// Twenty-two files that are no plans, or not plans that this version may open.
fn hostile_files(plan: &str) -> Vec<(&'static str, Vec<u8>)> {
    let parsed: Value = serde_json::from_str(plan).unwrap();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut file = parsed.clone();
        change(&mut file);
        serde_json::to_vec(&file).unwrap()
    };
    let choice = |needs: &str| json!({ "prerequisites": [{ "entry": needs, "same_wave": true }] });
    vec![
        ("empty", Vec::new()),
        ("one-byte", b"{".to_vec()),
        ("truncated-early", plan.as_bytes()[..100].to_vec()),
        ("truncated-half", plan.as_bytes()[..plan.len() / 2].to_vec()),
        ("truncated-late", plan.as_bytes()[..plan.len() - 5].to_vec()),
        ("other-json", b"[1, 2, 3]".to_vec()),
        ("other-format", with(&|file| file["format"] = json!("drawing"))),
        ("no-format", b"{\"document\": {}}".to_vec()),
        (
            "newer-version",
            with(&|file| {
                file["format_version"] = json!(4);
                file["min_reader_version"] = json!(4);
            }),
        ),
        (
            "self-link",
            with(&|file| file["document"]["planning"]["choices"]["pm-training"] = choice("pm-training")),
        ),
        (
            "cycle",
            with(&|file| {
                file["document"]["planning"]["choices"]["pm-training"] = choice("pm-coaching");
                file["document"]["planning"]["choices"]["pm-coaching"] = choice("pm-training");
            }),
        ),
        (
            "duplicate-ids",
            with(&|file| {
                let first = file["document"]["foundation"]["people"][0].clone();
                file["document"]["foundation"]["people"].as_array_mut().unwrap().push(first);
            }),
        ),
        ("duplicate-keys", plan.replacen("\"format\":", "\"format\": \"x\", \"format\":", 1).into_bytes()),
        (
            "many-rows",
            with(&|file| {
                let rows: Vec<Value> = (0..100_000).map(|id| json!({ "id": id, "text": "x" })).collect();
                file["document"]["foundation"]["principles"] = json!(rows);
            }),
        ),
        ("deep", format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)).into_bytes()),
        ("wrong-type", with(&|file| file["document"]["waves"] = json!("soon"))),
        ("bad-date", with(&|file| file["document"]["plan"]["start_date"] = json!("2027-02-30"))),
        ("bad-scale", with(&|file| file["document"]["foundation"]["sponsor"]["active"] = json!(9))),
        ("not-a-number", plan.replacen("\"length_months\": 3", "\"length_months\": NaN", 1).into_bytes()),
        ("huge-number", plan.replacen("\"length_months\": 3", "\"length_months\": 1e999", 1).into_bytes()),
        ("utf16", plan.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("png", [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 64]].concat()),
    ]
}

#[test]
fn hostile_files_end_in_a_named_error() {
    let folder = Folder::new("companion-hostile");
    let plan = String::from_utf8(wavewright(&["example", "norvik"]).stdout).unwrap();
    for (name, content) in hostile_files(&plan) {
        let file = folder.write(&format!("{name}.pmoplan.json"), &content);
        for words in
            [vec!["check", &file], vec!["plan", &file], vec!["report", &file, "--document", "charter"]]
        {
            let output = wavewright(&words);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(code(&output), 2, "{words:?}: {said}");
            assert!(!said.contains("panicked") && said.contains(name), "{words:?}: {said}");
        }
        assert_eq!(fs::read(&file).unwrap(), content, "{name}: a refused file stays as it was");
    }
}

#[test]
fn progress_is_told_line_by_line_beside_the_answer() {
    let folder = Folder::new("companion-progress");
    let problem =
        folder.write("problem.json", include_bytes!("../fixtures/planner/correct/multi-n30-s1.json"));
    let output = wavewright(&["solve", &problem, "--steps", "30", "--progress"]);
    assert_eq!(code(&output), 0);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().all(|line| line["milliseconds"].is_number()), "{told}");
    let last = |field: &str| lines.iter().rev().find_map(|line| line[field].as_u64());
    assert_eq!((last("objective"), last("bound")), (answer["objective"].as_u64(), answer["bound"].as_u64()));
    let silent = wavewright(&["solve", &problem, "--steps", "30"]);
    assert!(silent.stderr.is_empty());
}

#[test]
fn wrong_calls_are_usage_errors() {
    for words in [vec![], vec!["dance"], vec!["check"], vec!["example", "mars"], vec!["report", "a.json"]] {
        assert_eq!(code(&wavewright(&words)), 2, "{words:?}");
    }
    assert_eq!(code(&wavewright(&["--help"])), 0);
}
