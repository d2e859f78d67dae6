//! Runs a program that may not end by itself: its output goes into files, so that no pipe can fill, and it is ended
//! after a limit.

use crate::failure::Failure;
use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How often the program is looked at. It disturbs the program little, and nothing is timed by it.
const PAUSE: Duration = Duration::from_millis(5);

/// How a program ended.
#[derive(Debug)]
pub enum Ended {
    /// By itself, well or not.
    ByItself {
        /// Standard output.
        output: String,
        /// Standard error.
        errors: String,
    },
    /// At the limit.
    Killed,
}

/// Runs a program to its end or to the limit.
pub fn run(command: &mut Command, scratch: &Path, limit: Duration) -> Result<Ended, Failure> {
    let (output, errors) = (scratch.join("output.txt"), scratch.join("errors.txt"));
    let create = |path: &Path| File::create(path).map_err(|error| Failure::on_file("write", path, &error));
    let program = command.get_program().to_string_lossy().into_owned();
    let fail = |error: std::io::Error| Failure::new(format!("`{program}` could not be run: {error}."));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(create(&output)?)
        .stderr(create(&errors)?)
        .spawn()
        .map_err(fail)?;
    let start = Instant::now();
    while child.try_wait().map_err(fail)?.is_none() {
        if start.elapsed() > limit {
            child.kill().and_then(|()| child.wait()).map_err(fail)?;
            return Ok(Ended::Killed);
        }
        thread::sleep(PAUSE);
    }
    let read = |path: &Path| {
        fs::read(path)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .map_err(|error| Failure::on_file("read", path, &error))
    };
    Ok(Ended::ByItself { output: read(&output)?, errors: read(&errors)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_read_and_a_program_beyond_its_limit_is_ended() {
        let folder = crate::test_folder::create("watched");
        let mut talks = Command::new("sh");
        talks.args(["-c", "echo out; echo err >&2; exit 3"]);
        let ended = run(&mut talks, &folder, Duration::from_secs(60)).unwrap();
        assert!(
            matches!(ended, Ended::ByItself { output, errors } if output == "out\n" && errors == "err\n")
        );
        let mut sleeps = Command::new("sleep");
        let ended = run(sleeps.arg("600"), &folder, Duration::from_millis(30)).unwrap();
        assert!(matches!(ended, Ended::Killed));
        fs::remove_dir_all(&folder).unwrap();
    }
}
