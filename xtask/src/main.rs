//! The developer commands of Wavewright.
fn main() {}
