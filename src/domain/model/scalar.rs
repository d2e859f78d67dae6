//! Small values with a range: dates, money, scales, shares. Built only by a checked constructor.

use std::fmt;

use jiff::civil;
use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

/// Why a value is outside its range.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScalarError {
    /// A number outside its closed range.
    #[error("{value} is outside {from} to {to}")]
    OutOfRange {
        /// What was given.
        value: String,
        /// Smallest allowed value.
        from: String,
        /// Largest allowed value.
        to: String,
    },
    /// Text that is no day of the calendar.
    #[error("'{0}' is not a date between 1990-01-01 and 2100-12-31; dates are written YYYY-MM-DD")]
    NoDate(String),
    /// A number that is not finite, or negative where only amounts make sense.
    #[error("{0} is not a number from zero up")]
    NoAmount(String),
}

macro_rules! bounded {
    ($($(#[$doc:meta])* $name:ident: $inner:ty, $from:literal to $to:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Deserialize)]
        #[serde(try_from = "f64")]
        pub struct $name($inner);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                plain_number(self.value(), serializer)
            }
        }

        impl $name {
            /// Smallest value.
            pub const MIN: Self = Self($from);
            /// Largest value.
            pub const MAX: Self = Self($to);

            /// Takes a value of the range, or says what the range is.
            pub fn new(value: $inner) -> Result<Self, ScalarError> {
                Self::try_from(f64::from(value))
            }

            /// The plain number.
            pub fn get(self) -> $inner {
                self.0
            }

            /// The number for arithmetic.
            pub fn value(self) -> f64 {
                f64::from(self.0)
            }
        }

        impl TryFrom<f64> for $name {
            type Error = ScalarError;

            fn try_from(value: f64) -> Result<Self, ScalarError> {
                let whole = value as $inner;
                let fits = f64::from(whole) == value && (Self::MIN.value()..=Self::MAX.value()).contains(&value);
                if fits {
                    Ok(Self(whole))
                } else {
                    let error = (value.to_string(), $from.to_string(), $to.to_string());
                    Err(ScalarError::OutOfRange { value: error.0, from: error.1, to: error.2 })
                }
            }
        }
    )+};
}

bounded! {
    /// A rating from 1 to 5.
    Scale5: u8, 1 to 5;
    /// How much a group must change its daily behaviour, 0 (not touched) to 5 (PMO fact base 3.1).
    Impact: u8, 0 to 5;
    /// A weight from 1 to 3 (PMO fact base 2.4).
    Importance: u8, 1 to 3;
    /// How much the sponsor asks for an entry, 1 to 10 (PMO fact base 2.5).
    Demand: u8, 1 to 10;
    /// A share in whole per cent, 0 to 100.
    Percent: u8, 0 to 100;
    /// A maturity or readiness level, 1.0 to 5.0.
    Level: f64, 1.0 to 5.0;
    /// The share of a group that an entry hits, 0 to 1 (PMO fact base 5.4 no 2).
    Reach: f64, 0.0 to 1.0;
    /// A share of maturity levels that an entry moves, 0 to 1 (PMO fact base 3.1).
    Lift: f64, 0.0 to 1.0;
    /// The length of a wave in months, 1 to 6 (PMO fact base 2.6).
    WaveMonths: f64, 1.0 to 6.0;
    /// A number of things, 0 to 1 000 000 000.
    Count: u32, 0 to 1_000_000_000;
}

macro_rules! zero_by_default {
    ($($name:ident),+) => {$(
        impl Default for $name {
            fn default() -> Self {
                Self::MIN
            }
        }
    )+};
}

zero_by_default!(Impact, Percent, Count);

impl Default for Importance {
    fn default() -> Self {
        Self(2)
    }
}

impl Default for WaveMonths {
    fn default() -> Self {
        Self(3.0)
    }
}

impl Percent {
    /// The share as a fraction, 0 to 1.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// An amount from zero up: person-days, points, full-time equivalents. At most a thousand million.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Deserialize)]
#[serde(try_from = "f64")]
pub struct Amount(f64);

impl Amount {
    /// No amount.
    pub const ZERO: Self = Self(0.0);

    /// Takes a finite number from zero up.
    pub fn new(value: f64) -> Result<Self, ScalarError> {
        Self::try_from(value)
    }

    /// The plain number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Amount {
    type Error = ScalarError;

    fn try_from(value: f64) -> Result<Self, ScalarError> {
        let fits = value.is_finite() && (0.0..=1e9).contains(&value);
        if fits { Ok(Self(value + 0.0)) } else { Err(ScalarError::NoAmount(value.to_string())) }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        plain_number(self.0, serializer)
    }
}

/// Money in minor units (cents) of the plan's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "f64")]
pub struct Money(i64);

impl Money {
    const LIMIT_CENTS: f64 = 9e15;

    /// An amount of whole currency units.
    pub fn from_units(units: i32) -> Self {
        Self(i64::from(units) * 100)
    }

    /// Minor units (cents).
    pub fn cents(self) -> i64 {
        self.0
    }

    /// Currency units.
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The nearest money value of a number of currency units.
    pub fn nearest(units: f64) -> Self {
        Self((units * 100.0).round() as i64)
    }
}

impl TryFrom<f64> for Money {
    type Error = ScalarError;

    fn try_from(cents: f64) -> Result<Self, ScalarError> {
        if cents.abs() <= Self::LIMIT_CENTS && cents.fract() == 0.0 {
            Ok(Self(cents as i64))
        } else {
            let limit = Self::LIMIT_CENTS.to_string();
            Err(ScalarError::OutOfRange { value: cents.to_string(), from: format!("-{limit}"), to: limit })
        }
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

/// Writes `3` for 3.0, so that files read as people write them.
fn plain_number<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 {
        serializer.serialize_i64(value as i64)
    } else {
        serializer.serialize_f64(value)
    }
}

/// A day of the calendar between 1990 and 2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(civil::Date);

impl Date {
    /// The first day that a plan can hold.
    pub const FIRST: Self = Self(civil::date(1990, 1, 1));
    /// The last day that a plan can hold.
    pub const LAST: Self = Self(civil::date(2100, 12, 31));

    /// Takes a year, a month 1 to 12 and a day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, ScalarError> {
        let written = || format!("{year:04}-{month:02}-{day:02}");
        let date = civil::Date::new(year, month, day).map_err(|_| ScalarError::NoDate(written()))?;
        if (1990..=2100).contains(&year) { Ok(Self(date)) } else { Err(ScalarError::NoDate(written())) }
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Result<Self, ScalarError> {
        let wrong = || ScalarError::NoDate(text.to_owned());
        let mut parts = text.splitn(3, '-');
        let mut part = |digits: usize| {
            parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let (year, month, day) =
            (part(4).ok_or_else(wrong)?, part(2).ok_or_else(wrong)?, part(2).ok_or_else(wrong)?);
        Self::new(
            year.parse().map_err(|_| wrong())?,
            month.parse().map_err(|_| wrong())?,
            day.parse().map_err(|_| wrong())?,
        )
        .map_err(|_| wrong())
    }

    /// Year, month 1 to 12, day.
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The calendar day, for arithmetic.
    pub fn civil(self) -> civil::Date {
        self.0
    }

    /// The nearest day that a plan can hold.
    pub fn clamped(date: civil::Date) -> Self {
        Self(date.clamp(Self::FIRST.0, Self::LAST.0))
    }
}

/// The format's default start day; a new plan is given a real one by the page.
impl Default for Date {
    fn default() -> Self {
        Self(civil::date(2027, 1, 1))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl TryFrom<String> for Date {
    type Error = ScalarError;

    fn try_from(text: String) -> Result<Self, ScalarError> {
        Self::parse(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    macro_rules! number_schema {
        ($($name:ident: $kind:literal, $from:expr, $to:expr;)+) => {$(
            impl JsonSchema for super::$name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": $kind, "minimum": $from, "maximum": $to })
                }
            }
        )+};
    }

    number_schema! {
        Scale5: "integer", 1, 5;
        Impact: "integer", 0, 5;
        Importance: "integer", 1, 3;
        Demand: "integer", 1, 10;
        Percent: "integer", 0, 100;
        Count: "integer", 0, 1_000_000_000;
        Level: "number", 1, 5;
        Reach: "number", 0, 1;
        Lift: "number", 0, 1;
        WaveMonths: "number", 1, 6;
        Amount: "number", 0, 1_000_000_000;
        Money: "integer", -9_000_000_000_000_000_i64, 9_000_000_000_000_000_i64;
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "A day of the calendar between 1990 and 2100." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_refuse_what_is_outside() {
        assert_eq!(Scale5::try_from(5.0).map(Scale5::get), Ok(5));
        for wrong in [0.0, 6.0, 2.5, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Scale5::try_from(wrong).is_err(), "{wrong}");
        }
        assert_eq!(serde_json::from_str::<Scale5>("7").unwrap_err().to_string(), "7 is outside 1 to 5");
    }

    #[test]
    fn dates_are_calendar_days_in_one_form() {
        assert_eq!(Date::parse("2028-02-29").unwrap().to_string(), "2028-02-29");
        for wrong in [
            "2027-02-29",
            "2027-2-09",
            "1989-12-31",
            "2101-01-01",
            "0000-00-00",
            "27-01-01",
            "2027-01-01T00",
            "",
        ] {
            assert_eq!(Date::parse(wrong), Err(ScalarError::NoDate(wrong.to_owned())), "{wrong}");
        }
    }

    #[test]
    fn money_is_whole_minor_units() {
        assert_eq!(serde_json::to_string(&Money::from_units(500)).unwrap(), "50000");
        assert!(serde_json::from_str::<Money>("0.5").is_err());
    }
}
