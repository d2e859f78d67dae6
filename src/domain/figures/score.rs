//! Gap value, bands and score of every entry, and their rank (PMO fact base 4.3, 6.3).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::plan::{ScoreWeights, SizeClass};
use crate::domain::order;

use super::area::AreaFigures;
use super::entry::ResolvedEntry;
use super::number::TOLERANCE;

/// Share of a dependant's score that its prerequisite inherits.
const INHERITED: f64 = 0.8;

/// The score of an entry and what it is made of; everything unrounded.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryScore {
    /// The entry.
    pub id: EntryId,
    /// Sum over areas of gap × importance × lift.
    pub gap_sum: f64,
    /// G: gap sum on a scale of 0 to 10.
    pub gap_value: f64,
    /// D: sponsor demand, 1 to 10.
    pub demand: f64,
    /// Entries that wait for it, directly and indirectly.
    pub dependants: usize,
    /// N: enablement, 1 to 10.
    pub enablement: f64,
    /// Z: effort band, 1 to 10.
    pub effort_band: f64,
    /// S: strain band, 1 to 10.
    pub strain_band: f64,
    /// Own score.
    pub score: f64,
    /// Own score or the share inherited from the best dependant.
    pub effective_score: f64,
    /// Place by own score, from 1.
    pub rank: usize,
    /// Place by effective score, from 1.
    pub effective_rank: usize,
}

impl EntryScore {
    /// What the entry is worth in a month of use: the weighted gap value and sponsor demand. Enablement is left out, as
    /// it is worth nothing by itself (planner contract 2, "Value").
    pub fn value_a_month(&self, weights: &ScoreWeights) -> f64 {
        weights.gap.value() * self.gap_value + weights.demand.value() * self.demand
    }
}

/// Scores of all entries, in the order given.
pub fn scores(document: &Document, areas: &[AreaFigures], entries: &[ResolvedEntry]) -> Vec<EntryScore> {
    let gap_sums: Vec<f64> = entries.iter().map(|entry| gap_sum(areas, entry)).collect();
    let largest = gap_sums.iter().copied().fold(0.0, f64::max);
    let dependants = Dependants::of(entries);
    let weights = &document.plan.settings.score_weights;
    let mut scores: Vec<EntryScore> = entries
        .iter()
        .zip(gap_sums)
        .map(|(entry, gap_sum)| {
            let waiting = dependants.all(&entry.id).len();
            let gap_value = if largest > 0.0 { gap_sum / largest * 10.0 } else { 0.0 };
            let enablement = 1.0 + 9.0 * (waiting as f64 / 10.0).min(1.0);
            let effort_band =
                1.0 + 9.0 * (entry.build_days / large_build_days(document.plan.size_class)).min(1.0);
            let strain_band = 1.0 + 9.0 * (entry.total_points() / 30.0).min(1.0);
            let gain = weights.gap.value() * gap_value
                + weights.demand.value() * entry.demand
                + weights.enablement.value() * enablement;
            let pain = weights.effort.value() * effort_band + weights.strain.value() * strain_band;
            let score = if pain > 0.0 { gain / pain } else { 0.0 };
            EntryScore {
                id: entry.id.clone(),
                gap_sum,
                gap_value,
                demand: entry.demand,
                dependants: waiting,
                enablement,
                effort_band,
                strain_band,
                score,
                effective_score: score,
                rank: 0,
                effective_rank: 0,
            }
        })
        .collect();
    inherit(&mut scores, &dependants);
    rank(&mut scores, entries, |score| score.score, |score, rank| score.rank = rank);
    rank(&mut scores, entries, |score| score.effective_score, |score, rank| score.effective_rank = rank);
    scores
}

/// From which entry an entry has its effective score: the one that needs it and passes 0.8 of its own score on (PMO fact
/// base 6.3). None where its own score is the better one.
pub fn inherited_from(entries: &[ResolvedEntry], scores: &[EntryScore], id: &EntryId) -> Option<EntryId> {
    let own = scores.iter().find(|score| score.id == *id)?;
    if own.effective_score <= own.score + TOLERANCE {
        return None;
    }
    let needs = |entry: &ResolvedEntry| entry.prerequisites.iter().any(|needed| needed.entry == *id);
    let passes_on =
        |score: &EntryScore| (INHERITED * score.effective_score - own.effective_score).abs() < TOLERANCE;
    let mut pairs = entries.iter().zip(scores);
    pairs.find(|(entry, score)| needs(entry) && passes_on(score)).map(|(entry, _)| entry.id.clone())
}

/// Build effort that fills the effort band (PMO fact base 6.3).
pub fn large_build_days(size: SizeClass) -> f64 {
    match size {
        SizeClass::S => 30.0,
        SizeClass::M => 60.0,
        SizeClass::L => 180.0,
    }
}

fn gap_sum(areas: &[AreaFigures], entry: &ResolvedEntry) -> f64 {
    areas.iter().map(|area| area.priority * entry.lift(area.area)).sum()
}

/// Who needs whom as a hard prerequisite.
struct Dependants {
    direct: BTreeMap<EntryId, Vec<EntryId>>,
}

impl Dependants {
    fn of(entries: &[ResolvedEntry]) -> Self {
        let mut direct: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
        for entry in entries {
            for prerequisite in &entry.prerequisites {
                direct.entry(prerequisite.entry.clone()).or_default().push(entry.id.clone());
            }
        }
        Self { direct }
    }

    fn direct(&self, id: &EntryId) -> &[EntryId] {
        self.direct.get(id).map_or(&[], Vec::as_slice)
    }

    fn all(&self, id: &EntryId) -> BTreeSet<EntryId> {
        let mut found = BTreeSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            for dependant in self.direct(next) {
                if dependant != id && found.insert(dependant.clone()) {
                    open.push(dependant);
                }
            }
        }
        found
    }
}

/// Passes scores down the hard prerequisites until nothing rises; the order has no circle, so this ends.
fn inherit(scores: &mut [EntryScore], dependants: &Dependants) {
    let mut effective: BTreeMap<EntryId, f64> =
        scores.iter().map(|score| (score.id.clone(), score.score)).collect();
    for _ in 0..scores.len() {
        let mut rose = false;
        for score in scores.iter_mut() {
            let best = dependants
                .direct(&score.id)
                .iter()
                .filter_map(|id| effective.get(id))
                .copied()
                .fold(0.0, f64::max);
            let inherited = INHERITED * best;
            if inherited > score.effective_score + TOLERANCE {
                score.effective_score = inherited;
                effective.insert(score.id.clone(), inherited);
                rose = true;
            }
        }
        if !rose {
            break;
        }
    }
}

/// Higher first; ties by smaller build effort, then by catalogue order.
fn rank(
    scores: &mut [EntryScore],
    entries: &[ResolvedEntry],
    value: impl Fn(&EntryScore) -> f64,
    set: impl Fn(&mut EntryScore, usize),
) {
    let key = |score: f64| (score / TOLERANCE).round();
    let mut order: Vec<(f64, f64, usize)> = scores
        .iter()
        .zip(entries)
        .enumerate()
        .map(|(position, (score, entry))| (key(value(score)), entry.build_days, position))
        .collect();
    order::by(&mut order, |a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (place, (_, _, position)) in order.into_iter().enumerate() {
        if let Some(score) = scores.get_mut(position) {
            set(score, place + 1);
        }
    }
}
