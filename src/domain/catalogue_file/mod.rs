//! An organisation's own catalogue as a file: its own entries and its own numbers for entries of the catalogue, without
//! any decision of a plan. What is taken in shows its effect before it happens; nothing empty overwrites what is there.

pub mod change;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::change::{ChangedEntry, of_numbers, of_own};
use crate::domain::catalogue::{Catalogue, builtin_entries, known_entries};
use crate::domain::command::{Command, apply};
use crate::domain::file::load::read_json;
use crate::domain::form::refusal::refusal;
use crate::domain::json;
use crate::domain::model::document::Document;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::Choice;
use crate::domain::model::validate::is_entry_id;
use crate::domain::order;
use crate::domain::wording::{fill, t};

/// Name of the format.
pub const FORMAT: &str = "pmo-catalogue";
/// Version of the format.
pub const FORMAT_VERSION: u32 = 1;
/// End of the name of such a file.
pub const EXTENSION: &str = ".pmocatalogue.json";

/// The file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CatalogueFile {
    /// Always `pmo-catalogue`.
    pub format: String,
    /// Version of the format.
    pub format_version: u32,
    /// Whose catalogue it is.
    pub organisation: String,
    /// Own entries.
    pub entries: Vec<CatalogueEntry>,
    /// Own numbers, prerequisites and roles for entries of the catalogue.
    pub overrides: BTreeMap<EntryId, Choice>,
}

/// Why a file cannot be taken in: what is wrong, where, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotReadable(pub String);

/// What taking a file in would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakeIn {
    /// Whose catalogue it is.
    pub organisation: String,
    /// Names of entries that are new.
    pub added: Vec<String>,
    /// Entries that would change.
    pub changed: Vec<ChangedEntry>,
    /// How many are the same already.
    pub same: usize,
    /// Names that entries of the file point at and nobody knows; these links are left out.
    pub unknown: Vec<String>,
    /// Why the file cannot be taken in as it is.
    pub problem: Option<String>,
    /// The change; none where nothing would change or the plan refuses it.
    pub command: Option<Command>,
}

/// The numbers of a choice without its decisions.
fn numbers_of(choice: &Choice) -> Choice {
    Choice {
        build_days: choice.build_days,
        run_days_per_month: choice.run_days_per_month,
        impact: choice.impact.clone(),
        prerequisites: choice.prerequisites.clone(),
        build_roles: choice.build_roles.clone(),
        run_roles: choice.run_roles.clone(),
        ..Choice::default()
    }
}

impl CatalogueFile {
    /// The catalogue that a plan's organisation has made its own.
    pub fn of(document: &Document) -> Self {
        let own: BTreeSet<&EntryId> = document.planning.own_entries.iter().map(|entry| &entry.id).collect();
        let numbers = document.planning.choices.iter().filter(|(id, _)| !own.contains(id));
        let numbers = numbers.map(|(id, choice)| (id.clone(), numbers_of(choice)));
        Self {
            format: FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            organisation: document.organisation.name.clone(),
            entries: document.planning.own_entries.clone(),
            overrides: numbers.filter(|(_, choice)| *choice != Choice::default()).collect(),
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.overrides.is_empty()
    }

    /// Its text.
    pub fn to_text(&self) -> String {
        // Text keys and finite numbers only: writing cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Reads a file and checks every entry by itself.
pub fn open(bytes: &[u8]) -> Result<CatalogueFile, NotReadable> {
    let value = read_json(bytes).map_err(|error| {
        // The second line of such an error sends to a plan file.
        let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
        NotReadable(fill("catalogue_file.damaged", &[("reason", &reason)]))
    })?;
    match value.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        Some("pmo-plan") => return Err(NotReadable(t("catalogue_file.is_plan").to_owned())),
        _ => return Err(NotReadable(t("catalogue_file.other_format").to_owned())),
    }
    let version = value.get("format_version").and_then(Value::as_u64);
    if version.is_none_or(|version| version > u64::from(FORMAT_VERSION)) {
        return Err(NotReadable(t("catalogue_file.newer").to_owned()));
    }
    let file: CatalogueFile = json::read(&value).map_err(|error| {
        NotReadable(fill("catalogue_file.wrong_value", &[("place", &error.path), ("reason", &error.reason)]))
    })?;
    check(&file)?;
    Ok(file)
}

fn check(file: &CatalogueFile) -> Result<(), NotReadable> {
    if file.is_empty() {
        return Err(NotReadable(t("catalogue_file.empty").to_owned()));
    }
    let mut seen = BTreeSet::new();
    for (number, entry) in (1_usize..).zip(&file.entries) {
        let wrong = |key: &str| {
            let number = number.to_string();
            let arguments = [("number", number.as_str()), ("id", entry.id.as_str()), ("name", &entry.name)];
            Err(NotReadable(fill(key, &arguments)))
        };
        if !is_entry_id(entry.id.as_str()) {
            return wrong("catalogue_file.bad_id");
        }
        if entry.name.trim().is_empty() {
            return wrong("catalogue_file.no_name");
        }
        if builtin_entries().iter().any(|builtin| builtin.id == entry.id) {
            return wrong("catalogue_file.built_in_id");
        }
        if !seen.insert(&entry.id) {
            return wrong("catalogue_file.same_id");
        }
    }
    Ok(())
}

/// What taking a file into a plan would do.
pub fn take_in(document: &Document, file: &CatalogueFile) -> TakeIn {
    let catalogue = Catalogue::of(document);
    let is_known =
        |id: &EntryId| catalogue.get(id).is_some() || file.entries.iter().any(|entry| entry.id == *id);
    let mut result = TakeIn { organisation: file.organisation.clone(), ..TakeIn::default() };
    let mut entries = Vec::new();
    let mut changed = Vec::new();
    for entry in &file.entries {
        let links = entry.hard_prerequisites.iter().chain(&entry.soft_prerequisites);
        result.unknown.extend(links.filter(|id| !is_known(id)).map(ToString::to_string));
        let mut entry = entry.clone();
        entry.hard_prerequisites.retain(|id| is_known(id) && *id != entry.id);
        entry.soft_prerequisites.retain(|id| is_known(id) && *id != entry.id);
        match document.planning.own_entries.iter().find(|own| own.id == entry.id) {
            Some(own) if *own == entry => {
                result.same += 1;
                continue;
            }
            Some(own) => changed.push((own, entry.clone())),
            None => result.added.push(entry.name.clone()),
        }
        entries.push(entry);
    }
    let mut overrides = BTreeMap::new();
    for (id, numbers) in &file.overrides {
        if !is_known(id) {
            result.unknown.push(id.to_string());
            continue;
        }
        let mut numbers = numbers_of(numbers);
        if let Some(prerequisites) = &mut numbers.prerequisites {
            prerequisites.retain(|needed| is_known(&needed.entry));
        }
        let before = document.choice(id).cloned().unwrap_or_default();
        let mut after = before.clone();
        after.take_numbers(&numbers);
        if after == before {
            result.same += 1;
        } else {
            overrides.insert(id.clone(), numbers);
        }
    }
    let after = merged(document, &entries, &overrides);
    let of_own = |(own, entry): (&CatalogueEntry, CatalogueEntry)| ChangedEntry {
        fields: of_own(&after, own, &entry),
        name: entry.name,
    };
    let of_numbers = |(id, numbers): (&EntryId, &Choice)| ChangedEntry {
        name: Catalogue::of(&after).name(id),
        fields: of_numbers((document, &after), id, numbers),
    };
    result.changed = changed.into_iter().map(of_own).chain(overrides.iter().map(of_numbers)).collect();
    order::natural(&mut result.unknown);
    result.unknown.dedup();
    if !entries.is_empty() || !overrides.is_empty() {
        let command = Command::TakeInCatalogue { entries, overrides };
        match apply(document, &command, &known_entries(document)) {
            Ok(_) => result.command = Some(command),
            Err(error) => result.problem = Some(refusal(&after, &error)),
        }
    }
    result
}

/// The plan as it would be, whether it could be so or not.
fn merged(
    document: &Document,
    entries: &[CatalogueEntry],
    overrides: &BTreeMap<EntryId, Choice>,
) -> Document {
    let mut merged = document.clone();
    for entry in entries {
        let own = &mut merged.planning.own_entries;
        match own.iter_mut().find(|own| own.id == entry.id) {
            Some(own) => own.clone_from(entry),
            None => own.push(entry.clone()),
        }
    }
    for (id, numbers) in overrides {
        merged.planning.choices.entry(id.clone()).or_default().take_numbers(numbers);
    }
    merged
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::catalogue::known_entries;
    use crate::domain::command::apply;
    use crate::domain::model::planning::SelectionState;
    use crate::domain::model::scalar::Amount;

    fn entry(id: &str, needs: &[&str]) -> CatalogueEntry {
        CatalogueEntry {
            id: EntryId::from(id),
            name: format!("The {id}"),
            usual_wave: 1,
            hard_prerequisites: needs.iter().map(|id| EntryId::from(*id)).collect(),
            ..CatalogueEntry::default()
        }
    }

    /// An organisation with two entries of its own, one decision and one number.
    fn plan() -> Document {
        let mut document = Document::default();
        document.organisation.name = "Norvik".to_owned();
        // The first needs the second: order in the file must not matter.
        document.planning.own_entries = vec![entry("own-1", &["own-2"]), entry("own-2", &["pmo-charter"])];
        let choice = Choice {
            state: SelectionState::Chosen,
            reason: "The client wants it".to_owned(),
            build_days: Amount::new(7.0).ok(),
            ..Choice::default()
        };
        document.planning.choices.insert(EntryId::from("pm-training"), choice);
        document
    }

    /// What would change, a line for each field.
    fn told(found: &TakeIn) -> Vec<String> {
        let lines = found.changed.iter().flat_map(|entry| {
            entry.fields.iter().map(|change| {
                format!("{}: {}: {} becomes {}", entry.name, change.field, change.before, change.after)
            })
        });
        lines.collect()
    }

    #[test]
    fn a_catalogue_goes_from_plan_to_plan_without_decisions() {
        let text = CatalogueFile::of(&plan()).to_text();
        assert!(!text.contains("The client wants it"), "{text}");
        let file = open(text.as_bytes()).unwrap();
        let empty = Document::default();
        let found = take_in(&empty, &file);
        assert_eq!(found.added, ["The own-1", "The own-2"]);
        assert_eq!(told(&found), ["Project management training: Build effort: 24.2 becomes 7 person-days"]);
        assert_eq!((found.same, found.unknown.len()), (0, 0));
        let taken = apply(&empty, &found.command.unwrap(), &known_entries(&empty)).unwrap();
        assert_eq!(taken.planning.own_entries, plan().planning.own_entries);
        let choice = taken.choice(&EntryId::from("pm-training")).unwrap();
        assert_eq!((choice.state, choice.build_days), (SelectionState::Candidate, Amount::new(7.0).ok()));
        let again = take_in(&taken, &file);
        assert_eq!((again.same, again.command), (3, None));
    }

    #[test]
    fn entries_that_are_there_change_in_place_and_nothing_empty_overwrites() {
        let mut document = plan();
        let mut file = CatalogueFile::of(&document);
        file.entries[0].text = "Better".to_owned();
        file.overrides.insert(EntryId::from("pm-training"), Choice::default());
        let found = take_in(&document, &file);
        assert_eq!(told(&found), ["The own-1: Description: None becomes Better"]);
        assert_eq!(found.same, 2);
        document = apply(&document, &found.command.unwrap(), &known_entries(&plan())).unwrap();
        assert_eq!(document.planning.own_entries[0].text, "Better");
        let number = document.choice(&EntryId::from("pm-training")).unwrap().build_days;
        assert_eq!(number, Amount::new(7.0).ok());
    }

    #[test]
    fn links_to_nowhere_are_named_and_left_out() {
        let mut file = CatalogueFile::of(&plan());
        file.entries[1].hard_prerequisites.push(EntryId::from("nonsense"));
        let found = take_in(&Document::default(), &file);
        assert_eq!(found.unknown, ["nonsense"]);
        assert!(found.problem.is_none() && found.command.is_some());
    }

    #[test]
    fn prerequisites_in_a_circle_are_refused() {
        let mut file = CatalogueFile::of(&plan());
        file.entries[1].hard_prerequisites = vec![EntryId::from("own-1")];
        for (entry, name) in file.entries.iter_mut().zip(["Lessons", "Library"]) {
            entry.short_name = name.to_owned();
        }
        let found = take_in(&Document::default(), &file);
        assert_eq!(found.command, None);
        let problem = found.problem.unwrap();
        assert!(problem.contains("Lessons") && problem.contains("Library"), "{problem}");
        assert!(!problem.contains("own-"), "{problem}");
    }

    fn refused(change: impl FnOnce(&mut Value), expected: &str) {
        let mut value = serde_json::to_value(CatalogueFile::of(&plan())).unwrap();
        change(&mut value);
        let NotReadable(told) = open(value.to_string().as_bytes()).unwrap_err();
        assert!(told.contains(expected) && !told.contains(['{', '}']), "{told}");
    }

    #[test]
    fn a_bad_file_says_what_is_wrong_and_where() {
        refused(|value| value["format"] = json!("pmo-plan"), "Open it from the library");
        refused(|value| value["format"] = json!("drawing"), "no catalogue");
        refused(|value| value["format_version"] = json!(2), "newer");
        refused(|value| value["entries"][1]["usual_wave"] = json!("soon"), "entries[1].usual_wave");
        refused(|value| value["entries"][1]["id"] = json!("Not an id"), "Entry 2");
        refused(|value| value["entries"][1]["id"] = json!("own-1"), "'own-1' twice");
        refused(|value| value["entries"][0]["id"] = json!("pmo-charter"), "'pmo-charter'");
        refused(|value| value["entries"][0]["name"] = json!(" "), "Entry 1");
        refused(
            |value| {
                value["entries"] = json!([]);
                value["overrides"] = json!({});
            },
            "nothing",
        );
        for damaged in [&b"{"[..], b"", b"\x89PNG"] {
            assert!(!open(damaged).unwrap_err().0.is_empty());
        }
    }
}
