//! What if: the plan in other scenarios, under stress, and beside the plan that the score alone would make.
//!
//! Nothing here is stored: every answer is counted from the plan, and becomes a scenario only by a command.

pub mod blow;
pub mod outcome;
mod placed;
pub mod scenario;
pub mod stress;
