//! How good any plan can be, wave by wave: the bound of Dantzig and Wolfe (1960) in its Lagrangian form (Geoffrion 1974).
//! Prices carry what couples the waves: that an item is deployed once, run effort, carried-over impact,
//! prerequisites, covers. Then every wave is a knapsack of its own, and the knapsacks are solved exactly: a wave holds
//! whole items, which the bound of linear programming forgets.

use super::bound::Choices;
use super::knapsack::Knapsack;
use super::pricing::{Pricing, deflect, scale};
use super::problem::Problem;
use super::score::Score;
use super::table::List;

/// Prices and the knapsacks of all waves.
#[derive(Clone, Debug)]
pub struct Wavewise {
    pricing: Pricing,
    /// Price of deploying an item at all, in value. An item that must be deployed may have a negative one.
    once: List<f64>,
    once_step: List<f64>,
    once_measure: List<f64>,
    knapsacks: Vec<Knapsack>,
    /// By wave: the profit of the best set, from above.
    worth: List<f64>,
    /// What was taken last, items with their waves.
    picks: Vec<(usize, usize)>,
    counts: List<f64>,
    /// The last bound, before its margin.
    upper: f64,
    /// What rounding may have taken from it.
    margin: f64,
    /// How much of the last bound is due to knapsacks that were given up.
    slack: f64,
    work: u64,
}

impl Wavewise {
    /// Starts from the prices of a relaxation item by item: deploying an item costs its best profit there.
    pub fn new(problem: &Problem, choices: &impl Choices, pricing: Pricing) -> Self {
        let items = problem.item_count();
        let mut wavewise = Self {
            pricing,
            once: List::new(items, 0.0),
            once_step: List::new(items, 0.0),
            once_measure: List::new(items, 0.0),
            knapsacks: vec![Knapsack::default(); problem.waves + 1],
            worth: List::new(problem.waves + 1, 0.0),
            picks: Vec::new(),
            counts: List::new(items, 0.0),
            upper: 0.0,
            margin: 0.0,
            slack: 0.0,
            work: 0,
        };
        wavewise.pricing.evaluate(problem);
        for item in 0..items {
            let profits = (0..=problem.waves)
                .filter(|&wave| choices.has(item, wave))
                .map(|wave| wavewise.pricing.profit[(item, wave)]);
            wavewise.once[item] = profits.reduce(f64::max).unwrap_or(0.0);
        }
        wavewise
    }

    /// Cells touched so far.
    pub fn work(&self) -> u64 {
        self.work
    }

    /// How much of the last bound is due to knapsacks that were given up.
    pub fn slack(&self) -> f64 {
        self.slack
    }

    /// An upper bound on the value of every plan that keeps to `choices` and holds what `score` has placed. A
    /// knapsack that needs more than `most_nodes` nodes is bounded from above.
    pub fn evaluate(
        &mut self,
        problem: &Problem,
        choices: &impl Choices,
        score: &Score,
        most_nodes: u64,
    ) -> f64 {
        self.pricing.evaluate(problem);
        self.work += self.pricing.work(problem);
        let (mut upper, mut magnitude) = self.pricing.base;
        self.picks.clear();
        self.slack = 0.0;
        for item in 0..problem.item_count() {
            let wave = score.wave[item];
            if wave > 0 {
                upper += self.pricing.profit[(item, wave)];
                magnitude += self.pricing.size[(item, wave)];
                self.picks.push((item, wave));
            } else if (1..=problem.waves).any(|wave| choices.has(item, wave)) {
                upper += self.once[item];
                magnitude += self.once[item].abs();
            }
        }
        for wave in 1..=problem.waves {
            magnitude += self.pack(problem, choices, score, wave);
            let Some(knapsack) = self.knapsacks.get_mut(wave) else { continue };
            let worth = knapsack.solve(most_nodes);
            self.work += knapsack.work();
            self.slack += worth - knapsack.profit();
            self.worth[wave] = worth;
            upper += worth;
            self.picks.extend(knapsack.best().iter().map(|&item| (item, wave)));
        }
        self.margin = magnitude * self.pricing.terms(problem) * (4.0 * f64::EPSILON);
        self.upper = upper;
        upper + self.margin
    }

    /// Fills the knapsack of a wave; the sizes of the terms come back.
    fn pack(&mut self, problem: &Problem, choices: &impl Choices, score: &Score, wave: usize) -> f64 {
        let Some(knapsack) = self.knapsacks.get_mut(wave) else { return 0.0 };
        let roles = (0..problem.roles).map(|role| problem.capacity[(role, wave)] - score.used[(role, wave)]);
        let groups = (0..problem.groups).map(|group| score.impact_room(problem, group, wave));
        knapsack.open(roles.chain(groups));
        let mut magnitude = 0.0;
        for item in 0..problem.item_count() {
            let profit = self.pricing.profit[(item, wave)] - self.once[item];
            if profit > 0.0 && score.wave[item] == 0 && choices.has(item, wave) {
                magnitude += self.pricing.size[(item, wave)] + self.once[item].abs();
                let rows = problem.roles + problem.groups;
                knapsack.add(item, profit, (0..rows).map(|row| size(problem, item, wave, row)));
            }
        }
        magnitude
    }

    /// A bound on plans in which an item that is not placed is in this wave; 0 stands for out. After `evaluate`.
    pub fn upper_with(&self, problem: &Problem, item: usize, wave: usize) -> f64 {
        if wave == 0 {
            return self.upper - self.once[item] + 2.0 * self.margin;
        }
        let Some(knapsack) = self.knapsacks.get(wave) else { return f64::INFINITY };
        let profit = self.pricing.profit[(item, wave)] - self.once[item];
        let worth = knapsack.with(item, profit, |row| size(problem, item, wave, row));
        self.upper - self.worth[wave] + worth.min(self.worth[wave]) + 2.0 * self.margin
    }

    /// A bound on plans in which an item that is not placed is not in this wave. After `evaluate`.
    pub fn upper_without(&self, item: usize, wave: usize) -> f64 {
        let Some(knapsack) = self.knapsacks.get(wave) else { return f64::INFINITY };
        let worth = knapsack.without(item);
        self.upper - self.worth[wave] + worth.min(self.worth[wave]) + 2.0 * self.margin
    }

    /// One step of the prices, from what was taken last, aimed at `target`. False when nothing that has a price is
    /// broken, so that there is no direction left.
    pub fn step(
        &mut self,
        problem: &Problem,
        choices: &impl Choices,
        score: &Score,
        target: f64,
        pace: f64,
    ) -> bool {
        let mut length = self.pricing.aim(problem, &self.picks);
        self.counts.fill(-1.0);
        for &(item, _) in &self.picks {
            self.counts[item] += 1.0;
        }
        let is_open = |item: &usize| score.wave[*item] == 0;
        for item in (0..problem.item_count()).filter(is_open) {
            // Only an item that may stay out keeps its price from becoming negative.
            let price = if choices.has(item, 0) { self.once[item] } else { f64::INFINITY };
            let (step, measure) = (&mut self.once_step[item], &mut self.once_measure[item]);
            length += deflect(step, measure, self.counts[item], price);
        }
        if length <= 0.0 {
            return false;
        }
        let stride = pace * (self.upper - self.slack - target).max(0.0) / length;
        self.pricing.walk(problem, stride);
        for item in (0..problem.item_count()).filter(is_open) {
            let price = self.once[item] + stride * self.once_step[item] * scale(self.once_measure[item]);
            self.once[item] = if choices.has(item, 0) { price.max(0.0) } else { price };
        }
        true
    }
}

/// What an item takes of one limit of its wave: of the roles first, then of the groups.
fn size(problem: &Problem, item: usize, wave: usize, row: usize) -> i64 {
    match row.checked_sub(problem.roles) {
        None => problem.launch_effort(item, row, wave),
        Some(group) => problem.impact[(item, group)],
    }
}
