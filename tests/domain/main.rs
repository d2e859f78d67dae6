//! Domain tests: golden numbers, properties, architecture.
mod vault;
