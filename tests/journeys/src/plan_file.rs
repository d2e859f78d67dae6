//! Downloaded plan files, read back from disk.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::failure::{Failure, Step};

/// End of a plan file's name.
const ENDING: &str = ".pmoplan.json";
/// Ends of the names of all files that the product writes here.
const ENDINGS: [&str; 3] = [ENDING, ".pmoquestions.json", ".pmoanswers.json"];
/// How long a browser may take to write a file.
const PATIENCE: Duration = Duration::from_secs(20);

/// A plan file on disk.
#[derive(Clone, Debug)]
pub struct PlanFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its content.
    pub content: Value,
}

impl PlanFile {
    /// Waits for the plan file in a folder and reads it.
    pub fn await_in(folder: &Path) -> Step<Self> {
        Self::await_kind(folder, ENDING)
    }

    /// Waits for a file whose name ends so, and reads it.
    pub fn await_kind(folder: &Path, ending: &str) -> Step<Self> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let whole = files(folder, &[ending]).into_iter().find_map(|path| {
                // A file that is still being written is no whole JSON.
                let content = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
                Some(Self { path, content })
            });
            if let Some(file) = whole {
                return Ok(file);
            }
            if Instant::now() > deadline {
                return Err(Failure::new(format!("No file {ending} came into {}.", folder.display())));
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Name of the file's format.
    pub fn format(&self) -> &str {
        self.content.get("format").and_then(Value::as_str).unwrap_or_default()
    }

    /// Ids of the entries in each wave, in the order of work.
    pub fn placement(&self) -> Vec<Vec<String>> {
        let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let entry = |item: &Value| item.get("entry")?.as_str().map(str::to_owned);
        let waves = list(self.content.pointer("/document/waves"));
        waves.iter().map(|wave| list(wave.get("items")).iter().filter_map(entry).collect()).collect()
    }
}

/// Makes sure of a folder without files of the product.
pub fn empty_folder(folder: &Path) -> Step<()> {
    let told = |error| Failure::new(format!("{} cannot be emptied: {error}.", folder.display()));
    fs::create_dir_all(folder).map_err(told)?;
    files(folder, &ENDINGS).iter().try_for_each(fs::remove_file).map_err(told)
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |path: &PathBuf| endings.iter().any(|ending| path.to_string_lossy().ends_with(ending));
    entries.map(|entry| entry.path()).filter(is_ours).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(content: Value, expected: &[&[&str]]) {
        let file = PlanFile { path: PathBuf::new(), content };
        assert_eq!(file.placement(), expected);
    }

    #[test]
    fn placement_is_read_wave_by_wave() {
        check(
            json!({"document": {"waves": [{"items": [{"entry": "a"}, {"entry": "b"}]}, {"items": []}]}}),
            &[&["a", "b"], &[]],
        );
        check(json!({}), &[]);
    }
}
