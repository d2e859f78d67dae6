//! Content shipped with the product: entries, questions, guidance; read by the same types as a user's own.

pub mod areas;
pub mod documents;
pub mod filter;
pub mod frameworks;
pub mod guidance;
pub mod lens;
pub mod presets;
pub mod readiness;
pub mod rules;
pub mod terms;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::json;
use crate::domain::model::document::Document;
use crate::domain::model::entry::{CatalogueEntry, CatalogueGroup};
use crate::domain::model::ids::EntryId;
use crate::domain::order;

/// Name of a catalogue group.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct GroupContent {
    /// The group.
    pub code: CatalogueGroup,
    /// Full name.
    pub name: String,
    /// Name for narrow places.
    pub short_name: String,
}

#[derive(Debug, Default, Deserialize)]
struct CatalogueContent {
    groups: Vec<GroupContent>,
    entries: Vec<CatalogueEntry>,
}

fn content() -> &'static CatalogueContent {
    static CONTENT: OnceLock<CatalogueContent> = OnceLock::new();
    CONTENT.get_or_init(|| embedded(include_str!("content/catalogue.json")))
}

/// Reads an embedded data file. A test reads every file, so the fallback is never met.
fn embedded<T: DeserializeOwned + Default>(text: &str) -> T {
    json::parse(text).unwrap_or_else(|error| {
        debug_assert!(false, "embedded content: {error}");
        T::default()
    })
}

/// The catalogue groups with their names, in catalogue order.
pub fn groups() -> &'static [GroupContent] {
    &content().groups
}

/// The name of a catalogue group.
pub fn group(code: CatalogueGroup) -> Option<&'static GroupContent> {
    groups().iter().find(|group| group.code == code)
}

/// The 45 built-in entries in catalogue order (PMO fact base 3.10).
pub fn builtin_entries() -> &'static [CatalogueEntry] {
    &content().entries
}

/// The entries that a plan can choose from: the built-in ones, then its own by id.
#[derive(Clone, Debug)]
pub struct Catalogue<'a> {
    entries: Vec<&'a CatalogueEntry>,
    positions: BTreeMap<&'a str, usize>,
}

impl<'a> Catalogue<'a> {
    /// The catalogue of a plan.
    pub fn of(document: &'a Document) -> Self {
        let mut own: Vec<&CatalogueEntry> = document.planning.own_entries.iter().collect();
        order::by(&mut own, |a, b| a.id.cmp(&b.id));
        let entries: Vec<&CatalogueEntry> = builtin_entries().iter().chain(own).collect();
        let positions =
            entries.iter().enumerate().map(|(position, entry)| (entry.id.as_str(), position)).collect();
        Self { entries, positions }
    }

    /// All entries in catalogue order.
    pub fn entries(&self) -> &[&'a CatalogueEntry] {
        &self.entries
    }

    /// An entry by its id.
    pub fn get(&self, id: &EntryId) -> Option<&'a CatalogueEntry> {
        self.positions.get(id.as_str()).and_then(|position| self.entries.get(*position)).copied()
    }

    /// Place of an entry in catalogue order; unknown ids come last.
    pub fn position(&self, id: &EntryId) -> usize {
        self.positions.get(id.as_str()).copied().unwrap_or(usize::MAX)
    }

    /// Short name of an entry, or its id where it is unknown.
    pub fn short_name(&self, id: &EntryId) -> String {
        self.get(id).map_or_else(|| id.to_string(), |entry| entry.short_name.clone())
    }

    /// Full name of an entry, or its id where it is unknown.
    pub fn name(&self, id: &EntryId) -> String {
        self.get(id).map_or_else(|| id.to_string(), |entry| entry.name.clone())
    }
}

/// Says of any id whether it names an entry of the plan's catalogue. The ids are put in order once, as a command asks
/// about thousands.
pub fn known_entries(document: &Document) -> impl Fn(&EntryId) -> bool {
    let entries = builtin_entries().iter().chain(&document.planning.own_entries);
    let known: BTreeSet<&EntryId> = entries.map(|entry| &entry.id).collect();
    move |id| known.contains(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::plan::SizeClass;

    #[test]
    fn totals_of_the_catalogue_match_the_source() {
        let sum = |value: &dyn Fn(&CatalogueEntry) -> f64| builtin_entries().iter().map(value).sum::<f64>();
        for (size, build, run) in
            [(SizeClass::S, 309.0, 69.5), (SizeClass::M, 603.0, 149.0), (SizeClass::L, 1461.0, 450.0)]
        {
            assert!((sum(&|entry| entry.build_days.get(size)) - build).abs() < 1e-9, "{size:?}");
            assert!((sum(&|entry| entry.run_days_per_month.get(size)) - run).abs() < 1e-9, "{size:?}");
        }
        assert_eq!(builtin_entries().len(), 45);
        assert_eq!(groups().len(), 8);
    }

    #[test]
    fn built_in_and_own_entries_are_known_and_no_others() {
        let mut document = Document::default();
        let own = EntryId::from("own-one");
        assert!(known_entries(&document)(&builtin_entries()[0].id));
        assert!(!known_entries(&document)(&own));
        document.planning.own_entries.push(CatalogueEntry { id: own.clone(), ..CatalogueEntry::default() });
        assert!(known_entries(&document)(&own));
    }

    #[test]
    fn every_reference_of_the_content_resolves() {
        let known = |id: &EntryId| builtin_entries().iter().any(|entry| &entry.id == id);
        let role = |id: &crate::domain::model::ids::RoleId| {
            guidance::guidance().roles.iter().any(|role| &role.id == id)
        };
        for entry in builtin_entries() {
            assert!(
                entry.hard_prerequisites.iter().chain(&entry.soft_prerequisites).all(known),
                "{}",
                entry.id
            );
            assert!(entry.build_roles.iter().chain(&entry.run_roles).all(role), "{}", entry.id);
        }
        assert!(presets::presets().bundles.iter().flat_map(|bundle| &bundle.entries).all(known));
        assert!(guidance::guidance().levers.iter().flat_map(|lever| &lever.entries).all(known));
    }

    #[test]
    fn every_content_file_is_read_whole() {
        assert_eq!(areas::areas().areas.len(), 14);
        assert!(areas::areas().areas.iter().all(|area| area.questions.len() == 5 && area.levels.len() == 5));
        assert_eq!(
            readiness::readiness()
                .dimensions
                .iter()
                .map(|dimension| dimension.statements.len())
                .sum::<usize>(),
            24
        );
        assert_eq!(rules::rules().len(), 50);
        assert_eq!(guidance::guidance().problems.len(), 24);
        assert_eq!(guidance::guidance().practices.len(), 30);
        assert_eq!(guidance::glossary().len(), 117);
        assert_eq!(frameworks::frameworks().hobbs_aubry.functions.len(), 27);
        assert_eq!(documents::documents().documents.len(), 12);
    }
}
