//! The store: what each action makes of the open plan and of what the page says.

use std::rc::Rc;

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::store::{Action, Keeping, OpenPlan, Workspace};
use wavewright::domain::command::Command;
use wavewright::domain::file::envelope::PlanFile;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::ids::PlanId;
use wavewright::domain::vault::checksum::Checksum;
use wavewright::domain::vault::record::Stamp;
use yew::Reducible;

const TIME: &str = "2027-03-12T14:02:00Z";

fn plan(id: u64) -> Action {
    let mut document = Document::default();
    document.plan.id = PlanId(id);
    Action::Open(Box::new(OpenPlan::new(PlanFile::from_document(document, "0.1.0", TIME), None)))
}

fn set(path: &str, text: &str) -> Command {
    Command::SetField { path: path.parse().unwrap(), value: json!(text) }
}

fn name(text: &str) -> Action {
    Action::DoAndTell(set("plan.name", text), "Named.".to_owned())
}

fn mission(text: &str) -> Action {
    Action::Do(set("foundation.mission", text))
}

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<Workspace> {
    actions.into_iter().fold(Rc::new(Workspace::default()), Workspace::reduce)
}

fn open(workspace: &Workspace) -> &OpenPlan {
    workspace.open.as_ref().unwrap()
}

#[wasm_bindgen_test]
fn a_notice_takes_back_the_step_that_it_tells_of() {
    let told = after([plan(1), mission("We help"), name("Office")]);
    assert!(told.offers_undo());
    let back = told.reduce(Action::TakeBack);
    assert_eq!(open(&back).view.document.plan.name, "");
    assert_eq!(open(&back).view.document.foundation.mission, "We help");
    assert!(back.notice.is_none());
}

#[wasm_bindgen_test]
fn a_notice_takes_back_no_later_step() {
    for later in [mission("We help"), Action::Undo, plan(2), Action::Close] {
        let moved = after([plan(1), name("Office"), later]);
        assert!(moved.notice.is_none() && !moved.offers_undo());
        let same = Rc::clone(&moved).reduce(Action::TakeBack);
        assert!(*same == *moved);
    }
}

#[wasm_bindgen_test]
fn a_notice_without_a_step_offers_nothing_and_stays() {
    let told = after([plan(1), name("Office"), name("Office")]);
    assert!(told.notice.is_some() && !told.offers_undo());
    let told = after([plan(1), Action::Tell("Written.".to_owned()), mission("We help")]);
    assert!(told.notice.is_some() && !told.offers_undo());
    let sealed = after([plan(1), name("Office"), Action::Seal]);
    assert!(sealed.offers_undo());
}

fn written(start: &Workspace) -> Action {
    let open = open(start);
    let (name, at) = ("office.pmoplan.json".to_owned(), TIME.to_owned());
    Action::WrittenToFile { plan: open.id(), document: open.view.document.clone(), name, at }
}

fn saved(start: &Workspace) -> Action {
    let open = open(start);
    let stamp = Stamp { revision: 7, checksum: Checksum::of(&[]) };
    let document = open.view.document.clone();
    Action::Saved { plan: open.id(), document, stamp, saved_at: TIME.to_owned() }
}

#[wasm_bindgen_test]
fn edits_made_while_a_file_is_written_are_not_in_it() {
    let start = after([plan(1)]);
    let news = written(&start);
    let edited = start.reduce(mission("We help")).reduce(Action::Seal).reduce(mission("We help you"));
    let told = edited.reduce(news).reduce(mission("We"));
    assert_eq!(open(&told).file_copy.as_ref().unwrap().edits_since, 3);
    let start = after([plan(1), mission("We help")]);
    let news = written(&start);
    assert_eq!(open(&start.reduce(news)).file_copy.as_ref().unwrap().edits_since, 0);
}

#[wasm_bindgen_test]
fn news_of_a_plan_reaches_no_other() {
    let start = after([plan(1)]);
    let failed = Action::NotSaved { plan: PlanId(1), reason: "full".to_owned() };
    for news in [written(&start), saved(&start), failed] {
        let other = after([plan(2)]).reduce(news);
        assert!(open(&other).file_copy.is_none() && open(&other).stamp.is_none());
        assert_eq!(open(&other).keeping, Keeping::Pending);
    }
    let news = saved(&start);
    assert_eq!(open(&Rc::clone(&start).reduce(news)).keeping, Keeping::Saved);
}

#[wasm_bindgen_test]
fn findings_are_computed_once_for_a_state() {
    // Before anything is entered there is nothing to find fault with.
    assert!(open(&after([plan(1)])).view.findings().is_empty());
    let start = after([plan(1), mission("We help")]);
    let view = &open(&start).view;
    assert!(!view.findings().is_empty());
    assert!(std::ptr::eq(view.findings(), view.clone().findings()));
    let next = after([plan(1), mission("We serve")]);
    assert!(!std::ptr::eq(view.findings(), open(&next).view.findings()));
}

#[wasm_bindgen_test]
fn an_open_plan_equals_itself_and_no_plan_that_looks_alike() {
    let start = after([plan(1), mission("We help")]);
    assert!(*start == (*start).clone());
    assert!(*start != *after([plan(1), mission("We help")]));
    assert!(*start != *Rc::clone(&start).reduce(mission("We")));
}
