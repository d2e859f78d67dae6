//! Why there is no plan: a set of constraints that cannot hold together, found by deletion filtering (Chinneck and
//! Dravnieks 1991). Constraints are dropped in chunks of falling size as long as the rest is still proved infeasible;
//! once every single one left is shown to be needed, the set is irreducible.

use serde::{Deserialize, Serialize};

use super::bound::Relaxation;
use super::construct::construct;
use super::improve::Improve;
use super::problem::file::Objective;
use super::problem::{Arc, Problem};
use super::random::Random;
use super::reductions::{Loads, Windows};
use super::search::Exact;
use super::table::List;

/// Cells that the proof for one subset may touch.
const WORK_PER_TEST: u64 = 4_000_000;
/// Cells that the proof may touch before a plan is searched for.
const SHORT_PROOF: u64 = 200_000;
/// Moves that the search for a plan of one subset may make before the proof is tried.
const MOVES_PER_TEST: u32 = 3_000;
/// What a limit that was dropped is replaced by: more than any plan reaches, and far from overflow.
const NO_LIMIT: i64 = 1 << 61;

/// One constraint of a problem. Positions count from 0, waves from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Constraint {
    /// What a role has in a wave.
    Role {
        /// The role.
        role: usize,
        /// The wave.
        wave: u32,
    },
    /// What a group absorbs in a wave.
    Group {
        /// The group.
        group: usize,
        /// The wave.
        wave: u32,
    },
    /// A prerequisite.
    Precedence {
        /// What is needed.
        before: usize,
        /// What needs it.
        after: usize,
        /// How many waves earlier.
        lag: u32,
    },
    /// The first wave allowed for an item.
    Earliest {
        /// The item.
        item: usize,
        /// The wave.
        wave: u32,
    },
    /// The last wave allowed for an item.
    Latest {
        /// The item.
        item: usize,
        /// The wave.
        wave: u32,
    },
    /// The one wave of an item.
    Pin {
        /// The item.
        item: usize,
        /// The wave.
        wave: u32,
    },
    /// An item must be deployed; with the fewest waves as objective, that is every item.
    Mandatory {
        /// The item.
        item: usize,
    },
    /// So many items of a set by a wave.
    Cover {
        /// The cover.
        cover: usize,
    },
}

/// Constraints that cannot hold together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The constraints, in the order of the problem.
    pub constraints: Vec<Constraint>,
    /// True when it is proved that without any one of them the others can hold.
    pub irreducible: bool,
}

/// All constraints of a problem that a plan could break. Those that say nothing are left out.
pub fn constraints(problem: &Problem) -> Vec<Constraint> {
    let mut all = Vec::new();
    let waves = || (1..=problem.waves).map(|wave| (wave, wave as u32));
    for group in 0..problem.groups {
        all.extend(waves().map(|(_, wave)| Constraint::Group { group, wave }));
    }
    for role in 0..problem.roles {
        all.extend(waves().map(|(_, wave)| Constraint::Role { role, wave }));
    }
    all.extend(problem.arcs.iter().map(|arc| Constraint::Precedence {
        before: arc.before,
        after: arc.after,
        lag: arc.lag as u32,
    }));
    for item in 0..problem.item_count() {
        if problem.earliest[item] > 1 {
            all.push(Constraint::Earliest { item, wave: problem.earliest[item] as u32 });
        }
        if problem.latest[item] < problem.waves {
            all.push(Constraint::Latest { item, wave: problem.latest[item] as u32 });
        }
        if problem.mandatory[item] {
            all.push(Constraint::Mandatory { item });
        }
        if problem.pin[item] > 0 {
            all.push(Constraint::Pin { item, wave: problem.pin[item] as u32 });
        }
    }
    let binding = problem.covers.iter().enumerate().filter(|(_, cover)| cover.at_least > 0);
    all.extend(binding.map(|(cover, _)| Constraint::Cover { cover }));
    all
}

/// The question whether any plan keeps these constraints of a problem: the same items without value, and no others.
pub fn subproblem(problem: &Problem, kept: &[Constraint]) -> Problem {
    let items = problem.item_count();
    let mut rest = problem.clone();
    rest.objective = Objective::Value;
    rest.value.fill(0);
    rest.capacity.fill(NO_LIMIT);
    rest.absorb.fill(NO_LIMIT);
    rest.earliest.fill(1);
    rest.latest.fill(problem.waves);
    rest.pin.fill(0);
    rest.mandatory.fill(false);
    rest.arcs.clear();
    rest.predecessors = List::new(items, Vec::new());
    rest.successors = List::new(items, Vec::new());
    for cover in &mut rest.covers {
        cover.at_least = 0;
    }
    for &constraint in kept {
        match constraint {
            Constraint::Role { role, wave } => {
                let place = (role, wave as usize);
                rest.capacity[place] = problem.capacity[place];
            }
            Constraint::Group { group, wave } => {
                let place = (group, wave as usize);
                rest.absorb[place] = problem.absorb[place];
            }
            Constraint::Precedence { before, after, lag } => {
                let lag = lag as usize;
                rest.predecessors[after].push((before, lag));
                rest.successors[before].push((after, lag));
                rest.arcs.push(Arc { before, after, lag });
            }
            Constraint::Earliest { item, wave } => rest.earliest[item] = wave as usize,
            Constraint::Latest { item, wave } => rest.latest[item] = wave as usize,
            Constraint::Pin { item, wave } => rest.pin[item] = wave as usize,
            Constraint::Mandatory { item } => rest.mandatory[item] = true,
            Constraint::Cover { cover } => {
                if let (Some(rest), Some(whole)) = (rest.covers.get_mut(cover), problem.covers.get(cover)) {
                    rest.at_least = whole.at_least;
                }
            }
        }
    }
    rest
}

/// Whether a problem has a plan at all, as far as a fixed amount of work can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A plan was met.
    Feasible,
    /// It is proved that there is none.
    Infeasible,
    /// Neither.
    Open,
}

/// Looks for a plan, then for the proof that there is none.
pub fn judge(problem: &Problem, work: u64) -> Verdict {
    let windows = Windows::new(problem, &Loads::new(problem), problem.waves);
    if !windows.possible {
        return Verdict::Infeasible;
    }
    let score = construct(problem, &windows, &mut Random::new(1), 0);
    if super::recount::recount(problem, &score.plan()).is_some() {
        return Verdict::Feasible;
    }
    // Most subsets are settled by a short proof; the walk is for those that are not.
    let mut exact = Exact::new(problem, &windows, Relaxation::new(problem), None);
    let short = prove(problem, exact.as_mut(), work.min(SHORT_PROOF));
    if short != Verdict::Open {
        return short;
    }
    let mut walk = Improve::new(problem, &windows, &score.plan(), 1);
    match walk.run(problem, &windows, None, MOVES_PER_TEST) {
        Some(_) => Verdict::Feasible,
        None => prove(problem, exact.as_mut(), work.saturating_sub(SHORT_PROOF)),
    }
}

fn prove(problem: &Problem, exact: Option<&mut Exact>, work: u64) -> Verdict {
    let Some(exact) = exact else { return Verdict::Open };
    match exact.run(problem, None, work) {
        Some(_) => Verdict::Feasible,
        None if exact.is_exhausted() => Verdict::Infeasible,
        None => Verdict::Open,
    }
}

/// Deletion filtering, one subset per step.
#[derive(Clone, Debug)]
pub struct Filter {
    kept: Vec<Constraint>,
    chunk: usize,
    /// Where the next chunk starts.
    next: usize,
    /// True while every single constraint tried was shown to be needed.
    all_needed: bool,
    is_done: bool,
}

impl Filter {
    /// Starts from all constraints of a problem that is proved infeasible.
    pub fn new(problem: &Problem) -> Self {
        let kept = constraints(problem);
        Self { chunk: kept.len().div_ceil(2).max(1), kept, next: 0, all_needed: true, is_done: false }
    }

    /// True when every constraint left was tried.
    pub fn is_done(&self) -> bool {
        self.is_done
    }

    /// Tries to do without the next chunk.
    pub fn step(&mut self, problem: &Problem) {
        if self.is_done {
            return;
        }
        if self.next >= self.kept.len() {
            if self.chunk == 1 {
                self.is_done = true;
                return;
            }
            self.chunk = self.chunk.div_ceil(2).min(self.kept.len().div_ceil(2).max(1));
            self.next = 0;
        }
        let end = (self.next + self.chunk).min(self.kept.len());
        let without: Vec<Constraint> = self
            .kept
            .iter()
            .enumerate()
            .filter(|(place, _)| *place < self.next || *place >= end)
            .map(|(_, c)| *c)
            .collect();
        match judge(&subproblem(problem, &without), WORK_PER_TEST) {
            Verdict::Infeasible => self.kept = without,
            Verdict::Feasible => self.next = end,
            Verdict::Open => {
                self.all_needed &= self.chunk > 1;
                self.next = end;
            }
        }
        self.is_done = self.chunk == 1 && self.next >= self.kept.len();
    }

    /// What is left so far.
    pub fn conflict(&self) -> Conflict {
        Conflict { constraints: self.kept.clone(), irreducible: self.is_done && self.all_needed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(items: &str, arcs: &str, expected: &[Constraint]) {
        let text = format!(
            r#"{{"format":"wave-planning/1","name":"","waves":2,"objective":"value","roles":["pmo"],"groups":["staff"],
            "capacity":[[3,3]],"absorb":[[9,9]],"fatigue_pct":[0],"items":[{items}],"precedence":{arcs}}}"#
        );
        let problem = Problem::from_json(&text).unwrap();
        let mut filter = Filter::new(&problem);
        while !filter.is_done() {
            filter.step(&problem);
        }
        assert_eq!(filter.conflict(), Conflict { constraints: expected.to_vec(), irreducible: true });
    }

    #[test]
    fn only_what_clashes_is_left() {
        check(
            r#"{"id":"a","build":[1],"run":[0],"impact":[1],"value":1,"pin":2},
               {"id":"b","build":[1],"run":[0],"impact":[1],"value":1,"mandatory":true,"latest":1},
               {"id":"c","build":[1],"run":[0],"impact":[1],"value":1,"mandatory":true}"#,
            "[[0,1,0],[2,1,0]]",
            &[
                Constraint::Precedence { before: 0, after: 1, lag: 0 },
                Constraint::Pin { item: 0, wave: 2 },
                Constraint::Latest { item: 1, wave: 1 },
                Constraint::Mandatory { item: 1 },
            ],
        );
        check(
            r#"{"id":"a","build":[2],"run":[0],"impact":[1],"value":1,"pin":1},
               {"id":"b","build":[2],"run":[0],"impact":[1],"value":1,"pin":1},
               {"id":"c","build":[2],"run":[0],"impact":[1],"value":1,"mandatory":true}"#,
            "[]",
            &[
                Constraint::Role { role: 0, wave: 1 },
                Constraint::Pin { item: 0, wave: 1 },
                Constraint::Pin { item: 1, wave: 1 },
            ],
        );
    }
}
