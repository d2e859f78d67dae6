//! The waves that each item has left, and every conclusion from them: prerequisites, limits and covers narrow the waves
//! of one item by those of others (constraint propagation), items with one wave left are placed, and all of it can be
//! taken back to any earlier mark.
//!
//! The waves left are bits of one word, so problems of more than 63 waves have no domains.

use super::bound::Choices;
use super::problem::Problem;
use super::reductions::Windows;
use super::score::Score;
use super::table::{Grid, List};

/// The largest wave number that fits into the word.
pub const MOST_WAVES: usize = 63;

/// A point to which the domains can go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    trail: usize,
    placed: usize,
}

/// The waves left for each item.
#[derive(Clone, Debug)]
pub struct Domains {
    /// By item: the waves left, as bits; bit 0 stands for out.
    masks: List<u64>,
    /// Items whose mask changed, with the mask before.
    trail: Vec<(usize, u64)>,
    /// The placed items.
    pub score: Score,
    is_placed: List<bool>,
    placed: Vec<usize>,
    queue: Vec<usize>,
    is_queued: List<bool>,
    /// Role by wave: the largest run effort that every later wave still takes.
    run_room: Grid<i64>,
    /// Group by wave: the largest impact that this wave and the next still take.
    impact_room: Grid<i64>,
    /// The most that any item asks for: role by wave to launch it, by role to run it, by group its impact.
    most_launch: Grid<i64>,
    most_run: List<i64>,
    most_impact: List<i64>,
    /// By wave: the limits that may be too tight for some item, of the roles first, then of the groups.
    tight: List<Vec<usize>>,
    work: u64,
}

impl Choices for Domains {
    #[inline]
    fn has(&self, item: usize, wave: usize) -> bool {
        self.masks[item] >> wave & 1 == 1
    }

    #[inline]
    fn may_deploy(&self, item: usize) -> bool {
        self.masks[item] & !1 != 0
    }

    fn open_wave(&self) -> Option<usize> {
        let open = self.masks.iter().zip(self.is_placed.iter());
        let open = open.filter(|(_, is_placed)| !**is_placed).fold(0, |open, (mask, _)| open | mask & !1);
        (open != 0).then(|| open.trailing_zeros() as usize)
    }
}

impl Domains {
    /// Every item with the waves of its window; `None` when the waves are too many.
    pub fn new(problem: &Problem, windows: &Windows) -> Option<Self> {
        if problem.waves > MOST_WAVES {
            return None;
        }
        let items = problem.item_count();
        let most = |cell: &dyn Fn(usize) -> i64| (0..items).map(cell).max().unwrap_or(0);
        let mut most_launch = Grid::new(problem.roles, problem.waves + 2, 0);
        for role in 0..problem.roles {
            for wave in 1..=problem.waves {
                most_launch[(role, wave)] = most(&|item| problem.launch_effort(item, role, wave));
            }
        }
        let most_run: Vec<i64> =
            (0..problem.roles).map(|role| most(&|item| problem.run[(item, role)])).collect();
        let most_impact: Vec<i64> =
            (0..problem.groups).map(|group| most(&|item| problem.impact[(item, group)])).collect();
        let mask = |item: usize| {
            let waves = if windows.can_deploy(item) {
                ((1_u64 << (windows.latest[item] - windows.earliest[item])) * 2 - 1) << windows.earliest[item]
            } else {
                0
            };
            waves | u64::from(!windows.required[item])
        };
        Some(Self {
            masks: (0..items).map(mask).collect::<Vec<_>>().into(),
            trail: Vec::new(),
            score: Score::new(problem),
            is_placed: List::new(items, false),
            placed: Vec::new(),
            queue: (0..items).rev().collect(),
            is_queued: List::new(items, true),
            run_room: Grid::new(problem.roles, problem.waves + 2, 0),
            impact_room: Grid::new(problem.groups, problem.waves + 2, 0),
            most_launch,
            most_run: most_run.into(),
            most_impact: most_impact.into(),
            tight: List::new(problem.waves + 2, Vec::new()),
            work: 0,
        })
    }

    /// Cells touched so far.
    pub fn work(&self) -> u64 {
        self.work + self.score.work
    }

    /// The waves left for an item, as bits; bit 0 stands for out.
    #[inline]
    pub fn mask(&self, item: usize) -> u64 {
        self.masks[item]
    }

    /// True when the item has one wave left.
    #[inline]
    pub fn is_placed(&self, item: usize) -> bool {
        self.is_placed[item]
    }

    /// The point of now.
    pub fn mark(&self) -> Mark {
        Mark { trail: self.trail.len(), placed: self.placed.len() }
    }

    /// Goes back to an earlier point.
    pub fn undo(&mut self, problem: &Problem, mark: Mark) {
        for item in self.queue.drain(..) {
            self.is_queued[item] = false;
        }
        while self.placed.len() > mark.placed {
            if let Some(item) = self.placed.pop() {
                self.is_placed[item] = false;
                self.score.place(problem, item, 0);
            }
        }
        while self.trail.len() > mark.trail {
            if let Some((item, mask)) = self.trail.pop() {
                self.masks[item] = mask;
            }
        }
    }

    /// Leaves an item the waves in `keep` only; false when none remains.
    pub fn restrict(&mut self, item: usize, keep: u64) -> bool {
        let before = self.masks[item];
        let after = before & keep;
        if after != before {
            self.trail.push((item, before));
            self.masks[item] = after;
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
    pub fn propagate(&mut self, problem: &Problem) -> bool {
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
        let mask = self.masks[item];
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
        let mask = self.masks[item];
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
            let may = |item: &&usize| self.masks[**item] & in_time != 0;
            match (cover.items.iter().filter(may).count() as i64).cmp(&cover.at_least) {
                std::cmp::Ordering::Less => return false,
                std::cmp::Ordering::Equal => {
                    for &item in &cover.items {
                        if self.masks[item] & in_time != 0 && !self.restrict(item, in_time) {
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
        for wave in 1..=problem.waves {
            self.tight[wave].clear();
        }
        for role in 0..problem.roles {
            let mut room = i64::MAX;
            for wave in (1..=problem.waves).rev() {
                self.run_room[(role, wave)] = room;
                let left = problem.capacity[(role, wave)] - self.score.used[(role, wave)];
                if left < self.most_launch[(role, wave)] || room < self.most_run[role] {
                    self.tight[wave].push(role);
                }
                if problem.length[wave] > 0 {
                    room = room.min(left / problem.length[wave]);
                }
            }
        }
        for group in 0..problem.groups {
            for wave in 1..=problem.waves {
                let room = self.score.impact_room(problem, group, wave);
                self.impact_room[(group, wave)] = room;
                if room < self.most_impact[group] {
                    self.tight[wave].push(problem.roles + group);
                }
            }
        }
        for item in 0..problem.item_count() {
            if self.is_placed[item] {
                continue;
            }
            let mask = self.masks[item];
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
        let tight = &self.tight[wave];
        self.work += 1 + tight.len() as u64;
        tight.iter().all(|&row| match row.checked_sub(problem.roles) {
            None => {
                let left = problem.capacity[(row, wave)] - self.score.used[(row, wave)];
                let run = problem.run[(item, row)];
                problem.launch_effort(item, row, wave) <= left
                    && (run == 0 || run <= self.run_room[(row, wave)])
            }
            Some(group) => {
                let impact = problem.impact[(item, group)];
                impact == 0 || impact <= self.impact_room[(group, wave)]
            }
        })
    }

    /// Items that must be in and are not placed yet have to fit into what the waves of their windows have left.
    fn check_loads(&mut self, problem: &Problem) -> bool {
        let waves = problem.waves;
        let open: Vec<(usize, usize, usize)> = (0..problem.item_count())
            .filter(|&item| !self.is_placed[item] && self.masks[item] & 1 == 0)
            .map(|item| {
                let mask = self.masks[item];
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
}
