//! `cargo xtask bench`: the planner against the engines that a user could pick instead, on the same instances, with the
//! same seconds and one thread each, one process at a time. Writes `docs/benchmarks.md`.

mod engine;
mod goals;
mod instance;
mod peers;
mod record;
mod report;
mod section;
mod settings;
mod watched;

pub use settings::Settings;

use crate::{failure::Failure, fingerprint, process, project::Project, size};
use engine::{Budget, Engine};
use instance::Instance;
use peers::Peers;
use record::{Agreement, Record, Run};
use section::{Files, Section, Unit};
use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

/// Where the report of a full run goes.
const REPORT: &str = "docs/benchmarks.md";

/// Measures, unless told to write the last run's report again, and writes the report.
pub fn run(project: &Project, settings: &Settings) -> Result<(), Failure> {
    let kept = project.scratch().join("bench").join("run.json");
    if !settings.only_writes {
        let peers = peers::prepare(project, settings)?;
        let files = Files {
            plans: instance::plans(project, &peers)?,
            scholl: instance::scholl(&peers)?,
            otto: instance::otto(&peers)?,
        };
        let settings = settings.clone().without(&peers.missing);
        let run = Bench::new(project, &settings, peers)?.measure(&files)?;
        run.write(&kept)?;
    }
    let report = report::write(&Run::read(&kept)?);
    let path = output(project, settings);
    fs::write(&path, report).map_err(|error| Failure::on_file("write", &path, &error))?;
    eprintln!("The report is in {}.", path.display());
    Ok(())
}

/// A quick run never replaces the report of a full one unless it is told to.
fn output(project: &Project, settings: &Settings) -> PathBuf {
    match &settings.output {
        Some(path) => project.root().join(path),
        None if settings.is_quick => project.scratch().join("bench").join("quick.md"),
        None => project.root().join(REPORT),
    }
}

/// A run under way.
struct Bench<'a> {
    project: &'a Project,
    settings: &'a Settings,
    peers: Peers,
    run: Run,
}

impl<'a> Bench<'a> {
    fn new(project: &'a Project, settings: &'a Settings, peers: Peers) -> Result<Self, Failure> {
        let mut python = process::command(&peers.scratch, &peers.python, [peers.benches.join("machine.py")]);
        let machine = process::read(&mut python)?;
        let run = Run {
            machine: serde_json::from_str(&machine)
                .map_err(|error| Failure::new(format!("machine.py printed no JSON: {error}.")))?,
            versions: peers
                .versions
                .iter()
                .map(|(id, version)| ((*id).to_owned(), version.clone()))
                .collect(),
            missing: peers.missing.iter().map(|(id, why)| ((*id).to_owned(), why.clone())).collect(),
            is_quick: settings.is_quick,
            seconds: settings.seconds,
            first_seed: settings.first_seed,
            reuses_peers: settings.reuses_peers,
            ..Run::default()
        };
        Ok(Self { project, settings, peers, run })
    }

    /// Runs every section until its time is over; what a section leaves goes to the next one.
    fn measure(mut self, files: &Files) -> Result<Run, Failure> {
        self.weigh_modules()?;
        let sections = &self.settings.sections;
        let shares: f64 = sections.iter().map(|section| section.share()).sum();
        let start = Instant::now();
        let mut share = 0.0;
        for &section in sections {
            share += section.share();
            let end = Duration::from_secs_f64(60.0 * self.settings.minutes * share / shares);
            let units = section.units(self.settings, files);
            for (place, unit) in units.iter().enumerate() {
                // The first unit is measured in any case, or a row of the report would stand empty.
                if place > 0 && start.elapsed() >= end || unit.engines.is_empty() {
                    break;
                }
                eprint!("{} {}/{}: ", section.id(), place + 1, units.len());
                self.measure_unit(section, unit)?;
            }
            if section == Section::Agreement && self.settings.engines.contains(&Engine::CpSat) {
                self.agree(end.saturating_sub(start.elapsed()).max(Duration::from_secs(5)))?;
            }
        }
        self.run.minutes = start.elapsed().as_secs_f64() / 60.0;
        Ok(self.run)
    }

    fn measure_unit(&mut self, section: Section, unit: &Unit) -> Result<(), Failure> {
        let instance = instance::make(&self.peers, &unit.source)?;
        eprintln!("{}", instance.name);
        for &(engine, share) in &unit.engines {
            let budget = Budget::Seconds(self.settings.seconds * share);
            self.record(section, &instance, engine, budget)?;
        }
        // The same steps again natively.
        let worker = self.run.records.last().filter(|record| record.engine == Engine::Worker.id());
        if let (Section::Speed, Some(steps)) = (section, worker.and_then(|record| record.steps)) {
            self.record(section, &instance, Engine::Ours, Budget::Steps(steps))?;
        }
        Ok(())
    }

    /// Measures once, unless this run has done so already or the answer of a peer may be used again.
    fn record(
        &mut self,
        section: Section,
        instance: &Instance,
        engine: Engine,
        budget: Budget,
    ) -> Result<(), Failure> {
        let is_known = self.run.records.iter().any(|record| {
            record.instance == instance.name
                && record.engine == engine.id()
                && budget == Budget::Seconds(record.allowed)
        });
        if is_known { Ok(()) } else { self.ask(section, instance, engine, budget) }
    }

    fn ask(
        &mut self,
        section: Section,
        instance: &Instance,
        engine: Engine,
        budget: Budget,
    ) -> Result<(), Failure> {
        let kept = self.peers.answers.join(format!("{}.json", self.key(instance, engine, budget)));
        let old = fs::read_to_string(&kept).ok().and_then(|text| serde_json::from_str::<Record>(&text).ok());
        let mut record = match old {
            Some(record) if engine.is_peer() && self.settings.reuses_peers => record,
            _ => {
                let said = engine::ask(&self.peers, engine, instance, budget)?;
                let wave = said.wave.clone();
                let claimed = said.objective;
                let mut record = Record::new(instance, engine, budget, said);
                record.date = self.date();
                if let Some(wave) = wave {
                    self.judge(instance, &wave, claimed, &mut record)?;
                }
                if engine.is_peer() && record.status != "error" {
                    let text = serde_json::to_string(&record).unwrap_or_default();
                    fs::write(&kept, text).map_err(|error| Failure::on_file("write", &kept, &error))?;
                }
                record
            }
        };
        record.section = section.id().to_owned();
        eprintln!("  {}", line(&record));
        self.run.records.push(record);
        Ok(())
    }

    /// Counts every rule of the plan with the independent judge.
    fn judge(
        &self,
        instance: &Instance,
        wave: &[i64],
        claimed: Option<u64>,
        record: &mut Record,
    ) -> Result<(), Failure> {
        let plan = self.peers.scratch.join("plan.json");
        let text = serde_json::json!({ "wave": wave }).to_string();
        fs::write(&plan, text).map_err(|error| Failure::on_file("write", &plan, &error))?;
        let script = self.peers.benches.join("check.py");
        let mut command =
            process::command(&self.peers.scratch, &self.peers.python, [&script, &instance.path, &plan]);
        let verdict = command.output().map_err(|error| Failure::new(format!("check.py: {error}.")))?;
        let verdict = String::from_utf8_lossy(&verdict.stdout).into_owned();
        let counted = verdict.lines().find_map(|line| line.strip_prefix("FEASIBLE objective ")?.parse().ok());
        record.objective = counted;
        record.refused = match counted {
            None => Some(verdict.lines().next().unwrap_or("check.py said nothing").to_owned()),
            Some(counted) if claimed.is_some_and(|claimed| claimed != counted) => {
                Some(format!("claims {}, has {counted}", claimed.unwrap_or(0)))
            }
            Some(_) => None,
        };
        Ok(())
    }

    /// Whatever may change an answer: instance, engine and version, model, time, machine.
    fn key(&self, instance: &Instance, engine: Engine, budget: Budget) -> String {
        let version = self.peers.versions.get(engine.id()).cloned().unwrap_or_default();
        let processor = self.run.machine.get("processor").map(ToString::to_string).unwrap_or_default();
        let parts =
            [&instance.digest, engine.id(), &version, &self.peers.models, &format!("{budget:?}"), &processor];
        fingerprint::hex(parts.join("|").as_bytes())
    }

    fn date(&self) -> String {
        self.run.machine.get("date").and_then(serde_json::Value::as_str).unwrap_or("unknown").to_owned()
    }

    /// Holds our engine against CP-SAT on small instances.
    fn agree(&mut self, time: Duration) -> Result<(), Failure> {
        let script = self.peers.benches.join("peers").join("agree.py");
        let mut command = process::command(&self.peers.scratch, &self.peers.python, [script]);
        command.arg(&self.peers.ours).arg(goals::AGREEMENTS.to_string()).arg(time.as_secs_f64().to_string());
        let text = process::read(command.arg(self.settings.first_seed.to_string()))?;
        let found: Agreement = serde_json::from_str(&text)
            .map_err(|error| Failure::new(format!("agree.py printed no JSON: {error}.")))?;
        eprintln!("agreement: {} checked, {} proved", found.checked, found.proved);
        self.run.agreement = Some(found);
        Ok(())
    }

    /// What a browser would load for each engine that runs there.
    fn weigh_modules(&mut self) -> Result<(), Failure> {
        let mut weigh = |engine: Engine, files: &[PathBuf]| -> Result<(), Failure> {
            if self.settings.engines.contains(&engine) {
                let bytes = files.iter().map(|file| size::compressed_bytes(file)).sum::<Result<u64, _>>()?;
                self.run.module_bytes.insert(engine.id().to_owned(), bytes);
            }
            Ok(())
        };
        let dist = self.project.dist();
        weigh(
            Engine::Worker,
            &["planner_worker.js", "planner_worker_bg.wasm", "planner_worker_loader.js"]
                .map(|name| dist.join(name)),
        )?;
        let highs = self.peers.npm("highs").join("build");
        weigh(Engine::HighsWasm, &["highs.js", "highs.wasm"].map(|name| highs.join(name)))?;
        let minizinc = self.peers.npm("minizinc").join("dist");
        let names = ["minizinc.mjs", "minizinc-worker.js", "minizinc.wasm", "minizinc.data"];
        let files = names.map(|name| minizinc.join(name));
        // All three solvers are in one module; the first that takes part stands for it.
        let solvers = [Engine::Gecode, Engine::Chuffed, Engine::CoinBc];
        match solvers.into_iter().find(|engine| self.settings.engines.contains(engine)) {
            Some(engine) => weigh(engine, &files),
            None => Ok(()),
        }
    }
}

/// One measurement on one line.
fn line(record: &Record) -> String {
    let number = |value: Option<u64>| value.map_or_else(|| String::from("-"), |value| value.to_string());
    let mut text = format!(
        "{:<18} {:<10} plan {:>12} bound {:>12} {:>8.2} s",
        record.engine,
        record.status,
        number(record.objective),
        number(record.whole_bound()),
        record.seconds.unwrap_or(0.0)
    );
    for note in [&record.refused, &record.error].into_iter().flatten() {
        text.push_str("  ");
        text.push_str(note);
    }
    text
}
