//! `wavewright example`: prints a built-in plan as a plan file.

use std::io::Write;

use wavewright::domain::example::{Example, UnknownExample};
use wavewright::domain::file::envelope::PlanFile;
use wavewright::domain::file::save::save;

use crate::command_line::Outcome;

/// What `example` is given.
#[derive(clap::Args)]
pub struct Arguments {
    /// norvik, halden or naive.
    #[arg(value_parser = parse_example)]
    example: Example,
}

/// Runs the command. The same version of the program always prints the same bytes: the time of saving is the day on
/// which the plan was last changed.
pub fn run(arguments: &Arguments) -> Outcome {
    let document = match arguments.example.document() {
        Ok(document) => document,
        Err(error) => return Outcome::Refused(error.to_string()),
    };
    let day = document.plan.changed.unwrap_or(document.plan.start_date);
    let file = PlanFile::from_document(document, env!("CARGO_PKG_VERSION"), &format!("{day}T12:00:00Z"));
    match std::io::stdout().lock().write_all(save(&file).as_bytes()) {
        Ok(()) => Outcome::Good,
        Err(error) => Outcome::Refused(format!("standard output: {error}")),
    }
}

fn parse_example(name: &str) -> Result<Example, UnknownExample> {
    name.parse()
}
