//! Whole-product journeys through real browsers: what they need to start a browser, to look at the page and to act on it.

pub mod browser;
pub mod failure;
pub mod page;
pub mod plan_file;
pub mod setting;
