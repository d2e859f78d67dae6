//! Opening, keeping and saving plans: the meeting point of the store, the browser's storage and files.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::browser::clock;
use crate::browser::storage::local::LocalStore;
use crate::browser::storage::other_tabs::{News, OtherTabs};
use crate::browser::storage::persistence::request_persistence;
use crate::browser::storage::preference::Preferences;
use crate::browser::transfer::file_system::{PLAN_FILE, SaveOutcome, save as save_to_disk};
use crate::browser::transfer::picker::{ReadFile, pick_file};
use crate::domain::catalogue::builtin_entries;
use crate::domain::example::Example;
use crate::domain::file::envelope::{FILE_EXTENSION, PlanFile};
use crate::domain::file::load::load;
use crate::domain::file::save::{save, save_compact};
use crate::domain::guide;
use crate::domain::guided::draft;
use crate::domain::model::document::Document;
use crate::domain::model::guided::GuidedAnswers;
use crate::domain::model::ids::{PlanId, WaveId};
use crate::domain::model::scalar::Date;
use crate::domain::model::validate::BuiltInEntries;
use crate::domain::model::wave::Wave;
use crate::domain::respondent::file as respondent_file;
use crate::domain::vault::file_name::file_name;
use crate::domain::vault::index::Outline;
use crate::domain::vault::keeper::{Draft, LoadError, SaveError, Vault};
use crate::domain::wording::{count, fill, t};

use super::doors;
use super::pages::answer::Answering;
use super::route::Route;
use super::second_half::{Loaded, Opening, SecondHalf};
use super::store::{Action, Keeping, OpenPlan, Store};

/// Version of this product.
pub const APP_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Waves that a new plan starts with.
const FIRST_WAVES: u64 = 4;

/// One tab's work with plans. Cheap to clone.
#[derive(Clone)]
pub struct Session {
    /// The store of the page.
    pub store: Store,
    tools: Rc<Tools>,
}

struct Tools {
    vault: Vault<LocalStore>,
    preferences: Preferences,
    other_tabs: OtherTabs,
    second_half: SecondHalf,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.store == other.store && Rc::ptr_eq(&self.tools, &other.tools)
    }
}

/// The parts of a session that live as long as the tab.
#[derive(Clone)]
pub struct SessionTools(Rc<Tools>);

impl SessionTools {
    /// Probes the storage and listens to other tabs.
    pub fn start(on_news: impl Fn(News) + 'static) -> Self {
        let local = LocalStore::probe();
        let preferences = Preferences::new(&local);
        Self(Rc::new(Tools {
            vault: Vault::new(local),
            preferences,
            other_tabs: OtherTabs::listen(on_news),
            second_half: SecondHalf::look(),
        }))
    }

    /// The session of one state of the store.
    pub fn with(&self, store: Store) -> Session {
        Session { store, tools: Rc::clone(&self.0) }
    }
}

/// A new plan: a name, a start on the first of next month, four waves.
fn new_document(name: &str, id: PlanId, today: Date) -> Document {
    let mut document = Document::default();
    document.plan.id = id;
    document.plan.name = name.to_owned();
    document.plan.created = Some(today);
    let (year, month, _) = today.parts();
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    document.plan.start_date = Date::new(year, month, 1).unwrap_or_default();
    document.waves = (1..=FIRST_WAVES).map(|number| Wave { id: WaveId(number), ..Wave::default() }).collect();
    document
}

impl Session {
    /// The vault with the plans of this browser.
    pub fn vault(&self) -> &Vault<LocalStore> {
        &self.tools.vault
    }

    /// Small settings of the screen.
    pub fn preferences(&self) -> &Preferences {
        &self.tools.preferences
    }

    /// Says something for a moment.
    pub fn tell(&self, text: impl Into<String>) {
        self.store.dispatch(Action::Tell(text.into()));
    }

    /// What was said last says nothing any more.
    pub fn hush(&self) {
        self.store.dispatch(Action::Hush);
    }

    /// Loads the second half ahead of its first use. When it does not come, that first use says so.
    pub fn load_ahead(&self) {
        let tools = Rc::clone(&self.tools);
        spawn_local(async move {
            tools.second_half.load().await;
        });
    }

    /// The proof that the second half is loaded, once it is.
    pub fn loaded(&self) -> Option<Loaded> {
        self.tools.second_half.loaded()
    }

    /// Does something with plans: at once where the second half is loaded, else as soon as it is.
    pub fn once_loaded(&self, act: impl FnOnce(Loaded) + 'static) {
        match self.tools.second_half.loaded() {
            Some(loaded) => act(loaded),
            None => {
                self.tools.second_half.wait(Box::new(act));
                self.try_opening();
            }
        }
    }

    /// Loads the second half for what waits for it.
    pub fn try_opening(&self) {
        self.store.dispatch(Action::Opening(Opening::Waiting));
        let session = self.clone();
        spawn_local(async move {
            let half = &session.tools.second_half;
            match half.load().await {
                Some(loaded) => {
                    if let Some(act) = half.take_waiting() {
                        act(loaded);
                    }
                    session.store.dispatch(Action::Opening(Opening::Idle));
                }
                // Who has left in the meantime needs to hear nothing.
                None if half.has_waiting() => session.store.dispatch(Action::Opening(Opening::Failed)),
                None => {}
            }
        });
    }

    /// Forgets what waits for the second half.
    pub fn leave_opening(&self) {
        if self.store.opening != Opening::Idle {
            self.tools.second_half.take_waiting();
            self.store.dispatch(Action::Opening(Opening::Idle));
        }
    }

    /// Starts an empty plan.
    pub(super) fn new_plan(&self, name: &str) {
        let document = new_document(name, PlanId(clock::random_id()), clock::today());
        self.open(PlanFile::from_document(document, APP_VERSION, &clock::timestamp()));
    }

    /// Opens the draft that the answers of the guided start lead to.
    pub(super) fn open_guided(&self, answers: &GuidedAnswers) {
        let mut document = draft(answers, clock::today());
        document.plan.id = PlanId(clock::random_id());
        self.open(PlanFile::from_document(document, APP_VERSION, &clock::timestamp()));
    }

    /// Opens a copy of a built-in plan.
    pub(super) fn open_example(&self, example: Example) {
        match example.document() {
            Ok(mut document) => {
                document.plan.id = PlanId(clock::random_id());
                self.open(PlanFile::from_document(document, APP_VERSION, &clock::timestamp()));
            }
            Err(error) => self.tell(error.to_string()),
        }
    }

    /// Lets the user pick a file and opens it, a plan as a new one; `on_open` is called with its page when that went well.
    pub fn pick_and_open(&self, on_open: impl FnOnce(Route) + 'static) {
        let session = self.clone();
        spawn_local(async move {
            match pick_file(".json,.pmoplan.json").await {
                Ok(Some(file)) => {
                    let opener = session.clone();
                    session.once_loaded(move |loaded| {
                        if let Some(route) = doors::open_file(&opener, loaded, &file) {
                            on_open(route);
                        }
                    });
                }
                Ok(None) => {}
                Err(error) => session.tell(error.to_string()),
            }
        });
    }

    /// Opens a file: a plan, or questions to answer. The open plan stays untouched when it cannot be read.
    pub(super) fn open_file(&self, file: &ReadFile) -> Option<Route> {
        if let Ok(opened) = respondent_file::open(&file.content) {
            Answering::take_up(self.preferences(), opened);
            return Some(Route::Answer);
        }
        let built_in = BuiltInEntries::from_entries(builtin_entries());
        match load(&file.content, &built_in) {
            Ok(loaded) => {
                let mut plan = loaded.file;
                let is_kept =
                    self.vault().newest_stamp(plan.document.plan.id).is_ok_and(|stamp| stamp.is_some());
                if is_kept || plan.document.plan.id == PlanId(0) {
                    // The same plan is here already: the file opens beside it and replaces nothing.
                    plan.document.plan.id = PlanId(clock::random_id());
                }
                self.open(plan);
                if let Some(open) = self.store.open.clone() {
                    self.store.dispatch(Action::WrittenToFile {
                        plan: open.id(),
                        document: open.view.document.clone(),
                        name: file.name.clone(),
                        at: clock::timestamp(),
                    });
                }
                if !loaded.repairs.is_empty() {
                    self.tell(count("app.opened_with_repairs", loaded.repairs.len()));
                }
                Some(Route::Board)
            }
            Err(error) => {
                self.tell(fill("app.file_refused", &[("file", &file.name), ("reason", &error.to_string())]));
                None
            }
        }
    }

    /// Opens a plan of this browser.
    pub(super) fn open_kept(&self, plan: PlanId) -> Result<(), String> {
        let kept = self.vault().load(plan).map_err(|error: LoadError| error.to_string())?;
        let built_in = BuiltInEntries::from_entries(builtin_entries());
        let loaded = load(kept.body.as_bytes(), &built_in).map_err(|error| error.to_string())?;
        let mut open = OpenPlan::new(loaded.file, Some(kept.stamp));
        open.saved_at = kept.saved_at;
        let library = self.vault().library().unwrap_or_default();
        open.file_copy = library.iter().find(|summary| summary.id == plan).and_then(|summary| {
            Some(super::store::FileCopy {
                name: summary.last_file_name.clone()?,
                at: summary.last_file_at.clone()?,
                edits_since: u32::try_from(summary.changes_since_file()?).unwrap_or(u32::MAX),
            })
        });
        self.show(open);
        Ok(())
    }

    /// Makes a second plan of this browser from one that is kept.
    pub(super) fn duplicate(&self, plan: PlanId, name: &str) -> Result<(), String> {
        let copy = PlanId(clock::random_id());
        let built_in = BuiltInEntries::from_entries(builtin_entries());
        let rewrite = |body: &str| {
            let mut file = load(body.as_bytes(), &built_in).ok()?.file;
            file.document.plan.id = copy;
            name.clone_into(&mut file.document.plan.name);
            Some(save_compact(&file))
        };
        let saved = self.vault().duplicate(plan, copy, name, &clock::timestamp(), rewrite);
        saved.map(|_| ()).map_err(|error| error.to_string())
    }

    /// Opens the plan that was open last, where there is one.
    pub fn open_last(&self, loaded: Loaded) -> bool {
        let last = self.vault().last_opened().ok().flatten();
        last.is_some_and(|plan| doors::open_kept(self, loaded, plan).is_ok())
    }

    fn open(&self, file: PlanFile) {
        self.save_now();
        self.show(OpenPlan::new(file, None));
        self.save_now();
        spawn_local(async {
            // The browser decides; the state line says where the plan is either way.
            request_persistence().await;
        });
    }

    fn show(&self, open: OpenPlan) {
        // Without a note of it the next start shows the library: no harm.
        let _ = self.vault().mark_opened(Some(open.id()));
        self.store.dispatch(Action::Open(Box::new(open)));
    }

    /// Keeps the open plan in this browser, if there is anything to keep.
    pub fn save_now(&self) {
        let Some(open) = self.store.open.clone() else { return };
        if open.keeping != Keeping::Saved && !open.file.is_newer() {
            doors::keep(self, &open);
        }
    }

    pub(super) fn keep(&self, open: &OpenPlan) {
        let saved_at = clock::timestamp();
        let revision = open.stamp.as_ref().map_or(0, |stamp| stamp.revision) + 1;
        let body = save_compact(&open.to_file(revision, &saved_at));
        let document = open.view.document.clone();
        let draft = Draft {
            plan: open.id(),
            base: open.stamp,
            saved_at: &saved_at,
            outline: Outline {
                name: document.plan.name.clone(),
                organisation: document.organisation.name.clone(),
                status: document.plan.status,
                progress: guide::progress(&document, &open.view.figures),
            },
            body: &body,
        };
        match self.vault().save(&draft) {
            Ok(saved) => {
                let news = News::Saved { plan: open.id(), revision: saved.stamp.revision };
                self.tools.other_tabs.announce(news);
                self.store.dispatch(Action::Saved {
                    plan: open.id(),
                    document,
                    stamp: saved.stamp,
                    saved_at,
                });
            }
            Err(SaveError::Newer { .. }) => self.keep_beside(open),
            Err(error) => {
                self.store.dispatch(Action::NotSaved { plan: open.id(), reason: error.to_string() });
            }
        }
    }

    /// Another tab saved a newer state: ours goes on as a plan of its own, so that neither is lost.
    fn keep_beside(&self, open: &OpenPlan) {
        let mut file = open.to_file(1, &clock::timestamp());
        file.document.plan.id = PlanId(clock::random_id());
        file.document.plan.name = fill("app.conflict_name", &[("name", &file.document.plan.name)]);
        self.show(OpenPlan::new(file, None));
        self.tell(t("app.conflict_copy"));
        self.save_now();
    }

    /// Writes the open plan to a file.
    pub fn save_to_file(&self) {
        if let Some(open) = self.store.open.clone() {
            doors::write_to_file(self, &open);
        }
    }

    pub(super) fn write_to_file(&self, open: &OpenPlan) {
        let (plan, document) = (open.id(), open.view.document.clone());
        let at = clock::timestamp();
        let revision = open.stamp.as_ref().map_or(1, |stamp| stamp.revision);
        let text = save(&open.to_file(revision, &at));
        let name = file_name(&open.view.document.plan.name, FILE_EXTENSION);
        let session = self.clone();
        spawn_local(async move {
            match save_to_disk(&name, PLAN_FILE, text.as_bytes()).await {
                Ok(SaveOutcome::Cancelled) => {}
                Ok(outcome) => {
                    let name = match &outcome {
                        SaveOutcome::Written(file) => file.name(),
                        _ => name,
                    };
                    // The library may show an older file; the plan itself is safe.
                    let _ = session.vault().note_file(plan, &name, &at, revision);
                    session.store.dispatch(Action::WrittenToFile { plan, document, name, at });
                    session.store.dispatch(Action::LibraryChanged);
                }
                Err(error) => session.tell(error.to_string()),
            }
        });
    }
}
