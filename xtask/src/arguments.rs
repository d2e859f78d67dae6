//! Reads the command line into a task.

use crate::{bench, failure::Failure};

/// Shown on `help` and after a command line that was not understood.
pub const USAGE: &str = "\
usage: cargo xtask <command>

  start  [--port N] [--no-build]   build the release bundle and serve it at http://127.0.0.1:8080
  serve  [--port N] [--dir DIR]    serve a folder as it is (default: dist)
  test   [--quick]                 every check; --quick: format, lints and tests of the domain alone
  bundle                           write dist/ for any static host, with the single-file edition
  size                             print the compressed sizes and fail above the budget
  bench  [options]                 compare the planner with other engines and write docs/benchmarks.md (an hour)
      --quick                      a few instances, 2 s each, five minutes; the report goes beside the build
      --minutes M  --seconds S     time of the whole run, and of every engine for one instance (60, 10)
      --first-seed K  --seeds N    seeds of generated instances (501, 20)
      --families A,B  --sizes N,M  --engines A,B  --sections A,B
                                   leave all others out
      --reuse-peers                take what peers answered on this machine before
      --report-only                write the report of the last run again
      --output FILE                another place for the report

Tools go to $WAVEWRIGHT_CACHE, else $XDG_CACHE_HOME/wavewright, else ~/.cache/wavewright.";

/// The port of `start` and `serve` where none is named.
const DEFAULT_PORT: u16 = 8080;

/// What the developer asked for.
#[derive(Debug, PartialEq)]
pub enum Task {
    /// Show the usage.
    Help,
    /// Build, unless told not to, and serve.
    Start {
        /// Port on the loopback address.
        port: u16,
        /// False with `--no-build`.
        builds: bool,
    },
    /// Serve a folder.
    Serve {
        /// Port on the loopback address.
        port: u16,
        /// The folder, relative to the project.
        dir: String,
    },
    /// Run the checks.
    Test {
        /// True for the domain alone.
        is_quick: bool,
    },
    /// Write `dist/`.
    Bundle,
    /// Check the size budget.
    Size,
    /// Compare the planner with other engines.
    Bench(bench::Settings),
}

/// Reads the words after `cargo xtask`. Fails on an unknown word, never guesses.
pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Task, Failure> {
    let mut words = words.into_iter();
    let mut task = match words.next().as_deref() {
        None | Some("help" | "--help" | "-h") => Task::Help,
        Some("start") => Task::Start { port: DEFAULT_PORT, builds: true },
        Some("serve") => Task::Serve { port: DEFAULT_PORT, dir: String::from("dist") },
        Some("test") => Task::Test { is_quick: false },
        Some("bundle") => Task::Bundle,
        Some("size") => Task::Size,
        Some("bench") => return bench::Settings::parse(words).map(Task::Bench),
        Some(other) => return Err(Failure::new(format!("There is no command '{other}'."))),
    };
    while let Some(word) = words.next() {
        match (&mut task, word.as_str()) {
            (Task::Start { port, .. } | Task::Serve { port, .. }, "--port") => {
                *port = parse_port(words.next())?;
            }
            (Task::Start { builds, .. }, "--no-build") => *builds = false,
            (Task::Serve { dir, .. }, "--dir") => {
                *dir = words.next().ok_or_else(|| Failure::new("--dir needs a folder."))?;
            }
            (Task::Test { is_quick }, "--quick") => *is_quick = true,
            _ => return Err(Failure::new(format!("'{word}' is not understood here."))),
        }
    }
    Ok(task)
}

fn parse_port(word: Option<String>) -> Result<u16, Failure> {
    let word = word.ok_or_else(|| Failure::new("--port needs a number."))?;
    word.parse().map_err(|_| Failure::new(format!("'{word}' is not a port.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<Task>) {
        assert_eq!(parse(line.split_whitespace().map(String::from)).ok(), expected, "{line}");
    }

    #[test]
    fn start_serves_at_8080_unless_told_otherwise() {
        check("start", Some(Task::Start { port: 8080, builds: true }));
        check("start --port 9000 --no-build", Some(Task::Start { port: 9000, builds: false }));
    }

    #[test]
    fn serve_takes_port_and_folder() {
        check("serve", Some(Task::Serve { port: 8080, dir: "dist".into() }));
        check("serve --dir out --port 1", Some(Task::Serve { port: 1, dir: "out".into() }));
    }

    #[test]
    fn no_check_can_be_skipped_by_an_option() {
        check("test", Some(Task::Test { is_quick: false }));
        check("test --quick", Some(Task::Test { is_quick: true }));
        check("test --skip-journeys", None);
    }

    #[test]
    fn unknown_words_are_refused() {
        check("tset", None);
        check("size --quick", None);
        check("start --port", None);
        check("start --port many", None);
        check("serve --dir", None);
    }
}
