//! `wavewright schema`: the JSON Schema of the plan file.

use std::io::Write;
use std::process::ExitCode;

use wavewright::domain::file::schema::plan_file_schema_text;

/// Prints the schema on standard output. Exit code 2 where standard output cannot be written.
pub fn run() -> ExitCode {
    match std::io::stdout().lock().write_all(plan_file_schema_text().as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The schema could not be written to standard output: {error}.\nCheck where it is sent to.");
            ExitCode::from(2)
        }
    }
}
