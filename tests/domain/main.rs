//! Domain tests: golden numbers, properties, architecture.

mod commands;
mod forms;
mod golden;
mod planning_golden;
mod texts;
mod vault;
