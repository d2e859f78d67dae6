//! The sets that a knapsack holds, one after the other: depth first, with a thing and then without it, in the order of
//! `ranked`, as long as the bound there promises more than is wanted.
//!
//! A thing may need others: then a set that has it has them as well.

use super::ranked::{Ranked, SPARE};

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
    profit_before: f64,
    weight_before: f64,
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
    /// Room in the binding limits; what it was when the walk ends.
    pub left: &'a mut [i64],
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
        let (mut profit, mut weight) = (0.0, weight);
        let (mut at, mut nodes, mut left_out) = (0, 0, f64::NEG_INFINITY);
        // Places of what is taken and of what was passed over.
        let (mut is_in, mut is_out) = (0_u64, 0_u64);
        taken.clear();
        loop {
            // Down: take whatever fits while the bound allows more. Taking leaves the bound as it is.
            let mut has_taken = false;
            loop {
                nodes += 1;
                let Some(thing) = things.get(at) else {
                    let total = profit - spare + earned(spares, left);
                    if total > least {
                        least = meet(total, taken);
                    }
                    break;
                };
                if !has_taken {
                    let bound = profit + things.most(at, weight);
                    if bound <= least {
                        break;
                    }
                    if nodes > most_nodes {
                        left_out = left_out.max(bound);
                        break;
                    }
                }
                let is_spare = thing.item == SPARE;
                has_taken =
                    is_spare || (bonds.needs(at) & is_out == 0 && fits(sizes.iter().skip(thing.row), left));
                if has_taken {
                    if !is_spare {
                        put(sizes.iter().skip(thing.row), left, -1);
                        taken.push(Taken {
                            place: at,
                            profit_before: profit,
                            weight_before: weight,
                            out_before: is_out,
                        });
                        is_in |= bit(at);
                    }
                    profit += thing.profit;
                    weight -= thing.weight;
                } else if bonds.needed_by(at) & is_in == 0 {
                    is_out |= bit(at);
                } else {
                    break;
                }
                at += 1;
            }
            // Up: drop the last thing taken and go on without it, if nothing taken needs it.
            loop {
                let Some(last) = taken.pop() else { return (nodes, left_out) };
                let row = things.get(last.place).map_or(sizes.len(), |thing| thing.row);
                put(sizes.iter().skip(row), left, 1);
                (profit, weight, at) = (last.profit_before, last.weight_before, last.place + 1);
                is_in &= !bit(last.place);
                is_out = last.out_before | bit(last.place);
                if bonds.needed_by(last.place) & is_in == 0 {
                    break;
                }
            }
        }
    }
}

/// A place as a bit; places without one are never bound.
#[inline]
fn bit(place: usize) -> u64 {
    if place < MOST_BOUND { 1 << place } else { 0 }
}
