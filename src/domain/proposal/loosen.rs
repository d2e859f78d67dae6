//! A problem with one unit more of something.

use crate::domain::figures::office::{NET_DAYS_PER_MONTH, STEADY_SHARE};
use crate::domain::model::document::Document;
use crate::domain::planner::problem::file::ProblemFile;

use super::bottleneck::Lever;
use super::compile::rest::{left_of, left_row};
use super::compile::{Compiled, NO_LIMIT};

/// One change point, in the unit of the problem.
const POINT: u64 = 100;

/// The problem with one unit more.
pub(super) fn loosened(document: &Document, compiled: &Compiled, lever: Lever) -> ProblemFile {
    let mut problem = compiled.problem.clone();
    let open = compiled.open_from.saturating_sub(1)..compiled.real_waves;
    let raise = |rows: &mut Vec<Vec<u64>>, row: Option<usize>, by: &dyn Fn(u64) -> u64| {
        let row = row.and_then(|row| rows.get_mut(row)).and_then(|row| row.get_mut(open.clone()));
        row.into_iter().flatten().for_each(|offer| *offer += by(*offer));
    };
    let role = |name: &str| compiled.problem.roles.iter().position(|role| role == name);
    let group = |name: String| compiled.problem.groups.iter().position(|group| *group == name);
    match lever {
        Lever::Person { role, from } => {
            let more = person(document, compiled, from);
            let row = problem.capacity.get_mut(role).into_iter().flatten();
            row.zip(&more).for_each(|(offer, more)| *offer += more);
            let left = left_row(&compiled.problem.roles, role).and_then(|row| problem.capacity.get_mut(row));
            raise_left(compiled, left, &|wave| more.get(wave).copied().unwrap_or(0));
        }
        Lever::Budget => raise(&mut problem.capacity, role("money"), &|offer| offer / 10),
        Lever::Entries => raise(&mut problem.capacity, role("entries"), &|offer| u64::from(offer > 0)),
        Lever::BigEntries => raise(&mut problem.capacity, role("big"), &|_| 1),
        Lever::Points { group: people } => {
            let row = group(people.letter().to_owned());
            raise(&mut problem.absorb, row, &|_| POINT);
            let left = row.and_then(|row| left_row(&compiled.problem.groups, row));
            raise_left(compiled, left.and_then(|row| problem.absorb.get_mut(row)), &|_| POINT);
        }
        Lever::Heavy { group: people } => {
            for impact in [5, 4] {
                let row = group(format!("{}{impact}", people.letter()));
                raise(&mut problem.absorb, row, &|offer| u64::from(offer > 0));
            }
        }
        Lever::Wave => add_wave(&mut problem, compiled.real_waves),
    }
    problem
}

/// More in the wave that runs is more of what is left there, by the share of its days that is left.
fn raise_left(compiled: &Compiled, row: Option<&mut Vec<u64>>, more: &dyn Fn(usize) -> u64) {
    let Some(rest) = compiled.rest else { return };
    let column = rest.wave - 1;
    if let Some(offer) = row.and_then(|row| row.get_mut(column)) {
        *offer += rest.share_of(more(column));
    }
}

/// What a full-time person adds to each wave (6.4), in the unit of the problem.
pub(super) fn person(document: &Document, compiled: &Compiled, from: usize) -> Vec<u64> {
    let lengths = compiled.problem.wave_length.as_deref().unwrap_or_default();
    let limit = document.plan.settings.pmo_limit_pct.fraction();
    let share = |index: usize| match document.waves.get(index) {
        Some(wave) => (1.0 - wave.reserve_pct.fraction()) * limit,
        None => STEADY_SHARE,
    };
    let more = |(index, length): (usize, &u64)| {
        if index + 1 < from {
            return 0;
        }
        // Days come in hundredths. What a wave offers is rounded down.
        (NET_DAYS_PER_MONTH * share(index) * 100.0 * *length as f64).floor() as u64
    };
    lengths.iter().enumerate().map(more).collect()
}

/// Repeats the last real wave behind itself; what was allowed to its end may come in the new one as well.
fn add_wave(problem: &mut ProblemFile, real_waves: usize) {
    let Some(last) = real_waves.checked_sub(1) else { return };
    let closed = problem.roles.iter().position(|role| role == "entries");
    for (index, row) in problem.capacity.iter_mut().enumerate() {
        let most = row.iter().take(real_waves).max().copied();
        let is_left = problem.roles.get(index).is_some_and(|role| left_of(role).is_some());
        let offer = match closed {
            _ if is_left => Some(NO_LIMIT),
            Some(closed) if closed == index => most,
            _ => row.get(last).copied(),
        };
        row.insert(real_waves, offer.unwrap_or(0));
    }
    for (row, group) in problem.absorb.iter_mut().zip(&problem.groups) {
        let offer = if left_of(group).is_some() { Some(NO_LIMIT) } else { row.get(last).copied() };
        row.insert(real_waves, offer.unwrap_or(0));
    }
    let length = problem.wave_length.as_mut().map_or(1, |lengths| {
        let length = lengths.get(last).copied().unwrap_or(1);
        lengths.insert(real_waves, length);
        length
    });
    if let Some(weights) = &mut problem.weights {
        weights.iter_mut().take(real_waves).for_each(|weight| *weight += length);
        weights.insert(real_waves, length);
    }
    let last = real_waves as u64;
    for item in &mut problem.items {
        item.latest = item.latest.map(|latest| if latest == last { last + 1 } else { latest });
    }
    problem.waves += 1;
}
