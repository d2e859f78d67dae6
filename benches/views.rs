//! How long each view takes to lay out for a plan of 1,000 entries in 20 waves:
//! `cargo bench --no-default-features --bench views`.

use std::sync::OnceLock;

use divan::{Bencher, black_box};
use wavewright::domain::catalogue::builtin_entries;
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::health;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::ids::{EntryId, WaveId};
use wavewright::domain::model::scenario::Scenario;
use wavewright::domain::model::wave::{Wave, WaveItem};
use wavewright::domain::picture::balance::give_and_take;
use wavewright::domain::picture::beside::beside;
use wavewright::domain::picture::capacity::{capacity, capacity_by_role};
use wavewright::domain::picture::dependencies::dependencies;
use wavewright::domain::picture::gantt::baseline::Baseline;
use wavewright::domain::picture::gantt::{GanttOptions, gantt};
use wavewright::domain::picture::heat::heat;
use wavewright::domain::picture::load_heat::{load_heat, month_heat};
use wavewright::domain::picture::period::Period;
use wavewright::domain::picture::primitives::View;
use wavewright::domain::picture::roadmap::{RoadmapOptions, roadmap, roadmap_table};
use wavewright::domain::picture::run_horizon::horizon;
use wavewright::domain::picture::value_effort::value_effort;
use wavewright::domain::picture::value_strip::value_strip;
use wavewright::domain::whatif::blow::built_in;
use wavewright::domain::whatif::scenario::counter_plan;
use wavewright::domain::whatif::stress::Bench;

const ENTRIES: usize = 1_000;
const WAVES: usize = 20;
const WIDTH: f64 = 1176.0;

const VIEWS: [&str; 13] = [
    "roadmap",
    "gantt",
    "gantt against a baseline",
    "dependencies",
    "heat map by wave",
    "heat map by month",
    "capacity by wave",
    "capacity by month",
    "capacity by role and month",
    "run-load horizon",
    "value against effort",
    "value in time",
    "give and take",
];

fn main() {
    divan::main();
}

/// Copies of the catalogue's entries as entries of the plan's own, each of which needs entries of the wave before.
fn plan() -> Document {
    let mut document = Example::Halden.document().unwrap_or_default();
    let in_a_wave = ENTRIES / WAVES;
    let id = |number: usize| EntryId::from(format!("own-{number}").as_str());
    document.planning.own_entries = builtin_entries()
        .iter()
        .cycle()
        .take(ENTRIES)
        .enumerate()
        .map(|(number, entry)| {
            let mut entry = entry.clone();
            entry.id = id(number);
            entry.short_name = format!("{} {number}", entry.short_name);
            let before = (number / in_a_wave).checked_sub(1).map(|wave| wave * in_a_wave);
            entry.hard_prerequisites = before.map_or_else(Vec::new, |first| {
                let needed = 0..entry.hard_prerequisites.len();
                needed.map(|step| id(first + (number * 7 + step * 13) % in_a_wave)).collect()
            });
            entry
        })
        .collect();
    document.waves = (0..WAVES)
        .map(|wave| Wave {
            id: WaveId(1 + wave as u64),
            items: (wave * in_a_wave..(wave + 1) * in_a_wave)
                .map(|number| WaveItem { entry: id(number), ..WaveItem::default() })
                .collect(),
            ..Wave::default()
        })
        .collect();
    document
}

fn setting() -> &'static (Document, Figures) {
    static SETTING: OnceLock<(Document, Figures)> = OnceLock::new();
    SETTING.get_or_init(|| {
        let document = plan();
        let figures = Figures::of(&document);
        (document, figures)
    })
}

fn view(name: &str, document: &Document, figures: &Figures) -> View {
    let options = GanttOptions { width: WIDTH, ..GanttOptions::default() };
    match name {
        "roadmap" => View {
            picture: roadmap(document, figures, &RoadmapOptions::default()),
            table: roadmap_table(document, figures),
        },
        "gantt" => gantt(document, figures, &options),
        "gantt against a baseline" => {
            let kept = Scenario { waves: document.waves.clone(), ..Scenario::default() };
            let baseline = Baseline::of(document, &kept);
            gantt(document, figures, &GanttOptions { baseline: Some(&baseline), ..options })
        }
        "dependencies" => dependencies(document, figures, None, WIDTH),
        "heat map by wave" => heat(&load_heat(document, figures), WIDTH),
        "heat map by month" => heat(&month_heat(document, figures), WIDTH),
        "capacity by wave" => capacity(document, figures, Period::Waves, WIDTH),
        "capacity by month" => capacity(document, figures, Period::Months, WIDTH),
        "capacity by role and month" => capacity_by_role(document, figures, Period::Months, WIDTH),
        "run-load horizon" => horizon(document, figures, WIDTH),
        "value against effort" => value_effort(document, figures, WIDTH),
        "value in time" => value_strip(document, figures, WIDTH),
        _ => give_and_take(document, figures, WIDTH),
    }
}

#[divan::bench(args = VIEWS)]
fn lay_out(bencher: Bencher<'_, '_>, name: &str) {
    let (document, figures) = setting();
    bencher.bench(|| view(black_box(name), document, figures));
}

/// The plan, the counter-plan and the naive plan, counted and drawn.
#[divan::bench]
fn plans_beside() -> View {
    beside(&counter_plan(&setting().0), WIDTH)
}

/// All built-in stress tests, one after the other.
#[divan::bench]
fn stress_tests() -> usize {
    let (document, figures) = setting();
    let bench = Bench::of(document, figures, &health::check(document, figures));
    let tests = built_in(document, figures);
    tests.iter().map(|test| bench.outcome(test).moves.len()).sum()
}
