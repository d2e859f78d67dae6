//! Commands about scenarios: keeping one aside and switching to it. Renaming and removing are plain fields and rows.

use super::error::CommandError;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::model::planning::SelectionState;
use crate::domain::model::scenario::Scenario;
use crate::domain::model::wave::{Wave, WaveItem};

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
    let waves = brought_in(document, &kept.waves).waves;
    kept.waves = std::mem::replace(&mut changed.waves, waves);
    std::mem::swap(&mut kept.name, &mut changed.scenarios.name);
    std::mem::swap(&mut kept.note, &mut changed.scenarios.note);
    choose_placed(&mut changed);
    Ok(changed)
}

/// What a switch to a scenario brings into a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BroughtIn {
    /// The waves.
    pub waves: Vec<Wave>,
    /// Entries that the scenario has in waves which are over and which did not stay there, in their order.
    pub late: Vec<EntryId>,
    /// The wave that these go to, from 1; where none is open they stay unplanned.
    pub late_to: Option<usize>,
    /// Entries that it does not place again, as the plan has rejected them or they exist.
    pub ruled_out: Vec<EntryId>,
}

/// What a switch to a scenario with these waves brings into a plan. The past is the same in every scenario: the waves of
/// the plan up to the last finished one stay, and what is launched stays in its wave. What the scenario has in the place of
/// the past and did not stay there goes to the first open wave that takes launches, ahead of its own entries, which may
/// need it.
pub fn brought_in(document: &Document, kept: &[Wave]) -> BroughtIn {
    let past_count = document.waves.iter().rposition(|wave| wave.finished).map_or(0, |last| last + 1);
    let past = document.waves.get(..past_count).unwrap_or_default();
    let mut waves = past.to_vec();
    let mut late = Vec::new();
    let mut ruled_out = Vec::new();
    for (index, mut wave) in kept.iter().cloned().enumerate() {
        let (again, out): (Vec<WaveItem>, Vec<WaveItem>) = std::mem::take(&mut wave.items)
            .into_iter()
            .filter(|item| document.fixed_in(&item.entry).is_none())
            .partition(|item| may_be_placed(document, &item.entry));
        ruled_out.extend(out.into_iter().map(|item| item.entry));
        if index < past_count || past.iter().any(|past| past.id == wave.id) {
            late.extend(again);
        } else {
            waves.push(Wave { items: again, finished: false, ..wave });
        }
    }
    let open = waves.iter().skip(past_count).position(Wave::takes_launches);
    let open = open.map(|index| past_count + index);
    let entries = late.iter().map(|item| item.entry.clone()).collect();
    if let Some(wave) = open.and_then(|index| waves.get_mut(index)) {
        // A launch day inside the old wave says nothing about the new one.
        let late = late.into_iter().map(|item| WaveItem { launch_date: None, ..item });
        wave.items.splice(..0, late);
    }
    for wave in document.waves.iter().skip(past_count) {
        let launched: Vec<WaveItem> =
            wave.items.iter().filter(|item| document.is_launched(item)).cloned().collect();
        match waves.iter_mut().find(|other| other.id == wave.id) {
            _ if launched.is_empty() => {}
            Some(same) => drop(same.items.splice(..0, launched)),
            None => waves.push(Wave { items: launched, ..wave.clone() }),
        }
    }
    BroughtIn { waves, late: entries, late_to: open.map(|index| index + 1), ruled_out }
}

/// The choice is shared: what the plan has rejected, or what exists, is in no scenario.
pub fn may_be_placed(document: &Document, entry: &EntryId) -> bool {
    !matches!(document.selection(entry), SelectionState::Rejected | SelectionState::Exists)
}

/// An entry in a wave is a chosen one.
pub fn choose_placed(document: &mut Document) {
    let placed: Vec<EntryId> =
        document.waves.iter().flat_map(|wave| &wave.items).map(|item| item.entry.clone()).collect();
    for entry in placed {
        document.planning.choices.entry(entry).or_default().state = SelectionState::Chosen;
    }
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
    use crate::domain::model::execution::{Actual, DeploymentState};
    use crate::domain::model::wave::WaveKind;

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

    fn late_in(document: &Document) -> BroughtIn {
        brought_in(document, &document.scenarios.kept[0].waves)
    }

    #[test]
    fn what_did_not_stay_in_a_wave_that_is_over_goes_to_the_first_open_one() {
        let mut document = add(&plan(), RowId(7), "Plan B", "", None).unwrap();
        let left: Vec<WaveItem> = document.waves[0].items.drain(2..).collect();
        document.waves[0].finished = true;
        let entries: Vec<EntryId> = left.iter().map(|item| item.entry.clone()).collect();
        let found = late_in(&document);
        assert_eq!((&found.late, found.late_to), (&entries, Some(2)));
        let switched = switch(&document, RowId(7)).unwrap();
        assert_eq!(switched.waves[0], document.waves[0]);
        let second: Vec<&EntryId> = switched.waves[1].items.iter().map(|item| &item.entry).collect();
        assert_eq!(second[..entries.len()], entries.iter().collect::<Vec<_>>(), "ahead of its own");
        assert_eq!(second.len(), entries.len() + document.waves[1].items.len());
        assert!(entries.iter().all(|entry| switched.selection(entry) == SelectionState::Chosen));
        document.scenarios.kept[0].waves[1].kind = WaveKind::Pause;
        assert_eq!(late_in(&document).late_to, Some(3), "a pause launches nothing");
        document.waves.iter_mut().for_each(|wave| wave.finished = true);
        assert_eq!((late_in(&document).late, late_in(&document).late_to), (entries, None));
    }

    #[test]
    fn what_is_launched_stays_in_its_wave() {
        let mut document = add(&plan(), RowId(7), "Plan B", "", None).unwrap();
        let launched = document.waves[1].items[0].entry.clone();
        let kept = &mut document.scenarios.kept[0].waves;
        let item = kept[1].items.remove(0);
        kept[2].items.push(item);
        let record = Actual { state: DeploymentState::Launched, ..Actual::default() };
        document.execution.actuals.insert(launched.clone(), record);
        let switched = switch(&document, RowId(7)).unwrap();
        assert_eq!(switched.wave_of(&launched), Some(2));
        assert_eq!(placed(&switched).iter().filter(|entry| **entry == launched.as_str()).count(), 1);
        document.scenarios.kept[0].waves.truncate(1);
        let switched = switch(&document, RowId(7)).unwrap();
        assert_eq!(switched.wave_of(&launched), Some(2), "its wave stays with it");
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
