//! How good any plan can be, wave by wave: a Dantzig-Wolfe bound in its Lagrangian form (Geoffrion 1974). Prices carry
//! what couples the waves: that an item is deployed once, run effort, carried-over impact, prerequisites, covers.
//! Then every wave is a knapsack of its own, and the knapsacks are solved exactly: a wave holds whole items, which
//! the bound of linear programming forgets.

use super::bound::Choices;
use super::knapsack::Knapsack;
use super::pricing::{Pricing, deflect, scale};
use super::problem::Problem;
use super::score::Score;
use super::table::{Grid, List};

/// Prices and the knapsacks of all waves.
#[derive(Clone, Debug)]
pub struct Wavewise {
    pub pricing: Pricing,
    /// Price of deploying an item at all, in value.
    once: List<f64>,
    once_step: List<f64>,
    once_h: List<f64>,
    /// Scale of these prices against those of limits.
    once_scale: f64,
    knapsacks: Vec<Knapsack>,
    /// By wave: the profit of the best set, from above.
    pub worth: List<f64>,
    /// What was taken, items with their waves.
    pub picks: Vec<(usize, usize)>,
    counts: List<f64>,
    /// Item by wave: how often it was taken there lately, 0 to 1.
    pub share: Grid<f64>,
    pub upper: f64,
    margin: f64,
    pub nodes: u64,
}

impl Wavewise {
    pub fn new(problem: &Problem, pricing: Pricing) -> Self {
        let items = problem.item_count();
        let scale: f64 = std::env::var("OS").ok().and_then(|s| s.parse().ok()).unwrap_or(0.2);
        Self {
            pricing,
            once: List::new(items, 0.0),
            once_step: List::new(items, 0.0),
            once_h: List::new(items, 0.0),
            once_scale: scale,
            knapsacks: vec![Knapsack::default(); problem.waves + 2],
            worth: List::new(problem.waves + 2, 0.0),
            picks: Vec::new(),
            counts: List::new(items, 0.0),
            share: Grid::new(items, problem.waves + 2, 0.0),
            upper: 0.0,
            margin: 0.0,
            nodes: 0,
        }
    }

    /// Starts the prices of items at their best profit.
    pub fn warm(&mut self, problem: &Problem, choices: &impl Choices) {
        self.pricing.evaluate(problem);
        for item in 0..problem.item_count() {
            let mut best = f64::NEG_INFINITY;
            for wave in 1..=problem.waves {
                if choices.has(item, wave) { best = best.max(self.pricing.profit[(item, wave)]); }
            }
            self.once[item] = if choices.has(item, 0) { best.max(0.0) } else { best.max(-1e15) };
        }
    }

    pub fn evaluate(&mut self, problem: &Problem, choices: &impl Choices, score: &Score, most_nodes: u64) -> f64 {
        self.pricing.evaluate(problem);
        let (mut upper, mut magnitude) = self.pricing.base;
        self.picks.clear();
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
            let Some(knapsack) = self.knapsacks.get_mut(wave) else { continue };
            let impact_room = |group: usize| {
                let fatigue = problem.fatigue[group];
                let fresh = score.fresh[(group, wave)];
                let mut room = (problem.absorb[(group, wave)] - fatigue * score.fresh[(group, wave - 1)]) / 100 - fresh;
                if wave < problem.waves && fatigue > 0 {
                    let next = problem.absorb[(group, wave + 1)] - 100 * score.fresh[(group, wave + 1)];
                    room = room.min(next / fatigue - fresh);
                }
                room
            };
            knapsack.open(
                (0..problem.roles)
                    .map(|role| problem.capacity[(role, wave)] - score.used[(role, wave)])
                    .chain((0..problem.groups).map(impact_room)),
            );
            for item in 0..problem.item_count() {
                if score.wave[item] == 0 && choices.has(item, wave) {
                    let profit = self.pricing.profit[(item, wave)] - self.once[item];
                    if profit > 0.0 {
                        magnitude += self.pricing.size[(item, wave)] + self.once[item].abs();
                        let sizes = (0..problem.roles)
                            .map(|role| problem.launch_effort(item, role, wave))
                            .chain((0..problem.groups).map(|group| problem.impact[(item, group)]));
                        knapsack.add(item, profit, sizes);
                    }
                }
            }
            let worth = knapsack.solve(most_nodes);
            self.nodes += knapsack.nodes;
            self.worth[wave] = worth;
            upper += worth;
            self.picks.extend(knapsack.best.iter().map(|&item| (item, wave)));
        }
        for item in 0..problem.item_count() {
            if score.wave[item] == 0 {
                for wave in 1..=problem.waves {
                    self.share[(item, wave)] *= 0.9;
                }
            }
        }
        for &(item, wave) in &self.picks {
            self.share[(item, wave)] += 0.1;
        }
        self.margin = magnitude * self.pricing.terms(problem) * (4.0 * f64::EPSILON);
        self.upper = upper;
        upper + self.margin
    }

    pub fn step(&mut self, problem: &Problem, choices: &impl Choices, score: &Score, target: f64, pace: f64) -> bool {
        let mut length = self.pricing.aim(problem, &self.picks);
        self.counts.fill(-1.0);
        for &(item, _) in &self.picks {
            self.counts[item] += 1.0;
        }
        for item in 0..problem.item_count() {
            if score.wave[item] == 0 {
                let price = if choices.has(item, 0) { self.once[item] } else { f64::INFINITY };
                length += deflect(&mut self.once_step[item], &mut self.once_h[item], self.counts[item] * self.once_scale, price);
            }
        }
        if length <= 0.0 {
            return false;
        }
        let stride = pace * (self.upper - target).max(0.0) / length;
        self.pricing.walk(problem, stride);
        for item in 0..problem.item_count() {
            if score.wave[item] == 0 {
                let price = self.once[item] + stride * self.once_scale * self.once_step[item] * scale(self.once_h[item]);
                self.once[item] = if choices.has(item, 0) { price.max(0.0) } else { price };
            }
        }
        true
    }

    /// A bound on plans in which an unplaced item is in this wave; 0 stands for out. After `evaluate`.
    pub fn upper_with(&self, problem: &Problem, item: usize, wave: usize) -> f64 {
        if wave == 0 {
            return self.upper - self.once[item] + 2.0 * self.margin;
        }
        let Some(knapsack) = self.knapsacks.get(wave) else { return f64::INFINITY };
        let profit = self.pricing.profit[(item, wave)] - self.once[item];
        let size = |row: usize| match row.checked_sub(problem.roles) {
            None => problem.launch_effort(item, row, wave),
            Some(group) => problem.impact[(item, group)],
        };
        self.upper - self.worth[wave] + knapsack.with(item, profit, size) + 2.0 * self.margin
    }

    /// A bound on plans in which an unplaced item is not in this wave.
    pub fn upper_without(&self, item: usize, wave: usize) -> f64 {
        let Some(knapsack) = self.knapsacks.get(wave) else { return f64::INFINITY };
        self.upper - self.worth[wave] + knapsack.without(item) + 2.0 * self.margin
    }
}
