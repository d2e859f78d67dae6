//! The bound before any branch: prices are improved item by item, which is quick, and then wave by wave, which is
//! sharper. It goes on in slices and is settled when the prices no longer gain.

use super::bound::Relaxation;
use super::pricing::Pricing;
use super::problem::Problem;
use super::reductions::Windows;
use super::score::Score;
use super::wavewise::Wavewise;

/// A round that gains less than this share of the bound counts as none.
const GAIN: f64 = 2e-5;
/// Rounds without gain after which the prices move more slowly.
const PATIENCE: u32 = 25;
/// What is left of the pace then.
const SLOWER: f64 = 0.75;
/// The pace under which the prices are left as they are.
const LEAST_PACE: f64 = 0.005;
/// Nodes of one knapsack, at first and at most.
const KNAPSACK_NODES: [u64; 2] = [2_000, 500_000];
/// Share of the bound that knapsacks given up early may cost.
const SLACK: f64 = 1e-3;

/// Prices that are on their way to the best bound.
#[derive(Clone, Debug)]
pub struct Root {
    relaxation: Relaxation,
    wavewise: Option<Wavewise>,
    empty: Score,
    knapsack_nodes: u64,
    pace: f64,
    best: f64,
    rounds_without_gain: u32,
    work: u64,
}

impl Root {
    /// Starts with all prices 0.
    pub fn new(problem: &Problem) -> Self {
        Self {
            relaxation: Relaxation::new(problem),
            wavewise: None,
            empty: Score::new(problem),
            knapsack_nodes: KNAPSACK_NODES[0],
            pace: 1.0,
            best: f64::INFINITY,
            rounds_without_gain: 0,
            work: 0,
        }
    }

    /// Cells touched so far.
    pub fn work(&self) -> u64 {
        self.work + self.wavewise.as_ref().map_or(0, Wavewise::work)
    }

    /// True when the prices no longer gain.
    pub fn is_settled(&self) -> bool {
        self.wavewise.is_some() && self.pace < LEAST_PACE
    }

    /// The prices found, for a search to go on with.
    pub fn prices(&self) -> (Relaxation, Option<Wavewise>) {
        (self.relaxation.clone(), self.wavewise.clone())
    }

    /// The prices of now, once those item by item are found: before, they mislead.
    pub fn mature_pricing(&self) -> Option<&Pricing> {
        self.wavewise.as_ref().map(Wavewise::pricing)
    }

    /// Goes on until `work` more cells are touched or the prices are settled. No plan inside `windows` has more value
    /// than what comes back; `target` is the value of the best plan so far.
    pub fn run(&mut self, problem: &Problem, windows: &Windows, target: f64, work: u64) -> f64 {
        let stop = self.work() + work;
        while self.work() < stop && !self.is_settled() && self.best >= target {
            let (upper, has_direction) = match &mut self.wavewise {
                None => {
                    self.work += self.relaxation.work(problem);
                    let upper = self.relaxation.evaluate(problem, windows);
                    (upper, self.relaxation.step(problem, target, self.pace))
                }
                Some(wavewise) => {
                    let upper = wavewise.evaluate(
                        problem,
                        windows,
                        &self.empty,
                        self.knapsack_nodes,
                        f64::NEG_INFINITY,
                    );
                    if wavewise.slack() > SLACK * upper {
                        self.knapsack_nodes = (self.knapsack_nodes * 5 / 4).min(KNAPSACK_NODES[1]);
                    }
                    (upper, wavewise.step(problem, windows, &self.empty, target, self.pace))
                }
            };
            self.rounds_without_gain =
                if upper < self.best * (1.0 - GAIN) { 0 } else { self.rounds_without_gain + 1 };
            self.best = self.best.min(upper);
            if self.rounds_without_gain >= PATIENCE {
                self.rounds_without_gain = 0;
                self.pace *= SLOWER;
            }
            if !has_direction {
                self.pace = 0.0;
            }
            if self.pace < LEAST_PACE && self.wavewise.is_none() {
                self.pace = 1.0;
                self.wavewise = Some(Wavewise::new(problem, windows, self.relaxation.pricing.clone()));
            }
        }
        self.best
    }
}
