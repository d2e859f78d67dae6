//! What a step is called in "Undo …", as a wording key with its arguments.

use super::Command;
use super::path::FieldPath;
use crate::domain::model::ids::EntryId;
use crate::domain::model::initiation::Area;
use crate::domain::model::planning::SelectionState;

/// What stands in a placeholder of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The label of a field.
    Field(FieldPath),
    /// The name of an entry.
    Entry(EntryId),
    /// The name of an assessment area.
    Area(Area),
    /// A number.
    Number(usize),
    /// Text that needs no translation.
    Text(String),
}

/// The name of a step: `fill(key, …)` with each argument in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Key of the wording.
    pub key: &'static str,
    /// Placeholders with what stands there.
    pub arguments: Vec<(&'static str, Argument)>,
}

impl Command {
    /// What the step is called in "Undo …".
    pub fn label(&self) -> Label {
        let field = |path: &FieldPath| vec![("field", Argument::Field(path.clone()))];
        let name = |entry: &EntryId| vec![("entry", Argument::Entry(entry.clone()))];
        let area = |area: Area| vec![("area", Argument::Area(area))];
        let number = |number: usize| vec![("count", Argument::Number(number))];
        let (key, arguments) = match self {
            Self::SetField { path, .. } => ("command.set_field", field(path)),
            Self::AddRow { list, .. } => ("command.add_row", field(list)),
            Self::RemoveRow { row } => ("command.remove_row", field(row)),
            Self::MoveRow { row, .. } => ("command.move_row", field(row)),
            Self::DecideEntry { entry, state, .. } => {
                let key = match state {
                    SelectionState::Candidate => "command.decide_entry.candidate",
                    SelectionState::Chosen => "command.decide_entry.chosen",
                    SelectionState::Parked => "command.decide_entry.parked",
                    SelectionState::Rejected => "command.decide_entry.rejected",
                    SelectionState::Exists => "command.decide_entry.exists",
                };
                (key, name(entry))
            }
            Self::PlaceEntry { entry, wave: Some(_), .. } => ("command.place_entry", name(entry)),
            Self::PlaceEntry { entry, wave: None, .. } => ("command.unplace_entry", name(entry)),
            Self::PinEntry { entry, wave: Some(_), .. } => ("command.pin_entry", name(entry)),
            Self::PinEntry { entry, wave: None, .. } => ("command.unpin_entry", name(entry)),
            Self::SplitEntry { entry, .. } => ("command.split_entry", name(entry)),
            Self::ApplyProposal { placements } => ("command.apply_proposal", number(placements.len())),
            Self::AnswerQuestion { area: of, .. } => ("command.answer_question", area(*of)),
            Self::AnnotateAnswer { area: of, .. } => ("command.annotate_answer", area(*of)),
            Self::AgreeOn { area: of, .. } => ("command.agree_on", area(*of)),
            Self::ImportAnswers { people } => ("command.import_answers", number(people.len())),
            Self::BeginRepeat { .. } => ("command.begin_repeat", Vec::new()),
            Self::AnswerStatement { .. } => ("command.answer_statement", Vec::new()),
            Self::AddWave { .. } => ("command.add_wave", Vec::new()),
            Self::RemoveWave { .. } => ("command.remove_wave", Vec::new()),
            Self::AddScenario { name, .. } => {
                ("command.add_scenario", vec![("name", Argument::Text(name.clone()))])
            }
            Self::SwitchScenario { .. } => ("command.switch_scenario", Vec::new()),
            Self::ChooseBundle { entries } => ("command.choose_bundle", number(entries.len())),
            Self::AddOwnEntry { entry } => {
                ("command.add_own_entry", vec![("entry", Argument::Text(entry.name.clone()))])
            }
            Self::TakeInCatalogue { entries, overrides } => {
                ("command.take_in_catalogue", number(entries.len() + overrides.len()))
            }
            Self::RemoveOwnEntry { entry } => ("command.remove_own_entry", name(entry)),
            Self::AcceptFinding { rule, .. } => {
                ("command.accept_finding", vec![("rule", Argument::Text(rule.to_string()))])
            }
            Self::WithdrawAcceptance { .. } => ("command.withdraw_acceptance", Vec::new()),
            Self::Several { label, .. } => return label.clone(),
        };
        Label { key, arguments }
    }
}
