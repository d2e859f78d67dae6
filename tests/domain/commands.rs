//! Commands and undo as properties: whatever is done in whatever order, the plan stays whole and comes back.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use wavewright::domain::catalogue::builtin_entries;
use wavewright::domain::command::assessment::RespondentAnswers;
use wavewright::domain::command::history::History;
use wavewright::domain::command::{Command, Placement, apply};
use wavewright::domain::form::choices::RACI_ROLE;
use wavewright::domain::form::{self, Input};
use wavewright::domain::model::document::Document;
use wavewright::domain::model::entry::CatalogueEntry;
use wavewright::domain::model::governance::RaciRole;
use wavewright::domain::model::ids::{EntryId, ParticipantId, RowId, RuleId, WaveId};
use wavewright::domain::model::initiation::{Answer, Area, Participant};
use wavewright::domain::model::planning::SelectionState;
use wavewright::domain::model::references::clear_dangling;
use wavewright::domain::model::scalar::Scale5;
use wavewright::domain::model::validate::{BuiltInEntries, problems};

/// Few ids, so that commands meet each other.
const IDS: std::ops::Range<u64> = 1..5;
const ENTRIES: [&str; 7] =
    ["pmo-charter", "pm-training", "pm-coaching", "template-library", "own-1", "own-2", "nonsense"];

fn is_known(entry: &EntryId) -> bool {
    builtin_entries().iter().any(|builtin| builtin.id == *entry)
}

fn entry() -> impl Strategy<Value = EntryId> {
    select(&ENTRIES[..]).prop_map(EntryId::from)
}

fn wave() -> impl Strategy<Value = WaveId> {
    IDS.prop_map(WaveId)
}

/// A value of some kind, right or wrong for the field.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        IDS.prop_map(Value::from),
        select(&ENTRIES[..]).prop_map(Value::from),
        proptest::collection::vec(IDS.prop_map(Value::from), 0..3).prop_map(Value::from),
        proptest::collection::vec(entry().prop_map(|entry| json!(entry)), 0..3).prop_map(Value::from),
        proptest::collection::vec(entry().prop_map(|entry| json!({ "entry": entry })), 0..2)
            .prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        "[a-z ]{0,6}".prop_map(Value::from),
        Just(Value::Null),
        Just(json!("2027-05-01")),
        Just(json!("supportive")),
        Just(json!(2.5)),
    ]
}

/// A path of any field of the forms, its rows, keys and groups picked from few.
fn field_path() -> impl Strategy<Value = String> {
    let paths: Vec<_> = form::fields().map(|field| field.path).collect();
    (select(paths), IDS, IDS, entry()).prop_map(|(path, first, second, entry)| {
        let path = match path {
            items if items.starts_with("waves[].items[]") => {
                items.replace("items[]", &format!("items[{entry}]"))
            }
            areas if areas.contains("areas.*") => areas.replace('*', "tools"),
            others => others.replace('*', entry.as_str()),
        };
        let path = path.replacen("[]", &format!("[{first}]"), 1).replace("[]", &format!("[{second}]"));
        path.replace("{group}", "P")
    })
}

fn list_path() -> impl Strategy<Value = (String, Value)> {
    let lists: Vec<_> = form::fields().filter(|field| matches!(field.input, Input::Rows(_))).collect();
    (select(lists), IDS, IDS, entry()).prop_map(|(list, first, id, entry)| {
        let mut row = form::row::row_template(list.path).unwrap();
        if row.get("id").is_some() {
            row["id"] = json!(id);
        }
        for name in ["wave", "entry", "owner", "benefit"] {
            if row.get(name).is_some() {
                row[name] = if name == "entry" { json!(entry) } else { json!(first) };
            }
        }
        let path = list.path.replace('*', entry.as_str()).replacen("[]", &format!("[{first}]"), 1);
        (path, row)
    })
}

fn command() -> impl Strategy<Value = Command> {
    let path = |text: String| text.parse().unwrap();
    let place = (entry(), proptest::option::of(wave()), proptest::option::of(0..4_usize));
    let score =
        || proptest::option::of(proptest::option::of((1..6_u8).prop_map(|n| Scale5::new(n).unwrap())));
    let state = select(vec![
        SelectionState::Candidate,
        SelectionState::Chosen,
        SelectionState::Parked,
        SelectionState::Rejected,
        SelectionState::Exists,
    ]);
    prop_oneof![
        4 => (field_path(), value()).prop_map(move |(text, value)| Command::SetField { path: path(text), value }),
        6 => list_path().prop_map(move |(text, row)| Command::AddRow { list: path(text), row }),
        2 => (list_path(), IDS)
            .prop_map(move |((text, _), id)| Command::RemoveRow { row: path(format!("{text}[{id}]")) }),
        1 => (list_path(), IDS, 0..4_usize)
            .prop_map(move |((text, _), id, to)| Command::MoveRow { row: path(format!("{text}[{id}]")), to }),
        1 => (IDS, 0..4_usize)
            .prop_map(move |(id, to)| Command::MoveRow { row: path(format!("waves[{id}]")), to }),
        1 => (entry(), state)
            .prop_map(|(entry, state)| Command::DecideEntry { entry, state, reason: "because".to_owned() }),
        3 => place.prop_map(|(entry, wave, position)| Command::PlaceEntry { entry, wave, position }),
        1 => (entry(), entry(), wave()).prop_map(|(entry, roll_out, wave)| Command::SplitEntry {
            entry,
            wave,
            roll_out,
            name: "the rest".to_owned(),
            short_name: "rest".to_owned(),
        }),
        1 => (entry(), proptest::option::of(wave()), IDS)
            .prop_map(|(entry, wave, id)| Command::PinEntry { entry, wave, wish: RowId(id) }),
        1 => proptest::collection::vec((entry(), proptest::option::of(wave())), 0..4).prop_map(|placements| {
            let placements =
                placements.into_iter().map(|(entry, wave)| Placement { entry, wave }).collect();
            Command::ApplyProposal { placements }
        }),
        1 => (IDS, 0..7_u8, score()).prop_map(|(id, question, answer)| Command::AnswerQuestion {
            participant: ParticipantId(id),
            area: Area::Tools,
            question,
            answer,
        }),
        1 => (IDS, 0..2_u8).prop_map(|(id, question)| Command::AnnotateAnswer {
            participant: ParticipantId(id),
            area: Area::Tools,
            question,
            evidence: "list".to_owned(),
            note: String::new(),
        }),
        1 => (0..7_u8, score()).prop_map(|(question, agreed)| Command::AgreeOn {
            area: Area::Tools,
            question,
            agreed: agreed.flatten(),
            reason: "heard both sides".to_owned(),
        }),
        1 => proptest::collection::vec((0..5_u64, 1..7_u8, score()), 0..3).prop_map(|people| {
            let people = people.into_iter().map(|(id, question, score)| {
                let id = ParticipantId(id);
                let answer = Answer { question, score: score.flatten(), ..Answer::default() };
                let participant = Participant { id, name: "Ada".to_owned(), ..Participant::default() };
                RespondentAnswers { participant, answers: vec![answer] }
            });
            Command::ImportAnswers { people: people.collect() }
        }),
        1 => (IDS, any::<bool>()).prop_map(|(id, keeps_answers)| Command::BeginRepeat {
            id: RowId(id),
            name: "Spring".to_owned(),
            keeps_answers,
        }),
        1 => (IDS, 0..5_u64, 0..26_u8, score()).prop_map(|(id, wave, statement, score)| {
            Command::AnswerStatement { participant: ParticipantId(id), wave: WaveId(wave), statement, score }
        }),
        3 => (wave(), proptest::option::of(wave())).prop_map(|(id, after)| Command::AddWave { id, after }),
        1 => wave().prop_map(|id| Command::RemoveWave { id }),
        2 => IDS.prop_map(|id| Command::AddScenario {
            id: RowId(id),
            name: format!("Plan {id}"),
            note: String::new(),
            waves: None,
        }),
        2 => IDS.prop_map(|id| Command::SwitchScenario { id: RowId(id) }),
        1 => proptest::collection::vec(entry(), 0..3).prop_map(|entries| Command::ChooseBundle { entries }),
        2 => (entry(), entry()).prop_map(|(id, needs)| {
            let entry = CatalogueEntry { id, hard_prerequisites: vec![needs], ..CatalogueEntry::default() };
            Command::AddOwnEntry { entry: Box::new(entry) }
        }),
        1 => entry().prop_map(|entry| Command::RemoveOwnEntry { entry }),
        1 => IDS.prop_map(|id| Command::AcceptFinding {
            id: RowId(id),
            rule: RuleId::from("R14"),
            object: format!("wave {id}"),
            reason: "known".to_owned(),
        }),
        1 => IDS.prop_map(|id| Command::WithdrawAcceptance { id: RowId(id) }),
    ]
}

/// What is true of every plan after every command.
fn check_whole(document: &Document) {
    let built_in = BuiltInEntries::from_entries(builtin_entries());
    assert_eq!(problems(document, &built_in), Vec::new());
    let cleared = clear_dangling(&mut document.clone(), &is_known);
    assert!(cleared.is_empty(), "{cleared:?}");
    for item in document.waves.iter().flat_map(|wave| &wave.items) {
        assert_eq!(document.selection(&item.entry), SelectionState::Chosen, "{}", item.entry);
    }
    let written = serde_json::to_string(document).unwrap();
    assert_eq!(&serde_json::from_str::<Document>(&written).unwrap(), document);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fifty_commands_leave_a_whole_plan_and_undo_to_the_start(
        commands in proptest::collection::vec((command(), any::<bool>()), 50)
    ) {
        let start = History::load(Document::default());
        let mut history = start.clone();
        for (command, pauses) in &commands {
            let before = history.clone();
            match history.execute(command, &is_known) {
                Ok(changed) => history = changed,
                Err(_) => prop_assert_eq!(&history, &before),
            }
            check_whole(history.document());
            if *pauses {
                history = history.seal();
            }
        }
        let end = history.document().clone();
        let mut undone = history;
        for _ in 0..=commands.len() {
            undone = undone.undo();
        }
        prop_assert_eq!(undone.document(), start.document());
        let mut redone = undone;
        for _ in 0..=commands.len() {
            redone = redone.redo();
        }
        prop_assert_eq!(redone.document(), &end);
    }

    #[test]
    fn undo_after_any_command_restores_the_plan(
        before in proptest::collection::vec(command(), 20),
        command in command(),
    ) {
        let plan = before.iter().fold(Document::default(), |plan, command| {
            apply(&plan, command, &is_known).unwrap_or(plan)
        });
        let history = History::load(plan.clone());
        if let Ok(changed) = history.execute(&command, &is_known) {
            let undone = changed.undo();
            prop_assert_eq!(&**undone.document(), &plan);
            let redone = undone.redo();
            prop_assert_eq!(redone.document(), changed.document());
        }
    }
}

#[test]
fn the_random_commands_are_carried_out_often_enough() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let commands = command();
    let mut plan = Document::default();
    let mut carried_out = 0;
    for _ in 0..400 {
        let command = commands.new_tree(&mut runner).unwrap().current();
        if let Ok(changed) = apply(&plan, &command, &is_known) {
            plan = changed;
            carried_out += 1;
        }
    }
    assert!(carried_out > 150, "only {carried_out} of 400 commands were carried out");
}

#[test]
fn the_duties_of_the_form_are_those_of_the_plan() {
    for role in RACI_ROLE.values {
        assert!(serde_json::from_value::<RaciRole>(json!(role)).is_ok(), "{role}");
    }
}
