//! Domain tests: golden numbers, properties, architecture.

mod commands;
mod forms;
mod texts;
