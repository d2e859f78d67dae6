//! The native half of the promise that a seed and its steps give the same plan everywhere; the other half is
//! `tests/browser/planner_same.rs`. `UPDATE_GOLDEN=1` records the answers anew.

use crate::same_plan::{CASES, Recorded, expected, search};

#[test]
fn a_seed_and_its_steps_give_the_recorded_plan() {
    let found: Vec<Recorded> = CASES.iter().map(search).collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let lines: Vec<String> = found.iter().map(|case| serde_json::to_string(case).unwrap()).collect();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/planner/same_plan.json");
        return std::fs::write(path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    let hint =
        "another engine finds other plans: UPDATE_GOLDEN=1 records them, and the browser must find the same";
    assert_eq!(found, expected(), "{hint}");
    assert!(found.iter().all(|case| case.wave.is_some()));
}
