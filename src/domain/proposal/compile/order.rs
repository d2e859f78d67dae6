//! What must come before what, and what must come early.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::model::ids::EntryId;
use crate::domain::planner::problem::file::{CoverFile, ItemFile};

use super::Builder;

impl Builder<'_> {
    pub(super) fn arcs(&self, position: &BTreeMap<EntryId, usize>, frozen: &[Option<u64>]) -> Vec<[u64; 3]> {
        let mut arcs: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for entry in &self.planned {
            let Some(after) = position.get(&entry.id) else { continue };
            for prerequisite in &entry.prerequisites {
                let Some(before) = position.get(&prerequisite.entry).filter(|before| *before != after) else {
                    continue;
                };
                // What is launched went without what it needs, or had it.
                if frozen.get(*after).copied().flatten().is_some() {
                    continue;
                }
                let lag = u64::from(
                    !prerequisite.same_wave || needs_a_wave_between(&prerequisite.entry, &entry.id),
                );
                let kept = arcs.entry((*before, *after)).or_insert(lag);
                *kept = (*kept).max(lag);
            }
        }
        arcs.into_iter().map(|((before, after), lag)| [before as u64, after as u64, lag]).collect()
    }

    /// At least one quick win in wave 1, unless that wave is over, or runs and no quick win is begun there.
    pub(super) fn cover(&self, position: &BTreeMap<EntryId, usize>, items: &[ItemFile]) -> Vec<CoverFile> {
        let wave_one_is_open = self.waves().first().is_some_and(|wave| !wave.finished)
            && (self.open_from() == 1 || self.day.is_none());
        let mut quick_wins = self.planned.iter().filter(|entry| entry.quick_win);
        let is_too_late = quick_wins.all(|entry| self.is_too_late(1, &entry.id));
        let quick: BTreeSet<u64> = self
            .planned
            .iter()
            .filter(|entry| entry.quick_win)
            .filter_map(|entry| position.get(&entry.id))
            .filter(|index| items.get(**index).is_some_and(|item| item.earliest == 1))
            .map(|index| *index as u64)
            .collect();
        if self.document.plan.settings.quick_win_first
            && wave_one_is_open
            && !quick.is_empty()
            && !is_too_late
        {
            vec![CoverFile { items: quick.into_iter().collect(), by: 1, at_least: 1 }]
        } else {
            Vec::new()
        }
    }
}

/// The tool comes a wave after the process that it serves (rule R15).
fn needs_a_wave_between(before: &EntryId, after: &EntryId) -> bool {
    after.as_str() == "ppm-tool" && ["pm-methodology", "status-reporting"].contains(&before.as_str())
}
