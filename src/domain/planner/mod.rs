//! Which entries in which wave: the planning problem and its solver.
