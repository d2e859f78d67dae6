//! What one can ask for on the board, and the command that does it.

use crate::browser::clock;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;
use crate::domain::model::ids::{EntryId, RowId, WaveId};
use crate::domain::proposal::limit::Limit;
use crate::domain::proposal::trial::{Place, move_command};
use crate::domain::wording::fill;

use super::face::{Faces, name_of, wave_name};

/// A wish of the user; the page turns it into a command or a view.
#[derive(Clone, Debug, PartialEq)]
pub enum BoardAct {
    /// Choose a new wave for an entry.
    Move(EntryId),
    /// Put an entry somewhere; in a wave at a place in the order of work, counted from 0 without the entry, or where it
    /// fits.
    Place(EntryId, Place, Option<usize>),
    /// Put an entry elsewhere in the order of work of its wave, counted from 0 without the entry.
    Shift(EntryId, WaveId, usize),
    /// Pin an entry to a wave, or let go of it.
    Pin(EntryId, Option<WaveId>),
    /// Choose the wave in which the rest of the people follow a pilot.
    Split(EntryId),
    /// Say why an entry is where it is.
    Why(EntryId),
    /// Go to the page of an entry.
    Open(EntryId),
    /// Show what loads the office or a group in a wave, counted from 1, and what would lower it.
    Causes(usize, Limit),
    /// Carry out a repair or a split, which is said in these words.
    Carry(Box<Command>, String),
}

/// The command of an act, and what is said about it; none for an act that only looks.
pub fn command_of(plan: &PlanView, faces: &Faces, act: BoardAct) -> Option<(Command, String)> {
    let number = |wave: Option<WaveId>| wave.and_then(|wave| plan.document.wave_number(wave));
    let told = |key: &str, entry: &EntryId, wave: Option<WaveId>| {
        fill(key, &[("entry", &name_of(faces, entry)), ("wave", &wave_name(number(wave)))])
    };
    Some(match act {
        BoardAct::Place(entry, place, position) => {
            let words = match place {
                Place::Wave(_) => "board.told_moved",
                Place::Waiting => "board.told_out",
                Place::Out => "board.told_parked",
            };
            let told = told(words, &entry, place.wave());
            (move_command(&plan.document, &plan.figures, &entry, place, position), told)
        }
        BoardAct::Carry(command, told) => (*command, told),
        BoardAct::Shift(entry, wave, position) => {
            let told = told("board.told_shifted", &entry, Some(wave));
            (Command::PlaceEntry { entry, wave: Some(wave), position: Some(position) }, told)
        }
        BoardAct::Pin(entry, wave) => {
            let told =
                told(if wave.is_some() { "board.told_pinned" } else { "board.told_unpinned" }, &entry, wave);
            (Command::PinEntry { entry, wave, wish: RowId(clock::random_id()) }, told)
        }
        _ => return None,
    })
}
