//! Whole-product journeys through real browsers.
