//! What was measured: one record per instance, engine and time, kept as lines of JSON, so that the report can be written
//! again.

use super::engine::{Budget, Engine, Said};
use super::instance::Instance;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};

/// One measurement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The section that asked first.
    pub section: String,
    /// Name of the instance.
    pub instance: String,
    /// Family or set.
    pub family: String,
    /// Number of items.
    pub size: usize,
    /// True where the fewest waves are wanted.
    pub is_fewest: bool,
    /// Optimum known from elsewhere.
    pub optimum: Option<u64>,
    /// Engine, by its id.
    pub engine: String,
    /// Seconds that were allowed; 0 where steps were.
    pub allowed: f64,
    /// `optimal`, `feasible`, `infeasible`, `unknown` or `error`, as the engine said.
    pub status: String,
    /// The objective, as the judge counted it; absent without a plan that the judge accepts.
    pub objective: Option<u64>,
    /// Why the judge refused the plan.
    pub refused: Option<String>,
    /// The bound, as the engine said.
    pub bound: Option<f64>,
    /// Seconds, as the engine counted them.
    pub seconds: Option<f64>,
    /// Milliseconds to the first plan.
    pub first_millis: Option<f64>,
    /// Steps of our engine.
    pub steps: Option<u64>,
    /// Most memory held, in KiB.
    pub peak_kib: Option<u64>,
    /// What went wrong.
    pub error: Option<String>,
    /// The day.
    pub date: String,
}

impl Record {
    /// What an engine said about an instance, and what the judge counted.
    pub fn new(instance: &Instance, engine: Engine, budget: Budget, said: Said) -> Self {
        Self {
            instance: instance.name.clone(),
            family: instance.family.clone(),
            size: instance.size,
            is_fewest: instance.is_fewest,
            optimum: instance.optimum,
            engine: engine.id().to_owned(),
            allowed: if let Budget::Seconds(seconds) = budget { seconds } else { 0.0 },
            status: said.status,
            bound: said.bound,
            seconds: said.seconds,
            first_millis: said.first_millis,
            steps: said.steps,
            peak_kib: said.peak_kib,
            error: said.error,
            ..Self::default()
        }
    }

    /// True if the engine says that its plan is the best, or that there is none.
    pub fn is_proved(&self) -> bool {
        self.refused.is_none() && (self.status == "optimal" || self.status == "infeasible")
    }

    /// The seconds until the proof; the allowed ones where there is none.
    pub fn proof_seconds(&self) -> f64 {
        let seconds = self.seconds.unwrap_or(self.allowed);
        if self.is_proved() { seconds } else { self.allowed.max(seconds) }
    }

    /// A bound as a whole number that no plan can pass.
    pub fn whole_bound(&self) -> Option<u64> {
        let bound = self.bound.filter(|bound| bound.abs() < 1e15)?;
        let whole = if self.is_fewest { (bound - 1e-6).ceil() } else { (bound + 1e-6).floor() };
        Some(whole.max(0.0) as u64)
    }

    /// Distance from plan to bound, as a share of the plan.
    pub fn gap(&self) -> Option<f64> {
        let (plan, bound) = (self.objective? as f64, self.whole_bound()? as f64);
        (plan > 0.0).then(|| (bound - plan).abs() / plan)
    }

    /// The objective of a plan that deploys something: to deploy nothing at all is no find.
    pub fn telling_objective(&self) -> Option<u64> {
        self.objective.filter(|objective| *objective > 0)
    }

    /// How much better this plan is than another of the same instance, as a share of the other; a plan is better than
    /// none by all of it.
    pub fn advantage(&self, other: Option<u64>) -> Option<f64> {
        let (mine, other) = (self.telling_objective(), other.filter(|other| *other > 0));
        match (mine, other) {
            (Some(mine), Some(other)) => {
                let share = (mine as f64 - other as f64) / other as f64;
                Some(if self.is_fewest { -share } else { share })
            }
            (Some(_), None) => Some(1.0),
            (None, Some(_)) => Some(-1.0),
            (None, None) => None,
        }
    }
}

/// What holds for a whole run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Where and when: what `machine.py` prints.
    pub machine: serde_json::Value,
    /// Version of each engine.
    pub versions: std::collections::BTreeMap<String, String>,
    /// True for a short run, which is no verdict.
    #[serde(default)]
    pub is_quick: bool,
    /// Engines that were wanted and could not be had, each with the reason.
    #[serde(default)]
    pub missing: std::collections::BTreeMap<String, String>,
    /// Seconds for every engine and instance.
    pub seconds: f64,
    /// First seed.
    pub first_seed: u64,
    /// Minutes that the run took.
    pub minutes: f64,
    /// True where answers of peers were taken from an earlier run.
    pub reuses_peers: bool,
    /// Bytes that a browser loads for an engine, brotli, by engine.
    pub module_bytes: std::collections::BTreeMap<String, u64>,
    /// What the comparison with CP-SAT on small instances gave.
    pub agreement: Option<Agreement>,
    /// All measurements.
    pub records: Vec<Record>,
}

/// Small instances against CP-SAT: what `agree.py` prints.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Instances compared.
    pub checked: u64,
    /// Instances that our engine proved.
    pub proved: u64,
    /// Plans that the judge refused.
    pub refused: Vec<String>,
    /// Proofs and bounds that CP-SAT's proof contradicts.
    pub false_proofs: Vec<String>,
}

impl Run {
    /// Reads the last run.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|error| {
            Failure::on_file("read", path, &error).advise("Maybe nothing was measured yet.")
        })?;
        serde_json::from_str(&text)
            .map_err(|error| Failure::new(format!("{} is broken: {error}.", path.display())))
    }

    /// Writes the run, so that it can be read again.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string(self).map_err(|error| Failure::new(format!("No JSON: {error}.")))?;
        fs::write(path, text).map_err(|error| Failure::on_file("write", path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(objective: Option<u64>, bound: f64, is_fewest: bool) -> Record {
        Record { objective, bound: Some(bound), is_fewest, ..Record::default() }
    }

    #[test]
    fn bounds_round_away_from_the_plan_never_towards_it() {
        assert_eq!(record(None, 9.999_999_9, false).whole_bound(), Some(10));
        assert_eq!(record(None, 9.7, false).whole_bound(), Some(9));
        assert_eq!(record(None, 6.2, true).whole_bound(), Some(7));
        assert_eq!(record(None, 1e30, false).whole_bound(), None);
    }

    #[test]
    fn fewer_waves_and_more_value_are_better() {
        assert_eq!(record(Some(110), 0.0, false).advantage(Some(100)), Some(0.1));
        assert_eq!(record(Some(8), 0.0, true).advantage(Some(10)), Some(0.2));
        assert_eq!(record(Some(8), 0.0, true).advantage(None), Some(1.0));
        assert_eq!(record(None, 0.0, false).advantage(Some(5)), Some(-1.0));
    }
}
