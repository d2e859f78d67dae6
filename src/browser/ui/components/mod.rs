//! Reusable parts of the screen.
