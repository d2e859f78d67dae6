//! The commands, and how each of them may end. JSON goes to standard output, prose to standard error. Exit codes: 0
//! good, 1 findings or no plan, 2 bad input or usage.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{check, example, plan, report, schema, solve};

/// Plan a PMO, wave by wave.
#[derive(Parser)]
#[command(name = "wavewright", version, about)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find the best plan of a wave-planning/1 problem.
    Solve(solve::Arguments),
    /// Propose the waves of a plan, write it back, and print why each entry stands where it stands.
    Plan(plan::Arguments),
    /// Report every finding of one or more plans.
    Check(check::Arguments),
    /// Write a document of a plan.
    Report(report::Arguments),
    /// Print a built-in plan.
    Example(example::Arguments),
    /// Print the JSON Schema of the plan file.
    Schema,
}

/// How a command ended.
pub enum Outcome {
    /// What was asked for was done.
    Good,
    /// There are findings, or there is no plan.
    Findings,
    /// The input or the call is wrong; why, for standard error.
    Refused(String),
}

/// Reads the command line, runs the command, and turns its outcome into an exit code.
pub fn run() -> ExitCode {
    let outcome = match CommandLine::try_parse() {
        Ok(line) => match line.command {
            Command::Solve(arguments) => solve::run(&arguments),
            Command::Plan(arguments) => plan::run(&arguments),
            Command::Check(arguments) => check::run(&arguments),
            Command::Report(arguments) => report::run(&arguments),
            Command::Example(arguments) => example::run(&arguments),
            Command::Schema => schema::run(),
        },
        Err(error) => {
            // Help and version arrive here as well; they are no fault. Nothing is left to do if the terminal is gone.
            let is_fault = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if is_fault { 2 } else { 0 });
        }
    };
    match outcome {
        Outcome::Good => ExitCode::SUCCESS,
        Outcome::Findings => ExitCode::from(1),
        Outcome::Refused(reason) => {
            let _ = writeln!(std::io::stderr(), "{reason}");
            ExitCode::from(2)
        }
    }
}
