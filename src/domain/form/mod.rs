//! Which fields a page asks for, as data.
