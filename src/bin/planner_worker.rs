//! Starts the planner_worker.

fn main() {}
