//! What is on screen.

pub mod components;
