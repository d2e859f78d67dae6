//! The sets that a knapsack holds, one after the other: depth first, with a thing and then without it, in the order of
//! `ranked`, as long as the bound there promises more than is wanted.
//!
//! A thing may need others: then a set that has it has them as well.

use super::ranked::{Passed, Ranked, SPARE};

/// Cells that are counted at a time; rows of sizes are filled up to a multiple of it.
pub const LANES: usize = 4;
/// Things that can be bound to others; in larger knapsacks nothing is.
const MOST_BOUND: usize = u64::BITS as usize;

/// Room of one limit that earns something when it is left over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spare {
    /// The limit.
    pub row: usize,
    /// Place among the binding limits, if it is one.
    pub place: Option<usize>,
    /// Profit per unit.
    pub rate: f64,
    /// Units that earn.
    pub most: f64,
}

/// A thing taken on the way down, with what to go back to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Taken {
    /// Its place in the order.
    pub place: usize,
    passed_before: Passed,
    out_before: u64,
}

/// Which things need which others, by their places.
#[derive(Clone, Debug, Default)]
pub struct Bonds {
    /// By place: the places of what it needs, as bits.
    needs: Vec<u64>,
    /// By place: the places of what needs it.
    needed_by: Vec<u64>,
}

impl Bonds {
    /// Binds things by pairs of items, the second of which the first one needs.
    pub fn tie(&mut self, things: &Ranked, pairs: &[(usize, usize)]) {
        self.needs.clear();
        self.needed_by.clear();
        let count = things.as_slice().len();
        if pairs.is_empty() || count > MOST_BOUND {
            return;
        }
        self.needs.resize(count, 0);
        self.needed_by.resize(count, 0);
        for &(item, other) in pairs {
            if let (Some(place), Some(needed)) = (things.place(item), things.place(other)) {
                self.needs.get_mut(place).into_iter().for_each(|bits| *bits |= 1 << needed);
                self.needed_by.get_mut(needed).into_iter().for_each(|bits| *bits |= 1 << place);
            }
        }
    }

    #[inline]
    fn needs(&self, place: usize) -> u64 {
        self.needs.get(place).copied().unwrap_or(0)
    }

    #[inline]
    fn needed_by(&self, place: usize) -> u64 {
        self.needed_by.get(place).copied().unwrap_or(0)
    }
}

/// What the room left over earns.
pub fn earned(spares: &[Spare], left: &[i64]) -> f64 {
    let earned = |spare: &Spare| {
        let left = spare.place.and_then(|place| left.get(place));
        spare.rate * left.map_or(spare.most, |&left| spare.most.min(left as f64))
    };
    spares.iter().map(earned).sum()
}

/// True when something of these sizes fits into the room left.
#[inline]
pub fn fits<'a>(sizes: impl Iterator<Item = &'a i64>, left: &[i64]) -> bool {
    sizes.zip(left).all(|(size, left)| size <= left)
}

/// Takes the sizes from the room left, or gives them back.
#[inline]
pub fn put<'a>(sizes: impl Iterator<Item = &'a i64>, left: &mut [i64], sign: i64) {
    for (left, size) in left.iter_mut().zip(sizes) {
        *left += sign * size;
    }
}

/// A knapsack whose sets are wanted.
pub struct Sets<'a> {
    /// What may go in.
    pub things: &'a Ranked,
    /// Sizes in the binding limits.
    pub sizes: &'a [i64],
    /// Room in the binding limits, as many cells as each thing has sizes; what it was when the walk ends.
    pub left: &'a mut Vec<i64>,
    /// Room that earns when left over.
    pub spares: &'a [Spare],
    /// Which things need which.
    pub bonds: &'a Bonds,
    /// Weighted sum of the room.
    pub weight: f64,
    /// Room for the things taken.
    pub taken: &'a mut Vec<Taken>,
}

impl Sets<'_> {
    /// Hands every set of more than `least` profit to `meet`, which says how much the next ones must pass. With the
    /// nodes visited, what the sets that were left out for want of nodes may have at most comes back.
    pub fn visit(
        self,
        mut least: f64,
        most_nodes: u64,
        mut meet: impl FnMut(f64, &[Taken]) -> f64,
    ) -> (u64, f64) {
        let Self { things, sizes, left, spares, bonds, weight, taken } = self;
        let spare: f64 = spares.iter().map(|spare| spare.rate * spare.most).sum();
        // The room beside the things taken lies behind the room, for one more of them each time.
        let width = left.len();
        left.resize(width * (things.as_slice().len() + 1), 0);
        let mut passed = things.passed(weight);
        let (mut at, mut nodes, mut left_out) = (0, 0, f64::NEG_INFINITY);
        // Places of what is taken and of what was passed over.
        let (mut is_in, mut is_out) = (0_u64, 0_u64);
        taken.clear();
        'walk: loop {
            // Down: take whatever fits while the bound allows more. Taking leaves the bound as it is.
            let mut has_taken = false;
            loop {
                nodes += 1;
                let Some(thing) = things.get(at) else {
                    let left = left.get(width * taken.len()..).unwrap_or(&[]);
                    let total = things.total(&passed) - spare + earned(spares, left);
                    if total > least {
                        least = meet(total, taken);
                    }
                    break;
                };
                if !has_taken {
                    let bound = things.most(at, &mut passed);
                    if bound <= least {
                        break;
                    }
                    if nodes > most_nodes {
                        left_out = left_out.max(bound);
                        break;
                    }
                }
                let is_spare = thing.item == SPARE;
                let level = width * taken.len();
                has_taken = is_spare
                    || bonds.needs(at) & is_out == 0
                        && takes(sizes.get(thing.row..).unwrap_or(&[]), left, level, width);
                if has_taken {
                    if !is_spare {
                        taken.push(Taken { place: at, passed_before: passed, out_before: is_out });
                        is_in |= bit(at);
                    }
                } else if bonds.needed_by(at) & is_in == 0 {
                    passed.add(thing);
                    is_out |= bit(at);
                } else {
                    break;
                }
                at += 1;
            }
            // Up: drop the last thing taken and go on without it, if nothing taken needs it.
            loop {
                let Some(last) = taken.pop() else { break 'walk };
                (passed, at) = (last.passed_before, last.place + 1);
                if let Some(thing) = things.get(last.place) {
                    passed.add(thing);
                }
                is_in &= !bit(last.place);
                is_out = last.out_before | bit(last.place);
                if bonds.needed_by(last.place) & is_in == 0 {
                    break;
                }
            }
        }
        left.truncate(width);
        (nodes, left_out)
    }
}

/// Takes the sizes from the room at `level` and leaves the rest behind it, in `width` cells; false where it is too little.
/// Cells go by fours, for the processor's sake.
#[inline]
fn takes(sizes: &[i64], left: &mut [i64], level: usize, width: usize) -> bool {
    let Some((room, left)) = left.get_mut(level..).and_then(|left| left.split_at_mut_checked(width)) else {
        return false;
    };
    let cells = left.as_chunks_mut::<LANES>().0.iter_mut().zip(room.as_chunks::<LANES>().0);
    let mut lack = 0;
    for ((left, room), sizes) in cells.zip(sizes.as_chunks::<LANES>().0) {
        for ((left, room), size) in left.iter_mut().zip(room).zip(sizes) {
            *left = room - size;
            lack |= *left;
        }
    }
    // A negative cell leaves its sign.
    lack >= 0
}

/// A place as a bit; places without one are never bound.
#[inline]
fn bit(place: usize) -> u64 {
    if place < MOST_BOUND { 1 << place } else { 0 }
}
