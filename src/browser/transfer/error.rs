//! Why a file was not read or written.

use thiserror::Error;

/// Why a file was not read or written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TransferError {
    /// The file is larger than a plan can be.
    #[error("'{name}' is too large: {megabytes} MB; at most 20 MB are read.\nMaybe it is another file?")]
    TooLarge {
        /// Name of the file.
        name: String,
        /// Its size, rounded up.
        megabytes: u64,
    },
    /// The browser could not read the file: it is gone, locked, or a folder.
    #[error("'{name}' could not be read.\nMaybe it was moved, or is open in another program?")]
    NotRead {
        /// Name of the file.
        name: String,
    },
    /// The browser could not write a file.
    #[error("'{name}' could not be written.\nTry again, or choose another folder.")]
    NotWritten {
        /// Name of the file.
        name: String,
    },
}
