//! How much a field should hold: words of a mission, rows of a list, shares that make a whole (PMO fact base 2.2, 2.3).
//! What is still empty is no matter here.

use std::ops::RangeInclusive;

use crate::domain::model::document::Document;
use crate::domain::model::scalar::Percent;

use super::field::FieldNote;
use super::finding::Severity;

/// Words of a mission.
const MISSION_WORDS: RangeInclusive<usize> = 10..=60;
/// Promised benefits.
const BENEFITS: RangeInclusive<usize> = 3..=7;
/// Principles.
const PRINCIPLES: RangeInclusive<usize> = 4..=8;
/// People of a steering group.
const STEERING_GROUP: RangeInclusive<usize> = 3..=7;
/// Groups of customers.
const CUSTOMERS: RangeInclusive<usize> = 1..=5;
/// Shares of a whole, in per cent.
const WHOLE: u32 = 100;

/// The notes of a plan.
pub fn notes(document: &Document) -> Vec<FieldNote> {
    let foundation = &document.foundation;
    let (mix, culture) = (&document.organisation.delivery_mix, &foundation.culture_type);
    let whole = |shares: &[Percent]| shares.iter().map(|share| u32::from(share.get())).sum::<u32>();
    let delivery = whole(&[mix.plan_driven, mix.hybrid, mix.agile]);
    let cultures = whole(&[culture.clan, culture.adhocracy, culture.market, culture.hierarchy]);
    let counts = [
        (
            foundation.mission.split_whitespace().count(),
            MISSION_WORDS,
            "foundation.mission",
            "note.mission_length",
        ),
        (foundation.value_statement.len(), BENEFITS, "foundation.value_statement", "note.benefit_count"),
        (foundation.principles.len(), PRINCIPLES, "foundation.principles", "note.principle_count"),
        (foundation.steering_group.len(), STEERING_GROUP, "foundation.steering_group", "note.steering_count"),
        (foundation.customers.len(), CUSTOMERS, "foundation.customers", "note.customer_count"),
    ];
    let of_count = counts.into_iter().filter(|(count, usual, ..)| *count > 0 && !usual.contains(count));
    let wholes = [
        (delivery, "organisation.delivery_mix.agile", "note.delivery_sum"),
        (cultures, "foundation.culture_type.hierarchy", "note.culture_sum"),
    ];
    let of_whole = wholes.into_iter().filter(|(sum, ..): &(u32, _, _)| *sum > 0 && *sum != WHOLE);
    let places =
        of_whole.map(|(_, path, key)| (path, key)).chain(of_count.map(|(_, _, path, key)| (path, key)));
    places.map(|(path, key)| FieldNote { path: path.to_owned(), severity: Severity::Hint, key }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::foundation::{Principle, ValueBenefit};
    use crate::domain::model::ids::PersonId;
    use crate::domain::wording::find;

    fn check(change: impl FnOnce(&mut Document), expected: &[&str]) {
        let mut document = Document::default();
        change(&mut document);
        let notes = notes(&document);
        assert_eq!(notes.iter().map(|note| note.key).collect::<Vec<_>>(), expected);
        assert!(notes.iter().all(|note| find(note.key).is_some()));
    }

    fn percent(value: u8) -> Percent {
        Percent::new(value).unwrap()
    }

    #[test]
    fn what_is_empty_is_no_matter() {
        check(|_| {}, &[]);
    }

    #[test]
    fn a_mission_is_neither_a_slogan_nor_a_page() {
        let mission =
            |words: usize| move |plan: &mut Document| plan.foundation.mission = "word ".repeat(words);
        check(mission(9), &["note.mission_length"]);
        check(mission(10), &[]);
        check(mission(60), &[]);
        check(mission(61), &["note.mission_length"]);
    }

    #[test]
    fn lists_are_neither_bare_nor_endless() {
        let benefits = |count: usize| {
            move |plan: &mut Document| plan.foundation.value_statement.resize(count, ValueBenefit::default())
        };
        check(benefits(2), &["note.benefit_count"]);
        check(benefits(3), &[]);
        check(benefits(8), &["note.benefit_count"]);
        check(|plan| plan.foundation.principles.resize(3, Principle::default()), &["note.principle_count"]);
        check(|plan| plan.foundation.principles.resize(4, Principle::default()), &[]);
        check(|plan| plan.foundation.steering_group.resize(2, PersonId(1)), &["note.steering_count"]);
        check(|plan| plan.foundation.steering_group.resize(7, PersonId(1)), &[]);
    }

    #[test]
    fn shares_make_a_whole() {
        let mix = |agile: u8| {
            move |plan: &mut Document| {
                plan.organisation.delivery_mix.hybrid = percent(60);
                plan.organisation.delivery_mix.agile = percent(agile);
            }
        };
        check(mix(40), &[]);
        check(mix(30), &["note.delivery_sum"]);
        check(|plan| plan.foundation.culture_type.clan = percent(90), &["note.culture_sum"]);
    }
}
