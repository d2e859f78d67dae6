//! The planner worker: page side and worker side.
