//! One wave as a knapsack in many dimensions: the set of items with the most profit that the limits of the wave hold.
//! Branch and bound by decreasing profit per weight, where the weight of an item is a weighted sum over all limits
//! (surrogate relaxation, Glover 1968); the weights are adjusted to the limits that bind and kept for the next call.

/// What may go into the wave.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Thing {
    item: usize,
    profit: f64,
    /// Place of its first cell in the table of sizes.
    start: usize,
    /// The same in the table of binding limits.
    row: usize,
    weight: f64,
    /// Profit per weight; infinite where it weighs nothing.
    rate: f64,
}

/// A thing taken on the way down, with what to go back to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Taken {
    place: usize,
    profit_before: f64,
    weight_before: f64,
}

/// The knapsack of one wave, filled and solved again and again.
#[derive(Clone, Debug, Default)]
pub struct Knapsack {
    room: Vec<i64>,
    things: Vec<Thing>,
    /// Things that the best set can hold, in the same order.
    core: Vec<Thing>,
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
    /// Room left beside what is taken, in the limits of `binding`.
    left: Vec<i64>,
    /// `weights` of the limits in `binding`.
    priced: Vec<f64>,
    usage: Vec<f64>,
    sum_weight: f64,
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
    }

    /// Adds what may go in, if it fits alone.
    pub fn add(&mut self, item: usize, profit: f64, size: impl Iterator<Item = i64>) {
        let start = self.sizes.len();
        self.sizes.extend(size);
        let fits = self.sizes.iter().skip(start).zip(&self.room).all(|(size, room)| size <= room);
        if fits {
            self.things.push(Thing { item, profit, start, row: 0, weight: 0.0, rate: 0.0 });
        } else {
            self.sizes.truncate(start);
        }
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

    /// The most profit, exactly where at most `most_nodes` nodes are needed and from above otherwise.
    pub fn solve(&mut self, most_nodes: u64) -> f64 {
        std::mem::swap(&mut self.best, &mut self.last);
        self.best.clear();
        self.work = self.sizes.len() as u64 + 4;
        self.keep_binding_rows();
        if self.binding.is_empty() {
            self.best.extend(self.things.iter().map(|thing| thing.item));
            self.profit = self.things.iter().map(|thing| thing.profit).sum();
            return self.profit;
        }
        self.adjust();
        self.search(most_nodes)
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
        self.left.clear();
        self.left.extend(self.binding.iter().filter_map(|&row| self.room.get(row)));
        self.packed.clear();
        for thing in &mut self.things {
            thing.row = self.packed.len();
            self.packed.extend(self.binding.iter().filter_map(|&row| self.sizes.get(thing.start + row)));
        }
    }

    /// Weighs all things at the present prices and sorts them.
    fn weigh(&mut self) {
        for thing in &mut self.things {
            let sizes = self.packed.iter().skip(thing.row);
            thing.weight = sizes.zip(&self.priced).map(|(&size, weight)| size as f64 * weight).sum();
            thing.rate = thing.profit / thing.weight;
        }
        // A rate is one number per thing, so the order is total whatever rounding does.
        self.things
            .sort_unstable_by(|one, other| other.rate.total_cmp(&one.rate).then(one.item.cmp(&other.item)));
        self.sum_weight =
            self.left.iter().zip(&self.priced).map(|(&room, weight)| room as f64 * weight).sum();
    }

    /// Puts weight on the limits that the fractional solution of the weighted sum breaks.
    fn adjust(&mut self) {
        self.priced.clear();
        self.priced.extend(self.binding.iter().filter_map(|&row| self.weights.get(row)));
        let rounds: u32 = if self.binding.len() > 1 { 8 } else { 1 };
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
                    *sum += share * size as f64;
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

    /// Depth first: with the thing, then without it.
    fn search(&mut self, most_nodes: u64) -> f64 {
        self.taken.clear();
        self.recall();
        self.drop_hopeless();
        let (mut profit, mut weight) = (0.0, self.sum_weight);
        let (mut at, mut nodes, mut given_up) = (0, 0, 0.0_f64);
        loop {
            // Down: take whatever fits while the bound allows more than the best.
            loop {
                nodes += 1;
                let Some(&thing) = self.core.get(at) else {
                    if profit > self.profit {
                        self.profit = profit;
                        self.best.clear();
                        let places = self.taken.iter().filter_map(|taken| self.core.get(taken.place));
                        self.best.extend(places.map(|thing| thing.item));
                    }
                    break;
                };
                let bound = profit + fraction(self.core.get(at..).unwrap_or(&[]), weight);
                if bound <= self.profit {
                    break;
                }
                if nodes > most_nodes {
                    given_up = given_up.max(bound);
                    break;
                }
                if self.fits(thing.row) {
                    self.put(thing.row, -1);
                    self.taken.push(Taken { place: at, profit_before: profit, weight_before: weight });
                    profit += thing.profit;
                    weight -= thing.weight;
                }
                at += 1;
            }
            // Up: drop the last thing taken and go on without it.
            let Some(taken) = self.taken.pop() else { break };
            let Some(&thing) = self.core.get(taken.place) else { break };
            self.put(thing.row, 1);
            (profit, weight, at) = (taken.profit_before, taken.weight_before, taken.place + 1);
        }
        self.work += nodes * (4 + self.binding.len() as u64);
        self.profit.max(given_up)
    }

    /// Starts from the last best set, filled up greedily.
    fn recall(&mut self) {
        self.profit = 0.0;
        for is_filling in [false, true] {
            for place in 0..self.things.len() {
                let Some(&thing) = self.things.get(place) else { continue };
                let is_wanted = if is_filling {
                    !self.best.contains(&thing.item)
                } else {
                    self.last.contains(&thing.item)
                };
                if is_wanted && self.fits(thing.row) {
                    self.put(thing.row, -1);
                    self.profit += thing.profit;
                    self.best.push(thing.item);
                }
            }
        }
        self.left.clear();
        self.left.extend(self.binding.iter().filter_map(|&row| self.room.get(row)));
    }

    /// Leaves in the core what a better set can hold.
    fn drop_hopeless(&mut self) {
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
        self.core.clear();
        self.core.extend(self.things.iter().filter(|thing| bound - cost(thing) > self.profit));
    }

    fn fits(&self, row: usize) -> bool {
        self.packed.iter().skip(row).zip(&self.left).all(|(size, left)| size <= left)
    }

    fn put(&mut self, row: usize, sign: i64) {
        for (left, size) in self.left.iter_mut().zip(self.packed.iter().skip(row)) {
            *left += sign * size;
        }
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

/// The most profit of things in falling order of profit per weight, were they divisible and their weight all that
/// counts.
fn fraction(things: &[Thing], mut room: f64) -> f64 {
    let mut sum = 0.0;
    for thing in things {
        if thing.weight > room {
            let share = if thing.weight > 0.0 { room.max(0.0) / thing.weight } else { 0.0 };
            return sum + thing.profit * share;
        }
        room -= thing.weight;
        sum += thing.profit;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::random::Random;

    /// The most profit by trying every set.
    fn most(room: &[i64], things: &[(f64, Vec<i64>)], forced: Option<usize>, barred: Option<usize>) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for set in 0..1_u32 << things.len() {
            let has = |place: usize| set >> place & 1 == 1;
            let fits = (0..room.len()).all(|row| {
                let sum: i64 =
                    (0..things.len()).filter(|&place| has(place)).map(|place| things[place].1[row]).sum();
                sum <= room[row]
            });
            if fits && forced.is_none_or(has) && !barred.is_some_and(has) {
                best = best
                    .max((0..things.len()).filter(|&place| has(place)).map(|place| things[place].0).sum());
            }
        }
        best
    }

    #[test]
    fn best_set_and_bounds_agree_with_every_set() {
        let mut random = Random::new(5);
        let mut knapsack = Knapsack::default();
        for _ in 0..400 {
            let rows = 1 + random.below(3);
            let room: Vec<i64> = (0..rows).map(|_| random.below(12) as i64).collect();
            let things: Vec<(f64, Vec<i64>)> = (0..random.below(9))
                .map(|_| (1.0 + random.below(20) as f64, (0..rows).map(|_| random.below(8) as i64).collect()))
                .collect();
            knapsack.open(room.iter().copied());
            for (item, (profit, size)) in things.iter().enumerate() {
                knapsack.add(item, *profit, size.iter().copied());
            }
            let expected = most(&room, &things, None, None);
            assert!((knapsack.solve(10_000) - expected).abs() < 1e-9, "{room:?} {things:?}");
            assert!((knapsack.profit() - expected).abs() < 1e-9);
            for (item, (profit, size)) in things.iter().enumerate() {
                let with = knapsack.with(item, *profit, |row| size[row]);
                let without = knapsack.without(item);
                assert!(with >= most(&room, &things, Some(item), None) - 1e-9, "with {item} of {things:?}");
                assert!(without >= most(&room, &things, None, Some(item)) - 1e-9, "without {item}");
            }
            assert!(knapsack.solve(1) >= expected - 1e-9);
        }
    }
}
