//! The suggestion by score: entries in the order of their effective score, each in the earliest wave that holds
//! (PMO fact base 6.3). Shown beside the planner's answer as the baseline. The same steps, with every entry kept as early
//! as it stands, repair a plan that does not hold any more.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::load::CARRY_OVER;
use crate::domain::figures::number::{TOLERANCE, exceeds};
use crate::domain::figures::office::QUICK_WIN_RUN_SHARE;
use crate::domain::figures::readiness::{self, WaveReadiness};
use crate::domain::figures::score::large_build_days;
use crate::domain::model::document::Document;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::order;

use super::role_room::RoleRoom;
use super::scope::scope;

/// The office is never filled beyond this share.
const OFFICE_LIMIT: f64 = 0.95;

/// Most entries of a wave, and most big ones (rule R30).
const ENTRIES_PER_WAVE: usize = 7;
const BIG_ENTRIES: usize = 3;

/// The suggested wave, from 1, of each planned entry; entries that find no wave are missing (parked). What is launched or
/// stands in a closed wave does not move, and a closed wave takes nothing more.
pub fn suggestion(document: &Document, figures: &Figures) -> BTreeMap<EntryId, usize> {
    let mut suggestion = Suggestion::new(document, figures);
    let items = document.waves.iter().flat_map(|wave| &wave.items);
    for (entry, number) in items.filter_map(|item| Some((&item.entry, document.fixed_in(&item.entry)?))) {
        suggestion.put(entry, number);
    }
    let first = document.waves.iter().position(|wave| !wave.finished).map_or(1, |index| index + 1);
    let charter = EntryId::from("pmo-charter");
    let comms = EntryId::from("change-comms");
    let order = suggestion.order.clone();
    let is_quick = |id: &&EntryId| suggestion.entry(id).is_some_and(|entry| entry.quick_win);
    let quick: Vec<EntryId> = order.iter().filter(is_quick).cloned().collect();
    let has_quick = suggestion.placed.keys().any(|id| is_quick(&id));
    if order.contains(&charter) {
        suggestion.place(&charter, first);
    }
    for id in &quick {
        if has_quick || suggestion.place(id, first) {
            break;
        }
    }
    if order.contains(&comms) {
        suggestion.place(&comms, first.max(2));
    }
    let last = suggestion.waves.len();
    for id in &order {
        suggestion.place(id, last);
    }
    suggestion.placed
}

/// The suggestion that goes on from what stands: the first entries keep their waves, every other one comes in the earliest
/// wave from a number on that holds.
pub fn suggestion_after(
    document: &Document,
    figures: &Figures,
    first: &BTreeMap<EntryId, usize>,
    from: usize,
) -> BTreeMap<EntryId, usize> {
    let mut suggestion = Suggestion::new(document, figures);
    suggestion.from = from;
    for (id, wave) in first {
        suggestion.put(id, *wave);
    }
    let (order, last) = (suggestion.order.clone(), suggestion.waves.len());
    for id in &order {
        suggestion.place(id, last);
    }
    suggestion.placed
}

/// Why an entry found no wave beside those that have one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoRoom {
    /// Something that it needs found no wave either.
    Needs(EntryId),
    /// What it needs stands in the last wave.
    TooLate,
    /// The office is full.
    Office,
    /// A group is full, or is hit hard often enough already.
    Group(Group),
    /// A wave has as many entries, or as many big ones, as it can take.
    Crowd,
}

/// What hinders an entry in the waves that it could come into, while all others stand where they are.
pub fn no_room(
    document: &Document,
    figures: &Figures,
    placed: &BTreeMap<EntryId, usize>,
    entry: &EntryId,
) -> BTreeSet<NoRoom> {
    let mut suggestion = Suggestion::new(document, figures);
    for (id, wave) in placed {
        suggestion.put(id, *wave);
    }
    suggestion.no_room(entry)
}

/// The wave, from 1, of each placed entry after a repair: it stays where it stands, or goes to the first later wave that
/// holds; entries that find none are missing. In each wave the best by score stay first. What is launched or stands in a
/// closed wave does not move. The office may be filled to its capacity, and so may each role in a plan by role; a group
/// without leadership takes no heavy entry (5.3).
pub fn repair(document: &Document, figures: &Figures) -> BTreeMap<EntryId, usize> {
    let mut suggestion = Suggestion::new(document, figures);
    let rank = |id: &EntryId| figures.score(id).map_or(usize::MAX, |score| score.effective_rank);
    let mut placed: Vec<(usize, usize, EntryId)> = document
        .waves
        .iter()
        .enumerate()
        .flat_map(|(index, wave)| wave.items.iter().map(move |item| (index + 1, &item.entry)))
        .filter(|(_, entry)| figures.entry(entry).is_some())
        .map(|(wave, entry)| (wave, rank(entry), entry.clone()))
        .collect();
    order::natural(&mut placed);
    suggestion.planned = placed.iter().map(|(_, _, entry)| entry.clone()).collect();
    suggestion.office_limit = 1.0;
    suggestion.leadership = readiness::by_wave(document);
    suggestion.roles = RoleRoom::of(document, figures);
    suggestion.not_before = Some(placed.iter().map(|(wave, _, entry)| (entry.clone(), *wave)).collect());
    let last = suggestion.waves.len();
    for (wave, _, id) in &placed {
        if document.fixed_in(id).is_some() {
            suggestion.put(id, *wave);
        }
    }
    for (_, _, id) in &placed {
        suggestion.place(id, last);
    }
    suggestion.placed
}

#[derive(Clone, Default)]
struct WaveState {
    build: f64,
    quick_run: f64,
    run_after: f64,
    new_load: PerGroup<f64>,
    heavy: PerGroup<usize>,
    heaviest: PerGroup<usize>,
    entries: usize,
    big: usize,
}

struct Suggestion<'a> {
    figures: &'a Figures,
    entries: BTreeMap<&'a EntryId, &'a ResolvedEntry>,
    /// Planned entries by effective score.
    order: Vec<EntryId>,
    /// What may be placed at all; in a repair, what stands in a wave.
    planned: BTreeSet<EntryId>,
    waves: Vec<WaveState>,
    /// Numbers of finished waves, which take nothing more.
    finished: BTreeSet<usize>,
    existing_run: f64,
    big_from: f64,
    placed: BTreeMap<EntryId, usize>,
    /// The first wave that may take an entry.
    from: usize,
    office_limit: f64,
    /// In a repair, where each entry stands; what is not there is no reason to wait.
    not_before: Option<BTreeMap<EntryId, usize>>,
    /// In a repair, who leads each group in each wave.
    leadership: Vec<WaveReadiness>,
    /// In a repair of a plan by role, what its roles can still do.
    roles: Option<RoleRoom>,
}

impl<'a> Suggestion<'a> {
    fn new(document: &'a Document, figures: &'a Figures) -> Self {
        let mut order = scope(document, &figures.entries).entries;
        order.sort_by_cached_key(|id| figures.score(id).map_or(usize::MAX, |score| score.effective_rank));
        let existing = figures.entries.iter().filter(|entry| entry.state == SelectionState::Exists);
        Self {
            figures,
            entries: figures.entries.iter().map(|entry| (&entry.id, entry)).collect(),
            planned: order.iter().cloned().collect(),
            order,
            waves: vec![WaveState::default(); document.waves.len()],
            finished: (1..)
                .zip(&document.waves)
                .filter(|(_, wave)| wave.finished)
                .map(|(number, _)| number)
                .collect(),
            existing_run: existing.map(|entry| entry.run_days_per_month).sum(),
            big_from: large_build_days(document.plan.size_class) / 3.0,
            placed: BTreeMap::new(),
            from: 1,
            office_limit: OFFICE_LIMIT,
            not_before: None,
            leadership: Vec::new(),
            roles: None,
        }
    }

    fn entry(&self, id: &EntryId) -> Option<&'a ResolvedEntry> {
        self.entries.get(id).copied()
    }

    /// Places an entry not later than a wave, its missing prerequisites first; says whether it stands.
    fn place(&mut self, id: &EntryId, latest: usize) -> bool {
        if self.placed.contains_key(id) {
            return true;
        }
        let Some(entry) = self.entry(id).filter(|_| self.planned.contains(id)) else { return false };
        let stands = |id: &EntryId| self.not_before.as_ref().map(|places| places.get(id).copied());
        let mut earliest = stands(id).flatten().unwrap_or(self.from);
        let mut needed: Vec<(&EntryId, bool)> = entry
            .prerequisites
            .iter()
            .filter(|prerequisite| {
                self.entry(&prerequisite.entry).is_some_and(|entry| entry.state != SelectionState::Exists)
                    && stands(&prerequisite.entry) != Some(None)
            })
            .map(|prerequisite| (&prerequisite.entry, prerequisite.same_wave))
            .collect();
        order::by_key(&mut needed, |(id, _)| {
            self.figures.score(id).map_or(usize::MAX, |score| score.effective_rank)
        });
        for (prerequisite, same_wave) in needed {
            if !self.place(prerequisite, latest) {
                return false;
            }
            let wave = self.placed.get(prerequisite).copied().unwrap_or(1);
            earliest = earliest.max(if same_wave { wave } else { wave + 1 });
        }
        let found = (earliest..=latest.min(self.waves.len()))
            .find(|wave| !self.finished.contains(wave) && self.holds(entry, *wave));
        if let Some(wave) = found {
            self.put(id, wave);
        }
        found.is_some()
    }

    /// Puts an entry in a wave, whether or not that holds.
    fn put(&mut self, id: &EntryId, wave: usize) {
        if let Some(entry) = self.entry(id) {
            if let Some(state) = self.waves.get_mut(wave - 1) {
                add(state, entry, self.big_from);
            }
            if let Some(roles) = &mut self.roles {
                roles.put(entry, wave);
            }
            self.placed.insert(id.clone(), wave);
        }
    }

    /// Whether every group that an entry hits hard has somebody who leads it.
    fn is_led(&self, entry: &ResolvedEntry, wave: usize) -> bool {
        let Some(levels) = self.leadership.get(wave - 1) else { return true };
        Group::ALL.into_iter().all(|group| {
            let is_leaderless = levels.leadership.get(group).is_some_and(readiness::holds_heavy_entries);
            !(is_leaderless && entry.full_impact(group) >= 4)
        })
    }

    /// What hinders an entry in all waves behind what it needs.
    fn no_room(&self, id: &EntryId) -> BTreeSet<NoRoom> {
        let Some(entry) = self.entry(id) else { return BTreeSet::new() };
        let mut earliest = self.from;
        for needed in &entry.prerequisites {
            if self.entry(&needed.entry).is_none_or(|entry| entry.state == SelectionState::Exists) {
                continue;
            }
            let Some(wave) = self.placed.get(&needed.entry) else {
                return BTreeSet::from([NoRoom::Needs(needed.entry.clone())]);
            };
            earliest = earliest.max(if needed.same_wave { *wave } else { wave + 1 });
        }
        if earliest > self.waves.len() {
            return BTreeSet::from([NoRoom::TooLate]);
        }
        (earliest..=self.waves.len()).flat_map(|wave| self.hindrances(entry, wave)).collect()
    }

    /// Whether all limits that one entry more adds to hold, in its wave and in all later ones.
    fn holds(&self, entry: &ResolvedEntry, wave: usize) -> bool {
        self.is_led(entry, wave)
            && self.roles.as_ref().is_none_or(|roles| roles.holds(entry, wave))
            && self.hindrances(entry, wave).is_empty()
    }

    /// The limits that one entry more would break, in its wave and in all later ones.
    fn hindrances(&self, entry: &ResolvedEntry, wave: usize) -> BTreeSet<NoRoom> {
        let mut found = BTreeSet::new();
        let mut changed = self.waves.get(wave - 1).cloned().unwrap_or_default();
        add(&mut changed, entry, self.big_from);
        let mut run = self.existing_run;
        let mut before = PerGroup::<f64>::default();
        for (number, (state, office)) in (1..).zip(self.waves.iter().zip(&self.figures.office)) {
            let state = if number == wave { &changed } else { state };
            let demand = state.build + (run + QUICK_WIN_RUN_SHARE * state.quick_run) * office.months;
            run += state.run_after;
            let asks_for_days = number == wave || entry.run_days_per_month > TOLERANCE;
            if number >= wave && asks_for_days && exceeds(demand, self.office_limit * office.capacity) {
                found.insert(NoRoom::Office);
            }
            let hits = |group: Group| (wave..=wave + 1).contains(&number) && entry.load(group) > TOLERANCE;
            let is_overloaded = |group: Group| {
                let load = state.new_load.get(group) + CARRY_OVER * before.get(group);
                let loads = self.figures.loads.get(number - 1);
                loads.is_some_and(|loads| exceeds(load / loads.get(group).capacity, 1.0))
            };
            let full = Group::ALL.into_iter().filter(|group| hits(*group) && is_overloaded(*group));
            found.extend(full.map(NoRoom::Group));
            before = state.new_load.clone();
        }
        found.extend(hit_hard(&changed, entry).map(NoRoom::Group));
        found.extend(is_crowded(&changed).then_some(NoRoom::Crowd));
        found
    }
}

/// Whether a wave has too many entries, or too many big ones.
fn is_crowded(state: &WaveState) -> bool {
    state.entries > ENTRIES_PER_WAVE || state.big > BIG_ENTRIES
}

/// The groups that a wave with an entry hits hard too often.
fn hit_hard(state: &WaveState, entry: &ResolvedEntry) -> impl Iterator<Item = Group> {
    let is_hit_hard = move |group: Group| {
        let impact = entry.full_impact(group);
        (impact >= 5 && *state.heaviest.get(group) > 1) || (impact >= 4 && *state.heavy.get(group) > 2)
    };
    Group::ALL.into_iter().filter(move |group| is_hit_hard(*group))
}

fn add(state: &mut WaveState, entry: &ResolvedEntry, big_from: f64) {
    state.build += entry.build_days;
    state.run_after += entry.run_days_per_month;
    if entry.quick_win {
        state.quick_run += entry.run_days_per_month;
    }
    state.entries += 1;
    state.big += usize::from(exceeds(entry.build_days, big_from));
    for group in Group::ALL {
        *state.new_load.get_mut(group) += entry.load(group);
        *state.heavy.get_mut(group) += usize::from(entry.full_impact(group) >= 4);
        *state.heaviest.get_mut(group) += usize::from(entry.full_impact(group) >= 5);
    }
}
