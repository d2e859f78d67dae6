//! The question: which items go into which wave. `ProblemFile` is the text form `wave-planning/1`, `Problem` the
//! checked form in dense tables. Everything is refused here, once, with the path of the fault; whatever becomes a
//! `Problem` can be searched without another check.
//!
//! Whole numbers may be spelt in any way that JSON allows (`3`, `3.0`, `3e0`): JSON knows one kind of number, and
//! writers differ. Efforts and impacts are kept in hundredths, so that every rule is exact in whole numbers.

use std::fmt;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::table::{Grid, List};

/// The name and version of the text form.
pub const FORMAT: &str = "wave-planning/1";
/// Every number, and every sum that a plan could reach, stays below this one (2^53).
pub const NUMBER_LIMIT: u64 = 1 << 53;
/// The most items of one problem.
pub const MOST_ITEMS: usize = 100_000;
/// The most waves of one problem.
pub const MOST_WAVES: usize = 10_000;
/// The most arcs of one problem.
pub const MOST_ARCS: usize = 1_000_000;
/// The most cells of one table (items × waves, items × roles, groups × waves and so on).
pub const MOST_CELLS: usize = 5_000_000;

/// What a plan is to achieve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// The largest sum of value times weight of the item's wave.
    #[default]
    Value,
    /// The fewest waves that hold every item.
    MinWaves,
}

/// A problem as its file says it; nothing in it is checked but the kinds of its fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProblemFile {
    /// Always `wave-planning/1`.
    pub format: String,
    /// A name that comes back in the answer.
    pub name: String,
    /// The number of waves.
    #[serde(deserialize_with = "whole")]
    pub waves: u64,
    /// What is optimised.
    pub objective: Objective,
    /// Weight of each wave, non-increasing; `waves, waves - 1, .. 1` when absent.
    #[serde(default, deserialize_with = "maybe_wholes", skip_serializing_if = "Option::is_none")]
    pub weights: Option<Vec<u64>>,
    /// How often run effort counts in each wave; 1 when absent.
    #[serde(default, deserialize_with = "maybe_wholes", skip_serializing_if = "Option::is_none")]
    pub wave_length: Option<Vec<u64>>,
    /// Names of the roles.
    pub roles: Vec<String>,
    /// Names of the groups.
    pub groups: Vec<String>,
    /// Effort that each role has in each wave.
    #[serde(deserialize_with = "whole_rows")]
    pub capacity: Vec<Vec<u64>>,
    /// Impact that each group absorbs in each wave.
    #[serde(deserialize_with = "whole_rows")]
    pub absorb: Vec<Vec<u64>>,
    /// Share of a wave's new impact that each group still carries one wave later, in per cent.
    #[serde(deserialize_with = "wholes")]
    pub fatigue_pct: Vec<u64>,
    /// What may be deployed.
    pub items: Vec<ItemFile>,
    /// `[before, after, lag]` by position of the items.
    #[serde(deserialize_with = "arcs")]
    pub precedence: Vec<[u64; 3]>,
    /// Sets of which some must be deployed by a wave.
    #[serde(default)]
    pub cover: Vec<CoverFile>,
}

/// One item of a problem file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemFile {
    /// A name of its own.
    pub id: String,
    /// Effort per role in the item's wave.
    #[serde(deserialize_with = "wholes")]
    pub build: Vec<u64>,
    /// Effort per role and unit of wave length afterwards.
    #[serde(deserialize_with = "wholes")]
    pub run: Vec<u64>,
    /// Impact per group in the item's wave.
    #[serde(deserialize_with = "wholes")]
    pub impact: Vec<u64>,
    /// Value per unit of weight.
    #[serde(deserialize_with = "whole")]
    pub value: u64,
    /// First wave allowed.
    #[serde(default = "first_wave", deserialize_with = "whole")]
    pub earliest: u64,
    /// Last wave allowed; the last of all when absent.
    #[serde(default, deserialize_with = "maybe_whole", skip_serializing_if = "Option::is_none")]
    pub latest: Option<u64>,
    /// The one wave allowed; the item must be deployed then.
    #[serde(default, deserialize_with = "maybe_whole")]
    pub pin: Option<u64>,
    /// True when the item must be deployed.
    #[serde(default)]
    pub mandatory: bool,
    /// Share of a wave's run effort that falls in the item's own wave, in per cent.
    #[serde(default, deserialize_with = "whole")]
    pub own_run_pct: u64,
}

impl Default for ItemFile {
    fn default() -> Self {
        Self {
            id: String::new(),
            build: Vec::new(),
            run: Vec::new(),
            impact: Vec::new(),
            value: 0,
            earliest: 1,
            latest: None,
            pin: None,
            mandatory: false,
            own_run_pct: 0,
        }
    }
}

/// One cover of a problem file: at least so many of these items by that wave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CoverFile {
    /// Positions of the items.
    #[serde(deserialize_with = "wholes")]
    pub items: Vec<u64>,
    /// The wave by which they count.
    #[serde(deserialize_with = "whole")]
    pub by: u64,
    /// How many of them are needed.
    #[serde(deserialize_with = "whole")]
    pub at_least: u64,
}

/// A refused problem: where the fault lies, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct ProblemError {
    /// The place in the file, such as `items[3].build`.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The text is no JSON, or a field is absent or of another kind.
    #[error("{0}")]
    Unreadable(String),
    /// Another format or version.
    #[error("'{0}' is not known. Maybe it should be 'wave-planning/1'.")]
    Format(String),
    /// A list does not follow the list it belongs to.
    #[error("{}, {}", count(*.found, "entry", "entries"), count(*.expected, .one, .many))]
    Length {
        /// Entries found.
        found: usize,
        /// Entries needed.
        expected: usize,
        /// The word for one of what the list follows.
        one: &'static str,
        /// The word for several.
        many: &'static str,
    },
    /// A number outside its range.
    #[error("{found} lies outside {least}..{most}")]
    Range {
        /// The number.
        found: u64,
        /// The smallest allowed.
        least: u64,
        /// The largest allowed.
        most: u64,
    },
    /// A position that no item has.
    #[error("there is no item {found} among {}, counted from 0", count(*.items, "item", "items"))]
    NoItem {
        /// The position found.
        found: u64,
        /// How many items there are.
        items: usize,
    },
    /// Two items share an id.
    #[error("'{id}' is the id of items[{first}] already")]
    RepeatedId {
        /// The id.
        id: String,
        /// Position of the first item that has it.
        first: usize,
    },
    /// A cover names an item twice.
    #[error("item {0} is named twice")]
    RepeatedPosition(u64),
    /// Items that wait for each other in a ring; the first one is repeated at the end.
    #[error("cycle {}", .0.join(" -> "))]
    Cycle(Vec<String>),
    /// A window without a wave.
    #[error("earliest {earliest} is after latest {latest}")]
    Window {
        /// First wave allowed.
        earliest: u64,
        /// Last wave allowed.
        latest: u64,
    },
    /// A pin outside its item's window.
    #[error("pin {pin} lies outside the window {earliest}..{latest}")]
    Pin {
        /// The pinned wave.
        pin: u64,
        /// First wave allowed.
        earliest: u64,
        /// Last wave allowed.
        latest: u64,
    },
    /// A weight above the one before.
    #[error("{found} is more than {before} of the wave before. Weights never rise.")]
    Rising {
        /// The weight found.
        found: u64,
        /// The weight of the wave before.
        before: u64,
    },
    /// A sum that a plan could reach is too large to be exact everywhere.
    #[error("a plan could reach {reach} here, which is not below 2^53. Maybe use larger units.")]
    Reach {
        /// The largest sum, in hundredths for efforts and impacts.
        reach: u128,
    },
    /// More than the planner takes.
    #[error("{found} {what}, the planner takes at most {most}")]
    TooMany {
        /// How many there are.
        found: u64,
        /// What is counted.
        what: &'static str,
        /// The limit.
        most: u64,
    },
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn fault<T>(path: impl Into<String>, fault: Fault) -> Result<T, ProblemError> {
    Err(ProblemError { path: path.into(), fault })
}

impl ProblemFile {
    /// Reads the text form. Fields that are not part of the format are ignored.
    ///
    /// # Errors
    /// Text that is no JSON, absent fields, fields of another kind, numbers that are negative, fractional or 2^53
    /// and more.
    pub fn from_json(text: &str) -> Result<Self, ProblemError> {
        // A list would pass as an object with its fields in order.
        if text.trim_start().starts_with('[') {
            return fault("problem", Fault::Unreadable("a list, an object is expected".to_owned()));
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let file: Self = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = match error.path().to_string() {
                path if path == "." || path == "?" => "problem".to_owned(),
                path => path,
            };
            ProblemError { path, fault: Fault::Unreadable(plain_text(error.inner())) }
        })?;
        match reader.end() {
            Ok(()) => Ok(file),
            Err(error) => fault("problem", Fault::Unreadable(plain_text(&error))),
        }
    }
}

/// The place in the text says nothing once the path is known, so it stays only with faults of the JSON itself.
fn plain_text(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match (error.classify(), text.rfind(" at line ")) {
        (serde_json::error::Category::Data, Some(end)) => text.get(..end).unwrap_or(&text).to_owned(),
        _ => text,
    }
}

/// A prerequisite: `after` needs `before`, at least `lag` waves earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Position of the prerequisite.
    pub before: usize,
    /// Position of the item that needs it.
    pub after: usize,
    /// Waves between them; capped at the number of waves, as a longer one can never be met either.
    pub lag: usize,
}

/// A set of items of which some must be deployed by a wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Positions of the items, all different.
    pub items: Vec<usize>,
    /// The wave by which they count.
    pub by: usize,
    /// How many are needed.
    pub at_least: i64,
}

/// A checked problem in dense tables. Columns of wave tables are wave numbers: 0 means "not deployed", and one
/// spare column follows the last wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub(super) name: String,
    pub(super) objective: Objective,
    pub(super) waves: usize,
    pub(super) roles: usize,
    pub(super) groups: usize,
    pub(super) ids: Vec<String>,
    /// By wave; 0 for wave 0 and the spare one.
    pub(super) weights: List<i64>,
    /// By wave.
    pub(super) length: List<i64>,
    /// Role by wave, hundredths.
    pub(super) capacity: Grid<i64>,
    /// Group by wave, hundredths.
    pub(super) absorb: Grid<i64>,
    /// By group, per cent.
    pub(super) fatigue: List<i64>,
    /// Item by role, hundredths.
    pub(super) build: Grid<i64>,
    /// Item by role, hundredths per unit of wave length in the item's own wave.
    pub(super) own_run: Grid<i64>,
    /// Item by role, hundredths per unit of wave length afterwards.
    pub(super) run: Grid<i64>,
    /// Item by group, whole units.
    pub(super) impact: Grid<i64>,
    pub(super) value: List<i64>,
    pub(super) earliest: List<usize>,
    pub(super) latest: List<usize>,
    /// By item; 0 without a pin.
    pub(super) pin: List<usize>,
    pub(super) mandatory: List<bool>,
    pub(super) arcs: Vec<Arc>,
    /// By item: `(prerequisite, lag)`.
    pub(super) predecessors: List<Vec<(usize, usize)>>,
    /// By item: `(dependant, lag)`.
    pub(super) successors: List<Vec<(usize, usize)>>,
    pub(super) covers: Vec<Cover>,
    /// By item: the covers that name it.
    pub(super) covers_of: List<Vec<usize>>,
    /// Every item after its prerequisites.
    pub(super) order: Vec<usize>,
}

impl Problem {
    /// Reads and checks the text form.
    ///
    /// # Errors
    /// Everything that `ProblemFile::from_json` and `Problem::new` refuse.
    pub fn from_json(text: &str) -> Result<Self, ProblemError> {
        Self::new(&ProblemFile::from_json(text)?)
    }

    /// Checks a problem and lays it out in tables.
    ///
    /// # Errors
    /// The first fault, in the order of the fields: format, sizes, lengths, ranges, windows, positions, cycles, and
    /// sums that a plan could reach and that are 2^53 or more.
    pub fn new(file: &ProblemFile) -> Result<Self, ProblemError> {
        check_sizes(file)?;
        let waves = file.waves as usize;
        let (items, roles, groups) = (file.items.len(), file.roles.len(), file.groups.len());
        check_waves(file, waves)?;
        for (position, item) in file.items.iter().enumerate() {
            check_item(file, position, item)?;
        }
        check_ids(file)?;
        let mut problem = Self {
            name: file.name.clone(),
            objective: file.objective,
            waves,
            roles,
            groups,
            ids: file.items.iter().map(|item| item.id.clone()).collect(),
            weights: List::new(waves + 2, 0),
            length: List::new(waves + 2, 0),
            capacity: Grid::new(roles, waves + 2, 0),
            absorb: Grid::new(groups, waves + 2, 0),
            fatigue: file.fatigue_pct.iter().map(|&share| share as i64).collect::<Vec<_>>().into(),
            build: Grid::new(items, roles, 0),
            own_run: Grid::new(items, roles, 0),
            run: Grid::new(items, roles, 0),
            impact: Grid::new(items, groups, 0),
            // Value has no say where waves are minimised.
            value: file
                .items
                .iter()
                .map(|item| if file.objective == Objective::Value { item.value as i64 } else { 0 })
                .collect::<Vec<_>>()
                .into(),
            earliest: file.items.iter().map(|item| item.earliest as usize).collect::<Vec<_>>().into(),
            latest: file
                .items
                .iter()
                .map(|item| item.latest.unwrap_or(file.waves) as usize)
                .collect::<Vec<_>>()
                .into(),
            pin: file.items.iter().map(|item| item.pin.unwrap_or(0) as usize).collect::<Vec<_>>().into(),
            mandatory: file
                .items
                .iter()
                .map(|item| item.mandatory || file.objective == Objective::MinWaves)
                .collect::<Vec<_>>()
                .into(),
            arcs: Vec::with_capacity(file.precedence.len()),
            predecessors: List::new(items, Vec::new()),
            successors: List::new(items, Vec::new()),
            covers: Vec::with_capacity(file.cover.len()),
            covers_of: List::new(items, Vec::new()),
            order: Vec::new(),
        };
        problem.fill_tables(file);
        problem.add_arcs(file)?;
        problem.add_covers(file)?;
        problem.check_reach(file)?;
        problem.cut_limits();
        Ok(problem)
    }

    /// The name of the problem.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is optimised.
    pub fn objective(&self) -> Objective {
        self.objective
    }

    /// The number of waves.
    pub fn wave_count(&self) -> usize {
        self.waves
    }

    /// The number of items.
    pub fn item_count(&self) -> usize {
        self.ids.len()
    }

    /// The number of roles.
    pub fn role_count(&self) -> usize {
        self.roles
    }

    /// The number of groups.
    pub fn group_count(&self) -> usize {
        self.groups
    }

    /// The ids of the items, by position.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The same problem with an item held in a wave, to ask what that would cost. The window of the item is widened
    /// where it has to be.
    pub fn with_pin(&self, item: usize, wave: usize) -> Self {
        let mut other = self.clone();
        if item < self.item_count() && (1..=self.waves).contains(&wave) {
            other.pin[item] = wave;
            other.earliest[item] = other.earliest[item].min(wave);
            other.latest[item] = other.latest[item].max(wave);
        }
        other
    }

    /// The same problem with more capacity of a role in a wave, in effort units, to ask what that would be worth.
    pub fn with_more_capacity(&self, role: usize, wave: usize, units: u32) -> Self {
        let mut other = self.clone();
        if role < self.roles && (1..=self.waves).contains(&wave) {
            other.capacity[(role, wave)] += 100 * i64::from(units);
        }
        other
    }

    /// The same problem with a group that absorbs more in a wave, in impact units, to ask what that would be worth.
    pub fn with_more_absorption(&self, group: usize, wave: usize, units: u32) -> Self {
        let mut other = self.clone();
        if group < self.groups && (1..=self.waves).contains(&wave) {
            other.absorb[(group, wave)] += 100 * i64::from(units);
        }
        other
    }

    /// True when the item has to be deployed by its own fields.
    pub(super) fn is_required(&self, item: usize) -> bool {
        self.mandatory[item] || self.pin[item] > 0
    }

    /// Effort of an item for a role in its own wave, hundredths.
    #[inline]
    pub(super) fn launch_effort(&self, item: usize, role: usize, wave: usize) -> i64 {
        self.build[(item, role)] + self.length[wave] * self.own_run[(item, role)]
    }

    /// Value of an item in a wave; 0 in wave 0.
    #[inline]
    pub(super) fn worth(&self, item: usize, wave: usize) -> i64 {
        self.value[item] * self.weights[wave]
    }

    fn fill_tables(&mut self, file: &ProblemFile) {
        for wave in 1..=self.waves {
            let place = wave - 1;
            let given = file.weights.as_ref().and_then(|weights| weights.get(place)).copied();
            self.weights[wave] = given.unwrap_or((self.waves - place) as u64) as i64;
            let given = file.wave_length.as_ref().and_then(|lengths| lengths.get(place)).copied();
            self.length[wave] = given.unwrap_or(1) as i64;
        }
        for (role, row) in file.capacity.iter().enumerate() {
            for (place, &capacity) in row.iter().enumerate() {
                self.capacity[(role, place + 1)] = 100 * capacity as i64;
            }
        }
        for (group, row) in file.absorb.iter().enumerate() {
            for (place, &absorb) in row.iter().enumerate() {
                self.absorb[(group, place + 1)] = 100 * absorb as i64;
            }
        }
        for (position, item) in file.items.iter().enumerate() {
            for (role, (&build, &run)) in item.build.iter().zip(&item.run).enumerate() {
                self.build[(position, role)] = 100 * build as i64;
                self.own_run[(position, role)] = (item.own_run_pct * run) as i64;
                self.run[(position, role)] = 100 * run as i64;
            }
            for (group, &impact) in item.impact.iter().enumerate() {
                self.impact[(position, group)] = impact as i64;
            }
        }
    }

    /// Cuts limits that no plan reaches down to what all items together use, so that the size of a limit tells how
    /// scarce it is.
    fn cut_limits(&mut self) {
        for wave in 1..=self.waves {
            for role in 0..self.roles {
                let most = |item| {
                    self.launch_effort(item, role, wave).max(self.length[wave] * self.run[(item, role)])
                };
                let most = (0..self.item_count()).map(most).sum();
                self.capacity[(role, wave)] = self.capacity[(role, wave)].min(most);
            }
            for group in 0..self.groups {
                let impact: i64 = (0..self.item_count()).map(|item| self.impact[(item, group)]).sum();
                let most = impact * (100 + self.fatigue[group]);
                self.absorb[(group, wave)] = self.absorb[(group, wave)].min(most);
            }
        }
    }

    fn add_arcs(&mut self, file: &ProblemFile) -> Result<(), ProblemError> {
        let items = self.item_count();
        for (place, &[before, after, lag]) in file.precedence.iter().enumerate() {
            for (end, position) in [before, after].into_iter().enumerate() {
                check_position(&format!("precedence[{place}][{end}]"), position, items)?;
            }
            let arc =
                Arc { before: before as usize, after: after as usize, lag: lag.min(file.waves) as usize };
            self.predecessors[arc.after].push((arc.before, arc.lag));
            self.successors[arc.before].push((arc.after, arc.lag));
            self.arcs.push(arc);
        }
        self.order = self.sorted_by_precedence();
        if self.order.len() < items {
            return fault("precedence", Fault::Cycle(self.a_cycle()));
        }
        Ok(())
    }

    /// Items after their prerequisites, by position where free; those on or behind a cycle are left out.
    fn sorted_by_precedence(&self) -> Vec<usize> {
        let mut open: Vec<usize> = self.predecessors.iter().map(Vec::len).collect();
        let mut order: Vec<usize> =
            (0..self.item_count()).filter(|&item| open.get(item) == Some(&0)).collect();
        let mut next = 0;
        while let Some(&item) = order.get(next) {
            next += 1;
            for &(after, _) in &self.successors[item] {
                if let Some(left) = open.get_mut(after) {
                    *left -= 1;
                    if *left == 0 {
                        order.push(after);
                    }
                }
            }
        }
        order
    }

    /// Walks back through items that never became free until one comes again.
    fn a_cycle(&self) -> Vec<String> {
        let mut stuck = List::new(self.item_count(), true);
        for &item in &self.order {
            stuck[item] = false;
        }
        let Some(mut item) = (0..self.item_count()).find(|&item| stuck[item]) else { return Vec::new() };
        let mut seen_at = List::new(self.item_count(), usize::MAX);
        let mut walk = Vec::new();
        while seen_at[item] == usize::MAX {
            seen_at[item] = walk.len();
            walk.push(item);
            match self.predecessors[item].iter().find(|&&(before, _)| stuck[before]) {
                Some(&(before, _)) => item = before,
                None => return Vec::new(),
            }
        }
        let mut ring: Vec<usize> = walk.into_iter().skip(seen_at[item]).collect();
        ring.reverse();
        let first = ring.iter().enumerate().min_by_key(|&(_, &item)| item).map_or(0, |(place, _)| place);
        ring.rotate_left(first);
        ring.extend(ring.first().copied());
        ring.into_iter().filter_map(|item| self.ids.get(item).cloned()).collect()
    }

    fn add_covers(&mut self, file: &ProblemFile) -> Result<(), ProblemError> {
        let mut named_by = List::new(self.item_count(), usize::MAX);
        for (number, cover) in file.cover.iter().enumerate() {
            for (place, &position) in cover.items.iter().enumerate() {
                let path = format!("cover[{number}].items[{place}]");
                check_position(&path, position, self.item_count())?;
                let item = position as usize;
                if named_by[item] == number {
                    return fault(path, Fault::RepeatedPosition(position));
                }
                named_by[item] = number;
                self.covers_of[item].push(number);
            }
            check_range(&format!("cover[{number}].by"), cover.by, 1, file.waves)?;
            check_range(&format!("cover[{number}].at_least"), cover.at_least, 0, NUMBER_LIMIT - 1)?;
            self.covers.push(Cover {
                items: cover.items.iter().map(|&position| position as usize).collect(),
                by: cover.by as usize,
                // More than there are is as impossible as one more than there are.
                at_least: cover.at_least.min(cover.items.len() as u64 + 1) as i64,
            });
        }
        Ok(())
    }

    /// Every sum that a plan could reach must be exact in 53 bits: value, and the left sides of the limits of roles
    /// and groups, which count in hundredths. Plans need not be feasible for this, so no plan can ever overflow.
    fn check_reach(&self, file: &ProblemFile) -> Result<(), ProblemError> {
        let check = |path: String, reach: u128| match reach {
            reach if reach >= u128::from(NUMBER_LIMIT) => fault(path, Fault::Reach { reach }),
            _ => Ok(()),
        };
        let first_weight = self.weights.iter().copied().max().unwrap_or(0) as u128;
        let value: u128 = file.items.iter().map(|item| u128::from(item.value) * first_weight).sum();
        check("items.value".to_owned(), value)?;
        let longest =
            |from: usize| (from..=self.waves).map(|wave| self.length[wave]).max().unwrap_or(0) as u128;
        let (own, later) = (longest(1), longest(2));
        for role in 0..self.roles {
            let reach = file.items.iter().map(|item| {
                let of = |list: &[u64]| u128::from(list.get(role).copied().unwrap_or(0));
                let launch = 100 * of(&item.build) + own * u128::from(item.own_run_pct) * of(&item.run);
                launch.max(100 * later * of(&item.run))
            });
            check(format!("items.build[{role}]"), reach.sum())?;
        }
        for group in 0..self.groups {
            let impacts = file.items.iter().filter_map(|item| item.impact.get(group));
            check(
                format!("items.impact[{group}]"),
                100 * impacts.map(|&impact| u128::from(impact)).sum::<u128>(),
            )?;
        }
        Ok(())
    }
}

fn check_sizes(file: &ProblemFile) -> Result<(), ProblemError> {
    if file.format != FORMAT {
        return fault("format", Fault::Format(file.format.chars().take(60).collect()));
    }
    if file.waves == 0 {
        return fault("waves", Fault::Range { found: 0, least: 1, most: MOST_WAVES as u64 });
    }
    let (items, roles, groups) = (file.items.len() as u64, file.roles.len() as u64, file.groups.len() as u64);
    let sizes = [
        ("waves", file.waves, "waves", MOST_WAVES),
        ("items", items, "items", MOST_ITEMS),
        ("precedence", file.precedence.len() as u64, "arcs", MOST_ARCS),
        ("items", items.saturating_mul(file.waves), "pairs of item and wave", MOST_CELLS),
        ("roles", items.saturating_mul(roles), "pairs of item and role", MOST_CELLS),
        ("roles", file.waves.saturating_mul(roles), "pairs of role and wave", MOST_CELLS),
        ("groups", items.saturating_mul(groups), "pairs of item and group", MOST_CELLS),
        ("groups", file.waves.saturating_mul(groups), "pairs of group and wave", MOST_CELLS),
    ];
    for (path, found, what, most) in sizes {
        if found > most as u64 {
            return fault(path, Fault::TooMany { found, what, most: most as u64 });
        }
    }
    Ok(())
}

fn check_waves(file: &ProblemFile, waves: usize) -> Result<(), ProblemError> {
    if let Some(weights) = &file.weights {
        check_length("weights", weights.len(), waves, "wave", "waves")?;
        for (place, pair) in weights.windows(2).enumerate() {
            if let &[before, found] = pair
                && found > before
            {
                return fault(format!("weights[{}]", place + 1), Fault::Rising { found, before });
            }
        }
        check_below("weights", weights)?;
    }
    if let Some(lengths) = &file.wave_length {
        check_length("wave_length", lengths.len(), waves, "wave", "waves")?;
        check_below("wave_length", lengths)?;
    }
    check_length("capacity", file.capacity.len(), file.roles.len(), "role", "roles")?;
    for (role, row) in file.capacity.iter().enumerate() {
        check_length(&format!("capacity[{role}]"), row.len(), waves, "wave", "waves")?;
        check_below(&format!("capacity[{role}]"), row)?;
    }
    check_length("absorb", file.absorb.len(), file.groups.len(), "group", "groups")?;
    for (group, row) in file.absorb.iter().enumerate() {
        check_length(&format!("absorb[{group}]"), row.len(), waves, "wave", "waves")?;
        check_below(&format!("absorb[{group}]"), row)?;
    }
    check_length("fatigue_pct", file.fatigue_pct.len(), file.groups.len(), "group", "groups")?;
    for (group, &share) in file.fatigue_pct.iter().enumerate() {
        check_range(&format!("fatigue_pct[{group}]"), share, 0, 100)?;
    }
    Ok(())
}

fn check_item(file: &ProblemFile, position: usize, item: &ItemFile) -> Result<(), ProblemError> {
    let at = |field: &str| format!("items[{position}].{field}");
    check_length(&at("build"), item.build.len(), file.roles.len(), "role", "roles")?;
    check_length(&at("run"), item.run.len(), file.roles.len(), "role", "roles")?;
    check_length(&at("impact"), item.impact.len(), file.groups.len(), "group", "groups")?;
    check_below(&at("build"), &item.build)?;
    check_below(&at("run"), &item.run)?;
    check_below(&at("impact"), &item.impact)?;
    check_range(&at("value"), item.value, 0, NUMBER_LIMIT - 1)?;
    check_range(&at("earliest"), item.earliest, 1, file.waves)?;
    let (earliest, latest) = (item.earliest, item.latest.unwrap_or(file.waves));
    check_range(&at("latest"), latest, 1, file.waves)?;
    if earliest > latest {
        return fault(format!("items[{position}]"), Fault::Window { earliest, latest });
    }
    if let Some(pin) = item.pin {
        check_range(&at("pin"), pin, 1, file.waves)?;
        if pin < earliest || pin > latest {
            return fault(at("pin"), Fault::Pin { pin, earliest, latest });
        }
    }
    check_range(&at("own_run_pct"), item.own_run_pct, 0, 100)
}

fn check_ids(file: &ProblemFile) -> Result<(), ProblemError> {
    let mut ids = std::collections::BTreeMap::new();
    for (position, item) in file.items.iter().enumerate() {
        if let Some(first) = ids.insert(item.id.as_str(), position) {
            return fault(format!("items[{position}].id"), Fault::RepeatedId { id: item.id.clone(), first });
        }
    }
    Ok(())
}

fn check_length(
    path: &str,
    found: usize,
    expected: usize,
    one: &'static str,
    many: &'static str,
) -> Result<(), ProblemError> {
    if found == expected { Ok(()) } else { fault(path, Fault::Length { found, expected, one, many }) }
}

fn check_range(path: &str, found: u64, least: u64, most: u64) -> Result<(), ProblemError> {
    if (least..=most).contains(&found) { Ok(()) } else { fault(path, Fault::Range { found, least, most }) }
}

/// Text is checked while it is read; this is for files built in memory.
fn check_below(path: &str, numbers: &[u64]) -> Result<(), ProblemError> {
    match numbers.iter().position(|&number| number >= NUMBER_LIMIT) {
        Some(place) => check_range(&format!("{path}[{place}]"), u64::MAX, 0, NUMBER_LIMIT - 1),
        None => Ok(()),
    }
}

fn check_position(path: &str, found: u64, items: usize) -> Result<(), ProblemError> {
    if found < items as u64 {
        return Ok(());
    }
    fault(path, Fault::NoItem { found, items })
}

/// A whole number from 0 to 2^53 - 1, however it is spelt.
struct Whole(u64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number")
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Whole, E> {
        if number < NUMBER_LIMIT {
            Ok(Whole(number))
        } else {
            Err(E::custom(format!("{number} is not below 2^53")))
        }
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Whole, E> {
        u64::try_from(number)
            .map_or_else(|_| Err(E::custom(format!("{number} is negative"))), |whole| self.visit_u64(whole))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Whole, E> {
        if number < 0.0 {
            return Err(E::custom(format!("{number} is negative")));
        }
        if number >= NUMBER_LIMIT as f64 {
            return Err(E::custom(format!("{number} is not below 2^53")));
        }
        // Below 2^53 the conversion keeps whole numbers as they are, so a changed number had a fraction.
        let whole = number as u64;
        if whole as f64 == number {
            Ok(Whole(whole))
        } else {
            Err(E::custom(format!("{number} is not a whole number")))
        }
    }
}

fn first_wave() -> u64 {
    1
}

fn plain(wholes: Vec<Whole>) -> Vec<u64> {
    wholes.into_iter().map(|whole| whole.0).collect()
}

fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Whole::deserialize(deserializer).map(|whole| whole.0)
}

fn wholes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    Vec::deserialize(deserializer).map(plain)
}

fn maybe_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Option::<Whole>::deserialize(deserializer).map(|whole| whole.map(|whole| whole.0))
}

fn maybe_wholes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u64>>, D::Error> {
    Option::deserialize(deserializer).map(|wholes| wholes.map(plain))
}

fn whole_rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u64>>, D::Error> {
    Vec::deserialize(deserializer).map(|rows: Vec<Vec<Whole>>| rows.into_iter().map(plain).collect())
}

struct ArcEntry([u64; 3]);

impl<'de> Deserialize<'de> for ArcEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match wholes(deserializer)?.as_slice() {
            &[before, after, lag] => Ok(Self([before, after, lag])),
            other => {
                Err(D::Error::custom(format!("{}, 3 expected", count(other.len(), "number", "numbers"))))
            }
        }
    }
}

fn arcs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<[u64; 3]>, D::Error> {
    Vec::deserialize(deserializer)
        .map(|entries: Vec<ArcEntry>| entries.into_iter().map(|entry| entry.0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> ProblemFile {
        let item = |id: &str| ItemFile {
            id: id.to_owned(),
            build: vec![2],
            run: vec![1],
            value: 3,
            ..ItemFile::default()
        };
        ProblemFile {
            format: FORMAT.to_owned(),
            name: "small".to_owned(),
            waves: 2,
            roles: vec!["pmo".to_owned()],
            capacity: vec![vec![4, 4]],
            items: vec![item("a"), item("b"), item("c")],
            ..ProblemFile::default()
        }
    }

    fn check(change: impl Fn(&mut ProblemFile), expected: &str) {
        let mut file = small();
        change(&mut file);
        let found = Problem::new(&file).err().map_or("accepted".to_owned(), |error| error.to_string());
        assert_eq!(found, expected);
    }

    #[test]
    fn faults_are_named_by_their_path() {
        check(|_| (), "accepted");
        check(|file| file.items[2].build.push(1), "items[2].build: 2 entries, 1 role");
        check(
            |file| file.precedence = vec![[0, 3, 0]],
            "precedence[0][1]: there is no item 3 among 3 items, counted from 0",
        );
        check(
            |file| file.precedence = vec![[1, 2, 0], [0, 1, 0], [2, 0, 1]],
            "precedence: cycle a -> b -> c -> a",
        );
        check(
            |file| file.weights = Some(vec![1, 2]),
            "weights[1]: 2 is more than 1 of the wave before. Weights never rise.",
        );
    }

    #[test]
    fn numbers_at_the_limit_are_accepted_alone_and_refused_where_they_add_up() {
        let most = NUMBER_LIMIT - 1;
        check(|file| file.capacity = vec![vec![most, most]], "accepted");
        check(
            |file| file.items[0].value = most,
            "items.value: a plan could reach 18014398509481994 here, which is not below 2^53. Maybe use larger units.",
        );
    }

    #[test]
    fn whole_numbers_may_be_spelt_with_a_point() {
        let text = serde_json::to_string(&small()).unwrap();
        assert_eq!(ProblemFile::from_json(&text.replace("\"waves\":2", "\"waves\":2.0")), Ok(small()));
        let error = ProblemFile::from_json(&text.replace("\"waves\":2", "\"waves\":2.5")).unwrap_err();
        assert_eq!(error.to_string(), "waves: 2.5 is not a whole number");
    }

    #[test]
    fn absent_fields_take_their_defaults() {
        let problem = Problem::new(&small()).unwrap();
        assert_eq!((problem.weights[1], problem.weights[2], problem.length[2]), (2, 1, 1));
        assert_eq!((problem.latest[0], problem.pin[0]), (2, 0));
    }
}
