//! What each entry asks for: effort, change, value and the waves that it may go to, by its own figures, the wishes of the
//! user and the rules about people; entries that must stay together are one item.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::TOLERANCE;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::plan::SizeClass;
use crate::domain::model::planning::{Moscow, WishKind};
use crate::domain::planner::problem::file::ItemFile;

use super::{Builder, HUNDREDTHS, down, half_up};

impl<'a> Builder<'a> {
    /// Wishes to keep entries in different waves.
    pub(super) fn apart_wishes(&self) -> Vec<&'a Vec<EntryId>> {
        let wishes = self.document.planning.wishes.iter().filter(|wish| wish.kind == WishKind::NotTogether);
        wishes.map(|wish| &wish.entries).collect()
    }

    pub(super) fn item(&self, entry: &ResolvedEntry, apart: &[&Vec<EntryId>]) -> ItemFile {
        let big_from = match self.size {
            SizeClass::S => 10.0,
            SizeClass::M => 20.0,
            SizeClass::L => 60.0,
        };
        let is_big = entry.build_days > big_from + TOLERANCE;
        let (mut build, mut run) = self.effort(entry);
        let left = (self.left_demand(&entry.id, &build), self.left_demand(&entry.id, &run));
        if self.has_money {
            build.push(half_up(entry.build_days * self.cost_per_day() * self.month));
            run.push(half_up(entry.run_days_per_month * self.cost_per_day()));
        }
        build.extend([1, u64::from(is_big)]);
        run.extend([0, 0]);
        build.extend(left.0);
        run.extend(left.1);
        let change = Group::ALL.into_iter().map(|group| half_up(entry.load(group) * HUNDREDTHS));
        let heavy =
            [5, 4].into_iter().flat_map(|least| Group::ALL.into_iter().map(move |group| (group, least)));
        let heavy = heavy.map(|(group, least)| u64::from(entry.full_impact(group) >= least));
        let apart = apart.iter().map(|wish| u64::from(wish.contains(&entry.id)));
        let weights = &self.document.plan.settings.score_weights;
        let score = self.figures.score(&entry.id);
        let value = score.map_or(0.0, |score| score.value_a_month(weights));
        let change: Vec<u64> = change.collect();
        let left = self.left_demand(&entry.id, &change);
        ItemFile {
            id: entry.id.to_string(),
            build,
            run,
            impact: change.into_iter().chain(heavy).chain(apart).chain(left).collect(),
            value: half_up(1000.0 * value),
            earliest: 1,
            latest: Some(self.waves().len() as u64),
            pin: None,
            mandatory: self
                .document
                .choice(&entry.id)
                .is_some_and(|choice| choice.moscow == Some(Moscow::Must)),
            own_run_pct: if entry.quick_win { 50 } else { 0 },
        }
    }

    /// Build and run effort on the pool, or on each staff role.
    fn effort(&self, entry: &ResolvedEntry) -> (Vec<u64>, Vec<u64>) {
        let build_unit = HUNDREDTHS * self.month;
        if self.staff_roles.is_empty() {
            return (
                vec![half_up(entry.build_days * build_unit)],
                vec![half_up(entry.run_days_per_month * HUNDREDTHS)],
            );
        }
        let spread = |roles: &[RoleId], days: f64, unit: f64| {
            let total = half_up(days * unit);
            let exact: Vec<f64> =
                (0..self.staff_roles.len()).map(|index| self.share(roles, days, index) * unit).collect();
            let mut shares: Vec<u64> = exact.iter().map(|share| down(*share)).collect();
            let left = total.saturating_sub(shares.iter().sum());
            if let Some(first) =
                exact.iter().position(|share| *share > 0.0).and_then(|index| shares.get_mut(index))
            {
                *first += left;
            }
            shares
        };
        (
            spread(&entry.build_roles, entry.build_days, build_unit),
            spread(&entry.run_roles, entry.run_days_per_month, HUNDREDTHS),
        )
    }

    fn place(&self, entry: &EntryId) -> Option<usize> {
        self.planned.iter().position(|planned| &planned.id == entry)
    }

    pub(super) fn apply_wishes(&self, items: &mut [ItemFile]) {
        let last = self.waves().len() as u64;
        for wish in &self.document.planning.wishes {
            let Some(wave) = wish.wave.map(u64::from) else { continue };
            for index in wish.entries.iter().filter_map(|entry| self.place(entry)) {
                let Some(item) = items.get_mut(index) else { continue };
                match wish.kind {
                    WishKind::InWave => item.pin = Some(wave.clamp(1, last.max(1))),
                    WishKind::NotBefore => item.earliest = item.earliest.max(wave),
                    WishKind::NotAfter => item.latest = item.latest.map(|latest| latest.min(wave)),
                    WishKind::Together | WishKind::NotTogether => {}
                }
            }
        }
    }

    /// The charter first, the people side early; a wish of the user goes before a rule.
    pub(super) fn apply_people_rules(&self, items: &mut [ItemFile], position: &BTreeMap<EntryId, usize>) {
        let settings = &self.document.plan.settings;
        let place = |name: &str| position.get(&EntryId::from(name)).copied();
        if settings.charter_first
            && let Some(charter) = place("pmo-charter").and_then(|index| items.get_mut(index))
            && charter.earliest == 1
            && !self.is_too_late(1, &EntryId::from("pmo-charter"))
        {
            charter.pin = charter.pin.or(Some(1));
        }
        if settings.change_comms_early
            && let Some(comms) = place("change-comms").and_then(|index| items.get_mut(index))
        {
            comms.mandatory = true;
            let is_too_late = self.is_too_late(2, &EntryId::from("change-comms"));
            if comms.pin.is_none() && comms.earliest <= 2 && !is_too_late {
                comms.latest = comms.latest.map(|latest| latest.min(2));
            }
        }
    }

    /// Joins entries that must stay together into one item at the place of the first of them.
    pub(super) fn merge(
        &self,
        items: Vec<ItemFile>,
    ) -> (Vec<ItemFile>, Vec<Vec<EntryId>>, BTreeMap<EntryId, usize>) {
        let mut leader: Vec<usize> = (0..items.len()).collect();
        let together = self.document.planning.wishes.iter().filter(|wish| wish.kind == WishKind::Together);
        for wish in together {
            // What is launched waits for nobody any more.
            let open = wish.entries.iter().filter(|entry| self.document.fixed_in(entry).is_none());
            let places: BTreeSet<usize> = open.filter_map(|entry| self.place(entry)).collect();
            let leads: BTreeSet<usize> =
                places.iter().filter_map(|place| leader.get(*place)).copied().collect();
            if let Some(first) = leads.first().copied() {
                leader.iter_mut().filter(|lead| leads.contains(lead)).for_each(|lead| *lead = first);
            }
        }
        let mut merged: Vec<ItemFile> = Vec::new();
        let mut members: Vec<Vec<EntryId>> = Vec::new();
        let mut position = BTreeMap::new();
        let mut slot_of_leader: BTreeMap<usize, usize> = BTreeMap::new();
        for ((item, lead), entry) in items.into_iter().zip(leader).zip(&self.planned) {
            let slot = *slot_of_leader.entry(lead).or_insert(merged.len());
            position.insert(entry.id.clone(), slot);
            match (merged.get_mut(slot), members.get_mut(slot)) {
                (Some(whole), Some(names)) => {
                    join(whole, &item);
                    names.push(entry.id.clone());
                }
                _ => {
                    merged.push(item);
                    members.push(vec![entry.id.clone()]);
                }
            }
        }
        (merged, members, position)
    }
}

/// Adds an item to the one it must stay with.
fn join(whole: &mut ItemFile, part: &ItemFile) {
    let run = |item: &ItemFile| item.run.iter().sum::<u64>();
    let own = whole.own_run_pct * run(whole) + part.own_run_pct * run(part);
    whole.own_run_pct =
        if own == 0 { whole.own_run_pct.max(part.own_run_pct) } else { own.div_ceil(run(whole) + run(part)) };
    let add =
        |sums: &mut Vec<u64>, more: &[u64]| sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    add(&mut whole.build, &part.build);
    add(&mut whole.run, &part.run);
    add(&mut whole.impact, &part.impact);
    whole.value += part.value;
    whole.earliest = whole.earliest.max(part.earliest);
    whole.latest = whole.latest.zip(part.latest).map(|(first, second)| first.min(second));
    whole.pin = whole.pin.or(part.pin);
    whole.mandatory |= part.mandatory;
}
