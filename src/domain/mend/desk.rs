//! What the remedies work with: the plan, its numbers, and the small edits that many of them make.

use serde_json::Value;

use crate::domain::catalogue::Catalogue;
use crate::domain::command::Command;
use crate::domain::figures::Figures;
use crate::domain::health::{Finding, Subject};
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::model::planning::SelectionState;
use crate::domain::model::wave::Wave;
use crate::domain::proposal::trial::room_among;
use crate::domain::wording::fill;

use super::Attempt;

/// Entries that one remedy brings along at most.
const MOST_COMPANIONS: usize = 6;

/// One plan, one free id.
pub(super) struct Desk<'a> {
    pub document: &'a Document,
    pub figures: &'a Figures,
    pub fresh: u64,
    catalogue: Catalogue<'a>,
}

impl<'a> Desk<'a> {
    pub fn of(document: &'a Document, figures: &'a Figures, fresh: u64) -> Self {
        Self { document, figures, fresh, catalogue: Catalogue::of(document) }
    }

    pub fn wave_count(&self) -> usize {
        self.document.waves.len()
    }

    pub fn name(&self, entry: &EntryId) -> String {
        self.catalogue.short_name(entry)
    }

    /// A wave by its number from 1.
    pub fn wave(&self, number: usize) -> Option<&'a Wave> {
        self.document.waves.get(number.checked_sub(1)?)
    }

    /// A wave that may still change.
    pub fn open_wave(&self, number: usize) -> Option<WaveId> {
        self.wave(number).filter(|wave| !wave.finished).map(|wave| wave.id)
    }

    /// The wave of an entry, if both may still change.
    fn is_free(&self, entry: &EntryId) -> bool {
        self.document.wave_of(entry).is_none_or(|wave| self.open_wave(wave).is_some())
    }

    pub fn exists(&self, entry: &EntryId) -> bool {
        self.document.selection(entry) == SelectionState::Exists
    }

    fn in_use_by(&self, entry: &EntryId, wave: usize) -> bool {
        self.exists(entry) || self.document.wave_of(entry).is_some_and(|placed| placed <= wave)
    }

    /// An entry goes to a wave, with what it needs and does not have there yet before it.
    pub fn bring(&self, entry: &EntryId, wave: usize) -> Option<Attempt> {
        let id = self.open_wave(wave)?;
        let mut chain = Vec::new();
        self.collect(entry, wave, &mut chain)?;
        if chain.iter().any(|entry| !self.is_free(entry)) {
            return None;
        }
        let was_planned = self.document.wave_of(entry).is_some();
        let number = wave.to_string();
        let (others, key) = match (chain.len(), was_planned) {
            (..=1, true) => (String::new(), "mend.move"),
            (..=1, false) => (String::new(), "mend.place"),
            (_, true) => (self.companions(&chain), "mend.move_with"),
            (_, false) => (self.companions(&chain), "mend.place_with"),
        };
        let label = fill(key, &[("entry", &self.name(entry)), ("wave", &number), ("others", &others)]);
        Some((label, self.in_order(chain, wave, id)))
    }

    /// Each of some entries goes into a wave, as early as what it needs there allows.
    fn in_order(&self, chain: Vec<EntryId>, number: usize, wave: WaveId) -> Vec<Command> {
        let items = self.wave(number).map_or(&[][..], |wave| &wave.items);
        let mut order: Vec<EntryId> = items.iter().map(|item| item.entry.clone()).collect();
        let place = |entry: EntryId| {
            order.retain(|other| *other != entry);
            let (first, _) = room_among(self.figures, &entry, &order);
            order.insert(first, entry.clone());
            Command::PlaceEntry { entry, wave: Some(wave), position: Some(first) }
        };
        chain.into_iter().map(place).collect()
    }

    /// The entry goes behind everything of a wave.
    pub fn send(&self, entry: &EntryId, wave: usize) -> Option<Attempt> {
        let id = self.open_wave(wave).filter(|_| self.is_free(entry))?;
        let label = fill("mend.move", &[("entry", &self.name(entry)), ("wave", &wave.to_string())]);
        let command = Command::PlaceEntry { entry: entry.clone(), wave: Some(id), position: None };
        Some((label, vec![command]))
    }

    /// What an entry needs in a wave, prerequisites first; none where something was decided against.
    fn collect(&self, entry: &EntryId, wave: usize, chain: &mut Vec<EntryId>) -> Option<()> {
        if chain.contains(entry) {
            return Some(());
        }
        if chain.len() >= MOST_COMPANIONS || self.document.selection(entry) == SelectionState::Rejected {
            return None;
        }
        for needed in &self.figures.entry(entry)?.prerequisites {
            if !self.in_use_by(&needed.entry, wave) {
                self.collect(&needed.entry, wave, chain)?;
            }
        }
        chain.push(entry.clone());
        Some(())
    }

    fn companions(&self, chain: &[EntryId]) -> String {
        let others = chain.split_last().map_or(&[][..], |(_, others)| others);
        let names: Vec<String> = others.iter().map(|entry| self.name(entry)).collect();
        names.join(", ")
    }

    /// A field gets a value.
    pub fn set(path: &str, value: Value) -> Option<Command> {
        Some(Command::SetField { path: path.parse().ok()?, value })
    }
}

/// The entry of a finding.
pub(super) fn entry_of(finding: &Finding) -> Option<&EntryId> {
    match &finding.subject {
        Subject::Entry(entry) | Subject::Pair(entry, ..) => Some(entry),
        _ => None,
    }
}

/// The wave of a finding, from 1.
pub(super) fn wave_of(finding: &Finding) -> Option<usize> {
    match finding.subject {
        Subject::Wave(wave) | Subject::GroupWave(_, wave) => Some(wave),
        _ => None,
    }
}
