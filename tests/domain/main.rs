//! Domain tests: golden numbers, properties, architecture.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the whole program is a test, its helpers included; a panic is how a test fails"
)]

mod arbitrary;
mod architecture;
mod board;
mod commands;
mod companion;
mod file;
mod file_hostile;
mod file_schema;
mod forms;
mod golden;
mod guided;
mod health;
mod pictures;
mod planner_corpus;
mod planner_judge;
mod planner_lines;
mod planner_oracle;
mod planner_properties;
mod planner_same;
mod planning_golden;
mod planning_reasons;
mod replanning;
mod reports;
mod respondent;
mod texts;
mod vault;
mod whatif;

#[path = "../same_plan.rs"]
mod same_plan;
