//! Runs other programs: shown to the developer, or read.

use crate::failure::Failure;
use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A command in a folder. The line is shown before it runs, so that a developer can repeat it by hand.
pub fn command<S: AsRef<OsStr>>(
    folder: &Path,
    program: impl AsRef<OsStr>,
    words: impl IntoIterator<Item = S>,
) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(words);
    command
}

/// Runs to the end with its output shown; fails when the program does.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let line = line_of(command);
    eprintln!("$ {line}");
    let status = command.status().map_err(|error| not_started(&line, &error))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{line}` ended with {status}."))) }
}

/// Runs to the end and gives standard output; fails when the program does, with the end of its error text.
pub fn read(command: &mut Command) -> Result<String, Failure> {
    let line = line_of(command);
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(&line, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!("`{line}` ended with {}.", output.status)).advise(errors.trim()))
}

/// The first program on PATH with one of these names.
pub fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .find(|candidate| candidate.is_file())
    })
}

/// PATH with these folders before all others.
pub fn path_starting_with(folders: &[PathBuf]) -> Result<OsString, Failure> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&rest)))
        .map_err(|error| Failure::new(format!("PATH cannot be extended: {error}.")))
}

fn line_of(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_started(line: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{line}` could not be started: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failing_program_is_named_with_its_arguments() {
        let failure = run(&mut command(Path::new("."), "false", ["one", "two"])).unwrap_err();
        assert!(failure.to_string().starts_with("`false one two` ended with"), "{failure}");
    }

    #[test]
    fn missing_program_is_a_failure_not_a_panic() {
        let failure = read(&mut command(Path::new("."), "no-such-program-here", [""; 0])).unwrap_err();
        assert!(failure.to_string().contains("could not be started"), "{failure}");
    }

    #[test]
    fn own_folders_come_first_on_path() {
        let path = path_starting_with(&[PathBuf::from("/tools")]).unwrap();
        assert_eq!(env::split_paths(&path).next(), Some(PathBuf::from("/tools")));
    }
}
