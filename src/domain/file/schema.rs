//! The JSON Schema of the plan file, generated from the types. Native only: the page never needs it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::envelope::{Envelope, FORMAT, FORMAT_VERSION};
use crate::domain::model::document::Document;
use crate::domain::model::governance::RaciRole;
use crate::domain::model::ids::ID_MAX;
use crate::domain::model::validate::TEXT_LIMIT_CHARACTERS;

/// Records whose members are named by ids or codes: record, field, kind of name.
const NAMES_OF_MEMBERS: [(&str, &str, &str); 5] = [
    ("Planning", "choices", "EntryId"),
    ("Execution", "actuals", "EntryId"),
    ("Initiation", "areas", "Area"),
    ("EarlierAssessment", "areas", "Area"),
    ("RaciActivity", "duties", "RaciRole"),
];

/// The schema (JSON Schema 2020-12) of a plan file of the current format, envelope included. Unknown fields are
/// allowed everywhere, as they are kept; fields that may be left out are not required.
pub fn plan_file_schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    // The columns of the duties are names of members only, which the types' own schema leaves out.
    generator.subschema_for::<RaciRole>();
    let generated = generator.into_root_schema_for::<Envelope<Document>>();
    let generated = serde_json::to_value(generated).unwrap_or_default();
    let mut schema = Map::new();
    schema.insert("$id".to_owned(), format!("urn:wavewright:pmoplan:{FORMAT_VERSION}").into());
    if let Value::Object(members) = generated {
        schema.extend(members);
    }
    schema.insert("title".to_owned(), "Wavewright plan file".into());
    let mut schema = Value::Object(schema);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        narrow(properties, "format", json!({ "const": FORMAT }));
        narrow(properties, "format_version", json!({ "minimum": 1 }));
        narrow(properties, "min_reader_version", json!({ "minimum": 1, "maximum": FORMAT_VERSION }));
        narrow(properties, "revision", json!({ "maximum": ID_MAX }));
    }
    for (record, field, names) in NAMES_OF_MEMBERS {
        if let Some(Value::Object(field)) = schema.pointer_mut(&format!("/$defs/{record}/properties/{field}"))
        {
            field.insert("propertyNames".to_owned(), json!({ "$ref": format!("#/$defs/{names}") }));
        }
    }
    bound_ids_and_texts(&mut schema);
    schema
}

/// The schema as the text that is published beside the product.
pub fn plan_file_schema_text() -> String {
    format!("{:#}\n", plan_file_schema())
}

fn narrow(properties: &mut Map<String, Value>, field: &str, rules: Value) {
    if let (Some(Value::Object(field)), Value::Object(rules)) = (properties.get_mut(field), rules) {
        field.extend(rules);
    }
}

/// Says in the schema what the reader checks for every id and every text.
fn bound_ids_and_texts(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.get("format").and_then(Value::as_str) == Some("uint64") {
                members.entry("maximum").or_insert(ID_MAX.into());
            }
            let is_text = match members.get("type") {
                Some(Value::String(kind)) => kind == "string",
                Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "string"),
                _ => false,
            };
            let is_free = !["const", "enum", "format"].iter().any(|key| members.contains_key(*key));
            if is_text && is_free {
                members.insert("maxLength".to_owned(), TEXT_LIMIT_CHARACTERS.into());
            }
            members.values_mut().for_each(bound_ids_and_texts);
        }
        Value::Array(items) => items.iter_mut().for_each(bound_ids_and_texts),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_names_its_draft_its_id_and_the_document() {
        let schema = plan_file_schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], "urn:wavewright:pmoplan:1");
        assert_eq!(schema["properties"]["format"]["const"], "pmo-plan");
        assert_eq!(schema["properties"]["document"]["$ref"], "#/$defs/Document");
        assert_eq!(schema["$defs"]["PersonId"]["maximum"], ID_MAX);
        for (record, field, names) in NAMES_OF_MEMBERS {
            let reference = &schema["$defs"][record]["properties"][field]["propertyNames"]["$ref"];
            assert_eq!(reference.as_str(), Some(format!("#/$defs/{names}").as_str()));
            assert!(schema["$defs"][names].is_object(), "{names}");
        }
    }
}
