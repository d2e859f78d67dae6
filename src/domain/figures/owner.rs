//! Who keeps an entry alive after its launch (PMO fact base 2.6).

use crate::domain::model::document::Document;
use crate::domain::model::ids::PersonId;
use crate::domain::model::wave::WaveItem;

use super::entry::ResolvedEntry;

/// The run owner of an item: as entered; else the named person who fills the entry's first run role in the
/// wave (counted from 1); else nobody.
pub fn run_owner(
    document: &Document,
    item: &WaveItem,
    entry: Option<&ResolvedEntry>,
    wave_number: usize,
) -> Option<PersonId> {
    item.run_owner.or_else(|| {
        let role = entry?.run_roles.first()?;
        document
            .foundation
            .staff_plan
            .iter()
            .filter(|row| &row.role == role)
            .filter(|row| usize::from(row.from_wave) <= wave_number)
            .filter(|row| row.to_wave.is_none_or(|last| usize::from(last) >= wave_number))
            .find_map(|row| row.person)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::foundation::StaffRole;
    use crate::domain::model::ids::RoleId;

    fn check(
        entered: Option<u64>,
        rows: &[(&str, Option<u64>, u16)],
        wave_number: usize,
        expected: Option<u64>,
    ) {
        let mut document = Document::default();
        document.foundation.staff_plan = rows
            .iter()
            .map(|(role, person, from_wave)| StaffRole {
                role: RoleId::from(*role),
                person: person.map(PersonId),
                from_wave: *from_wave,
                ..StaffRole::default()
            })
            .collect();
        let entry = ResolvedEntry {
            run_roles: vec![RoleId::from("trainer"), RoleId::from("pm-coach")],
            ..ResolvedEntry::default()
        };
        let item = WaveItem { run_owner: entered.map(PersonId), ..WaveItem::default() };
        assert_eq!(run_owner(&document, &item, Some(&entry), wave_number), expected.map(PersonId));
    }

    #[test]
    fn the_entered_person_comes_before_the_staff_plan() {
        check(Some(7), &[("trainer", Some(8), 1)], 1, Some(7));
    }

    #[test]
    fn the_first_run_role_counts_in_the_waves_of_its_row() {
        let rows = [("trainer", None, 1), ("pm-coach", Some(5), 1), ("trainer", Some(8), 2)];
        check(None, &rows, 2, Some(8));
        check(None, &rows, 1, None);
    }
}
