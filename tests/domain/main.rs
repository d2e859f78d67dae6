//! Domain tests: golden numbers, properties, architecture.

mod arbitrary;
mod architecture;
mod commands;
mod companion;
mod file;
mod file_hostile;
mod file_schema;
mod forms;
mod golden;
mod health;
mod pictures;
mod planner_corpus;
mod planner_judge;
mod planner_oracle;
mod planner_properties;
mod planning_golden;
mod reports;
mod texts;
mod vault;
