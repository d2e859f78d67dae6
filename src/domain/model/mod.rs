//! What a PMO plan is: every field that a user may enter, typed; nothing that can be computed.

pub mod document;
pub mod entry;
pub mod execution;
pub mod foundation;
pub mod governance;
pub mod group;
pub mod guided;
pub mod ids;
pub mod initiation;
pub mod organisation;
pub mod plan;
pub mod planning;
pub mod references;
pub mod scalar;
pub mod scenario;
pub mod validate;
pub mod wave;
