//! Guidance held against the plan: what a practice, a role or a published figure means for this plan today.

use super::catalogue::guidance::{Figure, FigureTwin, Practice, Problem, Role};
use super::figures::Figures;
use super::figures::number::{fixed, short};
use super::health::office::usual_office_size;
use super::health::{Finding, Severity, Subject};
use super::model::document::Document;
use super::model::group::Group;
use super::model::ids::RoleId;
use super::wording::{count, fill};

/// Open findings that speak against a practice; none where no rule can see it.
pub fn against(practice: &Practice, findings: &[Finding]) -> Option<usize> {
    let fires = |finding: &&Finding| finding.accepted.is_none() && practice.rules.contains(&finding.rule);
    (!practice.rules.is_empty()).then(|| findings.iter().filter(fires).count())
}

/// The open findings that are signs of a problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Errors and warnings: they light the problem.
    pub pressing: usize,
    /// Hints: worth a look, no more.
    pub hints: usize,
}

/// The signs of a problem in a plan.
pub fn signs(problem: &Problem, findings: &[Finding]) -> Signs {
    let open = findings.iter().filter(|finding| finding.accepted.is_none());
    let shown: Vec<&Finding> = open.filter(|finding| is_sign(problem, finding)).collect();
    let pressing = shown.iter().filter(|finding| finding.counts()).count();
    Signs { pressing, hints: shown.len() - pressing }
}

/// A rule may find more than the problem is about.
fn is_sign(problem: &Problem, finding: &Finding) -> bool {
    const ONE_SIZE_FOR_ALL: [&str; 2] = ["project-tiering", "pm-methodology"];
    if !problem.rules.contains(&finding.rule) {
        return false;
    }
    match (finding.rule.as_str(), problem.id.as_str(), &finding.subject) {
        // Only the method and the classes of projects make one size for all; in the right order they do not.
        ("R14", "P4", Subject::Pair(entry, needed, _)) => {
            finding.severity != Severity::Hint
                && [entry, needed].iter().any(|id| ONE_SIZE_FOR_ALL.contains(&id.as_str()))
        }
        // Line managers resist where too much lands on themselves.
        ("R31" | "R33", "P11", Subject::GroupWave(group, _)) => *group == Group::F,
        _ => true,
    }
}

/// How a plan fills a role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filling {
    /// Full-time equivalents in the staff plan, internal and external.
    pub fte: f64,
    /// First wave in which somebody is there, from 1.
    pub from_wave: Option<u16>,
    /// People named for it outside the staff plan: the sponsor, the steering group.
    pub named: usize,
    /// Entries in waves that it builds or runs.
    pub entries: usize,
}

impl Filling {
    /// The same in words; empty where the plan neither has nor needs the role.
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        if let Some(wave) = self.from_wave {
            let (fte, wave) = (short(self.fte, 2), wave.to_string());
            parts.push(fill("mirror.staffed", &[("fte", &fte), ("wave", &wave)]));
        }
        if self.named > 0 {
            parts.push(count("mirror.named", self.named));
        }
        if self.entries > 0 {
            parts.push(count("mirror.entries", self.entries));
        }
        parts.join(" · ")
    }

    /// Entries wait for the role, and nobody fills it.
    pub fn is_missing(&self) -> bool {
        self.entries > 0 && self.from_wave.is_none() && self.named == 0
    }
}

/// How the plan fills a role. `entries` counts those in waves that name it among their build or run roles.
pub fn filling(role: &Role, document: &Document, figures: &Figures) -> Filling {
    let foundation = &document.foundation;
    let rows: Vec<_> = foundation.staff_plan.iter().filter(|row| row.role == role.id).collect();
    let named = match role.id.as_str() {
        "sponsor" => usize::from(foundation.sponsor.person.is_some()),
        "steering-group" => foundation.steering_group.len(),
        _ => 0,
    };
    let has = |roles: &[RoleId]| roles.contains(&role.id);
    let planned = figures.entries.iter().filter(|entry| document.wave_of(&entry.id).is_some());
    Filling {
        fte: rows.iter().map(|row| row.fte.get()).sum(),
        from_wave: rows.iter().map(|row| row.from_wave).min(),
        named,
        entries: planned.filter(|entry| has(&entry.build_roles) || has(&entry.run_roles)).count(),
    }
}

/// What the plan has where a published figure has its number; none where they cannot be compared or the plan does not
/// say enough.
pub fn twin(figure: &Figure, document: &Document, figures: &Figures) -> Option<String> {
    let organisation = &document.organisation;
    let last = figures.office.last()?;
    match figure.twin? {
        FigureTwin::Staff => Some(fill("mirror.staff", &[("fte", &fixed(last.fte, 1))])),
        FigureTwin::CostShare => {
            let spend = organisation.yearly_project_spend?.units();
            let months: f64 = figures.office.iter().map(|wave| wave.months).sum();
            let cost: f64 = figures.office.iter().map(|wave| wave.total_cost()).sum();
            let is_known = spend > 0.0 && months > 0.0 && cost > 0.0;
            let share = cost / months * 12.0 / spend * 100.0;
            is_known.then(|| fill("mirror.cost_share", &[("share", &fixed(share, 1))]))
        }
        FigureTwin::Sizing => {
            let supported = organisation.project_fte?.get();
            let usual = fixed(usual_office_size(supported), 1);
            let (supported, fte) = (fixed(supported, 0), fixed(last.fte, 1));
            Some(fill("mirror.sizing", &[("supported", &supported), ("usual", &usual), ("fte", &fte)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::guidance::guidance;
    use crate::domain::example::Example;
    use crate::domain::health;
    use crate::domain::health::subject::Relation;

    fn norvik() -> (Document, Figures) {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        (document, figures)
    }

    fn of(role: &str) -> Filling {
        let (document, figures) = norvik();
        let role = guidance().roles.iter().find(|other| other.id.as_str() == role).unwrap();
        filling(role, &document, &figures)
    }

    #[test]
    fn a_role_is_filled_by_staff_or_by_name() {
        let lead = of("pmo-lead");
        assert_eq!((lead.fte, lead.from_wave, lead.is_missing()), (1.0, Some(1), false));
        assert!(lead.words().contains("1 FTE from wave 1"), "{}", lead.words());
        assert_eq!(of("sponsor").named, 1);
    }

    #[test]
    fn a_role_that_entries_need_and_nobody_fills_is_missing() {
        let (mut document, _) = norvik();
        document.foundation.staff_plan.clear();
        let figures = Figures::of(&document);
        let lead = guidance().roles.iter().find(|role| role.id.as_str() == "pmo-lead").unwrap();
        assert!(filling(lead, &document, &figures).is_missing());
    }

    #[test]
    fn practices_are_held_against_the_findings() {
        let (document, figures) = norvik();
        let findings = health::check(&document, &figures);
        let number =
            |number: u8| guidance().practices.iter().find(|practice| practice.number == number).unwrap();
        // R45 speaks for two groups; R31 and R33 are silent; no rule sees stories.
        assert_eq!(against(number(14), &findings), Some(2));
        assert_eq!(against(number(13), &findings), Some(0));
        assert_eq!(against(number(26), &findings), None);
    }

    fn of_problem(id: &str, findings: &[Finding]) -> (usize, usize) {
        let problem = guidance().problems.iter().find(|problem| problem.id == id).unwrap();
        let signs = signs(problem, findings);
        (signs.pressing, signs.hints)
    }

    #[test]
    fn a_problem_is_lit_by_what_it_is_about() {
        for example in [Example::Norvik, Example::Halden] {
            let document = example.document().unwrap();
            let findings = health::check(&document, &Figures::of(&document));
            // All that R14 finds here stands in the right order.
            assert_eq!(of_problem("P4", &findings), (0, 0));
        }
        let found = |rule: &str, severity, subject| {
            vec![Finding { rule: rule.into(), ..Finding::new(severity, subject) }]
        };
        let missing =
            |entry: &str, needed: &str| Subject::Pair(entry.into(), needed.into(), Relation::Missing);
        let method = missing("project-start-up", "pm-methodology");
        assert_eq!(of_problem("P4", &found("R14", Severity::Error, method)), (1, 0));
        let other = missing("portfolio-review", "prioritisation-model");
        assert_eq!(of_problem("P4", &found("R14", Severity::Error, other)), (0, 0));
        let load = |group| found("R31", Severity::Warning, Subject::GroupWave(group, 2));
        assert_eq!(
            (of_problem("P11", &load(Group::F)), of_problem("P11", &load(Group::E))),
            ((1, 0), (0, 0))
        );
        assert_eq!(of_problem("P5", &load(Group::E)), (1, 0));
        let facts = found("R19", Severity::Hint, Subject::entry("portfolio-dashboard"));
        assert_eq!(of_problem("P10", &facts), (0, 1));
    }

    #[test]
    fn figures_stand_beside_those_of_the_plan() {
        let (mut document, _) = norvik();
        let told = |document: &Document| -> Vec<String> {
            let figures = Figures::of(document);
            guidance().figures.iter().filter_map(|figure| twin(figure, document, &figures)).collect()
        };
        assert!(told(&document).iter().any(|text| text.contains("FTE")), "{:?}", told(&document));
        let before = told(&document).len();
        document.organisation.project_fte = None;
        document.organisation.yearly_project_spend = None;
        assert!(told(&document).len() < before);
    }
}
