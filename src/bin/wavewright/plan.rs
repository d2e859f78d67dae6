//! `wavewright plan`: proposes the waves of a plan, writes the plan back, and prints the reasons of every placement.

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::Serialize;
use wavewright::domain::catalogue::{builtin_entries, is_known};
use wavewright::domain::command::{Command, Placement, apply};
use wavewright::domain::figures::Figures;
use wavewright::domain::file::load::load;
use wavewright::domain::file::save::save;
use wavewright::domain::model::ids::EntryId;
use wavewright::domain::model::validate::BuiltInEntries;
use wavewright::domain::planner::answer::{Answer, Status};
use wavewright::domain::planner::engine::{Options, solve};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::proposal::compile::{Compiled, compile};
use wavewright::domain::proposal::explain::{PlacementReason, explain};
use wavewright::domain::proposal::naive::suggestion;
use wavewright::domain::proposal::placement::placements;

use crate::command_line::Outcome;
use crate::solve::{Deadline, parse_seconds};

/// What `plan` is given.
#[derive(clap::Args)]
pub struct Arguments {
    /// A plan file.
    file: PathBuf,
    /// Where the plan goes [default: back into the file].
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The most seconds to search.
    #[arg(long, value_name = "S", default_value = "10", value_parser = parse_seconds)]
    seconds: f64,
    /// Seed of the search.
    #[arg(long, value_name = "K", default_value_t = 1)]
    seed: u64,
}

/// What is printed.
#[derive(Serialize)]
struct Printed {
    answer: Answer,
    /// Value of the plan as it stood.
    value_before: u64,
    /// Value of the suggestion by score, for comparison.
    value_of_suggestion: u64,
    /// Prerequisites that nobody chose and that come along.
    added: Vec<EntryId>,
    /// Chosen entries that stay out, each with the prerequisite that was ruled out.
    left_out: Vec<(EntryId, EntryId)>,
    reasons: Vec<PlacementReason>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let start = Instant::now();
    let name = arguments.file.display();
    let built_in = BuiltInEntries::from_entries(builtin_entries());
    let bytes = match std::fs::read(&arguments.file) {
        Ok(bytes) => bytes,
        Err(error) => return Outcome::Refused(format!("{name}: {error}")),
    };
    let mut file = match load(&bytes, &built_in) {
        Ok(loaded) => loaded.file,
        Err(error) => return Outcome::Refused(format!("{name}: {error}")),
    };
    let document = file.document.clone();
    let figures = Figures::of(&document);
    let compiled = compile(&document, &figures);
    let problem = match Problem::new(&compiled.problem) {
        Ok(problem) => problem,
        Err(error) => return Outcome::Refused(format!("{name}: this plan cannot be planned: {error}")),
    };
    let limit = Duration::try_from_secs_f64(arguments.seconds).unwrap_or(Duration::MAX);
    let options = Options { seed: arguments.seed, steps: None };
    let answer = solve(problem.clone(), &options, &mut Deadline { start, limit: Some(limit) });
    let Some(waves) = answer.wave.clone() else {
        return print(&printed(&compiled, answer, 0, 0, Vec::new()), Outcome::Findings);
    };
    let placements = placements(&document, &figures, &compiled, &waves);
    let placements =
        placements.into_iter().map(|placed| Placement { entry: placed.entry, wave: placed.wave });
    let command = Command::ApplyProposal { placements: placements.collect() };
    match apply(&document, &command, &|entry| is_known(&document, entry)) {
        Ok(planned) => file.document = planned,
        Err(error) => return Outcome::Refused(format!("{name}: {error}")),
    }
    file.revision += 1;
    let output = arguments.output.as_ref().unwrap_or(&arguments.file);
    if let Err(error) = std::fs::write(output, save(&file)) {
        return Outcome::Refused(format!("{}: {error}", output.display()));
    }
    let reasons = explain(&document, &compiled, &problem, &waves);
    let suggested = suggestion(&document, &figures);
    let suggested: Vec<u32> = compiled
        .items
        .iter()
        .map(|item| {
            let wave = item.first().and_then(|entry| suggested.get(entry)).copied().unwrap_or(0);
            u32::try_from(wave).unwrap_or(0)
        })
        .collect();
    let value_before = compiled.value_of(&compiled.current_waves(&document));
    let value_of_suggestion = compiled.value_of(&suggested);
    print(&printed(&compiled, answer, value_before, value_of_suggestion, reasons), Outcome::Good)
}

fn printed(
    compiled: &Compiled,
    answer: Answer,
    value_before: u64,
    value_of_suggestion: u64,
    reasons: Vec<PlacementReason>,
) -> Printed {
    let scope = compiled.scope.clone();
    Printed {
        answer,
        value_before,
        value_of_suggestion,
        added: scope.added,
        left_out: scope.left_out,
        reasons,
    }
}

fn print(printed: &Printed, outcome: Outcome) -> Outcome {
    let outcome = if printed.answer.status == Status::Infeasible { Outcome::Findings } else { outcome };
    let written = serde_json::to_string_pretty(printed)
        .map_err(std::io::Error::from)
        .and_then(|text| writeln!(std::io::stdout(), "{text}"));
    match written {
        Ok(()) => outcome,
        Err(error) => Outcome::Refused(format!("standard output: {error}")),
    }
}
