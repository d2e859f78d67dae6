//! `wavewright schema`: the JSON Schema of the plan file.

use std::io::Write;

use wavewright::domain::file::schema::plan_file_schema_text;

use crate::command_line::Outcome;

/// Prints the schema on standard output.
pub fn run() -> Outcome {
    match std::io::stdout().lock().write_all(plan_file_schema_text().as_bytes()) {
        Ok(()) => Outcome::Good,
        Err(error) => Outcome::Refused(format!("standard output: {error}")),
    }
}
