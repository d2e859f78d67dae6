//! Remedies that take load off a wave: what the overload adviser offers, and moves of what weighs most.

use serde_json::{Value, json};

use crate::domain::command::Command;
use crate::domain::figures::entry::HEAVY_IMPACT;
use crate::domain::figures::number::exceeds;
use crate::domain::health::load::{MOST_BIG_ENTRIES, MOST_ENTRIES, big_build_days};
use crate::domain::health::{Finding, Subject};
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::order;
use crate::domain::proposal::adviser::{RepairKind, repairs, role_repairs, split_command, told};
use crate::domain::proposal::limit::Limit;
use crate::domain::wording::fill;

use super::Attempt;
use super::desk::{Desk, entry_of, wave_of};

/// Above this share of its days the office counts as overloaded (PMO fact base 8.4, R34).
const TIGHT_OFFICE: f64 = 0.95;

/// The repairs of the adviser for an overload of a group or of the office.
pub(super) fn relieve(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Some(wave) = wave_of(finding) else { return Vec::new() };
    let limit = match finding.subject {
        Subject::GroupWave(group, _) => Limit::Group(group),
        _ => Limit::Office,
    };
    let names = |entry: &EntryId| desk.name(entry);
    let of_role = match limit {
        Limit::Office => role_repairs(desk.document, desk.figures, wave).map(|(_, _, repairs)| repairs),
        _ => None,
    };
    let repairs = repairs(desk.document, desk.figures, wave, limit, RowId(desk.fresh));
    let repairs = of_role.into_iter().flatten().chain(repairs);
    let repairs = repairs.map(|repair| (told::order(&repair.kind, limit, &names), vec![repair.command]));
    let moves = match finding.subject {
        // The next wave may be the one to thin out.
        Subject::GroupWave(group, _) if finding.rule.as_str() == "R33" => {
            moves(desk, &heaviest(desk, group, wave + 1), wave + 1)
        }
        _ => Vec::new(),
    };
    repairs.chain(moves).chain(consultants(desk, finding)).collect()
}

/// Consultants bring the office to where the rule is content.
fn consultants(desk: &Desk<'_>, finding: &Finding) -> Option<Attempt> {
    let Subject::Wave(number) = finding.subject else { return None };
    let (wave, office) = (desk.wave(number)?, desk.figures.office.get(number.checked_sub(1)?)?);
    let days = (office.demand / TIGHT_OFFICE - office.capacity).ceil().max(1.0);
    let label = told::order(&RepairKind::Consultants { days }, Limit::Office, &|entry| desk.name(entry));
    let path = format!("waves[{}].consultant_days", desk.open_wave(number)?);
    Some((label, vec![Desk::set(&path, json!(wave.consultant_days.get() + days))?]))
}

/// The entries of a wave that hit a group, the hardest first.
fn heaviest(desk: &Desk<'_>, group: Group, wave: usize) -> Vec<EntryId> {
    let causes = wave.checked_sub(1).map(|index| desk.figures.causes(index, group)).unwrap_or_default();
    causes.into_iter().map(|(entry, _)| entry.clone()).collect()
}

/// The entries of a wave that change a core task of a group.
fn heavy(desk: &Desk<'_>, group: Group, wave: usize) -> Vec<EntryId> {
    let is_heavy = |entry: &EntryId| {
        desk.figures.entry(entry).is_some_and(|entry| entry.full_impact(group) >= HEAVY_IMPACT)
    };
    heaviest(desk, group, wave).into_iter().filter(is_heavy).collect()
}

/// One of some entries leaves its wave: to later waves first, then to earlier ones.
fn moves(desk: &Desk<'_>, entries: &[EntryId], wave: usize) -> Vec<Attempt> {
    let targets = (wave + 1..=desk.wave_count()).chain((1..wave).rev());
    targets.flat_map(|target| entries.iter().filter_map(move |entry| desk.send(entry, target))).collect()
}

/// Each of some entries starts as a pilot, and its roll-out follows in a later wave.
fn splits(desk: &Desk<'_>, entries: &[EntryId], wave: usize) -> Vec<Attempt> {
    let targets = wave + 1..=desk.wave_count();
    let splits = targets.flat_map(|target| entries.iter().map(move |entry| (entry, target)));
    splits
        .filter_map(|(entry, target)| {
            let id = desk.open_wave(target)?;
            let label = fill("mend.split", &[("entry", &desk.name(entry)), ("wave", &target.to_string())]);
            Some((label, vec![split_command(desk.document, entry, id)]))
        })
        .collect()
}

/// One heavy entry leaves the wave, or starts as a pilot.
pub(super) fn part_heavy_entries(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Subject::GroupWave(group, wave) = finding.subject else { return Vec::new() };
    let entries = heavy(desk, group, wave);
    let moves = moves(desk, &entries, wave).into_iter().take(7);
    moves.chain(splits(desk, &entries, wave)).collect()
}

/// All heavy entries wait for a later wave.
pub(super) fn spare_unready_group(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Subject::GroupWave(group, wave) = finding.subject else { return Vec::new() };
    let entries = heavy(desk, group, wave);
    (wave + 1..=desk.wave_count()).filter_map(|target| send_all(desk, &entries, target)).collect()
}

/// Several entries go to one wave.
fn send_all(desk: &Desk<'_>, entries: &[EntryId], wave: usize) -> Option<Attempt> {
    let moves: Option<Vec<Attempt>> = entries.iter().map(|entry| desk.send(entry, wave)).collect();
    let moves = moves.filter(|moves| !moves.is_empty())?;
    let names: Vec<String> = entries.iter().map(|entry| desk.name(entry)).collect();
    let label = fill("mend.move", &[("entry", &names.join(", ")), ("wave", &wave.to_string())]);
    Some((label, moves.into_iter().flat_map(|(_, commands)| commands).collect()))
}

/// The entries of the lowest score leave a crowded wave.
pub(super) fn thin_out(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Some(number) = wave_of(finding) else { return Vec::new() };
    let Some(wave) = desk.wave(number) else { return Vec::new() };
    let limit = big_build_days(desk.document.plan.size_class);
    let is_big =
        |entry: &EntryId| desk.figures.entry(entry).is_some_and(|entry| exceeds(entry.build_days, limit));
    let rank = |entry: &EntryId| desk.figures.score(entry).map_or(0, |score| score.effective_rank);
    let launched = wave.items.iter().map(|item| item.entry.clone()).filter(|entry| !desk.exists(entry));
    let mut entries: Vec<EntryId> = launched.collect();
    order::by_key(&mut entries, |entry| std::cmp::Reverse(rank(entry)));
    let big: Vec<EntryId> = entries.iter().filter(|entry| is_big(entry)).cloned().collect();
    let (too_many, too_big) =
        (entries.len().saturating_sub(MOST_ENTRIES), big.len().saturating_sub(MOST_BIG_ENTRIES));
    let pool = if too_big > 0 { big } else { entries };
    let leaving = too_many.max(too_big);
    let targets = || (number + 1..=desk.wave_count()).chain((1..number).rev());
    let windows = pool.windows(leaving.max(1));
    windows.flat_map(|some| targets().filter_map(|target| send_all(desk, some, target))).collect()
}

/// The entry starts as a pilot: the rest of the people follow in the next waves, or it is marked as one.
pub(super) fn pilot(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Some(entry) = entry_of(finding) else { return Vec::new() };
    let Some(number) = desk.document.wave_of(entry) else { return Vec::new() };
    let splits = splits(desk, std::slice::from_ref(entry), number).into_iter().take(3);
    let mark = || {
        let wave = desk.open_wave(number)?;
        let command: Command = Desk::set(&format!("waves[{wave}].items[{entry}].pilot"), Value::Bool(true))?;
        Some((fill("mend.pilot", &[("entry", &desk.name(entry))]), vec![command]))
    };
    splits.chain(mark()).collect()
}
