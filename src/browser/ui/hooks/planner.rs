//! The planner of the session: it searches in a worker, and its proposal stays until it is applied, discarded or made
//! stale by a change of the plan.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::hooks::studies::{Asked, Studies, Study};
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::session::Session;
use crate::browser::ui::store::Action;
use crate::browser::worker::pool::{PlannerPool, PoolNews};
use crate::domain::command::Command;
use crate::domain::model::ids::PlanId;
use crate::domain::model::scalar::Date;
use crate::domain::planner::answer::{Answer, Status};
use crate::domain::planner::race::{Leader, Standing};
use crate::domain::proposal::alternatives::{self, Aim};
use crate::domain::proposal::bottleneck;
use crate::domain::proposal::clash;
use crate::domain::proposal::compile::{Compiled, compile_from};
use crate::domain::proposal::hindrance::{Hindrance, hindrance};
use crate::domain::proposal::summary::{Summary, summary};
use crate::domain::wording::{count, fill, t};

/// A search ends by itself after this time, in milliseconds, unless it is proved before.
const SEARCH_MILLIS: u32 = 10_000;

/// Seeds stay small, so that a report about a proposal can name its seed.
const SEED_COUNT: u64 = 1_000_000;

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
    /// Seed and steps that give the same plan again.
    pub origin: Option<(u64, u64)>,
}

/// What the planner is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// Nothing.
    #[default]
    Idle,
    /// It searches.
    Running(Standing),
    /// It has found a plan.
    Ready(Rc<Found>),
    /// A search makes no sense yet.
    Hindered(Hindrance),
    /// No plan keeps all limits: those that cannot hold together.
    Infeasible(Rc<Vec<clash::Line>>),
    /// It could not search, or found nothing in its time.
    Failed(Rc<str>),
}

/// What was asked for.
#[derive(Debug)]
pub struct Question {
    /// The plan as it stood.
    pub plan: PlanView,
    /// Its problem.
    pub compiled: Compiled,
}

#[derive(Clone, Default)]
struct Work {
    question: Option<Rc<Question>>,
    stage: Stage,
    studies: Studies,
    /// Other figures than those of the most value were chosen to be looked at.
    chosen: Option<Aim>,
}

impl PartialEq for Work {
    fn eq(&self, other: &Self) -> bool {
        let is_same_question = match (&self.question, &other.question) {
            (Some(one), Some(another)) => Rc::ptr_eq(one, another),
            (None, None) => true,
            _ => false,
        };
        is_same_question
            && self.stage == other.stage
            && self.studies == other.studies
            && self.chosen == other.chosen
    }
}

enum WorkAction {
    Begin(Rc<Question>),
    Hindered(Rc<Question>, Hindrance),
    News(PoolNews),
    Study(Asked),
    CancelStudy,
    Choose(Aim),
    Discard,
}

impl Reducible for Work {
    type Action = WorkAction;

    fn reduce(self: Rc<Self>, action: WorkAction) -> Rc<Self> {
        match action {
            WorkAction::Begin(question) => Rc::new(Self {
                question: Some(question),
                stage: Stage::Running(Standing::default()),
                ..Self::default()
            }),
            WorkAction::Hindered(question, hindrance) => Rc::new(Self {
                question: Some(question),
                stage: Stage::Hindered(hindrance),
                ..Self::default()
            }),
            WorkAction::News(news) => self.after_news(news),
            WorkAction::Study(asked) => {
                Rc::new(Self { studies: self.studies.begin(asked), ..(*self).clone() })
            }
            WorkAction::CancelStudy => Rc::new(Self { studies: self.studies.cancel(), ..(*self).clone() }),
            WorkAction::Choose(aim) => Rc::new(Self { chosen: Some(aim), ..(*self).clone() }),
            WorkAction::Discard => Rc::new(Self::default()),
        }
    }
}

impl Work {
    fn after_news(self: Rc<Self>, news: PoolNews) -> Rc<Self> {
        let Some(question) = &self.question else { return self };
        match &self.stage {
            Stage::Running(_) => {
                let stage = after_race(question, news);
                Rc::new(Self { stage, ..(*self).clone() })
            }
            Stage::Ready(found) => {
                let studies = self.studies.after_news(&question.plan, &question.compiled, &found.waves, news);
                Rc::new(Self { studies, ..(*self).clone() })
            }
            _ => self,
        }
    }

    /// The plan that is looked at: the one of the most value, or another one that was chosen.
    fn waves(&self) -> Option<Vec<u32>> {
        let Stage::Ready(found) = &self.stage else { return None };
        let chosen = self.chosen.and_then(|aim| {
            let Study::Ready(options) = &self.studies.options else { return None };
            options.iter().find(|option| option.plan.aim == aim).map(|option| option.plan.waves.clone())
        });
        Some(chosen.unwrap_or_else(|| found.waves.clone()))
    }
}

fn after_race(question: &Question, news: PoolNews) -> Stage {
    match news {
        PoolNews::Progress(standing) => Stage::Running(standing),
        PoolNews::Done { answer, leader } => after_answer(question, *answer, leader),
        PoolNews::Refused(reason) => Stage::Failed(fill("planner.refused", &[("reason", &reason)]).into()),
        PoolNews::OtherVersion { .. } => Stage::Failed(t("planner.other_version").into()),
        PoolNews::Broken(reason) => Stage::Failed(fill("planner.broken", &[("reason", &reason)]).into()),
        // A study that was cancelled by the new search.
        PoolNews::Jobs { .. } | PoolNews::Answers(_) => Stage::Running(Standing::default()),
    }
}

fn after_answer(question: &Question, answer: Answer, leader: Option<Leader>) -> Stage {
    let is_proved = answer.status == Status::Optimal;
    match (answer.wave, answer.status, answer.conflict) {
        (Some(waves), _, _) => Stage::Ready(Rc::new(Found {
            waves,
            value: answer.objective,
            bound: answer.bound,
            is_proved,
            origin: leader.map(|leader| (leader.seed, leader.steps)),
        })),
        (None, Status::Infeasible, conflict) => {
            let document = &question.plan.document;
            let lines = conflict.map(|conflict| clash::lines(document, &question.compiled, &conflict));
            Stage::Infeasible(Rc::new(lines.unwrap_or_default()))
        }
        (None, _, _) => Stage::Failed(t("planner.nothing_found").into()),
    }
}

/// The planner, as a page uses it. Cheap to clone; equal while nothing has happened.
#[derive(Clone)]
pub struct PlannerHandle {
    work: Work,
    dispatcher: UseReducerDispatcher<Work>,
    pool: Rc<PlannerPool>,
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
        let compiled = &question.compiled;
        let now = || compile_from(&plan.document, &plan.figures, compiled.day);
        question.plan != *plan && compiled.problem != now().problem
    }

    /// The proposal against the plan; none while there is none.
    pub fn summary(&self, plan: &PlanView) -> Option<Summary> {
        let (Stage::Ready(_), Some(question)) = (self.stage(plan), &self.work.question) else {
            return None;
        };
        let summary = summary(&plan.document, &plan.figures, &question.compiled, &self.work.waves()?).ok()?;
        // A plan that the user picked for another merit is worth looking at, whatever its value.
        let is_better = summary.is_better || (self.work.chosen.is_some() && !summary.moves.is_empty());
        Some(Summary { is_better, ..summary })
    }

    /// What explains the proposal: its problem, and the waves of its items.
    pub fn proposal(&self, plan: &PlanView) -> Option<(Rc<Question>, Vec<u32>)> {
        let Stage::Ready(_) = self.stage(plan) else { return None };
        Some((self.work.question.clone()?, self.work.waves()?))
    }

    /// What was asked about the proposal, and the answers.
    pub fn studies(&self) -> &Studies {
        &self.work.studies
    }

    /// The aim of the plan that is looked at.
    pub fn aim(&self) -> Aim {
        self.work.chosen.unwrap_or(Aim::Value)
    }

    /// Searches for waves, whatever the day; a search under way ends.
    pub fn start(&self, plan: &PlanView) {
        self.search(plan, None);
    }

    /// Searches for waves from a day on; a search under way ends.
    pub fn start_from(&self, plan: &PlanView, day: Date) {
        self.search(plan, Some(day));
    }

    /// Asks the same once more of the plan as it stands now, from the same day on where there was one.
    pub fn start_again(&self, plan: &PlanView) {
        self.search(plan, self.work.question.as_ref().and_then(|question| question.compiled.day));
    }

    fn search(&self, plan: &PlanView, day: Option<Date>) {
        let compiled = compile_from(&plan.document, &plan.figures, day);
        let (problem, hindrance) =
            (compiled.problem.clone(), hindrance(&plan.document, &plan.figures, &compiled));
        let question = Rc::new(Question { plan: plan.clone(), compiled });
        if let Some(hindrance) = hindrance {
            self.pool.cancel();
            return self.dispatcher.dispatch(WorkAction::Hindered(question, hindrance));
        }
        // First the question, then the workers: one that cannot start says so at once.
        self.dispatcher.dispatch(WorkAction::Begin(question));
        self.pool.race(&problem, clock::random_id() % SEED_COUNT, SEARCH_MILLIS);
    }

    /// Ends the search and keeps the best plan so far.
    pub fn stop(&self) {
        self.pool.stop();
    }

    /// Asks something about the proposal; a question under way ends.
    pub fn study(&self, asked: Asked) {
        let (Stage::Ready(found), Some(question)) = (&self.work.stage, &self.work.question) else { return };
        let (document, compiled) = (&question.plan.document, &question.compiled);
        let jobs = match asked {
            Asked::Bottlenecks => {
                let questions = bottleneck::questions(document, compiled, &found.waves);
                questions.into_iter().map(|question| question.job).collect()
            }
            Asked::Options => {
                let questions = alternatives::questions(compiled, &found.waves);
                questions.into_iter().map(|question| question.job).collect()
            }
        };
        self.dispatcher.dispatch(WorkAction::Study(asked));
        self.pool.run(jobs);
    }

    /// Ends the question under way.
    pub fn cancel_study(&self) {
        self.pool.cancel();
        self.dispatcher.dispatch(WorkAction::CancelStudy);
    }

    /// Looks at another of the good plans.
    pub fn choose(&self, aim: Aim) {
        self.dispatcher.dispatch(WorkAction::Choose(aim));
    }

    /// Forgets the proposal, or the search.
    pub fn discard(&self) {
        self.dispatcher.dispatch(WorkAction::Discard);
        self.pool.cancel();
    }

    /// Takes the proposal over with remedies for what it breaks, as one step that can be undone.
    pub fn apply(&self, summary: &Summary, remedies: Vec<Command>) {
        let text = count("planner.applied", summary.moves.len());
        self.session.store.dispatch(Action::DoAndTell(summary.command_with(remedies), text));
        self.discard();
    }

    fn asked_for(&self) -> Option<PlanId> {
        self.work.question.as_ref().map(|question| question.plan.document.plan.id)
    }
}

/// The planner of a session.
#[hook]
fn use_planner(session: &Session) -> PlannerHandle {
    let work = use_reducer(Work::default);
    let pool = {
        let dispatcher = work.dispatcher();
        use_memo((), move |()| PlannerPool::new(move |news| dispatcher.dispatch(WorkAction::News(news))))
    };
    // A handle of a reducer reads the state of now: the work of this render is kept beside it.
    PlannerHandle { work: (*work).clone(), dispatcher: work.dispatcher(), pool, session: session.clone() }
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
