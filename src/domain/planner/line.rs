//! A problem of fewest waves as an assembly line that is filled from one end: wave after wave takes a set of items.
//! Roles and groups are one list of limits, items are numbered anew with the largest first, and the line may be read
//! backwards. What a limit can never be filled with is taken from the room beforehand: an item that leaves a gap
//! wherever it goes counts as larger (Scholl and Klein 1997), and windows follow from the loads of whole closures.
//!
//! Which rules may prune a fill depends on the line, so it says what holds: `is_movable` items have no run effort and
//! no impact that is carried over, so putting one of them earlier never hurts; a line is `is_plain` when all items are
//! and no cover counts, so that it may be read backwards; it is `is_uniform` when besides all waves are equal and no
//! item has a window of its own, so that fewer waves for the same set are always better.

use super::packing::{Function, fullest, functions};
use super::problem::Problem;
use super::reductions::Windows;
use super::table::{Grid, List};

/// Above this number of items a line is not built: closures take the square of it.
pub const MOST_ITEMS: usize = 1_000;
/// Room beyond this is never used: no plan reaches 2^53 in a sum, or twice that with what is carried over.
const MOST_ROOM: i64 = 1 << 54;
/// Room of several waves beyond this is never used either, and sums of it stay exact.
pub const MOST_REST: i64 = 1 << 60;
/// Above this number of items gaps are not looked for: which pairs may share a wave takes the cube of it.
const MOST_ITEMS_FOR_GAPS: usize = 400;
/// The most cells that the search for gaps may touch.
const MOST_GAP_WORK: usize = 60_000_000;
/// The most parts of a wave in which gaps are counted.
const MOST_PARTS: i64 = 1 << 20;
/// The most sums of needs that are listed each time that a wave is filled.
const MOST_SUMS: i64 = 1 << 14;
/// The most cells that windows by weights may touch.
const MOST_WINDOW_WORK: usize = 20_000_000;

/// A problem of fewest waves, read from one end.
#[derive(Clone, Debug)]
pub struct Line {
    /// Number of items.
    pub items: usize,
    /// Words of a set of items.
    pub words: usize,
    /// The waves that a plan may take.
    pub waves: usize,
    /// Roles and groups.
    pub limits: usize,
    /// True when the last wave comes first.
    pub is_reversed: bool,
    /// True when no item has run effort, impact that is carried over, or a cover.
    pub is_plain: bool,
    /// True when besides all waves are equal and nothing but prerequisites ties an item to a wave.
    pub is_uniform: bool,
    /// Item of the problem behind each place.
    pub origin: Vec<usize>,
    /// Item by limit: what it takes in its own wave, whatever its length.
    pub need: Grid<i64>,
    /// Item by limit: what it takes in its own wave per unit of length.
    pub own: Grid<i64>,
    /// Item by limit: what it takes in every later wave per unit of length.
    pub run: Grid<i64>,
    /// By wave.
    pub length: List<i64>,
    /// By limit: share of a wave that the next one still carries, in per cent.
    pub fatigue: List<i64>,
    /// Limit by wave.
    pub room: Grid<i64>,
    /// Limit by wave: room of this wave and all later ones of the line.
    pub rest: Grid<i64>,
    /// Limit by wave: the most run effort, per unit of length, that every later wave still takes.
    pub run_room: Grid<i64>,
    /// Limit by wave: the most that the wave may take for the sake of what the next one carries of it.
    pub carry_room: Grid<i64>,
    /// By item: `(prerequisite, lag)`.
    pub before: List<Vec<(usize, usize)>>,
    /// By item: `(dependant, lag)`.
    pub after: List<Vec<(usize, usize)>>,
    /// Every item after its prerequisites.
    pub order: Vec<usize>,
    /// First wave of each item.
    pub earliest: List<usize>,
    /// Last wave of each item in a plan of so many waves.
    pub latest: List<usize>,
    /// True when the item may be put earlier without harm.
    pub is_movable: List<bool>,
    /// By item: what can take its place in a fill (Jackson 1956), as the places of those items.
    pub stand_ins: List<Vec<usize>>,
    /// Weights for bounds, with the limit they come from.
    pub functions: Vec<Function>,
    /// What all needs of the only limit are multiples of; 0 where sums of them cannot be listed.
    pub unit: i64,
    /// `(last wave, items needed, items)` of each cover.
    pub covers: Vec<(usize, i64, Vec<usize>)>,
    /// False when no plan has so few waves.
    pub is_possible: bool,
}

impl Line {
    /// The line of all plans inside `windows`, with lags of at most 1; `None` where no wave is left, or where it is to
    /// be read backwards and cannot be.
    pub fn new(problem: &Problem, windows: &Windows, is_reversed: bool) -> Option<Self> {
        let items = problem.item_count();
        let waves = windows.latest.iter().copied().max().unwrap_or(0).min(problem.waves);
        if waves == 0 {
            return None;
        }
        let limits = problem.roles + problem.groups;
        let mut line = Self {
            items,
            words: items.div_ceil(64),
            waves,
            limits,
            is_reversed: false,
            is_plain: false,
            is_uniform: false,
            origin: by_size(problem, waves),
            need: Grid::new(items, limits, 0),
            own: Grid::new(items, limits, 0),
            run: Grid::new(items, limits, 0),
            length: problem.length.clone(),
            fatigue: List::new(limits, 0),
            room: Grid::new(limits, problem.waves + 2, 0),
            rest: Grid::new(limits, problem.waves + 2, 0),
            run_room: Grid::new(limits, problem.waves + 2, i64::MAX),
            carry_room: Grid::new(limits, problem.waves + 2, i64::MAX),
            before: List::new(items, Vec::new()),
            after: List::new(items, Vec::new()),
            order: Vec::new(),
            earliest: List::new(items, 1),
            latest: List::new(items, waves),
            is_movable: List::new(items, false),
            stand_ins: List::new(items, Vec::new()),
            functions: Vec::new(),
            covers: Vec::new(),
            unit: 0,
            is_possible: windows.possible,
        };
        line.copy(problem, windows);
        line.classify(problem);
        if is_reversed {
            if !line.is_plain {
                return None;
            }
            line.reverse();
        }
        let (behind, strictly) = line.closures();
        line.find_stand_ins(problem, &behind, &strictly);
        line.tighten(&behind, &strictly);
        Some(line)
    }

    fn copy(&mut self, problem: &Problem, windows: &Windows) {
        let mut place_of = List::new(self.items, 0);
        for (place, &item) in self.origin.iter().enumerate() {
            place_of[item] = place;
        }
        for (place, &item) in self.origin.iter().enumerate() {
            for role in 0..problem.roles {
                self.need[(place, role)] = problem.build[(item, role)];
                self.own[(place, role)] = problem.own_run[(item, role)];
                self.run[(place, role)] = problem.run[(item, role)];
            }
            for group in 0..problem.groups {
                self.need[(place, problem.roles + group)] = 100 * problem.impact[(item, group)];
            }
            self.earliest[place] = windows.earliest[item].max(1);
            self.latest[place] = windows.latest[item].min(self.waves);
            // Of two arcs between the same items the longer one holds.
            let mut before: Vec<(usize, usize)> =
                problem.predecessors[item].iter().map(|&(before, lag)| (place_of[before], lag)).collect();
            before.sort_unstable_by(|one, other| (one.0, other.1).cmp(&(other.0, one.1)));
            before.dedup_by_key(|arc| arc.0);
            for &(other, lag) in &before {
                self.after[other].push((place, lag));
            }
            self.before[place] = before;
        }
        for group in 0..problem.groups {
            self.fatigue[problem.roles + group] = problem.fatigue[group];
        }
        for limit in 0..self.limits {
            for wave in 1..=problem.waves {
                let room = match limit.checked_sub(problem.roles) {
                    None => problem.capacity[(limit, wave)],
                    Some(group) => problem.absorb[(group, wave)],
                };
                self.room[(limit, wave)] = room.min(MOST_ROOM);
            }
            for wave in (0..problem.waves).rev() {
                let next = match self.length[wave + 1] {
                    0 => i64::MAX,
                    length => self.room[(limit, wave + 1)] / length,
                };
                self.run_room[(limit, wave)] = self.run_room[(limit, wave + 1)].min(next);
                if self.fatigue[limit] > 0 {
                    self.carry_room[(limit, wave)] = self.room[(limit, wave + 1)] * 100 / self.fatigue[limit];
                }
            }
        }
        self.order = problem.order.iter().map(|&item| place_of[item]).collect();
        self.covers = problem
            .covers
            .iter()
            .map(|cover| (cover.by, cover.at_least, cover.items.iter().map(|&item| place_of[item]).collect()))
            .collect();
    }

    fn classify(&mut self, problem: &Problem) {
        for item in 0..self.items {
            self.is_movable[item] = (0..self.limits).all(|limit| {
                self.run[(item, limit)] == 0
                    && self.own[(item, limit)] == 0
                    && (self.fatigue[limit] == 0 || self.need[(item, limit)] == 0)
            });
        }
        self.is_plain = self.covers.is_empty() && self.is_movable.iter().all(|&movable| movable);
        let is_free = |item: usize| {
            problem.pin[item] == 0 && problem.earliest[item] == 1 && problem.latest[item] >= self.waves
        };
        self.is_uniform = self.is_plain
            && (0..self.items).all(is_free)
            && (0..self.limits).all(|limit| self.is_level(limit));
    }

    /// True when all waves of the line have the same room.
    fn is_level(&self, limit: usize) -> bool {
        (2..=self.waves).all(|wave| self.room[(limit, wave)] == self.room[(limit, 1)])
    }

    fn reverse(&mut self) {
        self.is_reversed = true;
        std::mem::swap(&mut self.before, &mut self.after);
        self.order.reverse();
        for item in 0..self.items {
            let (earliest, latest) = (self.earliest[item], self.latest[item]);
            self.earliest[item] = (self.waves + 1).saturating_sub(latest).max(1);
            self.latest[item] = (self.waves + 1).saturating_sub(earliest);
        }
        let forward = self.room.clone();
        for limit in 0..self.limits {
            for wave in 1..=self.waves {
                self.room[(limit, wave)] = forward[(limit, self.waves + 1 - wave)];
            }
        }
    }

    /// By item, as bits: all that needs it, and all that must be in a strictly later wave.
    fn closures(&self) -> (Grid<u64>, Grid<u64>) {
        let mut behind = Grid::new(self.items, self.words, 0);
        let mut strictly = Grid::new(self.items, self.words, 0);
        for &item in self.order.iter().rev() {
            for &(after, lag) in &self.after[item] {
                let bit = 1_u64 << (after % 64);
                behind[(item, after / 64)] |= bit;
                if lag > 0 {
                    strictly[(item, after / 64)] |= bit;
                }
                for word in 0..self.words {
                    let (all, strict) = (behind[(after, word)], strictly[(after, word)]);
                    behind[(item, word)] |= all;
                    strictly[(item, word)] |= if lag > 0 { all } else { strict };
                }
            }
        }
        (behind, strictly)
    }

    /// An item that is no smaller, no less urgent for anything behind it and no more bound can take the place of
    /// another: the two change places, and nothing breaks. Of equal ones the first stands in for the second.
    fn find_stand_ins(&mut self, problem: &Problem, behind: &Grid<u64>, strictly: &Grid<u64>) {
        let mut in_cover = List::new(self.items, false);
        for (_, _, items) in &self.covers {
            for &item in items {
                in_cover[item] = true;
            }
        }
        let bound = |item: usize| {
            let item = self.origin.get(item).copied().unwrap_or(0);
            match (problem.pin[item], self.is_reversed) {
                (0, false) => problem.latest[item].min(self.waves),
                (0, true) => (self.waves + 1).saturating_sub(problem.earliest[item]),
                (pin, false) => pin,
                (pin, true) => (self.waves + 1).saturating_sub(pin),
            }
        };
        let covers = |one: &Grid<u64>, item: usize, other: usize| {
            (0..self.words).all(|word| one[(other, word)] & !one[(item, word)] == 0)
        };
        let mut stand_ins = List::new(self.items, Vec::new());
        for item in (0..self.items).filter(|&item| self.is_movable[item] && !in_cover[item]) {
            for other in (0..self.items).filter(|&other| other != item && self.is_movable[other]) {
                let dominates = |one: usize, two: usize| {
                    (0..self.limits).all(|limit| self.need[(one, limit)] >= self.need[(two, limit)])
                        && covers(behind, one, two)
                        && covers(strictly, one, two)
                        && bound(two) >= bound(one)
                };
                // `behind` of the other must not name the item itself: then it is a prerequisite of it.
                if dominates(other, item) && (other < item || !dominates(item, other) || in_cover[other]) {
                    stand_ins[item].push(other);
                }
            }
        }
        self.stand_ins = stand_ins;
    }

    /// Takes gaps that can never be filled, cuts windows and finds weights.
    fn tighten(&mut self, behind: &Grid<u64>, strictly: &Grid<u64>) {
        self.sum_rooms();
        for round in 0..2 {
            self.find_functions();
            self.cut_latest(behind);
            if (0..self.items).any(|item| self.earliest[item] > self.latest[item]) {
                self.is_possible = false;
            }
            if !self.is_possible || round == 1 {
                break;
            }
            for limit in 0..self.limits {
                self.fill_gaps(limit, behind, strictly);
            }
            self.sum_rooms();
        }
        if self.limits == 1 && self.is_plain {
            let room = self.room.row(0).iter().copied().max().unwrap_or(0);
            let unit = (0..self.items).fold(0, |unit, item| greatest_common(unit, self.need[(item, 0)]));
            self.unit = if unit > 0 && room / unit <= MOST_SUMS { unit } else { 0 };
        }
    }

    fn sum_rooms(&mut self) {
        for limit in 0..self.limits {
            self.rest[(limit, self.waves + 1)] = 0;
            for wave in (1..=self.waves).rev() {
                let rest = self.rest[(limit, wave + 1)] + self.room[(limit, wave)];
                self.rest[(limit, wave)] = rest.min(MOST_REST);
            }
        }
    }

    fn find_functions(&mut self) {
        self.functions.clear();
        for limit in 0..self.limits {
            let room = (1..=self.waves).map(|wave| self.room[(limit, wave)]).max().unwrap_or(0);
            let sizes: Vec<i64> = (0..self.items).map(|item| self.need[(item, limit)]).collect();
            if sizes.iter().any(|&size| size > room) {
                self.is_possible = false;
            } else if room > 0 && sizes.iter().any(|&size| size > 0) {
                self.functions.extend(functions(&sizes, room));
            }
        }
        // The strongest first, so that a state that fails fails soon.
        self.functions.sort_by_key(|function| std::cmp::Reverse(function.waves()));
        self.is_possible &= self.functions.iter().all(|function| function.waves() <= self.waves as i64);
    }

    /// Everything behind an item has to fit into the waves from its own on, each by its own last wave: in the sizes,
    /// and in every weight.
    fn cut_latest(&mut self, behind: &Grid<u64>) {
        let most = MOST_WINDOW_WORK / (self.items * (self.items + self.waves));
        let mut due = vec![0_i64; self.waves + 2];
        for place in (0..self.order.len()).rev() {
            let Some(&item) = self.order.get(place) else { continue };
            for &(after, lag) in &self.after[item] {
                self.latest[item] = self.latest[item].min(self.latest[after].saturating_sub(lag));
            }
            let followers = members((0..self.words).map(|word| behind[(item, word)]));
            if followers.is_empty() {
                continue;
            }
            for measure in 0..self.limits + self.functions.len().min(most) {
                let function = measure.checked_sub(self.limits).and_then(|place| self.functions.get(place));
                let load = |item: usize| match function {
                    Some(function) => function.weights.get(item).copied().unwrap_or(0),
                    None => self.need[(item, measure)],
                };
                let room = |wave: usize| match function {
                    Some(function) => function.room,
                    None => self.room[(measure, wave)],
                };
                due.fill(0);
                for &follower in &followers {
                    if let Some(cell) = due.get_mut(self.latest[follower]) {
                        *cell += load(follower);
                    }
                }
                // From the last wave back: what is due by each wave needs so much room before it.
                let mut latest = self.latest[item];
                let total: i64 = load(item) + due.iter().sum::<i64>();
                let (mut by_end, mut end) = (total, self.waves);
                while end >= 1 && by_end > load(item) {
                    let (mut left, mut start) = (by_end, end + 1);
                    while left > 0 && start > 1 {
                        start -= 1;
                        left = left.saturating_sub(room(start));
                    }
                    latest = latest.min(if left > 0 { 0 } else { start });
                    by_end -= due.get(end).copied().unwrap_or(0);
                    end -= 1;
                }
                self.latest[item] = self.latest[item].min(latest);
            }
        }
    }

    /// Raises what an item takes of a level limit by what nothing that may share its wave can fill.
    fn fill_gaps(&mut self, limit: usize, behind: &Grid<u64>, strictly: &Grid<u64>) {
        let is_moving = |item: usize| self.run[(item, limit)] > 0 || self.own[(item, limit)] > 0;
        if self.fatigue[limit] > 0 || !self.is_level(limit) || (0..self.items).any(is_moving) {
            return;
        }
        let room = self.room[(limit, 1)];
        let unit = (0..self.items).fold(0, |unit, item| greatest_common(unit, self.need[(item, limit)]));
        if unit == 0 {
            return;
        }
        let parts = room / unit;
        let work = (parts as usize / 64 + 1).saturating_mul(self.items * self.items);
        let is_too_much = self.items > MOST_ITEMS_FOR_GAPS || parts > MOST_PARTS || work > MOST_GAP_WORK;
        if parts <= 0 || is_too_much {
            return;
        }
        // In units from here on; room that no sum of items reaches is no room.
        let mut sizes: Vec<i64> = (0..self.items).map(|item| self.need[(item, limit)] / unit).collect();
        let most = fullest(sizes.iter().copied(), parts);
        for item in 0..self.items {
            let own = sizes.get(item).copied().unwrap_or(0);
            if own == 0 {
                continue;
            }
            let partners = (0..self.items)
                .filter(|&other| other != item && self.may_share(limit, item, other, room, behind, strictly));
            let others = partners.filter_map(|other| sizes.get(other).copied()).collect::<Vec<_>>();
            let gap = most - own - fullest(others.into_iter(), most - own);
            if let Some(size) = sizes.get_mut(item) {
                *size += gap;
            }
        }
        for (item, size) in sizes.into_iter().enumerate() {
            self.need[(item, limit)] = size * unit;
        }
        for wave in 1..=self.waves {
            self.room[(limit, wave)] = most * unit;
        }
    }

    fn may_share(
        &self,
        limit: usize,
        one: usize,
        other: usize,
        room: i64,
        behind: &Grid<u64>,
        strictly: &Grid<u64>,
    ) -> bool {
        let has = |table: &Grid<u64>, item: usize, bit: usize| table[(item, bit / 64)] >> (bit % 64) & 1 == 1;
        if self.need[(one, limit)] + self.need[(other, limit)] > room
            || self.earliest[one] > self.latest[other]
            || self.earliest[other] > self.latest[one]
            || has(strictly, one, other)
            || has(strictly, other, one)
        {
            return false;
        }
        let (first, last) = match (has(behind, one, other), has(behind, other, one)) {
            (true, _) => (one, other),
            (_, true) => (other, one),
            _ => return true,
        };
        let between = members((0..self.words).map(|word| behind[(first, word)]))
            .into_iter()
            .filter(|&middle| has(behind, middle, last));
        let sum: i64 = between.map(|middle| self.need[(middle, limit)]).sum();
        sum + self.need[(one, limit)] + self.need[(other, limit)] <= room
    }
}

/// The items of a set.
pub fn members(words: impl Iterator<Item = u64>) -> Vec<usize> {
    let mut found = Vec::new();
    for (place, mut bits) in words.enumerate() {
        while bits != 0 {
            found.push(place * 64 + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
    found
}

/// Items with the largest share of the limits first, those with most behind them first where equal.
fn by_size(problem: &Problem, waves: usize) -> Vec<usize> {
    let share = |need: i64, row: &[i64]| {
        let room = row.get(1..=waves).unwrap_or(&[]).iter().copied().max().unwrap_or(0).max(1);
        i128::from(need) * 1_000_000 / i128::from(room)
    };
    let rank = |item: usize| {
        let roles: i128 = (0..problem.roles)
            .map(|role| share(problem.build[(item, role)], problem.capacity.row(role)))
            .sum();
        let groups: i128 = (0..problem.groups)
            .map(|group| share(100 * problem.impact[(item, group)], problem.absorb.row(group)))
            .sum();
        (roles + groups, problem.successors[item].len())
    };
    let mut order: Vec<(i128, usize, usize)> =
        (0..problem.item_count()).map(|item| (-rank(item).0, usize::MAX - rank(item).1, item)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, _, item)| item).collect()
}

fn greatest_common(mut one: i64, mut other: i64) -> i64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
