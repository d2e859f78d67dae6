//! The room that the roles of the staff have while entries are placed one after the other, for plans that count each role
//! on its own (planner contract 3).

use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::{TOLERANCE, exceeds};
use crate::domain::figures::office::QUICK_WIN_RUN_SHARE;
use crate::domain::figures::role::{role_capacities, role_demands, share, staff_roles};
use crate::domain::model::document::Document;
use crate::domain::model::ids::RoleId;
use crate::domain::model::planning::SelectionState;

use super::limit::Use;

/// Days that the roles can give and are asked for: by wave, then in the order of the staff.
pub(super) struct RoleRoom {
    staff: Vec<RoleId>,
    months: Vec<f64>,
    used: Vec<Vec<Use>>,
}

impl RoleRoom {
    /// The room before anything is launched; none in a plan that does not plan by role.
    pub(super) fn of(document: &Document, figures: &Figures) -> Option<Self> {
        if !document.plan.settings.plan_by_role {
            return None;
        }
        let staff = staff_roles(document);
        let nothing = vec![Vec::new(); figures.office.len()];
        let existing = figures.entries.iter().filter(|entry| entry.state == SelectionState::Exists);
        let demands = role_demands(&staff, &figures.office, &nothing, existing);
        let capacities = role_capacities(document, &staff, &figures.office);
        let used = demands.iter().zip(capacities).map(|(demands, capacities)| {
            let roles = demands.iter().zip(capacities);
            roles.map(|(demand, capacity)| Use { demand: demand.build + demand.run, capacity }).collect()
        });
        Some(Self {
            used: used.collect(),
            months: figures.office.iter().map(|office| office.months).collect(),
            staff,
        })
    }

    /// Every role that an entry of a wave, counted from 1, asks for days has them, there and in all later waves.
    pub(super) fn holds(&self, entry: &ResolvedEntry, wave: usize) -> bool {
        (wave..=self.used.len()).all(|number| {
            let roles = self.used.get(number - 1).into_iter().flatten().enumerate();
            roles.into_iter().all(|(role, used)| {
                let asked = self.asked(entry, wave, number, role);
                let with = Use { demand: used.demand + asked, ..*used };
                asked <= TOLERANCE || !exceeds(with.utilisation(), 1.0)
            })
        })
    }

    /// Takes the days of an entry of a wave, counted from 1.
    pub(super) fn put(&mut self, entry: &ResolvedEntry, wave: usize) {
        for number in wave..=self.used.len() {
            for role in 0..self.staff.len() {
                let asked = self.asked(entry, wave, number, role);
                let used = self.used.get_mut(number - 1).and_then(|roles| roles.get_mut(role));
                used.into_iter().for_each(|used| used.demand += asked);
            }
        }
    }

    /// What an entry launched in a wave asks of a role in the same or a later one, person-days.
    fn asked(&self, entry: &ResolvedEntry, launch: usize, wave: usize, role: usize) -> f64 {
        let months = self.months.get(wave - 1).copied().unwrap_or(0.0);
        let run = entry.run_days_per_month * months * share(&entry.run_roles, &self.staff, role);
        if wave > launch {
            return run;
        }
        let quick = if entry.quick_win { QUICK_WIN_RUN_SHARE * run } else { 0.0 };
        entry.build_days * share(&entry.build_roles, &self.staff, role) + quick
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::role::roles;

    #[test]
    fn the_room_that_is_taken_is_what_the_roles_of_the_plan_do() {
        let mut document = Example::Halden.document().unwrap();
        assert!(RoleRoom::of(&document, &Figures::of(&document)).is_none());
        document.plan.settings.plan_by_role = true;
        let figures = Figures::of(&document);
        let mut room = RoleRoom::of(&document, &figures).unwrap();
        for wave in 0..document.waves.len() {
            figures.launched(wave).for_each(|entry| room.put(entry, wave + 1));
        }
        for (index, role) in roles(&document, &figures).iter().enumerate() {
            for (wave, expected) in role.waves.iter().enumerate() {
                let used = room.used[wave][index];
                let wrong = (used.demand - expected.build - expected.run).abs()
                    + (used.capacity - expected.capacity).abs();
                assert!(wrong < 1e-6, "{} in wave {}", role.role, wave + 1);
            }
        }
    }
}
