//! Files: opened from disk, dropped onto the page, saved to disk. Nothing goes anywhere else.

pub mod download;
pub mod error;
pub mod file_system;
pub mod picker;
