//! Documents and pictures of the examples, word by word. `UPDATE_GOLDEN=1` rewrites the files; the diff is reviewed.

use std::path::PathBuf;

use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::model::document::Document;
use wavewright::domain::picture::roadmap::{RoadmapOptions, roadmap};
use wavewright::domain::picture::svg;

fn plan(example: Example) -> (Document, Figures) {
    let document = example.document().unwrap();
    let figures = Figures::of(&document);
    (document, figures)
}

fn check_golden(name: &str, written: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reports").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, written).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let line = kept.lines().zip(written.lines()).position(|(kept, written)| kept != written);
    assert!(
        kept == written,
        "{name} differs, first in line {:?}; UPDATE_GOLDEN=1 rewrites it",
        line.map(|line| line + 1)
    );
}

#[test]
fn roadmaps_of_the_examples() {
    for (example, name) in [(Example::Norvik, "norvik-roadmap.svg"), (Example::Halden, "halden-roadmap.svg")]
    {
        let (document, figures) = plan(example);
        check_golden(name, &svg::file(&roadmap(&document, &figures, &RoadmapOptions::default())));
    }
}
