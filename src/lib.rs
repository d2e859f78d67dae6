//! Wavewright plans a PMO, wave by wave: a pure domain, and a browser shell around it.

pub mod domain;
