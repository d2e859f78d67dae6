//! Remedies that choose, park or move entries.

use crate::domain::command::Command;
use crate::domain::health::subject::Relation;
use crate::domain::health::{Finding, Subject};
use crate::domain::model::entry::Stance;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::wording::{fill, t};

use super::Attempt;
use super::desk::{Desk, entry_of, wave_of};

/// An entry goes to the first of some waves that can take it.
pub(super) fn bring(desk: &Desk<'_>, entry: &str, waves: impl IntoIterator<Item = usize>) -> Vec<Attempt> {
    let entry = EntryId::from(entry);
    waves.into_iter().filter_map(|wave| desk.bring(&entry, wave)).collect()
}

/// One of the proposed entries goes to one of some waves.
pub(super) fn proposals(
    desk: &Desk<'_>,
    finding: &Finding,
    waves: impl IntoIterator<Item = usize>,
) -> Vec<Attempt> {
    let waves: Vec<usize> = waves.into_iter().collect();
    let tries = finding.proposals.iter().flat_map(|entry| waves.iter().map(move |wave| (entry, *wave)));
    tries.filter_map(|(entry, wave)| desk.bring(entry, wave)).collect()
}

/// A proposed lever is chosen; the proposal of the waves finds its place.
pub(super) fn choose(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let chosen = finding.proposals.iter().map(|entry| {
        let decide = decide(entry, SelectionState::Chosen, String::new());
        (fill("mend.choose", &[("entry", &desk.name(entry))]), vec![decide])
    });
    chosen.collect()
}

/// What nobody needs is parked.
pub(super) fn park(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let parked = entry_of(finding).map(|entry| {
        let decide = decide(entry, SelectionState::Parked, t("mend.park_reason").to_owned());
        (fill("mend.park", &[("entry", &desk.name(entry))]), vec![decide])
    });
    parked.into_iter().collect()
}

fn decide(entry: &EntryId, state: SelectionState, reason: String) -> Command {
    Command::DecideEntry { entry: entry.clone(), state, reason }
}

/// What an entry needs comes before it.
pub(super) fn restore_order(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Subject::Pair(entry, needed, relation) = &finding.subject else { return Vec::new() };
    let Some((wave, place)) = desk.document.place_of(entry) else { return Vec::new() };
    let swap = || {
        let id = desk.open_wave(wave)?;
        let names = [("entry", desk.name(entry)), ("needed", desk.name(needed))];
        let names: Vec<(&str, &str)> = names.iter().map(|(key, name)| (*key, name.as_str())).collect();
        let position = Some(place.saturating_sub(1));
        let command = Command::PlaceEntry { entry: needed.clone(), wave: Some(id), position };
        Some((fill("mend.put_before", &names), vec![command]))
    };
    let earlier = (1..wave).rev().filter_map(|wave| desk.bring(needed, wave));
    let same = desk.bring(needed, wave);
    let after = desk.document.wave_of(needed).unwrap_or(wave) + 1;
    let later = (after..=desk.wave_count()).filter_map(|wave| desk.send(entry, wave));
    match relation {
        Relation::WrongOrder => swap().into_iter().chain(earlier).chain(later).collect(),
        Relation::SameWave | Relation::NotEarlier => earlier.chain(later).collect(),
        Relation::Missing | Relation::Later | Relation::Before => {
            earlier.take(4).chain(same).chain(later).collect()
        }
    }
}

/// The tool moves behind its process, or the process comes in time.
pub(super) fn process_first(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Subject::Pair(tool, process, _) = &finding.subject else { return Vec::new() };
    let Some(wave) = desk.document.wave_of(tool) else { return Vec::new() };
    let after = desk.document.wave_of(process).map(|process| process + 1);
    let later = after.into_iter().flat_map(|first| first..=desk.wave_count());
    let earlier = (1..wave).rev().filter_map(|wave| desk.bring(process, wave));
    later.filter_map(|wave| desk.send(tool, wave)).take(5).chain(earlier).collect()
}

/// A companion of the finding's entry comes in one of the waves that suit it, given the entry's wave.
pub(super) fn companion(
    desk: &Desk<'_>,
    finding: &Finding,
    other: &str,
    waves: impl Fn(usize) -> Vec<usize>,
) -> Vec<Attempt> {
    let wave = entry_of(finding).and_then(|entry| desk.document.wave_of(entry));
    wave.map_or_else(Vec::new, |wave| bring(desk, other, waves(wave)))
}

/// The finding's entry moves behind its companion, or the companion comes in time.
pub(super) fn after_companion(desk: &Desk<'_>, finding: &Finding, other: &str) -> Vec<Attempt> {
    let (Some(entry), other) = (entry_of(finding), EntryId::from(other)) else { return Vec::new() };
    let Some(wave) = desk.document.wave_of(entry) else { return Vec::new() };
    let first = desk.document.wave_of(&other);
    let later = first.into_iter().flat_map(|first| first..=desk.wave_count());
    let earlier = (1..=wave).rev().filter_map(|wave| desk.bring(&other, wave));
    later.filter_map(|wave| desk.send(entry, wave)).take(5).chain(earlier).collect()
}

/// The finding's entry moves to a later wave.
pub(super) fn later(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Some(entry) = entry_of(finding) else { return Vec::new() };
    let Some(wave) = desk.document.wave_of(entry) else { return Vec::new() };
    (wave + 1..=desk.wave_count()).filter_map(|wave| desk.send(entry, wave)).collect()
}

/// A proposed entry joins the wave; else a control entry leaves it.
pub(super) fn fill_wave(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Some(number) = wave_of(finding) else { return Vec::new() };
    let joins = finding.proposals.iter().filter_map(|entry| desk.bring(entry, number));
    let items = desk.wave(number).map_or(&[][..], |wave| &wave.items);
    let is_control =
        |entry: &EntryId| desk.figures.entry(entry).is_some_and(|entry| entry.stance == Stance::Control);
    let leaves = items.iter().rev().filter(|item| finding.rule.as_str() == "R20" && is_control(&item.entry));
    let leaves = leaves.filter_map(|item| desk.send(&item.entry, number + 1));
    joins.chain(leaves).collect()
}
