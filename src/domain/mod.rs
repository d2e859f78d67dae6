//! Everything that is true without a browser: the plan, its numbers, its planner, its documents, its file.

pub mod planner;
