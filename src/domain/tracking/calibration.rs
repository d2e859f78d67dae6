//! What finished waves say about the change capacity of each group (PMO fact base 5.4 no 12). A proposal, never an act.

use crate::domain::figures::Figures;
use crate::domain::figures::load::{capacity, default_base_capacity};
use crate::domain::figures::number::{exceeds, falls_short, mean, round_half_up};
use crate::domain::figures::readiness;
use crate::domain::model::document::Document;
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
    /// By what the base capacity is multiplied: 1 where the wave says nothing.
    pub factor: f64,
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
    /// Base capacity by the lessons, starting from the default.
    pub proposed: f64,
}

impl Calibration {
    /// The lessons ask for another capacity than the plan counts with.
    pub fn is_news(&self) -> bool {
        self.lessons.iter().any(|lesson| exceeds((lesson.factor - 1.0).abs(), 0.0))
            && exceeds((self.proposed - self.now).abs(), 0.0)
    }
}

/// What the finished waves propose for every group.
pub fn calibrations(document: &Document, figures: &Figures) -> Vec<Calibration> {
    Group::ALL.into_iter().map(|group| calibration(document, figures, group)).collect()
}

fn calibration(document: &Document, figures: &Figures, group: Group) -> Calibration {
    let default = default_base_capacity(group);
    let readiness = readiness::by_wave(document);
    let mut trial = document.clone();
    let mut base = default;
    let mut lessons = Vec::new();
    for (index, wave) in document.waves.iter().enumerate().take_while(|(_, wave)| wave.finished) {
        let Some(adoption) = adoption(document, figures, index, group) else { continue };
        let (Some(load), Some(level)) = (figures.loads.get(index), readiness.get(index)) else { continue };
        trial.foundation.stakeholders.get_mut(group).base_capacity = Amount::new(base).ok();
        let outside = figures.outside.get(index).map_or(0.0, |points| *points.get(group));
        let utilisation =
            load.get(group).load / capacity(&trial, wave, group, *level.readiness.get(group), outside);
        let factor = if falls_short(adoption, LOW_ADOPTION) && !exceeds(utilisation, LOW_LOAD) {
            DOWN
        } else if exceeds(adoption, HIGH_ADOPTION) && exceeds(utilisation, HIGH_LOAD) {
            UP
        } else {
            1.0
        };
        // Hundredths of a point are enough, and a proposal that was taken reads back as it was.
        base = round_half_up((base * factor).clamp(RANGE.0 * default, RANGE.1 * default), 2);
        lessons.push(Lesson { wave: index + 1, adoption, utilisation, factor });
    }
    let entered = document.foundation.stakeholders.get(group).base_capacity;
    Calibration { group, lessons, now: entered.map_or(default, |points| points.get()), proposed: base }
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

    #[test]
    fn a_proposal_that_was_taken_is_no_news() {
        let mut document = plan(20);
        let proposed = of(&document, Group::P).proposed;
        document.foundation.stakeholders.P.base_capacity = Amount::new(proposed).ok();
        assert!(!of(&document, Group::P).is_news());
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
