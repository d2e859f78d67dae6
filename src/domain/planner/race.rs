//! Several searches of one problem, each with a seed of its own: what they know together. The best plan wins, by its
//! objective and then by the tie rule; each bound holds for all, so the tightest one counts. The winner's seed and
//! steps are kept, as they alone give the same plan again.

use std::cmp::Ordering;

use super::answer::{Answer, Status};
use super::plan::tie;
use super::problem::file::Objective;

/// The most searches at a time.
const MOST_RUNNERS: u32 = 4;

/// How many searches a machine of so many cores runs at a time: one core is left to the page.
pub fn runner_count(cores: u32) -> usize {
    cores.saturating_sub(1).clamp(1, MOST_RUNNERS) as usize
}

/// The best plan of a race, and what gives it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leader {
    /// Wave of each item.
    pub wave: Vec<u32>,
    /// Its objective.
    pub objective: u64,
    /// Seed of the search that met it.
    pub seed: u64,
    /// Steps after which that search had it.
    pub steps: u64,
}

/// What the searches know together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The best plan.
    pub leader: Option<Leader>,
    /// No plan has a better objective.
    pub bound: Option<u64>,
    /// Steps of all searches.
    pub steps: u64,
}

impl Standing {
    /// No better plan exists, and that is proved.
    pub fn is_optimal(&self) -> bool {
        self.leader.as_ref().is_some_and(|leader| Some(leader.objective) == self.bound)
    }
}

/// One search.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Runner {
    seed: u64,
    steps: u64,
    is_running: bool,
}

/// Searches of one problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Race {
    name: String,
    objective: Objective,
    runners: Vec<Runner>,
    leader: Option<Leader>,
    bound: Option<u64>,
    /// The answer of a search that proved that there is no plan.
    impossible: Option<Answer>,
}

impl Race {
    /// A race of `count` searches with the seeds `seed`, `seed + 1` and so on.
    pub fn new(name: &str, objective: Objective, seed: u64, count: usize) -> Self {
        let runner = |index| Runner { seed: seed.wrapping_add(index), steps: 0, is_running: true };
        Self {
            name: name.to_owned(),
            objective,
            runners: (0..count as u64).map(runner).collect(),
            leader: None,
            bound: None,
            impossible: None,
        }
    }

    /// Seeds by runner.
    pub fn seeds(&self) -> impl Iterator<Item = u64> {
        self.runners.iter().map(|runner| runner.seed)
    }

    /// Takes what a search says on its way; true when its plan leads now.
    pub fn hear(
        &mut self,
        runner: usize,
        steps: u64,
        bound: Option<u64>,
        plan: Option<(Vec<u32>, u64)>,
    ) -> bool {
        let Some(told) = self.runners.get_mut(runner) else { return false };
        told.steps = steps;
        let seed = told.seed;
        self.tighten(bound);
        let Some((wave, objective)) = plan else { return false };
        let leads = self.leader.as_ref().is_none_or(|leader| self.beats(&wave, objective, leader));
        if leads {
            self.leader = Some(Leader { wave, objective, seed, steps });
        }
        leads
    }

    /// Takes the answer of a search, which has ended with it.
    pub fn finish(&mut self, runner: usize, answer: Answer) {
        let plan = answer.wave.clone().zip(answer.objective);
        self.hear(runner, answer.steps, answer.bound, plan);
        self.drop_out(runner);
        if answer.status == Status::Infeasible {
            self.impossible = Some(answer);
        }
    }

    /// A search has ended without an answer.
    pub fn drop_out(&mut self, runner: usize) {
        self.runners.get_mut(runner).into_iter().for_each(|runner| runner.is_running = false);
    }

    /// Nothing is left to find: all have ended, or together they have the proof.
    pub fn is_over(&self) -> bool {
        let is_proved = self.standing().is_optimal() || self.impossible.is_some();
        is_proved || self.runners.iter().all(|runner| !runner.is_running)
    }

    /// What is known now.
    pub fn standing(&self) -> Standing {
        Standing {
            leader: self.leader.clone(),
            bound: self.bound,
            steps: self.runners.iter().map(|runner| runner.steps).sum(),
        }
    }

    /// The answer of all together, as things stand.
    pub fn answer(&self) -> Answer {
        let standing = self.standing();
        if let (None, Some(impossible)) = (&standing.leader, &self.impossible) {
            return Answer { steps: standing.steps, ..impossible.clone() };
        }
        let status = match &standing.leader {
            Some(_) if standing.is_optimal() => Status::Optimal,
            Some(_) => Status::Feasible,
            None => Status::Unknown,
        };
        let (wave, objective) = standing.leader.map(|leader| (leader.wave, leader.objective)).unzip();
        Answer {
            name: self.name.clone(),
            status,
            wave,
            objective,
            bound: standing.bound,
            steps: standing.steps,
            conflict: None,
        }
    }

    fn beats(&self, wave: &[u32], objective: u64, leader: &Leader) -> bool {
        let order = match self.objective {
            Objective::Value => leader.objective.cmp(&objective),
            Objective::MinWaves => objective.cmp(&leader.objective),
        };
        order.then_with(|| tie(wave, &leader.wave)) == Ordering::Less
    }

    fn tighten(&mut self, bound: Option<u64>) {
        self.bound = match (self.bound, bound) {
            (Some(old), Some(new)) => Some(match self.objective {
                Objective::Value => old.min(new),
                Objective::MinWaves => old.max(new),
            }),
            (old, new) => old.or(new),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn race(objective: Objective) -> Race {
        Race::new("p", objective, 7, 3)
    }

    /// Runner, steps, bound, plan and its objective.
    type Told<'a> = (usize, u64, u64, Option<(&'a [u32], u64)>);

    /// What three searches tell in turn. Then the seed and steps of the
    /// leader, the bound, and whether it is over.
    fn check(objective: Objective, told: &[Told<'_>], expected: (Option<(u64, u64)>, u64, bool)) {
        let mut race = race(objective);
        for (runner, steps, bound, plan) in told {
            let plan = plan.map(|(wave, objective)| (wave.to_vec(), objective));
            race.hear(*runner, *steps, Some(*bound), plan);
        }
        let standing = race.standing();
        let leader = standing.leader.map(|leader| (leader.seed, leader.steps));
        assert_eq!((leader, standing.bound.unwrap(), race.is_over()), expected);
    }

    #[test]
    fn the_best_plan_leads_and_the_tightest_bound_counts() {
        let value = Objective::Value;
        check(
            value,
            &[(0, 5, 90, Some((&[1, 2], 50))), (1, 9, 80, Some((&[1, 1], 60)))],
            (Some((8, 9)), 80, false),
        );
        check(
            value,
            &[(0, 5, 70, Some((&[1, 2], 60))), (1, 9, 80, Some((&[1, 1], 50)))],
            (Some((7, 5)), 70, false),
        );
        check(value, &[(2, 5, 70, None), (1, 9, 80, None)], (None, 70, false));
        let waves = Objective::MinWaves;
        check(
            waves,
            &[(0, 5, 2, Some((&[1, 4], 4))), (1, 9, 1, Some((&[1, 3], 3)))],
            (Some((8, 9)), 2, false),
        );
    }

    #[test]
    fn of_equal_plans_the_smaller_sum_of_waves_leads_then_the_smaller_list() {
        let value = Objective::Value;
        check(
            value,
            &[(0, 5, 90, Some((&[2, 2], 50))), (1, 9, 90, Some((&[1, 2], 50)))],
            (Some((8, 9)), 90, false),
        );
        check(
            value,
            &[(0, 5, 90, Some((&[1, 2], 50))), (1, 9, 90, Some((&[2, 1], 50)))],
            (Some((7, 5)), 90, false),
        );
        check(
            value,
            &[(0, 5, 90, Some((&[1, 2], 50))), (1, 9, 90, Some((&[1, 2], 50)))],
            (Some((7, 5)), 90, false),
        );
    }

    #[test]
    fn the_plan_of_one_and_the_bound_of_another_are_a_proof() {
        let value = Objective::Value;
        check(
            value,
            &[(0, 5, 90, Some((&[1, 2], 60))), (1, 9, 60, Some((&[1, 1], 50)))],
            (Some((7, 5)), 60, true),
        );
    }

    fn answer(status: Status, wave: Option<Vec<u32>>, objective: Option<u64>) -> Answer {
        Answer { name: "p".to_owned(), status, wave, objective, bound: Some(60), steps: 4, conflict: None }
    }

    #[test]
    fn it_is_over_when_all_have_ended() {
        let mut race = race(Objective::Value);
        race.finish(0, answer(Status::Feasible, Some(vec![1]), Some(50)));
        race.drop_out(1);
        assert!(!race.is_over());
        race.finish(2, answer(Status::Unknown, None, None));
        assert!(race.is_over());
        let together = race.answer();
        assert_eq!((together.status, together.wave, together.steps), (Status::Feasible, Some(vec![1]), 8));
    }

    #[test]
    fn one_proof_that_there_is_no_plan_ends_all() {
        let mut race = race(Objective::Value);
        race.finish(1, Answer { bound: None, ..answer(Status::Infeasible, None, None) });
        assert!(race.is_over());
        assert_eq!((race.answer().status, race.answer().bound), (Status::Infeasible, None));
    }

    #[test]
    fn one_core_is_left_to_the_page() {
        let counts = [0, 1, 2, 3, 5, 64].map(runner_count);
        assert_eq!(counts, [1, 1, 1, 2, 4, 4]);
    }

    #[test]
    fn news_of_a_search_that_does_not_exist_count_for_nothing() {
        let mut race = race(Objective::Value);
        assert!(!race.hear(3, 1, Some(1), Some((vec![1], 9))));
        assert_eq!(race.standing(), Standing::default());
    }
}
