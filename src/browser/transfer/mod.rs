//! Files: open and save.
