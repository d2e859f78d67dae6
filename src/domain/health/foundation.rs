//! Rules about sponsor, mandate, objectives, other offices, money and the office's end (PMO fact base 8.4).

use crate::domain::figures::area::{ACTIVE_SPONSOR, sponsor_score};
use crate::domain::figures::number::{TOLERANCE, falls_short, fixed, short};
use crate::domain::model::foundation::{Attitude, Lifetime, SponsorRank};
use crate::domain::model::group::Group;
use crate::domain::model::plan::SizeClass;
use crate::domain::model::wave::WaveKind;

use super::finding::{Finding, Severity};
use super::inspection::Inspection;
use super::subject::Subject;

/// Hours a month that a healthy sponsor gives to the PMO (PMO fact base 2.3).
pub const fn healthy_sponsor_hours(size: SizeClass) -> f64 {
    match size {
        SizeClass::S => 4.0,
        SizeClass::M => 6.0,
        SizeClass::L => 8.0,
    }
}

/// R01: no primary sponsor.
pub fn sponsor_is_named(plan: &Inspection<'_>) -> Vec<Finding> {
    let missing = plan.document.foundation.sponsor.person.is_none();
    let finding = || Finding::new(Severity::Error, Subject::Plan).jump("foundation.sponsor.person");
    missing.then(finding).into_iter().collect()
}

/// R02: sponsor score below 3.0, or hours below the default. Silent while nobody is named.
pub fn sponsor_is_active(plan: &Inspection<'_>) -> Vec<Finding> {
    let sponsor = &plan.document.foundation.sponsor;
    let hours = healthy_sponsor_hours(plan.document.plan.size_class);
    let score = sponsor_score(sponsor).filter(|score| falls_short(*score, ACTIVE_SPONSOR));
    let few_hours = falls_short(sponsor.hours_per_month.get(), hours);
    if sponsor.person.is_none() || (score.is_none() && !few_hours) {
        return Vec::new();
    }
    let field =
        if score.is_some() { "foundation.sponsor.active" } else { "foundation.sponsor.hours_per_month" };
    let finding = Finding::new(Severity::Warning, Subject::Plan)
        .say_if(score.is_some(), "score")
        .say_if(few_hours, "hours")
        .value("score", fixed(score.unwrap_or_default(), 1))
        .value("hours", short(sponsor.hours_per_month.get(), 1))
        .value("healthy", short(hours, 1))
        .jump(field);
    vec![finding]
}

/// R03: the charter neither exists nor stands in wave 1, or its approval is missing or comes after wave 1.
pub fn mandate_is_signed(plan: &Inspection<'_>) -> Vec<Finding> {
    let late_charter = !plan.in_use_by("pmo-charter", 1);
    let approved_on = plan.document.foundation.approved_on;
    let end = plan.span(1).map(|span| span.end);
    let late_approval = approved_on.zip(end).filter(|(approved, end)| approved > end);
    if !late_charter && approved_on.is_some() && late_approval.is_none() {
        return Vec::new();
    }
    let mut finding = Finding::new(Severity::Warning, Subject::entry("pmo-charter"))
        .say_if(late_charter, "charter")
        .say_if(approved_on.is_none(), "unsigned")
        .say_if(late_approval.is_some(), "late");
    if let Some((approved, end)) = late_approval {
        finding = finding.value("approved", approved.to_string()).value("end", end.to_string());
    }
    if late_charter {
        finding = finding.propose(["pmo-charter".into()]);
    } else {
        finding = finding.jump("foundation.approved_on");
    }
    vec![finding]
}

/// R04: the sponsor ranks below what the office reaches. Silent while nobody is named.
pub fn sponsor_ranks_above_scope(plan: &Inspection<'_>) -> Vec<Finding> {
    let sponsor = &plan.document.foundation.sponsor;
    let below = sponsor.person.is_some() && sponsor.rank_above_scope == SponsorRank::Below;
    let finding =
        || Finding::new(Severity::Warning, Subject::Plan).jump("foundation.sponsor.rank_above_scope");
    below.then(finding).into_iter().collect()
}

/// R05: fewer than 3 or more than 7 objectives.
pub fn objectives_are_focused(plan: &Inspection<'_>) -> Vec<Finding> {
    let count = plan.document.foundation.objectives.len();
    let finding = || {
        Finding::new(Severity::Warning, Subject::Plan)
            .value("count", count.to_string())
            .jump("foundation.objectives")
    };
    (!(3..=7).contains(&count)).then(finding).into_iter().collect()
}

/// R06: an objective without measure, date or entry.
pub fn objectives_can_be_proven(plan: &Inspection<'_>) -> Vec<Finding> {
    let objectives = plan.document.foundation.objectives.iter();
    let findings = objectives.filter_map(|objective| {
        let gaps = [
            (objective.measure.trim().is_empty(), "measure"),
            (objective.due.is_none(), "due"),
            (objective.entries.is_empty(), "entries"),
        ];
        let (_, field) = *gaps.iter().find(|(missing, _)| *missing)?;
        let subject = Subject::Objective(objective.id);
        let mut finding = Finding::new(Severity::Warning, subject).value("objective", objective.text.trim());
        for (missing, sentence) in gaps {
            finding = finding.say_if(missing, sentence);
        }
        Some(finding.jump(format!("foundation.objectives[{}].{field}", objective.id)))
    });
    findings.collect()
}

/// R07: no successor for the sponsor. Silent while nobody is named.
pub fn sponsor_has_successor(plan: &Inspection<'_>) -> Vec<Finding> {
    let sponsor = &plan.document.foundation.sponsor;
    let alone = sponsor.person.is_some() && !sponsor.successor_named;
    let finding = || Finding::new(Severity::Hint, Subject::Plan).jump("foundation.sponsor.successor_named");
    alone.then(finding).into_iter().collect()
}

/// R08: another office without a stated relation.
pub fn other_offices_have_a_relation(plan: &Inspection<'_>) -> Vec<Finding> {
    let offices = &plan.document.organisation.other_pmos;
    let unclear: Vec<_> = offices.iter().filter(|office| office.relation.trim().is_empty()).collect();
    let Some(first) = unclear.first() else { return Vec::new() };
    let names: Vec<&str> = unclear.iter().map(|office| office.name.trim()).collect();
    let finding = Finding::new(Severity::Warning, Subject::Plan)
        .value("offices", names.join(", "))
        .jump(format!("organisation.other_pmos[{}].relation", first.id));
    vec![finding]
}

/// R26: a measure of success without a baseline.
pub fn measures_have_a_baseline(plan: &Inspection<'_>) -> Vec<Finding> {
    let measures = plan.document.governance.kpis.iter();
    let without = measures.filter(|kpi| kpi.baseline.trim().is_empty());
    let finding = without.map(|kpi| {
        Finding::new(Severity::Warning, Subject::Kpi(kpi.id))
            .value("kpi", kpi.name.trim())
            .jump(format!("governance.kpis[{}].baseline", kpi.id))
    });
    finding.collect()
}

/// R40: money is not sure to the end of wave 2 (of the last wave in a shorter plan), or nobody set a review.
pub fn funding_is_secured(plan: &Inspection<'_>) -> Vec<Finding> {
    let funding = &plan.document.foundation.funding;
    let end = plan.span(plan.wave_count().min(2)).map(|span| span.end);
    let ends_early = match (funding.secured_until, end) {
        (None, _) => true,
        (Some(secured), end) => end.is_some_and(|end| secured < end),
    };
    let unreviewed = funding.review_date.is_none();
    if !ends_early && !unreviewed {
        return Vec::new();
    }
    let field =
        if ends_early { "foundation.funding.secured_until" } else { "foundation.funding.review_date" };
    let finding = Finding::new(Severity::Hint, Subject::Plan)
        .say_if(ends_early, "early")
        .say_if(unreviewed, "review")
        .jump(field);
    vec![finding]
}

/// R49: a temporary office without a closing wave.
pub fn temporary_office_has_an_ending(plan: &Inspection<'_>) -> Vec<Finding> {
    let temporary = plan.document.foundation.lifetime == Lifetime::Temporary;
    let closes = plan.waves().any(|(_, wave)| wave.kind == WaveKind::Closing);
    let finding = || Finding::new(Severity::Hint, Subject::Plan).jump("waves");
    (temporary && !closes).then(finding).into_iter().collect()
}

/// R50: a powerful group that opposes the office and that no message addresses.
pub fn blockers_are_addressed(plan: &Inspection<'_>) -> Vec<Finding> {
    let blocks = |group: &Group| {
        let stakeholder = plan.document.foundation.stakeholders.get(*group);
        let powerful = stakeholder.power.is_some_and(|power| power.value() >= 4.0 - TOLERANCE);
        let messages = &plan.document.governance.communications;
        powerful
            && stakeholder.attitude == Attitude::Opposes
            && messages.iter().all(|message| message.audience != *group)
    };
    let finding = |group| {
        Finding::new(Severity::Hint, Subject::Group(group))
            .value("group", plan.group_name(group))
            .jump("governance.communications")
    };
    Group::ALL.into_iter().filter(blocks).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;
    use crate::domain::model::document::Document;
    use crate::domain::model::foundation::{Attitude, Lifetime, SponsorRank};
    use crate::domain::model::governance::{Communication, Kpi};
    use crate::domain::model::group::Group;
    use crate::domain::model::ids::{ObjectiveId, RowId};
    use crate::domain::model::organisation::OtherPmo;
    use crate::domain::model::planning::SelectionState;
    use crate::domain::model::scalar::{Amount, Date, Scale5};
    use crate::domain::model::wave::WaveKind;

    #[test]
    fn a_plan_without_sponsor_is_an_error_and_no_other_sponsor_rule_speaks() {
        let orphaned = |plan: &mut Document| {
            plan.foundation.sponsor = crate::domain::model::foundation::Sponsor {
                rank_above_scope: SponsorRank::Below,
                ..Default::default()
            };
        };
        check("R01", orphaned, &["error plan"]);
        for silent in ["R02", "R04", "R07"] {
            check(silent, orphaned, &[]);
        }
    }

    #[test]
    fn a_named_sponsor_is_enough() {
        check("R01", |_| {}, &[]);
    }

    #[test]
    fn a_sponsor_with_low_ratings_or_few_hours_is_a_warning() {
        let low = |plan: &mut Document| {
            plan.foundation.sponsor.visible = Some(Scale5::MIN);
            plan.foundation.sponsor.coalition = Some(Scale5::MIN);
        };
        check("R02", low, &["warning plan"]);
        let hours = |plan: &mut Document| {
            plan.foundation.sponsor.hours_per_month = Amount::new(5.9).unwrap();
        };
        check("R02", hours, &["warning plan"]);
    }

    #[test]
    fn a_sponsor_at_the_limits_is_active() {
        let just = |plan: &mut Document| {
            let three = Some(Scale5::new(3).unwrap());
            let sponsor = &mut plan.foundation.sponsor;
            (sponsor.active, sponsor.visible, sponsor.coalition) = (three, three, three);
            sponsor.hours_per_month = Amount::new(6.0).unwrap();
        };
        check("R02", just, &[]);
    }

    #[test]
    fn a_late_charter_or_signature_is_a_warning() {
        use super::super::sample::move_to;
        check("R03", |plan| move_to(plan, "pmo-charter", 2), &["warning pmo-charter"]);
        check("R03", |plan| plan.foundation.approved_on = None, &["warning pmo-charter"]);
        let day_after = |plan: &mut Document| {
            plan.foundation.approved_on = Some(Date::new(2027, 4, 1).unwrap());
        };
        check("R03", day_after, &["warning pmo-charter"]);
    }

    #[test]
    fn a_charter_that_exists_and_a_signature_on_the_last_day_are_fine() {
        use super::super::sample::{decide, remove};
        let exists = |plan: &mut Document| {
            remove(plan, "pmo-charter");
            decide(plan, "pmo-charter", SelectionState::Exists);
            plan.foundation.approved_on = Some(Date::new(2027, 3, 31).unwrap());
        };
        check("R03", exists, &[]);
    }

    #[test]
    fn a_sponsor_below_the_scope_is_a_warning() {
        check("R04", |plan| plan.foundation.sponsor.rank_above_scope = SponsorRank::Below, &["warning plan"]);
    }

    #[test]
    fn a_sponsor_beside_the_scope_is_fine() {
        check("R04", |plan| plan.foundation.sponsor.rank_above_scope = SponsorRank::Equal, &[]);
    }

    #[test]
    fn two_or_eight_objectives_are_unfocused() {
        check("R05", |plan| plan.foundation.objectives.truncate(2), &["warning plan"]);
        let eight = |plan: &mut Document| {
            let objective = plan.foundation.objectives[0].clone();
            plan.foundation.objectives.resize(8, objective);
        };
        check("R05", eight, &["warning plan"]);
    }

    #[test]
    fn three_objectives_are_focused() {
        check("R05", |plan| plan.foundation.objectives.truncate(3), &[]);
    }

    #[test]
    fn an_objective_needs_measure_date_and_entry() {
        let bare = |plan: &mut Document| {
            plan.foundation.objectives[0].id = ObjectiveId(9);
            plan.foundation.objectives[0].measure = " ".to_owned();
            plan.foundation.objectives[0].due = None;
        };
        check("R06", bare, &["warning objective 9"]);
        let unlinked = |plan: &mut Document| {
            plan.foundation.objectives[1].id = ObjectiveId(8);
            plan.foundation.objectives[1].entries.clear();
        };
        check("R06", unlinked, &["warning objective 8"]);
    }

    #[test]
    fn complete_objectives_are_fine() {
        check("R06", |_| {}, &[]);
    }

    #[test]
    fn a_sponsor_without_successor_is_a_hint() {
        check("R07", |plan| plan.foundation.sponsor.successor_named = false, &["hint plan"]);
    }

    #[test]
    fn a_named_successor_is_fine() {
        check("R07", |plan| plan.foundation.sponsor.successor_named = true, &[]);
    }

    #[test]
    fn another_office_needs_a_relation() {
        let office = |relation: &str| OtherPmo { relation: relation.to_owned(), ..OtherPmo::default() };
        check("R08", |plan| plan.organisation.other_pmos.push(office("")), &["warning plan"]);
        check("R08", |plan| plan.organisation.other_pmos.push(office("serves one programme")), &[]);
    }

    #[test]
    fn a_measure_needs_a_baseline() {
        let kpi = |baseline: &str| Kpi { id: RowId(4), baseline: baseline.to_owned(), ..Kpi::default() };
        check("R26", |plan| plan.governance.kpis.push(kpi("")), &["warning KPI 4"]);
        check("R26", |plan| plan.governance.kpis.push(kpi("0 of 35")), &[]);
    }

    #[test]
    fn funding_needs_two_waves_and_a_review() {
        let until = |day| {
            move |plan: &mut Document| {
                plan.foundation.funding.secured_until = Some(Date::new(2027, 6, day).unwrap());
            }
        };
        check("R40", until(29), &["hint plan"]);
        check("R40", |plan| plan.foundation.funding.review_date = None, &["hint plan"]);
    }

    #[test]
    fn funding_to_the_last_day_of_wave_two_is_enough() {
        let until = |plan: &mut Document| {
            plan.foundation.funding.secured_until = Some(Date::new(2027, 6, 30).unwrap());
        };
        check("R40", until, &[]);
    }

    #[test]
    fn a_temporary_office_needs_a_closing_wave() {
        check("R49", |plan| plan.foundation.lifetime = Lifetime::Temporary, &["hint plan"]);
        let closing = |plan: &mut Document| {
            plan.foundation.lifetime = Lifetime::Temporary;
            plan.waves[3].kind = WaveKind::Closing;
        };
        check("R49", closing, &[]);
    }

    #[test]
    fn a_powerful_opponent_needs_a_message() {
        let blocker = |plan: &mut Document| {
            plan.foundation.stakeholders.F.power = Some(Scale5::new(4).unwrap());
            plan.foundation.stakeholders.F.attitude = Attitude::Opposes;
        };
        check("R50", blocker, &["hint F"]);
        let addressed = |plan: &mut Document| {
            blocker(plan);
            let message = Communication { audience: Group::F, ..Communication::default() };
            plan.governance.communications.push(message);
        };
        check("R50", addressed, &[]);
    }
}
