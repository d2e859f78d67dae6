//! The office role by role, for plans that count each role of the staff plan on its own (planner contract 3).
//!
//! A role offers its own people's days; consultants help every role in proportion to these. Build effort is shared
//! equally by the build roles of an entry that the staff plan has, run effort by its run roles; work that none of them
//! does falls to the first role. So the roles of a wave always add up to the office.

use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::planning::SelectionState;

use super::Figures;
use super::entry::ResolvedEntry;
use super::number::utilisation;
use super::office::{NET_DAYS_PER_MONTH, QUICK_WIN_RUN_SHARE, WaveOffice, staff_in_wave};

/// One role of the staff plan over all waves.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleOffice {
    /// The role.
    pub role: RoleId,
    /// What it can do and what it is asked to do in each wave.
    pub waves: Vec<RoleWave>,
}

/// One role in one wave, person-days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoleWave {
    /// Its share of the capacity.
    pub capacity: f64,
    /// Its share of the build work.
    pub build: f64,
    /// Its share of the run work.
    pub run: f64,
    /// Entries that it builds in the wave, with its person-days, in the order of work.
    pub built: Vec<(EntryId, f64)>,
}

impl RoleWave {
    /// Build and run work, person-days.
    pub fn demand(&self) -> f64 {
        self.build + self.run
    }

    /// Demand over capacity; infinite for demand without capacity.
    pub fn utilisation(&self) -> f64 {
        utilisation(self.demand(), self.capacity)
    }
}

/// The roles that give the office time in any wave, in the order in which they join.
pub fn staff_roles(document: &Document) -> Vec<RoleId> {
    let mut roles = Vec::new();
    for row in (1..=document.waves.len()).flat_map(|wave| staff_in_wave(document, wave)) {
        if !roles.contains(&row.role) {
            roles.push(row.role.clone());
        }
    }
    roles
}

/// Share of work that the role at an index of the staff's roles does, 0 to 1: equal among those of the entry's roles
/// that the staff has; all of it on the first where the staff has none of them.
pub fn share(roles: &[RoleId], staff: &[RoleId], index: usize) -> f64 {
    let mut doers: Vec<usize> =
        roles.iter().filter_map(|role| staff.iter().position(|known| known == role)).collect();
    if doers.is_empty() {
        doers.push(0);
    }
    if doers.contains(&index) { 1.0 / doers.len() as f64 } else { 0.0 }
}

/// Share of the own days of a wave (counted from 1) that a role gives, 0 to 1; the first role gives them all where the
/// staff plan has nobody in the wave.
pub fn capacity_share(document: &Document, wave_number: usize, staff: &[RoleId], index: usize) -> f64 {
    let days = |only: Option<&RoleId>| -> f64 {
        staff_in_wave(document, wave_number)
            .filter(|row| only.is_none_or(|role| row.role == *role))
            .map(|row| row.fte.get() * row.net_days_per_month.map_or(NET_DAYS_PER_MONTH, |days| days.get()))
            .sum()
    };
    let all = days(None);
    match staff.get(index) {
        Some(role) if all > 0.0 => days(Some(role)) / all,
        Some(_) if index == 0 => 1.0,
        _ => 0.0,
    }
}

/// Days that each role of the staff can give in each wave: by wave, then in the order of the staff's roles.
pub fn role_capacities(document: &Document, staff: &[RoleId], office: &[WaveOffice]) -> Vec<Vec<f64>> {
    let of_wave = |(wave, office): (usize, &WaveOffice)| {
        let share = |index: usize| office.capacity * capacity_share(document, wave + 1, staff, index);
        (0..staff.len()).map(share).collect()
    };
    office.iter().enumerate().map(of_wave).collect()
}

/// What a role is asked to do in a wave, person-days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoleDemand {
    /// Build work.
    pub build: f64,
    /// Run work.
    pub run: f64,
}

/// What each role of the staff is asked to do in each wave with these launches, in the order of [`role_capacities`].
/// `existing` is what runs before the first wave.
pub fn role_demands<'a>(
    staff: &[RoleId],
    office: &[WaveOffice],
    launches: &[Vec<&ResolvedEntry>],
    existing: impl Iterator<Item = &'a ResolvedEntry>,
) -> Vec<Vec<RoleDemand>> {
    let add = |sums: &mut [f64], roles: &[RoleId], days: f64| {
        for (index, sum) in sums.iter_mut().enumerate() {
            *sum += days * share(roles, staff, index);
        }
    };
    let mut run_per_month = vec![0.0; staff.len()];
    existing.for_each(|entry| add(&mut run_per_month, &entry.run_roles, entry.run_days_per_month));
    let mut demands = Vec::with_capacity(launches.len());
    for (launched, office) in launches.iter().zip(office) {
        let (mut build, mut quick) = (vec![0.0; staff.len()], vec![0.0; staff.len()]);
        let mut launched_run = vec![0.0; staff.len()];
        for entry in launched {
            add(&mut build, &entry.build_roles, entry.build_days);
            add(&mut launched_run, &entry.run_roles, entry.run_days_per_month);
            if entry.quick_win {
                add(&mut quick, &entry.run_roles, entry.run_days_per_month);
            }
        }
        let run = run_per_month.iter().zip(&quick);
        let run = run.map(|(run, quick)| (run + QUICK_WIN_RUN_SHARE * quick) * office.months);
        demands.push(build.iter().zip(run).map(|(build, run)| RoleDemand { build: *build, run }).collect());
        run_per_month.iter_mut().zip(launched_run).for_each(|(sum, run)| *sum += run);
    }
    demands
}

/// Every role of the staff plan, wave by wave; none where the staff plan gives the office no time.
pub fn roles(document: &Document, figures: &Figures) -> Vec<RoleOffice> {
    let staff = staff_roles(document);
    let launches: Vec<Vec<&ResolvedEntry>> =
        (0..figures.office.len()).map(|wave| figures.launched(wave).collect()).collect();
    let existing = figures.entries.iter().filter(|entry| entry.state == SelectionState::Exists);
    let capacities = role_capacities(document, &staff, &figures.office);
    let demands = role_demands(&staff, &figures.office, &launches, existing);
    let built = |launched: &[&ResolvedEntry], index: usize| -> Vec<(EntryId, f64)> {
        let days = |entry: &ResolvedEntry| entry.build_days * share(&entry.build_roles, &staff, index);
        let built = launched.iter().map(|entry| (entry.id.clone(), days(entry)));
        built.filter(|(_, days)| *days > 0.0).collect()
    };
    let role = |(index, role): (usize, &RoleId)| {
        let waves =
            launches.iter().zip(&capacities).zip(&demands).filter_map(|((launched, capacities), demands)| {
                let (capacity, RoleDemand { build, run }) = (*capacities.get(index)?, *demands.get(index)?);
                Some(RoleWave { capacity, build, run, built: built(launched, index) })
            });
        RoleOffice { role: role.clone(), waves: waves.collect() }
    };
    staff.iter().enumerate().map(role).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scalar::Amount;

    /// The roles of every wave add up to the office, whatever the plan says about its people.
    fn check_sums(document: &Document) {
        let figures = Figures::of(document);
        let roles = roles(document, &figures);
        assert!(!roles.is_empty());
        for (index, office) in figures.office.iter().enumerate() {
            let sum =
                |of: &dyn Fn(&RoleWave) -> f64| roles.iter().map(|role| of(&role.waves[index])).sum::<f64>();
            let parts = [
                (sum(&|wave| wave.capacity), office.capacity),
                (sum(&|wave| wave.build), office.build),
                (sum(&|wave| wave.run), office.run),
            ];
            for (found, expected) in parts {
                assert!((found - expected).abs() < 1e-6, "wave {}: {found} of {expected}", index + 1);
            }
        }
    }

    #[test]
    fn roles_add_up_to_the_office() {
        for example in Example::ALL {
            let mut document = example.document().unwrap();
            check_sums(&document);
            document.waves[1].fte = Amount::new(1.5).ok();
            check_sums(&document);
            document.foundation.staff_plan.iter_mut().for_each(|row| row.from_wave = 2);
            check_sums(&document);
        }
    }

    #[test]
    fn work_is_shared_by_the_roles_that_are_there() {
        let [lead, coach, trainer, auditor] =
            ["pmo-lead", "pm-coach", "trainer", "auditor"].map(RoleId::from);
        let staff = [lead, coach.clone(), trainer.clone()];
        let of = |roles: &[RoleId]| [0, 1, 2].map(|index| share(roles, &staff, index));
        assert_eq!(of(&[coach, trainer.clone()]), [0.0, 0.5, 0.5]);
        assert_eq!(of(&[auditor.clone(), trainer]), [0.0, 0.0, 1.0]);
        assert_eq!(of(&[auditor]), [1.0, 0.0, 0.0], "nobody's work is the first role's");
    }
}
