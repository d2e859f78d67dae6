//! The vault keeps every plan twice in a store of texts and never destroys a good copy before a newer one is verified.
//!
//! It knows neither the browser nor what a plan is: a plan's file text is opaque, the store is a trait, and the time
//! comes in as text. So every fault of a real store can be played through in tests.

pub mod checksum;
pub mod file_name;
pub mod index;
pub mod keeper;
pub mod key;
pub mod library;
pub mod record;
pub mod store;
pub mod usage;
