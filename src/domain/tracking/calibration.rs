//! What finished waves say about the change capacity of each group (PMO fact base 5.4 no 12). A proposal, never an act.

use serde_json::json;

use crate::domain::command::Command;
use crate::domain::command::label::{Argument, Label};
use crate::domain::command::path::FieldPath;
use crate::domain::figures::Figures;
use crate::domain::figures::load::{capacity, default_base_capacity};
use crate::domain::figures::number::{exceeds, falls_short, mean, round_half_up};
use crate::domain::figures::readiness;
use crate::domain::model::document::Document;
use crate::domain::model::execution::TakenLesson;
use crate::domain::model::group::Group;
use crate::domain::model::scalar::Amount;

use super::ADOPTION_TARGET;

/// Below this adoption a group took in less than was thought.
const LOW_ADOPTION: f64 = 0.6;
/// At most this full, low adoption speaks against the capacity.
const LOW_LOAD: f64 = 0.8;
/// What is left of the capacity then.
const DOWN: f64 = 0.85;
/// Over this adoption a group took in all of it.
const HIGH_ADOPTION: f64 = 0.9;
/// Over this full, high adoption speaks for more capacity.
const HIGH_LOAD: f64 = 0.9;
/// What becomes of the capacity then.
const UP: f64 = 1.1;
/// Smallest and largest share of the default.
const RANGE: (f64, f64) = (0.6, 1.6);

/// What one finished wave says about one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lesson {
    /// Number of the wave, from 1.
    pub wave: usize,
    /// Adoption at 60 days over what was wanted, mean over the entries of the wave that touch the group.
    pub adoption: f64,
    /// How full the group was.
    pub utilisation: f64,
    /// By what the base capacity is multiplied: 1 where the wave says nothing, or nothing any more.
    pub factor: f64,
    /// It was taken over: the base capacity of now holds it.
    pub is_taken: bool,
}

/// A base capacity that the finished waves propose.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The group.
    pub group: Group,
    /// What the finished waves say, in order; waves without adoption figures are missing.
    pub lessons: Vec<Lesson>,
    /// Base capacity of now, points in 3 months.
    pub now: f64,
    /// Base capacity by the lessons that were not taken over yet, starting from that of now.
    pub proposed: f64,
}

impl Calibration {
    /// The lessons ask for another capacity than the plan counts with.
    pub fn is_news(&self) -> bool {
        self.lessons.iter().any(Lesson::is_news) && exceeds((self.proposed - self.now).abs(), 0.0)
    }

    /// Lessons of it were taken over.
    pub fn is_taken(&self) -> bool {
        self.lessons.iter().any(|lesson| lesson.is_taken)
    }
}

impl Lesson {
    /// The wave asks for another capacity.
    fn is_news(&self) -> bool {
        exceeds((self.factor - 1.0).abs(), 0.0)
    }
}

/// Takes proposals over: the base capacities, and which lessons they hold, so that none is taken twice.
pub fn take(document: &Document, taken: &[&Calibration]) -> Vec<Command> {
    let capacity = |one: &&Calibration| {
        let group = FieldPath::section("foundation").key("stakeholders").key(one.group.letter());
        Command::SetField { path: group.key("base_capacity"), value: json!(one.proposed) }
    };
    let lessons = taken.iter().flat_map(|one| {
        let news = one.lessons.iter().filter(|lesson| lesson.is_news());
        news.filter_map(|lesson| {
            let wave = document.waves.get(lesson.wave.checked_sub(1)?)?.id;
            Some(TakenLesson { wave, group: one.group })
        })
    });
    let lessons: Vec<TakenLesson> = document.execution.lessons.iter().copied().chain(lessons).collect();
    let noted =
        Command::SetField { path: FieldPath::section("execution").key("lessons"), value: json!(lessons) };
    let noted = (!taken.is_empty()).then_some(noted);
    taken.iter().map(capacity).chain(noted).collect()
}

/// The one step that takes a proposal over.
pub fn take_one(document: &Document, one: &Calibration) -> Command {
    let label = Label {
        key: "command.take_lesson",
        arguments: vec![("group", Argument::Text(one.group.letter().to_owned()))],
    };
    Command::Several { label, commands: take(document, &[one]) }
}

/// What the finished waves propose for every group.
pub fn calibrations(document: &Document, figures: &Figures) -> Vec<Calibration> {
    Group::ALL.into_iter().map(|group| calibration(document, figures, group)).collect()
}

fn calibration(document: &Document, figures: &Figures, group: Group) -> Calibration {
    let default = default_base_capacity(group);
    let entered = document.foundation.stakeholders.get(group).base_capacity;
    let now = entered.map_or(default, |points| points.get());
    let readiness = readiness::by_wave(document);
    let mut trial = document.clone();
    let mut base = now;
    let mut lessons = Vec::new();
    for (index, wave) in document.waves.iter().enumerate().take_while(|(_, wave)| wave.finished) {
        let Some(adoption) = adoption(document, figures, index, group) else { continue };
        let (Some(load), Some(level)) = (figures.loads.get(index), readiness.get(index)) else { continue };
        trial.foundation.stakeholders.get_mut(group).base_capacity = Amount::new(base).ok();
        let outside = figures.outside.get(index).map_or(0.0, |points| *points.get(group));
        let utilisation =
            load.get(group).load / capacity(&trial, wave, group, *level.readiness.get(group), outside);
        let is_taken = document.execution.lessons.contains(&TakenLesson { wave: wave.id, group });
        let factor = if is_taken { 1.0 } else { factor(adoption, utilisation) };
        base = changed(base, factor, default);
        lessons.push(Lesson { wave: index + 1, adoption, utilisation, factor, is_taken });
    }
    Calibration { group, lessons, now, proposed: base }
}

fn factor(adoption: f64, utilisation: f64) -> f64 {
    if falls_short(adoption, LOW_ADOPTION) && !exceeds(utilisation, LOW_LOAD) {
        DOWN
    } else if exceeds(adoption, HIGH_ADOPTION) && exceeds(utilisation, HIGH_LOAD) {
        UP
    } else {
        1.0
    }
}

/// The base capacity after a lesson, within its range. A lesson never turns round: what stands outside of the range stays
/// there. Hundredths of a point are enough.
fn changed(base: f64, factor: f64, default: f64) -> f64 {
    let next = base * factor;
    let within = if exceeds(1.0, factor) {
        next.max(RANGE.0 * default).min(base)
    } else if exceeds(factor, 1.0) {
        next.min(RANGE.1 * default).max(base)
    } else {
        return base;
    };
    round_half_up(within, 2)
}

/// Mean of adoption at 60 days over the target, over the entries of a wave with points for the group.
fn adoption(document: &Document, figures: &Figures, wave: usize, group: Group) -> Option<f64> {
    let items = &document.waves.get(wave)?.items;
    let ratios = items.iter().filter_map(|item| {
        figures.entry(&item.entry).filter(|entry| entry.load(group) > 0.0)?;
        let actual = document.execution.actuals.get(&item.entry)?;
        let reached = f64::from(actual.adoption_60_pct?.get());
        let target = f64::from(actual.adoption_target_pct.map_or(ADOPTION_TARGET, |share| share.get()));
        (target > 0.0).then(|| reached / target)
    });
    mean(ratios)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::known_entries;
    use crate::domain::command::apply;
    use crate::domain::command::history::History;
    use crate::domain::example::Example;
    use crate::domain::model::execution::Actual;
    use crate::domain::model::scalar::Percent;

    /// The first two waves of the example finished, with one adoption figure for every entry.
    fn plan(adoption: u8) -> Document {
        let mut document = Example::Norvik.document().unwrap();
        for wave in document.waves.iter_mut().take(2) {
            wave.finished = true;
        }
        let entries: Vec<_> = document
            .waves
            .iter()
            .take(2)
            .flat_map(|wave| &wave.items)
            .map(|item| item.entry.clone())
            .collect();
        for entry in entries {
            let actual = Actual { adoption_60_pct: Percent::new(adoption).ok(), ..Actual::default() };
            document.execution.actuals.insert(entry, actual);
        }
        document
    }

    fn of(document: &Document, group: Group) -> Calibration {
        calibration(document, &Figures::of(document), group)
    }

    #[test]
    fn low_adoption_with_room_lowers_and_full_adoption_when_full_raises() {
        let low = of(&plan(20), Group::E);
        assert_eq!(low.lessons.iter().map(|lesson| lesson.factor).collect::<Vec<_>>(), [0.85, 1.0]);
        assert!((low.proposed - 12.0 * 0.85).abs() < 1e-9 && low.is_news());
        let high = of(&plan(60), Group::E);
        assert_eq!(high.lessons.iter().map(|lesson| lesson.factor).collect::<Vec<_>>(), [1.0, 1.1]);
        assert!((high.proposed - 12.0 * 1.1).abs() < 1e-9);
    }

    fn taken(document: &Document, group: Group) -> Document {
        apply(document, &take_one(document, &of(document, group)), &known_entries(document)).unwrap()
    }

    #[test]
    fn a_capacity_that_was_entered_is_where_the_lessons_start() {
        let mut document = plan(20);
        document.foundation.stakeholders.E.base_capacity = Amount::new(18.0).ok();
        let figures = Figures::of(&document);
        let one = of(&document, Group::E);
        assert_eq!(one.now, 18.0);
        assert_eq!(one.lessons[0].factor, 0.85);
        assert_eq!(
            one.lessons[0].utilisation,
            figures.loads[0].get(Group::E).utilisation(),
            "as on the board"
        );
        document.waves[1].finished = false;
        assert_eq!(of(&document, Group::E).proposed, 15.3);
        // Outside of the range a lesson keeps its direction.
        document.foundation.stakeholders.E.base_capacity = Amount::new(6.0).ok();
        assert_eq!(of(&document, Group::E).proposed, 6.0);
    }

    #[test]
    fn a_lesson_is_taken_once_and_shown_as_taken() {
        let mut document = plan(20);
        document.waves[1].finished = false;
        document.foundation.stakeholders.E.base_capacity = Amount::new(18.0).ok();
        let after = taken(&document, Group::E);
        let one = of(&after, Group::E);
        assert_eq!((one.now, one.proposed), (15.3, 15.3));
        assert!(one.is_taken() && !one.is_news() && one.lessons[0].is_taken);
        assert_eq!(after.execution.lessons, [TakenLesson { wave: document.waves[0].id, group: Group::E }]);
        assert!(of(&after, Group::P).is_news(), "other groups have their own");
        // The next wave teaches from there on.
        let mut later = after.clone();
        later.waves[1].finished = true;
        assert!(of(&later, Group::E).proposed <= 15.3);
        let history = History::load(document.clone());
        let command = take_one(&document, &of(&document, Group::E));
        let done = history.execute(&command, &known_entries(&document)).unwrap();
        assert_eq!(**done.undo().document(), document, "one step");
    }

    #[test]
    fn without_finished_waves_or_figures_nothing_is_learned() {
        let document = Example::Norvik.document().unwrap();
        assert!(calibrations(&document, &Figures::of(&document)).iter().all(|one| !one.is_news()));
        let mut document = plan(20);
        document.execution.actuals.clear();
        assert!(of(&document, Group::E).lessons.is_empty());
    }
}
