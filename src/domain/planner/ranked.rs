//! The heart of a knapsack: what may go in, in falling order of profit per weight, and how much profit is left from a
//! place on. The bound is that of Dantzig (1957); where the first thing that no longer fits is an item, it is in or out
//! as a whole (Martello and Toth 1977).

/// What may go into the wave.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Thing {
    /// The item, or `SPARE`.
    pub item: usize,
    /// What it earns.
    pub profit: f64,
    /// Place of its first cell in the table of sizes.
    pub start: usize,
    /// The same in the table of binding limits.
    pub row: usize,
    /// Weighted sum of its sizes.
    pub weight: f64,
    /// Profit per weight; infinite where it weighs nothing.
    pub rate: f64,
    /// What of its size counts: all of an item.
    pub amount: f64,
}

/// Marks a thing that is no item but room left over. It can be divided.
pub const SPARE: usize = usize::MAX;

/// Things in falling order of profit per weight, with running sums.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    things: Vec<Thing>,
    /// Weight and profit of all things before a place.
    weight_to: Vec<f64>,
    profit_to: Vec<f64>,
    /// Rate of the last room left over before a place.
    spare_rate: Vec<f64>,
}

impl Ranked {
    /// The thing at a place.
    #[inline]
    pub fn get(&self, place: usize) -> Option<&Thing> {
        self.things.get(place)
    }

    /// The things in order.
    pub fn as_slice(&self) -> &[Thing] {
        &self.things
    }

    /// The place of an item.
    pub fn place(&self, item: usize) -> Option<usize> {
        self.things.iter().position(|thing| thing.item == item)
    }

    /// Takes these things, which are in order.
    pub fn fill(&mut self, things: impl Iterator<Item = Thing>) {
        self.things.clear();
        self.things.extend(things);
        self.sum_up();
    }

    /// Leaves an item out.
    pub fn drop_item(&mut self, item: usize) {
        self.things.retain(|thing| thing.item != item);
        self.sum_up();
    }

    fn sum_up(&mut self) {
        self.weight_to.clear();
        self.profit_to.clear();
        self.spare_rate.clear();
        let (mut weight, mut profit, mut rate) = (0.0, 0.0, f64::INFINITY);
        for thing in &self.things {
            self.weight_to.push(weight);
            self.profit_to.push(profit);
            self.spare_rate.push(rate);
            weight += thing.weight;
            profit += thing.profit;
            if thing.item == SPARE {
                rate = thing.rate;
            }
        }
        self.weight_to.push(weight);
        self.profit_to.push(profit);
        self.spare_rate.push(rate);
    }

    /// A bound on the profit of the things from a place on in this room. Where the room is negative, room left over
    /// before that place is taken back.
    #[inline]
    pub fn most(&self, at: usize, room: f64) -> f64 {
        let cell = |list: &[f64], place: usize| list.get(place).copied().unwrap_or(0.0);
        let before = cell(&self.spare_rate, at);
        if room < 0.0 {
            return if before.is_finite() { room * before } else { 0.0 };
        }
        let end = room + cell(&self.weight_to, at);
        let rest = self.weight_to.get(at + 1..).unwrap_or(&[]);
        let Some(whole) = rest.iter().position(|&weight| weight > end) else {
            return self.profit_to.last().copied().unwrap_or(0.0) - cell(&self.profit_to, at);
        };
        let place = at + whole;
        let (Some(thing), next) = (self.things.get(place), self.things.get(place + 1)) else { return 0.0 };
        let sum = cell(&self.profit_to, place) - cell(&self.profit_to, at);
        let left = (end - cell(&self.weight_to, place)).max(0.0);
        if thing.item == SPARE {
            return sum + left * thing.rate;
        }
        let without = sum + left * next.map_or(0.0, |next| next.rate);
        let lowest = match place.checked_sub(1) {
            Some(last) if place > at => self.things.get(last).map_or(before, |last| last.rate),
            _ => before,
        };
        if lowest.is_finite() {
            without.max(sum + thing.profit - (thing.weight - left) * lowest)
        } else {
            without
        }
    }
}

/// The most profit of things in falling order of profit per weight, were they divisible and their weight all that
/// counts.
pub fn fraction(things: &[Thing], mut room: f64) -> f64 {
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
