//! Re-planning: whatever happened, the past stays where it was, and the proposal for the rest can be applied.

use proptest::prelude::*;
use wavewright::domain::catalogue::known_entries;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::execution::{Actual, DeploymentState};
use wavewright::domain::model::ids::{EntryId, RowId};
use wavewright::domain::model::planning::{Wish, WishKind};
use wavewright::domain::model::scalar::Amount;
use wavewright::domain::planner::job::Job;
use wavewright::domain::proposal::compile::compile;
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
    let figures = Figures::of(document);
    let compiled = compile(document, &figures);
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_past_stays_where_it_was(
        document in any_plan(), over in 0..4_usize, states in prop::collection::vec(0..7_usize, 45),
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
        if let Some(anew) = planned(&closed, 6) {
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
