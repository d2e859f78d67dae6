//! Between JSON values and types, with the place of a fault.
//!
//! There is one reader and one writer for all types on purpose: each further one would be compiled again for every type
//! of the plan, and the model has many. Lists are never taken for records, so no code for that is compiled either.

use std::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde::{Serialize, forward_to_deserialize_any};
use serde_json::Value;

/// What does not fit, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The place, such as `foundation.objectives[2].due`; empty for the whole.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
    is_placed: bool,
}

impl ReadError {
    fn at(mut self, place: &Place<'_>) -> Self {
        if !self.is_placed {
            self.is_placed = true;
            self.path = place.to_string();
        }
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            formatter.write_str(&self.reason)
        } else {
            write!(formatter, "{}: {}", self.path, self.reason)
        }
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { path: String::new(), reason: message.to_string(), is_placed: false }
    }
}

/// Reads a value as a type.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, ReadError> {
    T::deserialize(Reader { value, place: &Place::Whole })
}

/// Reads a JSON text as a type. For texts of our own: keys that stand twice are not noticed.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    let value: Value = serde_json::from_str(text).map_err(de::Error::custom)?;
    read(&value)
}

/// A type as a JSON value; none where it cannot be written, which no type of the plan does.
pub fn to_value<T: Serialize + ?Sized>(typed: &T) -> Option<Value> {
    let text = serde_json::to_string(typed).ok()?;
    serde_json::from_str(&text).ok()
}

/// Where the reader stands, as a chain back to the whole.
enum Place<'p> {
    Whole,
    Member(&'p Place<'p>, &'p str),
    Item(&'p Place<'p>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Member(Self::Whole, name) => formatter.write_str(name),
            Self::Member(parent, name) => write!(formatter, "{parent}.{name}"),
            Self::Item(parent, index) => write!(formatter, "{parent}[{index}]"),
        }
    }
}

/// Reads one value at one place.
#[derive(Clone, Copy)]
struct Reader<'r> {
    value: &'r Value,
    place: &'r Place<'r>,
}

impl<'r> Reader<'r> {
    fn mismatch<'de, V: Visitor<'de>>(self, visitor: &V) -> ReadError {
        let found = match self.value {
            Value::Null => de::Unexpected::Other("null"),
            Value::Bool(flag) => de::Unexpected::Bool(*flag),
            Value::Number(number) => de::Unexpected::Float(number.as_f64().unwrap_or_default()),
            Value::String(text) => de::Unexpected::Str(text),
            Value::Array(_) => de::Unexpected::Seq,
            Value::Object(_) => de::Unexpected::Map,
        };
        <ReadError as de::Error>::invalid_type(found, visitor).at(self.place)
    }

    fn members(self) -> Option<Members<'r>> {
        let members = self.value.as_object()?;
        Some(Members { rest: members.iter(), next: None, place: self.place })
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
            _ => self.deserialize_str(visitor),
        }
    }

    /// Every single value: the visitor says whether it is of its kind.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let read = match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::String(text) => visitor.visit_str(text),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => visitor.visit_u64(number),
                (None, Some(number), _) => visitor.visit_i64(number),
                (None, None, number) => visitor.visit_f64(number.unwrap_or(f64::NAN)),
            },
            Value::Array(_) | Value::Object(_) => return Err(self.mismatch(&visitor)),
        };
        read.map_err(|error: ReadError| error.at(self.place))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::Array(items) => {
                let items = Items { rest: items.iter(), index: 0, place: self.place };
                visitor.visit_seq(items).map_err(|error| error.at(self.place))
            }
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.members() {
            Some(members) => visitor.visit_map(members).map_err(|error| error.at(self.place)),
            None => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if self.value.is_array() {
            let reason = <ReadError as de::Error>::custom("a list stands where a record belongs");
            return Err(reason.at(self.place));
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let variant = match self.value {
            Value::String(name) => Variant { name, content: None, place: self.place },
            Value::Object(members) if members.len() == 1 => match members.iter().next() {
                Some((name, content)) => Variant { name, content: Some(content), place: self.place },
                None => return Err(self.mismatch(&visitor)),
            },
            _ => return Err(self.mismatch(&visitor)),
        };
        visitor.visit_enum(variant).map_err(|error| error.at(self.place))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

struct Items<'r> {
    rest: std::slice::Iter<'r, Value>,
    index: usize,
    place: &'r Place<'r>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ReadError> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        let place = Place::Item(self.place, self.index);
        self.index += 1;
        seed.deserialize(Reader { value, place: &place }).map(Some).map_err(|error| error.at(&place))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Members<'r> {
    rest: serde_json::map::Iter<'r>,
    next: Option<(&'r str, &'r Value)>,
    place: &'r Place<'r>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ReadError> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.next = Some((name, value));
        let place = Place::Member(self.place, name);
        seed.deserialize(Name { name, place: &place }).map(Some).map_err(|error| error.at(&place))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, ReadError> {
        let Some((name, value)) = self.next.take() else {
            return Err(de::Error::custom("a value was asked for before its key"));
        };
        let place = Place::Member(self.place, name);
        seed.deserialize(Reader { value, place: &place }).map_err(|error| error.at(&place))
    }
}

/// Reads the name of a member: a field, a text, or a value of a closed list.
struct Name<'r> {
    name: &'r str,
    place: &'r Place<'r>,
}

impl<'de> Deserializer<'de> for Name<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_str(self.name).map_err(|error: ReadError| error.at(self.place))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let variant = Variant { name: self.name, content: None, place: self.place };
        visitor.visit_enum(variant).map_err(|error| error.at(self.place))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// One of a closed list of kinds, alone or with content.
struct Variant<'r> {
    name: &'r str,
    content: Option<&'r Value>,
    place: &'r Place<'r>,
}

impl<'r> Variant<'r> {
    fn content(&self) -> Result<Reader<'r>, ReadError> {
        let reader = self.content.map(|value| Reader { value, place: self.place });
        reader.ok_or_else(|| de::Error::custom("the content of a kind is missing"))
    }
}

impl<'de, 'r> EnumAccess<'de> for Variant<'r> {
    type Error = ReadError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), ReadError> {
        let name = Name { name: self.name, place: self.place };
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, ReadError> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ReadError> {
        self.content()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.content()?.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Row {
        id: u64,
        share: Option<f64>,
        kind: Kind,
        names: Vec<String>,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        #[default]
        Plain,
        VeryOdd,
    }

    type Table = BTreeMap<Kind, Vec<Row>>;

    fn check(value: Value, expected: Result<Table, (&str, &str)>) {
        let found = read::<Table>(&value).map_err(|error| (error.path, error.reason));
        assert_eq!(found, expected.map_err(|(path, reason)| (path.to_owned(), reason.to_owned())));
    }

    #[test]
    fn what_is_written_is_read() {
        let row = Row { id: 7, share: Some(0.5), kind: Kind::VeryOdd, names: vec!["a".to_owned()] };
        let table = Table::from([(Kind::Plain, vec![row, Row::default()])]);
        check(to_value(&table).unwrap(), Ok(table));
    }

    #[test]
    fn a_fault_is_named_by_its_place() {
        let wrong = |row: Value| json!({ "very_odd": [{}, row] });
        check(
            wrong(json!({ "share": "half" })),
            Err(("very_odd[1].share", "invalid type: string \"half\", expected f64")),
        );
        check(
            wrong(json!({ "kind": "round" })),
            Err(("very_odd[1].kind", "unknown variant `round`, expected `plain` or `very_odd`")),
        );
        check(wrong(json!([1])), Err(("very_odd[1]", "a list stands where a record belongs")));
        check(
            wrong(json!({ "names": [1] })),
            Err(("very_odd[1].names[0]", "invalid type: integer `1`, expected a string")),
        );
        check(json!({ "odd": [] }), Err(("odd", "unknown variant `odd`, expected `plain` or `very_odd`")));
        check(json!(null), Err(("", "invalid type: null, expected a map")));
    }
}
