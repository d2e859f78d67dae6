//! What each wave offers: days of the office or of each role, budgets, numbers of entries, and the change that each group can
//! take in.

use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::falls_short;
use crate::domain::figures::office::WaveOffice;
use crate::domain::figures::readiness;
use crate::domain::figures::role::{capacity_share, share};
use crate::domain::model::group::Group;
use crate::domain::model::ids::RoleId;
use crate::domain::model::planning::SelectionState;
use crate::domain::model::wave::Wave;

use super::rest::is_people;
use super::{Builder, HUNDREDTHS, NO_LIMIT, PeopleDays, down};

/// More than this many big entries crowd a wave (rule R30).
const BIG_ENTRIES: u64 = 3;

/// A group whose leadership stands below this refuses heavy entries (PMO fact base 5.3).
const KNOCK_OUT: f64 = 2.0;

/// A role or a group of the problem before rounding: what it offers in each real wave, and in the time after them.
pub(super) struct Limit {
    pub(super) name: String,
    pub(super) offers: Vec<u64>,
    pub(super) after: u64,
}

impl<'a> Builder<'a> {
    pub(super) fn roles(&self) -> Vec<Limit> {
        let mut roles = if self.staff_roles.is_empty() { vec![self.pool()] } else { self.by_role() };
        if self.has_money {
            roles.push(self.money());
        }
        let closed =
            |index: usize, wave: &Wave| !wave.kind.takes_launches() || self.is_blacked_out(index, wave);
        let most = u64::from(self.document.plan.settings.entries_per_wave);
        roles.push(Limit {
            name: "entries".to_owned(),
            offers: self
                .waves()
                .iter()
                .enumerate()
                .map(|(index, wave)| if closed(index, wave) { 0 } else { most })
                .collect(),
            after: 0,
        });
        roles.push(Limit {
            name: "big".to_owned(),
            offers: vec![BIG_ENTRIES; self.waves().len()],
            after: NO_LIMIT,
        });
        let people: Vec<String> =
            roles.iter().map(|role| role.name.clone()).filter(|name| is_people(name)).collect();
        roles.extend(self.left_limits(people.iter().map(String::as_str)));
        roles
    }

    fn is_blacked_out(&self, index: usize, wave: &Wave) -> bool {
        self.figures.spans.get(index).is_some_and(|span| {
            wave.blackouts.iter().any(|blackout| {
                blackout.from.is_some_and(|from| from <= span.start)
                    && blackout.to.is_some_and(|to| to >= span.end)
            })
        })
    }

    fn limit_share(&self) -> f64 {
        self.document.plan.settings.pmo_limit_pct.fraction()
    }

    /// Run effort a month of entries that exist before the plan starts.
    fn existing(&self) -> impl Iterator<Item = &'a ResolvedEntry> {
        self.figures.entries.iter().filter(|entry| entry.state == SelectionState::Exists)
    }

    /// The days of the office, or of each staff role: all, and what runs already.
    pub(super) fn people_days(&self) -> Vec<Vec<PeopleDays>> {
        if self.staff_roles.is_empty() {
            return vec![self.pool_days()];
        }
        (0..).zip(&self.staff_roles).map(|(index, _)| self.role_days(index)).collect()
    }

    fn pool_days(&self) -> Vec<PeopleDays> {
        let run = self.existing_run();
        let days = |office: &WaveOffice| PeopleDays { whole: office.capacity, taken: office.months * run };
        self.figures.office.iter().map(days).collect()
    }

    fn role_days(&self, index: usize) -> Vec<PeopleDays> {
        let run = self.existing_run_of(index);
        let part = |wave_number: usize| capacity_share(self.document, wave_number, &self.staff_roles, index);
        let days = |(wave_index, office): (usize, &WaveOffice)| PeopleDays {
            whole: office.capacity * part(wave_index + 1),
            taken: office.months * run,
        };
        self.figures.office.iter().enumerate().map(days).collect()
    }

    fn existing_run(&self) -> f64 {
        self.existing().map(|entry| entry.run_days_per_month).sum()
    }

    fn existing_run_of(&self, index: usize) -> f64 {
        self.existing().map(|entry| self.share(&entry.run_roles, entry.run_days_per_month, index)).sum()
    }

    /// What waves offer of these days: as far as they may be filled, less what runs already.
    fn free(&self, days: &[PeopleDays]) -> Vec<u64> {
        let free = |days: &PeopleDays| days.whole * self.limit_share() - days.taken;
        days.iter().map(|days| down(free(days) * HUNDREDTHS * self.month)).collect()
    }

    /// The office as one pool, in hundredths of a person-day.
    fn pool(&self) -> Limit {
        let run = self.existing_run();
        Limit {
            name: "pmo".to_owned(),
            offers: self.free(&self.pool_days()),
            after: down((self.figures.steady_state.capacity_per_month - run) * HUNDREDTHS * self.month),
        }
    }

    /// One limit per staff role; consultants help every role in proportion to its own time.
    fn by_role(&self) -> Vec<Limit> {
        self.staff_roles.iter().enumerate().map(|(index, role)| self.staff_role(index, role)).collect()
    }

    fn staff_role(&self, index: usize, role: &RoleId) -> Limit {
        let run = self.existing_run_of(index);
        let part = capacity_share(self.document, self.waves().len(), &self.staff_roles, index);
        Limit {
            name: role.to_string(),
            offers: self.free(&self.role_days(index)),
            after: down(
                (self.figures.steady_state.capacity_per_month * part - run) * HUNDREDTHS * self.month,
            ),
        }
    }

    /// Days of an entry that fall on one staff role: shared equally, the first takes what rounding leaves.
    pub(super) fn share(&self, roles: &[RoleId], days: f64, index: usize) -> f64 {
        days * share(roles, &self.staff_roles, index)
    }

    pub(super) fn cost_per_day(&self) -> f64 {
        self.document.foundation.funding.cost_per_day_internal.units()
    }

    /// Budgets, in whole currency units; a wave without one is not limited.
    fn money(&self) -> Limit {
        let run: f64 = self.existing().map(|entry| entry.run_days_per_month).sum();
        let offer = |wave: &Wave| {
            wave.budget.map_or(NO_LIMIT, |budget| {
                let left = budget.units() - run * wave.length_months.value() * self.cost_per_day();
                down(left * self.month)
            })
        };
        Limit { name: "money".to_owned(), offers: self.waves().iter().map(offer).collect(), after: NO_LIMIT }
    }

    pub(super) fn change_groups(&self) -> Vec<Limit> {
        let limit = |group: Group| Limit {
            name: group.letter().to_owned(),
            offers: self
                .figures
                .loads
                .iter()
                .map(|wave| down(wave.get(group).capacity * HUNDREDTHS))
                .collect(),
            after: NO_LIMIT,
        };
        Group::ALL.into_iter().map(limit).collect()
    }

    /// At most one entry of impact 5 and two of impact 4 or 5; none of these where leaders do not stand behind it.
    pub(super) fn heavy_groups(&self, impact: u8) -> Vec<Limit> {
        let readiness = readiness::by_wave(self.document);
        let limit = |group: Group| {
            let offer = |wave: &readiness::WaveReadiness| {
                let refused = wave.leadership.get(group).is_some_and(|level| falls_short(level, KNOCK_OUT));
                match impact {
                    5 => 1,
                    _ if refused => 0,
                    _ => 2,
                }
            };
            Limit {
                name: format!("{}{impact}", group.letter()),
                offers: readiness.iter().map(offer).collect(),
                after: NO_LIMIT,
            }
        };
        Group::ALL.into_iter().map(limit).collect()
    }
}
