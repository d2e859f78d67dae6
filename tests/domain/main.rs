//! Domain tests: golden numbers, properties, architecture.

mod planner_corpus;
mod planner_judge;
mod planner_oracle;
mod planner_properties;
