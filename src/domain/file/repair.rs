//! What was mended while a file was opened; shown to the user.

use std::fmt;

use crate::domain::model::ids::PlanId;
use crate::domain::model::references::ClearedReference;

/// One thing that was mended.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// The file was brought to the next format.
    Migrated {
        /// Format before.
        from: u32,
        /// Name of the step.
        step: &'static str,
    },
    /// Characters that are not seen were taken out of a text.
    HiddenCharacters {
        /// The text, such as `waves[0].name`.
        place: String,
        /// How many.
        count: usize,
    },
    /// A reference that pointed nowhere was cleared.
    Reference(ClearedReference),
    /// The envelope named another plan than the document; the document counts.
    Identity {
        /// The id in the envelope.
        envelope: PlanId,
        /// The id in the document.
        document: PlanId,
    },
}

impl fmt::Display for Repair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Migrated { from, step } => {
                write!(formatter, "The file was brought from format {from} to format {} ({step}).", from + 1)
            }
            Self::HiddenCharacters { place, count: 1 } => {
                write!(formatter, "A hidden character was taken out of {place}.")
            }
            Self::HiddenCharacters { place, count } => {
                write!(formatter, "{count} hidden characters were taken out of {place}.")
            }
            Self::Reference(cleared) => cleared.fmt(formatter),
            Self::Identity { envelope, document } => {
                write!(formatter, "The file called itself plan {envelope}; its content is plan {document}.")
            }
        }
    }
}
