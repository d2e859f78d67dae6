//! What came back: each file judged, each person's newest answers found, and what taking them over would change. The result
//! does not depend on the order of the files, and nothing is overwritten without a word.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::command::Command;
use crate::domain::command::assessment::RespondentAnswers;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::{Answer, Participant};
use crate::domain::order;
use crate::domain::wording::fill;

use super::file::{AnswersFile, GivenAnswer, NotReadable, Opened, open};

/// A file as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Its name.
    pub name: String,
    /// Its bytes, or why they could not be read.
    pub content: Result<Vec<u8>, String>,
}

/// What a file is worth.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Its answers are the newest of this person.
    Counts,
    /// The plan has these answers already.
    Known,
    /// Another file of this name has the same content.
    SameAs(String),
    /// Another file holds newer answers of the same person.
    OlderThan(String),
    /// The plan holds newer answers of the same person.
    OlderThanPlan,
    /// Two files of one person, saved at the same time, say different things: none of them counts.
    Contradicts(String),
    /// It answers another plan, of this name.
    OtherPlan(String),
    /// It holds questions, no answers.
    Questions,
    /// It cannot be read, for this reason.
    Unreadable(String),
}

/// One file with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JudgedFile {
    /// Its name.
    pub name: String,
    /// Who answered, where that can be told.
    pub person: Option<String>,
    /// What it is worth.
    pub verdict: Verdict,
}

/// What taking over one person's answers would do.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonImport {
    /// The person with all answers of the newest file.
    pub answers: RespondentAnswers,
    /// Answers that the plan does not have yet.
    pub added: usize,
    /// Answers of the plan that would be replaced or go.
    pub replaced: usize,
    /// Whether the replaced ones were given in the plan itself, or changed there since: then nothing happens without a
    /// yes.
    pub needs_consent: bool,
    /// Whether somebody else of this name and group takes part.
    pub has_namesake: bool,
}

/// All files of one import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// Every file, by name.
    pub files: Vec<JudgedFile>,
    /// Everybody whose answers count, by id.
    pub people: Vec<PersonImport>,
}

impl Import {
    /// The change of the plan: everybody whose answers replace nothing of the plan's own, and those who were agreed to.
    pub fn command(&self, agreed: &BTreeSet<ParticipantId>) -> Option<Command> {
        let is_taken =
            |person: &&PersonImport| !person.needs_consent || agreed.contains(&person.answers.participant.id);
        let people: Vec<RespondentAnswers> =
            self.people.iter().filter(is_taken).map(|person| person.answers.clone()).collect();
        (!people.is_empty()).then_some(Command::ImportAnswers { people })
    }
}

/// Judges files against a plan.
pub fn judge(document: &Document, files: &[Incoming]) -> Import {
    let mut judged = Vec::new();
    let mut of_person: BTreeMap<ParticipantId, Vec<(String, AnswersFile)>> = BTreeMap::new();
    for file in files {
        let opened = match &file.content {
            Ok(bytes) => open(bytes).map_err(|NotReadable(reason)| reason),
            Err(reason) => Err(reason.clone()),
        };
        let verdict = match opened {
            Err(reason) => Verdict::Unreadable(reason),
            Ok(Opened::Questions(_)) => Verdict::Questions,
            Ok(Opened::Answers(answers)) if answers.plan_id != document.plan.id => {
                Verdict::OtherPlan(answers.plan_name)
            }
            Ok(Opened::Answers(answers)) => {
                of_person.entry(answers.respondent.id).or_default().push((file.name.clone(), answers));
                continue;
            }
        };
        judged.push(JudgedFile { name: file.name.clone(), person: None, verdict });
    }
    let mut people = Vec::new();
    for (id, files) in of_person {
        let (newest, verdicts) = newest(files);
        let person = newest.as_ref().and_then(|answers| compare(document, id, answers));
        for (name, answers, verdict) in verdicts {
            let verdict = match verdict {
                Verdict::Counts => of_plan(document, id, &answers).unwrap_or(Verdict::Counts),
                other => other,
            };
            judged.push(JudgedFile { name, person: Some(display_name(&answers)), verdict });
        }
        people.extend(person);
    }
    mark_namesakes(document, &mut people);
    order::natural(&mut judged);
    Import { files: judged, people }
}

/// The newest of one person's files, and what each of them is worth beside the others.
fn newest(
    mut files: Vec<(String, AnswersFile)>,
) -> (Option<AnswersFile>, Vec<(String, AnswersFile, Verdict)>) {
    // The latest first; of equal ones the first by name stands for the others.
    order::by(&mut files, |(name, a), (other, b)| b.saved_at.cmp(&a.saved_at).then_with(|| name.cmp(other)));
    let Some((first_name, first)) = files.first().cloned() else { return (None, Vec::new()) };
    let rival = files.iter().find(|(_, file)| file.saved_at == first.saved_at && !is_same(file, &first));
    let rival = rival.map(|(name, _)| name.clone());
    let mut verdicts: Vec<(String, AnswersFile, Verdict)> = Vec::new();
    for (name, file) in files {
        let twin =
            verdicts.iter().find(|(_, other, _)| other.saved_at == file.saved_at && is_same(other, &file));
        let verdict = match (twin, &rival) {
            (Some((twin, ..)), _) => Verdict::SameAs(twin.clone()),
            (None, Some(rival)) if file.saved_at == first.saved_at => {
                let other = if name == first_name { rival } else { &first_name };
                Verdict::Contradicts(other.clone())
            }
            (None, _) if file.saved_at < first.saved_at => Verdict::OlderThan(first_name.clone()),
            (None, _) => Verdict::Counts,
        };
        verdicts.push((name, file, verdict));
    }
    (rival.is_none().then_some(first), verdicts)
}

fn is_same(one: &AnswersFile, other: &AnswersFile) -> bool {
    one.answers == other.answers && one.respondent == other.respondent
}

/// What the plan makes of the newest file: none where its answers are news.
fn of_plan(document: &Document, id: ParticipantId, file: &AnswersFile) -> Option<Verdict> {
    let known = participant(document, id)?;
    if file.saved_at < known.answers_saved_at {
        return Some(Verdict::OlderThanPlan);
    }
    let is_known = own_answers(document, id) == typed(file);
    is_known.then_some(Verdict::Known)
}

/// What taking over a file would do; none where it would do nothing.
fn compare(document: &Document, id: ParticipantId, file: &AnswersFile) -> Option<PersonImport> {
    let known = participant(document, id);
    let before = known.map(|known| known.answers_saved_at.as_str()).unwrap_or_default();
    let answers = typed(file);
    let own = own_answers(document, id);
    if file.saved_at.as_str() < before || (known.is_some() && file.saved_at == before && own == answers) {
        return None;
    }
    let key = |answer: &Answer| (answer.area, answer.question);
    let added = answers.iter().filter(|answer| own.iter().all(|other| key(other) != key(answer))).count();
    let replaced = own.iter().filter(|other| !answers.contains(other)).count();
    let participant = Participant {
        id,
        name: display_name(file),
        group: file.respondent.group,
        answers_saved_at: file.saved_at.clone(),
    };
    Some(PersonImport {
        answers: RespondentAnswers { participant, answers },
        added,
        replaced,
        needs_consent: replaced > 0 && (before.is_empty() || file.saved_at == before),
        has_namesake: false,
    })
}

fn participant(document: &Document, id: ParticipantId) -> Option<&Participant> {
    document.initiation.participants.iter().find(|participant| participant.id == id)
}

/// The plan's answers of a person in the order of the questionnaire.
fn own_answers(document: &Document, id: ParticipantId) -> Vec<Answer> {
    let answers = document.initiation.answers.iter().filter(|answer| answer.participant == id);
    in_order(answers.cloned().collect())
}

fn typed(file: &AnswersFile) -> Vec<Answer> {
    let answer = |given: &GivenAnswer| Answer {
        participant: file.respondent.id,
        area: given.area,
        question: given.question,
        score: given.score,
        evidence: given.evidence.clone(),
        note: given.note.clone(),
    };
    in_order(file.answers.iter().map(answer).collect())
}

fn in_order(mut answers: Vec<Answer>) -> Vec<Answer> {
    order::by_key(&mut answers, |answer| (answer.area, answer.question));
    answers
}

/// The name, or for somebody without one an alias that stays the same in every file.
fn display_name(file: &AnswersFile) -> String {
    match file.respondent.name.trim() {
        "" => {
            let number = (file.respondent.id.0 % 10_000).to_string();
            fill("respondent.anonymous", &[("number", &number)])
        }
        name => name.to_owned(),
    }
}

fn mark_namesakes(document: &Document, people: &mut [PersonImport]) {
    let key = |name: &str, group: Group| (name.trim().to_lowercase(), group);
    let mut ids: BTreeMap<(String, Group), BTreeSet<ParticipantId>> = BTreeMap::new();
    for person in &document.initiation.participants {
        ids.entry(key(&person.name, person.group)).or_default().insert(person.id);
    }
    for person in people.iter() {
        let person = &person.answers.participant;
        ids.entry(key(&person.name, person.group)).or_default().insert(person.id);
    }
    for import in people {
        let person = &import.answers.participant;
        import.has_namesake = ids.get(&key(&person.name, person.group)).is_some_and(|ids| ids.len() > 1);
    }
}
