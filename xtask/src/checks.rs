//! Every check, in one order, with one verdict: what `cargo xtask test` and `.ci/run` do.

use crate::{
    browsers::{self, Browsers},
    bundle,
    failure::Failure,
    fingerprint, process,
    project::Project,
    server, size, tools,
};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

const CLIPPY_DOMAIN: &[&str] =
    &["clippy", "--locked", "--no-default-features", "--all-targets", "--", "-D", "warnings"];
const CLIPPY_BROWSER: &[&str] = &[
    "clippy",
    "--locked",
    "--target",
    tools::WASM_TARGET,
    "--no-default-features",
    "--features",
    "browser-test",
    "--lib",
    "--bin",
    "app",
    "--bin",
    "planner_worker",
    "--test",
    "browser",
    "--",
    "-D",
    "warnings",
];
/// The worker is built without Yew, so its half must also stand without it.
const CLIPPY_WORKER: &[&str] = &[
    "clippy",
    "--locked",
    "--target",
    tools::WASM_TARGET,
    "--no-default-features",
    "--features",
    "worker",
    "--lib",
    "--bin",
    "planner_worker",
    "--",
    "-D",
    "warnings",
];
const CLIPPY_TOOLS: &[&str] = &[
    "clippy",
    "--locked",
    "--package",
    "xtask",
    "--package",
    "journeys",
    "--all-targets",
    "--",
    "-D",
    "warnings",
];
const TEST_DOMAIN: &[&str] = &["test", "--locked", "--no-default-features"];
const TEST_TOOLS: &[&str] = &["test", "--locked", "--package", "xtask"];
const TEST_BROWSER: &[&str] = &[
    "test",
    "--locked",
    "--target",
    tools::WASM_TARGET,
    "--no-default-features",
    "--features",
    "browser-test",
    "--test",
    "browser",
];
const DOCS_DOMAIN: &[&str] = &["doc", "--locked", "--no-deps", "--no-default-features", "--lib"];
const DOCS_BROWSER: &[&str] = &[
    "doc",
    "--locked",
    "--no-deps",
    "--target",
    tools::WASM_TARGET,
    "--no-default-features",
    "--features",
    "browser",
    "--lib",
];

/// How long one browser test program may take before its runner gives up, in seconds.
const BROWSER_TEST_SECONDS: &str = "300";

/// Runs all checks, or those of the domain alone. Goes on after a failure, so that one run shows all of them; fails
/// if one failed, and never leaves one out: a check that cannot run has failed.
pub fn run(project: &Project, is_quick: bool) -> Result<(), Failure> {
    let mut report = Report::default();
    let before = working_tree(project);
    if is_quick {
        report.step("install tools", || prepare_format_and_lints(project));
        check_domain(project, &mut report);
        return report.verdict();
    }
    let browsers = report.step("install tools", || {
        prepare_format_and_lints(project)?;
        tools::prepare(project, &[tools::TRUNK, tools::WASM_BINDGEN, tools::WASM_OPT, tools::GECKODRIVER])?;
        browsers::prepare(project)
    });
    report.step("format", || cargo(project, &["fmt", "--all", "--check"]));
    report.step("lints: domain", || cargo(project, CLIPPY_DOMAIN));
    report.step("lints: browser", || cargo(project, CLIPPY_BROWSER));
    report.step("lints: worker", || cargo(project, CLIPPY_WORKER));
    report.step("lints: developer commands and journeys", || cargo(project, CLIPPY_TOOLS));
    report.step("tests: domain", || cargo(project, TEST_DOMAIN));
    report.step("tests: developer commands", || cargo(project, TEST_TOOLS));
    let bundle = report.step("release bundle", || bundle::build(project));
    report
        .step("size budget", || needs(bundle.as_ref(), "release bundle").and_then(|()| size::check(project)));
    report.step("tests: browser", || test_browser(project, needs(browsers.as_ref(), "install tools")?));
    report.step("tests: journeys", || {
        needs(bundle.as_ref(), "release bundle")?;
        test_journeys(project, needs(browsers.as_ref(), "install tools")?)
    });
    report.step("documentation: domain", || documentation(project, DOCS_DOMAIN));
    report.step("documentation: browser", || documentation(project, DOCS_BROWSER));
    report.step("no uncommitted change", || {
        if working_tree(project)? == before? {
            return Ok(());
        }
        Err(Failure::new("The checks changed files that git knows, or left new ones.")
            .advise("See `git status`; commit what belongs to the change, ignore the rest."))
    });
    report.verdict()
}

/// One line of the summary.
#[derive(Debug)]
struct Outcome {
    name: &'static str,
    failure: Option<Failure>,
    duration: Duration,
}

/// What ran so far.
#[derive(Debug, Default)]
struct Report {
    outcomes: Vec<Outcome>,
}

impl Report {
    /// Runs one check, says how it ended, and gives its value to the checks that build on it.
    fn step<T>(&mut self, name: &'static str, check: impl FnOnce() -> Result<T, Failure>) -> Option<T> {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let result = check();
        let duration = start.elapsed();
        let (value, failure) = match result {
            Ok(value) => (Some(value), None),
            Err(failure) => {
                eprintln!("FAILED: {name}: {failure}");
                (None, Some(failure))
            }
        };
        self.outcomes.push(Outcome { name, failure, duration });
        value
    }

    /// Prints the summary; a failure names the checks that failed.
    fn verdict(&self) -> Result<(), Failure> {
        eprintln!("\n{}", self.summary());
        let failed: Vec<_> = self
            .outcomes
            .iter()
            .filter(|outcome| outcome.failure.is_some())
            .map(|outcome| outcome.name)
            .collect();
        if failed.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("These checks failed: {}.", failed.join(", "))))
    }

    fn summary(&self) -> String {
        let mut text = String::new();
        let mut failed = 0;
        for outcome in &self.outcomes {
            let word = if outcome.failure.is_some() { "failed" } else { "passed" };
            failed += usize::from(outcome.failure.is_some());
            text.push_str(&format!("{word}  {:>5} s  {}\n", outcome.duration.as_secs(), outcome.name));
        }
        text.push_str(&format!("Checks: {} passed, {failed} failed", self.outcomes.len() - failed));
        text
    }
}

fn check_domain(project: &Project, report: &mut Report) {
    report.step("format", || cargo(project, &["fmt", "--all", "--check"]));
    report.step("lints: domain", || cargo(project, CLIPPY_DOMAIN));
    report.step("tests: domain", || cargo(project, TEST_DOMAIN));
}

fn prepare_format_and_lints(project: &Project) -> Result<(), Failure> {
    tools::ensure_component(project, "rustfmt", &["fmt", "--version"])?;
    tools::ensure_component(project, "clippy", &["clippy", "--version"])
}

fn cargo(project: &Project, words: &[&str]) -> Result<(), Failure> {
    process::run(&mut project.command("cargo", words)?)
}

/// What an earlier check gave, or the failure that says which one is missing.
fn needs<'a, T>(value: Option<&'a T>, name: &str) -> Result<&'a T, Failure> {
    value.ok_or_else(|| Failure::new(format!("Could not run: it needs the check '{name}', which failed.")))
}

fn documentation(project: &Project, words: &[&str]) -> Result<(), Failure> {
    process::run(project.command("cargo", words)?.env("RUSTDOCFLAGS", "-D warnings"))
}

fn test_browser(project: &Project, browsers: &Browsers) -> Result<(), Failure> {
    let mut command = project.command("cargo", TEST_BROWSER)?;
    // The runner takes the first driver it knows of; only ChromeDriver is to be known.
    command
        .env("CHROMEDRIVER", &browsers.chromedriver)
        .env_remove("GECKODRIVER")
        .env_remove("SAFARIDRIVER")
        .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TEST_SECONDS);
    process::run(&mut command)
}

/// Serves the bundle and runs the journeys against it, on a screen of its own: WebKit's browser has no headless mode.
/// Settings of the developer's browsers stay out by an own configuration folder, which also says where WebKit puts
/// downloads.
fn test_journeys(project: &Project, browsers: &Browsers) -> Result<(), Failure> {
    let address = server::serve_in_background(&project.dist())?;
    // A bundle of its own for the journeys that take a part of the program away and put it back.
    let torn = project.scratch().join("torn");
    bundle::replace(&torn, &project.dist())?;
    let torn_address = server::serve_in_background(&torn)?;
    let configuration = project.scratch().join("configuration");
    let downloads = project.scratch().join("downloads");
    write_download_folder(&configuration, &downloads)?;
    let words = ["--auto-servernum", "--server-args=-screen 0 1440x1000x24", "cargo", "test", "--locked"];
    let mut command = project.command("xvfb-run", &words)?;
    command
        .args(["--package", "journeys"])
        .env("WAVEWRIGHT_URL", address)
        .env("WAVEWRIGHT_DIST", project.dist())
        .env("WAVEWRIGHT_TORN_URL", torn_address)
        .env("WAVEWRIGHT_TORN_DIST", torn)
        .env("WAVEWRIGHT_DOWNLOADS", downloads)
        .env("WAVEWRIGHT_CHROMEDRIVER", &browsers.chromedriver)
        .env("WAVEWRIGHT_GECKODRIVER", &browsers.geckodriver)
        .env("WAVEWRIGHT_WEBKITDRIVER", &browsers.webkit_driver)
        .env("WAVEWRIGHT_MINIBROWSER", &browsers.mini_browser)
        .env("XDG_CONFIG_HOME", configuration);
    process::run(&mut command)
}

/// Empties the folder for downloads and names it in the way that desktop programs read.
fn write_download_folder(configuration: &Path, downloads: &Path) -> Result<(), Failure> {
    if downloads.exists() {
        fs::remove_dir_all(downloads).map_err(|error| Failure::on_file("empty", downloads, &error))?;
    }
    for folder in [configuration, downloads] {
        fs::create_dir_all(folder).map_err(|error| Failure::on_file("create", folder, &error))?;
    }
    let file = configuration.join("user-dirs.dirs");
    let line = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
    fs::write(&file, line).map_err(|error| Failure::on_file("write", &file, &error))
}

/// The uncommitted changes of the working tree, new files included, as one text that differs when they do.
fn working_tree(project: &Project) -> Result<String, Failure> {
    let read = |words: &[&str]| process::read(&mut project.command("git", words)?);
    let status = read(&["status", "--porcelain", "--untracked-files=all"])?;
    let changes = read(&["diff", "HEAD"])?;
    Ok(format!("{status}{}", fingerprint::hex(changes.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_check_is_named_and_the_next_one_still_runs() {
        let mut report = Report::default();
        report.step("format", || Ok(()));
        let missing: Option<()> = report.step("release bundle", || Err(Failure::new("No disk.")));
        report.step("size budget", || needs(missing.as_ref(), "release bundle").copied());
        report.step("tests", || Ok(()));
        assert!(report.summary().ends_with("Checks: 2 passed, 2 failed"), "{}", report.summary());
        let failure = report.verdict().unwrap_err().to_string();
        assert_eq!(failure, "These checks failed: release bundle, size budget.");
    }

    #[test]
    fn all_passed_is_success() {
        let mut report = Report::default();
        report.step("format", || Ok(()));
        assert!(report.verdict().is_ok());
        assert!(report.summary().ends_with("Checks: 1 passed, 0 failed"));
    }

    #[test]
    fn continuous_integration_calls_the_test_command_and_nothing_else() {
        let script = include_str!("../../.ci/run");
        let commands: Vec<_> = script.lines().filter(|line| line.contains("cargo")).collect();
        assert_eq!(commands, ["exec cargo xtask test"]);
    }

    #[test]
    fn download_folder_starts_empty_and_is_named() {
        let folder = crate::test_folder::create("downloads");
        let (configuration, downloads) = (folder.join("configuration"), folder.join("downloads"));
        fs::create_dir_all(&downloads).unwrap();
        fs::write(downloads.join("old"), "").unwrap();
        write_download_folder(&configuration, &downloads).unwrap();
        let text = fs::read_to_string(configuration.join("user-dirs.dirs")).unwrap();
        let is_empty = fs::read_dir(&downloads).unwrap().next().is_none();
        fs::remove_dir_all(&folder).unwrap();
        assert!(is_empty);
        assert!(text.contains("/downloads\"\n"), "{text}");
    }
}
