//! Why a command is refused. A refused command leaves the document as it was.

use thiserror::Error;

use super::path::PathError;
use crate::domain::model::ids::{EntryId, ParticipantId, WaveId};

/// Why a command cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CommandError {
    /// The text of a path cannot be read.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The document has no such field.
    #[error("the plan has no field '{0}'")]
    UnknownField(String),
    /// The list has no such row, or the map no such key.
    #[error("'{0}' is not there any more")]
    NoSuchRow(String),
    /// The place is no list.
    #[error("'{0}' is no list")]
    NoList(String),
    /// The value is not one that the field can hold.
    #[error("'{field}' cannot hold this value: {reason}")]
    DoesNotFit {
        /// The field.
        field: String,
        /// What is wrong with the value.
        reason: String,
    },
    /// The value names a person, a row, an entry or a wave that the plan does not have.
    #[error("'{0}' would point at something that is not there.\nMaybe add that one first.")]
    UnknownReference(String),
    /// A new row has no id of its own.
    #[error("a new row of '{0}' needs an id of its own between 1 and 2^53")]
    RowWithoutId(String),
    /// A new row carries an id or an entry that the list has already.
    #[error("'{0}' has such a row already")]
    DuplicateRow(String),
    /// The place is changed by a command of its own, because other places change with it.
    #[error("'{0}' is not changed as a field.\nMaybe use the command made for it.")]
    OwnCommand(String),
    /// A text is longer than a plan file may hold.
    #[error("the text has {characters} characters; a plan holds at most {limit} in one text")]
    TextTooLong {
        /// Length of the text.
        characters: usize,
        /// Most characters of a text.
        limit: usize,
    },
    /// Hard prerequisites would run in a circle, so that none of the entries could come first.
    #[error("these entries would need each other in a circle: {}", entry_list(.0))]
    Circle(Vec<EntryId>),
    /// Neither the catalogue nor the plan's own entries have it.
    #[error("the catalogue has no entry '{0}'")]
    UnknownEntry(EntryId),
    /// The id of an own entry is empty, taken, or holds signs that a path cannot carry.
    #[error(
        "'{0}' cannot be the id of an own entry.\nMaybe take small letters, digits and hyphens, with a letter in front, and an id that is free."
    )]
    OwnEntryId(EntryId),
    /// The plan's own entries do not have it.
    #[error("'{0}' is no own entry of this plan")]
    NoOwnEntry(EntryId),
    /// The same entry stands twice in a proposal.
    #[error("the proposal places '{0}' twice")]
    PlacedTwice(EntryId),
    /// The wave is gone.
    #[error("wave {0} is not there any more")]
    UnknownWave(WaveId),
    /// A finished wave keeps its entries.
    #[error("wave {wave} is finished and keeps its entries.\nMaybe mark it as not finished first.")]
    FinishedWave {
        /// Number of the wave, from 1.
        wave: usize,
    },
    /// When a closed wave was, and what the office had for it, is past.
    #[error("wave {wave} is closed, and what it took is past.\nMaybe open it again on Tracking first.")]
    ClosedWave {
        /// Number of the wave, from 1.
        wave: usize,
    },
    /// What is launched keeps its wave.
    #[error(
        "'{entry}' is launched in wave {wave} and stays there.\nMaybe change its record on Tracking first."
    )]
    Launched {
        /// The entry.
        entry: EntryId,
        /// Number of its wave, from 1.
        wave: usize,
    },
    /// Only what stands in a wave can be split.
    #[error("'{0}' stands in no wave.\nMaybe put it in the wave of its pilot first.")]
    NotInWave(EntryId),
    /// A pilot is not split again.
    #[error("'{0}' is a pilot already.\nMaybe take that mark off in its wave first.")]
    AlreadyPilot(EntryId),
    /// The roll-out would not come after the pilot.
    #[error("a roll-out comes after its pilot, so in wave {first} or later")]
    RollOutTooEarly {
        /// The first wave that it may stand in, from 1.
        first: usize,
    },
    /// The participant is gone.
    #[error("participant {0} is not there any more")]
    UnknownParticipant(ParticipantId),
    /// The questionnaire has no such number.
    #[error("there is no question {question}: they go from 1 to {last}")]
    NoSuchQuestion {
        /// The number asked for.
        question: u8,
        /// The last number.
        last: u8,
    },
    /// There is no answer that a remark could belong to.
    #[error("there is no answer yet.\nMaybe answer the question first.")]
    NoAnswer,
    /// A finding is accepted only with a reason.
    #[error("a finding is accepted only with a reason")]
    ReasonMissing,
}

fn entry_list(entries: &[EntryId]) -> String {
    entries.iter().map(EntryId::as_str).collect::<Vec<_>>().join(", ")
}
