//! What people answer: questions with words, a workshop's silent scores, the value that is agreed on.

use std::rc::Rc;

use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::components::choice_tiles::{ChoiceTile, ChoiceTiles};
use wavewright::browser::ui::pages::assessment::agree::Agree;
use wavewright::browser::ui::pages::guided::draft::DraftPage;
use wavewright::browser::ui::pages::overview::OverviewPage;
use wavewright::browser::ui::pages::workshop::WorkshopPage;
use wavewright::browser::ui::plan_view::PlanView;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::figures::question::questions;
use wavewright::domain::guided::draft;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::group::Group;
use wavewright::domain::model::guided::GuidedAnswers;
use wavewright::domain::model::ids::{ParticipantId, RowId};
use wavewright::domain::model::initiation::{Answer, Area, Participant};
use wavewright::domain::model::scalar::{Date, Scale5};
use yew::prelude::*;

use crate::stage::{Journal, Stage, document as page, focused_text};

fn tiles(chosen: &[&'static str], most: usize, journal: &Journal) -> Html {
    let tile = |value: &'static str| ChoiceTile { value: value.into(), title: value.into(), text: "".into() };
    let chosen: Vec<AttrValue> = chosen.iter().map(|value| AttrValue::from(*value)).collect();
    html! {
        <ChoiceTiles name="pains" legend="What hurts?" tiles={vec![tile("late"), tile("many"), tile("slow")]}
            {chosen} {most} on_change={journal.callback()} />
    }
}

#[wasm_bindgen_test]
async fn one_answer_is_a_radio_and_several_are_boxes() {
    let journal = Journal::default();
    let mut stage = Stage::show(tiles(&["late"], 1, &journal)).await;
    assert!(stage.has("fieldset > legend") && stage.has("input[type=radio][value=late]"));
    stage.click("input[value=slow]").await;
    stage.change(tiles(&["late", "many"], 2, &journal)).await;
    // Two of two are named: the third waits until one is taken back.
    assert!(stage.has("input[value=slow]:disabled") && !stage.has("input[value=many]:disabled"));
    stage.click("input[value=many]").await;
    assert_eq!(journal.lines(), ["\"slow\"", "\"many\""]);
}

/// Two people of different groups; the executive has scored the first question of risk with 5.
fn plan(scores: &[(u64, u8)]) -> Document {
    let mut document = Document::default();
    for (id, name, group) in [(1, "Ada", Group::E), (2, "Ben", Group::P)] {
        let id = ParticipantId(id);
        document.initiation.participants.push(Participant {
            id,
            name: name.to_owned(),
            group,
            ..Participant::default()
        });
    }
    for (person, score) in scores {
        document.initiation.answers.push(Answer {
            participant: ParticipantId(*person),
            area: Area::Risk,
            question: 1,
            score: Scale5::new(*score).ok(),
            ..Answer::default()
        });
    }
    document
}

/// A workshop about risk whose commands change its plan, as in the app.
#[component]
fn Room() -> Html {
    let document = use_state(|| Rc::new(plan(&[])));
    let on_command = {
        let document = document.clone();
        Callback::from(move |command: Command| {
            document.set(Rc::new(apply(&document, &command, &|_| true).unwrap()));
        })
    };
    let view = PlanView::new((*document).clone());
    let agreed =
        document.initiation.agreed.iter().map(|value| {
            format!("{} {} {}", value.question, value.score.map_or(0, Scale5::get), value.reason)
        });
    html! {
        <>
            <WorkshopPage extent="risk" plan={view} {on_command} />
            <output>{ agreed.collect::<Vec<_>>().join(", ") }</output>
        </>
    }
}

#[wasm_bindgen_test]
async fn a_workshop_goes_by_keys_and_hides_the_scores() {
    let stage = Stage::show(html! { <Room /> }).await;
    stage.click(".workshop-card > .row .button[data-kind=primary]").await;
    assert!(focused_text().starts_with("Ada, your score"), "{}", focused_text());
    stage.press("5").await;
    assert!(focused_text().starts_with("Ben, your score"), "{}", focused_text());
    assert_eq!(stage.text("[role=status]"), "Ada has scored. Next: Ben.");
    // Nothing tells what Ada chose.
    assert!(!stage.has(".reveal") && !stage.has("input:checked") && !stage.has("[aria-checked=true]"));
    stage.press("2").await;
    assert_eq!(stage.text("[role=status]"), "Ben has scored. Everybody has scored.");
    assert!(focused_text().starts_with("Show"), "the way on has the focus: {}", focused_text());
    stage.click(".scoring > .row .button").await;
    assert_eq!(focused_text(), "2 scores, mean 3.5");
    assert!(stage.text(".note").contains("3.0 above project managers"), "{}", stage.text(".note"));
    // The mean rounds to 4: another value needs a reason.
    assert!(stage.has(".agree input:checked[value='4']"));
    stage.click(".agree input[value='2']").await;
    assert!(stage.has(".agree .button[data-kind=primary][disabled]"));
    stage.type_in(".agree .field .input", "heard both sides").await;
    stage.click(".agree .button[data-kind=primary]").await;
    assert_eq!(stage.text("output"), "1 2 heard both sides");
    // On to the second question, with Ada again.
    assert!(focused_text().starts_with("Ada, your score"), "{}", focused_text());
    assert!(stage.text(".workshop-card").contains("Question 2 of 5"));
}

#[wasm_bindgen_test]
async fn the_suggested_value_needs_no_reason() {
    let journal = Journal::default();
    let document = plan(&[(1, 5), (2, 2)]);
    let question = questions(&document, Area::Risk).remove(0);
    let view = PlanView::new(Rc::new(document));
    let stage = Stage::show(html! {
        <Agree area={Area::Risk} {question} plan={view} on_command={journal.callback::<Command>()} action="Agree" />
    })
    .await;
    stage.click(".button[data-kind=primary]").await;
    assert_eq!(
        journal.lines(),
        ["AgreeOn { area: Risk, question: 1, agreed: Some(Scale5(4)), reason: \"\" }"]
    );
}

#[wasm_bindgen_test]
async fn a_draft_lists_its_assumptions_with_their_fields() {
    let today = Date::parse("2027-02-11").unwrap();
    let mut document = draft(&GuidedAnswers::default(), today);
    document.foundation.mission = "We help project managers.".to_owned();
    let plan = PlanView::new(Rc::new(document));
    let stage = Stage::show(html! { <DraftPage {plan} on_command={Callback::noop()} /> }).await;
    let rows = page().query_selector_all(".assumed-row a[href^='#/']").unwrap().length();
    assert!(rows > 30, "{rows}");
    assert!(stage.text(".assumed").contains("Left open"));
    assert!(stage.markup().contains("Changed by you"));
    assert!(stage.has(".assumed-row a[href='#/form/organisation.profile']"));
}

#[wasm_bindgen_test]
async fn areas_stand_beside_groups_and_beside_before() {
    let before = apply(
        &plan(&[(1, 5), (2, 2)]),
        &Command::BeginRepeat { id: RowId(3), name: "Spring".to_owned(), keeps_answers: true },
        &|_| true,
    )
    .unwrap();
    let now = before.initiation.participants[1].id;
    let answer = Some(Some(Scale5::new(4).unwrap()));
    let command = Command::AnswerQuestion { participant: now, area: Area::Risk, question: 1, answer };
    let plan = PlanView::new(Rc::new(apply(&before, &command, &|_| true).unwrap()));
    let stage = Stage::show(html! { <OverviewPage {plan} on_command={Callback::noop()} /> }).await;
    let risk = stage.text("tbody tr:nth-child(7)");
    assert!(risk.contains("4.5") && risk.contains("5.0") && risk.contains("4.0"), "{risk}");
    stage.click("input[value=before]").await;
    assert!(stage.text("tbody tr:nth-child(7)").contains("▲ +1.0"));
    assert!(stage.markup().contains("1 area rose"));
}
