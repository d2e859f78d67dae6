//! The engines that are compared, and how each of them is called for one instance.

use super::instance::Instance;
use super::peers::Peers;
use super::watched::{self, Ended};
use crate::{failure::Failure, process};
use serde_json::Value;
use std::{ffi::OsString, path::PathBuf, process::Command, time::Duration};

/// Time on top of the allowed seconds for reading, modelling and writing before an engine is ended.
const GRACE_SECONDS: f64 = 90.0;

/// One engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// The native companion.
    Ours,
    /// The worker of the bundle, as WebAssembly.
    Worker,
    /// CP-SAT of OR-tools.
    CpSat,
    /// HiGHS, native.
    Highs,
    /// Pumpkin.
    Pumpkin,
    /// HiGHS as WebAssembly.
    HighsWasm,
    /// MiniZinc as WebAssembly with Gecode.
    Gecode,
    /// MiniZinc as WebAssembly with Chuffed.
    Chuffed,
    /// MiniZinc as WebAssembly with COIN-BC.
    CoinBc,
}

impl Engine {
    /// All engines, ours first.
    pub const ALL: [Self; 9] = [
        Self::Ours,
        Self::Worker,
        Self::CpSat,
        Self::Highs,
        Self::Pumpkin,
        Self::HighsWasm,
        Self::Gecode,
        Self::Chuffed,
        Self::CoinBc,
    ];

    /// The engines of others that run in a browser.
    pub const IN_BROWSER: [Self; 4] = [Self::HighsWasm, Self::Gecode, Self::Chuffed, Self::CoinBc];

    /// Its name on the command line and in records.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Worker => "worker",
            Self::CpSat => "cpsat",
            Self::Highs => "highs",
            Self::Pumpkin => "pumpkin",
            Self::HighsWasm => "highs-wasm",
            Self::Gecode => "minizinc-gecode",
            Self::Chuffed => "minizinc-chuffed",
            Self::CoinBc => "minizinc-coin-bc",
        }
    }

    /// Its name in tables.
    pub fn title(self) -> &'static str {
        match self {
            Self::Ours => "Wavewright",
            Self::Worker => "Wavewright in the browser's engine",
            Self::CpSat => "CP-SAT",
            Self::Highs => "HiGHS",
            Self::Pumpkin => "Pumpkin",
            Self::HighsWasm => "HiGHS (WASM)",
            Self::Gecode => "MiniZinc (WASM), Gecode",
            Self::Chuffed => "MiniZinc (WASM), Chuffed",
            Self::CoinBc => "MiniZinc (WASM), COIN-BC",
        }
    }

    /// True for everything that is not ours.
    pub fn is_peer(self) -> bool {
        !matches!(self, Self::Ours | Self::Worker)
    }

    /// The solver's name inside MiniZinc.
    fn minizinc_solver(self) -> Option<&'static str> {
        match self {
            Self::Gecode => Some("org.minizinc.gecode_presolver"),
            Self::Chuffed => Some("org.minizinc.chuffed"),
            Self::CoinBc => Some("org.minizinc.mip.coin-bc"),
            _ => None,
        }
    }
}

/// How long an engine may work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Budget {
    /// So many seconds.
    Seconds(f64),
    /// So many steps of our own engine.
    Steps(u64),
}

/// What an engine said about one instance. Nothing of it is believed: the judge looks at the plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// `optimal`, `feasible`, `infeasible`, `unknown` or `error`.
    pub status: String,
    /// The objective that it claims.
    pub objective: Option<u64>,
    /// The bound that it claims.
    pub bound: Option<f64>,
    /// The seconds that it counted for itself.
    pub seconds: Option<f64>,
    /// Milliseconds until its first plan.
    pub first_millis: Option<f64>,
    /// Steps of our engine.
    pub steps: Option<u64>,
    /// The most memory that it held, in KiB.
    pub peak_kib: Option<u64>,
    /// Wave of each item.
    pub wave: Option<Vec<i64>>,
    /// What went wrong.
    pub error: Option<String>,
}

/// Asks an engine about an instance.
pub fn ask(peers: &Peers, engine: Engine, instance: &Instance, budget: Budget) -> Result<Said, Failure> {
    let mut command = match prepare(peers, engine, instance, budget)? {
        Ok(command) => command,
        Err(error) => return Ok(Said { status: "error".into(), error: Some(error), ..Said::default() }),
    };
    let allowed = if let Budget::Seconds(seconds) = budget { seconds } else { 60.0 };
    let limit = Duration::from_secs_f64(allowed + GRACE_SECONDS);
    match watched::run(&mut command, &peers.scratch, limit)? {
        Ended::Killed => Ok(Said {
            status: "error".into(),
            error: Some(format!("ended after {:.0} s without an answer", limit.as_secs_f64())),
            ..Said::default()
        }),
        Ended::ByItself { output, errors } => Ok(read(&output, &errors)),
    }
}

/// The command, or why there is none for this instance.
fn prepare(
    peers: &Peers,
    engine: Engine,
    instance: &Instance,
    budget: Budget,
) -> Result<Result<Command, String>, Failure> {
    let seconds = if let Budget::Seconds(seconds) = budget { seconds } else { 0.0 }.to_string();
    let place = |name: &str| peers.benches.join(name);
    let path = instance.path.clone();
    let mut words: Vec<OsString> = Vec::new();
    let program: PathBuf = match engine {
        Engine::Ours => {
            words.extend([place("peak.py").into(), peers.ours.clone().into(), "solve".into(), path.into()]);
            words.push("--progress".into());
            match budget {
                Budget::Seconds(_) => words.extend(["--seconds".into(), seconds.into()]),
                Budget::Steps(steps) => words.extend(["--steps".into(), steps.to_string().into()]),
            }
            peers.python.clone()
        }
        Engine::Worker => {
            words.extend([place("browser_worker.mjs").into(), peers.dist.clone().into(), path.into()]);
            words.extend([seconds.into(), "1".into()]);
            peers.node.clone()
        }
        Engine::CpSat | Engine::Highs => {
            let script = if engine == Engine::CpSat { "peers/cpsat.py" } else { "peers/highs_milp.py" };
            words.extend([place(script).into(), path.into(), seconds.into()]);
            peers.python.clone()
        }
        Engine::Pumpkin => {
            words.extend([path.into(), seconds.into()]);
            peers.pumpkin.clone()
        }
        Engine::HighsWasm => {
            let (model, columns) = (peers.scratch.join("model.mps"), peers.scratch.join("columns.json"));
            let write =
                [place("peers/highs_milp.py"), path, "--mps-file".into(), model.clone(), columns.clone()];
            if let Err(failure) = process::read(&mut process::command(&peers.scratch, &peers.python, write)) {
                return Ok(Err(failure.to_string()));
            }
            words.extend([place("peers/highs_wasm.mjs").into(), peers.npm("highs").into()]);
            words.extend([model.into(), columns.into(), seconds.into()]);
            peers.node.clone()
        }
        Engine::Gecode | Engine::Chuffed | Engine::CoinBc => {
            words.extend([place("peers/minizinc.mjs").into(), peers.npm("minizinc").into(), path.into()]);
            words.push(place("peers/wave_planning.mzn").into());
            words.extend([engine.minizinc_solver().unwrap_or_default().into(), seconds.into()]);
            peers.node.clone()
        }
    };
    Ok(Ok(process::command(&peers.scratch, program, words)))
}

/// Reads the line of JSON and, of our own engine, the lines of progress.
fn read(output: &str, errors: &str) -> Said {
    let line = output.lines().rev().find(|line| line.starts_with('{'));
    let Some(answer) = line.and_then(|line| serde_json::from_str::<Value>(line).ok()) else {
        let last = errors.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no output");
        return Said { status: "error".into(), error: Some(last.to_owned()), ..Said::default() };
    };
    let float = |field: &str| answer.get(field).and_then(Value::as_f64).filter(|number| number.is_finite());
    let wave = answer.get("wave").and_then(Value::as_array);
    let told = errors.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let first = told
        .filter(|told| told.get("objective").is_some())
        .find_map(|told| told.get("milliseconds").and_then(Value::as_f64));
    Said {
        status: answer.get("status").and_then(Value::as_str).unwrap_or("error").to_owned(),
        objective: float("objective").map(|number| number.round() as u64),
        bound: float("bound"),
        seconds: float("seconds"),
        first_millis: first.or_else(|| float("first_ms")),
        steps: answer.get("steps").and_then(Value::as_u64),
        peak_kib: errors.lines().find_map(|line| line.strip_prefix("peak_kib ")?.trim().parse().ok()),
        wave: wave.map(|waves| waves.iter().map(|wave| wave.as_i64().unwrap_or(-1)).collect()),
        error: answer.get("error").and_then(Value::as_str).map(String::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_and_peak_are_read_beside_the_answer() {
        let errors =
            "{\"milliseconds\":0.5,\"bound\":9}\n{\"milliseconds\":1.5,\"objective\":7}\npeak_kib 2048\n";
        let said = read("{\"status\":\"feasible\",\"objective\":7,\"bound\":9,\"wave\":[1,0]}\n", errors);
        assert_eq!((said.first_millis, said.peak_kib, said.objective), (Some(1.5), Some(2048), Some(7)));
        assert_eq!(said.wave, Some(vec![1, 0]));
    }

    #[test]
    fn an_engine_that_breaks_is_an_error_with_its_last_words() {
        let said = read("", "Traceback\nMemoryError\n\n");
        assert_eq!((said.status.as_str(), said.error.as_deref()), ("error", Some("MemoryError")));
    }
}
