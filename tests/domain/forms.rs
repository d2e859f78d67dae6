//! The forms against the types: every field of a plan has its place on screen, and no form asks for more.

use std::collections::{BTreeMap, BTreeSet};

use schemars::schema_for;
use serde_json::Value;
use wavewright::domain::figures::Figures;
use wavewright::domain::form::Source;
use wavewright::domain::form::choices::{self, Options};
use wavewright::domain::form::place::page_of;
use wavewright::domain::form::source::{candidates, origin};
use wavewright::domain::form::{self, Field, Input};
use wavewright::domain::health::{Severity, check};
use wavewright::domain::model::document::Document;
use wavewright::domain::wording;

/// A value of the file that is no record: its type by name, and whether it may be null.
#[derive(Clone, Debug, Default, PartialEq)]
struct Leaf {
    /// Name of the type in the schema, such as `Scale5`; empty for a plain one.
    name: String,
    /// JSON type of the schema.
    kind: String,
    minimum: Option<f64>,
    maximum: Option<f64>,
    values: Vec<String>,
    nullable: bool,
}

/// Ids are made by the product and never shown.
const IDENTITIES: [&str; 8] =
    ["PlanId", "PersonId", "RowId", "BenefitId", "ObjectiveId", "ParticipantId", "WaveId", "EntryId"];

fn leaves() -> BTreeMap<String, Leaf> {
    let schema = schema_for!(Document).to_value();
    let mut leaves = BTreeMap::new();
    walk(&schema, &schema, "", Leaf::default(), &mut leaves);
    leaves.retain(|path, leaf| {
        let is_id = path.ends_with(".id") && IDENTITIES.contains(&leaf.name.as_str());
        !is_id
    });
    leaves
}

fn walk(root: &Value, schema: &Value, path: &str, mut leaf: Leaf, leaves: &mut BTreeMap<String, Leaf>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        let target = &root["$defs"][name];
        return walk(root, target, path, Leaf { name: name.to_owned(), ..leaf }, leaves);
    }
    if let Some(several) = schema["anyOf"].as_array() {
        let (null, rest): (Vec<_>, Vec<_>) = several.iter().partition(|one| one["type"] == "null");
        assert_eq!((null.len(), rest.len()), (1, 1), "{path}: {schema}");
        return walk(root, rest[0], path, Leaf { nullable: true, ..leaf }, leaves);
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => {
            leaf.nullable |= kinds.iter().any(|kind| kind == "null");
            kinds.iter().find(|kind| *kind != "null").unwrap()
        }
        kind => kind,
    };
    if let Some(values) = schema["oneOf"].as_array() {
        leaf.kind = "choice".to_owned();
        leaf.values = values.iter().flat_map(choice_values).collect();
        leaves.insert(path.to_owned(), leaf);
        return;
    }
    match kind.as_str() {
        Some("object") => {
            let names = schema["properties"].as_object();
            let is = |keys: &str| {
                names.is_some_and(|names| {
                    names.len() == keys.len() && names.keys().all(|key| keys.contains(key))
                })
            };
            if is("EFPTO") {
                walk(root, &schema["properties"]["E"], &format!("{path}.{{group}}"), Leaf::default(), leaves);
            } else if is("SML") {
                walk(root, &schema["properties"]["S"], &format!("{path}.{{size}}"), Leaf::default(), leaves);
            } else if let Some(names) = names.filter(|_| schema["additionalProperties"].is_null()) {
                for (name, inner) in names {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    walk(root, inner, &path, Leaf::default(), leaves);
                }
            } else {
                walk(root, &schema["additionalProperties"], &format!("{path}.*"), Leaf::default(), leaves);
            }
        }
        Some("array") => {
            let inner = Leaf { nullable: leaf.nullable, ..Leaf::default() };
            walk(root, &schema["items"], &format!("{path}[]"), inner, leaves);
        }
        Some(kind) => {
            leaf.kind = kind.to_owned();
            leaf.minimum = schema["minimum"].as_f64();
            leaf.maximum = schema["maximum"].as_f64();
            leaf.values = choice_values(schema);
            if !leaf.values.is_empty() {
                leaf.kind = "choice".to_owned();
            }
            leaves.insert(path.to_owned(), leaf);
        }
        None => panic!("{path}: {schema}"),
    }
}

fn choice_values(schema: &Value) -> Vec<String> {
    let constant = schema["const"].as_str().map(str::to_owned);
    let several = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    constant.into_iter().chain(several.map(str::to_owned)).collect()
}

/// The places of the file that a field covers: the path of each with the input there.
fn places(field: &Field) -> Vec<(String, Input)> {
    fn inside(path: &str, input: &Input) -> Vec<(String, Input)> {
        match input {
            Input::PerGroup(inner) => inside(&format!("{path}.{{group}}"), inner),
            Input::PerSize(inner) => inside(&format!("{path}.{{size}}"), inner),
            Input::PerKey { input: inner, .. } => inside(&format!("{path}.*"), inner),
            Input::References(_) | Input::Texts => vec![(format!("{path}[]"), *input)],
            Input::Rows(_) => Vec::new(),
            _ => vec![(path.to_owned(), *input)],
        }
    }
    inside(field.path, &field.input)
}

#[test]
fn every_field_of_a_plan_has_one_place_on_screen() {
    let leaves = leaves();
    assert!(leaves.len() > 250, "the walk found only {} fields", leaves.len());
    let mut covered: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for field in form::fields() {
        for (place, input) in places(field) {
            let is_inside = |leaf: &str| match input {
                Input::OwnScreen(_) => leaf
                    .strip_prefix(&place)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '['])),
                _ => leaf == place,
            };
            let found: Vec<_> = leaves.keys().filter(|leaf| is_inside(leaf)).collect();
            if found.is_empty() {
                unknown.push(place);
            }
            found.into_iter().for_each(|leaf| covered.entry(leaf.clone()).or_default().push(field.path));
        }
    }
    assert_eq!(unknown, Vec::<String>::new(), "the forms ask for fields that a plan does not have");
    let missing: Vec<_> = leaves.keys().filter(|leaf| !covered.contains_key(*leaf)).collect();
    assert_eq!(missing, Vec::<&String>::new(), "fields of a plan that no form asks for");
    let twice: Vec<_> = covered.iter().filter(|(_, fields)| fields.len() > 1).collect();
    assert!(twice.is_empty(), "fields of a plan that two forms ask for: {twice:?}");
}

#[test]
fn inputs_fit_the_types_of_their_fields() {
    let leaves = leaves();
    for field in form::fields() {
        for (place, input) in places(field) {
            let Some(leaf) = leaves.get(&place) else { continue };
            let name = leaf.name.as_str();
            let within = |from: f64, to: f64| {
                leaf.minimum.is_some_and(|minimum| minimum <= from)
                    && leaf.maximum.is_none_or(|maximum| to <= maximum)
            };
            let fits = match input {
                Input::Text | Input::LongText | Input::Texts => leaf.kind == "string" && name.is_empty(),
                Input::WholeNumber { from, to } => {
                    leaf.kind == "integer"
                        && !["Scale5", "Percent", "Money"].contains(&name)
                        && within(from.into(), to.into())
                }
                Input::Decimal { from, to } => leaf.kind == "number" && within(from, to),
                Input::Percent => name == "Percent",
                Input::Money => name == "Money",
                Input::Date => name == "Date",
                Input::Scale5 => name == "Scale5",
                Input::YesNo => leaf.kind == "boolean",
                Input::Choice(options) => leaf.kind == "choice" && same_values(options, &leaf.values),
                Input::Reference(source) | Input::References(source) => {
                    let expected = match source {
                        form::Source::People => "PersonId",
                        form::Source::Benefits => "BenefitId",
                        form::Source::Objectives => "ObjectiveId",
                        form::Source::Participants => "ParticipantId",
                        form::Source::Waves => "WaveId",
                        form::Source::WaveNumbers => "",
                        form::Source::Entries => "EntryId",
                        form::Source::Roles => "RoleId",
                        form::Source::Areas => "Area",
                        form::Source::Groups => "Group",
                    };
                    name == expected && (source != form::Source::WaveNumbers || leaf.kind == "integer")
                }
                Input::Shown | Input::OwnScreen(_) => true,
                Input::PerGroup(_) | Input::PerSize(_) | Input::PerKey { .. } | Input::Rows(_) => false,
            };
            assert!(fits, "{place}: {input:?} for {leaf:?}");
            assert_eq!(field.optional, leaf.nullable, "{place}: may it be empty?");
        }
    }
}

fn same_values(options: &Options, values: &[String]) -> bool {
    options.values.iter().eq(values.iter())
}

#[test]
fn every_choice_list_is_one_of_the_types() {
    let lists: Vec<_> = leaves().into_values().map(|leaf| leaf.values).collect();
    for options in choices::ALL {
        // Keys of maps and size columns are no values of a field.
        let is_key = ["raci_role"].contains(&options.id);
        assert!(is_key || lists.iter().any(|values| same_values(options, values)), "{}", options.id);
    }
}

#[test]
fn every_field_choice_section_and_page_has_its_texts() {
    let mut missing = BTreeSet::new();
    let mut need = |key: String| {
        if wording::find(&key).is_none() {
            missing.insert(key);
        }
    };
    for page in form::pages() {
        need(format!("page.{}", page.id));
        page.sections.iter().for_each(|section| need(format!("section.{}", section.id)));
    }
    form::fields().for_each(|field| need(format!("{}.label", field.stem())));
    for options in choices::ALL {
        options.values.iter().for_each(|value| need(options.key(value)));
    }
    assert!(missing.is_empty(), "texts that are missing: {missing:#?}");
}

/// Fields that people fill in: what the product keeps itself, or asks on a screen of its own, has no sign of a good answer.
fn is_filled_in(field: &Field) -> bool {
    !matches!(field.input, Input::Shown | Input::OwnScreen(_))
}

#[test]
fn every_field_says_why_it_matters_and_shows_its_good_and_its_bad_sign() {
    let mut missing = Vec::new();
    for field in form::fields().filter(|field| is_filled_in(field)) {
        missing.extend(["why", "good", "bad"].iter().filter_map(|kind| {
            let text = field.text(kind);
            text.is_none().then(|| format!("{}.{kind}", field.stem()))
        }));
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn screens_of_their_own_show_the_signs_of_their_fields() {
    let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/browser/ui/pages");
    let mut shown = String::new();
    let mut folders = vec![pages];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => shown += &std::fs::read_to_string(path).unwrap(),
            }
        }
    }
    for field in form::fields().filter(|field| !is_filled_in(field)) {
        let has_sign = ["good", "bad"].iter().any(|kind| field.text(kind).is_some());
        assert!(!has_sign || shown.contains(&format!("guidance_of(\"{}\")", field.path)), "{}", field.path);
    }
}

#[test]
fn a_good_sign_differs_from_the_bad_one() {
    for field in form::fields() {
        assert!(field.text("good").is_none() || field.text("good") != field.text("bad"), "{}", field.stem());
    }
}

#[test]
fn what_an_empty_plan_must_not_leave_empty_is_called_needed() {
    let plan = Document::default();
    let findings = check(&plan, &Figures::of(&plan));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let wanted: BTreeSet<&str> = errors.map(|finding| finding.jump.as_str()).collect();
    for field in form::fields().filter(|field| field.optional) {
        assert_eq!(field.is_needed(), wanted.contains(field.path), "{}", field.path);
    }
}

#[test]
fn where_nothing_can_be_chosen_the_list_that_comes_first_is_known() {
    let plan = Document::default();
    for source in [Source::People, Source::Benefits, Source::Objectives] {
        let list = origin(source).unwrap();
        assert!(candidates(&plan, source).is_empty() && page_of(list).is_some(), "{list}");
        assert!(form::fields().any(|field| field.path == list && field.text("label").is_some()), "{list}");
    }
    assert_eq!(origin(Source::Entries), None);
}
