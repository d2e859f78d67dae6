//! From a plan to a planning problem, and from an answer back to the plan's own words (planner contract 2 and 3).

pub mod compile;
pub mod explain;
pub mod naive;
pub mod placement;
pub mod scope;
