//! What is launched stays where it is: finished waves take nothing more, and no limit falls below what the past uses.

use crate::domain::model::ids::EntryId;
use crate::domain::planner::problem::file::{ItemFile, ProblemFile};

use super::Builder;

impl Builder<'_> {
    /// What was launched stays where it was, and nothing else may enter a finished wave. Returns the frozen wave of each
    /// item.
    pub(super) fn freeze(&self, items: &mut [ItemFile], members: &[Vec<EntryId>]) -> Vec<Option<u64>> {
        let last = self.waves().len() as u64;
        let open_from = self.open_from() as u64;
        let mut frozen = Vec::with_capacity(items.len());
        for (item, entries) in items.iter_mut().zip(members) {
            let launched =
                entries.iter().find_map(|entry| self.document.fixed_in(entry)).map(|wave| wave as u64);
            if launched.is_some() {
                (item.pin, item.earliest, item.latest) = (launched, 1, Some(last));
            } else if open_from > 1 {
                item.earliest = item.earliest.max(open_from);
                item.pin = item.pin.filter(|pin| *pin >= open_from);
                // A date that passed unused binds no longer.
                item.latest = item.latest.map(|latest| if latest < open_from { last } else { latest });
            }
            frozen.push(launched);
        }
        frozen
    }
}

/// Each limit is at least what was launched uses alone, run effort and carry-over included.
pub(in crate::domain::proposal) fn raise_to_frozen(problem: &mut ProblemFile, frozen: &[Option<u64>]) {
    let waves = problem.waves;
    let lengths = problem.wave_length.clone().unwrap_or_default();
    let past: Vec<(&ItemFile, u64)> =
        problem.items.iter().zip(frozen).filter_map(|(item, wave)| Some((item, (*wave)?))).collect();
    if past.is_empty() {
        return;
    }
    let at = |numbers: &[u64], index: usize| numbers.get(index).copied().unwrap_or(0);
    for (role, row) in problem.capacity.iter_mut().enumerate() {
        for (wave, offer) in (1..=waves).zip(row.iter_mut()) {
            let length = at(&lengths, wave as usize - 1);
            let used: u64 = past
                .iter()
                .map(|(item, launch)| match wave.cmp(launch) {
                    std::cmp::Ordering::Less => 0,
                    std::cmp::Ordering::Equal => {
                        100 * at(&item.build, role) + length * item.own_run_pct * at(&item.run, role)
                    }
                    std::cmp::Ordering::Greater => 100 * length * at(&item.run, role),
                })
                .sum();
            *offer = (*offer).max(used.div_ceil(100));
        }
    }
    let new = |group: usize, wave: u64| -> u64 {
        past.iter().filter(|(_, launch)| *launch == wave).map(|(item, _)| at(&item.impact, group)).sum()
    };
    for (group, row) in problem.absorb.iter_mut().enumerate() {
        let fatigue = at(&problem.fatigue_pct, group);
        for (wave, offer) in (1..=waves).zip(row.iter_mut()) {
            let used = 100 * new(group, wave) + fatigue * new(group, wave - 1);
            *offer = (*offer).max(used.div_ceil(100));
        }
    }
}
