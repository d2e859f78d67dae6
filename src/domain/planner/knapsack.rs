//! One wave as a knapsack in many dimensions: the set of items with the most profit that the limits of the wave hold.
//! Branch and bound by decreasing profit per weight, where the weight of an item is a weighted sum over all limits
//! (surrogate relaxation, Glover 1968); the weights are adjusted to the limits that bind and kept for the next call.

/// What may go into the wave.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Thing {
    item: usize,
    profit: f64,
    /// Place of its first cell in the table of sizes.
    row: usize,
    weight: f64,
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
    taken: Vec<usize>,
    /// The best set of the last call.
    pub best: Vec<usize>,
    /// The best set of the call before, where this one starts from.
    last: Vec<usize>,
    /// Nodes of the last call.
    pub nodes: u64,
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
        let row = self.sizes.len();
        self.sizes.extend(size);
        let fits = self.sizes.iter().skip(row).zip(&self.room).all(|(size, room)| size <= room);
        if fits {
            self.things.push(Thing { item, profit, row, weight: 0.0 });
        } else {
            self.sizes.truncate(row);
        }
    }

    /// The most profit, exactly where at most `most_nodes` nodes are needed and from above otherwise; the set in `best`.
    pub fn solve(&mut self, most_nodes: u64) -> f64 {
        std::mem::swap(&mut self.best, &mut self.last);
        self.best.clear();
        self.nodes = 0;
        self.keep_binding_rows();
        if self.binding.is_empty() {
            self.best.extend(self.things.iter().map(|thing| thing.item));
            return self.things.iter().map(|thing| thing.profit).sum();
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
            let start = self.packed.len();
            self.packed.extend(self.binding.iter().filter_map(|&row| self.sizes.get(thing.row + row)));
            thing.row = start;
        }
    }

    fn weigh(&mut self) {
        for thing in &mut self.things {
            let sizes = self.packed.iter().skip(thing.row);
            thing.weight = sizes.zip(&self.priced).map(|(&size, weight)| size as f64 * weight).sum();
        }
        self.things.sort_unstable_by(|one, other| {
            (other.profit * one.weight)
                .total_cmp(&(one.profit * other.weight))
                .then(one.item.cmp(&other.item))
        });
        self.sum_weight = self.left.iter().zip(&self.priced).map(|(&room, weight)| room as f64 * weight).sum();
    }

    /// Puts weight on the limits that the fractional solution of the weighted sum breaks.
    fn adjust(&mut self) {
        self.priced.clear();
        self.priced.extend(self.binding.iter().filter_map(|&row| self.weights.get(row)));
        let rounds = if self.binding.len() > 1 { 8 } else { 1 };
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

    fn search(&mut self, most_nodes: u64) -> f64 {
        self.taken.clear();
        let (mut best, mut profit, mut weight) = (self.recall(), 0.0_f64, self.sum_weight);
        self.drop_hopeless(best);
        let count = self.core.len();
        let mut at = 0;
        let mut cut = 0.0_f64;
        loop {
            // Down: take whatever fits while the bound allows more than the best.
                loop {
                self.nodes += 1;
                if at == count {
                    if profit > best {
                        best = profit;
                        self.best.clear();
                        self.best.extend(self.taken.iter().filter_map(|&place| self.core.get(place)).map(|thing| thing.item));
                    }
                    break;
                }
                let bound = profit + fraction(self.core.get(at..).unwrap_or(&[]), weight);
                if bound <= best {
                    break;
                }
                if self.nodes > most_nodes {
                    cut = cut.max(bound);
                    break;
                }
                let Some(&thing) = self.core.get(at) else { break };
                if self.fits(thing.row) {
                    self.put(thing.row, -1);
                    profit += thing.profit;
                    weight -= thing.weight;
                    self.taken.push(at);
                }
                at += 1;
            }
            // Up: drop the last thing taken and go on without it.
            let Some(place) = self.taken.pop() else { break };
            let Some(&thing) = self.core.get(place) else { break };
            self.put(thing.row, 1);
            profit -= thing.profit;
            weight += thing.weight;
            at = place + 1;
        }
        best.max(cut)
    }

    /// What the last best set, filled up greedily, is worth now.
    fn recall(&mut self) -> f64 {
        let mut profit = 0.0;
        for is_filling in [false, true] {
            for place in 0..self.things.len() {
                let Some(&thing) = self.things.get(place) else { continue };
                let wanted = if is_filling { !self.best.contains(&thing.item) } else { self.last.contains(&thing.item) };
                if wanted && self.fits(thing.row) {
                    self.put(thing.row, -1);
                    profit += thing.profit;
                    self.best.push(thing.item);
                }
            }
        }
        self.left.clear();
        self.left.extend(self.binding.iter().filter_map(|&row| self.room.get(row)));
        profit
    }

    /// Leaves in the core what some set above `best` can hold.
    fn drop_hopeless(&mut self, best: f64) {
        let bound = fraction(&self.things, self.sum_weight);
        // The first thing that the weighted sum no longer takes whole sets the rate.
        let mut room = self.sum_weight;
        let mut rate = 0.0;
        for thing in &self.things {
            if thing.weight > room {
                rate = if thing.weight > 0.0 { thing.profit / thing.weight } else { 0.0 };
                break;
            }
            room -= thing.weight;
        }
let cost = |thing: &&Thing| (rate * thing.weight - thing.profit).max(0.0);
        self.core.clear();
        self.core.extend(self.things.iter().filter(|thing| bound - cost(thing) > best));
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
            return self.things.iter().map(|thing| thing.profit).sum::<f64>() + if is_in { 0.0 } else { profit };
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
