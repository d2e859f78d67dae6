//! How good any plan can be, item by item: with every limit priced (`pricing`), each item chooses its wave alone. So
//! every price vector yields a valid bound, and the best prices yield that of linear programming. It is quick, and the
//! prices it finds are where `wavewise` starts from.

use super::pricing::Pricing;
use super::problem::Problem;
use super::reductions::Windows;
use super::table::List;

/// The waves that each item may choose; 0 stands for "not deployed".
pub trait Choices {
    /// True when the item may choose the wave.
    fn has(&self, item: usize, wave: usize) -> bool;
    /// True when the item may choose some wave.
    fn may_deploy(&self, item: usize) -> bool;
    /// The first wave that some item which is not placed may choose.
    fn open_wave(&self) -> Option<usize>;
}

impl Choices for Windows {
    fn has(&self, item: usize, wave: usize) -> bool {
        match wave {
            0 => !self.required[item],
            _ => self.earliest[item] <= wave && wave <= self.latest[item],
        }
    }

    fn may_deploy(&self, item: usize) -> bool {
        self.can_deploy(item)
    }

    fn open_wave(&self) -> Option<usize> {
        (0..self.earliest.len()).filter(|&item| self.can_deploy(item)).map(|item| self.earliest[item]).min()
    }
}

/// Prices, and the wave that each item chooses at them.
#[derive(Clone, Debug)]
pub struct Relaxation {
    /// The prices.
    pub pricing: Pricing,
    /// Items with the wave that each chose last.
    choice: List<(usize, usize)>,
    /// The last bound, before its margin.
    upper: f64,
    /// What rounding may have taken from it.
    margin: f64,
}

impl Relaxation {
    /// A relaxation with all prices 0.
    pub fn new(problem: &Problem) -> Self {
        Self {
            pricing: Pricing::new(problem),
            choice: List::new(problem.item_count(), (0, 0)),
            upper: f64::INFINITY,
            margin: 0.0,
        }
    }

    /// Cells touched by one evaluation and step: a measure of work that is the same on every machine.
    pub fn work(&self, problem: &Problem) -> u64 {
        self.pricing.work(problem)
    }

    /// An upper bound on the value of every plan that keeps to `choices`, and each item's choice.
    pub fn evaluate(&mut self, problem: &Problem, choices: &impl Choices) -> f64 {
        self.pricing.evaluate(problem);
        let (mut upper, mut magnitude) = self.pricing.base;
        for item in 0..problem.item_count() {
            let (mut best, mut choice, mut size) = (f64::NEG_INFINITY, 0, 0.0_f64);
            for wave in (0..=problem.waves).filter(|&wave| choices.has(item, wave)) {
                size = size.max(self.pricing.size[(item, wave)]);
                if self.pricing.profit[(item, wave)] > best {
                    (best, choice) = (self.pricing.profit[(item, wave)], wave);
                }
            }
            self.choice[item] = (item, choice);
            upper += if best == f64::NEG_INFINITY { 0.0 } else { best };
            magnitude += size;
        }
        // Every sum above adds at most so many numbers, each with a relative error of 2^-53.
        self.margin = magnitude * self.pricing.terms(problem) * (4.0 * f64::EPSILON);
        self.upper = upper;
        upper + self.margin
    }

    /// A bound on plans in which the item is in this wave, after `evaluate` with the same prices.
    pub fn upper_with(&self, item: usize, wave: usize) -> f64 {
        let profit = &self.pricing.profit;
        self.upper - profit[(item, self.choice[item].1)] + profit[(item, wave)] + 2.0 * self.margin
    }

    /// One step of the prices, from the choices of the last evaluation, aimed at `target`. False when the choices
    /// break nothing that has a price, so that there is no direction left.
    pub fn step(&mut self, problem: &Problem, target: f64, pace: f64) -> bool {
        let length = self.pricing.aim(problem, self.choice.as_slice());
        if length <= 0.0 {
            return false;
        }
        self.pricing.walk(problem, pace * (self.upper - target).max(0.0) / length);
        true
    }
}

/// The bound that needs no search: every item in its best wave.
pub fn trivial_upper(problem: &Problem, windows: &Windows) -> i64 {
    (0..problem.item_count())
        .filter(|&item| windows.can_deploy(item))
        .map(|item| problem.worth(item, windows.earliest[item]))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::reductions::Loads;

    #[test]
    fn prices_bring_the_bound_down_to_the_fractional_knapsack() {
        let problem = Problem::from_json(
            r#"{"format":"wave-planning/1","name":"","waves":1,"objective":"value","roles":["pmo"],"groups":[],
            "capacity":[[4]],"absorb":[],"fatigue_pct":[],"precedence":[],"items":[
            {"id":"a","build":[3],"run":[0],"impact":[],"value":6},{"id":"b","build":[2],"run":[0],"impact":[],"value":3},
            {"id":"c","build":[4],"run":[0],"impact":[],"value":5}]}"#,
        )
        .unwrap();
        let windows = Windows::new(&problem, &Loads::new(&problem), 1);
        let mut relaxation = Relaxation::new(&problem);
        let mut least = f64::INFINITY;
        for _ in 0..200 {
            least = least.min(relaxation.evaluate(&problem, &windows));
            relaxation.step(&problem, 6.0, 0.5);
        }
        assert_eq!(trivial_upper(&problem, &windows), 14);
        assert!((7.5..7.6).contains(&least), "{least}");
    }
}
