//! The page's side of the planner, against small workers made for each test.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::worker::client::{PlannerClient, PlannerNews};
use wavewright::domain::planner::problem::file::ProblemFile;
use web_sys::{Blob, Url, Worker};

type Heard = Rc<RefCell<Vec<(u64, PlannerNews)>>>;

const PROBLEM: &str = r#"{"format":"wave-planning/1","name":"p","waves":1,"objective":"value","roles":[],"groups":[],
    "capacity":[],"absorb":[],"fatigue_pct":[],"items":[],"precedence":[]}"#;

const GREETING: &str = r#"const say = (report) => postMessage(JSON.stringify(report));
    const answer = { name: "p", status: "optimal", wave: [], objective: 0, bound: 0, steps: 1 };"#;

/// A worker that runs a script.
pub fn start_worker(script: &str) -> Result<Worker, JsValue> {
    let blob = Blob::new_with_str_sequence(&js_sys::Array::of1(&script.into()))?;
    Worker::new(&Url::create_object_url_with_blob(&blob)?)
}

/// A client with a worker of this script, and what it tells.
fn client(script: &str) -> (PlannerClient, Heard) {
    let heard = Heard::default();
    let hears = Rc::clone(&heard);
    let version = format!("const version = {:?};", env!("CARGO_PKG_VERSION"));
    let script = format!("{version}{GREETING}{script}");
    let on_news = move |request, news| hears.borrow_mut().push((request, news));
    (PlannerClient::with_worker(move || start_worker(&script), on_news), heard)
}

/// A problem without anything in it.
pub fn problem() -> ProblemFile {
    serde_json::from_str(PROBLEM).unwrap()
}

/// Lets time pass.
pub async fn pause(millis: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = web_sys::window()
            .unwrap()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
    });
    JsFuture::from(promise).await.unwrap();
}

async fn wait_for(heard: &Heard, count: usize) {
    for _ in 0..100 {
        if heard.borrow().len() >= count {
            return;
        }
        pause(50).await;
    }
}

#[wasm_bindgen_test]
async fn requests_wait_until_the_worker_listens() {
    let (client, heard) = client(
        "setTimeout(() => { onmessage = (event) => { const start = JSON.parse(event.data).start;
            say({ done: { request: start.request, answer } }); };
            say({ ready: { app_version: version } }); }, 200);",
    );
    assert_eq!(client.start(problem(), 1, 10_000), 1);
    wait_for(&heard, 1).await;
    assert!(matches!(heard.borrow().as_slice(), [(1, PlannerNews::Done(_))]), "{heard:?}");
    assert!(!client.is_searching());
}

#[wasm_bindgen_test]
async fn answers_to_old_requests_are_dropped() {
    let (client, heard) = client(
        "onmessage = (event) => { const { request } = JSON.parse(event.data).start;
            if (request === 2) { for (const old of [1, 2]) {
                say({ progress: { request: old, value: old, bound: 9, steps: 1 } });
                say({ done: { request: old, answer } }); } } };
        say({ ready: { app_version: version } });",
    );
    client.start(problem(), 1, 10_000);
    client.start(problem(), 1, 10_000);
    wait_for(&heard, 2).await;
    pause(50).await;
    let heard = heard.borrow();
    assert!(matches!(
        heard.as_slice(),
        [(2, PlannerNews::Progress { value: Some(2), .. }), (2, PlannerNews::Done(_))]
    ));
}

#[wasm_bindgen_test]
async fn a_deaf_worker_is_replaced_after_stop() {
    let (client, heard) = client(
        "say({ ready: { app_version: version } });
        onmessage = (event) => { const { start } = JSON.parse(event.data);
            if (start.seed === 1) { const until = Date.now() + 3000; while (Date.now() < until); }
            say({ done: { request: start.request, answer } }); };",
    );
    client.start(problem(), 1, 10_000);
    pause(200).await;
    client.stop();
    wait_for(&heard, 1).await;
    assert_eq!(heard.borrow().as_slice(), [(1, PlannerNews::Ended)]);
    client.start(problem(), 2, 10_000);
    wait_for(&heard, 2).await;
    assert!(matches!(heard.borrow().as_slice(), [_, (2, PlannerNews::Done(_))]), "{heard:?}");
}

#[wasm_bindgen_test]
async fn a_worker_of_another_version_is_named() {
    let (client, heard) = client("say({ ready: { app_version: '99.0.0' } });");
    client.start(problem(), 1, 10_000);
    wait_for(&heard, 1).await;
    let expected = PlannerNews::OtherVersion { worker: "99.0.0".to_owned() };
    assert_eq!(heard.borrow().as_slice(), [(1, expected)]);
}

#[wasm_bindgen_test]
async fn a_worker_that_breaks_is_told() {
    let (client, heard) = client("throw new Error('moth');");
    client.start(problem(), 1, 10_000);
    wait_for(&heard, 1).await;
    assert!(
        matches!(heard.borrow().as_slice(), [(1, PlannerNews::Broken(text))] if text.contains("moth")),
        "{heard:?}"
    );
    assert!(!client.is_searching());
}

#[wasm_bindgen_test]
fn a_page_without_its_starter_says_so() {
    let heard = Heard::default();
    let hears = Rc::clone(&heard);
    let client = PlannerClient::new(move |request, news| hears.borrow_mut().push((request, news)));
    client.start(problem(), 1, 10_000);
    assert!(matches!(heard.borrow().as_slice(), [(1, PlannerNews::Broken(_))]));
}
