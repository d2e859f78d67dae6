//! What counts where a field of the choice of an entry is left empty: the number or the roles of the catalogue.

use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::entry::without_own_numbers;
use crate::domain::figures::number::short;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::wording::fill;

/// In words, for a path such as `planning.choices.pmo-charter.build_days`; none for fields without such a number. Efforts
/// are those of the plan's size class, with its rules for effort (PMO fact base 3.1).
pub fn fallback(document: &Document, path: &str) -> Option<String> {
    let (entry, field) = path.strip_prefix("planning.choices.")?.rsplit_once('.')?;
    let entry = without_own_numbers(document, &Catalogue::of(document), &EntryId::from(entry))?;
    match field {
        "build_days" => Some(short(entry.build_days, 2)),
        "run_days_per_month" => Some(short(entry.run_days_per_month, 2)),
        "impact" => {
            let parts =
                entry.impact.iter().map(|(group, impact)| format!("{} {}", group.letter(), impact.get()));
            Some(parts.collect::<Vec<_>>().join(", "))
        }
        "build_roles" => roles(&entry.build_roles),
        "run_roles" => roles(&entry.run_roles),
        _ => None,
    }
}

fn roles(roles: &[RoleId]) -> Option<String> {
    let named = guidance().roles.iter().filter(|role| roles.contains(&role.id));
    let names: Vec<&str> = named.map(|role| role.name.as_str()).collect();
    (!names.is_empty()).then(|| fill("form.as_in_catalogue", &[("names", &names.join(", "))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::health::sample::{choice, sound_plan};
    use crate::domain::model::scalar::Amount;

    fn check(document: &Document, field: &str, expected: Option<&str>) {
        let path = format!("planning.choices.pm-methodology.{field}");
        assert_eq!(fallback(document, &path).as_deref(), expected, "{field}");
    }

    #[test]
    fn an_own_number_does_not_hide_that_of_the_catalogue() {
        let mut document = sound_plan();
        let before = fallback(&document, "planning.choices.pm-methodology.build_days");
        choice(&mut document, "pm-methodology").build_days = Amount::new(500.0).ok();
        check(&document, "build_days", before.as_deref());
        assert!(before.is_some_and(|days| days != "500"));
    }

    #[test]
    fn groups_and_roles_are_named() {
        let document = sound_plan();
        let impact = fallback(&document, "planning.choices.pm-methodology.impact").unwrap();
        assert!(impact.starts_with("E ") && impact.contains(", P "), "{impact}");
        let roles = fallback(&document, "planning.choices.pm-methodology.build_roles").unwrap();
        assert!(roles.starts_with("As in the catalogue: "), "{roles}");
        check(&document, "reason", None);
        assert_eq!(fallback(&document, "planning.choices.no-such-entry.impact"), None);
    }
}
