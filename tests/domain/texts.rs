//! The texts against the source: no key without a text, no text without a use.
