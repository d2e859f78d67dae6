//! The planner on assembly lines, the special case of fewest waves with one role: public instances with proved optima
//! (`benches/planning`), and random lines held against an exact count over all sets of finished tasks. Budgets are steps, so
//! no machine is too slow for these tests.

use std::fs;
use std::path::{Path, PathBuf};

use wavewright::domain::planner::answer::{Answer, Status};
use wavewright::domain::planner::engine::{Options, Unobserved, solve};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::planner::problem::file::{FORMAT, ItemFile, Objective, ProblemFile};

use crate::planner_judge::{Dice, is_feasible, objective};

/// Tasks, what must be done before what, and the time that a station has.
struct Line {
    name: String,
    times: Vec<u64>,
    arcs: Vec<(usize, usize)>,
    cycle: u64,
}

impl Line {
    fn problem(&self) -> ProblemFile {
        let waves = self.times.len() as u64;
        let item = |(task, &time): (usize, &u64)| ItemFile {
            id: format!("t{task}"),
            build: vec![time],
            run: vec![0],
            mandatory: true,
            earliest: 1,
            ..ItemFile::default()
        };
        ProblemFile {
            format: FORMAT.to_owned(),
            name: self.name.clone(),
            waves,
            objective: Objective::MinWaves,
            roles: vec!["station".to_owned()],
            capacity: vec![vec![self.cycle; waves as usize]],
            items: self.times.iter().enumerate().map(item).collect(),
            precedence: self.arcs.iter().map(|&(i, j)| [i as u64, j as u64, 0]).collect(),
            ..ProblemFile::default()
        }
    }

    /// The fewest stations: for every set of tasks that can be finished first, stations opened and time used in the last.
    fn fewest_stations(&self) -> u64 {
        let tasks = self.times.len();
        let mut best = vec![None; 1 << tasks];
        best[0] = Some((1, 0));
        for done in 0..best.len() {
            let Some((stations, used)) = best[done] else { continue };
            for task in (0..tasks).filter(|task| done & (1 << task) == 0) {
                if self.arcs.iter().any(|&(before, after)| after == task && done & (1 << before) == 0) {
                    continue;
                }
                let time = self.times[task];
                let next =
                    if used + time <= self.cycle { (stations, used + time) } else { (stations + 1, time) };
                let found = &mut best[done | (1 << task)];
                *found = Some(found.map_or(next, |old: (u64, u64)| old.min(next)));
            }
        }
        best.last().copied().flatten().unwrap().0
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/planning/salbp1-scholl")
}

/// A graph of Scholl's set: the number of tasks, a time per line, then `before,after` until `-1,-1`.
fn read(graph: &str, cycle: u64) -> Line {
    let text = fs::read(folder().join(format!("{graph}.IN2"))).unwrap();
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let count: usize = lines.next().unwrap().parse().unwrap();
    let times = lines.by_ref().take(count).map(|line| line.parse().unwrap()).collect();
    let arcs = lines
        .filter_map(|line| line.split_once(','))
        .map(|(before, after)| (before.trim().parse::<i64>().unwrap(), after.trim().parse::<i64>().unwrap()))
        .take_while(|&(before, _)| before > 0)
        .map(|(before, after)| (before as usize - 1, after as usize - 1))
        .collect();
    Line { name: format!("{graph}-c{cycle}"), times, arcs, cycle }
}

/// Solves a line and judges everything that is said about it.
fn check(line: &Line, optimum: u64, steps: u64) -> Answer {
    let file = line.problem();
    let problem = Problem::new(&file).unwrap_or_else(|error| panic!("{}: {error}", line.name));
    let answer = solve(problem, &Options { seed: 1, steps: Some(steps) }, &mut Unobserved);
    let name = &line.name;
    let wave = answer.wave.as_ref().unwrap_or_else(|| panic!("{name}: no plan"));
    assert!(is_feasible(&file, wave), "{name}: {wave:?}");
    let found = objective(&file, wave);
    assert_eq!(answer.objective, Some(found), "{name}");
    assert!(found >= optimum, "{name}: {found} beats the proved optimum {optimum}");
    assert!(answer.bound.unwrap() <= optimum, "{name}: bound {:?}, optimum {optimum}", answer.bound);
    if answer.status == Status::Optimal {
        assert_eq!(found, optimum, "{name}");
    }
    answer
}

#[test]
fn optima_of_public_lines_are_found_and_never_passed() {
    const GRAPHS: [&str; 8] =
        ["BOWMAN8", "BUXEY", "GUNTHER", "HESKIA", "JACKSON", "KILBRID", "MITCHELL", "SAWYER30"];
    let optima = fs::read_to_string(folder().join("optima.csv")).unwrap();
    let (mut lines, mut found) = (0, 0);
    for row in optima.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        if !GRAPHS.contains(&cells[0]) {
            continue;
        }
        let optimum = cells[3].parse().unwrap();
        let answer = check(&read(cells[0], cells[2].parse().unwrap()), optimum, 100);
        lines += 1;
        found += u64::from(answer.objective == Some(optimum));
    }
    assert!(lines >= 50, "{lines} lines");
    assert!(found * 20 >= lines * 19, "{found} optima of {lines}");
}

#[test]
fn random_lines_agree_with_the_count_over_all_sets() {
    let mut proved = 0;
    const LINES: u64 = 150;
    for seed in 0..LINES {
        let dice = &mut Dice::new(seed + 1);
        let tasks = 4 + dice.below(9) as usize;
        let cycle = 10 + dice.below(30);
        let times = (0..tasks).map(|_| 1 + dice.below(cycle)).collect();
        let mut arcs = Vec::new();
        for after in 1..tasks {
            arcs.extend((0..after).filter(|_| dice.once_in(4)).map(|before| (before, after)));
        }
        let line = Line { name: format!("line-{seed}"), times, arcs, cycle };
        let answer = check(&line, line.fewest_stations(), 200);
        proved += u64::from(answer.status == Status::Optimal);
    }
    assert!(proved * 20 >= LINES * 19, "{proved} of {LINES} proved");
}
