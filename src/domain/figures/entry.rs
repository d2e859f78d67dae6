//! Catalogue entries as the plan sees them: overrides applied, effort rules applied (PMO fact base 2.5, 3.1, 6.2).

use std::collections::BTreeSet;

use crate::domain::catalogue::Catalogue;
use crate::domain::model::document::Document;
use crate::domain::model::entry::{BySize, CatalogueEntry, CatalogueGroup, EntryKind, Horizon, Stance};
use crate::domain::model::group::PerGroup;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::initiation::Area;
use crate::domain::model::organisation::{ExistingPmo, Organisation};
use crate::domain::model::plan::SizeClass;
use crate::domain::model::planning::{Choice, MakeOrBuy, Prerequisite, SelectionState};
use crate::domain::model::scalar::Impact;
use crate::domain::order;

/// Run effort grows by this share when a soft prerequisite is missing (PMO fact base 6.2).
const SURCHARGE: f64 = 0.2;

/// A group counts as fully hit by an entry only above this reach (PMO fact base 5.4 no 9).
pub const PILOT_REACH: f64 = 0.5;

/// An entry with everything that the plan says about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResolvedEntry {
    /// The entry.
    pub id: EntryId,
    /// Product or service.
    pub kind: EntryKind,
    /// Catalogue group.
    pub group: CatalogueGroup,
    /// When its value is felt.
    pub horizon: Horizon,
    /// Control, help or neither.
    pub stance: Stance,
    /// Cheap, early and visible.
    pub quick_win: bool,
    /// What was decided about it.
    pub state: SelectionState,
    /// Build effort, person-days, unrounded.
    pub build_days: f64,
    /// Run effort, person-days a month, unrounded.
    pub run_days_per_month: f64,
    /// Impact on each group, 0 to 5.
    pub impact: PerGroup<Impact>,
    /// Share of each group that is hit, 0 to 1.
    pub reach: PerGroup<f64>,
    /// Hard prerequisites.
    pub prerequisites: Vec<Prerequisite>,
    /// Soft prerequisites.
    pub soft_prerequisites: Vec<EntryId>,
    /// Levels that it moves each area.
    pub lifts: Vec<(Area, f64)>,
    /// Roles that build it.
    pub build_roles: Vec<RoleId>,
    /// Roles that run it.
    pub run_roles: Vec<RoleId>,
    /// Sponsor demand, 1 to 10.
    pub demand: f64,
    /// Soft prerequisites that neither exist nor stand in a wave.
    pub missing_soft: Vec<EntryId>,
}

impl ResolvedEntry {
    /// Change points of an entry on a group, reach left out.
    pub fn points(&self, group: crate::domain::model::group::Group) -> f64 {
        change_points(*self.impact.get(group))
    }

    /// Change points on a group times the share that is hit: what the entry adds to N(w,g).
    pub fn load(&self, group: crate::domain::model::group::Group) -> f64 {
        self.points(group) * self.reach.get(group)
    }

    /// Sum of change points over the five groups, reach left out.
    pub fn total_points(&self) -> f64 {
        self.impact.iter().map(|(_, impact)| change_points(*impact)).sum()
    }

    /// Impact on a group that is hit by more than a pilot; 0 otherwise.
    pub fn full_impact(&self, group: crate::domain::model::group::Group) -> u8 {
        if *self.reach.get(group) > PILOT_REACH { self.impact.get(group).get() } else { 0 }
    }

    /// Whether it changes a core task of a whole group, which asks for a pilot first.
    pub fn hits_all_at_once(&self, group: crate::domain::model::group::Group) -> bool {
        self.impact.get(group).get() >= HEAVY_IMPACT
            && *self.reach.get(group) >= 1.0 - super::number::TOLERANCE
    }

    /// Levels that the entry moves an area.
    pub fn lift(&self, area: Area) -> f64 {
        self.lifts.iter().find(|(lifted, _)| *lifted == area).map_or(0.0, |(_, lift)| *lift)
    }
}

/// From here on an impact changes a core task (PMO fact base 3.1).
pub const HEAVY_IMPACT: u8 = 4;

/// Change points of an impact: 0, 1, 2, 4, 7, 10 (PMO fact base 3.1).
pub fn change_points(impact: Impact) -> f64 {
    match impact.get() {
        0 => 0.0,
        1 => 1.0,
        2 => 2.0,
        3 => 4.0,
        4 => 7.0,
        _ => 10.0,
    }
}

/// The places of entries in a list by their ids, so that a page of a thousand rows does not search the list for each.
#[derive(Clone, Debug)]
pub struct EntryIndex(Vec<usize>);

impl EntryIndex {
    /// The index of a list.
    pub fn of(entries: &[ResolvedEntry]) -> Self {
        let mut places: Vec<usize> = (0..entries.len()).collect();
        order::by_key(&mut places, |place| entries.get(*place).map(|entry| &entry.id));
        Self(places)
    }

    /// The place of an entry in that list.
    pub fn place(&self, entries: &[ResolvedEntry], id: &EntryId) -> Option<usize> {
        let id_at = |place: usize| entries.get(place).map(|entry| &entry.id);
        let at = self.0.partition_point(|place| id_at(*place) < Some(id));
        self.0.get(at).copied().filter(|place| id_at(*place) == Some(id))
    }

    /// An entry of that list.
    pub fn find<'a>(&self, entries: &'a [ResolvedEntry], id: &EntryId) -> Option<&'a ResolvedEntry> {
        entries.get(self.place(entries, id)?)
    }
}

/// Every entry of the catalogue as the plan sees it, in catalogue order.
pub fn resolve(document: &Document, catalogue: &Catalogue<'_>) -> Vec<ResolvedEntry> {
    let undecided = Choice::default();
    let placed: BTreeSet<&EntryId> =
        document.waves.iter().flat_map(|wave| &wave.items).map(|item| &item.entry).collect();
    let in_use = |id: &EntryId| document.selection(id) == SelectionState::Exists || placed.contains(id);
    catalogue
        .entries()
        .iter()
        .map(|entry| {
            let choice = document.choice(&entry.id).unwrap_or(&undecided);
            let missing_soft: Vec<EntryId> =
                entry.soft_prerequisites.iter().filter(|soft| !in_use(soft)).cloned().collect();
            resolve_entry(document, entry, choice, missing_soft)
        })
        .collect()
}

/// The entries that a plan sees with other eyes once one of them comes into use or leaves it: that one, and those that
/// it helps. Each with its place in [`resolve`]'s list.
pub fn resolve_around(
    document: &Document,
    catalogue: &Catalogue<'_>,
    entry: &EntryId,
) -> Vec<(usize, ResolvedEntry)> {
    let undecided = Choice::default();
    let in_use =
        |id: &EntryId| document.selection(id) == SelectionState::Exists || document.wave_of(id).is_some();
    let sees_it = |other: &CatalogueEntry| other.id == *entry || other.soft_prerequisites.contains(entry);
    let seeing = catalogue.entries().iter().enumerate().filter(|(_, other)| sees_it(other));
    seeing
        .map(|(place, other)| {
            let choice = document.choice(&other.id).unwrap_or(&undecided);
            let missing = other.soft_prerequisites.iter().filter(|soft| !in_use(soft)).cloned().collect();
            (place, resolve_entry(document, other, choice, missing))
        })
        .collect()
}

/// An entry as the plan would see it without numbers, roles and prerequisites of its own for it.
pub fn without_own_numbers(
    document: &Document,
    catalogue: &Catalogue<'_>,
    entry: &EntryId,
) -> Option<ResolvedEntry> {
    let own = document.choice(entry).cloned().unwrap_or_default();
    let choice = Choice {
        coverage_pct: own.coverage_pct,
        make_or_buy: own.make_or_buy,
        state: own.state,
        ..Choice::default()
    };
    let in_use =
        |id: &EntryId| document.selection(id) == SelectionState::Exists || document.wave_of(id).is_some();
    let entry = catalogue.get(entry)?;
    let missing = entry.soft_prerequisites.iter().filter(|soft| !in_use(soft)).cloned().collect();
    Some(resolve_entry(document, entry, &choice, missing))
}

fn resolve_entry(
    document: &Document,
    entry: &CatalogueEntry,
    choice: &Choice,
    missing_soft: Vec<EntryId>,
) -> ResolvedEntry {
    let (size, rules) = (document.plan.size_class, document.plan.settings.effort_rules);
    let by_rule = |default: &BySize, factor: f64| default.get(size) * if rules { factor } else { 1.0 };
    let surcharge = if missing_soft.is_empty() { 1.0 } else { 1.0 + SURCHARGE };
    let run_factor = run_factor(&document.organisation, size) * surcharge;
    ResolvedEntry {
        id: entry.id.clone(),
        kind: entry.kind,
        group: entry.group,
        horizon: entry.horizon,
        stance: entry.stance,
        quick_win: entry.quick_win,
        state: choice.state,
        build_days: choice.build_days.map_or_else(
            || by_rule(&entry.build_days, build_factor(&document.organisation, choice)),
            |days| days.get(),
        ),
        run_days_per_month: choice
            .run_days_per_month
            .map_or_else(|| by_rule(&entry.run_days_per_month, run_factor), |days| days.get()),
        impact: entry.impact.map(|group, default| choice.impact.get(group).unwrap_or(*default)),
        reach: choice.reach.map(|_, reach| reach.map_or(1.0, |reach| reach.value())),
        prerequisites: choice.prerequisites.clone().unwrap_or_else(|| {
            let same_wave = |entry: &EntryId| Prerequisite { entry: entry.clone(), same_wave: true };
            entry.hard_prerequisites.iter().map(same_wave).collect()
        }),
        soft_prerequisites: entry.soft_prerequisites.clone(),
        lifts: entry.lifts.iter().map(|lift| (lift.area, lift.lift.value())).collect(),
        build_roles: choice.build_roles.clone().unwrap_or_else(|| entry.build_roles.clone()),
        run_roles: choice.run_roles.clone().unwrap_or_else(|| entry.run_roles.clone()),
        demand: choice.sponsor_demand.map_or(4.0, |demand| demand.value()),
        missing_soft,
    }
}

/// Multiplier on build effort (PMO fact base 3.1).
fn build_factor(organisation: &Organisation, choice: &Choice) -> f64 {
    let mut factor = 1.0 - choice.coverage_pct.fraction();
    if organisation.regulated {
        factor *= 1.25;
    }
    if organisation.countries.get() > 3 {
        factor *= 1.2;
    }
    if organisation.existing_pmo == ExistingPmo::None {
        factor *= 1.1;
    }
    if choice.make_or_buy == MakeOrBuy::Buy {
        factor *= 0.6;
    }
    factor
}

/// Multiplier on run effort from the number of active projects (PMO fact base 3.1); 1 while that is not entered.
fn run_factor(organisation: &Organisation, size: SizeClass) -> f64 {
    let usual = match size {
        SizeClass::S => 15.0,
        SizeClass::M => 45.0,
        SizeClass::L => 150.0,
    };
    match organisation.active_projects.get() {
        0 => 1.0,
        projects => (f64::from(projects) / usual).sqrt().clamp(0.6, 1.8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::scalar::{Amount, Count, Percent};

    fn method(change: impl FnOnce(&mut Document)) -> ResolvedEntry {
        let mut document = Document::default();
        document.organisation.existing_pmo = ExistingPmo::Running;
        change(&mut document);
        let catalogue = Catalogue::of(&document);
        resolve(&document, &catalogue)
            .into_iter()
            .find(|entry| entry.id.as_str() == "pm-methodology")
            .unwrap()
    }

    fn choose(document: &mut Document) -> &mut Choice {
        document.planning.choices.entry(EntryId::from("pm-methodology")).or_default()
    }

    #[test]
    fn multipliers_of_build_effort_are_multiplied_with_each_other() {
        let entry = method(|document| {
            document.organisation.regulated = true;
            document.organisation.countries = Count::new(4).unwrap();
            choose(document).coverage_pct = Percent::new(50).unwrap();
        });
        assert!((entry.build_days - 40.0 * 1.25 * 1.2 * 0.5).abs() < 1e-9);
    }

    #[test]
    fn an_override_is_final() {
        let entry = method(|document| {
            document.organisation.regulated = true;
            choose(document).build_days = Some(Amount::new(33.0).unwrap());
        });
        assert_eq!(entry.build_days, 33.0);
    }

    #[test]
    fn run_effort_grows_with_projects_and_missing_helpers() {
        let run = |projects| {
            method(|document| document.organisation.active_projects = Count::new(projects).unwrap())
                .run_days_per_month
        };
        assert!((run(45) - 2.0 * 1.2).abs() < 1e-9);
        assert!((run(1) - 2.0 * 0.6 * 1.2).abs() < 1e-9);
        assert!((run(1000) - 2.0 * 1.8 * 1.2).abs() < 1e-9);
        assert!(
            (method(|document| document.plan.settings.effort_rules = false).run_days_per_month - 2.0).abs()
                < 1e-9
        );
    }
}
