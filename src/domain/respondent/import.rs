//! What came back: each file judged, each person's newest answer to every question found, and what taking them over would
//! change. The result does not depend on the order of the files, and nothing of the plan's own is overwritten without a yes.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::command::Command;
use crate::domain::command::assessment::RespondentAnswers;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::{Answer, Participant};
use crate::domain::order;
use crate::domain::wording::fill;

use super::file::{AnswersFile, NotReadable, Opened, open};
use super::merge::{Merged, Question, merge, question_of, typed};

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
    /// Some of its answers are the newest of this person.
    Counts,
    /// The plan has these answers already.
    Known,
    /// Another file of this name has the same content.
    SameAs(String),
    /// Newer files, such as this one, answer all its questions for the same person.
    OlderThan(String),
    /// The plan holds newer answers of the same person.
    OlderThanPlan,
    /// It was taken in, or outdated, before the assessment of this name was kept as an earlier one.
    Earlier(String),
    /// Nothing in it is answered.
    NoAnswers,
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
    /// The person with the answers to write.
    pub answers: RespondentAnswers,
    /// Answers that the plan does not have yet.
    pub added: usize,
    /// Answers of the plan that would be replaced.
    pub replaced: usize,
    /// Whether some of the replaced ones were given in the plan itself, or changed there since: then nothing happens
    /// without a yes.
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
    /// Whose answers would be taken over: of everybody where nothing of the plan's own is replaced, and of those who were
    /// agreed to.
    pub fn taken(&self, agreed: &BTreeSet<ParticipantId>) -> impl Iterator<Item = &PersonImport> {
        let is_taken =
            |person: &&PersonImport| !person.needs_consent || agreed.contains(&person.answers.participant.id);
        self.people.iter().filter(is_taken)
    }

    /// The change of the plan; none where nobody's answers are taken over.
    pub fn command(&self, agreed: &BTreeSet<ParticipantId>) -> Option<Command> {
        let people: Vec<RespondentAnswers> =
            self.taken(agreed).map(|person| person.answers.clone()).collect();
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
        let (person, verdict) = match opened {
            Err(reason) => (None, Verdict::Unreadable(reason)),
            Ok(Opened::Questions(_)) => (None, Verdict::Questions),
            Ok(Opened::Answers(answers)) => match left_out(document, &answers) {
                Some(Verdict::OtherPlan(plan)) => (None, Verdict::OtherPlan(plan)),
                Some(verdict) => (Some(display_name(&answers)), verdict),
                None => {
                    of_person.entry(answers.respondent.id).or_default().push((file.name.clone(), answers));
                    continue;
                }
            },
        };
        judged.push(JudgedFile { name: file.name.clone(), person, verdict });
    }
    let mut people = Vec::new();
    for (id, files) in of_person {
        let Merged { newest, answers, files } = merge(files);
        let plan = PlanAnswers::of(document, id);
        for (name, file, verdict) in files {
            let verdict = match verdict {
                Verdict::Counts => plan.verdict(&file, &answers),
                other => other,
            };
            judged.push(JudgedFile { name, person: Some(display_name(&file)), verdict });
        }
        people.extend(newest.and_then(|newest| plan.compare(&newest, &answers)));
    }
    mark_namesakes(document, &mut people);
    order::natural(&mut judged);
    Import { files: judged, people }
}

/// Why a file takes no part, whatever the others say; none where it does.
fn left_out(document: &Document, file: &AnswersFile) -> Option<Verdict> {
    if file.plan_id != document.plan.id {
        return Some(Verdict::OtherPlan(file.plan_name.clone()));
    }
    if file.answers.is_empty() {
        return Some(Verdict::NoAnswers);
    }
    let id = file.respondent.id;
    let earlier = document.initiation.earlier.iter().find(|earlier| {
        let mut people = earlier.participants.iter();
        people.any(|person| person.id == id && file.saved_at <= person.answers_saved_at)
    })?;
    // A repeat may go on with a copy of the answers.
    (!PlanAnswers::of(document, id).has_all_of(file)).then(|| Verdict::Earlier(earlier.name.clone()))
}

/// What the plan has of one person.
struct PlanAnswers<'a> {
    known: Option<&'a Participant>,
    own: BTreeMap<Question, &'a Answer>,
}

impl<'a> PlanAnswers<'a> {
    fn of(document: &'a Document, id: ParticipantId) -> Self {
        let initiation = &document.initiation;
        let own = initiation.answers.iter().filter(|answer| answer.participant == id);
        Self {
            known: initiation.participants.iter().find(|participant| participant.id == id),
            own: own.map(|answer| (question_of(answer), answer)).collect(),
        }
    }

    /// When the newest file was saved that the plan has of the person.
    fn saved_at(&self) -> &'a str {
        self.known.map(|known| known.answers_saved_at.as_str()).unwrap_or_default()
    }

    /// When the file was saved that the plan's answer to a question is to be measured against.
    fn since(&self, own: &'a Answer) -> &'a str {
        if own.saved_at.is_empty() { self.saved_at() } else { &own.saved_at }
    }

    fn is_news(&self, given: &Answer) -> bool {
        self.own.get(&question_of(given)).is_none_or(|own| {
            match given.saved_at.as_str().cmp(self.since(own)) {
                Ordering::Less => false,
                Ordering::Equal => !says_same(own, given),
                Ordering::Greater => true,
            }
        })
    }

    /// The plan's answer that another one would change.
    fn replaced_by(&self, given: &Answer) -> Option<&'a Answer> {
        self.own.get(&question_of(given)).copied().filter(|own| !says_same(own, given))
    }

    fn has_all_of(&self, file: &AnswersFile) -> bool {
        let is_known =
            |given: &Answer| self.own.get(&question_of(given)).is_some_and(|own| says_same(own, given));
        typed(file).all(|given| is_known(&given))
    }

    /// What a file is worth whose part of the merged answers would count.
    fn verdict(&self, file: &AnswersFile, merged: &[Answer]) -> Verdict {
        let mut part = merged.iter().filter(|answer| answer.saved_at == file.saved_at);
        if self.has_all_of(file) {
            Verdict::Known
        } else if part.any(|answer| self.is_news(answer)) {
            Verdict::Counts
        } else {
            Verdict::OlderThanPlan
        }
    }

    /// What taking over would do; none where it would do nothing.
    fn compare(&self, newest: &AnswersFile, merged: &[Answer]) -> Option<PersonImport> {
        let news: Vec<&Answer> = merged.iter().filter(|answer| self.is_news(answer)).collect();
        if news.is_empty() {
            return None;
        }
        let replaced = || news.iter().filter_map(|given| Some((self.replaced_by(given)?, given)));
        // The same moment twice with another answer: one of the two was changed.
        let is_own =
            |(own, given): (&Answer, &&Answer)| own.saved_at.is_empty() || own.saved_at == given.saved_at;
        let participant = Participant {
            id: newest.respondent.id,
            name: display_name(newest),
            group: newest.respondent.group,
            answers_saved_at: newest.saved_at.as_str().max(self.saved_at()).to_owned(),
        };
        Some(PersonImport {
            added: news.iter().filter(|given| !self.own.contains_key(&question_of(given))).count(),
            replaced: replaced().count(),
            needs_consent: replaced().any(is_own),
            has_namesake: false,
            answers: RespondentAnswers { participant, answers: news.into_iter().cloned().collect() },
        })
    }
}

fn says_same(one: &Answer, other: &Answer) -> bool {
    (one.score, &one.evidence, &one.note) == (other.score, &other.evidence, &other.note)
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
