//! The wave planner: which item goes into which wave when the office and the people can each take only so much.
//! It knows neither names nor stories: a `Problem` goes in, an `Answer` with its proof comes out.
//!
//! Deliberately absent: the clock (budgets are steps), any other module of the crate, and floating point wherever a
//! rule is judged. Where the search weighs moves with floating point it uses `+ - * /` alone, which are the same on
//! every machine.

pub mod answer;
pub mod bound;
pub mod conflict;
pub mod construct;
pub mod domains;
pub mod engine;
pub mod fill;
pub mod guide;
pub mod improve;
pub mod job;
pub mod knapsack;
pub mod line;
pub mod memory;
pub mod neighbourhood;
pub mod packing;
pub mod packs;
pub mod part;
pub mod plan;
pub mod pricing;
pub mod problem;
pub mod protocol;
pub mod race;
pub mod random;
pub mod ranked;
pub mod reasons;
pub mod recount;
pub mod reductions;
pub mod root;
pub mod score;
pub mod search;
pub mod sets;
pub mod stations;
pub mod survey;
pub mod table;
pub mod wavewise;
