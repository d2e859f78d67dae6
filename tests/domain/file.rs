//! The plan file: what is saved is what is loaded, whoever wrote it.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value, json};
use wavewright::domain::file::envelope::PlanFile;
use wavewright::domain::file::error::LoadError;
use wavewright::domain::file::load::{Loaded, load};
use wavewright::domain::file::save::save;
use wavewright::domain::model::ids::{PersonId, PlanId};
use wavewright::domain::model::validate::problems;

use crate::arbitrary::{arbitrary_document, built_in};

/// Records whose members are named by ids: no field of theirs can be unknown.
const RECORDS_BY_ID: [&str; 4] = ["/choices", "/actuals", "/areas", "/duties"];

fn settings() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

fn read(text: &str) -> Loaded {
    load(text.as_bytes(), built_in()).unwrap()
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn what_is_saved_is_what_is_loaded(
        document in arbitrary_document(),
        revision in 0..1_000_000_u64,
        parent in proptest::option::of("[0-9a-f]{64}"),
    ) {
        let built_in = built_in();
        prop_assert_eq!(problems(&document, built_in), []);
        let mut file = PlanFile::from_document(document, "0.1.0", "2027-03-12T14:02:00Z");
        file.revision = revision;
        file.parent_revision_hash = parent;
        let text = save(&file);
        let loaded = load(text.as_bytes(), built_in).unwrap();
        prop_assert_eq!(&loaded.repairs, &[]);
        prop_assert_eq!(&loaded.file, &file);
        prop_assert_eq!(save(&loaded.file), text);
    }

    #[test]
    fn unknown_fields_survive_at_every_level(
        document in arbitrary_document(),
        unknown in prop::collection::vec((any::<prop::sample::Index>(), keys(), values()), 1..12),
    ) {
        let file = PlanFile::from_document(document, "0.1.0", "2027-03-12T14:02:00Z");
        let mut value: Value = serde_json::from_str(&save(&file)).unwrap();
        let mut records = Vec::new();
        collect_records(&value, String::new(), &mut records);
        for (index, key, unknown) in unknown {
            let record = value.pointer_mut(&records[index.index(records.len())]).unwrap().as_object_mut().unwrap();
            record.entry(key).or_insert(unknown);
        }
        let loaded = read(&value.to_string());
        prop_assert_eq!(&loaded.repairs, &[]);
        prop_assert_eq!(&loaded.file.document, &file.document);
        let text = save(&loaded.file);
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        prop_assert_eq!(save(&read(&text).file), text);
    }

    #[test]
    fn no_bytes_end_in_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = load(&bytes, built_in());
    }

    #[test]
    fn no_damage_ends_in_a_panic(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = fixture("v1/typical").into_bytes();
        for (index, byte) in damage {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        let _ = load(&bytes, built_in()).map_err(|error| error.to_string());
    }
}

fn keys() -> impl Strategy<Value = String> {
    prop_oneof![
        "x_[a-z]{1,6}",
        Just("__proto__".to_owned()),
        Just(String::new()),
        Just("zwölf 十二".to_owned())
    ]
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,3}", inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The addresses of all records that may hold unknown fields.
fn collect_records(value: &Value, address: String, records: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if !RECORDS_BY_ID.iter().any(|end| address.ends_with(end)) {
                records.push(address.clone());
            }
            for (key, member) in members {
                collect_records(member, format!("{address}/{key}"), records);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_records(item, format!("{address}/{index}"), records);
            }
        }
        _ => {}
    }
}

fn fixture_path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
    folder.join(format!("{name}.pmoplan.json"))
}

/// The text of a stored plan file, such as `v1/typical`.
pub fn fixture(name: &str) -> String {
    std::fs::read_to_string(fixture_path(name)).unwrap()
}

/// Loads a stored file and checks that saving it twice gives the same bytes.
fn check(name: &str) -> PlanFile {
    let loaded = read(&fixture(name));
    assert_eq!(loaded.repairs, [], "{name}");
    let saved = save(&loaded.file);
    assert_eq!(read(&saved), loaded, "{name}");
    assert_eq!(save(&read(&saved).file), saved, "{name}");
    loaded.file
}

#[test]
fn every_stored_file_of_version_1_loads() {
    let folder = fixture_path("v1/empty").parent().unwrap().to_owned();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        check(&format!("v1/{}", name.strip_suffix(".pmoplan.json").unwrap()));
        count += 1;
    }
    assert_eq!(count, 5);
}

#[test]
fn the_smallest_file_is_a_plan_with_defaults() {
    let file = check("v1/minimal");
    assert_eq!(file.document, wavewright::domain::model::document::Document::default());
    assert_eq!((file.format_version, file.min_reader_version, file.revision), (1, 1, 0));
}

#[test]
fn a_typical_plan_keeps_its_shape() {
    let saved = save(&check("v1/typical"));
    let golden = fixture_path("current/typical");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &saved).unwrap();
    }
    assert!(
        saved == std::fs::read_to_string(&golden).unwrap(),
        "the shape of the file changed: if a field was only added, rewrite the golden file with UPDATE_GOLDEN=1; \
         else the format needs a new version and a migration"
    );
}

#[test]
fn every_script_of_the_world_survives() {
    let file = check("v1/unicode");
    assert_eq!(file.document.plan.name, "משרד ניהול פרויקטים \u{200f}(א)");
    assert_eq!(file.document.foundation.people[1].name, "Zoë 👩\u{200d}💻 e\u{301}");
    assert_eq!(save(&file), fixture("v1/unicode"), "no character was rewritten");
}

#[test]
fn unknown_fields_stay_with_their_record() {
    let mut file = check("v1/unknown-fields");
    assert_eq!(save(&file), fixture("v1/unknown-fields"));
    file.document.foundation.people.retain(|person| person.id != PersonId(1));
    file.document.foundation.people.reverse();
    let value: Value = serde_json::from_str(&save(&file)).unwrap();
    let people = &value["document"]["foundation"]["people"];
    assert_eq!(people[0]["id"], json!(3));
    assert_eq!(people[0]["x_mood"], Value::Null);
    assert_eq!(people[1]["x_mood"], json!("curious"));
    assert_eq!(value["x_exported_by"], json!({"tool": "board bridge", "run": 7}));
}

#[test]
fn a_newer_file_that_allows_it_is_read_and_keeps_its_version() {
    let file = check("future/minor");
    assert!(file.is_newer());
    assert_eq!((file.format_version, file.app_version.as_str()), (2, "0.9.0"));
    assert_eq!(save(&file), fixture("future/minor"));
}

#[test]
fn a_newer_file_that_forbids_it_is_refused_by_name() {
    let error = load(fixture("future/major").as_bytes(), built_in()).unwrap_err();
    let expected = LoadError::TooNew {
        format_version: 4,
        min_reader_version: 3,
        ours: 1,
        app_version: "2.1.0".to_owned(),
    };
    assert_eq!(error, expected);
    assert!(
        error.to_string().starts_with("This file was written by Wavewright 2.1.0 in format 4"),
        "{error}"
    );
}

#[test]
fn the_plan_inside_counts_when_the_envelope_names_another() {
    let text =
        r#"{"format": "pmo-plan", "format_version": 1, "document_id": 5, "document": {"plan": {"id": 6}}}"#;
    let loaded = read(text);
    assert_eq!(loaded.file.document.plan.id, PlanId(6));
    let told: Vec<String> = loaded.repairs.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["The file called itself plan 5; its content is plan 6."]);

    let text = r#"{"format": "pmo-plan", "format_version": 1, "document_id": 5, "document": {}}"#;
    assert_eq!(read(text).file.document.plan.id, PlanId(5));
}
