//! Repairs and their costs in sentences.

use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::plan::Currency;
use crate::domain::proposal::limit::Limit;
use crate::domain::proposal::words::{Names, limit_letter};
use crate::domain::wording::{fill, phrase, t};

use super::{Cost, RepairKind};

/// Less of value or months than this is not shown.
const SHOWN: f64 = 0.05;

/// What a repair does, as an order: "Move PM training to wave 3".
pub fn order(kind: &RepairKind, limit: Limit, names: Names<'_>) -> String {
    told(false, kind, limit, names)
}

/// What a repair has done: "Moved PM training to wave 3".
pub fn report(kind: &RepairKind, limit: Limit, names: Names<'_>) -> String {
    told(true, kind, limit, names)
}

fn told(is_done: bool, kind: &RepairKind, limit: Limit, names: Names<'_>) -> String {
    let group = limit_letter(limit);
    let say = |what: &str, arguments: &[(&str, &str)]| {
        let key = if is_done { format!("adviser.done.{what}") } else { format!("adviser.{what}") };
        fill(&key, arguments)
    };
    match kind {
        RepairKind::Move { entry, to } => say("move", &[("entry", &names(entry)), ("wave", &to.to_string())]),
        RepairKind::Split { entry, to } => {
            say("split", &[("entry", &names(entry)), ("wave", &to.to_string())])
        }
        RepairKind::HandOver { entry, to } => {
            say("hand_over", &[("entry", &names(entry)), ("role", guidance().role_name(to))])
        }
        RepairKind::Cut { entry, from, to } => {
            let (from, to) = (from.to_string(), to.to_string());
            say("cut", &[("entry", &names(entry)), ("group", group), ("from", &from), ("to", &to)])
        }
        RepairKind::Trim { entry, from, to } => {
            let (from, to) = (short(*from, 1), short(*to, 1));
            say("trim", &[("entry", &names(entry)), ("from", &from), ("to", &to)])
        }
        RepairKind::RemoveDuty { points } => say("duty", &[("group", group), ("points", &short(*points, 1))]),
        RepairKind::Readiness { from, to, is_repeated, is_measured } => {
            let (from, to) = (fixed(*from, 1), fixed(*to, 1));
            let raised = say("readiness", &[("group", group), ("from", &from), ("to", &to)]);
            let reach = match (*is_repeated, *is_measured) {
                (false, false) => return raised,
                (true, false) => t("adviser.reach.later"),
                (false, true) => t("adviser.reach.measured"),
                (true, true) => t("adviser.reach.both"),
            };
            fill("adviser.reach.told", &[("raised", &raised), ("reach", reach)])
        }
        RepairKind::Lengthen { from, to } => {
            say("lengthen", &[("from", &short(*from, 1)), ("to", &short(*to, 1))])
        }
        RepairKind::Staff { from, to } => {
            say("staff", &[("fte", &short(to - from, 2)), ("from", &short(*from, 2)), ("to", &short(*to, 2))])
        }
        RepairKind::Consultants { days } => say("consultants", &[("days", &short(*days, 1))]),
        RepairKind::LeaveOut { entry } => say("leave_out", &[("entry", &names(entry))]),
    }
}

/// What a repair costs the plan, in short sentences.
pub fn cost(cost: &Cost, currency: Currency) -> String {
    let one = |key: &str, name: &str, text: String| fill(key, &[(name, &text)]);
    let mut parts = Vec::new();
    if cost.value > SHOWN {
        parts.push(one("adviser.value_lost", "value", short(cost.value, 1)));
    }
    if cost.value < -SHOWN {
        parts.push(one("adviser.value_gained", "value", short(-cost.value, 1)));
    }
    if cost.money > 0.0 {
        parts.push(one("adviser.money", "money", phrase::money(currency, cost.money)));
    } else if cost.days > 0.0 {
        parts.push(one("adviser.days", "days", short(cost.days, 1)));
    }
    if cost.months > SHOWN {
        parts.push(one(
            if short(cost.months, 1) == "1" { "adviser.later.one" } else { "adviser.later.other" },
            "months",
            short(cost.months, 1),
        ));
    }
    if cost.is_promise {
        parts.push(t("adviser.promise").to_owned());
    }
    if parts.is_empty() { t("adviser.free").to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::group::Group;
    use crate::domain::model::ids::{EntryId, RoleId};

    #[test]
    fn a_repair_is_an_order_before_and_a_report_after() {
        let names = |entry: &EntryId| entry.to_string();
        let kind = RepairKind::Move { entry: EntryId::from("pm-training"), to: 3 };
        assert_eq!(order(&kind, Limit::Office, &names), "Move pm-training to wave 3");
        assert_eq!(report(&kind, Limit::Office, &names), "Moved pm-training to wave 3");
        let kind = RepairKind::HandOver { entry: EntryId::from("pm-training"), to: RoleId::from("pmo-lead") };
        assert_eq!(order(&kind, Limit::Office, &names), "Let PMO lead build pm-training instead");
        assert_eq!(report(&kind, Limit::Office, &names), "PMO lead builds pm-training now");
    }

    #[test]
    fn readiness_says_how_far_it_reaches() {
        let told = |is_repeated, is_measured| {
            let kind = RepairKind::Readiness { from: 2.0, to: 2.5, is_repeated, is_measured };
            order(&kind, Limit::Group(Group::E), &|entry: &EntryId| entry.to_string())
        };
        assert_eq!(told(false, false), "Raise readiness of E first: 2.0 → 2.5");
        assert_eq!(told(true, false), "Raise readiness of E first: 2.0 → 2.5, in this and later waves");
        assert_eq!(
            told(true, true),
            "Raise readiness of E first: 2.0 → 2.5, in this and later waves, instead of what was measured"
        );
    }

    #[test]
    fn a_cost_names_each_of_its_parts() {
        let told = |of: Cost| cost(&of, Currency::Eur);
        assert_eq!(told(Cost::default()), "No cost in value, money or time.");
        assert_eq!(
            told(Cost { value: 3.24, months: 0.5, ..Cost::default() }),
            "Plan value −3.2. The plan ends 0.5 months later."
        );
        assert_eq!(told(Cost { value: -3.0, ..Cost::default() }), "Plan value +3.");
        assert_eq!(told(Cost { days: 8.0, money: 8_800.0, ..Cost::default() }), "Costs 8,800 EUR.");
        assert_eq!(told(Cost { days: 8.0, ..Cost::default() }), "8 pd to be paid for.");
        assert_eq!(
            told(Cost { is_promise: true, ..Cost::default() }),
            "To be agreed first: the plan counts no cost for it."
        );
    }
}
