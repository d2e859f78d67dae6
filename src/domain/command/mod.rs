//! Every way a document may change.
