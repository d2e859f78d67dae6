//! What becomes of an entry when its wave is closed: a wave is done when all of it is launched or openly moved (PMO fact
//! base 6.9).

use serde_json::{Value, json};

use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::model::document::Document;
use crate::domain::model::execution::{Actual, DeploymentState};
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::model::planning::SelectionState;
use crate::domain::model::wave::Wave;
use crate::domain::wording::{count, fill, t};

use super::onward::Onward;

/// What becomes of an entry when its wave is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was launched and stays where it is; the records say so.
    Launched,
    /// It moves to the next wave.
    Next,
    /// It leaves the waves and is planned anew.
    Again,
    /// It was given up: it leaves the waves and is parked.
    GivenUp,
    /// It stays where it is, and its record says what it said.
    Stays,
}

/// An entry of a wave that is to be closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastEntry {
    /// The entry.
    pub entry: EntryId,
    /// What the records say, or nothing where nobody recorded anything.
    pub state: DeploymentState,
    /// What that means for it, unless somebody knows better.
    pub fate: Fate,
}

impl PastEntry {
    /// Its fate: as somebody said, last word first; else as the records say.
    pub fn decided(&self, fates: &[(EntryId, Fate)]) -> Fate {
        let said = fates.iter().rev().find(|(entry, _)| *entry == self.entry);
        said.map_or(self.fate, |(_, fate)| *fate)
    }
}

/// Nobody recorded anything about any entry of a wave.
pub(super) fn is_unrecorded(document: &Document, wave: &Wave) -> bool {
    let nothing = Actual::default();
    let actual = |entry| document.execution.actuals.get(entry).unwrap_or(&nothing);
    wave.items.iter().all(|item| *actual(&item.entry) == nothing)
}

/// Entries of a wave that the records do not show as launched. Where nothing is recorded about any of the wave, all stay,
/// and no record is made up; else what is late moves on, or is planned anew where no wave follows.
pub(super) fn late_entries(document: &Document, wave: &Wave, has_next: bool) -> Vec<PastEntry> {
    let is_unrecorded = is_unrecorded(document, wave);
    let state = |entry| document.execution.actuals.get(entry).map(|actual| actual.state).unwrap_or_default();
    let late = wave.items.iter().filter(|item| !document.is_launched(item));
    late.map(|item| {
        let state = state(&item.entry);
        let fate = match state {
            DeploymentState::Dropped => Fate::GivenUp,
            _ if is_unrecorded => Fate::Stays,
            _ if has_next => Fate::Next,
            _ => Fate::Again,
        };
        PastEntry { entry: item.entry.clone(), state, fate }
    })
    .collect()
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Launched, Self::Next, Self::Again, Self::GivenUp, Self::Stays];

    /// How controls write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Launched => "launched",
            Self::Next => "next",
            Self::Again => "again",
            Self::GivenUp => "given_up",
            Self::Stays => "stays",
        }
    }

    /// Its words.
    pub fn name(self) -> &'static str {
        t(&format!("fate.{}", self.code()))
    }

    /// "2 moved to the next wave".
    pub fn told(self, entries: usize) -> String {
        count(&format!("fate.told.{}", self.code()), entries)
    }

    /// What it changes about an entry of a wave, counted from 1. Where an entry moves to the next wave, others may follow.
    fn command(self, entry: &EntryId, wave: usize) -> Option<Command> {
        let entry = entry.clone();
        Some(match self {
            Self::Stays | Self::Next => return None,
            Self::Launched => {
                let path = FieldPath::section("execution").key("actuals").key(entry.as_str()).key("state");
                Command::SetField { path, value: json!(DeploymentState::Launched) }
            }
            Self::Again => Command::PlaceEntry { entry, wave: None, position: None },
            Self::GivenUp => {
                let reason = fill("replan.given_up_reason", &[("wave", &wave.to_string())]);
                Command::DecideEntry { entry, state: SelectionState::Parked, reason }
            }
        })
    }
}

/// What settles the late entries of waves that are closed: what becomes of each entry, what follows it, and the wishes that it leaves
/// behind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Settled {
    /// The changes.
    pub(super) commands: Vec<Command>,
    /// Entries of later waves that move on as well.
    pub(super) pushed: usize,
    /// Entries of later waves that find no wave any more and are planned anew.
    pub(super) waiting: usize,
    /// Wishes that changed or went, as they named a wave of the past.
    pub(super) let_go: usize,
}

/// Each late entry comes with the number of its wave, from 1. Where no wave follows, what would move on is planned anew.
pub(super) fn settle(late: &[(usize, &PastEntry)], fates: &[(EntryId, Fate)], onward: &Onward) -> Settled {
    let possible = |fate| if fate == Fate::Next && !onward.has_next() { Fate::Again } else { fate };
    let decided: Vec<(usize, &EntryId, Fate)> =
        late.iter().map(|(wave, late)| (*wave, &late.entry, possible(late.decided(fates)))).collect();
    let mut commands: Vec<Command> =
        decided.iter().filter_map(|(wave, entry, fate)| fate.command(entry, *wave)).collect();
    let next = decided.iter().filter(|(_, _, fate)| *fate == Fate::Next).map(|(_, entry, _)| *entry);
    let steps = onward.moves(next);
    let followed = steps.iter().filter(|(entry, _)| late.iter().all(|(_, late)| late.entry != *entry));
    let (pushed, waiting): (Vec<_>, Vec<_>) = followed.partition(|(_, place)| place.is_some());
    let (pushed, waiting) = (pushed.len(), waiting.len());
    commands.extend(steps.into_iter().map(|(entry, place)| Command::PlaceEntry {
        entry,
        wave: place.map(|(wave, _)| wave),
        position: place.map(|(_, position)| position),
    }));
    let stays = |fate: &Fate| matches!(fate, Fate::Stays | Fate::Launched);
    let leaving: Vec<&EntryId> =
        decided.iter().filter(|(_, _, fate)| !stays(fate)).map(|(_, entry, _)| *entry).collect();
    let let_go = onward.let_go(&leaving);
    let settled = Settled { pushed, waiting, let_go: let_go.len(), commands };
    Settled { commands: settled.commands.into_iter().chain(let_go).collect(), ..settled }
}

/// Closes a wave, or opens it again.
pub(super) fn set_finished(wave: WaveId, finished: bool) -> Command {
    let path = FieldPath::section("waves").row(wave.0).key("finished");
    Command::SetField { path, value: Value::Bool(finished) }
}
