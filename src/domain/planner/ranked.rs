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

/// What was passed over on the way to a place: all that the bound has to know of the way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Passed {
    profit: f64,
    /// The room, and with it the weight of what was passed over: things fit in while the weights up to them sum to less.
    room: f64,
    /// The first thing that no longer fits in whole, or an earlier place: more passed over is more room.
    critical: usize,
}

impl Passed {
    /// Passes a thing over.
    #[inline]
    pub fn add(&mut self, thing: &Thing) {
        self.profit += thing.profit;
        self.room += thing.weight;
    }
}

/// Sums up to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sums {
    /// Weight and profit of all things before it.
    weight: f64,
    profit: f64,
    /// Rate of the last room left over before it.
    spare_rate: f64,
}

/// Things in falling order of profit per weight, with running sums.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    things: Vec<Thing>,
    /// By place, and once more for the end.
    sums: Vec<Sums>,
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
        self.sums.clear();
        let mut sums = Sums { spare_rate: f64::INFINITY, ..Sums::default() };
        for thing in &self.things {
            self.sums.push(sums);
            sums.weight += thing.weight;
            sums.profit += thing.profit;
            if thing.item == SPARE {
                sums.spare_rate = thing.rate;
            }
        }
        self.sums.push(sums);
    }

    /// Nothing is passed over yet, and there is this room.
    pub fn passed(&self, room: f64) -> Passed {
        Passed { profit: 0.0, room, critical: 0 }
    }

    /// The profit of all things but those passed over.
    pub fn total(&self, passed: &Passed) -> f64 {
        self.sums(self.things.len()).profit - passed.profit
    }

    #[inline]
    fn sums(&self, place: usize) -> Sums {
        self.sums.get(place).copied().unwrap_or_default()
    }

    /// A bound on the profit of all things but those passed over, where all others before `at` are taken. Where these
    /// weigh more than there is room, room left over before that place is taken back.
    #[inline]
    pub fn most(&self, at: usize, passed: &mut Passed) -> f64 {
        let here = self.sums(at);
        if passed.room < here.weight {
            let lack = passed.room - here.weight;
            return here.profit - passed.profit
                + if here.spare_rate.is_finite() { lack * here.spare_rate } else { 0.0 };
        }
        while self.sums.get(passed.critical + 1).is_some_and(|next| next.weight <= passed.room) {
            passed.critical += 1;
        }
        let place = passed.critical;
        let sum = self.sums(place).profit - passed.profit;
        let Some(thing) = self.things.get(place) else { return sum };
        let left = (passed.room - self.sums(place).weight).max(0.0);
        if thing.item == SPARE {
            return sum + left * thing.rate;
        }
        let without = sum + left * self.things.get(place + 1).map_or(0.0, |next| next.rate);
        let lowest = match place.checked_sub(1) {
            Some(last) if place > at => self.things.get(last).map_or(here.spare_rate, |last| last.rate),
            _ => here.spare_rate,
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
