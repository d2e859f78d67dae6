//! Better plans: simulated annealing over the waves of items (Kirkpatrick, Gelatt, Vecchi 1983). A move takes along
//! the prerequisites and dependants it would break, and most follow the prices of the bound (`guide`); limits may be broken at a price that rises while they are and
//! falls while they hold (strategic oscillation, Glover 1989). Only plans that break nothing leave this file.
//!
//! Energies are floating point built with `+ - * /` alone, so every machine takes the same decisions.

use std::cmp::Ordering;

use super::guide::Guide;
use super::plan::Incumbent;
use super::problem::Problem;
use super::problem::file::Objective;
use super::random::Random;
use super::reductions::Windows;
use super::score::Score;
use super::table::List;

/// Moves between two looks at the prices.
const MOVES_PER_LOOK: u32 = 64;
/// A move that drags along more items than this is given up.
const LONGEST_CHAIN: usize = 256;
/// So many of so many moves to any wave go where prices would rather have the item.
const GUIDED: [usize; 2] = [6, 8];
/// Steps of the table of logarithms.
const LOGARITHMS: usize = 1024;

/// Why an item is brought along, which tells whether an earlier pull did it already.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pull {
    /// The item that moves by itself.
    Own,
    /// A prerequisite: this wave or an earlier one.
    Earlier,
    /// A dependant: this wave or a later one, or out.
    Later,
}

/// One walk through the plans, which can be interrupted after any number of moves.
#[derive(Clone, Debug)]
pub struct Improve {
    score: Score,
    random: Random,
    /// Items that have a choice.
    movable: Vec<usize>,
    /// What each move changed: item and its wave before.
    changes: Vec<(usize, usize)>,
    /// Items that the move under way still has to bring along.
    pending: Vec<(usize, usize, Pull)>,
    role_price: List<f64>,
    group_price: List<f64>,
    cover_price: f64,
    role_base: List<f64>,
    group_base: List<f64>,
    cover_base: f64,
    hot: f64,
    temperature: f64,
    energy: f64,
    moves: u64,
    run_moves: u64,
    runs: u64,
    /// Where items would rather be.
    guide: Option<Guide>,
    /// `-ln u` for `u` in the middle of each of equal steps.
    logarithms: List<f64>,
}

impl Improve {
    /// Starts from a plan; where it breaks windows or prerequisites, from the earliest waves of required items.
    pub fn new(problem: &Problem, windows: &Windows, start: &[u32], seed: u64) -> Self {
        let items = problem.item_count();
        let start_is_sound = start.len() == items && keeps_order(problem, windows, start);
        let score = if start_is_sound {
            Score::of(problem, start)
        } else {
            let earliest = |item| if windows.required[item] { windows.earliest[item] as u32 } else { 0 };
            Score::of(problem, &(0..items).map(earliest).collect::<Vec<_>>())
        };
        let has_choice = |item: &usize| {
            windows.can_deploy(*item)
                && (!windows.required[*item] || windows.earliest[*item] < windows.latest[*item])
        };
        let movable: Vec<usize> = (0..items).filter(has_choice).collect();
        let total: f64 = (0..items)
            .map(|item| problem.worth(item, windows.earliest[item].min(problem.waves)) as f64)
            .sum();
        let total = if total > 0.0 { total } else { items as f64 };
        let base = |row: &[i64]| total / row.iter().map(|&cell| cell as f64).sum::<f64>().max(1.0);
        let role_base: List<f64> =
            (0..problem.roles).map(|role| base(problem.capacity.row(role))).collect::<Vec<_>>().into();
        let group_base: List<f64> =
            (0..problem.groups).map(|group| base(problem.absorb.row(group))).collect::<Vec<_>>().into();
        let mean = total / items.max(1) as f64;
        let mut walk = Self {
            score,
            random: Random::new(seed),
            movable,
            changes: Vec::new(),
            pending: Vec::new(),
            role_price: role_base.clone(),
            group_price: group_base.clone(),
            cover_price: mean,
            role_base,
            group_base,
            cover_base: mean,
            hot: mean * 0.25,
            temperature: mean * 0.25,
            energy: 0.0,
            moves: 0,
            run_moves: (items as u64 * 400).clamp(20_000, 400_000),
            runs: 0,
            guide: None,
            logarithms: logarithms(),
        };
        walk.energy = walk.priced();
        walk
    }

    /// Cells touched so far.
    pub fn work(&self) -> u64 {
        self.score.work
    }

    /// Lets moves follow the prices of now.
    pub fn follow(&mut self, guide: Guide) {
        self.guide = Some(guide);
    }

    /// True when no item has a choice, so that no move exists.
    pub fn is_stuck(&self) -> bool {
        self.movable.is_empty()
    }

    /// Makes `moves` moves. Gives the most preferred plan met that is preferred to `best`, if any. Where waves are
    /// minimised, windows end before the waves of `best`, so the first plan found will do.
    pub fn run(
        &mut self,
        problem: &Problem,
        windows: &Windows,
        best: Option<&Incumbent>,
        moves: u32,
    ) -> Option<Incumbent> {
        let mut found: Option<Incumbent> = None;
        for _ in 0..moves {
            if self.moves >= self.run_moves {
                self.next_run(problem, found.as_ref().or(best));
            }
            self.moves += 1;
            if self.moves.is_multiple_of(u64::from(MOVES_PER_LOOK)) {
                debug_assert!(self.score.equals_recount(problem));
                self.look();
            }
            if self.try_move(problem, windows) && self.score.holds() {
                if problem.objective == Objective::MinWaves {
                    return Some(Incumbent::new(problem, self.score.plan()));
                }
                if found.as_ref().or(best).is_none_or(|standing| self.beats(standing)) {
                    found = Some(Incumbent::new(problem, self.score.plan()));
                }
            }
        }
        found
    }

    fn beats(&self, standing: &Incumbent) -> bool {
        let (value, wave_sum) = (self.score.value, self.score.wave_sum);
        match value.cmp(&standing.objective).then(standing.wave_sum.cmp(&wave_sum)) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => {
                self.score.wave.iter().map(|&wave| wave as u32).cmp(standing.wave.iter().copied())
                    == Ordering::Less
            }
        }
    }

    /// Cools down along a cubic and re-prices what is broken.
    fn look(&mut self) {
        let left = 1.0 - self.moves as f64 / self.run_moves as f64;
        self.temperature = self.hot * (left * left * left + 0.003);
        let adjust = |price: &mut f64, base: f64, broken: bool| {
            *price *= if broken { 1.05 } else { 0.98 };
            *price = price.clamp(base * 0.05, base * 1000.0);
        };
        for role in 0..self.role_price.len() {
            adjust(&mut self.role_price[role], self.role_base[role], self.score.role_over[role] > 0);
        }
        for group in 0..self.group_price.len() {
            adjust(&mut self.group_price[group], self.group_base[group], self.score.group_over[group] > 0);
        }
        adjust(&mut self.cover_price, self.cover_base, self.score.cover_short > 0);
        self.energy = self.priced();
    }

    /// Starts over: from the best plan, cooler; every third time from where the walk stands, hot.
    fn next_run(&mut self, problem: &Problem, best: Option<&Incumbent>) {
        self.moves = 0;
        self.runs += 1;
        if self.runs.is_multiple_of(3) {
            self.hot *= 4.0;
            self.run_moves = (self.run_moves * 2).min(20_000_000);
        } else {
            self.hot *= 0.5;
            // Plans of more waves than the windows have lie outside the walk.
            if let Some(best) = best.filter(|_| problem.objective == Objective::Value) {
                for (item, &wave) in best.wave.iter().enumerate() {
                    self.score.place(problem, item, wave as usize);
                }
            }
        }
        self.temperature = self.hot;
        self.energy = self.priced();
    }

    /// Priced overloads minus value: the less, the better.
    fn priced(&self) -> f64 {
        let mut energy = self.cover_price * self.score.cover_short as f64 - self.score.value as f64;
        for (over, price) in self.score.role_over.iter().zip(self.role_price.iter()) {
            energy += *over as f64 * price;
        }
        for (over, price) in self.score.group_over.iter().zip(self.group_price.iter()) {
            energy += *over as f64 * price;
        }
        energy
    }

    /// Tries one move; true when it was kept.
    fn try_move(&mut self, problem: &Problem, windows: &Windows) -> bool {
        self.changes.clear();
        if !self.propose(problem, windows) || self.changes.is_empty() {
            self.take_back(problem);
            return false;
        }
        let energy = self.priced();
        let rise = energy - self.energy;
        if rise <= 0.0 || rise < self.temperature * self.logarithms[self.random.below(LOGARITHMS)] {
            self.energy = energy;
            return true;
        }
        self.take_back(problem);
        false
    }

    fn take_back(&mut self, problem: &Problem) {
        while let Some((item, wave)) = self.changes.pop() {
            self.score.place(problem, item, wave);
        }
    }

    /// Moves an item to any wave, one wave on or back, or swaps two items.
    fn propose(&mut self, problem: &Problem, windows: &Windows) -> bool {
        let Some(item) = self.any_movable() else { return false };
        let here = self.score.wave[item];
        match self.random.below(16) {
            0..=5 => {
                let to = self.any_wave(windows, item);
                self.shift(problem, windows, item, to)
            }
            6..=8 if here > 0 => {
                let to = if self.random.below(2) == 0 { here - 1 } else { here + 1 };
                self.shift(problem, windows, item, to)
            }
            _ => {
                let Some(other) = self.any_movable() else { return false };
                let there = self.score.wave[other];
                if here == there {
                    let to = self.any_wave(windows, item);
                    return self.shift(problem, windows, item, to);
                }
                self.shift(problem, windows, item, there) && self.shift(problem, windows, other, here)
            }
        }
    }

    fn any_movable(&mut self) -> Option<usize> {
        let place = self.random.below(self.movable.len());
        self.movable.get(place).copied()
    }

    fn any_wave(&mut self, windows: &Windows, item: usize) -> usize {
        if let Some(guide) = &self.guide
            && self.random.below(GUIDED[1]) < GUIDED[0]
            && let Some(wave) = guide.draw(item, &mut self.random)
        {
            return wave;
        }
        let (earliest, latest) = (windows.earliest[item], windows.latest[item]);
        let out = usize::from(!windows.required[item]);
        match self.random.below(latest + 1 - earliest + out) {
            0 if out == 1 => 0,
            step => earliest + step - out,
        }
    }

    /// Moves an item and, as far as needed, what it needs (earlier) and what needs it (later, or out).
    /// False when windows forbid it; the changes made so far are in `changes` either way.
    fn shift(&mut self, problem: &Problem, windows: &Windows, item: usize, to: usize) -> bool {
        self.pending.clear();
        self.pending.push((item, to, Pull::Own));
        while let Some((item, to, pull)) = self.pending.pop() {
            let here = self.score.wave[item];
            let is_done = match pull {
                Pull::Own => here == to,
                Pull::Earlier => here > 0 && here <= to,
                Pull::Later => here == 0 || (to > 0 && here >= to),
            };
            if is_done {
                continue;
            }
            if self.changes.len() >= LONGEST_CHAIN || !admits(windows, item, to) {
                return false;
            }
            self.changes.push((item, here));
            self.score.place(problem, item, to);
            for &(after, lag) in &problem.successors[item] {
                let there = self.score.wave[after];
                if there > 0 && (to == 0 || there < to + lag) {
                    let late = to + lag;
                    let out = to == 0 || late > windows.latest[after];
                    self.pending.push((after, if out { 0 } else { late }, Pull::Later));
                }
            }
            if to > 0 {
                for &(before, lag) in &problem.predecessors[item] {
                    let there = self.score.wave[before];
                    if there == 0 || there + lag > to {
                        if to < windows.earliest[before] + lag {
                            return false;
                        }
                        self.pending.push((before, (to - lag).min(windows.latest[before]), Pull::Earlier));
                    }
                }
            }
        }
        true
    }
}

fn admits(windows: &Windows, item: usize, wave: usize) -> bool {
    match wave {
        0 => !windows.required[item],
        _ => windows.earliest[item] <= wave && wave <= windows.latest[item],
    }
}

/// True when a plan keeps windows and prerequisites, whatever its limits say.
fn keeps_order(problem: &Problem, windows: &Windows, wave: &[u32]) -> bool {
    let at = |item: usize| wave.get(item).map_or(0, |&wave| wave as usize);
    (0..problem.item_count()).all(|item| admits(windows, item, at(item)))
        && problem.arcs.iter().all(|arc| {
            let (before, after) = (at(arc.before), at(arc.after));
            after == 0 || (before > 0 && before + arc.lag <= after)
        })
}

/// `-ln u` by halving `u` into 1..2 and the series of the inverse hyperbolic tangent; no library function, as those
/// may differ between machines.
fn logarithms() -> List<f64> {
    let minus_ln = |step: usize| {
        let mut number = (step as f64 + 0.5) / LOGARITHMS as f64;
        let mut halvings = 0.0;
        while number < 1.0 {
            number *= 2.0;
            halvings += 1.0;
        }
        let root = (number - 1.0) / (number + 1.0);
        let (mut power, mut sum) = (root, 0.0);
        for odd in (1..40).step_by(2) {
            sum += power / f64::from(odd);
            power *= root * root;
        }
        halvings * std::f64::consts::LN_2 - 2.0 * sum
    };
    (0..LOGARITHMS).map(minus_ln).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_of_logarithms_agrees_with_the_library() {
        for (step, found) in logarithms().iter().enumerate() {
            let expected = -((step as f64 + 0.5) / LOGARITHMS as f64).ln();
            assert!((found - expected).abs() < 1e-12, "{step}: {found} {expected}");
        }
    }
}
