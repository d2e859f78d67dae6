//! The worker's side: searches in short slices, and listens between them.
//!
//! A slice ends after about 25 milliseconds, so *stop* is heard well within a tenth of a second. The next one is asked
//! for through a message channel: a timer would be slowed down to 4 milliseconds and more after a few rounds.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use crate::browser::clock;
use crate::domain::planner::engine::{Options, Progress, Search};
use crate::domain::planner::problem::Problem;
use crate::domain::planner::problem::file::ProblemFile;
use crate::domain::planner::protocol::{Report, Request};

/// Longest time without listening, in milliseconds, give or take a step of the search.
const SLICE_MILLIS: f64 = 25.0;
/// Shortest time between two reports of progress, in milliseconds.
const REPORT_MILLIS: f64 = 100.0;

/// The version that page and worker must share.
pub const APP_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Listens to the page until the worker is ended, starting with the word that it listens.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let Ok(channel) = MessageChannel::new() else { return };
    let host = Rc::new(RefCell::new(Host {
        scope: scope.clone(),
        wake: channel.port2(),
        is_woken: false,
        running: None,
    }));

    let sliced = Rc::clone(&host);
    let on_wake = Closure::<dyn FnMut()>::new(move || sliced.borrow_mut().run_slice());
    channel.port1().set_onmessage(Some(on_wake.as_ref().unchecked_ref()));
    let told = Rc::clone(&host);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        told.borrow_mut().receive(&event.data());
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // Both live as long as the worker.
    on_wake.forget();
    on_message.forget();
    host.borrow().report(&Report::Ready { app_version: APP_VERSION.to_owned() });
}

struct Host {
    scope: DedicatedWorkerGlobalScope,
    wake: MessagePort,
    /// A wake is under way. One at a time, or every new search would add a round of its own.
    is_woken: bool,
    running: Option<Running>,
}

struct Running {
    request: u64,
    search: Search,
    ends_at: f64,
    reported_at: f64,
    /// A plan was met that no report has carried yet.
    has_new_plan: bool,
}

impl Host {
    fn receive(&mut self, message: &JsValue) {
        let text = message.as_string().unwrap_or_default();
        match serde_json::from_str(&text) {
            Ok(Request::Start { request, app_version, problem, seed, millis, steps, start }) => {
                let options = Options { seed, steps };
                if let Some(search) = self.search(request, &app_version, &problem, &options) {
                    self.start(request, search, start.as_deref(), f64::from(millis));
                }
            }
            Ok(Request::Stop { request }) => {
                if self.running.as_ref().is_some_and(|running| running.request == request) {
                    self.finish();
                }
            }
            Err(error) => self.report(&Report::Refused { request: 0, error: error.to_string() }),
        }
    }

    /// The search that a request asks for; a request that cannot be served is refused.
    fn search(
        &mut self,
        request: u64,
        app_version: &str,
        problem: &ProblemFile,
        options: &Options,
    ) -> Option<Search> {
        self.running = None;
        let error = if app_version == APP_VERSION {
            match Problem::new(problem) {
                Ok(problem) => return Some(Search::new(problem, options)),
                Err(error) => error.to_string(),
            }
        } else {
            format!("This page is version {app_version}, its planner {APP_VERSION}.\nReload the page.")
        };
        self.report(&Report::Refused { request, error });
        None
    }

    fn start(&mut self, request: u64, mut search: Search, plan: Option<&[u32]>, millis: f64) {
        plan.into_iter().for_each(|plan| search.start_from(plan));
        let now = clock::elapsed_millis();
        let ends_at = now + millis;
        // The first plan is told at once.
        let reported_at = now - REPORT_MILLIS;
        self.running = Some(Running { request, search, ends_at, reported_at, has_new_plan: false });
        self.ask_for_slice();
    }

    fn run_slice(&mut self) {
        self.is_woken = false;
        // Stopped meanwhile.
        let Some(running) = &mut self.running else { return };
        let started_at = clock::elapsed_millis();
        let (progress, now) = loop {
            let progress = running.search.step(1);
            running.has_new_plan |= progress.is_new_plan;
            let now = clock::elapsed_millis();
            if progress.is_finished || now - started_at >= SLICE_MILLIS {
                break (progress, now);
            }
        };
        if progress.is_finished || now >= running.ends_at {
            return self.finish();
        }
        if now - running.reported_at >= REPORT_MILLIS {
            running.reported_at = now;
            let report = running.progress(&progress);
            self.report(&report);
        }
        self.ask_for_slice();
    }

    fn finish(&mut self) {
        if let Some(running) = self.running.take() {
            let answer = Box::new(running.search.answer());
            self.report(&Report::Done { request: running.request, answer });
        }
    }

    fn ask_for_slice(&mut self) {
        if !self.is_woken {
            self.is_woken = self.wake.post_message(&JsValue::NULL).is_ok();
        }
    }

    fn report(&self, report: &Report) {
        if let Ok(text) = serde_json::to_string(report) {
            let _ = self.scope.post_message(&JsValue::from_str(&text));
        }
    }
}

impl Running {
    fn progress(&mut self, progress: &Progress) -> Report {
        let is_new = std::mem::take(&mut self.has_new_plan);
        Report::Progress {
            request: self.request,
            value: progress.objective,
            bound: progress.bound,
            steps: progress.steps,
            wave: self.search.plan().filter(|_| is_new).map(<[u32]>::to_vec),
        }
    }
}
