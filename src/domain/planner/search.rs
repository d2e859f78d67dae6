//! The exact search: depth-first branch and bound over the waves that each item has left. Every node propagates
//! prerequisites, limits and covers, then asks the relaxation for a bound and drops every wave that it rules out
//! (reduced-cost fixing). Exhausting the tree is the proof, of an optimum or of infeasibility.
//!
//! The waves left are bits of one word, so problems of more than 63 waves are not searched.

use super::bound::{Choices, Relaxation};
use super::plan::Incumbent;
use super::problem::{Objective, Problem};
use super::reductions::Windows;
use super::score::Score;
use super::table::{Grid, List};
use super::wavewise::Wavewise;

/// The largest wave number that fits into the word.
pub const MOST_WAVES: usize = 63;

/// The waves left for each item, as bits.
#[derive(Clone, Debug)]
struct Masks(List<u64>);

impl Choices for Masks {
    #[inline]
    fn has(&self, item: usize, wave: usize) -> bool {
        self.0[item] >> wave & 1 == 1
    }
}

/// An item that was branched on, with the waves still to be tried.
#[derive(Clone, Debug)]
struct Frame {
    item: usize,
    /// Sets of waves still to be tried, last one next.
    left: Vec<u64>,
    /// Waves before this one were closed when the item was chosen.
    open: usize,
    trail: usize,
    placed: usize,
}

/// A search tree that can be left and entered again at any node.
#[derive(Clone, Debug)]
pub struct Exact {
    masks: Masks,
    /// Items whose mask changed, with the mask before.
    trail: Vec<(usize, u64)>,
    score: Score,
    is_placed: List<bool>,
    placed: Vec<usize>,
    frames: Vec<Frame>,
    queue: Vec<usize>,
    is_queued: List<bool>,
    relaxation: Relaxation,
    wavewise: Option<Wavewise>,
    pub nodes: u64,
    pub known: u64,
    memory: std::collections::BTreeMap<Vec<u64>, Vec<(i64, Vec<i64>)>>,
    /// Role by wave: the largest run effort that every later wave still takes.
    run_room: Grid<i64>,
    /// Group by wave: the largest impact that this wave and the next still take.
    impact_room: Grid<i64>,
    /// How much of the limits each item takes, for the order of branching.
    size: List<f64>,
    work: u64,
    is_exhausted: bool,
    is_started: bool,
}

impl Exact {
    /// A tree over the plans inside `windows`, with the prices found so far; `None` when the waves are too many.
    pub fn new(problem: &Problem, windows: &Windows, relaxation: Relaxation) -> Option<Self> {
        if problem.waves > MOST_WAVES {
            return None;
        }
        let items = problem.item_count();
        let mask = |item: usize| {
            let waves = if windows.can_deploy(item) {
                ((1_u64 << (windows.latest[item] - windows.earliest[item])) * 2 - 1) << windows.earliest[item]
            } else {
                0
            };
            waves | u64::from(!windows.required[item])
        };
        let size = |item: usize| {
            let share =
                |part: f64, row: &[i64]| part / row.iter().map(|&cell| cell as f64).sum::<f64>().max(1.0);
            let roles = (0..problem.roles).map(|role| {
                let effort =
                    problem.build[(item, role)] + problem.run[(item, role)] * problem.waves as i64 / 2;
                share(effort as f64, problem.capacity.row(role))
            });
            let groups = (0..problem.groups)
                .map(|group| share(100.0 * problem.impact[(item, group)] as f64, problem.absorb.row(group)));
            roles.chain(groups).fold(1e-9, |sum, share| sum + share)
        };
        Some(Self {
            masks: Masks((0..items).map(mask).collect::<Vec<_>>().into()),
            trail: Vec::new(),
            score: Score::new(problem),
            is_placed: List::new(items, false),
            placed: Vec::new(),
            frames: Vec::new(),
            queue: (0..items).rev().collect(),
            is_queued: List::new(items, true),
            wavewise: None,
            nodes: 0,
            known: 0,
            memory: Default::default(),
            relaxation,
            run_room: Grid::new(problem.roles, problem.waves + 2, 0),
            impact_room: Grid::new(problem.groups, problem.waves + 2, 0),
            size: (0..items).map(size).collect::<Vec<_>>().into(),
            work: 0,
            is_exhausted: !windows.possible,
            is_started: false,
        })
    }

    /// True when every plan was met or ruled out.
    pub fn is_exhausted(&self) -> bool {
        self.is_exhausted
    }

    /// Cells touched so far.
    pub fn work(&self) -> u64 {
        self.work + self.score.work
    }

    /// Searches on until `work` more cells are touched, a plan with a better objective than `best` is met, or the
    /// tree is exhausted.
    pub fn run(&mut self, problem: &Problem, best: Option<i64>, work: u64) -> Option<Incumbent> {
        let stop = self.work().saturating_add(work);
        // Values count up from 0. Where waves are minimised the windows end before the waves of `best` already.
        let target = match (problem.objective, best) {
            (Objective::Value, Some(best)) => best as f64 + 1.0,
            _ => 0.0,
        };
        while !self.is_exhausted && self.work() < stop {
            let enters = if self.is_started { self.next_child(problem) } else { true };
            self.is_started = true;
            if !enters {
                self.is_exhausted = true;
                break;
            }
            self.nodes += 1;
            if !self.propagate(problem) || !self.bounded(problem, target) || !self.bounded_by_waves(problem, target) {
                continue;
            }
            let open = self.open_wave(problem);
            if self.frames.last().is_none_or(|frame| open > frame.open) && self.is_known(problem, open) {
                continue;
            }
            match open {
                0 => {
                    if self.score.holds() && self.score.value as f64 >= target {
                        return Some(Incumbent::new(problem, self.score.plan()));
                    }
                }
                _ => self.branch(problem, target, open),
            }
        }
        None
    }

    /// Takes the next wave of the deepest open frame.
    fn next_child(&mut self, problem: &Problem) -> bool {
        while let Some(frame) = self.frames.last_mut() {
            let (item, trail, placed) = (frame.item, frame.trail, frame.placed);
            let next = frame.left.pop();
            self.undo(problem, trail, placed);
            match next {
                Some(keep) if self.masks.0[item] & keep != 0 => {
                    self.restrict(item, keep);
                    return true;
                }
                Some(_) => {}
                None => {
                    self.frames.pop();
                }
            }
        }
        false
    }

    fn undo(&mut self, problem: &Problem, trail: usize, placed: usize) {
        for item in self.queue.drain(..) {
            self.is_queued[item] = false;
        }
        while self.placed.len() > placed {
            if let Some(item) = self.placed.pop() {
                self.is_placed[item] = false;
                self.score.place(problem, item, 0);
            }
        }
        while self.trail.len() > trail {
            if let Some((item, mask)) = self.trail.pop() {
                self.masks.0[item] = mask;
            }
        }
    }

    /// Leaves an item the waves in `keep` only; false when none remains.
    fn restrict(&mut self, item: usize, keep: u64) -> bool {
        let before = self.masks.0[item];
        let after = before & keep;
        if after != before {
            self.trail.push((item, before));
            self.masks.0[item] = after;
            self.enqueue(item);
        }
        after != 0
    }

    fn enqueue(&mut self, item: usize) {
        if !self.is_queued[item] {
            self.is_queued[item] = true;
            self.queue.push(item);
        }
    }

    /// Draws every conclusion until none is left; false when the node holds no plan.
    fn propagate(&mut self, problem: &Problem) -> bool {
        loop {
            while let Some(item) = self.queue.pop() {
                self.is_queued[item] = false;
                if !self.settle(problem, item) || !self.pass_on(problem, item) {
                    return false;
                }
            }
            if !self.check_covers(problem) || !self.check_room(problem) || !self.check_loads(problem) {
                return false;
            }
            if self.queue.is_empty() {
                return true;
            }
        }
    }

    /// Puts an item with one wave left into it.
    fn settle(&mut self, problem: &Problem, item: usize) -> bool {
        let mask = self.masks.0[item];
        if mask == 0 {
            return false;
        }
        if mask.is_power_of_two() && !self.is_placed[item] {
            self.is_placed[item] = true;
            self.placed.push(item);
            self.score.place(problem, item, mask.trailing_zeros() as usize);
            return self.score.limits_hold();
        }
        true
    }

    /// Tells the neighbours of an item what its waves mean for theirs.
    fn pass_on(&mut self, problem: &Problem, item: usize) -> bool {
        self.work += 4 + (problem.successors[item].len() + problem.predecessors[item].len()) as u64;
        let mask = self.masks.0[item];
        let deployed = mask & !1;
        for &(after, lag) in &problem.successors[item] {
            let keep = match deployed.trailing_zeros() as usize + lag {
                first if deployed != 0 && first <= MOST_WAVES => 1 | u64::MAX << first,
                _ => 1,
            };
            if !self.restrict(after, keep) {
                return false;
            }
        }
        if mask & 1 == 0 {
            let last = 63 - deployed.leading_zeros() as usize;
            for &(before, lag) in &problem.predecessors[item] {
                let keep = if last > lag { (u64::MAX >> (63 - (last - lag))) & !1 } else { 0 };
                if !self.restrict(before, keep) {
                    return false;
                }
            }
        }
        true
    }

    fn check_covers(&mut self, problem: &Problem) -> bool {
        for cover in &problem.covers {
            let in_time = (u64::MAX >> (63 - cover.by)) & !1;
            let may = |item: &&usize| self.masks.0[**item] & in_time != 0;
            match (cover.items.iter().filter(may).count() as i64).cmp(&cover.at_least) {
                std::cmp::Ordering::Less => return false,
                std::cmp::Ordering::Equal => {
                    for &item in &cover.items {
                        if self.masks.0[item] & in_time != 0 && !self.restrict(item, in_time) {
                            return false;
                        }
                    }
                }
                std::cmp::Ordering::Greater => {}
            }
        }
        true
    }

    /// Drops waves in which an item no longer fits beside what is placed.
    fn check_room(&mut self, problem: &Problem) -> bool {
        for role in 0..problem.roles {
            let mut room = i64::MAX;
            for wave in (1..=problem.waves).rev() {
                self.run_room[(role, wave)] = room;
                let left = problem.capacity[(role, wave)] - self.score.used[(role, wave)];
                if problem.length[wave] > 0 {
                    room = room.min(left / problem.length[wave]);
                }
            }
        }
        for group in 0..problem.groups {
            let fatigue = problem.fatigue[group];
            for wave in 1..=problem.waves {
                let fresh = self.score.fresh[(group, wave)];
                let carried = fatigue * self.score.fresh[(group, wave - 1)];
                let mut room = (problem.absorb[(group, wave)] - carried) / 100 - fresh;
                if wave < problem.waves && fatigue > 0 {
                    let next = problem.absorb[(group, wave + 1)] - 100 * self.score.fresh[(group, wave + 1)];
                    room = room.min(next / fatigue - fresh);
                }
                self.impact_room[(group, wave)] = room;
            }
        }
        for item in 0..problem.item_count() {
            if self.is_placed[item] {
                continue;
            }
            let mask = self.masks.0[item];
            let mut keep = mask & 1;
            let mut waves = mask & !1;
            while waves != 0 {
                let wave = waves.trailing_zeros() as usize;
                waves &= waves - 1;
                if self.fits(problem, item, wave) {
                    keep |= 1 << wave;
                }
            }
            self.work += 2;
            if keep != mask && !self.restrict(item, keep) {
                return false;
            }
        }
        true
    }

    fn fits(&mut self, problem: &Problem, item: usize, wave: usize) -> bool {
        self.work += (problem.roles + problem.groups) as u64;
        (0..problem.roles).all(|role| {
            let left = problem.capacity[(role, wave)] - self.score.used[(role, wave)];
            problem.launch_effort(item, role, wave) <= left
                && (problem.run[(item, role)] == 0
                    || problem.run[(item, role)] <= self.run_room[(role, wave)])
        }) && (0..problem.groups).all(|group| {
            let impact = problem.impact[(item, group)];
            impact == 0 || impact <= self.impact_room[(group, wave)]
        })
    }

    /// Items that must be in and are not placed yet have to fit into what the waves of their windows have left.
    fn check_loads(&mut self, problem: &Problem) -> bool {
        let waves = problem.waves;
        let open: Vec<(usize, usize, usize)> = (0..problem.item_count())
            .filter(|&item| !self.is_placed[item] && self.masks.0[item] & 1 == 0)
            .map(|item| {
                let mask = self.masks.0[item];
                (item, mask.trailing_zeros() as usize, 63 - mask.leading_zeros() as usize)
            })
            .collect();
        if open.is_empty() {
            return true;
        }
        self.work += (open.len() * (problem.roles + problem.groups)) as u64;
        let mut starting = vec![0_i64; waves + 2];
        let mut ending = vec![0_i64; waves + 2];
        let mut fits = |load: &dyn Fn(usize) -> i64, room: &dyn Fn(usize) -> i64| {
            starting.fill(0);
            ending.fill(0);
            for &(item, first, last) in &open {
                if let (Some(start), Some(end)) = (starting.get_mut(first), ending.get_mut(last)) {
                    *start += load(item);
                    *end += load(item);
                }
            }
            let sums_fit = |mut order: &mut dyn Iterator<Item = usize>, loads: &[i64]| {
                let (mut left, mut need) = (0_i128, 0_i128);
                Iterator::all(&mut order, |wave| {
                    left += i128::from(room(wave));
                    need += i128::from(loads.get(wave).copied().unwrap_or(0));
                    need <= left
                })
            };
            sums_fit(&mut (1..=waves), &ending) && sums_fit(&mut (1..=waves).rev(), &starting)
        };
        (0..problem.roles).all(|role| {
            fits(&|item| problem.build[(item, role)], &|wave| {
                (problem.capacity[(role, wave)] - self.score.used[(role, wave)]).max(0)
            })
        }) && (0..problem.groups).all(|group| {
            fits(&|item| 100 * problem.impact[(item, group)], &|wave| {
                let carried = problem.fatigue[group] * self.score.fresh[(group, wave - 1)];
                (problem.absorb[(group, wave)] - carried - 100 * self.score.fresh[(group, wave)]).max(0)
            })
        })
    }

    /// True when plans of at least `target` may be left; drops waves that cannot reach it.
    fn bounded(&mut self, problem: &Problem, target: f64) -> bool {
        let rounds = if self.frames.is_empty() { 30 } else { *LPR as usize };
        for round in 0..rounds {
            self.work += self.relaxation.work(problem);
            let upper = self.relaxation.evaluate(problem, &self.masks);
            if upper < target {
                return false;
            }
            let mut has_changed = false;
            for item in 0..problem.item_count() {
                if self.is_placed[item] {
                    continue;
                }
                let mask = self.masks.0[item];
                let (mut keep, mut waves) = (mask, mask);
                while waves != 0 {
                    let wave = waves.trailing_zeros() as usize;
                    waves &= waves - 1;
                    if self.relaxation.upper_with(item, wave) < target {
                        keep &= !(1 << wave);
                    }
                }
                if keep != mask {
                    has_changed = true;
                    if !self.restrict(item, keep) {
                        return false;
                    }
                }
            }
            if has_changed && !self.propagate(problem) {
                return false;
            }
            if round + 1 < rounds && !self.relaxation.step(problem, target - 1.0, 0.5) {
                break;
            }
        }
        true
    }

    /// The same with every wave a knapsack of its own.
    fn bounded_by_waves(&mut self, problem: &Problem, target: f64) -> bool {
        let P = |n: &str, d: f64| std::env::var(n).ok().and_then(|s| s.parse().ok()).unwrap_or(d);
        let is_root = self.wavewise.is_none();
        if is_root {
            let mut wavewise = Wavewise::new(problem, self.relaxation.pricing.clone());
            wavewise.warm(problem, &self.masks);
            self.wavewise = Some(wavewise);
        }
        let Some(mut wavewise) = self.wavewise.take() else { return true };
        let result = self.wave_rounds(problem, target, &mut wavewise, if is_root { P("ROOT", 600.0) as usize } else { P("ROUNDS", 8.0) as usize });
        self.wavewise = Some(wavewise);
        result
    }

    fn wave_rounds(&mut self, problem: &Problem, target: f64, wavewise: &mut Wavewise, rounds: usize) -> bool {
        let P = |n: &str, d: f64| std::env::var(n).ok().and_then(|s| s.parse().ok()).unwrap_or(d);
        let mut pace = if rounds > 100 { 1.0 } else { *NODEPACE };
        let (mut best, mut bad) = (f64::INFINITY, 0);
        for round in 0..rounds {
            let nodes = wavewise.nodes;
            let upper = wavewise.evaluate(problem, &self.masks, &self.score, 20_000);
            self.work += wavewise.pricing.work(problem) + (wavewise.nodes - nodes) * 4;
            if upper < target {
                return false;
            }
            if upper < best - 1e-4 * best.abs() { best = upper; bad = 0; } else { bad += 1; if bad >= 20 { bad = 0; pace *= 0.7; } }
            if rounds > 100 && pace < 0.01 { break; }
            if rounds <= 100 || round % 20 == 19 {
                let mut has_changed = false;
                for item in 0..problem.item_count() {
                    if self.is_placed[item] || self.masks.0[item] == 1 {
                        continue;
                    }
                    let mask = self.masks.0[item];
                    let (mut keep, mut waves) = (mask, mask);
                    while waves != 0 {
                        let wave = waves.trailing_zeros() as usize;
                        waves &= waves - 1;
                        if wavewise.upper_with(problem, item, wave) < target {
                            keep &= !(1 << wave);
                        } else if wave > 0 && keep != 1 << wave && wavewise.upper_without(item, wave) < target {
                            keep &= 1 << wave;
                            break;
                        }
                    }
                    if keep != mask {
                        has_changed = true;
                        if !self.restrict(item, keep) {
                            return false;
                        }
                    }
                }
                if has_changed && !self.propagate(problem) {
                    return false;
                }
            }
            if round + 1 < rounds && !wavewise.step(problem, &self.masks, &self.score, target - 1.0, pace) {
                break;
            }
        }
        true
    }

    /// The first wave that is still open for some item; 0 when all are placed or out.
    fn open_wave(&self, problem: &Problem) -> usize {
        let open = (0..problem.item_count())
            .filter(|&item| !self.is_placed[item])
            .fold(0, |open, item| open | self.masks.0[item] & !1);
        if open == 0 { 0 } else { open.trailing_zeros() as usize }
    }

    /// True when another path led to the same items before the open wave, with no less value and no more carried over.
    fn is_known(&mut self, problem: &Problem, open: usize) -> bool {
        if open < 2 {
            return false;
        }
        let mut key = vec![0_u64; problem.item_count().div_ceil(64) + 1];
        let mut value = 0;
        let mut pending = Vec::new();
        for item in 0..problem.item_count() {
            let wave = self.score.wave[item];
            if wave > 0 && wave < open {
                if let Some(word) = key.get_mut(item / 64) {
                    *word |= 1 << (item % 64);
                }
                value += problem.worth(item, wave);
                if problem.successors[item].iter().any(|&(_, lag)| wave + lag > open) {
                    pending.push((item * 64 + wave) as u64);
                }
            }
        }
        if let Some(word) = key.last_mut() {
            *word = open as u64;
        }
        key.extend(pending);
        let carried: Vec<i64> = (0..problem.groups)
            .filter(|&group| problem.fatigue[group] > 0)
            .map(|group| self.score.fresh[(group, open - 1)])
            .collect();
        self.work += 20 + problem.item_count() as u64;
        let size = self.memory.len();
        let labels = match self.memory.get_mut(&key) { Some(labels) => labels, None if size > 400_000 => return false, None => self.memory.entry(key).or_default() };
        if labels.iter().any(|(other, less)| *other >= value && less.iter().zip(&carried).all(|(less, more)| less <= more)) {
            self.known += 1;
            return true;
        }
        labels.retain(|(other, more)| !(*other <= value && more.iter().zip(&carried).all(|(more, less)| less <= more)));
        labels.push((value, carried));
        false
    }

    /// Opens a frame: an item is in the open wave or not.
    fn branch(&mut self, problem: &Problem, target: f64, open: usize) {
        let Some(wavewise) = self.wavewise.as_ref() else { return };
        let gap = (wavewise.upper - target).max(1e-9);
        let mut best: Option<(f64, usize, bool)> = None;
        for item in (0..problem.item_count()).filter(|&item| !self.is_placed[item] && self.masks.has(item, open)) {
            let part = |upper: f64| ((upper - target) / gap).clamp(0.0, 1.0);
            let with = part(wavewise.upper_with(problem, item, open));
            let without = part(wavewise.upper_without(item, open));
            let rank = (*KAPPA * with).exp() + (*KAPPA * without).exp();
            if best.is_none_or(|(standing, _, _)| rank < standing) {
                best = Some((rank, item, with >= without));
            }
        }
        let Some((_, item, with_first)) = best else { return };
        let left = if with_first { vec![!(1 << open), 1 << open] } else { vec![1 << open, !(1 << open)] };
        self.frames.push(Frame { item, left, open, trail: self.trail.len(), placed: self.placed.len() });
    }
}

static NODEPACE: std::sync::LazyLock<f64> = std::sync::LazyLock::new(|| std::env::var("NODEPACE").ok().and_then(|s| s.parse().ok()).unwrap_or(0.3));

static KAPPA: std::sync::LazyLock<f64> = std::sync::LazyLock::new(|| std::env::var("KAPPA").ok().and_then(|s| s.parse().ok()).unwrap_or(4.0));
static LPR: std::sync::LazyLock<f64> = std::sync::LazyLock::new(|| std::env::var("LPR").ok().and_then(|s| s.parse().ok()).unwrap_or(4.0));
