//! Commands and undo as properties.
