//! The map of ARCHITECTURE.md, checked: arrows point down, doors are where they are said to be, every file says what it is.

use std::fs;
use std::path::{Path, PathBuf};

/// What each room of the domain may know of the others; all may know `json` and `order`. A new arrow is a decision: it is made here.
const ROOMS: [(&str, &[&str]); 30] = [
    ("json", &[]),
    ("order", &[]),
    ("model", &[]),
    ("planner", &[]),
    ("catalogue", &["model"]),
    ("example", &["model"]),
    ("vault", &["model"]),
    ("file", &["model"]),
    ("figures", &["catalogue", "model"]),
    ("wording", &["figures", "model"]),
    ("command", &["catalogue", "model"]),
    ("form", &["catalogue", "command", "model", "wording"]),
    ("gap", &["catalogue", "figures", "model"]),
    ("trace", &["figures", "gap", "model"]),
    ("tracking", &["catalogue", "command", "figures", "model", "proposal", "wording"]),
    ("guide", &["figures", "health", "model", "vault", "wording"]),
    ("guided", &["catalogue", "command", "figures", "form", "model", "proposal", "wording"]),
    ("health", &["catalogue", "figures", "model", "wording"]),
    ("proposal", &["catalogue", "command", "figures", "health", "model", "planner", "wording"]),
    ("whatif", &["catalogue", "command", "figures", "health", "model", "proposal", "wording"]),
    ("kpis", &["catalogue", "command", "model"]),
    ("levers", &["catalogue", "model"]),
    ("raci", &["command", "model", "wording"]),
    ("mend", &["catalogue", "command", "figures", "health", "model", "proposal", "wording"]),
    ("picture", &["catalogue", "figures", "model", "whatif", "wording"]),
    ("mirror", &["catalogue", "figures", "health", "model", "wording"]),
    ("catalogue_file", &["catalogue", "command", "figures", "file", "form", "model", "wording"]),
    ("respondent", &["catalogue", "command", "file", "model", "wording"]),
    ("workshop", &["figures", "model"]),
    ("report", &["catalogue", "figures", "form", "health", "model", "picture", "whatif", "wording"]),
];

/// What each room of the shell may know of the others.
const SHELL: [(&str, &[&str]); 5] = [
    ("clock", &[]),
    ("storage", &[]),
    ("transfer", &[]),
    ("worker", &["clock"]),
    ("ui", &["clock", "storage", "transfer", "worker"]),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file below a place, or the file of that name.
fn rust_files(place: &Path) -> Vec<PathBuf> {
    let file = place.with_extension("rs");
    if !place.is_dir() {
        return vec![file];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(place).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The text of a file without its tests: tests may look anywhere.
fn product_text(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned()
}

/// The rooms that a text names behind a prefix such as `crate::domain::`.
fn named<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
    let behind = text.split(prefix).skip(1);
    behind
        .map(|rest| {
            rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or("")
        })
        .collect()
}

fn check_arrows(half: &str, rooms: &[(&str, &[&str])]) {
    for (room, allowed) in rooms {
        for path in rust_files(&source().join(half).join(room)) {
            let text = product_text(&path);
            for target in named(&text, &format!("crate::{half}::")) {
                assert!(
                    target == *room || ["json", "order"].contains(&target) || allowed.contains(&target),
                    "{}: {room} may not know {target}.\nMaybe the code belongs into another room; else allow the arrow here.",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn arrows_inside_the_domain_point_down() {
    check_arrows("domain", &ROOMS);
}

#[test]
fn arrows_inside_the_shell_point_down() {
    check_arrows("browser", &SHELL);
}

#[test]
fn every_room_of_the_domain_is_on_the_map() {
    let text = fs::read_to_string(source().join("domain/mod.rs")).unwrap();
    for room in named(&text, "pub mod ") {
        assert!(ROOMS.iter().any(|(name, _)| *name == room), "{room} is not on the map");
    }
}

#[test]
fn the_domain_knows_no_browser() {
    for path in rust_files(&source().join("domain")) {
        let text = product_text(&path);
        for word in ["crate::browser", "web_sys", "js_sys", "wasm_bindgen", "use yew", "gloo_"] {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for half in ["domain", "browser", "bin"] {
        for path in rust_files(&source().join(half)) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("//! "), "{} has no header", path.display());
        }
    }
}

#[test]
fn no_page_sets_a_style_or_raw_html() {
    for path in rust_files(&source().join("browser")) {
        let text = fs::read_to_string(&path).unwrap();
        for word in [" style=", "set_inner_html", "from_html_unchecked"] {
            assert!(!text.contains(word), "{} uses {word}: the content policy forbids it", path.display());
        }
    }
}

#[test]
fn only_the_clock_reads_the_time() {
    for path in rust_files(&source()) {
        let is_door = path.ends_with("browser/clock.rs") || path.starts_with(source().join("bin/wavewright"));
        let text = product_text(&path);
        for word in ["SystemTime::now", "Instant::now", "Date::now", "Date::new_0"] {
            assert!(is_door || !text.contains(word), "{} reads the time by {word}", path.display());
        }
    }
}

#[test]
fn every_door_can_be_found_and_asks_for_a_proof() {
    let text = fs::read_to_string(source().join("browser/ui/doors.rs")).unwrap();
    let doors: Vec<&str> = text.split("pub fn ").skip(1).collect();
    assert_eq!(text.matches("#[inline(never)]\npub fn ").count(), doors.len(), "a door may be inlined");
    for door in doors {
        let (head, _) = door.split_once('{').unwrap();
        let has_proof = ["Loaded", "OpenPlan", "PageProps"].iter().any(|proof| head.contains(proof));
        assert!(has_proof, "anybody could go through the door {head}");
    }
}
