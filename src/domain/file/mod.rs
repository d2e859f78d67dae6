//! The plan file: envelope, versions, loading, saving.

mod clean;
pub mod envelope;
pub mod error;
mod foreign;
mod limits;
pub mod load;
pub mod migrate;
mod ordered;
mod place;
pub mod repair;
pub mod save;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod strict_json;
mod unknown;
