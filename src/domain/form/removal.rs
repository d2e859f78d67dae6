//! What a removal takes with it: the places that refer to what goes, with the names that people read.

use super::naming::field_name;
use crate::domain::catalogue::known_entries;
use crate::domain::command::path::FieldPath;
use crate::domain::command::{Command, losses};
use crate::domain::model::document::Document;
use crate::domain::model::references::Outcome;
use crate::domain::wording::{count, fill};

/// A sentence for each field that a removal empties or shortens elsewhere; none where nothing refers to what goes.
pub fn taken_along(document: &Document, command: &Command) -> Vec<String> {
    let mut fields: Vec<(String, Outcome, usize)> = Vec::new();
    for loss in losses(document, command, &known_entries(document)) {
        let field = place_name(&loss.place);
        match fields.iter_mut().find(|(name, outcome, _)| *name == field && *outcome == loss.outcome) {
            Some((_, _, times)) => *times += 1,
            None => fields.push((field, loss.outcome, 1)),
        }
    }
    let sentence = |(field, outcome, times): (String, Outcome, usize)| {
        let key = match outcome {
            Outcome::Emptied => "removal.emptied",
            Outcome::Removed => "removal.removed",
        };
        count(key, times).replace("{field}", &field)
    };
    fields.into_iter().map(sentence).collect()
}

/// The name of a place such as `foundation.objectives[2].owner`: its field, behind the list that it stands in.
fn place_name(place: &str) -> String {
    let Ok(path) = place.parse::<FieldPath>() else { return place.to_owned() };
    let field = field_name(&path);
    let list = place.split('[').next().and_then(|list| list.parse().ok()).map(|list| field_name(&list));
    match list {
        Some(list) if list != field => fill("removal.part", &[("list", &list), ("field", &field)]),
        _ => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::apply;
    use crate::domain::example::Example;
    use crate::domain::model::entry::CatalogueEntry;
    use crate::domain::model::foundation::Person;
    use crate::domain::model::ids::{EntryId, PersonId};
    use crate::domain::model::planning::Choice;
    use crate::domain::model::wave::WaveItem;

    fn check(document: &Document, row: &str, expected: &[&str]) {
        let command = Command::RemoveRow { row: row.parse().unwrap() };
        assert_eq!(taken_along(document, &command), expected);
    }

    #[test]
    fn what_nobody_refers_to_goes_alone() {
        let mut document = Example::Norvik.document().unwrap();
        document.foundation.people.push(Person { id: PersonId(77), ..Person::default() });
        check(&document, "foundation.people[77]", &[]);
        let risk = document.governance.risks[0].id;
        check(&document, &format!("governance.risks[{risk}]"), &[]);
    }

    #[test]
    fn a_sponsor_and_the_answers_of_a_participant_are_told() {
        let document = Example::Norvik.document().unwrap();
        let sponsor = document.foundation.sponsor.person.unwrap();
        let command = Command::RemoveRow { row: format!("foundation.people[{sponsor}]").parse().unwrap() };
        let told = taken_along(&document, &command);
        assert!(told.contains(&"“Sponsor” will be empty.".to_owned()), "{told:?}");
        assert!(told.iter().all(|line| !line.contains(['{', '}', '[', '_'])), "{told:?}");
        let ada = document.initiation.participants[0].id;
        let answers = document.initiation.answers.iter().filter(|answer| answer.participant == ada).count();
        let command = Command::RemoveRow { row: format!("initiation.participants[{ada}]").parse().unwrap() };
        let told = taken_along(&document, &command);
        assert!(told.contains(&format!("Answers: {answers} rows go with it.")), "{told:?}");
    }

    #[test]
    fn a_chosen_entry_goes_from_its_wave() {
        let mut document = Example::Norvik.document().unwrap();
        let id = EntryId::from("own-9");
        document.planning.own_entries.push(CatalogueEntry { id: id.clone(), ..CatalogueEntry::default() });
        let command = Command::RemoveOwnEntry { entry: id.clone() };
        assert_eq!(taken_along(&document, &command), Vec::<String>::new());
        let before = document.clone();
        document.planning.choices.insert(id.clone(), Choice::default());
        document.waves[0].items.push(WaveItem { entry: id, ..WaveItem::default() });
        let told = taken_along(&document, &command);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|line| line.ends_with("1 row goes with it.")), "{told:?}");
        // What is told is what happens.
        let after = |document: &Document| apply(document, &command, &known_entries(document)).unwrap();
        assert_eq!(after(&document), after(&before));
    }
}
