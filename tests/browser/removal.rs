//! Removing rows: a question where others refer to one, a word with the way back where none do.

use std::rc::Rc;

use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::pages::form::FormPage;
use wavewright::browser::ui::plan_view::{PlanView, Telling};
use wavewright::domain::catalogue::known_entries;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::example::Example;
use wavewright::domain::model::foundation::Person;
use wavewright::domain::model::ids::PersonId;
use yew::prelude::*;

use crate::stage::{Stage, focused_text};

/// The people of the example, and somebody to whom nothing refers; with what was told.
#[component]
fn People() -> Html {
    let document = use_state(|| {
        let mut document = Example::Norvik.document().unwrap();
        let somebody = Person { id: PersonId(77), name: "Somebody".to_owned(), ..Person::default() };
        document.foundation.people.push(somebody);
        Rc::new(document)
    });
    let told = use_state(String::new);
    let on_told = {
        let (document, told) = (document.clone(), told.clone());
        Callback::from(move |(command, text): (Command, String)| {
            document.set(Rc::new(apply(&document, &command, &known_entries(&document)).unwrap()));
            told.set(text);
        })
    };
    let on_command = Callback::from(|command: Command| panic!("{command:?} was not told"));
    html! {
        <ContextProvider<Telling> context={Telling(on_told)}>
            <FormPage id="foundation.people" plan={PlanView::new((*document).clone())} {on_command} />
            <output>{ (*told).clone() }</output>
        </ContextProvider<Telling>>
    }
}

#[wasm_bindgen_test]
async fn who_is_referred_to_goes_after_a_question() {
    let stage = Stage::show(html! { <People /> }).await;
    let remove = "[aria-label='Remove: Ingrid Solvang']";
    stage.click(remove).await;
    assert_eq!(stage.text("#removal-title"), "Remove Ingrid Solvang?");
    assert!(stage.text("#removal").contains("“Sponsor” will be empty."), "{}", stage.text("#removal"));
    stage.click("#removal .dialog-foot .button:not([data-kind=primary])").await;
    assert!(!stage.has("#removal") && stage.has(remove));
    assert_eq!(stage.text("output"), "");
    stage.click(remove).await;
    stage.click("#removal .button[data-kind=primary]").await;
    assert!(!stage.has("#removal") && !stage.has(remove));
    assert_eq!(stage.text("output"), "Removed: Ingrid Solvang");
    assert_eq!(focused_text(), "People");
}

#[wasm_bindgen_test]
async fn whom_nothing_refers_to_goes_at_once() {
    let stage = Stage::show(html! { <People /> }).await;
    stage.click("[aria-label='Remove: Somebody']").await;
    assert!(!stage.has("#removal"));
    assert_eq!(stage.text("output"), "Removed: Somebody");
    assert_eq!(focused_text(), "People");
}
