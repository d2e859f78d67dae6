//! The engines of others: installed into a folder of their own in the cache of tools, at pinned versions; no dependency
//! of the product. And where everything lies that a run calls.

use super::engine::Engine;
use super::settings::Settings;
use crate::{bundle, failure::Failure, fingerprint, process, project::Project, tools};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Packages from npm: name, version, and the engines in them.
const NPM: [(&str, &str, &[Engine]); 2] = [
    ("highs", "1.15.3", &[Engine::HighsWasm]),
    ("minizinc", "4.5.1", &[Engine::Gecode, Engine::Chuffed, Engine::CoinBc]),
];

/// Engines that need Python's packages; HiGHS as WebAssembly reads the model that the native one writes.
const IN_PYTHON: [Engine; 3] = [Engine::CpSat, Engine::Highs, Engine::HighsWasm];

/// Where everything lies that a run calls.
#[derive(Debug, Clone)]
pub struct Peers {
    /// The scripts and data of the benchmark.
    pub benches: PathBuf,
    /// Working files of the run.
    pub scratch: PathBuf,
    /// What may be used again: answers of peers.
    pub answers: PathBuf,
    /// Python with the peers' packages.
    pub python: PathBuf,
    /// Node.
    pub node: PathBuf,
    /// Pumpkin's program.
    pub pumpkin: PathBuf,
    /// The native companion.
    pub ours: PathBuf,
    /// The bundle.
    pub dist: PathBuf,
    /// Version of each engine, with whatever else may change its answer.
    pub versions: BTreeMap<&'static str, String>,
    /// Engines that were wanted and cannot be had, each with the reason.
    pub missing: BTreeMap<&'static str, String>,
    /// Digest of the models: another model is another peer.
    pub models: String,
    packages: PathBuf,
}

impl Peers {
    /// The folder of an npm package.
    pub fn npm(&self, name: &str) -> PathBuf {
        self.packages.join("node_modules").join(name)
    }
}

/// Installs and builds what is missing. A peer that cannot be had stays out, and the report says why.
pub fn prepare(project: &Project, settings: &Settings) -> Result<Peers, Failure> {
    let home = project.cache().join("peers");
    let benches = project.root().join("benches").join("planning");
    let scratch = project.scratch().join("bench");
    let answers = home.join("answers");
    for folder in [&home, &scratch, &answers] {
        fs::create_dir_all(folder).map_err(|error| Failure::on_file("create", folder, &error))?;
    }
    let wants = |engines: &[Engine]| engines.iter().any(|engine| settings.engines.contains(engine));
    let mut missing = BTreeMap::new();
    let mut note = |engines: &[Engine], result: Result<(), Failure>| {
        if let Err(failure) = result {
            let why = failure.to_string();
            let engines = engines.iter().filter(|engine| settings.engines.contains(engine));
            for engine in engines {
                eprintln!("{} takes no part: {why}", engine.title());
                missing.insert(engine.id(), why.clone());
            }
        }
    };
    let mut python = system_python()?;
    if wants(&IN_PYTHON) {
        let installed = install_python(&home, &benches, &python).map(|installed| python = installed);
        note(&IN_PYTHON, installed);
    }
    if wants(&Engine::IN_BROWSER) || wants(&[Engine::Worker]) {
        match tools::ensure_npm(project) {
            Err(failure) => note(&[&Engine::IN_BROWSER[..], &[Engine::Worker]].concat(), Err(failure)),
            Ok(()) => {
                for (package, version, engines) in NPM {
                    if wants(engines) {
                        note(engines, install_package(&home, package, version));
                    }
                }
            }
        }
    }
    let pumpkin =
        home.join("pumpkin").join("release").join(format!("pumpkin-peer{}", std::env::consts::EXE_SUFFIX));
    if wants(&[Engine::Pumpkin]) {
        note(&[Engine::Pumpkin], build_pumpkin(project, &home, &benches));
    }
    build_ours(project, wants(&[Engine::Worker]) && !missing.contains_key(Engine::Worker.id()))?;
    let node = process::find_on_path(&["node"]).unwrap_or_else(|| PathBuf::from("node"));
    let mut peers = Peers {
        versions: BTreeMap::new(),
        missing,
        models: digest_of(&benches.join("peers"))?,
        packages: home.join("npm"),
        python,
        ours: project.target().join("release").join(format!("wavewright{}", std::env::consts::EXE_SUFFIX)),
        dist: project.dist(),
        benches,
        scratch,
        answers,
        node,
        pumpkin,
    };
    peers.versions = versions(project, &peers)?;
    Ok(peers)
}

/// Makes and judges all instances, whoever takes part.
fn system_python() -> Result<PathBuf, Failure> {
    process::find_on_path(&["python3", "python"]).ok_or_else(|| {
        Failure::new("Python 3 is not there.")
            .advise("Install it; on Debian: apt-get install python3 python3-venv")
    })
}

/// A Python of its own with the pinned packages; done again when their list changes.
fn install_python(home: &Path, benches: &Path, system: &Path) -> Result<PathBuf, Failure> {
    let (folder, list) = (home.join("python"), benches.join("peers").join("requirements.txt"));
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let wanted = fs::read_to_string(&list).map_err(|error| Failure::on_file("read", &list, &error))?;
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) && python.is_file() {
        return Ok(python);
    }
    let words = ["-m".into(), "venv".into(), folder.clone().into_os_string()];
    process::run(&mut process::command(home, system, words))
        .map_err(|failure| failure.advise("On Debian: apt-get install python3-venv"))?;
    let mut install = process::command(home, &python, ["-m", "pip", "install", "--quiet", "--requirement"]);
    process::run(install.arg(&list)).map_err(|failure| {
        failure.advise("The packages must be downloaded once; maybe there is no network.")
    })?;
    fs::write(&stamp, wanted).map_err(|error| Failure::on_file("write", &stamp, &error))?;
    Ok(python)
}

fn install_package(home: &Path, name: &str, version: &str) -> Result<(), Failure> {
    let folder = home.join("npm");
    fs::create_dir_all(&folder).map_err(|error| Failure::on_file("create", &folder, &error))?;
    if npm_version(&folder, name).as_deref() == Some(version) {
        return Ok(());
    }
    let mut install = process::command(&folder, "npm", ["install", "--no-audit", "--no-fund", "--prefix"]);
    process::run(install.arg(&folder).arg(format!("{name}@{version}")))
        .map_err(|failure| failure.advise("The packages must be downloaded once; maybe there is no network."))
}

fn npm_version(folder: &Path, name: &str) -> Option<String> {
    let text = fs::read_to_string(folder.join("node_modules").join(name).join("package.json")).ok()?;
    serde_json::from_str::<Value>(&text).ok()?.get("version")?.as_str().map(String::from)
}

/// Built outside the workspace, so that it is no part of the product's dependencies.
fn build_pumpkin(project: &Project, home: &Path, benches: &Path) -> Result<(), Failure> {
    let manifest = benches.join("peers").join("pumpkin").join("Cargo.toml");
    let mut build =
        project.command("cargo", &["build", "--quiet", "--release", "--locked", "--manifest-path"])?;
    process::run(build.arg(manifest).arg("--target-dir").arg(home.join("pumpkin")))
        .map_err(|failure| failure.advise("Its crates must be downloaded once; maybe there is no network."))
}

fn build_ours(project: &Project, needs_worker: bool) -> Result<(), Failure> {
    let words = ["build", "--release", "--locked", "--no-default-features", "--bin", "wavewright"];
    process::run(&mut project.command("cargo", &words)?)?;
    if needs_worker { bundle::bring_up_to_date(project) } else { Ok(()) }
}

/// A digest of every file of a folder, build folders aside.
fn digest_of(folder: &Path) -> Result<String, Failure> {
    let mut all = Vec::new();
    for path in fingerprint::files_below(folder)? {
        if path.components().any(|part| part.as_os_str() == "target" || part.as_os_str() == "__pycache__") {
            continue;
        }
        all.extend(fs::read(&path).map_err(|error| Failure::on_file("read", &path, &error))?);
    }
    Ok(fingerprint::hex(&all))
}

fn versions(project: &Project, peers: &Peers) -> Result<BTreeMap<&'static str, String>, Failure> {
    let list = peers.benches.join("peers").join("requirements.txt");
    let list = fs::read_to_string(&list).map_err(|error| Failure::on_file("read", &list, &error))?;
    let pinned = |name: &str| {
        list.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix("=="))
            .unwrap_or("unknown")
            .to_owned()
    };
    let manifest = fs::read_to_string(peers.benches.join("peers/pumpkin/Cargo.toml")).unwrap_or_default();
    let pumpkin =
        manifest.lines().find_map(|line| line.strip_prefix("pumpkin-solver = \"=")?.strip_suffix('"'));
    let npm = |name: &str| npm_version(&peers.packages, name).unwrap_or_else(|| "absent".to_owned());
    let commit = process::read(&mut project.command("git", &["describe", "--always", "--dirty"])?)
        .map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned());
    let node = process::read(&mut process::command(&peers.scratch, &peers.node, ["--version"]))
        .map_or_else(|_| String::from("absent"), |text| text.trim().to_owned());
    let ours = format!("{} ({commit})", env!("CARGO_PKG_VERSION"));
    let minizinc = format!("npm `minizinc` {} in Node {node}", npm("minizinc"));
    Ok(Engine::ALL
        .iter()
        .map(|&engine| {
            let version = match engine {
                Engine::Ours => ours.clone(),
                Engine::Worker => format!("{ours} in Node {node}"),
                Engine::CpSat => format!("OR-tools {}", pinned("ortools")),
                Engine::Highs => format!("highspy {}", pinned("highspy")),
                Engine::Pumpkin => format!("pumpkin-solver {}", pumpkin.unwrap_or("unknown")),
                Engine::HighsWasm => format!("npm `highs` {} in Node {node}", npm("highs")),
                Engine::Gecode | Engine::Chuffed | Engine::CoinBc => minizinc.clone(),
            };
            (engine.id(), version)
        })
        .collect())
}
