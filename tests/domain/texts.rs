//! The texts against the source: no key without a text, no text without a use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use wavewright::domain::form::{self, choices};
use wavewright::domain::wording;

/// Texts that are found by ids in data, not by a key in the source.
const BY_DATA: [&str; 16] = [
    "choice.",
    "field.",
    "finding.",
    "page.",
    "phrase.month.",
    "phrase.month_short.",
    "phrase.number.",
    "picture.finding.",
    "picture.gaps.column.",
    "picture.group.",
    "picture.level.",
    "picture.mark.",
    "picture.roadmap.column.",
    "picture.roadmap.legend.",
    "report.column.",
    "section.",
];

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn texts() -> BTreeMap<String, String> {
    let folder = source().join("domain/wording/en");
    let read = |path: PathBuf| {
        let file: BTreeMap<String, String> =
            serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        file
    };
    files(&folder, "json").into_iter().flat_map(read).collect()
}

/// The source without spaces, so that calls over several lines read like the others.
fn calls() -> Vec<(PathBuf, String)> {
    files(&source(), "rs")
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let product = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
            (path, product.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

/// The literal keys of calls such as `t("…")`.
fn literal_keys<'a>(source: &'a str, function: &str) -> Vec<&'a str> {
    let opening = format!("{function}(");
    let mut keys = Vec::new();
    for (place, _) in source.match_indices(&opening) {
        let before = source.get(..place).and_then(|text| text.chars().next_back()).unwrap_or(' ');
        let behind = source.get(place + opening.len()..).unwrap_or_default().trim_start();
        if before.is_alphanumeric() || before == '_' || before == '.' {
            continue;
        }
        if let Some((key, _)) = behind.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
            keys.push(key);
        }
    }
    keys
}

#[test]
fn every_key_in_the_source_has_a_text() {
    let texts = texts();
    let mut missing = BTreeSet::new();
    for (path, source) in calls() {
        let singles = ["t", "fill"].iter().flat_map(|function| literal_keys(&source, function));
        let numbers = literal_keys(&source, "count");
        let counted = numbers.iter().flat_map(|key| [format!("{key}.one"), format!("{key}.other")]);
        for key in singles.map(str::to_owned).chain(counted) {
            if !texts.contains_key(&key) {
                missing.insert(format!("{key} in {}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "keys without a text: {missing:#?}");
}

/// Keys that the source composes, such as `format!("phrase.month.{number}")`: the fixed pieces of each.
fn composed_keys(source: &str) -> BTreeSet<Vec<&str>> {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || "._{}".contains(sign);
    let fixed = |literal| {
        let pieces: Vec<&str> = str::split(literal, '{').collect();
        pieces.into_iter().enumerate().map(|(index, piece)| match index {
            0 => piece,
            _ => piece.split_once('}').map_or(piece, |(_, behind)| behind),
        })
    };
    source
        .split('"')
        .filter(|literal| literal.contains('{') && literal.chars().all(is_sign))
        .map(|literal| fixed(literal).collect::<Vec<_>>())
        .filter(|pieces| pieces[0].contains('.'))
        .collect()
}

/// True for a key that begins with the first piece, ends with the last and has the others in between.
fn is_composed_of(key: &str, pieces: &[&str]) -> bool {
    let (Some((first, others)), Some(last)) = (pieces.split_first(), pieces.last()) else { return false };
    let Some(mut rest) = key.strip_prefix(first) else { return false };
    for piece in others {
        match rest.split_once(piece) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    key.ends_with(last)
}

#[test]
fn every_text_is_used() {
    let source: String = calls().into_iter().map(|(_, source)| source).collect();
    let composed = composed_keys(&source);
    let is_used = |key: &str| {
        let whole = |key: &str| source.contains(&format!("\"{key}\""));
        let counted = key.strip_suffix(".one").or_else(|| key.strip_suffix(".other"));
        let is_composed = |key: &str| composed.iter().any(|pieces| is_composed_of(key, pieces));
        BY_DATA.iter().any(|prefix| key.starts_with(prefix))
            || [Some(key), counted].into_iter().flatten().any(|key| whole(key) || is_composed(key))
    };
    let unused: Vec<_> = texts().into_keys().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "texts that nothing uses: {unused:#?}");
}

#[test]
fn texts_of_forms_belong_to_fields_choices_sections_and_pages() {
    let stems: BTreeSet<_> = form::fields().map(form::Field::stem).collect();
    let sections: BTreeSet<_> = form::pages().flat_map(|page| page.sections).map(|one| one.id).collect();
    let values: BTreeSet<_> = choices::ALL
        .iter()
        .flat_map(|options| options.values.iter().map(|value| options.key(value)))
        .collect();
    let hints = ["why", "good", "bad"];
    for key in texts().into_keys() {
        let (stem, kind) = key.rsplit_once('.').unwrap_or_default();
        let is_known = if key.starts_with("field.") {
            stems.contains(stem) && (["label", "help", "unit"].contains(&kind) || hints.contains(&kind))
        } else if let Some(id) = key.strip_prefix("section.") {
            let of_hint = id.rsplit_once('.').filter(|(_, kind)| hints.contains(kind)).map(|(id, _)| id);
            sections.contains(id) || of_hint.is_some_and(|id| sections.contains(id))
        } else if key.starts_with("choice.") {
            values.contains(&key)
        } else {
            continue;
        };
        assert!(is_known, "the text '{key}' belongs to nothing");
    }
}

#[test]
fn texts_are_plain() {
    for (key, text) in texts() {
        assert_eq!(text, text.trim(), "{key} has spaces around it");
        assert!(!text.contains("  "), "{key} has two spaces in a row");
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{key} has an open brace");
        assert_eq!(wording::find(&key), Some(text.as_str()));
        let is_label = key.ends_with(".label");
        assert!(!is_label || text.chars().count() <= 40, "the label {key} is longer than 40 characters");
    }
}
