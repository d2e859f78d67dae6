//! Fewest waves, station by station: branch, bound and remember (Sewell and Jacobson 2012; Morrison, Sewell and
//! Jacobson 2014). A state is the set of items in the first so many waves; its children add one more wave, filled in
//! all ways that are worth while (`fill`). Every set is remembered with the fewest waves that reach it, so that none is
//! searched twice. States wait in one queue per wave, and the queues take turns, so that each round is a dive to a full
//! plan (cyclic best-first search). The line is searched from both ends at once where it may be; whichever search ends
//! first is the proof that no plan has so few waves.
//!
//! The search asks one question, "is there a plan inside these windows", and is built anew when a plan was found. It
//! holds for run effort, carry-over, windows, covers and unlike waves as well: only the rules that `line` and `fill`
//! name fall away, and sets that leave out something that fits are put off until all others were tried. Where a line
//! cannot be built (lags over 1, very many items) there is no such search.
//!
//! Memory is bounded. When it is full, states are searched depth first without being remembered.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::fill::{Fill, Wanted};
use super::line::{Line, MOST_ITEMS, MOST_REST, members};
use super::memory::{Memory, Place};
use super::packing::Function;
use super::problem::Problem;
use super::problem::file::Objective;
use super::reductions::Windows;
use super::table::{Grid, List};

/// Sets that one visit of a state may add before others have their turn.
const MOST_CHILDREN: usize = 200;
/// Cells that one visit of a state may touch before others have their turn.
const MOST_WORK_PER_VISIT: u64 = 60_000;
/// What one more item in the waves so far costs each of them, in millionths of the room of a wave: few large items
/// first leave many small ones for the gaps.
const WORTH_OF_AN_ITEM: i64 = 40;

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
    /// A search among the plans inside `windows` that remembers about so many bytes; `None` where it cannot be built.
    pub fn new(problem: &Problem, windows: &Windows, bytes: usize) -> Option<Self> {
        Self::with_children(problem, windows, bytes, MOST_CHILDREN)
    }

    fn with_children(problem: &Problem, windows: &Windows, bytes: usize, children: usize) -> Option<Self> {
        if !is_searchable(problem) {
            return None;
        }
        let forward = Line::new(problem, windows, false)?;
        let lines: Vec<Line> = std::iter::once(forward).chain(Line::new(problem, windows, true)).collect();
        let bytes = bytes / lines.len();
        let trees: Vec<Tree> = lines.into_iter().map(|line| Tree::new(line, bytes, children)).collect();
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
        self.trees.iter().map(Tree::work).sum()
    }

    /// Searches on until `work` more cells are touched, a plan is met, or there is none.
    pub fn run(&mut self, work: u64) -> Option<Vec<u32>> {
        let stop = self.work().saturating_add(work);
        while !self.is_exhausted && self.work() < stop {
            let tree = self.trees.iter_mut().min_by_key(|tree| tree.work())?;
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
    wanted: Wanted,
    rank: i64,
    state: u32,
    /// Where the last visit left off.
    path: Option<Box<[u16]>>,
}

/// The states reached from one end of the line.
#[derive(Clone, Debug)]
struct Tree {
    line: Line,
    memory: Memory,
    /// Limits that are carried over.
    fatigued: Vec<usize>,
    queues: List<BinaryHeap<Reverse<Waiting>>>,
    /// The wave whose queue has its turn.
    turn: usize,
    /// By limit and item: need in millionths, weighted by how tight the limit is.
    shares: Grid<i64>,
    /// A search without memory, below the state it started from.
    dive: Vec<(Fill, Vec<i64>)>,
    dive_state: u32,
    most_children: usize,
    work: u64,
    is_exhausted: bool,
}

impl Tree {
    fn new(line: Line, bytes: usize, most_children: usize) -> Self {
        let fatigued: Vec<usize> = (0..line.limits).filter(|&limit| line.fatigue[limit] > 0).collect();
        let mut tree = Self {
            memory: Memory::new(line.items, line.is_uniform, fatigued.len(), bytes),
            fatigued,
            queues: List::new(line.waves + 1, BinaryHeap::new()),
            turn: 0,
            shares: Grid::new(line.limits, line.items, 0),
            dive: Vec::new(),
            dive_state: 0,
            most_children,
            // Building the line is work as well, about so much.
            work: (line.items * (line.items + line.functions.len()) * 4) as u64,
            is_exhausted: !line.is_possible,
            line,
        };
        tree.weigh();
        let wanted = tree.first_wanted();
        tree.queues[0].push(Reverse(Waiting { visits: 0, wanted, rank: 0, state: 0, path: None }));
        if tree.line.is_possible {
            let fill = tree.fill(0);
            let sums = tree.sums(&fill);
            tree.is_exhausted = !tree.can_hold(&fill, &sums);
        }
        tree
    }

    fn work(&self) -> u64 {
        self.work + self.memory.work
    }

    /// Where sets that are not full may be needed, full ones come first all the same.
    fn first_wanted(&self) -> Wanted {
        if self.line.is_movable.iter().all(|&movable| movable) { Wanted::All } else { Wanted::Full }
    }

    /// Weighs what items take by how tight the limits are.
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
        let sums = self.sums(&fill);
        if !self.can_hold(&fill, &sums) {
            return None;
        }
        let dives = !self.memory.has_room(self.most_children);
        if !(dives && waiting.wanted == Wanted::Full) {
            fill.wanted = waiting.wanted;
            waiting.path.iter().for_each(|path| fill.follow(&self.line, path));
        }
        if dives {
            // Full sets and others at once: those that were met before are in the memory.
            self.dive_state = waiting.state;
            self.dive.push((fill, sums));
            return None;
        }
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
                    let mut loads = self.memory.loads(waiting.state);
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
            let path = Some(fill.path().into_boxed_slice());
            let again = Waiting { visits: waiting.visits + 1, path, ..waiting };
            self.queues[fill.wave - 1].push(Reverse(again));
        } else if waiting.wanted == Wanted::Full {
            let again = Waiting { visits: waiting.visits + 1, wanted: Wanted::Rest, path: None, ..waiting };
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
                if self.memory.waves(waiting.state) == wave {
                    return Some(waiting);
                }
            }
        }
        None
    }

    /// Prepares to fill the wave behind a state.
    fn fill(&mut self, state: u32) -> Fill {
        let last = if self.fatigued.is_empty() { Vec::new() } else { self.memory.last_load(state) };
        let fill = Fill::new(&self.line, self.memory.waves(state) + 1, self.memory.set(state), &last);
        self.work += fill.work;
        fill
    }

    /// What the items behind the base of a fill weigh, function by function.
    fn sums(&mut self, fill: &Fill) -> Vec<i64> {
        let rest = members(fill.base.iter().map(|word| !word));
        self.work += (self.line.functions.len() * rest.len()) as u64;
        let of = |weights: &[i64]| rest.iter().filter_map(|&item| weights.get(item)).sum();
        self.line.functions.iter().map(|function| of(&function.weights)).collect()
    }

    /// The bounds that look at a whole state: weights, and what is due by each wave.
    fn can_hold(&mut self, fill: &Fill, sums: &[i64]) -> bool {
        let left = (self.line.waves + 1).saturating_sub(fill.wave) as i64;
        let exceeds = |(function, &sum): (&Function, &i64)| sum > function.room.saturating_mul(left);
        if fill.is_over() || self.line.functions.iter().zip(sums).any(exceeds) {
            return false;
        }
        let line = &self.line;
        let rest = members(fill.base.iter().map(|word| !word)).into_iter();
        let rest: Vec<usize> = rest.take_while(|&item| item < line.items).collect();
        self.work += (rest.len() * line.limits) as u64;
        let mut due = vec![0_i64; line.waves + 2];
        (0..line.limits).all(|limit| {
            due.fill(0);
            for &item in &rest {
                if let Some(cell) = due.get_mut(line.latest[item]) {
                    *cell += line.need[(item, limit)];
                }
            }
            let run = fill.runs.get(limit).copied().unwrap_or(0);
            let mut room = fill.offered.get(limit).copied().unwrap_or(0);
            (fill.wave..=line.waves).all(|wave| {
                if wave > fill.wave {
                    room = (room + line.room[(limit, wave)] - line.length[wave] * run).min(MOST_REST);
                }
                room -= due.get(wave).copied().unwrap_or(0);
                room >= 0
            })
        })
    }

    /// The rules that look at a filled wave, and the bounds that are quickly had.
    fn judge(&mut self, fill: &Fill, load: &[usize], sums: &[i64]) -> Verdict {
        let line = &self.line;
        let has = |item: &usize| fill.set.get(item / 64).is_some_and(|word| word >> (item % 64) & 1 == 1);
        for (_, needed, items) in line.covers.iter().filter(|(by, _, _)| *by == fill.wave) {
            if (items.iter().filter(|&item| has(item)).count() as i64) < *needed {
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
        let carried = self.carried(load);
        let Some(state) = self.memory.remember(&fill.set, fill.wave, parent, &carried) else { return };
        let line = &self.line;
        let (mut rank, mut open) = (0_i64, 0);
        for item in
            members(fill.set.iter().map(|word| !word)).into_iter().take_while(|&item| item < line.items)
        {
            open += 1;
            for limit in 0..line.limits {
                rank += self.shares[(limit, item)];
            }
        }
        self.work += (open * line.limits) as u64;
        rank -= WORTH_OF_AN_ITEM * open as i64 * fill.wave as i64;
        let wanted = self.first_wanted();
        self.queues[fill.wave].push(Reverse(Waiting { visits: 0, wanted, rank, state, path: None }));
    }

    /// What a wave of these items leaves for the next one, limit by limit.
    fn carried(&self, load: &[usize]) -> Vec<i64> {
        let of = |&limit: &usize| load.iter().map(|&item| self.line.need[(item, limit)]).sum();
        self.fatigued.iter().map(of).collect()
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
        let stop = self.work() + MOST_WORK_PER_VISIT;
        while self.work() < stop {
            let (fill, sums) = self.dive.last_mut()?;
            let before = fill.work;
            let is_met = fill.advance(&self.line, MOST_WORK_PER_VISIT);
            self.work += fill.work - before;
            if !is_met {
                if fill.is_over() {
                    self.dive.pop();
                }
                continue;
            }
            let (fill, sums) = (fill.clone(), sums.clone());
            let load = fill.load();
            match self.judge(&fill, &load, &sums) {
                Verdict::Complete => {
                    let mut loads = self.memory.loads(self.dive_state);
                    loads.extend(self.dive.iter().map(|(fill, _)| fill.load()));
                    self.dive.clear();
                    return Some(self.plan(&loads));
                }
                Verdict::Open => {
                    let carried = self.carried(&load);
                    if self.memory.look_up(&fill.set, fill.wave, &carried) == Place::Known {
                        continue;
                    }
                    let next = Fill::new(&self.line, fill.wave + 1, &fill.set, &load);
                    self.work += next.work;
                    let sums = self.sums(&next);
                    if self.can_hold(&next, &sums) {
                        self.dive.push((next, sums));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::problem::file::{CoverFile, FORMAT, ItemFile, ProblemFile};
    use crate::domain::planner::random::Random;
    use crate::domain::planner::recount::recount;
    use crate::domain::planner::reductions::Loads;

    /// What a tiny problem has besides items of one role and prerequisites.
    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
    enum Kind {
        OneRole,
        MoreLimits,
        UnlikeWaves,
        Covers,
        Everything,
    }

    fn tiny(kind: Kind, random: &mut Random) -> ProblemFile {
        let (waves, items) = (2 + random.below(3), 2 + random.below(5));
        let is_level = kind < Kind::UnlikeWaves;
        let (roles, groups) =
            if kind == Kind::OneRole { (1, 0) } else { (1 + random.below(2), random.below(2)) };
        let mut limits = |count: usize| -> Vec<Vec<u64>> {
            let mut of = |room: u64| if is_level { room } else { room - 2 + random.below(5) as u64 };
            (0..count).map(|limit| (0..waves).map(|_| of(7 + limit as u64)).collect()).collect()
        };
        let (capacity, absorb) = (limits(roles), limits(groups));
        let mut file = ProblemFile {
            format: FORMAT.to_owned(),
            waves: waves as u64,
            objective: Objective::MinWaves,
            roles: (0..roles).map(|role| format!("r{role}")).collect(),
            groups: (0..groups).map(|group| format!("g{group}")).collect(),
            capacity,
            absorb,
            fatigue_pct: vec![if kind == Kind::Everything { 50 } else { 0 }; groups],
            ..ProblemFile::default()
        };
        let all = kind == Kind::Everything;
        for position in 0..items {
            let window = !is_level && random.below(4) == 0;
            let earliest = if window { 1 + random.below(waves) as u64 } else { 1 };
            let late = window && random.below(2) == 0;
            file.items.push(ItemFile {
                id: format!("i{position}"),
                build: (0..roles).map(|_| random.below(6) as u64).collect(),
                run: (0..roles).map(|_| if all { random.below(2) as u64 } else { 0 }).collect(),
                impact: (0..groups).map(|_| random.below(5) as u64).collect(),
                earliest,
                latest: late.then_some(waves as u64),
                pin: (!is_level && random.below(9) == 0).then_some(earliest),
                own_run_pct: if all { 50 } else { 0 },
                ..ItemFile::default()
            });
            for before in (0..position).filter(|_| random.below(4) == 0).collect::<Vec<_>>() {
                let lag = if kind == Kind::OneRole { 0 } else { random.below(2) as u64 };
                file.precedence.push([before as u64, position as u64, lag]);
            }
        }
        if kind >= Kind::Covers {
            let by = 1 + random.below(waves) as u64;
            file.cover.push(CoverFile { items: vec![0, items as u64 - 1], by, at_least: 1 });
        }
        file
    }

    /// The fewest waves, by counting through all plans.
    fn fewest(problem: &Problem) -> Option<i64> {
        let mut wave = vec![1_u32; problem.item_count()];
        let mut best: Option<i64> = None;
        loop {
            if let Some(found) = recount(problem, &wave) {
                best = Some(best.map_or(found, |best| best.min(found)));
            }
            let Some(place) = wave.iter().position(|&wave| (wave as usize) < problem.waves) else {
                return best;
            };
            wave[..place].fill(1);
            wave[place] += 1;
        }
    }

    /// Asks for each number of waves, with much and with hardly any memory and with one child per visit.
    fn check(kind: Kind) {
        for seed in 0..150 {
            let problem = Problem::new(&tiny(kind, &mut Random::new(seed))).unwrap();
            let truth = fewest(&problem);
            for waves in 1..=problem.waves {
                let windows = Windows::new(&problem, &Loads::new(&problem), waves);
                for (bytes, children) in [(1 << 20, 200), (1 << 20, 1), (600, 2)] {
                    let Some(mut search) = Stations::with_children(&problem, &windows, bytes, children)
                    else {
                        assert!(truth.is_none_or(|truth| truth > waves as i64));
                        continue;
                    };
                    let mut found = None;
                    while found.is_none() && !search.is_exhausted() {
                        found = search.run(500);
                    }
                    let exists = truth.is_some_and(|truth| truth <= waves as i64);
                    assert_eq!(found.is_some(), exists, "{kind:?} {seed}: {waves} waves, {truth:?} needed");
                    if let Some(plan) = found {
                        let reached = recount(&problem, &plan);
                        assert!(reached.is_some_and(|reached| reached <= waves as i64), "{seed}: {plan:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn answers_agree_with_all_plans_of_one_role() {
        check(Kind::OneRole);
    }

    #[test]
    fn answers_agree_with_all_plans_of_several_limits() {
        check(Kind::MoreLimits);
    }

    #[test]
    fn answers_agree_with_all_plans_of_unlike_waves_and_windows() {
        check(Kind::UnlikeWaves);
    }

    #[test]
    fn answers_agree_with_all_plans_with_covers() {
        check(Kind::Covers);
    }

    #[test]
    fn answers_agree_with_all_plans_with_run_effort_and_carry_over() {
        check(Kind::Everything);
    }
}
