//! The two files: questions for a person or for everybody, and the answers of one person.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::domain::catalogue::areas::areas;
use crate::domain::file::load::read_json;
use crate::domain::json;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{ID_MAX, ParticipantId, PlanId};
use crate::domain::model::initiation::{Area, Participant};
use crate::domain::model::scalar::Scale5;
use crate::domain::order;
use crate::domain::wording::{fill, t};

/// Name of the format of questions.
pub const QUESTIONS_FORMAT: &str = "pmo-questions";
/// Name of the format of answers.
pub const ANSWERS_FORMAT: &str = "pmo-answers";
/// Version of both formats.
pub const FORMAT_VERSION: u32 = 1;
/// End of the name of a file with questions.
pub const QUESTIONS_EXTENSION: &str = ".pmoquestions.json";
/// End of the name of a file with answers.
pub const ANSWERS_EXTENSION: &str = ".pmoanswers.json";

/// Questions of an area.
const LAST_QUESTION: u8 = 5;
/// Most characters of a name, as the plan's own field for it takes.
const NAME_CHARACTERS: usize = 120;

/// Who answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Respondent {
    /// Identity; the same in every file of this person.
    pub id: ParticipantId,
    /// Name or alias; may be empty.
    pub name: String,
    /// Stakeholder group.
    pub group: Group,
}

/// A question as it was asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskedQuestion {
    /// Its area.
    pub area: Area,
    /// Its number in the area, 1 to 5.
    pub question: u8,
    /// Its text.
    pub text: String,
}

/// A file of questions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionsFile {
    /// Always `pmo-questions`.
    pub format: String,
    /// Version of the format.
    pub format_version: u32,
    /// The plan that asks.
    pub plan_id: PlanId,
    /// Its name.
    pub plan_name: String,
    /// For whom it is; none for everybody.
    pub respondent: Option<Respondent>,
    /// The questions.
    pub questions: Vec<AskedQuestion>,
}

/// One answer in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GivenAnswer {
    /// Area of the question.
    pub area: Area,
    /// Number of the question in its area, 1 to 5.
    pub question: u8,
    /// Score 1 to 5; none is "don't know".
    pub score: Option<Scale5>,
    /// What supports it.
    pub evidence: String,
    /// A remark.
    pub note: String,
}

/// A file of answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswersFile {
    /// Always `pmo-answers`.
    pub format: String,
    /// Version of the format.
    pub format_version: u32,
    /// The plan that asked.
    pub plan_id: PlanId,
    /// Its name.
    pub plan_name: String,
    /// Who answered.
    pub respondent: Respondent,
    /// Time of saving in UTC, such as `2027-03-12T09:30:00Z`: of two files of one person the later one counts.
    pub saved_at: String,
    /// The questions as they were asked, so that the file can be opened again and changed.
    pub questions: Vec<AskedQuestion>,
    /// The answers.
    pub answers: Vec<GivenAnswer>,
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// Questions.
    Questions(QuestionsFile),
    /// Answers.
    Answers(AnswersFile),
}

/// Why a file is neither.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct NotReadable(
    /// What is wrong and what to do, in words.
    pub String,
);

/// The questions of the short form, the first of each area, or all of them.
pub fn questions(is_short: bool) -> Vec<AskedQuestion> {
    let last = if is_short { 1 } else { LAST_QUESTION };
    let of_area = |area: Area| {
        let content = areas().get(area);
        (1..=last).zip(content.into_iter().flat_map(|content| &content.questions)).map(
            move |(number, question)| AskedQuestion { area, question: number, text: question.text.clone() },
        )
    };
    Area::ALL.into_iter().flat_map(of_area).collect()
}

impl QuestionsFile {
    /// The file that a plan sends out.
    pub fn of(document: &Document, respondent: Option<&Participant>, is_short: bool) -> Self {
        let person = |person: &Participant| Respondent {
            id: person.id,
            name: person.name.clone(),
            group: person.group,
        };
        Self {
            format: QUESTIONS_FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            plan_id: document.plan.id,
            plan_name: document.plan.name.clone(),
            respondent: respondent.map(person),
            questions: questions(is_short),
        }
    }

    /// Its text.
    pub fn to_text(&self) -> String {
        text_of(self)
    }
}

impl AnswersFile {
    /// An empty file for questions. `id` is for somebody for whom the questions name nobody.
    pub fn begin(questions: QuestionsFile, id: ParticipantId) -> Self {
        let QuestionsFile { plan_id, plan_name, respondent, questions, .. } = questions;
        Self {
            format: ANSWERS_FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            plan_id,
            plan_name,
            respondent: respondent.unwrap_or(Respondent { id, group: Group::P, ..Respondent::default() }),
            saved_at: String::new(),
            questions,
            answers: Vec::new(),
        }
    }

    /// What was answered to a question; an inner none is "don't know".
    pub fn answer_to(&self, area: Area, question: u8) -> Option<Option<Scale5>> {
        let mut answers = self.answers.iter();
        answers.find(|answer| (answer.area, answer.question) == (area, question)).map(|answer| answer.score)
    }

    /// The file with an answer written, replaced or, for none, taken out.
    #[must_use]
    pub fn with_answer(mut self, area: Area, question: u8, answer: Option<Option<Scale5>>) -> Self {
        let place = self.answers.iter().position(|other| (other.area, other.question) == (area, question));
        match (place.and_then(|index| self.answers.get_mut(index)), answer) {
            (Some(existing), Some(score)) => existing.score = score,
            (None, Some(score)) => {
                self.answers.push(GivenAnswer { area, question, score, ..GivenAnswer::default() });
                order::by_key(&mut self.answers, |answer| (answer.area, answer.question));
            }
            (Some(_), None) => {
                self.answers.retain(|other| (other.area, other.question) != (area, question));
            }
            (None, None) => {}
        }
        self
    }

    /// Its text.
    pub fn to_text(&self) -> String {
        text_of(self)
    }
}

fn text_of(file: &impl Serialize) -> String {
    // Text keys and finite numbers only: writing cannot fail.
    serde_json::to_string_pretty(file).unwrap_or_default() + "\n"
}

/// Reads a file of questions or answers.
pub fn open(bytes: &[u8]) -> Result<Opened, NotReadable> {
    let damaged = |reason: &str| NotReadable(fill("respondent.damaged", &[("reason", reason)]));
    let value = read_json(bytes).map_err(|error| {
        // The second line of such an error sends to a plan file.
        damaged(error.to_string().lines().next().unwrap_or_default())
    })?;
    let format = value.get("format").and_then(Value::as_str).unwrap_or_default();
    if format == "pmo-plan" {
        return Err(NotReadable(t("respondent.is_plan").to_owned()));
    }
    if ![QUESTIONS_FORMAT, ANSWERS_FORMAT].contains(&format) {
        return Err(NotReadable(t("respondent.other_format").to_owned()));
    }
    let version = value.get("format_version").and_then(Value::as_u64);
    if version.is_some_and(|version| version > u64::from(FORMAT_VERSION)) {
        return Err(NotReadable(t("respondent.newer").to_owned()));
    }
    let typed = |error: json::ReadError| {
        let place = error.path.to_string();
        damaged(&fill("respondent.field", &[("place", &place), ("reason", &error.reason)]))
    };
    if format == QUESTIONS_FORMAT {
        let file: QuestionsFile = json::read(&value).map_err(typed)?;
        check_questions(&file.questions).map_err(|key| damaged(t(key)))?;
        if let Some(respondent) = &file.respondent {
            check_person(respondent).map_err(|key| damaged(t(key)))?;
        }
        return Ok(Opened::Questions(file));
    }
    let file: AnswersFile = json::read(&value).map_err(typed)?;
    check_answers(&file).map_err(|key| damaged(t(key)))?;
    Ok(Opened::Answers(file))
}

fn check_questions(questions: &[AskedQuestion]) -> Result<(), &'static str> {
    let is_known = |asked: &AskedQuestion| (1..=LAST_QUESTION).contains(&asked.question);
    if questions.is_empty() {
        return Err("respondent.no_questions");
    }
    if questions.iter().all(is_known) { Ok(()) } else { Err("respondent.unknown_question") }
}

fn check_person(respondent: &Respondent) -> Result<(), &'static str> {
    if !(1..=ID_MAX).contains(&respondent.id.0) {
        return Err("respondent.nobody");
    }
    let characters = respondent.name.chars().count();
    if characters > NAME_CHARACTERS { Err("respondent.long_name") } else { Ok(()) }
}

fn check_answers(file: &AnswersFile) -> Result<(), &'static str> {
    check_person(&file.respondent)?;
    if !is_timestamp(&file.saved_at) {
        return Err("respondent.no_time");
    }
    let mut seen = std::collections::BTreeSet::new();
    for answer in &file.answers {
        if !(1..=LAST_QUESTION).contains(&answer.question) {
            return Err("respondent.unknown_question");
        }
        if !seen.insert((answer.area, answer.question)) {
            return Err("respondent.answered_twice");
        }
    }
    Ok(())
}

/// `2027-03-12T09:30:00Z`: of one length, so that the later one is the larger text.
fn is_timestamp(text: &str) -> bool {
    let shape = b"0000-00-00T00:00:00Z";
    text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            other => byte == *other,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Document {
        let mut document = Document::default();
        document.plan.id = PlanId(77);
        document.plan.name = "Norvik PMO".to_owned();
        document.organisation.name = "Norvik Components".to_owned();
        document.foundation.mission = "Secret".to_owned();
        document
    }

    fn answered() -> AnswersFile {
        let three = Some(Scale5::new(3).ok());
        let file = AnswersFile::begin(QuestionsFile::of(&plan(), None, true), ParticipantId(5));
        let file = file.with_answer(Area::Risk, 1, three).with_answer(Area::Sponsorship, 1, Some(None));
        AnswersFile { saved_at: "2027-03-12T09:30:00Z".to_owned(), ..file }
    }

    #[test]
    fn a_questions_file_holds_nothing_else_of_the_plan() {
        let text = QuestionsFile::of(&plan(), None, false).to_text();
        assert!(!text.contains("Secret") && !text.contains("Components"), "{text}");
        match open(text.as_bytes()) {
            Ok(Opened::Questions(file)) => {
                assert_eq!((file.questions.len(), file.plan_id), (70, PlanId(77)));
                assert!(file.questions.iter().all(|question| !question.text.is_empty()));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(questions(true).len(), 14);
    }

    #[test]
    fn answers_come_back_as_they_went() {
        let file = answered();
        assert_eq!(open(file.to_text().as_bytes()), Ok(Opened::Answers(file.clone())));
        assert_eq!(file.answers[0].area, Area::Sponsorship);
        assert_eq!(file.answer_to(Area::Sponsorship, 1), Some(None));
        assert_eq!(file.with_answer(Area::Risk, 1, None).answers.len(), 1);
    }

    #[track_caller]
    fn check_refused(change: impl Fn(&mut Value), told: &str) {
        let mut value: Value = serde_json::from_str(&answered().to_text()).unwrap();
        change(&mut value);
        match open(value.to_string().as_bytes()) {
            Err(NotReadable(text)) => assert!(text.contains(told), "{text}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        check_refused(|file| file["format"] = "pmo-plan".into(), "a plan, not answers");
        check_refused(|file| file["format"] = "other".into(), "neither questions nor answers");
        check_refused(|file| file["format_version"] = 2.into(), "newer Wavewright");
        check_refused(|file| file["answers"][0]["score"] = 6.into(), "answers[0].score");
        check_refused(|file| file["answers"][0]["question"] = 9.into(), "question that does not exist");
        check_refused(|file| file["answers"][1] = file["answers"][0].clone(), "same question twice");
        check_refused(|file| file["respondent"]["id"] = 0.into(), "who answered");
        check_refused(|file| file["saved_at"] = "yesterday".into(), "when it was saved");
        for (bytes, told) in [
            (&b""[..], "This file is empty."),
            (&b"{\"format\": \"pmo-answers\""[..], "stops in the middle"),
            (&b"\x89PNG...."[..], "a picture"),
        ] {
            match open(bytes) {
                Err(NotReadable(text)) => {
                    assert!(text.contains(told) && !text.contains("pmoplan"), "{text}");
                }
                other => panic!("{other:?}"),
            }
        }
    }
}
