//! Better plans by large neighbourhoods, solved exactly (Shaw 1998): a few items of the best plan are freed, the others
//! stay, and the best waves for the free ones are searched to the end. How many are freed follows from how the last
//! searches ended.

use super::part::Part;
use super::plan::Incumbent;
use super::problem::Problem;
use super::random::Random;
use super::reductions::{Loads, Windows};
use super::root::Root;
use super::search::Exact;

/// Cells that the search of one neighbourhood may touch.
const WORK_PER_PART: u64 = 10_000_000;
/// Fewest and most free items.
const FREE: [f64; 2] = [8.0, 40.0];
/// How the number of free items grows after a search that came to its end, and shrinks after one that did not.
const GROWTH: [f64; 2] = [1.03, 0.95];

/// The neighbourhood under search.
#[derive(Clone, Debug)]
struct Trial {
    part: Part,
    windows: Windows,
    root: Root,
    exact: Option<Exact>,
    /// The plan around it, and what the free items have in it.
    plan: Vec<u32>,
    value: i64,
}

/// A walk from neighbourhood to neighbourhood that can be interrupted at any time.
#[derive(Clone, Debug)]
pub struct Neighbourhood {
    random: Random,
    /// Items that have a choice.
    movable: Vec<usize>,
    free: f64,
    trial: Option<Trial>,
    work: u64,
    past_work: u64,
}

impl Neighbourhood {
    /// Nothing is searched yet.
    pub fn new(problem: &Problem, windows: &Windows, seed: u64) -> Self {
        let has_choice = |item: &usize| {
            windows.can_deploy(*item)
                && (!windows.required[*item] || windows.earliest[*item] < windows.latest[*item])
        };
        Self {
            random: Random::new(seed ^ 0x6e65_6172),
            movable: (0..problem.item_count()).filter(has_choice).collect(),
            free: 14.0,
            trial: None,
            work: 0,
            past_work: 0,
        }
    }

    /// Cells touched so far.
    pub fn work(&self) -> u64 {
        self.past_work + self.work + self.trial.as_ref().map_or(0, Trial::work)
    }

    /// Searches on until `work` more cells are touched. Gives a plan of more value than `best`, if it meets one.
    pub fn run(&mut self, problem: &Problem, best: &Incumbent, work: u64) -> Option<Incumbent> {
        let stop = self.work() + work;
        while self.work() < stop {
            let random = &mut self.random;
            let (movable, free) = (&self.movable, self.free as usize);
            let trial = match &mut self.trial {
                Some(trial) if trial.plan == best.wave => trial,
                slot => {
                    let items = choose(problem, movable, &best.wave, free, random);
                    self.work += 50 + 4 * problem.item_count() as u64;
                    slot.insert(Trial::new(problem, &best.wave, items))
                }
            };
            let found = trial.run(problem, stop.saturating_sub(self.past_work + self.work));
            let has_ended = trial.has_ended();
            if found.is_some() || has_ended || trial.work() >= WORK_PER_PART {
                self.past_work += trial.work();
                self.free *= if has_ended || found.is_some() { GROWTH[0] } else { GROWTH[1] };
                self.free = self.free.clamp(FREE[0], FREE[1]);
                self.trial = None;
            }
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

impl Trial {
    fn new(whole: &Problem, plan: &[u32], items: Vec<usize>) -> Self {
        let part = Part::new(whole, plan, items);
        let windows = Windows::new(&part.problem, &Loads::new(&part.problem), whole.waves);
        let value = part.value(whole, plan);
        let root = Root::new(&part.problem);
        Self { part, windows, root, exact: None, plan: plan.to_vec(), value }
    }

    fn work(&self) -> u64 {
        self.root.work() + self.exact.as_ref().map_or(0, Exact::work)
    }

    fn has_ended(&self) -> bool {
        self.exact.as_ref().is_some_and(Exact::is_exhausted)
    }

    fn run(&mut self, whole: &Problem, work: u64) -> Option<Incumbent> {
        let problem = &self.part.problem;
        if self.exact.is_none() {
            self.root.run(problem, &self.windows, self.value as f64, 200_000);
            let (relaxation, wavewise) = self.root.prices();
            self.exact = Exact::new(problem, &self.windows, relaxation, wavewise);
        }
        let found = self.exact.as_mut()?.run(problem, Some(self.value), work)?;
        Some(Incumbent::new(whole, self.part.put_into(&self.plan, &found.wave)))
    }
}

/// Items to free: those of neighbouring waves with some that are out, those around one item along the prerequisites,
/// or any.
fn choose(
    problem: &Problem,
    movable: &[usize],
    wave: &[u32],
    count: usize,
    random: &mut Random,
) -> Vec<usize> {
    let count = count.min(movable.len());
    let at = |item: usize| wave.get(item).map_or(0, |&wave| wave as usize);
    let mut pool = movable.to_vec();
    shuffle(&mut pool, random);
    let mut chosen: Vec<usize> = Vec::new();
    match random.below(4) {
        0 | 1 => {
            let span = 1 + random.below(3);
            let first = 1 + random.below(problem.waves);
            let is_near = |item: &usize| (first..=first + span).contains(&at(*item));
            let out = pool.iter().copied().filter(|&item| at(item) == 0);
            let near = pool.iter().copied().filter(is_near);
            let outside = count / 3;
            chosen.extend(near.take(count - outside));
            chosen.extend(out.take(count - chosen.len()));
        }
        2 => {
            chosen.extend(pool.first());
            let mut next = 0;
            while let Some(&item) = chosen.get(next)
                && chosen.len() < count
            {
                next += 1;
                let around = problem.predecessors[item].iter().chain(&problem.successors[item]);
                for &(other, _) in around {
                    if chosen.len() < count && !chosen.contains(&other) && movable.contains(&other) {
                        chosen.push(other);
                    }
                }
                if next == chosen.len() && chosen.len() < count {
                    // The programme is used up: on with an item of the same wave.
                    let mate = pool.iter().find(|other| at(**other) == at(item) && !chosen.contains(other));
                    let any = pool.iter().find(|other| !chosen.contains(other));
                    chosen.extend(mate.or(any));
                }
            }
        }
        _ => {}
    }
    for item in pool {
        if chosen.len() >= count {
            break;
        }
        if !chosen.contains(&item) {
            chosen.push(item);
        }
    }
    chosen.sort_unstable();
    chosen
}

fn shuffle(items: &mut [usize], random: &mut Random) {
    for place in (1..items.len()).rev() {
        items.swap(place, random.below(place + 1));
    }
}
