//! Browser storage: the local storage behind the vault, small preferences, and news of other tabs.

pub mod local;
pub mod other_tabs;
pub mod persistence;
pub mod preference;

pub(super) mod exception;
