//! What holds for every problem: order does not matter, patience pays, and the same question gets the same answer.

use wavewright::domain::planner::answer::{Answer, Status};
use wavewright::domain::planner::engine::{Observer, Options, Search, Unobserved, solve};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::planner::problem::file::{Objective, ProblemFile};

use crate::planner_judge::{Dice, is_feasible, objective, tiny};

fn solved(file: &ProblemFile, seed: u64, steps: u64) -> Answer {
    solve(Problem::new(file).unwrap(), &Options { seed, steps: Some(steps) }, &mut Unobserved)
}

/// A problem too large to be solved in a few steps, from the pieces of tiny ones.
fn medium(seed: u64) -> ProblemFile {
    let mut file = tiny(seed);
    let mut next = seed;
    while file.roles.is_empty()
        || file.groups.is_empty()
        || file.waves < 3
        || file.objective == Objective::MinWaves
    {
        next += 1000;
        file = tiny(next);
    }
    let dice = &mut Dice::new(seed);
    let mut item = file.items.first().cloned().unwrap_or_default();
    (file.items, file.precedence, file.cover) = (Vec::new(), Vec::new(), Vec::new());
    (item.earliest, item.latest, item.pin, item.mandatory) = (1, None, None, false);
    for position in 0..40 {
        item.id = format!("i{position}");
        item.build = file.roles.iter().map(|_| 5 + dice.below(30)).collect();
        item.run = file.roles.iter().map(|_| dice.below(4)).collect();
        item.impact = file.groups.iter().map(|_| dice.below(9)).collect();
        item.value = 1 + dice.below(50);
        file.items.push(item.clone());
    }
    for after in 1..40 {
        if dice.once_in(2) {
            file.precedence.push([dice.below(after), after, dice.below(2)]);
        }
    }
    file.capacity.iter_mut().flatten().for_each(|capacity| *capacity = 150 + 5 * *capacity);
    file.absorb.iter_mut().flatten().for_each(|absorb| *absorb += 30);
    file
}

#[test]
fn order_of_the_items_does_not_change_the_optimum() {
    for seed in 500..650 {
        let file = tiny(seed);
        let count = file.items.len() as u64;
        let turn = |position: u64| count - 1 - position;
        let mut turned = file.clone();
        turned.items.reverse();
        turned.precedence.iter_mut().for_each(|arc| *arc = [turn(arc[0]), turn(arc[1]), arc[2]]);
        turned.cover.iter_mut().for_each(|cover| cover.items.iter_mut().for_each(|item| *item = turn(*item)));
        let (one, other) = (solved(&file, 1, 400), solved(&turned, 1, 400));
        if one.status != Status::Infeasible {
            assert_eq!((one.status, one.objective), (other.status, other.objective), "{}", file.name);
        }
    }
}

#[test]
fn more_steps_never_give_a_worse_plan_or_bound() {
    for seed in 0..4 {
        let file = medium(seed);
        let mut last: Option<(u64, u64)> = None;
        for steps in [1, 2, 3, 5, 8, 20, 40] {
            let answer = solved(&file, 1, steps);
            let wave = answer.wave.unwrap_or_default();
            assert!(is_feasible(&file, &wave));
            let now = (objective(&file, &wave), answer.bound.unwrap_or(u64::MAX));
            if let Some(last) = last {
                assert!(now.0 >= last.0 && now.1 <= last.1, "{steps} steps: {now:?} after {last:?}");
            }
            last = Some(now);
        }
    }
}

#[test]
fn same_seed_and_steps_give_the_same_answer_however_they_are_sliced() {
    for seed in 0..3 {
        let file = medium(seed);
        let whole = solved(&file, 5, 30);
        let mut search = Search::new(Problem::new(&file).unwrap(), &Options { seed: 5, steps: Some(30) });
        for budget in [1, 7, 2, 30] {
            search.step(budget);
        }
        assert_eq!(search.answer(), whole);
        assert_eq!(solved(&file, 5, 30), whole);
    }
}

/// Writes down what it is told, and stops after so many steps.
struct Witness<'a> {
    file: &'a ProblemFile,
    plans: Vec<u64>,
    bounds: Vec<u64>,
    patience: u64,
}

impl Observer for Witness<'_> {
    fn plan(&mut self, wave: &[u32], value: u64) {
        assert!(is_feasible(self.file, wave));
        assert_eq!(objective(self.file, wave), value);
        self.plans.push(value);
    }

    fn bound(&mut self, bound: u64) {
        self.bounds.push(bound);
    }

    fn stops(&mut self, steps: u64) -> bool {
        steps >= self.patience
    }
}

#[test]
fn observer_sees_every_plan_and_bound_on_the_way_and_can_stop() {
    let file = medium(9);
    let mut witness = Witness { file: &file, plans: Vec::new(), bounds: Vec::new(), patience: 25 };
    let answer = solve(Problem::new(&file).unwrap(), &Options::default(), &mut witness);
    assert_eq!(answer.steps, 25);
    assert_eq!(answer.objective, witness.plans.last().copied());
    assert_eq!(answer.bound, witness.bounds.last().copied());
    assert!(witness.plans.is_sorted() && witness.bounds.is_sorted_by(|one, other| one > other));
    assert!(witness.plans.len() > 1);
}
