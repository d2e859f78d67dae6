//! Documents and pictures of the examples, word by word. `UPDATE_GOLDEN=1` rewrites the files; the diff is reviewed.

use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::scalar::Date;
use wavewright::domain::picture::roadmap::{RoadmapOptions, roadmap};
use wavewright::domain::picture::svg;
use wavewright::domain::report::html::{self, Paper};
use wavewright::domain::report::{DocumentKind, Edition, Report, build, markdown};

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

fn report(kind: DocumentKind, document: &Document) -> Report {
    let edition = Edition { revision: Some(1), date: Date::parse("2026-11-23").ok() };
    build(kind, document, &Figures::of(document), edition).unwrap()
}

#[test]
fn charters_of_the_examples() {
    for (example, name) in [(Example::Norvik, "norvik-charter.md"), (Example::Halden, "halden-charter.md")] {
        let (document, _) = plan(example);
        check_golden(name, &markdown::text(&report(DocumentKind::Charter, &document)));
    }
}

#[test]
fn sheets_of_the_example() {
    let (document, _) = plan(Example::Norvik);
    check_golden("norvik-deployment.md", &markdown::text(&report(DocumentKind::Deployment, &document)));
    check_golden("norvik-roadmap.html", &html::page(&report(DocumentKind::Roadmap, &document), Paper::A4));
}

/// Puts a text behind every text that a user can write freely: names, sentences, reasons. Words with a meaning of
/// their own, dates and ids stay as they are.
fn write_into(value: &mut Value, key: &str, nasty: &str) {
    const FREE: [&str; 33] = [
        "name",
        "title",
        "goal",
        "text",
        "measure",
        "benefit",
        "customer",
        "baseline",
        "target",
        "unit",
        "project_type",
        "region",
        "decision",
        "mission",
        "vision",
        "strategy",
        "pmo_name",
        "reason",
        "skills",
        "contact",
        "reach_note",
        "cause",
        "response",
        "question",
        "frequency",
        "guiding_choices",
        "pace",
        "pilot_approach",
        "risk_appetite",
        "success_measures",
        "version",
        "short_name",
        "effect",
    ];
    match value {
        Value::Object(members) => members.iter_mut().for_each(|(key, value)| write_into(value, key, nasty)),
        Value::Array(items) => items.iter_mut().for_each(|item| write_into(item, key, nasty)),
        Value::String(text) if FREE.contains(&key) => text.push_str(nasty),
        _ => {}
    }
}

/// The names of all elements of an HTML text, and the attributes inside their tags.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

fn check_escaped(document: &Document, nasty: &str) -> Result<(), TestCaseError> {
    let mut value = serde_json::to_value(document).unwrap();
    write_into(&mut value, "", nasty);
    let spoiled: Document = serde_json::from_value(value).unwrap();
    for kind in DocumentKind::available() {
        let (plain, spoiled) = (report(kind, document), report(kind, &spoiled));
        let html = html::page(&spoiled, Paper::A4);
        let allowed = |tag: &&str| {
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            [
                "!doctype", "html", "head", "meta", "title", "style", "body", "svg", "defs", "pattern",
                "rect", "path", "line", "circle", "text", "desc", "article", "header", "p", "span", "h1",
                "h2", "h3", "ul", "ol", "li", "dl", "div", "dt", "dd", "table", "thead", "tbody", "tfoot",
                "tr", "th", "td", "figure", "details", "summary", "b", "rect/", "path/", "line/", "circle/",
            ]
            .contains(&name)
                && !tag.contains(" on")
                && !tag.contains("href")
        };
        let wrong: Vec<&str> = tags(&html).into_iter().filter(|tag| !allowed(tag)).collect();
        prop_assert!(wrong.is_empty(), "{kind}: {wrong:?}");
        // Nothing that was written opened or closed an element; blank lines part paragraphs, so these may be more.
        let count = |html: &str, tag: &str| html.matches(tag).count();
        let plain_html = html::page(&plain, Paper::A4);
        for tag in ["<li", "<tr", "<td", "<style", "</style>", "<svg"] {
            prop_assert_eq!(count(&html, tag), count(&plain_html, tag), "{} in {}", tag, kind);
        }
        let text = markdown::text(&spoiled);
        prop_assert!(!text.contains('<') && !text.contains("://"), "{kind} as Markdown");
        let rows = |text: &str| text.lines().filter(|line| line.starts_with("| ")).count();
        prop_assert_eq!(rows(&text), rows(&markdown::text(&plain)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn documents_never_hold_unescaped_text(nasty in "[ -~\\n\\t\\u{0}\\u{1b}äß漢<>&\"'|`*]{1,40}") {
        check_escaped(&plan(Example::Norvik).0, &nasty)?;
    }
}

#[test]
fn known_attacks_stay_text() {
    let (document, _) = plan(Example::Norvik);
    for nasty in [
        "</style><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\" onload=\"alert(1)",
        "'}</style><svg onload=alert(1)>",
        "]]></desc></svg><iframe src=https://x.example>",
        "| a | b |\n| --- | --- |",
        "\n\n# heading\n\n- item",
    ] {
        check_escaped(&document, nasty).unwrap();
    }
}
