//! How much change hits each group in each wave, and how much it can take in (PMO fact base 5.4).

use crate::domain::model::document::Document;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::EntryId;
use crate::domain::model::wave::Wave;
use crate::domain::order;

use super::colour::LoadColour;
use super::entry::{EntryIndex, ResolvedEntry};
use super::readiness;

/// Share of a wave's new load that still weighs in the next wave.
pub const CARRY_OVER: f64 = 0.2;

/// No group can take in less than this.
const CAPACITY_FLOOR: f64 = 1.0;

/// One cell of the heat map: one group in one wave, change points. What causes it is asked for cell by cell
/// ([`causes`]), so that a plan of a thousand entries is counted at once.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LoadCell {
    /// N: points of entries launched in the wave.
    pub new_load: f64,
    /// L: new points plus carry-over.
    pub load: f64,
    /// C: points that the group can take in.
    pub capacity: f64,
    /// Entries of impact 5 that hit more than half of the group.
    pub heaviest_count: usize,
    /// Entries of impact 4 or 5 that hit more than half of the group.
    pub heavy_count: usize,
}

impl LoadCell {
    /// U: load over capacity.
    pub fn utilisation(&self) -> f64 {
        self.load / self.capacity
    }

    /// How full the group is.
    pub fn colour(&self) -> LoadColour {
        LoadColour::of(self.utilisation())
    }

    /// Points from the wave before.
    pub fn carried(&self) -> f64 {
        self.load - self.new_load
    }
}

/// The heat map's row of one wave.
pub type WaveLoad = PerGroup<LoadCell>;

/// Points that a neutral group takes in within 3 months (PMO fact base 5.4 no 5).
pub fn default_base_capacity(group: Group) -> f64 {
    match group {
        Group::E => 12.0,
        Group::F => 16.0,
        Group::P => 20.0,
        Group::T => 10.0,
        Group::O => 30.0,
    }
}

/// What readiness makes of a group's capacity: 1.0 at 3, within 0.5 to 1.5 (PMO fact base 5.4 no 6).
pub fn readiness_factor(readiness: f64) -> f64 {
    (0.5 + 0.25 * (readiness - 1.0)).clamp(0.5, 1.5)
}

/// The load of every wave with these launches, beside these points of other changes.
pub fn loads(
    document: &Document,
    launches: &[Vec<&ResolvedEntry>],
    outside: &[PerGroup<f64>],
) -> Vec<WaveLoad> {
    let readiness = readiness::by_wave(document);
    let waves = document.waves.iter().zip(&readiness).zip(outside);
    let capacities = waves.map(|((wave, readiness), outside)| {
        PerGroup::from_fn(|group| {
            capacity(document, wave, group, *readiness.readiness.get(group), *outside.get(group))
        })
    });
    loads_of(launches, capacities)
}

/// The entries of each wave in the order of work, as places in the list of all entries.
pub fn launches(document: &Document, entries: &[ResolvedEntry], index: &EntryIndex) -> Vec<Vec<usize>> {
    let launched =
        |wave: &Wave| wave.items.iter().filter_map(|item| index.place(entries, &item.entry)).collect();
    document.waves.iter().map(launched).collect()
}

/// Entries that cause the new load on a group, with their points, the largest first.
pub fn causes<'a>(
    launched: impl Iterator<Item = &'a ResolvedEntry>,
    group: Group,
) -> Vec<(&'a EntryId, f64)> {
    let mut causes: Vec<_> =
        launched.map(|entry| (&entry.id, entry.load(group))).filter(|(_, points)| *points > 0.0).collect();
    order::by(&mut causes, |a, b| b.1.total_cmp(&a.1));
    causes
}

/// The load of waves with these launches and these capacities (PMO fact base 5.4 no 2 and 3).
pub fn loads_of(
    launches: &[Vec<&ResolvedEntry>],
    capacities: impl IntoIterator<Item = PerGroup<f64>>,
) -> Vec<WaveLoad> {
    let mut before = PerGroup::<f64>::default();
    let mut waves = Vec::with_capacity(launches.len());
    for (launched, capacities) in launches.iter().zip(capacities) {
        let row =
            PerGroup::from_fn(|group| cell(launched, group, *capacities.get(group), *before.get(group)));
        before = row.map(|_, cell: &LoadCell| cell.new_load);
        waves.push(row);
    }
    waves
}

/// C(w,g) of a group with a readiness, beside the points of other changes (PMO fact base 5.4 no 7).
pub fn capacity(document: &Document, wave: &Wave, group: Group, readiness: f64, outside: f64) -> f64 {
    let base = document.foundation.stakeholders.get(group).base_capacity;
    let base = base.map_or_else(|| default_base_capacity(group), |points| points.get());
    let removed: f64 =
        wave.removed_duties.iter().filter(|duty| duty.group == group).map(|duty| duty.points.get()).sum();
    let free = base * wave.length_months.value() / 3.0 * readiness_factor(readiness);
    (free - outside + removed).max(CAPACITY_FLOOR)
}

fn cell(launched: &[&ResolvedEntry], group: Group, capacity: f64, before: f64) -> LoadCell {
    let new_load: f64 = launched.iter().map(|entry| entry.load(group)).sum();
    let hit = |least: u8| launched.iter().filter(|entry| entry.full_impact(group) >= least).count();
    LoadCell {
        new_load,
        load: new_load + CARRY_OVER * before,
        capacity,
        heaviest_count: hit(5),
        heavy_count: hit(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Catalogue;
    use crate::domain::figures::entry::resolve;
    use crate::domain::model::scalar::{Level, Reach};
    use crate::domain::model::wave::WaveItem;

    /// The micro example of PMO fact base 5.4: project managers, R = 3.4, three months.
    fn check(entries: &[&str], reach_of_method: f64, new_load: f64, utilisation: &str, colour: LoadColour) {
        let mut document = Document::default();
        let items =
            entries.iter().map(|entry| WaveItem { entry: EntryId::from(*entry), ..WaveItem::default() });
        let mut wave = Wave { items: items.collect(), ..Wave::default() };
        wave.readiness.P = Some(Level::new(3.4).unwrap());
        document.waves.push(wave);
        let choice = document.planning.choices.entry(EntryId::from("pm-methodology")).or_default();
        choice.reach.P = Some(Reach::new(reach_of_method).unwrap());
        let resolved = resolve(&document, &Catalogue::of(&document));
        let index = EntryIndex::of(&resolved);
        let launched = launches(&document, &resolved, &index).remove(0);
        let launched = launched.into_iter().map(|place| &resolved[place]).collect();
        let cell = loads(&document, &[launched], &[PerGroup::default()]).remove(0).P;
        assert!((cell.new_load - new_load).abs() < 1e-9, "{}", cell.new_load);
        assert!((cell.capacity - 22.0).abs() < 1e-9);
        assert_eq!(super::super::number::fixed(cell.utilisation(), 2), utilisation);
        assert_eq!(cell.colour(), colour);
    }

    #[test]
    fn micro_example_of_the_source_holds() {
        let all =
            ["pm-methodology", "pm-training", "status-reporting", "project-tiering", "template-library"];
        check(&all, 1.0, 25.0, "1.14", LoadColour::Red);
        check(&[all[0], all[2], all[3], all[4]], 1.0, 18.0, "0.82", LoadColour::Amber);
        check(&all, 0.5, 20.0, "0.91", LoadColour::Amber);
    }
}
