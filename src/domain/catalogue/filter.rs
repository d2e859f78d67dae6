//! Which entries of the catalogue a reader wants to see.

use crate::domain::model::entry::{CatalogueEntry, CatalogueGroup, EntryKind};
use crate::domain::model::ids::RoleId;
use crate::domain::model::initiation::Area;

use super::lens::Lens;

/// What an entry must have to be shown. Whatever is empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryFilter {
    /// Words, all of which must occur in its names or its text.
    pub words: String,
    /// Catalogue group.
    pub group: Option<CatalogueGroup>,
    /// Product or service.
    pub kind: Option<EntryKind>,
    /// The wave in which offices usually launch it.
    pub usual_wave: Option<u8>,
    /// Only quick wins.
    pub only_quick_wins: bool,
    /// A role that builds or runs it.
    pub role: Option<RoleId>,
    /// An area that it improves.
    pub area: Option<Area>,
    /// A framework that has words for it.
    pub framework: Option<Lens>,
}

impl EntryFilter {
    /// Whether an entry is to be shown.
    pub fn accepts(&self, entry: &CatalogueEntry) -> bool {
        let has_role = |role: &RoleId| entry.build_roles.contains(role) || entry.run_roles.contains(role);
        has_words(entry, &self.words)
            && self.group.is_none_or(|group| entry.group == group)
            && self.kind.is_none_or(|kind| entry.kind == kind)
            && self.usual_wave.is_none_or(|wave| entry.usual_wave == wave)
            && (entry.quick_win || !self.only_quick_wins)
            && self.role.as_ref().is_none_or(has_role)
            && self.area.is_none_or(|area| entry.lift(area) > 0.0)
            && self.framework.is_none_or(|framework| !framework.words(entry).is_empty())
    }
}

/// Whether every word occurs in the names or the text of an entry, whatever its case.
pub fn has_words(entry: &CatalogueEntry, words: &str) -> bool {
    contains_words(&[&entry.name, &entry.short_name, &entry.text], words)
}

/// Whether every word occurs in one of the texts, whatever its case.
pub fn contains_words(texts: &[&str], words: &str) -> bool {
    let texts = texts.join(" ").to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| texts.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::builtin_entries;

    fn check(filter: &EntryFilter, expected: &[&str]) {
        let shown: Vec<&str> = builtin_entries()
            .iter()
            .filter(|entry| filter.accepts(entry))
            .map(|entry| entry.id.as_str())
            .collect();
        assert_eq!(shown, expected, "{filter:?}");
    }

    #[test]
    fn an_empty_filter_shows_everything() {
        let filter = EntryFilter::default();
        assert!(builtin_entries().iter().all(|entry| filter.accepts(entry)));
    }

    #[test]
    fn words_and_properties_narrow_together() {
        let words = |words: &str| EntryFilter { words: words.to_owned(), ..EntryFilter::default() };
        check(&words("charter MANDATE"), &["pmo-charter"]);
        check(&words("zeppelin"), &[]);
        check(
            &EntryFilter {
                area: Some(Area::Sponsorship),
                framework: Some(Lens::TenStep),
                usual_wave: Some(1),
                kind: Some(EntryKind::Product),
                group: Some(CatalogueGroup::Ops),
                role: Some(RoleId::from("sponsor")),
                ..EntryFilter::default()
            },
            &["pmo-charter"],
        );
    }

    #[test]
    fn a_framework_shows_what_it_has_words_for() {
        let shown = |framework| {
            let filter = EntryFilter { framework: Some(framework), ..EntryFilter::default() };
            builtin_entries().iter().filter(|entry| filter.accepts(entry)).count()
        };
        for framework in Lens::ALL {
            assert!((20..45).contains(&shown(framework)), "{}: {}", framework.name(), shown(framework));
        }
    }
}
