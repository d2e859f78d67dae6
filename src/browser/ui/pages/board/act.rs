//! What one can ask for on the board.

use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, WaveId};

/// A wish of the user; the page turns it into a command or a view.
#[derive(Clone, Debug, PartialEq)]
pub enum BoardAct {
    /// Choose a new wave for an entry.
    Move(EntryId),
    /// Put an entry in a wave, or take it out of the waves.
    Place(EntryId, Option<WaveId>),
    /// Put an entry elsewhere in the order of work of its wave, counted from 0 without the entry.
    Shift(EntryId, WaveId, usize),
    /// Pin an entry to a wave, or let go of it.
    Pin(EntryId, Option<WaveId>),
    /// Say why an entry is where it is.
    Why(EntryId),
    /// Go to the page of an entry.
    Open(EntryId),
    /// Show what loads a group in a wave, counted from 1.
    Causes(usize, Group),
}
