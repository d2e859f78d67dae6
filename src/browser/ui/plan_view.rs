//! What a page is given: one state of the plan with its numbers, and a way to ask for a change.

use std::cell::OnceCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::domain::command::Command;
use crate::domain::figures::Figures;
use crate::domain::guide;
use crate::domain::health::Finding;
use crate::domain::model::document::Document;

/// One state of the open plan. Two views are equal when they are the same state, not when they look alike.
#[derive(Clone, Debug)]
pub struct PlanView {
    /// What the user entered.
    pub document: Rc<Document>,
    /// What it results in.
    pub figures: Rc<Figures>,
    /// What the health check finds; filled by the first who asks.
    findings: Rc<OnceCell<Vec<Finding>>>,
}

impl PlanView {
    /// A state with its numbers.
    pub fn new(document: Rc<Document>) -> Self {
        let figures = Rc::new(Figures::of(&document));
        Self { document, figures, findings: Rc::default() }
    }

    /// What the health check finds in a plan that has begun, computed once for this state however many ask.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| guide::findings(&self.document, &self.figures))
    }
}

impl PartialEq for PlanView {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.document, &other.document)
    }
}

/// Properties of every page of a plan.
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// Asks for a change and tells of it, with the way back. Pages find it with `use_context`.
#[derive(Clone, PartialEq)]
pub struct Telling(pub Callback<(Command, String)>);

/// Ends the undo step of now, so that the next edit begins another one. Controls find it with `use_context`.
#[derive(Clone, PartialEq)]
pub struct StepEnd(pub Callback<()>);
