//! Closing waves: which one is next, what is still open in it, and how the plan moved since it was kept as a baseline
//! (PMO fact base 6.9).

use crate::domain::catalogue::known_entries;
use crate::domain::command::label::{Argument, Label};
use crate::domain::command::{Command, apply};
use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RowId, WaveId};
use crate::domain::model::scalar::Date;
use crate::domain::proposal::limit::{Outcome, Shortfall, shortfalls};
use crate::domain::wording::{count, fill, phrase};

use super::fate::{Fate, PastEntry, Settled, late_entries, set_finished, settle};
use super::onward::Onward;

/// The first wave that is not finished.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenWave {
    /// The wave.
    pub id: WaveId,
    /// Its number, from 1.
    pub number: usize,
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// What lies behind it.
    pub onward: Onward,
    /// Entries that are launched, given up or further.
    pub launched: usize,
    /// Entries in it.
    pub entries: usize,
    /// Those that are not launched, given up or not: each needs a word on what becomes of it.
    pub late: Vec<PastEntry>,
    /// Exit criteria that are met.
    pub met: usize,
    /// Exit criteria.
    pub criteria: usize,
}

impl OpenWave {
    /// Nothing speaks against closing it: all of it is launched or given up, and the exit criteria are met.
    pub fn is_ready(&self) -> bool {
        self.launched == self.entries && self.met == self.criteria
    }

    /// What may become of its entries.
    pub fn fates(&self) -> impl Iterator<Item = Fate> {
        let has_next = self.onward.has_next();
        Fate::ALL.into_iter().filter(move |fate| has_next || *fate != Fate::Next)
    }

    fn settled(&self, fates: &[(EntryId, Fate)]) -> Settled {
        let late: Vec<_> = self.late.iter().map(|late| (self.number, late)).collect();
        settle(&late, fates, &self.onward)
    }

    /// Closes the wave in one step and settles what is late, as the records say or as somebody said. What moves on stands
    /// ahead of the next wave's own entries, which may need it, and wishes for the past are let go. None before the first day of the wave: what has not begun
    /// has no outcome.
    pub fn close(&self, today: Date, fates: &[(EntryId, Fate)]) -> Option<Command> {
        if today < self.start {
            return None;
        }
        let mut commands = self.settled(fates).commands;
        commands.push(set_finished(self.id, true));
        Some(Command::Several { label: wave_label("command.close_wave", self.number), commands })
    }

    /// What it brings over its capacity in the waves behind, or further over: what moves on may be too much there.
    pub fn shortfalls(
        &self,
        document: &Document,
        figures: &Figures,
        fates: &[(EntryId, Fate)],
    ) -> Vec<Shortfall> {
        let closed = self.close(self.end, fates).and_then(|command| {
            let known = known_entries(document);
            apply(document, &command, &known).ok()
        });
        closed
            .map_or_else(Vec::new, |closed| shortfalls(&Outcome::of(figures), &Outcome::of_document(&closed)))
    }

    /// What closing it did, in a sentence.
    pub fn told(&self, fates: &[(EntryId, Fate)]) -> String {
        let of = |fate: Fate| self.late.iter().filter(|late| late.decided(fates) == fate).count();
        let settled = Fate::ALL.into_iter().map(|fate| (fate, of(fate))).filter(|(_, entries)| *entries > 0);
        let mut settled: Vec<String> = settled.map(|(fate, entries)| fate.told(entries)).collect();
        let beside = self.settled(fates);
        let others = [
            ("closing.told.pushed", beside.pushed),
            ("closing.told.waiting", beside.waiting),
            ("closing.told.let_go", beside.let_go),
        ];
        settled.extend(
            others.into_iter().filter(|(_, number)| *number > 0).map(|(key, number)| count(key, number)),
        );
        let number = self.number.to_string();
        if settled.is_empty() {
            return fill("closing.closed", &[("number", &number)]);
        }
        fill("closing.closed_with", &[("number", &number), ("settled", &phrase::list(&settled))])
    }
}

/// The wave to be closed next; none where all are finished.
pub fn open_wave(document: &Document, figures: &Figures) -> Option<OpenWave> {
    let (index, wave) = document.waves.iter().enumerate().find(|(_, wave)| !wave.finished)?;
    let span = figures.spans.get(index)?;
    let onward = Onward::of(document, figures, index + 1);
    let late = late_entries(document, wave, onward.has_next());
    let criteria = || wave.exit_criteria.iter().filter(|criterion| !criterion.text.trim().is_empty());
    Some(OpenWave {
        id: wave.id,
        number: index + 1,
        start: span.start,
        end: span.end,
        onward,
        launched: wave.items.len() - late.iter().filter(|late| late.fate != Fate::GivenUp).count(),
        entries: wave.items.len(),
        late,
        met: criteria().filter(|criterion| criterion.done).count(),
        criteria: criteria().count(),
    })
}

/// The last closed wave, from 1: the one that can be opened again without a gap.
pub fn last_closed(document: &Document) -> Option<usize> {
    document.waves.iter().rposition(|wave| wave.finished).map(|index| index + 1)
}

/// Opens a closed wave again, counted from 1, in one step. What closing moved out of it stays where it is.
pub fn reopen(document: &Document, number: usize) -> Option<Command> {
    let wave = document.waves.get(number.checked_sub(1)?).filter(|wave| wave.finished)?;
    let commands = vec![set_finished(wave.id, false)];
    Some(Command::Several { label: wave_label("command.reopen_wave", number), commands })
}

fn wave_label(key: &'static str, number: usize) -> Label {
    Label { key, arguments: vec![("number", Argument::Number(number))] }
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
    use crate::domain::command::history::History;
    use crate::domain::example::Example;
    use crate::domain::health::order::unmet_prerequisites;
    use crate::domain::model::execution::{Actual, DeploymentState};
    use crate::domain::model::planning::{SelectionState, Wish, WishKind};
    use crate::domain::model::scenario::Scenario;
    use crate::domain::model::wave::{Wave, WaveItem, WaveKind};
    use crate::domain::proposal::adviser::split_command;
    use crate::domain::proposal::limit::{Limit, demand_on};

    fn open(document: &Document) -> OpenWave {
        open_wave(document, &Figures::of(document)).unwrap()
    }

    /// The example with these records of the first wave, in its order of work.
    fn norvik(states: &[DeploymentState]) -> (Document, Vec<EntryId>) {
        let mut document = Example::Norvik.document().unwrap();
        let entries: Vec<EntryId> = document.waves[0].items.iter().map(|item| item.entry.clone()).collect();
        for (entry, state) in entries.iter().zip(states) {
            let actual = Actual { state: *state, ..Actual::default() };
            document.execution.actuals.insert(entry.clone(), actual);
        }
        (document, entries)
    }

    fn run(document: &Document, command: &Command) -> Document {
        apply(document, command, &known_entries(document)).unwrap()
    }

    #[test]
    fn the_first_unfinished_wave_is_closed_when_everything_is_launched_and_met() {
        let mut document = Example::Norvik.document().unwrap();
        document.waves[0].finished = true;
        let found = open(&document);
        assert_eq!((found.number, found.launched, found.entries), (2, 0, 4));
        assert!(!found.is_ready());
        let entries: Vec<_> = document.waves[1].items.iter().map(|item| item.entry.clone()).collect();
        for entry in entries {
            let actual = Actual { state: DeploymentState::Launched, ..Actual::default() };
            document.execution.actuals.insert(entry, actual);
        }
        document.waves[1].exit_criteria.iter_mut().for_each(|criterion| criterion.done = true);
        assert!(open(&document).is_ready());
        assert_eq!(open(&document).told(&[]), "Wave 2 is closed.");
        document.waves.iter_mut().for_each(|wave| wave.finished = true);
        assert_eq!(open_wave(&document, &Figures::of(&document)), None);
    }

    #[test]
    fn what_is_late_is_settled_as_recorded_or_as_somebody_says() {
        use DeploymentState::{Building, Dropped, Launched, NotStarted};
        let (mut document, entries) = norvik(&[Launched, Building, Dropped, NotStarted]);
        let [launched, building, dropped, waiting, rest @ ..] = &*entries else { panic!("{entries:?}") };
        let wave = open(&document);
        assert!(rest.iter().all(|entry| wave.late.iter().any(|late| late.entry == *entry)));
        let mut said: Vec<(EntryId, Fate)> = rest.iter().map(|entry| (entry.clone(), Fate::Stays)).collect();
        said.push((waiting.clone(), Fate::Again));
        let closed = run(&document, &wave.close(wave.start, &said).unwrap());
        assert!(closed.waves[0].finished);
        assert_eq!(closed.wave_of(launched), Some(1));
        assert_eq!(closed.waves[1].items[0].entry, *building, "ahead of what may need it");
        assert_eq!(closed.selection(dropped), SelectionState::Parked);
        assert_eq!((closed.wave_of(waiting), closed.selection(waiting)), (None, SelectionState::Chosen));
        assert!(rest.iter().all(|entry| closed.wave_of(entry) == Some(1)));
        assert_eq!(closed.execution, document.execution, "no record was asked for");
        assert!(wave.told(&said).starts_with("Wave 1 is closed: 1 moved to the next wave, 1 "));
        said.push((building.clone(), Fate::Launched));
        let closed = run(&document, &wave.close(wave.start, &said).unwrap());
        assert_eq!(closed.execution.actuals[building].state, Launched);
        assert_eq!(closed.wave_of(building), Some(1));
        document.waves.truncate(1);
        let alone = open(&document);
        assert_eq!(alone.late[0].fate, Fate::Again, "no wave follows");
        assert!(alone.fates().all(|fate| fate != Fate::Next));
    }

    #[test]
    fn what_moves_on_keeps_its_order_and_passes_over_waves_that_launch_nothing() {
        for kind in [WaveKind::Pause, WaveKind::Closing] {
            let (mut document, entries) = norvik(&[DeploymentState::Building; 2]);
            document.waves[1].kind = kind;
            let wave = open(&document);
            let closed = run(&document, &wave.close(wave.end, &[]).unwrap());
            let next: Vec<&EntryId> = closed.waves[2].items.iter().map(|item| &item.entry).collect();
            assert_eq!(next[..entries.len()], entries.iter().collect::<Vec<_>>());
        }
    }

    /// The project method stands in wave 3 as a pilot that is late, its roll-out in the wave behind.
    fn late_pilot(waves: usize) -> (OpenWave, Document, [EntryId; 2]) {
        let mut document = Example::Norvik.document().unwrap();
        document.waves.truncate(waves);
        document.waves[..2].iter_mut().for_each(|wave| wave.finished = true);
        let pilot = EntryId::from("pm-methodology");
        let split = split_command(&document, &pilot, document.waves[3].id);
        let split_up = run(&document, &split);
        let mut document = split_up;
        let roll_out = EntryId::from("pm-methodology-roll-out");
        for item in document.waves[2].items.clone() {
            let state =
                if item.entry == pilot { DeploymentState::Building } else { DeploymentState::Launched };
            document.execution.actuals.insert(item.entry, Actual { state, ..Actual::default() });
        }
        assert_eq!((document.wave_of(&pilot), document.wave_of(&roll_out)), (Some(3), Some(4)));
        (open(&document), document, [pilot, roll_out])
    }

    /// Entries that need something of the plan that does not come in time.
    fn unmet(document: &Document) -> Vec<EntryId> {
        unmet_prerequisites(document, &Figures::of(document)).into_keys().collect()
    }

    #[test]
    fn a_roll_out_makes_room_for_its_late_pilot() {
        let (_, mut document, [pilot, roll_out]) = late_pilot(4);
        let last = Wave { id: WaveId(900), ..Wave::default() };
        document.waves.push(last);
        let wave = open(&document);
        let closed = run(&document, &wave.close(wave.end, &[]).unwrap());
        assert_eq!((closed.wave_of(&pilot), closed.wave_of(&roll_out)), (Some(4), Some(5)));
        assert_eq!(unmet(&closed), unmet(&document));
        assert_eq!(
            wave.told(&[]),
            "Wave 3 is closed: 1 moved to the next wave and 1 that follows it moved on as well."
        );
    }

    #[test]
    fn a_roll_out_that_no_wave_is_left_for_is_planned_again() {
        let (wave, document, [pilot, roll_out]) = late_pilot(4);
        let closed = run(&document, &wave.close(wave.end, &[]).unwrap());
        assert_eq!((closed.wave_of(&pilot), closed.wave_of(&roll_out)), (Some(4), None));
        assert_eq!(closed.selection(&roll_out), SelectionState::Chosen);
        assert_eq!(unmet(&closed), unmet(&document));
        assert!(wave.told(&[]).contains("1 that follows it to be planned again"), "{}", wave.told(&[]));
    }

    #[test]
    fn wishes_for_the_past_let_go_of_what_leaves_it() {
        use DeploymentState::{Building, Launched};
        let (mut document, entries) = norvik(&[Building, Launched, Building]);
        let [late, launched, other, ..] = &*entries else { panic!("{entries:?}") };
        let wish = |id, kind, wave, entries: &[&EntryId]| Wish {
            id: RowId(id),
            kind,
            wave: Some(wave),
            entries: entries.iter().copied().cloned().collect(),
            ..Wish::default()
        };
        document.planning.wishes = vec![
            wish(1, WishKind::InWave, 1, &[late]),
            wish(2, WishKind::NotAfter, 1, &[late, launched]),
            wish(3, WishKind::InWave, 1, &[launched]),
            wish(4, WishKind::NotAfter, 2, &[other]),
            wish(5, WishKind::NotBefore, 1, &[late]),
        ];
        let wave = open(&document);
        let history = History::load(document.clone());
        let done = history.execute(&wave.close(wave.end, &[]).unwrap(), &known_entries(&document)).unwrap();
        let kept = |id: u64| {
            let wishes = &done.document().planning.wishes;
            wishes.iter().find(|wish| wish.id == RowId(id)).map(|wish| wish.entries.clone())
        };
        assert_eq!((kept(1), kept(2)), (None, Some(vec![launched.clone()])));
        assert!([3, 4, 5].into_iter().all(|id| kept(id).is_some()));
        assert!(
            wave.told(&[]).ends_with("and 2 wishes for a wave of the past let go."),
            "{}",
            wave.told(&[])
        );
        assert_eq!(**done.undo().document(), document, "one step");
        let stays: Vec<_> = entries.iter().map(|entry| (entry.clone(), Fate::Stays)).collect();
        let closed = run(&document, &wave.close(wave.end, &stays).unwrap());
        assert_eq!(closed.planning.wishes, document.planning.wishes);
    }

    #[test]
    fn what_moves_on_is_told_where_it_is_too_much() {
        use DeploymentState::{Building, Launched};
        let (document, entries) = norvik(&[Building; 9]);
        let figures = Figures::of(&document);
        let wave = open(&document);
        let over = wave.shortfalls(&document, &figures, &[]);
        let closed = Figures::of(&run(&document, &wave.close(wave.end, &[]).unwrap()));
        assert!(over.iter().any(|short| short.wave == 2 && short.limit == Limit::Office), "{over:?}");
        for short in &over {
            assert_eq!(demand_on(&closed, short.wave, short.limit), Some(short.used));
        }
        let stay: Vec<_> = entries.into_iter().map(|entry| (entry, Fate::Stays)).collect();
        assert_eq!(wave.shortfalls(&document, &figures, &stay), []);
        let (document, _) = norvik(&[Launched; 9]);
        assert_eq!(open(&document).shortfalls(&document, &Figures::of(&document), &[]), []);
    }

    #[test]
    fn closing_makes_up_no_record() {
        let (document, _) = norvik(&[]);
        let wave = open(&document);
        let closed = run(&document, &wave.close(wave.end, &[]).unwrap());
        assert_eq!(closed.execution, document.execution);
        assert_eq!(closed.waves[0].items, document.waves[0].items);
    }

    #[test]
    fn a_wave_is_not_closed_before_its_first_day() {
        let (document, _) = norvik(&[DeploymentState::Launched; 9]);
        let wave = open(&document);
        let eve = Date::parse("2026-12-31").unwrap();
        assert_eq!((eve < wave.start, wave.close(eve, &[])), (true, None));
        assert!(wave.close(wave.start, &[]).is_some());
    }

    #[test]
    fn the_last_closed_wave_is_opened_again_in_one_step() {
        let (mut document, _) = norvik(&[]);
        assert_eq!((last_closed(&document), reopen(&document, 1)), (None, None));
        document.waves[0].finished = true;
        document.waves[1].finished = true;
        assert_eq!(last_closed(&document), Some(2));
        let history = History::load(document.clone());
        let done = history.execute(&reopen(&document, 2).unwrap(), &known_entries(&document)).unwrap();
        assert!(!done.document().waves[1].finished && done.document().waves[0].finished);
        assert_eq!(**done.undo().document(), document);
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
