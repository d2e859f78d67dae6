//! The question: which items go into which wave. `file` is its text form `wave-planning/1`, `Problem` the checked form in
//! dense tables. Everything is refused here, once, with the path of the fault; whatever becomes a `Problem` can be
//! searched without another check.
//!
//! Efforts and impacts are kept in hundredths, so that every rule is exact in whole numbers.

pub mod check;
pub mod fault;
pub mod file;
mod layout;
pub mod number;

use super::table::{Grid, List};
use check::{check_ids, check_item, check_sizes, check_waves};
use fault::ProblemError;
use file::{Objective, ProblemFile};

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
    pub(in crate::domain::planner) name: String,
    pub(in crate::domain::planner) objective: Objective,
    pub(in crate::domain::planner) waves: usize,
    pub(in crate::domain::planner) roles: usize,
    pub(in crate::domain::planner) groups: usize,
    pub(in crate::domain::planner) ids: Vec<String>,
    /// By wave; 0 for wave 0 and the spare one.
    pub(in crate::domain::planner) weights: List<i64>,
    /// By wave.
    pub(in crate::domain::planner) length: List<i64>,
    /// Role by wave, hundredths.
    pub(in crate::domain::planner) capacity: Grid<i64>,
    /// Group by wave, hundredths.
    pub(in crate::domain::planner) absorb: Grid<i64>,
    /// By group, per cent.
    pub(in crate::domain::planner) fatigue: List<i64>,
    /// Item by role, hundredths.
    pub(in crate::domain::planner) build: Grid<i64>,
    /// Item by role, hundredths per unit of wave length in the item's own wave.
    pub(in crate::domain::planner) own_run: Grid<i64>,
    /// Item by role, hundredths per unit of wave length afterwards.
    pub(in crate::domain::planner) run: Grid<i64>,
    /// Item by group, whole units.
    pub(in crate::domain::planner) impact: Grid<i64>,
    pub(in crate::domain::planner) value: List<i64>,
    pub(in crate::domain::planner) earliest: List<usize>,
    pub(in crate::domain::planner) latest: List<usize>,
    /// By item; 0 without a pin.
    pub(in crate::domain::planner) pin: List<usize>,
    pub(in crate::domain::planner) mandatory: List<bool>,
    pub(in crate::domain::planner) arcs: Vec<Arc>,
    /// By item: `(prerequisite, lag)`.
    pub(in crate::domain::planner) predecessors: List<Vec<(usize, usize)>>,
    /// By item: `(dependant, lag)`.
    pub(in crate::domain::planner) successors: List<Vec<(usize, usize)>>,
    pub(in crate::domain::planner) covers: Vec<Cover>,
    /// By item: the covers that name it.
    pub(in crate::domain::planner) covers_of: List<Vec<usize>>,
    /// Every item after its prerequisites.
    pub(in crate::domain::planner) order: Vec<usize>,
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
    pub(in crate::domain::planner) fn is_required(&self, item: usize) -> bool {
        self.mandatory[item] || self.pin[item] > 0
    }

    /// Effort of an item for a role in its own wave, hundredths.
    #[inline]
    pub(in crate::domain::planner) fn launch_effort(&self, item: usize, role: usize, wave: usize) -> i64 {
        self.build[(item, role)] + self.length[wave] * self.own_run[(item, role)]
    }

    /// Value of an item in a wave; 0 in wave 0.
    #[inline]
    pub(in crate::domain::planner) fn worth(&self, item: usize, wave: usize) -> i64 {
        self.value[item] * self.weights[wave]
    }
}

#[cfg(test)]
mod tests {
    use super::file::{FORMAT, ItemFile};
    use super::number::NUMBER_LIMIT;
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
