//! Whole numbers of the text form, in any spelling that JSON allows (`3`, `3.0`, `3e0`): JSON knows one kind of number,
//! and writers differ.

use std::fmt;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer};

use super::fault::count;

/// Every number, and every sum that a plan could reach, stays below this one (2^53).
pub const NUMBER_LIMIT: u64 = 1 << 53;

/// A whole number from 0 to 2^53 - 1, however it is spelt.
struct Whole(u64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number")
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Whole, E> {
        if number < NUMBER_LIMIT {
            Ok(Whole(number))
        } else {
            Err(E::custom(format!("{number} is not below 2^53")))
        }
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Whole, E> {
        u64::try_from(number)
            .map_or_else(|_| Err(E::custom(format!("{number} is negative"))), |whole| self.visit_u64(whole))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Whole, E> {
        if number < 0.0 {
            return Err(E::custom(format!("{number} is negative")));
        }
        if number >= NUMBER_LIMIT as f64 {
            return Err(E::custom(format!("{number} is not below 2^53")));
        }
        // Below 2^53 the conversion keeps whole numbers as they are, so a changed number had a fraction.
        let whole = number as u64;
        if whole as f64 == number {
            Ok(Whole(whole))
        } else {
            Err(E::custom(format!("{number} is not a whole number")))
        }
    }
}

fn plain(wholes: Vec<Whole>) -> Vec<u64> {
    wholes.into_iter().map(|whole| whole.0).collect()
}

pub(super) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Whole::deserialize(deserializer).map(|whole| whole.0)
}

pub(super) fn wholes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    Vec::deserialize(deserializer).map(plain)
}

pub(super) fn maybe_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Option::<Whole>::deserialize(deserializer).map(|whole| whole.map(|whole| whole.0))
}

pub(super) fn maybe_wholes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u64>>, D::Error> {
    Option::deserialize(deserializer).map(|wholes| wholes.map(plain))
}

pub(super) fn whole_rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u64>>, D::Error> {
    Vec::deserialize(deserializer).map(|rows: Vec<Vec<Whole>>| rows.into_iter().map(plain).collect())
}

struct ArcEntry([u64; 3]);

impl<'de> Deserialize<'de> for ArcEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match wholes(deserializer)?.as_slice() {
            &[before, after, lag] => Ok(Self([before, after, lag])),
            other => {
                Err(D::Error::custom(format!("{}, 3 expected", count(other.len(), "number", "numbers"))))
            }
        }
    }
}

pub(super) fn arcs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<[u64; 3]>, D::Error> {
    Vec::deserialize(deserializer)
        .map(|entries: Vec<ArcEntry>| entries.into_iter().map(|entry| entry.0).collect())
}
