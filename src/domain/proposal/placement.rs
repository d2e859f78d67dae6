//! From the waves of an answer to the order of work inside each wave.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::order;

use super::compile::Compiled;

/// Where an entry of the proposal goes; no wave means that it is not planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The entry.
    pub entry: EntryId,
    /// Its wave.
    pub wave: Option<WaveId>,
}

/// The placements of an answer: wave by wave, prerequisites first, then by effective score.
pub fn placements(document: &Document, figures: &Figures, compiled: &Compiled, waves: &[u32]) -> Vec<Placed> {
    let wave_of: BTreeMap<&EntryId, u32> = compiled
        .items
        .iter()
        .zip(waves)
        .flat_map(|(entries, wave)| entries.iter().map(move |entry| (entry, *wave)))
        .collect();
    let mut placed = Vec::with_capacity(wave_of.len());
    for (index, wave) in document.waves.iter().enumerate() {
        let members = wave_of
            .iter()
            .filter(|(_, number)| **number as usize == index + 1)
            .map(|(entry, _)| (*entry).clone());
        let order = in_order_of_work(figures, members.collect());
        placed.extend(order.into_iter().map(|entry| Placed { entry, wave: Some(wave.id) }));
    }
    let out = compiled.scope.entries.iter().filter(|entry| wave_of.get(entry).is_none_or(|wave| *wave == 0));
    placed.extend(out.map(|entry| Placed { entry: entry.clone(), wave: None }));
    placed
}

/// Orders the entries of one wave: each after its prerequisites, otherwise the best score first.
pub fn in_order_of_work(figures: &Figures, entries: BTreeSet<EntryId>) -> Vec<EntryId> {
    let mut waiting: Vec<EntryId> = entries.into_iter().collect();
    order::by_key(&mut waiting, |id| figures.score(id).map_or(usize::MAX, |score| score.effective_rank));
    let mut order = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_free = |id: &EntryId| {
            let needs = figures.entry(id).map(|entry| entry.prerequisites.as_slice()).unwrap_or_default();
            needs.iter().all(|need| !waiting.contains(&need.entry))
        };
        // A circle cannot be loaded; should one ever appear, the best score goes first.
        let next = waiting.iter().position(is_free).unwrap_or(0);
        order.push(waiting.remove(next));
    }
    order
}
