//! Every way a document may change: commands are values, and applying one is a pure function.

pub mod assessment;
mod entries;
pub mod error;
pub mod field;
pub mod history;
pub mod label;
pub mod path;
mod records;
pub mod scenarios;
pub mod split;
mod waves;

pub use self::waves::closed_at;

use std::collections::BTreeMap;

use serde_json::Value;

use self::assessment::RespondentAnswers;
use self::error::CommandError;
use self::label::Label;
use self::path::FieldPath;
use crate::domain::catalogue;
use crate::domain::json;
use crate::domain::model::document::Document;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::ids::{EntryId, ParticipantId, RowId, RuleId, WaveId};
use crate::domain::model::initiation::Area;
use crate::domain::model::planning::{Choice, SelectionState};
use crate::domain::model::references::{self, ClearedReference};
use crate::domain::model::scalar::Scale5;
use crate::domain::model::validate::{BuiltInEntries, TEXT_LIMIT_CHARACTERS, prerequisite_cycles};
use crate::domain::model::wave::Wave;

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
    /// Splits an entry of a wave into a pilot, which stays there and hits a quarter of each group, and a roll-out, an
    /// own entry in a later wave that hits the other three quarters (PMO fact base 5.4 no 13).
    SplitEntry {
        /// The entry, which becomes the pilot.
        entry: EntryId,
        /// The later wave of the roll-out.
        wave: WaveId,
        /// Id of the roll-out, which is free.
        roll_out: EntryId,
        /// Full name of the roll-out.
        name: String,
        /// Its name for cards and bars.
        short_name: String,
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
    /// Settles a question on a value, or takes that back.
    AgreeOn {
        /// Area of the question.
        area: Area,
        /// Number of the question in its area, 1 to 5.
        question: u8,
        /// The value; none takes it back.
        agreed: Option<Scale5>,
        /// Why, where it is not what the answers say.
        reason: String,
    },
    /// Takes over answers from files. Whoever is named has exactly these answers afterwards.
    ImportAnswers {
        /// The people with their answers.
        people: Vec<RespondentAnswers>,
    },
    /// Keeps the assessment of now as one of before, and begins the next.
    BeginRepeat {
        /// Id for the kept one.
        id: RowId,
        /// What the kept one is called.
        name: String,
        /// Whether the next begins with a copy of the answers.
        keeps_answers: bool,
    },
    /// Answers a readiness statement for a participant, before a wave.
    AnswerStatement {
        /// Who answers.
        participant: ParticipantId,
        /// The wave before which it is asked; 0 for "before any wave".
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
    /// Keeps a scenario aside.
    AddScenario {
        /// Id of its place.
        id: RowId,
        /// Its name.
        name: String,
        /// What it is for.
        note: String,
        /// Its waves; none for a copy of the plan's.
        waves: Option<Vec<Wave>>,
    },
    /// Makes a scenario the plan's own; what was active takes its place. Finished waves stay as they are; what the scenario
    /// has in them and did not stay there goes to the first open wave. Entries in its waves become chosen.
    SwitchScenario {
        /// Id of its place.
        id: RowId,
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
    /// Takes an organisation's catalogue in: own entries that are new or changed, and own numbers for entries.
    TakeInCatalogue {
        /// Own entries; one whose id is there already takes its place.
        entries: Vec<CatalogueEntry>,
        /// Numbers, prerequisites and roles for entries; what is empty leaves what is there.
        overrides: BTreeMap<EntryId, Choice>,
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
    /// Changes that belong together: one step, all of them or none.
    Several {
        /// What the step is called.
        label: Label,
        /// The changes in their order; each sees what those before it made.
        commands: Vec<Command>,
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
    let is_left = left_after(command, known_entries);
    let typed = carried_out(document, command, &is_left)?;
    let mut result = typed.clone();
    references::clear_dangling(&mut result, &is_left);
    match command {
        Command::SetField { path: place, .. } | Command::AddRow { list: place, .. } => {
            // What the clean-up took out of the very place that was written pointed at nothing.
            let is_kept = result == typed || field::value(&result, place) == field::value(&typed, place);
            if is_kept { Ok(result) } else { Err(CommandError::UnknownReference(place.to_string())) }
        }
        _ => Ok(result),
    }
}

/// What a command takes along: the places that would point at nothing afterwards. None for a command that is refused.
pub fn losses(
    document: &Document,
    command: &Command,
    known_entries: &dyn Fn(&EntryId) -> bool,
) -> Vec<ClearedReference> {
    let is_left = left_after(command, known_entries);
    carried_out(document, command, &is_left)
        .map(|mut typed| references::clear_dangling(&mut typed, &is_left))
        .unwrap_or_default()
}

/// The entries that are known once a command is carried out: one that it removes is not, whoever knew it before.
fn left_after(command: &Command, known_entries: &dyn Fn(&EntryId) -> bool) -> impl Fn(&EntryId) -> bool {
    move |entry| match command {
        Command::RemoveOwnEntry { entry: gone } => entry != gone && known_entries(entry),
        _ => known_entries(entry),
    }
}

/// The document after a command, with what points at nothing now.
fn carried_out(
    document: &Document,
    command: &Command,
    known_entries: &dyn Fn(&EntryId) -> bool,
) -> Result<Document, CommandError> {
    check_texts(command)?;
    let is_known = |entry: &EntryId| {
        known_entries(entry) || document.planning.own_entries.iter().any(|own| own.id == *entry)
    };
    let typed = match command {
        Command::SetField { path, .. }
        | Command::AddRow { list: path, .. }
        | Command::RemoveRow { row: path }
            if let Some(wave) = closed_at(document, path) =>
        {
            return Err(CommandError::ClosedWave { wave });
        }
        Command::SetField { path, value } => {
            entries::named_alike(document, field::set(document, path, value)?)
        }
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
        Command::SplitEntry { entry, wave, roll_out, name, short_name } => {
            split::split(document, entry, *wave, roll_out, (name, short_name), &is_known)?
        }
        Command::ApplyProposal { placements } => entries::apply_proposal(document, placements, &is_known)?,
        Command::AnswerQuestion { participant, area, question, answer } => {
            assessment::answer_question(document, *participant, *area, *question, *answer)?
        }
        Command::AnnotateAnswer { participant, area, question, evidence, note } => {
            assessment::annotate_answer(document, *participant, *area, *question, evidence, note)?
        }
        Command::AgreeOn { area, question, agreed, reason } => {
            assessment::agree_on(document, *area, *question, *agreed, reason)?
        }
        Command::ImportAnswers { people } => assessment::import_answers(document, people)?,
        Command::BeginRepeat { id, name, keeps_answers } => {
            assessment::begin_repeat(document, *id, name, *keeps_answers)?
        }
        Command::AnswerStatement { participant, wave, statement, score } => {
            assessment::answer_statement(document, *participant, *wave, *statement, *score)?
        }
        Command::AddWave { id, after } => waves::add(document, *id, *after)?,
        Command::RemoveWave { id } => waves::remove(document, *id)?,
        Command::AddScenario { id, name, note, waves } => {
            scenarios::add(document, *id, name, note, waves.as_deref())?
        }
        Command::SwitchScenario { id } => scenarios::switch(document, *id)?,
        Command::ChooseBundle { entries } => entries::choose_bundle(document, entries, &is_known)?,
        Command::AddOwnEntry { entry } => entries::add_own(document, entry, &is_known)?,
        Command::TakeInCatalogue { entries, overrides } => {
            entries::take_in(document, entries, overrides, known_entries)?
        }
        Command::RemoveOwnEntry { entry } => entries::remove_own(document, entry)?,
        Command::AcceptFinding { id, rule, object, reason } => {
            records::accept_finding(document, *id, rule, object, reason)?
        }
        Command::WithdrawAcceptance { id } => records::withdraw_acceptance(document, *id)?,
        Command::Several { commands, .. } => commands
            .iter()
            .try_fold(document.clone(), |document, command| apply(&document, command, known_entries))?,
    };
    if changes_prerequisites(command) {
        let built_in = BuiltInEntries::from_entries(catalogue::builtin_entries());
        if let Some(circle) = prerequisite_cycles(&typed, &built_in).into_iter().next() {
            return Err(CommandError::Circle(circle));
        }
    }
    Ok(typed)
}

fn changes_prerequisites(command: &Command) -> bool {
    match command {
        Command::SetField { path, .. }
        | Command::AddRow { list: path, .. }
        | Command::RemoveRow { row: path } => {
            path.section_name() == "planning" && path.names().contains("prerequisites")
        }
        Command::AddOwnEntry { .. } | Command::TakeInCatalogue { .. } | Command::RemoveOwnEntry { .. } => {
            true
        }
        _ => false,
    }
}

/// A text that a plan file could not hold is refused before it is in the plan.
fn check_texts(command: &Command) -> Result<(), CommandError> {
    match command {
        Command::SetField { value, .. } | Command::AddRow { row: value, .. } => check_value(value),
        Command::DecideEntry { reason, .. } => check_text(reason),
        Command::AddScenario { name, note, .. } => check_text(name).and_then(|()| check_text(note)),
        Command::AcceptFinding { object, reason, .. } => check_text(object).and_then(|()| check_text(reason)),
        Command::SplitEntry { name, short_name, .. } => {
            check_text(name).and_then(|()| check_text(short_name))
        }
        Command::AnnotateAnswer { evidence, note, .. } => {
            check_text(evidence).and_then(|()| check_text(note))
        }
        Command::AgreeOn { reason, .. } => check_text(reason),
        Command::BeginRepeat { name, .. } => check_text(name),
        Command::ImportAnswers { people } => people.iter().try_for_each(|person| {
            check_text(&person.participant.name)?;
            let mut answers = person.answers.iter();
            answers
                .try_for_each(|answer| check_text(&answer.evidence).and_then(|()| check_text(&answer.note)))
        }),
        Command::TakeInCatalogue { entries, .. } => {
            entries.iter().filter_map(json::to_value).try_for_each(|value| check_value(&value))
        }
        Command::AddOwnEntry { entry } => json::to_value(entry).map_or(Ok(()), |value| check_value(&value)),
        _ => Ok(()),
    }
}

fn check_value(value: &Value) -> Result<(), CommandError> {
    match value {
        Value::String(text) => check_text(text),
        Value::Array(values) => values.iter().try_for_each(check_value),
        Value::Object(map) => map.values().try_for_each(check_value),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn check_text(text: &str) -> Result<(), CommandError> {
    // Counting characters costs a walk: bytes bound them.
    if text.len() <= TEXT_LIMIT_CHARACTERS {
        return Ok(());
    }
    let characters = text.chars().count();
    if characters <= TEXT_LIMIT_CHARACTERS {
        return Ok(());
    }
    Err(CommandError::TextTooLong { characters, limit: TEXT_LIMIT_CHARACTERS })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn known(entry: &EntryId) -> bool {
        catalogue::builtin_entries().iter().any(|builtin| builtin.id == *entry)
    }

    fn run(document: &Document, command: &Command) -> Result<Document, CommandError> {
        apply(document, command, &known)
    }

    fn path(text: &str) -> FieldPath {
        text.parse().unwrap()
    }

    fn set(text: &str, value: Value) -> Command {
        Command::SetField { path: path(text), value }
    }

    #[test]
    fn removing_a_person_clears_what_named_it() {
        let add = Command::AddRow { list: path("foundation.people"), row: json!({"id": 7, "name": "Ada"}) };
        let with_person = run(&Document::default(), &add).unwrap();
        let with_sponsor = run(&with_person, &set("foundation.sponsor.person", json!(7))).unwrap();
        assert_eq!(
            run(&with_sponsor, &Command::RemoveRow { row: path("foundation.people[7]") }),
            Ok(Document::default())
        );
    }

    #[test]
    fn a_value_that_points_at_nothing_is_refused() {
        let refused = |place: &str| Err(CommandError::UnknownReference(place.to_owned()));
        let sponsor = "foundation.sponsor.person";
        assert_eq!(run(&Document::default(), &set(sponsor, json!(9))), refused(sponsor));
        let steering = "foundation.steering_group";
        assert_eq!(run(&Document::default(), &set(steering, json!([9]))), refused(steering));
        let add = Command::AddRow { list: path(steering), row: json!(9) };
        assert_eq!(run(&Document::default(), &add), refused(steering));
        let unknown = "planning.choices.nonsense.reason";
        assert_eq!(run(&Document::default(), &set(unknown, json!("x"))), refused(unknown));
    }

    #[test]
    fn prerequisites_never_run_in_a_circle() {
        let needs = |entry: &str, other: &str| {
            set(&format!("planning.choices.{entry}.prerequisites"), json!([{"entry": other}]))
        };
        let once = run(&Document::default(), &needs("pm-training", "pmo-charter")).unwrap();
        let twice = run(&once, &needs("pmo-charter", "pm-training"));
        assert!(matches!(twice, Err(CommandError::Circle(_))), "{twice:?}");
    }

    #[test]
    fn several_changes_happen_together_or_not_at_all() {
        let label = Label { key: "command.add_wave", arguments: Vec::new() };
        let several = |commands| Command::Several { label: label.clone(), commands };
        let wave = |id| Command::AddWave { id: WaveId(id), after: None };
        let place = |wave| Command::PlaceEntry {
            entry: EntryId::from("pmo-charter"),
            wave: Some(WaveId(wave)),
            position: None,
        };
        let done = run(&Document::default(), &several(vec![wave(5), place(5)])).unwrap();
        assert_eq!(done.place_of(&EntryId::from("pmo-charter")).map(|(wave, _)| wave), Some(1));
        let refused = run(&Document::default(), &several(vec![wave(5), place(6)]));
        assert_eq!(refused, Err(CommandError::UnknownWave(WaveId(6))));
    }

    #[test]
    fn a_text_that_no_file_could_hold_is_refused() {
        let long = "é".repeat(TEXT_LIMIT_CHARACTERS);
        assert!(run(&Document::default(), &set("foundation.mission", json!(long))).is_ok());
        let outcome = run(&Document::default(), &set("foundation.mission", json!(long + "é")));
        let (characters, limit) = (TEXT_LIMIT_CHARACTERS + 1, TEXT_LIMIT_CHARACTERS);
        assert_eq!(outcome, Err(CommandError::TextTooLong { characters, limit }));
    }
}
