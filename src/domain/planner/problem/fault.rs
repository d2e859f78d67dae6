//! What can be wrong with a problem, and where.

/// A refused problem: where the fault lies, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct ProblemError {
    /// The place in the file, such as `items[3].build`.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The text is no JSON, or a field is absent or of another kind.
    #[error("{0}")]
    Unreadable(String),
    /// Another format or version.
    #[error("'{0}' is not known. Maybe it should be 'wave-planning/1'.")]
    Format(String),
    /// A list does not follow the list it belongs to.
    #[error("{}, {}", count(*.found, "entry", "entries"), count(*.expected, .one, .many))]
    Length {
        /// Entries found.
        found: usize,
        /// Entries needed.
        expected: usize,
        /// The word for one of what the list follows.
        one: &'static str,
        /// The word for several.
        many: &'static str,
    },
    /// A number outside its range.
    #[error("{found} lies outside {least}..{most}")]
    Range {
        /// The number.
        found: u64,
        /// The smallest allowed.
        least: u64,
        /// The largest allowed.
        most: u64,
    },
    /// A position that no item has.
    #[error("there is no item {found} among {}, counted from 0", count(*.items, "item", "items"))]
    NoItem {
        /// The position found.
        found: u64,
        /// How many items there are.
        items: usize,
    },
    /// Two items share an id.
    #[error("'{id}' is the id of items[{first}] already")]
    RepeatedId {
        /// The id.
        id: String,
        /// Position of the first item that has it.
        first: usize,
    },
    /// A cover names an item twice.
    #[error("item {0} is named twice")]
    RepeatedPosition(u64),
    /// Items that wait for each other in a ring; the first one is repeated at the end.
    #[error("cycle {}", .0.join(" -> "))]
    Cycle(Vec<String>),
    /// A window without a wave.
    #[error("earliest {earliest} is after latest {latest}")]
    Window {
        /// First wave allowed.
        earliest: u64,
        /// Last wave allowed.
        latest: u64,
    },
    /// A pin outside its item's window.
    #[error("pin {pin} lies outside the window {earliest}..{latest}")]
    Pin {
        /// The pinned wave.
        pin: u64,
        /// First wave allowed.
        earliest: u64,
        /// Last wave allowed.
        latest: u64,
    },
    /// A weight above the one before.
    #[error("{found} is more than {before} of the wave before. Weights never rise.")]
    Rising {
        /// The weight found.
        found: u64,
        /// The weight of the wave before.
        before: u64,
    },
    /// A sum that a plan could reach is too large to be exact everywhere.
    #[error("a plan could reach {reach} here, which is not below 2^53. Maybe use larger units.")]
    Reach {
        /// The largest sum, in hundredths for efforts and impacts.
        reach: u128,
    },
    /// More than the planner takes.
    #[error("{found} {what}, the planner takes at most {most}")]
    TooMany {
        /// How many there are.
        found: u64,
        /// What is counted.
        what: &'static str,
        /// The limit.
        most: u64,
    },
}

pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

pub(super) fn fault<T>(path: impl Into<String>, fault: Fault) -> Result<T, ProblemError> {
    Err(ProblemError { path: path.into(), fault })
}
