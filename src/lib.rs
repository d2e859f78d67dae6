//! Wavewright plans a PMO, wave by wave: a pure domain, and a browser shell around it.

#[cfg(feature = "worker")]
pub mod browser;
pub mod domain;
