//! Names for people: of fields, and of steps in "Undo …".

use super::choices;
use crate::domain::command::label::{Argument, Label};
use crate::domain::command::path::FieldPath;
use crate::domain::model::ids::EntryId;
use crate::domain::wording;

/// The label of the field at a path; the path itself where the forms do not know it.
pub fn field_name(path: &FieldPath) -> String {
    let written = path.to_string();
    // A part of what has a screen of its own is named by the whole.
    let mut rest = written.as_str();
    loop {
        let label =
            rest.parse().ok().and_then(|path| super::find(&path)).and_then(|field| field.text("label"));
        if let Some(label) = label {
            return label.to_owned();
        }
        let Some(end) = rest.rfind(['.', '[']) else { return written };
        rest = rest.get(..end).unwrap_or_default();
    }
}

/// A step in words, such as "Change mission". `entry_name` gives the name of an entry.
pub fn step_name(label: &Label, entry_name: &dyn Fn(&EntryId) -> String) -> String {
    let values: Vec<(&str, String)> = label
        .arguments
        .iter()
        .map(|(name, argument)| {
            let value = match argument {
                Argument::Field(path) => field_name(path),
                Argument::Entry(entry) => entry_name(entry),
                Argument::Area(area) => wording::t(&choices::AREA.key(area.code())).to_owned(),
                Argument::Number(number) => number.to_string(),
                Argument::Text(text) => text.clone(),
            };
            (*name, value)
        })
        .collect();
    let arguments: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    wording::fill(label.key, &arguments)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::command::Command;

    fn check(command: &Command, expected: &str) {
        assert_eq!(step_name(&command.label(), &|entry| format!("<{entry}>")), expected);
    }

    #[test]
    fn steps_have_plain_names() {
        let path = |text: &str| text.parse::<FieldPath>().unwrap();
        let mission = Command::SetField { path: path("foundation.mission"), value: json!("We help") };
        check(&mission, "Change: Mission");
        let duties = Command::SetField { path: path("governance.raci[7].duties"), value: json!({}) };
        check(&duties, "Change: RACI table");
        check(&Command::RemoveRow { row: path("foundation.people[7]") }, "Remove from: People");
        let entry = EntryId::from("pmo-charter");
        check(
            &Command::PlaceEntry { entry, wave: None, position: None },
            "Take out of the waves: <pmo-charter>",
        );
    }
}
