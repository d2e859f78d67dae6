//! Stress tests: the plan after something goes wrong, what of it stands, and what has to move (PMO fact base 9.8 no 6).
//!
//! How hard a blow is are practice defaults, said beside each test: a sponsor who leaves takes one level of leadership
//! and half a level of readiness of every group along, and executives are left without a leader of the change.

use std::collections::BTreeSet;

use crate::domain::catalogue::guidance::guidance;
use crate::domain::catalogue::known_entries;
use crate::domain::command::{Command, Placement, apply};
use crate::domain::figures::Figures;
use crate::domain::figures::number::{TOLERANCE, exceeds, short};
use crate::domain::figures::office::{NET_DAYS_PER_MONTH, staff_in_wave};
use crate::domain::figures::readiness::{self, WaveReadiness};
use crate::domain::health::{self, Finding};
use crate::domain::model::document::Document;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::scalar::{Amount, Level, Money, Percent};
use crate::domain::model::scenario::{StressKind, StressTest};
use crate::domain::proposal::naive::repair;
use crate::domain::wording::{fill, t};

use super::outcome::{months, value};

/// What a leaving sponsor takes from the readiness of every group.
const LOST_READINESS: f64 = 0.5;
/// What a leaving sponsor takes from the leadership of every group.
const LOST_LEADERSHIP: f64 = 1.0;
/// Leadership of a group where it was never measured.
const USUAL_LEADERSHIP: f64 = 3.0;
/// Lowest level.
const LOWEST: f64 = 1.0;

/// Share that the built-in cut takes, per cent.
const CUT: u8 = 30;
/// The month in which the built-in external change lands, counted from 1.
const LANDING_MONTH: f64 = 8.0;
/// Points of a large system's go-live on E, F, P, T and O (PMO fact base 5.4 no 4).
const GO_LIVE: [f64; 5] = [3.0, 5.0, 2.0, 7.0, 0.0];

/// How well the plan takes a blow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing has to move.
    Stands,
    /// Entries move, all stay planned.
    Bends,
    /// Entries find no wave any more.
    Breaks,
}

/// A limit that is over after the blow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overload {
    /// Number of the wave, from 1.
    pub wave: usize,
    /// The group; none for the office.
    pub group: Option<Group>,
    /// Utilisation before.
    pub before: f64,
    /// Utilisation after.
    pub after: f64,
}

/// An entry that has to move. Waves count from 1; none where no wave is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The entry.
    pub entry: EntryId,
    /// Where it stands.
    pub from: usize,
    /// Where it would go.
    pub to: Option<usize>,
}

/// What a stress test came to.
#[derive(Clone, Debug)]
pub struct StressOutcome {
    /// The plan after the blow, nothing moved.
    pub stressed: Document,
    /// The same with what has to move.
    pub repaired: Document,
    /// Limits that break, by wave.
    pub overloads: Vec<Overload>,
    /// Errors and warnings that the plan did not have before.
    pub findings: Vec<Finding>,
    /// Entries that have to move or go.
    pub moves: Vec<Moved>,
    /// Entries that stay where they are.
    pub staying: usize,
    /// Value before.
    pub value_before: f64,
    /// Value after the moves.
    pub value_after: f64,
}

impl StressOutcome {
    /// How well the plan takes it.
    pub fn verdict(&self) -> Verdict {
        if self.moves.is_empty() {
            Verdict::Stands
        } else if self.moves.iter().all(|moved| moved.to.is_some()) {
            Verdict::Bends
        } else {
            Verdict::Breaks
        }
    }

    /// Share of the value that is lost, 0 to 1.
    pub fn lost_share(&self) -> f64 {
        if self.value_before > 0.0 { (1.0 - self.value_after / self.value_before).max(0.0) } else { 0.0 }
    }
}

/// The four tests that every plan should know its answer to.
pub fn built_in(document: &Document, figures: &Figures) -> Vec<StressTest> {
    let last = document.waves.len();
    let number = |wave: usize| u16::try_from(wave).ok();
    let after = last.min(3);
    let landing = {
        let mut end = 0.0;
        let wave = figures.spans.iter().position(|span| {
            end += span.months;
            LANDING_MONTH <= end
        });
        wave.map_or(last, |index| index + 1)
    };
    let role = largest_role(document);
    let named = |key: &str, arguments: &[(&str, &str)]| fill(key, arguments);
    let mut tests = vec![
        StressTest {
            name: named("stress.sponsor", &[("wave", &after.saturating_sub(1).to_string())]),
            kind: StressKind::SponsorLeaves,
            wave: number(after),
            ..StressTest::default()
        },
        StressTest {
            name: named("stress.budget", &[("share", &CUT.to_string())]),
            kind: StressKind::BudgetCut,
            share_pct: Percent::new(CUT).unwrap_or_default(),
            ..StressTest::default()
        },
        StressTest {
            name: named(
                "stress.external",
                &[("month", &short(LANDING_MONTH.min(months(figures)), 1)), ("wave", &landing.to_string())],
            ),
            kind: StressKind::ExternalChange,
            wave: number(landing),
            points: {
                let mut points = GO_LIVE.into_iter();
                PerGroup::from_fn(|_| Amount::new(points.next().unwrap_or(0.0)).unwrap_or_default())
            },
            ..StressTest::default()
        },
    ];
    if let Some(role) = role {
        tests.push(StressTest {
            name: named("stress.role", &[("role", role_name(&role))]),
            kind: StressKind::RoleLost,
            role: Some(role),
            ..StressTest::default()
        });
    }
    tests
}

/// What a test assumes, in a sentence.
pub fn assumption(document: &Document, test: &StressTest) -> String {
    let wave = first_wave(document, test).to_string();
    let wave = [("wave", wave.as_str())];
    match test.kind {
        StressKind::SponsorLeaves => fill("stress.assume.sponsor", &wave),
        StressKind::BudgetCut => {
            let share = test.share_pct.get().to_string();
            fill("stress.assume.budget", &[("share", &share), wave[0]])
        }
        StressKind::ExternalChange => {
            let parts: Vec<String> = Group::ALL
                .into_iter()
                .filter(|group| test.points.get(*group).get() > 0.0)
                .map(|group| format!("{} {}", group.letter(), short(test.points.get(group).get(), 1)))
                .collect();
            fill("stress.assume.external", &[("points", &parts.join(", ")), wave[0]])
        }
        StressKind::RoleLost => {
            let role = test.role.clone().or_else(|| largest_role(document));
            let name = role.as_ref().map_or(t("stress.no_role"), role_name);
            fill("stress.assume.role", &[("role", name), wave[0]])
        }
    }
}

/// Whether a test says nothing yet: a cut of nothing, a change without points. It would stand whatever the plan.
pub fn is_blank(test: &StressTest) -> bool {
    match test.kind {
        StressKind::BudgetCut => test.share_pct.get() == 0,
        StressKind::ExternalChange => test.points.iter().all(|(_, points)| points.get() <= TOLERANCE),
        StressKind::SponsorLeaves | StressKind::RoleLost => false,
    }
}

/// Carries a test out on a plan of which these findings are known. The plan itself does not change.
pub fn outcome(
    document: &Document,
    figures: &Figures,
    known: &[Finding],
    test: &StressTest,
) -> StressOutcome {
    let stressed = stressed(document, figures, test);
    let after = Figures::of(&stressed);
    let places = repair(&stressed, &after);
    let moves: Vec<Moved> = document
        .waves
        .iter()
        .enumerate()
        .flat_map(|(index, wave)| wave.items.iter().map(move |item| (index + 1, &item.entry)))
        .map(|(from, entry)| Moved { entry: entry.clone(), from, to: places.get(entry).copied() })
        .filter(|moved| moved.to != Some(moved.from))
        .collect();
    let repaired = with_moves(&stressed, &moves);
    let horizon = months(figures);
    let count: usize = document.waves.iter().map(|wave| wave.items.len()).sum();
    StressOutcome {
        overloads: overloads(figures, &after),
        findings: new_findings(known, &stressed, &after),
        staying: count - moves.len(),
        value_before: value(document, figures, horizon),
        value_after: value(&repaired, &Figures::of(&repaired), horizon),
        stressed,
        repaired,
        moves,
    }
}

/// The first wave that is hit, from 1: never a finished one.
fn first_wave(document: &Document, test: &StressTest) -> usize {
    let open = document.waves.iter().take_while(|wave| wave.finished).count() + 1;
    usize::from(test.wave.unwrap_or(1)).max(open)
}

/// The plan after the blow. Only its waves differ, so that it can be kept as a scenario.
fn stressed(document: &Document, figures: &Figures, test: &StressTest) -> Document {
    let first = first_wave(document, test);
    let before = readiness::by_wave(document);
    let role = test.role.clone().or_else(|| largest_role(document));
    let lost: Vec<f64> = (1..=document.waves.len())
        .map(|number| {
            let rows = staff_in_wave(document, number).filter(|row| Some(&row.role) == role.as_ref());
            rows.map(|row| {
                let net = row.net_days_per_month.map_or(NET_DAYS_PER_MONTH, |days| days.get());
                row.fte.get() * net / NET_DAYS_PER_MONTH
            })
            .sum()
        })
        .collect();
    let mut changed = document.clone();
    for (index, wave) in changed.waves.iter_mut().enumerate().skip(first - 1) {
        let office = figures.office.get(index);
        let fte = office.map_or(0.0, |office| {
            if office.months > 0.0 { office.internal_days / office.months / NET_DAYS_PER_MONTH } else { 0.0 }
        });
        match test.kind {
            StressKind::SponsorLeaves => {
                if let Some(level) = before.get(index) {
                    without_sponsor(wave, level);
                }
            }
            StressKind::BudgetCut => {
                let kept = 1.0 - test.share_pct.fraction();
                wave.fte = Amount::new(fte * kept).ok();
                wave.consultant_days = Amount::new(wave.consultant_days.get() * kept).unwrap_or_default();
                wave.budget = wave.budget.map(|budget| Money::nearest(budget.units() * kept));
            }
            StressKind::ExternalChange => {
                if index + 1 == first {
                    for group in Group::ALL {
                        let points = wave.external_load.get_mut(group);
                        *points = Amount::new(points.get() + test.points.get(group).get()).unwrap_or(*points);
                    }
                }
            }
            StressKind::RoleLost => {
                let left = (fte - lost.get(index).copied().unwrap_or(0.0)).max(0.0);
                wave.fte = Amount::new(left).ok();
            }
        }
    }
    changed
}

fn without_sponsor(wave: &mut crate::domain::model::wave::Wave, before: &WaveReadiness) {
    for group in Group::ALL {
        let readiness = before.readiness.get(group) - LOST_READINESS;
        *wave.readiness.get_mut(group) = Level::new(readiness.max(LOWEST)).ok();
        let leadership = match group {
            Group::E => LOWEST,
            _ => before.leadership.get(group).unwrap_or(USUAL_LEADERSHIP) - LOST_LEADERSHIP,
        };
        *wave.leadership.get_mut(group) = Level::new(leadership.max(LOWEST)).ok();
    }
}

/// The role with the most time in the staff plan, the lead of the office aside where there is another.
fn largest_role(document: &Document) -> Option<RoleId> {
    let mut roles: Vec<(RoleId, f64)> = Vec::new();
    for row in &document.foundation.staff_plan {
        match roles.iter_mut().find(|(role, _)| *role == row.role) {
            Some((_, fte)) => *fte += row.fte.get(),
            None => roles.push((row.role.clone(), row.fte.get())),
        }
    }
    let lead = RoleId::from("pmo-lead");
    let is_other = |(role, _): &&(RoleId, f64)| *role != lead;
    let largest = |found: Option<&(RoleId, f64)>| found.map(|(role, _)| role.clone());
    let best = |only_others: bool| {
        let candidates = roles.iter().filter(|role| !only_others || is_other(role));
        largest(candidates.reduce(|best, next| if exceeds(next.1, best.1) { next } else { best }))
    };
    best(true).or_else(|| best(false))
}

fn role_name(role: &RoleId) -> &str {
    guidance().roles.iter().find(|known| known.id == *role).map_or(role.as_str(), |known| known.name.as_str())
}

/// Limits over 1.00 that were not, or were less far over it.
fn overloads(before: &Figures, after: &Figures) -> Vec<Overload> {
    let mut found = Vec::new();
    for index in 0..after.loads.len() {
        let office = |figures: &Figures| figures.office.get(index).map_or(0.0, |office| office.utilisation);
        let load = |figures: &Figures, group: Group| {
            figures.loads.get(index).map_or(0.0, |row| row.get(group).utilisation())
        };
        let limits = std::iter::once((None, office(before), office(after))).chain(
            Group::ALL.into_iter().map(|group| (Some(group), load(before, group), load(after, group))),
        );
        for (group, before, after) in limits {
            if exceeds(after, 1.0) && exceeds(after, before) {
                found.push(Overload { wave: index + 1, group, before, after });
            }
        }
    }
    found
}

fn new_findings(known: &[Finding], stressed: &Document, after: &Figures) -> Vec<Finding> {
    let known: BTreeSet<_> = known.iter().map(|finding| (&finding.rule, &finding.object)).collect();
    let is_new = |finding: &Finding| finding.counts() && !known.contains(&(&finding.rule, &finding.object));
    health::check(stressed, after).into_iter().filter(is_new).collect()
}

fn with_moves(stressed: &Document, moves: &[Moved]) -> Document {
    let wave = |number: usize| stressed.waves.get(number.checked_sub(1)?).map(|wave| wave.id);
    let placements = moves
        .iter()
        .map(|moved| Placement { entry: moved.entry.clone(), wave: moved.to.and_then(wave) })
        .collect();
    let command = Command::ApplyProposal { placements };
    apply(stressed, &command, &known_entries(stressed)).unwrap_or_else(|_| stressed.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    fn run(document: &Document, test: &StressTest) -> StressOutcome {
        let figures = Figures::of(document);
        outcome(document, &figures, &health::check(document, &figures), test)
    }

    fn norvik() -> (Document, Vec<StressTest>) {
        let document = Example::Norvik.document().unwrap();
        let tests = built_in(&document, &Figures::of(&document));
        (document, tests)
    }

    #[test]
    fn a_blow_that_does_nothing_moves_nothing() {
        let (document, _) = norvik();
        let nothing = StressTest { kind: StressKind::ExternalChange, ..StressTest::default() };
        let outcome = run(&document, &nothing);
        assert!(
            is_blank(&nothing)
                && built_in(&document, &Figures::of(&document)).iter().all(|test| !is_blank(test))
        );
        assert_eq!(outcome.verdict(), Verdict::Stands, "{:?}", outcome.moves);
        assert!(outcome.overloads.is_empty() && outcome.findings.is_empty());
        assert!((outcome.value_before - outcome.value_after).abs() < 1e-9);
        assert_eq!(outcome.staying, 15);
    }

    #[test]
    fn the_tests_are_named_by_what_happens_when() {
        let (_, tests) = norvik();
        let names: Vec<&str> = tests.iter().map(|test| test.name.as_str()).collect();
        let expected = ["Sponsor leaves after wave 2", "Budget minus 30 %", "ERP go-live in month 8, wave 3"];
        assert_eq!(names[..3], expected);
        assert!(names[3].ends_with(" is lost"), "{names:?}");
        let mut brief = Example::Norvik.document().unwrap();
        brief.waves.truncate(2);
        assert_eq!(built_in(&brief, &Figures::of(&brief))[2].name, "ERP go-live in month 6, wave 2");
    }

    #[test]
    fn a_cut_overloads_the_office_and_costs_value() {
        let (document, tests) = norvik();
        let outcome = run(&document, &tests[1]);
        assert!(outcome.overloads.iter().any(|over| over.group.is_none()), "{:?}", outcome.overloads);
        assert!(outcome.verdict() > Verdict::Stands);
        assert!(outcome.lost_share() > 0.0);
        let before = Figures::of(&document);
        let after = Figures::of(&outcome.stressed);
        assert!((after.office[0].internal_days / before.office[0].internal_days - 0.7).abs() < 1e-9);
        assert!(!outcome.findings.is_empty());
    }

    #[test]
    fn what_is_repaired_holds_or_is_not_planned() {
        for example in [Example::Norvik, Example::Halden] {
            let document = example.document().unwrap();
            for test in built_in(&document, &Figures::of(&document)) {
                let outcome = run(&document, &test);
                let figures = Figures::of(&outcome.repaired);
                let over = overloads(&Figures::of(&document), &figures);
                let from_entries =
                    over.iter().filter(|over| !outcome.repaired.waves[over.wave - 1].items.is_empty());
                assert_eq!(from_entries.count(), 0, "{}: {over:?}", test.name);
                let planned: usize = outcome.repaired.waves.iter().map(|wave| wave.items.len()).sum();
                let gone = outcome.moves.iter().filter(|moved| moved.to.is_none()).count();
                let all: usize = document.waves.iter().map(|wave| wave.items.len()).sum();
                assert_eq!(planned + gone, all);
            }
        }
    }

    #[test]
    fn a_sponsor_who_leaves_blocks_heavy_work_on_executives() {
        let (document, tests) = norvik();
        let outcome = run(&document, &tests[0]);
        let level = outcome.stressed.waves[2].leadership.E.unwrap();
        assert!((level.value() - 1.0).abs() < 1e-9);
        assert_eq!(outcome.stressed.waves[1], document.waves[1]);
        for wave in outcome.repaired.waves.iter().skip(2) {
            for item in &wave.items {
                let figures = Figures::of(&document);
                assert!(figures.entry(&item.entry).unwrap().full_impact(Group::E) < 4, "{}", item.entry);
            }
        }
    }

    #[test]
    fn finished_waves_are_never_hit() {
        let (mut document, tests) = norvik();
        document.waves[0].finished = true;
        for test in &tests {
            let outcome = run(&document, test);
            assert_eq!(outcome.stressed.waves[0], document.waves[0], "{}", test.name);
            assert_eq!(outcome.repaired.waves[0], document.waves[0], "{}", test.name);
        }
    }

    #[test]
    fn tests_of_an_empty_plan_come_to_nothing() {
        let document = Document::default();
        for test in built_in(&document, &Figures::of(&document)) {
            assert_eq!(run(&document, &test).verdict(), Verdict::Stands);
            assert!(!assumption(&document, &test).is_empty());
        }
    }
}
