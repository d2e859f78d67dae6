//! The plan file: envelope, versions, loading, saving.
