//! Re-planning from a day: waves that are over are closed, what was launched stays, what was not goes back to the planner,
//! and what finished waves teach about capacities is taken only where somebody says so (PMO fact base 5.4 no 12, 6.9).

use crate::domain::command::Command;
use crate::domain::command::label::Label;
use crate::domain::figures::Figures;
use crate::domain::figures::timeline::WaveSpan;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, RowId, WaveId};
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::Wave;

use super::calibration::{Calibration, calibrations, take};
use super::fate::{Fate, PastEntry, is_unrecorded, late_entries, set_finished, settle};
use super::onward::Onward;

/// A wave that is over by the calendar and not closed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct PastWave {
    /// The wave.
    pub id: WaveId,
    /// Its number, from 1.
    pub number: usize,
    /// Its last day.
    pub end: Date,
    /// Nobody recorded anything about its entries: they are taken as launched as planned.
    pub is_unrecorded: bool,
    /// Its entries that the records do not show as launched, in the order of work.
    pub late: Vec<PastEntry>,
}

/// What was decided about re-planning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// Id and name of the scenario that keeps the plan as it is; none keeps nothing.
    pub baseline: Option<(RowId, String)>,
    /// Entries whose fate is another than the records say.
    pub fates: Vec<(EntryId, Fate)>,
    /// Groups whose base capacity becomes what finished waves propose.
    pub capacities: Vec<Group>,
}

/// The waves that ended before a day and are not closed.
pub fn past_waves(document: &Document, figures: &Figures, today: Date) -> Vec<PastWave> {
    let is_over = |(wave, span): (&Wave, &WaveSpan)| !wave.finished && span.end < today;
    let has_next = |number: usize| Onward::of(document, figures, number).has_next();
    let over = (1..).zip(document.waves.iter().zip(&figures.spans)).filter(|(_, wave)| is_over(*wave));
    let past = over.map(|(number, (wave, span))| PastWave {
        id: wave.id,
        number,
        end: span.end,
        is_unrecorded: is_unrecorded(document, wave),
        late: late_entries(document, wave, has_next(number)),
    });
    past.collect()
}

/// The wave, from 1, in which a day lies.
pub fn wave_of_day(figures: &Figures, today: Date) -> Option<usize> {
    figures.spans.iter().position(|span| span.contains(today)).map(|index| index + 1)
}

/// What finished waves teach, those included that are over and about to be closed.
pub fn lessons(document: &Document, past: &[PastWave]) -> Vec<Calibration> {
    let mut closed = document.clone();
    for wave in &mut closed.waves {
        wave.finished |= past.iter().any(|past| past.id == wave.id);
    }
    let figures = Figures::of(&closed);
    calibrations(&closed, &figures).into_iter().filter(Calibration::is_news).collect()
}

/// The one step before the planner runs; none where nothing has to change.
pub fn command(document: &Document, past: &[PastWave], decisions: &Decisions) -> Option<Command> {
    let last = past.last().map_or(0, |wave| wave.number);
    let onward = Onward::of(document, &Figures::of(document), last);
    let late: Vec<(usize, &PastEntry)> =
        past.iter().flat_map(|wave| wave.late.iter().map(|late| (wave.number, late))).collect();
    let mut commands = settle(&late, &decisions.fates, &onward).commands;
    commands.extend(past.iter().map(|wave| set_finished(wave.id, true)));
    let lessons = lessons(document, past);
    let taken: Vec<&Calibration> =
        lessons.iter().filter(|lesson| decisions.capacities.contains(&lesson.group)).collect();
    commands.extend(take(document, &taken));
    if commands.is_empty() {
        return None;
    }
    let keep = decisions.baseline.as_ref().map(|(id, name)| Command::AddScenario {
        id: *id,
        name: name.clone(),
        note: String::new(),
        waves: None,
    });
    let commands = keep.into_iter().chain(commands).collect();
    Some(Command::Several { label: Label { key: "command.replan", arguments: Vec::new() }, commands })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::known_entries;
    use crate::domain::command::apply;
    use crate::domain::command::history::History;
    use crate::domain::example::Example;
    use crate::domain::model::execution::{Actual, DeploymentState};
    use crate::domain::model::planning::SelectionState;
    use crate::domain::model::scalar::Percent;

    /// The first day of a wave, counted from 1.
    fn first_day_of(document: &Document, wave: usize) -> Date {
        Figures::of(document).spans[wave - 1].start
    }

    fn past(document: &Document, wave: usize) -> Vec<PastWave> {
        past_waves(document, &Figures::of(document), first_day_of(document, wave))
    }

    fn record(document: &mut Document, entry: &str, state: DeploymentState) {
        document.execution.actuals.entry(EntryId::from(entry)).or_default().state = state;
    }

    fn run(document: &Document, command: &Command) -> Document {
        apply(document, command, &known_entries(document)).unwrap()
    }

    #[test]
    fn waves_are_over_when_their_last_day_is_past() {
        let document = Example::Norvik.document().unwrap();
        let numbers = |day| {
            let past = past_waves(&document, &Figures::of(&document), day);
            past.iter().map(|wave| wave.number).collect::<Vec<_>>()
        };
        let second = first_day_of(&document, 2);
        assert_eq!(numbers(second), [1]);
        assert!(numbers(Figures::of(&document).spans[0].end).is_empty());
        assert_eq!(wave_of_day(&Figures::of(&document), second), Some(2));
        assert!(past(&document, 2)[0].is_unrecorded);
    }

    #[test]
    fn what_was_launched_stays_and_the_rest_goes_back() {
        let mut document = Example::Norvik.document().unwrap();
        record(&mut document, "pmo-charter", DeploymentState::Adopted);
        record(&mut document, "project-inventory", DeploymentState::Building);
        record(&mut document, "status-reporting", DeploymentState::Dropped);
        let past = past(&document, 2);
        let late = |entry: &str| past[0].late.iter().find(|late| late.entry.as_str() == entry);
        assert_eq!(late("pmo-charter"), None);
        assert_eq!(late("project-inventory").unwrap().fate, Fate::Next);
        assert_eq!(late("status-reporting").unwrap().fate, Fate::GivenUp);
        let is_other =
            |late: &&PastEntry| late.fate == Fate::Next && late.entry.as_str() != "project-inventory";
        let waiting = past[0].late.iter().find(is_other).unwrap().entry.clone();
        let decisions = Decisions {
            baseline: Some((RowId(77), "As agreed".to_owned())),
            fates: vec![(EntryId::from("project-inventory"), Fate::Launched), (waiting.clone(), Fate::Again)],
            ..Decisions::default()
        };
        let command = command(&document, &past, &decisions).unwrap();
        let after = run(&document, &command);
        assert!(after.waves[0].finished && !after.waves[1].finished);
        let inventory = EntryId::from("project-inventory");
        assert_eq!(after.wave_of(&inventory), Some(1));
        assert_eq!(after.execution.actuals[&inventory].state, DeploymentState::Launched);
        assert_eq!(after.selection(&EntryId::from("status-reporting")), SelectionState::Parked);
        assert_eq!((after.wave_of(&waiting), after.selection(&waiting)), (None, SelectionState::Chosen));
        let others = past[0].late.iter().filter(|late| late.fate == Fate::Next);
        let others: Vec<&EntryId> = others
            .map(|late| &late.entry)
            .filter(|entry| **entry != inventory && **entry != waiting)
            .collect();
        assert!(!others.is_empty() && others.iter().all(|entry| after.wave_of(entry) == Some(2)));
        assert_eq!(after.scenarios.kept[0].waves, document.waves, "the plan as it was is kept");
        let history = History::load(document.clone());
        let done = history.execute(&command, &known_entries(&document)).unwrap();
        assert_eq!(**done.undo().document(), document, "one step");
    }

    #[test]
    fn what_moves_on_finds_the_first_wave_that_is_not_over_or_is_planned_again() {
        let mut document = Example::Norvik.document().unwrap();
        let late = document.waves[0].items[0].entry.clone();
        record(&mut document, late.as_str(), DeploymentState::Building);
        let settled = |past: &[PastWave]| {
            let after = run(&document, &command(&document, past, &Decisions::default()).unwrap());
            (past[0].late[0].fate, after.wave_of(&late))
        };
        assert_eq!(settled(&past(&document, 3)), (Fate::Next, Some(3)));
        let end = Date::parse("2099-01-01").unwrap();
        assert_eq!(settled(&past_waves(&document, &Figures::of(&document), end)), (Fate::Next, None));
    }

    #[test]
    fn capacities_change_only_where_somebody_says_so() {
        let mut document = Example::Norvik.document().unwrap();
        for item in document.waves[0].items.clone() {
            let actual = Actual {
                state: DeploymentState::Launched,
                adoption_60_pct: Percent::new(20).ok(),
                ..Actual::default()
            };
            document.execution.actuals.insert(item.entry, actual);
        }
        let past = past(&document, 2);
        let lessons = lessons(&document, &past);
        let group = lessons[0].group;
        assert!(lessons[0].proposed < lessons[0].now);
        let base = |document: &Document| document.foundation.stakeholders.get(group).base_capacity;
        let silent = run(&document, &command(&document, &past, &Decisions::default()).unwrap());
        assert_eq!(base(&silent), base(&document));
        let decisions = Decisions { capacities: vec![group], ..Decisions::default() };
        let told = run(&document, &command(&document, &past, &decisions).unwrap());
        assert_eq!(base(&told).map(|points| points.get()), Some(lessons[0].proposed));
        let again = super::lessons(&told, &past_waves(&told, &Figures::of(&told), first_day_of(&told, 2)));
        assert!(again.iter().all(|lesson| lesson.group != group), "taken once");
    }

    #[test]
    fn without_a_wave_that_is_over_nothing_has_to_change() {
        let document = Example::Norvik.document().unwrap();
        assert_eq!(command(&document, &past(&document, 1), &Decisions::default()), None);
    }
}
