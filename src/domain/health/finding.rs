//! A finding of the health check: which rule, how grave, about what, with which numbers.

use crate::domain::model::ids::{EntryId, RuleId};

use super::subject::Subject;

/// How grave a finding is; graver ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The plan cannot work like this.
    Error,
    /// The plan is in danger.
    Warning,
    /// Worth a thought.
    Hint,
}

impl Severity {
    /// The word in files and reports: `error`, `warning`, `hint`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// One place where the plan breaks a rule (PMO fact base 8.4).
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule, `R01` to `R50`.
    pub rule: RuleId,
    /// How grave it is.
    pub severity: Severity,
    /// What it is about, for links.
    pub subject: Subject,
    /// What it is about, as stable text; an acceptance is kept by it.
    pub object: String,
    /// Which sentences of the rule apply, by the last part of their wording keys; none for its only one.
    pub sentences: Vec<&'static str>,
    /// Names and numbers that the sentences show.
    pub values: Vec<(&'static str, String)>,
    /// Entries that would help, best first.
    pub proposals: Vec<EntryId>,
    /// The field or row to open, as a path of the saved document; empty until the check fills it.
    pub jump: String,
    /// Why somebody accepted it; none while nobody did.
    pub accepted: Option<String>,
}

impl Finding {
    /// A finding without numbers; the check adds the rule.
    pub fn new(severity: Severity, subject: Subject) -> Self {
        Self {
            rule: RuleId::default(),
            severity,
            object: subject.object(),
            subject,
            sentences: Vec::new(),
            values: Vec::new(),
            proposals: Vec::new(),
            jump: String::new(),
            accepted: None,
        }
    }

    /// The same finding with a sentence of the rule.
    #[must_use]
    pub fn say(mut self, sentence: &'static str) -> Self {
        self.sentences.push(sentence);
        self
    }

    /// The same finding with a sentence of the rule where a condition holds.
    #[must_use]
    pub fn say_if(self, condition: bool, sentence: &'static str) -> Self {
        if condition { self.say(sentence) } else { self }
    }

    /// The same finding with a name or number for its sentences.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The same finding with entries that would help, best first.
    #[must_use]
    pub fn propose(mut self, entries: impl IntoIterator<Item = EntryId>) -> Self {
        self.proposals.extend(entries);
        self
    }

    /// The same finding with another place to open than that of its subject.
    #[must_use]
    pub fn jump(mut self, path: impl Into<String>) -> Self {
        self.jump = path.into();
        self
    }

    /// Whether it speaks against the plan: an error or a warning that nobody accepted.
    pub fn counts(&self) -> bool {
        self.accepted.is_none() && self.severity != Severity::Hint
    }
}
