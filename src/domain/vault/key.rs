//! The keys under which the vault keeps its texts. All start with the product's name: several programs may share a
//! browser's storage.

use std::fmt;

use crate::domain::model::ids::{ID_MAX, PlanId};

/// Start of every key.
pub const PREFIX: &str = "wavewright/";
/// The list of plans.
pub const INDEX: &str = "wavewright/index";
/// The id of the plan opened last.
pub const OPEN: &str = "wavewright/open";

/// One of the two places of a plan, written in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The first.
    A,
    /// The second.
    B,
}

impl Slot {
    /// Both, in order.
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    /// The place that this one is not.
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// As the head writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }

    /// Reads what a head holds.
    pub fn parse(text: &str) -> Option<Self> {
        Self::BOTH.into_iter().find(|slot| slot.as_str() == text)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The key that names the slot written last.
pub fn head(plan: PlanId) -> String {
    format!("{PREFIX}plan/{plan}/head")
}

/// The key of a slot.
pub fn slot(plan: PlanId, slot: Slot) -> String {
    format!("{PREFIX}plan/{plan}/slot{slot}")
}

/// The key of the texts that could not be read.
pub fn rescued(plan: PlanId) -> String {
    format!("{PREFIX}plan/{plan}/rescued")
}

/// The plan and the slot that a key names, if it is the key of a slot.
pub fn parse_slot(key: &str) -> Option<(PlanId, Slot)> {
    let (id, rest) = key.strip_prefix(PREFIX)?.strip_prefix("plan/")?.split_once('/')?;
    Some((parse_id(id)?, Slot::parse(rest.strip_prefix("slot")?)?))
}

/// The plan whose head a key names, if it is the key of a head.
pub fn parse_head(key: &str) -> Option<PlanId> {
    parse_id(key.strip_prefix(PREFIX)?.strip_prefix("plan/")?.strip_suffix("/head")?)
}

/// Reads the id of a plan as keys and the open mark write it.
pub fn parse_id(text: &str) -> Option<PlanId> {
    let id = text.parse::<u64>().ok().filter(|id| *id <= ID_MAX)?;
    (text == id.to_string()).then_some(PlanId(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, expected: Option<(u64, Slot)>) {
        assert_eq!(parse_slot(key), expected.map(|(id, slot)| (PlanId(id), slot)), "{key}");
    }

    #[test]
    fn slot_keys_are_read_back() {
        assert_eq!(slot(PlanId(7), Slot::B), "wavewright/plan/7/slotB");
        check("wavewright/plan/7/slotB", Some((7, Slot::B)));
        check("wavewright/plan/9007199254740991/slotA", Some((9_007_199_254_740_991, Slot::A)));
    }

    #[test]
    fn head_keys_are_read_back() {
        assert_eq!(parse_head(&head(PlanId(7))), Some(PlanId(7)));
        assert_eq!(parse_head("wavewright/plan/7/slotA"), None);
        assert_eq!(parse_head("wavewright/head"), None);
    }

    #[test]
    fn foreign_keys_are_left_alone() {
        for key in [
            "wavewright/plan/7/head",
            "wavewright/plan/7/slotC",
            "wavewright/plan/07/slotA",
            "wavewright/plan/-7/slotA",
            "wavewright/plan/9007199254740992/slotA",
            "wavewright/index",
            "plan/7/slotA",
            "",
        ] {
            check(key, None);
        }
    }
}
