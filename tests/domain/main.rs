//! Domain tests: golden numbers, properties, architecture.

mod arbitrary;
mod file;
mod file_hostile;
mod file_schema;
mod golden;
mod planning_golden;
mod vault;
