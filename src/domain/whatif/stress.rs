//! Stress tests: the plan after something goes wrong, what of it stands, and what has to move (PMO fact base 9.8 no 6).
//!
//! A test charges the blow with what the blow does, and no more. Where the plan does not hold by itself, it is repaired
//! first, and every test counts from there.

use std::collections::BTreeSet;

use crate::domain::figures::Figures;
use crate::domain::figures::number::exceeds;
use crate::domain::figures::office::WaveOffice;
use crate::domain::figures::role::{RoleOffice, roles};
use crate::domain::health::{self, Finding};
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RoleId, RuleId};
use crate::domain::model::scenario::StressTest;
use crate::domain::proposal::naive::repair;
use crate::domain::wording::{count, fill, phrase};

use super::blow::struck;
use super::outcome::{months, value};
use super::placed::placed_anew;

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

/// What a plan has only so much of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// The office as a whole.
    Office,
    /// A group of people.
    Group(Group),
    /// A role of the staff, in a plan by role.
    Role(RoleId),
}

/// A limit that is over after the blow.
#[derive(Clone, Debug, PartialEq)]
pub struct Overload {
    /// Number of the wave, from 1.
    pub wave: usize,
    /// Who has too much.
    pub bearer: Bearer,
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

/// A plan that is put to the test.
#[derive(Debug)]
pub struct Bench {
    /// The plan as it holds before any blow: as it is, or with what has to move.
    pub plan: Document,
    figures: Figures,
    /// What had to move for that.
    moves: Vec<Moved>,
    /// What the health check says already.
    known: BTreeSet<(RuleId, String)>,
}

impl Bench {
    /// Puts a plan of which these findings are known to the test. The plan itself does not change.
    pub fn of(document: &Document, figures: &Figures, findings: &[Finding]) -> Self {
        let plan = held(document.clone(), figures);
        let moves = moves(document, &plan);
        let figures = if moves.is_empty() { figures.clone() } else { Figures::of(&plan) };
        let known = match moves.is_empty() {
            true => findings.iter().map(key).collect(),
            false => health::check(&plan, &figures).iter().map(key).collect(),
        };
        Self { plan, figures, moves, known }
    }

    /// That the plan does not hold before any blow, in a sentence; none where it does.
    pub fn weakness(&self) -> Option<String> {
        let gone = self.moves.iter().filter(|moved| moved.to.is_none()).count();
        let parts = [("stress.weak_moves", self.moves.len() - gone), ("stress.weak_gone", gone)];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .map(|(key, number)| count(key, number))
            .collect();
        (!parts.is_empty()).then(|| fill("stress.weak", &[("parts", &phrase::list(&parts))]))
    }

    /// Carries a test out.
    pub fn outcome(&self, test: &StressTest) -> StressOutcome {
        let stressed = struck(&self.plan, &self.figures, test);
        let after = Figures::of(&stressed);
        let repaired = held(stressed.clone(), &after);
        let moves = moves(&self.plan, &repaired);
        let horizon = months(&self.figures);
        let planned: usize = self.plan.waves.iter().map(|wave| wave.items.len()).sum();
        let is_new = |finding: &Finding| finding.counts() && !self.known.contains(&key(finding));
        StressOutcome {
            overloads: overloads((&self.plan, &self.figures), (&stressed, &after)),
            findings: health::check(&stressed, &after).into_iter().filter(is_new).collect(),
            staying: planned - moves.len(),
            value_before: value(&self.plan, &self.figures, horizon),
            value_after: value(&repaired, &Figures::of(&repaired), horizon),
            stressed,
            repaired,
            moves,
        }
    }
}

fn key(finding: &Finding) -> (RuleId, String) {
    (finding.rule.clone(), finding.object.clone())
}

/// The plan with what has to move so that it holds. What finds no wave can ease what others need, so that it is asked
/// again until nothing moves; every step moves something later or out.
fn held(plan: Document, figures: &Figures) -> Document {
    let places = repair(&plan, figures);
    let next = placed_anew(&plan, |entry| places.get(entry).copied());
    if next.waves == plan.waves {
        return plan;
    }
    let figures = Figures::of(&next);
    held(next, &figures)
}

/// What stands elsewhere in another plan, in the order of the first.
fn moves(from: &Document, to: &Document) -> Vec<Moved> {
    let placed =
        (1..).zip(&from.waves).flat_map(|(number, wave)| wave.items.iter().map(move |item| (number, item)));
    placed
        .map(|(from, item)| Moved { entry: item.entry.clone(), from, to: to.wave_of(&item.entry) })
        .filter(|moved| moved.to != Some(moved.from))
        .collect()
}

/// Limits over 1.00 that were not, or were less far over it.
fn overloads(before: (&Document, &Figures), after: (&Document, &Figures)) -> Vec<Overload> {
    let (was, is) = (utilisations(before.0, before.1), utilisations(after.0, after.1));
    let was = |wave: usize, bearer: &Bearer| {
        let same = was.iter().find(|(other, known, _)| *other == wave && known == bearer);
        same.map_or(0.0, |(_, _, utilisation)| *utilisation)
    };
    is.into_iter()
        .map(|(wave, bearer, after)| Overload { wave, before: was(wave, &bearer), bearer, after })
        .filter(|over| exceeds(over.after, 1.0) && exceeds(over.after, over.before))
        .collect()
}

/// How full everything is, wave by wave: the office, its roles in a plan by role, the groups.
fn utilisations(document: &Document, figures: &Figures) -> Vec<(usize, Bearer, f64)> {
    let by_role = document.plan.settings.plan_by_role;
    let roles = if by_role { roles(document, figures) } else { Vec::new() };
    let of_wave = |(index, office): (usize, &WaveOffice)| {
        let role =
            |role: &RoleOffice| Some((Bearer::Role(role.role.clone()), role.waves.get(index)?.utilisation()));
        let loads = figures.loads.get(index);
        let group = |group: Group| Some((Bearer::Group(group), loads?.get(group).utilisation()));
        std::iter::once((Bearer::Office, office.utilisation))
            .chain(roles.iter().filter_map(role))
            .chain(Group::ALL.into_iter().filter_map(group))
            .map(|(bearer, utilisation)| (index + 1, bearer, utilisation))
            .collect::<Vec<_>>()
    };
    figures.office.iter().enumerate().flat_map(of_wave).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scalar::Amount;
    use crate::domain::model::scenario::StressKind;
    use crate::domain::whatif::blow::built_in;

    fn bench(document: &Document) -> Bench {
        let figures = Figures::of(document);
        Bench::of(document, &figures, &health::check(document, &figures))
    }

    fn run(document: &Document, test: &StressTest) -> StressOutcome {
        bench(document).outcome(test)
    }

    fn norvik() -> (Document, Vec<StressTest>) {
        let document = Example::Norvik.document().unwrap();
        let tests = built_in(&document, &Figures::of(&document));
        (document, tests)
    }

    fn by_role(example: Example) -> Document {
        let mut document = example.document().unwrap();
        document.plan.settings.plan_by_role = true;
        document
    }

    /// Another change that takes points from the front line in a wave.
    fn change(points: f64, wave: u16) -> StressTest {
        let mut test =
            StressTest { kind: StressKind::ExternalChange, wave: Some(wave), ..StressTest::default() };
        test.points.O = Amount::new(points).unwrap();
        test
    }

    #[test]
    fn a_blow_that_does_nothing_costs_nothing_whatever_the_plan() {
        for example in Example::ALL {
            for document in [example.document().unwrap(), by_role(example)] {
                let bench = bench(&document);
                // The examples are planned for the office as a whole.
                let is_weak = example == Example::Naive || document.plan.settings.plan_by_role;
                assert_eq!(bench.weakness().is_some(), is_weak, "{:?}", bench.weakness());
                let last = u16::try_from(document.waves.len()).unwrap();
                for test in [change(0.0, 1), change(0.1, last), change(5.0, last + 1)] {
                    let outcome = bench.outcome(&test);
                    assert_eq!(outcome.verdict(), Verdict::Stands, "{example}: {:?}", outcome.moves);
                    assert!(outcome.overloads.is_empty() && outcome.findings.is_empty());
                    assert!((outcome.value_before - outcome.value_after).abs() < 1e-9);
                    let planned: usize = bench.plan.waves.iter().map(|wave| wave.items.len()).sum();
                    assert_eq!(outcome.staying, planned);
                }
            }
        }
    }

    #[test]
    fn a_blow_moves_nothing_in_a_wave_before_it_that_it_does_not_reach() {
        for example in Example::ALL {
            let document = example.document().unwrap();
            let last = document.waves.len();
            let outcome = run(&document, &change(500.0, u16::try_from(last).unwrap()));
            // What was launched a wave before still weighs on the hit wave.
            let early = outcome.moves.iter().filter(|moved| moved.from + 1 < last);
            assert_eq!(early.count(), 0, "{example}: {:?}", outcome.moves);
        }
    }

    #[test]
    fn a_lost_role_breaks_a_plan_by_role_that_needs_it() {
        let mut document = by_role(Example::Halden);
        // Everybody is there in every wave, with time enough.
        for row in &mut document.foundation.staff_plan {
            (row.from_wave, row.to_wave, row.fte) = (1, None, Amount::new(5.0).unwrap());
        }
        let bench = bench(&document);
        assert_eq!(bench.weakness(), None);
        let trainer = RoleId::from("trainer");
        let training = EntryId::from("pm-training");
        for (wave, first) in [(None, 1), (Some(3), 3), (Some(5), 5)] {
            let kind = StressKind::RoleLost;
            let role = Some(trainer.clone());
            let outcome = bench.outcome(&StressTest { kind, role, wave, ..StressTest::default() });
            assert_eq!(outcome.verdict(), Verdict::Breaks);
            let gone = Moved { entry: training.clone(), from: 4, to: None };
            assert!(outcome.moves.contains(&gone), "{:?}", outcome.moves);
            let over: Vec<(usize, &Bearer)> =
                outcome.overloads.iter().map(|over| (over.wave, &over.bearer)).collect();
            let trainer = Bearer::Role(trainer.clone());
            let expected: Vec<_> = (first.max(4)..=7).map(|wave| (wave, &trainer)).collect();
            assert_eq!(over, expected);
            assert_eq!(outcome.stressed.waves[..first - 1], document.waves[..first - 1]);
        }
    }

    #[test]
    fn a_cut_overloads_the_office_and_costs_value() {
        let (document, tests) = norvik();
        let outcome = run(&document, &tests[1]);
        assert!(
            outcome.overloads.iter().any(|over| over.bearer == Bearer::Office),
            "{:?}",
            outcome.overloads
        );
        assert!(outcome.verdict() > Verdict::Stands);
        assert!(outcome.lost_share() > 0.0);
        let before = Figures::of(&document);
        let after = Figures::of(&outcome.stressed);
        assert!((after.office[0].internal_days / before.office[0].internal_days - 0.7).abs() < 1e-9);
        assert!(!outcome.findings.is_empty());
    }

    #[test]
    fn what_is_repaired_holds_or_is_not_planned() {
        for example in Example::ALL {
            for document in [example.document().unwrap(), by_role(example)] {
                let bench = bench(&document);
                for test in built_in(&document, &Figures::of(&document)) {
                    let outcome = bench.outcome(&test);
                    let figures = Figures::of(&outcome.repaired);
                    let over = overloads((&bench.plan, &bench.figures), (&outcome.repaired, &figures));
                    let from_entries =
                        over.iter().filter(|over| !outcome.repaired.waves[over.wave - 1].items.is_empty());
                    // What runs on from before may ask a lost role for days that nobody has.
                    let from_entries = from_entries.filter(|over| !matches!(over.bearer, Bearer::Role(_)));
                    assert_eq!(from_entries.count(), 0, "{}: {over:?}", test.name);
                    let planned: usize = outcome.repaired.waves.iter().map(|wave| wave.items.len()).sum();
                    let gone = outcome.moves.iter().filter(|moved| moved.to.is_none()).count();
                    let all: usize = bench.plan.waves.iter().map(|wave| wave.items.len()).sum();
                    assert_eq!(planned + gone, all);
                }
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
}
