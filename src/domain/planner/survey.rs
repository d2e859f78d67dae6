//! What the sets of a wave that are good enough have in common: an item that none of them holds is not in the wave, one
//! that all of them hold is; and an item that parts them evenly is worth a branch.

use super::ranked::{Ranked, SPARE};
use super::sets::Taken;

/// What the sets say of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    item: usize,
    /// The most profit of a set with it, and of one without it.
    with: f64,
    without: f64,
    /// How far the sets with it are above what is good enough, summed up.
    gain: f64,
}

/// All good sets of one wave, summed up by item.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    cells: Vec<Cell>,
    /// How far all sets are above what is good enough, summed up.
    gain: f64,
    has_sets: bool,
}

impl Survey {
    /// Forgets all sets; the next ones are of these things.
    pub fn begin(&mut self, things: &Ranked) {
        self.has_sets = false;
        self.gain = 0.0;
        self.cells.clear();
        let cell = |item| Cell { item, with: f64::NEG_INFINITY, without: f64::NEG_INFINITY, gain: 0.0 };
        self.cells.extend(things.as_slice().iter().map(|thing| cell(thing.item)));
    }

    /// Takes note of a set with this profit, which is so much above what is good enough.
    pub fn meet(&mut self, profit: f64, gain: f64, taken: &[Taken]) {
        self.has_sets = true;
        self.gain += gain;
        let mut taken = taken.iter().map(|taken| taken.place).peekable();
        for (place, cell) in self.cells.iter_mut().enumerate() {
            if taken.next_if_eq(&place).is_some() {
                cell.with = cell.with.max(profit);
                cell.gain += gain;
            } else {
                cell.without = cell.without.max(profit);
            }
        }
    }

    /// True when no set is good enough.
    pub fn is_empty(&self) -> bool {
        !self.has_sets
    }

    /// The most profit of a good set that holds the item; without any, minus infinity.
    pub fn with(&self, item: usize) -> f64 {
        self.cell(item).map_or(f64::NEG_INFINITY, |cell| cell.with)
    }

    /// The most profit of a good set that does not hold the item.
    pub fn without(&self, item: usize) -> f64 {
        self.cell(item).map_or(f64::INFINITY, |cell| cell.without)
    }

    /// How evenly the item parts the good sets: what the lesser part is above what is good enough.
    pub fn balance(&self, item: usize) -> f64 {
        self.cell(item).map_or(0.0, |cell| cell.gain.min(self.gain - cell.gain))
    }

    fn cell(&self, item: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.item == item && item != SPARE)
    }
}
