//! Assessment by file: a file of questions goes out, files of answers come back. No file holds anything of the plan but
//! its id, its name and the questions, and what comes back overwrites nothing by itself.

pub mod archive;
pub mod file;
pub mod import;
mod merge;
