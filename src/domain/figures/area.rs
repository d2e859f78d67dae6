//! Levels, spread, targets and gaps of the assessment areas (PMO fact base 4.1).

use std::collections::BTreeMap;

use crate::domain::model::document::Document;
use crate::domain::model::foundation::Sponsor;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::{Answer, Area};

use super::number::{TOLERANCE, mean, round_half_up};

/// What a gap priority asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapBand {
    /// Priority below 1.
    Ignore,
    /// 1 to 2.9.
    Consider,
    /// 3 to 4.9.
    Act,
    /// 5 and over.
    ActFirst,
}

impl GapBand {
    /// The band of a gap priority.
    pub fn of(priority: f64) -> Self {
        let at_least = |limit: f64| priority >= limit - TOLERANCE;
        if at_least(5.0) {
            Self::ActFirst
        } else if at_least(3.0) {
            Self::Act
        } else if at_least(1.0) {
            Self::Consider
        } else {
            Self::Ignore
        }
    }
}

/// The numbers of one area.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaFigures {
    /// The area.
    pub area: Area,
    /// Questions with at least one score.
    pub questions_answered: usize,
    /// Mean of all answers, rounded to 0.1; none without an answer.
    pub computed_level: Option<f64>,
    /// The level that counts: the facilitator's, else the computed one.
    pub level: Option<f64>,
    /// Standard deviation over people, each with the mean of the own answers.
    pub spread: f64,
    /// Mean of the answers of each group, rounded to 0.1.
    pub group_levels: PerGroup<Option<f64>>,
    /// Level wanted: as entered, never below the current one; else the default of the method.
    pub target: Option<f64>,
    /// Weight 1 to 3.
    pub importance: u8,
    /// Target minus level, never below 0; 0 without a level.
    pub gap: f64,
    /// Gap times importance.
    pub priority: f64,
}

impl AreaFigures {
    /// What the gap asks for.
    pub fn band(&self) -> GapBand {
        GapBand::of(self.priority)
    }

    /// How much higher executives see the area than project managers; over 1.0 is a classic sign.
    pub fn executives_above_project_managers(&self) -> Option<f64> {
        Some(self.group_levels.E? - self.group_levels.P?)
    }
}

/// Mean of the three ratings of the sponsor (PMO fact base 2.3); none while one is missing.
pub fn sponsor_score(sponsor: &Sponsor) -> Option<f64> {
    let ratings = [sponsor.active?, sponsor.visible?, sponsor.coalition?];
    mean(ratings.map(|rating| rating.value()))
}

/// The numbers of all areas, in their fixed order.
pub fn areas(document: &Document) -> Vec<AreaFigures> {
    Area::ALL.into_iter().map(|area| area_figures(document, area)).collect()
}

fn area_figures(document: &Document, area: Area) -> AreaFigures {
    let initiation = &document.initiation;
    let group_of: BTreeMap<ParticipantId, Group> =
        initiation.participants.iter().map(|participant| (participant.id, participant.group)).collect();
    let answers: Vec<(&Answer, f64)> = initiation
        .answers
        .iter()
        .filter(|answer| answer.area == area)
        .filter_map(|answer| Some((answer, answer.score?.value())))
        .collect();
    let level_of = |group: Option<Group>| {
        let scores = answers.iter().filter(|(answer, _)| {
            group.is_none_or(|group| group_of.get(&answer.participant) == Some(&group))
        });
        mean(scores.map(|(_, score)| *score)).map(|level| round_half_up(level, 1))
    };
    let computed_level = level_of(None);
    let decided = initiation.areas.get(&area).cloned().unwrap_or_default();
    let level = decided.level_override.map(|level| level.value()).or(computed_level);
    let target = level.map(|level| {
        let wanted = decided.target.map(|target| target.value());
        wanted.unwrap_or_else(|| default_target(document, level, decided.importance.get())).max(level)
    });
    let gap = target.zip(level).map_or(0.0, |(target, level)| (target - level).max(0.0));
    let questions: std::collections::BTreeSet<u8> =
        answers.iter().map(|(answer, _)| answer.question).collect();
    AreaFigures {
        area,
        questions_answered: questions.len(),
        computed_level,
        level,
        spread: spread(&answers),
        group_levels: PerGroup::from_fn(|group| level_of(Some(group))),
        target,
        importance: decided.importance.get(),
        gap,
        priority: gap * decided.importance.value(),
    }
}

/// One level up in 24 months; two only for weight 3 and an active sponsor; never over 5.
fn default_target(document: &Document, level: f64, importance: u8) -> f64 {
    let sponsor_is_active =
        sponsor_score(&document.foundation.sponsor).is_some_and(|score| score >= 3.0 - TOLERANCE);
    let step = if importance == 3 && sponsor_is_active { 2.0 } else { 1.0 };
    (level + step).min(5.0)
}

fn spread(answers: &[(&Answer, f64)]) -> f64 {
    let mut by_person: BTreeMap<ParticipantId, Vec<f64>> = BTreeMap::new();
    for (answer, score) in answers {
        by_person.entry(answer.participant).or_default().push(*score);
    }
    let means: Vec<f64> = by_person.into_values().filter_map(mean).collect();
    match mean(means.iter().copied()) {
        Some(centre) if means.len() > 1 => {
            mean(means.iter().map(|value| (value - centre) * (value - centre))).unwrap_or(0.0).sqrt()
        }
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::initiation::Participant;
    use crate::domain::model::scalar::{Importance, Scale5};

    fn with_answers(scores: &[(u64, Group, u8, Option<u8>)]) -> Document {
        let mut document = Document::default();
        for (person, group, question, score) in scores {
            let id = ParticipantId(*person);
            if document.initiation.participants.iter().all(|participant| participant.id != id) {
                document.initiation.participants.push(Participant {
                    id,
                    group: *group,
                    ..Participant::default()
                });
            }
            document.initiation.answers.push(Answer {
                participant: id,
                area: Area::Risk,
                question: *question,
                score: score.map(|score| Scale5::new(score).unwrap()),
                ..Answer::default()
            });
        }
        document
    }

    fn risk(document: &Document) -> AreaFigures {
        area_figures(document, Area::Risk)
    }

    #[test]
    fn level_is_the_mean_without_dont_know() {
        let document = with_answers(&[
            (1, Group::E, 1, Some(4)),
            (1, Group::E, 2, None),
            (2, Group::P, 1, Some(2)),
            (2, Group::P, 2, Some(1)),
        ]);
        let figures = risk(&document);
        assert_eq!(figures.level, Some(2.3));
        assert_eq!(figures.group_levels.P, Some(1.5));
        assert_eq!(figures.executives_above_project_managers(), Some(2.5));
        assert_eq!(figures.questions_answered, 2);
    }

    #[test]
    fn spread_counts_each_person_once() {
        let document =
            with_answers(&[(1, Group::E, 1, Some(4)), (1, Group::E, 2, Some(4)), (2, Group::P, 1, Some(2))]);
        assert_eq!(risk(&document).spread, 1.0);
        assert_eq!(risk(&with_answers(&[(1, Group::E, 1, Some(5))])).spread, 0.0);
    }

    #[test]
    fn default_target_jumps_two_levels_only_with_weight_and_sponsor() {
        let mut document = with_answers(&[(1, Group::E, 1, Some(2))]);
        assert_eq!(risk(&document).target, Some(3.0));
        document.initiation.areas.entry(Area::Risk).or_default().importance = Importance::new(3).unwrap();
        assert_eq!(risk(&document).target, Some(3.0));
        let rating = Some(Scale5::new(3).unwrap());
        document.foundation.sponsor.active = rating;
        document.foundation.sponsor.visible = rating;
        document.foundation.sponsor.coalition = rating;
        assert_eq!(risk(&document).target, Some(4.0));
        assert_eq!(risk(&document).priority, 6.0);
        assert_eq!(risk(&document).band(), GapBand::ActFirst);
    }
}
