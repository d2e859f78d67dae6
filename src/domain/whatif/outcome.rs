//! What a plan comes to, in the few figures by which plans are compared.

use crate::domain::figures::Figures;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::load::LoadCell;
use crate::domain::figures::number::exceeds;
use crate::domain::figures::role::roles;
use crate::domain::figures::value::entry_worth;
use crate::domain::health::{self, Severity};
use crate::domain::model::document::Document;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::RoleId;
use crate::domain::model::scalar::Date;

/// The key figures of one plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Name of the plan.
    pub name: String,
    /// Worth times months in use, up to the common horizon.
    pub value: f64,
    /// The same by the end of each month from the start of the plan.
    pub value_by_month: Vec<f64>,
    /// The fullest wave of the office: its number from 1 and its utilisation.
    pub office_peak: (usize, f64),
    /// In a plan by role, the fullest role: its wave from 1 and its utilisation. None where no role has work.
    pub role_peak: Option<(RoleId, usize, f64)>,
    /// The highest load on each group in any wave.
    pub group_peaks: PerGroup<f64>,
    /// Findings of the health check that nobody accepted, by severity: errors, warnings, hints.
    pub findings: [usize; 3],
    /// Last day of the last wave; none without waves.
    pub end: Option<Date>,
    /// Own staff and consultants over all waves, currency units.
    pub cost: f64,
    /// Entries in waves.
    pub entry_count: usize,
}

impl Outcome {
    /// Counts the figures of a plan up to a horizon in months.
    pub fn of(name: String, document: &Document, figures: &Figures, horizon: f64) -> Self {
        let findings = health::check(document, figures);
        let count = |severity: Severity| {
            findings.iter().filter(|one| one.severity == severity && one.accepted.is_none()).count()
        };
        let office = figures.office.iter().map(|office| office.utilisation).enumerate();
        let peak = office.fold(
            (0, 0.0),
            |best, (index, utilisation)| {
                if utilisation > best.1 { (index + 1, utilisation) } else { best }
            },
        );
        Self {
            name,
            value: value(document, figures, horizon),
            value_by_month: value_by_month(document, figures, horizon),
            office_peak: peak,
            role_peak: role_peak(document, figures),
            group_peaks: PerGroup::from_fn(|group| {
                let cells = figures.loads.iter().map(|row| row.get(group));
                cells.map(LoadCell::utilisation).fold(0.0, f64::max)
            }),
            findings: [Severity::Error, Severity::Warning, Severity::Hint].map(count),
            end: figures.spans.last().map(|span| span.end),
            cost: figures.office.iter().map(|office| office.total_cost()).sum(),
            entry_count: document.waves.iter().map(|wave| wave.items.len()).sum(),
        }
    }

    /// How full the office is at its peak.
    pub fn office_colour(&self) -> LoadColour {
        LoadColour::of(self.office_peak.1)
    }

    /// The office, a role that is planned on its own or a group carries more than its capacity in some wave.
    pub fn is_over(&self) -> bool {
        let peaks = Group::ALL.into_iter().map(|group| *self.group_peaks.get(group));
        let role = self.role_peak.as_ref().map(|(_, _, peak)| *peak);
        peaks.chain([self.office_peak.1]).chain(role).any(|peak| LoadColour::of(peak) >= LoadColour::Red)
    }
}

fn role_peak(document: &Document, figures: &Figures) -> Option<(RoleId, usize, f64)> {
    if !document.plan.settings.plan_by_role {
        return None;
    }
    let all = roles(document, figures).into_iter().flat_map(|office| {
        let waves = office.waves.iter().zip(1..).map(|(wave, number)| (number, wave.utilisation()));
        waves.map(|(number, peak)| (office.role.clone(), number, peak)).collect::<Vec<_>>()
    });
    let busy = all.filter(|(_, _, peak)| exceeds(*peak, 0.0));
    busy.reduce(|best, next| if exceeds(next.2, best.2) { next } else { best })
}

/// Months from the start of the plan to the end of its last wave.
pub fn months(figures: &Figures) -> f64 {
    figures.spans.iter().map(|span| span.months).sum()
}

/// Worth times months in use up to a horizon: an entry counts from the start of its wave, as in the planner's objective
/// (planner contract 2).
pub fn value(document: &Document, figures: &Figures, horizon: f64) -> f64 {
    launches(document, figures).map(|(start, worth)| worth * (horizon - start).max(0.0)).sum()
}

/// The value that has come in by the end of each month, rounded up to whole months.
fn value_by_month(document: &Document, figures: &Figures, horizon: f64) -> Vec<f64> {
    let launches: Vec<(f64, f64)> = launches(document, figures).collect();
    let count = horizon.clamp(0.0, 240.0).ceil() as usize;
    let by = |end: f64| launches.iter().map(|(start, worth)| worth * (end - start).max(0.0)).sum();
    (1..=count).map(|month| by((month as f64).min(horizon))).collect()
}

/// Every placed entry: months before its wave, and its worth.
fn launches<'a>(document: &'a Document, figures: &'a Figures) -> impl Iterator<Item = (f64, f64)> {
    let mut start = 0.0;
    let starts: Vec<f64> = figures
        .spans
        .iter()
        .map(|span| {
            let here = start;
            start += span.months;
            here
        })
        .collect();
    document.waves.iter().zip(starts).flat_map(move |(wave, start)| {
        let entries = wave.items.iter().filter_map(|item| figures.entry(&item.entry));
        entries.map(move |entry| (start, entry_worth(document, figures, entry)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn the_value_is_that_of_the_planner_and_grows_by_the_month() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let outcome = Outcome::of(String::new(), &document, &figures, months(&figures));
        assert!((outcome.value - 614.313).abs() < 0.05, "{}", outcome.value);
        assert_eq!(outcome.value_by_month.len(), 12);
        assert!(outcome.value_by_month.is_sorted());
        assert!((outcome.value_by_month[11] - outcome.value).abs() < 1e-9);
        assert_eq!(outcome.office_peak.0, 4);
        assert_eq!(outcome.end.unwrap().to_string(), "2027-12-31");
        assert_eq!(outcome.entry_count, 15);
        assert!((outcome.group_peaks.E - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_role_that_has_too_much_is_over_where_the_plan_is_by_role() {
        let mut document = Example::Norvik.document().unwrap();
        let outcome =
            |document: &Document| Outcome::of(String::new(), document, &Figures::of(document), 12.0);
        let plan = outcome(&document);
        assert_eq!((plan.role_peak.clone(), plan.is_over()), (None, false));
        document.plan.settings.plan_by_role = true;
        // Nobody is there yet to write the templates of the first wave.
        let by_role = outcome(&document);
        let method = RoleId::from("method-specialist");
        assert_eq!((by_role.role_peak.clone(), by_role.is_over()), (Some((method, 1, f64::INFINITY)), true));
    }

    #[test]
    fn an_empty_plan_comes_to_nothing() {
        let document = Document::default();
        let figures = Figures::of(&document);
        let outcome = Outcome::of(String::new(), &document, &figures, months(&figures));
        assert_eq!((outcome.value, outcome.entry_count, outcome.end), (0.0, 0, None));
    }
}
