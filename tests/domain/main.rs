//! Domain tests: golden numbers, properties, architecture.

mod golden;
mod pictures;
mod planning_golden;
mod reports;
