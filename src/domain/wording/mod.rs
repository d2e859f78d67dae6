//! Every text of the product in one keyed place: a folder of data files per language, merged at first use.

pub mod phrase;

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The files of the English folder. A file that is not in this list is not in the product; a test compares.
const ENGLISH: &[(&str, &str)] = &[
    ("app", include_str!("en/app.json")),
    ("assessment", include_str!("en/assessment.json")),
    ("choices", include_str!("en/choices.json")),
    ("commands", include_str!("en/commands.json")),
    ("deployment", include_str!("en/deployment.json")),
    ("documents", include_str!("en/documents.json")),
    ("explain", include_str!("en/explain.json")),
    ("fields", include_str!("en/fields.json")),
    ("findings", include_str!("en/findings.json")),
    ("form", include_str!("en/form.json")),
    ("governance", include_str!("en/governance.json")),
    ("guided", include_str!("en/guided.json")),
    ("library", include_str!("en/library.json")),
    ("mend", include_str!("en/mend.json")),
    ("pages", include_str!("en/pages.json")),
    ("phrase", include_str!("en/phrase.json")),
    ("picture", include_str!("en/picture.json")),
    ("planning", include_str!("en/planning.json")),
    ("proposal", include_str!("en/proposal.json")),
    ("report", include_str!("en/report.json")),
    ("respondent", include_str!("en/respondent.json")),
    ("scenarios", include_str!("en/scenarios.json")),
    ("views", include_str!("en/views.json")),
];

/// The text of a key. A missing key is a mistake of ours: tests stop at it, the product shows the key.
pub fn t(key: &str) -> &'static str {
    find(key).unwrap_or_else(|| {
        debug_assert!(false, "no text for the key '{key}'");
        Box::leak(key.into())
    })
}

/// The text of a key that not every thing has, such as the help of a field.
pub fn find(key: &str) -> Option<&'static str> {
    texts().get(key).map(String::as_str)
}

/// The text of a key with `{name}` replaced by the argument of that name. Arguments are taken as they are:
/// a brace in one of them is not read again.
pub fn fill(key: &str, arguments: &[(&str, &str)]) -> String {
    filled(t(key), arguments)
}

/// The text for a number of things: `key.one` for 1, else `key.other`; `{count}` is the number.
pub fn count(key: &str, number: usize) -> String {
    let form = if number == 1 { "one" } else { "other" };
    fill(&format!("{key}.{form}"), &[("count", &number.to_string())])
}

fn texts() -> &'static BTreeMap<String, String> {
    static TEXTS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let mut texts = BTreeMap::new();
        for (name, text) in ENGLISH {
            let file = crate::domain::json::parse::<BTreeMap<String, String>>(text);
            debug_assert!(file.is_ok(), "{name}.json is no flat object of texts: {file:?}");
            texts.extend(file.unwrap_or_default());
        }
        texts
    })
}

fn filled(text: &str, arguments: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let argument = behind.split_once('}').and_then(|(name, after)| {
            let (_, value) = arguments.iter().find(|(argument, _)| *argument == name)?;
            Some((value, after))
        });
        match argument {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_in_the_product() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/domain/wording/en");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap().replace(".json", ""))
            .collect();
        files.sort();
        assert_eq!(files, ENGLISH.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn no_key_has_two_texts() {
        let mut seen = BTreeMap::new();
        for (name, text) in ENGLISH {
            // A repeated key inside one file is lost in parsing: count the lines instead.
            let keys = serde_json::from_str::<BTreeMap<String, String>>(text).unwrap();
            let lines = text.lines().filter(|line| line.trim_start().starts_with('"')).count();
            assert_eq!(keys.len(), lines, "{name}.json has one key twice, or two keys on one line");
            for (key, text) in keys {
                assert!(!text.trim().is_empty(), "{key} is empty");
                assert_eq!(seen.insert(key.clone(), name), None, "{key}");
            }
        }
    }

    #[test]
    fn placeholders_take_their_arguments() {
        let arguments = [("entry", "Register {x}"), ("wave", "2")];
        assert_eq!(filled("Move {entry} to wave {wave}", &arguments), "Move Register {x} to wave 2");
        assert_eq!(filled("{nothing} {", &arguments), "{nothing} {");
    }
}
