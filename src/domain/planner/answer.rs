//! What comes back: the best plan met, what is proved about it, or why there is none.

use serde::{Deserialize, Serialize};

use super::conflict::Conflict;

/// What is known about a problem when the search ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The plan is proved to reach the best objective.
    Optimal,
    /// The plan breaks no rule; a better one may exist.
    Feasible,
    /// It is proved that no plan exists.
    Infeasible,
    /// No plan was met, and none is ruled out.
    Unknown,
}

/// The answer to a problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The name of the problem.
    pub name: String,
    /// What is known.
    pub status: Status,
    /// Wave of each item, 0 where not deployed; absent without a plan.
    pub wave: Option<Vec<u32>>,
    /// Value reached, or waves needed; absent without a plan.
    pub objective: Option<u64>,
    /// No plan has a better objective than this; absent where no plan exists.
    pub bound: Option<u64>,
    /// Steps taken.
    pub steps: u64,
    /// With an infeasible problem: constraints that cannot hold together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Conflict>,
}
