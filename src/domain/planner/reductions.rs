//! What can be said about each item before any search: the waves that are left for it once prerequisites, pins,
//! limits and loads have had their say. Sources: critical-path windows, and the heads and tails of assembly-line
//! balancing (Scholl 1999), where everything before an item has to fit into the waves up to it.

use super::problem::Problem;
use super::problem::file::Objective;
use super::table::{Grid, List};

/// Above this number of items the loads of whole closures are not counted: they take the square of it.
const MOST_FOR_CLOSURES: usize = 2_000;

/// For each item, what it drags along: everything it needs before it, everything required behind it.
#[derive(Clone, Debug)]
pub struct Loads {
    /// True when the item is in every feasible plan.
    pub required: List<bool>,
    /// Item by role, hundredths: build of the item and of all it needs.
    before: Grid<i64>,
    /// Item by role, hundredths: build of the item and of all required items that need it.
    behind: Grid<i64>,
    /// Item by group: impact of the item and of all it needs.
    impact_before: Grid<i64>,
}

impl Loads {
    /// Counts the loads of a problem.
    pub fn new(problem: &Problem) -> Self {
        let items = problem.item_count();
        let mut required: List<bool> =
            (0..items).map(|item| problem.is_required(item)).collect::<Vec<_>>().into();
        for cover in &problem.covers {
            if cover.at_least >= cover.items.len() as i64 {
                for &item in &cover.items {
                    required[item] = true;
                }
            }
        }
        for &item in problem.order.iter().rev() {
            if required[item] {
                for &(before, _) in &problem.predecessors[item] {
                    required[before] = true;
                }
            }
        }
        let mut loads = Self {
            required,
            before: problem.build.clone(),
            behind: problem.build.clone(),
            impact_before: problem.impact.clone(),
        };
        if items <= MOST_FOR_CLOSURES && !problem.arcs.is_empty() {
            loads.add_closures(problem);
        }
        loads
    }

    fn add_closures(&mut self, problem: &Problem) {
        let items = problem.item_count();
        let words = items.div_ceil(64);
        let mut closure: Grid<u64> = Grid::new(items, words, 0);
        for &item in &problem.order {
            for &(before, _) in &problem.predecessors[item] {
                for word in 0..words {
                    let bits = closure[(before, word)];
                    closure[(item, word)] |= bits;
                }
                closure[(item, before / 64)] |= 1 << (before % 64);
            }
            for word in 0..words {
                let mut bits = closure[(item, word)];
                while bits != 0 {
                    let before = word * 64 + bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    for role in 0..problem.roles {
                        self.before[(item, role)] += problem.build[(before, role)];
                        if self.required[item] {
                            self.behind[(before, role)] += problem.build[(item, role)];
                        }
                    }
                    for group in 0..problem.groups {
                        self.impact_before[(item, group)] += problem.impact[(before, group)];
                    }
                }
            }
        }
    }
}

/// The waves that each item may still be in, if it is deployed at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Windows {
    /// First wave left.
    pub earliest: List<usize>,
    /// Last wave left; before `earliest` when the item can never be deployed.
    pub latest: List<usize>,
    /// True when the item is in every feasible plan.
    pub required: List<bool>,
    /// False when no feasible plan is left.
    pub possible: bool,
}

impl Windows {
    /// The windows of plans that end by wave `last`.
    pub fn new(problem: &Problem, loads: &Loads, last: usize) -> Self {
        let items = problem.item_count();
        let window = |item: usize| match problem.pin[item] {
            0 => (problem.earliest[item], problem.latest[item].min(last)),
            pin => (pin, pin.min(last)),
        };
        let mut windows = Self {
            earliest: (0..items).map(|item| window(item).0).collect::<Vec<_>>().into(),
            latest: (0..items).map(|item| window(item).1).collect::<Vec<_>>().into(),
            required: loads.required.clone(),
            possible: true,
        };
        windows.cut_by_loads(problem, loads, last);
        windows.cut_by_covers(problem);
        // Each round either cuts a window or is the last; a handful settles nearly everything.
        for _ in 0..8 {
            let before = (windows.earliest.clone(), windows.latest.clone());
            windows.cut_by_precedence(problem);
            windows.cut_by_room(problem);
            if before == (windows.earliest.clone(), windows.latest.clone()) {
                break;
            }
        }
        // Whoever starts from the earliest waves relies on their keeping the prerequisites.
        windows.cut_by_precedence(problem);
        windows.possible = (0..items).all(|item| !windows.required[item] || windows.can_deploy(item))
            && windows.covers_can_hold(problem)
            && windows.loads_can_hold(problem, last)
            && (problem.objective != Objective::MinWaves || large_items_fit(problem, last));
        windows
    }

    /// True when some wave is left for the item.
    pub fn can_deploy(&self, item: usize) -> bool {
        self.earliest[item] <= self.latest[item]
    }

    fn cut_by_precedence(&mut self, problem: &Problem) {
        for &item in &problem.order {
            for &(before, lag) in &problem.predecessors[item] {
                // What can never be deployed keeps its dependants out as well.
                let from =
                    if self.can_deploy(before) { self.earliest[before] + lag } else { problem.waves + 1 };
                self.earliest[item] = self.earliest[item].max(from);
            }
        }
        for &item in problem.order.iter().rev() {
            if self.required[item] {
                for &(before, lag) in &problem.predecessors[item] {
                    self.latest[before] = self.latest[before].min(self.latest[item].saturating_sub(lag));
                    self.required[before] = true;
                }
            }
        }
    }

    /// A cover whose candidates are just enough makes each of them required in time.
    fn cut_by_covers(&mut self, problem: &Problem) {
        for cover in &problem.covers {
            if cover.at_least >= cover.items.len() as i64 {
                for &item in &cover.items {
                    self.latest[item] = self.latest[item].min(cover.by);
                }
            }
        }
    }

    /// Cuts waves at both ends in which the item alone breaks a limit.
    fn cut_by_room(&mut self, problem: &Problem) {
        for item in 0..problem.item_count() {
            // The first wave from which the run effort of the item fits into every later one.
            let mut runs_from = 1;
            for role in 0..problem.roles {
                let run = problem.run[(item, role)];
                if run > 0 {
                    let tight = |wave: &usize| problem.length[*wave] * run > problem.capacity[(role, *wave)];
                    runs_from = runs_from.max((2..=problem.waves).rev().find(tight).unwrap_or(1));
                }
            }
            self.earliest[item] = self.earliest[item].max(runs_from);
            while self.can_deploy(item) && !fits_alone(problem, item, self.earliest[item]) {
                self.earliest[item] += 1;
            }
            while self.can_deploy(item) && !fits_alone(problem, item, self.latest[item]) {
                self.latest[item] -= 1;
            }
        }
    }

    fn cut_by_loads(&mut self, problem: &Problem, loads: &Loads, last: usize) {
        for role in 0..problem.roles {
            let reach = running_sum((1..=problem.waves).map(|wave| problem.capacity[(role, wave)]));
            let back = running_sum((1..=last).rev().map(|wave| problem.capacity[(role, wave)]));
            for item in 0..problem.item_count() {
                let first = 1 + reach.partition_point(|&room| room < i128::from(loads.before[(item, role)]));
                self.earliest[item] = self.earliest[item].max(first);
                let steps = 1 + back.partition_point(|&room| room < i128::from(loads.behind[(item, role)]));
                self.latest[item] = self.latest[item].min((last + 1).saturating_sub(steps));
            }
        }
        for group in 0..problem.groups {
            let reach = running_sum((1..=problem.waves).map(|wave| problem.absorb[(group, wave)]));
            for item in 0..problem.item_count() {
                let load = i128::from(loads.impact_before[(item, group)]) * 100;
                self.earliest[item] = self.earliest[item].max(1 + reach.partition_point(|&room| room < load));
            }
        }
    }

    fn covers_can_hold(&self, problem: &Problem) -> bool {
        problem.covers.iter().all(|cover| {
            let in_time = |item: &&usize| self.can_deploy(**item) && self.earliest[**item] <= cover.by;
            cover.items.iter().filter(in_time).count() as i64 >= cover.at_least
        })
    }

    /// Required items that must be in by a wave, or cannot start before one, have to fit into the waves there are.
    fn loads_can_hold(&self, problem: &Problem, last: usize) -> bool {
        (0..problem.roles).all(|role| self.role_can_hold(problem, role, last))
            && (0..problem.groups).all(|group| {
                let cells = |wave| (i128::from(problem.absorb[(group, wave)]), 0);
                self.sums_can_hold(problem, last, cells, |item| {
                    100 * i128::from(problem.impact[(item, group)])
                })
            })
    }

    fn role_can_hold(&self, problem: &Problem, role: usize, last: usize) -> bool {
        // Run effort that is certain in a wave: that of required items whose window ends before it.
        let mut certain = vec![0_i128; problem.waves + 2];
        for item in 0..problem.item_count() {
            if self.required[item]
                && let Some(cell) = certain.get_mut(self.latest[item] + 1)
            {
                *cell += i128::from(problem.run[(item, role)]);
            }
        }
        let certain = running_sum_wide(certain.into_iter());
        let cells = |wave: usize| {
            let run = certain.get(wave).copied().unwrap_or(0) * i128::from(problem.length[wave]);
            (i128::from(problem.capacity[(role, wave)]), run)
        };
        (1..=problem.waves).all(|wave| {
            let (room, run) = cells(wave);
            run <= room
        }) && self.sums_can_hold(problem, last, cells, |item| i128::from(problem.build[(item, role)]))
    }

    /// `cells` gives the room of a wave and what is certainly taken of it, `load` what an item adds to its wave.
    fn sums_can_hold(
        &self,
        problem: &Problem,
        last: usize,
        cells: impl Fn(usize) -> (i128, i128),
        load: impl Fn(usize) -> i128,
    ) -> bool {
        let mut ending = vec![0_i128; problem.waves + 2];
        let mut starting = vec![0_i128; problem.waves + 2];
        for item in (0..problem.item_count()).filter(|&item| self.required[item]) {
            let load = load(item);
            if let Some(cell) = ending.get_mut(self.latest[item]) {
                *cell += load;
            }
            if let Some(cell) = starting.get_mut(self.earliest[item]) {
                *cell += load;
            }
        }
        let fits = |mut waves: &mut dyn Iterator<Item = usize>, loads: &[i128]| {
            let (mut room, mut need) = (0, 0);
            Iterator::all(&mut waves, |wave| {
                let (limit, taken) = cells(wave);
                room += (limit - taken).max(0);
                need += loads.get(wave).copied().unwrap_or(0);
                need <= room
            })
        };
        fits(&mut (1..=last), &ending) && fits(&mut (1..=last).rev(), &starting)
    }
}

/// True when the item breaks no limit while nothing else is deployed.
fn fits_alone(problem: &Problem, item: usize, wave: usize) -> bool {
    (0..problem.roles).all(|role| problem.launch_effort(item, role, wave) <= problem.capacity[(role, wave)])
        && (0..problem.groups).all(|group| {
            let impact = problem.impact[(item, group)];
            100 * impact <= problem.absorb[(group, wave)]
                && (wave == problem.waves
                    || problem.fatigue[group] * impact <= problem.absorb[(group, wave + 1)])
        })
}

/// Items over a third and a half of the largest wave, counted as in bin packing (Johnson's weights, in sixths).
fn large_items_fit(problem: &Problem, last: usize) -> bool {
    (0..problem.roles).all(|role| {
        let room = (1..=last).map(|wave| problem.capacity[(role, wave)]).max().unwrap_or(0);
        let sizes = || (0..problem.item_count()).map(|item| problem.build[(item, role)]);
        let halves: usize =
            sizes().map(|size| usize::from(2 * size > room) + usize::from(2 * size >= room)).sum();
        let sixths: usize = sizes()
            .map(|size| match (3 * size).cmp(&(2 * room)) {
                std::cmp::Ordering::Greater => 6,
                std::cmp::Ordering::Equal => 4,
                std::cmp::Ordering::Less if 3 * size > room => 3,
                std::cmp::Ordering::Less if 3 * size == room => 2,
                std::cmp::Ordering::Less => 0,
            })
            .sum();
        room == 0 || (halves <= 2 * last && sixths <= 6 * last)
    })
}

fn running_sum(cells: impl Iterator<Item = i64>) -> Vec<i128> {
    running_sum_wide(cells.map(i128::from))
}

fn running_sum_wide(cells: impl Iterator<Item = i128>) -> Vec<i128> {
    cells
        .scan(0, |sum, cell| {
            *sum += cell;
            Some(*sum)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(items: &str, arcs: &str, expected: &str) {
        let text = format!(
            r#"{{"format":"wave-planning/1","name":"","waves":4,"objective":"value","roles":["pmo"],"groups":[],
            "capacity":[[3,3,3,3]],"absorb":[],"fatigue_pct":[],"items":[{items}],"precedence":{arcs}}}"#
        );
        let problem = Problem::from_json(&text).unwrap();
        let windows = Windows::new(&problem, &Loads::new(&problem), 4);
        let span = |item| match windows.can_deploy(item) {
            true => format!("{}..{}", windows.earliest[item], windows.latest[item]),
            false => "never".to_owned(),
        };
        let spans: Vec<String> = (0..problem.item_count()).map(span).collect();
        assert_eq!(format!("{} {}", spans.join(" "), windows.possible), expected);
    }

    fn item(id: &str, build: u64, more: &str) -> String {
        format!(r#"{{"id":"{id}","build":[{build}],"run":[0],"impact":[],"value":1{more}}}"#)
    }

    #[test]
    fn lags_and_pins_cut_windows_both_ways() {
        let items = [item("a", 1, ""), item("b", 1, ""), item("c", 1, r#","pin":3"#)].join(",");
        check(&items, "[[0,1,1],[1,2,1]]", "1..1 2..2 3..3 true");
    }

    #[test]
    fn loads_of_what_comes_before_push_an_item_back() {
        let items = [item("a", 2, ""), item("b", 2, ""), item("c", 3, "")].join(",");
        check(&items, "[[0,2,0],[1,2,0]]", "1..4 1..4 3..4 true");
    }

    #[test]
    fn an_item_that_fits_nowhere_is_out_with_all_that_need_it() {
        let items = [item("a", 4, ""), item("b", 1, "")].join(",");
        check(&items, "[[0,1,0]]", "never never true");
        let items = [item("a", 4, ""), item("b", 1, r#","mandatory":true"#)].join(",");
        check(&items, "[[0,1,0]]", "never never false");
    }
}
