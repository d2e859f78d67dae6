//! The scenarios of a plan side by side, the counter-plan that the score alone would make, and the naive plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::catalogue::Catalogue;
use crate::domain::command::scenarios::{brought_in, choose_placed, may_be_placed};
use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::model::wave::Wave;
use crate::domain::order;
use crate::domain::proposal::naive::suggestion;
use crate::domain::wording::{fill, phrase, t};

use super::outcome::{Outcome, months};
use super::placed::placed_anew;

/// Letters of scenarios without a name.
const LETTERS: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U",
    "V", "W", "X", "Y", "Z",
];

/// One scenario beside the others.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its place among the kept ones; none for the active one.
    pub id: Option<RowId>,
    /// Its key figures, up to the end of the longest scenario.
    pub outcome: Outcome,
    /// What it is for.
    pub note: String,
    /// The plan in it.
    pub document: Document,
    /// Its numbers.
    pub figures: Figures,
}

/// All scenarios with their key figures: the active one first, then the others as they are kept.
pub fn branches(document: &Document) -> Vec<Branch> {
    let scenarios = &document.scenarios;
    let kept = scenarios.kept.iter().map(|kept| {
        (Some(kept.id), shown_name(&kept.name), kept.note.clone(), as_kept(document, &kept.waves))
    });
    let active = (None, active_name(document), scenarios.note.clone(), document.clone());
    compared(std::iter::once(active).chain(kept).collect())
}

/// The plan, the one that the score alone would make from the same entries, and the naive one that looks at no limit
/// (PMO fact base 6.3, 9.8 no 13).
pub fn counter_plan(document: &Document) -> Vec<Branch> {
    side_by_side(vec![
        (active_name(document), document.clone()),
        (t("scenario.counter").to_owned(), by_score(document)),
        (t("scenario.naive").to_owned(), naive(document)),
    ])
}

/// Plans by their names, counted up to the end of the longest.
pub fn side_by_side(plans: Vec<(String, Document)>) -> Vec<Branch> {
    compared(plans.into_iter().map(|(name, document)| (None, name, String::new(), document)).collect())
}

/// Entries that do not stand in the same wave in all plans, in the order of the first plan that has them, with their wave
/// in each (counted from 1).
pub fn differences(branches: &[Branch]) -> Vec<(EntryId, Vec<Option<usize>>)> {
    let mut seen = BTreeSet::new();
    branches
        .iter()
        .flat_map(|branch| branch.document.waves.iter().flat_map(|wave| &wave.items))
        .map(|item| &item.entry)
        .filter(|entry| seen.insert(*entry))
        .map(|entry| (entry.clone(), branches.iter().map(|branch| branch.document.wave_of(entry)).collect()))
        .filter(|(_, waves): &(EntryId, Vec<Option<usize>>)| {
            waves.iter().any(|wave| Some(wave) != waves.first())
        })
        .collect()
}

/// Name of the active scenario: as entered, else "Plan A".
pub fn active_name(document: &Document) -> String {
    shown_name(&document.scenarios.name)
}

/// A name as it is shown: the first scenario of a plan needs none, and is "Plan A" wherever it waits.
pub fn shown_name(name: &str) -> String {
    match name.trim() {
        "" => fill("scenario.letter", &[("letter", "A")]),
        name => name.to_owned(),
    }
}

/// The first name with a letter that no scenario has: "Plan B".
pub fn next_name(document: &Document) -> String {
    let active = active_name(document);
    let is_taken = |name: &String| {
        // A plan may carry such a name as its version.
        *name == active
            || *name == document.plan.version.trim()
            || document.scenarios.kept.iter().any(|kept| shown_name(&kept.name) == *name)
    };
    let names = LETTERS.iter().map(|letter| fill("scenario.letter", &[("letter", letter)]));
    names.into_iter().find(|name| !is_taken(name)).unwrap_or_else(|| t("scenario.unnamed").to_owned())
}

/// A kept scenario as a plan, to be compared: its waves as they were kept, what is over included. So its figures are those
/// of the plan that was kept, and do not change when waves of the plan are closed; what really happened is in the active
/// plan alone, and comes in with a switch. Catalogue, assessment and choice are shared: what the plan has rejected since,
/// or what exists, counts in no scenario.
fn as_kept(document: &Document, waves: &[Wave]) -> Document {
    let mut changed = document.clone();
    changed.waves = waves.to_vec();
    for wave in &mut changed.waves {
        wave.items.retain(|item| may_be_placed(document, &item.entry));
    }
    choose_placed(&mut changed);
    changed
}

/// What a switch to a scenario does, in sentences: that it is the plan now, and what of it stands elsewhere because its
/// wave is over, or is not placed again. Empty where there is no such scenario.
pub fn switch_told(document: &Document, id: RowId) -> String {
    let Some(kept) = document.scenarios.kept.iter().find(|kept| kept.id == id) else { return String::new() };
    let brought = brought_in(document, &kept.waves);
    let catalogue = Catalogue::of(document);
    let names = |entries: &[EntryId]| {
        phrase::list(&entries.iter().map(|entry| catalogue.short_name(entry)).collect::<Vec<_>>())
    };
    let mut sentences = vec![fill("scenario.switched", &[("name", &shown_name(&kept.name))])];
    if !brought.late.is_empty() {
        let late = names(&brought.late);
        sentences.push(match brought.late_to {
            Some(wave) => fill("scenario.switched_late", &[("entries", &late), ("wave", &wave.to_string())]),
            None => fill("scenario.switched_unplanned", &[("entries", &late)]),
        });
    }
    if !brought.ruled_out.is_empty() {
        sentences.push(fill("scenario.switched_ruled_out", &[("entries", &names(&brought.ruled_out))]));
    }
    sentences.join(" ")
}

/// The same entries in the waves of the suggestion by score; entries without a wave there are not planned. Finished waves
/// stay.
fn by_score(document: &Document) -> Document {
    let suggested = suggestion(document, &Figures::of(document));
    placed_anew(document, |entry| suggested.get(entry).copied())
}

/// What is made where nobody counts: the entries with the best own score first, equally many in each wave, whatever they
/// need, whoever they hit. Finished waves and what is launched stay.
fn naive(document: &Document) -> Document {
    let figures = Figures::of(document);
    let open: Vec<usize> = (1..=document.waves.len())
        .zip(&document.waves)
        .filter(|(_, wave)| wave.takes_launches())
        .map(|(number, _)| number)
        .collect();
    let is_free = |entry: &&EntryId| {
        document.fixed_in(entry).is_none() && document.wave_of(entry).is_some_and(|wave| open.contains(&wave))
    };
    let placed = document.waves.iter().flat_map(|wave| &wave.items).map(|item| &item.entry);
    let mut entries: Vec<&EntryId> = placed.filter(is_free).collect();
    order::by_key(&mut entries, |entry| figures.score(entry).map_or(usize::MAX, |score| score.rank));
    let in_a_wave = entries.len().div_ceil(open.len().max(1)).max(1);
    let waves: BTreeMap<&EntryId, usize> = entries
        .iter()
        .enumerate()
        .filter_map(|(place, entry)| Some((*entry, *open.get(place / in_a_wave)?)))
        .collect();
    placed_anew(document, |entry| waves.get(entry).copied().or_else(|| document.wave_of(entry)))
}

fn compared(plans: Vec<(Option<RowId>, String, String, Document)>) -> Vec<Branch> {
    let counted: Vec<_> = plans.into_iter().map(|plan| (Figures::of(&plan.3), plan)).collect();
    let horizon = counted.iter().map(|(figures, _)| months(figures)).fold(0.0, f64::max);
    counted
        .into_iter()
        .map(|(figures, (id, name, note, document))| Branch {
            id,
            outcome: Outcome::of(name, &document, &figures, horizon),
            note,
            document,
            figures,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::known_entries;
    use crate::domain::command::{Command, apply};
    use crate::domain::example::Example;
    use crate::domain::model::planning::SelectionState;
    use crate::domain::model::wave::{WaveItem, WaveKind};

    #[test]
    fn scenarios_are_compared_up_to_the_end_of_the_longest() {
        let mut document = Example::Norvik.document().unwrap();
        assert_eq!(next_name(&document), "Plan B");
        let version = |version: &str| {
            let mut other = document.clone();
            other.plan.version = version.to_owned();
            next_name(&other)
        };
        assert_eq!((version("Plan B").as_str(), version("2.1").as_str()), ("Plan C", "Plan B"));
        let command = Command::AddScenario {
            id: RowId(5),
            name: next_name(&document),
            note: String::new(),
            waves: None,
        };
        document = apply(&document, &command, &|_| true).unwrap();
        assert_eq!(next_name(&document), "Plan C");
        document.scenarios.kept[0].waves.push(Wave::default());
        let branches = branches(&document);
        assert_eq!(branches.len(), 2);
        let [a, b] = [&branches[0].outcome, &branches[1].outcome];
        assert_eq!((a.name.as_str(), b.name.as_str()), ("Plan A", "Plan B"));
        assert_eq!((a.value_by_month.len(), b.value_by_month.len()), (15, 15));
        assert!((a.value - b.value).abs() < 1e-9, "the same waves are worth the same over the same time");
        assert!(b.cost > a.cost && b.end > a.end);
    }

    #[test]
    fn before_a_wave_is_over_a_switch_brings_what_was_compared() {
        let mut document = Example::Halden.document().unwrap();
        let add =
            Command::AddScenario { id: RowId(5), name: "B".to_owned(), note: String::new(), waves: None };
        document = apply(&document, &add, &|_| true).unwrap();
        document.waves[2].items.clear();
        let expected = branches(&document).remove(1).document;
        let known = known_entries(&document);
        let switched = apply(&document, &Command::SwitchScenario { id: RowId(5) }, &known).unwrap();
        assert_eq!(switched.waves, expected.waves);
        assert_eq!(switched.planning, expected.planning);
        let names: Vec<_> = branches(&switched).into_iter().map(|branch| branch.outcome.name).collect();
        assert_eq!(names, ["B", "Plan A"], "the first scenario keeps its name while it waits");
        assert_eq!(next_name(&switched), "Plan B");
    }

    #[test]
    fn closing_a_wave_leaves_the_figures_of_a_kept_scenario_alone() {
        let mut document = Example::Norvik.document().unwrap();
        let add =
            Command::AddScenario { id: RowId(5), name: "B".to_owned(), note: String::new(), waves: None };
        document = apply(&document, &add, &|_| true).unwrap();
        let kept = branches(&document).remove(1).outcome;
        let told = switch_told(&document, RowId(5));
        assert_eq!(told, "B is the plan now.");
        let late: Vec<_> = document.waves[0].items.drain(..2).collect();
        document.waves[1].items.splice(..0, late.clone());
        document.waves[0].finished = true;
        assert_eq!(branches(&document).remove(1).outcome, kept);
        let catalogue = Catalogue::of(&document);
        let names = late.iter().map(|item| catalogue.short_name(&item.entry)).collect::<Vec<_>>();
        let told = switch_told(&document, RowId(5));
        assert!(told.contains("wave 2") && names.iter().all(|name| told.contains(name)), "{told}");
        document.waves.iter_mut().for_each(|wave| wave.finished = true);
        document.scenarios.kept[0].waves[0]
            .items
            .push(WaveItem { entry: EntryId::from("audits"), ..WaveItem::default() });
        assert!(switch_told(&document, RowId(5)).contains("no wave is open"));
        document.planning.choices.entry(EntryId::from("audits")).or_default().state =
            SelectionState::Rejected;
        assert!(switch_told(&document, RowId(5)).contains("rejected"));
        assert_eq!(switch_told(&document, RowId(9)), "");
    }

    #[test]
    fn what_stands_elsewhere_is_listed_with_what_one_plan_lacks() {
        let document = Example::Norvik.document().unwrap();
        let mut other = document.clone();
        let moved = other.waves[0].items.remove(0);
        let gone = other.waves[3].items.remove(0).entry;
        other.waves[1].items.push(moved.clone());
        let same = side_by_side(vec![("A".to_owned(), document.clone()), ("B".to_owned(), document.clone())]);
        assert!(differences(&same).is_empty());
        let plans =
            vec![("A".to_owned(), document.clone()), ("B".to_owned(), other), ("C".to_owned(), document)];
        let expected =
            vec![(moved.entry, vec![Some(1), Some(2), Some(1)]), (gone, vec![Some(4), None, Some(4)])];
        assert_eq!(differences(&side_by_side(plans)), expected);
    }

    #[test]
    fn counter_plans_place_the_same_entries_and_the_naive_one_breaks_limits() {
        let document = Example::Norvik.document().unwrap();
        let plans = counter_plan(&document);
        let entries = |branch: &Branch| {
            let waves = &branch.document.waves;
            let mut entries: Vec<_> =
                waves.iter().flat_map(|wave| &wave.items).map(|item| item.entry.clone()).collect();
            entries.sort();
            entries
        };
        let [plan, by_score, naive] = [entries(&plans[0]), entries(&plans[1]), entries(&plans[2])];
        assert!(by_score.iter().all(|entry| plan.contains(entry)) && !by_score.is_empty());
        assert_eq!(naive, plan, "a naive plan leaves nothing out");
        let counts: Vec<usize> = plans[2].document.waves.iter().map(|wave| wave.items.len()).collect();
        assert_eq!(counts, [4, 4, 4, 3]);
        assert!(plans[2].outcome.findings[0] > plans[0].outcome.findings[0], "it breaks what the plan keeps");
        assert!(plans[1].outcome.findings[0] <= plans[2].outcome.findings[0]);
    }

    #[test]
    fn a_counter_plan_leaves_the_past_alone_and_places_the_rest_by_score() {
        let mut document = Example::Norvik.document().unwrap();
        document.waves[0].finished = true;
        let [plan, by_score, naive] = &counter_plan(&document)[..] else { panic!("three plans") };
        for other in [by_score, naive] {
            assert_eq!(other.document.waves[0], document.waves[0]);
            assert_ne!(other.document.waves[1..], plan.document.waves[1..], "{}", other.outcome.name);
        }
        assert!((plan.outcome.value - by_score.outcome.value).abs() > 1.0, "{}", by_score.outcome.value);
        assert_eq!(by_score.document.planning, document.planning);
    }

    #[test]
    fn a_naive_plan_leaves_the_past_and_pauses_alone() {
        let mut document = Example::Norvik.document().unwrap();
        document.waves[0].finished = true;
        document.waves[2].items.clear();
        document.waves[2].kind = WaveKind::Pause;
        let naive = naive(&document);
        assert_eq!(naive.waves[0], document.waves[0]);
        assert!(naive.waves[2].items.is_empty());
        let open: usize = [1, 3].map(|wave: usize| document.waves[wave].items.len()).iter().sum();
        assert_eq!(naive.waves[1].items.len() + naive.waves[3].items.len(), open);
        assert_eq!(super::naive(&Document::default()), Document::default());
    }
}
