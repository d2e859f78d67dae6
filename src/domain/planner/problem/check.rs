//! What is checked of a file field by field, before anything is laid out.

use std::collections::BTreeMap;

use super::fault::{Fault, ProblemError, fault};
use super::file::{FORMAT, ItemFile, ProblemFile};
use super::number::NUMBER_LIMIT;

/// The most items of one problem.
pub const MOST_ITEMS: usize = 100_000;
/// The most waves of one problem.
pub const MOST_WAVES: usize = 10_000;
/// The most arcs of one problem.
pub const MOST_ARCS: usize = 1_000_000;
/// The most cells of one table (items × waves, items × roles, groups × waves and so on).
pub const MOST_CELLS: usize = 5_000_000;

pub(super) fn check_sizes(file: &ProblemFile) -> Result<(), ProblemError> {
    if file.format != FORMAT {
        return fault("format", Fault::Format(file.format.chars().take(60).collect()));
    }
    if file.waves == 0 {
        return fault("waves", Fault::Range { found: 0, least: 1, most: MOST_WAVES as u64 });
    }
    let (items, roles, groups) = (file.items.len() as u64, file.roles.len() as u64, file.groups.len() as u64);
    let sizes = [
        ("waves", file.waves, "waves", MOST_WAVES),
        ("items", items, "items", MOST_ITEMS),
        ("precedence", file.precedence.len() as u64, "arcs", MOST_ARCS),
        ("items", items.saturating_mul(file.waves), "pairs of item and wave", MOST_CELLS),
        ("roles", items.saturating_mul(roles), "pairs of item and role", MOST_CELLS),
        ("roles", file.waves.saturating_mul(roles), "pairs of role and wave", MOST_CELLS),
        ("groups", items.saturating_mul(groups), "pairs of item and group", MOST_CELLS),
        ("groups", file.waves.saturating_mul(groups), "pairs of group and wave", MOST_CELLS),
    ];
    for (path, found, what, most) in sizes {
        if found > most as u64 {
            return fault(path, Fault::TooMany { found, what, most: most as u64 });
        }
    }
    Ok(())
}

pub(super) fn check_waves(file: &ProblemFile, waves: usize) -> Result<(), ProblemError> {
    if let Some(weights) = &file.weights {
        check_length("weights", weights.len(), waves, "wave", "waves")?;
        for (place, pair) in weights.windows(2).enumerate() {
            if let &[before, found] = pair
                && found > before
            {
                return fault(format!("weights[{}]", place + 1), Fault::Rising { found, before });
            }
        }
        check_below("weights", weights)?;
    }
    if let Some(lengths) = &file.wave_length {
        check_length("wave_length", lengths.len(), waves, "wave", "waves")?;
        check_below("wave_length", lengths)?;
    }
    check_length("capacity", file.capacity.len(), file.roles.len(), "role", "roles")?;
    for (role, row) in file.capacity.iter().enumerate() {
        check_length(&format!("capacity[{role}]"), row.len(), waves, "wave", "waves")?;
        check_below(&format!("capacity[{role}]"), row)?;
    }
    check_length("absorb", file.absorb.len(), file.groups.len(), "group", "groups")?;
    for (group, row) in file.absorb.iter().enumerate() {
        check_length(&format!("absorb[{group}]"), row.len(), waves, "wave", "waves")?;
        check_below(&format!("absorb[{group}]"), row)?;
    }
    check_length("fatigue_pct", file.fatigue_pct.len(), file.groups.len(), "group", "groups")?;
    for (group, &share) in file.fatigue_pct.iter().enumerate() {
        check_range(&format!("fatigue_pct[{group}]"), share, 0, 100)?;
    }
    Ok(())
}

pub(super) fn check_item(file: &ProblemFile, position: usize, item: &ItemFile) -> Result<(), ProblemError> {
    let at = |field: &str| format!("items[{position}].{field}");
    check_length(&at("build"), item.build.len(), file.roles.len(), "role", "roles")?;
    check_length(&at("run"), item.run.len(), file.roles.len(), "role", "roles")?;
    check_length(&at("impact"), item.impact.len(), file.groups.len(), "group", "groups")?;
    check_below(&at("build"), &item.build)?;
    check_below(&at("run"), &item.run)?;
    check_below(&at("impact"), &item.impact)?;
    check_range(&at("value"), item.value, 0, NUMBER_LIMIT - 1)?;
    check_range(&at("earliest"), item.earliest, 1, file.waves)?;
    let (earliest, latest) = (item.earliest, item.latest.unwrap_or(file.waves));
    check_range(&at("latest"), latest, 1, file.waves)?;
    if earliest > latest {
        return fault(format!("items[{position}]"), Fault::Window { earliest, latest });
    }
    if let Some(pin) = item.pin {
        check_range(&at("pin"), pin, 1, file.waves)?;
        if pin < earliest || pin > latest {
            return fault(at("pin"), Fault::Pin { pin, earliest, latest });
        }
    }
    check_range(&at("own_run_pct"), item.own_run_pct, 0, 100)
}

pub(super) fn check_ids(file: &ProblemFile) -> Result<(), ProblemError> {
    let mut ids = BTreeMap::new();
    for (position, item) in file.items.iter().enumerate() {
        if let Some(first) = ids.insert(item.id.as_str(), position) {
            return fault(format!("items[{position}].id"), Fault::RepeatedId { id: item.id.clone(), first });
        }
    }
    Ok(())
}

pub(super) fn check_length(
    path: &str,
    found: usize,
    expected: usize,
    one: &'static str,
    many: &'static str,
) -> Result<(), ProblemError> {
    if found == expected { Ok(()) } else { fault(path, Fault::Length { found, expected, one, many }) }
}

pub(super) fn check_range(path: &str, found: u64, least: u64, most: u64) -> Result<(), ProblemError> {
    if (least..=most).contains(&found) { Ok(()) } else { fault(path, Fault::Range { found, least, most }) }
}

/// Text is checked while it is read; this is for files built in memory.
pub(super) fn check_below(path: &str, numbers: &[u64]) -> Result<(), ProblemError> {
    match numbers.iter().position(|&number| number >= NUMBER_LIMIT) {
        Some(place) => check_range(&format!("{path}[{place}]"), u64::MAX, 0, NUMBER_LIMIT - 1),
        None => Ok(()),
    }
}

pub(super) fn check_position(path: &str, found: u64, items: usize) -> Result<(), ProblemError> {
    if found < items as u64 {
        return Ok(());
    }
    fault(path, Fault::NoItem { found, items })
}
