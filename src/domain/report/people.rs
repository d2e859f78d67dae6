//! Names of people, roles and groups as documents write them.

use serde::Serialize;

use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::form::choices::Options;
use crate::domain::json;
use crate::domain::model::document::Document;
use crate::domain::model::foundation::Person;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{PersonId, RoleId};
use crate::domain::model::wave::WaveItem;
use crate::domain::picture::finding::group_name;
use crate::domain::wording::{fill, find, t};

/// Name of the organisation, or a stand-in.
pub fn organisation(document: &Document) -> String {
    or_else(&document.organisation.name, "report.organisation")
}

/// Name of the office, or a stand-in.
pub fn office(document: &Document) -> String {
    or_else(&document.foundation.pmo_name, "report.office")
}

/// Text that was entered, or the text of a key.
pub fn or_else(text: &str, key: &'static str) -> String {
    if text.trim().is_empty() { t(key).to_owned() } else { text.trim().to_owned() }
}

/// A person of the plan.
pub fn person(document: &Document, id: Option<PersonId>) -> Option<&Person> {
    let id = id?;
    document.foundation.people.iter().find(|person| person.id == id)
}

/// Name of a person; empty for nobody.
pub fn name(document: &Document, id: Option<PersonId>) -> String {
    person(document, id).map_or_else(String::new, |person| or_else(&person.name, "report.unnamed"))
}

/// "Ingrid Solvang, Chief Operating Officer"; empty for nobody.
pub fn name_and_title(document: &Document, id: Option<PersonId>) -> String {
    let Some(person) = person(document, id) else { return String::new() };
    let name = or_else(&person.name, "report.unnamed");
    match person.title.trim() {
        "" => name,
        title => format!("{name}, {title}"),
    }
}

/// Name of a role.
pub fn role(id: &RoleId) -> String {
    guidance()
        .roles
        .iter()
        .find(|role| &role.id == id)
        .map_or_else(|| id.to_string(), |role| role.name.clone())
}

/// Name of a stakeholder group: the organisation's own, else the usual one.
pub fn group(document: &Document, group: Group) -> String {
    match document.foundation.stakeholders.get(group).name.trim() {
        "" => group_name(group).to_owned(),
        name => name.to_owned(),
    }
}

/// The word of a choice.
pub fn choice(options: &Options, value: impl Serialize) -> String {
    let value = json::to_value(&value);
    let value = value.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
    find(&options.key(value)).unwrap_or_default().to_owned()
}

/// Who builds an entry: the named person, else the first build role.
pub fn builder(document: &Document, item: &WaveItem, entry: Option<&ResolvedEntry>) -> String {
    match name(document, item.owner) {
        named if !named.is_empty() => named,
        _ => entry.and_then(|entry| entry.build_roles.first()).map(role).unwrap_or_default(),
    }
}

/// The named person who runs an entry: as entered, else who fills the first run role.
pub fn run_owner(document: &Document, item: &WaveItem, entry: Option<&ResolvedEntry>) -> Option<String> {
    let entered = item.run_owner.or_else(|| {
        let first = entry?.run_roles.first()?;
        document.foundation.staff_plan.iter().find(|row| &row.role == first && row.person.is_some())?.person
    });
    person(document, entered).map(|person| or_else(&person.name, "report.unnamed"))
}

/// The run owner in words: a name, or the role that is still vacant.
pub fn run_owner_text(document: &Document, item: &WaveItem, entry: Option<&ResolvedEntry>) -> String {
    run_owner(document, item, entry).unwrap_or_else(|| {
        let first = entry.and_then(|entry| entry.run_roles.first());
        first.map_or_else(
            || t("report.open").to_owned(),
            |first| fill("report.vacant", &[("role", &role(first))]),
        )
    })
}
