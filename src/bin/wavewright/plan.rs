//! `wavewright plan`: proposes the waves of a plan, writes the plan back, and prints the reasons of every placement.

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::Serialize;
use wavewright::domain::catalogue::{builtin_entries, known_entries};
use wavewright::domain::command::{Command, Placement, apply};
use wavewright::domain::figures::Figures;
use wavewright::domain::file::load::load;
use wavewright::domain::file::save::save;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::ids::EntryId;
use wavewright::domain::model::validate::BuiltInEntries;
use wavewright::domain::planner::answer::{Answer, Status};
use wavewright::domain::planner::engine::{Options, solve};
use wavewright::domain::planner::problem::Problem;
use wavewright::domain::proposal::bottleneck::{Bottleneck, lever_text, questions, rank};
use wavewright::domain::proposal::compile::{Compiled, compile};
use wavewright::domain::proposal::contradiction::contradictions;
use wavewright::domain::proposal::explain::{PlacementReason, explain};
use wavewright::domain::proposal::naive::suggestion;
use wavewright::domain::proposal::placement::placements;
use wavewright::domain::wording::t;

use crate::command_line::Outcome;
use crate::solve::{DEFAULT_SECONDS, Deadline, parse_seconds};

/// What `plan` is given.
#[derive(clap::Args)]
pub struct Arguments {
    /// A plan file.
    file: PathBuf,
    /// Where the plan goes [default: back into the file].
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The most seconds to search [default: 10, without limit where --steps is given].
    #[arg(long, value_name = "S", value_parser = parse_seconds)]
    seconds: Option<f64>,
    /// The most steps to search: with the seed and steps of a proposal of the page, the same proposal comes again.
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    /// Seed of the search.
    #[arg(long, value_name = "K", default_value_t = 1)]
    seed: u64,
    /// Rank the limits as well: what one unit more of each would be worth.
    #[arg(long)]
    bottlenecks: bool,
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
    /// What one unit more of each limit would be worth, the most first; where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    bottlenecks: Option<Vec<NamedBottleneck>>,
}

/// A limit in words, and what one unit more is worth.
#[derive(Serialize)]
struct NamedBottleneck {
    name: String,
    #[serde(flatten)]
    bottleneck: Bottleneck,
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
    let contradictions = contradictions(&document, &compiled);
    if let Some(contradiction) = contradictions.first() {
        let told = contradiction.sentences(&document).join(" ");
        return Outcome::Refused(format!("{name}: {}: {told}", t("contradiction.title")));
    }
    let problem = match Problem::new(&compiled.problem) {
        Ok(problem) => problem,
        Err(error) => return Outcome::Refused(format!("{name}: this plan cannot be planned: {error}")),
    };
    let seconds = arguments.seconds.or(arguments.steps.is_none().then_some(DEFAULT_SECONDS));
    let limit = seconds.map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    let options = Options { seed: arguments.seed, steps: arguments.steps };
    let answer = solve(problem.clone(), &options, &mut Deadline { start, limit });
    let Some(waves) = answer.wave.clone() else {
        return print(&printed(&compiled, answer), Outcome::Findings);
    };
    let placements = placements(&document, &figures, &compiled, &waves);
    let placements =
        placements.into_iter().map(|placed| Placement { entry: placed.entry, wave: placed.wave });
    let command = Command::ApplyProposal { placements: placements.collect() };
    match apply(&document, &command, &known_entries(&document)) {
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
    let mut printed = printed(&compiled, answer);
    printed.value_before = compiled.value_of(&compiled.current_waves(&document));
    printed.value_of_suggestion = compiled.value_of(&suggested);
    printed.reasons = reasons;
    printed.bottlenecks = arguments.bottlenecks.then(|| bottlenecks(&document, &compiled, &waves));
    print(&printed, Outcome::Good)
}

fn bottlenecks(document: &Document, compiled: &Compiled, waves: &[u32]) -> Vec<NamedBottleneck> {
    let questions = questions(document, compiled, waves);
    let answers: Vec<Option<Answer>> = questions.iter().map(|question| question.job.run().ok()).collect();
    let name =
        |bottleneck: Bottleneck| NamedBottleneck { name: lever_text(compiled, bottleneck.lever), bottleneck };
    rank(&questions, &answers).into_iter().map(name).collect()
}

fn printed(compiled: &Compiled, answer: Answer) -> Printed {
    let scope = compiled.scope.clone();
    Printed {
        answer,
        value_before: 0,
        value_of_suggestion: 0,
        added: scope.added,
        left_out: scope.left_out,
        reasons: Vec::new(),
        bottlenecks: None,
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
