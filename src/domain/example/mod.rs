//! The built-in example plans: two complete ones, and one that the health check must complain about.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::model::document::Document;

/// A built-in plan of an invented organisation (PMO fact base 6.7 and 6.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Example {
    /// Norvik Components: a mid-size company, 15 entries in 4 waves of 3 months.
    Norvik,
    /// Halden Group: a large enterprise, 36 entries in 7 waves of 4 months.
    Halden,
    /// Norvik Components again, with everything in the wrong order.
    Naive,
}

impl Example {
    /// All examples in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Norvik, Self::Halden, Self::Naive];

    /// The name by which it is asked for, such as `norvik`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Norvik => "norvik",
            Self::Halden => "halden",
            Self::Naive => "naive",
        }
    }

    /// The plan as shipped. Its plan id is fixed: whoever keeps a copy gives it a new one.
    ///
    /// Fails only where the shipped text does not fit the model, which the tests of this file rule out.
    pub fn document(self) -> Result<Document, ExampleError> {
        serde_json::from_str(self.text()).map_err(|error| ExampleError { example: self.id(), reason: error.to_string() })
    }

    fn text(self) -> &'static str {
        match self {
            Self::Norvik => include_str!("norvik.json"),
            Self::Halden => include_str!("halden.json"),
            Self::Naive => include_str!("naive.json"),
        }
    }
}

impl fmt::Display for Example {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl FromStr for Example {
    type Err = UnknownExample;

    fn from_str(name: &str) -> Result<Self, UnknownExample> {
        Self::ALL
            .into_iter()
            .find(|example| example.id().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownExample(name.to_owned()))
    }
}

/// A name that no built-in plan carries.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("'{0}' is no example; there are norvik, halden and naive")]
pub struct UnknownExample(pub String);

/// A shipped plan that does not fit the model.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the example '{example}' cannot be read: {reason}")]
pub struct ExampleError {
    /// Its name.
    pub example: &'static str,
    /// What does not fit, and where.
    pub reason: String,
}
