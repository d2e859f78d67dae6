//! One wave as a knapsack in many dimensions: the set of items with the most profit that the limits of the wave hold.
//! Branch and bound by decreasing profit per weight, where the weight of an item is a weighted sum over all limits
//! (surrogate relaxation, Glover 1968); the weights are adjusted to the limits that bind and kept for the next call.
//!
//! Room left over may earn something. It counts as taken from the start, until an item takes it away.

use super::ranked::{Ranked, SPARE, Thing, fraction};
use super::sets::{Bonds, LANES, Sets, Spare, Taken, earned, fits, put};
use super::survey::Survey;

/// Share of the room by which the weighted sum may be wrong: what fills every limit to the brim must not seem too much.
const ROUNDING: f64 = 1e-9;

/// The knapsack of one wave, filled and solved again and again.
#[derive(Clone, Debug, Default)]
pub struct Knapsack {
    room: Vec<i64>,
    things: Vec<Thing>,
    /// Things that the best set can hold, in the same order.
    core: Ranked,
    sizes: Vec<i64>,
    /// Price of one unit of each limit in the weighted sum.
    weights: Vec<f64>,
    /// Limits that could be broken by what was added.
    binding: Vec<usize>,
    /// Sizes in these limits only.
    packed: Vec<i64>,
    taken: Vec<Taken>,
    best: Vec<usize>,
    profit: f64,
    /// The best set of the call before, where this one starts from.
    last: Vec<usize>,
    work: u64,
    /// Room that earns when left over.
    spares: Vec<Spare>,
    /// Room left beside what is taken, in the limits of `binding`.
    left: Vec<i64>,
    /// `weights` of the limits in `binding`.
    priced: Vec<f64>,
    usage: Vec<f64>,
    sum_weight: f64,
    /// Items with others that they need.
    pairs: Vec<(usize, usize)>,
    bonds: Bonds,
}

impl Knapsack {
    /// An empty knapsack with this room in each dimension.
    pub fn open(&mut self, room: impl Iterator<Item = i64>) {
        self.room.clear();
        self.room.extend(room);
        if self.weights.len() != self.room.len() {
            self.weights.clear();
            self.weights.extend(self.room.iter().map(|&room| 1.0 / room.max(1) as f64));
        }
        self.things.clear();
        self.sizes.clear();
        self.spares.clear();
        self.pairs.clear();
    }

    /// Lets room of one limit earn `rate` per unit left over, up to `most` units.
    pub fn reward(&mut self, row: usize, rate: f64, most: f64) {
        if rate <= 0.0 || most <= 0.0 {
            return;
        }
        let start = self.sizes.len();
        // Whole numbers are sums of limits here, far below 2^53.
        let size = most.ceil() as i64;
        self.sizes.extend((0..self.room.len()).map(|other| if other == row { size } else { 0 }));
        let amount = most / size.max(1) as f64;
        self.things.push(Thing { item: SPARE, profit: rate * most, start, amount, ..Thing::default() });
        self.spares.push(Spare { row, place: None, rate, most });
    }

    /// Adds what may go in, if it fits alone.
    pub fn add(&mut self, item: usize, profit: f64, size: impl Iterator<Item = i64>) {
        let start = self.sizes.len();
        self.sizes.extend(size);
        let fits = self.sizes.iter().skip(start).zip(&self.room).all(|(size, room)| size <= room);
        if fits {
            self.things.push(Thing { item, profit, start, amount: 1.0, ..Thing::default() });
        } else {
            self.sizes.truncate(start);
        }
    }

    /// Lets an item go in only together with another one, if that was added as well.
    pub fn require(&mut self, item: usize, other: usize) {
        self.pairs.push((item, other));
    }

    /// True when the item was added.
    pub fn has(&self, item: usize) -> bool {
        self.things.iter().any(|thing| thing.item == item)
    }

    /// The best set of the last call.
    pub fn best(&self) -> &[usize] {
        &self.best
    }

    /// The profit of the best set of the last call.
    pub fn profit(&self) -> f64 {
        self.profit
    }

    /// Cells touched by the last call.
    pub fn work(&self) -> u64 {
        self.work
    }

    /// A first set, and a bound from above: the profit of the best set lies between.
    pub fn start(&mut self) -> (f64, f64) {
        std::mem::swap(&mut self.best, &mut self.last);
        self.best.clear();
        self.work = self.sizes.len() as u64 + 4;
        self.keep_binding_rows();
        if self.binding.is_empty() {
            self.best.extend(self.things.iter().map(|thing| thing.item).filter(|&item| item != SPARE));
            self.profit = self.things.iter().map(|thing| thing.profit).sum();
            return (self.profit, self.profit);
        }
        self.adjust();
        self.recall();
        (self.profit, fraction(&self.things, self.sum_weight).max(self.profit))
    }

    /// The most profit, exactly where at most `most_nodes` nodes are needed and from above otherwise. After `start`.
    pub fn solve(&mut self, most_nodes: u64) -> f64 {
        if self.binding.is_empty() { self.profit } else { self.search(most_nodes) }
    }

    /// Leaves out the limits that hold whatever goes in.
    fn keep_binding_rows(&mut self) {
        self.binding.clear();
        for row in 0..self.room.len() {
            let sum: i64 = self.sizes.iter().skip(row).step_by(self.room.len().max(1)).sum();
            if self.room.get(row).is_some_and(|&room| sum > room) {
                self.binding.push(row);
            }
        }
        self.clear_out();
        for spare in &mut self.spares {
            spare.place = self.binding.iter().position(|&row| row == spare.row);
        }
        self.packed.clear();
        let width = self.width();
        for thing in &mut self.things {
            thing.row = self.packed.len();
            self.packed.extend(self.binding.iter().filter_map(|&row| self.sizes.get(thing.start + row)));
            self.packed.resize(thing.row + width, 0);
        }
    }

    /// Weighs all things at the present prices and sorts them.
    fn weigh(&mut self) {
        for thing in &mut self.things {
            let sizes = self.packed.iter().skip(thing.row);
            let weight: f64 = sizes.zip(&self.priced).map(|(&size, weight)| size as f64 * weight).sum();
            thing.weight = weight * thing.amount;
            thing.rate = thing.profit / thing.weight;
        }
        // A rate is one number per thing, so the order is total whatever rounding does.
        self.things
            .sort_unstable_by(|one, other| other.rate.total_cmp(&one.rate).then(one.item.cmp(&other.item)));
        let sum: f64 = self.left.iter().zip(&self.priced).map(|(&room, weight)| room as f64 * weight).sum();
        self.sum_weight = sum * (1.0 + ROUNDING);
    }

    /// Puts weight on the limits that the fractional solution of the weighted sum breaks.
    fn adjust(&mut self) {
        self.priced.clear();
        self.priced.extend(self.binding.iter().filter_map(|&row| self.weights.get(row)));
        // Only the proportions matter; a sum of about one keeps them from drifting out of range.
        let sum: f64 = self.left.iter().zip(&self.priced).map(|(&room, weight)| room as f64 * weight).sum();
        if sum > 0.0 {
            self.priced.iter_mut().for_each(|weight| *weight /= sum);
        }
        let rounds: u32 = if self.binding.len() > 1 { 5 } else { 1 };
        self.work += u64::from(rounds) * (self.packed.len() + 4 * self.things.len()) as u64;
        let mut best = (f64::INFINITY, self.priced.clone());
        for round in 0..rounds {
            self.weigh();
            self.usage.clear();
            self.usage.resize(self.binding.len(), 0.0);
            let (mut room, mut bound) = (self.sum_weight, 0.0);
            for thing in &self.things {
                let share = if thing.weight <= room { 1.0 } else { room / thing.weight };
                bound += share * thing.profit;
                room -= share * thing.weight;
                for (sum, &size) in self.usage.iter_mut().zip(self.packed.iter().skip(thing.row)) {
                    *sum += share * thing.amount * size as f64;
                }
                if share < 1.0 {
                    break;
                }
            }
            if bound < best.0 {
                best = (bound, self.priced.clone());
            }
            let pace = 1.0 / (1.0 + f64::from(round));
            for ((weight, sum), &room) in self.priced.iter_mut().zip(&self.usage).zip(&self.left) {
                let ratio = if room > 0 { sum / room as f64 } else { 1.0 };
                *weight *= (1.0 + pace * (ratio - 1.0)).clamp(0.3, 3.0);
                *weight = weight.max(1e-6 / room.max(1) as f64);
            }
        }
        self.priced = best.1;
        self.weigh();
        for (place, &row) in self.binding.iter().enumerate() {
            if let (Some(weight), Some(&priced)) = (self.weights.get_mut(row), self.priced.get(place)) {
                *weight = priced;
            }
        }
    }

    /// Looks for sets with more profit than the best so far.
    fn search(&mut self, most_nodes: u64) -> f64 {
        self.drop_hopeless(self.profit);
        let (mut best, mut profit) = (std::mem::take(&mut self.best), self.profit);
        let (nodes, left_out) = self.visit(profit, most_nodes, |total, taken, core| {
            best.clear();
            best.extend(taken.iter().filter_map(|taken| core.get(taken.place)).map(|thing| thing.item));
            profit = total;
            total
        });
        (self.best, self.profit) = (best, profit);
        self.work += nodes * (4 + self.binding.len() as u64);
        profit.max(left_out)
    }

    /// Takes note of every set of more than `least` profit; false when that needs more than `most_nodes` nodes, or when
    /// everything fits in. After `start`.
    pub fn survey(&mut self, least: f64, most_nodes: u64, survey: &mut Survey) -> bool {
        if self.binding.is_empty() {
            return false;
        }
        self.drop_hopeless(least);
        survey.begin(&self.core);
        let (nodes, left_out) = self.visit(least, most_nodes, |total, taken, _| {
            survey.meet(total, total - least, taken);
            least
        });
        self.work += nodes * (4 + self.binding.len() as u64);
        left_out == f64::NEG_INFINITY
    }

    /// Visits the sets of the core.
    fn visit(
        &mut self,
        least: f64,
        most_nodes: u64,
        mut meet: impl FnMut(f64, &[Taken], &Ranked) -> f64,
    ) -> (u64, f64) {
        self.bonds.tie(&self.core, &self.pairs);
        let (core, taken) = (&self.core, &mut self.taken);
        let sets = Sets {
            things: core,
            sizes: &self.packed,
            left: &mut self.left,
            spares: &self.spares,
            bonds: &self.bonds,
            weight: self.sum_weight,
            taken,
        };
        sets.visit(least, most_nodes, |total, taken| meet(total, taken, core))
    }

    /// Starts from the last best set, as far as it still goes in, filled up greedily.
    fn recall(&mut self) {
        self.profit = 0.0;
        for is_filling in [false, true] {
            for place in 0..self.things.len() {
                let Some(&thing) = self.things.get(place) else { continue };
                let is_wanted = match is_filling {
                    true => !self.best.contains(&thing.item) && self.goes_with(thing.item, &self.best),
                    false => self.last.contains(&thing.item) && self.goes_with(thing.item, &self.last),
                };
                let sizes = || self.packed.iter().skip(thing.row);
                if thing.item == SPARE || !is_wanted || !fits(sizes(), &self.left) {
                    continue;
                }
                let before = earned(&self.spares, &self.left);
                put(sizes(), &mut self.left, -1);
                if is_filling && earned(&self.spares, &self.left) + thing.profit < before {
                    put(sizes(), &mut self.left, 1);
                    continue;
                }
                self.profit += thing.profit;
                self.best.push(thing.item);
            }
            self.drop_alone();
        }
        self.profit += earned(&self.spares, &self.left);
        self.clear_out();
    }

    /// Leaves all the room in the binding limits.
    fn clear_out(&mut self) {
        self.left.clear();
        self.left.extend(self.binding.iter().filter_map(|&row| self.room.get(row)));
        self.left.resize(self.width(), 0);
    }

    /// Cells of one row of sizes in the binding limits.
    fn width(&self) -> usize {
        self.binding.len().next_multiple_of(LANES)
    }

    /// Takes out of the best set what lacks something it needs.
    fn drop_alone(&mut self) {
        while let Some(place) = self.best.iter().position(|&item| !self.goes_with(item, &self.best)) {
            let item = self.best.swap_remove(place);
            if let Some(thing) = self.things.iter().find(|thing| thing.item == item) {
                self.profit -= thing.profit;
                put(self.packed.iter().skip(thing.row), &mut self.left, 1);
            }
        }
    }

    /// True when everything that the item needs is among these.
    fn goes_with(&self, item: usize, others: &[usize]) -> bool {
        let needed = self.pairs.iter().filter(|pair| pair.0 == item);
        needed.into_iter().all(|(_, other)| others.contains(other) || !self.has(*other))
    }

    /// Leaves in the core what a set of more than `least` profit can hold.
    fn drop_hopeless(&mut self, least: f64) {
        let bound = fraction(&self.things, self.sum_weight);
        // The first thing that the weighted sum no longer takes whole sets the rate.
        let mut room = self.sum_weight;
        let mut rate = 0.0;
        for thing in &self.things {
            if thing.weight > room {
                rate = thing.rate;
                break;
            }
            room -= thing.weight;
        }
        let cost = |thing: &&Thing| (rate * thing.weight - thing.profit).max(0.0);
        let stays = |thing: &&Thing| thing.item == SPARE || bound - cost(thing) > least;
        self.core.fill(self.things.iter().filter(stays).copied());
        // What needs something without hope has none either.
        while let Some(&(item, _)) = self.pairs.iter().find(|&&(item, other)| self.lacks(item, other)) {
            self.core.drop_item(item);
        }
    }

    /// True when the item is in the core without the other one that it needs.
    fn lacks(&self, item: usize, other: usize) -> bool {
        self.core.place(item).is_some() && self.core.place(other).is_none() && self.has(other)
    }

    /// A bound on the sets that hold one more thing, after `solve`.
    pub fn with(&self, item: usize, profit: f64, size: impl Fn(usize) -> i64) -> f64 {
        if self.binding.is_empty() {
            let is_in = self.best.contains(&item);
            return self.things.iter().map(|thing| thing.profit).sum::<f64>()
                + if is_in { 0.0 } else { profit };
        }
        let weight: f64 =
            self.binding.iter().zip(&self.priced).map(|(&row, weight)| size(row) as f64 * weight).sum();
        profit + self.fraction_without(item, self.sum_weight - weight)
    }

    /// A bound on the sets that do not hold the item, after `solve`.
    pub fn without(&self, item: usize) -> f64 {
        if self.binding.is_empty() {
            return self.things.iter().filter(|thing| thing.item != item).map(|thing| thing.profit).sum();
        }
        self.fraction_without(item, self.sum_weight)
    }

    /// The bound of the weighted sum in this room without one item.
    fn fraction_without(&self, item: usize, room: f64) -> f64 {
        let place = self.things.iter().position(|thing| thing.item == item).unwrap_or(self.things.len());
        let (before, after) = self.things.split_at(place);
        let weight: f64 = before.iter().map(|thing| thing.weight).sum();
        if weight > room {
            return fraction(before, room);
        }
        let profit: f64 = before.iter().map(|thing| thing.profit).sum();
        profit + fraction(after.get(1..).unwrap_or(&[]), room - weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::random::Random;

    #[derive(Debug)]
    struct Case {
        room: Vec<i64>,
        things: Vec<(f64, Vec<i64>)>,
        /// Row, rate, units.
        rewards: Vec<(usize, f64, f64)>,
        /// Things with others that they need.
        pairs: Vec<(usize, usize)>,
    }

    impl Case {
        /// Every set that may be, as bits, with its profit.
        fn sets(&self) -> Vec<(u32, f64)> {
            let profit = |set: u32| {
                let has = |place: usize| set >> place & 1 == 1;
                let taken = || self.things.iter().enumerate().filter(|(place, _)| has(*place));
                let left = |row: usize| self.room[row] - taken().map(|(_, thing)| thing.1[row]).sum::<i64>();
                let fits = (0..self.room.len()).all(|row| left(row) >= 0);
                // What does not fit alone is not there, and nothing can need it.
                let is_there = |place: usize| {
                    (0..self.room.len()).all(|row| self.things[place].1[row] <= self.room[row])
                };
                let goes = |&(one, other): &(usize, usize)| !has(one) || has(other) || !is_there(other);
                let earned = self.rewards.iter().map(|&(row, rate, most)| rate * most.min(left(row) as f64));
                (fits && self.pairs.iter().all(goes))
                    .then(|| taken().map(|(_, thing)| thing.0).sum::<f64>() + earned.sum::<f64>())
            };
            (0..1_u32 << self.things.len()).filter_map(|set| Some((set, profit(set)?))).collect()
        }
    }

    /// The most profit of the sets of which this holds.
    fn best_of(sets: &[(u32, f64)], holds: impl Fn(u32) -> bool) -> f64 {
        sets.iter()
            .filter(|(set, _)| holds(*set))
            .fold(f64::NEG_INFINITY, |most, (_, profit)| most.max(*profit))
    }

    /// A survey knows, for every thing, the best good set with it and the best one without it.
    fn check_survey(knapsack: &mut Knapsack, case: &Case, sets: &[(u32, f64)], least: f64) {
        let mut survey = Survey::default();
        knapsack.start();
        if !knapsack.survey(least, 100_000, &mut survey) {
            return;
        }
        let good: Vec<(u32, f64)> = sets.iter().copied().filter(|(_, profit)| *profit > least).collect();
        assert_eq!(survey.is_empty(), good.is_empty(), "{case:?}");
        for item in (0..case.things.len()).filter(|&item| knapsack.has(item)) {
            let has = |set: u32| set >> item & 1 == 1;
            let (with, without) = (best_of(&good, has), best_of(&good, |set| !has(set)));
            assert!(
                (survey.with(item) - with).abs() < 1e-9 || survey.with(item) == with,
                "{item} of {case:?}"
            );
            // A thing that no good set holds need not be looked at.
            let found = survey.without(item);
            assert!((found - without).abs() < 1e-9 || found == without || found == f64::INFINITY);
            assert!(found < f64::INFINITY || with == f64::NEG_INFINITY, "{item} of {case:?}");
        }
    }

    #[test]
    fn best_set_and_bounds_agree_with_every_set() {
        let mut random = Random::new(5);
        let mut knapsack = Knapsack::default();
        for case in 0..600 {
            let rows = 1 + random.below(3);
            let room: Vec<i64> = (0..rows).map(|_| random.below(12) as i64).collect();
            let mut thing = || {
                let profit = 1.0 + random.below(20) as f64;
                (profit, (0..rows).map(|_| random.below(8) as i64).collect())
            };
            let things: Vec<(f64, Vec<i64>)> = (0..case % 9).map(|_| thing()).collect();
            let mut reward = |row: usize| {
                let (rate, quarters) = (random.below(8) as f64, random.below(5) as f64);
                (row, (rate - 4.0).max(0.0), room[row] as f64 * quarters / 4.0)
            };
            let rewards = (0..rows).map(&mut reward).collect();
            let mut pairs = Vec::new();
            for one in 1..things.len() {
                if random.below(4) == 0 {
                    pairs.push((one, random.below(one)));
                }
            }
            let case = Case { room, things, rewards, pairs };
            let sets = case.sets();
            knapsack.open(case.room.iter().copied());
            for &(row, rate, most) in &case.rewards {
                knapsack.reward(row, rate, most);
            }
            for (item, (profit, size)) in case.things.iter().enumerate() {
                knapsack.add(item, *profit, size.iter().copied());
            }
            for &(one, other) in &case.pairs {
                knapsack.require(one, other);
            }
            let expected = best_of(&sets, |_| true);
            let (least, most) = knapsack.start();
            assert!(
                least <= expected + 1e-9 && expected <= most + 1e-9,
                "{least} {most} {expected} {case:?}"
            );
            let early = knapsack.clone().solve(1);
            assert!(early >= expected - 1e-9, "{early} {expected} {case:?}");
            assert!((knapsack.solve(10_000) - expected).abs() < 1e-9, "{expected} {case:?}");
            assert!((knapsack.profit() - expected).abs() < 1e-9);
            for (item, (profit, size)) in case.things.iter().enumerate() {
                let with = knapsack.with(item, *profit, |row| size[row]);
                let without = knapsack.without(item);
                let has = |set: u32| set >> item & 1 == 1;
                assert!(with >= best_of(&sets, has) - 1e-9, "with {item} of {case:?}");
                assert!(without >= best_of(&sets, |set| !has(set)) - 1e-9, "without {item} of {case:?}");
            }
            check_survey(&mut knapsack, &case, &sets, expected * random.below(5) as f64 / 4.0 - 0.1);
        }
    }
}
