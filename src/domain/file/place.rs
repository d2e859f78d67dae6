//! The way from the top of a file to a value, written only where a message needs it.

use std::fmt;

/// One step down.
#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

/// Where a walk through a value stands.
#[derive(Default)]
pub struct Place<'a>(Vec<Step<'a>>);

impl<'a> Place<'a> {
    /// Walks into a member of a record.
    pub fn enter_member(&mut self, key: &'a str) {
        self.0.push(Step::Member(key));
    }

    /// Walks into an item of a list.
    pub fn enter_item(&mut self, index: usize) {
        self.0.push(Step::Item(index));
    }

    /// Walks back up by one.
    pub fn leave(&mut self) {
        self.0.pop();
    }

    /// True where the walk stands exactly here; `members` are names from the top, `[]` is any item of a list.
    pub fn is(&self, members: &[&str]) -> bool {
        self.0.len() == members.len()
            && self.0.iter().zip(members).all(|(step, name)| match step {
                Step::Member(key) => key == name,
                Step::Item(_) => *name == "[]",
            })
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The document is what a file is about: its name at the front would only be noise.
        let steps = match self.0.as_slice() {
            [] => return formatter.write_str("The file"),
            [Step::Member("document"), steps @ ..] if !steps.is_empty() => steps,
            steps => steps,
        };
        for (depth, step) in steps.iter().enumerate() {
            match step {
                Step::Member(key) if depth == 0 => formatter.write_str(key)?,
                Step::Member(key) => write!(formatter, ".{key}")?,
                Step::Item(index) => write!(formatter, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_like_a_path() {
        let mut place = Place::default();
        assert_eq!(place.to_string(), "The file");
        place.enter_member("waves");
        assert!(place.is(&["waves"]) && !place.is(&[]) && !place.is(&["waves", "items"]));
        place.enter_item(2);
        place.enter_member("name");
        assert_eq!(place.to_string(), "waves[2].name");
        place.leave();
        assert_eq!(place.to_string(), "waves[2]");
        let mut place = Place::default();
        place.enter_member("document");
        assert_eq!(place.to_string(), "document");
        place.enter_member("waves");
        assert_eq!(place.to_string(), "waves");
    }
}
