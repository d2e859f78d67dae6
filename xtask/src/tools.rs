//! The build tools at their exact versions: finds them, and installs what is missing.

use crate::{failure::Failure, process, project::Project};
use std::{fs, path::Path, process::Command};

/// The target that the browser runs.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program that is pinned to one version, because its output is part of ours.
#[derive(Debug)]
pub struct Tool {
    /// Name of the package that brings the programs.
    package: &'static str,
    /// Version of that package.
    version: &'static str,
    /// What the programs answer to `--version`.
    reported: &'static str,
    programs: &'static [&'static str],
    source: Source,
}

#[derive(Debug, PartialEq, Eq)]
enum Source {
    Cargo { words: &'static [&'static str] },
    Npm,
}

/// Builds the bundle. Its other features (own updates, TLS of its development server) are of no use here.
pub const TRUNK: Tool = Tool {
    package: "trunk",
    version: "0.21.14",
    reported: "0.21.14",
    programs: &["trunk"],
    source: Source::Cargo { words: &["--locked", "--no-default-features"] },
};

/// Writes the JavaScript beside the wasm; must equal the `wasm-bindgen` of `Cargo.toml`.
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    reported: "0.2.130",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    source: Source::Cargo { words: &[] },
};

/// Makes the wasm smaller and faster.
pub const WASM_OPT: Tool = Tool {
    package: "binaryen",
    version: "132.0.0",
    reported: "132",
    programs: &["wasm-opt"],
    source: Source::Npm,
};

/// Drives Firefox; no Debian package brings it.
pub const GECKODRIVER: Tool = Tool {
    package: "geckodriver",
    version: "0.37.1",
    reported: "0.37.1",
    programs: &["geckodriver"],
    source: Source::Cargo { words: &["--locked"] },
};

/// What the bundle needs.
pub const BUNDLE_TOOLS: [Tool; 3] = [TRUNK, WASM_BINDGEN, WASM_OPT];

/// What is done about one tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    UseCached,
    UseFromPath,
    Install,
    Replace,
}

/// The cache wins, because it stands first on PATH; so a wrong version there is replaced even if another place
/// has the right one.
fn decide(wanted: &str, in_cache: Option<&str>, on_path: Option<&str>) -> Decision {
    match (in_cache, on_path) {
        (Some(version), _) if version == wanted => Decision::UseCached,
        (Some(_), _) => Decision::Replace,
        (None, Some(version)) if version == wanted => Decision::UseFromPath,
        (None, _) => Decision::Install,
    }
}

/// The version in what a program prints for `--version`: its first word that starts with a digit.
fn version_in(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.trim_start_matches('v').trim_end_matches([',', ';', ')']))
        .find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Makes sure that these tools and the wasm32 target are there, and that all crates are downloaded, so that what
/// follows can run offline.
pub fn prepare(project: &Project, tools: &[Tool]) -> Result<(), Failure> {
    ensure_target(project)?;
    for tool in tools {
        ensure(project, tool)?;
    }
    let build_folder = install_target(project);
    if build_folder.exists() {
        // Only an unfinished installation needs it again; it holds some hundred megabytes.
        fs::remove_dir_all(&build_folder)
            .map_err(|error| Failure::on_file("remove", &build_folder, &error))?;
    }
    process::read(&mut project.command("cargo", &["fetch", "--locked"])?).map(drop).map_err(|failure| {
        failure.advise("The crates of Cargo.lock must be downloaded once; maybe there is no network.")
    })
}

/// Makes sure of one component of the toolchain, such as `clippy`.
pub fn ensure_component(project: &Project, component: &str, probe: &[&str]) -> Result<(), Failure> {
    if process::read(&mut project.command("cargo", probe)?).is_ok() {
        return Ok(());
    }
    process::run(&mut project.command("rustup", &["component", "add", component])?).map_err(|failure| {
        failure.advise(format!("Install the component {component} of the Rust toolchain."))
    })
}

fn ensure_target(project: &Project) -> Result<(), Failure> {
    let sysroot = process::read(&mut project.command("rustc", &["--print", "sysroot"])?)?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir() {
        return Ok(());
    }
    process::run(&mut project.command("rustup", &["target", "add", WASM_TARGET])?)
        .map_err(|failure| failure.advise(format!("Install the target {WASM_TARGET} of the Rust toolchain.")))
}

fn ensure(project: &Project, tool: &Tool) -> Result<(), Failure> {
    let decision = decision_about(project, tool);
    if matches!(decision, Decision::UseCached | Decision::UseFromPath) {
        return Ok(());
    }
    eprintln!(
        "{} {} {}. This happens once; the tools stay in {}.",
        if decision == Decision::Replace { "Replacing another version by" } else { "Installing" },
        tool.package,
        tool.version,
        project.cache().display()
    );
    fs::create_dir_all(project.cache())
        .map_err(|error| Failure::on_file("create", project.cache(), &error))?;
    process::run(&mut installation(project, tool)?)?;
    match decision_about(project, tool) {
        Decision::UseCached => Ok(()),
        _ => Err(Failure::new(format!(
            "{} {} was installed into {}, but does not run or reports another version.",
            tool.package,
            tool.version,
            project.cache().display()
        ))),
    }
}

/// The decision for the program of the package that is worst off.
fn decision_about(project: &Project, tool: &Tool) -> Decision {
    let decisions = tool.programs.iter().map(|program| {
        let in_cache = project
            .program_folders()
            .iter()
            .map(|folder| folder.join(program))
            .find(|path| path.exists())
            .map(|path| version_of(&path).unwrap_or_else(|| String::from("none")));
        let on_path = process::find_on_path(&[program]).and_then(|path| version_of(&path));
        decide(tool.reported, in_cache.as_deref(), on_path.as_deref())
    });
    decisions
        .max_by_key(|decision| match decision {
            Decision::UseCached => 0,
            Decision::UseFromPath => 1,
            Decision::Install => 2,
            Decision::Replace => 3,
        })
        .unwrap_or(Decision::Install)
}

fn version_of(program: &Path) -> Option<String> {
    let text = process::read(Command::new(program).arg("--version")).ok()?;
    version_in(&text).map(String::from)
}

fn installation(project: &Project, tool: &Tool) -> Result<Command, Failure> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let mut words: Vec<String> = Vec::new();
    match &tool.source {
        Source::Cargo { words: extra } => {
            words.extend(["install", tool.package, "--force", "--version"].map(String::from));
            words.push(format!("={}", tool.version));
            words.extend([String::from("--root"), text(&project.cargo_tools())]);
            words.extend([String::from("--target-dir"), text(&install_target(project))]);
            words.extend(extra.iter().copied().map(String::from));
            // Run in the cache, so that the settings of this project do not apply to the tool.
            let mut command = process::command(project.cache(), "cargo", words);
            // A tool's own release profile may spend minutes on speed that is not needed here.
            command
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("CARGO_BUILD_TARGET");
            Ok(command)
        }
        Source::Npm => {
            ensure_npm(project)?;
            words.extend(["install", "--no-audit", "--no-fund", "--prefix"].map(String::from));
            words.push(text(&project.npm_tools()));
            words.push(format!("{}@{}", tool.package, tool.version));
            Ok(process::command(project.cache(), "npm", words))
        }
    }
}

/// Makes sure of npm, and with it of Node.
pub fn ensure_npm(project: &Project) -> Result<(), Failure> {
    if process::find_on_path(&["npm"]).is_some() {
        return Ok(());
    }
    crate::browsers::install_packages(project, &["nodejs", "npm"])
}

/// One build folder for all tools, so that they share their dependencies and an interrupted installation goes on.
fn install_target(project: &Project) -> std::path::PathBuf {
    project.cache().join("build")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(in_cache: Option<&str>, on_path: Option<&str>, expected: Decision) {
        assert_eq!(decide("1.2.3", in_cache, on_path), expected, "{in_cache:?} {on_path:?}");
    }

    #[test]
    fn right_version_in_cache_is_used_whatever_is_on_path() {
        check(Some("1.2.3"), None, Decision::UseCached);
        check(Some("1.2.3"), Some("9.9.9"), Decision::UseCached);
    }

    #[test]
    fn wrong_version_in_cache_is_replaced() {
        check(Some("1.2.2"), None, Decision::Replace);
        check(Some("1.2.2"), Some("1.2.3"), Decision::Replace);
        check(Some("1.2.3-beta"), None, Decision::Replace);
    }

    #[test]
    fn program_on_path_is_used_only_at_the_exact_version() {
        check(None, Some("1.2.3"), Decision::UseFromPath);
        check(None, Some("1.2.30"), Decision::Install);
        check(None, None, Decision::Install);
    }

    #[test]
    fn version_is_found_in_each_tools_own_words() {
        for (text, expected) in [
            ("trunk 0.21.14", Some("0.21.14")),
            ("wasm-bindgen 0.2.130", Some("0.2.130")),
            ("wasm-bindgen-test-runner 0.2.130 (abc)", Some("0.2.130")),
            ("wasm-opt version 132 (version_132)", Some("132")),
            ("geckodriver 0.37.1 (a3d508507022 2026-02-24 16:02 +0000)\n\nThe source code", Some("0.37.1")),
            ("v20.1.0", Some("20.1.0")),
            ("no number", None),
            ("", None),
        ] {
            assert_eq!(version_in(text), expected, "{text}");
        }
    }

    #[test]
    fn bindgen_tool_and_crate_have_one_version() {
        let manifest = include_str!("../../Cargo.toml");
        let pinned = format!("version = \"={}\"", WASM_BINDGEN.version);
        assert!(manifest.lines().any(|line| line.starts_with("wasm-bindgen ") && line.contains(&pinned)));
    }

    #[test]
    fn trunk_tool_and_settings_have_one_version() {
        let settings = include_str!("../../Trunk.toml");
        assert!(settings.contains(&format!("trunk-version = \"={}\"", TRUNK.version)));
    }
}
