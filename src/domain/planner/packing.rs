//! How many waves a heap of items takes at least, whatever their prerequisites: sizes are turned into weights of which
//! no wave can hold more than a fixed sum (dual feasible functions: Fekete and Schepers 2001; Carlier, Clautiaux and
//! Moukrim 2007; the counting bounds LM1 to LM3 of Scholl and Becker 2006 are among them). And what a wave can be
//! filled with at most: sums of subsets, as bits.

use std::cmp::{Ordering, Reverse};

/// The most functions that are kept for one limit.
const MOST_FUNCTIONS: usize = 24;
/// The most sizes whose functions are looked at.
const MOST_SIZES: usize = 96;

/// Weights of items of which a wave holds no more than `room`.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// By item.
    pub weights: Vec<i64>,
    /// The largest sum of weights in one wave; over 0.
    pub room: i64,
}

impl Function {
    /// Waves that these weights fill at least.
    pub fn waves(&self) -> i64 {
        let sum: i64 = self.weights.iter().sum();
        (sum + self.room - 1) / self.room
    }
}

/// The functions that promise most for these sizes, none of which exceeds `room`; the sizes themselves are left out.
/// The sum of the sizes has to stay below 2^53.
pub fn functions(sizes: &[i64], room: i64) -> Vec<Function> {
    let mut steps: Vec<i64> = sizes
        .iter()
        .flat_map(|&size| [size, room - size, room - size + 1, size / 2 + 1])
        .filter(|&step| step > 0 && 2 * step <= room)
        .collect();
    steps.sort_unstable();
    steps.dedup();
    let stride = steps.len() / MOST_SIZES + 1;
    let mut found: Vec<Function> = Vec::new();
    let mut keep = |weight: &dyn Fn(i64) -> i64, room: i64| {
        found.push(Function { weights: sizes.iter().map(|&size| weight(size)).collect(), room });
    };
    for &step in steps.iter().step_by(stride) {
        keep(&|size| rounded_to_steps(size, step, room), 2 * (room / step));
        keep(&|size| without_small(size, step, room), room);
    }
    keep(&|size| counted(size, room), 6);
    for parts in 1..=16 {
        keep(&|size| rounded_to_parts(size, parts, room), room * parts);
    }
    // The most waves first; the shares are compared as fractions.
    let mut ranked: Vec<(i128, Function)> = found
        .into_iter()
        .map(|function| {
            let sum: i128 = function.weights.iter().map(|&weight| i128::from(weight)).sum();
            (sum * 1_000_000 / i128::from(function.room), function)
        })
        .collect();
    ranked.sort_by_key(|&(share, _)| Reverse(share));
    ranked.dedup_by(|(_, one), (_, other)| one == other);
    ranked.truncate(MOST_FUNCTIONS);
    ranked.into_iter().map(|(_, function)| function).collect()
}

/// Whole steps, rounded so that what is over a half gets what its partner leaves.
fn rounded_to_steps(size: i64, step: i64, room: i64) -> i64 {
    match (2 * size).cmp(&room) {
        Ordering::Greater => 2 * (room / step - (room - size) / step),
        Ordering::Equal => room / step,
        Ordering::Less => 2 * (size / step),
    }
}

/// What is below a step counts nothing, what leaves less than a step counts all.
fn without_small(size: i64, step: i64, room: i64) -> i64 {
    match size {
        size if size > room - step => room,
        size if size >= step => size,
        _ => 0,
    }
}

/// Items over a third and a half of a wave, in sixths.
fn counted(size: i64, room: i64) -> i64 {
    match (3 * size).cmp(&(2 * room)) {
        Ordering::Greater => 6,
        Ordering::Equal => 4,
        Ordering::Less if 3 * size > room => 3,
        Ordering::Less if 3 * size == room => 2,
        Ordering::Less => 0,
    }
}

/// The share in `parts + 1` parts rounded down, one of `parts` each.
fn rounded_to_parts(size: i64, parts: i64, room: i64) -> i64 {
    if (parts + 1) * size % room == 0 { size * parts } else { (parts + 1) * size / room * room }
}

/// Which sums some of a few sizes have, one bit each, up to a largest one.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    words: Vec<u64>,
    most: i64,
}

impl Sums {
    /// The sum of nothing.
    pub fn new(most: i64) -> Self {
        let mut words = vec![0_u64; most.max(0) as usize / 64 + 1];
        words.first_mut().into_iter().for_each(|word| *word = 1);
        Self { words, most: most.max(0) }
    }

    /// Adds one size.
    pub fn add(&mut self, size: i64) {
        if !(1..=self.most).contains(&size) {
            return;
        }
        let (whole, part) = (size as usize / 64, size as u32 % 64);
        for place in (whole..self.words.len()).rev() {
            let at = |place: usize| self.words.get(place).copied().unwrap_or(0);
            let mut moved = at(place - whole) << part;
            if part > 0 && place > whole {
                moved |= at(place - whole - 1) >> (64 - part);
            }
            self.words.get_mut(place).into_iter().for_each(|word| *word |= moved);
        }
    }

    /// The largest sum that is at most `room`.
    pub fn below(&self, room: i64) -> i64 {
        let room = room.clamp(0, self.most);
        let last = room as usize / 64;
        for place in (0..=last).rev() {
            let mut word = self.words.get(place).copied().unwrap_or(0);
            if place == last {
                word &= u64::MAX >> (63 - room as u32 % 64);
            }
            if word != 0 {
                return place as i64 * 64 + 63 - i64::from(word.leading_zeros());
            }
        }
        0
    }
}

/// The largest sum of some of `sizes` that is at most `room`.
pub fn fullest(sizes: impl Iterator<Item = i64>, room: i64) -> i64 {
    let mut sums = Sums::new(room);
    sizes.for_each(|size| sums.add(size));
    sums.below(room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::random::Random;

    #[test]
    fn no_wave_holds_more_than_its_room_of_any_weight() {
        let mut random = Random::new(1);
        for _ in 0..200 {
            let room = 1 + random.below(60) as i64;
            let sizes: Vec<i64> = (0..9).map(|_| random.below(room as usize + 1) as i64).collect();
            for function in functions(&sizes, room) {
                for subset in 0..1_u32 << sizes.len() {
                    let of = |list: &[i64]| -> i64 {
                        (0..list.len()).filter(|item| subset >> item & 1 == 1).map(|item| list[item]).sum()
                    };
                    assert!(
                        of(&sizes) > room || of(&function.weights) <= function.room,
                        "{sizes:?} {room} {function:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_fullest_sum_is_the_one_of_all_subsets() {
        let mut random = Random::new(2);
        for _ in 0..300 {
            let room = random.below(200) as i64;
            let sizes: Vec<i64> = (0..8).map(|_| random.below(90) as i64).collect();
            let sum =
                |subset: u32| (0..8).filter(|item| subset >> item & 1 == 1).map(|item| sizes[item]).sum();
            let best = (0..256).map(sum).filter(|sum: &i64| *sum <= room).max();
            assert_eq!(Some(fullest(sizes.iter().copied(), room)), best, "{sizes:?} {room}");
        }
    }

    #[test]
    fn large_items_take_a_wave_each() {
        let waves = |sizes: &[i64]| functions(sizes, 10).iter().map(Function::waves).max();
        assert_eq!(waves(&[6, 6, 6, 1]), Some(3));
        assert_eq!(waves(&[4, 4, 4, 4, 4]), Some(3));
        assert_eq!(waves(&[7, 4, 4, 4]), Some(3));
    }
}
