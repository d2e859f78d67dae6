//! Why an item is where it is: what stands in the way of every other wave, found by moving it there and counting
//! again. Values only; sentences are made elsewhere.

use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::score::Score;

/// What stands in the way of an item in a wave. Positions count from 0, waves from 1 (0: not deployed); amounts are
/// in hundredths of the unit of the role or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Obstacle {
    /// The wave lies outside the window of the item.
    Window {
        /// First wave allowed.
        earliest: u32,
        /// Last wave allowed.
        latest: u32,
    },
    /// The item is pinned to another wave.
    Pin {
        /// The one wave allowed.
        wave: u32,
    },
    /// The item must be deployed.
    Mandatory,
    /// A prerequisite comes too late or not at all.
    Needs {
        /// The prerequisite.
        item: usize,
        /// Its wave, 0 when it is not deployed.
        wave: u32,
        /// How many waves earlier it has to be.
        lag: u32,
    },
    /// A dependant comes too early.
    NeededBy {
        /// The dependant.
        item: usize,
        /// Its wave.
        wave: u32,
        /// How many waves later it has to be.
        lag: u32,
    },
    /// A role would be asked for more than it has.
    Role {
        /// The role.
        role: usize,
        /// The wave in which it is.
        wave: u32,
        /// By how much, after the move.
        over: i64,
    },
    /// A group would be given more than it absorbs.
    Group {
        /// The group.
        group: usize,
        /// The wave in which it is.
        wave: u32,
        /// By how much, after the move.
        over: i64,
        /// True when new impact alone would fit: what is left of the wave before breaks the limit.
        carry_over: bool,
    },
    /// Too few items of a cover would be in time.
    Cover {
        /// The cover.
        cover: usize,
        /// Items missing, after the move.
        missing: i64,
    },
}

/// One wave in which an item could be instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The wave; 0 for "not deployed".
    pub wave: u32,
    /// What stands in the way; nothing when the item could move there with all else as it is.
    pub obstacles: Vec<Obstacle>,
    /// What the move alone adds to the value of the plan.
    pub gain: i64,
}

/// One item and the waves that it is kept from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    /// The item.
    pub item: usize,
    /// The wave it is in, 0 when it is not deployed.
    pub wave: u32,
    /// Every earlier wave, the first one first; every wave of all when it is not deployed.
    pub alternatives: Vec<Alternative>,
}

/// Reasons for every item of a plan; empty when the plan does not fit the problem.
pub fn reasons(problem: &Problem, wave: &[u32]) -> Vec<Reasons> {
    let Some(mut score) = score_of(problem, wave) else { return Vec::new() };
    wave.iter()
        .enumerate()
        .map(|(item, &here)| {
            let last = if here == 0 { problem.waves } else { here as usize - 1 };
            let alternatives = (1..=last).map(|to| look_at(problem, &mut score, item, to)).collect();
            Reasons { item, wave: here, alternatives }
        })
        .collect()
}

/// What it would mean to move one item of a plan to a wave (0: out); `None` when plan, item or wave do not exist.
pub fn alternative(problem: &Problem, wave: &[u32], item: usize, to: u32) -> Option<Alternative> {
    let mut score = score_of(problem, wave)?;
    (item < problem.item_count() && to as usize <= problem.waves)
        .then(|| look_at(problem, &mut score, item, to as usize))
}

fn score_of(problem: &Problem, wave: &[u32]) -> Option<Score> {
    let fits = wave.len() == problem.item_count() && wave.iter().all(|&wave| wave as usize <= problem.waves);
    fits.then(|| Score::of(problem, wave))
}

fn look_at(problem: &Problem, score: &mut Score, item: usize, to: usize) -> Alternative {
    let here = score.wave[item];
    let mut obstacles = Vec::new();
    own_obstacles(problem, item, to, &mut obstacles);
    precedence_obstacles(problem, score, item, to, &mut obstacles);
    let before = score.clone_limits(problem);
    score.place(problem, item, to);
    limit_obstacles(problem, score, &before, &mut obstacles);
    for &number in &problem.covers_of[item] {
        let needed = problem.covers.get(number).map_or(0, |cover| cover.at_least);
        let missing = needed - score.covered[number];
        if missing > 0 && missing > before.missing(needed, number) {
            obstacles.push(Obstacle::Cover { cover: number, missing });
        }
    }
    score.place(problem, item, here);
    Alternative { wave: to as u32, obstacles, gain: problem.worth(item, to) - problem.worth(item, here) }
}

fn own_obstacles(problem: &Problem, item: usize, to: usize, obstacles: &mut Vec<Obstacle>) {
    let (earliest, latest, pin) = (problem.earliest[item], problem.latest[item], problem.pin[item]);
    if pin > 0 && pin != to {
        obstacles.push(Obstacle::Pin { wave: pin as u32 });
    }
    if to == 0 && problem.mandatory[item] {
        obstacles.push(Obstacle::Mandatory);
    }
    if to > 0 && (to < earliest || to > latest) {
        obstacles.push(Obstacle::Window { earliest: earliest as u32, latest: latest as u32 });
    }
}

fn precedence_obstacles(
    problem: &Problem,
    score: &Score,
    item: usize,
    to: usize,
    obstacles: &mut Vec<Obstacle>,
) {
    if to > 0 {
        for &(before, lag) in &problem.predecessors[item] {
            let wave = score.wave[before];
            if wave == 0 || wave + lag > to {
                obstacles.push(Obstacle::Needs { item: before, wave: wave as u32, lag: lag as u32 });
            }
        }
    }
    for &(after, lag) in &problem.successors[item] {
        let wave = score.wave[after];
        if wave > 0 && (to == 0 || to + lag > wave) {
            obstacles.push(Obstacle::NeededBy { item: after, wave: wave as u32, lag: lag as u32 });
        }
    }
}

/// Limits that the move breaks, or breaks further.
fn limit_obstacles(problem: &Problem, score: &Score, before: &Limits, obstacles: &mut Vec<Obstacle>) {
    for role in 0..problem.roles {
        for wave in 1..=problem.waves {
            let over = role_over(problem, score, role, wave);
            if over > 0 && over > before.role(problem, role, wave) {
                obstacles.push(Obstacle::Role { role, wave: wave as u32, over });
            }
        }
    }
    for group in 0..problem.groups {
        for wave in 1..=problem.waves {
            let over = group_over(problem, score, group, wave);
            if over > 0 && over > before.group(problem, group, wave) {
                let carry_over = 100 * score.fresh[(group, wave)] <= problem.absorb[(group, wave)];
                obstacles.push(Obstacle::Group { group, wave: wave as u32, over, carry_over });
            }
        }
    }
}

/// How far each limit was broken before a move.
struct Limits {
    roles: Vec<i64>,
    groups: Vec<i64>,
    covered: Vec<i64>,
}

impl Limits {
    fn role(&self, problem: &Problem, role: usize, wave: usize) -> i64 {
        self.roles.get(role * problem.waves + wave - 1).copied().unwrap_or(0)
    }

    fn group(&self, problem: &Problem, group: usize, wave: usize) -> i64 {
        self.groups.get(group * problem.waves + wave - 1).copied().unwrap_or(0)
    }

    fn missing(&self, needed: i64, cover: usize) -> i64 {
        needed - self.covered.get(cover).copied().unwrap_or(0)
    }
}

impl Score {
    fn clone_limits(&self, problem: &Problem) -> Limits {
        let cells = |rows: usize| (0..rows).flat_map(|row| (1..=problem.waves).map(move |wave| (row, wave)));
        Limits {
            roles: cells(problem.roles).map(|(role, wave)| role_over(problem, self, role, wave)).collect(),
            groups: cells(problem.groups)
                .map(|(group, wave)| group_over(problem, self, group, wave))
                .collect(),
            covered: self.covered.as_slice().to_vec(),
        }
    }
}

fn role_over(problem: &Problem, score: &Score, role: usize, wave: usize) -> i64 {
    score.used[(role, wave)] - problem.capacity[(role, wave)]
}

fn group_over(problem: &Problem, score: &Score, group: usize, wave: usize) -> i64 {
    let carried = problem.fatigue[group] * score.fresh[(group, wave - 1)];
    100 * score.fresh[(group, wave)] + carried - problem.absorb[(group, wave)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `b` needs `a` a wave earlier; `c` is heavy for the group, `d` for the role; `e` runs on.
    const PROBLEM: &str = r#"{"format":"wave-planning/1","name":"","waves":3,"objective":"value",
        "roles":["pmo"],"groups":["staff"],"capacity":[[10,10,12]],"absorb":[[4,4,4]],"fatigue_pct":[50],
        "items":[{"id":"a","build":[4],"run":[0],"impact":[1],"value":5},
                 {"id":"b","build":[1],"run":[0],"impact":[0],"value":4,"earliest":2},
                 {"id":"c","build":[1],"run":[0],"impact":[4],"value":3},
                 {"id":"d","build":[7],"run":[0],"impact":[0],"value":2},
                 {"id":"e","build":[1],"run":[9],"impact":[0],"value":1}],
        "precedence":[[0,1,1]],"cover":[{"items":[0],"by":1,"at_least":1}]}"#;

    fn check(item: usize, to: u32, expected: &[Obstacle], gain: i64) {
        let problem = Problem::from_json(PROBLEM).unwrap();
        let found = alternative(&problem, &[1, 2, 3, 2, 0], item, to).unwrap();
        assert_eq!(found, Alternative { wave: to, obstacles: expected.to_vec(), gain });
    }

    #[test]
    fn earlier_waves_are_closed_by_limits_prerequisites_and_windows() {
        check(3, 1, &[Obstacle::Role { role: 0, wave: 1, over: 100 }], 2);
        check(2, 1, &[Obstacle::Group { group: 0, wave: 1, over: 100, carry_over: false }], 6);
        check(2, 2, &[Obstacle::Group { group: 0, wave: 2, over: 50, carry_over: true }], 3);
        check(
            1,
            1,
            &[Obstacle::Window { earliest: 2, latest: 3 }, Obstacle::Needs { item: 0, wave: 1, lag: 1 }],
            4,
        );
    }

    #[test]
    fn an_item_left_out_shows_what_is_missing_in_each_wave() {
        check(4, 1, &[Obstacle::Role { role: 0, wave: 2, over: 700 }], 3);
        check(4, 3, &[], 1);
        let problem = Problem::from_json(PROBLEM).unwrap();
        let all = reasons(&problem, &[1, 2, 3, 2, 0]);
        let waves: Vec<usize> = all.iter().map(|reasons| reasons.alternatives.len()).collect();
        assert_eq!(waves, [0, 1, 2, 1, 3]);
    }

    #[test]
    fn taking_an_item_out_names_its_dependants_and_covers() {
        check(
            0,
            0,
            &[Obstacle::NeededBy { item: 1, wave: 2, lag: 1 }, Obstacle::Cover { cover: 0, missing: 1 }],
            -15,
        );
    }

    #[test]
    fn a_plan_of_another_size_has_no_reasons() {
        let problem = Problem::from_json(PROBLEM).unwrap();
        assert_eq!(
            (reasons(&problem, &[1]), alternative(&problem, &[1, 2, 3, 2, 9], 0, 1)),
            (Vec::new(), None)
        );
    }
}
