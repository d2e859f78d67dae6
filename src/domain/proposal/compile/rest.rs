//! Planning from a day: waves that ended before it take nothing new, and the wave that runs takes what is not begun there
//! only in the share of its days that is left.

use crate::domain::model::document::Document;
use crate::domain::model::execution::DeploymentState;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;
use crate::domain::planner::problem::file::ProblemFile;

use super::limits::Limit;
use super::{Builder, NO_LIMIT};

/// Opens the name of the role or group that stands for what is left of it in the running wave.
const LEFT: &str = "left ";

/// What is left of a wave that runs on the day from which is planned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rest {
    /// The day.
    pub day: Date,
    /// The wave, from 1.
    pub wave: usize,
    /// Days of the wave from the day on, the day included.
    pub days_left: u64,
    /// All days of the wave.
    pub days: u64,
}

impl Rest {
    /// The share of an amount that is left, rounded down.
    pub fn share_of(&self, amount: u64) -> u64 {
        amount * self.days_left / self.days.max(1)
    }

    /// Work on an entry has begun in the wave that runs.
    pub fn is_begun(&self, document: &Document, entry: &EntryId) -> bool {
        let state = document.execution.actuals.get(entry).map(|actual| actual.state);
        let is_begun = !matches!(state, None | Some(DeploymentState::NotStarted | DeploymentState::Dropped));
        is_begun && document.wave_of(entry) == Some(self.wave)
    }
}

/// The role or group of which a row holds what is left; none for a row of another kind.
pub fn left_of(name: &str) -> Option<&str> {
    name.strip_prefix(LEFT)
}

/// A role of people: the office as one, or a staff role; not money, nor a number of entries, nor what is left of a wave.
pub fn is_people(role: &str) -> bool {
    !["money", "entries", "big"].contains(&role) && left_of(role).is_none()
}

/// The row that holds what is left of another one.
pub fn left_row(names: &[String], of: usize) -> Option<usize> {
    let name = names.get(of)?;
    names.iter().position(|other| left_of(other) == Some(name))
}

impl Builder<'_> {
    /// The wave that runs on the day, where some of it is gone.
    pub(super) fn rest_on(&self, day: Option<Date>) -> Option<Rest> {
        let day = day?;
        let (index, span) = self.figures.spans.iter().enumerate().find(|(_, span)| span.contains(day))?;
        let gone = (day.civil() - span.start.civil()).get_days();
        let is_open = index + 1 >= self.open_from();
        let days = u64::try_from(span.days()).ok()?;
        let days_left = days - u64::try_from(gone).ok()?;
        (gone > 0 && is_open).then_some(Rest { day, wave: index + 1, days_left, days })
    }

    /// An entry would have to be begun in what is left of the wave that runs.
    pub(super) fn is_new(&self, entry: &EntryId) -> bool {
        self.rest.is_some_and(|rest| {
            self.document.fixed_in(entry).is_none() && !rest.is_begun(self.document, entry)
        })
    }

    /// A rule that asks for a wave asks for nothing any more where that wave runs and the entry is not begun there: nobody
    /// can keep it now.
    pub(super) fn is_too_late(&self, wave: usize, entry: &EntryId) -> bool {
        self.rest.is_some_and(|rest| rest.wave == wave) && self.is_new(entry)
    }

    /// Rows for what is left: of these roles, or of the groups. What they offer is filled in when all else is known.
    pub(super) fn left_limits<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<Limit> {
        if self.rest.is_none() {
            return Vec::new();
        }
        let offers = vec![NO_LIMIT; self.waves().len()];
        names
            .map(|name| Limit { name: format!("{LEFT}{name}"), offers: offers.clone(), after: NO_LIMIT })
            .collect()
    }

    /// What an entry asks of what is left: all that it asks of the first rows, unless it is begun.
    pub(super) fn left_demand(&self, entry: &EntryId, demand: &[u64]) -> Vec<u64> {
        let is_new = self.is_new(entry);
        let rows = if self.rest.is_some() { demand } else { &[] };
        rows.iter().map(|amount| if is_new { *amount } else { 0 }).collect()
    }

    /// Fills in what is left for entries that are not begun: of what earlier waves leave of the running one, the share of
    /// its days that is left.
    pub(super) fn fill_rest(&self, problem: &mut ProblemFile, frozen: &[Option<u64>]) {
        let Some(rest) = self.rest else { return };
        let (wave, column) = (rest.wave as u64, rest.wave - 1);
        let length =
            problem.wave_length.as_ref().and_then(|lengths| lengths.get(column)).copied().unwrap_or(1);
        let past = || problem.items.iter().zip(frozen).filter_map(|(item, wave)| Some((item, (*wave)?)));
        let at = |numbers: &[u64], index: usize| numbers.get(index).copied().unwrap_or(0);
        let running = |role: usize| -> u64 {
            past().filter(|(_, launch)| *launch < wave).map(|(item, _)| length * at(&item.run, role)).sum()
        };
        let carried = |group: usize| -> u64 {
            let before = past().filter(|(_, launch)| launch + 1 == wave);
            let points: u64 = before.map(|(item, _)| at(&item.impact, group)).sum();
            (points * at(&problem.fatigue_pct, group)).div_ceil(100)
        };
        let capacity = left_offers(&problem.roles, &problem.capacity, column, &rest, running);
        let absorb = left_offers(&problem.groups, &problem.absorb, column, &rest, carried);
        fill_in(&mut problem.capacity, column, &capacity);
        fill_in(&mut problem.absorb, column, &absorb);
    }
}

/// The groups of which something is left.
pub(super) fn group_letters() -> impl Iterator<Item = &'static str> {
    Group::ALL.into_iter().map(Group::letter)
}

fn left_offers(
    names: &[String],
    rows: &[Vec<u64>],
    column: usize,
    rest: &Rest,
    taken: impl Fn(usize) -> u64,
) -> Vec<(usize, u64)> {
    let offer = |row: usize| rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
    (0..names.len())
        .filter_map(|row| {
            let left = left_row(names, row)?;
            Some((left, rest.share_of(offer(row).saturating_sub(taken(row)))))
        })
        .collect()
}

fn fill_in(rows: &mut [Vec<u64>], column: usize, offers: &[(usize, u64)]) {
    for (row, offer) in offers {
        if let Some(cell) = rows.get_mut(*row).and_then(|row| row.get_mut(column)) {
            *cell = *offer;
        }
    }
}
