//! Which fields a page asks for, as data: no field of the plan is without a place on screen.

pub mod choices;
mod execution;
mod foundation;
mod governance;
mod initiation;
pub mod naming;
mod organisation;
pub mod place;
mod plan;
mod planning;
pub mod refusal;
pub mod removal;
pub mod row;
mod scenarios;
pub mod source;
pub mod told;
mod waves;

use serde_json::Value;

use self::choices::Options;
use super::command::path::{FieldPath, PathError, PathStep};

/// Where the candidates of a reference come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// People of the definition, by id.
    People,
    /// Promised benefits, by id.
    Benefits,
    /// Objectives, by id.
    Objectives,
    /// Participants of the assessment, by id.
    Participants,
    /// Waves, by id.
    Waves,
    /// Waves, by number from 1.
    WaveNumbers,
    /// Entries of the catalogue and own ones, by id.
    Entries,
    /// Roles of the PMO, by id.
    Roles,
    /// Assessment areas, by code.
    Areas,
    /// Stakeholder groups, by letter.
    Groups,
}

/// How a field is entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A list of short texts.
    Texts,
    /// A whole number of a closed range.
    WholeNumber {
        /// Smallest value.
        from: u32,
        /// Largest value.
        to: u32,
    },
    /// A number of a closed range.
    Decimal {
        /// Smallest value.
        from: f64,
        /// Largest value.
        to: f64,
    },
    /// A share in whole per cent, 0 to 100.
    Percent,
    /// Money; the file holds minor units (cents).
    Money,
    /// A day.
    Date,
    /// True or false.
    YesNo,
    /// One value of a closed list.
    Choice(&'static Options),
    /// A rating from 1 to 5.
    Scale5,
    /// One record of the plan.
    Reference(Source),
    /// Several records of the plan.
    References(Source),
    /// One value for each stakeholder group.
    PerGroup(&'static Input),
    /// One value for each size class.
    PerSize(&'static Input),
    /// One value for each of some keys; a key without a value is not in the file.
    PerKey {
        /// The keys.
        keys: &'static Options,
        /// The value of each.
        input: &'static Input,
    },
    /// Rows with these fields.
    Rows(&'static [Field]),
    /// Kept by the product itself and only shown.
    Shown,
    /// Edited by a screen of its own, on the page of that id.
    OwnScreen(&'static str),
}

impl Input {
    /// A number of things.
    pub const COUNT: Self = Self::WholeNumber { from: 0, to: 1_000_000_000 };
    /// Days, points, full-time equivalents.
    pub const AMOUNT: Self = Self::Decimal { from: 0.0, to: 1e9 };
    /// A fraction from 0 to 1.
    pub const SHARE: Self = Self::Decimal { from: 0.0, to: 1.0 };
    /// A maturity or readiness level.
    pub const LEVEL: Self = Self::Decimal { from: 1.0, to: 5.0 };
    /// How much a group must change.
    pub const IMPACT: Self = Self::WholeNumber { from: 0, to: 5 };
}

/// A field on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its path, with `[]` for a row, `*` for the key of a map and `{group}` for a stakeholder group.
    pub path: &'static str,
    /// How it is entered.
    pub input: Input,
    /// It may be empty (null in the file).
    pub optional: bool,
    /// When it says something; none for always.
    pub shown_when: Option<When>,
}

/// A choice beside a field, and the values of it for which the field says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Name of the choice in the same row.
    pub choice: &'static str,
    /// Its values.
    pub is_one_of: &'static [&'static str],
}

/// Fields that may be empty while a plan is written, but whose emptiness is an error of the health check (R01).
const NEEDED: [&str; 1] = ["foundation.sponsor.person"];

impl Field {
    /// Whether it may be empty only until the plan is looked at.
    pub fn is_needed(&self) -> bool {
        NEEDED.contains(&self.path)
    }

    /// The field, where it says something only for some values of a choice in the same row.
    const fn when(self, choice: &'static str, is_one_of: &'static [&'static str]) -> Self {
        Self { shown_when: Some(When { choice, is_one_of }), ..self }
    }

    /// Whether the field says something in a row, as it stands in the file. What is hidden keeps its value.
    pub fn is_shown_in(&self, row: &Value) -> bool {
        self.shown_when.is_none_or(|When { choice, is_one_of }| {
            row.get(choice).and_then(Value::as_str).is_some_and(|chosen| is_one_of.contains(&chosen))
        })
    }

    /// The part of its wording keys before `.label`, `.help`, `.unit`, `.why`, `.good`, `.bad`; the path
    /// without its rows, keys and groups: `field.foundation.objectives.measure`.
    pub fn stem(&self) -> String {
        let names = self.path.replace("[]", "");
        let names = names.split('.').filter(|name| !matches!(*name, "*" | "{group}"));
        names.fold("field".to_owned(), |stem, name| stem + "." + name)
    }

    /// The text of one of its wording keys: `label`, `help`, `unit`, `why`, `good`, `bad`.
    pub fn text(&self, kind: &str) -> Option<&'static str> {
        super::wording::find(&format!("{}.{kind}", self.stem()))
    }

    /// The path of the field in a plan: the open places are filled with these row ids, map keys and group
    /// letters in their order.
    pub fn at(&self, keys: &[&str]) -> Result<FieldPath, PathError> {
        let mut keys = keys.iter();
        let mut path = String::new();
        for (index, name) in self.path.split('.').enumerate() {
            if index > 0 {
                path.push('.');
            }
            match (name, name.strip_suffix("[]")) {
                ("*" | "{group}", _) => path.push_str(keys.next().unwrap_or(&"")),
                (_, Some(list)) => {
                    path.push_str(list);
                    path.push('[');
                    path.push_str(keys.next().unwrap_or(&""));
                    path.push(']');
                }
                _ => path.push_str(name),
            }
        }
        path.parse()
    }

    fn children(&self) -> &'static [Field] {
        if let Input::Rows(fields) = self.input { fields } else { &[] }
    }
}

/// Fields that belong together.
#[derive(Debug, PartialEq)]
pub struct Section {
    /// Its heading has the wording key `section.<id>`; some have `.why`, `.good` and `.bad` behind it.
    pub id: &'static str,
    /// The fields in the order of the screen. Paths with open places repeat for each row, key or group.
    pub fields: &'static [Field],
}

/// A page of forms.
#[derive(Debug, PartialEq)]
pub struct Page {
    /// Its heading has the wording key `page.<id>`.
    pub id: &'static str,
    /// The sections in the order of the screen.
    pub sections: &'static [Section],
}

/// All pages of forms in the order of the parts.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    [
        plan::PAGES,
        organisation::PAGES,
        foundation::PAGES,
        initiation::PAGES,
        planning::PAGES,
        waves::PAGES,
        scenarios::PAGES,
        execution::PAGES,
        governance::PAGES,
    ]
    .into_iter()
    .flatten()
}

/// The page of an id.
pub fn page(id: &str) -> Option<&'static Page> {
    pages().find(|page| page.id == id)
}

/// Every field, those of rows behind the field of their list.
pub fn fields() -> impl Iterator<Item = &'static Field> {
    fn with_children(field: &'static Field) -> Vec<&'static Field> {
        std::iter::once(field).chain(field.children().iter().flat_map(with_children)).collect()
    }
    pages().flat_map(|page| page.sections).flat_map(|section| section.fields).flat_map(with_children)
}

/// The field that a path of a plan belongs to. A row belongs to the field of its list, the value of one group
/// to the field of all groups.
pub fn find(path: &FieldPath) -> Option<&'static Field> {
    fields().filter(|field| is_place_of(field.path, path)).max_by_key(|field| field.path.len())
}

fn is_place_of(pattern: &str, path: &FieldPath) -> bool {
    let mut wanted = pattern.split('.').flat_map(|name| match name.strip_suffix("[]") {
        Some(list) => [list, "[]"],
        None => [name, ""],
    });
    let mut steps = path.steps().iter();
    let mut next_wanted = || wanted.by_ref().find(|name| !name.is_empty());
    if next_wanted() != Some(path.section_name()) {
        return false;
    }
    while let Some(name) = next_wanted() {
        let fits = match steps.next() {
            Some(PathStep::Key(key)) => matches!(name, "*" | "{group}") || name == key,
            Some(PathStep::Row(_) | PathStep::Index(_)) => name == "[]",
            None => false,
        };
        if !fits {
            return false;
        }
    }
    true
}

const fn field(path: &'static str, input: Input) -> Field {
    Field { path, input, optional: false, shown_when: None }
}

const fn optional(path: &'static str, input: Input) -> Field {
    Field { path, input, optional: true, shown_when: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: &str) {
        let field = find(&path.parse().unwrap()).unwrap();
        assert_eq!(field.path, expected, "{path}");
    }

    #[test]
    fn a_path_finds_its_field() {
        check("foundation.mission", "foundation.mission");
        check("foundation.objectives[4].measure", "foundation.objectives[].measure");
        check("foundation.objectives[4]", "foundation.objectives");
        check("foundation.stakeholders.E.power", "foundation.stakeholders.{group}.power");
        check("waves[3].readiness.P", "waves[].readiness");
        check("waves[3].items[pmo-charter].run_owner", "waves[].items[].run_owner");
        check("planning.choices.pmo-charter.impact.E", "planning.choices.*.impact");
        assert_eq!(find(&"foundation.misson".parse().unwrap()), None);
    }

    #[test]
    fn open_places_are_filled_in_their_order() {
        let path = |text: &str| find(&text.parse().unwrap()).unwrap();
        let run_owner = path("waves[3].items[pmo-charter].run_owner");
        let filled = run_owner.at(&["7", "risk-method"]).unwrap();
        assert_eq!(filled.to_string(), "waves[7].items[risk-method].run_owner");
        assert_eq!(run_owner.stem(), "field.waves.items.run_owner");
        let pulse = path("execution.actuals.pmo-charter.pulse.E.desire");
        let filled = pulse.at(&["risk-method", "T"]).unwrap();
        assert_eq!(filled.to_string(), "execution.actuals.risk-method.pulse.T.desire");
        assert_eq!(pulse.stem(), "field.execution.actuals.pulse.desire");
        assert!(run_owner.at(&[]).is_err());
    }

    #[test]
    fn an_own_stress_test_asks_only_what_its_kind_needs() {
        let Input::Rows(fields) = find(&"scenarios.stress_tests".parse().unwrap()).unwrap().input else {
            panic!("stress tests are rows")
        };
        let shown = |kind: &str| {
            let row = serde_json::json!({ "kind": kind });
            let names = fields.iter().filter(|field| field.is_shown_in(&row)).map(|field| field.path);
            names.filter_map(|path| path.rsplit('.').next()).collect::<Vec<_>>()
        };
        assert_eq!(shown("sponsor_leaves"), ["name", "kind", "wave"]);
        assert_eq!(shown("budget_cut"), ["name", "kind", "wave", "share_pct"]);
        assert_eq!(shown("external_change"), ["name", "kind", "wave", "points"]);
        assert_eq!(shown("role_lost"), ["name", "kind", "wave", "role"]);
    }

    #[test]
    fn fields_wait_for_values_of_a_choice_beside_them() {
        for field in fields() {
            let Some(When { choice, is_one_of }) = field.shown_when else { continue };
            let (row, _) = field.path.rsplit_once('.').unwrap();
            let beside = fields().find(|other| other.path == format!("{row}.{choice}"));
            let Some(Input::Choice(options)) = beside.map(|field| field.input) else {
                panic!("{}: no choice {choice}", field.path)
            };
            assert!(is_one_of.iter().all(|value| options.values.contains(value)), "{}", field.path);
        }
    }

    #[test]
    fn ids_of_pages_are_unique() {
        let mut ids: Vec<_> = pages().map(|page| page.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), pages().count());
    }
}
