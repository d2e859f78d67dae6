//! The running score of a plan under construction: use of every role, new impact of every group and items of every
//! cover, kept up to date as single items change their wave. Any assignment has a score, broken limits are
//! measured; prerequisites and windows are kept by whoever moves the items.

use super::problem::Problem;
use super::table::{Grid, List};

/// A plan with its running sums.
#[derive(Clone, Debug)]
pub struct Score {
    /// Wave of each item.
    pub wave: List<usize>,
    /// Role by wave, hundredths.
    pub used: Grid<i64>,
    /// New impact, group by wave.
    pub fresh: Grid<i64>,
    /// Items in time, by cover.
    pub covered: List<i64>,
    /// By role: effort over the limits, over all waves.
    pub role_over: List<i64>,
    /// By group: impact over the limits, over all waves.
    pub group_over: List<i64>,
    /// Items missing in covers, over all covers.
    pub cover_short: i64,
    /// Sum of value times weight.
    pub value: i64,
    /// Sum of waves.
    pub wave_sum: i64,
    /// Cells touched so far: a measure of work that is the same on every machine.
    pub work: u64,
}

impl Score {
    /// The score of the empty plan.
    pub fn new(problem: &Problem) -> Self {
        Self {
            wave: List::new(problem.item_count(), 0),
            used: Grid::new(problem.roles, problem.waves + 2, 0),
            fresh: Grid::new(problem.groups, problem.waves + 2, 0),
            covered: List::new(problem.covers.len(), 0),
            role_over: List::new(problem.roles, 0),
            group_over: List::new(problem.groups, 0),
            cover_short: problem.covers.iter().map(|cover| cover.at_least).sum(),
            value: 0,
            wave_sum: 0,
            work: 0,
        }
    }

    /// The score of a given plan.
    pub fn of(problem: &Problem, wave: &[u32]) -> Self {
        let mut score = Self::new(problem);
        for (item, &wave) in wave.iter().enumerate() {
            score.place(problem, item, wave as usize);
        }
        score
    }

    /// The plan alone.
    pub fn plan(&self) -> Vec<u32> {
        self.wave.iter().map(|&wave| wave as u32).collect()
    }

    /// Puts an item into a wave, or takes it out with wave 0.
    pub fn place(&mut self, problem: &Problem, item: usize, to: usize) {
        let from = self.wave[item];
        if from == to {
            return;
        }
        self.wave[item] = to;
        self.value += problem.worth(item, to) - problem.worth(item, from);
        self.wave_sum += to as i64 - from as i64;
        self.work += 8;
        for role in 0..problem.roles {
            self.place_effort(problem, item, role, from, to);
        }
        for group in 0..problem.groups {
            let impact = problem.impact[(item, group)];
            if impact > 0 {
                self.add_impact(problem, group, from, -impact);
                self.add_impact(problem, group, to, impact);
            }
        }
        for &number in &problem.covers_of[item] {
            let Some(cover) = problem.covers.get(number) else { continue };
            let in_time = |wave: usize| i64::from((1..=cover.by).contains(&wave));
            let short = (cover.at_least - self.covered[number]).max(0);
            self.covered[number] += in_time(to) - in_time(from);
            self.cover_short += (cover.at_least - self.covered[number]).max(0) - short;
        }
    }

    /// True when every limit and every cover holds.
    pub fn holds(&self) -> bool {
        self.cover_short == 0 && self.limits_hold()
    }

    /// True when every limit of roles and groups holds.
    pub fn limits_hold(&self) -> bool {
        self.role_over.iter().all(|&over| over == 0) && self.group_over.iter().all(|&over| over == 0)
    }

    fn place_effort(&mut self, problem: &Problem, item: usize, role: usize, from: usize, to: usize) {
        let run = problem.run[(item, role)];
        if run == 0 && problem.build[(item, role)] == 0 {
            return;
        }
        if from > 0 {
            self.add_effort(problem, role, from, -problem.launch_effort(item, role, from));
        }
        if to > 0 {
            self.add_effort(problem, role, to, problem.launch_effort(item, role, to));
        }
        if run > 0 {
            // Only the waves between the two places change: behind both of them the item runs as before.
            let starts = |wave: usize| if wave == 0 { problem.waves } else { wave };
            let (old, new) = (starts(from), starts(to));
            for wave in new + 1..=old {
                self.add_effort(problem, role, wave, problem.length[wave] * run);
            }
            for wave in old + 1..=new {
                self.add_effort(problem, role, wave, -problem.length[wave] * run);
            }
        }
    }

    #[inline]
    fn add_effort(&mut self, problem: &Problem, role: usize, wave: usize, change: i64) {
        let limit = problem.capacity[(role, wave)];
        let used = &mut self.used[(role, wave)];
        let before = (*used - limit).max(0);
        *used += change;
        self.role_over[role] += (*used - limit).max(0) - before;
        self.work += 2;
    }

    #[inline]
    fn add_impact(&mut self, problem: &Problem, group: usize, wave: usize, change: i64) {
        if wave == 0 {
            return;
        }
        let before = self.group_excess(problem, group, wave) + self.group_excess(problem, group, wave + 1);
        self.fresh[(group, wave)] += change;
        let after = self.group_excess(problem, group, wave) + self.group_excess(problem, group, wave + 1);
        self.group_over[group] += after - before;
        self.work += 4;
    }

    #[inline]
    fn group_excess(&self, problem: &Problem, group: usize, wave: usize) -> i64 {
        if wave > problem.waves {
            return 0;
        }
        let carried = problem.fatigue[group] * self.fresh[(group, wave - 1)];
        (100 * self.fresh[(group, wave)] + carried - problem.absorb[(group, wave)]).max(0)
    }

    /// The most new impact that a group still takes in a wave, so that neither this wave nor the next breaks its limit.
    pub fn impact_room(&self, problem: &Problem, group: usize, wave: usize) -> i64 {
        let fatigue = problem.fatigue[group];
        let fresh = self.fresh[(group, wave)];
        let carried = fatigue * self.fresh[(group, wave - 1)];
        let room = (problem.absorb[(group, wave)] - carried) / 100 - fresh;
        if wave == problem.waves || fatigue == 0 {
            return room;
        }
        let next = problem.absorb[(group, wave + 1)] - 100 * self.fresh[(group, wave + 1)];
        room.min(next / fatigue - fresh)
    }

    /// Holds the running sums against a count from nothing; for debug builds and tests.
    pub fn equals_recount(&self, problem: &Problem) -> bool {
        let fresh = Self::of(problem, &self.plan());
        let plan = self.plan();
        let broken = super::recount::violations(problem, &plan);
        let limits_broken = broken.iter().any(|violation| {
            use super::recount::Violation as V;
            matches!(violation, V::Role { .. } | V::Group { .. } | V::Cover { .. })
        });
        let value: i64 =
            plan.iter().enumerate().map(|(item, &wave)| problem.worth(item, wave as usize)).sum();
        self.used == fresh.used
            && self.fresh == fresh.fresh
            && self.covered == fresh.covered
            && (self.role_over == fresh.role_over && self.group_over == fresh.group_over)
            && self.cover_short == fresh.cover_short
            && self.value == value
            && self.wave_sum == fresh.wave_sum
            && self.holds() != limits_broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::random::Random;

    const PROBLEM: &str = r#"{"format":"wave-planning/1","name":"","waves":4,"objective":"value","wave_length":[1,2,3,2],
        "roles":["pmo","it"],"groups":["staff"],"capacity":[[6,6,7,8],[3,9,9,9]],"absorb":[[3,3,3,3]],"fatigue_pct":[50],
        "items":[{"id":"a","build":[3,0],"run":[1,0],"impact":[2],"value":5,"own_run_pct":50},
                 {"id":"b","build":[0,4],"run":[0,2],"impact":[1],"value":4},
                 {"id":"c","build":[2,1],"run":[1,1],"impact":[0],"value":3},
                 {"id":"d","build":[0,0],"run":[1,0],"impact":[3],"value":2}],
        "precedence":[],"cover":[{"items":[0,2,3],"by":2,"at_least":2}]}"#;

    #[test]
    fn running_score_equals_a_recount_after_every_move() {
        let problem = Problem::from_json(PROBLEM).unwrap();
        let (mut score, mut random) = (Score::new(&problem), Random::new(7));
        for _ in 0..2000 {
            score.place(&problem, random.below(4), random.below(5));
            assert!(score.equals_recount(&problem), "{:?}", score.plan());
        }
    }
}
