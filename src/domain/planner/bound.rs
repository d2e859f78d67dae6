//! How good any plan can be: a Lagrangian relaxation (Geoffrion 1974) that prices the limits of roles and groups,
//! prerequisites wave by wave, and covers. With the prices given each item chooses its wave alone, so every price
//! vector yields a valid bound; subgradient steps with a deflected direction (Camerini, Fratta, Maffioli 1975) improve
//! it towards that of linear programming.
//!
//! Prices are floating point built with `+ - * /` alone. A bound is raised by more than the rounding error its sums
//! can have, so it stays a proof.

use super::problem::Problem;
use super::reductions::Windows;
use super::table::{Grid, List};

/// Above this many pairs of arc and wave, prerequisites go without prices.
const MOST_ARC_PRICES: usize = 2_000_000;

/// The waves that each item may choose; 0 stands for "not deployed".
pub trait Choices {
    /// True when the item may choose the wave.
    fn has(&self, item: usize, wave: usize) -> bool;
}

impl Choices for Windows {
    fn has(&self, item: usize, wave: usize) -> bool {
        match wave {
            0 => !self.required[item],
            _ => self.earliest[item] <= wave && wave <= self.latest[item],
        }
    }
}

/// Prices, and what each item makes of them.
#[derive(Clone, Debug)]
pub struct Relaxation {
    /// Role by wave: price of one row, in value per `role_scale` of effort.
    role: Grid<f64>,
    group: Grid<f64>,
    arc: Grid<f64>,
    cover: List<f64>,
    role_scale: List<f64>,
    group_scale: List<f64>,
    /// Directions of the last step, same shapes.
    role_step: Grid<f64>,
    group_step: Grid<f64>,
    arc_step: Grid<f64>,
    cover_step: List<f64>,
    /// Item by wave: what is left of the value after all prices.
    pub profit: Grid<f64>,
    /// Wave that each item chose last.
    pub choice: List<usize>,
    /// Item by wave: how often the wave was chosen lately, 0 to 1.
    pub share: Grid<f64>,
    /// The last bound, before its margin.
    upper: f64,
    /// What rounding may have taken from it.
    margin: f64,
    prices_arcs: bool,
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
}

impl Relaxation {
    /// A relaxation with all prices 0.
    pub fn new(problem: &Problem) -> Self {
        let (items, columns) = (problem.item_count(), problem.waves + 2);
        let prices_arcs = problem.arcs.len().saturating_mul(columns) <= MOST_ARC_PRICES;
        let arcs = if prices_arcs { problem.arcs.len() } else { 0 };
        let scale =
            |row: &[i64]| (row.iter().map(|&cell| cell as f64).sum::<f64>() / problem.waves as f64).max(1.0);
        let mut arcs_in = List::new(items, Vec::new());
        let mut arcs_out = List::new(items, Vec::new());
        for (number, arc) in problem.arcs.iter().enumerate().take(arcs) {
            arcs_in[arc.after].push(number);
            arcs_out[arc.before].push(number);
        }
        let touches_role =
            |item: usize, role: &usize| problem.build[(item, *role)] + problem.run[(item, *role)] > 0;
        Self {
            role: Grid::new(problem.roles, columns, 0.0),
            group: Grid::new(problem.groups, columns, 0.0),
            arc: Grid::new(arcs, columns, 0.0),
            cover: List::new(problem.covers.len(), 0.0),
            role_scale: (0..problem.roles)
                .map(|role| scale(problem.capacity.row(role)))
                .collect::<Vec<_>>()
                .into(),
            group_scale: (0..problem.groups)
                .map(|group| scale(problem.absorb.row(group)))
                .collect::<Vec<_>>()
                .into(),
            role_step: Grid::new(problem.roles, columns, 0.0),
            group_step: Grid::new(problem.groups, columns, 0.0),
            arc_step: Grid::new(arcs, columns, 0.0),
            cover_step: List::new(problem.covers.len(), 0.0),
            profit: Grid::new(items, columns, 0.0),
            choice: List::new(items, 0),
            share: Grid::new(items, columns, 0.0),
            upper: f64::INFINITY,
            margin: 0.0,
            prices_arcs,
            roles_of: (0..items)
                .map(|item| (0..problem.roles).filter(|role| touches_role(item, role)).collect())
                .collect::<Vec<_>>()
                .into(),
            groups_of: (0..items)
                .map(|item| (0..problem.groups).filter(|&group| problem.impact[(item, group)] > 0).collect())
                .collect::<Vec<_>>()
                .into(),
            cost: List::new(columns, 0.0),
            gain: List::new(columns, 0.0),
            launch_price: Grid::new(problem.roles, columns, 0.0),
            own_price: Grid::new(problem.roles, columns, 0.0),
            run_price: Grid::new(problem.roles, columns, 0.0),
            impact_price: Grid::new(problem.groups, columns, 0.0),
            arc_sum: Grid::new(arcs, columns + 1, 0.0),
            arcs_in,
            arcs_out,
        }
    }

    /// Cells touched by one evaluation and step: a measure of work that is the same on every machine.
    pub fn work(&self, problem: &Problem) -> u64 {
        let rows = self.roles_of.iter().map(Vec::len).sum::<usize>() * 2
            + self.groups_of.iter().map(Vec::len).sum::<usize>()
            + 4 * self.arcs_in.iter().map(Vec::len).sum::<usize>()
            + 3 * problem.item_count();
        (rows * problem.waves + 16) as u64
    }

    /// An upper bound on the value of every plan that keeps to `choices`, and each item's choice.
    pub fn evaluate(&mut self, problem: &Problem, choices: &impl Choices) -> f64 {
        self.price_rows(problem);
        let (mut upper, mut magnitude) = (0.0, 0.0);
        for role in 0..problem.roles {
            for wave in 1..=problem.waves {
                upper += self.launch_price[(role, wave)] * problem.capacity[(role, wave)] as f64;
            }
        }
        for group in 0..problem.groups {
            for wave in 1..=problem.waves {
                let price = self.group[(group, wave)] / self.group_scale[group];
                upper += price * problem.absorb[(group, wave)] as f64;
            }
        }
        magnitude += upper;
        for (number, cover) in problem.covers.iter().enumerate() {
            upper -= self.cover[number] * cover.at_least as f64;
            magnitude += self.cover[number] * cover.at_least as f64;
        }
        for item in 0..problem.item_count() {
            let (best, size) = self.choose(problem, choices, item);
            upper += best;
            magnitude += size;
        }
        // Every sum above adds numbers of one sign, up to this many in a row, each with a relative error of 2^-53.
        let terms = problem.item_count()
            + (problem.waves + 4) * (problem.roles + problem.groups + 2)
            + problem.covers.len()
            + problem.arcs.len();
        self.margin = magnitude * terms as f64 * (4.0 * f64::EPSILON);
        self.upper = upper;
        upper + self.margin
    }

    /// A bound on plans in which the item is in this wave, after `evaluate` with the same prices.
    pub fn upper_with(&self, item: usize, wave: usize) -> f64 {
        let best = self.profit[(item, self.choice[item])];
        self.upper - best + self.profit[(item, wave)] + 2.0 * self.margin
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
        if self.prices_arcs {
            for number in 0..problem.arcs.len() {
                let mut sum = 0.0;
                for wave in (1..=problem.waves).rev() {
                    sum += self.arc[(number, wave)];
                    self.arc_sum[(number, wave)] = sum;
                }
            }
        }
    }

    /// The best wave of an item, its profit, and how large the terms of any of its waves are.
    fn choose(&mut self, problem: &Problem, choices: &impl Choices, item: usize) -> (f64, f64) {
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
        let (mut best, mut choice, mut size) = (f64::NEG_INFINITY, 0, 0.0_f64);
        self.profit[(item, 0)] = 0.0;
        for wave in 0..=waves {
            let worth = problem.worth(item, wave) as f64;
            let profit = worth + self.gain[wave] - self.cost[wave];
            self.profit[(item, wave)] = profit;
            if choices.has(item, wave) {
                size = size.max(worth + self.gain[wave] + self.cost[wave]);
                if profit > best {
                    (best, choice) = (profit, wave);
                }
            }
        }
        self.choice[item] = choice;
        for wave in 0..=waves {
            let chosen = if wave == choice { 1.0 } else { 0.0 };
            let share = &mut self.share[(item, wave)];
            *share += (chosen - *share) * 0.1;
        }
        (if best == f64::NEG_INFINITY { 0.0 } else { best }, size)
    }

    /// One step of the prices, from the choices of the last evaluation, aimed at `target`. False when the choices
    /// break nothing that has a price, so that there is no direction left.
    pub fn step(&mut self, problem: &Problem, target: f64, pace: f64) -> bool {
        const KEPT: f64 = 0.7;
        let mut length = 0.0;
        for role in 0..problem.roles {
            let mut running = 0.0;
            let mut used = vec![0.0; problem.waves + 2];
            let mut started = vec![0.0; problem.waves + 2];
            for (item, &wave) in self.choice.iter().enumerate() {
                if let (Some(used), Some(started)) = (used.get_mut(wave), started.get_mut(wave)) {
                    *used += problem.launch_effort(item, role, wave) as f64;
                    *started += problem.run[(item, role)] as f64;
                }
            }
            for wave in 1..=problem.waves {
                let used = used.get(wave).copied().unwrap_or(0.0) + running * problem.length[wave] as f64;
                running += started.get(wave).copied().unwrap_or(0.0);
                let broken = (used - problem.capacity[(role, wave)] as f64) / self.role_scale[role];
                length += deflect(&mut self.role_step[(role, wave)], broken, self.role[(role, wave)], KEPT);
            }
        }
        for group in 0..problem.groups {
            let mut fresh = vec![0.0; problem.waves + 2];
            for (item, &wave) in self.choice.iter().enumerate() {
                if let Some(fresh) = fresh.get_mut(wave) {
                    *fresh += problem.impact[(item, group)] as f64;
                }
            }
            let mut before = 0.0;
            for wave in 1..=problem.waves {
                let now = fresh.get(wave).copied().unwrap_or(0.0);
                let used = 100.0 * now + problem.fatigue[group] as f64 * before;
                before = now;
                let broken = (used - problem.absorb[(group, wave)] as f64) / self.group_scale[group];
                length +=
                    deflect(&mut self.group_step[(group, wave)], broken, self.group[(group, wave)], KEPT);
            }
        }
        if self.prices_arcs {
            for (number, arc) in problem.arcs.iter().enumerate() {
                let (before, after) = (self.choice[arc.before], self.choice[arc.after]);
                for wave in 1..=problem.waves {
                    let is_in = f64::from(u8::from(after > 0 && after <= wave));
                    let has = f64::from(u8::from(before > 0 && before + arc.lag <= wave));
                    length += deflect(
                        &mut self.arc_step[(number, wave)],
                        is_in - has,
                        self.arc[(number, wave)],
                        KEPT,
                    );
                }
            }
        }
        for (number, cover) in problem.covers.iter().enumerate() {
            let in_time = |item: &&usize| (1..=cover.by).contains(&self.choice[**item]);
            let short = (cover.at_least - cover.items.iter().filter(in_time).count() as i64) as f64;
            length += deflect(&mut self.cover_step[number], short, self.cover[number], KEPT);
        }
        if length <= 0.0 {
            return false;
        }
        let stride = pace * (self.upper - target).max(0.0) / length;
        self.walk(problem, stride);
        true
    }

    fn walk(&mut self, problem: &Problem, stride: f64) {
        let go = |price: &mut f64, step: f64| *price = (*price + stride * step).max(0.0);
        for wave in 1..=problem.waves {
            for role in 0..problem.roles {
                go(&mut self.role[(role, wave)], self.role_step[(role, wave)]);
            }
            for group in 0..problem.groups {
                go(&mut self.group[(group, wave)], self.group_step[(group, wave)]);
            }
        }
        if self.prices_arcs {
            for number in 0..problem.arcs.len() {
                for wave in 1..=problem.waves {
                    go(&mut self.arc[(number, wave)], self.arc_step[(number, wave)]);
                }
            }
        }
        for number in 0..problem.covers.len() {
            go(&mut self.cover[number], self.cover_step[number]);
        }
    }
}

/// Blends the new direction into the old one. A price of 0 does not go down, so such a direction has no length.
fn deflect(step: &mut f64, broken: f64, price: f64, kept: f64) -> f64 {
    *step = broken + kept * *step;
    if price <= 0.0 && *step < 0.0 {
        *step = 0.0;
    }
    *step * *step
}

/// The bound that needs no search: every item in its best wave.
pub fn trivial_upper(problem: &Problem, windows: &Windows) -> i64 {
    (0..problem.item_count())
        .filter(|&item| windows.can_deploy(item))
        .map(|item| problem.worth(item, windows.earliest[item]))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::reductions::Loads;

    #[test]
    fn prices_bring_the_bound_down_to_the_fractional_knapsack() {
        let problem = Problem::from_json(
            r#"{"format":"wave-planning/1","name":"","waves":1,"objective":"value","roles":["pmo"],"groups":[],
            "capacity":[[4]],"absorb":[],"fatigue_pct":[],"precedence":[],"items":[
            {"id":"a","build":[3],"run":[0],"impact":[],"value":6},{"id":"b","build":[2],"run":[0],"impact":[],"value":3},
            {"id":"c","build":[4],"run":[0],"impact":[],"value":5}]}"#,
        )
        .unwrap();
        let windows = Windows::new(&problem, &Loads::new(&problem), 1);
        let mut relaxation = Relaxation::new(&problem);
        let mut least = f64::INFINITY;
        for _ in 0..200 {
            least = least.min(relaxation.evaluate(&problem, &windows));
            relaxation.step(&problem, 6.0, 0.5);
        }
        assert_eq!(trivial_upper(&problem, &windows), 14);
        assert!((7.5..7.6).contains(&least), "{least}");
    }
}
