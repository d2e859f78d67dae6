//! The vault under fault: every operation of the store fails once, and from there on for good, in every way, in every
//! scenario; and after each run the stored plans must be whole.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use wavewright::domain::model::ids::PlanId;
use wavewright::domain::model::scalar::Date;
use wavewright::domain::vault::index::{Outline, PartState};
use wavewright::domain::vault::keeper::{Draft, LoadError, LoadNote, SaveError, SaveNote, Vault};
use wavewright::domain::vault::key::{self, Slot};
use wavewright::domain::vault::record::{Reading, Record, Stamp};
use wavewright::domain::vault::store::{Store, StoreError};
use wavewright::domain::vault::usage::{CAPACITY, Fill};

/// How an operation of the store goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// It reports that there is no room.
    Full,
    /// It reports that access is barred.
    Denied,
    /// It claims to have worked and did nothing; a reading finds nothing.
    Dropped,
    /// It writes or reads half of the text.
    Truncated,
    /// It writes or reads one changed bit.
    Flipped,
    /// It leaves or gives back what was there before.
    Old,
}

const FAULTS: [Fault; 6] =
    [Fault::Full, Fault::Denied, Fault::Dropped, Fault::Truncated, Fault::Flipped, Fault::Old];

/// Which operations go wrong: the k-th from 1, alone or with all later ones.
#[derive(Clone, Copy, Debug)]
struct Plot {
    fault: Fault,
    at: usize,
    stays: bool,
}

/// A store in memory that goes wrong by plot, and watches what the vault destroys.
#[derive(Default)]
struct FaultyStore {
    texts: RefCell<BTreeMap<String, String>>,
    earlier: RefCell<BTreeMap<String, String>>,
    plot: Cell<Option<Plot>>,
    operations: Cell<usize>,
    deletes: Cell<bool>,
    breaches: RefCell<Vec<String>>,
}

impl FaultyStore {
    fn fault(&self) -> Option<Fault> {
        self.operations.set(self.operations.get() + 1);
        let plot = self.plot.get()?;
        let strikes = self.operations.get() == plot.at || plot.stays && self.operations.get() > plot.at;
        strikes.then_some(plot.fault)
    }

    fn raw(&self, key: &str) -> Option<String> {
        self.texts.borrow().get(key).cloned()
    }

    fn put(&self, key: &str, text: &str) {
        let before = self.texts.borrow_mut().insert(key.to_owned(), text.to_owned());
        if let Some(before) = before {
            self.earlier.borrow_mut().insert(key.to_owned(), before);
        }
    }

    fn whole(&self, plan: PlanId, slot: Slot) -> Option<Record> {
        match Record::read(plan, &self.raw(&key::slot(plan, slot))?) {
            Reading::Whole(record) => Some(*record),
            _ => None,
        }
    }

    /// Invariant d: no copy is destroyed before a newer one was verified.
    fn watch(&self, key: &str) {
        let Some((plan, slot)) = key::parse_slot(key) else { return };
        let Some(doomed) = self.whole(plan, slot) else { return };
        let kept = self.whole(plan, slot.other());
        let is_safe = kept.is_some_and(|kept| kept.revision() > doomed.revision());
        if !is_safe && !self.deletes.get() {
            self.breaches.borrow_mut().push(format!("{key} was destroyed at revision {}", doomed.revision()));
        }
    }
}

/// Reading and writing change different bits, or a reading would undo what a writing did.
fn flipped(text: &str, bit: u8) -> String {
    let middle = text.len() / 2;
    let mut bytes = text.as_bytes().to_vec();
    // Only letters and digits: the store keeps texts, and the result must be one.
    if let Some(byte) = bytes.iter_mut().skip(middle).find(|byte| byte.is_ascii_alphanumeric()) {
        *byte ^= bit;
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn half(text: &str) -> String {
    text.chars().take(text.chars().count() / 2).collect()
}

impl Store for FaultyStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let text = self.raw(key);
        match self.fault() {
            None => Ok(text),
            Some(Fault::Full) => Err(StoreError::Full),
            Some(Fault::Denied) => Err(StoreError::Denied),
            Some(Fault::Dropped) => Ok(None),
            Some(Fault::Truncated) => Ok(text.map(|text| half(&text))),
            Some(Fault::Flipped) => Ok(text.map(|text| flipped(&text, 2))),
            Some(Fault::Old) => Ok(self.earlier.borrow().get(key).cloned()),
        }
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        match self.fault() {
            Some(Fault::Full) => return Err(StoreError::Full),
            Some(Fault::Denied) => return Err(StoreError::Denied),
            Some(Fault::Dropped | Fault::Old) => return Ok(()),
            Some(Fault::Truncated) => {
                self.watch(key);
                self.put(key, &half(text));
            }
            Some(Fault::Flipped) => {
                self.watch(key);
                self.put(key, &flipped(text, 1));
            }
            None => {
                self.watch(key);
                self.put(key, text);
            }
        }
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        match self.fault() {
            Some(Fault::Full) => Err(StoreError::Full),
            Some(Fault::Denied) => Err(StoreError::Denied),
            Some(_) => Ok(()),
            None => {
                self.watch(key);
                self.texts.borrow_mut().remove(key);
                Ok(())
            }
        }
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let keys: Vec<_> = self.texts.borrow().keys().cloned().collect();
        match self.fault() {
            Some(Fault::Full) => Err(StoreError::Full),
            Some(Fault::Denied) => Err(StoreError::Denied),
            Some(Fault::Dropped) => Ok(Vec::new()),
            Some(_) => Ok(keys.into_iter().skip(1).collect()),
            None => Ok(keys),
        }
    }
}

/// One thing that a user does. Plans are named by their id; the tab is 0 or 1.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// Edits a plan and saves it, in a tab. The first save makes the plan.
    Save(usize, u64),
    /// Edits and saves a plan that has grown much.
    SaveLarge(usize, u64),
    /// Opens a plan in a tab.
    Open(usize, u64),
    /// Saves the tab's state beside the plan.
    SaveCopy(usize, u64, u64),
    Rename(u64),
    Duplicate(u64, u64),
    Archive(u64),
    Bin(u64, &'static str),
    Restore(u64),
    Delete(u64),
    EmptyBin(&'static str),
    NoteFile(u64),
    Library,
    Rebuild,
    /// The storage damages the copy that the head points to.
    Damage(u64),
    /// The storage loses the head.
    LoseHead(u64),
    LoseIndex,
}

/// What the user knows about a plan.
#[derive(Default)]
struct Known {
    bodies: Vec<String>,
    reported: u64,
    is_deleted: bool,
    is_damaged: bool,
}

struct Run<'a> {
    store: &'a FaultyStore,
    tabs: [Vault<&'a FaultyStore>; 2],
    bases: [BTreeMap<u64, Stamp>; 2],
    known: BTreeMap<u64, Known>,
    edits: usize,
    failures: usize,
}

fn outline(name: &str) -> Outline {
    Outline { name: name.to_owned(), ..Outline::default() }
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

impl<'a> Run<'a> {
    fn new(store: &'a FaultyStore) -> Self {
        let tabs = [Vault::new(store), Vault::new(store)];
        Self { store, tabs, bases: Default::default(), known: BTreeMap::new(), edits: 0, failures: 0 }
    }

    fn know(&mut self, plan: u64, body: &str) -> &mut Known {
        let known = self.known.entry(plan).or_default();
        known.bodies.push(body.to_owned());
        known
    }

    fn save(&mut self, tab: usize, plan: u64, padding: usize) {
        self.edits += 1;
        let body = format!("{{\"edit\":{},\"notes\":\"{}\"}}", self.edits, "é\\n".repeat(padding));
        self.know(plan, &body);
        let draft = Draft {
            plan: PlanId(plan),
            base: self.bases[tab].get(&plan).copied(),
            saved_at: "2027-03-12T09:30:00Z",
            outline: outline("Norvik"),
            body: &body,
        };
        match self.tabs[tab].save(&draft) {
            Ok(saved) => {
                self.bases[tab].insert(plan, saved.stamp);
                let known = self.known.get_mut(&plan).unwrap();
                known.reported = saved.stamp.revision;
                known.is_deleted = false;
                known.is_damaged = false;
            }
            Err(_) => self.failures += 1,
        }
    }

    fn tell<T, E>(&mut self, result: Result<T, E>) -> Option<T> {
        self.failures += usize::from(result.is_err());
        result.ok()
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Save(tab, plan) => self.save(tab, plan, 3),
            Act::SaveLarge(tab, plan) => self.save(tab, plan, 300),
            Act::Open(tab, plan) => {
                let _ = self.tabs[tab].mark_opened(Some(PlanId(plan)));
                let loaded = self.tabs[tab].load(PlanId(plan));
                if let Some(loaded) = self.tell(loaded) {
                    let known = self.known.entry(plan).or_default();
                    assert!(known.bodies.contains(&loaded.body), "a state that nobody had: {}", loaded.body);
                    self.bases[tab].insert(plan, loaded.stamp);
                }
            }
            Act::SaveCopy(tab, plan, copy) => {
                let body = format!("{{\"copy\":{copy}}}");
                self.know(copy, &body);
                let draft = Draft {
                    plan: PlanId(plan),
                    base: None,
                    saved_at: "",
                    outline: outline("Norvik"),
                    body: &body,
                };
                let saved = self.tabs[tab].save_as_conflict_copy(&draft, PlanId(copy));
                if let Some(saved) = self.tell(saved) {
                    self.known.get_mut(&copy).unwrap().reported = saved.stamp.revision;
                }
            }
            Act::Rename(plan) => {
                let body = "{\"renamed\":true}";
                self.know(plan, body);
                let saved = self.tabs[0].rename(PlanId(plan), "Other", "", |_| Some(body.to_owned()));
                if let Some(saved) = self.tell(saved) {
                    self.known.get_mut(&plan).unwrap().reported = saved.stamp.revision;
                }
            }
            Act::Duplicate(plan, copy) => {
                let body = format!("{{\"duplicate\":{copy}}}");
                self.know(copy, &body);
                let saved =
                    self.tabs[0].duplicate(PlanId(plan), PlanId(copy), "Copy", "", |_| Some(body.clone()));
                if let Some(saved) = self.tell(saved) {
                    self.known.get_mut(&copy).unwrap().reported = saved.stamp.revision;
                }
            }
            Act::Archive(plan) => {
                let done = self.tabs[0].set_archived(PlanId(plan), true);
                self.tell(done);
            }
            Act::Bin(plan, today) => {
                let done = self.tabs[0].bin(PlanId(plan), day(today));
                self.tell(done);
            }
            Act::Restore(plan) => {
                let done = self.tabs[0].restore(PlanId(plan));
                self.tell(done);
            }
            Act::Delete(plan) => {
                self.known.entry(plan).or_default().is_deleted = true;
                self.store.deletes.set(true);
                let done = self.tabs[0].delete(PlanId(plan));
                self.tell(done);
                self.store.deletes.set(false);
            }
            Act::EmptyBin(today) => {
                let (plot, operations) = (self.store.plot.take(), self.store.operations.get());
                let binned = Vault::new(self.store).library().unwrap();
                self.store.plot.set(plot);
                self.store.operations.set(operations);
                let is_over = |left: Option<i32>| left == Some(0);
                for summary in binned.iter().filter(|summary| is_over(summary.bin_days_left(day(today)))) {
                    self.known.entry(summary.id.0).or_default().is_deleted = true;
                }
                self.store.deletes.set(true);
                let done = self.tabs[0].empty_bin(day(today));
                for id in self.tell(done).unwrap_or_default() {
                    // A storage that went back to an old state for good cannot be told from a true one.
                    let went_back = matches!(plot, Some(Plot { fault: Fault::Old, stays: true, .. }));
                    let known = self.known.get_mut(&id.0).unwrap();
                    assert!(known.is_deleted || went_back, "the bin took a plan that was not in it");
                    known.is_deleted = true;
                }
                self.store.deletes.set(false);
            }
            Act::NoteFile(plan) => {
                let done = self.tabs[0].note_file(PlanId(plan), "norvik.pmoplan.json", "2027-03-12", 1);
                self.tell(done);
            }
            Act::Library => {
                let plans = self.tabs[0].library();
                self.tell(plans);
            }
            Act::Rebuild => {
                let plans = self.tabs[0].rebuild_index();
                self.tell(plans);
            }
            Act::Damage(plan) => {
                let head = self.store.raw(&key::head(PlanId(plan))).and_then(|head| Slot::parse(&head));
                let key = key::slot(PlanId(plan), head.unwrap_or(Slot::A));
                if let Some(text) = self.store.raw(&key) {
                    self.store.put(&key, &flipped(&text, 1));
                    self.known.entry(plan).or_default().is_damaged = true;
                }
            }
            Act::LoseHead(plan) => {
                self.store.texts.borrow_mut().remove(&key::head(PlanId(plan)));
            }
            Act::LoseIndex => {
                self.store.texts.borrow_mut().remove(key::INDEX);
            }
        }
    }

    /// Looks at the store without faults, as after a restart.
    fn judge(&self, what: &str) {
        self.store.plot.set(None);
        assert_eq!(*self.store.breaches.borrow(), Vec::<String>::new(), "{what}: invariant d");
        let vault = Vault::new(self.store);
        let library = vault.library().unwrap();
        for (id, known) in &self.known {
            let plan = PlanId(*id);
            if known.is_deleted || known.is_damaged || known.reported == 0 {
                // What the user gave up, the storage broke, or was never reported as saved may be gone, but must
                // not be anything else.
                if let Ok(loaded) = vault.load(plan) {
                    assert!(known.bodies.contains(&loaded.body), "{what}: plan {id}, invariant c");
                }
                continue;
            }
            let loaded =
                vault.load(plan).unwrap_or_else(|error| panic!("{what}: plan {id}, invariant a: {error}"));
            assert!(loaded.stamp.revision >= known.reported, "{what}: plan {id}, invariant b");
            assert!(known.bodies.contains(&loaded.body), "{what}: plan {id}, invariant c");
            assert!(
                library.iter().any(|summary| summary.id == plan),
                "{what}: plan {id} is not in the library"
            );
        }
    }
}

const SCENARIOS: [(&str, &[Act]); 22] = [
    ("a first save", &[Act::Save(0, 1)]),
    ("two saves", &[Act::Save(0, 1), Act::Save(0, 1)]),
    ("many saves", &[Act::Save(0, 1), Act::Save(0, 1), Act::Save(0, 1), Act::Save(0, 1), Act::Save(0, 1)]),
    ("a plan that grows", &[Act::Save(0, 1), Act::SaveLarge(0, 1), Act::Save(0, 1), Act::SaveLarge(0, 1)]),
    (
        "save and reopen",
        &[Act::Save(0, 1), Act::Save(0, 1), Act::Open(0, 1), Act::Save(0, 1), Act::Open(0, 1)],
    ),
    (
        "two plans in turn",
        &[Act::Save(0, 1), Act::Save(0, 2), Act::Save(0, 1), Act::Save(0, 2), Act::Library],
    ),
    (
        "two tabs, two plans",
        &[Act::Save(0, 1), Act::Save(1, 2), Act::Save(0, 1), Act::Save(1, 2), Act::Save(0, 1)],
    ),
    (
        "two tabs, one plan",
        &[Act::Save(0, 1), Act::Open(1, 1), Act::Save(1, 1), Act::Save(0, 1), Act::SaveCopy(0, 1, 9)],
    ),
    (
        "a tab that takes over",
        &[
            Act::Save(0, 1),
            Act::Open(1, 1),
            Act::Save(1, 1),
            Act::Open(0, 1),
            Act::Save(0, 1),
            Act::Save(1, 1),
        ],
    ),
    ("rename", &[Act::Save(0, 1), Act::Save(0, 1), Act::Rename(1), Act::Open(0, 1), Act::Save(0, 1)]),
    ("duplicate", &[Act::Save(0, 1), Act::Duplicate(1, 2), Act::Open(0, 2), Act::Save(0, 2), Act::Library]),
    ("archive", &[Act::Save(0, 1), Act::Save(0, 2), Act::Archive(1), Act::Library, Act::Save(0, 2)]),
    (
        "bin and restore",
        &[Act::Save(0, 1), Act::Bin(1, "2027-01-01"), Act::Restore(1), Act::EmptyBin("2027-06-01")],
    ),
    (
        "bin emptied in time",
        &[
            Act::Save(0, 1),
            Act::Save(0, 2),
            Act::Bin(1, "2027-01-01"),
            Act::EmptyBin("2027-01-20"),
            Act::Library,
        ],
    ),
    (
        "bin emptied when over",
        &[
            Act::Save(0, 1),
            Act::Save(0, 1),
            Act::Save(0, 2),
            Act::Bin(1, "2027-01-01"),
            Act::EmptyBin("2027-02-01"),
        ],
    ),
    (
        "a plan in the bin is saved",
        &[
            Act::Save(0, 1),
            Act::Bin(1, "2027-01-01"),
            Act::Save(0, 1),
            Act::EmptyBin("2027-06-01"),
            Act::Library,
        ],
    ),
    ("delete", &[Act::Save(0, 1), Act::Save(0, 1), Act::Save(0, 2), Act::Delete(1), Act::Library]),
    (
        "deleted in another tab",
        &[
            Act::Save(0, 1),
            Act::Save(0, 1),
            Act::Open(1, 1),
            Act::Delete(1),
            Act::Save(1, 1),
            Act::Save(1, 1),
        ],
    ),
    ("file noted", &[Act::Save(0, 1), Act::NoteFile(1), Act::Save(0, 1), Act::NoteFile(1), Act::Library]),
    ("lost head", &[Act::Save(0, 1), Act::Save(0, 1), Act::LoseHead(1), Act::Open(0, 1), Act::Save(0, 1)]),
    (
        "lost index",
        &[Act::Save(0, 1), Act::Save(0, 2), Act::LoseIndex, Act::Library, Act::Save(0, 1), Act::Rebuild],
    ),
    (
        "damaged copy",
        &[
            Act::Save(0, 1),
            Act::Save(0, 1),
            Act::Damage(1),
            Act::Open(0, 1),
            Act::Save(0, 1),
            Act::Save(0, 1),
        ],
    ),
];

#[test]
fn no_fault_of_the_storage_loses_or_mixes_a_plan() {
    let mut runs = 0;
    let mut told = 0;
    for (name, acts) in SCENARIOS {
        let store = FaultyStore::default();
        let mut calm = Run::new(&store);
        acts.iter().for_each(|act| calm.act(*act));
        let operations = store.operations.get();
        calm.judge(name);
        for fault in FAULTS {
            for at in 1..=operations {
                for stays in [false, true] {
                    let plot = Plot { fault, at, stays };
                    let store = FaultyStore { plot: Cell::new(Some(plot)), ..FaultyStore::default() };
                    let mut run = Run::new(&store);
                    acts.iter().for_each(|act| run.act(*act));
                    run.judge(&format!("{name}, {plot:?}"));
                    runs += 1;
                    told += usize::from(run.failures > 0);
                }
            }
        }
    }
    assert!(runs >= 3000, "only {runs} runs");
    assert!(told > runs / 4, "the faults are not felt: {told} of {runs}");
}

#[test]
fn after_a_fault_the_next_save_of_the_same_tab_works() {
    for fault in FAULTS {
        for at in 1..60 {
            let store = FaultyStore::default();
            let mut run = Run::new(&store);
            run.act(Act::Save(0, 1));
            run.act(Act::Save(0, 1));
            let before = store.operations.get();
            store.plot.set(Some(Plot { fault, at: before + at, stays: false }));
            run.act(Act::Save(0, 1));
            store.plot.set(None);
            let failures = run.failures;
            run.act(Act::Save(0, 1));
            assert_eq!(run.failures, failures, "{fault:?} at {at}");
            let newest = Vault::new(&store).load(PlanId(1)).unwrap().body;
            assert_eq!(Some(&newest), run.known[&1].bodies.last(), "{fault:?} at {at}");
        }
    }
}

fn saved(vault: &Vault<&FaultyStore>, base: Option<Stamp>, body: &str) -> Result<Stamp, SaveError> {
    let draft =
        Draft { plan: PlanId(1), base, saved_at: "2027-03-12T09:30:00Z", outline: outline("Norvik"), body };
    vault.save(&draft).map(|saved| {
        assert_eq!(saved.notes, Vec::<SaveNote>::new());
        saved.stamp
    })
}

#[test]
fn another_tabs_newer_state_is_never_overwritten() {
    let store = FaultyStore::default();
    let (here, there) = (Vault::new(&store), Vault::new(&store));
    let base = saved(&here, None, "{\"n\":1}").unwrap();
    let theirs = saved(&there, Some(base), "{\"n\":2}").unwrap();
    assert_eq!(saved(&here, Some(base), "{\"n\":3}"), Err(SaveError::Newer { revision: 2 }));
    assert_eq!(here.newest_stamp(PlanId(1)), Ok(Some(theirs)));
    let same_number = Stamp { revision: 2, checksum: base.checksum };
    assert_eq!(saved(&here, Some(same_number), "{\"n\":3}"), Err(SaveError::Newer { revision: 2 }));

    let draft =
        Draft { plan: PlanId(1), base: None, saved_at: "", outline: outline("Norvik"), body: "{\"n\":3}" };
    here.save_as_conflict_copy(&draft, PlanId(2)).unwrap();
    let names: Vec<_> = here.library().unwrap().into_iter().map(|plan| plan.name).collect();
    assert_eq!(names, ["Norvik", "Norvik (conflict copy)"]);
}

#[test]
fn records_lie_where_the_recovery_panel_looks() {
    let store = FaultyStore::default();
    let vault = Vault::new(&store);
    saved(&vault, None, "{\"n\":1}").unwrap();
    vault.mark_opened(Some(PlanId(1))).unwrap();
    assert_eq!(store.raw("wavewright/open").as_deref(), Some("1"));
    assert_eq!(store.raw("wavewright/plan/1/head").as_deref(), Some("A"));
    let record: serde_json::Value =
        serde_json::from_str(&store.raw("wavewright/plan/1/slotA").unwrap()).unwrap();
    assert_eq!(record["body"], "{\"n\":1}");
    assert_eq!(record["revision"], 1);
    for field in ["format", "version", "document_id", "saved_at", "length", "checksum"] {
        assert!(record.get(field).is_some(), "{field}");
    }
}

#[test]
fn loading_says_what_was_wrong() {
    let store = FaultyStore::default();
    let vault = Vault::new(&store);
    let first = saved(&vault, None, "{\"n\":1}").unwrap();
    saved(&vault, Some(first), "{\"n\":2}").unwrap();
    assert_eq!(vault.load(PlanId(1)).unwrap().notes, []);

    store.put("wavewright/plan/1/head", "A");
    let loaded = vault.load(PlanId(1)).unwrap();
    assert_eq!(loaded.body, "{\"n\":2}");
    assert_eq!(loaded.notes, [LoadNote::HeadDisagreed { head: Some(Slot::A), loaded: Slot::B }]);

    let torn = half(&store.raw("wavewright/plan/1/slotB").unwrap());
    store.put("wavewright/plan/1/slotB", &torn);
    let loaded = vault.load(PlanId(1)).unwrap();
    assert_eq!((loaded.stamp, loaded.body.as_str()), (first, "{\"n\":1}"));
    assert_eq!(loaded.notes, [LoadNote::SlotDamaged { slot: Slot::B }]);

    store.put("wavewright/plan/1/slotA", "moth");
    assert_eq!(vault.load(PlanId(1)), Err(LoadError::Damaged));
    assert_eq!(vault.load(PlanId(2)), Err(LoadError::Missing));
    assert_eq!(vault.damaged_copies(PlanId(1)).unwrap(), ["moth".to_owned(), torn]);
}

#[test]
fn what_cannot_be_read_is_kept_before_its_slot_is_written() {
    let store = FaultyStore::default();
    let vault = Vault::new(&store);
    let first = saved(&vault, None, "{\"n\":1}").unwrap();
    store.put("wavewright/plan/1/slotB", "moth");
    let second = saved(&vault, Some(first), "{\"n\":2}").unwrap();
    assert_eq!(vault.damaged_copies(PlanId(1)).unwrap(), ["moth"]);
    store.put("wavewright/plan/1/slotA", "rust");
    saved(&vault, Some(second), "{\"n\":3}").unwrap();
    assert_eq!(vault.damaged_copies(PlanId(1)).unwrap(), ["moth", "rust"]);
    vault.forget_rescued(PlanId(1)).unwrap();
    assert_eq!(vault.damaged_copies(PlanId(1)).unwrap(), Vec::<String>::new());
}

#[test]
fn a_plan_deleted_elsewhere_comes_back_with_a_note() {
    let store = FaultyStore::default();
    let vault = Vault::new(&store);
    let base = saved(&vault, None, "{}").unwrap();
    store.deletes.set(true);
    vault.delete(PlanId(1)).unwrap();
    assert_eq!(
        *store.texts.borrow(),
        BTreeMap::from([("wavewright/index".to_owned(), store.raw(key::INDEX).unwrap())])
    );
    let draft = Draft { plan: PlanId(1), base: Some(base), saved_at: "", outline: outline("N"), body: "{}" };
    let saved = vault.save(&draft).unwrap();
    assert_eq!((saved.stamp.revision, saved.notes), (2, vec![SaveNote::WasGone]));
}

#[test]
fn library_shows_what_the_last_save_said() {
    let store = FaultyStore::default();
    let vault = Vault::new(&store);
    let outline = Outline {
        name: "Norvik PMO".to_owned(),
        organisation: "Norvik".to_owned(),
        progress: [
            PartState::Done,
            PartState::Done,
            PartState::Started,
            PartState::NeedsReview,
            PartState::Done,
            PartState::Empty,
        ],
        ..Outline::default()
    };
    let draft =
        Draft { plan: PlanId(1), base: None, saved_at: "then", outline: outline.clone(), body: "{\"é\":1}" };
    vault.save(&draft).unwrap();
    vault.note_file(PlanId(1), "norvik.pmoplan.json", "later", 1).unwrap();
    vault.set_archived(PlanId(1), true).unwrap();
    let plans = vault.library().unwrap();
    let [plan] = plans.as_slice() else { panic!("{plans:?}") };
    assert_eq!((plan.name.as_str(), plan.organisation.as_str(), plan.size), ("Norvik PMO", "Norvik", 7));
    assert_eq!((plan.progress, outline.done_count()), (outline.progress, 3));
    assert_eq!((plan.archived, plan.changes_since_file()), (true, Some(0)));

    store.texts.borrow_mut().remove(key::INDEX);
    let rebuilt = vault.rebuild_index().unwrap();
    assert_eq!((rebuilt[0].name.as_str(), rebuilt[0].archived), ("Norvik PMO", false));
    assert_eq!(vault.set_archived(PlanId(5), true), Err(SaveError::Missing));
}

#[test]
fn nothing_grows_above_ninety_per_cent() {
    let store = FaultyStore::default();
    let vault = Vault::new(&store);
    let base = saved(&vault, None, "{\"n\":\"a longer body\"}").unwrap();
    let base = saved(&vault, Some(base), "{\"n\":\"a longer body\"}").unwrap();
    store.put("another program", &"x".repeat(CAPACITY * 6 / 10));
    assert_eq!(vault.usage().unwrap().fill(), Fill::Tight);
    store.put("another program", &"x".repeat(CAPACITY * 9 / 10));
    assert_eq!(vault.usage().unwrap().fill(), Fill::Full);
    assert_eq!(saved(&vault, Some(base), &"y".repeat(100)), Err(SaveError::AlmostFull { percent: 90 }));
    assert!(saved(&vault, Some(base), "{}").is_ok());
}

#[test]
fn a_text_of_a_later_version_is_neither_read_nor_overwritten() {
    let store = FaultyStore::default();
    let vault = Vault::new(&store);
    let base = saved(&vault, None, "{}").unwrap();
    // A record of version 2, with the checksum that such a version would write.
    let later = include_str!("../fixtures/vault/record_v2.json").trim_end();
    store.put("wavewright/plan/1/slotB", later);
    assert_eq!(vault.load(PlanId(1)), Err(LoadError::NewerShape { version: 2 }));
    assert_eq!(saved(&vault, Some(base), "{}"), Err(SaveError::NewerShape { version: 2 }));
    assert_eq!(store.raw("wavewright/plan/1/slotB").as_deref(), Some(later));
}
