//! Domain tests: golden numbers, properties, architecture.

mod arbitrary;
mod commands;
mod file;
mod file_hostile;
mod file_schema;
mod forms;
mod golden;
mod planning_golden;
mod texts;
mod vault;
