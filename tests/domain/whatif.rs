//! Scenarios, simpler plans and stress tests of random plans: no entry is lost without a word, the past stays.

use std::collections::BTreeSet;

use proptest::prelude::*;
use wavewright::domain::catalogue::known_entries;
use wavewright::domain::command::scenarios::brought_in;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::figures::Figures;
use wavewright::domain::health;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::ids::{EntryId, RowId};
use wavewright::domain::model::scenario::{StressKind, StressTest};
use wavewright::domain::whatif::blow::built_in;
use wavewright::domain::whatif::scenario::{branches, counter_plan, switch_told};
use wavewright::domain::whatif::stress::{Bench, Verdict};

use crate::board::any_plan;

const KEPT: RowId = RowId(4711);

fn run(document: &Document, command: &Command) -> Document {
    apply(document, command, &known_entries(document)).unwrap()
}

fn placed(document: &Document) -> BTreeSet<EntryId> {
    document.waves.iter().flat_map(|wave| &wave.items).map(|item| item.entry.clone()).collect()
}

/// The plan with a copy of it kept as a scenario.
fn with_copy(document: &Document) -> Document {
    let name = "As agreed".to_owned();
    run(document, &Command::AddScenario { id: KEPT, name, note: String::new(), waves: None })
}

/// The plan after some of its waves are over, from the first on: every third entry did not stay, and what can moves on.
fn closed(document: &Document, over: usize) -> Document {
    let mut document = document.clone();
    let over = over.min(document.waves.len());
    let (past, open) = document.waves.split_at_mut(over);
    for wave in past {
        let mut number = 0;
        let late = wave.items.extract_if(.., |_| {
            number += 1;
            number % 3 == 0
        });
        let late: Vec<_> = late.collect();
        if let Some(next) = open.first_mut() {
            next.items.extend(late);
        }
        wave.finished = true;
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was closed: a kept plan shows the figures with which it was kept.
    #[test]
    fn an_untouched_copy_keeps_its_figures(document in any_plan(), over in 0..4_usize) {
        let document = with_copy(&document);
        let kept = branches(&document).pop().unwrap().outcome;
        prop_assert_eq!(branches(&closed(&document, over)).pop().unwrap().outcome, kept);
    }

    /// Every entry of a kept plan stands in a wave after a switch, or its absence is told.
    #[test]
    fn a_switch_loses_no_entry_without_a_word(document in any_plan(), over in 0..4_usize) {
        let document = closed(&with_copy(&document), over);
        let kept = &document.scenarios.kept.iter().find(|kept| kept.id == KEPT).unwrap().waves;
        let brought = brought_in(&document, kept);
        let told = switch_told(&document, KEPT);
        let switched = run(&document, &Command::SwitchScenario { id: KEPT });
        let now = placed(&switched);
        for entry in kept.iter().flat_map(|wave| &wave.items).map(|item| &item.entry) {
            let is_told = brought.late_to.is_none() && brought.late.contains(entry);
            prop_assert!(now.contains(entry) || is_told || brought.ruled_out.contains(entry), "{}", entry);
        }
        let is_silent = brought.late.is_empty() && brought.ruled_out.is_empty();
        prop_assert_eq!(told.matches(": ").count() == 0, is_silent, "{}", told);
        for (wave, was) in switched.waves.iter().zip(&document.waves).filter(|(_, was)| was.finished) {
            prop_assert_eq!(wave, was);
        }
    }

    /// Simpler plans leave the past as it is and plan nothing that the plan does not.
    #[test]
    fn simpler_plans_keep_the_past(document in any_plan(), over in 0..4_usize) {
        let document = closed(&document, over);
        for plan in counter_plan(&document) {
            prop_assert!(placed(&plan.document).is_subset(&placed(&document)), "{}", plan.outcome.name);
            for (wave, was) in plan.document.waves.iter().zip(&document.waves).filter(|(_, was)| was.finished) {
                prop_assert_eq!(wave, was);
            }
        }
    }

    /// A blow is charged with what it does: without one nothing moves, and with one only what holds before it.
    #[test]
    fn a_blow_that_does_nothing_costs_nothing(document in any_plan(), over in 0..4_usize, by_role in any::<bool>()) {
        let mut document = closed(&document, over);
        document.plan.settings.plan_by_role = by_role;
        let figures = Figures::of(&document);
        let bench = Bench::of(&document, &figures, &health::check(&document, &figures));
        let nothing = StressTest { kind: StressKind::ExternalChange, ..StressTest::default() };
        let outcome = bench.outcome(&nothing);
        prop_assert_eq!(outcome.verdict(), Verdict::Stands);
        prop_assert!(outcome.overloads.is_empty() && outcome.findings.is_empty());
        prop_assert!((outcome.value_before - outcome.value_after).abs() < 1e-9);
        for test in built_in(&document, &figures) {
            let outcome = bench.outcome(&test);
            prop_assert!(placed(&outcome.repaired).is_subset(&placed(&bench.plan)), "{}", test.name);
            for (wave, was) in outcome.repaired.waves.iter().zip(&document.waves).filter(|(_, was)| was.finished) {
                prop_assert_eq!(wave, was);
            }
        }
    }
}
