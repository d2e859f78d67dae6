//! Commands about answers of the assessment and of the readiness questionnaire.

use super::error::CommandError;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{ParticipantId, WaveId};
use crate::domain::model::initiation::{Answer, Area, ReadinessAnswer};
use crate::domain::model::scalar::Scale5;

/// Questions of an area (PMO fact base 4.1).
const LAST_QUESTION: u8 = 5;
/// Statements of the readiness questionnaire (PMO fact base 5.3).
const LAST_STATEMENT: u8 = 24;

/// Writes, replaces or clears an answer; its evidence and remark stay with it while it is there.
pub(super) fn answer_question(
    document: &Document,
    participant: ParticipantId,
    area: Area,
    question: u8,
    answer: Option<Option<Scale5>>,
) -> Result<Document, CommandError> {
    check_participant(document, participant)?;
    check_number(question, LAST_QUESTION)?;
    let mut changed = document.clone();
    let answers = &mut changed.initiation.answers;
    let place = answers.iter().position(|other| is_answer(other, participant, area, question));
    match (place.and_then(|index| answers.get_mut(index)), answer) {
        (Some(existing), Some(score)) => existing.score = score,
        (Some(_), None) => answers.retain(|other| !is_answer(other, participant, area, question)),
        (None, Some(score)) => {
            answers.push(Answer { participant, area, question, score, ..Answer::default() });
        }
        (None, None) => {}
    }
    Ok(changed)
}

/// Writes what supports an answer, and a remark.
pub(super) fn annotate_answer(
    document: &Document,
    participant: ParticipantId,
    area: Area,
    question: u8,
    evidence: &str,
    note: &str,
) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    let mut answers = changed.initiation.answers.iter_mut();
    let answer =
        answers.find(|other| is_answer(other, participant, area, question)).ok_or(CommandError::NoAnswer)?;
    evidence.clone_into(&mut answer.evidence);
    note.clone_into(&mut answer.note);
    Ok(changed)
}

/// Writes, replaces or clears an answer to a readiness statement.
pub(super) fn answer_statement(
    document: &Document,
    participant: ParticipantId,
    wave: WaveId,
    statement: u8,
    score: Option<Option<Scale5>>,
) -> Result<Document, CommandError> {
    check_participant(document, participant)?;
    // Wave 0 means "before any wave".
    if wave.0 != 0 && document.wave_number(wave).is_none() {
        return Err(CommandError::UnknownWave(wave));
    }
    check_number(statement, LAST_STATEMENT)?;
    let mut changed = document.clone();
    let answers = &mut changed.initiation.readiness_answers;
    let is_same = |other: &ReadinessAnswer| {
        (other.participant, other.wave, other.statement) == (participant, wave, statement)
    };
    let place = answers.iter().position(is_same);
    match (place.and_then(|index| answers.get_mut(index)), score) {
        (Some(existing), Some(score)) => existing.score = score,
        (Some(_), None) => answers.retain(|other| !is_same(other)),
        (None, Some(score)) => answers.push(ReadinessAnswer { participant, wave, statement, score }),
        (None, None) => {}
    }
    Ok(changed)
}

fn is_answer(answer: &Answer, participant: ParticipantId, area: Area, question: u8) -> bool {
    (answer.participant, answer.area, answer.question) == (participant, area, question)
}

fn check_participant(document: &Document, id: ParticipantId) -> Result<(), CommandError> {
    let is_there = document.initiation.participants.iter().any(|participant| participant.id == id);
    if is_there { Ok(()) } else { Err(CommandError::UnknownParticipant(id)) }
}

fn check_number(question: u8, last: u8) -> Result<(), CommandError> {
    if (1..=last).contains(&question) { Ok(()) } else { Err(CommandError::NoSuchQuestion { question, last }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::initiation::Participant;
    use crate::domain::model::wave::Wave;

    const ADA: ParticipantId = ParticipantId(1);

    fn plan() -> Document {
        let mut document = Document::default();
        document.initiation.participants.push(Participant { id: ADA, ..Participant::default() });
        document.waves.push(Wave { id: WaveId(3), ..Wave::default() });
        document
    }

    fn scores(document: &Document) -> Vec<Option<u8>> {
        document.initiation.answers.iter().map(|answer| answer.score.map(Scale5::get)).collect()
    }

    #[test]
    fn an_answer_is_written_once_and_can_be_cleared() {
        let four = Scale5::new(4).ok();
        let answer =
            |document: &Document, answer| answer_question(document, ADA, Area::Tools, 2, answer).unwrap();
        let unsure = answer(&plan(), Some(None));
        assert_eq!(scores(&unsure), [None]);
        let noted = annotate_answer(&unsure, ADA, Area::Tools, 2, "list", "ask again").unwrap();
        let sure = answer(&noted, Some(four));
        assert_eq!(scores(&sure), [Some(4)]);
        assert_eq!(sure.initiation.answers[0].note, "ask again");
        assert_eq!(answer(&sure, None), plan());
        assert_eq!(annotate_answer(&plan(), ADA, Area::Tools, 2, "", "x"), Err(CommandError::NoAnswer));
    }

    #[test]
    fn a_statement_is_answered_before_a_wave() {
        let four = Scale5::new(4).ok();
        let once = answer_statement(&plan(), ADA, WaveId(3), 24, Some(four)).unwrap();
        assert_eq!(once.initiation.readiness_answers.len(), 1);
        assert_eq!(answer_statement(&once, ADA, WaveId(3), 24, None).unwrap(), plan());
        let unknown = answer_statement(&plan(), ADA, WaveId(9), 1, Some(four));
        assert_eq!(unknown, Err(CommandError::UnknownWave(WaveId(9))));
    }

    #[test]
    fn questions_outside_the_questionnaire_are_refused() {
        for question in [0, 6] {
            let outcome = answer_question(&plan(), ADA, Area::Tools, question, Some(None));
            assert_eq!(outcome, Err(CommandError::NoSuchQuestion { question, last: 5 }));
        }
        let nobody = ParticipantId(9);
        let outcome = answer_question(&plan(), nobody, Area::Tools, 1, Some(None));
        assert_eq!(outcome, Err(CommandError::UnknownParticipant(nobody)));
    }
}
