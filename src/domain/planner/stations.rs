//! Fewest waves, station by station: branch, bound and remember (Sewell and Jacobson 2012; Morrison, Sewell and
//! Jacobson 2014). A state is the set of items in the first so many waves; its children add one more wave, filled in
//! all ways that are worth while (`fill`). Every set is remembered with the fewest waves that reach it, so that none is
//! searched twice. States wait in one queue per wave, and the queues take turns, so that each round is a dive to a full
//! plan (cyclic best-first search). The line is searched from both ends at once where it may be; whichever search ends
//! first is the proof that no plan has so few waves.
//!
//! The search asks one question, "is there a plan inside these windows", and is built anew when a plan was found. It
//! holds for run effort, carry-over, windows, covers and unlike waves as well: only the rules that `line` and `fill`
//! name fall away. Where a line cannot be built (lags over 1, very many items) there is no such search.
//!
//! Memory is bounded. When it is full, states are searched depth first without being remembered.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::fill::Fill;
use super::line::{Line, MOST_ITEMS, members};
use super::problem::{Objective, Problem};
use super::random::Random;
use super::reductions::Windows;
use super::table::{Grid, List};

/// Bytes that the states of one direction may take, about.
const MOST_BYTES: usize = 28 << 20;
/// Sets that one visit of a state may add before others have their turn.
const MOST_CHILDREN: usize = 200;
/// Cells that one visit of a state may touch before others have their turn.
const MOST_WORK_PER_VISIT: u64 = 60_000;
/// The worth of one item less to place, against a millionth of the room of a wave.
const WORTH_OF_AN_ITEM: i64 = 40;
/// No state.
const NONE: u32 = u32::MAX;

/// True when the fewest waves of a problem can be searched in this way.
pub fn is_searchable(problem: &Problem) -> bool {
    problem.objective == Objective::MinWaves
        && (1..=MOST_ITEMS).contains(&problem.item_count())
        && problem.arcs.iter().all(|arc| arc.lag <= 1)
}

/// The search for a plan of so few waves, from both ends.
#[derive(Clone, Debug)]
pub struct Stations {
    trees: Vec<Tree>,
    is_exhausted: bool,
}

impl Stations {
    /// A search among the plans inside `windows`; `None` where it cannot be built.
    pub fn new(problem: &Problem, windows: &Windows) -> Option<Self> {
        Self::within(problem, windows, MOST_BYTES, MOST_CHILDREN)
    }

    /// A search with so much memory per direction and so many children per visit.
    pub fn within(problem: &Problem, windows: &Windows, bytes: usize, children: usize) -> Option<Self> {
        if !is_searchable(problem) {
            return None;
        }
        let tree = |line| Tree::new(line, bytes, children);
        let forward = tree(Line::new(problem, windows, false)?);
        let backward = Line::new(problem, windows, true).map(tree);
        let trees: Vec<Tree> = std::iter::once(forward).chain(backward).collect();
        Some(Self { is_exhausted: trees.iter().any(|tree| tree.is_exhausted), trees })
    }

    /// True when no plan lies inside the windows.
    pub fn is_exhausted(&self) -> bool {
        self.is_exhausted
    }

    /// True when all the rules but those of equal waves hold.
    pub fn is_plain(&self) -> bool {
        self.trees.iter().all(|tree| tree.line.is_plain)
    }

    /// Cells touched so far.
    pub fn work(&self) -> u64 {
        self.trees.iter().map(|tree| tree.work).sum()
    }

    /// Searches on until `work` more cells are touched, a plan is met, or there is none.
    pub fn run(&mut self, work: u64) -> Option<Vec<u32>> {
        let stop = self.work().saturating_add(work);
        while !self.is_exhausted && self.work() < stop {
            let tree = self.trees.iter_mut().min_by_key(|tree| tree.work)?;
            let found = tree.visit();
            self.is_exhausted |= tree.is_exhausted;
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// A state that waits for a visit: fewer visits first, then the smaller rank.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    visits: u32,
    rank: i64,
    state: u32,
    /// Where the last visit left off.
    path: Option<Box<Vec<u16>>>,
}

/// The states reached from one end of the line.
#[derive(Clone, Debug)]
struct Tree {
    line: Line,
    /// By item: random bits whose sum is the name of a set.
    keys: Vec<u64>,
    /// Sets of all states, one behind the other.
    sets: Vec<u64>,
    /// By state: the state one wave before.
    parents: Vec<u32>,
    /// By state: its waves.
    waves: Vec<u16>,
    /// By state and limit that is carried over: what its last wave took. Empty without such limits.
    carried: Vec<i64>,
    /// Limits that are carried over.
    fatigued: Vec<usize>,
    /// State by name, open addressing.
    slots: Vec<u32>,
    queues: List<BinaryHeap<Reverse<Waiting>>>,
    /// The wave whose queue has its turn.
    turn: usize,
    /// By limit and item: need in millionths, weighted by how tight the limit is.
    shares: Grid<i64>,
    /// A search without memory, below the state it started from.
    dive: Vec<Fill>,
    dive_state: u32,
    most_states: usize,
    most_children: usize,
    work: u64,
    is_exhausted: bool,
}

impl Tree {
    fn new(line: Line, most_bytes: usize, most_children: usize) -> Self {
        let mut random = Random::new(17);
        let fatigued: Vec<usize> = (0..line.limits).filter(|&limit| line.fatigue[limit] > 0).collect();
        let bytes = line.words * 8 + 8 + 2 + 8 * fatigued.len() + 48;
        let mut tree = Self {
            keys: (0..line.items).map(|_| random.bits()).collect(),
            sets: Vec::new(),
            parents: Vec::new(),
            waves: Vec::new(),
            carried: Vec::new(),
            fatigued,
            slots: vec![NONE; 1 << 10],
            queues: List::new(line.waves + 1, BinaryHeap::new()),
            turn: 0,
            shares: Grid::new(line.limits, line.items, 0),
            dive: Vec::new(),
            dive_state: 0,
            most_states: most_bytes / bytes,
            most_children,
            // Building the line is work as well, about so much.
            work: (line.items * (line.items + line.functions.len()) * 4) as u64,
            is_exhausted: !line.is_possible,
            line,
        };
        tree.weigh();
        let root = vec![0; tree.line.words];
        tree.remember(&root, 0, NONE, &vec![0; tree.fatigued.len()]);
        tree.queues[0].push(Reverse(Waiting { visits: 0, rank: 0, state: 0, path: None }));
        if tree.line.is_possible {
            let fill = tree.fill(0);
            tree.is_exhausted = !tree.can_hold(&fill);
        }
        tree
    }

    fn weigh(&mut self) {
        let line = &self.line;
        for limit in 0..line.limits {
            let total: i64 = (0..line.items).map(|item| line.need[(item, limit)]).sum();
            let room = line.rest[(limit, 1)].max(1);
            let tightness = (i128::from(total) * 1000 / i128::from(room)).min(2000);
            for item in 0..line.items {
                let share = i128::from(line.need[(item, limit)]) * 1000 * line.waves as i128;
                self.shares[(limit, item)] = (share * tightness / i128::from(room)) as i64;
            }
        }
    }

    /// Visits the next state; the plan, if that completes one.
    fn visit(&mut self) -> Option<Vec<u32>> {
        if self.is_exhausted {
            return None;
        }
        if !self.dive.is_empty() {
            return self.dive_on();
        }
        let Some(waiting) = self.next_waiting() else {
            self.is_exhausted = true;
            return None;
        };
        let mut fill = self.fill(waiting.state);
        if !self.can_hold(&fill) {
            return None;
        }
        if let Some(path) = &waiting.path {
            fill.follow(&self.line, path);
        }
        if self.parents.len() + self.most_children > self.most_states {
            self.dive_state = waiting.state;
            self.dive.push(fill);
            return None;
        }
        let sums = self.sums(&fill);
        let mut children = 0;
        while children < self.most_children && fill.work < MOST_WORK_PER_VISIT {
            if !fill.advance(&self.line, MOST_WORK_PER_VISIT) {
                break;
            }
            children += 1;
            let load = fill.load();
            match self.judge(&fill, &load, &sums) {
                Verdict::Complete => {
                    self.work += fill.work;
                    let mut loads = self.loads(waiting.state);
                    loads.push(load);
                    return Some(self.plan(&loads));
                }
                Verdict::Open => self.add(&fill, &load, waiting.state),
                Verdict::Hopeless => {}
            }
        }
        self.work += fill.work;
        if !fill.is_over() {
            // It waits behind all that were visited less often.
            let path = Some(Box::new(fill.path()));
            let again = Waiting { visits: waiting.visits + 1, path, ..waiting };
            self.queues[fill.wave - 1].push(Reverse(again));
        }
        None
    }

    /// The queues take turns; what was reached with fewer waves meanwhile is passed over.
    fn next_waiting(&mut self) -> Option<Waiting> {
        for _ in 0..=self.line.waves {
            let wave = self.turn;
            self.turn = if wave + 1 > self.line.waves { 0 } else { wave + 1 };
            while let Some(Reverse(waiting)) = self.queues[wave].pop() {
                self.work += 8;
                if self.waves.get(waiting.state as usize).copied().map(usize::from) == Some(wave) {
                    return Some(waiting);
                }
            }
        }
        None
    }

    fn fill(&mut self, state: u32) -> Fill {
        let wave = self.waves.get(state as usize).copied().map_or(0, usize::from);
        let last = if self.fatigued.is_empty() { Vec::new() } else { self.last_load(state) };
        let fill = Fill::new(&self.line, wave + 1, self.set(state), &last);
        self.work += fill.work;
        fill
    }

    /// What `weights` still need of the waves behind a fill, function by function.
    fn sums(&mut self, fill: &Fill) -> Vec<i64> {
        let rest = members(fill.base.iter().map(|word| !word));
        self.work += (self.line.functions.len() * self.line.items) as u64;
        let of = |weights: &[i64]| rest.iter().filter_map(|&item| weights.get(item)).sum();
        self.line.functions.iter().map(|function| of(&function.weights)).collect()
    }

    /// The bounds that look at a whole state: weights, what is due by each wave, and what is carried over.
    fn can_hold(&mut self, fill: &Fill) -> bool {
        if fill.is_over() {
            return false;
        }
        let line = &self.line;
        let left = (line.waves + 1 - fill.wave) as i64;
        let rest: Vec<usize> =
            members(fill.base.iter().map(|word| !word)).into_iter().filter(|&item| item < line.items).collect();
        self.work += (rest.len() * (line.functions.len() + line.limits)) as u64;
        let exceeds = |weights: &[i64], room: i64| {
            rest.iter().filter_map(|&item| weights.get(item)).sum::<i64>() > room.saturating_mul(left)
        };
        if line.functions.iter().any(|function| exceeds(&function.weights, function.room)) {
            return false;
        }
        let mut due = vec![0_i64; line.waves + 2];
        (0..line.limits).all(|limit| {
            due.fill(0);
            for &item in &rest {
                if let Some(cell) = due.get_mut(line.latest[item]) {
                    *cell += line.need[(item, limit)];
                }
            }
            let mut room = 0;
            let holds = (fill.wave..=line.waves).all(|wave| {
                room += line.room[(limit, wave)] - due.get(wave).copied().unwrap_or(0);
                room >= 0
            });
            holds && self.carries(fill, limit)
        })
    }

    /// Of all impact but that of the last wave a share is carried over.
    fn carries(&self, fill: &Fill, limit: usize) -> bool {
        let line = &self.line;
        let open = fill.open.get(limit).copied().unwrap_or(0);
        if line.fatigue[limit] == 0 || open == 0 {
            return true;
        }
        let at_end = (fill.wave..=line.waves).map(|wave| line.room[(limit, wave)]).max().unwrap_or(0).min(open);
        let carried = line.fatigue[limit] * (open - at_end) / 100;
        open.saturating_add(carried) <= line.rest[(limit, fill.wave)]
    }

    fn judge(&mut self, fill: &Fill, load: &[usize], sums: &[i64]) -> Verdict {
        let line = &self.line;
        let has = |item: &usize| fill.set.get(item / 64).is_some_and(|word| word >> (item % 64) & 1 == 1);
        for (by, needed, items) in line.covers.iter().filter(|(by, _, _)| *by == fill.wave) {
            if (items.iter().filter(|&item| has(item)).count() as i64) < *needed {
                debug_assert!(*by > 0, "waves count from 1");
                return Verdict::Hopeless;
            }
        }
        if fill.set.iter().map(|word| word.count_ones() as usize).sum::<usize>() == line.items {
            return Verdict::Complete;
        }
        let left = (line.waves - fill.wave) as i64;
        for (function, &sum) in line.functions.iter().zip(sums) {
            self.work += load.len() as u64;
            let taken: i64 = load.iter().filter_map(|&item| function.weights.get(item)).sum();
            if sum - taken > function.room.saturating_mul(left) {
                return Verdict::Hopeless;
            }
        }
        Verdict::Open
    }

    /// Remembers the set of a fill and queues it, unless it was reached before with as few waves.
    fn add(&mut self, fill: &Fill, load: &[usize], parent: u32) {
        let carried: Vec<i64> = self
            .fatigued
            .iter()
            .map(|&limit| load.iter().map(|&item| self.line.need[(item, limit)]).sum())
            .collect();
        let Some(state) = self.remember(&fill.set, fill.wave, parent, &carried) else { return };
        let line = &self.line;
        let (mut rank, mut open) = (0_i64, 0);
        for item in members(fill.set.iter().map(|word| !word)).into_iter().filter(|&item| item < line.items) {
            open += 1;
            for limit in 0..line.limits {
                rank += self.shares[(limit, item)];
            }
        }
        self.work += (open * line.limits) as u64;
        rank -= WORTH_OF_AN_ITEM * open as i64 * fill.wave as i64;
        self.queues[fill.wave].push(Reverse(Waiting { visits: 0, rank, state, path: None }));
    }

    /// The state of a set, if it is new or was reached with more waves so far.
    fn remember(&mut self, set: &[u64], wave: usize, parent: u32, carried: &[i64]) -> Option<u32> {
        if self.parents.len() * 2 >= self.slots.len() {
            self.grow();
        }
        match self.look_up(set, wave, carried) {
            Place::Known => None,
            Place::Late(state) => {
                let place = state as usize;
                self.waves.get_mut(place).into_iter().for_each(|cell| *cell = wave as u16);
                self.parents.get_mut(place).into_iter().for_each(|cell| *cell = parent);
                Some(state)
            }
            Place::Free(slot) => {
                let state = self.parents.len() as u32;
                self.slots.get_mut(slot).into_iter().for_each(|cell| *cell = state);
                self.sets.extend_from_slice(set);
                self.parents.push(parent);
                self.waves.push(wave as u16);
                self.carried.extend_from_slice(carried);
                Some(state)
            }
        }
    }

    fn look_up(&mut self, set: &[u64], wave: usize, carried: &[i64]) -> Place {
        let mut slot = self.name(set) as usize & (self.slots.len() - 1);
        loop {
            self.work += 4;
            let state = self.slots.get(slot).copied().unwrap_or(NONE);
            if state == NONE {
                return Place::Free(slot);
            }
            if self.set(state) == set {
                let reached = self.waves.get(state as usize).copied().map_or(0, usize::from);
                if self.line.is_uniform {
                    return if reached <= wave { Place::Known } else { Place::Late(state) };
                }
                if reached == wave && self.carried_by(state).iter().zip(carried).all(|(one, two)| one <= two) {
                    return Place::Known;
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots = vec![NONE; size];
        for state in 0..self.parents.len() as u32 {
            let mut slot = self.name(self.set(state)) as usize & (size - 1);
            while self.slots.get(slot).is_some_and(|&other| other != NONE) {
                slot = (slot + 1) & (size - 1);
            }
            self.slots.get_mut(slot).into_iter().for_each(|cell| *cell = state);
        }
        self.work += size as u64;
    }

    fn name(&self, set: &[u64]) -> u64 {
        let keys = members(set.iter().copied()).into_iter().filter_map(|item| self.keys.get(item));
        keys.fold(0, |sum, key| sum ^ key)
    }

    fn set(&self, state: u32) -> &[u64] {
        let start = state as usize * self.line.words;
        self.sets.get(start..start + self.line.words).unwrap_or(&[])
    }

    fn carried_by(&self, state: u32) -> &[i64] {
        let start = state as usize * self.fatigued.len();
        self.carried.get(start..start + self.fatigued.len()).unwrap_or(&[])
    }

    fn last_load(&self, state: u32) -> Vec<usize> {
        match self.parents.get(state as usize) {
            Some(&parent) if parent != NONE => {
                members(self.set(state).iter().zip(self.set(parent)).map(|(set, base)| set & !base))
            }
            _ => Vec::new(),
        }
    }

    /// What each wave up to a state holds.
    fn loads(&self, state: u32) -> Vec<Vec<usize>> {
        let mut loads = Vec::new();
        let mut state = state;
        while let Some(&parent) = self.parents.get(state as usize)
            && parent != NONE
        {
            loads.push(self.last_load(state));
            state = parent;
        }
        loads.reverse();
        loads
    }

    /// The plan of these loads, for the items of the problem.
    fn plan(&self, loads: &[Vec<usize>]) -> Vec<u32> {
        let mut plan = List::new(self.line.items, 0);
        // Where waves are alike a backward plan ends in wave 1 however many it takes.
        let waves = if self.line.is_uniform { loads.len() } else { self.line.waves };
        for (place, load) in loads.iter().enumerate() {
            for item in load.iter().filter_map(|&item| self.line.origin.get(item)) {
                plan[*item] = if self.line.is_reversed { waves - place } else { place + 1 } as u32;
            }
        }
        plan.iter().copied().collect()
    }

    /// The search without memory goes on for one visit.
    fn dive_on(&mut self) -> Option<Vec<u32>> {
        let stop = self.work + MOST_WORK_PER_VISIT;
        while self.work < stop {
            let Some(fill) = self.dive.last_mut() else { return None };
            let before = fill.work;
            let is_met = fill.advance(&self.line, MOST_WORK_PER_VISIT);
            self.work += fill.work - before;
            if !is_met {
                if fill.is_over() {
                    self.dive.pop();
                }
                continue;
            }
            let fill = fill.clone();
            let load = fill.load();
            let sums = self.sums(&fill);
            match self.judge(&fill, &load, &sums) {
                Verdict::Complete => {
                    let mut loads = self.loads(self.dive_state);
                    loads.extend(self.dive.iter().map(Fill::load));
                    self.dive.clear();
                    return Some(self.plan(&loads));
                }
                Verdict::Open => {
                    let carried: Vec<i64> = self
                        .fatigued
                        .iter()
                        .map(|&limit| load.iter().map(|&item| self.line.need[(item, limit)]).sum())
                        .collect();
                    if matches!(self.look_up(&fill.set, fill.wave, &carried), Place::Known) {
                        continue;
                    }
                    let next = Fill::new(&self.line, fill.wave + 1, &fill.set, &load);
                    self.work += next.work;
                    if self.can_hold(&next) {
                        self.dive.push(next);
                    }
                }
                Verdict::Hopeless => {}
            }
        }
        None
    }
}

/// What a filled wave leads to.
enum Verdict {
    /// All items are in.
    Complete,
    /// A plan of so few waves may follow.
    Open,
    /// No plan of so few waves follows.
    Hopeless,
}

/// Where a set belongs in the memory.
enum Place {
    /// It was reached with as few waves before.
    Known,
    /// It was reached with more waves.
    Late(u32),
    /// It is new and may take this slot.
    Free(usize),
}
impl Stations {
    pub fn stats(&self) -> String { self.trees.iter().map(|t| format!(" [m {} states {} dive {}]", t.line.waves, t.parents.len(), t.dive.len())).collect() }
}
