//! The one store: the open plan with its history, how safely it is kept, and what the page says for a moment.

use std::rc::Rc;

use yew::prelude::*;

use crate::domain::catalogue::{Catalogue, known_entries};
use crate::domain::command::Command;
use crate::domain::command::history::History;
use crate::domain::file::envelope::PlanFile;
use crate::domain::form::naming::step_name;
use crate::domain::form::refusal::refusal;
use crate::domain::model::document::Document;
use crate::domain::model::ids::PlanId;
use crate::domain::vault::record::Stamp;
use crate::domain::wording::t;

use super::doors;
use super::plan_view::PlanView;
use super::second_half::Opening;

/// How safely the open plan is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Keeping {
    /// Nothing to save.
    #[default]
    Saved,
    /// A change waits to be saved.
    Pending,
    /// The last save failed, for this reason.
    Failed(String),
}

/// The plan's copy in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileCopy {
    /// Name of the file.
    pub name: String,
    /// When it was written.
    pub at: String,
    /// Edits since then.
    pub edits_since: u32,
}

/// The open plan. Equal when it is the same state of the same plan: its documents are compared as what they are, not
/// field by field, as every step compares it with the one before.
#[derive(Clone, Debug)]
pub struct OpenPlan {
    /// The document with what it was before and after.
    pub history: History,
    /// The state of now with its numbers.
    pub view: PlanView,
    /// What its file says about it, unknown fields included; the document in it is that of the opening.
    pub file: Rc<PlanFile>,
    /// The state that was last loaded or saved in this browser.
    pub stamp: Option<Stamp>,
    /// When that was, as text.
    pub saved_at: String,
    /// How safely the plan is kept.
    pub keeping: Keeping,
    /// The copy in a file, where there is one.
    pub file_copy: Option<FileCopy>,
    /// Edits since the opening.
    pub edits: u32,
}

impl PartialEq for OpenPlan {
    fn eq(&self, other: &Self) -> bool {
        self.history == other.history
            && Rc::ptr_eq(&self.file, &other.file)
            && self.stamp == other.stamp
            && self.saved_at == other.saved_at
            && self.keeping == other.keeping
            && self.file_copy == other.file_copy
            && self.edits == other.edits
    }
}

impl OpenPlan {
    /// A plan just opened.
    pub fn new(file: PlanFile, stamp: Option<Stamp>) -> Self {
        let history = History::load(file.document.clone());
        let view = PlanView::new(history.document().clone());
        let keeping = if stamp.is_some() { Keeping::Saved } else { Keeping::Pending };
        let saved_at = file.saved_at.clone();
        Self { history, view, file: Rc::new(file), stamp, saved_at, keeping, file_copy: None, edits: 0 }
    }

    /// The plan.
    pub fn id(&self) -> PlanId {
        self.view.document.plan.id
    }

    /// The plan as its file holds it, with a revision number and a time.
    pub fn to_file(&self, revision: u64, saved_at: &str) -> PlanFile {
        let document: Document = (*self.view.document).clone();
        PlanFile { document, revision, saved_at: saved_at.to_owned(), ..(*self.file).clone() }
    }

    /// Name of the step that undo would take back.
    pub fn undo_name(&self) -> Option<String> {
        self.history.undo_label().map(|label| self.name_of(label))
    }

    /// Name of the step that redo would bring back.
    pub fn redo_name(&self) -> Option<String> {
        self.history.redo_label().map(|label| self.name_of(label))
    }

    fn name_of(&self, label: &crate::domain::command::label::Label) -> String {
        let catalogue = Catalogue::of(&self.view.document);
        step_name(label, &|entry| catalogue.short_name(entry))
    }

    /// The plan after a step, or why it cannot be taken.
    pub fn after(&self, step: Step) -> Result<Self, String> {
        let history = match step {
            Step::Do(command) => {
                let document = &self.view.document;
                self.history
                    .execute(&command, &known_entries(document))
                    .map_err(|error| refusal(document, &error))?
            }
            Step::Undo => self.history.undo(),
            Step::Redo => self.history.redo(),
            Step::Seal => return Ok(Self { history: self.history.seal(), ..self.clone() }),
        };
        Ok(self.moved_to(history))
    }

    /// Edits between a state and the one of now.
    fn edits_since(&self, document: &Rc<Document>) -> u32 {
        let steps = self.history.steps_from(document).unwrap_or_else(|| {
            // No step begins there: it lies within one, before the opening, or too far back.
            usize::from(**document != *self.view.document)
        });
        u32::try_from(steps).unwrap_or(u32::MAX)
    }

    fn moved_to(&self, history: History) -> Self {
        if Rc::ptr_eq(history.document(), self.history.document()) {
            return Self { history, ..self.clone() };
        }
        let view = PlanView::new(history.document().clone());
        let file_copy =
            self.file_copy.clone().map(|copy| FileCopy { edits_since: copy.edits_since + 1, ..copy });
        let keeping = match &self.keeping {
            Keeping::Failed(reason) => Keeping::Failed(reason.clone()),
            _ => Keeping::Pending,
        };
        Self { history, view, keeping, file_copy, edits: self.edits + 1, ..self.clone() }
    }
}

/// One step in the history of a plan.
#[derive(Clone, Debug)]
pub enum Step {
    /// The document changes.
    Do(Command),
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// The next edit begins a step of its own.
    Seal,
}

/// Something that the page says for a moment.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Grows with each notice, so that the same sentence can be said twice.
    pub number: u32,
    /// What is said.
    pub text: String,
    /// What the step that it tells of led to. Undo is offered beside it while that is the document of now.
    result: Option<Rc<Document>>,
}

impl PartialEq for Notice {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

/// Everything that the page holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// The open plan.
    pub open: Option<OpenPlan>,
    /// How far the opening of a plan is that had to wait.
    pub opening: Opening,
    /// What the page says for a moment.
    pub notice: Option<Notice>,
    /// Grows when the library's content may have changed.
    pub library_changes: u32,
    notices: u32,
}

/// What can happen to the workspace.
#[derive(Clone, Debug)]
pub enum Action {
    /// A plan is opened; nothing before it can be undone.
    Open(Box<OpenPlan>),
    /// The opening of a plan waits, failed, or waits no more.
    Opening(Opening),
    /// The plan is closed.
    Close,
    /// The document changes.
    Do(Command),
    /// The document changes, and the page offers to undo it.
    DoAndTell(Command, String),
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// The step that the notice tells of is taken back, and no other.
    TakeBack,
    /// The next edit begins a step of its own: a field was left.
    Seal,
    /// The plan was saved in this browser.
    Saved {
        /// Which plan.
        plan: PlanId,
        /// The saved state.
        document: Rc<Document>,
        /// The base of the next save.
        stamp: Stamp,
        /// When.
        saved_at: String,
    },
    /// It could not be saved.
    NotSaved {
        /// Which plan.
        plan: PlanId,
        /// Why.
        reason: String,
    },
    /// The plan was written to a file.
    WrittenToFile {
        /// Which plan. Writing takes its time, and another plan may be open by now.
        plan: PlanId,
        /// The written state. The plan may have gone on since.
        document: Rc<Document>,
        /// Name of the file.
        name: String,
        /// When.
        at: String,
    },
    /// Something is said for a moment.
    Tell(String),
    /// It was heard.
    Hush,
    /// The library's content may have changed.
    LibraryChanged,
}

impl Workspace {
    /// Whether the step that the notice tells of is the last one, so that it can be taken back.
    pub fn offers_undo(&self) -> bool {
        let result = self.notice.as_ref().and_then(|notice| notice.result.as_ref());
        let now = self.open.as_ref().map(|open| &open.view.document);
        result.zip(now).is_some_and(|(result, now)| Rc::ptr_eq(result, now))
    }

    fn telling(mut self, text: String, result: Option<Rc<Document>>) -> Self {
        self.notices += 1;
        self.notice = Some(Notice { number: self.notices, text, result });
        self
    }

    /// Something became of a plan. Where another one is open by now, it is no news for that one.
    fn with_plan(mut self, plan: PlanId, change: impl FnOnce(OpenPlan) -> OpenPlan) -> Self {
        self.open = match self.open {
            Some(open) if open.id() == plan => Some(change(open)),
            open => open,
        };
        self
    }

    /// Another document, or none: a notice about a step in the last one says nothing any more.
    fn showing(mut self, open: Option<OpenPlan>) -> Self {
        self.open = open;
        if self.notice.as_ref().is_some_and(|notice| notice.result.is_some()) && !self.offers_undo() {
            self.notice = None;
        }
        self
    }

    fn executed(self, command: Command, told: Option<String>) -> Self {
        if self.open.as_ref().is_some_and(|open| open.file.is_newer()) {
            return self.telling(t("app.read_only").to_owned(), None);
        }
        self.after(Step::Do(command), told)
    }

    fn after(self, step: Step, told: Option<String>) -> Self {
        let Some(open) = &self.open else { return self };
        match doors::after_step(open, step) {
            Ok(next) => {
                let result = next.view.document.clone();
                let is_step = !Rc::ptr_eq(&result, &open.view.document);
                let moved = self.showing(Some(next));
                match told {
                    // A command without effect made no step, so there is none to take back.
                    Some(text) => moved.telling(text, is_step.then_some(result)),
                    None => moved,
                }
            }
            Err(reason) => self.telling(reason, None),
        }
    }
}

impl Reducible for Workspace {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let now = (*self).clone();
        let next = match action {
            Action::Open(open) => now.showing(Some(*open)),
            Action::Opening(opening) => Self { opening, ..now },
            Action::Close => now.showing(None),
            Action::Do(command) => now.executed(command, None),
            Action::DoAndTell(command, text) => now.executed(command, Some(text)),
            Action::Undo => now.after(Step::Undo, None),
            Action::Redo => now.after(Step::Redo, None),
            Action::TakeBack if now.offers_undo() => now.after(Step::Undo, None),
            Action::TakeBack => now,
            Action::Seal => now.after(Step::Seal, None),
            Action::Saved { plan, document, stamp, saved_at } => now.with_plan(plan, |open| {
                let is_current = Rc::ptr_eq(&document, &open.view.document);
                let keeping = if is_current { Keeping::Saved } else { Keeping::Pending };
                OpenPlan { stamp: Some(stamp), saved_at, keeping, ..open }
            }),
            Action::NotSaved { plan, reason } => {
                now.with_plan(plan, |open| OpenPlan { keeping: Keeping::Failed(reason), ..open })
            }
            Action::WrittenToFile { plan, document, name, at } => now.with_plan(plan, |open| {
                let edits_since = open.edits_since(&document);
                OpenPlan { file_copy: Some(FileCopy { name, at, edits_since }), ..open }
            }),
            Action::Tell(text) => now.telling(text, None),
            Action::Hush => Self { notice: None, ..now },
            Action::LibraryChanged => Self { library_changes: now.library_changes + 1, ..now },
        };
        Rc::new(next)
    }
}

/// The store as the pages of the app see it.
pub type Store = UseReducerHandle<Workspace>;
