//! Where things lie: the project, its build folder, and the cache of tools that all clones share.

use crate::{failure::Failure, process};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

/// The places that the commands read and write.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
    cache: PathBuf,
}

impl Project {
    /// Finds the project that this program was built from, and the cache by the environment.
    pub fn find() -> Result<Self, Failure> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.parent().unwrap_or(package).to_path_buf();
        let cache = cache_folder(|name| env::var_os(name)).ok_or_else(|| {
            Failure::new("There is no home folder for tools.").advise("Set WAVEWRIGHT_CACHE.")
        })?;
        let target = target_folder(&root)?;
        Ok(Self { root, target, cache })
    }

    /// The folder of `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The bundle.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Cargo's build folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Working files of these commands; may be deleted at any time.
    pub fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Installed tools, shared by all clones.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// Where `cargo install` puts programs.
    pub fn cargo_tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// Where npm puts packages.
    pub fn npm_tools(&self) -> PathBuf {
        self.cache.join("npm")
    }

    /// The folders that hold installed programs.
    pub fn program_folders(&self) -> Vec<PathBuf> {
        vec![self.cargo_tools().join("bin"), self.npm_tools().join("node_modules").join(".bin")]
    }

    /// A command in the project's root that sees the installed tools before all others.
    pub fn command(&self, program: &str, words: &[&str]) -> Result<Command, Failure> {
        let mut command = process::command(&self.root, program, words);
        command.env("PATH", process::path_starting_with(&self.program_folders())?);
        Ok(command)
    }
}

/// `$WAVEWRIGHT_CACHE`, else `$XDG_CACHE_HOME/wavewright`, else `~/.cache/wavewright`. Empty variables count as unset.
fn cache_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    folder("WAVEWRIGHT_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("wavewright")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache").join("wavewright")))
        .or_else(|| folder("LOCALAPPDATA").map(|local| local.join("wavewright")))
}

/// Cargo says it, because a variable or a user's settings may move it.
fn target_folder(root: &Path) -> Result<PathBuf, Failure> {
    let words = ["metadata", "--format-version=1", "--no-deps", "--offline"];
    let text = process::read(&mut process::command(root, "cargo", words))?;
    serde_json::from_str::<serde_json::Value>(&text)
        .ok()
        .and_then(|metadata| metadata.get("target_directory")?.as_str().map(PathBuf::from))
        .ok_or_else(|| Failure::new("`cargo metadata` names no target folder."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(variables: &[(&str, &str)], expected: Option<&str>) {
        let find = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        };
        assert_eq!(cache_folder(find), expected.map(PathBuf::from), "{variables:?}");
    }

    #[test]
    fn own_variable_wins_over_the_general_cache_and_home() {
        let all = [("WAVEWRIGHT_CACHE", "/w"), ("XDG_CACHE_HOME", "/x"), ("HOME", "/h")];
        check(&all, Some("/w"));
        check(&all[1..], Some("/x/wavewright"));
        check(&all[2..], Some("/h/.cache/wavewright"));
        check(&[], None);
    }

    #[test]
    fn empty_variable_counts_as_unset() {
        check(&[("WAVEWRIGHT_CACHE", ""), ("HOME", "/h")], Some("/h/.cache/wavewright"));
    }
}
