//! What the limits cost: a price for every limit of roles and groups, every prerequisite wave by wave, and every cover
//! (Lagrangian relaxation, Geoffrion 1974). With the prices given, what is left of an item's value in a wave is a plain
//! number, so a bound needs to ask no more than which of these numbers can be had together. Prices move along a
//! deflected subgradient (Camerini, Fratta, Maffioli 1975), each scaled by how much of its limit was broken lately
//! (Duchi, Hazan, Singer 2011): a price per item and a price per limit differ by orders of magnitude.
//!
//! Prices are floating point built with `+ - * /` and square roots alone, which are the same on every machine. Every sum
//! keeps the size of its terms beside it, so that a bound can be raised by more than its rounding error.

use super::problem::Problem;
use super::table::{Grid, List};

/// Above this many pairs of arc and wave, prerequisites go without prices.
const MOST_ARC_PRICES: usize = 2_000_000;
/// How much of the last direction of a price goes into the next one.
const KEPT: f64 = 0.7;
/// How much of what was broken before is forgotten at each step, where directions are scaled.
const FORGOTTEN: f64 = 0.05;

/// Prices of everything that couples items.
#[derive(Clone, Debug)]
pub struct Pricing {
    /// Role by wave: price of one limit, in value per `role_scale` of effort.
    role: Grid<f64>,
    group: Grid<f64>,
    /// Arc by wave: price of having the dependant by then without the prerequisite in time.
    arc: Grid<f64>,
    cover: List<f64>,
    role_scale: List<f64>,
    group_scale: List<f64>,
    /// Directions of the last step, same shapes.
    role_step: Grid<f64>,
    group_step: Grid<f64>,
    arc_step: Grid<f64>,
    cover_step: List<f64>,
    /// Mean square of what was broken lately, same shapes.
    role_measure: Grid<f64>,
    group_measure: Grid<f64>,
    arc_measure: Grid<f64>,
    cover_measure: List<f64>,
    /// Item by wave: what is left of the value after all prices. Column 0 is 0.
    pub profit: Grid<f64>,
    /// Item by wave: sum of the absolute terms of `profit`.
    pub size: Grid<f64>,
    /// What the limits themselves are worth at these prices, with the sum of its absolute terms.
    pub base: (f64, f64),
    /// Group by wave, hundredths: no more than this is carried over into the wave.
    pub carried_most: Grid<i64>,
    has_arc_prices: bool,
    /// No price goes beyond this one: where no plan is left, prices would grow without end.
    pub most: f64,
    /// Roles and groups that an item touches at all.
    roles_of: List<Vec<usize>>,
    groups_of: List<Vec<usize>>,
    cost: List<f64>,
    gain: List<f64>,
    launch_price: Grid<f64>,
    own_price: Grid<f64>,
    run_price: Grid<f64>,
    impact_price: Grid<f64>,
    /// Suffix sums of the arc prices.
    arc_sum: Grid<f64>,
    arcs_in: List<Vec<usize>>,
    arcs_out: List<Vec<usize>>,
    used: Grid<f64>,
    started: Grid<f64>,
    fresh: Grid<f64>,
    /// Item by wave: how often it was picked up to then.
    picked: Grid<f64>,
}

impl Pricing {
    /// All prices 0.
    pub fn new(problem: &Problem) -> Self {
        let (items, columns) = (problem.item_count(), problem.waves + 2);
        let has_arc_prices = problem.arcs.len().saturating_mul(columns) <= MOST_ARC_PRICES;
        let arcs = if has_arc_prices { problem.arcs.len() } else { 0 };
        let scale =
            |row: &[i64]| (row.iter().map(|&cell| cell as f64).sum::<f64>() / problem.waves as f64).max(1.0);
        let scales = |table: &Grid<i64>, rows: usize| -> List<f64> {
            (0..rows).map(|row| scale(table.row(row))).collect::<Vec<_>>().into()
        };
        let mut arcs_in = List::new(items, Vec::new());
        let mut arcs_out = List::new(items, Vec::new());
        for (number, arc) in problem.arcs.iter().enumerate().take(arcs) {
            arcs_in[arc.after].push(number);
            arcs_out[arc.before].push(number);
        }
        let rows_of = |count: usize, touches: &dyn Fn(usize, usize) -> bool| -> List<Vec<usize>> {
            (0..items)
                .map(|item| (0..count).filter(|&row| touches(item, row)).collect())
                .collect::<Vec<_>>()
                .into()
        };
        let by_role = || Grid::new(problem.roles, columns, 0.0);
        let by_group = || Grid::new(problem.groups, columns, 0.0);
        Self {
            role: by_role(),
            group: by_group(),
            arc: Grid::new(arcs, columns, 0.0),
            cover: List::new(problem.covers.len(), 0.0),
            role_scale: scales(&problem.capacity, problem.roles),
            group_scale: scales(&problem.absorb, problem.groups),
            role_step: by_role(),
            role_measure: by_role(),
            group_measure: by_group(),
            arc_measure: Grid::new(arcs, columns, 0.0),
            cover_measure: List::new(problem.covers.len(), 0.0),
            group_step: by_group(),
            arc_step: Grid::new(arcs, columns, 0.0),
            cover_step: List::new(problem.covers.len(), 0.0),
            profit: Grid::new(items, columns, 0.0),
            size: Grid::new(items, columns, 0.0),
            base: (0.0, 0.0),
            carried_most: Grid::new(problem.groups, columns, i64::MAX),
            has_arc_prices,
            most: 1000.0 + 4.0 * (0..items).map(|item| problem.worth(item, 1) as f64).sum::<f64>(),
            roles_of: rows_of(problem.roles, &|item, role| {
                problem.build[(item, role)] + problem.run[(item, role)] > 0
            }),
            groups_of: rows_of(problem.groups, &|item, group| problem.impact[(item, group)] > 0),
            cost: List::new(columns, 0.0),
            gain: List::new(columns, 0.0),
            launch_price: by_role(),
            own_price: by_role(),
            run_price: by_role(),
            impact_price: by_group(),
            arc_sum: Grid::new(arcs, columns + 1, 0.0),
            arcs_in,
            arcs_out,
            used: by_role(),
            started: by_role(),
            fresh: by_group(),
            picked: Grid::new(items, columns, 0.0),
        }
    }

    /// Cells touched by one look at the profits and one step: a measure of work that is the same on every machine.
    pub fn work(&self, problem: &Problem) -> u64 {
        let rows = self.roles_of.iter().map(Vec::len).sum::<usize>() * 2
            + self.groups_of.iter().map(Vec::len).sum::<usize>()
            + 4 * self.arcs_in.iter().map(Vec::len).sum::<usize>()
            + 3 * problem.item_count();
        (rows * problem.waves + 16) as u64
    }

    /// The price of one unit of impact on a group in a wave, for that wave's limit alone.
    #[inline]
    pub fn impact_rate(&self, group: usize, wave: usize) -> f64 {
        100.0 * self.group[(group, wave)] / self.group_scale[group]
    }

    /// The number of terms that one sum over this problem adds at most, for the size of rounding errors.
    pub fn terms(&self, problem: &Problem) -> f64 {
        (problem.item_count() * 2
            + (problem.waves + 4) * (problem.roles + problem.groups + 2)
            + problem.covers.len()
            + problem.arcs.len()) as f64
    }

    /// Fills `profit`, `size` and `base` from the prices.
    pub fn evaluate(&mut self, problem: &Problem) {
        self.price_rows(problem);
        let mut worth = 0.0;
        for role in 0..problem.roles {
            for wave in 1..=problem.waves {
                worth += self.launch_price[(role, wave)] * problem.capacity[(role, wave)] as f64;
            }
        }
        for group in 0..problem.groups {
            for wave in 1..=problem.waves {
                let price = self.group[(group, wave)] / self.group_scale[group];
                worth += price * problem.absorb[(group, wave)] as f64;
            }
        }
        let covered: f64 = problem
            .covers
            .iter()
            .zip(self.cover.iter())
            .map(|(cover, price)| price * cover.at_least as f64)
            .sum();
        self.base = (worth - covered, worth + covered);
        for item in 0..problem.item_count() {
            self.price_item(problem, item);
        }
    }

    /// Tables of prices per wave, from which the price of an item in a wave is a short sum.
    fn price_rows(&mut self, problem: &Problem) {
        for role in 0..problem.roles {
            let scale = self.role_scale[role];
            let mut later = 0.0;
            for wave in (1..=problem.waves).rev() {
                let price = self.role[(role, wave)] / scale;
                self.launch_price[(role, wave)] = price;
                self.own_price[(role, wave)] = price * problem.length[wave] as f64;
                self.run_price[(role, wave)] = later;
                later += price * problem.length[wave] as f64;
            }
        }
        for group in 0..problem.groups {
            let scale = self.group_scale[group];
            let fatigue = problem.fatigue[group] as f64;
            for wave in 1..=problem.waves {
                let next = if wave < problem.waves { self.group[(group, wave + 1)] } else { 0.0 };
                self.impact_price[(group, wave)] =
                    (100.0 * self.group[(group, wave)] + fatigue * next) / scale;
            }
        }
        if self.has_arc_prices {
            for number in 0..problem.arcs.len() {
                let mut sum = 0.0;
                for wave in (1..=problem.waves).rev() {
                    sum += self.arc[(number, wave)];
                    self.arc_sum[(number, wave)] = sum;
                }
            }
        }
    }

    fn price_item(&mut self, problem: &Problem, item: usize) {
        let waves = problem.waves;
        self.cost.fill(0.0);
        self.gain.fill(0.0);
        for &role in &self.roles_of[item] {
            let build = problem.build[(item, role)] as f64;
            let own = problem.own_run[(item, role)] as f64;
            let run = problem.run[(item, role)] as f64;
            for wave in 1..=waves {
                self.cost[wave] += build * self.launch_price[(role, wave)]
                    + own * self.own_price[(role, wave)]
                    + run * self.run_price[(role, wave)];
            }
        }
        for &group in &self.groups_of[item] {
            let impact = problem.impact[(item, group)] as f64;
            for wave in 1..=waves {
                self.cost[wave] += impact * self.impact_price[(group, wave)];
            }
        }
        for &number in &self.arcs_in[item] {
            for wave in 1..=waves {
                self.cost[wave] += self.arc_sum[(number, wave)];
            }
        }
        for &number in &self.arcs_out[item] {
            let lag = problem.arcs.get(number).map_or(0, |arc| arc.lag);
            for wave in 1..=waves.saturating_sub(lag) {
                self.gain[wave] += self.arc_sum[(number, wave + lag)];
            }
        }
        for &number in &problem.covers_of[item] {
            let by = problem.covers.get(number).map_or(0, |cover| cover.by);
            for wave in 1..=by {
                self.gain[wave] += self.cover[number];
            }
        }
        for wave in 1..=waves {
            let worth = problem.worth(item, wave) as f64;
            self.profit[(item, wave)] = worth + self.gain[wave] - self.cost[wave];
            self.size[(item, wave)] = worth + self.gain[wave] + self.cost[wave];
        }
    }

    /// Turns every price towards what `picks` (items with their waves) break. The sum of the squares of the
    /// directions comes back; 0 when nothing that has a price is broken.
    pub fn aim(&mut self, problem: &Problem, picks: &[(usize, usize)]) -> f64 {
        self.count(problem, picks);
        let mut length = 0.0;
        for role in 0..problem.roles {
            let mut running = 0.0;
            for wave in 1..=problem.waves {
                let used = self.used[(role, wave)] + running * problem.length[wave] as f64;
                running += self.started[(role, wave)];
                let broken = (used - problem.capacity[(role, wave)] as f64) / self.role_scale[role];
                length += deflect(
                    &mut self.role_step[(role, wave)],
                    &mut self.role_measure[(role, wave)],
                    broken,
                    self.role[(role, wave)],
                );
            }
        }
        for group in 0..problem.groups {
            let mut before = 0.0;
            for wave in 1..=problem.waves {
                let now = self.fresh[(group, wave)];
                let carried = problem.fatigue[group] as f64 * before;
                before = now;
                let left = problem.absorb[(group, wave)] as f64 - 100.0 * now;
                let broken =
                    (carried - left.min(self.carried_most[(group, wave)] as f64)) / self.group_scale[group];
                length += deflect(
                    &mut self.group_step[(group, wave)],
                    &mut self.group_measure[(group, wave)],
                    broken,
                    self.group[(group, wave)],
                );
            }
        }
        if self.has_arc_prices {
            for (number, arc) in problem.arcs.iter().enumerate() {
                for wave in 1..=problem.waves {
                    let is_in = self.picked[(arc.after, wave)];
                    let has = if wave > arc.lag { self.picked[(arc.before, wave - arc.lag)] } else { 0.0 };
                    length += deflect(
                        &mut self.arc_step[(number, wave)],
                        &mut self.arc_measure[(number, wave)],
                        is_in - has,
                        self.arc[(number, wave)],
                    );
                }
            }
        }
        for (number, cover) in problem.covers.iter().enumerate() {
            let in_time: f64 = cover.items.iter().map(|&item| self.picked[(item, cover.by)]).sum();
            let short = cover.at_least as f64 - in_time;
            length += deflect(
                &mut self.cover_step[number],
                &mut self.cover_measure[number],
                short,
                self.cover[number],
            );
        }
        length
    }

    /// Counts what `picks` use.
    fn count(&mut self, problem: &Problem, picks: &[(usize, usize)]) {
        self.used.fill(0.0);
        self.started.fill(0.0);
        self.fresh.fill(0.0);
        self.picked.fill(0.0);
        for &(item, wave) in picks.iter().filter(|(_, wave)| *wave > 0) {
            for &role in &self.roles_of[item] {
                self.used[(role, wave)] += problem.launch_effort(item, role, wave) as f64;
                self.started[(role, wave)] += problem.run[(item, role)] as f64;
            }
            for &group in &self.groups_of[item] {
                self.fresh[(group, wave)] += problem.impact[(item, group)] as f64;
            }
            self.picked[(item, wave)] += 1.0;
        }
        for item in 0..problem.item_count() {
            let mut sum = 0.0;
            for wave in 1..=problem.waves {
                sum += self.picked[(item, wave)];
                self.picked[(item, wave)] = sum;
            }
        }
    }

    /// Moves every price along its direction.
    pub fn walk(&mut self, problem: &Problem, stride: f64) {
        let most = self.most;
        let go = |price: &mut f64, step: f64, measure: f64| {
            *price = moved(*price, stride * step * scale(measure), 0.0, most);
        };
        for wave in 1..=problem.waves {
            for role in 0..problem.roles {
                go(
                    &mut self.role[(role, wave)],
                    self.role_step[(role, wave)],
                    self.role_measure[(role, wave)],
                );
            }
            for group in 0..problem.groups {
                go(
                    &mut self.group[(group, wave)],
                    self.group_step[(group, wave)],
                    self.group_measure[(group, wave)],
                );
            }
        }
        if self.has_arc_prices {
            for number in 0..problem.arcs.len() {
                for wave in 1..=problem.waves {
                    go(
                        &mut self.arc[(number, wave)],
                        self.arc_step[(number, wave)],
                        self.arc_measure[(number, wave)],
                    );
                }
            }
        }
        for number in 0..problem.covers.len() {
            go(&mut self.cover[number], self.cover_step[number], self.cover_measure[number]);
        }
    }
}

/// Blends what is broken now into the direction of a price, and its square into the measure by which the direction
/// is scaled. A price of 0 does not go down, so such a direction has no length. The part of the length comes back.
pub(super) fn deflect(step: &mut f64, measure: &mut f64, broken: f64, price: f64) -> f64 {
    let square = broken * broken;
    *measure = if *measure == 0.0 { square } else { *measure + (square - *measure) * FORGOTTEN };
    *step = broken + KEPT * *step;
    if price <= 0.0 && *step < 0.0 {
        *step = 0.0;
    }
    *step * *step * scale(*measure)
}

/// How far a price moves along its direction: prices of what is always broken by much take small steps.
pub(super) fn scale(measure: f64) -> f64 {
    1.0 / (measure.sqrt() + 0.02)
}

/// A price after a change, within its limits. A change that is no number is none.
pub(super) fn moved(price: f64, change: f64, least: f64, most: f64) -> f64 {
    if change.is_nan() { price } else { (price + change).clamp(least, most) }
}
