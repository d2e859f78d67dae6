//! The derived numbers: levels, gaps, scores, efforts, loads, capacities. Pure functions of the document.

pub mod area;
pub mod balance;
pub mod colour;
pub mod entry;
pub mod horizon;
pub mod load;
pub mod month;
pub mod moscow;
pub mod number;
pub mod office;
pub mod outside;
pub mod owner;
pub mod question;
pub mod readiness;
pub mod repeat;
pub mod role;
pub mod schedule;
pub mod score;
pub mod timeline;
pub mod value;

use crate::domain::catalogue::Catalogue;
use crate::domain::model::document::Document;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::Wave;

use area::AreaFigures;
use entry::{EntryIndex, ResolvedEntry};
use load::WaveLoad;
use office::{SteadyState, WaveOffice};
use score::EntryScore;
use timeline::WaveSpan;

/// Every number that a plan results in, computed once for one state of the document.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The 14 areas in their fixed order.
    pub areas: Vec<AreaFigures>,
    /// Every entry of the catalogue with its overrides applied, in catalogue order.
    pub entries: Vec<ResolvedEntry>,
    /// Scores, in the order of `entries`.
    pub scores: Vec<EntryScore>,
    /// Dates of the waves.
    pub spans: Vec<WaveSpan>,
    /// Capacity and demand of the office in each wave.
    pub office: Vec<WaveOffice>,
    /// The office after the last wave.
    pub steady_state: SteadyState,
    /// Points that other changes of the company take from each group in each wave.
    pub outside: Vec<PerGroup<f64>>,
    /// Change load on each group in each wave.
    pub loads: Vec<WaveLoad>,
    index: EntryIndex,
    launches: Vec<Vec<usize>>,
    launch_days: Vec<Vec<Date>>,
}

impl Figures {
    /// Computes everything.
    pub fn of(document: &Document) -> Self {
        let catalogue = Catalogue::of(document);
        let areas = area::areas(document);
        let entries = entry::resolve(document, &catalogue);
        let scores = score::scores(document, &areas, &entries);
        let spans = timeline::spans(document);
        let index = EntryIndex::of(&entries);
        let launches = load::launches(document, &entries, &index);
        let of_wave = |places: &Vec<usize>| places.iter().filter_map(|place| entries.get(*place)).collect();
        let launched: Vec<Vec<&ResolvedEntry>> = launches.iter().map(of_wave).collect();
        let (office, steady_state) = office::office(document, &entries, &launched);
        let outside = outside::points(document, &spans);
        let loads = load::loads(document, &launched, &outside);
        let launch_days = |(wave, span): (&Wave, &WaveSpan)| {
            let items = wave.items.iter();
            let entries: Vec<_> = items.map(|item| index.find(&entries, &item.entry)).collect();
            timeline::launch_days(wave, &entries, span)
        };
        let launch_days = document.waves.iter().zip(&spans).map(launch_days).collect();
        Self {
            areas,
            entries,
            scores,
            spans,
            office,
            steady_state,
            outside,
            loads,
            index,
            launches,
            launch_days,
        }
    }

    /// The entries of a wave, counted from 0, in the order of work.
    pub fn launched(&self, wave: usize) -> impl Iterator<Item = &ResolvedEntry> {
        self.launches.get(wave).into_iter().flatten().filter_map(|place| self.entries.get(*place))
    }

    /// The entries of every wave in the order of work, as places in `entries`.
    pub fn launches(&self) -> &[Vec<usize>] {
        &self.launches
    }

    /// The launch days of all that stands in a wave, counted from 0, in the order of work.
    pub fn launch_days(&self, wave: usize) -> &[Date] {
        self.launch_days.get(wave).map_or(&[], Vec::as_slice)
    }

    /// Entries that cause the new load on a group in a wave, counted from 0, with their points, the largest first.
    pub fn causes(&self, wave: usize, group: Group) -> Vec<(&EntryId, f64)> {
        load::causes(self.launched(wave), group)
    }

    /// The place of an entry in `entries`.
    pub fn place(&self, id: &EntryId) -> Option<usize> {
        self.index.place(&self.entries, id)
    }

    /// An entry with its overrides applied.
    pub fn entry(&self, id: &EntryId) -> Option<&ResolvedEntry> {
        self.index.find(&self.entries, id)
    }

    /// The score of an entry.
    pub fn score(&self, id: &EntryId) -> Option<&EntryScore> {
        self.scores.get(self.place(id)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn every_entry_is_found_with_its_score() {
        let figures = Figures::of(&Example::Norvik.document().unwrap());
        for entry in &figures.entries {
            assert_eq!(figures.entry(&entry.id).map(|found| &found.id), Some(&entry.id));
            assert_eq!(figures.score(&entry.id).map(|found| &found.id), Some(&entry.id));
        }
        for unknown in ["", "no-such-entry", "zzz"] {
            assert!(figures.entry(&EntryId::from(unknown)).is_none());
            assert!(figures.score(&EntryId::from(unknown)).is_none());
        }
    }
}
