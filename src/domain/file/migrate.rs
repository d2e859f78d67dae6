//! Older formats brought forward, one named step at a time.

use serde_json::Value;

use super::envelope::FORMAT_VERSION;
use super::error::LoadError;
use super::repair::Repair;

/// One step from a format to the next. A shipped step is never changed.
#[derive(Clone, Copy)]
pub struct Step {
    /// Format before the step.
    pub from: u32,
    /// What changed, such as `WaveGetsBudget`.
    pub name: &'static str,
    /// Changes the whole file, envelope included; keeps what it does not know. The error says what was met.
    pub apply: fn(Value) -> Result<Value, String>,
}

/// Every step in order: the first starts at format 1, the last ends at the format that is written.
pub const STEPS: &[Step] = &[];

/// Brings a file to the current format and lists the steps taken. A file of a newer format stays as it is.
pub fn migrate(file: Value, format_version: u32) -> Result<(Value, Vec<Repair>), LoadError> {
    migrate_by(STEPS, file, format_version, FORMAT_VERSION)
}

fn migrate_by(steps: &[Step], file: Value, from: u32, to: u32) -> Result<(Value, Vec<Repair>), LoadError> {
    let mut file = file;
    let mut taken = Vec::new();
    for step in steps.iter().filter(|step| (from..to).contains(&step.from)) {
        file = (step.apply)(file).map_err(|detail| LoadError::Migration {
            from: step.from,
            step: step.name.to_owned(),
            detail,
        })?;
        if let Some(members) = file.as_object_mut() {
            members.insert("format_version".to_owned(), (step.from + 1).into());
            members.insert("min_reader_version".to_owned(), (step.from + 1).into());
        }
        taken.push(Repair::Migrated { from: step.from, step: step.name });
    }
    Ok((file, taken))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SAMPLE: &[Step] = &[
        Step { from: 1, name: "NameBecomesTitle", apply: name_becomes_title },
        Step { from: 2, name: "TitleGetsMark", apply: title_gets_mark },
    ];

    fn name_becomes_title(mut file: Value) -> Result<Value, String> {
        let members = file.as_object_mut().ok_or("no record")?;
        let name = members.remove("name").ok_or("no name")?;
        members.insert("title".to_owned(), name);
        Ok(file)
    }

    fn title_gets_mark(mut file: Value) -> Result<Value, String> {
        let title = file.get_mut("title").ok_or("no title")?;
        *title = format!("{}!", title.as_str().ok_or("no text")?).into();
        Ok(file)
    }

    fn check(file: Value, from: u32, expected: Result<(Value, usize), &str>) {
        let result = migrate_by(SAMPLE, file, from, 3);
        let found = result.map(|(file, taken)| (file, taken.len())).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn the_shipped_steps_are_numbered_without_a_hole() {
        let from: Vec<u32> = STEPS.iter().map(|step| step.from).collect();
        assert_eq!(from, (1..FORMAT_VERSION).collect::<Vec<_>>());
    }

    #[test]
    fn steps_are_taken_in_order_from_where_the_file_stands() {
        let new = json!({"title": "a!", "x_mine": 1, "format_version": 3, "min_reader_version": 3});
        check(json!({"name": "a", "x_mine": 1, "format_version": 1}), 1, Ok((new.clone(), 2)));
        check(json!({"title": "a", "x_mine": 1, "format_version": 2}), 2, Ok((new.clone(), 1)));
        check(new.clone(), 3, Ok((new, 0)));
    }

    #[test]
    fn a_newer_file_is_left_alone() {
        check(json!({"format_version": 9}), 9, Ok((json!({"format_version": 9}), 0)));
    }

    #[test]
    fn a_step_that_fails_is_named() {
        check(
            json!({}),
            1,
            Err(
                "This file could not be brought from format 1 to the next (NameBecomesTitle): no name.\nOpen it with \
                 the Wavewright that wrote it, or report the file as faulty. It stays as it is.",
            ),
        );
    }
}
