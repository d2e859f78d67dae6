//! The slow and plain judge: counts every rule of a plan from nothing and lists what it breaks. It shares no
//! arithmetic with the running score, so the two can be held against each other.

use serde::{Deserialize, Serialize};

use super::plan::objective_of;
use super::problem::Problem;

/// One broken rule. Positions count from 0, waves from 1; efforts and impacts are in hundredths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Violation {
    /// The plan does not have one wave per item.
    Length {
        /// Waves in the plan.
        found: usize,
        /// Items in the problem.
        items: usize,
    },
    /// A wave that does not exist.
    NoWave {
        /// The item.
        item: usize,
        /// The wave it is in.
        wave: u32,
    },
    /// An item that must be deployed is not.
    NotDeployed {
        /// The item.
        item: usize,
    },
    /// An item outside its window or away from its pin.
    Window {
        /// The item.
        item: usize,
        /// The wave it is in.
        wave: u32,
        /// First wave allowed.
        earliest: u32,
        /// Last wave allowed.
        latest: u32,
    },
    /// An item without its prerequisite, or too close behind it.
    Precedence {
        /// The item.
        item: usize,
        /// What it needs.
        needs: usize,
        /// How many waves earlier.
        lag: u32,
    },
    /// A role asked for more than it has.
    Role {
        /// The role.
        role: usize,
        /// The wave.
        wave: u32,
        /// Effort asked for.
        used: i64,
        /// Effort there is.
        limit: i64,
    },
    /// A group given more than it absorbs, what is left of the wave before included.
    Group {
        /// The group.
        group: usize,
        /// The wave.
        wave: u32,
        /// Impact given.
        used: i64,
        /// Impact absorbed.
        limit: i64,
    },
    /// Too few items of a cover in time.
    Cover {
        /// The cover.
        cover: usize,
        /// Items in time.
        found: i64,
        /// Items needed.
        needed: i64,
    },
}

/// Everything that `wave` breaks, in a fixed order; empty for a plan that breaks no rule.
pub fn violations(problem: &Problem, wave: &[u32]) -> Vec<Violation> {
    let items = problem.item_count();
    if wave.len() != items {
        return vec![Violation::Length { found: wave.len(), items }];
    }
    let mut broken: Vec<Violation> = wave
        .iter()
        .enumerate()
        .filter(|&(_, &wave)| wave as usize > problem.waves)
        .map(|(item, &wave)| Violation::NoWave { item, wave })
        .collect();
    if broken.is_empty() {
        windows(problem, wave, &mut broken);
        precedence(problem, wave, &mut broken);
        roles(problem, wave, &mut broken);
        groups(problem, wave, &mut broken);
        covers(problem, wave, &mut broken);
    }
    broken
}

/// The objective of a plan, or `None` when it breaks a rule.
pub fn recount(problem: &Problem, wave: &[u32]) -> Option<i64> {
    violations(problem, wave).is_empty().then(|| objective_of(problem, wave))
}

fn at(wave: &[u32], item: usize) -> usize {
    wave.get(item).map_or(0, |&wave| wave as usize)
}

fn windows(problem: &Problem, wave: &[u32], broken: &mut Vec<Violation>) {
    for (item, &here) in wave.iter().enumerate() {
        if here == 0 {
            if problem.is_required(item) {
                broken.push(Violation::NotDeployed { item });
            }
            continue;
        }
        let pin = problem.pin[item];
        let (earliest, latest) =
            if pin > 0 { (pin, pin) } else { (problem.earliest[item], problem.latest[item]) };
        if (here as usize) < earliest || here as usize > latest {
            broken.push(Violation::Window {
                item,
                wave: here,
                earliest: earliest as u32,
                latest: latest as u32,
            });
        }
    }
}

fn precedence(problem: &Problem, wave: &[u32], broken: &mut Vec<Violation>) {
    for arc in &problem.arcs {
        let (before, after) = (at(wave, arc.before), at(wave, arc.after));
        if after > 0 && (before == 0 || after < before + arc.lag) {
            broken.push(Violation::Precedence { item: arc.after, needs: arc.before, lag: arc.lag as u32 });
        }
    }
}

fn roles(problem: &Problem, wave: &[u32], broken: &mut Vec<Violation>) {
    for role in 0..problem.roles {
        // Running effort per unit of length of everything deployed in earlier waves.
        let mut carried = 0;
        for now in 1..=problem.waves {
            let here =
                || wave.iter().enumerate().filter(|&(_, &wave)| wave as usize == now).map(|(item, _)| item);
            let built: i64 = here().map(|item| problem.build[(item, role)]).sum();
            let own: i64 = here().map(|item| problem.own_run[(item, role)]).sum();
            let used = built + problem.length[now] * (own + carried);
            let limit = problem.capacity[(role, now)];
            if used > limit {
                broken.push(Violation::Role { role, wave: now as u32, used, limit });
            }
            carried += here().map(|item| problem.run[(item, role)]).sum::<i64>();
        }
    }
}

fn groups(problem: &Problem, wave: &[u32], broken: &mut Vec<Violation>) {
    for group in 0..problem.groups {
        let mut before = 0;
        for now in 1..=problem.waves {
            let here = wave.iter().enumerate().filter(|&(_, &wave)| wave as usize == now);
            let new: i64 = here.map(|(item, _)| problem.impact[(item, group)]).sum();
            let used = 100 * new + problem.fatigue[group] * before;
            let limit = problem.absorb[(group, now)];
            if used > limit {
                broken.push(Violation::Group { group, wave: now as u32, used, limit });
            }
            before = new;
        }
    }
}

fn covers(problem: &Problem, wave: &[u32], broken: &mut Vec<Violation>) {
    for (number, cover) in problem.covers.iter().enumerate() {
        let found =
            cover.items.iter().filter(|&&item| (1..=cover.by).contains(&at(wave, item))).count() as i64;
        if found < cover.at_least {
            broken.push(Violation::Cover { cover: number, found, needed: cover.at_least });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two waves; `a` runs on, `b` needs `a`, one group that carries half over.
    const PROBLEM: &str = r#"{"format":"wave-planning/1","name":"","waves":2,"objective":"value","wave_length":[1,2],
        "roles":["pmo"],"groups":["staff"],"capacity":[[4,5]],"absorb":[[2,2]],"fatigue_pct":[50],
        "items":[{"id":"a","build":[3],"run":[1],"impact":[2],"value":5,"own_run_pct":50},
                 {"id":"b","build":[3],"run":[0],"impact":[1],"value":4,"latest":2}],
        "precedence":[[0,1,0]],"cover":[{"items":[0,1],"by":1,"at_least":1}]}"#;

    fn check(wave: [u32; 2], expected: &[Violation]) {
        assert_eq!(violations(&Problem::from_json(PROBLEM).unwrap(), &wave), expected);
    }

    #[test]
    fn each_rule_is_counted_with_its_amounts() {
        check([1, 2], &[]);
        check([0, 0], &[Violation::Cover { cover: 0, found: 0, needed: 1 }]);
        check([0, 1], &[Violation::Precedence { item: 1, needs: 0, lag: 0 }]);
        check(
            [1, 1],
            &[
                Violation::Role { role: 0, wave: 1, used: 650, limit: 400 },
                Violation::Group { group: 0, wave: 1, used: 300, limit: 200 },
            ],
        );
        check([1, 3], &[Violation::NoWave { item: 1, wave: 3 }]);
    }

    #[test]
    fn the_objective_of_a_plan_that_breaks_a_rule_is_none() {
        let problem = Problem::from_json(PROBLEM).unwrap();
        assert_eq!((recount(&problem, &[1, 2]), recount(&problem, &[2, 1])), (Some(14), None));
    }
}
