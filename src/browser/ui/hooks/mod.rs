//! Effects of the app: saving, keys, the theme.

pub mod autosave;
pub mod planner;
pub mod shortcuts;
pub mod studies;
pub mod theme;
pub mod timer;
