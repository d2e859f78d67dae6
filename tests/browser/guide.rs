//! Remedies that are pressed, traces that lead on, the RACI grid, words that tell their meaning, the catalogue.

use std::rc::Rc;

use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::components::term_text::TermText;
use wavewright::browser::ui::pages::catalogue::CataloguePage;
use wavewright::browser::ui::pages::choose::ChoosePage;
use wavewright::browser::ui::pages::entry::EntryPage;
use wavewright::browser::ui::pages::form::FormPage;
use wavewright::browser::ui::pages::gaps::GapsPage;
use wavewright::browser::ui::pages::guided::draft::DraftPage;
use wavewright::browser::ui::pages::health::HealthPage;
use wavewright::browser::ui::pages::scores::ScoresPage;
use wavewright::browser::ui::plan_view::{PageProps, PlanView};
use wavewright::domain::catalogue::known_entries;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::example::Example;
use wavewright::domain::guided::draft;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::guided::{GuidedAnswers, TeamSize};
use wavewright::domain::model::ids::{EntryId, RowId};
use wavewright::domain::model::planning::{SelectionState, Wish, WishKind};
use wavewright::domain::model::scalar::Date;
use wavewright::domain::raci::fault;
use yew::prelude::*;

use crate::stage::{Stage, focused_text, wait};

#[derive(Properties, PartialEq)]
struct LivingProps {
    document: Rc<Document>,
    page: Callback<PageProps, Html>,
    on_change: Callback<Rc<Document>>,
}

/// A page whose commands are carried out.
#[component]
fn Living(props: &LivingProps) -> Html {
    let plan = use_state(|| PlanView::new(props.document.clone()));
    let on_command = {
        let (plan, on_change) = (plan.clone(), props.on_change.clone());
        Callback::from(move |command: Command| {
            let document = plan.document.clone();
            let changed = Rc::new(apply(&document, &command, &known_entries(&document)).unwrap());
            on_change.emit(changed.clone());
            plan.set(PlanView::new(changed));
        })
    };
    props.page.emit(PageProps { plan: (*plan).clone(), on_command })
}

/// What a page made of its plan last.
type Last = Rc<std::cell::RefCell<Rc<Document>>>;

async fn live(document: Document, page: impl Fn(PageProps) -> Html + 'static) -> (Stage, Last) {
    let document = Rc::new(document);
    let last: Last = Rc::new(std::cell::RefCell::new(document.clone()));
    let on_change = {
        let last = last.clone();
        Callback::from(move |changed| *last.borrow_mut() = changed)
    };
    let page = Callback::from(page);
    (Stage::show(html! { <Living {document} {page} {on_change} /> }).await, last)
}

fn example(example: Example) -> Document {
    example.document().unwrap()
}

fn form(id: &'static str) -> impl Fn(PageProps) -> Html {
    move |PageProps { plan, on_command }| html! { <FormPage {id} {plan} {on_command} /> }
}

/// Waits until something is there, for machines of any speed.
async fn until(stage: &Stage, selector: &str) {
    for _ in 0..600 {
        if stage.has(selector) {
            return;
        }
        wait(50).await;
    }
    panic!("{selector} never came");
}

#[wasm_bindgen_test]
async fn a_finding_that_no_edit_removes_says_why_and_leads_on() {
    let page = |PageProps { plan, on_command }| html! { <HealthPage {plan} {on_command} /> };
    let (stage, _) = live(example(Example::Norvik), page).await;
    until(&stage, ".finding-refusal").await;
    assert!(stage.text(".finding-refusal").starts_with("No single step mends this"));
    assert!(stage.has(".finding-refusal a"), "{}", stage.text(".finding-refusal"));
}

#[wasm_bindgen_test]
async fn an_empty_plan_has_no_findings_and_a_sponsor_to_be_added() {
    let page = |PageProps { plan, on_command }| html! { <HealthPage {plan} {on_command} /> };
    let (stage, _) = live(Document::default(), page).await;
    assert!(stage.has(".empty .button") && !stage.has(".finding"));
    let (stage, _) = live(Document::default(), form("foundation.people")).await;
    let sponsor = "#section-foundation\\.sponsor ~ .form-grid .field";
    assert!(stage.text(&format!("{sponsor} .field-optional")).contains("needed"));
    assert!(stage.text(&format!("{sponsor} .field-help a")).contains("People"));
}

#[wasm_bindgen_test]
async fn what_found_no_room_is_listed_with_its_reason() {
    let (answers, day) = (GuidedAnswers::default(), Date::parse("2027-02-11").unwrap());
    let answers = GuidedAnswers { team: Some(TeamSize::One), ..answers };
    let plan = draft(&answers, day);
    let parked = plan.planning.choices.values().filter(|choice| choice.state == SelectionState::Parked);
    let reasons: Vec<String> = parked.map(|choice| choice.reason.clone()).collect();
    let page = |PageProps { plan, on_command }| html! { <DraftPage {plan} {on_command} /> };
    let (stage, _) = live(plan.clone(), page).await;
    assert!(stage.has("a[href$='/choose/parked']"));
    let page = |PageProps { plan, on_command }| {
        html! { <ChoosePage state={SelectionState::Parked} {plan} {on_command} /> }
    };
    let (stage, _) = live(plan, page).await;
    let list = "section[aria-labelledby='choose-all']";
    let rows = stage.find(list).query_selector_all("tbody tr:not(.table-band)").unwrap();
    assert_eq!(rows.length() as usize, reasons.len());
    assert!(reasons.contains(&stage.text(&format!("{list} [data-kind='reason']"))));
}

/// The first remedy.
const REMEDY: &str = ".finding-remedy button";

#[wasm_bindgen_test]
async fn a_remedy_is_pressed_and_its_finding_is_gone() {
    let page = |PageProps { plan, on_command }| html! { <HealthPage {plan} {on_command} /> };
    let (stage, last) = live(example(Example::Norvik), page).await;
    until(&stage, REMEDY).await;
    let count = |document: &Document| {
        wavewright::domain::health::check(document, &wavewright::domain::figures::Figures::of(document)).len()
    };
    let before = last.borrow().clone();
    let remedy = stage.text(REMEDY);
    stage.click(REMEDY).await;
    let after = last.borrow().clone();
    assert_ne!(before, after, "{remedy}");
    assert!(count(&after) <= count(&before), "{remedy}");
    assert!(stage.text("[role=status]").contains(&remedy), "{remedy} is told");
    assert!(focused_text().contains("finding"), "the focus is on the heading: {}", focused_text());
}

#[wasm_bindgen_test]
async fn an_entry_leads_to_its_pains_gaps_waves_measures_and_sentences() {
    let page = |PageProps { plan, on_command }| {
        html! { <EntryPage entry="status-reporting" {plan} {on_command} /> }
    };
    let (stage, _) = live(example(Example::Norvik), page).await;
    let stations = stage.find(".trace-stations").query_selector_all(".trace-station").unwrap();
    assert_eq!(stations.length(), 6);
    for place in 0..6 {
        let station = stage.find(&format!(".trace-station:nth-child({})", place + 1));
        assert!(station.query_selector("a[href]").unwrap().is_some(), "station {place} leads on");
    }
    assert!(stage.text(".trace-stations").contains("Wave 1"));
}

#[wasm_bindgen_test]
async fn objectives_pains_and_kpis_carry_their_trace() {
    for id in ["foundation.identity", "initiation.pains", "governance.kpis"] {
        let (stage, _) = live(example(Example::Norvik), form(id)).await;
        assert!(stage.has(".form-row .trace-stations a[href]"), "{id}");
    }
}

#[wasm_bindgen_test]
async fn a_gap_offers_what_could_close_it() {
    let page = |PageProps { plan, on_command }| html! { <GapsPage {plan} {on_command} /> };
    let mut document = example(Example::Norvik);
    document.planning.choices.clear();
    document.waves.clear();
    let (stage, last) = live(document, page).await;
    stage.click(".inspector .plain-list button").await;
    assert_eq!(last.borrow().planning.choices.len(), 1);
}

#[wasm_bindgen_test]
async fn one_role_is_accountable_in_each_row_of_the_grid() {
    let (stage, last) = live(Document::default(), form("governance.raci")).await;
    stage.click(".empty button").await;
    assert_eq!(last.borrow().governance.raci.len(), 20);
    // The sponsor takes the A from the line manager.
    let first = "tbody tr:first-child td:nth-child(2) select";
    let select = stage.find(first);
    js_sys::Reflect::set(&select, &"value".into(), &"A".into()).unwrap();
    stage.send(first, "change").await;
    let document = last.borrow().clone();
    assert!(document.governance.raci.iter().all(|activity| fault(activity).is_none()));
    let duties = &document.governance.raci[0].duties;
    assert_eq!(
        duties.get(&wavewright::domain::model::governance::RaciRole::Sponsor),
        Some(&wavewright::domain::model::governance::RaciLetter::A)
    );
    stage.click("tbody tr:first-child th button").await;
    assert_eq!(last.borrow().governance.raci.len(), 19);
}

#[wasm_bindgen_test]
async fn levers_that_are_missing_take_an_action() {
    let (stage, last) = live(Document::default(), form("governance.lever_actions")).await;
    assert_eq!(stage.find(".lever-list").query_selector_all(".lever").unwrap().length(), 10);
    stage.click(".lever button").await;
    assert_eq!(last.borrow().governance.lever_actions.len(), 1);
    // An action without words pulls nothing yet.
    assert!(stage.text("#levers-title").starts_with("10 of ten"));
}

#[wasm_bindgen_test]
async fn a_word_tells_its_meaning_on_focus_and_escape_hides_it() {
    let stage = Stage::show(html! { <p><TermText text="Adoption takes time" /></p> }).await;
    assert_eq!(stage.text("p"), "Adoption takes time");
    stage.find(".term-word").focus().unwrap();
    wait(0).await;
    assert!(stage.text("[role=tooltip]").contains("share of the people"));
    assert_eq!(stage.attribute(".term-word", "aria-describedby"), stage.attribute("[role=tooltip]", "id"));
    stage.press("Escape").await;
    assert!(!stage.has("[role=tooltip]"));
}

#[wasm_bindgen_test]
async fn a_stop_stays_on_the_line_of_its_word() {
    let stage = Stage::show(html! { <p><TermText text="A gap. The charter, then" /></p> }).await;
    assert_eq!(stage.text("p"), "A gap. The charter, then");
    assert_eq!(stage.text(".term"), "gap.");
}

#[wasm_bindgen_test]
async fn wishes_that_no_plan_can_keep_are_told_beside_them() {
    let mut document = example(Example::Norvik);
    document.planning.wishes.clear();
    let (stage, _) = live(document.clone(), form("planning.wishes")).await;
    assert!(!stage.has("#contradictions"));
    let wish = |id, kind, wave| Wish {
        id: RowId(id),
        kind,
        entries: vec![EntryId::from("status-reporting")],
        wave: Some(wave),
        ..Wish::default()
    };
    document.planning.wishes = vec![wish(1, WishKind::NotBefore, 4), wish(2, WishKind::NotAfter, 2)];
    let (stage, _) = live(document, form("planning.wishes")).await;
    let told = "Wish: Status reporting not before wave 4. Wish: Status reporting not after wave 2.";
    assert_eq!(stage.text(".clash"), told);
}

#[wasm_bindgen_test]
async fn scores_without_an_assessment_say_so() {
    let page = |PageProps { plan, on_command }| html! { <ScoresPage {plan} {on_command} /> };
    let (stage, _) = live(Document::default(), page).await;
    assert!(stage.text(".note").contains("No area is assessed yet"));
    assert!(stage.has(".note a[href]"));
}

#[wasm_bindgen_test]
async fn words_of_labels_take_no_focus_and_every_field_shows_its_signs() {
    let (stage, _) = live(Document::default(), form("organisation.profile")).await;
    assert!(stage.has("label .term-word[data-quiet]") && !stage.has("label button"));
    let fields = stage.count(".field");
    assert!(fields > 15, "{fields}");
    assert_eq!(stage.count(".field details dl"), fields, "each field has its reasons");
    assert_eq!(stage.count(".field > dl > div"), 2 * fields, "a good and a bad sign, in sight");
}

#[wasm_bindgen_test]
async fn findings_are_listed_by_step_too() {
    let page = |PageProps { plan, on_command }| html! { <HealthPage {plan} {on_command} /> };
    let (stage, _) = live(example(Example::Naive), page).await;
    let all = stage.count(".finding");
    assert!(stage.has("#findings-error") && !stage.has("[id='findings-part.deployment']"));
    stage.find("input[name=health-order][value=step]").click();
    stage.send("input[name=health-order][value=step]", "change").await;
    assert!(stage.has("[id='findings-part.deployment']") && !stage.has("#findings-error"));
    assert_eq!(stage.count(".finding"), all, "the same findings, in another order");
}

#[wasm_bindgen_test]
async fn people_and_culture_show_what_results() {
    let (stage, _) = live(example(Example::Norvik), form("foundation.people")).await;
    assert!(stage.text("#sponsor-score").starts_with("Sponsor score"));
    let (stage, _) = live(example(Example::Norvik), form("foundation.culture")).await;
    assert!(!stage.text("#stakeholder-map").is_empty());
    assert_eq!(
        stage.find("[aria-labelledby=change-capacity] tbody").query_selector_all("tr").unwrap().length(),
        5
    );
}

#[wasm_bindgen_test]
async fn scores_show_value_against_effort_and_weights_that_do_not_add_up() {
    let page = |PageProps { plan, on_command }| html! { <ScoresPage {plan} {on_command} /> };
    let (stage, last) = live(example(Example::Norvik), page).await;
    assert!(stage.has("svg.chart-drawing[role=img]"));
    assert!(!stage.has(".note"));
    stage.type_in("input[id='plan.settings.score_weights.gap']", "0.9").await;
    assert!((last.borrow().plan.settings.score_weights.gap.value() - 0.9).abs() < 1e-9);
    assert!(stage.text(".note").contains("1.4"));
}

#[wasm_bindgen_test]
async fn the_choice_has_its_cut_line() {
    let page = |PageProps { plan, on_command }| html! { <ChoosePage {plan} {on_command} /> };
    let (stage, _) = live(example(Example::Norvik), page).await;
    let rows = stage.find("[aria-labelledby=choose-cut-line] tbody").query_selector_all("tr").unwrap();
    assert_eq!(rows.length(), 5);
}

#[wasm_bindgen_test]
async fn the_catalogue_is_read_in_the_words_of_a_framework() {
    let page = |PageProps { plan, on_command }| html! { <CataloguePage {plan} {on_command} /> };
    let (stage, _) = live(example(Example::Norvik), page).await;
    assert!(stage.text("[role=status]").starts_with("45 of 45"));
    stage.find("input[value='Hobbs and Aubry']").click();
    stage.send("input[value='Hobbs and Aubry']", "change").await;
    assert!(stage.text("tbody").contains('%'), "the share of offices stands beside the words");
}
