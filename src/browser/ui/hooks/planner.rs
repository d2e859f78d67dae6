//! The planner of the session: it searches in a worker, and its proposal stays until it is applied, discarded or made
//! stale by a change of the plan.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::session::Session;
use crate::browser::ui::store::Action;
use crate::browser::worker::client::{PlannerClient, PlannerNews};
use crate::domain::model::ids::PlanId;
use crate::domain::planner::answer::{Answer, Status};
use crate::domain::proposal::clash;
use crate::domain::proposal::compile::{Compiled, compile};
use crate::domain::proposal::summary::{Summary, summary};
use crate::domain::wording::{count, fill, t};

/// A search ends by itself after this time, in milliseconds, unless it is proved before.
const SEARCH_MILLIS: u32 = 10_000;

/// Seeds stay small, so that a report about a proposal can name its seed.
const SEED_COUNT: u64 = 1_000_000;

/// Where a search stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// Value of the best plan so far.
    pub value: Option<u64>,
    /// No plan has a greater value.
    pub bound: Option<u64>,
    /// Steps taken.
    pub steps: u64,
    /// The best plan: a wave for each item of the problem.
    pub waves: Option<Rc<Vec<u32>>>,
}

/// A plan that the search has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// A wave for each item of the problem.
    pub waves: Vec<u32>,
    /// Its value.
    pub value: Option<u64>,
    /// No plan has a greater value.
    pub bound: Option<u64>,
    /// No better plan exists, and that is proved.
    pub is_proved: bool,
}

/// What the planner is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// Nothing.
    #[default]
    Idle,
    /// It searches.
    Running(Search),
    /// It has found a plan.
    Ready(Rc<Found>),
    /// There is nothing to plan.
    NothingChosen,
    /// No plan keeps all limits: sentences about those that cannot hold together.
    Infeasible(Rc<Vec<String>>),
    /// It could not search, or found nothing in its time.
    Failed(Rc<str>),
}

/// What was asked for.
#[derive(Debug)]
struct Question {
    plan: PlanView,
    compiled: Compiled,
}

#[derive(Clone, Default)]
struct Work {
    question: Option<Rc<Question>>,
    stage: Stage,
}

impl PartialEq for Work {
    fn eq(&self, other: &Self) -> bool {
        let is_same_question = match (&self.question, &other.question) {
            (Some(one), Some(another)) => Rc::ptr_eq(one, another),
            (None, None) => true,
            _ => false,
        };
        is_same_question && self.stage == other.stage
    }
}

enum WorkAction {
    Begin(Rc<Question>),
    NothingChosen(Rc<Question>),
    News(PlannerNews),
    Discard,
}

impl Reducible for Work {
    type Action = WorkAction;

    fn reduce(self: Rc<Self>, action: WorkAction) -> Rc<Self> {
        match action {
            WorkAction::Begin(question) => {
                Rc::new(Self { question: Some(question), stage: Stage::Running(Search::default()) })
            }
            WorkAction::NothingChosen(question) => {
                Rc::new(Self { question: Some(question), stage: Stage::NothingChosen })
            }
            WorkAction::News(news) => {
                let (Some(question), Stage::Running(search)) = (&self.question, &self.stage) else {
                    return self;
                };
                let stage = after_news(question, search, news);
                Rc::new(Self { stage, ..(*self).clone() })
            }
            WorkAction::Discard => Rc::new(Self::default()),
        }
    }
}

fn after_news(question: &Question, search: &Search, news: PlannerNews) -> Stage {
    match news {
        PlannerNews::Progress { value, bound, steps, wave } => {
            let waves = wave.map(Rc::new).or_else(|| search.waves.clone());
            Stage::Running(Search { value, bound, steps, waves })
        }
        PlannerNews::Done(answer) => after_answer(question, *answer),
        PlannerNews::Ended => match &search.waves {
            Some(waves) => Stage::Ready(Rc::new(Found {
                waves: waves.to_vec(),
                value: search.value,
                bound: search.bound,
                is_proved: false,
            })),
            None => Stage::Failed(t("planner.nothing_found").into()),
        },
        PlannerNews::Refused(reason) => Stage::Failed(fill("planner.refused", &[("reason", &reason)]).into()),
        PlannerNews::OtherVersion { .. } => Stage::Failed(t("planner.other_version").into()),
        PlannerNews::Broken(reason) => Stage::Failed(fill("planner.broken", &[("reason", &reason)]).into()),
    }
}

fn after_answer(question: &Question, answer: Answer) -> Stage {
    let is_proved = answer.status == Status::Optimal;
    match (answer.wave, answer.status, answer.conflict) {
        (Some(waves), _, _) => {
            Stage::Ready(Rc::new(Found { waves, value: answer.objective, bound: answer.bound, is_proved }))
        }
        (None, Status::Infeasible, conflict) => {
            let document = &question.plan.document;
            let sentences =
                conflict.map(|conflict| clash::sentences(document, &question.compiled, &conflict));
            Stage::Infeasible(Rc::new(sentences.unwrap_or_default()))
        }
        (None, _, _) => Stage::Failed(t("planner.nothing_found").into()),
    }
}

/// The planner, as a page uses it. Cheap to clone; equal while nothing has happened.
#[derive(Clone)]
pub struct PlannerHandle {
    work: Work,
    dispatcher: UseReducerDispatcher<Work>,
    client: Rc<PlannerClient>,
    session: Session,
}

impl PartialEq for PlannerHandle {
    fn eq(&self, other: &Self) -> bool {
        self.work == other.work
    }
}

impl PlannerHandle {
    /// What the planner is doing for a plan; nothing where it works on another one.
    pub fn stage(&self, plan: &PlanView) -> Stage {
        if self.asked_for() == Some(plan.document.plan.id) { self.work.stage.clone() } else { Stage::Idle }
    }

    /// The plan has changed since in a way that asks for another search.
    pub fn is_stale(&self, plan: &PlanView) -> bool {
        let Some(question) = &self.work.question else { return false };
        question.plan != *plan && question.compiled.problem != compile(&plan.document, &plan.figures).problem
    }

    /// The proposal against the plan; none while there is none.
    pub fn summary(&self, plan: &PlanView) -> Option<Summary> {
        let (Stage::Ready(found), Some(question)) = (self.stage(plan), &self.work.question) else {
            return None;
        };
        summary(&plan.document, &plan.figures, &question.compiled, &found.waves).ok()
    }

    /// Searches for waves; a search under way ends.
    pub fn start(&self, plan: &PlanView) {
        let compiled = compile(&plan.document, &plan.figures);
        let (problem, has_items) = (compiled.problem.clone(), !compiled.items.is_empty());
        let question = Rc::new(Question { plan: plan.clone(), compiled });
        if !has_items {
            self.client.stop();
            return self.dispatcher.dispatch(WorkAction::NothingChosen(question));
        }
        // First the question, then the worker: a worker that cannot start says so at once.
        self.dispatcher.dispatch(WorkAction::Begin(question));
        self.client.start(problem, clock::random_id() % SEED_COUNT, SEARCH_MILLIS);
    }

    /// Ends the search and keeps the best plan so far.
    pub fn stop(&self) {
        self.client.stop();
    }

    /// Forgets the proposal, or the search.
    pub fn discard(&self) {
        self.dispatcher.dispatch(WorkAction::Discard);
        self.client.stop();
    }

    /// Takes the proposal over, as one step that can be undone.
    pub fn apply(&self, summary: &Summary) {
        let text = count("planner.applied", summary.moves.len());
        self.session.store.dispatch(Action::DoAndTell(summary.command.clone(), text));
        self.dispatcher.dispatch(WorkAction::Discard);
    }

    fn asked_for(&self) -> Option<PlanId> {
        self.work.question.as_ref().map(|question| question.plan.document.plan.id)
    }
}

/// The planner of a session.
#[hook]
fn use_planner(session: &Session) -> PlannerHandle {
    let work = use_reducer(Work::default);
    let client = {
        let dispatcher = work.dispatcher();
        use_memo((), move |()| PlannerClient::new(move |_, news| dispatcher.dispatch(WorkAction::News(news))))
    };
    // A handle of a reducer reads the state of now: the work of this render is kept beside it.
    PlannerHandle { work: (*work).clone(), dispatcher: work.dispatcher(), client, session: session.clone() }
}

/// Properties of [`Planned`].
#[derive(PartialEq, Properties)]
pub struct PlannedProps {
    /// The session.
    pub session: Session,
    /// The content.
    pub children: Html,
}

/// Everything on screen while a plan is open: the planner is around it, so that a search outlives the page that started it.
#[component]
pub fn Planned(props: &PlannedProps) -> Html {
    let planner = use_planner(&props.session);
    html! {
        <ContextProvider<PlannerHandle> context={planner}>{ props.children.clone() }</ContextProvider<PlannerHandle>>
    }
}
