//! Turns a plan into a planning problem of whole numbers (planner contract 2).
//!
//! Arithmetic is exact and rounded once, at the end: what an item asks for half up, what a wave offers down.

mod items;
mod limits;
mod order;
pub(super) mod past;
pub mod rest;

use std::collections::BTreeMap;

use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::number::TOLERANCE;
use crate::domain::figures::role::staff_roles;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::plan::SizeClass;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::Wave;
use crate::domain::planner::problem::file::{FORMAT, ItemFile, Objective, ProblemFile};

use super::scope::{Scope, scope};
use limits::Limit;
use past::raise_to_frozen;
use rest::{Rest, group_letters};

/// Hundredths of a person-day, or of a change point.
const HUNDREDTHS: f64 = 100.0;

/// A limit that nothing reaches.
pub(super) const NO_LIMIT: u64 = 1 << 40;

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
    /// The day from which is planned, where one was given.
    pub day: Option<Date>,
    /// What is left of the wave that runs on that day.
    pub rest: Option<Rest>,
    /// The first wave, from 1, that a proposal may change: all before it are finished, or ended before the day.
    pub open_from: usize,
    /// Units of a month in the problem: 1, or 10 where a wave is not a whole number of months.
    pub month: f64,
    /// The days behind the limits of the office or of its roles, by role and wave.
    pub days: Vec<Vec<PeopleDays>>,
}

/// The days of people in a wave, before anything is kept free.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PeopleDays {
    /// All that there are: what the board shows.
    pub whole: f64,
    /// Of these, what runs already takes.
    pub taken: f64,
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

/// Compiles a plan, whatever the day: one with old dates stays plannable.
pub fn compile(document: &Document, figures: &Figures) -> Compiled {
    compile_from(document, figures, None)
}

/// Compiles a plan from a day on: nothing new goes into days that are gone.
pub fn compile_from(document: &Document, figures: &Figures, day: Option<Date>) -> Compiled {
    let scope = scope(document, &figures.entries);
    let by_id: BTreeMap<&EntryId, &ResolvedEntry> =
        figures.entries.iter().map(|entry| (&entry.id, entry)).collect();
    let planned: Vec<&ResolvedEntry> = scope.entries.iter().filter_map(|id| by_id.get(id)).copied().collect();
    let builder = Builder::new(document, figures, planned, day);
    let (problem, items) = builder.problem();
    Compiled {
        problem,
        items,
        scope,
        real_waves: document.waves.len(),
        day,
        rest: builder.rest,
        open_from: builder.open_from(),
        month: builder.month,
        days: builder.people_days(),
    }
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
    day: Option<Date>,
    rest: Option<Rest>,
}

impl<'a> Builder<'a> {
    fn new(
        document: &'a Document,
        figures: &'a Figures,
        planned: Vec<&'a ResolvedEntry>,
        day: Option<Date>,
    ) -> Self {
        let whole = document.waves.iter().all(|wave| wave.length_months.value().fract().abs() < TOLERANCE);
        let settings = &document.plan.settings;
        let staff_roles = if settings.plan_by_role { staff_roles(document) } else { Vec::new() };
        let plain = Self {
            document,
            figures,
            planned,
            month: if whole { 1.0 } else { 10.0 },
            size: document.plan.size_class,
            staff_roles,
            has_money: document.waves.iter().any(|wave| wave.budget.is_some()),
            sustain: settings.sustain && !document.waves.is_empty(),
            day,
            rest: None,
        };
        Self { rest: plain.rest_on(day), ..plain }
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
        groups.extend(self.left_limits(group_letters()));
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
        self.fill_rest(&mut problem, &frozen);
        (problem, members)
    }

    fn waves(&self) -> &'a [Wave] {
        &self.document.waves
    }

    /// The wave behind the last one that is finished, or ended before the day; from 1.
    fn open_from(&self) -> usize {
        let spans = &self.figures.spans;
        let is_over = |index: usize| self.day.zip(spans.get(index)).is_some_and(|(day, span)| span.end < day);
        let is_closed = |(index, wave): &(usize, &Wave)| wave.finished || is_over(*index);
        self.waves().iter().enumerate().rfind(is_closed).map_or(1, |(index, _)| index + 2)
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
}

/// Rounds half up, with the tolerance.
fn half_up(value: f64) -> u64 {
    (value + 0.5 + TOLERANCE).floor().max(0.0) as u64
}

/// Rounds down, with the tolerance; never below 0.
fn down(value: f64) -> u64 {
    (value + TOLERANCE).floor().max(0.0) as u64
}
