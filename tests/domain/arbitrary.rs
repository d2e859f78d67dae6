//! Arbitrary plans for property tests: made from the schema of the types, so that no new field is forgotten.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::strategy::Union;
use serde_json::{Map, Value, json};
use wavewright::domain::file::schema::plan_file_schema;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::entry::CatalogueEntry;
use wavewright::domain::model::ids::ID_MAX;
use wavewright::domain::model::references::clear_dangling;
use wavewright::domain::model::validate::{BuiltInEntries, prerequisite_cycles};

/// Longest list; most lists are shorter.
const ROWS: usize = 2;

/// The entries that come with the product.
pub fn built_in() -> &'static BuiltInEntries {
    static BUILT_IN: OnceLock<BuiltInEntries> = OnceLock::new();
    BUILT_IN.get_or_init(|| BuiltInEntries::from_entries(&built_in_entries()))
}

/// Any plan that the product could hold: every list with rows, every field with any value of its range, references
/// that point somewhere, ids that stand once, no entry planned twice, no prerequisites in a circle.
pub fn arbitrary_document() -> BoxedStrategy<Document> {
    let schema = plan_file_schema();
    let source = FromSchema { definitions: &schema["$defs"], made: RefCell::default() };
    source.definition("Document").prop_map(sound).boxed()
}

fn built_in_entries() -> Vec<CatalogueEntry> {
    let content = include_str!("../../src/domain/catalogue/content/catalogue.json");
    let content: Value = serde_json::from_str(content).unwrap();
    serde_json::from_value(content["entries"].clone()).unwrap()
}

/// Strategies made from the definitions of the schema, each made once.
struct FromSchema<'a> {
    definitions: &'a Value,
    made: RefCell<BTreeMap<String, BoxedStrategy<Value>>>,
}

impl FromSchema<'_> {
    fn definition(&self, name: &str) -> BoxedStrategy<Value> {
        if let Some(made) = self.made.borrow().get(name) {
            return made.clone();
        }
        let strategy = match name {
            // Few numbers, so that references often meet a row.
            "PersonId" | "BenefitId" | "ObjectiveId" | "ParticipantId" | "WaveId" => {
                (1..=ROWS as u64 + 1).prop_map(Value::from).boxed()
            }
            "PlanId" => (1..=ID_MAX).prop_map(Value::from).boxed(),
            "EntryId" => entry_ids().prop_map(Value::from).boxed(),
            "Date" => (1990..=2100, 1..=12, 1..=28)
                .prop_map(|(year, month, day)| json!(format!("{year:04}-{month:02}-{day:02}")))
                .boxed(),
            _ => self.strategy(&self.definitions[name]),
        };
        self.made.borrow_mut().insert(name.to_owned(), strategy.clone());
        strategy
    }

    fn strategy(&self, schema: &Value) -> BoxedStrategy<Value> {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.definition(reference.rsplit('/').next().unwrap());
        }
        if let Some(value) = schema.get("const") {
            return Just(value.clone()).boxed();
        }
        for kind in ["anyOf", "oneOf"] {
            if let Some(options) = schema[kind].as_array() {
                return Union::new(options.iter().map(|option| self.strategy(option))).boxed();
            }
        }
        match &schema["type"] {
            Value::Array(kinds) => Union::new(kinds.iter().map(|kind| self.typed(schema, kind))).boxed(),
            kind => self.typed(schema, kind),
        }
    }

    fn typed(&self, schema: &Value, kind: &Value) -> BoxedStrategy<Value> {
        let range = || (schema["minimum"].as_f64().unwrap(), schema["maximum"].as_f64().unwrap());
        match kind.as_str().unwrap() {
            "null" => Just(Value::Null).boxed(),
            "boolean" => any::<bool>().prop_map(Value::from).boxed(),
            "string" => texts().prop_map(Value::from).boxed(),
            "integer" => {
                let (from, to) = (schema["minimum"].as_i64().unwrap(), schema["maximum"].as_i64().unwrap());
                (from..=to).prop_map(Value::from).boxed()
            }
            "number" => {
                let (from, to) = range();
                let quarters = (0..=64_u8).prop_map(move |number| (from + f64::from(number) / 4.0).min(to));
                prop_oneof![quarters, from..=to].prop_map(Value::from).boxed()
            }
            "array" => {
                prop::collection::vec(self.strategy(&schema["items"]), 0..=ROWS).prop_map(Value::from).boxed()
            }
            "object" => self.record(schema),
            other => panic!("a schema of kind {other}"),
        }
    }

    fn record(&self, schema: &Value) -> BoxedStrategy<Value> {
        if schema.get("propertyNames").is_some() {
            let names = self.strategy(&schema["propertyNames"]);
            let members = (names, self.strategy(&schema["additionalProperties"]));
            return prop::collection::vec(members, 0..=ROWS)
                .prop_map(|members| {
                    let text = |name: &Value| name.as_str().unwrap().to_owned();
                    Value::Object(members.iter().map(|(name, value)| (text(name), value.clone())).collect())
                })
                .boxed();
        }
        let properties = schema["properties"].as_object().unwrap();
        let names: Vec<String> = properties.keys().cloned().collect();
        let values: Vec<BoxedStrategy<Value>> =
            properties.values().map(|value| self.strategy(value)).collect();
        values
            .prop_map(move |values| Value::Object(Map::from_iter(names.iter().cloned().zip(values))))
            .boxed()
    }
}

/// A few entries of the catalogue, the own entries of the plan, and one that does not exist.
fn entry_ids() -> impl Strategy<Value = String> {
    let built_in: Vec<String> = built_in_entries().into_iter().map(|entry| entry.id.0).collect();
    prop_oneof![
        6 => prop::sample::select(built_in),
        3 => (1..=ROWS).prop_map(|number| format!("own-{number}")),
        1 => Just("gone".to_owned()),
    ]
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        3 => prop::sample::select(vec![
            "Portfolio board",
            "two\nlines\tand a tab\r\n",
            "\"quoted\" \\ and </script> & 'more'",
            "משרד ניהול פרויקטים \u{200f}",
            "مكتب إدارة المشاريع",
            "Zażółć 計画 👩‍💻 e\u{301}",
            "=1+1",
            "null",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,24}",
    ]
}

/// Makes one plan of a value that is right field by field.
fn sound(mut value: Value) -> Document {
    let built_in = built_in();
    number_rows(&mut value);
    let mut document: Document = serde_json::from_value(value).unwrap();
    let kept = document.scenarios.kept.iter_mut().map(|scenario| &mut scenario.waves);
    for waves in std::iter::once(&mut document.waves).chain(kept) {
        let mut placed = BTreeSet::new();
        for wave in waves {
            wave.items.retain(|item| placed.insert(item.entry.clone()));
        }
    }
    loop {
        let cycles = prerequisite_cycles(&document, built_in);
        if cycles.is_empty() {
            break;
        }
        for entry in cycles.into_iter().flatten() {
            if let Some(choice) = document.planning.choices.get_mut(&entry) {
                choice.prerequisites = None;
            }
            let own = document.planning.own_entries.iter_mut().find(|own| own.id == entry);
            own.into_iter().for_each(|own| own.hard_prerequisites.clear());
        }
    }
    clear_dangling(&mut document, &|entry| built_in.contains(entry));
    document
}

/// Gives the rows of each list the ids 1, 2 and so on, and own entries `own-1`, `own-2`.
fn number_rows(value: &mut Value) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                number_rows(item);
                match item.get_mut("id") {
                    Some(Value::String(id)) => *id = format!("own-{}", index + 1),
                    Some(id) => *id = json!(index + 1),
                    None => {}
                }
            }
        }
        Value::Object(members) => members.values_mut().for_each(number_rows),
        _ => {}
    }
}

#[test]
fn arbitrary_plans_are_rich() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let strategy = arbitrary_document();
    let documents: Vec<Document> =
        (0..80).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect();
    let count = |rows: fn(&Document) -> usize| documents.iter().map(rows).sum::<usize>();
    assert!(count(|document| document.waves.iter().map(|wave| wave.items.len()).sum()) > 20);
    assert!(count(|document| document.planning.choices.len()) > 20);
    assert!(count(|document| document.planning.own_entries.len()) > 20);
    assert!(count(|document| document.foundation.people.len()) > 20);
    assert!(count(|document| document.initiation.answers.len()) > 10);
    assert!(count(|document| usize::from(document.foundation.approved_by.is_some())) > 5);
}
