//! JSON read strictly: no name twice in a record, no nesting and no number of values without end; errors with line
//! and column.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::error::{LoadError, shortened};

/// Deepest nesting of lists and records; the outermost record is 1 deep.
pub const DEPTH_LIMIT: usize = 64;

/// Most weight of all values together, so that a small file cannot fill the memory: twice what the largest allowed
/// plan weighs in records and links, and less than 350 MB once read.
const WEIGHT_LIMIT: usize = 9_000_000;
/// Weight of a record, which takes about 650 bytes as soon as it has one member.
const RECORD_WEIGHT: usize = 20;
/// Weight of any other value, which takes 32 bytes.
const VALUE_WEIGHT: usize = 2;
const SHOWN_KEY_CHARACTERS: usize = 60;

/// Reads a text as one JSON value.
pub fn parse(text: &str) -> Result<Value, LoadError> {
    let fault = RefCell::new(None);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let weight = Cell::new(0);
    let parsed = Strict { depth: 0, weight: &weight, fault: &fault }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    parsed.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        match fault.take() {
            Some(Fault::TooDeep) => LoadError::TooDeep { line, limit: DEPTH_LIMIT },
            Some(Fault::TooHeavy) => LoadError::TooManyValues { line },
            Some(Fault::DuplicateKey(key)) => LoadError::DuplicateKey { key, line },
            None if error.is_eof() => LoadError::CutShort { line },
            None => {
                let text = error.to_string();
                let detail =
                    text.rsplit_once(" at line ").map_or(text.as_str(), |(detail, _)| detail).to_owned();
                LoadError::Syntax { line, column, detail }
            }
        }
    })
}

/// What we refuse and JSON allows.
enum Fault {
    TooDeep,
    TooHeavy,
    DuplicateKey(String),
}

/// Reads one value. The fault is kept aside because a reader's error carries no more than text.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    weight: &'a Cell<usize>,
    fault: &'a RefCell<Option<Fault>>,
}

impl Strict<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == DEPTH_LIMIT {
            return Err(self.refuse(Fault::TooDeep));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn weigh<E: Error>(self, weight: usize) -> Result<(), E> {
        self.weight.set(self.weight.get() + weight);
        if self.weight.get() > WEIGHT_LIMIT { Err(self.refuse(Fault::TooHeavy)) } else { Ok(()) }
    }

    fn refuse<E: Error>(self, fault: Fault) -> E {
        self.fault.replace(Some(fault));
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(inside)? {
            self.weigh(VALUE_WEIGHT)?;
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut record: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        self.weigh(RECORD_WEIGHT)?;
        let mut members = Map::new();
        while let Some(key) = record.next_key::<String>()? {
            if members.contains_key(&key) {
                return Err(self.refuse(Fault::DuplicateKey(shortened(&key, SHOWN_KEY_CHARACTERS))));
            }
            self.weigh(VALUE_WEIGHT)?;
            let value = record.next_value_seed(inside)?;
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(text: &str, expected: Result<Value, LoadError>) {
        assert_eq!(parse(text), expected, "{}", shortened(text, 80));
    }

    #[test]
    fn json_is_read_as_it_stands() {
        check(r#"{"a": [1, -2, 0.5, true, null, "x"]}"#, Ok(json!({"a": [1, -2, 0.5, true, null, "x"]})));
    }

    #[test]
    fn a_name_stands_once_in_a_record() {
        let twice = |key: &str, line| Err(LoadError::DuplicateKey { key: key.to_owned(), line });
        check(r#"{"a": 1, "a": 1}"#, twice("a", 1));
        check("{\"x\": [{\n\"b\": 1,\n\"\\u0062\": 2}]}", twice("b", 3));
        check(r#"{"a": {"a": 1}}"#, Ok(json!({"a": {"a": 1}})));
    }

    #[test]
    fn nesting_ends() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(63)).is_ok() && parse(&nested(64)).is_ok());
        for depth in [65, 127, 128, 129, 10_000] {
            check(&nested(depth), Err(LoadError::TooDeep { line: 1, limit: 64 }));
        }
        check(&"{\"a\":".repeat(10_000), Err(LoadError::TooDeep { line: 1, limit: 64 }));
    }

    #[test]
    fn the_number_of_values_ends() {
        let too_many = |line| Err(LoadError::TooManyValues { line });
        check(&format!("[\n{}0]", "0,".repeat(5_000_000)), too_many(2));
        check(&format!("[{}0]", "{\"a\":0},".repeat(500_000)), too_many(1));
    }

    #[test]
    fn what_is_no_json_is_named_by_line_and_column() {
        let syntax =
            |line, column, detail: &str| Err(LoadError::Syntax { line, column, detail: detail.to_owned() });
        check("{\n  \"a\": NaN\n}", syntax(2, 8, "expected value"));
        check("[1,]", syntax(1, 4, "trailing comma"));
        check("{} {}", syntax(1, 4, "trailing characters"));
        check("[1e999]", syntax(1, 6, "number out of range"));
        check(r#"["\ud800"]"#, syntax(1, 9, "unexpected end of hex escape"));
        check("{\"a\": 1", Err(LoadError::CutShort { line: 1 }));
    }
}
