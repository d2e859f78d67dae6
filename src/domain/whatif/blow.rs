//! The blows of stress tests: which tests every plan should know its answer to, what each assumes, and what it does to a
//! plan (PMO fact base 9.8 no 6).
//!
//! How hard a blow is are practice defaults, said beside each test: a sponsor who leaves takes one level of leadership
//! and half a level of readiness of every group along, and executives are left without a leader of the change.

use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::Figures;
use crate::domain::figures::number::{TOLERANCE, exceeds, short};
use crate::domain::figures::office::{NET_DAYS_PER_MONTH, staff_in_wave};
use crate::domain::figures::readiness::{self, WaveReadiness};
use crate::domain::figures::role::{capacity_share, staff_roles};
use crate::domain::model::document::Document;
use crate::domain::model::foundation::StaffRole;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::RoleId;
use crate::domain::model::scalar::{Amount, Level, Money, Percent};
use crate::domain::model::scenario::{StressKind, StressTest};
use crate::domain::model::wave::Wave;
use crate::domain::wording::{fill, t};

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

/// The four tests that every plan should know its answer to, each named by the first wave that it hits; without those that
/// find nothing to hit any more.
pub fn built_in(document: &Document, figures: &Figures) -> Vec<StressTest> {
    [sponsor_leaves(document), budget_cut(document), external_change(document, figures), role_lost(document)]
        .into_iter()
        .flatten()
        .collect()
}

fn sponsor_leaves(document: &Document) -> Option<StressTest> {
    let first = open_from(document, document.waves.len().min(3))?;
    let name = match first {
        1 => t("stress.sponsor_first").to_owned(),
        _ => fill("stress.sponsor", &[("wave", &(first - 1).to_string())]),
    };
    let wave = u16::try_from(first).ok();
    Some(StressTest { name, kind: StressKind::SponsorLeaves, wave, ..StressTest::default() })
}

fn budget_cut(document: &Document) -> Option<StressTest> {
    open_from(document, 1)?;
    Some(StressTest {
        name: fill("stress.budget", &[("share", &CUT.to_string())]),
        kind: StressKind::BudgetCut,
        share_pct: Percent::new(CUT).unwrap_or_default(),
        ..StressTest::default()
    })
}

/// It lands in its usual month; where that is over in the first month that is not, and in a shorter plan in the last.
fn external_change(document: &Document, figures: &Figures) -> Option<StressTest> {
    let open = open_from(document, 1)?;
    let until = |waves: usize| figures.spans.iter().take(waves).map(|span| span.months).sum::<f64>();
    let all = document.waves.len();
    let month = LANDING_MONTH.max(until(open - 1) + 1.0).min(until(all));
    let landing = (open..=all).find(|wave| !exceeds(month, until(*wave))).unwrap_or(all);
    let first = open_from(document, landing)?;
    let mut points = GO_LIVE.into_iter();
    Some(StressTest {
        name: fill("stress.external", &[("month", &short(month, 1)), ("wave", &first.to_string())]),
        kind: StressKind::ExternalChange,
        wave: u16::try_from(first).ok(),
        points: PerGroup::from_fn(|_| Amount::new(points.next().unwrap_or(0.0)).unwrap_or_default()),
        ..StressTest::default()
    })
}

fn role_lost(document: &Document) -> Option<StressTest> {
    let role = largest_role(document, open_from(document, 1)?)?;
    Some(StressTest {
        name: fill("stress.role", &[("role", guidance().role_name(&role))]),
        kind: StressKind::RoleLost,
        role: Some(role),
        ..StressTest::default()
    })
}

/// The first wave from a number on, both from 1, that is not finished.
fn open_from(document: &Document, number: usize) -> Option<usize> {
    let waves = (1..).zip(&document.waves).skip(number.max(1) - 1);
    waves.filter(|(_, wave)| !wave.finished).map(|(number, _)| number).next()
}

/// The first wave that is hit, from 1: never a finished one; none where no such wave is left.
fn first_wave(document: &Document, test: &StressTest) -> Option<usize> {
    open_from(document, usize::from(test.wave.unwrap_or(1)))
}

/// What a test assumes, in a sentence.
pub fn assumption(document: &Document, test: &StressTest) -> String {
    let Some(first) = first_wave(document, test) else { return t("stress.assume.nothing").to_owned() };
    let number = first.to_string();
    let wave = [("wave", number.as_str())];
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
            let role = lost_role(document, test, first);
            let name = role.as_ref().map_or(t("stress.no_role"), |role| guidance().role_name(role));
            fill("stress.assume.role", &[("role", name), wave[0]])
        }
    }
}

/// Why a test says nothing, in a few words; none for a test that hits something. It would stand whatever the plan.
pub fn says_nothing(document: &Document, test: &StressTest) -> Option<&'static str> {
    if is_blank(test) {
        Some(t("stress.blank"))
    } else if first_wave(document, test).is_none() {
        Some(t("stress.no_wave"))
    } else {
        None
    }
}

/// Whether nothing was entered yet: a cut of nothing, a change without points.
fn is_blank(test: &StressTest) -> bool {
    match test.kind {
        StressKind::BudgetCut => test.share_pct.get() == 0,
        StressKind::ExternalChange => test.points.iter().all(|(_, points)| points.get() <= TOLERANCE),
        StressKind::SponsorLeaves | StressKind::RoleLost => false,
    }
}

/// The plan after the blow, nothing moved. Beside its waves only the staff plan may differ, and what a lost role takes is
/// taken from the waves too: so it can be kept as a scenario.
pub fn struck(document: &Document, figures: &Figures, test: &StressTest) -> Document {
    let mut changed = document.clone();
    let Some(first) = first_wave(document, test).filter(|_| !is_blank(test)) else { return changed };
    let before = readiness::by_wave(document);
    let role = lost_role(document, test, first).filter(|_| test.kind == StressKind::RoleLost);
    let staff = staff_roles(document);
    let place = staff.iter().position(|known| Some(known) == role.as_ref());
    for (index, wave) in
        changed.waves.iter_mut().enumerate().skip(first - 1).filter(|(_, wave)| !wave.finished)
    {
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
                let lost = place.map_or(0.0, |place| capacity_share(document, index + 1, &staff, place));
                wave.fte = Amount::new(fte * (1.0 - lost)).ok();
            }
        }
    }
    if let Some(role) = role {
        without_role(&mut changed.foundation.staff_plan, &role, u16::try_from(first).unwrap_or(u16::MAX));
    }
    changed
}

fn without_sponsor(wave: &mut Wave, before: &WaveReadiness) {
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

/// The role gives no time from a wave on. It stays a role of the staff, so that nobody else is counted as doing its work.
fn without_role(staff_plan: &mut [StaffRole], role: &RoleId, first: u16) {
    for row in staff_plan.iter_mut().filter(|row| row.role == *role) {
        if row.from_wave < first {
            let last = first - 1;
            row.to_wave = Some(row.to_wave.map_or(last, |to| to.min(last)));
        } else {
            row.fte = Amount::ZERO;
        }
    }
}

fn lost_role(document: &Document, test: &StressTest, first: usize) -> Option<RoleId> {
    test.role.clone().or_else(|| largest_role(document, first))
}

/// The role with the most time among those that give the office time from a wave on, the lead of the office aside where
/// there is another.
fn largest_role(document: &Document, first: usize) -> Option<RoleId> {
    let is_there = |row: &&StaffRole| {
        (first..=document.waves.len())
            .any(|wave| staff_in_wave(document, wave).any(|there| there.id == row.id))
    };
    let mut roles: Vec<(RoleId, f64)> = Vec::new();
    for row in document.foundation.staff_plan.iter().filter(is_there) {
        match roles.iter_mut().find(|(role, _)| *role == row.role) {
            Some((_, fte)) => *fte += row.fte.get(),
            None => roles.push((row.role.clone(), row.fte.get())),
        }
    }
    let lead = RoleId::from("pmo-lead");
    let best = |only_others: bool| {
        let candidates = roles.iter().filter(|(role, _)| !only_others || *role != lead);
        let best = candidates.reduce(|best, next| if exceeds(next.1, best.1) { next } else { best });
        best.map(|(role, _)| role.clone())
    };
    best(true).or_else(|| best(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    /// Norvik with its first waves closed, and the names of its tests with what they assume.
    fn closed(waves: usize) -> (Document, Vec<(String, String)>) {
        let mut document = Example::Norvik.document().unwrap();
        document.waves.iter_mut().take(waves).for_each(|wave| wave.finished = true);
        let tests = built_in(&document, &Figures::of(&document));
        let said = tests.iter().map(|test| (test.name.clone(), assumption(&document, test))).collect();
        (document, said)
    }

    #[test]
    fn the_tests_are_named_by_what_happens_when() {
        let document = Example::Norvik.document().unwrap();
        let tests = built_in(&document, &Figures::of(&document));
        assert!(tests.iter().all(|test| says_nothing(&document, test).is_none()));
        let names: Vec<&str> = tests.iter().map(|test| test.name.as_str()).collect();
        let expected = ["Sponsor leaves after wave 2", "Budget minus 30 %", "ERP go-live in month 8, wave 3"];
        assert_eq!(names[..3], expected);
        assert!(names[3].ends_with(" is lost"), "{names:?}");
        let brief = |waves: usize| {
            let mut brief = document.clone();
            brief.waves.truncate(waves);
            built_in(&brief, &Figures::of(&brief)).into_iter().map(|test| test.name).collect::<Vec<_>>()
        };
        assert_eq!(brief(2)[2], "ERP go-live in month 6, wave 2");
        assert_eq!(brief(1)[0], "Sponsor leaves before wave 1");
    }

    #[test]
    fn a_test_is_named_by_the_first_wave_that_it_really_hits() {
        let (_, said) = closed(3);
        assert_eq!(said[0].0, "Sponsor leaves after wave 3");
        assert!(said[0].1.starts_with("From wave 4 on"), "{}", said[0].1);
        assert_eq!(said[2].0, "ERP go-live in month 10, wave 4");
        assert!(said[2].1.starts_with("In wave 4,"), "{}", said[2].1);
    }

    #[test]
    fn what_can_hit_nothing_is_left_out_and_an_own_test_says_so() {
        let (document, said) = closed(4);
        assert_eq!(said, []);
        let cut = |share: u8, wave: u16| StressTest {
            kind: StressKind::BudgetCut,
            share_pct: Percent::new(share).unwrap(),
            wave: Some(wave),
            ..StressTest::default()
        };
        let nothing = assumption(&document, &cut(30, 1));
        assert_eq!(nothing, "It hits nothing: no open wave is left from there on.");
        assert_eq!(says_nothing(&document, &cut(30, 1)), Some("Hits nothing"));
        let figures = Figures::of(&document);
        assert_eq!(struck(&document, &figures, &cut(30, 1)), document);
        let open = Example::Norvik.document().unwrap();
        assert_eq!(says_nothing(&open, &cut(0, 1)), Some("Nothing entered"));
        assert_eq!(says_nothing(&open, &cut(30, 5)), Some("Hits nothing"));
        assert_eq!(built_in(&Document::default(), &Figures::of(&Document::default())), []);
    }

    #[test]
    fn a_lost_role_leaves_the_days_of_the_others_alone() {
        let mut document = Example::Halden.document().unwrap();
        let test = StressTest {
            kind: StressKind::RoleLost,
            role: Some(RoleId::from("trainer")),
            wave: Some(3),
            ..StressTest::default()
        };
        document.waves.iter_mut().for_each(|wave| wave.consultant_days = Amount::ZERO);
        let after = struck(&document, &Figures::of(&document), &test);
        let of = |document: &Document| crate::domain::figures::role::roles(document, &Figures::of(document));
        for (was, is) in of(&document).iter().zip(&of(&after)) {
            assert_eq!(was.role, is.role);
            for (index, (was_wave, is_wave)) in was.waves.iter().zip(&is.waves).enumerate() {
                let is_gone = was.role.as_str() == "trainer" && index >= 2;
                let expected = if is_gone { 0.0 } else { was_wave.capacity };
                assert!((is_wave.capacity - expected).abs() < 0.2, "{} in wave {}", was.role, index + 1);
            }
        }
    }
}
