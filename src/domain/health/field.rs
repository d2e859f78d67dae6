//! Checks between fields, shown beside the field that they concern (PMO fact base 2.9). They are no findings.

use jiff::ToSpan;

use crate::domain::figures::Figures;
use crate::domain::figures::number::{exceeds, falls_short};
use crate::domain::model::document::Document;
use crate::domain::model::foundation::{AuthorityLevel, ControlLevel, SponsorRank};
use crate::domain::model::initiation::Area;
use crate::domain::model::scalar::Date;

use super::finding::Severity;
use super::subject::wave_path;

/// Names of a customer group that name nobody.
const EVERYONE: [&str; 5] = ["all", "all employees", "anyone", "everybody", "everyone"];

/// Fewest full-time equivalents that keep an office alive in a wave.
const LEAST_STAFF: f64 = 0.5;

/// A remark that belongs beside a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNote {
    /// The field, as a path of the saved document such as `foundation.objectives[4503].due`.
    pub path: String,
    /// How grave it is.
    pub severity: Severity,
    /// Key of its text in the wording.
    pub key: &'static str,
}

impl FieldNote {
    pub(super) fn warning(path: impl Into<String>, key: &'static str) -> Self {
        Self { path: path.into(), severity: Severity::Warning, key }
    }
}

/// All notes of a plan, in the order of its parts.
pub fn field_notes(document: &Document, figures: &Figures) -> Vec<FieldNote> {
    let mut notes = Vec::new();
    notes.extend(plan_name(document));
    notes.extend(super::extent::notes(document));
    notes.extend(control_level(document));
    notes.extend(sponsor(document));
    notes.extend(objectives(document, figures));
    notes.extend(customers(document));
    notes.extend(funding(document, figures));
    notes.extend(staff(document, figures));
    notes.extend(targets(document, figures));
    notes.extend(super::contrary::notes(document, figures));
    notes
}

fn plan_name(document: &Document) -> Option<FieldNote> {
    let is_bare = document.plan.name.trim().is_empty();
    is_bare.then(|| FieldNote::warning("plan.name", "note.plan_without_name"))
}

fn control_level(document: &Document) -> Option<FieldNote> {
    let foundation = &document.foundation;
    let decides = foundation.authority.iter().any(|authority| authority.level == AuthorityLevel::Decide);
    let powerless = foundation.control_level == ControlLevel::Directive && !decides;
    powerless.then(|| FieldNote {
        path: "foundation.control_level".to_owned(),
        severity: Severity::Error,
        key: "note.directive_without_decision",
    })
}

fn sponsor(document: &Document) -> Option<FieldNote> {
    let below = document.foundation.sponsor.rank_above_scope == SponsorRank::Below;
    below.then(|| FieldNote::warning("foundation.sponsor.rank_above_scope", "note.sponsor_below_scope"))
}

fn objectives(document: &Document, figures: &Figures) -> Vec<FieldNote> {
    let start = document.plan.start_date;
    let end = figures.spans.last().map(|span| span.end);
    let notes = document.foundation.objectives.iter().filter_map(|objective| {
        let key = match objective.due {
            None => "note.objective_without_date",
            Some(due) if due < start || end.is_some_and(|end| due > end) => "note.objective_outside_plan",
            Some(_) => return None,
        };
        Some(FieldNote::warning(format!("foundation.objectives[{}].due", objective.id), key))
    });
    notes.collect()
}

fn customers(document: &Document) -> Vec<FieldNote> {
    let customers = &document.foundation.customers;
    if customers.is_empty() {
        return vec![FieldNote::warning("foundation.customers", "note.no_customers")];
    }
    let vague = customers.iter().filter(|customer| {
        let name = customer.name.trim().to_lowercase();
        EVERYONE.contains(&name.as_str())
    });
    let note = vague.map(|customer| {
        FieldNote::warning(format!("foundation.customers[{}].name", customer.id), "note.customer_is_everyone")
    });
    note.collect()
}

/// Money for two waves; for all of them in a shorter plan.
fn funding(document: &Document, figures: &Figures) -> Option<FieldNote> {
    let end = figures.spans.get(1).or_else(|| figures.spans.last()).map(|span| span.end)?;
    let secured: Option<Date> = document.foundation.funding.secured_until;
    let early = secured.is_none_or(|secured| secured < end);
    early.then(|| FieldNote::warning("foundation.funding.secured_until", "note.funding_ends_early"))
}

fn staff(document: &Document, figures: &Figures) -> Vec<FieldNote> {
    let lead = document.foundation.staff_plan.iter().any(|row| {
        row.role.as_str() == "pmo-lead" && row.from_wave <= 1 && row.to_wave.is_none_or(|last| last >= 1)
    });
    let mut notes = Vec::new();
    if !lead {
        notes.push(FieldNote::warning("foundation.staff_plan", "note.no_lead_in_wave_one"));
    }
    for (number, office) in (1..).zip(&figures.office) {
        if falls_short(office.fte, LEAST_STAFF) {
            let path = format!("{}.fte", wave_path(document, number));
            notes.push(FieldNote::warning(path, "note.wave_without_staff"));
        }
    }
    notes
}

/// A jump of more than two levels within 24 months; a target without a date has the usual 24 (4.1).
fn targets(document: &Document, figures: &Figures) -> Vec<FieldNote> {
    let notes = figures.areas.iter().filter_map(|area| {
        let hasty = is_due_soon(document, area.area) && exceeds(area.target? - area.level?, 2.0);
        let path = format!("initiation.areas.{}.target", area.area.code());
        hasty.then(|| FieldNote::warning(path, "note.target_jumps"))
    });
    notes.collect()
}

/// Whether the target of an area is due within 24 months of the assessment. One without a date has these 24 (4.1).
pub fn is_due_soon(document: &Document, area: Area) -> bool {
    let initiation = &document.initiation;
    let from = initiation.assessment_date.unwrap_or(document.plan.start_date);
    let limit = from.civil().saturating_add(24.months());
    let due = initiation.areas.get(&area).and_then(|decided| decided.target_date);
    due.is_none_or(|due| due.civil() <= limit)
}

#[cfg(test)]
mod tests {
    use super::super::message::field_message;
    use super::super::sample::{area, day, sound_plan};
    use super::*;
    use crate::domain::model::foundation::{Authority, CustomerGroup};
    use crate::domain::model::ids::{ObjectiveId, RowId};
    use crate::domain::model::scalar::{Amount, Level};

    fn customer(name: &str) -> CustomerGroup {
        CustomerGroup { id: RowId(5), name: name.to_owned(), ..CustomerGroup::default() }
    }

    fn check(spoil: impl FnOnce(&mut Document), expected: &[(&str, &str)]) {
        let mut plan = sound_plan();
        plan.foundation.customers.push(customer("Project managers"));
        spoil(&mut plan);
        let notes = field_notes(&plan, &Figures::of(&plan));
        let found: Vec<(&str, &str)> = notes.iter().map(|note| (note.path.as_str(), note.key)).collect();
        assert_eq!(found, expected);
        assert!(notes.iter().all(|note| !field_message(note).is_empty()));
    }

    #[test]
    fn fields_that_agree_have_no_note() {
        check(|_| {}, &[]);
    }

    #[test]
    fn a_plan_has_a_name() {
        check(|plan| plan.plan.name = " ".to_owned(), &[("plan.name", "note.plan_without_name")]);
    }

    #[test]
    fn a_directive_office_needs_a_decision_of_its_own() {
        let directive = |plan: &mut Document| plan.foundation.control_level = ControlLevel::Directive;
        check(directive, &[("foundation.control_level", "note.directive_without_decision")]);
        let deciding = |plan: &mut Document| {
            directive(plan);
            let authority = Authority { level: AuthorityLevel::Decide, ..Authority::default() };
            plan.foundation.authority.push(authority);
        };
        check(deciding, &[]);
    }

    #[test]
    fn a_sponsor_below_the_scope_is_noted() {
        let below = |plan: &mut Document| plan.foundation.sponsor.rank_above_scope = SponsorRank::Below;
        check(below, &[("foundation.sponsor.rank_above_scope", "note.sponsor_below_scope")]);
    }

    #[test]
    fn objectives_are_due_inside_the_plan() {
        let late = |plan: &mut Document| {
            plan.foundation.objectives[0].id = ObjectiveId(7);
            plan.foundation.objectives[0].due = Some(day(2028, 1, 1));
            plan.foundation.objectives[1].due = None;
            plan.foundation.objectives[2].due = Some(day(2027, 12, 31));
        };
        check(
            late,
            &[
                ("foundation.objectives[7].due", "note.objective_outside_plan"),
                ("foundation.objectives[2].due", "note.objective_without_date"),
            ],
        );
    }

    #[test]
    fn customers_are_somebody() {
        check(|plan| plan.foundation.customers.clear(), &[("foundation.customers", "note.no_customers")]);
        let vague = |plan: &mut Document| plan.foundation.customers = vec![customer(" Everyone ")];
        check(vague, &[("foundation.customers[5].name", "note.customer_is_everyone")]);
    }

    #[test]
    fn money_lasts_for_two_waves() {
        let early = |plan: &mut Document| plan.foundation.funding.secured_until = Some(day(2027, 6, 29));
        check(early, &[("foundation.funding.secured_until", "note.funding_ends_early")]);
    }

    #[test]
    fn every_wave_has_staff_and_the_first_a_lead() {
        let empty = |plan: &mut Document| {
            plan.foundation.staff_plan[0].from_wave = 2;
            plan.waves[2].fte = Amount::new(0.4).ok();
        };
        check(
            empty,
            &[
                ("foundation.staff_plan", "note.no_lead_in_wave_one"),
                ("waves[3].fte", "note.wave_without_staff"),
            ],
        );
    }

    #[test]
    fn targets_rise_one_level_a_year() {
        let jump = |plan: &mut Document| area(plan, Area::Tools).target = Level::new(4.5).ok();
        check(jump, &[("initiation.areas.tools.target", "note.target_jumps")]);
        let slow = |plan: &mut Document| {
            jump(plan);
            area(plan, Area::Tools).target_date = Some(day(2028, 11, 2));
        };
        check(slow, &[]);
    }
}
