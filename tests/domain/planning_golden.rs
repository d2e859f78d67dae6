//! Proposals for the worked examples: compiled numbers, baseline and planner (planner contract 2, golden values).

use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::planning::SelectionState;
use wavewright::domain::model::scalar::Percent;
use wavewright::domain::planner::engine::{Options, Unobserved, solve};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::planner::recount::violations;
use wavewright::domain::proposal::compile::{Compiled, compile};
use wavewright::domain::proposal::naive::suggestion;

struct Case {
    example: Example,
    limit: u8,
    all_chosen: bool,
    sustain: bool,
}

impl Case {
    fn document(&self) -> Document {
        let mut document = self.example.document().unwrap();
        document.plan.settings.pmo_limit_pct = Percent::new(self.limit).unwrap();
        document.plan.settings.sustain = self.sustain;
        if self.all_chosen {
            for entry in wavewright::domain::catalogue::builtin_entries() {
                document.planning.choices.entry(entry.id.clone()).or_default().state = SelectionState::Chosen;
            }
        }
        document
    }
}

fn baseline(compiled: &Compiled, document: &Document, figures: &Figures) -> u64 {
    let placed = suggestion(document, figures);
    let waves: Vec<u32> = compiled
        .items
        .iter()
        .map(|item| placed.get(&item[0]).map_or(0, |wave| u32::try_from(*wave).unwrap()))
        .collect();
    compiled.value_of(&waves)
}

/// Compiles a case, values the printed plan and the baseline, and solves it for a while: the answer must keep every
/// rule, must not exceed the known optimum, and its bound must not fall below it.
fn check(case: &Case, plan: Result<u64, &str>, naive: u64, optimum: u64) {
    let document = case.document();
    let figures = Figures::of(&document);
    let compiled = compile(&document, &figures);
    let problem = Problem::new(&compiled.problem).unwrap();
    let current = compiled.current_waves(&document);
    let broken = violations(&problem, &current);
    match plan {
        Ok(value) => {
            assert_eq!(broken, vec![], "the printed plan keeps the limits");
            assert_eq!(compiled.value_of(&current), value, "value of the printed plan");
        }
        Err(refusal) => assert!(format!("{broken:?}").contains(refusal), "{broken:?}"),
    }
    assert_eq!(baseline(&compiled, &document, &figures), naive, "baseline");
    let answer = solve(problem.clone(), &Options { seed: 1, steps: Some(2_000) }, &mut Unobserved);
    let waves = answer.wave.unwrap();
    assert_eq!(violations(&problem, &waves), vec![], "the answer keeps the limits");
    assert_eq!(Some(compiled.value_of(&waves)), answer.objective);
    assert!(compiled.value_of(&waves) <= optimum, "no answer is better than the optimum");
    assert!(compiled.value_of(&waves) >= naive, "the planner is at least as good as the baseline");
    assert!(answer.bound.unwrap() >= optimum, "the bound is valid");
}

#[test]
fn example_a_at_full_capacity() {
    let case = |all_chosen, sustain| Case { example: Example::Norvik, limit: 100, all_chosen, sustain };
    check(&case(false, false), Ok(614_313), 637_482, 698_817);
    check(&case(true, false), Ok(614_313), 641_043, 777_003);
}

#[test]
fn example_a_at_the_usual_limit() {
    let case = Case { example: Example::Norvik, limit: 95, all_chosen: false, sustain: false };
    check(&case, Err("110"), 637_482, 690_150);
}

#[test]
fn example_a_that_must_carry_what_it_built() {
    let case = |limit| Case { example: Example::Norvik, limit, all_chosen: false, sustain: true };
    check(&case(100), Err("role"), 637_482, 697_920);
    check(&case(95), Err("role"), 637_482, 680_649);
}

#[test]
fn example_b_at_both_limits() {
    let case = |limit, sustain| Case { example: Example::Halden, limit, all_chosen: false, sustain };
    check(&case(100, false), Ok(2_413_732), 2_491_864, 2_827_652);
    check(&case(95, false), Err("1079"), 2_491_864, 2_803_656);
    check(&case(100, true), Ok(2_413_732), 2_491_864, 2_827_652);
}
