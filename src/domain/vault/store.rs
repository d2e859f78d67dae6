//! What the vault needs of a place that keeps texts, and how such a place can fail.

use thiserror::Error;

/// A place that keeps texts under keys, such as the local storage of a browser.
///
/// Methods take `&self`, as a browser's storage is shared with other tabs anyway.
pub trait Store {
    /// The text under a key, or nothing.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Puts a text under a key, in place of what was there.
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Takes a key away; a key that is not there is no error.
    fn remove(&self, key: &str) -> Result<(), StoreError>;

    /// All keys, those of other programs included: they share the room.
    fn keys(&self) -> Result<Vec<String>, StoreError>;

    /// The length of a text in UTF-16 units, the measure in which browsers limit their storage.
    fn length(&self, key: &str) -> Result<Option<usize>, StoreError> {
        Ok(self.get(key)?.map(|text| utf16_length(&text)))
    }
}

impl<S: Store + ?Sized> Store for &S {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        (**self).get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        (**self).set(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        (**self).remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        (**self).keys()
    }

    fn length(&self, key: &str) -> Result<Option<usize>, StoreError> {
        (**self).length(key)
    }
}

/// Why the store did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// No room for the text.
    #[error("This browser is out of space.\nDownload the plan now; then archive or delete an old one.")]
    Full,
    /// The browser or its policy bars access.
    #[error(
        "This browser does not let pages keep anything.\nAllow site storage for this page, or keep your plan as a file."
    )]
    Denied,
    /// There is no store at all.
    #[error("There is no browser storage here.\nKeep your plan as a file.")]
    Unavailable,
    /// Anything else, in the words of the browser.
    #[error("This browser could not save: {0}.\nDownload the plan now.")]
    Other(String),
}

impl StoreError {
    /// The meaning of an exception that a browser's storage threw, from its name and its legacy code (0 without one).
    ///
    /// A full storage has had three shapes: `QuotaExceededError`, the same with code 22 under the older name, and
    /// Firefox's own with code 1014.
    pub fn from_exception(name: &str, code: u16, message: &str) -> Self {
        match (name, code) {
            ("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" | "QUOTA_EXCEEDED_ERR", _)
            | (_, 22 | 1014) => Self::Full,
            ("SecurityError" | "NotAllowedError" | "InvalidAccessError", _) | (_, 18) => Self::Denied,
            _ if message.is_empty() => Self::Other(name.to_owned()),
            _ => Self::Other(message.to_owned()),
        }
    }
}

/// The length of a text in UTF-16 units.
pub fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, code: u16, expected: StoreError) {
        assert_eq!(StoreError::from_exception(name, code, "words"), expected, "{name} {code}");
    }

    #[test]
    fn every_shape_of_a_full_storage_is_known() {
        check("QuotaExceededError", 22, StoreError::Full);
        check("QuotaExceededError", 0, StoreError::Full);
        check("NS_ERROR_DOM_QUOTA_REACHED", 1014, StoreError::Full);
        check("QUOTA_EXCEEDED_ERR", 22, StoreError::Full);
        check("Error", 22, StoreError::Full);
    }

    #[test]
    fn barred_storage_is_told_from_a_full_one() {
        check("SecurityError", 18, StoreError::Denied);
        check("SecurityError", 0, StoreError::Denied);
        check("UnknownError", 0, StoreError::Other("words".to_owned()));
    }

    #[test]
    fn length_counts_as_browsers_do() {
        assert_eq!(utf16_length("aé😀"), 4);
    }
}
