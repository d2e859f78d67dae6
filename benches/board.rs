//! How long the board thinks before it answers in a plan of 1,000 entries over 20 waves:
//! `cargo bench --no-default-features --bench board`.

use divan::{Bencher, black_box};
use wavewright::domain::command::Command;
use wavewright::domain::command::history::History;
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::health::{self, order::unmet_prerequisites};
use wavewright::domain::model::document::Document;
use wavewright::domain::model::entry::CatalogueEntry;
use wavewright::domain::model::ids::{EntryId, WaveId};
use wavewright::domain::model::planning::{Choice, SelectionState};
use wavewright::domain::model::scalar::Impact;
use wavewright::domain::model::wave::WaveItem;
use wavewright::domain::proposal::verdict::verdicts;

/// Entries of the plan.
const ENTRIES: usize = 1000;
/// Its waves.
const WAVES: usize = 20;

fn main() {
    divan::main();
}

fn id(entry: usize) -> EntryId {
    EntryId::from(format!("own-{entry}").as_str())
}

/// Own entries in chains of five, spread evenly over the waves.
fn plan() -> Option<Document> {
    let mut document = Example::Norvik.document().ok()?;
    let first = document.waves.first()?.clone();
    document.planning.wishes.clear();
    document.planning.choices.clear();
    document.planning.own_entries = (0..ENTRIES).map(own_entry).collect();
    for entry in 0..ENTRIES {
        let choice = Choice { state: SelectionState::Chosen, ..Choice::default() };
        document.planning.choices.insert(id(entry), choice);
    }
    document.waves = (0..WAVES)
        .zip(1..)
        .map(|(wave, number)| {
            let entries = (0..ENTRIES).filter(|entry| entry % WAVES == wave);
            let items = entries.map(|entry| WaveItem { entry: id(entry), ..WaveItem::default() });
            let mut wave = first.clone();
            (wave.id, wave.items) = (WaveId(number), items.collect());
            wave
        })
        .collect();
    Some(document)
}

fn own_entry(entry: usize) -> CatalogueEntry {
    let mut own =
        CatalogueEntry { id: id(entry), name: format!("Entry {entry}"), ..CatalogueEntry::default() };
    own.short_name.clone_from(&own.name);
    own.impact.P = Impact::new((entry % 5) as u8).unwrap_or_default();
    own.impact.F = Impact::new((entry % 4) as u8).unwrap_or_default();
    own.impact.O = Impact::new(1).unwrap_or_default();
    if !entry.is_multiple_of(5) {
        own.hard_prerequisites.push(id(entry - 1));
    }
    own
}

/// What every place would mean, told the moment a card is lifted.
#[divan::bench]
fn lift(bencher: Bencher<'_, '_>) {
    let plan = plan().map(|document| (Figures::of(&document), document));
    bencher.bench(|| {
        plan.as_ref().map(|(figures, document)| verdicts(black_box(document), figures, &id(ENTRIES / 2)))
    });
}

/// All numbers anew, as after every edit.
#[divan::bench]
fn figures(bencher: Bencher<'_, '_>) {
    let document = plan();
    bencher.bench(|| document.as_ref().map(|document| Figures::of(black_box(document))));
}

/// What the health check finds, as after every edit.
#[divan::bench]
fn health_check(bencher: Bencher<'_, '_>) {
    let plan = plan().map(|document| (Figures::of(&document), document));
    bencher.bench(|| plan.as_ref().map(|(figures, document)| health::check(black_box(document), figures)));
}

/// The broken orders that cards are marked with, as after every edit.
#[divan::bench]
fn marks(bencher: Bencher<'_, '_>) {
    let plan = plan().map(|document| (Figures::of(&document), document));
    bencher
        .bench(|| plan.as_ref().map(|(figures, document)| unmet_prerequisites(black_box(document), figures)));
}

/// A drop as a command, its undo step included.
#[divan::bench]
fn drop_card(bencher: Bencher<'_, '_>) {
    let history = plan().map(History::load);
    let command = Command::PlaceEntry { entry: id(0), wave: Some(WaveId(2)), position: Some(0) };
    bencher.bench_local(|| history.as_ref().map(|history| history.execute(black_box(&command), &|_| true)));
}
