//! What the planner says about a plan, held against the judge: every reason is checked by moving the entry and counting
//! all rules from nothing.

use proptest::prelude::*;
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::model::document::Document;
use wavewright::domain::planner::job::Job;
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::planner::reasons::{Obstacle, reasons};
use wavewright::domain::planner::recount::{Violation, violations};
use wavewright::domain::proposal::compile::compile;
use wavewright::domain::proposal::contradiction::{Clause, contradictions};
use wavewright::domain::proposal::explain::explain;
use wavewright::domain::proposal::hindrance::hindrance;

use crate::board::any_plan;

/// Solves an example for a while and checks every sentence about every other wave.
fn check(example: Example, steps: u64, change: fn(&mut Document)) {
    let mut document = example.document().unwrap();
    change(&mut document);
    let checked = check_plan(&document, steps);
    assert!(checked.is_some_and(|checked| checked > 10), "{checked:?}");
}

/// Checks every sentence about every other wave in what the planner answers; gives their number, or none where no plan
/// keeps all limits.
fn check_plan(document: &Document, steps: u64) -> Option<usize> {
    let compiled = compile(document, &Figures::of(document));
    let problem = Problem::new(&compiled.problem).ok()?;
    let job = Job { problem: compiled.problem.clone(), seed: 1, steps, start: None };
    let waves = job.run().unwrap().wave?;
    assert_eq!(violations(&problem, &waves), vec![]);
    let mut checked = 0;
    for reason in reasons(&problem, &waves) {
        for other in &reason.alternatives {
            let mut moved = waves.clone();
            moved[reason.item] = other.wave;
            let broken = violations(&problem, &moved);
            assert_eq!(other.obstacles.is_empty(), broken.is_empty(), "{reason:?} {broken:?}");
            for obstacle in &other.obstacles {
                assert!(
                    broken.iter().any(|violation| is_about(obstacle, violation, reason.item)),
                    "{obstacle:?} {broken:?}"
                );
            }
            let gain = compiled.value_of(&moved) as i64 - compiled.value_of(&waves) as i64;
            assert_eq!(other.gain, gain, "{reason:?}");
            checked += 1;
        }
    }
    for reason in explain(document, &compiled, &problem, &waves) {
        for other in reason.others {
            assert_eq!(other.sentences.len(), other.obstacles.len().max(1), "{other:?}");
        }
    }
    Some(checked)
}

/// Whether the judge found what an obstacle says, with the same amount.
fn is_about(obstacle: &Obstacle, violation: &Violation, item: usize) -> bool {
    match (obstacle, violation) {
        (Obstacle::Window { .. } | Obstacle::Pin { .. }, Violation::Window { item: own, .. }) => *own == item,
        (Obstacle::Needs { item: needed, .. }, Violation::Precedence { item: own, needs, .. }) => {
            (*own, *needs) == (item, *needed)
        }
        (Obstacle::NeededBy { item: other, .. }, Violation::Precedence { item: own, needs, .. }) => {
            (*own, *needs) == (*other, item)
        }
        (Obstacle::Role { role, wave, over }, Violation::Role { role: own, wave: when, used, limit }) => {
            (own, when, used - limit) == (role, wave, *over)
        }
        (
            Obstacle::Group { group, wave, over, .. },
            Violation::Group { group: own, wave: when, used, limit },
        ) => (own, when, used - limit) == (group, wave, *over),
        (Obstacle::Cover { cover, missing }, Violation::Cover { cover: own, found, needed }) => {
            (own, needed - found) == (cover, *missing)
        }
        _ => false,
    }
}

#[test]
fn reasons_of_example_a_hold_before_the_judge() {
    check(Example::Norvik, 60, |_| {});
    check(Example::Norvik, 60, |document| document.waves[0].finished = true);
}

#[test]
fn reasons_of_example_b_hold_before_the_judge() {
    check(Example::Halden, 30, |_| {});
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reasons_of_any_plan_hold_before_the_judge(document in any_plan()) {
        check_plan(&document, 8);
    }

    #[test]
    fn a_plan_that_nothing_hinders_is_taken_by_the_planner(document in any_plan()) {
        let figures = Figures::of(&document);
        let compiled = compile(&document, &figures);
        if hindrance(&document, &figures, &compiled).is_none() {
            prop_assert_eq!(Problem::new(&compiled.problem).err(), None);
        }
        for contradiction in contradictions(&document, &compiled) {
            // The wishes that are named contradict each other, whatever else is wished.
            let mut alone = document.clone();
            alone.planning.wishes.retain(|wish| contradiction.clauses.contains(&Clause::Wish(wish.id)));
            let recompiled = compile(&alone, &Figures::of(&alone));
            prop_assert!(!contradictions(&alone, &recompiled).is_empty(), "{contradiction:?}");
        }
    }
}
