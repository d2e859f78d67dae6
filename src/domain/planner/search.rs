//! The exact search: depth-first branch and bound, wave by wave. Every node draws its conclusions (`domains`), asks for
//! a bound (`wavewise`; before the first branch `bound` as well) and drops every wave that it rules out (reduced-cost
//! fixing). Then it looks through all sets of the first open wave that are good enough (`survey`), and asks of the item
//! that parts them most evenly whether it is there. So the waves before are known, with all that runs and carries over
//! from them, and the bound of the open wave is close to the truth.
//!
//! Whenever a wave closes, what is deployed by then decides all that can follow: another way to the same items with no
//! less value and no more carried over makes the node void (states remembered, Sewell and Jacobson 2012).
//!
//! Exhausting the tree is the proof, of an optimum or of infeasibility.

use std::collections::BTreeMap;

use super::bound::{Choices, Relaxation};
use super::domains::{Domains, Mark};
use super::plan::Incumbent;
use super::problem::Problem;
use super::problem::file::Objective;
use super::reductions::Windows;
use super::table::List;
use super::wavewise::Wavewise;

/// Rounds of both bounds before the first branch.
const ROOT_ROUNDS: usize = 60;
/// Rounds of the bound wave by wave at a node of which most was hoped: its bound is that of the node above.
const HOPEFUL_ROUNDS: usize = 1;
/// Rounds of the bound wave by wave at every other node.
const WAVE_ROUNDS: usize = 2;
/// Nodes of one knapsack.
const KNAPSACK_NODES: u64 = 20_000;
/// Nodes of looking through the sets of one wave.
const SURVEY_NODES: u64 = 2_000;
/// States remembered; above that, nodes go unremembered.
const MOST_STATES: usize = 200_000;

/// An item that was branched on.
#[derive(Clone, Debug)]
struct Frame {
    item: usize,
    /// Sets of waves still to be tried for it, the next one last.
    left: Vec<u64>,
    /// The wave that was open.
    open: usize,
    mark: Mark,
}

/// A way to some items: the value they have, and the impact that their last wave carries over, by group.
#[derive(Clone, Debug, PartialEq)]
struct Way {
    value: i64,
    carried: Vec<i64>,
}

impl Way {
    fn is_no_worse_than(&self, other: &Self) -> bool {
        self.value >= other.value && self.carried.iter().zip(&other.carried).all(|(one, other)| one <= other)
    }
}

/// A search tree that can be left and entered again at any node.
#[derive(Clone, Debug)]
pub struct Exact {
    domains: Domains,
    frames: Vec<Frame>,
    relaxation: Relaxation,
    wavewise: Option<Wavewise>,
    /// The best ways to the items deployed before a wave.
    reached: BTreeMap<Vec<u64>, Vec<Way>>,
    /// How much of the limits each item takes, for the order of branching.
    size: List<f64>,
    work: u64,
    is_exhausted: bool,
    is_started: bool,
}

impl Exact {
    /// A tree over the plans inside `windows`, with the prices found so far; `None` when the waves are too many.
    pub fn new(
        problem: &Problem,
        windows: &Windows,
        relaxation: Relaxation,
        wavewise: Option<Wavewise>,
    ) -> Option<Self> {
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
            domains: Domains::new(problem, windows)?,
            frames: Vec::new(),
            relaxation,
            wavewise,
            reached: BTreeMap::new(),
            size: (0..problem.item_count()).map(size).collect::<Vec<_>>().into(),
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
        self.work + self.domains.work() + self.wavewise.as_ref().map_or(0, Wavewise::work)
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
            if let Some(found) = self.look_at_node(problem, target) {
                return Some(found);
            }
        }
        None
    }

    /// Draws the conclusions of a node and opens a frame where there is a choice left. A plan of at least `target` comes
    /// back.
    fn look_at_node(&mut self, problem: &Problem, target: f64) -> Option<Incumbent> {
        let mut last = self.frames.last().map_or(0, |frame| frame.open);
        while self.domains.propagate(problem)
            && (!self.frames.is_empty() || self.bounded_by_items(problem, target))
            && self.bounded_by_waves(problem, target)
        {
            let Some(open) = self.domains.open_wave() else {
                let score = &self.domains.score;
                let is_found = score.holds() && score.value as f64 >= target;
                return is_found.then(|| Incumbent::new(problem, score.plan()));
            };
            let has_closed = open > last;
            last = open;
            if has_closed && self.was_reached(problem, open) || !self.bounded_by_sets(problem, open, target) {
                return None;
            }
            if self.domains.open_wave() == Some(open) {
                self.branch(problem, open);
                return None;
            }
        }
        None
    }

    /// Takes the next set of waves of the deepest open frame.
    fn next_child(&mut self, problem: &Problem) -> bool {
        while let Some(frame) = self.frames.last_mut() {
            self.domains.undo(problem, frame.mark);
            // The way down goes on from the best sets of the node above; any other way starts anew.
            if frame.left.len() < 2
                && let Some(wavewise) = &mut self.wavewise
            {
                wavewise.forget();
            }
            match frame.left.pop() {
                Some(keep) if self.domains.mask(frame.item) & keep != 0 => {
                    self.domains.restrict(frame.item, keep);
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

    /// True when plans of at least `target` may be left; drops waves that cannot reach it. Before the first branch.
    fn bounded_by_items(&mut self, problem: &Problem, target: f64) -> bool {
        for round in 0..ROOT_ROUNDS {
            self.work += self.relaxation.work(problem);
            if self.relaxation.evaluate(problem, &self.domains) < target {
                return false;
            }
            let relaxation = &self.relaxation;
            let reaches = |item, wave| relaxation.upper_with(item, wave) >= target;
            let Some(has_changed) = narrow(problem, &mut self.domains, reaches, |_, _| true) else {
                return false;
            };
            if has_changed && !self.domains.propagate(problem) {
                return false;
            }
            if round + 1 < ROOT_ROUNDS && !self.relaxation.step(problem, target - 1.0, 0.5) {
                break;
            }
        }
        true
    }

    /// The same with every wave a knapsack of its own.
    fn bounded_by_waves(&mut self, problem: &Problem, target: f64) -> bool {
        let rounds = match self.frames.last() {
            None => ROOT_ROUNDS,
            Some(frame) if !frame.left.is_empty() => HOPEFUL_ROUNDS,
            Some(_) => WAVE_ROUNDS,
        };
        let (domains, pricing) = (&mut self.domains, &self.relaxation.pricing);
        let wavewise = self.wavewise.get_or_insert_with(|| Wavewise::new(problem, domains, pricing.clone()));
        for round in 0..rounds {
            if wavewise.evaluate(problem, domains, &domains.score, KNAPSACK_NODES, target) < target {
                return false;
            }
            let reaches = |item, wave| wavewise.upper_with(problem, item, wave) >= target;
            let reaches_without = |item, wave| wavewise.upper_without(item, wave) >= target;
            let Some(has_changed) = narrow(problem, domains, reaches, reaches_without) else { return false };
            if has_changed && !domains.propagate(problem) {
                return false;
            }
            if round + 1 < rounds && !wavewise.step(problem, domains, &domains.score, target - 1.0, 1.0) {
                break;
            }
        }
        true
    }

    /// The same by looking through the sets of the open wave that are good enough.
    fn bounded_by_sets(&mut self, problem: &Problem, open: usize, target: f64) -> bool {
        let (Some(wavewise), domains) = (&mut self.wavewise, &mut self.domains) else { return true };
        if !wavewise.survey(problem, domains, &domains.score, open, target, SURVEY_NODES) {
            return false;
        }
        let reaches = |item, wave| wave != open || wavewise.upper_with(problem, item, wave) >= target;
        let reaches_without = |item, wave| wave != open || wavewise.upper_without(item, wave) >= target;
        match narrow(problem, domains, reaches, reaches_without) {
            Some(has_changed) => !has_changed || domains.propagate(problem),
            None => false,
        }
    }

    /// True when another way led to the items deployed before the open wave and was no worse. If not, this way is
    /// remembered.
    fn was_reached(&mut self, problem: &Problem, open: usize) -> bool {
        if open < 2 {
            return false;
        }
        let score = &self.domains.score;
        let mut key = vec![0_u64; problem.item_count().div_ceil(64)];
        key.push(open as u64);
        let mut value = 0;
        for item in 0..problem.item_count() {
            let wave = score.wave[item];
            if wave == 0 || wave >= open {
                continue;
            }
            if let Some(word) = key.get_mut(item / 64) {
                *word |= 1 << (item % 64);
            }
            value += problem.worth(item, wave);
            // A lag that reaches beyond the open wave makes the item's own wave matter.
            if problem.successors[item].iter().any(|&(_, lag)| wave + lag > open) {
                key.extend([item as u64, wave as u64]);
            }
        }
        let carries = |group: &usize| problem.fatigue[*group] > 0;
        let carried =
            (0..problem.groups).filter(carries).map(|group| score.fresh[(group, open - 1)]).collect();
        let way = Way { value, carried };
        self.work += 20 + problem.item_count() as u64;
        if self.reached.len() >= MOST_STATES && !self.reached.contains_key(&key) {
            return false;
        }
        let ways = self.reached.entry(key).or_default();
        if ways.iter().any(|other| other.is_no_worse_than(&way)) {
            return true;
        }
        ways.retain(|other| !way.is_no_worse_than(other));
        ways.push(way);
        false
    }

    /// Opens a frame: an item is in the open wave, or it is not. It is the item that parts the good sets of the wave most
    /// evenly; where they are not known, the one of which one answer leaves least hope, large ones first. The more
    /// hopeful answer is tried first.
    fn branch(&mut self, problem: &Problem, open: usize) {
        let Some(wavewise) = &self.wavewise else { return };
        let mut best: Option<([f64; 3], usize, bool)> = None;
        for item in 0..problem.item_count() {
            if self.domains.is_placed(item) || !self.domains.has(item, open) {
                continue;
            }
            let with = wavewise.upper_with(problem, item, open);
            let without = wavewise.upper_without(item, open);
            let rank = [wavewise.balance(item), -with.min(without), self.size[item]];
            if best.is_none_or(|(most, ..)| rank > most) {
                best = Some((rank, item, with >= without));
            }
        }
        let Some((_, item, is_in_first)) = best else { return };
        let (is_in, is_not) = (1 << open, !(1 << open));
        let left = if is_in_first { vec![is_not, is_in] } else { vec![is_in, is_not] };
        self.frames.push(Frame { item, left, open, mark: self.domains.mark() });
    }
}

/// Drops the waves in which an item cannot be, and all but one where it must be in that one. True when any was dropped,
/// `None` when an item has none left.
fn narrow(
    problem: &Problem,
    domains: &mut Domains,
    reaches: impl Fn(usize, usize) -> bool,
    reaches_without: impl Fn(usize, usize) -> bool,
) -> Option<bool> {
    let mut has_changed = false;
    for item in (0..problem.item_count()).filter(|&item| !domains.is_placed(item)).collect::<Vec<_>>() {
        let mask = domains.mask(item);
        let (mut keep, mut waves) = (mask, mask);
        while waves != 0 && mask != 1 {
            let wave = waves.trailing_zeros() as usize;
            waves &= waves - 1;
            if !reaches(item, wave) {
                keep &= !(1 << wave);
            } else if wave > 0 && !reaches_without(item, wave) {
                keep &= 1 << wave;
                break;
            }
        }
        if keep != mask {
            has_changed = true;
            if !domains.restrict(item, keep) {
                return None;
            }
        }
    }
    Some(has_changed)
}
