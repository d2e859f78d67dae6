//! One stored copy of a plan: a header with a checksum over all of it, and the plan's file text.

use serde::{Deserialize, Serialize};

use super::checksum::Checksum;
use super::index::Outline;
use crate::domain::json;
use crate::domain::model::ids::PlanId;

/// Marks a record as ours.
pub const FORMAT: &str = "wavewright-record";
/// The version of the record's own shape; the file text inside has its own.
pub const VERSION: u32 = 1;

/// What identifies one saved state: its number, and the checksum that tells two states of the same number apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Grows by one with every save of the plan, from 1.
    pub revision: u64,
    /// Over the whole record.
    pub checksum: Checksum,
}

/// One stored copy of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    format: String,
    version: u32,
    document_id: PlanId,
    revision: u64,
    saved_at: String,
    /// What the library shows, so that its list can be made again without reading plans. A text of its own, so that a
    /// later version may say more without breaking the checksum for earlier ones.
    outline: String,
    /// Of the body, in bytes.
    length: usize,
    checksum: Checksum,
    body: String,
}

/// What a text turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A whole record.
    Whole(Box<Record>),
    /// A whole record of a later shape: it must be neither read nor overwritten.
    Newer {
        /// Version of the record's shape.
        version: u32,
    },
    /// No record, or a torn or changed one, or one of another plan.
    Damaged,
}

impl Record {
    /// Makes the record of one state of a plan.
    pub fn new(plan: PlanId, revision: u64, saved_at: &str, outline: &Outline, body: &str) -> Self {
        let mut record = Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            document_id: plan,
            revision,
            saved_at: saved_at.to_owned(),
            outline: serde_json::to_string(outline).unwrap_or_default(),
            length: body.len(),
            checksum: Checksum::of(&[]),
            body: body.to_owned(),
        };
        record.checksum = record.computed_checksum();
        record
    }

    /// Reads a text that is to hold a copy of a plan.
    ///
    /// The checksum comes before the version, so that one changed digit cannot pass for a later version. Later
    /// versions of this shape must therefore keep the fields and their checksum, and may only add fields.
    pub fn read(plan: PlanId, text: &str) -> Reading {
        let Ok(record) = json::parse::<Self>(text) else { return Reading::Damaged };
        let is_whole = record.format == FORMAT
            && record.document_id == plan
            && record.length == record.body.len()
            && record.checksum == record.computed_checksum();
        match record.version {
            _ if !is_whole => Reading::Damaged,
            VERSION => Reading::Whole(Box::new(record)),
            version => Reading::Newer { version },
        }
    }

    /// The text to store.
    pub fn to_text(&self) -> String {
        // Strings, numbers and unit variants only: this cannot fail, and an empty text would fail its verification.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What identifies this state.
    pub fn stamp(&self) -> Stamp {
        Stamp { revision: self.revision, checksum: self.checksum }
    }

    /// The number of this state.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// When it was saved, as the caller wrote it.
    pub fn saved_at(&self) -> &str {
        &self.saved_at
    }

    /// What the library shows of it; empty where a later version wrote what this one does not know.
    pub fn outline(&self) -> Outline {
        json::parse(&self.outline).unwrap_or_default()
    }

    /// The plan's file text.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The plan's file text, for keeps.
    pub fn into_body(self) -> String {
        self.body
    }

    fn computed_checksum(&self) -> Checksum {
        Checksum::of(&[
            &self.format,
            &self.version.to_string(),
            &self.document_id.to_string(),
            &self.revision.to_string(),
            &self.saved_at,
            &self.outline,
            &self.length.to_string(),
            &self.body,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let outline = Outline { name: "Norvik PMO".to_owned(), ..Outline::default() };
        Record::new(PlanId(7), 3, "2027-03-12T09:30:00Z", &outline, "{\n  \"name\": \"Norvik — 😀\"\n}")
    }

    #[test]
    fn records_are_read_back_as_written() {
        assert_eq!(Record::read(PlanId(7), &record().to_text()), Reading::Whole(Box::new(record())));
    }

    #[test]
    fn any_changed_or_missing_byte_is_damage() {
        let text = record().to_text();
        for place in 0..text.len() {
            if let Some(start) = text.get(..place) {
                assert_eq!(Record::read(PlanId(7), start), Reading::Damaged, "cut at {place}");
            }
            for bit in 0..8 {
                let mut bytes = text.as_bytes().to_vec();
                bytes[place] ^= 1 << bit;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                // A changed escape such as `\u` may spell the same letter: then nothing was lost.
                match Record::read(PlanId(7), &changed) {
                    Reading::Damaged => {}
                    Reading::Whole(same) => assert_eq!(*same, record(), "bit {bit} of byte {place}"),
                    Reading::Newer { .. } => panic!("bit {bit} of byte {place} passed for a later version"),
                }
            }
        }
    }

    #[test]
    fn a_copy_of_another_plan_is_refused() {
        assert_eq!(Record::read(PlanId(8), &record().to_text()), Reading::Damaged);
    }

    #[test]
    fn later_versions_are_recognised_but_not_read() {
        let mut later = record();
        later.version = 2;
        later.checksum = later.computed_checksum();
        assert_eq!(Record::read(PlanId(7), &later.to_text()), Reading::Newer { version: 2 });
    }
}
