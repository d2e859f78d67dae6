//! A first plan: a serial schedule in the manner of project scheduling (Kolisch 1996). Required items go first, in an
//! order that respects prerequisites, the tightest window first; then covers; then whatever brings most value for
//! the share of the limits it takes. Each item takes the first wave that breaks no limit.

use std::collections::BinaryHeap;

use super::problem::Problem;
use super::random::Random;
use super::reductions::Windows;
use super::score::Score;
use super::table::List;

/// Builds a plan. Required items that fit nowhere are put where they may be all the same, so the result may break
/// limits, but never prerequisites or windows. `noise` shuffles the order (0: none).
pub fn construct(problem: &Problem, windows: &Windows, random: &mut Random, noise: usize) -> Score {
    let mut score = Score::new(problem);
    place_required(problem, windows, &mut score, random, noise);
    fill_covers(problem, windows, &mut score);
    if score.holds() {
        fill(problem, windows, &mut score, random, noise);
    }
    score
}

/// Moves items of a plan that breaks no limit to earlier waves and deploys more of them, as long as no limit breaks.
pub fn fill(problem: &Problem, windows: &Windows, score: &mut Score, random: &mut Random, noise: usize) {
    let mut ranked: Vec<(u64, usize)> = (0..problem.item_count())
        .filter(|&item| windows.can_deploy(item))
        .map(|item| (u64::MAX - shaken(density(problem, item), random, noise), item))
        .collect();
    ranked.sort_unstable();
    for _ in 0..3 {
        let mut changed = false;
        for &(_, item) in &ranked {
            changed |= advance(problem, windows, score, item);
        }
        if !changed {
            break;
        }
    }
}

/// Puts one item, with the prerequisites it misses, into the first wave that breaks no limit.
fn advance(problem: &Problem, windows: &Windows, score: &mut Score, item: usize) -> bool {
    if score.wave[item] > 0 {
        return place_first(problem, windows, score, item);
    }
    if problem.value[item] == 0 && !windows.required[item] {
        return false;
    }
    deploy(problem, windows, score, item)
}

/// Deploys an item and the prerequisites it misses; leaves everything as it was when that breaks a limit.
fn deploy(problem: &Problem, windows: &Windows, score: &mut Score, item: usize) -> bool {
    let mut missing = vec![item];
    let mut next = 0;
    while let Some(&needy) = missing.get(next) {
        next += 1;
        for &(before, _) in &problem.predecessors[needy] {
            if score.wave[before] == 0 && !missing.contains(&before) {
                missing.push(before);
            }
        }
        if missing.len() > 64 {
            return false;
        }
    }
    // Found later does not mean needed earlier, so sort by what is still missing before each.
    let mut placed: Vec<usize> = Vec::with_capacity(missing.len());
    while !missing.is_empty() {
        let ready =
            |&&item: &&usize| problem.predecessors[item].iter().all(|&(before, _)| score.wave[before] > 0);
        let Some(item) = missing.iter().find(ready).copied() else { break };
        if !place_first(problem, windows, score, item) {
            break;
        }
        placed.push(item);
        missing.retain(|&other| other != item);
    }
    if missing.is_empty() {
        return true;
    }
    for &item in placed.iter().rev() {
        score.place(problem, item, 0);
    }
    false
}

/// Moves an item to the first wave before its present one (any wave, if it is out) that breaks no limit.
fn place_first(problem: &Problem, windows: &Windows, score: &mut Score, item: usize) -> bool {
    let here = score.wave[item];
    let Some(from) = first_after_prerequisites(problem, windows, score, item) else { return false };
    let mut to = if here > 0 { here - 1 } else { windows.latest[item] };
    for &(after, lag) in &problem.successors[item] {
        if score.wave[after] > 0 {
            to = to.min(score.wave[after].saturating_sub(lag));
        }
    }
    for wave in from..=to {
        score.place(problem, item, wave);
        if score.limits_hold() {
            return true;
        }
    }
    score.place(problem, item, here);
    false
}

fn first_after_prerequisites(
    problem: &Problem,
    windows: &Windows,
    score: &Score,
    item: usize,
) -> Option<usize> {
    let mut from = windows.earliest[item];
    for &(before, lag) in &problem.predecessors[item] {
        match score.wave[before] {
            0 => return None,
            wave => from = from.max(wave + lag),
        }
    }
    Some(from)
}

fn place_required(
    problem: &Problem,
    windows: &Windows,
    score: &mut Score,
    random: &mut Random,
    noise: usize,
) {
    let mut open: List<usize> = problem.predecessors.iter().map(Vec::len).collect::<Vec<_>>().into();
    let rank = |item: usize, random: &mut Random| {
        let slack = windows.latest[item].saturating_sub(windows.earliest[item]) as u64;
        let size = share(problem, item).min(1 << 30);
        // The heap gives the largest first: little slack, then much effort.
        let rank = ((problem.waves as u64 + 1 - slack.min(problem.waves as u64)) << 31) + size;
        (shaken(rank, random, noise), usize::MAX - item)
    };
    let mut ready = BinaryHeap::new();
    for item in 0..problem.item_count() {
        if windows.required[item] && open[item] == 0 {
            ready.push(rank(item, random));
        }
    }
    // Pins hold their room from the start.
    for item in 0..problem.item_count() {
        if problem.pin[item] > 0 {
            score.place(problem, item, problem.pin[item]);
        }
    }
    while let Some((_, place)) = ready.pop() {
        let item = usize::MAX - place;
        if score.wave[item] == 0 && !place_first(problem, windows, score, item) {
            force(problem, windows, score, item);
        }
        for &(after, _) in &problem.successors[item] {
            open[after] -= 1;
            if open[after] == 0 && windows.required[after] {
                ready.push(rank(after, random));
            }
        }
    }
}

/// Puts a required item where its window and its prerequisites allow, whatever limit that breaks.
fn force(problem: &Problem, windows: &Windows, score: &mut Score, item: usize) {
    let from = first_after_prerequisites(problem, windows, score, item).unwrap_or(windows.earliest[item]);
    let mut to = windows.latest[item].max(from);
    for &(after, lag) in &problem.successors[item] {
        if score.wave[after] > 0 {
            to = to.min(score.wave[after].saturating_sub(lag)).max(from);
        }
    }
    // Prerequisites that were pushed late leave one wave only; it may lie outside the window, which repair mends.
    score.place(problem, item, to.min(problem.waves));
}

fn fill_covers(problem: &Problem, windows: &Windows, score: &mut Score) {
    for (number, cover) in problem.covers.iter().enumerate() {
        let mut candidates = cover.items.clone();
        candidates.sort_by_key(|&item| (windows.earliest[item], share(problem, item), item));
        for item in candidates {
            if score.covered[number] >= cover.at_least {
                break;
            }
            if score.wave[item] == 0 && windows.can_deploy(item) && deploy(problem, windows, score, item) {
                // Too late to count, and not needed for itself: out again, so that it takes no room.
                if score.wave[item] > cover.by && !windows.required[item] {
                    score.place(problem, item, 0);
                }
            }
        }
    }
}

/// Share of the limits that an item takes, in millionths of all waves, summed over roles and groups.
fn share(problem: &Problem, item: usize) -> u64 {
    let mut sum = 0_u128;
    for role in 0..problem.roles {
        let effort = problem.build[(item, role)] as u128 * 2
            + problem.run[(item, role)] as u128
                * problem.length.iter().map(|&length| length as u128).sum::<u128>();
        let room: u128 = problem.capacity.row(role).iter().map(|&cell| cell as u128).sum();
        sum += effort * 1_000_000 / room.max(1);
    }
    for group in 0..problem.groups {
        let impact = problem.impact[(item, group)] as u128 * (100 + problem.fatigue[group] as u128);
        let room: u128 = problem.absorb.row(group).iter().map(|&cell| cell as u128).sum();
        sum += impact * 1_000_000 / room.max(1);
    }
    u64::try_from(sum).unwrap_or(u64::MAX)
}

/// Value per share of the limits taken.
fn density(problem: &Problem, item: usize) -> u64 {
    let value = problem.value[item] as u128 * 1_000_000;
    u64::try_from(value / u128::from(share(problem, item).saturating_add(1))).unwrap_or(u64::MAX) >> 8
}

/// A rank changed by up to `noise` sixteenths.
fn shaken(rank: u64, random: &mut Random, noise: usize) -> u64 {
    match noise {
        0 => rank,
        _ => rank / 16 * (16 + random.below(noise + 1) as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::recount::recount;
    use crate::domain::planner::reductions::Loads;

    #[test]
    fn prerequisites_come_along_and_required_items_find_their_place_first() {
        let problem = Problem::from_json(
            r#"{"format":"wave-planning/1","name":"","waves":2,"objective":"value","roles":["pmo"],"groups":[],
            "capacity":[[3,3]],"absorb":[],"fatigue_pct":[],"precedence":[[0,1,0]],"items":[
            {"id":"a","build":[1],"run":[0],"impact":[],"value":0},{"id":"b","build":[1],"run":[0],"impact":[],"value":9},
            {"id":"c","build":[2],"run":[0],"impact":[],"value":1,"mandatory":true},
            {"id":"d","build":[3],"run":[0],"impact":[],"value":2}]}"#,
        )
        .unwrap();
        let windows = Windows::new(&problem, &Loads::new(&problem), 2);
        let score = construct(&problem, &windows, &mut Random::new(1), 0);
        assert_eq!((score.plan(), recount(&problem, &score.plan())), (vec![1, 2, 1, 0], Some(11)));
    }
}
