//! Levels, spread, targets and gaps of the assessment areas (PMO fact base 4.1).

use std::collections::BTreeMap;

use crate::domain::model::document::Document;
use crate::domain::model::foundation::Sponsor;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::{
    AgreedValue, Answer, Area, AreaAssessment, EarlierAssessment, Initiation, Participant,
};
use crate::domain::model::scalar::Scale5;

use super::number::{TOLERANCE, deviation, exceeds, falls_short, mean, round_half_up};
use super::question::QUESTIONS;

/// A spread, or a difference between groups, above which one talks before planning (PMO fact base 4.1).
pub const TALK_FIRST: f64 = 1.0;

/// Levels that a target may lie above the level of today within 24 months (PMO fact base 2.9).
pub const MOST_CREDIBLE_RISE: f64 = 2.0;

/// A sponsor of this score carries the build-out (PMO fact base 2.3).
pub const ACTIVE_SPONSOR: f64 = 3.0;

/// Whether a spread or a difference asks for a talk, whichever side is higher.
pub fn asks_for_talk(difference: f64) -> bool {
    exceeds(difference.abs(), TALK_FIRST)
}

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
    /// Questions with at least one score, or with an agreed value.
    pub questions_answered: usize,
    /// Mean of all answers, an agreed value in place of those to its question, rounded to 0.1; none without an answer.
    pub computed_level: Option<f64>,
    /// The level that counts: the facilitator's, else the computed one.
    pub level: Option<f64>,
    /// Standard deviation over people, each with the mean of the own answers; none for fewer than two people.
    pub spread: Option<f64>,
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

/// How a sponsor carries the build-out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SponsorState {
    /// Nobody is named: ratings of nobody say nothing.
    Nobody,
    /// A rating is missing.
    Unrated,
    /// The score is below the limit.
    Weak(f64),
    /// The score is high enough.
    Active(f64),
}

impl SponsorState {
    /// The state of a sponsor.
    pub fn of(sponsor: &Sponsor) -> Self {
        match (sponsor.person, sponsor_score(sponsor)) {
            (None, _) => Self::Nobody,
            (Some(_), None) => Self::Unrated,
            (Some(_), Some(score)) if falls_short(score, ACTIVE_SPONSOR) => Self::Weak(score),
            (Some(_), Some(score)) => Self::Active(score),
        }
    }
}

/// What one assessment holds: the one of now, or one of before.
#[derive(Clone, Copy, Debug)]
pub struct Assessment<'a> {
    /// Who took part.
    pub participants: &'a [Participant],
    /// Answers to the questions.
    pub answers: &'a [Answer],
    /// Values that were agreed on.
    pub agreed: &'a [AgreedValue],
    /// What was decided about each area.
    pub areas: &'a BTreeMap<Area, AreaAssessment>,
}

impl<'a> Assessment<'a> {
    /// The assessment of now.
    pub fn of(document: &'a Document) -> Self {
        let Initiation { participants, answers, agreed, areas, .. } = &document.initiation;
        Self { participants, answers, agreed, areas }
    }

    /// An assessment of before.
    pub fn of_before(earlier: &'a EarlierAssessment) -> Self {
        let EarlierAssessment { participants, answers, agreed, areas, .. } = earlier;
        Self { participants, answers, agreed, areas }
    }

    /// The value that was agreed on for a question.
    pub fn agreed_on(&self, area: Area, question: u8) -> Option<Scale5> {
        let mut values = self.agreed.iter();
        values.find(|value| (value.area, value.question) == (area, question))?.score
    }
}

/// The numbers of all areas, in their fixed order.
pub fn areas(document: &Document) -> Vec<AreaFigures> {
    areas_of(&Assessment::of(document), document)
}

/// The numbers of all areas in one assessment; the plan tells how active its sponsor is.
pub fn areas_of(assessment: &Assessment<'_>, document: &Document) -> Vec<AreaFigures> {
    Area::ALL.into_iter().map(|area| area_figures(assessment, document, area)).collect()
}

fn area_figures(assessment: &Assessment<'_>, document: &Document, area: Area) -> AreaFigures {
    let group_of: BTreeMap<ParticipantId, Group> =
        assessment.participants.iter().map(|participant| (participant.id, participant.group)).collect();
    let answers: Vec<(&Answer, f64)> = assessment
        .answers
        .iter()
        .filter(|answer| answer.area == area)
        .filter_map(|answer| Some((answer, answer.score?.value())))
        .collect();
    let level_of = |group: Group| {
        let scores = answers.iter().filter(|(answer, _)| group_of.get(&answer.participant) == Some(&group));
        mean(scores.map(|(_, score)| *score)).map(|level| round_half_up(level, 1))
    };
    let computed_level = computed_level(assessment, &answers, area);
    let decided = assessment.areas.get(&area).cloned().unwrap_or_default();
    let level = decided.level_override.map(|level| level.value()).or(computed_level);
    let target = level.map(|level| {
        let wanted = decided.target.map(|target| target.value());
        wanted.unwrap_or_else(|| default_target(document, level, decided.importance.get())).max(level)
    });
    let gap = target.zip(level).map_or(0.0, |(target, level)| (target - level).max(0.0));
    let questions = (1..=QUESTIONS).filter(|number| {
        let is_answered = answers.iter().any(|(answer, _)| answer.question == *number);
        is_answered || assessment.agreed_on(area, *number).is_some()
    });
    AreaFigures {
        area,
        questions_answered: questions.count(),
        computed_level,
        level,
        spread: spread(&answers),
        group_levels: PerGroup::from_fn(level_of),
        target,
        importance: decided.importance.get(),
        gap,
        priority: gap * decided.importance.value(),
    }
}

/// Mean of all answers of all people, rounded to 0.1. A value that was agreed on stands in for every answer to its
/// question, and for one where nobody answered.
fn computed_level(assessment: &Assessment<'_>, answers: &[(&Answer, f64)], area: Area) -> Option<f64> {
    let agreed = |question: u8| assessment.agreed_on(area, question).map(|score| score.value());
    let given = answers.iter().map(|(answer, score)| agreed(answer.question).unwrap_or(*score));
    let silent =
        (1..=QUESTIONS).filter(|number| answers.iter().all(|(answer, _)| answer.question != *number));
    mean(given.chain(silent.filter_map(agreed))).map(|level| round_half_up(level, 1))
}

/// One level up in 24 months; two only for weight 3 and an active sponsor; never over 5.
fn default_target(document: &Document, level: f64, importance: u8) -> f64 {
    (level + credible_rise(document, importance)).min(5.0)
}

/// Levels that an area of this importance can credibly rise in 24 months (PMO fact base 4.1).
pub fn credible_rise(document: &Document, importance: u8) -> f64 {
    let sponsor_is_active =
        sponsor_score(&document.foundation.sponsor).is_some_and(|score| !falls_short(score, ACTIVE_SPONSOR));
    if importance == 3 && sponsor_is_active { MOST_CREDIBLE_RISE } else { 1.0 }
}

fn spread(answers: &[(&Answer, f64)]) -> Option<f64> {
    let mut by_person: BTreeMap<ParticipantId, Vec<f64>> = BTreeMap::new();
    for (answer, score) in answers {
        by_person.entry(answer.participant).or_default().push(*score);
    }
    let means: Vec<f64> = by_person.into_values().filter_map(mean).collect();
    deviation(&means)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::ids::PersonId;
    use crate::domain::model::scalar::Importance;

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
        area_figures(&Assessment::of(document), document, Area::Risk)
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
    fn an_agreed_value_stands_in_for_the_answers_to_its_question() {
        let mut document =
            with_answers(&[(1, Group::E, 1, Some(5)), (2, Group::P, 1, Some(3)), (2, Group::P, 2, Some(2))]);
        let mut agree = |question, score| {
            let score = Some(Scale5::new(score).unwrap());
            let value = AgreedValue { area: Area::Risk, question, score, ..AgreedValue::default() };
            document.initiation.agreed.push(value);
            risk(&document)
        };
        // (3 + 3 + 2) / 3; what people said stays.
        let first = agree(1, 3);
        assert_eq!((first.level, first.group_levels.E, first.questions_answered), (Some(2.7), Some(5.0), 2));
        assert_eq!(first.spread, Some(1.25));
        // Nobody answered the fourth: the value counts once.
        assert_eq!(agree(4, 1).level, Some(2.3));
    }

    #[test]
    fn a_sponsor_who_is_gone_is_not_active_however_rated() {
        let rating = |value| Scale5::new(value).ok();
        let rated = |value: u8| Sponsor {
            person: Some(PersonId(1)),
            active: rating(value),
            visible: rating(value),
            coalition: rating(value),
            ..Sponsor::default()
        };
        assert_eq!(SponsorState::of(&rated(3)), SponsorState::Active(3.0));
        assert_eq!(SponsorState::of(&rated(2)), SponsorState::Weak(2.0));
        assert_eq!(SponsorState::of(&Sponsor { active: None, ..rated(4) }), SponsorState::Unrated);
        assert_eq!(SponsorState::of(&Sponsor { person: None, ..rated(4) }), SponsorState::Nobody);
    }

    #[test]
    fn spread_counts_each_person_once() {
        let document =
            with_answers(&[(1, Group::E, 1, Some(4)), (1, Group::E, 2, Some(4)), (2, Group::P, 1, Some(2))]);
        assert_eq!(risk(&document).spread, Some(1.0));
        assert_eq!(risk(&with_answers(&[(1, Group::E, 1, Some(5))])).spread, None);
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
