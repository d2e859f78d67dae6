//! The place of a field in the saved document, as text: `foundation.objectives[4503].measure`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::domain::model::ids::EntryId;

/// One step from a part of the document to a part of that part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathStep {
    /// A field by its name in the file, or the key of a map: `mission`, `pmo-charter`.
    Key(String),
    /// A row of a list by its `id`, or by its `entry` where rows carry an entry: `[4503]`, `[pmo-charter]`.
    Row(String),
    /// A value of a plain list by its place from 0: `[#2]`.
    Index(usize),
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// Nothing at all.
    #[error("an empty text names no field")]
    Empty,
    /// Two dots in a row, a dot at an end, or empty brackets.
    #[error("'{0}' names no field: a name between two signs is missing")]
    NameMissing(String),
    /// A bracket without its partner, or text right behind a closing bracket.
    #[error("'{0}' names no field: its brackets do not match")]
    Brackets(String),
    /// A place in a list that is no whole number.
    #[error("'{0}' names no field: after '[#' stands the place in the list, such as [#2]")]
    Place(String),
}

/// The place of a field, a row or a list in the saved document. It always starts with a part of the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath {
    section: String,
    steps: Vec<PathStep>,
}

impl FieldPath {
    /// A whole part of the plan, such as `foundation`.
    pub fn section(name: &str) -> Self {
        Self { section: name.to_owned(), steps: Vec::new() }
    }

    /// The field of that name, or the key of a map, inside this place.
    pub fn key(mut self, name: &str) -> Self {
        self.steps.push(PathStep::Key(name.to_owned()));
        self
    }

    /// The row with that id inside this list.
    pub fn row(mut self, id: u64) -> Self {
        self.steps.push(PathStep::Row(id.to_string()));
        self
    }

    /// The row that carries this entry inside this list.
    pub fn entry(mut self, entry: &EntryId) -> Self {
        self.steps.push(PathStep::Row(entry.to_string()));
        self
    }

    /// The value at a place from 0 of this plain list.
    pub fn index(mut self, index: usize) -> Self {
        self.steps.push(PathStep::Index(index));
        self
    }

    /// The part of the plan in which the place lies.
    pub fn section_name(&self) -> &str {
        &self.section
    }

    /// The steps inside that part.
    pub fn steps(&self) -> &[PathStep] {
        &self.steps
    }

    /// The place around this one, and the last step from there; none for a whole part of the plan.
    pub fn split_last(&self) -> Option<(Self, &PathStep)> {
        let (last, before) = self.steps.split_last()?;
        Some((Self { section: self.section.clone(), steps: before.to_vec() }, last))
    }

    /// Field names only, without rows: `foundation.objectives.measure`. Keys of maps stay in; the forms'
    /// registry knows which keys those are.
    pub fn names(&self) -> String {
        let mut names = self.section.clone();
        for step in &self.steps {
            if let PathStep::Key(name) = step {
                names.push('.');
                names.push_str(name);
            }
        }
        names
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.section)?;
        for step in &self.steps {
            match step {
                PathStep::Key(name) => write!(formatter, ".{name}")?,
                PathStep::Row(id) => write!(formatter, "[{id}]")?,
                PathStep::Index(index) => write!(formatter, "[#{index}]")?,
            }
        }
        Ok(())
    }
}

impl FromStr for FieldPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        if text.is_empty() {
            return Err(PathError::Empty);
        }
        let (section, mut rest) = split_name(text);
        check_name(section, text)?;
        let mut path = Self::section(section);
        while !rest.is_empty() {
            let step;
            (step, rest) = parse_step(rest, text)?;
            path.steps.push(step);
        }
        Ok(path)
    }
}

impl TryFrom<&str> for FieldPath {
    type Error = PathError;

    fn try_from(text: &str) -> Result<Self, PathError> {
        text.parse()
    }
}

/// Reads the step with which the rest begins; `text` is the whole, for the error.
fn parse_step<'a>(rest: &'a str, text: &str) -> Result<(PathStep, &'a str), PathError> {
    let brackets = || PathError::Brackets(text.to_owned());
    if let Some(behind_dot) = rest.strip_prefix('.') {
        let (name, rest) = split_name(behind_dot);
        check_name(name, text)?;
        return Ok((PathStep::Key(name.to_owned()), rest));
    }
    let inside = rest.strip_prefix('[').ok_or_else(brackets)?;
    let (inside, rest) = inside.split_once(']').ok_or_else(brackets)?;
    if let Some(place) = inside.strip_prefix('#') {
        let index = place.parse().map_err(|_| PathError::Place(text.to_owned()))?;
        return Ok((PathStep::Index(index), rest));
    }
    check_name(inside, text)?;
    Ok((PathStep::Row(inside.to_owned()), rest))
}

fn split_name(text: &str) -> (&str, &str) {
    text.split_at(text.find(['.', '[']).unwrap_or(text.len()))
}

fn check_name(name: &str, text: &str) -> Result<(), PathError> {
    if name.is_empty() {
        return Err(PathError::NameMissing(text.to_owned()));
    }
    if name.contains(['[', ']']) {
        return Err(PathError::Brackets(text.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: FieldPath) {
        assert_eq!(text.parse(), Ok(expected.clone()));
        assert_eq!(expected.to_string(), text);
    }

    #[test]
    fn paths_are_read_and_written_in_one_form() {
        let section = FieldPath::section;
        check("foundation", section("foundation"));
        check("foundation.mission", section("foundation").key("mission"));
        check(
            "foundation.objectives[4503].measure",
            section("foundation").key("objectives").row(4503).key("measure"),
        );
        check("waves[12].items[pmo-charter].run_owner", {
            section("waves").row(12).key("items").entry(&EntryId::from("pmo-charter")).key("run_owner")
        });
        check(
            "planning.choices.pmo-charter.build_days",
            section("planning").key("choices").key("pmo-charter").key("build_days"),
        );
        check("foundation.steering_group[#2]", section("foundation").key("steering_group").index(2));
    }

    #[test]
    fn a_text_that_is_no_path_says_what_is_wrong() {
        for (text, error) in [
            ("", PathError::Empty),
            (".mission", PathError::NameMissing(".mission".to_owned())),
            ("a..b", PathError::NameMissing("a..b".to_owned())),
            ("a.", PathError::NameMissing("a.".to_owned())),
            ("a[]", PathError::NameMissing("a[]".to_owned())),
            ("a[1", PathError::Brackets("a[1".to_owned())),
            ("a]1", PathError::Brackets("a]1".to_owned())),
            ("a[1]b", PathError::Brackets("a[1]b".to_owned())),
            ("a[#x]", PathError::Place("a[#x]".to_owned())),
            ("a[#-1]", PathError::Place("a[#-1]".to_owned())),
        ] {
            assert_eq!(text.parse::<FieldPath>(), Err(error), "{text}");
        }
    }

    #[test]
    fn names_leave_rows_out() {
        let path: FieldPath = "waves[12].items[pmo-charter].run_owner".parse().unwrap();
        assert_eq!(path.names(), "waves.items.run_owner");
    }
}
