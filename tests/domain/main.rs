//! Domain tests: golden numbers, properties, architecture.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the whole program is a test, its helpers included; a panic is how a test fails"
)]

mod arbitrary;
mod file;
mod file_hostile;
mod file_schema;
