//! What becomes of an entry when its wave is closed: a wave is done when all of it is launched or openly moved (PMO fact
//! base 6.9).

use serde_json::{Value, json};

use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::model::execution::DeploymentState;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::model::planning::SelectionState;
use crate::domain::wording::{count, fill, t};

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

    /// What it changes about an entry of a wave, counted from 1; `next` is the wave that it would move to, and the place in
    /// its order of work.
    pub fn command(self, entry: &EntryId, wave: usize, next: Option<(WaveId, usize)>) -> Option<Command> {
        let entry = entry.clone();
        Some(match self {
            Self::Stays => return None,
            Self::Launched => {
                let path = FieldPath::section("execution").key("actuals").key(entry.as_str()).key("state");
                Command::SetField { path, value: json!(DeploymentState::Launched) }
            }
            Self::Next => {
                let (wave, position) = next?;
                Command::PlaceEntry { entry, wave: Some(wave), position: Some(position) }
            }
            Self::Again => Command::PlaceEntry { entry, wave: None, position: None },
            Self::GivenUp => {
                let reason = fill("replan.given_up_reason", &[("wave", &wave.to_string())]);
                Command::DecideEntry { entry, state: SelectionState::Parked, reason }
            }
        })
    }
}

/// Closes a wave, or opens it again.
pub(super) fn set_finished(wave: WaveId, finished: bool) -> Command {
    let path = FieldPath::section("waves").row(wave.0).key("finished");
    Command::SetField { path, value: Value::Bool(finished) }
}
