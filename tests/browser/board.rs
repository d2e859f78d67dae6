//! Cards that are lifted, what the columns announce, and the adviser.

use std::rc::Rc;

use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::components::live_region::LiveRegion;
use wavewright::browser::ui::pages::board::act::BoardAct;
use wavewright::browser::ui::pages::board::column::WaveColumn;
use wavewright::browser::ui::pages::board::face::{Faces, faces};
use wavewright::browser::ui::pages::board::lift::use_lift;
use wavewright::browser::ui::pages::board::list::BoardList;
use wavewright::browser::ui::pages::board::repairs::Repairs;
use wavewright::browser::ui::plan_view::PlanView;
use wavewright::domain::example::Example;
use wavewright::domain::model::document::Document;
use wavewright::domain::model::execution::DeploymentState;
use wavewright::domain::model::group::Group;
use wavewright::domain::model::ids::EntryId;
use wavewright::domain::model::planning::{Wish, WishKind};
use wavewright::domain::proposal::limit::Limit;
use wavewright::domain::proposal::trial::{Place, Roles};
use yew::prelude::*;

use crate::stage::{Journal, Stage, wait};

#[derive(Properties, PartialEq)]
struct BoardProps {
    plan: PlanView,
    on_act: Callback<BoardAct>,
}

/// The waves of a plan with cards that can be lifted.
#[component]
fn Board(props: &BoardProps) -> Html {
    let faces: Faces = use_memo(props.plan.clone(), faces);
    let is_by_role = props.plan.document.plan.settings.plan_by_role;
    let roles = is_by_role.then(|| Rc::new(Roles::of(&props.plan.document, &props.plan.figures)));
    let hands = use_lift(&props.plan, &faces, true, props.on_act.clone());
    html! {
        <div data-drag="" onpointerdown={hands.on_pointer_down.clone()} onkeydown={hands.on_key.clone()}
            onfocusout={hands.on_focus_out.clone()}>
            for (index, wave) in props.plan.document.waves.iter().enumerate() {
                <WaveColumn key={wave.id.0} plan={props.plan.clone()} {index} faces={faces.clone()}
                    roles={roles.clone()} on_act={props.on_act.clone()}
                    lift={hands.lift.as_ref().map(|lift| lift.for_column(Place::Wave(wave.id)))} />
            }
            <LiveRegion text={hands.spoken.clone()} is_urgent=true />
        </div>
    }
}

async fn board(document: Document, journal: &Journal) -> Stage {
    let plan = PlanView::new(Rc::new(document));
    Stage::show(html! { <Board {plan} on_act={journal.callback::<BoardAct>()} /> }).await
}

fn norvik() -> Document {
    Example::Norvik.document().unwrap()
}

/// A card of wave 4.
const CARD: &str = "[data-lift=demand-intake]";

fn column(document: &Document, number: usize) -> String {
    format!("[data-place=wave-{}]", document.waves[number - 1].id)
}

#[wasm_bindgen_test]
async fn keys_lift_a_card_announce_each_wave_and_drop_it() {
    let journal = Journal::default();
    let document = norvik();
    let stage = board(document.clone(), &journal).await;
    stage.find(CARD).focus().unwrap();
    stage.press(" ").await;
    assert!(stage.text("[role=alert]").starts_with("Demand intake is lifted from Wave 4."));
    // Every column says at once what a drop would do.
    for (number, words) in
        [(1, "Needs Project size classes"), (2, "F 0.83 → 1.49 Stop"), (3, "F 0.54 → 1.06 Over")]
    {
        let told = stage.text(&format!("{} .column-verdict", column(&document, number)));
        assert!(told.contains(words), "wave {number}: {told}");
    }
    let source = stage.text(&format!("{} .column-verdict", column(&document, 4)));
    assert!(source.contains("Leaving frees") && source.contains("F 0.88 → 0.28"), "{source}");
    stage.press("ArrowLeft").await;
    let spoken = stage.text("[role=alert]");
    assert!(
        spoken.starts_with("Wave 3, number 3 of 3.") && spoken.contains("F 0.54 → 1.06 Over"),
        "{spoken}"
    );
    // The column that would take it shows the loads of after the drop.
    let cell =
        stage.attribute(&format!("{} .load-cell[data-level=over]", column(&document, 3)), "aria-label");
    assert!(cell.unwrap().contains("1.06"));
    assert!(stage.has(&format!("{} .drop-ghost", column(&document, 3))));
    stage.press(" ").await;
    let id = document.waves[2].id.0;
    assert_eq!(journal.lines(), [format!("Place(EntryId(\"demand-intake\"), Wave(WaveId({id})), Some(2))")]);
    assert!(!stage.has(".column-verdict"));
}

#[wasm_bindgen_test]
async fn escape_lays_the_card_back() {
    let journal = Journal::default();
    let stage = board(norvik(), &journal).await;
    stage.find(CARD).focus().unwrap();
    for key in ["Enter", "ArrowLeft", "ArrowUp", "Escape"] {
        stage.press(key).await;
    }
    assert_eq!(stage.text("[role=alert]"), "Demand intake stays in Wave 4.");
    assert!(journal.lines().is_empty() && !stage.has(".column-verdict"));
}

#[wasm_bindgen_test]
async fn a_card_keeps_behind_what_it_needs() {
    let journal = Journal::default();
    let document = norvik();
    let stage = board(document.clone(), &journal).await;
    stage.find(CARD).focus().unwrap();
    // Into wave 2, where its prerequisite is the second card, and as far up as it goes.
    for key in [" ", "ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", " "] {
        stage.press(key).await;
    }
    let id = document.waves[1].id.0;
    let moved = format!("Place(EntryId(\"demand-intake\"), Wave(WaveId({id})), Some(2))");
    // Wave 2 cannot take it: once the card has settled, the causes and repairs come up.
    assert_eq!(journal.lines(), std::slice::from_ref(&moved));
    wait(400).await;
    assert_eq!(journal.lines(), [moved, "Causes(2, Group(F))".to_owned()]);
}

#[wasm_bindgen_test]
async fn a_pointer_carries_a_card_and_a_press_selects_it() {
    let journal = Journal::default();
    let document = norvik();
    let stage = board(document.clone(), &journal).await;
    stage.carry(CARD, &format!("{} .column-cards", column(&document, 3))).await;
    let lines = journal.lines();
    let start = format!("Place(EntryId(\"demand-intake\"), Wave(WaveId({}))", document.waves[2].id.0);
    assert!(lines.len() == 1 && lines[0].starts_with(&start), "{lines:?}");
    stage.carry(CARD, CARD).await;
    assert_eq!(journal.lines().last().unwrap(), "Why(EntryId(\"demand-intake\"))");
}

#[wasm_bindgen_test]
async fn cards_of_a_finished_wave_stay() {
    let journal = Journal::default();
    let mut document = norvik();
    document.waves[3].finished = true;
    let stage = board(document.clone(), &journal).await;
    assert_eq!(stage.attribute(CARD, "tabindex"), None);
    stage.carry(CARD, &format!("{} .column-cards", column(&document, 3))).await;
    assert!(journal.lines().is_empty());
}

#[wasm_bindgen_test]
async fn a_launched_card_says_so_and_stays_in_its_wave() {
    let journal = Journal::default();
    let mut document = norvik();
    let stage = board(document.clone(), &journal).await;
    let mark = format!("{CARD} [aria-label=Launched]");
    assert!(!stage.has(&mark));
    drop(stage);
    let entry = EntryId::from("demand-intake");
    document.execution.actuals.entry(entry).or_default().state = DeploymentState::Launched;
    let stage = board(document.clone(), &journal).await;
    assert!(stage.has(&mark));
    stage.carry(CARD, &format!("{} .column-cards", column(&document, 3))).await;
    assert!(journal.lines().is_empty(), "{:?}", journal.lines());
}

#[wasm_bindgen_test]
async fn an_overload_has_repairs_of_one_press() {
    let journal = Journal::default();
    let plan = PlanView::new(Rc::new(Example::Naive.document().unwrap()));
    let figures = plan.figures.clone();
    let over = figures.loads.iter().position(|row| row.P.utilisation() > 1.0).unwrap() + 1;
    let limit = Limit::Group(Group::P);
    let stage =
        Stage::show(html! { <Repairs {plan} wave={over} {limit} on_act={journal.callback::<BoardAct>()} /> })
            .await;
    assert!(stage.has(".offer"));
    stage.click(".offer").await;
    let lines = journal.lines();
    assert!(lines.len() == 1 && lines[0].starts_with("Carry("), "{lines:?}");
    let plan = PlanView::new(Rc::new(norvik()));
    let room = Stage::show(html! { <Repairs {plan} wave=1 {limit} on_act={Callback::noop()} /> }).await;
    assert!(!room.has(".offer"), "a load with room needs no repair");
}

#[wasm_bindgen_test]
async fn a_plan_by_role_shows_the_fullest_role_of_each_wave() {
    let mut plan = norvik();
    let of_wave = column(&plan, 3);
    let has_role = |stage: &Stage| stage.text(&of_wave).contains("PMO analyst 38.4 / 24.3 pd");
    let stage = board(plan.clone(), &Journal::default()).await;
    assert!(!has_role(&stage), "the pool alone limits this plan");
    drop(stage);
    plan.plan.settings.plan_by_role = true;
    let journal = Journal::default();
    let stage = board(plan, &journal).await;
    assert!(has_role(&stage), "{}", stage.text(&of_wave));
    stage.click(&format!("{of_wave} .column-capacity ~ .column-capacity .level-button")).await;
    assert!(journal.lines()[0].contains("Causes(3, Office)"), "{:?}", journal.lines());
}

#[wasm_bindgen_test]
async fn broken_orders_and_wishes_are_marked_on_cards_and_in_the_list() {
    let mut document = norvik();
    let place = document.waves[3].items.iter().position(|item| item.entry.as_str() == "demand-intake");
    let item = document.waves[3].items.remove(place.unwrap());
    document.waves[0].items.push(item);
    let entries = ["demand-intake", "pm-training"].map(EntryId::from).to_vec();
    document.planning.wishes.push(Wish { kind: WishKind::Together, entries, ..Wish::default() });
    let marks =
        ["Needs Project size classes, only in wave 2", "Wanted together with Training, planned in wave 4"];
    let stage = board(document.clone(), &Journal::default()).await;
    let card = stage.text(CARD);
    assert!(marks.iter().all(|mark| card.contains(mark)), "{card}");
    let plan = PlanView::new(Rc::new(document));
    let faces = Rc::new(faces(&plan));
    let list = Stage::show(html! { <BoardList {plan} {faces} on_act={Callback::noop()} /> }).await;
    let row = list.text("tr:has([href$='/demand-intake'])");
    assert!(marks.iter().all(|mark| row.contains(mark)), "{row}");
    assert!(list.has("tr:has([href$='/demand-intake']) .card-broken svg"), "the mark is more than a colour");
}
