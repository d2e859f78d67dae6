//! What explains a proposal, computed once for each plan that is looked at.

use crate::domain::model::document::Document;
use crate::domain::planner::problem::Problem;
use crate::domain::proposal::compile::Compiled;
use crate::domain::proposal::explain::explain;
use crate::domain::proposal::move_reason::{MoveReason, move_reasons};
use crate::domain::proposal::scarcity::{BindingLimit, LeftOut, binding_limits, left_out};

/// Explanations of a proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct Insights {
    /// Why each entry moves.
    pub moves: Vec<MoveReason>,
    /// What would have to give for the entries that stay out.
    pub left_out: Vec<LeftOut>,
    /// The limits that hold entries back.
    pub limits: Vec<BindingLimit>,
}

/// Explains waves against the plan as it stands.
pub fn insights(document: &Document, compiled: &Compiled, waves: &[u32]) -> Option<Insights> {
    let problem = Problem::new(&compiled.problem).ok()?;
    let current = compiled.current_waves(document);
    Some(Insights {
        moves: move_reasons(document, compiled, &problem, &current, waves),
        left_out: left_out(&explain(document, compiled, &problem, waves)),
        limits: binding_limits(document, compiled, &problem, waves),
    })
}
