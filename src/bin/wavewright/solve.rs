//! `wavewright solve`: reads a problem, searches until a proof or the end of the time, prints one line of JSON.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;
use wavewright::domain::planner::answer::{Answer, Status};
use wavewright::domain::planner::engine::{Observer, Options, solve};
use wavewright::domain::planner::problem::Problem;

use crate::command_line::Outcome;

/// Seconds without `--seconds` and `--steps`.
pub const DEFAULT_SECONDS: f64 = 10.0;

/// What `solve` is given.
#[derive(clap::Args)]
pub struct Arguments {
    /// A wave-planning/1 file; "-" reads standard input.
    problem: PathBuf,
    /// The most seconds to search [default: 10, without limit where --steps is given].
    #[arg(long, value_name = "S", value_parser = parse_seconds)]
    seconds: Option<f64>,
    /// The most steps to search; the same steps give the same plan on every machine.
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    /// Seed of the search.
    #[arg(long, value_name = "K", default_value_t = 1)]
    seed: u64,
    /// Tell of every better plan and bound on standard error, one JSON line each.
    #[arg(long)]
    progress: bool,
}

/// The answer as it is printed.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    answer: Answer,
    seconds: f64,
}

/// Stops the search when its time is over.
pub struct Deadline {
    /// When the search began.
    pub start: Instant,
    /// How long it may take.
    pub limit: Option<Duration>,
}

impl Observer for Deadline {
    fn stops(&mut self, _steps: u64) -> bool {
        self.limit.is_some_and(|limit| self.start.elapsed() >= limit)
    }
}

/// Keeps the deadline, and tells how the search goes on where that was asked for.
struct Watch {
    deadline: Deadline,
    is_told: bool,
}

impl Watch {
    fn tell(&self, what: &str, number: u64) {
        if self.is_told {
            let milliseconds = self.deadline.start.elapsed().as_secs_f64() * 1000.0;
            // Nothing is left to do if the terminal is gone.
            let _ = writeln!(std::io::stderr(), "{{\"milliseconds\":{milliseconds:.3},\"{what}\":{number}}}");
        }
    }
}

impl Observer for Watch {
    fn plan(&mut self, _wave: &[u32], objective: u64) {
        self.tell("objective", objective);
    }

    fn bound(&mut self, bound: u64) {
        self.tell("bound", bound);
    }

    fn stops(&mut self, steps: u64) -> bool {
        self.deadline.stops(steps)
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let start = Instant::now();
    let text = match read(&arguments.problem) {
        Ok(text) => text,
        Err(error) => return Outcome::Refused(format!("{}: {error}", arguments.problem.display())),
    };
    let problem = match Problem::from_json(&text) {
        Ok(problem) => problem,
        Err(error) => return Outcome::Refused(error.to_string()),
    };
    let seconds = arguments.seconds.or(arguments.steps.is_none().then_some(DEFAULT_SECONDS));
    let limit = seconds.map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    let options = Options { seed: arguments.seed, steps: arguments.steps };
    let answer = solve(
        problem,
        &options,
        &mut Watch { deadline: Deadline { start, limit }, is_told: arguments.progress },
    );
    let outcome = match answer.status {
        Status::Optimal | Status::Feasible => Outcome::Good,
        Status::Infeasible | Status::Unknown => Outcome::Findings,
    };
    let seconds = (start.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
    let written = serde_json::to_string(&Printed { answer, seconds })
        .map_err(std::io::Error::from)
        .and_then(|line| writeln!(std::io::stdout(), "{line}"));
    match written {
        Ok(()) => outcome,
        Err(error) => Outcome::Refused(format!("standard output: {error}")),
    }
}

fn read(path: &Path) -> std::io::Result<String> {
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(path)
}

/// Reads a number of seconds.
pub fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() && seconds >= 0.0 => Ok(seconds),
        _ => Err("a number of seconds from 0 on is expected".to_owned()),
    }
}
