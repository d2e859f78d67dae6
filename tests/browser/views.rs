//! The pages that show a plan in pictures and compare it with others: tabs, twins, drill-down, commands.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::pages::closing::Closing;
use wavewright::browser::ui::pages::form::FormPage;
use wavewright::browser::ui::pages::load::LoadPage;
use wavewright::browser::ui::pages::roadmap::RoadmapPage;
use wavewright::browser::ui::pages::scenarios::ScenariosPage;
use wavewright::browser::ui::pages::stress::StressPage;
use wavewright::browser::ui::pages::tracking::TrackingPage;
use wavewright::browser::ui::pages::wave::WavePage;
use wavewright::browser::ui::pages::waves::WavesPage;
use wavewright::browser::ui::plan_view::PlanView;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::example::Example;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::execution::{Actual, DeploymentState};
use wavewright::domain::model::ids::RowId;
use wavewright::domain::model::scalar::Date;
use wavewright::domain::model::scenario::{StressKind, StressTest};
use yew::prelude::*;

use crate::stage::{Journal, Stage, document, wait};

fn norvik() -> PlanView {
    PlanView::new(Rc::new(Example::Norvik.document().unwrap()))
}

fn with_scenario() -> PlanView {
    let command =
        Command::AddScenario { id: RowId(7), name: "Plan B".to_owned(), note: String::new(), waves: None };
    let plan = apply(&Example::Norvik.document().unwrap(), &command, &|_| true).unwrap();
    PlanView::new(Rc::new(plan))
}

async fn shows_table(stage: &Stage) {
    stage.find("input[value=table]").click();
    stage.send("input[value=table]", "change").await;
}

#[wasm_bindgen_test]
async fn every_way_to_look_at_the_roadmap_has_a_picture_and_a_table() {
    let stage = Stage::show(html! { <RoadmapPage plan={norvik()} on_command={Callback::noop()} /> }).await;
    for look in ["lanes", "gantt", "links", "value"] {
        stage.click(&format!("#roadmap-{look}")).await;
        assert!(stage.has("svg.chart-drawing[role=img][aria-label]"), "{look}");
        assert!(!stage.text("h1").is_empty());
        shows_table(&stage).await;
        assert!(stage.has("table tbody tr th[scope=row]"), "{look} has no table");
        assert!(!stage.has("svg.chart-drawing"), "{look}");
    }
}

#[wasm_bindgen_test]
async fn a_number_of_the_load_opens_its_causes_and_months_are_another_table() {
    let stage = Stage::show(html! { <LoadPage plan={norvik()} on_command={Callback::noop()} /> }).await;
    let columns = || stage.find(".chart thead").query_selector_all("th").unwrap().length();
    assert_eq!(columns(), 5);
    stage.click(".heat-button").await;
    let dialog = document().query_selector("dialog, [role=dialog]").unwrap().unwrap();
    assert!(dialog.text_content().unwrap().contains("Executives, Wave 1"));
    stage.find("input[value=months]").click();
    stage.send("input[value=months]", "change").await;
    assert_eq!(columns(), 13);
    let (cells, causes) = (stage.count(".heat-button"), stage.count(".heat-count"));
    assert!(causes > 0 && causes < cells, "an empty cell says nothing: {causes} of {cells}");
    assert!(stage.text(".chart").contains("Peak: over 1.00") && !stage.text(".chart").contains("Stop"));
    for look in ["office", "run", "balance"] {
        stage.click(&format!("#load-{look}")).await;
        assert!(stage.has("svg.chart-drawing[role=img]"), "{look}");
    }
}

#[wasm_bindgen_test]
async fn a_cell_of_the_heat_picture_opens_its_causes_too() {
    let stage = Stage::show(html! { <LoadPage plan={norvik()} on_command={Callback::noop()} /> }).await;
    stage.find(".chart input[value=picture]").click();
    stage.send(".chart input[value=picture]", "change").await;
    // A shape of a drawing is no HTML element, so the stage cannot click it.
    let script = "document.querySelector('.picture-target .heat-cell').dispatchEvent(new MouseEvent('click', { bubbles: true }))";
    js_sys::Function::new_no_args(script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
    wait(50).await;
    let dialog = document().query_selector("dialog, [role=dialog]").unwrap().unwrap();
    assert!(dialog.text_content().unwrap().contains("Executives, Wave 1"));
}

#[wasm_bindgen_test]
async fn many_months_stand_in_tables_that_fit_a_sheet() {
    let plan = PlanView::new(Rc::new(Example::Halden.document().unwrap()));
    let stage = Stage::show(html! { <LoadPage {plan} on_command={Callback::noop()} /> }).await;
    stage.find("input[value=months]").click();
    stage.send("input[value=months]", "change").await;
    assert_eq!(stage.count(".chart table"), 3);
    assert!(
        (1..=3).all(|table| !stage.has(&format!(".chart .table-box:nth-of-type({table}) th:nth-child(14)")))
    );
    stage.click(".chart .table-box:last-of-type tbody tr td:last-child .heat-button").await;
    let dialog = document().query_selector("dialog, [role=dialog]").unwrap().unwrap();
    let last = stage.text(".chart .table-box:last-of-type thead th:last-child");
    assert!(dialog.text_content().unwrap().contains(&format!("Executives, {last}")));
}

#[wasm_bindgen_test]
async fn a_plan_that_counts_roles_shows_each_of_them_and_the_pool() {
    let mut plan = Example::Norvik.document().unwrap();
    let pool = PlanView::new(Rc::new(plan.clone()));
    let stage = Stage::show(html! { <LoadPage plan={pool} on_command={Callback::noop()} /> }).await;
    stage.click("#load-office").await;
    assert!(!stage.has("input[value=roles]"), "one pool unless the plan counts roles");
    plan.plan.settings.plan_by_role = true;
    let plan = PlanView::new(Rc::new(plan));
    let stage = Stage::show(html! { <LoadPage {plan} on_command={Callback::noop()} /> }).await;
    stage.click("#load-office").await;
    let by_role = stage.text("h1");
    assert!(!by_role.starts_with("The office"), "{by_role}");
    stage.find("input[value=pool]").click();
    stage.send("input[value=pool]", "change").await;
    assert!(stage.text("h1").starts_with("The office is fullest"), "{}", stage.text("h1"));
}

#[wasm_bindgen_test]
async fn the_gantt_chart_is_measured_against_a_kept_scenario() {
    let stage =
        Stage::show(html! { <RoadmapPage plan={with_scenario()} on_command={Callback::noop()} /> }).await;
    stage.click("#roadmap-gantt").await;
    assert!(!stage.has(".gantt-baseline"));
    let choices = stage.find("#roadmap-panel").query_selector_all("select").unwrap();
    assert_eq!(choices.length(), 2);
    let against: web_sys::HtmlSelectElement = choices.get(1).unwrap().unchecked_into();
    against.set_id("against");
    against.set_value("7");
    stage.send("#against", "change").await;
    assert!(stage.has(".gantt-baseline"));
    assert_eq!(stage.text("h1"), "Since Plan B nothing moved");
}

#[wasm_bindgen_test]
async fn an_empty_plan_says_what_to_do() {
    let plan = PlanView::new(Rc::new(Document::default()));
    let stage = Stage::show(html! { <LoadPage plan={plan.clone()} on_command={Callback::noop()} /> }).await;
    assert_eq!(stage.attribute(".empty a", "href").as_deref(), Some("#/waves"));
    let stage = Stage::show(html! { <RoadmapPage {plan} on_command={Callback::noop()} /> }).await;
    assert_eq!(stage.attribute(".empty a", "href").as_deref(), Some("#/waves"));
}

#[wasm_bindgen_test]
async fn scenarios_are_kept_compared_and_switched() {
    let journal = Journal::default();
    let page = |plan| {
        html! {
            <ScenariosPage {plan} on_command={journal.callback::<Command>()}
                on_told={journal.callback::<(Command, String)>()} />
        }
    };
    let mut stage = Stage::show(page(norvik())).await;
    stage.click("button[data-kind=primary]").await;
    assert!(journal.lines()[0].contains("AddScenario") && journal.lines()[0].contains("Plan B"));
    stage.change(page(with_scenario())).await;
    assert!(stage.text("h1").contains('2'), "{}", stage.text("h1"));
    assert!(stage.has("[aria-labelledby=scenario-figures] table tbody tr"));
    assert!(
        stage.text("[aria-labelledby=scenario-different]").contains("Every entry stands in the same wave")
    );
    assert!(stage.has("[aria-labelledby=counter-different] table tbody tr"));
    stage.click("button[aria-label='Switch to Plan B']").await;
    let line = &journal.lines()[1];
    assert!(line.contains("SwitchScenario") && line.contains("Plan B is the plan now."), "{line}");
}

#[wasm_bindgen_test]
async fn a_stress_test_says_what_breaks_and_can_be_kept() {
    let journal = Journal::default();
    let page = html! { <StressPage plan={norvik()} on_command={journal.callback::<Command>()} /> };
    let stage = Stage::show(page).await;
    assert!(stage.markup().matches("<tr").count() >= 5);
    stage.click("button[aria-label='Show what happens: Budget minus 30 %']").await;
    assert_eq!(stage.text("#stress-name"), "Budget minus 30 %");
    assert!(stage.has("section.panel svg.chart-drawing .heat-cell"));
    stage.click("section.panel .page-actions button").await;
    assert!(journal.lines()[0].contains("AddScenario") && journal.lines()[0].contains("Budget minus 30 %"));
}

#[wasm_bindgen_test]
async fn a_plan_that_does_not_hold_says_so_above_the_tests_and_one_that_is_over_has_none() {
    let page = |document: Document| {
        let plan = PlanView::new(Rc::new(document));
        html! { <StressPage {plan} on_command={Callback::noop()} /> }
    };
    let mut stage = Stage::show(page(Example::Naive.document().unwrap())).await;
    assert!(stage.text("#stress-weakness").contains("this plan does not hold"));
    stage.change(page(Example::Norvik.document().unwrap())).await;
    assert!(!stage.has("#stress-weakness"));
    let mut over = Example::Norvik.document().unwrap();
    over.waves.iter_mut().for_each(|wave| wave.finished = true);
    stage.change(page(over)).await;
    assert!(stage.text(".page").contains("Every wave is closed") && !stage.has("tbody"));
}

#[wasm_bindgen_test]
async fn other_changes_stand_on_a_time_line_with_a_table_and_more_can_be_added() {
    let journal = Journal::default();
    let page = html! { <WavesPage plan={norvik()} on_command={journal.callback::<Command>()} /> };
    let mut stage = Stage::show(page).await;
    assert!(stage.has("section.chart svg.chart-drawing .milestone[data-kind=outside]"));
    assert!(stage.has("section.chart svg.chart-drawing .outside-bar"));
    shows_table(&stage).await;
    assert_eq!(stage.text("section.chart tbody tr th"), "Finance system go-live");
    let list = document().get_element_by_id("organisation.other_changes").unwrap();
    let add = list.query_selector(":scope > .button").unwrap().unwrap();
    add.dyn_into::<web_sys::HtmlElement>().unwrap().click();
    assert!(journal.lines()[0].contains("AddRow") && journal.lines()[0].contains("other_changes"));
    let page = html! { <WavesPage plan={PlanView::new(Rc::default())} on_command={journal.callback::<Command>()} /> };
    stage.change(page).await;
    assert!(!stage.has("section.chart"), "a plan without waves has no time line");
}

#[wasm_bindgen_test]
async fn a_record_that_was_never_written_begins_as_not_started() {
    let stage = Stage::show(html! {
        <TrackingPage plan={norvik()} on_command={Callback::noop()} on_told={Callback::noop()} />
    })
    .await;
    stage.click("tbody .table-actions .button").await;
    let state: web_sys::HtmlSelectElement = stage.find(".tracking-panel select").dyn_into().unwrap();
    let shown = state.selected_options().item(0).unwrap().text_content().unwrap();
    assert_eq!(shown, "Not started");
}

#[wasm_bindgen_test]
async fn an_own_test_asks_only_what_its_kind_needs() {
    let page = |kind| {
        let mut document = Document::default();
        document.scenarios.stress_tests.push(StressTest { id: RowId(5), kind, ..StressTest::default() });
        let plan = PlanView::new(Rc::new(document));
        html! { <FormPage id="scenarios.stress_tests" {plan} on_command={Callback::noop()} /> }
    };
    let mut stage = Stage::show(page(StressKind::BudgetCut)).await;
    let has = |stage: &Stage, field: &str| stage.text(".form-row").contains(field);
    assert!(has(&stage, "Cut of staff") && !has(&stage, "Role that is lost"));
    stage.change(page(StressKind::RoleLost)).await;
    assert!(!has(&stage, "Cut of staff") && has(&stage, "Role that is lost"));
}

#[wasm_bindgen_test]
async fn an_own_test_without_numbers_does_not_stand() {
    let mut document = Example::Norvik.document().unwrap();
    let blank = StressTest { kind: StressKind::BudgetCut, name: "Cut".to_owned(), ..StressTest::default() };
    document.scenarios.stress_tests.push(blank);
    let plan = PlanView::new(Rc::new(document));
    let stage = Stage::show(html! { <StressPage {plan} on_command={Callback::noop()} /> }).await;
    assert!(stage.text("tbody tr:last-child").contains("Nothing entered"), "{}", stage.text("tbody"));
}

/// The built-in plan whose first wave began on this day, with one entry launched and one being built.
fn under_way(start: &str) -> PlanView {
    let mut document = Example::Norvik.document().unwrap();
    document.plan.start_date = Date::parse(start).unwrap();
    for (item, state) in
        document.waves[0].items.iter().zip([DeploymentState::Launched, DeploymentState::Building])
    {
        let actual = Actual { state, ..Actual::default() };
        document.execution.actuals.insert(item.entry.clone(), actual);
    }
    PlanView::new(Rc::new(document))
}

fn closing(plan: PlanView, journal: &Journal) -> Html {
    html! {
        <Closing {plan} on_command={journal.callback::<Command>()} on_told={journal.callback::<(Command, String)>()} />
    }
}

#[wasm_bindgen_test]
async fn a_wave_is_closed_by_a_press_once_it_began_and_a_baseline_is_kept() {
    let journal = Journal::default();
    let section = "[aria-labelledby=closing-title]";
    let mut stage = Stage::show(closing(under_way("2090-01-01"), &journal)).await;
    assert!(stage.text(section).contains("has not begun"), "{}", stage.text(section));
    assert!(!stage.has(&format!("{section} .page-actions button")));
    stage.change(closing(under_way("2020-01-01"), &journal)).await;
    let select: web_sys::HtmlSelectElement =
        stage.find(&format!("{section} tbody tr:nth-child(5) select")).dyn_into().unwrap();
    assert_eq!(select.value(), "next");
    select.set_value("launched");
    stage.send(&format!("{section} tbody tr:nth-child(5) select"), "change").await;
    assert!(!stage.has("[aria-labelledby=replan-title] select"), "one choice counts for both");
    stage.click(&format!("{section} .page-actions button")).await;
    assert!(journal.lines()[0].contains("finished") && journal.lines()[0].contains("Bool(true)"));
    assert!(
        journal.lines()[0].contains("Wave 1 is closed: 1 recorded as launched and 4 moved"),
        "{:?}",
        journal.lines()
    );
    assert!(
        !stage.has("[aria-labelledby=calibration-title] .button"),
        "nothing is finished, so nothing is learned"
    );
    stage.click("[aria-labelledby=baseline-title] .button").await;
    assert!(journal.lines()[1].contains("AddScenario"));
    stage.change(closing(with_scenario(), &journal)).await;
    assert!(stage.has("[aria-labelledby=baseline-title] select"));
}

#[wasm_bindgen_test]
async fn the_page_of_a_closed_wave_says_so_and_holds_what_is_past() {
    let mut document = Example::Norvik.document().unwrap();
    let wave = document.waves[0].id.0;
    let page = |document: &Document| {
        let plan = PlanView::new(Rc::new(document.clone()));
        html! { <WavePage {wave} {plan} on_command={Callback::noop()} /> }
    };
    let mut stage = Stage::show(page(&document)).await;
    let is_held = |stage: &Stage, field: &str| stage.has(&format!("[id$='.{field}']:disabled"));
    assert!(!is_held(&stage, "length_months") && !stage.text("header").contains("Closed"));
    document.waves[0].finished = true;
    stage.change(page(&document)).await;
    assert!(stage.text("header").contains("Closed"));
    for field in ["kind", "length_months", "fte", "consultant_days", "reserve_pct"] {
        assert!(is_held(&stage, field), "{field}");
    }
    assert!(!is_held(&stage, "goal"));
}

#[wasm_bindgen_test]
async fn a_closed_wave_is_marked_and_can_be_opened_again() {
    let journal = Journal::default();
    let mut document = (*under_way("2020-01-01").document).clone();
    document.waves[0].finished = true;
    let plan = PlanView::new(Rc::new(document));
    let told = journal.callback::<(Command, String)>();
    let page = html! { <TrackingPage {plan} on_command={Callback::noop()} on_told={told} /> };
    let stage = Stage::show(page).await;
    assert!(stage.text("tbody tr:first-child").contains("Closed"));
    assert!(!stage.text("tbody tr:last-child").contains("Closed"));
    stage.click("[aria-labelledby=closing-title] p.row button").await;
    assert!(
        journal.lines()[0].contains("Bool(false)") && journal.lines()[0].contains("Wave 1 is open again.")
    );
}
