//! The files of one person put together: of two answers to a question the later one counts, and no answer goes because a
//! later file does not give it.

use std::collections::BTreeMap;

use crate::domain::model::initiation::{Answer, Area};
use crate::domain::order;

use super::file::{AnswersFile, GivenAnswer};
use super::import::Verdict;

/// A question: its area and its number there.
pub(super) type Question = (Area, u8);

/// What the files of one person come to.
pub(super) struct Merged {
    /// The newest file that counts.
    pub newest: Option<AnswersFile>,
    /// The newest answer to each question, in the order of the questionnaire.
    pub answers: Vec<Answer>,
    /// The files with what each is worth beside the others, the latest first.
    pub files: Vec<(String, AnswersFile, Verdict)>,
}

/// The question of an answer.
pub(super) fn question_of(answer: &Answer) -> Question {
    (answer.area, answer.question)
}

/// The answers of a file as a plan holds them.
pub(super) fn typed(file: &AnswersFile) -> impl Iterator<Item = Answer> {
    let answer = |given: &GivenAnswer| Answer {
        participant: file.respondent.id,
        area: given.area,
        question: given.question,
        score: given.score,
        evidence: given.evidence.clone(),
        note: given.note.clone(),
        saved_at: file.saved_at.clone(),
    };
    file.answers.iter().map(answer)
}

/// Puts files together.
pub(super) fn merge(mut files: Vec<(String, AnswersFile)>) -> Merged {
    // The latest first; of equal ones the first by name stands for the others.
    order::by(&mut files, |(name, a), (other, b)| b.saved_at.cmp(&a.saved_at).then_with(|| name.cmp(other)));
    let mut merged = Merged { newest: None, answers: Vec::new(), files: Vec::new() };
    // The newest answers so far, each with the file that it is from.
    let mut newest: BTreeMap<Question, (String, Answer)> = BTreeMap::new();
    for moment in files.chunk_by(|(_, one), (_, other)| one.saved_at == other.saved_at) {
        let verdicts = verdicts(moment, &newest);
        for ((name, file), verdict) in moment.iter().zip(verdicts) {
            if verdict == Verdict::Counts {
                for answer in typed(file) {
                    newest.entry(question_of(&answer)).or_insert_with(|| (name.clone(), answer));
                }
                merged.newest.get_or_insert_with(|| file.clone());
            }
            merged.files.push((name.clone(), file.clone(), verdict));
        }
    }
    merged.answers = newest.into_values().map(|(_, answer)| answer).collect();
    merged
}

/// What files that were saved at the same time are worth beside each other and beside later ones.
fn verdicts(moment: &[(String, AnswersFile)], later: &BTreeMap<Question, (String, Answer)>) -> Vec<Verdict> {
    let judged: Vec<Verdict> = moment
        .iter()
        .enumerate()
        .map(|(place, (_, file))| {
            let twin = moment.iter().take(place).find(|(_, other)| is_same(other, file));
            match (twin, outdated(file, later)) {
                (Some((twin, _)), _) => Verdict::SameAs(twin.clone()),
                (None, Some(later)) => Verdict::OlderThan(later),
                (None, None) => Verdict::Counts,
            }
        })
        .collect();
    let counting = moment.iter().zip(&judged).filter(|(_, verdict)| **verdict == Verdict::Counts);
    let counting: Vec<&String> = counting.map(|((name, _), _)| name).collect();
    let [first, second, ..] = counting[..] else { return judged };
    let contradicted = moment.iter().zip(judged).map(|((name, _), verdict)| match verdict {
        Verdict::Counts => Verdict::Contradicts(if name == first { second } else { first }.clone()),
        other => other,
    });
    contradicted.collect()
}

/// A later file, where later ones answer every question of a file.
fn outdated(file: &AnswersFile, later: &BTreeMap<Question, (String, Answer)>) -> Option<String> {
    let later_of = |answer: &GivenAnswer| later.get(&(answer.area, answer.question));
    let names: Option<Vec<_>> =
        file.answers.iter().map(|answer| later_of(answer).map(|(name, _)| name)).collect();
    names?.into_iter().min().cloned()
}

fn is_same(one: &AnswersFile, other: &AnswersFile) -> bool {
    one.answers == other.answers && one.respondent == other.respondent
}
