//! Commands about entries: deciding, placing, pinning, proposals, own entries.

use std::collections::{BTreeMap, BTreeSet};

use super::Placement;
use super::error::CommandError;
use crate::domain::model::document::Document;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::ids::{EntryId, RowId, WaveId};
use crate::domain::model::planning::{Choice, SelectionState, Wish, WishKind};
use crate::domain::model::validate::is_entry_id;
use crate::domain::model::wave::WaveItem;

/// Decides about an entry; whatever is not chosen leaves the waves.
pub(super) fn decide(
    document: &Document,
    entry: &EntryId,
    state: SelectionState,
    reason: &str,
    is_known: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    check_known(entry, is_known)?;
    let mut changed = document.clone();
    if state != SelectionState::Chosen {
        check_free(document, entry)?;
        take_out(&mut changed, entry);
    }
    let choice = changed.planning.choices.entry(entry.clone()).or_default();
    choice.state = state;
    reason.clone_into(&mut choice.reason);
    Ok(changed)
}

/// Puts an entry in a wave or takes it out of the waves.
pub(super) fn place(
    document: &Document,
    entry: &EntryId,
    wave: Option<WaveId>,
    position: Option<usize>,
    is_known: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    check_known(entry, is_known)?;
    let mut changed = document.clone();
    match wave {
        Some(wave) => put_in(&mut changed, entry, wave, position)?,
        None => {
            check_free(document, entry)?;
            take_out(&mut changed, entry);
        }
    }
    Ok(changed)
}

/// Pins an entry to a wave, or lets go of it.
pub(super) fn pin(
    document: &Document,
    entry: &EntryId,
    wave: Option<WaveId>,
    id: RowId,
    is_known: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    check_known(entry, is_known)?;
    let number =
        wave.map(|wave| document.wave_number(wave).ok_or(CommandError::UnknownWave(wave))).transpose()?;
    let mut changed = document.clone();
    let wishes = &mut changed.planning.wishes;
    let alone =
        wishes.iter().position(|wish| wish.kind == WishKind::InWave && wish.entries == [entry.clone()]);
    match number.and_then(|number| u16::try_from(number).ok()) {
        Some(number) => {
            if let Some(wish) = alone.and_then(|index| wishes.get_mut(index)) {
                wish.wave = Some(number);
                return Ok(changed);
            }
            let_go(wishes, entry);
            let is_taken = wishes.iter().any(|wish| wish.id == id);
            if id.0 == 0 || is_taken {
                return Err(CommandError::RowWithoutId("planning.wishes".to_owned()));
            }
            wishes.push(Wish {
                id,
                kind: WishKind::InWave,
                entries: vec![entry.clone()],
                wave: Some(number),
                ..Wish::default()
            });
        }
        None => let_go(wishes, entry),
    }
    Ok(changed)
}

fn let_go(wishes: &mut Vec<Wish>, entry: &EntryId) {
    wishes.retain_mut(|wish| {
        let is_pin = wish.kind == WishKind::InWave && wish.entries.contains(entry);
        if is_pin {
            wish.entries.retain(|other| other != entry);
        }
        !(is_pin && wish.entries.is_empty())
    });
}

/// Takes over a proposal.
pub(super) fn apply_proposal(
    document: &Document,
    placements: &[Placement],
    is_known: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    let mut placed = BTreeSet::new();
    for placement in placements {
        check_known(&placement.entry, is_known)?;
        if !placed.insert(&placement.entry) {
            return Err(CommandError::PlacedTwice(placement.entry.clone()));
        }
        match placement.wave {
            Some(wave) if is_frozen_there(document, &placement.entry, wave) => {}
            Some(wave) => put_in(&mut changed, &placement.entry, wave, None)?,
            None => {
                check_free(document, &placement.entry)?;
                take_out(&mut changed, &placement.entry);
            }
        }
    }
    Ok(changed)
}

fn is_frozen_there(document: &Document, entry: &EntryId, wave: WaveId) -> bool {
    let is_here = |item: &WaveItem| item.entry == *entry;
    document.waves.iter().any(|other| other.id == wave && other.finished && other.items.iter().any(is_here))
}

/// Chooses the entries of a bundle that are not decided otherwise.
pub(super) fn choose_bundle(
    document: &Document,
    entries: &[EntryId],
    is_known: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    for entry in entries {
        check_known(entry, is_known)?;
        if matches!(changed.selection(entry), SelectionState::Candidate | SelectionState::Parked) {
            changed.planning.choices.entry(entry.clone()).or_default().state = SelectionState::Chosen;
        }
    }
    Ok(changed)
}

/// Adds an entry of the organisation's own.
pub(super) fn add_own(
    document: &Document,
    entry: &CatalogueEntry,
    is_known: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    if !is_entry_id(entry.id.as_str()) || is_known(&entry.id) {
        return Err(CommandError::OwnEntryId(entry.id.clone()));
    }
    let mut changed = document.clone();
    changed.planning.own_entries.push(entry.clone());
    Ok(changed)
}

/// The short name of an own entry follows its name until it is given one of its own.
pub(super) fn named_alike(before: &Document, mut changed: Document) -> Document {
    let own = &mut changed.planning.own_entries;
    for (old, new) in before.planning.own_entries.iter().zip(own.iter_mut()) {
        let is_same = old.short_name == new.short_name && old.short_name == old.name;
        if is_same && old.id == new.id && new.name != old.name {
            new.short_name.clone_from(&new.name);
        }
    }
    changed
}

/// Takes entries and numbers of an organisation's catalogue in.
pub(super) fn take_in(
    document: &Document,
    entries: &[CatalogueEntry],
    overrides: &BTreeMap<EntryId, Choice>,
    is_built_in: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    for entry in entries {
        let own = &mut changed.planning.own_entries;
        match own.iter_mut().find(|own| own.id == entry.id) {
            Some(own) => own.clone_from(entry),
            None if !is_entry_id(entry.id.as_str()) || is_built_in(&entry.id) => {
                return Err(CommandError::OwnEntryId(entry.id.clone()));
            }
            None => own.push(entry.clone()),
        }
    }
    for (id, numbers) in overrides {
        changed.planning.choices.entry(id.clone()).or_default().take_numbers(numbers);
    }
    Ok(changed)
}

/// Removes an own entry; the clean-up after every command clears what names it.
pub(super) fn remove_own(document: &Document, entry: &EntryId) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    let own = &mut changed.planning.own_entries;
    let index =
        own.iter().position(|own| own.id == *entry).ok_or_else(|| CommandError::NoOwnEntry(entry.clone()))?;
    own.remove(index);
    Ok(changed)
}

pub(super) fn check_known(entry: &EntryId, is_known: &dyn Fn(&EntryId) -> bool) -> Result<(), CommandError> {
    if is_known(entry) { Ok(()) } else { Err(CommandError::UnknownEntry(entry.clone())) }
}

/// Refuses to change what cannot leave its wave.
pub(super) fn check_free(document: &Document, entry: &EntryId) -> Result<(), CommandError> {
    let Some(wave) = document.fixed_in(entry) else { return Ok(()) };
    let is_finished = document.waves.get(wave - 1).is_some_and(|wave| wave.finished);
    Err(match is_finished {
        true => CommandError::FinishedWave { wave },
        false => CommandError::Launched { entry: entry.clone(), wave },
    })
}

/// Takes an entry out of its wave and gives back what was said about it there.
fn take_out(document: &mut Document, entry: &EntryId) -> Option<WaveItem> {
    let mut taken = None;
    for wave in &mut document.waves {
        if let Some(place) = wave.items.iter().position(|item| item.entry == *entry) {
            taken = Some(wave.items.remove(place));
        }
    }
    taken
}

pub(super) fn put_in(
    document: &mut Document,
    entry: &EntryId,
    wave: WaveId,
    position: Option<usize>,
) -> Result<(), CommandError> {
    let number = document.wave_number(wave).ok_or(CommandError::UnknownWave(wave))?;
    let from = document.wave_of(entry);
    if from != Some(number) {
        check_free(document, entry)?;
    }
    let mut item =
        take_out(document, entry).unwrap_or_else(|| WaveItem { entry: entry.clone(), ..WaveItem::default() });
    if from != Some(number) {
        // A launch day inside the old wave says nothing about the new one.
        item.launch_date = None;
    }
    let target = document.waves.get_mut(number - 1).ok_or(CommandError::UnknownWave(wave))?;
    if target.finished {
        return Err(CommandError::FinishedWave { wave: number });
    }
    let place = position.unwrap_or(usize::MAX).min(target.items.len());
    target.items.insert(place, item);
    document.planning.choices.entry(entry.clone()).or_default().state = SelectionState::Chosen;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::execution::DeploymentState;
    use crate::domain::model::scalar::Date;
    use crate::domain::model::wave::Wave;

    /// Reads `a b | c` as waves 1, 2, … with these entries; `!` before a wave marks it finished.
    fn plan(waves: &str) -> Document {
        let mut document = Document::default();
        for (index, entries) in waves.split('|').enumerate() {
            let (finished, entries) =
                entries.trim().strip_prefix('!').map_or((false, entries), |rest| (true, rest));
            let mut wave = Wave { id: WaveId(index as u64 + 1), finished, ..Wave::default() };
            for entry in entries.split_whitespace().map(EntryId::from) {
                document.planning.choices.entry(entry.clone()).or_default().state = SelectionState::Chosen;
                wave.items.push(WaveItem { entry, ..WaveItem::default() });
            }
            document.waves.push(wave);
        }
        document
    }

    fn written(document: &Document) -> String {
        let wave = |wave: &Wave| {
            let entries: Vec<_> = wave.items.iter().map(|item| item.entry.as_str()).collect();
            entries.join(" ")
        };
        document.waves.iter().map(wave).collect::<Vec<_>>().join(" | ")
    }

    fn check_place(waves: &str, entry: &str, wave: u64, position: Option<usize>, expected: &str) {
        let wave = Some(wave).filter(|wave| *wave > 0).map(WaveId);
        let changed = place(&plan(waves), &EntryId::from(entry), wave, position, &|_| true).unwrap();
        assert_eq!(written(&changed), expected);
        assert_eq!(changed.selection(&EntryId::from(entry)), SelectionState::Chosen);
    }

    #[test]
    fn an_entry_stands_where_it_was_put() {
        check_place("a b | c", "a", 2, None, "b | c a");
        check_place("a b | c", "a", 2, Some(0), "b | a c");
        check_place("a b | c", "a", 1, Some(1), "b a | c");
        check_place("a b | c", "d", 1, Some(9), "a b d | c");
        check_place("a b | c", "b", 0, None, "a | c");
    }

    #[test]
    fn a_finished_wave_keeps_its_entries() {
        let finished = Err(CommandError::FinishedWave { wave: 1 });
        let document = plan("! a | b");
        let (a, b) = (EntryId::from("a"), EntryId::from("b"));
        assert_eq!(place(&document, &a, None, None, &|_| true), finished);
        assert_eq!(place(&document, &b, Some(WaveId(1)), None, &|_| true), finished);
        assert_eq!(decide(&document, &a, SelectionState::Parked, "", &|_| true), finished);
        let same =
            [Placement { entry: a, wave: Some(WaveId(1)) }, Placement { entry: b, wave: Some(WaveId(2)) }];
        assert_eq!(apply_proposal(&document, &same, &|_| true), Ok(document));
    }

    #[test]
    fn what_is_launched_keeps_its_wave_until_the_records_say_otherwise() {
        let mut document = plan("a b | c");
        let a = EntryId::from("a");
        document.execution.actuals.entry(a.clone()).or_default().state = DeploymentState::Launched;
        let refused = Err(CommandError::Launched { entry: a.clone(), wave: 1 });
        assert_eq!(place(&document, &a, Some(WaveId(2)), None, &|_| true), refused);
        assert_eq!(place(&document, &a, None, None, &|_| true), refused);
        assert_eq!(decide(&document, &a, SelectionState::Parked, "", &|_| true), refused);
        let elsewhere = [Placement { entry: a.clone(), wave: Some(WaveId(2)) }];
        assert_eq!(apply_proposal(&document, &elsewhere, &|_| true), refused);
        let later = place(&document, &a, Some(WaveId(1)), None, &|_| true).unwrap();
        assert_eq!(written(&later), "b a | c", "its place in the order of work is free");
        document.execution.actuals.entry(a.clone()).or_default().state = DeploymentState::Building;
        assert!(place(&document, &a, Some(WaveId(2)), None, &|_| true).is_ok());
    }

    #[test]
    fn a_proposal_sets_waves_and_order() {
        let placements = [("c", 1), ("a", 1), ("d", 2), ("b", 0)].map(|(entry, wave)| Placement {
            entry: EntryId::from(entry),
            wave: Some(wave).filter(|wave| *wave > 0).map(WaveId),
        });
        let changed = apply_proposal(&plan("a b x | c"), &placements, &|_| true).unwrap();
        assert_eq!(written(&changed), "x c a | d");
        let twice = [placements[0].clone(), placements[0].clone()];
        assert_eq!(
            apply_proposal(&plan(""), &twice[..], &|_| true),
            Err(CommandError::PlacedTwice(EntryId::from("c")))
        );
    }

    #[test]
    fn a_launch_day_stays_in_its_wave_only() {
        let mut document = plan("a | ");
        document.waves[0].items[0].launch_date = Some(Date::default());
        document.waves[0].items[0].pilot = true;
        let a = EntryId::from("a");
        let same = place(&document, &a, Some(WaveId(1)), None, &|_| true).unwrap();
        assert!(same.waves[0].items[0].launch_date.is_some());
        let other = place(&document, &a, Some(WaveId(2)), None, &|_| true).unwrap();
        assert_eq!(other.waves[1].items[0].launch_date, None);
        assert!(other.waves[1].items[0].pilot);
    }

    #[test]
    fn what_is_not_chosen_leaves_the_waves() {
        let changed =
            decide(&plan("a b"), &EntryId::from("a"), SelectionState::Rejected, "too big", &|_| true);
        let changed = changed.unwrap();
        assert_eq!(written(&changed), "b");
        assert_eq!(changed.choice(&EntryId::from("a")).unwrap().reason, "too big");
    }

    #[test]
    fn a_pin_is_one_wish_per_entry() {
        let a = EntryId::from("a");
        let once = pin(&plan("a | b"), &a, Some(WaveId(2)), RowId(5), &|_| true).unwrap();
        let twice = pin(&once, &a, Some(WaveId(1)), RowId(6), &|_| true).unwrap();
        assert_eq!(twice.planning.wishes.len(), 1);
        assert_eq!((twice.planning.wishes[0].id, twice.planning.wishes[0].wave), (RowId(5), Some(1)));
        assert!(pin(&twice, &a, None, RowId(7), &|_| true).unwrap().planning.wishes.is_empty());
        assert_eq!(
            pin(&once, &a, Some(WaveId(9)), RowId(6), &|_| true),
            Err(CommandError::UnknownWave(WaveId(9)))
        );
    }

    #[test]
    fn a_bundle_leaves_decisions_alone() {
        let mut document = plan("");
        let decided = |state| crate::domain::model::planning::Choice { state, ..Default::default() };
        document.planning.choices.insert(EntryId::from("old"), decided(SelectionState::Exists));
        document.planning.choices.insert(EntryId::from("no"), decided(SelectionState::Rejected));
        document.planning.choices.insert(EntryId::from("late"), decided(SelectionState::Parked));
        let bundle = ["old", "no", "late", "new"].map(EntryId::from);
        let changed = choose_bundle(&document, &bundle, &|_| true).unwrap();
        let states = bundle.each_ref().map(|entry| changed.selection(entry));
        use SelectionState::{Chosen, Exists, Rejected};
        assert_eq!(states, [Exists, Rejected, Chosen, Chosen]);
    }

    #[test]
    fn the_short_name_of_an_own_entry_follows_its_name_until_it_has_its_own() {
        let own = |name: &str, short: &str| CatalogueEntry {
            id: EntryId::from("own-1"),
            name: name.to_owned(),
            short_name: short.to_owned(),
            ..CatalogueEntry::default()
        };
        let check = |before: (&str, &str), after: (&str, &str), expected: &str| {
            let of = |(name, short): (&str, &str)| {
                let mut document = plan("");
                document.planning.own_entries.push(own(name, short));
                document
            };
            let named = named_alike(&of(before), of(after));
            assert_eq!(named.planning.own_entries[0].short_name, expected);
        };
        check(("New entry", "New entry"), ("Vendor board", "New entry"), "Vendor board");
        check(("Vendor board", "Vendors"), ("Supplier board", "Vendors"), "Vendors");
        check(("Vendor board", "Vendor board"), ("Vendor board", "Vendors"), "Vendors");
    }

    #[test]
    fn own_entries_need_a_free_id() {
        let own = |id: &str| CatalogueEntry { id: EntryId::from(id), ..CatalogueEntry::default() };
        assert!(add_own(&plan(""), &own("own-1"), &|_| false).is_ok());
        for id in ["", "Own 1", "1-own", "a.b", "taken"] {
            let outcome = add_own(&plan(""), &own(id), &|entry| entry.as_str() == "taken");
            assert_eq!(outcome, Err(CommandError::OwnEntryId(EntryId::from(id))));
        }
    }
}
