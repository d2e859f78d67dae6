//! The one error of the developer commands: what went wrong, and advice where there is some.

use std::path::Path;

/// A step that did not work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}{}", advice.as_ref().map(|text| format!("\n{text}")).unwrap_or_default())]
pub struct Failure {
    what: String,
    advice: Option<String>,
}

impl Failure {
    /// A failure that says what went wrong, in a whole sentence.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), advice: None }
    }

    /// Adds what the developer can do about it.
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// The failure of a file operation: `verb` is what was tried, as in "read".
    pub fn on_file(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("Could not {verb} {}: {error}.", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_stands_on_its_own_line() {
        let failure = Failure::new("Port 8080 is taken.").advise("Maybe use --port 8081.");
        assert_eq!(failure.to_string(), "Port 8080 is taken.\nMaybe use --port 8081.");
    }
}
