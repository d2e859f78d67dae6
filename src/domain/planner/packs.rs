//! The best set of every wave at some prices. Deciding more items leaves fewer sets to choose from, so a best set that
//! can still be taken remains the best; only the others have to be looked for anew.

use super::bound::Choices;
use super::problem::Problem;
use super::score::Score;
use super::table::{Grid, List};

/// The best sets of all waves, items placed there included.
#[derive(Clone, Debug)]
pub struct Packs {
    /// Wave by word: the items of the set, as bits.
    content: Grid<u64>,
    /// By wave: the most profit, from above; infinite where it is not known.
    worth: List<f64>,
    words: usize,
}

impl Packs {
    /// Nothing is known yet.
    pub fn new(problem: &Problem) -> Self {
        let words = problem.item_count().div_ceil(64);
        Self {
            content: Grid::new(problem.waves + 1, words, 0),
            worth: List::new(problem.waves + 1, f64::INFINITY),
            words,
        }
    }

    /// Forgets every set: other prices, other sets.
    pub fn forget(&mut self) {
        self.worth.fill(f64::INFINITY);
    }

    /// Forgets the set of one wave.
    pub fn forget_wave(&mut self, wave: usize) {
        self.worth[wave] = f64::INFINITY;
    }

    /// The most profit of a wave, from above; infinite where it is not known.
    #[inline]
    pub fn worth(&self, wave: usize) -> f64 {
        self.worth[wave]
    }

    /// The items of a wave's set.
    pub fn items(&self, wave: usize) -> impl Iterator<Item = usize> + '_ {
        self.content.row(wave).iter().enumerate().flat_map(|(word, &bits)| {
            let mut bits = bits;
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits.wrapping_sub(1);
                (bit < 64).then_some(word * 64 + bit)
            })
        })
    }

    /// Keeps the best set of a wave.
    pub fn put(&mut self, wave: usize, worth: f64, items: impl Iterator<Item = usize>) {
        self.worth[wave] = worth;
        for word in 0..self.words {
            self.content[(wave, word)] = 0;
        }
        for item in items {
            self.content[(wave, item / 64)] |= 1 << (item % 64);
        }
    }

    /// True when the set of a wave can still be taken beside everything that `score` has placed; `placed` is how many
    /// items it has placed in this wave, `room` what the wave has left in each row, `size` what an item takes of it.
    pub fn still_holds(
        &self,
        choices: &impl Choices,
        score: &Score,
        wave: usize,
        placed: usize,
        room: &mut [i64],
        size: impl Fn(usize, usize) -> i64,
    ) -> bool {
        if self.worth[wave] == f64::INFINITY {
            return false;
        }
        let mut found = 0;
        for item in self.items(wave) {
            if score.wave[item] == wave {
                found += 1;
            } else if score.wave[item] > 0 || !choices.has(item, wave) {
                return false;
            } else {
                for (row, left) in room.iter_mut().enumerate() {
                    *left -= size(item, row);
                    if *left < 0 {
                        return false;
                    }
                }
            }
        }
        found == placed
    }
}
