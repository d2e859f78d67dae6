//! Candidates of a reference, with the names that people read, and the title of a row.

use serde_json::{Value, json};

use super::choices::Options;
use super::{Field, Input, Source, choices};
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
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

/// The list in which the candidates of a reference are entered, as a path of the plan; none where they come by
/// themselves or from a screen of their own.
pub fn origin(source: Source) -> Option<&'static str> {
    match source {
        Source::People => Some("foundation.people"),
        Source::Benefits => Some("foundation.value_statement"),
        Source::Objectives => Some("foundation.objectives"),
        _ => None,
    }
}

/// What a closed row is called: its first field that holds something readable. A choice alone tells rows of one kind
/// apart from no other: the next readable field stands behind it.
pub fn row_title(document: &Document, fields: &[Field], row: &Value) -> Option<String> {
    let mut readable = fields.iter().filter_map(|field| Some((field, readable(document, field, row)?)));
    let (first, mut title) = readable.next()?;
    if matches!(first.input, Input::Choice(_))
        && let Some((_, next)) = readable.next()
    {
        title = format!("{title}: {next}");
    }
    Some(title.chars().take(TITLE_CHARACTERS).collect())
}

/// What a field of a row holds, in words; none where that says nothing.
fn readable(document: &Document, field: &Field, row: &Value) -> Option<String> {
    let value = row.get(field.path.rsplit('.').next()?)?;
    let words = match &field.input {
        Input::Text | Input::LongText => value.as_str().unwrap_or_default().to_owned(),
        Input::Reference(source) => {
            candidates(document, *source).into_iter().find(|(candidate, _)| candidate == value)?.1
        }
        Input::Choice(options) => t(&options.key(value.as_str()?)).to_owned(),
        Input::References(source) => {
            let chosen = value.as_array()?;
            let names = candidates(document, *source).into_iter();
            let names = names.filter(|(candidate, _)| chosen.contains(candidate)).map(|(_, name)| name);
            names.collect::<Vec<_>>().join(", ")
        }
        // Which entry a row is about is decided on a screen of its own.
        Input::OwnScreen(_) if field.path.ends_with(".entry") => {
            Catalogue::of(document).short_name(&EntryId::from(value.as_str()?))
        }
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
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

    #[test]
    fn a_row_of_a_wave_is_called_by_its_entry() {
        let document = Example::Norvik.document().unwrap();
        let items = form::fields().find(|field| field.path == "waves[].items").unwrap();
        let Input::Rows(fields) = items.input else { panic!("a list of rows") };
        let row = json!({ "entry": "demand-intake", "pilot": false });
        assert_eq!(row_title(&document, fields, &row).as_deref(), Some("Demand intake"));
    }

    #[test]
    fn a_choice_is_followed_by_what_it_is_about() {
        let document = Example::Norvik.document().unwrap();
        let wishes = form::fields().find(|field| field.path == "planning.wishes").unwrap();
        let Input::Rows(fields) = wishes.input else { panic!("a list of rows") };
        let check = |row: Value, title: &str| {
            assert_eq!(row_title(&document, fields, &row).as_deref(), Some(title));
        };
        check(json!({ "kind": "not_after", "entries": [] }), "Not after this wave");
        let entries = ["pmo-charter", "status-reporting"];
        let title = "All in one wave: PMO charter, Status reporting";
        check(json!({ "kind": "together", "entries": entries }), title);
    }
}
