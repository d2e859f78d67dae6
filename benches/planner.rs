//! How long the hot parts of the planner take: `cargo bench --no-default-features`. Whole comparisons are
//! `cargo xtask bench`.

use divan::{Bencher, black_box};
use wavewright::domain::planner::engine::{Options, Search};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::planner::recount::violations;

/// One problem of each kind.
const PROBLEMS: [&str; 3] = ["pmo-n30", "multi-n30", "fatigue-n30"];

fn main() {
    divan::main();
}

fn text(name: &str) -> &'static str {
    match name {
        "pmo-n30" => include_str!("../tests/fixtures/planner/correct/pmo-n30-s1.json"),
        "multi-n30" => include_str!("../tests/fixtures/planner/correct/multi-n30-s1.json"),
        _ => include_str!("../tests/fixtures/planner/correct/fatigue-n30-s1.json"),
    }
}

fn problem(name: &str) -> Option<Problem> {
    Problem::from_json(text(name)).ok()
}

fn search(name: &str) -> Option<Search> {
    Some(Search::new(problem(name)?, &Options::default()))
}

#[divan::bench(args = PROBLEMS)]
fn read_and_check(bencher: Bencher<'_, '_>, name: &str) {
    bencher.bench(|| Problem::from_json(black_box(text(name))));
}

/// Loads, windows and the first bound.
#[divan::bench(args = PROBLEMS)]
fn start_search(bencher: Bencher<'_, '_>, name: &str) {
    bencher
        .with_inputs(|| problem(name))
        .bench_values(|problem| problem.map(|problem| Search::new(problem, &Options::default())));
}

/// From nothing to the first plan.
#[divan::bench(args = PROBLEMS)]
fn first_plan(bencher: Bencher<'_, '_>, name: &str) {
    bencher.with_inputs(|| search(name)).bench_values(|search| {
        search.map(|mut search| {
            while search.plan().is_none() && !search.step(1).is_finished {}
            search
        })
    });
}

/// Everything that a search does, in the share in which it does it: moves, relaxation, propagation, branching.
#[divan::bench(args = PROBLEMS, sample_size = 1, sample_count = 20)]
fn hundred_steps(bencher: Bencher<'_, '_>, name: &str) {
    bencher.with_inputs(|| search(name)).bench_values(|search| {
        search.map(|mut search| {
            search.step(100);
            search
        })
    });
}

/// The plain judge that every plan passes.
#[divan::bench(args = PROBLEMS)]
fn recount(bencher: Bencher<'_, '_>, name: &str) {
    let found = search(name).and_then(|mut search| {
        search.step(20);
        Some((problem(name)?, search.plan()?.to_vec()))
    });
    bencher.bench(|| found.as_ref().map(|(problem, wave)| violations(black_box(problem), black_box(wave))));
}
