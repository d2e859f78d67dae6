//! From a plan to a planning problem, and from an answer back to the plan's own words (planner contract 2 and 3).

pub mod adviser;
pub mod alternatives;
pub mod bottleneck;
pub mod clash;
pub mod compile;
pub mod contradiction;
pub mod explain;
pub mod hindrance;
pub mod limit;
mod loosen;
pub mod move_reason;
pub mod naive;
pub mod placement;
pub mod release;
mod role_room;
pub mod scarcity;
pub mod scope;
pub mod summary;
pub mod trial;
pub mod verdict;
pub mod waiting;
pub mod words;
pub mod worth;
