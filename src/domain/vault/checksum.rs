//! FNV-1a with 64 bits, the checksum of stored records.
//!
//! Each step is a bijection of the state, so a single changed byte never goes unnoticed; it is no defence against
//! somebody who wants to deceive, and need not be.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A checksum, written as 16 hexadecimal digits: as a number it would not survive every JSON reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Checksum(u64);

impl Checksum {
    /// The checksum of several parts. Where one part ends counts too.
    pub fn of(parts: &[&str]) -> Self {
        let start = Self(0xcbf2_9ce4_8422_2325);
        parts.iter().fold(start, |sum, part| sum.after(part.as_bytes()).after(&[0xff]))
    }

    fn after(self, bytes: &[u8]) -> Self {
        Self(
            bytes
                .iter()
                .fold(self.0, |state, byte| (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)),
        )
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

impl From<Checksum> for String {
    fn from(checksum: Checksum) -> Self {
        checksum.to_string()
    }
}

impl TryFrom<String> for Checksum {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_written_by_us =
            text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        match u64::from_str_radix(&text, 16) {
            Ok(number) if is_written_by_us => Ok(Self(number)),
            _ => Err(format!("'{text}' is not a checksum")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_function() {
        let start = Checksum(0xcbf2_9ce4_8422_2325);
        assert_eq!(start.after(b"").to_string(), "cbf29ce484222325");
        assert_eq!(start.after(b"a").to_string(), "af63dc4c8601ec8c");
        assert_eq!(start.after(b"foobar").to_string(), "85944171f73967e8");
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let text = "{\"plan\":{\"name\":\"Norvik\"}}";
        let whole = Checksum::of(&[text]);
        for place in 0..text.len() {
            for bit in 0..7 {
                let mut bytes = text.as_bytes().to_vec();
                bytes[place] ^= 1 << bit;
                assert_ne!(Checksum::of(&[std::str::from_utf8(&bytes).unwrap()]), whole);
            }
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(Checksum::of(&["1", "23"]), Checksum::of(&["12", "3"]));
    }
}
