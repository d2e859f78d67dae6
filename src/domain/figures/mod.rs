//! The derived numbers: levels, gaps, scores, efforts, loads, capacities. Pure functions of the document.

pub mod area;
pub mod colour;
pub mod entry;
pub mod load;
pub mod number;
pub mod office;
pub mod owner;
pub mod question;
pub mod readiness;
pub mod score;
pub mod timeline;

use crate::domain::catalogue::Catalogue;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;

use area::AreaFigures;
use entry::ResolvedEntry;
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
    /// Change load on each group in each wave.
    pub loads: Vec<WaveLoad>,
}

impl Figures {
    /// Computes everything.
    pub fn of(document: &Document) -> Self {
        let catalogue = Catalogue::of(document);
        let areas = area::areas(document);
        let entries = entry::resolve(document, &catalogue);
        let scores = score::scores(document, &areas, &entries);
        let spans = timeline::spans(document);
        let (office, steady_state) = office::office(document, &entries);
        let loads = load::loads(document, &entries);
        Self { areas, entries, scores, spans, office, steady_state, loads }
    }

    /// An entry with its overrides applied.
    pub fn entry(&self, id: &EntryId) -> Option<&ResolvedEntry> {
        self.entries.iter().find(|entry| &entry.id == id)
    }

    /// The score of an entry.
    pub fn score(&self, id: &EntryId) -> Option<&EntryScore> {
        self.scores.iter().find(|score| &score.id == id)
    }
}
