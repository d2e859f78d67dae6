//! What an entry was and what it would be: field by field, in words.

use serde_json::Value;

use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::entry::{ResolvedEntry, resolve};
use crate::domain::figures::number::short;
use crate::domain::form;
use crate::domain::form::told::told;
use crate::domain::json;
use crate::domain::model::document::Document;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::planning::Choice;
use crate::domain::wording::{find, t};

/// Where the fields of own entries stand on their form.
const OWN: &str = "planning.own_entries[].";

/// An entry that is there and would be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedEntry {
    /// Its name.
    pub name: String,
    /// What changes.
    pub fields: Vec<ChangedField>,
}

/// A field with what it holds and what it would hold, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedField {
    /// Its label.
    pub field: String,
    /// What counts now.
    pub before: String,
    /// What would count.
    pub after: String,
}

/// How an own entry changes. `document` knows the names of all entries that either of them points at.
pub(super) fn of_own(
    document: &Document,
    before: &CatalogueEntry,
    after: &CatalogueEntry,
) -> Vec<ChangedField> {
    let (Some(before), Some(after)) = (json::to_value(before), json::to_value(after)) else {
        return Vec::new();
    };
    let fields = form::fields().filter_map(|field| {
        let name = field.path.strip_prefix(OWN).filter(|name| !name.contains(['.', '[']))?;
        let value = |entry: &Value| entry.get(name).cloned().unwrap_or_default();
        let (before, after) = (value(&before), value(&after));
        let in_words = |value: &Value| told(document, &field.input, value);
        (before != after).then(|| ChangedField {
            field: field.text("label").unwrap_or(field.path).to_owned(),
            before: in_words(&before),
            after: in_words(&after),
        })
    });
    fields.collect()
}

/// How the numbers of an entry change: what counts before and after, whether it is the plan's own or the catalogue's.
pub(super) fn of_numbers(
    (before, after): (&Document, &Document),
    id: &EntryId,
    numbers: &Choice,
) -> Vec<ChangedField> {
    let resolved = |document: &Document| {
        let entries = resolve(document, &Catalogue::of(document));
        entries.into_iter().find(|entry| entry.id == *id).unwrap_or_default()
    };
    let (old, new) = (resolved(before), resolved(after));
    let has_impact = numbers.impact.iter().any(|(_, impact)| impact.is_some());
    let impact = |entry: &ResolvedEntry| {
        let parts = entry.impact.iter().map(|(group, impact)| format!("{} {}", group.letter(), impact.get()));
        parts.collect::<Vec<_>>().join(", ")
    };
    let catalogue = Catalogue::of(after);
    let needed = |entry: &ResolvedEntry| {
        listed(entry.prerequisites.iter().map(|needed| catalogue.short_name(&needed.entry)))
    };
    let written = |name: &str, is_given: bool, words: &dyn Fn(&ResolvedEntry) -> String| {
        let (before, after) = (words(&old), words(&new));
        (is_given && before != after).then(|| {
            let unit = find(&format!("field.planning.choices.{name}.unit"));
            let field = t(&format!("field.planning.choices.{name}.label")).to_owned();
            let after = unit
                .filter(|_| name != "impact")
                .map_or_else(|| after.clone(), |unit| format!("{after} {unit}"));
            ChangedField { field, before, after }
        })
    };
    [
        written("build_days", numbers.build_days.is_some(), &|entry| short(entry.build_days, 2)),
        written("run_days_per_month", numbers.run_days_per_month.is_some(), &|entry| {
            short(entry.run_days_per_month, 2)
        }),
        written("impact", has_impact, &impact),
        written("prerequisites", numbers.prerequisites.is_some(), &needed),
        written("build_roles", numbers.build_roles.is_some(), &|entry| roles(&entry.build_roles)),
        written("run_roles", numbers.run_roles.is_some(), &|entry| roles(&entry.run_roles)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn roles(roles: &[RoleId]) -> String {
    let named = guidance().roles.iter().filter(|role| roles.contains(&role.id));
    listed(named.map(|role| role.name.clone()))
}

fn listed(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    if names.is_empty() { t("form.none").to_owned() } else { names.join(", ") }
}
