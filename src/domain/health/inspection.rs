//! What the rules look at: the plan and its numbers, with the questions that many rules ask.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::readiness::{self, WaveReadiness};
use crate::domain::figures::timeline::WaveSpan;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::{Wave, WaveItem};
use crate::domain::order;

use super::message;

/// At most so many entries are proposed for one finding.
const PROPOSALS: usize = 3;

/// An entry that a wave launches. What exists already is never launched, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub struct Launch<'a> {
    /// The wave, counted from 1.
    pub wave: usize,
    /// Its item.
    pub item: &'a WaveItem,
    /// The entry with its overrides applied.
    pub entry: &'a ResolvedEntry,
}

/// One plan under the health check.
#[derive(Clone, Debug)]
pub struct Inspection<'a> {
    /// The plan.
    pub document: &'a Document,
    /// Its numbers.
    pub figures: &'a Figures,
    /// Readiness and leadership of every wave.
    pub readiness: Vec<WaveReadiness>,
    catalogue: Catalogue<'a>,
    entries: BTreeMap<&'a str, &'a ResolvedEntry>,
    places: BTreeMap<&'a str, (usize, usize)>,
    launches: Vec<Vec<Launch<'a>>>,
}

impl<'a> Inspection<'a> {
    /// Prepares a plan and its numbers for the rules.
    pub fn of(document: &'a Document, figures: &'a Figures) -> Self {
        let entries: BTreeMap<&str, &ResolvedEntry> =
            figures.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let mut places = BTreeMap::new();
        let mut launches = Vec::with_capacity(document.waves.len());
        for (wave, number) in document.waves.iter().zip(1..) {
            for (item, place) in wave.items.iter().zip(1..) {
                places.entry(item.entry.as_str()).or_insert((number, place));
            }
            let of_wave = wave.items.iter().filter_map(|item| {
                let entry = *entries.get(item.entry.as_str())?;
                let launched = entry.state != SelectionState::Exists;
                launched.then_some(Launch { wave: number, item, entry })
            });
            launches.push(of_wave.collect());
        }
        Self {
            document,
            figures,
            readiness: readiness::by_wave(document),
            catalogue: Catalogue::of(document),
            entries,
            places,
            launches,
        }
    }

    /// Every wave with its number from 1.
    pub fn waves(&self) -> impl Iterator<Item = (usize, &'a Wave)> + use<'a> {
        (1..).zip(&self.document.waves)
    }

    /// A wave, counted from 1, is closed: nothing can be put in it or taken out of it any more.
    pub fn is_closed(&self, wave: usize) -> bool {
        wave.checked_sub(1).and_then(|index| self.document.waves.get(index)).is_some_and(|wave| wave.finished)
    }

    /// Every wave that is not closed, with its number from 1.
    pub fn open_waves(&self) -> impl Iterator<Item = (usize, &'a Wave)> + use<'a> {
        self.waves().filter(|(_, wave)| !wave.finished)
    }

    /// How many waves there are, which is the number of the last one.
    pub fn wave_count(&self) -> usize {
        self.document.waves.len()
    }

    /// The last wave of the first half (PMO fact base 8.4).
    pub fn half(&self) -> usize {
        self.wave_count().div_ceil(2)
    }

    /// Dates of a wave.
    pub fn span(&self, wave: usize) -> Option<&'a WaveSpan> {
        self.figures.spans.get(wave.checked_sub(1)?)
    }

    /// The launch day of an entry that stands in a wave.
    pub fn launch_day(&self, id: &str) -> Option<Date> {
        let (wave, place) = *self.places.get(id)?;
        self.figures.launch_days(wave.checked_sub(1)?).get(place.checked_sub(1)?).copied()
    }

    /// What every wave launches, in the order of work.
    pub fn launches(&self) -> impl Iterator<Item = Launch<'a>> {
        self.launches.iter().flatten().copied()
    }

    /// What every wave that is not closed launches, in the order of work.
    pub fn open_launches(&self) -> impl Iterator<Item = Launch<'a>> {
        self.launches().filter(|launch| !self.is_closed(launch.wave))
    }

    /// What a wave launches.
    pub fn launched_in(&self, wave: usize) -> &[Launch<'a>] {
        wave.checked_sub(1).and_then(|index| self.launches.get(index)).map_or(&[], Vec::as_slice)
    }

    /// The launch of an entry; none where it is not in the plan or exists already.
    pub fn launch(&self, id: &str) -> Option<Launch<'a>> {
        let (wave, _) = *self.places.get(id)?;
        self.launched_in(wave).iter().copied().find(|launch| launch.entry.id.as_str() == id)
    }

    /// The launch of an entry; none where its wave is closed, where it is not in the plan or exists already.
    pub fn open_launch(&self, id: &str) -> Option<Launch<'a>> {
        self.launch(id).filter(|launch| !self.is_closed(launch.wave))
    }

    /// The wave of an entry and its place in the order of work, both from 1.
    pub fn place(&self, id: &str) -> Option<(usize, usize)> {
        self.places.get(id).copied()
    }

    /// Whether an entry is in use before the plan starts.
    pub fn exists(&self, id: &str) -> bool {
        self.entries.get(id).is_some_and(|entry| entry.state == SelectionState::Exists)
    }

    /// Whether an entry exists or is launched by the end of a wave.
    pub fn in_use_by(&self, id: &str, wave: usize) -> bool {
        self.exists(id) || self.place(id).is_some_and(|(launched, _)| launched <= wave)
    }

    /// Whether an entry exists or stands in any wave.
    pub fn in_use(&self, id: &str) -> bool {
        self.exists(id) || self.place(id).is_some()
    }

    /// The best entries that fit, are not in the plan yet and were not decided against.
    pub fn proposals(&self, fits: impl Fn(&ResolvedEntry) -> bool) -> Vec<EntryId> {
        let mut ranked: Vec<(usize, &EntryId)> = self
            .figures
            .entries
            .iter()
            .zip(&self.figures.scores)
            .filter(|(entry, _)| entry.state != SelectionState::Rejected && fits(entry))
            .filter(|(entry, _)| !self.in_use(entry.id.as_str()))
            .map(|(entry, score)| (score.effective_rank, &entry.id))
            .collect();
        order::natural(&mut ranked);
        ranked.into_iter().take(PROPOSALS).map(|(_, id)| id.clone()).collect()
    }

    /// Whether everything that an entry needs is in use by the end of a wave.
    pub fn is_possible_in(&self, entry: &ResolvedEntry, wave: usize) -> bool {
        entry.prerequisites.iter().all(|needed| self.in_use_by(needed.entry.as_str(), wave))
    }

    /// Entries that an objective names.
    pub fn entries_of_objectives(&self) -> BTreeSet<&'a EntryId> {
        self.document.foundation.objectives.iter().flat_map(|objective| &objective.entries).collect()
    }

    /// Short name of an entry.
    pub fn name(&self, id: &str) -> String {
        self.catalogue.short_name(&EntryId::from(id))
    }

    /// Short names of entries in one line.
    pub fn names<'b>(&self, ids: impl IntoIterator<Item = &'b EntryId>) -> String {
        let names: Vec<String> = ids.into_iter().map(|id| self.catalogue.short_name(id)).collect();
        names.join(", ")
    }

    /// Usual name of a group.
    pub fn group_name(&self, group: Group) -> &'static str {
        message::group_name(group)
    }
}
