//! Measures of success that the entries of the plan bring along, ready to be taken over (PMO fact base 2.8, 3.2).

use super::catalogue::Catalogue;
use super::command::Command;
use super::json::to_value;
use super::model::document::Document;
use super::model::governance::Kpi;
use super::model::ids::{EntryId, RowId};

/// A measure of an entry that the plan does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KpiOffer {
    /// The entry.
    pub entry: EntryId,
    /// Its measure.
    pub name: String,
}

/// The measures of the entries in the waves that the plan does not have yet, wave by wave.
pub fn offers(document: &Document) -> Vec<KpiOffer> {
    let catalogue = Catalogue::of(document);
    let has = |name: &str| {
        document.governance.kpis.iter().any(|kpi| kpi.name.trim().eq_ignore_ascii_case(name.trim()))
    };
    let mut offers: Vec<KpiOffer> = Vec::new();
    for item in document.waves.iter().flat_map(|wave| &wave.items) {
        let names = catalogue.get(&item.entry).map_or(&[][..], |entry| &entry.kpis);
        for name in names.iter().filter(|name| !name.trim().is_empty() && !has(name)) {
            if !offers.iter().any(|offer| offer.name == *name) {
                offers.push(KpiOffer { entry: item.entry.clone(), name: name.clone() });
            }
        }
    }
    offers
}

/// Takes a measure over. It measures the first objective that names its entry.
pub fn take_over(document: &Document, offer: &KpiOffer, id: u64) -> Option<Command> {
    let mut objectives = document.foundation.objectives.iter();
    let objective = objectives.find(|objective| objective.entries.contains(&offer.entry));
    let kpi = Kpi {
        id: RowId(id),
        name: offer.name.clone(),
        objective: objective.map(|objective| objective.id),
        ..Kpi::default()
    };
    Some(Command::AddRow { list: "governance.kpis".parse().ok()?, row: to_value(&kpi)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::apply;
    use crate::domain::model::foundation::Objective;
    use crate::domain::model::ids::ObjectiveId;
    use crate::domain::model::wave::{Wave, WaveItem};

    #[test]
    fn measures_of_planned_entries_are_offered_until_they_are_taken_over() {
        let mut document = Document::default();
        assert_eq!(offers(&document), []);
        let item = WaveItem { entry: EntryId::from("pmo-charter"), ..WaveItem::default() };
        document.waves = vec![Wave { items: vec![item], ..Wave::default() }];
        let entries = vec![EntryId::from("pmo-charter")];
        document.foundation.objectives =
            vec![Objective { id: ObjectiveId(4), entries, ..Objective::default() }];
        let before = offers(&document);
        assert_eq!(before.len(), 3);
        let command = take_over(&document, &before[0], 9).unwrap();
        let taken = apply(&document, &command, &|_| true).unwrap();
        assert_eq!(taken.governance.kpis[0].objective, Some(ObjectiveId(4)));
        assert_eq!(offers(&taken), before[1..]);
    }
}
