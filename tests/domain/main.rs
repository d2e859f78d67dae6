//! Domain tests: golden numbers, properties, architecture.

mod golden;
mod planning_golden;
mod vault;
