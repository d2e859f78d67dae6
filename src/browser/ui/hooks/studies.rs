//! What is asked about a proposal once it is there: what holds it back, and which other good plans there are.

use std::rc::Rc;

use crate::browser::ui::plan_view::PlanView;
use crate::browser::worker::pool::PoolNews;
use crate::domain::planner::answer::Answer;
use crate::domain::proposal::alternatives::{self, Alternative, AlternativeFigures};
use crate::domain::proposal::bottleneck::{self, Bottleneck, lever_text};
use crate::domain::proposal::compile::Compiled;

/// A question about a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// What one unit more of each limit would be worth.
    Bottlenecks,
    /// Other good plans.
    Options,
}

/// Where a question stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Study<T> {
    /// Not asked, or given up.
    #[default]
    NotAsked,
    /// Being searched.
    Running {
        /// Searches that have ended.
        done: usize,
        /// All searches.
        total: usize,
    },
    /// The answer.
    Ready(Rc<Vec<T>>),
    /// It could not be searched.
    Failed,
}

impl<T> Study<T> {
    /// Whether it is being searched.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running { .. })
    }
}

/// A limit and what one unit more of it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedLimit {
    /// The ranking.
    pub bottleneck: Bottleneck,
    /// What there would be more of, in words.
    pub words: String,
}

/// A good plan and its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanOption {
    /// The plan.
    pub plan: Alternative,
    /// Its figures.
    pub figures: AlternativeFigures,
}

/// All questions about a proposal. One is searched at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Studies {
    /// What holds the plan back.
    pub bottlenecks: Study<RankedLimit>,
    /// Other good plans.
    pub options: Study<PlanOption>,
}

impl Studies {
    /// A question is being searched.
    pub fn is_running(&self) -> bool {
        self.bottlenecks.is_running() || self.options.is_running()
    }

    /// With a question that is being searched now.
    pub fn begin(&self, asked: Asked) -> Self {
        let mut studies = self.cancel();
        match asked {
            Asked::Bottlenecks => studies.bottlenecks = Study::Running { done: 0, total: 0 },
            Asked::Options => studies.options = Study::Running { done: 0, total: 0 },
        }
        studies
    }

    /// Without the question under way.
    pub fn cancel(&self) -> Self {
        let mut studies = self.clone();
        if studies.bottlenecks.is_running() {
            studies.bottlenecks = Study::NotAsked;
        }
        if studies.options.is_running() {
            studies.options = Study::NotAsked;
        }
        studies
    }

    /// With what the planner says about a proposal.
    pub fn after_news(&self, plan: &PlanView, compiled: &Compiled, waves: &[u32], news: PoolNews) -> Self {
        let mut studies = self.clone();
        if studies.bottlenecks.is_running() {
            studies.bottlenecks = after(news, |answers| ranked(plan, compiled, waves, answers));
        } else if studies.options.is_running() {
            studies.options = after(news, |answers| options(plan, compiled, waves, answers));
        }
        studies
    }
}

fn after<T>(news: PoolNews, result: impl FnOnce(&[Option<Answer>]) -> Vec<T>) -> Study<T> {
    match news {
        PoolNews::Jobs { done, total } => Study::Running { done, total },
        PoolNews::Answers(answers) => Study::Ready(Rc::new(result(&answers))),
        _ => Study::Failed,
    }
}

fn ranked(
    plan: &PlanView,
    compiled: &Compiled,
    waves: &[u32],
    answers: &[Option<Answer>],
) -> Vec<RankedLimit> {
    let questions = bottleneck::questions(&plan.document, compiled, waves);
    let ranked = bottleneck::rank(&questions, answers).into_iter();
    ranked
        .map(|bottleneck| RankedLimit { words: lever_text(compiled, bottleneck.lever), bottleneck })
        .collect()
}

fn options(
    plan: &PlanView,
    compiled: &Compiled,
    waves: &[u32],
    answers: &[Option<Answer>],
) -> Vec<PlanOption> {
    let plans = alternatives::choose(compiled, waves, answers).into_iter();
    plans
        .filter_map(|alternative| {
            let figures =
                alternatives::figures(&plan.document, &plan.figures, compiled, &alternative.waves).ok()?;
            Some(PlanOption { plan: alternative, figures })
        })
        .collect()
}
