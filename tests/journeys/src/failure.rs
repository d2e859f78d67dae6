//! Why a journey ended early, as one sentence.

use std::fmt;

use thirtyfour::error::WebDriverError;

/// What a step of a journey gives.
pub type Step<T> = Result<T, Failure>;

/// A step that did not go as the product promises, or could not be tried.
pub struct Failure(String);

impl Failure {
    /// A failure told in one sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// The same failure with the step during which it happened.
    pub fn during(self, step: &str) -> Self {
        Self(format!("{step}: {}", self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// A test that ends with an error shows it in this form.
impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl From<WebDriverError> for Failure {
    fn from(error: WebDriverError) -> Self {
        Self(error.to_string())
    }
}

/// Fails with a sentence unless something is true.
pub fn ensure(is_true: bool, sentence: impl FnOnce() -> String) -> Step<()> {
    if is_true { Ok(()) } else { Err(Failure(sentence())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_names_its_step() {
        let failure = ensure(false, || "No such card.".to_owned()).unwrap_err().during("moving");
        assert_eq!(format!("{failure:?}"), "moving: No such card.");
    }
}
