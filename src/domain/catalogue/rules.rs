//! Texts of the health check: what a rule looks at, why, and what helps (PMO fact base 8.4).

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::model::ids::RuleId;

/// Texts of one rule.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RuleContent {
    /// The rule.
    pub id: RuleId,
    /// The finding in short.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What helps.
    pub remedy: String,
    /// Common problems that it points to.
    pub problems: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Rules {
    rules: Vec<RuleContent>,
}

/// The texts of all rules, in order.
pub fn rules() -> &'static [RuleContent] {
    static CONTENT: OnceLock<Rules> = OnceLock::new();
    &CONTENT.get_or_init(|| super::embedded(include_str!("content/rules.json"))).rules
}

/// The texts of one rule.
pub fn rule(id: &str) -> Option<&'static RuleContent> {
    rules().iter().find(|rule| rule.id.as_str() == id)
}
