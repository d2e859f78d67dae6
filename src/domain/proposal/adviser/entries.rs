//! Repairs that change an entry of the wave: it moves, comes in steps, asks less, or waits.

use serde_json::json;

use crate::domain::command::split::PILOT_SHARE;
use crate::domain::figures::entry::{ResolvedEntry, change_points};
use crate::domain::figures::number::{TOLERANCE, exceeds, falls_short};
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::scalar::Impact;
use crate::domain::model::wave::Wave;
use crate::domain::order;
use crate::domain::proposal::trial::{Place, Trial, move_command};
use crate::domain::proposal::verdict::broken_orders;
use crate::domain::proposal::worth::value_from;

use super::cell::Cell;
use super::cost::Cost;
use super::{Repair, RepairKind, split_command};

/// Steps by which the impact of an entry can fall before it is another entry.
const MOST_STEPS_CUT: u8 = 2;

/// Most of its build effort that an entry can be spared before it is another entry.
const MOST_TRIMMED: f64 = 0.25;

impl<'a> Cell<'a> {
    /// The entry whose move to another wave is cheapest.
    pub(super) fn moves(&self) -> Option<Repair> {
        let waves = || self.document.waves.iter().enumerate();
        let targets = || waves().filter(|(index, wave)| index + 1 != self.number && wave.takes_launches());
        let put = |entry: &'a ResolvedEntry, trial: &Trial<'_>, (index, wave): (usize, &Wave)| {
            let kind = RepairKind::Move { entry: entry.id.clone(), to: index + 1 };
            self.put(kind, entry, trial, (Place::Wave(wave.id), index + 1))
        };
        self.best(self.causes().into_iter().flat_map(|entry| {
            let trial = Trial::of(self.document, self.figures, &entry.id);
            targets().filter_map(|target| put(entry, &trial, target)).collect::<Vec<_>>()
        }))
    }

    /// The entry that costs least where it waits beside the waves.
    pub(super) fn leave_out(&self) -> Option<Repair> {
        self.best(self.causes().into_iter().filter_map(|entry| {
            let trial = Trial::of(self.document, self.figures, &entry.id);
            let kind = RepairKind::LeaveOut { entry: entry.id.clone() };
            self.put(kind, entry, &trial, (Place::Waiting, 0))
        }))
    }

    /// The repair that puts an entry in a place, a wave counted from 1 or 0 for beside the waves.
    fn put(
        &self,
        kind: RepairKind,
        entry: &ResolvedEntry,
        trial: &Trial<'_>,
        (place, number): (Place, usize),
    ) -> Option<Repair> {
        if !broken_orders(self.document, self.figures, entry, (place, number)).is_empty() {
            return None;
        }
        let after = trial.outcome(place, None)?;
        let roles = trial.role_uses(place);
        let command = move_command(self.document, self.figures, &entry.id, place, None);
        self.judged(kind, command, (&after, roles.as_deref()), self.wait(&entry.id, number, 1.0))
    }

    /// What it costs that a share of an entry waits for another wave.
    fn wait(&self, entry: &EntryId, wave: usize, share: f64) -> Cost {
        let value = |wave| value_from(self.document, self.figures, entry, wave);
        Cost { value: share * (value(self.number) - value(wave)), ..Cost::default() }
    }

    /// The entry that starts as a pilot; the rest of the people follow in the first wave that has room.
    pub(super) fn split(&self) -> Option<Repair> {
        let is_pilot = |id: &EntryId| self.wave.items.iter().any(|item| &item.entry == id && item.pilot);
        let waves = || self.document.waves.iter().enumerate().skip(self.number);
        let causes = self.causes().into_iter().filter(|entry| !is_pilot(&entry.id));
        self.best(causes.filter_map(|entry| {
            let mut with_room =
                waves().filter(|(index, wave)| wave.takes_launches() && self.has_room(entry, *index));
            with_room.find_map(|(index, wave)| {
                let command = split_command(self.document, &entry.id, wave.id);
                let to = index + 1;
                let repair = self.tried(RepairKind::Split { entry: entry.id.clone(), to }, command)?;
                // The rest of the people wait for what the entry is worth.
                Some(Repair { cost: self.wait(&entry.id, to, 1.0 - PILOT_SHARE), ..repair })
            })
        }))
    }

    /// Whether a wave, counted from 0, can take the roll-out of an entry: a quick look before it is tried.
    fn has_room(&self, entry: &ResolvedEntry, index: usize) -> bool {
        Group::ALL.into_iter().all(|group| {
            let rest = entry.load(group) * (1.0 - PILOT_SHARE);
            let cell = self.figures.loads.get(index).map(|row| row.get(group));
            rest <= TOLERANCE || cell.is_some_and(|cell| !exceeds(cell.load + rest, cell.capacity))
        })
    }

    /// The entry that another role builds instead: the emptiest one of the wave.
    pub(super) fn hand_over(&self) -> Option<Repair> {
        let (roles, index) = (self.roles.as_ref()?, self.role?);
        let others = roles.staff.iter().zip(roles.now.get(self.number - 1)?).enumerate();
        let others = others.filter(|(place, (_, used))| *place != index && used.capacity > TOLERANCE);
        let emptiest = others.min_by(|one, other| one.1.1.utilisation().total_cmp(&other.1.1.utilisation()));
        let (from, (_, (to, _))) = (roles.staff.get(index)?, emptiest?);
        self.best(self.causes().into_iter().filter_map(|entry| {
            let mut doers: Vec<&RoleId> = entry.build_roles.iter().filter(|role| *role != from).collect();
            if !doers.contains(&to) {
                doers.push(to);
            }
            let command = self.set(&format!("planning.choices.{}.build_roles", entry.id), json!(doers))?;
            self.tried(RepairKind::HandOver { entry: entry.id.clone(), to: to.clone() }, command)
        }))
    }

    /// The entry that asks less of the group, by the smallest cut that is enough; else by one step.
    pub(super) fn cut(&self, group: Group) -> Option<Repair> {
        let found = self.causes().into_iter().filter_map(|entry| {
            let from = entry.impact.get(group).get();
            let reach = *entry.reach.get(group);
            let lower = |to: u8| Impact::new(to).ok().map(|impact| (to, change_points(impact) * reach));
            let aim = self.before.capacity * self.goal;
            let left = |points: f64| self.before.demand - entry.load(group) + points;
            let steps = (1..from).rev().take(usize::from(MOST_STEPS_CUT));
            let enough = steps.filter_map(lower).find(|(_, points)| !exceeds(left(*points), aim));
            let to = enough.map_or(from.checked_sub(1).filter(|to| *to > 0), |(to, _)| Some(to))?;
            let command =
                self.set(&format!("planning.choices.{}.impact.{}", entry.id, group.letter()), json!(to))?;
            self.promised(RepairKind::Cut { entry: entry.id.clone(), from, to }, command)
        });
        let mut found: Vec<Repair> = found.collect();
        // The gentlest cut costs least: an impact that falls by one step only.
        order::by_key(&mut found, |repair| match repair.kind {
            RepairKind::Cut { from, to, .. } => from - to,
            _ => 0,
        });
        self.best(found)
    }

    /// The entry that is built with fewer days, by the fewest whole days that are enough; else the one that spares most.
    pub(super) fn trim(&self) -> Option<Repair> {
        let missing = self.before.demand - self.before.capacity * self.goal;
        let part = |entry: &ResolvedEntry| self.part(&entry.build_roles);
        let spared = |entry: &ResolvedEntry| {
            let needed = (missing / part(entry).max(TOLERANCE) - TOLERANCE).ceil();
            needed.clamp(0.0, (entry.build_days * MOST_TRIMMED + TOLERANCE).floor())
        };
        let relief = |entry: &ResolvedEntry| spared(entry) * part(entry);
        let causes = self.causes();
        let enough = causes.iter().find(|entry| !falls_short(relief(entry), missing));
        let most = || causes.iter().max_by(|one, other| relief(one).total_cmp(&relief(other)));
        let entry = enough.or_else(most)?;
        let (from, to) = (entry.build_days, entry.build_days - spared(entry));
        let command = self.set(&format!("planning.choices.{}.build_days", entry.id), json!(to))?;
        self.promised(RepairKind::Trim { entry: entry.id.clone(), from, to }, command)
    }
}
