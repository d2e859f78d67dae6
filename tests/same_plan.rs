//! Searches whose answers are recorded: the native tests and the tests in a browser both repeat them. The same problem,
//! seed and steps must give the same plan and the same bound on every machine.

use serde::{Deserialize, Serialize};
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::planner::job::Job;
use wavewright::domain::planner::problem::file::ProblemFile;
use wavewright::domain::proposal::compile::compile;

/// An answer as it is recorded.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Name of the problem.
    pub problem: String,
    /// Seed of the search.
    pub seed: u64,
    /// The most steps.
    pub steps: u64,
    /// The plan.
    pub wave: Option<Vec<u32>>,
    /// Its objective.
    pub objective: Option<u64>,
    /// The bound.
    pub bound: Option<u64>,
    /// Steps taken: fewer where the proof came before.
    pub steps_taken: u64,
}

/// A search that is to be repeated.
pub struct Case {
    /// Name of the problem.
    pub name: &'static str,
    /// Seed of the search.
    pub seed: u64,
    /// The most steps.
    pub steps: u64,
}

/// All of them: the built-in plans, and a problem of the corpus whose groups carry much over.
pub const CASES: [Case; 4] = [
    Case { name: "norvik", seed: 1, steps: 60 },
    Case { name: "halden", seed: 1, steps: 40 },
    Case { name: "halden", seed: 20, steps: 25 },
    Case { name: "corpus", seed: 3, steps: 40 },
];

/// What the answers are held against.
pub fn expected() -> Vec<Recorded> {
    serde_json::from_str(include_str!("fixtures/planner/same_plan.json")).unwrap()
}

/// Searches anew.
pub fn search(case: &Case) -> Recorded {
    let Case { name, seed, steps } = *case;
    let answer = Job { problem: problem(name), seed, steps, start: None }.run().unwrap();
    Recorded {
        problem: name.to_owned(),
        seed,
        steps,
        wave: answer.wave,
        objective: answer.objective,
        bound: answer.bound,
        steps_taken: answer.steps,
    }
}

fn problem(name: &str) -> ProblemFile {
    let example = match name {
        "norvik" => Example::Norvik,
        "halden" => Example::Halden,
        _ => {
            return ProblemFile::from_json(include_str!("fixtures/planner/correct/fatigue-n30-s1.json"))
                .unwrap();
        }
    };
    let document = example.document().unwrap();
    compile(&document, &Figures::of(&document)).problem
}
