//! The built-in example plans.
