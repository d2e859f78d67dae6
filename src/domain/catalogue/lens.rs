//! An entry in the words of another framework (PMO fact base 3.12 to 3.14).

use crate::domain::model::entry::CatalogueEntry;

use super::frameworks::frameworks;

/// A framework through which the catalogue can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lens {
    /// The themes of the TenStep approach.
    TenStep,
    /// The functions of a survey of 500 offices, with their rank.
    HobbsAubry,
    /// Hill's twenty functions in five groups.
    Hill,
    /// The functions of P3O.
    P3o,
}

/// What a framework calls an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Its words.
    pub text: String,
    /// True while they must still be compared with the original work.
    pub check: bool,
}

impl Lens {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::TenStep, Self::HobbsAubry, Self::Hill, Self::P3o];

    /// The name of the framework as the catalogue writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::TenStep => "TenStep",
            Self::HobbsAubry => "Hobbs and Aubry",
            Self::Hill => "Hill",
            Self::P3o => "P3O",
        }
    }

    /// What the framework calls an entry; nothing where it knows nothing like it.
    pub fn words(self, entry: &CatalogueEntry) -> Vec<Wording> {
        let functions = &frameworks().hobbs_aubry.functions;
        let ranked: Vec<Wording> = functions
            .iter()
            .filter(|function| self == Self::HobbsAubry && function.entries.contains(&entry.id))
            .map(|function| Wording {
                text: format!("{}. {} ({} %)", function.rank, function.text, function.percent),
                check: function.check,
            })
            .collect();
        if !ranked.is_empty() {
            return ranked;
        }
        let named = entry.cross_references.iter().filter(|reference| reference.framework == self.name());
        named.map(|reference| Wording { text: reference.text.clone(), check: reference.check }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::builtin_entries;

    fn check(lens: Lens, id: &str, expected: &str) {
        let entry = builtin_entries().iter().find(|entry| entry.id.as_str() == id).unwrap();
        let words = lens.words(entry);
        assert!(words.iter().any(|wording| wording.text.contains(expected)), "{words:?}");
    }

    #[test]
    fn every_framework_has_its_own_words() {
        check(Lens::TenStep, "pmo-charter", "Foundation");
        check(Lens::Hill, "pmo-charter", "Project governance");
        check(Lens::HobbsAubry, "status-reporting", "1. Status reports");
    }

    #[test]
    fn every_framework_knows_many_entries() {
        for lens in Lens::ALL {
            let known = builtin_entries().iter().filter(|entry| !lens.words(entry).is_empty()).count();
            assert!(known >= 20, "{}: {known}", lens.name());
        }
    }
}
