//! Live workshop: one question after another, silent scores of everybody in the room, then one value. Where it stands is
//! read from the plan itself, so that leaving midway loses nothing.

use crate::domain::figures::question::{QUESTIONS, answer_of};
use crate::domain::model::document::Document;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::Area;
use crate::domain::model::scalar::Scale5;

/// How much is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The first question of each area: 14 questions, about 20 minutes (PMO fact base 4.1).
    #[default]
    Short,
    /// All 70 questions.
    All,
    /// The five questions of one area.
    Area(Area),
}

/// The questions in the order in which they are asked.
pub fn sequence(extent: Extent) -> Vec<(Area, u8)> {
    let of_area = |area, last| (1..=last).map(move |number| (area, number));
    match extent {
        Extent::Short => Area::ALL.into_iter().flat_map(|area| of_area(area, 1)).collect(),
        Extent::All => Area::ALL.into_iter().flat_map(|area| of_area(area, QUESTIONS)).collect(),
        Extent::Area(area) => of_area(area, QUESTIONS).collect(),
    }
}

/// Place of the first question without an agreed value; none when all have one.
pub fn first_open(document: &Document, questions: &[(Area, u8)]) -> Option<usize> {
    let is_agreed = |(area, number): &(Area, u8)| {
        let mut values = document.initiation.agreed.iter();
        values.any(|value| (value.area, value.question) == (*area, *number) && value.score.is_some())
    };
    questions.iter().position(|question| !is_agreed(question))
}

/// Whether somebody has answered a question, "don't know" included.
pub fn has_scored(document: &Document, person: ParticipantId, (area, number): (Area, u8)) -> bool {
    answer_of(document, person, area, number).is_some()
}

/// Who scores next: the first of those in the room, counted on from the last one, without an answer.
pub fn next_scorer(
    document: &Document,
    present: &[ParticipantId],
    after: Option<ParticipantId>,
    question: (Area, u8),
) -> Option<ParticipantId> {
    let start = after.and_then(|last| present.iter().position(|id| *id == last)).map_or(0, |place| place + 1);
    let turn = present.iter().cycle().skip(start).take(present.len());
    turn.copied().find(|id| !has_scored(document, *id, question))
}

/// Whether a value can only stand with a reason: it is not what the answers say.
pub fn needs_reason(agreed: Scale5, suggested: Option<Scale5>) -> bool {
    suggested != Some(agreed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::initiation::{AgreedValue, Answer, Participant};

    const ROOM: [ParticipantId; 3] = [ParticipantId(1), ParticipantId(2), ParticipantId(3)];

    fn plan(scored: &[u64]) -> Document {
        let mut document = Document::default();
        for id in ROOM {
            document.initiation.participants.push(Participant { id, ..Participant::default() });
        }
        for id in scored {
            document.initiation.answers.push(Answer {
                participant: ParticipantId(*id),
                area: Area::Risk,
                question: 1,
                score: None,
                ..Answer::default()
            });
        }
        document
    }

    #[test]
    fn forms_have_their_lengths() {
        assert_eq!(
            [Extent::Short, Extent::All, Extent::Area(Area::Risk)].map(|extent| sequence(extent).len()),
            [14, 70, 5]
        );
        assert_eq!(sequence(Extent::Short)[6], (Area::Risk, 1));
    }

    #[test]
    fn turns_go_round_until_everybody_has_scored() {
        let next = |scored: &[u64], after: Option<u64>| {
            next_scorer(&plan(scored), &ROOM, after.map(ParticipantId), (Area::Risk, 1)).map(|id| id.0)
        };
        assert_eq!(next(&[], None), Some(1));
        assert_eq!(next(&[1], Some(1)), Some(2));
        // Somebody was skipped and comes at the end.
        assert_eq!(next(&[2, 3], Some(3)), Some(1));
        assert_eq!(next(&[1, 2, 3], Some(3)), None);
    }

    #[test]
    fn it_goes_on_where_nothing_is_agreed_yet() {
        let mut document = plan(&[]);
        let questions = sequence(Extent::Area(Area::Risk));
        assert_eq!(first_open(&document, &questions), Some(0));
        for question in [1, 2, 4, 3, 5] {
            let score = Scale5::new(2).ok();
            let value = AgreedValue { area: Area::Risk, question, score, ..AgreedValue::default() };
            document.initiation.agreed.push(value);
        }
        assert_eq!(first_open(&document, &questions), None);
        document.initiation.agreed.remove(3);
        assert_eq!(first_open(&document, &questions), Some(2));
    }

    #[test]
    fn another_value_than_the_answers_give_needs_a_reason() {
        let score = |value| Scale5::new(value).unwrap();
        assert!(!needs_reason(score(3), Some(score(3))));
        assert!(needs_reason(score(3), Some(score(2))));
        assert!(needs_reason(score(3), None));
    }
}
