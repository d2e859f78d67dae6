//! All ways to fill one wave: a depth-first walk over sets of items whose prerequisites are met, the largest first,
//! that can be left after any set and entered again by its path. Sets that cannot lead to a plan of so few waves, or
//! that another set is never worse than, are left out:
//!
//! - what is due in this wave is in every set;
//! - a set leaves no more room empty than the waves behind it can make up for;
//! - a set is maximal: no movable item that fits is left out (Jackson 1956);
//! - no item of the set has a stand-in that fits in its place (Jackson 1956, Scholl and Klein 1997);
//! - where all waves are equal, a wave of items that nothing needs comes after all others (Sewell and Jacobson 2012).
//!
//! A set that breaks one of the last three is made a better one by moves that only ever put larger items earlier, so
//! going round in circles is impossible, and what is left holds a plan of the fewest waves if the whole did.

use super::line::{Line, MOST_REST};
use super::packing::Sums;
use super::table::List;

/// Marks an item that cannot enter this wave whatever else does.
const BLOCKED: u32 = 1 << 30;

/// Which sets a walk stops at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// Those that leave out nothing that fits.
    Full,
    /// All others that are worth while.
    Rest,
    /// All that are worth while.
    All,
}

/// An item in the set under construction, with what stood before it entered.
#[derive(Clone, Debug)]
struct Choice {
    /// Its position among the candidates.
    position: usize,
    /// Number of candidates before it entered.
    candidates: usize,
    /// The most room that might stay empty before it entered; only where there is one limit.
    slack: i64,
}

/// The walk over the sets of one wave.
#[derive(Clone, Debug)]
pub struct Fill {
    /// Which sets the walk stops at.
    pub wanted: Wanted,
    /// The wave that is filled.
    pub wave: usize,
    /// Everything before this wave, as bits.
    pub base: Vec<u64>,
    /// Everything before this wave and in it.
    pub set: Vec<u64>,
    /// By limit: what this wave has left before anything enters.
    pub offered: Vec<i64>,
    /// By limit: run effort of everything before this wave, per unit of length.
    pub runs: Vec<i64>,
    /// Cells touched.
    pub work: u64,
    /// By limit: room left in this wave.
    left: List<i64>,
    /// By limit: run effort that later waves still take.
    run_left: List<i64>,
    /// By limit: the most room that may stay empty.
    slack: List<i64>,
    /// By limit: what might still enter.
    hope: List<i64>,
    /// Hopes before each choice, limit by limit.
    past_hopes: Vec<i64>,
    /// By candidate: which sums it and those behind it have, with everything that may be freed; empty without a unit.
    sums: Vec<Sums>,
    /// Items that may enter, those that a choice frees behind the others.
    candidates: Vec<usize>,
    /// By item: prerequisites that are missing.
    missing: List<u32>,
    /// True for items whose need is part of the hope.
    is_hoped: List<bool>,
    choices: Vec<Choice>,
    next: usize,
    is_at_set: bool,
    is_over: bool,
}

impl Fill {
    /// Prepares to fill `wave` behind the items of `base`, of which `last` came in the wave before.
    pub fn new(line: &Line, wave: usize, base: &[u64], last: &[usize]) -> Self {
        let has = |item: usize| base.get(item / 64).is_some_and(|word| word >> (item % 64) & 1 == 1);
        let mut fill = Self {
            wanted: Wanted::All,
            wave,
            base: base.to_vec(),
            set: base.to_vec(),
            offered: Vec::new(),
            runs: Vec::new(),
            work: 0,
            left: (0..line.limits).map(|limit| line.room[(limit, wave)]).collect::<Vec<_>>().into(),
            run_left: (0..line.limits).map(|limit| line.run_room[(limit, wave)]).collect::<Vec<_>>().into(),
            slack: List::new(line.limits, 0),
            hope: List::new(line.limits, 0),
            past_hopes: Vec::new(),
            sums: Vec::new(),
            candidates: Vec::new(),
            missing: List::new(line.items, 0),
            is_hoped: List::new(line.items, false),
            choices: Vec::new(),
            next: 0,
            is_at_set: false,
            is_over: false,
        };
        fill.take_off_past(line, last, has);
        fill.find_candidates(line, has);
        fill.list_sums(line);
        fill.work += (line.items * (2 + line.limits)) as u64;
        fill
    }

    /// What is left of the wave once earlier ones have taken their run effort and their rest of change.
    fn take_off_past(&mut self, line: &Line, last: &[usize], has: impl Fn(usize) -> bool) {
        for limit in 0..line.limits {
            let (mut run, mut open) = (0, 0);
            for item in 0..line.items {
                match has(item) {
                    true => run += line.run[(item, limit)],
                    false => open += line.need[(item, limit)],
                }
            }
            let carried: i64 = last.iter().map(|&item| line.need[(item, limit)]).sum();
            self.left[limit] -= line.length[self.wave] * run + line.fatigue[limit] * carried / 100;
            self.left[limit] = self.left[limit].min(line.carry_room[(limit, self.wave)]);
            self.run_left[limit] -= run;
            self.slack[limit] = self.left[limit] - open + self.later_room(line, limit, run, open);
            self.is_over |= self.left[limit] < 0 || self.run_left[limit] < 0 || self.slack[limit] < 0;
            self.offered.push(self.left[limit]);
            self.runs.push(run);
        }
    }

    /// What all later waves take of `open`, in this wave or later: their room, less what runs already, less what is
    /// carried over from all waves but the last.
    fn later_room(&self, line: &Line, limit: usize, run: i64, open: i64) -> i64 {
        if run == 0 && line.fatigue[limit] == 0 {
            return line.rest[(limit, self.wave + 1)];
        }
        let (mut room, mut most) = (0_i64, 0);
        for wave in self.wave + 1..=line.waves {
            room = (room + (line.room[(limit, wave)] - line.length[wave] * run).max(0)).min(MOST_REST);
            most = line.room[(limit, wave)].max(most);
        }
        let carries = self.wave < line.waves;
        room - if carries { line.fatigue[limit] * (open - most.min(open)) / 100 } else { 0 }
    }

    /// Puts in what is due, and lists what may come besides.
    fn find_candidates(&mut self, line: &Line, has: impl Fn(usize) -> bool) {
        // By item and limit: what comes with it at least, all that has to enter before it included.
        let mut chain = vec![0_i64; line.items * line.limits];
        for &item in &line.order {
            if has(item) {
                continue;
            }
            let mut missing = if line.earliest[item] > self.wave { BLOCKED } else { 0 };
            for &(before, lag) in line.before[item].iter().filter(|&&(before, _)| !has(before)) {
                missing += 1;
                if lag > 0 || self.missing[before] >= BLOCKED / 2 {
                    missing = BLOCKED;
                    break;
                }
                for limit in 0..line.limits {
                    let before = chain.get(before * line.limits + limit).copied().unwrap_or(0);
                    if let Some(cell) = chain.get_mut(item * line.limits + limit) {
                        *cell = before.max(*cell);
                    }
                }
            }
            for limit in 0..line.limits {
                if let Some(cell) = chain.get_mut(item * line.limits + limit) {
                    *cell += self.launch(line, item, limit);
                    if *cell > self.left[limit] {
                        missing = BLOCKED;
                    }
                }
            }
            self.missing[item] = missing;
        }
        for &item in &line.order {
            if !has(item) && line.latest[item] <= self.wave {
                self.is_over |= self.missing[item] != 0 || !self.fits(line, item);
                self.enter(line, item);
            }
        }
        for item in 0..line.items {
            let is_in = self.set.get(item / 64).is_some_and(|word| word >> (item % 64) & 1 == 1);
            if is_in || self.missing[item] >= BLOCKED / 2 {
                continue;
            }
            self.is_hoped[item] = true;
            for limit in 0..line.limits {
                self.hope[limit] += self.launch(line, item, limit);
            }
            if self.missing[item] == 0 {
                self.candidates.push(item);
            }
        }
    }

    /// Lists what can still be added from each candidate on.
    fn list_sums(&mut self, line: &Line) {
        if line.unit == 0 || self.is_over {
            return;
        }
        let room = self.left[0] / line.unit;
        let mut sums = Sums::new(room);
        for item in (0..line.items).filter(|&item| self.is_hoped[item] && self.missing[item] > 0) {
            sums.add(line.need[(item, 0)] / line.unit);
        }
        self.sums.push(sums.clone());
        for &item in self.candidates.iter().rev() {
            sums.add(line.need[(item, 0)] / line.unit);
            self.sums.push(sums.clone());
        }
        self.sums.reverse();
        self.work += (self.sums.len() * (room as usize / 64 + 1)) as u64;
    }

    /// Goes on to the next set; false when there is none, or when `work` cells were touched without meeting one.
    pub fn advance(&mut self, line: &Line, work: u64) -> bool {
        let stop = self.work + work;
        while !self.is_over && self.work < stop {
            self.pass_unfit(line);
            self.work += 1 + line.limits as u64;
            if self.is_at_set || !self.can_hold(line) {
                self.is_at_set = false;
                self.turn_back(line);
            } else if let Some(&item) = self.candidates.get(self.next) {
                self.choose(line, item);
            } else {
                self.is_at_set = true;
                if self.is_worth_while(line) {
                    return true;
                }
            }
        }
        false
    }

    /// Goes past what does not fit.
    fn pass_unfit(&mut self, line: &Line) {
        while !self.is_at_set
            && let Some(&item) = self.candidates.get(self.next)
            && !self.fits(line, item)
        {
            self.work += 1;
            self.pass(line, item);
        }
    }

    /// True when all sets were met.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// The items of the set.
    pub fn load(&self) -> Vec<usize> {
        super::line::members(self.set.iter().zip(&self.base).map(|(set, base)| set & !base))
    }

    /// Where the walk stands: positions of the choices that led to the set.
    pub fn path(&self) -> Vec<u16> {
        self.choices.iter().map(|choice| choice.position as u16).collect()
    }

    /// Walks to the set of a path, so that the next one follows.
    pub fn follow(&mut self, line: &Line, path: &[u16]) {
        for &position in path {
            while let Some(&item) = self.candidates.get(self.next) {
                if self.next == position as usize {
                    self.choose(line, item);
                    break;
                }
                if self.fits(line, item) {
                    self.leave_out(line, item);
                }
                self.pass(line, item);
            }
        }
        self.is_at_set = true;
    }

    #[inline]
    fn launch(&self, line: &Line, item: usize, limit: usize) -> i64 {
        line.need[(item, limit)] + line.length[self.wave] * line.own[(item, limit)]
    }

    #[inline]
    fn fits(&self, line: &Line, item: usize) -> bool {
        (0..line.limits).all(|limit| {
            self.launch(line, item, limit) <= self.left[limit]
                && line.run[(item, limit)] <= self.run_left[limit]
        })
    }

    /// False when too much room stays empty, whatever else enters.
    #[inline]
    fn can_hold(&self, line: &Line) -> bool {
        let may_hold = (0..line.limits).all(|limit| self.left[limit] - self.hope[limit] <= self.slack[limit]);
        may_hold && (line.unit == 0 || self.left[0] <= self.slack[0] || self.may_add(line))
    }

    /// True when some of what may come adds up to enough.
    fn may_add(&self, line: &Line) -> bool {
        let Some(sums) = self.sums.get(self.next).or(self.sums.last()) else { return true };
        self.left[0] - line.unit * sums.below(self.left[0] / line.unit) <= self.slack[0]
    }

    fn choose(&mut self, line: &Line, item: usize) {
        let slack = if line.limits == 1 { self.slack[0] } else { 0 };
        self.choices.push(Choice { position: self.next, candidates: self.candidates.len(), slack });
        self.past_hopes.extend(self.hope.iter());
        self.enter(line, item);
        self.pass(line, item);
    }

    fn enter(&mut self, line: &Line, item: usize) {
        for limit in 0..line.limits {
            self.left[limit] -= self.launch(line, item, limit);
            self.run_left[limit] -= line.run[(item, limit)];
        }
        if let Some(word) = self.set.get_mut(item / 64) {
            *word |= 1 << (item % 64);
        }
        for &(after, lag) in &line.after[item] {
            if lag == 0 {
                self.missing[after] = self.missing[after].saturating_sub(1);
                if self.missing[after] == 0 && self.is_hoped[after] {
                    self.candidates.push(after);
                }
            }
        }
        self.work += line.after[item].len() as u64;
    }

    /// Goes past a candidate: there is nothing more to hope from it.
    fn pass(&mut self, line: &Line, item: usize) {
        self.next += 1;
        for limit in 0..line.limits {
            self.hope[limit] -= self.launch(line, item, limit);
        }
    }

    /// Notes that an item is left out although it fits: what stays empty must be too small for it.
    fn leave_out(&mut self, line: &Line, item: usize) {
        if line.limits == 1 && line.is_movable[item] {
            self.slack[0] = self.slack[0].min(line.need[(item, 0)] - 1);
        }
    }

    /// Takes the last choice back and leaves that item out.
    fn turn_back(&mut self, line: &Line) {
        let Some(choice) = self.choices.pop() else {
            self.is_over = true;
            return;
        };
        let Some(&item) = self.candidates.get(choice.position) else { return };
        self.candidates.truncate(choice.candidates);
        for limit in (0..line.limits).rev() {
            self.left[limit] += self.launch(line, item, limit);
            self.run_left[limit] += line.run[(item, limit)];
            self.hope[limit] = self.past_hopes.pop().unwrap_or(0);
        }
        if line.limits == 1 {
            self.slack[0] = choice.slack;
        }
        if let Some(word) = self.set.get_mut(item / 64) {
            *word &= !(1 << (item % 64));
        }
        for &(after, lag) in &line.after[item] {
            if lag == 0 {
                self.missing[after] += 1;
            }
        }
        self.work += line.after[item].len() as u64;
        self.next = choice.position;
        self.leave_out(line, item);
        self.pass(line, item);
    }

    /// The rules that look at a whole set.
    fn is_worth_while(&mut self, line: &Line) -> bool {
        self.work += (self.candidates.len() / 8 + line.words) as u64;
        let has = |item: usize| self.set.get(item / 64).is_some_and(|word| word >> (item % 64) & 1 == 1);
        if line.limits != 1 || self.wanted != Wanted::All {
            let mut left_out =
                self.candidates.iter().filter(|&&item| !has(item) && self.fits(line, item)).peekable();
            if self.wanted != Wanted::All && (self.wanted == Wanted::Full) != left_out.peek().is_none() {
                return false;
            }
            if left_out.any(|&item| line.is_movable[item]) {
                return false;
            }
        }
        let load = self.load();
        self.work += load.len() as u64;
        let can_stand_in = |item: usize, other: usize| {
            self.missing[other] == 0
                && !has(other)
                && (0..line.limits)
                    .all(|limit| line.need[(other, limit)] - line.need[(item, limit)] <= self.left[limit])
        };
        if load.iter().any(|&item| line.stand_ins[item].iter().any(|&other| can_stand_in(item, other))) {
            return false;
        }
        let is_needed = |item: &usize| !line.after[*item].is_empty();
        !line.is_uniform
            || load.iter().any(is_needed)
            || !(0..line.items).any(|item| !has(item) && is_needed(&item))
    }
}
