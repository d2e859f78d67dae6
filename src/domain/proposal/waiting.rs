//! What stands beside the waves: entries that could still be planned, and those that stay out.

use std::collections::BTreeSet;

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::order;

/// Entries in no wave that may still come into one: chosen ones first, then candidates, the best score first.
pub fn waiting(document: &Document, figures: &Figures) -> Vec<EntryId> {
    // One look at the waves: a page of a thousand entries asks often.
    let items = document.waves.iter().flat_map(|wave| &wave.items);
    let placed: BTreeSet<&EntryId> = items.map(|item| &item.entry).collect();
    let mut waiting: Vec<(bool, usize, &EntryId)> = figures
        .entries
        .iter()
        .filter(|entry| matches!(entry.state, SelectionState::Chosen | SelectionState::Candidate))
        .filter(|entry| !placed.contains(&entry.id))
        .map(|entry| {
            let rank = figures.score(&entry.id).map_or(usize::MAX, |score| score.rank);
            (entry.state != SelectionState::Chosen, rank, &entry.id)
        })
        .collect();
    order::natural(&mut waiting);
    waiting.into_iter().map(|(_, _, id)| id.clone()).collect()
}

/// Entries that were decided against, for now or for good, in catalogue order.
pub fn out_of_scope(figures: &Figures) -> Vec<EntryId> {
    let is_out = |state| matches!(state, SelectionState::Rejected | SelectionState::Parked);
    figures.entries.iter().filter(|entry| is_out(entry.state)).map(|entry| entry.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::wave::Wave;

    #[test]
    fn chosen_entries_come_before_candidates_and_each_by_score() {
        let mut document = Example::Norvik.document().unwrap();
        let taken = document.waves.last_mut().map(|wave: &mut Wave| wave.items.remove(0).entry).unwrap();
        let figures = Figures::of(&document);
        let waiting = waiting(&document, &figures);
        assert_eq!(waiting.first(), Some(&taken));
        let scores: Vec<f64> =
            waiting.iter().skip(1).map(|id| figures.score(id).map_or(0.0, |score| score.score)).collect();
        assert!(scores.windows(2).all(|pair| pair[0] >= pair[1] - 1e-9), "{scores:?}");
    }

    #[test]
    fn an_entry_waits_stands_in_a_wave_or_stays_out() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let placed: usize = document.waves.iter().map(|wave| wave.items.len()).sum();
        let exists = figures.entries.iter().filter(|entry| entry.state == SelectionState::Exists).count();
        let total = waiting(&document, &figures).len() + out_of_scope(&figures).len() + placed + exists;
        assert_eq!(total, figures.entries.len());
    }
}
