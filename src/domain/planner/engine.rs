//! The engine: a search that goes on in steps of bounded length and can be asked for its answer at any time. It takes
//! turns between better plans (`improve`), a better bound (`bound`) and the proof (`search`), by the work that each
//! has done; work is counted in cells touched, so the turns are the same on every machine.

use super::answer::{Answer, Status};
use super::bound::trivial_upper;
use super::conflict::Filter;
use super::construct::{construct, fill};
use super::domains::MOST_WAVES;
use super::guide::Guide;
use super::improve::Improve;
use super::neighbourhood::Neighbourhood;
use super::plan::{Incumbent, is_better, is_preferred};
use super::problem::Problem;
use super::problem::file::Objective;
use super::random::Random;
use super::recount::violations;
use super::reductions::{Loads, Windows};
use super::root::Root;
use super::score::Score;
use super::search::Exact;
use super::stations::{Stations, is_searchable};

/// Cells touched in one step, about.
const WORK_PER_STEP: u64 = 100_000;
/// Up to this number of items a proof is likely within seconds.
const PROVABLE_ITEMS: usize = 45;
/// Better plans get as much work as the proof until the work has grown this many times since the best plan was met.
const PATIENCE: u64 = 2;
/// The fewest and the most cells touched before the proof gets more.
const EARLY_WORK: [u64; 2] = [100_000_000, 2_000_000_000];
/// Construction attempts with a shuffled order when the plain one fails.
const MORE_CONSTRUCTIONS: u64 = 12;
/// Steps of the walk until it looks at the prices again.
const WALKS_PER_GUIDE: u64 = 32;
/// Memory of the search for one wave less, about.
const UPPER_BYTES: usize = 40 << 20;
/// Memory of the search for as few waves as the bound says, about.
const LOWER_BYTES: usize = 12 << 20;

/// What a search is given besides the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Seed of every random choice.
    pub seed: u64,
    /// The most steps; without it only a proof or the observer ends the search.
    pub steps: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, steps: None }
    }
}

/// Where a search stands after some steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps taken so far.
    pub steps: u64,
    /// Objective of the best plan so far.
    pub objective: Option<u64>,
    /// No plan has a better objective than this; absent once no plan exists.
    pub bound: Option<u64>,
    /// True when a better plan was met since the last report.
    pub is_new_plan: bool,
    /// True when there is nothing left to do.
    pub is_finished: bool,
}

/// Whoever watches a search.
pub trait Observer {
    /// A better plan was met. It breaks no rule.
    fn plan(&mut self, _wave: &[u32], _objective: u64) {}
    /// A better bound was proved.
    fn bound(&mut self, _bound: u64) {}
    /// Asked after every step: true ends the search.
    fn stops(&mut self, _steps: u64) -> bool {
        false
    }
}

/// An observer that watches nothing and never stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {}

/// Searches until the proof is found, the steps of `options` are used up, or the observer stops it.
pub fn solve(problem: Problem, options: &Options, observer: &mut dyn Observer) -> Answer {
    let mut search = Search::new(problem, options);
    let mut bound = None;
    loop {
        let progress = search.step(1);
        if let (true, Some(objective), Some(wave)) = (progress.is_new_plan, progress.objective, search.plan())
        {
            observer.plan(wave, objective);
        }
        if progress.bound != bound {
            bound = progress.bound;
            bound.into_iter().for_each(|bound| observer.bound(bound));
        }
        if progress.is_finished || observer.stops(progress.steps) {
            return search.answer();
        }
    }
}

/// A search under way.
#[derive(Clone, Debug)]
pub struct Search {
    problem: Problem,
    loads: Loads,
    /// Windows of the plans that are still of interest: with the fewest waves as objective they end before those of
    /// the best plan.
    windows: Windows,
    options: Options,
    steps: u64,
    best: Option<Incumbent>,
    /// The most value, or the fewest waves, that a plan can have.
    bound: i64,
    is_optimal: bool,
    is_infeasible: bool,
    is_new_plan: bool,
    /// True when the objective got better since the last turn.
    has_gained: bool,
    /// Cells touched until the objective last got better.
    gained_at: u64,
    constructions: u64,
    improve: Option<Improve>,
    /// Steps of the walk so far.
    walks: u64,
    neighbourhood: Option<Neighbourhood>,
    root: Root,
    exact: Option<Exact>,
    /// For the fewest waves: the search inside `windows`.
    upper: Option<Stations>,
    /// For the fewest waves: the search for as few as the bound says, while that is less.
    lower: Option<Stations>,
    /// Work of searches that were given up for tighter windows.
    past_work: [u64; 2],
    filter: Option<Filter>,
}

impl Search {
    /// Prepares a search. Nothing that takes long happens here.
    pub fn new(problem: Problem, options: &Options) -> Self {
        let loads = Loads::new(&problem);
        let windows = Windows::new(&problem, &loads, problem.waves);
        let mut search = Self {
            bound: match problem.objective {
                Objective::Value => trivial_upper(&problem, &windows),
                Objective::MinWaves => 0,
            },
            root: Root::new(&problem),
            loads,
            options: options.clone(),
            steps: 0,
            best: None,
            is_optimal: false,
            is_infeasible: !windows.possible,
            is_new_plan: false,
            has_gained: false,
            gained_at: 0,
            constructions: 0,
            improve: None,
            walks: 0,
            neighbourhood: None,
            exact: None,
            upper: None,
            lower: None,
            past_work: [0, 0],
            filter: None,
            windows,
            problem,
        };
        if search.problem.objective == Objective::MinWaves && !search.is_infeasible {
            search.bound = search.least_waves();
        }
        search
    }

    /// The problem that is searched.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The best plan so far.
    pub fn plan(&self) -> Option<&[u32]> {
        self.best.as_ref().map(|best| best.wave.as_slice())
    }

    /// Begins with a plan that is known beforehand; one that breaks a rule is left aside.
    pub fn start_from(&mut self, wave: &[u32]) {
        if violations(&self.problem, wave).is_empty() {
            self.offer(wave.to_vec());
        }
    }

    /// Takes up to `budget` steps, fewer when the search finishes or the steps of the options are used up.
    pub fn step(&mut self, budget: u64) -> Progress {
        for _ in 0..budget {
            if self.is_finished() {
                break;
            }
            self.steps += 1;
            self.one_step();
        }
        let progress = Progress {
            steps: self.steps,
            objective: self.best.as_ref().map(|best| best.objective as u64),
            bound: self.known_bound(),
            is_new_plan: self.is_new_plan,
            is_finished: self.is_finished(),
        };
        self.is_new_plan = false;
        progress
    }

    /// The answer as things stand.
    pub fn answer(&self) -> Answer {
        Answer {
            name: self.problem.name.clone(),
            status: match &self.best {
                Some(_) if self.is_optimal => Status::Optimal,
                Some(_) => Status::Feasible,
                None if self.is_infeasible => Status::Infeasible,
                None => Status::Unknown,
            },
            wave: self.best.as_ref().map(|best| best.wave.clone()),
            objective: self.best.as_ref().map(|best| best.objective as u64),
            bound: self.known_bound(),
            steps: self.steps,
            conflict: self.filter.as_ref().map(Filter::conflict),
        }
    }

    fn is_finished(&self) -> bool {
        let is_explained = self.is_infeasible && self.filter.as_ref().is_some_and(Filter::is_done);
        self.is_optimal || is_explained || self.options.steps.is_some_and(|steps| self.steps >= steps)
    }

    fn known_bound(&self) -> Option<u64> {
        (!self.is_infeasible).then(|| u64::try_from(self.bound).unwrap_or(0))
    }

    fn one_step(&mut self) {
        if self.is_infeasible {
            let problem = &self.problem;
            self.filter.get_or_insert_with(|| Filter::new(problem)).step(problem);
        } else if self.best.is_none() && self.constructions <= MORE_CONSTRUCTIONS {
            self.construct();
        } else {
            self.take_turn();
        }
        self.conclude();
    }

    /// The one with the least work for its weight goes on.
    fn take_turn(&mut self) {
        let walked = self.improve.as_ref().map_or(0, Improve::work);
        let searched = self.neighbourhood.as_ref().map_or(0, Neighbourhood::work);
        let improved = self.past_work[0] + walked + searched;
        let proved = self.past_work[1]
            + self.root.work()
            + self.exact.as_ref().map_or(0, Exact::work)
            + [&self.upper, &self.lower].into_iter().flatten().map(Stations::work).sum::<u64>();
        if std::mem::take(&mut self.has_gained) {
            self.gained_at = improved + proved;
        }
        let is_walkable = self.improve.as_ref().is_none_or(|walk| !walk.is_stuck());
        let is_bounding = self.problem.objective == Objective::Value && !self.root.is_settled();
        let is_provable = is_bounding || self.problem.waves <= MOST_WAVES || is_searchable(&self.problem);
        // Good plans come first. Then small problems are worth a proof; large ones seldom get one.
        let is_plain = self.upper.as_ref().is_some_and(Stations::is_plain);
        let is_small = is_plain || self.problem.item_count() <= PROVABLE_ITEMS;
        let (walking, proving) = match is_small {
            true if improved + proved < (PATIENCE * self.gained_at).clamp(EARLY_WORK[0], EARLY_WORK[1]) => {
                (1, 1)
            }
            true => (1, 12),
            false => (2, 1),
        };
        if is_walkable && (!is_provable || improved / walking <= proved / proving) {
            self.better();
        } else if is_bounding {
            self.price();
        } else {
            self.prove();
        }
    }

    fn construct(&mut self) {
        let noise = if self.constructions == 0 { 0 } else { 8 };
        let mut random = Random::new(self.options.seed.wrapping_add(self.constructions));
        self.constructions += 1;
        let score = construct(&self.problem, &self.windows, &mut random, noise);
        if score.holds() {
            self.offer(score.plan());
        }
    }

    /// The walk and the large neighbourhoods take turns.
    fn better(&mut self) {
        let walked = self.improve.as_ref().map_or(0, Improve::work);
        let searched = self.neighbourhood.as_ref().map_or(0, Neighbourhood::work);
        match &self.best {
            Some(best) if self.problem.objective == Objective::Value && searched < walked => {
                let (problem, windows, seed) = (&self.problem, &self.windows, self.options.seed);
                let found = self
                    .neighbourhood
                    .get_or_insert_with(|| Neighbourhood::new(problem, windows, seed))
                    .run(problem, best, WORK_PER_STEP);
                found.into_iter().for_each(|found| self.offer(found.wave));
            }
            _ => self.walk(),
        }
    }

    fn walk(&mut self) {
        let start = self.best.as_ref().map_or(Vec::new(), |best| best.wave.clone());
        let (problem, windows, seed) = (&self.problem, &self.windows, self.options.seed);
        let walk = self.improve.get_or_insert_with(|| {
            // A plan of too many waves is pressed into the windows: no prerequisite breaks by that.
            let pressed: Vec<u32> = start
                .iter()
                .enumerate()
                .map(|(item, &wave)| if wave == 0 { 0 } else { wave.min(windows.latest[item] as u32) })
                .collect();
            Improve::new(problem, windows, &pressed, seed)
        });
        if self.walks.is_multiple_of(WALKS_PER_GUIDE)
            && let Some(pricing) = self.root.mature_pricing()
        {
            walk.follow(Guide::new(problem, windows, pricing));
        }
        self.walks += 1;
        let stop = walk.work() + WORK_PER_STEP;
        let mut found: Option<Incumbent> = None;
        // A move may be void and touch nothing, so moves are counted as well.
        let mut rounds = 0;
        while walk.work() < stop && rounds < 64 {
            rounds += 1;
            if let Some(better) = walk.run(problem, windows, found.as_ref().or(self.best.as_ref()), 64) {
                found = Some(better);
                if problem.objective == Objective::MinWaves {
                    break;
                }
            }
        }
        if let Some(found) = found {
            let mut score = Score::of(&self.problem, &found.wave);
            let mut random = Random::new(self.options.seed);
            fill(&self.problem, &self.windows, &mut score, &mut random, 0);
            self.offer(found.wave);
            if score.holds() {
                self.offer(score.plan());
            }
        }
    }

    fn price(&mut self) {
        let target = self.best.as_ref().map_or(0.0, |best| best.objective as f64);
        let upper = self.root.run(&self.problem, &self.windows, target, WORK_PER_STEP);
        if upper < 0.0 {
            self.is_infeasible = true;
        } else if upper < self.bound as f64 {
            // Values are whole and below 2^53, so the conversion is exact and rounds towards zero.
            self.bound = upper as i64;
        }
    }

    fn prove(&mut self) {
        if is_searchable(&self.problem) && self.prove_by_stations() {
            return;
        }
        if self.exact.is_none() {
            let (relaxation, wavewise) = self.root.prices();
            self.exact = Exact::new(&self.problem, &self.windows, relaxation, wavewise);
        }
        let Some(exact) = &mut self.exact else { return };
        let found = exact.run(&self.problem, self.best.as_ref().map(|best| best.objective), WORK_PER_STEP);
        if exact.is_exhausted() {
            match &self.best {
                Some(best) => self.bound = best.objective,
                None => self.is_infeasible = true,
            }
        }
        if let Some(found) = found {
            self.offer(found.wave);
        }
    }

    /// Fewest waves are asked for from both ends: one wave less than the best plan, and no more than the bound. False
    /// when it is the turn of the other search.
    fn prove_by_stations(&mut self) -> bool {
        let work = |search: &Option<Stations>| search.as_ref().map_or(0, Stations::work);
        let open = self.best.as_ref().map_or(self.problem.waves as i64, |best| best.objective - 1);
        let is_lower = open > self.bound && work(&self.lower) < work(&self.upper);
        let is_plain = self.upper.as_ref().is_some_and(Stations::is_plain);
        let exact = self.exact.as_ref().map_or(0, Exact::work);
        // A cell of that search costs about four times as long as one of these.
        if !is_lower && !is_plain && work(&self.upper) > 4 * exact && self.problem.waves <= MOST_WAVES {
            return false;
        }
        let search = if is_lower { &mut self.lower } else { &mut self.upper };
        if search.is_none() && is_lower {
            let windows = Windows::new(&self.problem, &self.loads, self.bound as usize);
            *search = Stations::new(&self.problem, &windows, LOWER_BYTES);
        } else if search.is_none() {
            *search = Stations::new(&self.problem, &self.windows, UPPER_BYTES);
        }
        let Some(stations) = search else { return false };
        let found = stations.run(WORK_PER_STEP);
        if stations.is_exhausted() {
            self.past_work[1] += stations.work();
            *search = None;
            match &self.best {
                _ if is_lower => self.bound += 1,
                Some(best) => self.bound = best.objective,
                None => self.is_infeasible = true,
            }
        }
        found.into_iter().for_each(|found| self.offer(found));
        true
    }

    /// Takes a plan that breaks no rule and is preferred to the best one.
    fn offer(&mut self, wave: Vec<u32>) {
        let is_sound = violations(&self.problem, &wave).is_empty();
        debug_assert!(is_sound, "a plan that breaks a rule: {wave:?}");
        if !is_sound || self.best.as_ref().is_some_and(|best| !is_preferred(&self.problem, &wave, &best.wave))
        {
            return;
        }
        let found = Incumbent::new(&self.problem, wave);
        let has_gained =
            self.best.as_ref().is_none_or(|best| is_better(&self.problem, found.objective, best.objective));
        let waves = found.objective;
        self.has_gained |= has_gained;
        self.best = Some(found);
        self.is_new_plan = true;
        if has_gained && self.problem.objective == Objective::MinWaves && waves > self.bound {
            self.tighten(waves as usize - 1);
        }
    }

    /// Goes on with plans of at most `last` waves.
    fn tighten(&mut self, last: usize) {
        self.windows = Windows::new(&self.problem, &self.loads, last);
        self.past_work[0] += self.improve.take().map_or(0, |walk| walk.work());
        self.past_work[1] += self.exact.take().map_or(0, |exact| exact.work());
        let stations = [self.upper.take(), self.lower.take()];
        self.past_work[1] += stations.iter().flatten().map(Stations::work).sum::<u64>();
        if !self.windows.possible {
            self.bound = last as i64 + 1;
        }
    }

    fn conclude(&mut self) {
        if let Some(best) = &self.best
            && !is_better(&self.problem, self.bound, best.objective)
        {
            self.bound = best.objective;
            self.is_optimal = true;
        }
    }

    /// The smallest number of waves that the windows do not rule out: too few waves stay too few when there are fewer.
    fn least_waves(&self) -> i64 {
        let (mut too_few, mut open) = (0, self.problem.waves);
        if self.problem.item_count() == 0 {
            return 0;
        }
        while open - too_few > 1 {
            let middle = too_few + (open - too_few) / 2;
            if Windows::new(&self.problem, &self.loads, middle).possible {
                open = middle;
            } else {
                too_few = middle;
            }
        }
        open as i64
    }
}
