//! The planner against every plan there is: tiny random problems, solved by counting through all plans.

use wavewright::domain::planner::answer::{Answer, Status};
use wavewright::domain::planner::conflict::{constraints, subproblem};
use wavewright::domain::planner::engine::{Options, Search, Unobserved, solve};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::planner::problem::file::{Objective, ProblemFile};
use wavewright::domain::planner::recount::recount;

use crate::planner_judge::{best_of_all, is_feasible, objective, tiny};

fn solved(file: &ProblemFile, steps: u64) -> Answer {
    let problem = Problem::new(file).unwrap_or_else(|error| panic!("{}: {error}", file.name));
    solve(problem, &Options { seed: 1, steps: Some(steps) }, &mut Unobserved)
}

fn check_against_all_plans(seeds: std::ops::Range<u64>) {
    let (mut infeasible, mut open) = (0, 0);
    for seed in seeds.clone() {
        let file = tiny(seed);
        let truth = best_of_all(&file);
        let answer = solved(&file, 400);
        let name = &file.name;
        match answer.status {
            Status::Optimal => assert_eq!(answer.objective, truth, "{name}"),
            Status::Infeasible => assert_eq!(None, truth, "{name}"),
            Status::Feasible | Status::Unknown => open += 1,
        }
        if let Some(wave) = &answer.wave {
            assert!(is_feasible(&file, wave), "{name}: {wave:?}");
            assert_eq!(answer.objective, Some(objective(&file, wave)), "{name}");
        }
        if let (Some(bound), Some(truth)) = (answer.bound, truth) {
            let is_valid = if file.objective == Objective::Value { bound >= truth } else { bound <= truth };
            assert!(is_valid, "{name}: bound {bound}, best {truth}");
        }
        infeasible += u64::from(truth.is_none());
    }
    let all = seeds.end - seeds.start;
    assert!(infeasible * 20 > all, "only {infeasible} of {all} problems have no plan");
    assert!(open * 100 < all, "{open} of {all} tiny problems are left open");
}

#[test]
fn answers_agree_with_every_plan_there_is_in_the_first_half() {
    check_against_all_plans(0..2500);
}

#[test]
fn answers_agree_with_every_plan_there_is_in_the_second_half() {
    check_against_all_plans(10_000..12_500);
}

#[test]
fn bounds_are_valid_after_any_number_of_steps() {
    for seed in 0..60 {
        let file = tiny(seed);
        let Some(truth) = best_of_all(&file) else { continue };
        let mut search = Search::new(Problem::new(&file).unwrap(), &Options { seed: 1, steps: Some(12) });
        loop {
            let progress = search.step(1);
            let bound = progress.bound.unwrap_or_else(|| panic!("{}: a plan exists", file.name));
            let is_valid = if file.objective == Objective::Value { bound >= truth } else { bound <= truth };
            assert!(is_valid, "{}: bound {bound}, best {truth}", file.name);
            if progress.is_finished {
                break;
            }
        }
    }
}

#[test]
fn conflicts_have_no_plan_and_one_without_any_of_their_constraints() {
    let mut found = 0;
    for seed in 0..300 {
        let file = tiny(seed);
        let answer = solved(&file, 3000);
        let Some(conflict) = answer.conflict else { continue };
        let problem = Problem::new(&file).unwrap();
        assert!(conflict.irreducible, "{}: {conflict:?}", file.name);
        assert!(conflict.constraints.iter().all(|constraint| constraints(&problem).contains(constraint)));
        assert!(
            !has_plan(&subproblem(&problem, &conflict.constraints), &file),
            "{}: {conflict:?}",
            file.name
        );
        for left_out in 0..conflict.constraints.len() {
            let mut rest = conflict.constraints.clone();
            let dropped = rest.remove(left_out);
            assert!(
                has_plan(&subproblem(&problem, &rest), &file),
                "{}: {dropped:?} is not needed",
                file.name
            );
        }
        found += 1;
    }
    assert!(found > 20, "{found} conflicts");
}

/// Counts through all plans.
fn has_plan(problem: &Problem, file: &ProblemFile) -> bool {
    let mut wave = vec![0_u32; file.items.len()];
    loop {
        if recount(problem, &wave).is_some() {
            return true;
        }
        let Some(place) = wave.iter().position(|&wave| u64::from(wave) < file.waves) else { return false };
        wave[..place].fill(0);
        wave[place] += 1;
    }
}
