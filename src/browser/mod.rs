//! The shell: the only place that knows the browser.

pub mod clock;
#[cfg(feature = "browser")]
pub mod storage;
#[cfg(feature = "browser")]
pub mod transfer;
#[cfg(feature = "browser")]
pub mod ui;
pub mod worker;
