//! Everything that is true without a browser: the plan, its numbers, its planner, its documents, its file.

pub mod catalogue;
pub mod command;
pub mod example;
pub mod figures;
pub mod file;
pub mod form;
pub mod gap;
pub mod guide;
pub mod guided;
pub mod health;
pub mod json;
pub mod levers;
pub mod mend;
pub mod model;
pub mod picture;
pub mod planner;
pub mod proposal;
pub mod raci;
pub mod report;
pub mod respondent;
pub mod trace;
pub mod tracking;
pub mod vault;
pub mod whatif;
pub mod wording;
pub mod workshop;
