//! Closing waves: which one is next, what is still open in it, and how the plan moved since it was kept as a baseline
//! (PMO fact base 6.9).

use crate::domain::command::Command;
use crate::domain::command::label::{Argument, Label};
use crate::domain::command::path::FieldPath;
use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::execution::DeploymentState;
use crate::domain::model::ids::{EntryId, RowId, WaveId};
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::WaveItem;

/// The first wave that is not finished.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenWave {
    /// The wave.
    pub id: WaveId,
    /// Its number, from 1.
    pub number: usize,
    /// Its last day.
    pub end: Option<Date>,
    /// Entries that are launched, given up or further.
    pub launched: usize,
    /// Entries in it.
    pub entries: usize,
    /// Those that are neither launched nor given up.
    pub late: Vec<EntryId>,
    /// Exit criteria that are met.
    pub met: usize,
    /// Exit criteria.
    pub criteria: usize,
}

impl OpenWave {
    /// Nothing speaks against closing it.
    pub fn is_ready(&self) -> bool {
        self.late.is_empty() && self.met == self.criteria
    }

    /// Closes the wave in one step and gives back what is late to those who plan; none where all is launched, or nothing.
    pub fn without_late(&self) -> Option<Command> {
        if self.late.is_empty() || self.launched == 0 {
            return None;
        }
        let place =
            |entry: &EntryId| Command::PlaceEntry { entry: entry.clone(), wave: None, position: None };
        let path = FieldPath::section("waves").row(self.id.0).key("finished");
        let finished = Command::SetField { path, value: true.into() };
        Some(Command::Several {
            label: Label {
                key: "command.close_wave",
                arguments: vec![("number", Argument::Number(self.number))],
            },
            commands: self.late.iter().map(place).chain([finished]).collect(),
        })
    }
}

/// The wave to be closed next; none where all are finished.
pub fn open_wave(document: &Document, figures: &Figures) -> Option<OpenWave> {
    let (index, wave) = document.waves.iter().enumerate().find(|(_, wave)| !wave.finished)?;
    let is_launched = |item: &WaveItem| {
        let actual = document.execution.actuals.get(&item.entry);
        actual.is_some_and(|actual| actual.is_launched(item) || actual.state == DeploymentState::Dropped)
    };
    let criteria = || wave.exit_criteria.iter().filter(|criterion| !criterion.text.trim().is_empty());
    Some(OpenWave {
        id: wave.id,
        number: index + 1,
        end: figures.spans.get(index).map(|span| span.end),
        launched: wave.items.iter().filter(|item| is_launched(item)).count(),
        late: wave.items.iter().filter(|item| !is_launched(item)).map(|item| item.entry.clone()).collect(),
        entries: wave.items.len(),
        met: criteria().filter(|criterion| criterion.done).count(),
        criteria: criteria().count(),
    })
}

/// An entry that stands elsewhere than in the baseline. Waves count from 1; none for "not planned".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The entry.
    pub entry: EntryId,
    /// Its wave in the baseline.
    pub was: Option<usize>,
    /// Its wave now.
    pub is: Option<usize>,
}

/// What moved since a scenario was kept; none where there is no such scenario.
pub fn shifts(document: &Document, baseline: RowId) -> Option<Vec<Shift>> {
    let kept = document.scenarios.kept.iter().find(|kept| kept.id == baseline)?;
    let in_baseline = |entry: &EntryId| {
        kept.waves.iter().position(|wave| wave.items.iter().any(|item| item.entry == *entry)).map(|at| at + 1)
    };
    let before = kept.waves.iter().flat_map(|wave| &wave.items);
    let new =
        document.waves.iter().flat_map(|wave| &wave.items).filter(|item| in_baseline(&item.entry).is_none());
    let shifts = before
        .chain(new)
        .map(|item| Shift {
            entry: item.entry.clone(),
            was: in_baseline(&item.entry),
            is: document.wave_of(&item.entry),
        })
        .filter(|shift| shift.was != shift.is);
    Some(shifts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::known_entries;
    use crate::domain::command::apply;
    use crate::domain::example::Example;
    use crate::domain::model::execution::Actual;
    use crate::domain::model::scenario::Scenario;

    #[test]
    fn the_first_unfinished_wave_is_closed_when_everything_is_launched_and_met() {
        let mut document = Example::Norvik.document().unwrap();
        document.waves[0].finished = true;
        let open = open_wave(&document, &Figures::of(&document)).unwrap();
        assert_eq!((open.number, open.launched, open.entries), (2, 0, 4));
        assert!(!open.is_ready());
        let entries: Vec<_> = document.waves[1].items.iter().map(|item| item.entry.clone()).collect();
        for entry in entries {
            let actual = Actual { state: DeploymentState::Launched, ..Actual::default() };
            document.execution.actuals.insert(entry, actual);
        }
        document.waves[1].exit_criteria.iter_mut().for_each(|criterion| criterion.done = true);
        assert!(open_wave(&document, &Figures::of(&document)).unwrap().is_ready());
        document.waves.iter_mut().for_each(|wave| wave.finished = true);
        assert_eq!(open_wave(&document, &Figures::of(&document)), None);
    }

    #[test]
    fn what_is_late_goes_back_to_those_who_plan_when_its_wave_is_closed() {
        let mut document = Example::Norvik.document().unwrap();
        let open = |document: &Document| open_wave(document, &Figures::of(document)).unwrap();
        assert_eq!(open(&document).without_late(), None, "nothing is recorded, so nothing is known");
        let entries: Vec<_> = document.waves[0].items.iter().map(|item| item.entry.clone()).collect();
        let actual = Actual { state: DeploymentState::Launched, ..Actual::default() };
        document.execution.actuals.insert(entries[0].clone(), actual);
        let command = open(&document).without_late().unwrap();
        let closed = apply(&document, &command, &known_entries(&document)).unwrap();
        assert!(closed.waves[0].finished);
        assert_eq!(closed.waves[0].items.len(), 1);
        assert!(entries[1..].iter().all(|entry| closed.wave_of(entry).is_none()));
    }

    #[test]
    fn what_moved_since_the_baseline_is_listed_with_what_is_new_and_gone() {
        let mut document = Example::Norvik.document().unwrap();
        let waves = document.waves.clone();
        document.scenarios.kept.push(Scenario { id: RowId(3), waves, ..Scenario::default() });
        assert_eq!(shifts(&document, RowId(3)), Some(Vec::new()));
        assert_eq!(shifts(&document, RowId(4)), None);
        let moved = document.waves[0].items.remove(0);
        let gone = document.waves[3].items.remove(0).entry;
        let entry = moved.entry.clone();
        document.waves[1].items.push(moved);
        let new = EntryId::from("audits");
        document.waves[3].items.push(WaveItem { entry: new.clone(), ..WaveItem::default() });
        let expected = [
            Shift { entry, was: Some(1), is: Some(2) },
            Shift { entry: gone, was: Some(4), is: None },
            Shift { entry: new, was: None, is: Some(4) },
        ];
        assert_eq!(shifts(&document, RowId(3)).unwrap(), expected);
    }
}
