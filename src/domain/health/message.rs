//! Sentences of the health check: what a finding says, and what helps.

use crate::domain::catalogue::areas::areas;
use crate::domain::catalogue::builtin_entries;
use crate::domain::catalogue::rules::rule;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::wording::{fill, find, t};

use super::field::FieldNote;
use super::finding::Finding;
use super::subject::Subject;

/// What a finding says, with its names and numbers.
pub fn message(finding: &Finding) -> String {
    if finding.sentences.is_empty() {
        return fill(&key(finding), &values(finding));
    }
    let said = |sentence: &&str| fill(&format!("{}.{sentence}", key(finding)), &values(finding));
    finding.sentences.iter().map(said).collect::<Vec<_>>().join(" ")
}

/// What a finding is called: the title of its first sentence where that has its own, else that of the rule.
pub fn title(finding: &Finding) -> &'static str {
    let own =
        finding.sentences.first().and_then(|sentence| find(&format!("{}.{sentence}.title", key(finding))));
    own.unwrap_or_else(|| rule(finding.rule.as_str()).map_or("", |rule| rule.title.as_str()))
}

/// What helps: the remedy of the finding's first sentence where that has its own, else that of the rule; and
/// the entries that are proposed, unless the remedy names them already.
pub fn remedy(finding: &Finding, document: &Document) -> String {
    let own = finding.sentences.first().map(|sentence| format!("{}.{sentence}.remedy", key(finding)));
    let remedy = match own.filter(|own| find(own).is_some()) {
        Some(own) => fill(&own, &values(finding)),
        None => rule(finding.rule.as_str()).map_or_else(String::new, |texts| texts.remedy.clone()),
    };
    let names_them = matches!(finding.subject, Subject::Entry(_) | Subject::Pair(..));
    if names_them || finding.proposals.is_empty() {
        return remedy;
    }
    let names: Vec<&str> = finding.proposals.iter().map(|entry| short_name(document, entry)).collect();
    format!("{remedy} {}", fill("finding.proposals", &[("entries", &names.join(", "))]))
}

/// What a note beside a field says.
pub fn field_message(note: &FieldNote) -> &'static str {
    t(note.key)
}

/// The usual name of a group. A plan's own names can be whole phrases, which no sentence could carry.
pub fn group_name(group: Group) -> &'static str {
    t(&format!("choice.group.{}", group.letter()))
}

/// What a finding is about.
pub fn subject_name(subject: &Subject, document: &Document) -> String {
    match subject {
        Subject::Plan => t("health.plan").to_owned(),
        Subject::Area(area) => areas().name(*area).to_owned(),
        Subject::Entry(entry) => short_name(document, entry).to_owned(),
        Subject::Wave(number) => wave_name(*number),
        Subject::Group(group) => group_name(*group).to_owned(),
        Subject::GroupWave(group, number) => format!("{}, {}", group_name(*group), wave_name(*number)),
        Subject::Objective(id) => {
            let objectives = &document.foundation.objectives;
            let found = objectives.iter().find(|objective| objective.id == *id);
            found.map_or_else(|| t("health.objective").to_owned(), |found| found.text.clone())
        }
        Subject::Kpi(id) => {
            let found = document.governance.kpis.iter().find(|kpi| kpi.id == *id);
            found.map_or_else(|| t("health.kpi").to_owned(), |found| found.name.clone())
        }
        Subject::Pair(entry, other, _) => fill(
            "health.pair",
            &[("entry", short_name(document, entry)), ("other", short_name(document, other))],
        ),
    }
}

fn wave_name(number: usize) -> String {
    fill("entry.wave", &[("number", &number.to_string())])
}

fn key(finding: &Finding) -> String {
    format!("finding.{}", finding.rule)
}

fn values(finding: &Finding) -> Vec<(&str, &str)> {
    finding.values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn short_name<'a>(document: &'a Document, entry: &'a EntryId) -> &'a str {
    let mut entries = builtin_entries().iter().chain(&document.planning.own_entries);
    entries.find(|known| &known.id == entry).map_or(entry.as_str(), |known| &known.short_name)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{findings, move_to, put, remove};
    use super::super::{RULES, check as check_health};
    use super::*;
    use crate::domain::figures::Figures;

    fn check(spoil: impl FnOnce(&mut Document), rule: &str, said: &str, helps: &str) {
        let finding = findings(spoil).into_iter().find(|finding| finding.rule.as_str() == rule).unwrap();
        assert_eq!(message(&finding), said);
        assert_eq!(remedy(&finding, &Document::default()), helps);
    }

    #[test]
    fn sentences_carry_names_and_numbers_and_remedies_fit_them() {
        check(
            |plan| move_to(plan, "pm-coaching", 1),
            "R14",
            "'Coaching' needs 'Templates' in the same wave 1: the order is right, but time is tight.",
            "Leave it and watch the dates, or move 'Coaching' to a later wave.",
        );
        check(
            |plan| remove(plan, "change-comms"),
            "R27",
            "'Change and messages' is not planned.",
            "Add the change and communication work to wave 1 or 2.",
        );
    }

    #[test]
    fn several_sentences_of_one_finding_follow_each_other() {
        let both = |plan: &mut Document| {
            plan.foundation.funding.secured_until = None;
            plan.foundation.funding.review_date = None;
        };
        check(
            both,
            "R40",
            "The funding is not secured to the end of wave 2. No day is set on which the funding is reviewed.",
            "Secure the funding for at least two waves and agree a review date.",
        );
    }

    #[test]
    fn proposed_entries_are_named() {
        let unbalanced = |plan: &mut Document| {
            remove(plan, "ocm-support");
            put(plan, "governance-framework", 3);
        };
        check(
            unbalanced,
            "R48",
            "The second half of the plan launches nothing of long-term value.",
            "Balance the plan: early value in the first half, long-term value in the second. \
             Proposed: People-change support.",
        );
    }

    #[test]
    fn every_rule_has_a_text() {
        let texts = include_str!("../wording/en/findings.json");
        for (rule, _) in RULES {
            assert!(texts.contains(&format!("\"finding.{rule}")), "{rule}");
        }
        let empty = Document::default();
        assert!(
            check_health(&empty, &Figures::of(&empty)).iter().all(|finding| !message(finding).is_empty())
        );
    }
}
