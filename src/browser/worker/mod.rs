//! The planner in a worker: the page's side and the worker's side. Messages are `domain::planner::protocol` as JSON.

#[cfg(feature = "browser")]
pub mod client;
pub mod host;
#[cfg(feature = "browser")]
pub mod pool;
