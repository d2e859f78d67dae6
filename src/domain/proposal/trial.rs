//! The plan with one entry put somewhere else: the command that does it, and what it would result in, counted before it
//! is carried out. Fast enough to try every wave of a large plan the moment a card is lifted; that the announced numbers
//! are those of the plan afterwards is a property test (`tests/domain/board.rs`).

use std::cell::OnceCell;
use std::rc::Rc;

use crate::domain::catalogue::{Catalogue, known_entries};
use crate::domain::command::{Command, apply};
use crate::domain::figures::Figures;
use crate::domain::figures::entry::{ResolvedEntry, resolve_around};
use crate::domain::figures::load::loads_of;
use crate::domain::figures::number::exceeds;
use crate::domain::figures::office::with_launches;
use crate::domain::figures::role::{RoleDemand, role_capacities, role_demands, staff_roles};
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RoleId, WaveId};
use crate::domain::model::planning::SelectionState;

use super::limit::{Outcome, RoleShortfall, Use, role_shortfalls};

/// Where an entry can be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a wave.
    Wave(WaveId),
    /// Beside the waves: it may still come into one.
    Waiting,
    /// Out of scope for now.
    Out,
}

impl Place {
    /// Its wave.
    pub fn wave(self) -> Option<WaveId> {
        match self {
            Self::Wave(wave) => Some(wave),
            Self::Waiting | Self::Out => None,
        }
    }

    /// Where an entry is now.
    pub fn of(document: &Document, entry: &EntryId) -> Self {
        let number = document.wave_of(entry);
        match number.and_then(|number| document.waves.get(number - 1)) {
            Some(wave) => Self::Wave(wave.id),
            None if is_out(document.selection(entry)) => Self::Out,
            None => Self::Waiting,
        }
    }
}

/// What was decided against, for now or for good.
fn is_out(state: SelectionState) -> bool {
    matches!(state, SelectionState::Parked | SelectionState::Rejected)
}

/// The command that puts an entry somewhere: one step. In a wave it stands at the wished place in the order of work,
/// counted from 0 without the entry, but behind what it needs there and before what needs it. Without a wish it stands
/// as late as that allows.
pub fn move_command(
    document: &Document,
    figures: &Figures,
    entry: &EntryId,
    place: Place,
    wished: Option<usize>,
) -> Command {
    let decide = |state: SelectionState| {
        let reason = document.choice(entry).map(|choice| choice.reason.clone()).unwrap_or_default();
        Command::DecideEntry { entry: entry.clone(), state, reason }
    };
    let state = document.selection(entry);
    match place {
        Place::Wave(wave) => {
            let (first, last) = room_in_order(document, figures, entry, wave);
            let position = match wished {
                Some(wished) => Some(wished.clamp(first.min(last), last)),
                None => Some(last),
            };
            Command::PlaceEntry { entry: entry.clone(), wave: Some(wave), position }
        }
        Place::Waiting if is_out(state) => decide(SelectionState::Candidate),
        Place::Waiting => Command::PlaceEntry { entry: entry.clone(), wave: None, position: None },
        Place::Out if is_out(state) => decide(state),
        Place::Out => decide(SelectionState::Parked),
    }
}

/// The first and the last place in the order of work of a wave, counted without the entry, that keep it behind what it
/// needs there and before what needs it.
pub fn room_in_order(
    document: &Document,
    figures: &Figures,
    entry: &EntryId,
    wave: WaveId,
) -> (usize, usize) {
    let items =
        document.waves.iter().find(|candidate| candidate.id == wave).map(|wave| wave.items.as_slice());
    let others = items.unwrap_or_default().iter().map(|item| &item.entry).filter(|other| *other != entry);
    room_among(figures, entry, others)
}

/// The same among other entries in their order of work.
pub fn room_among<'a>(
    figures: &Figures,
    entry: &EntryId,
    others: impl IntoIterator<Item = &'a EntryId>,
) -> (usize, usize) {
    let needs = figures.entry(entry).map(|entry| entry.prerequisites.as_slice()).unwrap_or_default();
    let (mut first, mut last, mut count) = (0, None, 0);
    for (place, other) in others.into_iter().enumerate() {
        count = place + 1;
        if needs.iter().any(|needed| &needed.entry == other) {
            first = place + 1;
        }
        let needs_it =
            |other: &ResolvedEntry| other.prerequisites.iter().any(|needed| &needed.entry == entry);
        if last.is_none() && figures.entry(other).is_some_and(needs_it) {
            last = Some(place);
        }
    }
    (first, last.unwrap_or(count))
}

/// Entries that a move lets the plan see with other eyes, each with its place in the list of all.
type Changed = Vec<(usize, ResolvedEntry)>;

/// One entry, tried in many places.
#[derive(Debug)]
pub struct Trial<'a> {
    document: &'a Document,
    figures: &'a Figures,
    entry: &'a EntryId,
    home: Option<usize>,
    now: Rc<Outcome>,
    /// The launches without the entry, as places in the list of all entries.
    others: Vec<Vec<usize>>,
    placed: OnceCell<Changed>,
    waiting: OnceCell<Changed>,
    out: OnceCell<Changed>,
    /// The roles of the staff, where the user plans by role.
    roles: Option<Roles>,
}

/// The roles of the staff, and their days wave by wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Roles {
    /// The roles, in the order in which they join.
    pub staff: Vec<RoleId>,
    capacities: Vec<Vec<f64>>,
    /// What is asked of them as the plan is: by wave, then in the order of the staff.
    pub now: Vec<Vec<Use>>,
}

impl Roles {
    /// The roles of a plan.
    pub fn of(document: &Document, figures: &Figures) -> Self {
        let staff = staff_roles(document);
        let capacities = role_capacities(document, &staff, &figures.office);
        let mut roles = Self { staff, capacities, now: Vec::new() };
        let launches: Vec<Vec<&ResolvedEntry>> =
            (0..figures.office.len()).map(|wave| figures.launched(wave).collect()).collect();
        let existing = figures.entries.iter().filter(|entry| entry.state == SelectionState::Exists);
        roles.now = roles.used(figures, &launches, &existing.collect::<Vec<_>>());
        roles
    }

    /// The fullest role of a wave, counted from 1, by its place among the staff.
    pub fn fullest(&self, wave: usize) -> Option<(usize, &RoleId, Use)> {
        let used = self.now.get(wave.checked_sub(1)?)?;
        let roles = self.staff.iter().zip(used).enumerate().map(|(index, (role, used))| (index, role, *used));
        roles.reduce(
            |best, next| if exceeds(next.2.utilisation(), best.2.utilisation()) { next } else { best },
        )
    }

    fn used(
        &self,
        figures: &Figures,
        launches: &[Vec<&ResolvedEntry>],
        existing: &[&ResolvedEntry],
    ) -> Vec<Vec<Use>> {
        let demands = role_demands(&self.staff, &figures.office, launches, existing.iter().copied());
        let of_wave = |(demands, capacities): (&Vec<RoleDemand>, &Vec<f64>)| {
            let used = |(demand, capacity): (&RoleDemand, &f64)| Use {
                demand: demand.build + demand.run,
                capacity: *capacity,
            };
            demands.iter().zip(capacities).map(used).collect()
        };
        demands.iter().zip(&self.capacities).map(of_wave).collect()
    }
}

impl<'a> Trial<'a> {
    /// Tries an entry of a plan.
    pub fn of(document: &'a Document, figures: &'a Figures, entry: &'a EntryId) -> Self {
        let moved = figures.place(entry);
        let mut others = figures.launches().to_vec();
        for launched in &mut others {
            launched.retain(|other| Some(*other) != moved);
        }
        let (placed, waiting, out) = Default::default();
        let (home, now) = (document.wave_of(entry), Rc::new(Outcome::of(figures)));
        let roles = document.plan.settings.plan_by_role.then(|| Roles::of(document, figures));
        Self { document, figures, entry, home, now, others, placed, waiting, out, roles }
    }

    /// The plan as it is.
    pub fn now(&self) -> &Rc<Outcome> {
        &self.now
    }

    /// The wave of the entry as the plan is, from 1.
    pub fn home(&self) -> Option<usize> {
        self.home
    }

    /// What the plan results in with the entry there; none where there is no such wave.
    pub fn outcome(&self, place: Place, wished: Option<usize>) -> Option<Outcome> {
        let capacities = self.figures.loads.iter().map(|row| row.map(|_, cell| cell.capacity));
        self.with(place, wished, |launches, existing| {
            let existing_run = existing.iter().map(|entry| entry.run_days_per_month).sum();
            Outcome {
                loads: loads_of(launches, capacities),
                office: with_launches(&self.figures.office, launches, existing_run),
            }
        })
    }

    /// What is asked of the roles with the entry there; none in a plan that does not plan by role.
    pub fn role_uses(&self, place: Place) -> Option<Vec<Vec<Use>>> {
        let roles = self.roles.as_ref()?;
        self.with(place, None, |launches, existing| roles.used(self.figures, launches, existing))
    }

    /// The roles of the staff that fall short with the entry there and did not, or not as far, without it; where it is
    /// already, without it at all. None are counted in a plan that does not plan by role.
    pub fn role_shortfalls(&self, place: Place, is_here: bool) -> Vec<RoleShortfall> {
        let Some(roles) = &self.roles else { return Vec::new() };
        let (before, after) = match is_here {
            true if place.wave().is_some() => (self.role_uses(Place::Waiting), Some(roles.now.clone())),
            true => return Vec::new(),
            false => (Some(roles.now.clone()), self.role_uses(place)),
        };
        role_shortfalls(&roles.staff, &before.unwrap_or_default(), &after.unwrap_or_default())
    }

    /// Counts something of the plan with the entry there: from the launches of every wave and what exists already.
    fn with<T>(
        &self,
        place: Place,
        wished: Option<usize>,
        count: impl FnOnce(&[Vec<&ResolvedEntry>], &[&ResolvedEntry]) -> T,
    ) -> Option<T> {
        let command = move_command(self.document, self.figures, self.entry, place, wished);
        let changed = self.changed(place, &command);
        let entry_at = |place: usize| {
            let anew = changed.iter().find(|(other, _)| *other == place).map(|(_, entry)| entry);
            anew.or_else(|| self.figures.entries.get(place))
        };
        let of_wave = |places: &Vec<usize>| places.iter().filter_map(|place| entry_at(*place)).collect();
        let mut launches: Vec<Vec<&ResolvedEntry>> = self.others.iter().map(of_wave).collect();
        if let Place::Wave(wave) = place {
            let number = self.document.wave_number(wave)?;
            let launched = launches.get_mut(number - 1)?;
            let position = match command {
                Command::PlaceEntry { position, .. } => position,
                _ => None,
            };
            let moved = entry_at(self.figures.place(self.entry)?)?;
            launched.insert(position.unwrap_or(usize::MAX).min(launched.len()), moved);
        }
        let entries = (0..self.figures.entries.len()).filter_map(entry_at);
        let existing: Vec<&ResolvedEntry> =
            entries.filter(|entry| entry.state == SelectionState::Exists).collect();
        Some(count(&launches, &existing))
    }

    /// What the plan would see with other eyes. What is in use decides about surcharges, so this is nothing where the
    /// entry stays in the waves.
    fn changed(&self, place: Place, command: &Command) -> &[(usize, ResolvedEntry)] {
        let cell = match place {
            Place::Wave(_) if self.home.is_some() => return &[],
            Place::Wave(_) => &self.placed,
            Place::Waiting => &self.waiting,
            Place::Out => &self.out,
        };
        if let Some(known) = cell.get() {
            return known;
        }
        match apply(self.document, command, &known_entries(self.document)) {
            Ok(moved) => cell.get_or_init(|| resolve_around(&moved, &Catalogue::of(&moved), self.entry)),
            // A place that cannot be taken has no numbers of its own, and says nothing about the other waves.
            Err(_) => &[],
        }
    }
}
