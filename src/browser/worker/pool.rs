//! Several planner workers as one planner: a race of seeds for one problem, or many jobs shared out among them.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;
use web_sys::Worker;

use super::client::{PlannerClient, PlannerNews};
use crate::browser::clock;
use crate::domain::planner::answer::Answer;
use crate::domain::planner::job::Job;
use crate::domain::planner::problem::file::ProblemFile;
use crate::domain::planner::race::{Leader, Race, Standing, runner_count};

/// Shortest time between two reports of progress, in milliseconds: ten a second, however many workers there are.
const REPORT_MILLIS: f64 = 100.0;

/// What the planner tells the page about the newest task.
#[derive(Clone, Debug, PartialEq)]
pub enum PoolNews {
    /// Where the race stands.
    Progress(Standing),
    /// The race has ended.
    Done {
        /// What all workers found together.
        answer: Box<Answer>,
        /// Which search met the plan, and when.
        leader: Option<Leader>,
    },
    /// So many of the jobs are done.
    Jobs {
        /// Jobs with an answer.
        done: usize,
        /// All jobs.
        total: usize,
    },
    /// All jobs are done: their answers in their order, none for a problem that was refused.
    Answers(Vec<Option<Answer>>),
    /// The problem cannot be searched: why, with the path of the fault.
    Refused(String),
    /// Page and worker are of different versions: the page must be loaded again.
    OtherVersion {
        /// Version of the worker.
        worker: String,
    },
    /// No worker runs. The next task starts others.
    Broken(String),
}

type OnNews = dyn Fn(PoolNews);

/// The planner with all its workers. Clones are the same planner; the workers end with the last of them.
#[derive(Clone)]
pub struct PlannerPool {
    clients: Rc<Vec<PlannerClient>>,
    state: Rc<RefCell<State>>,
}

impl std::fmt::Debug for PlannerPool {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PlannerPool").finish_non_exhaustive()
    }
}

struct State {
    on_news: Rc<OnNews>,
    task: Task,
    /// By worker: it works on the task.
    is_busy: Vec<bool>,
    told_at: f64,
}

enum Task {
    None,
    Race(Race),
    Jobs(Batch),
}

/// Jobs, and who works on which.
struct Batch {
    jobs: Vec<Job>,
    next: usize,
    done: usize,
    /// By worker.
    job_of: Vec<usize>,
    answers: Vec<Option<Answer>>,
}

/// What is to be done once nothing is borrowed: workers and the page may answer at once.
#[derive(Default)]
struct Acts {
    /// Workers that are to stop.
    stop: Vec<usize>,
    /// A worker and its next job.
    run: Option<(usize, Job)>,
    news: Option<PoolNews>,
}

impl PlannerPool {
    /// A planner with a worker for each core but one, whose news go to `on_news`. Workers start with the first task.
    pub fn new(on_news: impl Fn(PoolNews) + 'static) -> Self {
        let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
        let none: Option<fn() -> Result<Worker, JsValue>> = None;
        // A number of cores is small and whole.
        Self::build(runner_count(cores as u32), none, on_news)
    }

    /// A planner with another way to start its workers, for tests.
    pub fn with_workers(
        count: usize,
        start_worker: impl Fn() -> Result<Worker, JsValue> + Clone + 'static,
        on_news: impl Fn(PoolNews) + 'static,
    ) -> Self {
        Self::build(count, Some(start_worker), on_news)
    }

    fn build<S>(count: usize, start_worker: Option<S>, on_news: impl Fn(PoolNews) + 'static) -> Self
    where
        S: Fn() -> Result<Worker, JsValue> + Clone + 'static,
    {
        let state = Rc::new(RefCell::new(State {
            on_news: Rc::new(on_news),
            task: Task::None,
            is_busy: vec![false; count],
            told_at: 0.0,
        }));
        let clients = Rc::new_cyclic(|clients: &Weak<Vec<PlannerClient>>| {
            let client = |index| {
                let (clients, state) = (clients.clone(), Rc::downgrade(&state));
                let on_news = move |_, news| {
                    if let (Some(clients), Some(state)) = (clients.upgrade(), state.upgrade()) {
                        Self { clients, state }.receive(index, news);
                    }
                };
                match &start_worker {
                    Some(start_worker) => PlannerClient::with_worker(start_worker.clone(), on_news),
                    None => PlannerClient::new(on_news),
                }
            };
            (0..count).map(client).collect()
        });
        Self { clients, state }
    }

    /// Starts the workers before they are needed, so that the first proposal comes sooner.
    pub fn warm_up(&self) {
        self.clients.iter().for_each(PlannerClient::warm_up);
    }

    /// Searches for a plan with every worker, for so many milliseconds at most. A task under way ends without a word.
    pub fn race(&self, problem: &ProblemFile, seed: u64, millis: u32) {
        let race = Race::new(&problem.name, problem.objective, seed, self.clients.len());
        let seeds: Vec<u64> = race.seeds().collect();
        self.begin(Task::Race(race), self.clients.len());
        for (client, seed) in self.clients.iter().zip(seeds) {
            client.start(problem.clone(), seed, millis);
        }
    }

    /// Runs jobs, as many at a time as there are workers. A task under way ends without a word.
    pub fn run(&self, jobs: Vec<Job>) {
        let (total, count) = (jobs.len(), self.clients.len().min(jobs.len()));
        let first: Vec<Job> = jobs.iter().take(count).cloned().collect();
        let batch = Batch {
            next: count,
            done: 0,
            job_of: (0..self.clients.len()).collect(),
            answers: vec![None; total],
            jobs,
        };
        self.begin(Task::Jobs(batch), count);
        for (client, job) in self.clients.iter().zip(first) {
            client.run(job);
        }
        if total == 0 {
            self.cancel();
            self.act(Acts { news: Some(PoolNews::Answers(Vec::new())), ..Acts::default() });
        }
    }

    /// Ends a race and keeps its best plan: `Done` follows, after 100 ms at the latest.
    pub fn stop(&self) {
        let busy = self.state.borrow().busy();
        busy.into_iter().filter_map(|index| self.clients.get(index)).for_each(PlannerClient::stop);
    }

    /// Ends the task under way without a word.
    pub fn cancel(&self) {
        let stop = self.state.borrow_mut().end_task();
        self.act(Acts { stop, ..Acts::default() });
    }

    fn begin(&self, task: Task, count: usize) {
        self.cancel();
        let mut state = self.state.borrow_mut();
        state.task = task;
        state.is_busy.iter_mut().take(count).for_each(|is_busy| *is_busy = true);
    }

    fn receive(&self, index: usize, news: PlannerNews) {
        let acts = self.state.borrow_mut().receive(index, news);
        self.act(acts);
    }

    fn act(&self, acts: Acts) {
        acts.stop.into_iter().filter_map(|index| self.clients.get(index)).for_each(PlannerClient::stop);
        if let Some((index, job)) = acts.run
            && let Some(client) = self.clients.get(index)
        {
            client.run(job);
        }
        if let Some(news) = acts.news {
            let on_news = Rc::clone(&self.state.borrow().on_news);
            on_news(news);
        }
    }
}

impl State {
    fn busy(&self) -> Vec<usize> {
        (0..self.is_busy.len()).filter(|index| self.is_busy.get(*index) == Some(&true)).collect()
    }

    /// Forgets the task. Gives the workers that are to stop.
    fn end_task(&mut self) -> Vec<usize> {
        let busy = self.busy();
        self.is_busy.fill(false);
        self.task = Task::None;
        busy
    }

    /// Ends the task with a word.
    fn end_with(&mut self, news: PoolNews) -> Acts {
        Acts { stop: self.end_task(), run: None, news: Some(news) }
    }

    fn receive(&mut self, index: usize, news: PlannerNews) -> Acts {
        let Some(is_busy) = self.is_busy.get_mut(index).filter(|is_busy| **is_busy) else {
            // The last word of a worker that was stopped.
            return Acts::default();
        };
        *is_busy = matches!(news, PlannerNews::Progress { .. });
        match (news, &mut self.task) {
            (PlannerNews::OtherVersion { worker }, _) => self.end_with(PoolNews::OtherVersion { worker }),
            (PlannerNews::Refused(error), Task::Race(_)) => self.end_with(PoolNews::Refused(error)),
            (news, Task::Race(_)) => self.hear_runner(index, news),
            (PlannerNews::Done(answer), Task::Jobs(_)) => self.hear_job(index, Some(*answer)),
            (PlannerNews::Refused(_), Task::Jobs(_)) => self.hear_job(index, None),
            (PlannerNews::Broken(reason), Task::Jobs(_)) => self.end_with(PoolNews::Broken(reason)),
            (PlannerNews::Progress { .. } | PlannerNews::Ended, Task::Jobs(_)) | (_, Task::None) => {
                Acts::default()
            }
        }
    }

    fn hear_runner(&mut self, index: usize, news: PlannerNews) -> Acts {
        let Task::Race(race) = &mut self.task else { return Acts::default() };
        let mut broken = None;
        let mut leads = false;
        match news {
            PlannerNews::Progress { value, bound, steps, wave } => {
                leads = race.hear(index, steps, bound, wave.zip(value));
            }
            PlannerNews::Done(answer) => race.finish(index, *answer),
            PlannerNews::Broken(reason) => {
                race.drop_out(index);
                broken = Some(reason);
            }
            _ => race.drop_out(index),
        }
        let standing = race.standing();
        if race.is_over() {
            let news = match (broken, &standing.leader) {
                (Some(reason), None) => PoolNews::Broken(reason),
                _ => PoolNews::Done { answer: Box::new(race.answer()), leader: standing.leader },
            };
            return self.end_with(news);
        }
        let now = clock::elapsed_millis();
        if !leads && now - self.told_at < REPORT_MILLIS {
            return Acts::default();
        }
        self.told_at = now;
        Acts { news: Some(PoolNews::Progress(standing)), ..Acts::default() }
    }

    fn hear_job(&mut self, index: usize, answer: Option<Answer>) -> Acts {
        let Task::Jobs(batch) = &mut self.task else { return Acts::default() };
        let place = batch.job_of.get(index).and_then(|job| batch.answers.get_mut(*job));
        place.into_iter().for_each(|place| place.clone_from(&answer));
        batch.done += 1;
        let (done, total) = (batch.done, batch.jobs.len());
        if done == total {
            let answers = std::mem::take(&mut batch.answers);
            return self.end_with(PoolNews::Answers(answers));
        }
        let job = batch.jobs.get(batch.next).cloned();
        if job.is_some() {
            batch.job_of.get_mut(index).into_iter().for_each(|place| *place = batch.next);
            batch.next += 1;
            self.is_busy.get_mut(index).into_iter().for_each(|is_busy| *is_busy = true);
        }
        let run = job.map(|job| (index, job));
        Acts { stop: Vec::new(), run, news: Some(PoolNews::Jobs { done, total }) }
    }
}
