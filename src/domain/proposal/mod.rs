//! From a plan to a planning problem, and from an answer back to the plan's own words (planner contract 2 and 3).

pub mod alternatives;
pub mod bottleneck;
pub mod clash;
pub mod compile;
pub mod explain;
pub mod limits;
pub mod move_reason;
pub mod naive;
pub mod placement;
pub mod scope;
pub mod summary;
pub mod verdict;
pub mod waiting;
