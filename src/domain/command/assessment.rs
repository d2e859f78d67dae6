//! Commands about answers of the assessment and of the readiness questionnaire.

use super::error::CommandError;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{ID_MAX, ParticipantId, RowId, WaveId};
use crate::domain::model::initiation::{
    AgreedValue, Answer, Area, EarlierAssessment, Participant, ReadinessAnswer,
};
use crate::domain::model::scalar::Scale5;
use crate::domain::order;

/// Questions of an area (PMO fact base 4.1).
const LAST_QUESTION: u8 = 5;
/// Statements of the readiness questionnaire (PMO fact base 5.3).
const LAST_STATEMENT: u8 = 24;

/// What one person answered in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RespondentAnswers {
    /// The person.
    pub participant: Participant,
    /// The answers to write; others of the person stay.
    pub answers: Vec<Answer>,
}

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
        (Some(existing), Some(score)) if existing.score != score => {
            existing.score = score;
            existing.saved_at.clear();
        }
        (Some(_), Some(_)) => {}
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
    if (answer.evidence.as_str(), answer.note.as_str()) != (evidence, note) {
        evidence.clone_into(&mut answer.evidence);
        note.clone_into(&mut answer.note);
        answer.saved_at.clear();
    }
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

/// Writes, replaces or clears the value that the people agreed on.
pub(super) fn agree_on(
    document: &Document,
    area: Area,
    question: u8,
    agreed: Option<Scale5>,
    reason: &str,
) -> Result<Document, CommandError> {
    check_number(question, LAST_QUESTION)?;
    let mut changed = document.clone();
    let values = &mut changed.initiation.agreed;
    values.retain(|value| (value.area, value.question) != (area, question));
    if agreed.is_some() {
        values.push(AgreedValue { area, question, score: agreed, reason: reason.to_owned() });
        // In the order of the questionnaire, so that the same values give the same file.
        order::by_key(values, |value| (value.area, value.question));
    }
    Ok(changed)
}

/// Takes over what people answered in files: each of them is there afterwards with these answers. What the files do not
/// answer stays, and nobody else's answers change.
pub(super) fn import_answers(
    document: &Document,
    people: &[RespondentAnswers],
) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    let initiation = &mut changed.initiation;
    for RespondentAnswers { participant, answers } in people {
        if !(1..=ID_MAX).contains(&participant.id.0) {
            return Err(CommandError::RowWithoutId("initiation.participants".to_owned()));
        }
        for answer in answers {
            check_number(answer.question, LAST_QUESTION)?;
        }
        match initiation.participants.iter_mut().find(|other| other.id == participant.id) {
            // Name and group are the plan's own once somebody is in it.
            Some(known) if known.answers_saved_at < participant.answers_saved_at => {
                known.answers_saved_at.clone_from(&participant.answers_saved_at);
            }
            Some(_) => {}
            None => initiation.participants.push(participant.clone()),
        }
        for given in answers {
            let given = Answer { participant: participant.id, ..given.clone() };
            let is_same = |other: &&mut Answer| is_answer(other, participant.id, given.area, given.question);
            match initiation.answers.iter_mut().find(is_same) {
                Some(existing) => *existing = given,
                None => initiation.answers.push(given),
            }
        }
    }
    Ok(changed)
}

/// Keeps the assessment of now as one of before. It goes on with a copy of the answers, or without any; people, targets
/// and weights stay either way.
pub(super) fn begin_repeat(
    document: &Document,
    id: RowId,
    name: &str,
    keeps_answers: bool,
) -> Result<Document, CommandError> {
    let mut changed = document.clone();
    let initiation = &mut changed.initiation;
    if initiation.earlier.iter().any(|earlier| earlier.id == id) {
        return Err(CommandError::DuplicateRow("initiation.earlier".to_owned()));
    }
    initiation.earlier.push(EarlierAssessment {
        id,
        name: name.to_owned(),
        assessment_date: initiation.assessment_date,
        method: initiation.method,
        participants: initiation.participants.clone(),
        answers: initiation.answers.clone(),
        agreed: initiation.agreed.clone(),
        areas: initiation.areas.clone(),
    });
    initiation.assessment_date = None;
    if !keeps_answers {
        initiation.answers.clear();
        initiation.agreed.clear();
        for decided in initiation.areas.values_mut() {
            decided.level_override = None;
            decided.override_reason.clear();
        }
        for participant in &mut initiation.participants {
            participant.answers_saved_at.clear();
        }
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
    use crate::domain::model::initiation::AreaAssessment;
    use crate::domain::model::scalar::Level;
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
    fn an_answer_of_a_file_is_the_plans_own_once_it_is_changed() {
        let mut document = answer_question(&plan(), ADA, Area::Tools, 2, Some(None)).unwrap();
        document.initiation.answers[0].saved_at = "2027-03-12T09:30:00Z".to_owned();
        let from_file = |document: Document| !document.initiation.answers[0].saved_at.is_empty();
        let four = Scale5::new(4).ok();
        assert!(from_file(answer_question(&document, ADA, Area::Tools, 2, Some(None)).unwrap()));
        assert!(!from_file(answer_question(&document, ADA, Area::Tools, 2, Some(four)).unwrap()));
        assert!(from_file(annotate_answer(&document, ADA, Area::Tools, 2, "", "").unwrap()));
        assert!(!from_file(annotate_answer(&document, ADA, Area::Tools, 2, "list", "").unwrap()));
    }

    #[test]
    fn an_agreed_value_is_written_once_and_can_be_cleared() {
        let agree = |document: &Document, question, score: Option<u8>| {
            let score = score.and_then(|score| Scale5::new(score).ok());
            agree_on(document, Area::Tools, question, score, "heard both sides").unwrap()
        };
        let both = agree(&agree(&plan(), 4, Some(2)), 1, Some(3));
        assert_eq!(both.initiation.agreed.iter().map(|value| value.question).collect::<Vec<_>>(), [1, 4]);
        let changed = agree(&both, 4, Some(5));
        assert_eq!(changed.initiation.agreed[1].score.map(Scale5::get), Some(5));
        assert_eq!(agree(&agree(&changed, 4, None), 1, None), plan());
        assert!(agree_on(&plan(), Area::Tools, 6, None, "").is_err());
    }

    #[test]
    fn an_import_changes_the_answers_of_its_people_only() {
        let four = Scale5::new(4).ok();
        let mine = answer_question(&plan(), ADA, Area::Tools, 2, Some(four)).unwrap();
        let ben = Participant {
            id: ParticipantId(2),
            name: "Ben".to_owned(),
            answers_saved_at: "2027-03-12T09:30:00Z".to_owned(),
            ..Participant::default()
        };
        let answer = Answer { area: Area::Risk, question: 1, score: four, ..Answer::default() };
        let people = [RespondentAnswers { participant: ben.clone(), answers: vec![answer.clone()] }];
        let imported = import_answers(&mine, &people).unwrap();
        assert_eq!(imported.initiation.participants.len(), 2);
        assert_eq!(imported.initiation.answers.len(), 2);
        assert_eq!(imported.initiation.answers[1].participant, ben.id);
        // What a later file does not answer stays; what it answers is replaced.
        let other = Answer { score: None, ..answer.clone() };
        let second = Answer { question: 2, ..answer.clone() };
        let newer = [RespondentAnswers { participant: ben, answers: vec![other, second] }];
        let both = import_answers(&imported, &newer).unwrap();
        let told = |answer: &Answer| (answer.participant.0, answer.question, answer.score.map(Scale5::get));
        let told: Vec<_> = both.initiation.answers.iter().map(told).collect();
        assert_eq!(told, [(1, 2, Some(4)), (2, 1, None), (2, 2, Some(4))]);
        let wrong = [RespondentAnswers {
            participant: Participant { id: ADA, ..Participant::default() },
            answers: vec![Answer { question: 9, ..answer }],
        }];
        assert!(import_answers(&mine, &wrong).is_err());
    }

    #[test]
    fn a_repeat_keeps_what_was_and_starts_anew() {
        let mut before = answer_question(&plan(), ADA, Area::Tools, 2, Some(Scale5::new(4).ok())).unwrap();
        let decided = AreaAssessment {
            level_override: Level::new(2.0).ok(),
            override_reason: "heard".to_owned(),
            target: Level::new(4.0).ok(),
            ..AreaAssessment::default()
        };
        before.initiation.areas.insert(Area::Risk, decided);
        let anew = begin_repeat(&before, RowId(5), "Spring", false).unwrap().initiation;
        assert!(anew.answers.is_empty() && anew.participants.len() == 1);
        assert_eq!(anew.areas[&Area::Risk].level_override, None);
        assert_eq!(anew.areas[&Area::Risk].target, Level::new(4.0).ok());
        assert_eq!(anew.earlier[0].answers, before.initiation.answers);
        assert_eq!(anew.earlier[0].areas, before.initiation.areas);
        let copied = begin_repeat(&before, RowId(5), "Spring", true).unwrap();
        assert_eq!(copied.initiation.answers, before.initiation.answers);
        assert!(begin_repeat(&copied, RowId(5), "Summer", true).is_err());
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
