//! Several workers as one planner, against small workers made for each test.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::clock;
use wavewright::browser::worker::pool::{PlannerPool, PoolNews};
use wavewright::domain::planner::answer::Status;
use wavewright::domain::planner::job::Job;

use crate::planner_client::{pause, problem, start_worker};

type Heard = Rc<RefCell<Vec<PoolNews>>>;

const GREETING: &str = r#"const say = (report) => postMessage(JSON.stringify(report));
    const tell = (request, value, bound, steps, wave) => say({ progress: { request, value, bound, steps, wave } });
    const end = (request, objective, bound, steps, wave) => say({ done: { request,
        answer: { name: "p", status: objective === bound ? "optimal" : "feasible", wave, objective, bound, steps } } });
    say({ ready: { app_version: version } });
    const heard = (on_start, on_stop) => { onmessage = (event) => { const { start, stop } = JSON.parse(event.data);
        if (start) on_start(start); else on_stop(stop); }; };"#;

/// A pool with workers of this script, and what it tells.
fn pool(count: usize, script: &str) -> (PlannerPool, Heard) {
    let heard = Heard::default();
    let hears = Rc::clone(&heard);
    let script = format!("const version = {:?};{GREETING}{script}", env!("CARGO_PKG_VERSION"));
    let start = move || -> Result<_, JsValue> { start_worker(&script) };
    (PlannerPool::with_workers(count, start, move |news| hears.borrow_mut().push(news)), heard)
}

fn is_end(news: &PoolNews) -> bool {
    !matches!(news, PoolNews::Progress(_) | PoolNews::Jobs { .. })
}

/// Waits for the end of the task.
async fn end(heard: &Heard) -> PoolNews {
    for _ in 0..200 {
        let end = heard.borrow().iter().find(|news| is_end(news)).cloned();
        if let Some(end) = end {
            return end;
        }
        pause(25).await;
    }
    panic!("no end: {heard:?}");
}

fn job(seed: u64) -> Job {
    Job { problem: problem(), seed, steps: 40 + seed, start: Some(vec![]) }
}

#[wasm_bindgen_test]
async fn the_best_plan_of_all_seeds_wins_and_the_bound_of_another_proves_it() {
    // Seed 7 has the plan, seed 8 the bound; seed 9 would search for ever.
    let (pool, heard) = pool(
        3,
        "heard(({ request, seed }) => { const all = { 7: [60, 90, 30, [1]], 8: [50, 60, 20, [2]], 9: [55, 80, 10, [3]] };
            setTimeout(() => tell(request, ...all[seed]), (seed - 6) * 30); }, () => {});",
    );
    pool.race(&problem(), 7, 60_000);
    let PoolNews::Done { answer, leader } = end(&heard).await else { panic!("{heard:?}") };
    assert_eq!((answer.status, answer.objective, answer.bound), (Status::Optimal, Some(60), Some(60)));
    assert_eq!(leader.map(|leader| (leader.seed, leader.steps)), Some((7, 30)));
    // The others were told to stop; their last words count for nothing.
    pause(200).await;
    assert_eq!(heard.borrow().iter().filter(|news| is_end(news)).count(), 1);
}

#[wasm_bindgen_test]
async fn stop_keeps_the_best_plan_of_all_even_where_a_worker_is_deaf() {
    let (pool, heard) = pool(
        2,
        "heard(({ request, seed }) => { tell(request, 40 + seed, 90, 5, [seed]);
            if (seed === 2) setTimeout(() => { const until = Date.now() + 3000; while (Date.now() < until); }, 60); },
            ({ request }) => end(request, 50, 90, 9, [1]));",
    );
    pool.race(&problem(), 1, 60_000);
    pause(400).await;
    let before = clock::elapsed_millis();
    pool.stop();
    let PoolNews::Done { answer, leader } = end(&heard).await else { panic!("{heard:?}") };
    // A tenth of a second, and as much again for the timers of this test.
    assert!(clock::elapsed_millis() - before < 1_000.0);
    assert_eq!((answer.status, answer.objective, answer.wave), (Status::Feasible, Some(50), Some(vec![1])));
    assert_eq!(leader.map(|leader| (leader.seed, leader.steps)), Some((1, 9)));
}

#[wasm_bindgen_test]
async fn a_race_goes_on_without_a_broken_worker_and_ends_when_none_is_left() {
    let (pool, heard) = self::pool(
        2,
        "heard(({ request, seed }) => { if (seed === 1) throw new Error('moth');
            setTimeout(() => end(request, 50, 60, 9, [1]), 200); }, () => {});",
    );
    pool.race(&problem(), 1, 60_000);
    assert!(matches!(end(&heard).await, PoolNews::Done { .. }), "{heard:?}");

    let (pool, heard) = self::pool(2, "throw new Error('moth');");
    pool.race(&problem(), 1, 60_000);
    assert!(matches!(end(&heard).await, PoolNews::Broken(text) if text.contains("moth")), "{heard:?}");
}

#[wasm_bindgen_test]
async fn progress_is_told_several_times_a_second_but_not_by_every_worker() {
    let (pool, heard) = pool(
        4,
        "heard(({ request }) => { let steps = 0; tell(request, 5, 9, 0, [1]);
            setInterval(() => tell(request, 5, 9, steps += 1), 20); }, () => {});",
    );
    pool.race(&problem(), 1, 60_000);
    pause(300).await;
    let before = heard.borrow().len();
    pause(1_000).await;
    let told = heard.borrow().len() - before;
    pool.cancel();
    assert!((4..=20).contains(&told), "{told}");
    let PoolNews::Progress(standing) = heard.borrow().last().cloned().unwrap() else { panic!("{heard:?}") };
    assert!(standing.steps > 4, "the steps of all workers: {standing:?}");
}

#[wasm_bindgen_test]
async fn jobs_are_shared_out_and_answered_in_their_order() {
    // The answer repeats what the job said; odd seeds take longer.
    let (pool, heard) = pool(
        2,
        "heard(({ request, seed, steps, start }) => setTimeout(() =>
            end(request, seed, steps, steps, start), seed % 2 ? 60 : 5), () => {});",
    );
    pool.run((1..=5).map(job).collect());
    let PoolNews::Answers(answers) = end(&heard).await else { panic!("{heard:?}") };
    let answers: Vec<(u64, u64)> = answers
        .into_iter()
        .map(|answer| answer.unwrap())
        .map(|answer| (answer.objective.unwrap(), answer.steps))
        .collect();
    assert_eq!(answers, [(1, 41), (2, 42), (3, 43), (4, 44), (5, 45)]);
    let counts: Vec<(usize, usize)> = heard
        .borrow()
        .iter()
        .filter_map(
            |news| if let PoolNews::Jobs { done, total } = news { Some((*done, *total)) } else { None },
        )
        .collect();
    assert_eq!(counts, [(1, 5), (2, 5), (3, 5), (4, 5)]);
}

#[wasm_bindgen_test]
async fn a_refused_job_has_no_answer_and_no_jobs_end_at_once() {
    let (pool, heard) = pool(
        2,
        "heard(({ request, seed }) => seed === 2 ? say({ refused: { request, error: 'items' } })
            : end(request, 1, 1, 1, []), () => {});",
    );
    pool.run((1..=3).map(job).collect());
    let PoolNews::Answers(answers) = end(&heard).await else { panic!("{heard:?}") };
    assert_eq!(answers.iter().map(Option::is_some).collect::<Vec<bool>>(), [true, false, true]);
    heard.borrow_mut().clear();
    pool.run(Vec::new());
    assert_eq!(heard.borrow().as_slice(), [PoolNews::Answers(Vec::new())]);
}

#[wasm_bindgen_test]
async fn a_cancelled_task_says_nothing_and_the_next_one_is_answered() {
    let (pool, heard) = pool(
        2,
        "heard(({ request, seed }) => setTimeout(() => end(request, seed, 99, 1, [1]), 80),
            ({ request }) => end(request, 1, 99, 1, [1]));",
    );
    pool.run((1..=4).map(job).collect());
    pause(20).await;
    pool.cancel();
    pause(300).await;
    assert_eq!(heard.borrow().as_slice(), []);
    pool.race(&problem(), 20, 60_000);
    let PoolNews::Done { answer, .. } = end(&heard).await else { panic!("{heard:?}") };
    assert_eq!(answer.objective, Some(21));
}
