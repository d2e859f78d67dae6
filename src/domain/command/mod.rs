//! Every way a document may change: commands are values, and applying one is a pure function.

mod assessment;
mod cascade;
mod entries;
pub mod error;
pub mod field;
pub mod history;
pub mod label;
pub mod path;
mod records;
mod waves;

use serde_json::Value;

use self::error::CommandError;
use self::path::FieldPath;
use crate::domain::model::document::Document;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::ids::{EntryId, ParticipantId, RowId, RuleId, WaveId};
use crate::domain::model::initiation::Area;
use crate::domain::model::planning::SelectionState;
use crate::domain::model::scalar::Scale5;

/// Where a proposal puts an entry. Entries of one wave stand in the order of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The entry.
    pub entry: EntryId,
    /// Its wave; none leaves it unplanned.
    pub wave: Option<WaveId>,
}

/// A change of the document. Ids of new records are minted outside and carried in.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Gives a field a value, as it stands in the file. Records of maps that are not there yet are made.
    SetField {
        /// The field.
        path: FieldPath,
        /// The value; null empties an optional field.
        value: Value,
    },
    /// Puts a row at the end of a list.
    AddRow {
        /// The list.
        list: FieldPath,
        /// The row with an id of its own; a plain value for a plain list.
        row: Value,
    },
    /// Takes a row out of its list, or a record out of its map, and clears what pointed at it.
    RemoveRow {
        /// The row.
        row: FieldPath,
    },
    /// Moves a row inside its list.
    MoveRow {
        /// The row.
        row: FieldPath,
        /// Its new place from 0; beyond the end is the end.
        to: usize,
    },
    /// Decides about an entry. Whatever is not chosen leaves the waves.
    DecideEntry {
        /// The entry.
        entry: EntryId,
        /// The decision.
        state: SelectionState,
        /// Why.
        reason: String,
    },
    /// Puts an entry in a wave, and so chooses it; or takes it out of the waves, still chosen.
    PlaceEntry {
        /// The entry.
        entry: EntryId,
        /// The wave; none for "not planned".
        wave: Option<WaveId>,
        /// Place in the order of work from 0, counted without the entry; none or beyond the end is the end.
        position: Option<usize>,
    },
    /// Pins an entry to a wave for every proposal, or lets go of it. It moves nothing by itself.
    PinEntry {
        /// The entry.
        entry: EntryId,
        /// The wave; none unpins.
        wave: Option<WaveId>,
        /// Id for the wish, used where no pin of the entry exists yet.
        wish: RowId,
    },
    /// Takes over a proposal. Placed entries become chosen; entries that it does not name stay where they
    /// are, ahead of the named ones; finished waves keep theirs.
    ApplyProposal {
        /// Where each entry goes.
        placements: Vec<Placement>,
    },
    /// Answers a question of the assessment for a participant.
    AnswerQuestion {
        /// Who answers.
        participant: ParticipantId,
        /// Area of the question.
        area: Area,
        /// Number of the question in its area, 1 to 5.
        question: u8,
        /// None clears the answer, an inner none is "don't know".
        answer: Option<Option<Scale5>>,
    },
    /// Writes what supports an answer, and a remark.
    AnnotateAnswer {
        /// Who answered.
        participant: ParticipantId,
        /// Area of the question.
        area: Area,
        /// Number of the question in its area, 1 to 5.
        question: u8,
        /// What supports it.
        evidence: String,
        /// A remark.
        note: String,
    },
    /// Answers a readiness statement for a participant, before a wave.
    AnswerStatement {
        /// Who answers.
        participant: ParticipantId,
        /// The wave before which it is asked.
        wave: WaveId,
        /// Number of the statement, 1 to 24.
        statement: u8,
        /// None clears the answer, an inner none is "don't know".
        score: Option<Option<Scale5>>,
    },
    /// Adds an empty wave with the length, the people and the reserve of the wave before it. Wave numbers
    /// in wishes, staff plan, messages and lever actions follow their waves.
    AddWave {
        /// Id of the new wave.
        id: WaveId,
        /// The wave before it; none puts it at the end.
        after: Option<WaveId>,
    },
    /// Removes a wave; its entries are chosen and not planned.
    RemoveWave {
        /// The wave.
        id: WaveId,
    },
    /// Chooses the entries of a bundle; what exists or was rejected stays as decided.
    ChooseBundle {
        /// The entries.
        entries: Vec<EntryId>,
    },
    /// Adds an entry of the organisation's own.
    AddOwnEntry {
        /// The entry with an id that is free.
        entry: Box<CatalogueEntry>,
    },
    /// Removes an own entry from the plan and from everything that names it.
    RemoveOwnEntry {
        /// The entry.
        entry: EntryId,
    },
    /// Accepts a finding of the health check.
    AcceptFinding {
        /// Id for the record, used where the finding is not accepted yet.
        id: RowId,
        /// The rule.
        rule: RuleId,
        /// The object of the finding, as the health check writes it.
        object: String,
        /// Why it is accepted.
        reason: String,
    },
    /// Takes the acceptance of a finding back.
    WithdrawAcceptance {
        /// The record.
        id: RowId,
    },
}

/// How a command counts in undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// One step of its own.
    Own,
    /// One step together with the commands of the same key right before it.
    MergeWith(String),
}

impl Command {
    /// How the command counts in undo: typing in one field is one step.
    pub fn step(&self) -> Step {
        match self {
            Self::SetField { path, value: Value::String(_) | Value::Number(_) | Value::Null } => {
                Step::MergeWith(path.to_string())
            }
            Self::AnnotateAnswer { participant, area, question, .. } => {
                Step::MergeWith(format!("{participant}/{}/{question}", area.code()))
            }
            _ => Step::Own,
        }
    }
}

/// Carries a command out and clears what would point at nothing afterwards. `known_entries` says which
/// entries the catalogue has; the plan's own entries need not be among them.
pub fn apply(
    document: &Document,
    command: &Command,
    known_entries: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    let is_known = |entry: &EntryId| {
        known_entries(entry) || document.planning.own_entries.iter().any(|own| own.id == *entry)
    };
    let typed = match command {
        Command::SetField { path, value } => field::set(document, path, value)?,
        Command::AddRow { list, row } => field::add_row(document, list, row)?,
        Command::RemoveRow { row } => match waves::wave_of_path(row) {
            Some(wave) => waves::remove(document, wave)?,
            None => field::remove_row(document, row)?,
        },
        Command::MoveRow { row, to } => waves::renumbered(document, field::move_row(document, row, *to)?),
        Command::DecideEntry { entry, state, reason } => {
            entries::decide(document, entry, *state, reason, &is_known)?
        }
        Command::PlaceEntry { entry, wave, position } => {
            entries::place(document, entry, *wave, *position, &is_known)?
        }
        Command::PinEntry { entry, wave, wish } => entries::pin(document, entry, *wave, *wish, &is_known)?,
        Command::ApplyProposal { placements } => entries::apply_proposal(document, placements, &is_known)?,
        Command::AnswerQuestion { participant, area, question, answer } => {
            assessment::answer_question(document, *participant, *area, *question, *answer)?
        }
        Command::AnnotateAnswer { participant, area, question, evidence, note } => {
            assessment::annotate_answer(document, *participant, *area, *question, evidence, note)?
        }
        Command::AnswerStatement { participant, wave, statement, score } => {
            assessment::answer_statement(document, *participant, *wave, *statement, *score)?
        }
        Command::AddWave { id, after } => waves::add(document, *id, *after)?,
        Command::RemoveWave { id } => waves::remove(document, *id)?,
        Command::ChooseBundle { entries } => entries::choose_bundle(document, entries, &is_known)?,
        Command::AddOwnEntry { entry } => entries::add_own(document, entry, &is_known)?,
        Command::RemoveOwnEntry { entry } => entries::remove_own(document, entry)?,
        Command::AcceptFinding { id, rule, object, reason } => {
            records::accept_finding(document, *id, rule, object, reason)?
        }
        Command::WithdrawAcceptance { id } => records::withdraw_acceptance(document, *id)?,
    };
    let mut result = typed.clone();
    cascade::clear_dangling(&mut result, known_entries);
    match command {
        Command::SetField { path: place, .. } | Command::AddRow { list: place, .. } => {
            // What the clean-up took out of the very place that was written pointed at nothing.
            let is_kept = result == typed || field::value(&result, place) == field::value(&typed, place);
            if is_kept { Ok(result) } else { Err(CommandError::UnknownReference(place.to_string())) }
        }
        _ => Ok(result),
    }
}
