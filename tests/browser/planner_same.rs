//! The browser's half of the promise that a seed and its steps give the same plan everywhere; the native half is
//! `tests/domain/planner_same.rs`.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::same_plan::{CASES, expected, search};

#[wasm_bindgen_test]
fn a_seed_and_its_steps_give_the_plan_that_the_native_build_recorded() {
    let recorded = expected();
    assert_eq!(recorded.len(), CASES.len());
    for (case, recorded) in CASES.iter().zip(recorded) {
        assert_eq!(search(case), recorded);
    }
}
