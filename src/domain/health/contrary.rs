//! What contradicts itself: a last day before the first, a day outside the plan, a target below the level, a level that
//! somebody set without a word (PMO fact base 2.2 to 2.6, 4.1). What is still empty is no matter here.

use crate::domain::figures::Figures;
use crate::domain::figures::number::falls_short;
use crate::domain::model::document::Document;
use crate::domain::model::foundation::Premise;
use crate::domain::model::scalar::Date;

use super::field::FieldNote;
use super::subject::wave_path;

/// The notes of a plan.
pub fn notes(document: &Document, figures: &Figures) -> Vec<FieldNote> {
    let mut notes = Vec::new();
    notes.extend(turned(document));
    notes.extend(outside(document, figures));
    notes.extend(levels(document, figures));
    notes
}

/// First and last that stand the wrong way round.
fn turned(document: &Document) -> Vec<FieldNote> {
    let is_turned = |from: Option<Date>, to: Option<Date>| from.zip(to).is_some_and(|(from, to)| to < from);
    let mut notes = Vec::new();
    for change in document.organisation.other_changes.iter().filter(|row| is_turned(row.from, row.to)) {
        let path = format!("organisation.other_changes[{}].to", change.id);
        notes.push(FieldNote::warning(path, "note.last_before_first"));
    }
    for (number, wave) in (1..).zip(&document.waves) {
        for days in wave.blackouts.iter().filter(|row| is_turned(row.from, row.to)) {
            let path = format!("{}.blackouts[{}].to", wave_path(document, number), days.id);
            notes.push(FieldNote::warning(path, "note.last_before_first"));
        }
    }
    for row in &document.foundation.staff_plan {
        if row.to_wave.is_some_and(|last| last < row.from_wave) {
            let path = format!("foundation.staff_plan[{}].to_wave", row.id);
            notes.push(FieldNote::warning(path, "note.last_wave_before_first"));
        }
    }
    notes
}

/// Days that lie ahead by their meaning, but before the plan starts; and an assessment after its end.
fn outside(document: &Document, figures: &Figures) -> Vec<FieldNote> {
    let (foundation, start) = (&document.foundation, document.plan.start_date);
    let days = [
        ("foundation.ends_on", foundation.ends_on),
        ("foundation.vision_date", foundation.vision_date),
        ("foundation.funding.review_date", foundation.funding.review_date),
    ];
    let premises: [(&str, &[Premise]); 3] = [
        ("assumptions", &foundation.assumptions),
        ("constraints", &foundation.constraints),
        ("risks", &foundation.risks),
    ];
    let reviews = premises.iter().flat_map(|(list, rows)| {
        rows.iter().map(move |row| (format!("foundation.{list}[{}].review", row.id), row.review))
    });
    let days = days.into_iter().map(|(path, day)| (path.to_owned(), day)).chain(reviews);
    let early = days.filter(|(_, day)| day.is_some_and(|day| day < start));
    let mut notes: Vec<FieldNote> =
        early.map(|(path, _)| FieldNote::warning(path, "note.before_plan")).collect();
    let assessed = document.initiation.assessment_date;
    let end = figures.spans.last().map(|span| span.end);
    if assessed.zip(end).is_some_and(|(assessed, end)| assessed > end) {
        notes.push(FieldNote::warning("initiation.assessment_date", "note.assessment_after_plan"));
    }
    notes
}

/// What is decided about the areas.
fn levels(document: &Document, figures: &Figures) -> Vec<FieldNote> {
    let initiation = &document.initiation;
    let assessed = initiation.assessment_date.unwrap_or(document.plan.start_date);
    let mut notes = Vec::new();
    for figures in &figures.areas {
        let Some(decided) = initiation.areas.get(&figures.area) else { continue };
        let path = |field: &str| format!("initiation.areas.{}.{field}", figures.area.code());
        if decided.is_unexplained() {
            notes.push(FieldNote::warning(path("override_reason"), "note.level_without_reason"));
        }
        let target = decided.target.map(|target| target.value());
        if target.zip(figures.level).is_some_and(|(target, level)| falls_short(target, level)) {
            notes.push(FieldNote::warning(path("target"), "note.target_below_level"));
        }
        if decided.target_date.is_some_and(|day| day < assessed) {
            notes.push(FieldNote::warning(path("target_date"), "note.target_before_assessment"));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::super::sample::{area, day, sound_plan};
    use super::*;
    use crate::domain::model::ids::RowId;
    use crate::domain::model::initiation::Area;
    use crate::domain::model::organisation::OtherChange;
    use crate::domain::model::scalar::Level;
    use crate::domain::model::wave::Blackout;
    use crate::domain::wording::find;

    #[track_caller]
    fn check(spoil: impl FnOnce(&mut Document), expected: &[(&str, &str)]) {
        let mut plan = sound_plan();
        spoil(&mut plan);
        let notes = notes(&plan, &Figures::of(&plan));
        let found: Vec<(&str, &str)> = notes.iter().map(|note| (note.path.as_str(), note.key)).collect();
        assert_eq!(found, expected);
        assert!(notes.iter().all(|note| find(note.key).is_some()));
    }

    #[test]
    fn what_agrees_or_is_empty_is_no_matter() {
        check(|_| {}, &[]);
        let day_long = |plan: &mut Document| {
            let from = Some(day(2027, 3, 1));
            let days = Blackout { id: RowId(4), from, to: from, ..Blackout::default() };
            plan.waves[0].blackouts.extend([days, Blackout { from, ..Blackout::default() }]);
        };
        check(day_long, &[]);
    }

    #[test]
    fn the_last_does_not_come_before_the_first() {
        let turned = |plan: &mut Document| {
            let (from, to) = (Some(day(2027, 3, 1)), Some(day(2027, 1, 1)));
            let change = OtherChange { id: RowId(7), from, to, ..OtherChange::default() };
            plan.organisation.other_changes.push(change);
            plan.waves[1].blackouts.push(Blackout { id: RowId(8), from, to, ..Blackout::default() });
            plan.foundation.staff_plan[1].id = RowId(9);
            plan.foundation.staff_plan[1].from_wave = 3;
            plan.foundation.staff_plan[1].to_wave = Some(2);
        };
        check(
            turned,
            &[
                ("organisation.other_changes[7].to", "note.last_before_first"),
                ("waves[2].blackouts[8].to", "note.last_before_first"),
                ("foundation.staff_plan[9].to_wave", "note.last_wave_before_first"),
            ],
        );
    }

    #[test]
    fn what_lies_ahead_lies_after_the_start() {
        let early = |plan: &mut Document| {
            plan.foundation.ends_on = Some(day(2015, 1, 1));
            plan.foundation.vision_date = Some(day(2001, 1, 1));
            plan.foundation.funding.review_date = Some(day(2020, 1, 1));
            let review = Some(day(2026, 12, 31));
            plan.foundation.risks.push(Premise { id: RowId(3), review, ..Premise::default() });
        };
        check(
            early,
            &[
                ("foundation.ends_on", "note.before_plan"),
                ("foundation.vision_date", "note.before_plan"),
                ("foundation.funding.review_date", "note.before_plan"),
                ("foundation.risks[3].review", "note.before_plan"),
            ],
        );
        let late = |plan: &mut Document| plan.initiation.assessment_date = Some(day(2095, 1, 1));
        check(late, &[("initiation.assessment_date", "note.assessment_after_plan")]);
        let during = |plan: &mut Document| plan.initiation.assessment_date = Some(day(2027, 12, 31));
        check(during, &[]);
    }

    #[test]
    fn a_level_has_a_reason_and_a_target_that_is_not_below_it() {
        let bare = |plan: &mut Document| area(plan, Area::Risk).override_reason = " ".to_owned();
        check(bare, &[("initiation.areas.risk.override_reason", "note.level_without_reason")]);
        let answered = |plan: &mut Document| {
            bare(plan);
            area(plan, Area::Risk).level_override = None;
        };
        check(answered, &[]);
        let below = |plan: &mut Document| {
            area(plan, Area::Risk).level_override = Level::new(4.7).ok();
            area(plan, Area::Risk).target = Level::new(3.0).ok();
            area(plan, Area::Risk).target_date = Some(day(2020, 1, 1));
        };
        check(
            below,
            &[
                ("initiation.areas.risk.target", "note.target_below_level"),
                ("initiation.areas.risk.target_date", "note.target_before_assessment"),
            ],
        );
    }
}
