//! A search of a fixed number of steps, which may begin with a plan that is known: for questions that are asked of a
//! plan after it was found, many at a time. The same job has the same answer on every machine.

use super::answer::Answer;
use super::engine::{Options, Search};
use super::problem::Problem;
use super::problem::fault::ProblemError;
use super::problem::file::ProblemFile;

/// One such search.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// The problem.
    pub problem: ProblemFile,
    /// Seed of every random choice.
    pub seed: u64,
    /// The most steps.
    pub steps: u64,
    /// A plan to begin with; it is left aside where it breaks a rule.
    pub start: Option<Vec<u32>>,
}

impl Job {
    /// Searches to the end.
    ///
    /// # Errors
    /// A problem that is refused, with the path of the fault.
    pub fn run(&self) -> Result<Answer, ProblemError> {
        let mut search = self.search()?;
        while !search.step(1).is_finished {}
        Ok(search.answer())
    }

    fn search(&self) -> Result<Search, ProblemError> {
        let options = Options { seed: self.seed, steps: Some(self.steps) };
        let mut search = Search::new(Problem::new(&self.problem)?, &options);
        self.start.iter().for_each(|start| search.start_from(start));
        Ok(search)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::problem::file::{FORMAT, ItemFile};

    /// Two items that only fit into different waves.
    fn check(steps: u64, start: Option<Vec<u32>>, expected: Option<Vec<u32>>) {
        let item = |id: &str, value| ItemFile {
            id: id.to_owned(),
            value,
            build: vec![1],
            run: vec![0],
            ..ItemFile::default()
        };
        let problem = ProblemFile {
            format: FORMAT.to_owned(),
            waves: 2,
            roles: vec!["pmo".to_owned()],
            capacity: vec![vec![1, 1]],
            items: vec![item("a", 5), item("b", 3)],
            ..ProblemFile::default()
        };
        let job = Job { problem, seed: 1, steps, start };
        assert_eq!(job.run().unwrap().wave, expected);
    }

    #[test]
    fn a_known_plan_is_the_first_one_and_only_a_better_one_replaces_it() {
        check(0, Some(vec![2, 1]), Some(vec![2, 1]));
        check(500, Some(vec![2, 1]), Some(vec![1, 2]));
    }

    #[test]
    fn a_plan_that_breaks_a_rule_is_left_aside() {
        check(0, Some(vec![1, 1]), None);
        check(0, Some(vec![1]), None);
        check(500, Some(vec![1, 1]), Some(vec![1, 2]));
    }
}
