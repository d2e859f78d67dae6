//! Storage of the browser.
