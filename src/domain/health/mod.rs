//! The health check: fifty rules about a plan, and the notes that stand beside single fields.

pub mod assessment;
pub mod balance;
mod contrary;
pub mod extent;
pub mod fallback;
pub mod field;
pub mod finding;
pub mod foundation;
pub mod inspection;
pub mod load;
pub mod message;
pub mod office;
pub mod order;
pub mod people;
#[cfg(test)]
pub mod sample;
pub mod subject;

use std::cmp::Ordering;

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::RuleId;

pub use field::{FieldNote, field_notes};
pub use finding::{Finding, Severity};
pub use message::{message, remedy, title};
pub use subject::Subject;

use inspection::Inspection;

/// A rule: everything in a plan that breaks it.
pub type Rule = fn(&Inspection<'_>) -> Vec<Finding>;

/// Every rule by its id (PMO fact base 8.4).
pub const RULES: [(&str, Rule); 50] = [
    ("R01", foundation::sponsor_is_named),
    ("R02", foundation::sponsor_is_active),
    ("R03", foundation::mandate_is_signed),
    ("R04", foundation::sponsor_ranks_above_scope),
    ("R05", foundation::objectives_are_focused),
    ("R06", foundation::objectives_can_be_proven),
    ("R07", foundation::sponsor_has_successor),
    ("R08", foundation::other_offices_have_a_relation),
    ("R09", assessment::base_is_strong_enough),
    ("R10", assessment::people_agree_on_the_facts),
    ("R11", assessment::promised_benefit_can_be_shown),
    ("R12", assessment::gaps_are_closed),
    ("R13", assessment::chosen_entries_are_needed),
    ("R14", order::prerequisites_come_first),
    ("R15", order::tool_follows_process),
    ("R16", balance::waves_have_something_to_show),
    ("R17", order::training_is_followed_by_coaching),
    ("R18", people::line_managers_take_part),
    ("R19", order::dashboard_leads_to_decisions),
    ("R20", balance::help_comes_with_control),
    ("R21", order::teaching_comes_before_checks),
    ("R22", order::method_knows_project_sizes),
    ("R23", order::colours_have_rules),
    ("R24", people::weights_have_owners),
    ("R25", balance::value_is_visible),
    ("R26", foundation::measures_have_a_baseline),
    ("R27", balance::change_work_starts_early),
    ("R28", people::control_fits_culture),
    ("R29", people::leaders_support_heavy_changes),
    ("R30", load::waves_are_not_crowded),
    ("R31", load::groups_are_not_overloaded),
    ("R32", load::heavy_entries_stand_alone),
    ("R33", load::groups_recover_after_overload),
    ("R34", office::office_is_not_overloaded),
    ("R35", office::power_is_left_to_build),
    ("R36", office::services_can_be_kept_alive),
    ("R37", office::lead_is_at_home),
    ("R38", office::office_has_a_usual_size),
    ("R39", people::entries_have_a_run_owner),
    ("R40", foundation::funding_is_secured),
    ("R41", people::heavy_entries_start_with_a_pilot),
    ("R42", load::launches_avoid_blackouts),
    ("R43", balance::waves_have_a_story),
    ("R44", assessment::targets_are_credible),
    ("R45", load::groups_get_relief),
    ("R46", order::recorded_time_is_used),
    ("R47", people::line_managers_are_ready_to_give_people),
    ("R48", balance::value_is_spread_over_time),
    ("R49", foundation::temporary_office_has_an_ending),
    ("R50", foundation::blockers_are_addressed),
];

/// Every finding of a plan by rule, then by severity, then by object.
pub fn check(document: &Document, figures: &Figures) -> Vec<Finding> {
    let plan = Inspection::of(document, figures);
    let mut findings = Vec::new();
    for (id, rule) in RULES {
        let mut of_rule = rule(&plan);
        for finding in &mut of_rule {
            finding.rule = RuleId::from(id);
            if finding.jump.is_empty() {
                finding.jump = finding.subject.path(document);
            }
            finding.accepted = acceptance(document, finding);
        }
        of_rule.sort_by(|a, b| a.severity.cmp(&b.severity).then_with(|| natural_order(&a.object, &b.object)));
        findings.append(&mut of_rule);
    }
    findings
}

/// Whether somebody has to act: an error or a warning that nobody accepted.
pub fn needs_action(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::counts)
}

/// Why a finding was accepted. An acceptance without a reason does not count (PMO fact base 5.4 no 8).
fn acceptance(document: &Document, finding: &Finding) -> Option<String> {
    let mut accepted = document.governance.accepted_findings.iter();
    accepted
        .find(|accepted| {
            accepted.rule == finding.rule
                && accepted.object == finding.object
                && !accepted.reason.trim().is_empty()
        })
        .map(|accepted| accepted.reason.clone())
}

/// Order of texts in which `wave 2` comes before `wave 10`.
fn natural_order(a: &str, b: &str) -> Ordering {
    parts(a).cmp(parts(b))
}

/// Pieces of a text: a run of digits by its length and digits, other characters as they are.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_digit = |character: char| character.is_ascii_digit();
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if is_digit(first) {
            rest.find(|character| !is_digit(character)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some((if is_digit(first) { part.len() } else { 0 }, part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::rules::rules;
    use crate::domain::model::governance::AcceptedFinding;
    use crate::domain::model::planning::SelectionState;

    #[test]
    fn a_sound_plan_has_no_finding() {
        assert_eq!(sample::findings(|_| {}), []);
    }

    #[test]
    fn every_rule_has_its_texts_in_the_same_order() {
        let ids: Vec<&str> = rules().iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(RULES.map(|(id, _)| id).to_vec(), ids);
    }

    #[test]
    fn an_empty_plan_is_judged_without_fault() {
        let document = Document::default();
        let findings = check(&document, &Figures::of(&document));
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["R01", "R03", "R05", "R09", "R25", "R27", "R37", "R40"]);
        assert!(findings.iter().all(|finding| !message(finding).contains('{')));
    }

    fn accept(reason: &str, expected: Option<&str>, acts: bool) {
        let findings = sample::findings(|plan| {
            sample::remove(plan, "change-comms");
            sample::decide(plan, "change-comms", SelectionState::Parked);
            sample::remove(plan, "ocm-support");
            plan.governance.accepted_findings.push(AcceptedFinding {
                rule: RuleId::from("R27"),
                object: "change-comms".to_owned(),
                reason: reason.to_owned(),
                ..AcceptedFinding::default()
            });
        });
        let finding = findings.iter().find(|finding| finding.rule.as_str() == "R27").unwrap();
        assert_eq!(finding.accepted.as_deref(), expected);
        assert_eq!(needs_action(&findings), acts, "{findings:#?}");
    }

    #[test]
    fn an_accepted_finding_carries_its_reason_and_does_not_count() {
        accept("The mother company does it", Some("The mother company does it"), false);
        accept(" ", None, true);
    }

    #[test]
    fn objects_are_sorted_as_people_count() {
        let mut objects = ["wave 10", "wave 2", "F wave 2", "P", "F wave 11", "F"];
        objects.sort_by(|a, b| natural_order(a, b));
        assert_eq!(objects, ["F", "F wave 2", "F wave 11", "P", "wave 2", "wave 10"]);
    }
}
