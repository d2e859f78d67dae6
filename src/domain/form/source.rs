//! Candidates of a reference, with the names that people read, and the title of a row.

use serde_json::{Value, json};

use super::choices::Options;
use super::{Field, Input, Source, choices};
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::model::document::Document;
use crate::domain::wording::{fill, t};

/// Longest title of a row, in characters.
const TITLE_CHARACTERS: usize = 80;

/// The values that a reference can take, each with its name, in the order of the screen.
pub fn candidates(document: &Document, source: Source) -> Vec<(Value, String)> {
    let foundation = &document.foundation;
    let listed = |options: &Options| -> Vec<(Value, String)> {
        options.values.iter().map(|value| (json!(value), t(&options.key(value)).to_owned())).collect()
    };
    let wave_name = |index: usize, name: &str| match name {
        "" => fill("form.wave", &[("number", &(index + 1).to_string())]),
        name => fill("form.named_wave", &[("number", &(index + 1).to_string()), ("name", name)]),
    };
    match source {
        Source::People => {
            let named = foundation.people.iter().map(|person| {
                let title =
                    if person.title.is_empty() { String::new() } else { format!(", {}", person.title) };
                (json!(person.id), format!("{}{title}", person.name))
            });
            named.collect()
        }
        Source::Benefits => foundation
            .value_statement
            .iter()
            .map(|benefit| (json!(benefit.id), benefit.benefit.clone()))
            .collect(),
        Source::Objectives => foundation
            .objectives
            .iter()
            .map(|objective| (json!(objective.id), objective.text.clone()))
            .collect(),
        Source::Participants => {
            let people = document.initiation.participants.iter();
            people.map(|participant| (json!(participant.id), participant.name.clone())).collect()
        }
        Source::Waves => {
            let waves = document.waves.iter().enumerate();
            waves.map(|(index, wave)| (json!(wave.id), wave_name(index, &wave.name))).collect()
        }
        Source::WaveNumbers => {
            let waves = document.waves.iter().enumerate();
            waves.map(|(index, wave)| (json!(index + 1), wave_name(index, &wave.name))).collect()
        }
        Source::Entries => {
            let catalogue = Catalogue::of(document);
            catalogue.entries().iter().map(|entry| (json!(entry.id), entry.short_name.clone())).collect()
        }
        Source::Roles => guidance().roles.iter().map(|role| (json!(role.id), role.name.clone())).collect(),
        Source::Areas => listed(&choices::AREA),
        Source::Groups => listed(&choices::GROUP),
    }
}

/// What a closed row is called: its first field that holds something readable.
pub fn row_title(document: &Document, fields: &[Field], row: &Value) -> Option<String> {
    fields.iter().find_map(|field| {
        let name = field.path.rsplit('.').next()?;
        let value = row.get(name)?;
        let title = match &field.input {
            Input::Text | Input::LongText => value.as_str().unwrap_or_default().to_owned(),
            Input::Reference(source) => {
                candidates(document, *source).into_iter().find(|(candidate, _)| candidate == value)?.1
            }
            Input::Choice(options) => t(&options.key(value.as_str()?)).to_owned(),
            Input::References(source) => {
                let chosen = value.as_array()?;
                let names = candidates(document, *source).into_iter();
                names
                    .filter(|(candidate, _)| chosen.contains(candidate))
                    .map(|(_, name)| name)
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            _ => return None,
        };
        let title: String = title.chars().take(TITLE_CHARACTERS).collect();
        (!title.is_empty()).then_some(title)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::form;

    #[test]
    fn every_source_of_the_example_has_candidates() {
        let document = Example::Norvik.document().unwrap();
        for source in [
            Source::People,
            Source::Benefits,
            Source::Objectives,
            Source::Participants,
            Source::Waves,
            Source::WaveNumbers,
            Source::Entries,
            Source::Roles,
            Source::Areas,
            Source::Groups,
        ] {
            let found = candidates(&document, source);
            assert!(!found.is_empty() && found.iter().all(|(_, name)| !name.is_empty()), "{source:?}");
        }
    }

    #[test]
    fn a_row_is_called_by_its_first_readable_field() {
        let document = Example::Norvik.document().unwrap();
        let staff = form::fields().find(|field| field.path == "foundation.staff_plan").unwrap();
        let Input::Rows(fields) = staff.input else { panic!("a list of rows") };
        let row = json!({ "id": 1, "role": "pmo-lead", "person": null });
        assert_eq!(row_title(&document, fields, &row).as_deref(), Some("PMO lead"));
    }
}
