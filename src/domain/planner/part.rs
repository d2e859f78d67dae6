//! A part of a problem: some items are free, all others stay where a plan has them. What the others use is taken from
//! the limits, and what they need or are needed for narrows the windows; so the part is a problem of its own, as small
//! as the number of its free items.

use super::problem::{Arc, Cover, Problem};
use super::score::Score;
use super::table::{Grid, List};

/// The part of a problem that is free.
#[derive(Clone, Debug)]
pub struct Part {
    /// The part as a problem.
    pub problem: Problem,
    /// The place of its items in the whole problem.
    items: Vec<usize>,
}

impl Part {
    /// Frees these items of a plan that breaks no rule.
    pub fn new(whole: &Problem, wave: &[u32], items: Vec<usize>) -> Self {
        let mut place: List<Option<usize>> = List::new(whole.item_count(), None);
        for (position, &item) in items.iter().enumerate() {
            place[item] = Some(position);
        }
        let stays = |item: usize| place[item].is_none();
        let at = |item: usize| wave.get(item).map_or(0, |&wave| wave as usize);
        let mut score = Score::new(whole);
        for item in (0..whole.item_count()).filter(|&item| stays(item)) {
            score.place(whole, item, at(item));
        }
        let mut problem = Problem {
            name: String::new(),
            objective: whole.objective,
            waves: whole.waves,
            roles: whole.roles,
            groups: whole.groups,
            ids: vec![String::new(); items.len()],
            weights: whole.weights.clone(),
            length: whole.length.clone(),
            capacity: whole.capacity.clone(),
            absorb: whole.absorb.clone(),
            fatigue: whole.fatigue.clone(),
            build: rows_of(&whole.build, &items, whole.roles),
            own_run: rows_of(&whole.own_run, &items, whole.roles),
            run: rows_of(&whole.run, &items, whole.roles),
            impact: rows_of(&whole.impact, &items, whole.groups),
            value: cells_of(&whole.value, &items),
            earliest: cells_of(&whole.earliest, &items),
            latest: cells_of(&whole.latest, &items),
            pin: cells_of(&whole.pin, &items),
            mandatory: cells_of(&whole.mandatory, &items),
            arcs: Vec::new(),
            predecessors: List::new(items.len(), Vec::new()),
            successors: List::new(items.len(), Vec::new()),
            covers: Vec::new(),
            covers_of: List::new(items.len(), Vec::new()),
            order: whole.order.iter().filter_map(|&item| place[item]).collect(),
        };
        for wave in 1..=whole.waves {
            for role in 0..whole.roles {
                problem.capacity[(role, wave)] -= score.used[(role, wave)];
            }
            for group in 0..whole.groups {
                let carried = whole.fatigue[group] * score.fresh[(group, wave - 1)];
                problem.absorb[(group, wave)] -= 100 * score.fresh[(group, wave)] + carried;
            }
        }
        for (after, &item) in items.iter().enumerate() {
            for &(needed, lag) in &whole.predecessors[item] {
                match place[needed] {
                    Some(before) => problem.connect(Arc { before, after, lag }),
                    // What needs something that stays out is never deployed.
                    None if at(needed) == 0 => problem.latest[after] = 0,
                    None => problem.earliest[after] = problem.earliest[after].max(at(needed) + lag),
                }
            }
            for &(dependant, lag) in &whole.successors[item] {
                if stays(dependant) && at(dependant) > 0 {
                    problem.mandatory[after] = true;
                    problem.latest[after] = problem.latest[after].min(at(dependant).saturating_sub(lag));
                }
            }
        }
        for cover in &whole.covers {
            let in_time = |item: &&usize| (1..=cover.by).contains(&at(**item));
            let kept = cover.items.iter().filter(|item| stays(**item)).filter(in_time).count() as i64;
            let free: Vec<usize> = cover.items.iter().filter_map(|&item| place[item]).collect();
            if cover.at_least > kept {
                for &item in &free {
                    problem.covers_of[item].push(problem.covers.len());
                }
                problem.covers.push(Cover { items: free, by: cover.by, at_least: cover.at_least - kept });
            }
        }
        Self { problem, items }
    }

    /// What the free items have in a plan of the whole.
    pub fn value(&self, whole: &Problem, wave: &[u32]) -> i64 {
        let worth = |&item: &usize| whole.worth(item, wave.get(item).map_or(0, |&wave| wave as usize));
        self.items.iter().map(worth).sum()
    }

    /// The plan of the whole with a plan of the part in it.
    pub fn put_into(&self, wave: &[u32], part: &[u32]) -> Vec<u32> {
        let mut whole = wave.to_vec();
        for (&item, &wave) in self.items.iter().zip(part) {
            if let Some(cell) = whole.get_mut(item) {
                *cell = wave;
            }
        }
        whole
    }
}

impl Problem {
    fn connect(&mut self, arc: Arc) {
        self.predecessors[arc.after].push((arc.before, arc.lag));
        self.successors[arc.before].push((arc.after, arc.lag));
        self.arcs.push(arc);
    }
}

fn cells_of<T: Clone + Default>(whole: &List<T>, items: &[usize]) -> List<T> {
    items.iter().map(|&item| whole[item].clone()).collect::<Vec<_>>().into()
}

fn rows_of(whole: &Grid<i64>, items: &[usize], columns: usize) -> Grid<i64> {
    let mut part = Grid::new(items.len(), columns, 0);
    for (position, &item) in items.iter().enumerate() {
        for column in 0..columns {
            part[(position, column)] = whole[(item, column)];
        }
    }
    part
}
