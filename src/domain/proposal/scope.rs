//! Which entries a proposal is about: the chosen ones and the prerequisites that they cannot do without.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::{Moscow, SelectionState};

/// The entries of a proposal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// What is planned, in catalogue order.
    pub entries: Vec<EntryId>,
    /// Those of them that nobody chose: prerequisites of chosen ones.
    pub added: Vec<EntryId>,
    /// Chosen entries that stay out, each with the prerequisite that was ruled out.
    pub left_out: Vec<(EntryId, EntryId)>,
}

/// Finds the entries of a proposal (planner contract 2, "Items").
pub fn scope(document: &Document, entries: &[ResolvedEntry]) -> Scope {
    let by_id: BTreeMap<&EntryId, &ResolvedEntry> = entries.iter().map(|entry| (&entry.id, entry)).collect();
    let ruled_out = |id: &EntryId| {
        document.choice(id).is_some_and(|choice| {
            choice.state == SelectionState::Rejected || choice.moscow == Some(Moscow::NotNow)
        })
    };
    let exists = |id: &EntryId| document.selection(id) == SelectionState::Exists;
    let mut wanted = BTreeSet::new();
    let mut left_out = Vec::new();
    for entry in entries.iter().filter(|entry| entry.state == SelectionState::Chosen && !ruled_out(&entry.id))
    {
        let needs = closure(entry, &by_id, &exists);
        match needs.iter().find(|id| ruled_out(id)) {
            Some(missing) => left_out.push((entry.id.clone(), missing.clone())),
            None => wanted.extend(needs),
        }
    }
    let planned: Vec<EntryId> =
        entries.iter().map(|entry| &entry.id).filter(|id| wanted.contains(*id)).cloned().collect();
    let added =
        planned.iter().filter(|id| document.selection(id) != SelectionState::Chosen).cloned().collect();
    Scope { entries: planned, added, left_out }
}

/// An entry and everything it needs, directly and indirectly, that does not exist yet.
fn closure(
    entry: &ResolvedEntry,
    by_id: &BTreeMap<&EntryId, &ResolvedEntry>,
    exists: &dyn Fn(&EntryId) -> bool,
) -> BTreeSet<EntryId> {
    let mut found = BTreeSet::from([entry.id.clone()]);
    let mut open = vec![entry];
    while let Some(next) = open.pop() {
        for prerequisite in next.prerequisites.iter().filter(|prerequisite| !exists(&prerequisite.entry)) {
            if let Some(needed) = by_id.get(&prerequisite.entry)
                && found.insert(prerequisite.entry.clone())
            {
                open.push(needed);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figures::Figures;

    fn check(decide: &[(&str, SelectionState)], entries: &[&str], added: &[&str], left_out: &[(&str, &str)]) {
        let mut document = Document::default();
        for (entry, state) in decide {
            document.planning.choices.entry(EntryId::from(*entry)).or_default().state = *state;
        }
        let found = scope(&document, &Figures::of(&document).entries);
        let ids = |names: &[&str]| names.iter().map(|name| EntryId::from(*name)).collect::<Vec<_>>();
        assert_eq!(found.entries, ids(entries));
        assert_eq!(found.added, ids(added));
        let pairs: Vec<_> = left_out.iter().map(|(a, b)| (EntryId::from(*a), EntryId::from(*b))).collect();
        assert_eq!(found.left_out, pairs);
    }

    #[test]
    fn prerequisites_come_along() {
        check(
            &[("pm-training", SelectionState::Chosen)],
            &["project-tiering", "pm-methodology", "pm-training"],
            &["project-tiering", "pm-methodology"],
            &[],
        );
    }

    #[test]
    fn a_rejected_prerequisite_keeps_its_dependants_out() {
        check(
            &[
                ("pm-training", SelectionState::Chosen),
                ("status-reporting", SelectionState::Chosen),
                ("project-tiering", SelectionState::Rejected),
                ("project-inventory", SelectionState::Exists),
            ],
            &["status-reporting"],
            &[],
            &[("pm-training", "project-tiering")],
        );
    }
}
