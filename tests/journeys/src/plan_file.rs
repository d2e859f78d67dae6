//! Downloaded plan files, read back from disk.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::failure::{Failure, Step};

/// End of a plan file's name.
const ENDING: &str = ".pmoplan.json";
/// Ends of the names of all files that the product writes here.
const ENDINGS: [&str; 5] = [ENDING, ".pmoquestions.json", ".pmoanswers.json", ".pmocatalogue.json", ".zip"];
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

    /// The same plan beside it with another name, id and content.
    pub fn changed(&self, name: &str, id: u64, change: impl FnOnce(&mut Value)) -> Step<Self> {
        let mut content = self.content.clone();
        change(&mut content);
        put(&mut content, "/document/plan/id", json!(id));
        let path = self.path.with_file_name(format!("{name}.pmoplan.json"));
        let text = serde_json::to_vec(&content).map_err(|error| Failure::new(error.to_string()))?;
        fs::write(&path, text)
            .map_err(|error| Failure::new(format!("Could not write {}: {error}.", path.display())))?;
        Ok(Self { path, content })
    }

    /// The same plan beside it with another name, with so many own entries in so many waves instead of its own.
    pub fn with_cards(&self, cards: usize, waves: usize) -> Step<Self> {
        let first = self.content.pointer("/document/waves/0").cloned();
        let first = first.ok_or_else(|| Failure::new("The plan file has no waves.".to_owned()))?;
        let id = |card: usize| format!("own-{card}");
        let wave = |index: usize| {
            let mut wave = first.clone();
            let items = (0..cards).filter(|card| card % waves == index);
            put(&mut wave, "/id", json!(index + 1));
            put(&mut wave, "/items", items.map(|card| json!({ "entry": id(card) })).collect());
            wave
        };
        let own = |card: usize| {
            let impact = json!({ "E": card % 3, "F": card % 4, "P": card % 5, "T": card % 2, "O": 1 });
            // Chains of five, so that orders are checked as well.
            let needs = if card.is_multiple_of(5) { json!([]) } else { json!([id(card - 1)]) };
            json!({ "id": id(card), "name": format!("Entry {card}"), "short_name": format!("Entry {card}"),
                "build_days": { "S": 1, "M": 1, "L": 1 }, "impact": impact, "hard_prerequisites": needs })
        };
        let choices = (0..cards).map(|card| (id(card), json!({ "state": "chosen" })));
        self.changed(&format!("large-{cards}"), 1_000_000 + cards as u64, |content| {
            put(content, "/document/waves", (0..waves).map(wave).collect());
            put(content, "/document/planning/own_entries", (0..cards).map(own).collect());
            put(content, "/document/planning/wishes", json!([]));
            put(content, "/document/planning/choices", Value::Object(choices.collect()));
        })
    }

    /// Ids of the entries in each wave, in the order of work.
    pub fn placement(&self) -> Vec<Vec<String>> {
        let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let entry = |item: &Value| item.get("entry")?.as_str().map(str::to_owned);
        let waves = list(self.content.pointer("/document/waves"));
        waves.iter().map(|wave| list(wave.get("items")).iter().filter_map(entry).collect()).collect()
    }
}

/// Waits for an archive in a folder that says of itself that it holds so many files.
pub fn await_archive(folder: &Path, count: u16) -> Step<()> {
    let deadline = Instant::now() + PATIENCE;
    let holds = |path: &PathBuf| fs::read(path).is_ok_and(|bytes| files_in_archive(&bytes) == Some(count));
    while !files(folder, &[".zip"]).iter().any(holds) {
        if Instant::now() > deadline {
            return Err(Failure::new(format!("No archive of {count} files came into {}.", folder.display())));
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// How many files a ZIP archive without a remark counts in its last 22 bytes.
fn files_in_archive(bytes: &[u8]) -> Option<u16> {
    let end = bytes.last_chunk::<22>()?;
    let is_end = end.starts_with(b"PK\x05\x06");
    is_end.then(|| u16::from_le_bytes([end[10], end[11]]))
}

/// Gives a place in a JSON value, made where its parent has it not, another content.
pub fn put(value: &mut Value, pointer: &str, content: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or(("", pointer));
    if let Some(Value::Object(members)) = value.pointer_mut(parent) {
        members.insert(name.to_owned(), content);
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
