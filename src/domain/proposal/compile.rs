//! Turns a plan into a planning problem of whole numbers (planner contract 2).
//!
//! Arithmetic is exact and rounded once, at the end: what an item asks for half up, what a wave offers down.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::{TOLERANCE, falls_short};
use crate::domain::figures::office::WaveOffice;
use crate::domain::figures::readiness;
use crate::domain::figures::role::{capacity_share, share, staff_roles};
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::plan::SizeClass;
use crate::domain::model::planning::{Moscow, SelectionState, WishKind};
use crate::domain::model::wave::{Wave, WaveKind};
use crate::domain::planner::problem::file::{CoverFile, FORMAT, ItemFile, Objective, ProblemFile};

use super::scope::{Scope, scope};

/// Hundredths of a person-day, or of a change point.
const HUNDREDTHS: f64 = 100.0;

/// More than this many big entries crowd a wave (rule R30).
const BIG_ENTRIES: u64 = 3;

/// A group whose leadership stands below this refuses heavy entries (PMO fact base 5.3).
const KNOCK_OUT: f64 = 2.0;

/// A limit that nothing reaches.
const NO_LIMIT: u64 = 1 << 40;

/// A planning problem and what its items mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Compiled {
    /// The problem.
    pub problem: ProblemFile,
    /// The entries of each item: one, or several that must stay together.
    pub items: Vec<Vec<EntryId>>,
    /// Which entries the proposal is about.
    pub scope: Scope,
    /// Number of real waves; the problem may hold one more for the time after them.
    pub real_waves: usize,
    /// The first wave, from 1, that a proposal may change: all before it are finished.
    pub open_from: usize,
    /// Units of a month in the problem: 1, or 10 where a wave is not a whole number of months.
    pub month: f64,
}

impl Compiled {
    /// The waves of the plan as it stands, one number per item: 0 where not every entry of the item is placed.
    pub fn current_waves(&self, document: &Document) -> Vec<u32> {
        let wave_of = |item: &Vec<EntryId>| {
            let waves: Vec<Option<usize>> = item.iter().map(|entry| document.wave_of(entry)).collect();
            waves
                .iter()
                .copied()
                .collect::<Option<Vec<usize>>>()
                .and_then(|waves| waves.into_iter().max())
                .unwrap_or(0)
        };
        self.items.iter().map(|item| u32::try_from(wave_of(item)).unwrap_or(0)).collect()
    }

    /// The objective of a placement, whether or not it keeps the limits.
    pub fn value_of(&self, waves: &[u32]) -> u64 {
        value_of(&self.problem, waves)
    }
}

/// The value of a placement in a problem, whether or not it keeps the limits.
pub fn value_of(problem: &ProblemFile, waves: &[u32]) -> u64 {
    let weights = problem.weights.as_deref().unwrap_or_default();
    let weight =
        |wave: u32| (wave as usize).checked_sub(1).and_then(|index| weights.get(index)).copied().unwrap_or(0);
    problem.items.iter().zip(waves).map(|(item, wave)| item.value * weight(*wave)).sum()
}

/// Compiles a plan.
pub fn compile(document: &Document, figures: &Figures) -> Compiled {
    let scope = scope(document, &figures.entries);
    let by_id: BTreeMap<&EntryId, &ResolvedEntry> =
        figures.entries.iter().map(|entry| (&entry.id, entry)).collect();
    let planned: Vec<&ResolvedEntry> = scope.entries.iter().filter_map(|id| by_id.get(id)).copied().collect();
    let builder = Builder::new(document, figures, planned);
    let (problem, items) = builder.problem();
    Compiled {
        problem,
        items,
        scope,
        real_waves: document.waves.len(),
        open_from: builder.open_from(),
        month: builder.month,
    }
}

/// A role or a group of the problem before rounding: what it offers in each real wave, and in the time after them.
struct Limit {
    name: String,
    offers: Vec<u64>,
    after: u64,
}

struct Builder<'a> {
    document: &'a Document,
    figures: &'a Figures,
    planned: Vec<&'a ResolvedEntry>,
    /// Units per month: 1, or 10 where a wave is not a whole number of months.
    month: f64,
    size: SizeClass,
    /// Staff roles, where the user plans by role; else empty.
    staff_roles: Vec<RoleId>,
    has_money: bool,
    sustain: bool,
}

impl<'a> Builder<'a> {
    fn new(document: &'a Document, figures: &'a Figures, planned: Vec<&'a ResolvedEntry>) -> Self {
        let whole = document.waves.iter().all(|wave| wave.length_months.value().fract().abs() < TOLERANCE);
        let settings = &document.plan.settings;
        let staff_roles = if settings.plan_by_role { staff_roles(document) } else { Vec::new() };
        Self {
            document,
            figures,
            planned,
            month: if whole { 1.0 } else { 10.0 },
            size: document.plan.size_class,
            staff_roles,
            has_money: document.waves.iter().any(|wave| wave.budget.is_some()),
            sustain: settings.sustain && !document.waves.is_empty(),
        }
    }

    fn problem(&self) -> (ProblemFile, Vec<Vec<EntryId>>) {
        let roles = self.roles();
        let mut groups = self.change_groups();
        groups.extend(self.heavy_groups(5));
        groups.extend(self.heavy_groups(4));
        let apart = self.apart_wishes();
        groups.extend(apart.iter().enumerate().map(|(index, _)| Limit {
            name: format!("apart {}", index + 1),
            offers: vec![1; self.waves().len()],
            after: NO_LIMIT,
        }));
        let mut items: Vec<ItemFile> = self.planned.iter().map(|entry| self.item(entry, &apart)).collect();
        self.apply_wishes(&mut items);
        let (mut items, members, position) = self.merge(items);
        self.apply_people_rules(&mut items, &position);
        let frozen = self.freeze(&mut items, &members);
        let mut problem = ProblemFile {
            format: FORMAT.to_owned(),
            name: self.document.plan.name.clone(),
            waves: 0,
            objective: Objective::Value,
            weights: Some(self.weights()),
            wave_length: Some(self.lengths()),
            roles: roles.iter().map(|role| role.name.clone()).collect(),
            groups: groups.iter().map(|group| group.name.clone()).collect(),
            capacity: roles.iter().map(|role| self.with_after(role)).collect(),
            absorb: groups.iter().map(|group| self.with_after(group)).collect(),
            fatigue_pct: (0..groups.len())
                .map(|index| if index < Group::ALL.len() { 20 } else { 0 })
                .collect(),
            precedence: self.arcs(&position, &frozen),
            cover: self.cover(&position, &items),
            items,
        };
        problem.waves = problem.weights.as_ref().map_or(0, |weights| weights.len() as u64);
        raise_to_frozen(&mut problem, &frozen);
        (problem, members)
    }

    fn waves(&self) -> &'a [Wave] {
        &self.document.waves
    }

    /// The wave behind the last finished one, from 1.
    fn open_from(&self) -> usize {
        self.waves().iter().rposition(|wave| wave.finished).map_or(1, |index| index + 2)
    }

    fn with_after(&self, limit: &Limit) -> Vec<u64> {
        limit.offers.iter().copied().chain(self.sustain.then_some(limit.after)).collect()
    }

    /// Months of each wave in the problem's unit; one month more for the time after the last wave.
    fn lengths(&self) -> Vec<u64> {
        let real = self.waves().iter().map(|wave| half_up(wave.length_months.value() * self.month));
        real.chain(self.sustain.then_some(self.month as u64)).collect()
    }

    /// A launch counts for all time from the start of its wave to the end of the last one.
    fn weights(&self) -> Vec<u64> {
        let lengths: Vec<u64> = self.lengths().into_iter().take(self.waves().len()).collect();
        let real = (0..lengths.len()).map(|wave| lengths.iter().skip(wave).sum());
        real.chain(self.sustain.then_some(0)).collect()
    }

    fn roles(&self) -> Vec<Limit> {
        let mut roles = if self.staff_roles.is_empty() { vec![self.pool()] } else { self.by_role() };
        if self.has_money {
            roles.push(self.money());
        }
        let closed =
            |index: usize, wave: &Wave| wave.kind != WaveKind::Normal || self.is_blacked_out(index, wave);
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

    /// The office as one pool, in hundredths of a person-day.
    fn pool(&self) -> Limit {
        let run: f64 = self.existing().map(|entry| entry.run_days_per_month).sum();
        let free = |office: &WaveOffice| {
            let days = office.capacity * self.limit_share() - office.months * run;
            down(days * HUNDREDTHS * self.month)
        };
        Limit {
            name: "pmo".to_owned(),
            offers: self.figures.office.iter().map(free).collect(),
            after: down((self.figures.steady_state.capacity_per_month - run) * HUNDREDTHS * self.month),
        }
    }

    /// One limit per staff role; consultants help every role in proportion to its own time.
    fn by_role(&self) -> Vec<Limit> {
        self.staff_roles.iter().enumerate().map(|(index, role)| self.staff_role(index, role)).collect()
    }

    fn staff_role(&self, index: usize, role: &RoleId) -> Limit {
        let run: f64 =
            self.existing().map(|entry| self.share(&entry.run_roles, entry.run_days_per_month, index)).sum();
        let part = |wave_number: usize| capacity_share(self.document, wave_number, &self.staff_roles, index);
        let offer = |(wave_index, office): (usize, &WaveOffice)| {
            let days = office.capacity * part(wave_index + 1);
            down((days * self.limit_share() - office.months * run) * HUNDREDTHS * self.month)
        };
        let last = self.waves().len();
        Limit {
            name: role.to_string(),
            offers: self.figures.office.iter().enumerate().map(offer).collect(),
            after: down(
                (self.figures.steady_state.capacity_per_month * part(last) - run) * HUNDREDTHS * self.month,
            ),
        }
    }

    /// Days of an entry that fall on one staff role: shared equally, the first takes what rounding leaves.
    fn share(&self, roles: &[RoleId], days: f64, index: usize) -> f64 {
        days * share(roles, &self.staff_roles, index)
    }

    fn cost_per_day(&self) -> f64 {
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

    fn change_groups(&self) -> Vec<Limit> {
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
    fn heavy_groups(&self, impact: u8) -> Vec<Limit> {
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

    /// Wishes to keep entries in different waves.
    fn apart_wishes(&self) -> Vec<&'a Vec<EntryId>> {
        let wishes = self.document.planning.wishes.iter().filter(|wish| wish.kind == WishKind::NotTogether);
        wishes.map(|wish| &wish.entries).collect()
    }

    fn item(&self, entry: &ResolvedEntry, apart: &[&Vec<EntryId>]) -> ItemFile {
        let big_from = match self.size {
            SizeClass::S => 10.0,
            SizeClass::M => 20.0,
            SizeClass::L => 60.0,
        };
        let is_big = entry.build_days > big_from + TOLERANCE;
        let (mut build, mut run) = self.effort(entry);
        if self.has_money {
            build.push(half_up(entry.build_days * self.cost_per_day() * self.month));
            run.push(half_up(entry.run_days_per_month * self.cost_per_day()));
        }
        build.extend([1, u64::from(is_big)]);
        run.extend([0, 0]);
        let change = Group::ALL.into_iter().map(|group| half_up(entry.load(group) * HUNDREDTHS));
        let heavy =
            [5, 4].into_iter().flat_map(|least| Group::ALL.into_iter().map(move |group| (group, least)));
        let heavy = heavy.map(|(group, least)| u64::from(entry.full_impact(group) >= least));
        let apart = apart.iter().map(|wish| u64::from(wish.contains(&entry.id)));
        let weights = &self.document.plan.settings.score_weights;
        let score = self.figures.score(&entry.id);
        let value = score.map_or(0.0, |score| score.value_a_month(weights));
        ItemFile {
            id: entry.id.to_string(),
            build,
            run,
            impact: change.chain(heavy).chain(apart).collect(),
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

    fn apply_wishes(&self, items: &mut [ItemFile]) {
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
    fn apply_people_rules(&self, items: &mut [ItemFile], position: &BTreeMap<EntryId, usize>) {
        let settings = &self.document.plan.settings;
        let place = |name: &str| position.get(&EntryId::from(name)).copied();
        if settings.charter_first
            && let Some(charter) = place("pmo-charter").and_then(|index| items.get_mut(index))
            && charter.earliest == 1
        {
            charter.pin = charter.pin.or(Some(1));
        }
        if settings.change_comms_early
            && let Some(comms) = place("change-comms").and_then(|index| items.get_mut(index))
        {
            comms.mandatory = true;
            if comms.pin.is_none() && comms.earliest <= 2 {
                comms.latest = comms.latest.map(|latest| latest.min(2));
            }
        }
    }

    /// Joins entries that must stay together into one item at the place of the first of them.
    fn merge(&self, items: Vec<ItemFile>) -> (Vec<ItemFile>, Vec<Vec<EntryId>>, BTreeMap<EntryId, usize>) {
        let mut leader: Vec<usize> = (0..items.len()).collect();
        let together = self.document.planning.wishes.iter().filter(|wish| wish.kind == WishKind::Together);
        for wish in together {
            // What is launched waits for nobody any more.
            let open = wish.entries.iter().filter(|entry| self.launched_in(entry).is_none());
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

    /// The wave, from 1, in which an entry was launched: a finished one, or one under way where it is recorded as
    /// launched.
    fn launched_in(&self, entry: &EntryId) -> Option<usize> {
        let (number, place) = self.document.place_of(entry)?;
        let wave = self.waves().get(number - 1)?;
        let item = wave.items.get(place - 1)?;
        let actual = self.document.execution.actuals.get(entry);
        (wave.finished || actual.is_some_and(|actual| actual.is_launched(item))).then_some(number)
    }

    /// What was launched stays where it was, and nothing else may enter a finished wave. Returns the frozen wave of each
    /// item.
    fn freeze(&self, items: &mut [ItemFile], members: &[Vec<EntryId>]) -> Vec<Option<u64>> {
        let last = self.waves().len() as u64;
        let open_from = self.open_from() as u64;
        let mut frozen = Vec::with_capacity(items.len());
        for (item, entries) in items.iter_mut().zip(members) {
            let launched = entries.iter().find_map(|entry| self.launched_in(entry)).map(|wave| wave as u64);
            if launched.is_some() {
                (item.pin, item.earliest, item.latest) = (launched, 1, Some(last));
            } else if open_from > 1 {
                item.earliest = item.earliest.max(open_from);
                item.pin = item.pin.filter(|pin| *pin >= open_from);
                // A date that passed unused binds no longer.
                item.latest = item.latest.map(|latest| if latest < open_from { last } else { latest });
            }
            frozen.push(launched);
        }
        frozen
    }

    fn arcs(&self, position: &BTreeMap<EntryId, usize>, frozen: &[Option<u64>]) -> Vec<[u64; 3]> {
        let mut arcs: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for entry in &self.planned {
            let Some(after) = position.get(&entry.id) else { continue };
            for prerequisite in &entry.prerequisites {
                let Some(before) = position.get(&prerequisite.entry).filter(|before| *before != after) else {
                    continue;
                };
                // What is launched went without what it needs, or had it.
                if frozen.get(*after).copied().flatten().is_some() {
                    continue;
                }
                let lag = u64::from(
                    !prerequisite.same_wave || needs_a_wave_between(&prerequisite.entry, &entry.id),
                );
                let kept = arcs.entry((*before, *after)).or_insert(lag);
                *kept = (*kept).max(lag);
            }
        }
        arcs.into_iter().map(|((before, after), lag)| [before as u64, after as u64, lag]).collect()
    }

    /// At least one quick win in wave 1, unless that wave is over.
    fn cover(&self, position: &BTreeMap<EntryId, usize>, items: &[ItemFile]) -> Vec<CoverFile> {
        let wave_one_is_open = self.waves().first().is_some_and(|wave| !wave.finished);
        let quick: BTreeSet<u64> = self
            .planned
            .iter()
            .filter(|entry| entry.quick_win)
            .filter_map(|entry| position.get(&entry.id))
            .filter(|index| items.get(**index).is_some_and(|item| item.earliest == 1))
            .map(|index| *index as u64)
            .collect();
        if self.document.plan.settings.quick_win_first && wave_one_is_open && !quick.is_empty() {
            vec![CoverFile { items: quick.into_iter().collect(), by: 1, at_least: 1 }]
        } else {
            Vec::new()
        }
    }
}

/// The tool comes a wave after the process that it serves (rule R15).
fn needs_a_wave_between(before: &EntryId, after: &EntryId) -> bool {
    after.as_str() == "ppm-tool" && ["pm-methodology", "status-reporting"].contains(&before.as_str())
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

/// Each limit is at least what was launched uses alone, run effort and carry-over included.
pub(super) fn raise_to_frozen(problem: &mut ProblemFile, frozen: &[Option<u64>]) {
    let waves = problem.waves;
    let lengths = problem.wave_length.clone().unwrap_or_default();
    let past: Vec<(&ItemFile, u64)> =
        problem.items.iter().zip(frozen).filter_map(|(item, wave)| Some((item, (*wave)?))).collect();
    if past.is_empty() {
        return;
    }
    let at = |numbers: &[u64], index: usize| numbers.get(index).copied().unwrap_or(0);
    for (role, row) in problem.capacity.iter_mut().enumerate() {
        for (wave, offer) in (1..=waves).zip(row.iter_mut()) {
            let length = at(&lengths, wave as usize - 1);
            let used: u64 = past
                .iter()
                .map(|(item, launch)| match wave.cmp(launch) {
                    std::cmp::Ordering::Less => 0,
                    std::cmp::Ordering::Equal => {
                        100 * at(&item.build, role) + length * item.own_run_pct * at(&item.run, role)
                    }
                    std::cmp::Ordering::Greater => 100 * length * at(&item.run, role),
                })
                .sum();
            *offer = (*offer).max(used.div_ceil(100));
        }
    }
    let new = |group: usize, wave: u64| -> u64 {
        past.iter().filter(|(_, launch)| *launch == wave).map(|(item, _)| at(&item.impact, group)).sum()
    };
    for (group, row) in problem.absorb.iter_mut().enumerate() {
        let fatigue = at(&problem.fatigue_pct, group);
        for (wave, offer) in (1..=waves).zip(row.iter_mut()) {
            let used = 100 * new(group, wave) + fatigue * new(group, wave - 1);
            *offer = (*offer).max(used.div_ceil(100));
        }
    }
}

/// Rounds half up, with the tolerance.
fn half_up(value: f64) -> u64 {
    (value + 0.5 + TOLERANCE).floor().max(0.0) as u64
}

/// Rounds down, with the tolerance; never below 0.
fn down(value: f64) -> u64 {
    (value + TOLERANCE).floor().max(0.0) as u64
}
