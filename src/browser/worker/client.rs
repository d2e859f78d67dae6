//! The page's side: starts the worker, numbers the requests, drops old answers, and ends a worker that does not listen.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

use super::host::APP_VERSION;
use crate::domain::json;
use crate::domain::planner::answer::Answer;
use crate::domain::planner::job::Job;
use crate::domain::planner::problem::file::ProblemFile;
use crate::domain::planner::protocol::{Report, Request};

/// How long a worker may take to answer *stop*, in milliseconds.
const STOP_MILLIS: i32 = 100;

#[wasm_bindgen]
extern "C" {
    // The only place that may build a worker's address, by the page's policy (`src/browser/start/starter.js`).
    #[wasm_bindgen(catch, js_name = wavewrightStartWorker)]
    fn start_worker() -> Result<Worker, JsValue>;
}

/// What the planner tells the page about the newest request.
#[derive(Clone, Debug, PartialEq)]
pub enum PlannerNews {
    /// Where the search stands.
    Progress {
        /// Objective of the best plan so far.
        value: Option<u64>,
        /// No plan is better than this.
        bound: Option<u64>,
        /// Steps taken.
        steps: u64,
        /// The best plan, where it is a new one.
        wave: Option<Vec<u32>>,
    },
    /// The search has ended.
    Done(Box<Answer>),
    /// The problem cannot be searched: why, with the path of the fault.
    Refused(String),
    /// The search was stopped and its worker did not answer in time. The best plan is the last one told.
    Ended,
    /// Page and worker are of different versions: the page must be loaded again.
    OtherVersion {
        /// Version of the worker.
        worker: String,
    },
    /// The worker did not start or broke. The next request starts another one.
    Broken(String),
}

type StartWorker = dyn Fn() -> Result<Worker, JsValue>;
type OnNews = dyn Fn(u64, PlannerNews);

/// The planner, as the page knows it. Clones are the same planner; the worker ends with the last of them.
#[derive(Clone)]
pub struct PlannerClient {
    state: Rc<RefCell<State>>,
}

impl std::fmt::Debug for PlannerClient {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PlannerClient").finish_non_exhaustive()
    }
}

struct State {
    own: Weak<RefCell<State>>,
    start_worker: Box<StartWorker>,
    on_news: Rc<OnNews>,
    line: Option<Line>,
    /// The newest request.
    request: u64,
    /// No answer to the newest request has come yet.
    is_searching: bool,
    /// The newest stop that waits for its answer; a late timer finds a higher one and does nothing.
    stop_count: u64,
}

/// A worker and what belongs to it.
struct Line {
    worker: Worker,
    is_ready: bool,
    /// Messages before the worker listens would be lost.
    waiting: VecDeque<String>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl PlannerClient {
    /// A planner whose news go to `on_news`, with the number of the request. The worker starts with the first request.
    pub fn new(on_news: impl Fn(u64, PlannerNews) + 'static) -> Self {
        Self::with_worker(start_worker, on_news)
    }

    /// A planner with another way to start its worker, for tests.
    pub fn with_worker(
        start_worker: impl Fn() -> Result<Worker, JsValue> + 'static,
        on_news: impl Fn(u64, PlannerNews) + 'static,
    ) -> Self {
        let state = Rc::new_cyclic(|own| {
            RefCell::new(State {
                own: own.clone(),
                start_worker: Box::new(start_worker),
                on_news: Rc::new(on_news),
                line: None,
                request: 0,
                is_searching: false,
                stop_count: 0,
            })
        });
        Self { state }
    }

    /// Starts the worker before it is needed, so that the first proposal comes sooner.
    pub fn warm_up(&self) {
        let news = self.state.borrow_mut().ensure_line().err();
        self.tell(news);
    }

    /// Searches for a plan for so many milliseconds at most; a search under way ends without a word. Gives the number
    /// of the request.
    pub fn start(&self, problem: ProblemFile, seed: u64, millis: u32) -> u64 {
        self.ask(Job { problem, seed, steps: u64::MAX, start: None }, millis)
    }

    /// Searches for the steps of a job, however long they take.
    pub fn run(&self, job: Job) -> u64 {
        self.ask(job, u32::MAX)
    }

    fn ask(&self, job: Job, millis: u32) -> u64 {
        let mut state = self.state.borrow_mut();
        state.request += 1;
        state.is_searching = true;
        let request = state.request;
        let message = Request::Start {
            request,
            app_version: APP_VERSION.to_owned(),
            problem: Box::new(job.problem),
            seed: job.seed,
            millis,
            steps: (job.steps < u64::MAX).then_some(job.steps),
            start: job.start,
        };
        let news = match state.ensure_line() {
            Ok(()) => {
                state.post(&message);
                None
            }
            Err(news) => {
                state.is_searching = false;
                Some(news)
            }
        };
        drop(state);
        self.tell(news);
        request
    }

    /// Ends the search under way, if any: the answer comes as `Done`, or `Ended` follows after 100 ms and the worker
    /// is replaced.
    pub fn stop(&self) {
        let mut state = self.state.borrow_mut();
        if !state.is_searching {
            return;
        }
        let request = state.request;
        state.post(&Request::Stop { request });
        state.stop_count += 1;
        let stop_count = state.stop_count;
        drop(state);
        let own = Rc::downgrade(&self.state);
        let is_timed = after(STOP_MILLIS, move || {
            if let Some(state) = own.upgrade() {
                give_up(&state, request, stop_count);
            }
        });
        if !is_timed {
            give_up(&self.state, request, stop_count);
        }
    }

    /// Whether a search is under way.
    pub fn is_searching(&self) -> bool {
        self.state.borrow().is_searching
    }

    /// News are told only while nothing is borrowed: the page may ask for the next search at once.
    fn tell(&self, news: Option<PlannerNews>) {
        tell(&self.state, news);
    }
}

impl State {
    fn ensure_line(&mut self) -> Result<(), PlannerNews> {
        if self.line.is_some() {
            return Ok(());
        }
        let worker = (self.start_worker)().map_err(|thrown| PlannerNews::Broken(text_of(&thrown)))?;
        // A message of a worker that was replaced carries an old request, or is its word that it listens: that one
        // must not count for its successor, so each listener ends with its worker.
        let own = self.own.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(state) = own.upgrade() {
                receive(&state, &event.data());
            }
        });
        let own = self.own.clone();
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            if let Some(state) = own.upgrade() {
                break_off(&state, &event);
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.line = Some(Line {
            worker,
            is_ready: false,
            waiting: VecDeque::new(),
            _on_message: on_message,
            _on_error: on_error,
        });
        Ok(())
    }

    fn post(&mut self, message: &Request) {
        let (Some(line), Ok(text)) = (&mut self.line, serde_json::to_string(message)) else { return };
        if line.is_ready {
            line.post(&text);
        } else {
            line.waiting.push_back(text);
        }
    }
}

impl Line {
    fn post(&self, text: &str) {
        // Text can always be posted; a worker that is gone is noticed by its silence.
        let _ = self.worker.post_message(&JsValue::from_str(text));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn tell(state: &Rc<RefCell<State>>, news: Option<PlannerNews>) {
    let Some(news) = news else { return };
    let (on_news, request) = {
        let state = state.borrow();
        (Rc::clone(&state.on_news), state.request)
    };
    on_news(request, news);
}

fn receive(state: &Rc<RefCell<State>>, message: &JsValue) {
    let Some(report) = message.as_string().and_then(|text| json::parse::<Report>(&text).ok()) else {
        return;
    };
    let news = match report {
        Report::Ready { app_version } if app_version == APP_VERSION => {
            let mut state = state.borrow_mut();
            if let Some(line) = &mut state.line {
                line.is_ready = true;
                while let Some(text) = line.waiting.pop_front() {
                    line.post(&text);
                }
            }
            return;
        }
        Report::Ready { app_version } => {
            end_line(state, || PlannerNews::OtherVersion { worker: app_version })
        }
        Report::Progress { request, value, bound, steps, wave } => {
            let state = state.borrow();
            let is_current = state.is_searching && request == state.request;
            is_current.then_some(PlannerNews::Progress { value, bound, steps, wave })
        }
        Report::Done { request, answer } => end_search(state, request, || PlannerNews::Done(answer)),
        Report::Refused { request, error } => end_search(state, request, || PlannerNews::Refused(error)),
    };
    tell(state, news);
}

/// Ends the search that an answer belongs to; an answer to an old request is dropped.
fn end_search(
    state: &Rc<RefCell<State>>,
    request: u64,
    news: impl FnOnce() -> PlannerNews,
) -> Option<PlannerNews> {
    let mut state = state.borrow_mut();
    let is_current = state.is_searching && request == state.request;
    if is_current {
        state.is_searching = false;
    }
    is_current.then(news)
}

/// Ends the worker. Its listeners must outlive this call, as it runs in one of them: they go in a later turn.
fn end_line(state: &Rc<RefCell<State>>, news: impl FnOnce() -> PlannerNews) -> Option<PlannerNews> {
    let mut borrowed = state.borrow_mut();
    borrowed.is_searching = false;
    let line = borrowed.line.take();
    drop(borrowed);
    if let Some(line) = line {
        line.worker.terminate();
        after(0, move || drop(line));
    }
    Some(news())
}

fn break_off(state: &Rc<RefCell<State>>, event: &web_sys::Event) {
    event.prevent_default();
    let reason = match event.dyn_ref::<web_sys::ErrorEvent>() {
        Some(error) => error.message(),
        None => "The planner could not be loaded.".to_owned(),
    };
    let news = end_line(state, || PlannerNews::Broken(reason));
    tell(state, news);
}

/// Replaces a worker that has not answered *stop*.
fn give_up(state: &Rc<RefCell<State>>, request: u64, stop_count: u64) {
    let is_waiting = {
        let state = state.borrow();
        state.is_searching && state.request == request && state.stop_count == stop_count
    };
    if is_waiting {
        let news = end_line(state, || PlannerNews::Ended);
        let successor = state.borrow_mut().ensure_line().err();
        tell(state, news);
        tell(state, successor);
    }
}

/// Calls back once, later.
fn after(millis: i32, call: impl FnOnce() + 'static) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let call = Closure::once_into_js(call);
    window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), millis).is_ok()
}

fn text_of(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_else(|| "The planner could not be started.".to_owned()),
    }
}
