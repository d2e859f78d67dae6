//! What an edit brings along: findings that are new, and standing ones that it makes worse.

use crate::domain::figures::Figures;
use crate::domain::figures::number::exceeds;
use crate::domain::health::message::subject_name;
use crate::domain::health::{Finding, Severity, Subject, check};
use crate::domain::model::document::Document;
use crate::domain::order;
use crate::domain::wording::fill;

/// A finding that an edit brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    /// The finding as it stands after the edit.
    pub finding: Finding,
    /// It stood before and gets worse.
    pub is_worse: bool,
}

impl Brought {
    /// Rule and place: "R34 (Wave 3)".
    pub fn name(&self, document: &Document) -> String {
        let key = if self.is_worse { "mend.worse" } else { "mend.new" };
        let place = subject_name(&self.finding.subject, document);
        fill(key, &[("rule", self.finding.rule.as_str()), ("place", &place)])
    }
}

/// The open findings of a plan, each with how far it goes.
pub(super) struct Standing(Vec<(Finding, f64)>);

impl Standing {
    pub fn of(document: &Document, figures: &Figures) -> Self {
        let open = check(document, figures).into_iter().filter(|finding| finding.accepted.is_none());
        let with_extent = |finding: Finding| {
            let extent = extent(&finding, figures);
            (finding, extent)
        };
        Self(open.map(with_extent).collect())
    }

    pub fn has(&self, finding: &Finding) -> bool {
        self.0.iter().any(|(other, _)| is_same(other, finding))
    }

    /// What of these findings did not stand before, or not as grave or as far; the graver ones first.
    pub fn beyond(&self, before: &Self) -> Vec<Brought> {
        let brought = self.0.iter().filter_map(|(finding, extent)| {
            let earlier = before.0.iter().find(|(other, _)| is_same(other, finding));
            let is_worse = earlier.is_some_and(|(other, before)| {
                finding.severity < other.severity || exceeds(*extent, *before)
            });
            (earlier.is_none() || is_worse).then(|| Brought { finding: finding.clone(), is_worse })
        });
        let mut brought: Vec<Brought> = brought.collect();
        order::by_key(&mut brought, |brought| brought.finding.severity);
        brought
    }
}

fn is_same(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.object == other.object
}

/// What speaks against an edit: how many errors and warnings it brings, and hints where it removes no more than a hint.
pub(super) fn weight(brought: &[Brought], removed: Severity) -> [usize; 3] {
    let count =
        |severity: Severity| brought.iter().filter(|brought| brought.finding.severity == severity).count();
    let hints = if removed == Severity::Hint { count(Severity::Hint) } else { 0 };
    [count(Severity::Error), count(Severity::Warning), hints]
}

/// What grows while a finding stays: the load of its wave. Other findings stand or fall.
fn extent(finding: &Finding, figures: &Figures) -> f64 {
    let office = |wave: usize| wave.checked_sub(1).and_then(|index| figures.office.get(index));
    let cell = |wave: usize, group| Some(figures.loads.get(wave.checked_sub(1)?)?.get(group));
    let of_rule = match (finding.rule.as_str(), &finding.subject) {
        ("R30", Subject::Wave(wave)) => Some(figures.launched(wave - 1).count() as f64),
        ("R31", Subject::GroupWave(group, wave)) => cell(*wave, *group).map(|cell| cell.utilisation()),
        ("R32", Subject::GroupWave(group, wave)) => cell(*wave, *group).map(|cell| cell.heavy_count as f64),
        ("R33", Subject::GroupWave(group, wave)) => cell(wave + 1, *group).map(|cell| cell.utilisation()),
        ("R34", Subject::Wave(wave)) => office(*wave).map(|office| office.utilisation),
        ("R35", Subject::Wave(wave)) => office(*wave).map(|office| office.run_share),
        ("R36", _) => Some(figures.steady_state.utilisation()),
        _ => None,
    };
    of_rule.unwrap_or_default()
}
