//! Re-planning: whatever happened, the past stays where it was, and the proposal for the rest can be applied.

use jiff::ToSpan;
use proptest::prelude::*;
use wavewright::domain::catalogue::known_entries;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::figures::schedule::schedule;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::execution::{Actual, DeploymentState};
use wavewright::domain::model::ids::{EntryId, RowId};
use wavewright::domain::model::planning::{Wish, WishKind};
use wavewright::domain::model::scalar::{Amount, Date};
use wavewright::domain::model::wave::Blackout;
use wavewright::domain::planner::job::Job;
use wavewright::domain::proposal::compile::{compile, compile_from};
use wavewright::domain::proposal::contradiction::contradictions;
use wavewright::domain::proposal::naive::repair;
use wavewright::domain::proposal::summary::summary;
use wavewright::domain::tracking::replan::{Decisions, command, past_waves};

use crate::board::any_plan;

fn run(document: &Document, command: &Command) -> Document {
    apply(document, command, &known_entries(document)).unwrap()
}

fn record(document: &mut Document, entry: &EntryId, state: DeploymentState) {
    document.execution.actuals.insert(entry.clone(), Actual { state, ..Actual::default() });
}

/// The plan with the planner's proposal; none where wishes contradict each other, no plan keeps all limits or the steps did
/// not find one.
fn planned(document: &Document, steps: u64) -> Option<Document> {
    planned_from(document, None, steps)
}

fn planned_from(document: &Document, day: Option<Date>, steps: u64) -> Option<Document> {
    let figures = Figures::of(document);
    let compiled = compile_from(document, &figures, day);
    let job = Job { problem: compiled.problem.clone(), seed: 1, steps, start: None };
    if !contradictions(document, &compiled).is_empty() {
        return None;
    }
    let waves = job.run().unwrap().wave?;
    Some(summary(document, &figures, &compiled, &waves).unwrap().outcome)
}

/// Entries that are launched, with their waves: all of finished waves, and those recorded in open ones.
fn launched(document: &Document) -> Vec<(EntryId, usize)> {
    let waves = document.waves.iter().zip(1..);
    let items = waves.flat_map(|(wave, number)| wave.items.iter().map(move |item| (wave, item, number)));
    let actual = |entry: &EntryId| document.execution.actuals.get(entry);
    let is_fixed = |entry: &EntryId| {
        // What is ruled out or no longer needed is no business of a proposal.
        compile(document, &Figures::of(document)).scope.entries.contains(entry)
    };
    items
        .filter(|(wave, item, _)| {
            wave.finished || actual(&item.entry).is_some_and(|actual| actual.is_launched(item))
        })
        .filter(|(_, item, _)| is_fixed(&item.entry))
        .map(|(_, item, number)| (item.entry.clone(), number))
        .collect()
}

fn later(day: Date, days: i64) -> Date {
    Date::clamped(day.civil().saturating_add(days.days()))
}

/// Nothing that is new in the wave that runs is launched before the day.
fn check_launches(before: &Document, after: &Document, wave: usize, day: Date) {
    let figures = Figures::of(after);
    for (item, launch) in after.waves[wave].items.iter().zip(figures.launch_days(wave)) {
        let is_new = before.wave_of(&item.entry) != Some(wave + 1);
        assert!(!is_new || *launch >= day, "{}: {launch} before {day}", item.entry);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_past_stays_where_it_was(
        document in any_plan(), over in 0..4_usize, states in prop::collection::vec(0..7_usize, 45),
        days_gone in prop::option::of(0..90_i64),
    ) {
        use DeploymentState::{Adopted, Building, Dropped, HandedOver, Launched, NotStarted, Pilot};
        let mut document = document;
        document.waves.iter_mut().for_each(|wave| wave.finished = false);
        let placed: Vec<EntryId> =
            document.waves.iter().take(over + 1).flat_map(|wave| &wave.items).map(|item| item.entry.clone()).collect();
        let states = states.into_iter().map(|state| {
            [NotStarted, Building, Pilot, Launched, Adopted, HandedOver, Dropped][state]
        });
        for (entry, state) in placed.iter().zip(states) {
            record(&mut document, entry, state);
        }
        let figures = Figures::of(&document);
        let past = past_waves(&document, &figures, figures.spans[over].start);
        prop_assert_eq!(past.len(), over);
        let closed = match command(&document, &past, &Decisions::default()) {
            Some(command) => run(&document, &command),
            None => document.clone(),
        };
        prop_assert_eq!(closed.waves.iter().filter(|wave| wave.finished).count(), over);
        let fixed = launched(&closed);
        let day = days_gone.map(|days| later(figures.spans[over].start, days).min(figures.spans[over].end));
        if let Some(anew) = planned_from(&closed, day, 6) {
            if let Some(day) = day {
                check_launches(&closed, &anew, over, day);
            }
            for (before, after) in closed.waves.iter().zip(&anew.waves).take(over) {
                prop_assert_eq!(&before.items, &after.items);
            }
            for (entry, wave) in fixed {
                prop_assert_eq!(anew.wave_of(&entry), Some(wave), "{}", entry);
            }
        }
    }
}

/// The example with its first wave finished.
fn example() -> Document {
    let mut document = Example::Norvik.document().unwrap();
    document.waves[0].finished = true;
    document
}

#[test]
fn a_wish_pulls_nothing_into_the_past() {
    let mut document = example();
    let (launched, open) =
        (document.waves[0].items[0].entry.clone(), document.waves[2].items[0].entry.clone());
    let entries = vec![launched.clone(), open.clone()];
    document.planning.wishes.push(Wish {
        id: RowId(9),
        kind: WishKind::Together,
        entries,
        ..Wish::default()
    });
    let anew = planned(&document, 60).unwrap();
    assert_eq!(anew.wave_of(&launched), Some(1));
    assert!(anew.wave_of(&open) > Some(1), "{:?}", anew.wave_of(&open));
}

#[test]
fn what_went_without_its_prerequisite_does_not_hold_the_plan_back() {
    let mut document = example();
    // The size classes were not launched, though what needs them was.
    let needed = EntryId::from("project-tiering");
    let dependant = EntryId::from("demand-intake");
    document = {
        document.waves[0].finished = false;
        let moved = Command::PlaceEntry {
            entry: dependant.clone(),
            wave: Some(document.waves[0].id),
            position: None,
        };
        let out = Command::PlaceEntry { entry: needed.clone(), wave: None, position: None };
        let mut moved = run(&run(&document, &moved), &out);
        moved.waves[0].finished = true;
        moved
    };
    let anew = planned(&document, 60).unwrap();
    assert_eq!(anew.wave_of(&dependant), Some(1));
    assert!(anew.wave_of(&needed) > Some(1));
}

/// However little the office has left, what is launched stays.
#[test]
fn a_repair_leaves_what_is_launched_where_it_is() {
    let mut document = Example::Norvik.document().unwrap();
    let second: Vec<EntryId> = document.waves[1].items.iter().map(|item| item.entry.clone()).collect();
    document.waves[1].fte = Amount::new(0.1).ok();
    let moved = repair(&document, &Figures::of(&document));
    assert!(second.iter().all(|entry| moved.get(entry) != Some(&2)), "nothing of it holds");
    for entry in &second {
        record(&mut document, entry, DeploymentState::Launched);
    }
    let kept = repair(&document, &Figures::of(&document));
    assert!(second.iter().all(|entry| kept.get(entry) == Some(&2)));
}

#[test]
fn what_is_launched_in_a_wave_under_way_stays_there() {
    let mut document = example();
    let entry = document.waves[3].items[0].entry.clone();
    record(&mut document, &entry, DeploymentState::Launched);
    let anew = planned(&document, 60).unwrap();
    assert_eq!(anew.wave_of(&entry), Some(4));
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The example as "Re-plan from today" makes it: on a day of wave 2 with nothing but the charter launched.
fn on(day: &str) -> Document {
    let mut document = Example::Norvik.document().unwrap();
    record(&mut document, &EntryId::from("pmo-charter"), DeploymentState::Launched);
    let past = past_waves(&document, &Figures::of(&document), date(day));
    run(&document, &command(&document, &past, &Decisions::default()).unwrap())
}

fn state(document: &Document, entry: &EntryId) -> DeploymentState {
    document.execution.actuals.get(entry).map_or(DeploymentState::NotStarted, |actual| actual.state)
}

/// What entries of wave 2 that are not begun ask of the office there, without what earlier waves left running.
fn asked_of_the_rest(document: &Document) -> f64 {
    let figures = Figures::of(document);
    let new = document.waves[1]
        .items
        .iter()
        .filter(|item| state(document, &item.entry) == DeploymentState::NotStarted);
    new.map(|item| {
        let entry = figures.entry(&item.entry).unwrap();
        entry.build_days + if entry.quick_win { 0.5 * entry.run_days_per_month * 3.0 } else { 0.0 }
    })
    .sum()
}

#[test]
fn nothing_new_goes_into_a_wave_that_is_nearly_over() {
    let document = on("2027-06-29");
    let whenever = planned(&document, 60).unwrap();
    assert!(!whenever.waves[1].items.is_empty(), "a proposal without a day may fill it");
    let anew = planned_from(&document, Some(date("2027-06-29")), 60).unwrap();
    assert!(anew.waves[1].items.is_empty(), "{:?}", anew.waves[1].items);
    assert!(!anew.waves[2].items.is_empty());
}

#[test]
fn a_wave_that_runs_takes_what_fits_in_its_days_left() {
    let day = date("2027-05-10");
    let document = on("2027-05-10");
    let figures = Figures::of(&document);
    let anew = planned_from(&document, Some(day), 60).unwrap();
    let free = 0.95 * figures.office[1].capacity * 52.0 / 91.0;
    assert!(asked_of_the_rest(&anew) > 0.0 && asked_of_the_rest(&anew) <= free, "{free}");
    assert!(asked_of_the_rest(&planned(&document, 60).unwrap()) > free);
    let after = Figures::of(&anew);
    for (group, cell) in after.loads[1].iter() {
        assert!(cell.load <= cell.capacity * 52.0 / 91.0 + 0.02 * cell.capacity, "{group:?}: {cell:?}");
    }
    let begun = |entry: &EntryId| state(&anew, entry) != DeploymentState::NotStarted;
    for bar in schedule(&anew, &after).iter().filter(|bar| bar.wave == 2 && !begun(&bar.entry)) {
        assert!(bar.from >= day, "{} begins on {}", bar.entry, bar.from);
    }
}

#[test]
fn days_that_a_proposal_brings_are_one_step_with_it() {
    let document = on("2027-06-02");
    let day = date("2027-06-02");
    let figures = Figures::of(&document);
    let compiled = compile_from(&document, &figures, Some(day));
    let job = Job { problem: compiled.problem.clone(), seed: 1, steps: 60, start: None };
    let waves = job.run().unwrap().wave.unwrap();
    let found = summary(&document, &figures, &compiled, &waves).unwrap();
    let dated: Vec<Date> = found.outcome.waves[1].items.iter().filter_map(|item| item.launch_date).collect();
    assert!(!dated.is_empty(), "{:?}", found.outcome.waves[1].items);
    assert!(dated.iter().all(|launch| (day..=date("2027-06-30")).contains(launch)), "{dated:?}");
    assert!(dated.is_sorted());
    assert_eq!(run(&document, &found.command), found.outcome);
    let mut blocked = document.clone();
    let (from, to) = (Some(date("2027-06-20")), Some(date("2027-06-30")));
    blocked.waves[1].blackouts.push(Blackout { id: RowId(5), from, to, ..Blackout::default() });
    let found = summary(&blocked, &figures, &compiled, &waves).unwrap();
    let mut dated = found.outcome.waves[1].items.iter().filter_map(|item| item.launch_date);
    assert!(dated.all(|launch| (day..date("2027-06-20")).contains(&launch)));
    let whenever = compile(&document, &figures);
    let found = summary(&document, &figures, &whenever, &waves).unwrap();
    assert!(found.outcome.waves[1].items.iter().all(|item| item.launch_date.is_none()));
}

#[test]
fn what_is_being_built_keeps_its_place_beside_the_share_that_is_left() {
    let mut document = Example::Norvik.document().unwrap();
    document.waves[0].items.iter().map(|item| item.entry.clone()).collect::<Vec<_>>().iter().for_each(
        |entry| {
            record(&mut document, entry, DeploymentState::Launched);
        },
    );
    document.waves[0].finished = true;
    let built: Vec<EntryId> = document.waves[1].items.iter().map(|item| item.entry.clone()).collect();
    built.iter().for_each(|entry| record(&mut document, entry, DeploymentState::Building));
    let anew = planned_from(&document, Some(date("2027-06-29")), 60).unwrap();
    for entry in &built {
        assert_eq!(anew.wave_of(entry), Some(2), "{entry}");
    }
    assert_eq!(anew.waves[1].items.len(), built.len());
}

#[test]
fn a_wave_that_ended_takes_nothing_even_where_nobody_closed_it() {
    let document = Example::Norvik.document().unwrap();
    let anew = planned_from(&document, Some(date("2027-07-01")), 60).unwrap();
    assert!(anew.waves[0].items.is_empty() && anew.waves[1].items.is_empty());
    let late = compile_from(&document, &Figures::of(&document), Some(date("2030-01-01")));
    assert_eq!(late.open_from, document.waves.len() + 1);
}

#[test]
fn rules_for_a_wave_bind_no_longer_where_it_runs_and_nothing_is_begun() {
    let mut document = Example::Norvik.document().unwrap();
    let last_day = date("2027-03-31");
    let anew = planned_from(&document, Some(last_day), 60).unwrap();
    assert_eq!(anew.wave_of(&EntryId::from("pmo-charter")), Some(2));
    record(&mut document, &EntryId::from("pmo-charter"), DeploymentState::Building);
    let anew = planned_from(&document, Some(last_day), 60).unwrap();
    assert_eq!(anew.wave_of(&EntryId::from("pmo-charter")), Some(1));
}
