//! Assessment by file: twelve people answer, files come back twice, from elsewhere and broken, in any order.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::slice::from_ref;

use proptest::prelude::*;
use wavewright::domain::catalogue::known_entries;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::model::document::Document;
use wavewright::domain::model::group::Group;
use wavewright::domain::model::ids::{ParticipantId, PlanId, RowId};
use wavewright::domain::model::initiation::Area;
use wavewright::domain::model::scalar::Scale5;
use wavewright::domain::respondent::file::{AnswersFile, QuestionsFile, Respondent};
use wavewright::domain::respondent::import::{Import, Incoming, Verdict, judge};

fn plan(id: u64, name: &str) -> Document {
    let mut document = Document::default();
    document.plan.id = PlanId(id);
    document.plan.name = name.to_owned();
    document
}

/// The answers of a person to the short form: all the same score, saved in a minute.
fn answers(plan: &Document, person: u64, score: u8, minute: u8) -> AnswersFile {
    answers_to(plan, person, score, minute, 1..=1)
}

/// The same for some questions of every area.
fn answers_to(
    plan: &Document,
    person: u64,
    score: u8,
    minute: u8,
    questions: RangeInclusive<u8>,
) -> AnswersFile {
    let mut file = AnswersFile::begin(QuestionsFile::of(plan, None, false), ParticipantId(person));
    for area in Area::ALL {
        for question in questions.clone() {
            file = file.with_answer(area, question, Some(Scale5::new(score).ok()));
        }
    }
    let group = Group::ALL[person as usize % 5];
    let respondent = Respondent { id: ParticipantId(person), name: format!("Person {person}"), group };
    AnswersFile { respondent, saved_at: format!("2027-03-12T09:{minute:02}:00Z"), ..file }
}

fn incoming(name: &str, file: &AnswersFile) -> Incoming {
    Incoming { name: name.to_owned(), content: Ok(file.to_text().into_bytes()) }
}

fn take_over(plan: &Document, import: &Import, agreed: &[u64]) -> Document {
    let agreed: BTreeSet<ParticipantId> = agreed.iter().map(|id| ParticipantId(*id)).collect();
    match import.command(&agreed) {
        Some(command) => apply(plan, &command, &known_entries(plan)).unwrap(),
        None => plan.clone(),
    }
}

fn verdict<'a>(import: &'a Import, name: &str) -> &'a Verdict {
    &import.files.iter().find(|file| file.name == name).unwrap().verdict
}

/// Twelve people, one file twice, one of another plan, one broken.
fn twelve(plan: &Document) -> Vec<Incoming> {
    let mut files: Vec<Incoming> = (1..=12_u8)
        .map(|person| {
            let file = answers(plan, u64::from(person), 1 + person % 5, person);
            incoming(&format!("{person:02}.json"), &file)
        })
        .collect();
    files.push(Incoming { name: "05 (1).json".to_owned(), ..files[4].clone() });
    let stranger = self::plan(99, "Brightwater");
    files.push(incoming("stranger.json", &answers(&stranger, 40, 3, 1)));
    let whole = answers(plan, 50, 3, 1).to_text();
    let half = whole.as_bytes()[..whole.len() / 2].to_vec();
    files.push(Incoming { name: "half.json".to_owned(), content: Ok(half) });
    files
}

#[test]
fn twelve_people_answer_and_every_odd_file_is_named() {
    let plan = plan(7, "Norvik PMO");
    let import = judge(&plan, &twelve(&plan));
    assert_eq!((import.files.len(), import.people.len()), (15, 12));
    assert!(import.people.iter().all(|person| person.added == 14 && !person.needs_consent));
    // Of two copies the first by name stands for both.
    assert_eq!(verdict(&import, "05 (1).json"), &Verdict::Counts);
    assert_eq!(verdict(&import, "05.json"), &Verdict::SameAs("05 (1).json".to_owned()));
    assert_eq!(verdict(&import, "stranger.json"), &Verdict::OtherPlan("Brightwater".to_owned()));
    assert!(matches!(verdict(&import, "half.json"), Verdict::Unreadable(reason) if reason.contains("stops")));
    let full = take_over(&plan, &import, &[]);
    assert_eq!((full.initiation.participants.len(), full.initiation.answers.len()), (12, 12 * 14));
    // Once more changes nothing.
    let again = judge(&full, &twelve(&plan));
    assert_eq!(again.people, Vec::new());
    assert_eq!(verdict(&again, "07.json"), &Verdict::Known);
    assert_eq!(take_over(&full, &again, &[]), full);
}

#[test]
fn the_newer_file_of_a_person_counts() {
    let plan = plan(7, "Norvik PMO");
    let (old, new) = (answers(&plan, 1, 2, 5), answers(&plan, 1, 4, 6));
    let import = judge(&plan, &[incoming("new.json", &new), incoming("old.json", &old)]);
    assert_eq!(verdict(&import, "old.json"), &Verdict::OlderThan("new.json".to_owned()));
    let full = take_over(&plan, &import, &[]);
    assert!(full.initiation.answers.iter().all(|answer| answer.score.map(Scale5::get) == Some(4)));
    let late = judge(&full, &[incoming("old.json", &old)]);
    assert_eq!((verdict(&late, "old.json"), late.people.len()), (&Verdict::OlderThanPlan, 0));
}

/// Ada changes an answer in the plan.
fn changed_in_plan(plan: &Document, question: u8, score: u8) -> Document {
    let answer = Some(Scale5::new(score).ok());
    let command =
        Command::AnswerQuestion { participant: ParticipantId(1), area: Area::Tools, question, answer };
    apply(plan, &command, &known_entries(plan)).unwrap()
}

/// How many answers of each score the plan has.
fn scores(plan: &Document) -> Vec<(u8, usize)> {
    let answers = &plan.initiation.answers;
    let count =
        |score: u8| answers.iter().filter(|answer| answer.score.map(Scale5::get) == Some(score)).count();
    (1..=5).map(|score| (score, count(score))).filter(|(_, count)| *count > 0).collect()
}

#[test]
fn a_later_short_file_replaces_what_it_answers_and_nothing_goes() {
    let plan = plan(7, "Norvik PMO");
    let full = incoming("full.json", &answers_to(&plan, 1, 2, 5, 1..=5));
    let short = incoming("short.json", &answers(&plan, 1, 4, 6));
    let first = take_over(&plan, &judge(&plan, from_ref(&full)), &[]);
    let import = judge(&first, from_ref(&short));
    let ada = &import.people[0];
    assert_eq!((ada.added, ada.replaced, ada.needs_consent), (0, 14, false));
    let both = take_over(&first, &import, &[]);
    assert_eq!(scores(&both), [(2, 56), (4, 14)]);
    // In one go, and the other way round.
    let at_once = judge(&plan, &[full.clone(), short.clone()]);
    assert_eq!(
        (verdict(&at_once, "full.json"), verdict(&at_once, "short.json")),
        (&Verdict::Counts, &Verdict::Counts)
    );
    assert_eq!(take_over(&plan, &at_once, &[]), both);
    let half = take_over(&plan, &judge(&plan, &[short]), &[]);
    let late = judge(&half, &[full]);
    assert_eq!((late.people[0].added, late.people[0].replaced), (56, 0));
    assert_eq!(scores(&take_over(&half, &late, &[])), [(2, 56), (4, 14)]);
}

#[test]
fn a_file_without_answers_adds_nobody_and_takes_nothing() {
    let plan = plan(7, "Norvik PMO");
    let first = take_over(&plan, &judge(&plan, &[incoming("a.json", &answers(&plan, 1, 2, 5))]), &[]);
    for (person, plan) in [(1, &first), (2, &plan)] {
        let empty = AnswersFile { answers: Vec::new(), ..answers(plan, person, 3, 9) };
        let import = judge(plan, &[incoming("empty.json", &empty)]);
        assert_eq!(verdict(&import, "empty.json"), &Verdict::NoAnswers);
        assert!(import.people.is_empty());
    }
}

#[test]
fn answers_changed_in_the_plan_are_replaced_only_with_a_yes() {
    let plan = plan(7, "Norvik PMO");
    let first = take_over(&plan, &judge(&plan, &[incoming("a.json", &answers(&plan, 1, 2, 5))]), &[]);
    let own = changed_in_plan(&first, 1, 5);
    // The same file again, a later one that says the same, and one that says something else.
    for (minute, score) in [(5, 2), (6, 2), (6, 3)] {
        let import = judge(&own, &[incoming("b.json", &answers(&plan, 1, score, minute))]);
        assert!(import.people[0].needs_consent);
        let replaced = if score == 2 { 1 } else { 14 };
        assert_eq!((import.people[0].added, import.people[0].replaced), (0, replaced));
        assert_eq!(take_over(&own, &import, &[]), own);
        assert_eq!(import.taken(&BTreeSet::new()).count(), 0);
        assert_eq!(scores(&take_over(&own, &import, &[1])), [(score, 14)]);
    }
    // A file that says nothing about the changed answer needs no yes.
    let other = judge(&own, &[incoming("c.json", &answers_to(&plan, 1, 3, 7, 2..=2))]);
    assert!(!other.people[0].needs_consent);
    assert_eq!(scores(&take_over(&own, &other, &[])), [(2, 13), (3, 14), (5, 1)]);
    // One that is older than the last import changes nothing.
    let old = judge(&own, &[incoming("d.json", &answers(&plan, 1, 4, 1))]);
    assert_eq!((verdict(&old, "d.json"), old.people.len()), (&Verdict::OlderThanPlan, 0));
}

#[test]
fn a_repeat_does_not_take_the_files_of_before_as_news() {
    let plan = plan(7, "Norvik PMO");
    let (old, last, new) = (answers(&plan, 1, 2, 4), answers(&plan, 1, 3, 5), answers(&plan, 1, 4, 6));
    let (old, last, new) =
        (incoming("old.json", &old), incoming("last.json", &last), incoming("new.json", &new));
    let first = take_over(&plan, &judge(&plan, &[old.clone(), last.clone()]), &[]);
    let repeat = |keeps_answers| {
        let command = Command::BeginRepeat { id: RowId(3), name: "Spring".to_owned(), keeps_answers };
        apply(&first, &command, &known_entries(&first)).unwrap()
    };
    let import = judge(&repeat(false), &[old.clone(), last.clone(), new.clone()]);
    let earlier = Verdict::Earlier("Spring".to_owned());
    assert_eq!((verdict(&import, "old.json"), verdict(&import, "last.json")), (&earlier, &earlier));
    assert_eq!(verdict(&import, "new.json"), &Verdict::Counts);
    assert_eq!(scores(&take_over(&repeat(false), &import, &[])), [(4, 14)]);
    // A repeat that goes on with the answers has them.
    let copied = judge(&repeat(true), &[old, last, new]);
    assert_eq!(
        (verdict(&copied, "old.json"), verdict(&copied, "last.json")),
        (&earlier, &Verdict::OlderThan("new.json".to_owned()))
    );
}

#[test]
fn two_truths_of_one_moment_are_none() {
    let plan = plan(7, "Norvik PMO");
    let files = [incoming("a.json", &answers(&plan, 1, 2, 5)), incoming("b.json", &answers(&plan, 1, 3, 5))];
    let import = judge(&plan, &files);
    assert_eq!(verdict(&import, "a.json"), &Verdict::Contradicts("b.json".to_owned()));
    assert_eq!(verdict(&import, "b.json"), &Verdict::Contradicts("a.json".to_owned()));
    assert!(import.people.is_empty());
}

#[test]
fn people_without_a_name_and_namesakes_are_told_apart() {
    let plan = plan(7, "Norvik PMO");
    let named = |id, name: &str| {
        let file = answers(&plan, id, 3, 1);
        AnswersFile { respondent: Respondent { name: name.to_owned(), ..file.respondent.clone() }, ..file }
    };
    let files = [
        incoming("a.json", &named(10, " ")),
        incoming("b.json", &named(5, "Ada")),
        incoming("c.json", &named(15, "ada ")),
    ];
    let import = judge(&plan, &files);
    let told: Vec<(&str, bool)> = import
        .people
        .iter()
        .map(|person| (person.answers.participant.name.as_str(), person.has_namesake))
        .collect();
    assert_eq!(told, [("Ada", true), ("Anonymous 10", false), ("ada", true)]);
}

/// Files of few people, several of each, some the same: person, score, minute and first question.
fn some_files() -> impl Strategy<Value = Vec<(u64, u8, u8, u8)>> {
    prop::collection::vec((1..4_u64, 1..=5_u8, 0..4_u8, 1..=3_u8), 1..9)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_result_does_not_depend_on_the_order(files in some_files(), seed in any::<u64>()) {
        let plan = plan(7, "Norvik PMO");
        let files: Vec<Incoming> = files
            .iter()
            .enumerate()
            .map(|(index, (person, score, minute, from))| {
                let file = answers_to(&plan, *person, *score, *minute, *from..=from + 1);
                incoming(&format!("{index}.json"), &file)
            })
            .collect();
        let mut other = files.clone();
        let mut state = seed;
        for index in (1..other.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            other.swap(index, (state >> 33) as usize % (index + 1));
        }
        let (one, two) = (judge(&plan, &files), judge(&plan, &other));
        prop_assert_eq!(&one, &two);
        prop_assert_eq!(take_over(&plan, &one, &[]), take_over(&plan, &two, &[]));
    }

    #[test]
    fn nor_on_how_many_imports_there_were(
        files in prop::collection::btree_map((1..4_u64, 0..6_u8), (1..=5_u8, 1..=3_u8), 1..8),
        cut in any::<prop::sample::Index>(),
        turned in any::<bool>(),
    ) {
        let plan = plan(7, "Norvik PMO");
        let latest = files.clone();
        let mut files: Vec<Incoming> = files
            .iter()
            .map(|((person, minute), (score, from))| {
                let file = answers_to(&plan, *person, *score, *minute, *from..=from + 1);
                incoming(&format!("{person} {minute}.json"), &file)
            })
            .collect();
        let whole = take_over(&plan, &judge(&plan, &files), &[]);
        if turned {
            files.reverse();
        }
        let (first, second) = files.split_at(cut.index(files.len() + 1));
        let half = take_over(&plan, &judge(&plan, first), &[]);
        let mut both = take_over(&half, &judge(&half, second), &[]);
        // Who came first stands first in the list; that is all.
        both.initiation.participants.sort_by_key(|person| person.id);
        both.initiation.answers.sort_by_key(|answer| (answer.participant, answer.area, answer.question));
        prop_assert_eq!(&both, &whole);
        // Each question that was ever answered has the latest answer to it.
        for person in 1..4 {
            for question in 1..=4_u8 {
                let latest = latest.iter().rev().find(|((id, _), (_, from))| {
                    *id == person && (*from..=from + 1).contains(&question)
                });
                let latest = latest.map(|(_, (score, _))| *score);
                let mut answers = whole.initiation.answers.iter();
                let found = answers.find(|answer| (answer.participant.0, answer.question) == (person, question));
                prop_assert_eq!(found.and_then(|answer| answer.score).map(Scale5::get), latest);
            }
        }
    }
}
