//! Verdicts and shortfalls in sentences. Values first, text second: nothing is computed here.

use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::colour::{LoadColour, load_text};
use crate::domain::figures::number::{fixed, short};
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::order;
use crate::domain::wording::{fill, t};

use super::limit::{Change, Limit, RoleShortfall, Shortfall, Use};
use super::verdict::{BrokenOrder, Verdict};

/// What the problem calls the whole office.
const POOL: &str = "pmo";

/// Short names of entries.
pub type Names<'a> = &'a dyn Fn(&EntryId) -> String;

/// The office, or the letter of a group.
pub fn limit_letter(limit: Limit) -> &'static str {
    match limit {
        Limit::Office => t("limit.office"),
        Limit::Group(group) | Limit::Heaviest(group) | Limit::Heavy(group) => group.letter(),
    }
}

/// The office, or the name of a group.
pub fn limit_name(limit: Limit) -> &'static str {
    match limit {
        Limit::Office => t("limit.office_name"),
        Limit::Group(group) | Limit::Heaviest(group) | Limit::Heavy(group) => t(match group {
            Group::E => "choice.group.E",
            Group::F => "choice.group.F",
            Group::P => "choice.group.P",
            Group::T => "choice.group.T",
            Group::O => "choice.group.O",
        }),
    }
}

/// A role of the planning problem in plain words: the office, or the name of a staff role.
pub fn role_name(role: &str) -> String {
    let id = RoleId::from(role);
    if role == POOL { t("limit.office_name").to_owned() } else { guidance().role_name(&id).to_owned() }
}

/// The word of a level.
pub fn level_word(colour: LoadColour) -> &'static str {
    t(match colour {
        LoadColour::Grey => "picture.level.none",
        LoadColour::Green => "picture.level.room",
        LoadColour::Amber => "picture.level.tight",
        LoadColour::Red => "picture.level.over",
        LoadColour::DarkRed => "picture.level.stop",
    })
}

/// Demand and capacity in the units of the limit: "120.0 of 111.6 pd".
pub fn used(limit: Limit, used: Use) -> String {
    let arguments = |demand: &str, capacity: &str| {
        let key = match limit {
            Limit::Office => "limit.used_days",
            _ => "limit.used_points",
        };
        fill(key, &[("demand", demand), ("capacity", capacity)])
    };
    arguments(&fixed(used.demand, 1), &fixed(used.capacity, 1))
}

/// What is missing, exactly: "PMO +6.5 pd over" or "P 24.0 of 22.0 points".
pub fn shortfall(shortfall: &Shortfall) -> String {
    let Shortfall { limit, used, .. } = *shortfall;
    let (demand, capacity) = (used.demand, used.capacity);
    match limit {
        Limit::Office => fill("limit.short_office", &[("over", &fixed(used.over(), 1))]),
        Limit::Group(group) => {
            // A shortfall below what one decimal shows must not look like none.
            let digits = if used.over() < 0.05 { 2 } else { 1 };
            let (demand, capacity) = (fixed(demand, digits), fixed(capacity, digits));
            let arguments = [("group", group.letter()), ("demand", &demand), ("capacity", &capacity)];
            fill("limit.short_group", &arguments)
        }
        Limit::Heaviest(group) => heavy("limit.short_heaviest", group, demand, capacity),
        Limit::Heavy(group) => heavy("limit.short_heavy", group, demand, capacity),
    }
}

fn heavy(key: &str, group: Group, count: f64, most: f64) -> String {
    fill(key, &[("group", group.letter()), ("count", &short(count, 0)), ("most", &short(most, 0))])
}

/// What falls short, wave by wave: "Wave 1: PMO +6.5 pd over; P 24.0 of 22.0 points."
pub fn shortfalls(shortfalls: &[Shortfall]) -> Vec<String> {
    let mut waves: Vec<usize> = shortfalls.iter().map(|shortfall| shortfall.wave).collect();
    waves.dedup();
    let line = |wave: usize| {
        let of_wave = shortfalls.iter().filter(|shortfall| shortfall.wave == wave).map(self::shortfall);
        let limits = of_wave.collect::<Vec<_>>().join("; ");
        fill("limit.short_in_wave", &[("wave", &wave.to_string()), ("limits", &limits)])
    };
    waves.into_iter().map(line).collect()
}

/// The roles that fall short, wave by wave: "Wave 1: PM coach +6.5 pd over."
pub fn role_shortfalls(shortfalls: &[RoleShortfall]) -> Vec<String> {
    let waves = shortfalls.chunk_by(|one, next| one.wave == next.wave);
    let line = |roles: &[RoleShortfall]| {
        let wave = roles.first().map(|short| short.wave.to_string()).unwrap_or_default();
        let role = |short: &RoleShortfall| {
            let over = fixed(short.used.over(), 1);
            fill("limit.short_role", &[("role", guidance().role_name(&short.role)), ("over", &over)])
        };
        let limits = roles.iter().map(role).collect::<Vec<_>>().join("; ");
        fill("limit.short_in_wave", &[("wave", &wave), ("limits", &limits)])
    };
    waves.map(line).collect()
}

/// A load before and after: "F 0.83 → 1.49 Stop".
pub fn change(change: &Change) -> String {
    let (before, after) = (load_text(change.before), load_text(change.after));
    let arguments = [
        ("limit", limit_letter(change.limit)),
        ("before", before.as_str()),
        ("after", &after),
        ("level", level_word(change.colour())),
    ];
    fill("limit.change", &arguments)
}

/// An order or a wish that breaks.
pub fn broken(broken: &BrokenOrder, names: Names<'_>) -> String {
    let wished = |key: &str, wave: &u16| fill(key, &[("wave", &wave.to_string())]);
    match broken {
        BrokenOrder::Needs { entry, wave: Some(wave) } => {
            fill("verdict.needs", &[("entry", &names(entry)), ("wave", &wave.to_string())])
        }
        BrokenOrder::Needs { entry, wave: None } => {
            fill("verdict.needs_unplanned", &[("entry", &names(entry))])
        }
        BrokenOrder::NeededBy { entry, wave } => {
            fill("verdict.needed_by", &[("entry", &names(entry)), ("wave", &wave.to_string())])
        }
        BrokenOrder::Pinned { wave } => wished("verdict.pinned", wave),
        BrokenOrder::NotBefore { wave } => wished("verdict.not_before", wave),
        BrokenOrder::NotAfter { wave } => wished("verdict.not_after", wave),
        BrokenOrder::Together { entry, wave: Some(wave) } => {
            fill("verdict.together", &[("entry", &names(entry)), ("wave", &wave.to_string())])
        }
        BrokenOrder::Together { entry, wave: None } => {
            fill("verdict.together_unplanned", &[("entry", &names(entry))])
        }
        BrokenOrder::Apart { entry, wave } => {
            fill("verdict.apart", &[("entry", &names(entry)), ("wave", &wave.to_string())])
        }
    }
}

/// The same as a mark on a card or in a list, which ends without a full stop.
pub fn broken_mark(order: &BrokenOrder, names: Names<'_>) -> String {
    broken(order, names).trim_end_matches('.').to_owned()
}

/// Why a place that is not open cannot be taken.
pub fn closed(verdict: &Verdict) -> &'static str {
    t(if verdict.is_launched { "verdict.launched" } else { "verdict.finished" })
}

/// Everything that speaks for or against a place, in sentences.
pub fn reasons(verdict: &Verdict, is_first: bool, names: Names<'_>) -> Vec<String> {
    let mut sentences: Vec<String> = verdict.broken.iter().map(|order| broken(order, names)).collect();
    sentences.extend(shortfalls(&verdict.shortfalls));
    sentences.extend(role_shortfalls(&verdict.roles));
    if !verdict.is_open {
        sentences.push(closed(verdict).to_owned());
    } else if verdict.is_here {
        sentences.push(t("verdict.here").to_owned());
    } else if is_first {
        sentences.push(t("verdict.first").to_owned());
    }
    if verdict.number > 0 {
        sentences.push(fill("verdict.office", &[("load", &load_text(verdict.office))]));
    }
    sentences
}

/// What a drop would do, besides the loads of the wave itself: what breaks, and what falls short later; never nothing.
pub fn effect(verdict: &Verdict, names: Names<'_>) -> Vec<String> {
    if !verdict.is_open {
        return vec![closed(verdict).to_owned()];
    }
    let orders = verdict.broken.iter().map(|order| broken(order, names));
    let lines: Vec<String> =
        orders.chain(shortfalls(&later(verdict))).chain(role_shortfalls(&verdict.roles)).collect();
    if lines.is_empty() { vec![t("limit.no_order").to_owned()] } else { lines }
}

/// The news of a drop: what breaks, then the roles that have too much, then what is over its capacity, then what falls
/// short later, then other loads that leave the green; the worst first. Only where there is no news, that nothing breaks.
pub fn news(verdict: &Verdict, names: Names<'_>) -> Vec<String> {
    if !verdict.is_open {
        return vec![closed(verdict).to_owned()];
    }
    // Beside the waves there is no load.
    let is_news = |change: &&Change| {
        verdict.number > 0 && change.colour().max(LoadColour::of(change.before)) > LoadColour::Green
    };
    let mut loads: Vec<&Change> = verdict.changes.iter().filter(is_news).collect();
    order::by(&mut loads, |a, b| b.after.total_cmp(&a.after));
    let (over, rest): (Vec<&Change>, Vec<&Change>) =
        loads.into_iter().partition(|change| change.colour() >= LoadColour::Red);
    let lines: Vec<String> = verdict
        .broken
        .iter()
        .map(|order| broken(order, names))
        .chain(role_shortfalls(&verdict.roles))
        .chain(over.into_iter().map(change))
        .chain(shortfalls(&later(verdict)))
        .chain(rest.into_iter().map(change))
        .collect();
    if lines.is_empty() { vec![t("limit.no_order").to_owned()] } else { lines }
}

/// The load that falls most when the card leaves its wave.
pub fn relief(verdict: &Verdict) -> Option<String> {
    let falls = |change: &&Change| change.before - change.after;
    verdict.changes.iter().max_by(|a, b| falls(a).total_cmp(&falls(b))).map(change)
}

/// What falls short in other waves than that of the place.
fn later(verdict: &Verdict) -> Vec<Shortfall> {
    verdict.shortfalls.iter().filter(|short| short.wave != verdict.number).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Catalogue;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::model::document::Document;
    use crate::domain::proposal::verdict::verdicts;

    /// The sentences of each wave about an entry of the worked example.
    fn check(entry: &str, expected: &[&str]) {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let catalogue = Catalogue::of(&document);
        let names = |entry: &EntryId| catalogue.short_name(entry);
        let verdicts = verdicts(&document, &figures, &EntryId::from(entry));
        let waves = verdicts.iter().filter(|verdict| verdict.number > 0);
        let lines: Vec<String> = waves.map(|verdict| reasons(verdict, false, &names).join(" ")).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn every_wave_names_its_exact_shortfall() {
        check(
            "demand-intake",
            &[
                "Needs Project size classes, planned in wave 2. Wave 1: F 16.0 of 13.6 points. \
                 Wave 2: E 11.0 of 10.6 points. PMO 0.83.",
                "Wave 2: E 12.6 of 10.6 points; F 15.8 of 10.6 points. PMO 0.96.",
                "Wave 3: F 14.4 of 13.6 points. PMO 0.99.",
                "It is here now. PMO 0.99.",
            ],
        );
    }

    #[test]
    fn a_column_tells_all_that_breaks_and_the_worst_first() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let catalogue = Catalogue::of(&document);
        let names = |entry: &EntryId| catalogue.short_name(entry);
        let verdicts = verdicts(&document, &figures, &EntryId::from("demand-intake"));
        let told: Vec<String> = verdicts.iter().map(|verdict| news(verdict, &names).join(" | ")).collect();
        assert_eq!(
            told,
            [
                "Needs Project size classes, planned in wave 2. | F 0.66 → 1.18 Over | \
                 Wave 2: E 11.0 of 10.6 points. | PMO 0.70 → 0.83 Tight",
                "F 0.83 → 1.49 Stop | E 1.00 → 1.19 Over | PMO 0.82 → 0.96 Tight",
                "F 0.54 → 1.06 Over | PMO 0.87 → 0.99 Tight",
                "Breaks no order.",
                "Breaks no order.",
                "Breaks no order.",
            ]
        );
        // Beside the waves the verdict holds the loads of the wave that is left.
        assert_eq!(relief(&verdicts[4]).as_deref(), Some("F 0.88 → 0.28 Room"));
    }

    #[test]
    fn a_shortfall_says_what_is_missing() {
        let of = |limit, demand, capacity| {
            shortfall(&Shortfall { wave: 1, limit, used: Use { demand, capacity } })
        };
        assert_eq!(of(Limit::Office, 106.5, 100.0), "PMO +6.5 pd over");
        assert_eq!(of(Limit::Group(Group::P), 24.0, 22.0), "P 24.0 of 22.0 points");
        assert_eq!(of(Limit::Group(Group::P), 22.02, 22.0), "P 22.02 of 22.00 points");
        assert_eq!(of(Limit::Heavy(Group::P), 3.0, 2.0), "P: 3 entries of impact 4 or 5, at most 2");
    }

    /// A place in which the office has room and one of its roles has not.
    #[test]
    fn a_plan_by_role_names_the_role_that_has_too_much() {
        let mut document = Example::Norvik.document().unwrap();
        let names = |entry: &EntryId| entry.to_string();
        let short_of_a_role = |document: &Document| -> Vec<(Verdict, Vec<String>)> {
            let figures = Figures::of(document);
            let placed = document.waves.iter().flat_map(|wave| &wave.items);
            let all = placed.flat_map(|item| verdicts(document, &figures, &item.entry));
            let short = all.filter(|verdict| {
                verdict.broken.is_empty() && verdict.shortfalls.is_empty() && !verdict.roles.is_empty()
            });
            short.map(|verdict| (verdict.clone(), news(&verdict, &names))).collect()
        };
        assert!(short_of_a_role(&document).is_empty());
        document.plan.settings.plan_by_role = true;
        let short = short_of_a_role(&document);
        assert!(!short.is_empty());
        for (verdict, lines) in short {
            let role = guidance().role_name(&verdict.roles[0].role);
            assert!(lines[0].contains(&format!("{role} +")) && !verdict.holds(), "{lines:?}");
        }
    }
}
