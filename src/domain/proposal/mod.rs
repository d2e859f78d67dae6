//! From a plan to a planning problem, and from an answer back to sentences.
