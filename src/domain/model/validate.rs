//! What a document must never hold, however well each field reads: the list of problems.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use thiserror::Error;

use super::document::Document;
use super::entry::CatalogueEntry;
use super::ids::{EntryId, ID_MAX};
use super::wave::Wave;

/// Most characters of one text.
pub const TEXT_LIMIT_CHARACTERS: usize = 10_000;
/// Most records in all lists together, answers not counted.
pub const ROW_LIMIT: usize = 20_000;
/// Most links in all lists together: names of other records, and answers, which link people to questions.
pub const LINK_LIMIT: usize = 200_000;
/// Most characters of an entry's id.
pub const ENTRY_ID_LIMIT_CHARACTERS: usize = 80;

/// Most cycles that are reported: one is enough to act, and a dense graph has more than memory can hold.
const CYCLE_LIMIT: usize = 10;
/// Most entries of a cycle that are named in its sentence.
const CYCLE_NAMES: usize = 12;

/// The entries that come with the product, and what each needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuiltInEntries {
    hard_prerequisites: BTreeMap<EntryId, Vec<EntryId>>,
}

impl BuiltInEntries {
    /// Takes what validation needs from the entries of the catalogue.
    pub fn from_entries<'a>(entries: impl IntoIterator<Item = &'a CatalogueEntry>) -> Self {
        let needs = |entry: &CatalogueEntry| (entry.id.clone(), entry.hard_prerequisites.clone());
        Self { hard_prerequisites: entries.into_iter().map(needs).collect() }
    }

    /// True where the entry comes with the product.
    pub fn contains(&self, entry: &EntryId) -> bool {
        self.hard_prerequisites.contains_key(entry)
    }
}

/// Something that makes a document unusable.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// Two rows of one list have the same id.
    #[error("The id {id} stands {count} times in {list}, first at positions {first} and {second}.")]
    DuplicateId {
        /// The list.
        list: String,
        /// The id.
        id: u64,
        /// How often it stands there.
        count: usize,
        /// First position, counted from 0.
        first: usize,
        /// Second position.
        second: usize,
    },
    /// An id that other JSON readers would round.
    #[error("The id {id} at {place} is larger than 9007199254740991, so other programs would misread it.")]
    IdTooLarge {
        /// Where.
        place: String,
        /// The id.
        id: u64,
    },
    /// An own entry whose id is no id.
    #[error(
        "'{id}' at {place} cannot name an entry: an entry's id is 1 to 80 small letters, digits and hyphens and \
         starts with a letter."
    )]
    BadEntryId {
        /// Where.
        place: String,
        /// The id as given, shortened where it is long.
        id: String,
    },
    /// An own entry takes the id of a built-in one.
    #[error("The own entry '{id}' at {place} has the id of an entry that comes with the product.")]
    BuiltInIdTaken {
        /// Where.
        place: String,
        /// The id.
        id: EntryId,
    },
    /// Two own entries share an id.
    #[error("The own entry '{id}' stands twice, at {first} and {second}.")]
    DuplicateEntry {
        /// The id.
        id: EntryId,
        /// First place.
        first: String,
        /// Second place.
        second: String,
    },
    /// An entry stands in the waves twice.
    #[error("The entry '{entry}' is planned twice, at {first} and {second}.")]
    PlacedTwice {
        /// The entry.
        entry: EntryId,
        /// First place.
        first: String,
        /// Second place.
        second: String,
    },
    /// Entries need each other in a circle.
    #[error("These entries need each other in a circle, so none can come first: {}.", CycleNames(.entries))]
    Cycle {
        /// The entries; each needs the next one and the last needs the first.
        entries: Vec<EntryId>,
    },
}

/// Everything that makes the document unusable: ids that stand twice, entries planned twice, prerequisites in a
/// circle. An empty list for a good document; at most ten circles are named.
pub fn problems(document: &Document, built_in: &BuiltInEntries) -> Vec<Problem> {
    let mut problems = Vec::new();
    row_id_problems(document, &mut problems);
    entry_id_problems(document, built_in, &mut problems);
    placement_problems(document, &mut problems);
    problems.extend(
        prerequisite_cycles(document, built_in).into_iter().map(|entries| Problem::Cycle { entries }),
    );
    problems
}

/// The circles among hard prerequisites: those of the catalogue and of own entries, replaced where the plan
/// overrides them. Works without recursion, so a long chain cannot exhaust the stack. At most ten are returned.
pub fn prerequisite_cycles(document: &Document, built_in: &BuiltInEntries) -> Vec<Vec<EntryId>> {
    let graph = prerequisite_graph(document, built_in);
    let mut cycles = Vec::new();
    let mut finished: BTreeSet<&EntryId> = BTreeSet::new();
    for start in graph.keys().copied() {
        if finished.contains(start) {
            continue;
        }
        // The path from the start to where we stand; each entry with the number of its prerequisites looked at.
        let mut path: Vec<(&EntryId, usize)> = vec![(start, 0)];
        let mut depth_of: BTreeMap<&EntryId, usize> = BTreeMap::from([(start, 0)]);
        while let Some((entry, looked_at)) = path.last_mut() {
            let Some(needed) = graph.get(*entry).and_then(|needs| needs.get(*looked_at)).copied() else {
                finished.insert(*entry);
                depth_of.remove(*entry);
                path.pop();
                continue;
            };
            *looked_at += 1;
            if let Some(depth) = depth_of.get(needed) {
                cycles.push(path.iter().skip(*depth).map(|(entry, _)| (*entry).clone()).collect());
                if cycles.len() == CYCLE_LIMIT {
                    return cycles;
                }
            } else if graph.contains_key(needed) && !finished.contains(needed) {
                depth_of.insert(needed, path.len());
                path.push((needed, 0));
            }
        }
    }
    cycles
}

/// The text without characters that are not seen and change what is seen: control characters other than tab and
/// line breaks, and marks that turn the direction of writing. Plain left-to-right and right-to-left marks stay.
/// Gives the number of characters left out besides.
pub fn without_hidden_characters(text: &str) -> (Cow<'_, str>, usize) {
    if !text.contains(is_hidden) {
        return (Cow::Borrowed(text), 0);
    }
    let count = text.chars().filter(|character| is_hidden(*character)).count();
    (Cow::Owned(text.replace(is_hidden, "")), count)
}

fn is_hidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    }
}

/// The names of a circle's entries; the first stands at the end again, and a long circle is cut in the middle.
struct CycleNames<'a>(&'a [EntryId]);

impl fmt::Display for CycleNames<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in self.0.iter().take(CYCLE_NAMES) {
            write!(formatter, "'{entry}' needs ")?;
        }
        match self.0.len().checked_sub(CYCLE_NAMES) {
            Some(rest) if rest > 0 => write!(formatter, "{rest} more, the last of which needs ")?,
            _ => {}
        }
        self.0.first().map_or(Ok(()), |first| write!(formatter, "'{first}'"))
    }
}

fn prerequisite_graph<'a>(
    document: &'a Document,
    built_in: &'a BuiltInEntries,
) -> BTreeMap<&'a EntryId, Vec<&'a EntryId>> {
    let own = document.planning.own_entries.iter().map(|entry| (&entry.id, &entry.hard_prerequisites));
    let mut graph: BTreeMap<&EntryId, Vec<&EntryId>> = built_in
        .hard_prerequisites
        .iter()
        .chain(own)
        .map(|(id, needs)| (id, needs.iter().collect()))
        .collect();
    for (entry, choice) in &document.planning.choices {
        if let (Some(needs), Some(prerequisites)) = (graph.get_mut(entry), &choice.prerequisites) {
            *needs = prerequisites.iter().map(|prerequisite| &prerequisite.entry).collect();
        }
    }
    graph
}

fn row_id_problems(document: &Document, problems: &mut Vec<Problem>) {
    for (place, id) in [("plan.id", Some(document.plan.id)), ("plan.scenario_of", document.plan.scenario_of)]
    {
        if let Some(id) = id.filter(|id| id.0 > ID_MAX) {
            problems.push(Problem::IdTooLarge { place: place.to_owned(), id: id.0 });
        }
    }
    macro_rules! lists {
        ($($rows:expr => $place:expr;)+) => {$(
            list_problems(format_args!($place), $rows.iter().map(|row| row.id.0), problems);
        )+};
    }
    let Document { organisation, foundation, initiation, planning, scenarios, execution, governance, .. } =
        document;
    lists! {
        organisation.other_pmos => "organisation.other_pmos";
        organisation.other_changes => "organisation.other_changes";
        foundation.value_statement => "foundation.value_statement";
        foundation.principles => "foundation.principles";
        foundation.objectives => "foundation.objectives";
        foundation.scope_in => "foundation.scope_in";
        foundation.scope_out => "foundation.scope_out";
        foundation.authority => "foundation.authority";
        foundation.customers => "foundation.customers";
        foundation.transitional_activities => "foundation.transitional_activities";
        foundation.funding.yearly_amounts => "foundation.funding.yearly_amounts";
        foundation.staff_plan => "foundation.staff_plan";
        foundation.assumptions => "foundation.assumptions";
        foundation.constraints => "foundation.constraints";
        foundation.risks => "foundation.risks";
        foundation.people => "foundation.people";
        initiation.participants => "initiation.participants";
        initiation.evidence => "initiation.evidence";
        initiation.pains => "initiation.pains";
        initiation.strengths => "initiation.strengths";
        initiation.earlier => "initiation.earlier";
        planning.wishes => "planning.wishes";
        document.waves => "waves";
        scenarios.kept => "scenarios.kept";
        scenarios.stress_tests => "scenarios.stress_tests";
        execution.decisions => "execution.decisions";
        execution.change_requests => "execution.change_requests";
        governance.raci => "governance.raci";
        governance.communications => "governance.communications";
        governance.kpis => "governance.kpis";
        governance.risks => "governance.risks";
        governance.lever_actions => "governance.lever_actions";
        governance.accepted_findings => "governance.accepted_findings";
    }
    for (index, earlier) in initiation.earlier.iter().enumerate() {
        lists! { earlier.participants => "initiation.earlier[{index}].participants"; }
    }
    for (index, customer) in foundation.customers.iter().enumerate() {
        lists! { customer.expectations => "foundation.customers[{index}].expectations"; }
    }
    for (kept, scenario) in scenarios.kept.iter().enumerate() {
        lists! { scenario.waves => "scenarios.kept[{kept}].waves"; }
    }
    for (before, waves) in all_waves(document) {
        for (index, wave) in waves.iter().enumerate() {
            lists! {
                wave.removed_duties => "{before}waves[{index}].removed_duties";
                wave.blackouts => "{before}waves[{index}].blackouts";
                wave.exit_criteria => "{before}waves[{index}].exit_criteria";
            }
        }
    }
    for (entry, actual) in &execution.actuals {
        lists! { actual.run_days => "execution.actuals.{entry}.run_days"; }
    }
}

fn list_problems(list: fmt::Arguments<'_>, ids: impl Iterator<Item = u64>, problems: &mut Vec<Problem>) {
    let mut positions: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, id) in ids.enumerate() {
        positions.entry(id).or_default().push(index);
    }
    for (id, positions) in positions {
        let Some(&first) = positions.first() else { continue };
        if id > ID_MAX {
            problems.push(Problem::IdTooLarge { place: format!("{list}[{first}]"), id });
        }
        if let Some(&second) = positions.get(1) {
            let (list, count) = (list.to_string(), positions.len());
            problems.push(Problem::DuplicateId { list, id, count, first, second });
        }
    }
}

fn entry_id_problems(document: &Document, built_in: &BuiltInEntries, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&EntryId, usize> = BTreeMap::new();
    let place = |index: usize| format!("planning.own_entries[{index}]");
    for (index, entry) in document.planning.own_entries.iter().enumerate() {
        let id = &entry.id;
        if !is_entry_id(id.as_str()) {
            let id = id.as_str().chars().take(ENTRY_ID_LIMIT_CHARACTERS).collect();
            problems.push(Problem::BadEntryId { place: place(index), id });
        }
        if built_in.contains(id) {
            problems.push(Problem::BuiltInIdTaken { place: place(index), id: id.clone() });
        }
        if let Some(first) = seen.insert(id, index) {
            let (first, second) = (place(first), place(index));
            problems.push(Problem::DuplicateEntry { id: id.clone(), first, second });
        }
    }
}

/// Whether a text can be the id of an entry: small letters, digits and hyphens behind a small letter.
pub fn is_entry_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.len() <= ENTRY_ID_LIMIT_CHARACTERS
        && text.bytes().all(allowed)
        && text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
}

/// The waves of the plan and those of each scenario, with the beginning of their places.
fn all_waves(document: &Document) -> Vec<(String, &[Wave])> {
    let kept = document.scenarios.kept.iter().enumerate();
    let kept = kept.map(|(index, scenario)| (format!("scenarios.kept[{index}]."), scenario.waves.as_slice()));
    std::iter::once((String::new(), document.waves.as_slice())).chain(kept).collect()
}

fn placement_problems(document: &Document, problems: &mut Vec<Problem>) {
    for (before, waves) in all_waves(document) {
        placements_of(&before, waves, problems);
    }
}

/// An entry stands in the waves of one scenario once.
fn placements_of(before: &str, waves: &[Wave], problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&EntryId, (usize, usize)> = BTreeMap::new();
    let place = |(wave, item): (usize, usize)| format!("{before}waves[{wave}].items[{item}]");
    for (wave_index, wave) in waves.iter().enumerate() {
        for (item_index, item) in wave.items.iter().enumerate() {
            let here = (wave_index, item_index);
            if let Some(first) = seen.insert(&item.entry, here) {
                let (first, second) = (place(first), place(here));
                problems.push(Problem::PlacedTwice { entry: item.entry.clone(), first, second });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> BuiltInEntries {
        let entry = |id: &str, needs: &[&str]| CatalogueEntry {
            id: EntryId::from(id),
            hard_prerequisites: needs.iter().map(|need| EntryId::from(*need)).collect(),
            ..CatalogueEntry::default()
        };
        BuiltInEntries::from_entries(&[entry("charter", &[]), entry("intake", &["charter"])])
    }

    fn check(document: &str, expected: &[&str]) {
        let document: Document = serde_json::from_str(document).unwrap();
        let found: Vec<String> = problems(&document, &built_in()).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_good_document_has_none() {
        check("{}", &[]);
        check(
            r#"{"waves": [{"id": 1, "items": [{"entry": "charter"}]}, {"id": 2, "items": [{"entry": "intake"}]}],
                "foundation": {"people": [{"id": 1}, {"id": 2}], "principles": [{"id": 1}]}}"#,
            &[],
        );
    }

    #[test]
    fn ids_stand_once_in_a_list() {
        check(
            r#"{"foundation": {"people": [{"id": 7}, {"id": 1}, {"id": 7}, {"id": 7}]}}"#,
            &["The id 7 stands 3 times in foundation.people, first at positions 0 and 2."],
        );
        check(
            r#"{"waves": [{"id": 1, "blackouts": [{}, {}]}]}"#,
            &["The id 0 stands 2 times in waves[0].blackouts, first at positions 0 and 1."],
        );
    }

    #[test]
    fn ids_survive_every_reader() {
        check(
            r#"{"plan": {"id": 9007199254740992}, "foundation": {"people": [{"id": 9007199254740991}]}}"#,
            &[
                "The id 9007199254740992 at plan.id is larger than 9007199254740991, so other programs would misread it.",
            ],
        );
    }

    #[test]
    fn own_entries_have_ids_of_their_own() {
        check(
            r#"{"planning": {"own_entries": [{"id": "own-1"}, {"id": "charter"}, {"id": "own-1"}]}}"#,
            &[
                "The own entry 'charter' at planning.own_entries[1] has the id of an entry that comes with the product.",
                "The own entry 'own-1' stands twice, at planning.own_entries[0] and planning.own_entries[2].",
            ],
        );
        for wrong in ["", "__proto__", "Own-1", "1own", "own 1"] {
            let document = serde_json::json!({"planning": {"own_entries": [{"id": wrong}]}});
            let document: Document = serde_json::from_value(document).unwrap();
            let found = problems(&document, &built_in());
            assert!(matches!(found.as_slice(), [Problem::BadEntryId { .. }]), "{wrong}: {found:?}");
        }
    }

    #[test]
    fn an_entry_is_planned_once() {
        check(
            r#"{"waves": [{"id": 1, "items": [{"entry": "charter"}]}, {"id": 2, "items": [{"entry": "charter"}]}]}"#,
            &["The entry 'charter' is planned twice, at waves[0].items[0] and waves[1].items[0]."],
        );
    }

    #[test]
    fn circles_are_named_entry_by_entry() {
        check(
            r#"{"planning": {"choices": {"charter": {"prerequisites": [{"entry": "charter"}]}}}}"#,
            &[
                "These entries need each other in a circle, so none can come first: 'charter' needs 'charter'.",
            ],
        );
        check(
            r#"{"planning": {"choices": {"charter": {"prerequisites": [{"entry": "own-1"}]}},
                "own_entries": [{"id": "own-1", "hard_prerequisites": ["intake"]}]}}"#,
            &["These entries need each other in a circle, so none can come first: \
               'charter' needs 'own-1' needs 'intake' needs 'charter'."],
        );
    }

    #[test]
    fn an_override_can_break_a_circle() {
        check(
            r#"{"planning": {"choices": {"own-1": {"prerequisites": []}},
                "own_entries": [{"id": "own-1", "hard_prerequisites": ["own-1"]}]}}"#,
            &[],
        );
    }

    #[test]
    fn dense_circles_are_reported_ten_times_at_most() {
        let ids: Vec<EntryId> = (0..60).map(|number| EntryId(format!("own-{number}"))).collect();
        let own = |id: &EntryId| CatalogueEntry {
            id: id.clone(),
            hard_prerequisites: ids.clone(),
            ..CatalogueEntry::default()
        };
        let mut document = Document::default();
        document.planning.own_entries = ids.iter().map(own).collect();
        assert_eq!(prerequisite_cycles(&document, &BuiltInEntries::default()).len(), CYCLE_LIMIT);
    }

    #[test]
    fn hidden_characters_are_left_out() {
        assert_eq!(without_hidden_characters("a\tb\nc \u{200f}ש"), (Cow::Borrowed("a\tb\nc \u{200f}ש"), 0));
        let (text, count) = without_hidden_characters("x\0\u{202e}y\u{2066}\u{9b}\u{7f}");
        assert_eq!((text.as_ref(), count), ("xy", 5));
    }
}
