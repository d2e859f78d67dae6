//! How working copies of plans are kept in a store that may fail at any moment.
