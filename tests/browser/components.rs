//! The reusable parts of the screen: what they show, what they hand on, where the focus goes.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::components::button::{Button, ButtonState};
use wavewright::browser::ui::components::capacity_bar::CapacityBar;
use wavewright::browser::ui::components::checkbox::Checkbox;
use wavewright::browser::ui::components::date_input::DateInput;
use wavewright::browser::ui::components::dialog::Dialog;
use wavewright::browser::ui::components::error_summary::{ErrorSummary, FieldError};
use wavewright::browser::ui::components::field::Field;
use wavewright::browser::ui::components::head_cell::{HeadCell, SortOrder};
use wavewright::browser::ui::components::impact_glyph::ImpactGlyph;
use wavewright::browser::ui::components::level_chip::LevelChip;
use wavewright::browser::ui::components::load_cell::LoadCell;
use wavewright::browser::ui::components::load_level::LoadLevel;
use wavewright::browser::ui::components::menu::{Menu, MenuItem};
use wavewright::browser::ui::components::number_input::{
    NoSuchNumber, NumberInput, NumberRules, parse_number,
};
use wavewright::browser::ui::components::patterns::Patterns;
use wavewright::browser::ui::components::pips::{Pip, Pips};
use wavewright::browser::ui::components::progress::Progress;
use wavewright::browser::ui::components::radio_scale::{RadioScale, ScaleTile};
use wavewright::browser::ui::components::segmented::{Segment, Segmented};
use wavewright::browser::ui::components::select::{Select, SelectOption};
use wavewright::browser::ui::components::state_line::{SaveState, StateLine};
use wavewright::browser::ui::components::step_ring::StepStatus;
use wavewright::browser::ui::components::stepper_nav::{Step, StepMark, StepPage, StepperNav};
use wavewright::browser::ui::components::table::Table;
use wavewright::browser::ui::components::tabs::{Tab, Tabs};
use wavewright::browser::ui::components::text_input::TextInput;
use wavewright::browser::ui::components::toast::{Toast, ToastMessage};
use wavewright::browser::ui::hooks::escape::use_escape;
use wavewright::browser::ui::hooks::gradual::use_gradual;
use wavewright::browser::ui::pages::assessment::answerer::NobodyYet;
use yew::prelude::*;

use crate::stage::{Journal, Stage, document, focused_text, wait};

const RULES: NumberRules = NumberRules { min: -5.0, max: 10_000.0, max_decimals: 1, allows_empty: true };

fn check_number(text: &str, expected: Result<Option<f64>, NoSuchNumber>) {
    assert_eq!(parse_number(text, &RULES), expected, "{text}");
}

#[wasm_bindgen_test]
fn numbers_are_read_as_people_write_them() {
    check_number("12", Ok(Some(12.0)));
    check_number(" 1 250,5 ", Ok(Some(1250.5)));
    check_number("0.5", Ok(Some(0.5)));
    check_number("\u{2212}2", Ok(Some(-2.0)));
    check_number("  ", Ok(None));
    for text in ["1e3", "inf", "NaN", "1,000.5", "-6", "10001", "0.25", "-", ".", "twelve"] {
        check_number(text, Err(NoSuchNumber));
    }
    assert_eq!(parse_number("", &NumberRules { allows_empty: false, ..RULES }), Err(NoSuchNumber));
}

#[wasm_bindgen_test]
async fn a_day_that_is_not_taken_stays_with_the_reason() {
    let journal = Journal::default();
    let stage = Stage::show(html! {
        <Field id="start" label="Start">
            <DateInput value="2027-01-01" min="1990-01-01" max="2100-12-31" is_required=true
                error_text="A day of this century" on_change={journal.callback::<String>()} />
        </Field>
    })
    .await;
    for day in ["1800-01-01", "", "12027-01-01"] {
        stage.type_in("#start", day).await;
        assert_eq!(stage.text(".field-error"), "A day of this century", "{day}");
        assert_eq!(stage.attribute("#start", "aria-invalid").as_deref(), Some("true"));
        assert_eq!(stage.attribute("#start", "aria-describedby").as_deref(), Some("start-reason"));
    }
    assert!(journal.lines().is_empty());
    stage.type_in("#start", "2027-02-01").await;
    assert_eq!(journal.lines(), ["\"2027-02-01\""]);
    assert!(!stage.has(".field-error") && !stage.has("[aria-invalid]"));
}

fn number_field(value: f64, journal: &Journal) -> Html {
    html! {
        <Field id="effort" label="Effort" help={AttrValue::from("In person-days.")}>
            <NumberInput value={Some(value)} rules={RULES} on_commit={journal.callback()} error_text="From -5 to 10 000" />
        </Field>
    }
}

#[wasm_bindgen_test]
async fn a_wrong_number_stays_with_its_reason_until_it_is_right() {
    let journal = Journal::default();
    let mut stage = Stage::show(number_field(3.0, &journal)).await;
    stage.type_in("input", "twelve").await;
    assert_eq!(stage.find("input").unchecked_into::<web_sys::HtmlInputElement>().value(), "twelve");
    assert_eq!(stage.text(".field-error"), "From -5 to 10 000");
    assert_eq!(stage.attribute("input", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(stage.attribute("input", "aria-describedby").as_deref(), Some("effort-reason effort-help"));
    stage.type_in("input", "12,5").await;
    assert!(!stage.has(".field-error"));
    assert_eq!(journal.lines(), ["Some(12.5)"]);
    stage.type_in("input", "x").await;
    stage.change(number_field(7.0, &journal)).await;
    assert_eq!(stage.find("input").unchecked_into::<web_sys::HtmlInputElement>().value(), "7");
    assert!(!stage.has(".field-error"), "a change from outside wins");
}

#[wasm_bindgen_test]
async fn a_field_ties_label_help_and_error_to_its_control() {
    let journal = Journal::default();
    let stage = Stage::show(html! {
        <Field id="name" label="Name" help={AttrValue::from("Short.")} error={AttrValue::from("Too short.")}>
            <TextInput value="No" on_change={journal.callback()} on_commit={journal.callback()} />
        </Field>
    })
    .await;
    assert_eq!(stage.attribute("label", "for").as_deref(), Some("name"));
    assert_eq!(stage.attribute("input", "id").as_deref(), Some("name"));
    assert_eq!(stage.attribute("input", "aria-describedby").as_deref(), Some("name-error name-help"));
    assert_eq!(stage.attribute("input", "aria-invalid").as_deref(), Some("true"));
    stage.type_in("input", "Norvik").await;
    assert_eq!(journal.lines(), ["\"Norvik\"", "()"]);
}

#[wasm_bindgen_test]
async fn an_error_summary_leads_to_the_field() {
    let stage = Stage::show(html! {
        <>
            <ErrorSummary title="One" errors={vec![FieldError { field_id: "city".into(), text: "City".into() }]} />
            <input id="city" />
        </>
    })
    .await;
    stage.click(".error-summary button").await;
    assert_eq!(document().active_element().map(|element| element.id()).as_deref(), Some("city"));
}

#[wasm_bindgen_test]
async fn a_busy_or_refused_button_ignores_presses() {
    let journal = Journal::default();
    let button =
        |state| html! { <Button {state} on_press={journal.callback::<MouseEvent>()}>{ "Save" }</Button> };
    let mut stage = Stage::show(button(ButtonState::Busy)).await;
    stage.click("button").await;
    assert_eq!(stage.attribute("button", "aria-busy").as_deref(), Some("true"));
    stage.change(button(ButtonState::Refused("why".into()))).await;
    stage.click("button").await;
    assert_eq!(stage.attribute("button", "aria-describedby").as_deref(), Some("why"));
    assert!(journal.lines().is_empty());
    stage.change(button(ButtonState::Ready)).await;
    stage.click("button").await;
    assert_eq!(journal.lines().len(), 1);
}

#[wasm_bindgen_test]
async fn a_dialog_takes_the_focus_and_gives_it_back() {
    let journal = Journal::default();
    let scene = |is_open: bool| {
        html! {
            <>
                <button id="opener">{ "Open" }</button>
                if is_open {
                    <Dialog id="ask" title="Delete?" close_label="Close" on_close={journal.callback::<()>()}>
                        <input id="reason" />
                    </Dialog>
                }
            </>
        }
    };
    let mut stage = Stage::show(scene(false)).await;
    stage.find("#opener").focus().unwrap();
    stage.change(scene(true)).await;
    assert!(stage.find("dialog").matches(":modal").unwrap());
    assert_eq!(document().active_element().map(|element| element.id()).as_deref(), Some("reason"));
    stage.send("dialog", "cancel").await;
    stage.click(".dialog-head button").await;
    assert_eq!(journal.lines(), ["()", "()"], "Esc and the cross ask the caller to close");
    stage.change(scene(false)).await;
    assert_eq!(document().active_element().map(|element| element.id()).as_deref(), Some("opener"));
}

#[derive(PartialEq, Properties)]
struct PanelProps {
    on_close: Callback<()>,
    has_dialog: bool,
}

#[component]
fn Panel(props: &PanelProps) -> Html {
    use_escape(true, props.on_close.clone());
    html! {
        if props.has_dialog {
            <Dialog id="above" title="Above" close_label="Close" on_close={Callback::from(|()| {})}><p>{ "Text" }</p></Dialog>
        }
    }
}

#[wasm_bindgen_test]
async fn escape_closes_the_dialog_above_a_panel_and_not_the_panel() {
    let journal = Journal::default();
    let panel = |has_dialog| html! { <Panel on_close={journal.callback::<()>()} {has_dialog} /> };
    let mut stage = Stage::show(panel(true)).await;
    stage.press("Escape").await;
    assert!(journal.lines().is_empty(), "{:?}", journal.lines());
    stage.change(panel(false)).await;
    stage.press("Escape").await;
    assert_eq!(journal.lines(), ["()"]);
}

#[wasm_bindgen_test]
async fn a_menu_is_worked_by_keys_alone() {
    let journal = Journal::default();
    let items = vec![
        MenuItem::new("move", "Move to"),
        MenuItem { is_disabled: true, ..MenuItem::new("pin", "Pin") },
        MenuItem::new("open", "Open"),
    ];
    let stage =
        Stage::show(html! { <Menu label="Card" {items} on_pick={journal.callback::<AttrValue>()} /> }).await;
    stage.find("button").focus().unwrap();
    stage.press("ArrowDown").await;
    assert_eq!(focused_text(), "Move to");
    stage.press("ArrowDown").await;
    stage.press("ArrowDown").await;
    stage.press("ArrowDown").await;
    assert_eq!(focused_text(), "Move to", "the last leads to the first");
    stage.press("ArrowUp").await;
    assert_eq!(focused_text(), "Open");
    stage.press("Escape").await;
    assert!(!stage.has("[role=menu]"));
    assert_eq!(document().active_element().unwrap().get_attribute("aria-haspopup").as_deref(), Some("menu"));
    stage.press("ArrowUp").await;
    assert_eq!(focused_text(), "Open", "arrow up opens at the end");
    stage.click(".menu-item:nth-child(2)").await;
    assert!(stage.has("[role=menu]"), "what cannot be picked keeps the list open");
    stage.click(".menu-item:nth-child(3)").await;
    assert!(!stage.has("[role=menu]"));
    assert_eq!(journal.lines().len(), 1);
    assert!(journal.lines().concat().contains("open"));
}

#[wasm_bindgen_test]
async fn a_menu_closes_when_the_focus_leaves_it() {
    let stage = Stage::show(html! {
        <>
            <Menu label="Card" items={vec![MenuItem::new("a", "A")]} on_pick={Callback::noop()} />
            <button id="elsewhere" />
        </>
    })
    .await;
    stage.click(".menu > button").await;
    assert!(stage.has("[role=menu]"));
    stage.find("#elsewhere").focus().unwrap();
    wait(20).await;
    assert!(!stage.has("[role=menu]"));
}

fn toast(key: u32, journal: &Journal) -> Html {
    let message = ToastMessage { key, text: "Moved to the bin.".into(), action: Some("Undo".into()) };
    html! {
        <Toast {message} close_label="Close" duration_millis=60 on_act={journal.callback::<u32>()}
            on_close={journal.callback::<u32>()} />
    }
}

#[wasm_bindgen_test]
async fn a_toast_goes_by_itself_but_not_while_it_has_the_focus() {
    let journal = Journal::default();
    let stage = Stage::show(toast(7, &journal)).await;
    stage.find(".toast button").focus().unwrap();
    wait(150).await;
    assert!(journal.lines().is_empty());
    stage.find(".toast button").blur().unwrap();
    wait(150).await;
    assert_eq!(journal.lines(), ["7"]);
}

#[wasm_bindgen_test]
async fn a_state_is_spoken_when_its_kind_changes_only() {
    let line = |state, text: &'static str| html! { <StateLine {state} {text} /> };
    let mut stage = Stage::show(line(SaveState::Saved, "Saved 14:02")).await;
    stage.change(line(SaveState::Saved, "Saved 14:03")).await;
    assert_eq!(stage.text(".state-part"), "Saved 14:03");
    assert_eq!(stage.text("[role=status]"), "Saved 14:02");
    stage.change(line(SaveState::Failed, "Not saved")).await;
    assert_eq!(stage.text("[role=status]"), "Not saved");
}

#[wasm_bindgen_test]
async fn tabs_open_by_arrow_keys_and_hold_one_tab_stop() {
    let journal = Journal::default();
    let tabs = ["one", "two", "three"]
        .map(|value| Tab { value: value.into(), label: value.into(), note: None })
        .to_vec();
    let stage = Stage::show(html! {
        <Tabs id="waves" label="Waves" {tabs} value="one" on_change={journal.callback::<AttrValue>()} />
    })
    .await;
    assert_eq!(stage.attribute("#waves-one", "tabindex").as_deref(), Some("0"));
    assert_eq!(stage.attribute("#waves-two", "tabindex").as_deref(), Some("-1"));
    stage.find("#waves-one").focus().unwrap();
    stage.press("ArrowRight").await;
    assert_eq!(focused_text(), "two");
    stage.press("End").await;
    assert_eq!(focused_text(), "three");
    assert_eq!(journal.lines().len(), 2);
}

fn tile(value: &str) -> ScaleTile {
    ScaleTile {
        value: value.to_owned().into(),
        number: value.to_owned().into(),
        word: "Sometimes".into(),
        respondents: vec!["E".into(); if value == "2" { 7 } else { 1 }],
        respondents_label: "executives".into(),
    }
}

#[wasm_bindgen_test]
async fn a_scale_hands_on_the_tile_and_folds_many_respondents() {
    let journal = Journal::default();
    let stage = Stage::show(html! {
        <RadioScale name="q1" labelled_by="q" tiles={vec![tile("1"), tile("2")]} unknown={tile("0")}
            value={AttrValue::from("1")} on_change={journal.callback()} />
    })
    .await;
    assert!(stage.has("input[value='1']:checked"));
    assert_eq!(stage.text(".scale-cell:nth-child(2) .respondents"), "E 7");
    assert_eq!(stage.attribute(".scale-cell:last-child", "data-kind").as_deref(), Some("unknown"));
    stage.click("input[value='2']").await;
    assert_eq!(journal.lines(), ["\"2\""]);
}

#[wasm_bindgen_test]
async fn a_choice_shows_the_value_it_is_given() {
    let journal = Journal::default();
    let options = ["a", "b"].map(|value| SelectOption { value: value.into(), label: value.into() }).to_vec();
    let select = |value: &'static str| {
        html! { <Select {value} options={options.clone()} on_change={journal.callback()} label="Type" /> }
    };
    let mut stage = Stage::show(select("b")).await;
    let element: web_sys::HtmlSelectElement = stage.find("select").unchecked_into();
    assert_eq!(element.value(), "b");
    stage.change(select("a")).await;
    assert_eq!(element.value(), "a");
    element.set_value("b");
    stage.send("select", "change").await;
    assert_eq!(journal.lines(), ["\"b\""]);
}

#[wasm_bindgen_test]
async fn the_open_part_lists_its_pages_and_is_marked() {
    let part = |number: &'static str, is_current| Step {
        mark: StepMark::Ring(number.into(), StepStatus::Started(0.5), "half done".into()),
        name: "Planning".into(),
        href: format!("#/{number}").into(),
        is_current,
        badge: None,
        pages: vec![StepPage { name: "Gaps".into(), href: "#/gaps".into(), is_current }],
    };
    let stage =
        Stage::show(html! { <StepperNav label="Parts" steps={vec![part("1", false), part("2", true)]} /> })
            .await;
    assert_eq!(stage.attribute("a[href='#/2']", "aria-current").as_deref(), Some("step"));
    assert_eq!(stage.attribute("a[href='#/1']", "aria-current"), None);
    assert!(!stage.has("li:first-child .stepper-pages"));
    assert_eq!(stage.attribute(".stepper-page", "aria-current").as_deref(), Some("page"));
    assert_eq!(stage.text("a[href='#/1']"), "1Planning, half done");
    assert_eq!(stage.attribute(".step-ring-share", "stroke-dasharray").as_deref(), Some("50 100"));
}

#[wasm_bindgen_test]
async fn a_column_head_says_how_it_is_sorted() {
    let journal = Journal::default();
    let stage = Stage::show(html! {
        <Table caption="Areas">
            <thead><tr><HeadCell label="Name" order={SortOrder::Descending} on_sort={journal.callback::<()>()} /></tr></thead>
        </Table>
    })
    .await;
    assert_eq!(stage.attribute("th", "aria-sort").as_deref(), Some("descending"));
    assert_eq!(stage.attribute(".table-box", "aria-label").as_deref(), Some("Areas"));
    stage.click("th button").await;
    assert_eq!(journal.lines(), ["()"]);
}

#[wasm_bindgen_test]
async fn a_load_cell_draws_the_load_and_opens_its_causes() {
    let journal = Journal::default();
    let stage = Stage::show(html! {
        <LoadCell letter="F" load=1.06 number="1.06" level={LoadLevel::Over} label="Functional managers 1.06, Over"
            before={Some(0.54)} on_open={Some(journal.callback::<()>())} />
    })
    .await;
    assert_eq!(stage.attribute("button", "data-level").as_deref(), Some("over"));
    assert_eq!(stage.attribute(".gauge-fill", "width").as_deref(), Some("78.5%"));
    assert_eq!(stage.attribute(".gauge-tick", "x").as_deref(), Some("74.1%"));
    assert_eq!(stage.attribute(".gauge-before", "x").as_deref(), Some("40.0%"));
    stage.click("button").await;
    assert_eq!(journal.lines(), ["()"]);
}

#[wasm_bindgen_test]
async fn a_capacity_bar_shows_excess_beyond_the_line_only() {
    let bar = |build: f64| html! { <CapacityBar run=40.0 {build} capacity=84.0 label="work" /> };
    let mut stage = Stage::show(bar(20.0)).await;
    assert_eq!(stage.attribute(".capacity-run", "width").as_deref(), Some("40.00%"));
    assert_eq!(stage.attribute(".capacity-build", "width").as_deref(), Some("20.00%"));
    assert_eq!(stage.attribute(".capacity-line", "x").as_deref(), Some("84.00%"));
    assert!(!stage.has(".capacity-excess"));
    stage.change(bar(54.0)).await;
    assert_eq!(stage.attribute(".capacity-excess", "width").as_deref(), Some("10.00%"));
    stage.change(html! { <CapacityBar run=0.0 build=0.0 capacity=0.0 label="none" /> }).await;
    assert!(!stage.markup().contains("NaN") && !stage.markup().contains("inf"));
}

#[wasm_bindgen_test]
async fn no_part_writes_a_style_attribute() {
    let stage = Stage::show(html! {
        <>
            <Patterns />
            <ImpactGlyph impacts={[0, 2, 4, 5, 1]} label="E 0" />
            <Pips pips={vec![Pip::Full, Pip::Part, Pip::Empty]} label="1 of 3" />
            <LevelChip level={LoadLevel::Tight} number="0.82" word="Tight" />
            <Progress label="Space" share=0.4 words="2 of 5 MB" />
            <Checkbox is_checked=true is_mixed=true label="All" on_change={Callback::noop()} />
            <Segmented name="view" label="View" value="a" on_change={Callback::noop()}
                segments={vec![Segment { value: "a".into(), label: "Bars".into(), icon: None }]} />
            <CapacityBar run=40.0 build=60.0 capacity=84.0 before=50.0 label="work" />
        </>
    })
    .await;
    assert!(!stage.has("[style]"));
    assert!(stage.has("#pattern-run") && stage.has("#pattern-tight") && stage.has("#pattern-over"));
    assert!(stage.has("input:indeterminate"));
    assert_eq!(stage.text(".chip"), "0.82 Tight");
}

#[derive(PartialEq, Properties)]
struct PartsProps {
    all: usize,
}

#[component]
fn Parts(props: &PartsProps) -> Html {
    let drawn = use_gradual(props.all, 3, 2);
    html! {
        <>
            for part in 0..drawn {
                <i key={part} />
            }
        </>
    }
}

#[wasm_bindgen_test]
async fn what_is_in_sight_is_drawn_first_and_all_of_it_soon() {
    let mut stage = Stage::show(html! { <Parts all=8 /> }).await;
    assert_eq!(stage.count("i"), 3);
    wait(400).await;
    assert_eq!(stage.count("i"), 8);
    stage.change(html! { <Parts all=12 /> }).await;
    assert_eq!(stage.count("i"), 12, "what is added to a whole page comes at once");
    let short = Stage::show(html! { <Parts all=2 /> }).await;
    assert_eq!(short.count("i"), 2);
}

#[wasm_bindgen_test]
async fn who_is_alone_can_answer_at_once() {
    let journal = Journal::default();
    let stage = Stage::show(html! { <NobodyYet on_command={journal.callback()} /> }).await;
    assert!(stage.text(".note").contains("locked"));
    stage.click("button").await;
    let [line] = &journal.lines()[..] else { panic!("one command: {:?}", journal.lines()) };
    assert!(line.contains("AddRow") && line.contains("Me"), "{line}");
}
