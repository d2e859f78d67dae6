//! The cell of a wave and a limit that is advised on: what causes its load, and whether a change of the plan helps
//! without harm.

use serde_json::Value;

use crate::domain::catalogue::known_entries;
use crate::domain::command::{Command, apply};
use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::{exceeds, falls_short};
use crate::domain::figures::office::{QUICK_WIN_RUN_SHARE, WaveOffice};
use crate::domain::figures::role::share;
use crate::domain::model::document::Document;
use crate::domain::model::ids::RoleId;
use crate::domain::model::wave::Wave;
use crate::domain::order;
use crate::domain::proposal::limit::{Limit, Outcome, Use, role_shortfalls, shortfalls};
use crate::domain::proposal::trial::Roles;
use crate::domain::proposal::worth::{months_in_use, plan_value};

use super::cost::{Cost, Whole};
use super::{Repair, RepairKind, goal};

/// Entries whose change is tried, those with the largest share of the load first.
const MOST_CAUSES: usize = 6;

/// A load that is advised on, with the plan that causes it.
pub(super) struct Cell<'a> {
    pub(super) document: &'a Document,
    pub(super) figures: &'a Figures,
    pub(super) wave: &'a Wave,
    /// Number of the wave, from 1.
    pub(super) number: usize,
    pub(super) limit: Limit,
    /// The roles of the staff, in a plan that plans by role.
    pub(super) roles: Option<Roles>,
    /// The one that is to be relieved, by its place among the staff; none for the limit as a whole.
    pub(super) role: Option<usize>,
    now: Outcome,
    pub(super) before: Use,
    pub(super) goal: f64,
    plan: Whole,
}

impl<'a> Cell<'a> {
    pub(super) fn of(
        document: &'a Document,
        figures: &'a Figures,
        number: usize,
        limit: Limit,
        role: Option<usize>,
    ) -> Option<Self> {
        let wave = number.checked_sub(1).and_then(|index| document.waves.get(index))?;
        let now = Outcome::of(figures);
        let roles = document.plan.settings.plan_by_role.then(|| Roles::of(document, figures));
        let before = match role {
            Some(index) => *roles.as_ref()?.now.get(number - 1)?.get(index)?,
            None => now.use_of(number, limit)?,
        };
        let goal = goal(before.colour()).filter(|_| !wave.finished)?;
        let months = months_in_use(document, 1);
        let plan = Whole {
            value: plan_value(document, figures, months),
            days: figures.office.iter().map(|office| office.capacity).sum(),
            money: figures.office.iter().map(WaveOffice::total_cost).sum(),
            months,
        };
        Some(Self { document, figures, wave, number, limit, roles, role, now, before, goal, plan })
    }

    /// What an entry adds to the load where it stands: points, or days.
    pub(super) fn share(&self, entry: &ResolvedEntry) -> f64 {
        match self.limit {
            Limit::Office => {
                let months = self.wave.length_months.value();
                let run = if entry.quick_win {
                    QUICK_WIN_RUN_SHARE * entry.run_days_per_month * months
                } else {
                    0.0
                };
                entry.build_days * self.part(&entry.build_roles) + run * self.part(&entry.run_roles)
            }
            Limit::Group(group) | Limit::Heaviest(group) | Limit::Heavy(group) => entry.load(group),
        }
    }

    /// The part of a day of work for these roles that falls on the load.
    pub(super) fn part(&self, doers: &[RoleId]) -> f64 {
        match (&self.roles, self.role) {
            (Some(roles), Some(index)) => share(doers, &roles.staff, index),
            _ => 1.0,
        }
    }

    /// The entries of the wave that cause most of the load, the largest first. What is launched changes nothing any more.
    pub(super) fn causes(&self) -> Vec<&'a ResolvedEntry> {
        let open = self.wave.items.iter().filter(|item| !self.document.is_launched(item));
        let items = open.filter_map(|item| self.figures.entry(&item.entry));
        let mut causes: Vec<_> = items.filter(|entry| exceeds(self.share(entry), 0.0)).collect();
        order::by(&mut causes, |a, b| self.share(b).total_cmp(&self.share(a)));
        causes.truncate(MOST_CAUSES);
        causes
    }

    /// The repair, if it lowers the load and does no harm.
    pub(super) fn judged(
        &self,
        kind: RepairKind,
        command: Command,
        (after, roles): (&Outcome, Option<&[Vec<Use>]>),
        cost: Cost,
    ) -> Option<Repair> {
        let used = match self.role {
            Some(index) => *roles?.get(self.number - 1)?.get(index)?,
            None => after.use_of(self.number, self.limit)?,
        };
        let helps = falls_short(used.utilisation(), self.before.utilisation());
        let harms_a_role =
            self.roles.as_ref().zip(roles).is_some_and(|(before, after)| {
                !role_shortfalls(&before.staff, &before.now, after).is_empty()
            });
        let harms = harms_a_role || !shortfalls(&self.now, after).is_empty();
        let is_enough = !exceeds(used.utilisation(), self.goal);
        (helps && !harms).then_some(Repair {
            kind,
            command,
            before: self.before,
            after: used,
            is_enough,
            cost,
        })
    }

    /// The repair by a command that is carried out to see what comes of it.
    pub(super) fn tried(&self, kind: RepairKind, command: Command) -> Option<Repair> {
        let changed = apply(self.document, &command, &known_entries(self.document)).ok()?;
        let figures = Figures::of(&changed);
        let cost = Cost {
            value: self.plan.value - plan_value(&changed, &figures, self.plan.months),
            months: months_in_use(&changed, 1) - self.plan.months,
            ..Cost::default()
        };
        let roles = self.roles.as_ref().map(|_| Roles::of(&changed, &figures).now);
        self.judged(kind, command, (&Outcome::of(&figures), roles.as_deref()), cost)
    }

    /// The repair by a command that is tried, and that is a promise of somebody.
    pub(super) fn promised(&self, kind: RepairKind, command: Command) -> Option<Repair> {
        let repair = self.tried(kind, command)?;
        Some(Repair { cost: Cost { is_promise: true, ..repair.cost }, ..repair })
    }

    /// Capacity that is missing to the goal: points or person-days.
    pub(super) fn missing(&self) -> f64 {
        self.before.demand / self.goal - self.before.capacity
    }

    pub(super) fn set(&self, path: &str, value: Value) -> Option<Command> {
        Some(Command::SetField { path: path.parse().ok()?, value })
    }

    /// A cost in whole percents of the plan.
    pub(super) fn percents(&self, cost: &Cost) -> i64 {
        (cost.share_of(&self.plan) * 100.0).round() as i64
    }

    /// The cheapest one among those that are enough; else the one that lowers the load most.
    pub(super) fn best(&self, found: impl IntoIterator<Item = Repair>) -> Option<Repair> {
        let share = |repair: &Repair| repair.cost.share_of(&self.plan);
        found.into_iter().reduce(|best, next| {
            let is_better = match (best.is_enough, next.is_enough) {
                (true, true) => falls_short(share(&next), share(&best)),
                (false, false) => falls_short(next.after.utilisation(), best.after.utilisation()),
                (best, _) => !best,
            };
            if is_better { next } else { best }
        })
    }
}
