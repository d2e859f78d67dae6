//! What is decided about an entry: the state, and the reason where one is asked for.

use serde_json::Value;
use yew::prelude::*;

use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::text_input::TextInput;
use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::form::choices;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::{Choice, SelectionState};
use crate::domain::wording::{fill, t};

/// The states in the order of their list of values.
pub const STATES: [SelectionState; 5] = [
    SelectionState::Candidate,
    SelectionState::Chosen,
    SelectionState::Parked,
    SelectionState::Rejected,
    SelectionState::Exists,
];

/// A state as the file writes it.
pub fn state_code(state: SelectionState) -> &'static str {
    match state {
        SelectionState::Candidate => "candidate",
        SelectionState::Chosen => "chosen",
        SelectionState::Parked => "parked",
        SelectionState::Rejected => "rejected",
        SelectionState::Exists => "exists",
    }
}

/// The state that the file writes like this.
pub fn state_of(code: &str) -> Option<SelectionState> {
    STATES.into_iter().find(|state| state_code(*state) == code)
}

/// A state in words.
pub fn state_name(state: SelectionState) -> &'static str {
    t(&choices::SELECTION_STATE.key(state_code(state)))
}

/// The path of a field of the choice of an entry.
pub fn choice_path(entry: &EntryId, field: &str) -> Option<FieldPath> {
    format!("planning.choices.{entry}.{field}").parse().ok()
}

/// Sends a new value for a field of the choice of an entry.
pub fn set_choice(on_command: &Callback<Command>, entry: &EntryId, field: &str, value: Value) {
    if let Some(path) = choice_path(entry, field) {
        on_command.emit(Command::SetField { path, value });
    }
}

/// Properties of [`Decision`].
#[derive(PartialEq, Properties)]
pub struct DecisionProps {
    /// The entry.
    pub entry: EntryId,
    /// Its name, for screen readers.
    pub name: AttrValue,
    /// What was decided so far.
    pub choice: Choice,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// A list of states, with a line for the reason under "parked" and "rejected".
#[component]
pub fn Decision(props: &DecisionProps) -> Html {
    let options: Vec<SelectOption> = STATES
        .iter()
        .map(|state| SelectOption { value: state_code(*state).into(), label: state_name(*state).into() })
        .collect();
    let on_state = {
        let (entry, reason) = (props.entry.clone(), props.choice.reason.clone());
        props.on_command.reform(move |code: String| {
            let state = state_of(&code).unwrap_or_default();
            Command::DecideEntry { entry: entry.clone(), state, reason: reason.clone() }
        })
    };
    let on_reason = {
        let (entry, on_command) = (props.entry.clone(), props.on_command.clone());
        Callback::from(move |reason| set_choice(&on_command, &entry, "reason", Value::String(reason)))
    };
    let asks_reason = matches!(props.choice.state, SelectionState::Parked | SelectionState::Rejected);
    let named = |key: &str| fill(key, &[("entry", &props.name)]);
    html! {
        <div class="decision">
            <Select value={state_code(props.choice.state)} {options} label={named("entry.state_of")} on_change={on_state} />
            if asks_reason {
                <TextInput value={props.choice.reason.clone()} label={named("entry.reason_of")}
                    placeholder={t("entry.reason_hint")} on_change={on_reason} />
            }
        </div>
    }
}
