//! The worked examples reproduce every printed number (PMO fact base 3.11, 6.7, 6.8).

use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::figures::colour::LoadColour;
use wavewright::domain::figures::number::fixed;
use wavewright::domain::figures::score::inherited_from;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::group::Group;
use wavewright::domain::model::ids::EntryId;

fn plan(example: Example) -> (Document, Figures) {
    let document = example.document().unwrap();
    let figures = Figures::of(&document);
    (document, figures)
}

/// The rows of a printed table, cells trimmed.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('|').map(str::trim).collect())
}

/// Compares a number with its printed form, at the number of decimals that is printed.
fn same(context: &str, value: f64, printed: &str) {
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(fixed(value, u8::try_from(decimals).unwrap()), printed, "{context}");
}

fn word(colour: LoadColour) -> &'static str {
    match colour {
        LoadColour::Grey => "grey",
        LoadColour::Green => "green",
        LoadColour::Amber => "amber",
        LoadColour::Red => "red",
        LoadColour::DarkRed => "dark red",
    }
}

fn check_office(example: Example, table: &str) {
    let (_, figures) = plan(example);
    for (row, office) in rows(table).zip(&figures.office) {
        let context = |what: &str| format!("{example}, wave {}, {what}", row[0]);
        same(&context("build"), office.build, row[1]);
        same(&context("run"), office.run, row[2]);
        same(&context("FTE"), office.fte, row[3]);
        same(&context("consultants"), office.consultant_days, row[4]);
        same(&context("capacity"), office.capacity, row[5]);
        same(&context("utilisation"), office.utilisation, row[6]);
        assert_eq!(word(office.colour()), row[7], "{}", context("level"));
        same(&context("run after"), office.run_per_month_after, row[8]);
    }
    assert_eq!(rows(table).count(), figures.office.len());
}

fn check_load(example: Example, table: &str) {
    let (_, figures) = plan(example);
    for row in rows(table) {
        let wave: usize = row[0].parse().unwrap();
        let group = Group::ALL.into_iter().find(|group| group.letter() == row[1]).unwrap();
        let cell = figures.loads[wave - 1].get(group);
        let context = format!("{example}, wave {wave}, {}", row[1]);
        same(&context, cell.new_load, row[2]);
        same(&context, cell.load, row[3]);
        same(&context, cell.capacity, row[4]);
        same(&context, cell.utilisation(), row[5]);
    }
    assert_eq!(rows(table).count(), figures.loads.len() * Group::ALL.len());
}

fn check_areas(example: Example, table: &str) {
    let (_, figures) = plan(example);
    for row in rows(table) {
        let area = figures.areas.iter().find(|area| area.area.code() == row[0]).unwrap();
        same(row[0], area.level.unwrap(), row[1]);
        same(row[0], area.target.unwrap(), row[2]);
        same(row[0], area.gap, row[3]);
        same(row[0], f64::from(area.importance), row[4]);
        same(row[0], area.priority, row[5]);
    }
    assert_eq!(rows(table).count(), 14);
}

#[test]
fn office_of_example_a() {
    check_office(Example::Norvik, include_str!("../fixtures/golden/norvik-office.txt"));
}

#[test]
fn office_of_the_naive_plan() {
    check_office(Example::Naive, include_str!("../fixtures/golden/naive-office.txt"));
}

#[test]
fn office_of_example_b() {
    check_office(Example::Halden, include_str!("../fixtures/golden/halden-office.txt"));
}

#[test]
fn load_of_example_a() {
    check_load(Example::Norvik, include_str!("../fixtures/golden/norvik-load.txt"));
}

#[test]
fn load_of_the_naive_plan() {
    check_load(Example::Naive, include_str!("../fixtures/golden/naive-load.txt"));
}

#[test]
fn load_of_example_b() {
    check_load(Example::Halden, include_str!("../fixtures/golden/halden-load.txt"));
}

#[test]
fn areas_of_both_examples() {
    check_areas(Example::Norvik, include_str!("../fixtures/golden/norvik-areas.txt"));
    check_areas(Example::Halden, include_str!("../fixtures/golden/halden-areas.txt"));
}

#[test]
fn scores_of_example_a() {
    let (_, figures) = plan(Example::Norvik);
    for row in rows(include_str!("../fixtures/golden/norvik-scores.txt")) {
        let score = figures.score(&EntryId::from(row[1])).unwrap();
        assert_eq!(score.rank.to_string(), row[0], "rank of {}", row[1]);
        let parts = [
            score.gap_sum,
            score.gap_value,
            score.demand,
            score.enablement,
            score.effort_band,
            score.strain_band,
            score.score,
        ];
        for (value, printed) in parts.into_iter().zip(&row[2..]) {
            same(row[1], value, printed);
        }
    }
    let method = figures.score(&EntryId::from("pm-methodology")).unwrap();
    same("inherited from stage-gates", method.effective_score, "1.03");
    assert_eq!(method.effective_rank, 25);
    assert_eq!(figures.score(&EntryId::from("ppm-tool")).unwrap().rank, 43);
    assert_eq!(figures.score(&EntryId::from("time-recording")).unwrap().rank, 45);
}

#[test]
fn dependants_of_enabling_entries() {
    let (_, figures) = plan(Example::Norvik);
    for row in rows(include_str!("../fixtures/golden/dependants.txt")) {
        assert_eq!(
            figures.score(&EntryId::from(row[0])).unwrap().dependants.to_string(),
            row[1],
            "{}",
            row[0]
        );
    }
    let others = figures.scores.iter().filter(|score| score.dependants > 0).count();
    assert_eq!(others, rows(include_str!("../fixtures/golden/dependants.txt")).count());
}

#[test]
fn cash_of_example_a() {
    let (_, figures) = plan(Example::Norvik);
    for (row, office) in rows(include_str!("../fixtures/golden/norvik-cash.txt")).zip(&figures.office) {
        same(row[0], office.internal_days, row[1]);
        same(row[0], office.internal_cost, row[2]);
        same(row[0], office.consultant_cost, row[3]);
        same(row[0], office.total_cost(), row[4]);
    }
    same("all waves", figures.office.iter().map(|office| office.total_cost()).sum(), "280250");
}

#[test]
fn steady_state_and_run_share() {
    let (_, norvik) = plan(Example::Norvik);
    same("A: run after the last wave", norvik.steady_state.run_per_month, "38.0");
    same("A: what the office can run", norvik.steady_state.capacity_per_month, "37.2");
    same("A: steady state", norvik.steady_state.utilisation(), "1.02");
    same("A: run share of wave 4", norvik.office[3].run_share, "0.59");
    let (_, naive) = plan(Example::Naive);
    same("naive: run after the last wave", naive.steady_state.run_per_month, "46.7");
    same("naive: run share of wave 3", naive.office[2].run_share, "0.67");
    same("naive: run share of wave 4", naive.office[3].run_share, "1.13");
    let (_, halden) = plan(Example::Halden);
    same("B: steady state", halden.steady_state.utilisation(), "0.98");
    for (wave, share) in [(5, "0.66"), (6, "0.66"), (7, "0.82")] {
        same("B: run share", halden.office[wave - 1].run_share, share);
    }
}

#[test]
fn entries_of_example_b() {
    let (document, figures) = plan(Example::Halden);
    for row in rows(include_str!("../fixtures/golden/halden-entries.txt")) {
        let id = EntryId::from(row[1]);
        assert_eq!(document.wave_of(&id).map(|wave| wave.to_string()).as_deref(), Some(row[0]), "{id}");
        let entry = figures.entry(&id).unwrap();
        same(row[1], entry.build_days, row[2]);
        same(row[1], entry.run_days_per_month, row[3]);
        let points: Vec<String> = Group::ALL.into_iter().map(|group| fixed(entry.points(group), 0)).collect();
        assert_eq!(points.join(" "), row[4], "{id}");
    }
    same(
        "build of all",
        document.waves.iter().zip(&figures.office).map(|(_, office)| office.build).sum(),
        "1136",
    );
}

#[test]
fn inherited_scores_name_where_they_come_from() {
    let document = Example::Norvik.document().unwrap();
    let figures = Figures::of(&document);
    let mut inherited = 0;
    for score in &figures.scores {
        let from = inherited_from(&figures.entries, &figures.scores, &score.id);
        assert_eq!(from.is_some(), score.effective_score > score.score + 1e-9, "{}", score.id);
        if let Some(from) = from {
            let passed = 0.8 * figures.score(&from).unwrap().effective_score;
            assert!((passed - score.effective_score).abs() < 1e-9, "{}", score.id);
            inherited += 1;
        }
    }
    assert!(inherited > 0);
}
