//! Commands about scenarios: keeping one aside and switching to it. Renaming and removing are plain fields and rows.

use super::error::CommandError;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::model::planning::SelectionState;
use crate::domain::model::scenario::Scenario;
use crate::domain::model::wave::Wave;

/// Keeps waves aside under a name: those of the plan, or others.
pub(super) fn add(
    document: &Document,
    id: RowId,
    name: &str,
    note: &str,
    waves: Option<&[Wave]>,
) -> Result<Document, CommandError> {
    let is_taken = document.scenarios.kept.iter().any(|kept| kept.id == id);
    if id.0 == 0 || is_taken {
        return Err(CommandError::RowWithoutId("scenarios.kept".to_owned()));
    }
    let waves = waves.map_or_else(|| document.waves.clone(), <[Wave]>::to_vec);
    if let Some(entry) = placed_twice(&waves) {
        return Err(CommandError::PlacedTwice(entry));
    }
    let mut changed = document.clone();
    changed.scenarios.kept.push(Scenario { id, name: name.to_owned(), note: note.to_owned(), waves });
    Ok(changed)
}

/// Makes a scenario the plan's own; what was active takes its place.
pub(super) fn switch(document: &Document, id: RowId) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    let place = changed.scenarios.kept.iter_mut().find(|kept| kept.id == id);
    let Some(kept) = place else { return Err(CommandError::NoSuchRow(format!("scenarios.kept[{id}]"))) };
    let waves = effective_waves(document, &kept.waves);
    kept.waves = std::mem::replace(&mut changed.waves, waves);
    std::mem::swap(&mut kept.name, &mut changed.scenarios.name);
    std::mem::swap(&mut kept.note, &mut changed.scenarios.note);
    // An entry in a wave is a chosen one.
    let placed: Vec<EntryId> =
        changed.waves.iter().flat_map(|wave| &wave.items).map(|item| item.entry.clone()).collect();
    for entry in placed {
        changed.planning.choices.entry(entry).or_default().state = SelectionState::Chosen;
    }
    Ok(changed)
}

/// The waves that a scenario would bring into a plan: finished waves of the plan stay, as the past is the same in every
/// scenario; entries that the plan has rejected, or that exist, are not placed again.
pub fn effective_waves(document: &Document, kept: &[Wave]) -> Vec<Wave> {
    let is_open = |entry: &EntryId| {
        !matches!(document.selection(entry), SelectionState::Rejected | SelectionState::Exists)
    };
    let past: Vec<Wave> = document.waves.iter().take_while(|wave| wave.finished).cloned().collect();
    let is_past =
        |entry: &EntryId| past.iter().any(|wave| wave.items.iter().any(|item| item.entry == *entry));
    let past_ids: Vec<_> = past.iter().map(|wave| wave.id).collect();
    let mut waves = past.clone();
    for wave in kept.iter().skip(past.len()).filter(|wave| !past_ids.contains(&wave.id)) {
        let mut wave = wave.clone();
        wave.finished = false;
        wave.items.retain(|item| is_open(&item.entry) && !is_past(&item.entry));
        waves.push(wave);
    }
    waves
}

fn placed_twice(waves: &[Wave]) -> Option<EntryId> {
    let mut seen = std::collections::BTreeSet::new();
    waves
        .iter()
        .flat_map(|wave| &wave.items)
        .find(|item| !seen.insert(&item.entry))
        .map(|item| item.entry.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::wave::WaveItem;

    fn plan() -> Document {
        Example::Norvik.document().unwrap()
    }

    fn placed(document: &Document) -> Vec<&str> {
        document.waves.iter().flat_map(|wave| &wave.items).map(|item| item.entry.as_str()).collect()
    }

    #[test]
    fn a_switch_swaps_waves_and_names_and_back_again_is_the_same_plan() {
        let mut document = add(&plan(), RowId(7), "Plan B", "slower", None).unwrap();
        document.scenarios.name = "Plan A".to_owned();
        let taken = document.waves[3].items.remove(0).entry;
        let other = switch(&document, RowId(7)).unwrap();
        assert_eq!((other.scenarios.name.as_str(), other.scenarios.note.as_str()), ("Plan B", "slower"));
        assert!(placed(&other).contains(&taken.as_str()));
        assert_eq!(other.scenarios.kept[0].name, "Plan A");
        assert_eq!(other.scenarios.kept[0].waves, document.waves);
        assert_eq!(switch(&other, RowId(7)).unwrap(), document);
    }

    #[test]
    fn entries_of_the_scenario_become_chosen_unless_they_were_rejected_or_exist() {
        let mut document = add(&plan(), RowId(7), "Plan B", "", None).unwrap();
        let ids: Vec<EntryId> = placed(&document).into_iter().take(3).map(EntryId::from).collect();
        document.waves.iter_mut().for_each(|wave| wave.items.clear());
        let states = [SelectionState::Parked, SelectionState::Rejected, SelectionState::Exists];
        for (id, state) in ids.iter().zip(states) {
            document.planning.choices.get_mut(id).unwrap().state = state;
        }
        let switched = switch(&document, RowId(7)).unwrap();
        assert_eq!(switched.selection(&ids[0]), SelectionState::Chosen);
        assert!(switched.wave_of(&ids[0]).is_some());
        assert!(switched.wave_of(&ids[1]).is_none() && switched.wave_of(&ids[2]).is_none());
    }

    #[test]
    fn the_past_is_the_same_in_every_scenario() {
        let mut document = add(&plan(), RowId(7), "Plan B", "", None).unwrap();
        let moved = document.waves[1].items.remove(0);
        document.waves[0].items.push(moved.clone());
        document.waves[0].finished = true;
        let switched = switch(&document, RowId(7)).unwrap();
        assert_eq!(switched.waves[0], document.waves[0]);
        assert_eq!(placed(&switched).iter().filter(|entry| **entry == moved.entry.as_str()).count(), 1);
    }

    #[test]
    fn a_scenario_needs_an_id_and_places_nothing_twice() {
        let document = add(&plan(), RowId(7), "Plan B", "", None).unwrap();
        assert!(add(&document, RowId(7), "Again", "", None).is_err());
        assert!(add(&document, RowId(0), "None", "", None).is_err());
        assert!(switch(&document, RowId(8)).is_err());
        let item = WaveItem { entry: EntryId::from("pmo-charter"), ..WaveItem::default() };
        let twice = [Wave { items: vec![item.clone(), item], ..Wave::default() }];
        assert!(add(&document, RowId(9), "Twice", "", Some(&twice)).is_err());
    }
}
