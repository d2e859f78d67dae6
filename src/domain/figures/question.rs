//! What people answered to one question of the assessment, and which step of the ladder a level has reached
//! (PMO fact base 4.1).

use std::collections::BTreeMap;

use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::Area;
use crate::domain::model::scalar::Scale5;
use crate::domain::order;

use super::area::Assessment;
use super::number::{TOLERANCE, deviation, mean, round_half_up};

/// Questions of an area.
pub const QUESTIONS: u8 = 5;

/// Highest step of the ladder.
const LAST_STEP: u8 = 5;

/// The answers to one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionFigures {
    /// Number of the question in its area, 1 to 5.
    pub number: u8,
    /// Groups of those who answered, by score (none is "don't know"), sorted by group.
    pub respondents: BTreeMap<Option<u8>, Vec<Group>>,
    /// Standard deviation over the scores; none for fewer than two.
    pub spread: Option<f64>,
    /// Mean of the executives minus mean of the project managers; none while one of them is silent.
    pub executives_above_project_managers: Option<f64>,
    /// Mean of the scores; none where there is none.
    pub mean: Option<f64>,
    /// The value that the people agreed on.
    pub agreed: Option<Scale5>,
}

impl QuestionFigures {
    /// Groups of those who gave this score, sorted.
    pub fn who(&self, score: Option<u8>) -> &[Group] {
        self.respondents.get(&score).map_or(&[], Vec::as_slice)
    }

    /// The value that the answers suggest: their mean, rounded half up; none without a score.
    pub fn suggested(&self) -> Option<Scale5> {
        let rounded = round_half_up(self.mean?, 0);
        Scale5::try_from(rounded).ok()
    }
}

/// The answers to the five questions of an area.
pub fn questions(document: &Document, area: Area) -> Vec<QuestionFigures> {
    let people = &document.initiation.participants;
    let group_of: BTreeMap<ParticipantId, Group> =
        people.iter().map(|participant| (participant.id, participant.group)).collect();
    (1..=QUESTIONS).map(|number| question(document, area, number, &group_of)).collect()
}

fn question(
    document: &Document,
    area: Area,
    number: u8,
    group_of: &BTreeMap<ParticipantId, Group>,
) -> QuestionFigures {
    let answers = document.initiation.answers.iter();
    let mut given: Vec<(Option<u8>, Group)> = answers
        .filter(|answer| answer.area == area && answer.question == number)
        .filter_map(|answer| Some((answer.score.map(Scale5::get), *group_of.get(&answer.participant)?)))
        .collect();
    order::natural(&mut given);
    let scores = |group: Option<Group>| {
        let kept = given.iter().filter(move |(_, other)| group.is_none_or(|group| group == *other));
        kept.filter_map(|(score, _)| score.map(f64::from))
    };
    let mut respondents: BTreeMap<Option<u8>, Vec<Group>> = BTreeMap::new();
    for (score, group) in &given {
        respondents.entry(*score).or_default().push(*group);
    }
    let difference = || Some(mean(scores(Some(Group::E)))? - mean(scores(Some(Group::P)))?);
    QuestionFigures {
        number,
        spread: deviation(&scores(None).collect::<Vec<_>>()),
        executives_above_project_managers: difference(),
        mean: mean(scores(None)),
        agreed: Assessment::of(document).agreed_on(area, number),
        respondents,
    }
}

/// The question at which executives stand highest above project managers.
pub fn widest_question(questions: &[QuestionFigures]) -> Option<u8> {
    let differences = questions.iter().filter_map(|question| {
        let difference = question.executives_above_project_managers?;
        // Below a tenth nobody would call it a difference.
        (round_half_up(difference, 1) > TOLERANCE).then_some((question.number, difference))
    });
    // The first of equals.
    let widest = differences.reduce(|best, next| if next.1 > best.1 + TOLERANCE { next } else { best });
    widest.map(|(number, _)| number)
}

/// How many people of a group gave at least one score in an area: those behind the group's level.
pub fn scored_by(document: &Document, area: Area, group: Group) -> usize {
    let has_scored = |participant: ParticipantId| {
        let mut answers = document.initiation.answers.iter();
        answers
            .any(|answer| answer.participant == participant && answer.area == area && answer.score.is_some())
    };
    let people = document.initiation.participants.iter().filter(|person| person.group == group);
    people.filter(|person| has_scored(person.id)).count()
}

/// What one person answered to a question; an inner none is "don't know".
pub fn answer_of(
    document: &Document,
    participant: ParticipantId,
    area: Area,
    number: u8,
) -> Option<Option<Scale5>> {
    let mut answers = document.initiation.answers.iter();
    let answer = answers.find(|answer| {
        answer.participant == participant && answer.area == area && answer.question == number
    })?;
    Some(answer.score)
}

/// About how long the open questions take, in minutes: five take two.
pub fn minutes_left(open_questions: usize) -> usize {
    (open_questions * 2).div_ceil(usize::from(QUESTIONS))
}

/// The step of the ladder that a level has reached, 1 to 5.
pub fn reached_step(level: f64) -> u8 {
    (1..=LAST_STEP).rev().find(|step| level >= f64::from(*step) - TOLERANCE).unwrap_or(1)
}

/// The step to work for: the one above the reached one; none at the top, the first without a level.
pub fn next_step(level: Option<f64>) -> Option<u8> {
    match level.map(reached_step) {
        None => Some(1),
        Some(LAST_STEP) => None,
        Some(step) => Some(step + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::initiation::{Answer, Participant};

    fn with_answers(scores: &[(u64, Group, u8, Option<u8>)]) -> Document {
        let mut document = Document::default();
        for (person, group, question, score) in scores {
            let id = ParticipantId(*person);
            document.initiation.participants.push(Participant {
                id,
                group: *group,
                ..Participant::default()
            });
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

    #[test]
    fn people_stand_under_the_score_they_gave() {
        let document =
            with_answers(&[(1, Group::P, 2, Some(2)), (2, Group::E, 2, Some(2)), (3, Group::T, 2, None)]);
        let second = questions(&document, Area::Risk).remove(1);
        assert_eq!(second.who(Some(2)), [Group::E, Group::P]);
        assert_eq!(second.who(None), [Group::T]);
        assert_eq!(answer_of(&document, ParticipantId(3), Area::Risk, 2), Some(None));
        assert_eq!(answer_of(&document, ParticipantId(3), Area::Risk, 1), None);
    }

    #[test]
    fn spread_of_a_question_leaves_dont_know_out() {
        let document =
            with_answers(&[(1, Group::P, 1, Some(1)), (2, Group::E, 1, Some(3)), (3, Group::T, 1, None)]);
        let first = questions(&document, Area::Risk).remove(0);
        assert_eq!(first.spread, Some(1.0));
        let alone = QuestionFigures { spread: deviation(&[3.0]), ..QuestionFigures::default() };
        assert_eq!(alone.spread, None);
        assert_eq!(first.executives_above_project_managers, Some(2.0));
    }

    #[test]
    fn the_widest_question_is_the_first_of_the_largest_differences() {
        let document = with_answers(&[
            (1, Group::E, 1, Some(2)),
            (2, Group::P, 1, Some(2)),
            (1, Group::E, 3, Some(4)),
            (2, Group::P, 3, Some(2)),
            (1, Group::E, 4, Some(3)),
            (2, Group::P, 4, Some(1)),
        ]);
        assert_eq!(widest_question(&questions(&document, Area::Risk)), Some(3));
        assert_eq!(widest_question(&questions(&document, Area::Tools)), None);
    }

    #[test]
    fn five_open_questions_take_two_minutes() {
        assert_eq!([0, 1, 5, 12, 70].map(minutes_left), [0, 1, 2, 5, 28]);
    }

    #[test]
    fn a_step_is_reached_when_its_number_is() {
        for (level, reached, next) in
            [(1.0, 1, Some(2)), (2.9, 2, Some(3)), (3.0, 3, Some(4)), (5.0, 5, None)]
        {
            assert_eq!(reached_step(level), reached);
            assert_eq!(next_step(Some(level)), next);
        }
        assert_eq!(next_step(None), Some(1));
    }

    #[test]
    fn who_has_not_answered_stands_behind_no_level() {
        let person = |id, group| Participant { id: ParticipantId(id), group, ..Participant::default() };
        let answer = |id, area, score| Answer {
            participant: ParticipantId(id),
            area,
            question: 1,
            score,
            ..Answer::default()
        };
        let mut document = Document::default();
        document.initiation.participants =
            vec![person(1, Group::F), person(2, Group::F), person(3, Group::E)];
        let score = Scale5::try_from(5.0).ok();
        let (area, other) = (Area::ALL[0], Area::ALL[1]);
        document.initiation.answers =
            vec![answer(1, area, score), answer(2, area, None), answer(2, other, score)];
        let found = [Group::F, Group::E].map(|group| scored_by(&document, area, group));
        assert_eq!(found, [1, 0]);
    }
}
