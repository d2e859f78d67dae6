//! Domain tests: golden numbers, properties, architecture.
