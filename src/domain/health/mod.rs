//! The health check: rules that look at a plan and say what they find.
