//! An answer: a wave for each item, and which of two plans is preferred.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::problem::file::Objective;

/// A wave per item; 0 means "not deployed".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The name of the problem it answers.
    pub name: String,
    /// Wave of each item, by position.
    pub wave: Vec<u32>,
}

/// The objective of a plan that breaks no rule: the value reached, or the number of waves needed.
pub fn objective_of(problem: &Problem, wave: &[u32]) -> i64 {
    match problem.objective {
        Objective::Value => {
            wave.iter().enumerate().map(|(item, &wave)| problem.worth(item, wave as usize)).sum()
        }
        Objective::MinWaves => wave.iter().copied().max().map_or(0, i64::from),
    }
}

/// True when the first objective beats the second.
pub fn is_better(problem: &Problem, first: i64, second: i64) -> bool {
    match problem.objective {
        Objective::Value => first > second,
        Objective::MinWaves => first < second,
    }
}

/// The preferred one of two plans that break no rule: the better objective, then the smaller sum of waves, then the
/// lexicographically smaller list of waves.
pub fn is_preferred(problem: &Problem, first: &[u32], second: &[u32]) -> bool {
    let (one, other) = (objective_of(problem, first), objective_of(problem, second));
    if one != other {
        return is_better(problem, one, other);
    }
    tie(first, second) == Ordering::Less
}

/// The order of two plans of the same objective: the smaller sum of waves first, then the lexicographically smaller list.
pub fn tie(first: &[u32], second: &[u32]) -> Ordering {
    let sum = |wave: &[u32]| wave.iter().map(|&wave| u64::from(wave)).sum::<u64>();
    (sum(first), first).cmp(&(sum(second), second))
}

/// A plan that breaks no rule, with what it is ranked by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incumbent {
    /// Wave of each item.
    pub wave: Vec<u32>,
    /// Its objective.
    pub objective: i64,
    /// Sum of its waves.
    pub wave_sum: i64,
}

impl Incumbent {
    /// Ranks a plan that is known to break no rule.
    pub fn new(problem: &Problem, wave: Vec<u32>) -> Self {
        let objective = objective_of(problem, &wave);
        let wave_sum = wave.iter().map(|&wave| i64::from(wave)).sum();
        Self { wave, objective, wave_sum }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::problem::file::{FORMAT, ItemFile, ProblemFile};

    fn check(first: [u32; 3], second: [u32; 3], expected: bool) {
        let item = |id: &str, value| ItemFile { id: id.to_owned(), value, ..ItemFile::default() };
        let file = ProblemFile {
            format: FORMAT.to_owned(),
            waves: 3,
            items: vec![item("a", 2), item("b", 2), item("c", 0)],
            ..ProblemFile::default()
        };
        assert_eq!(is_preferred(&Problem::new(&file).unwrap(), &first, &second), expected);
    }

    #[test]
    fn the_better_value_wins_then_the_smaller_sum_then_the_smaller_list() {
        check([1, 2, 3], [2, 2, 0], true);
        check([1, 2, 0], [1, 2, 1], true);
        check([1, 2, 0], [2, 1, 0], true);
        check([2, 1, 0], [1, 2, 0], false);
        check([1, 1, 0], [1, 1, 0], false);
    }
}
