//! Effects of the app: saving, keys, carrying, the theme, the room of drawings.

pub mod autosave;
pub mod drag;
pub mod escape;
pub mod file_drop;
pub mod gradual;
pub mod planner;
pub mod reach;
pub mod room;
pub mod shortcuts;
pub mod studies;
pub mod theme;
pub mod timer;
