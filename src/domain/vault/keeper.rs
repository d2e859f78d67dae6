//! Saving and loading by two slots per plan: write the older one, read it back, only then point to it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use thiserror::Error;

use super::index::Outline;
use super::key::{self, Slot};
use super::record::{Reading, Record, Stamp};
use super::store::{Store, StoreError, utf16_length};
use super::usage::{Fill, Usage};
use crate::domain::json;
use crate::domain::model::ids::PlanId;

/// Keeps plans in a store. One per tab, for as long as the tab lives.
#[derive(Debug)]
pub struct Vault<S> {
    pub(super) store: S,
    /// Records that this tab wrote but could not verify. Found later as the newest copy, they are no other tab's work.
    unconfirmed: RefCell<BTreeMap<PlanId, Stamp>>,
}

/// A state of a plan that is to be saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft<'a> {
    /// The plan.
    pub plan: PlanId,
    /// The state that was last loaded or saved here; nothing for a plan that was never saved.
    pub base: Option<Stamp>,
    /// Now, as text.
    pub saved_at: &'a str,
    /// What the library shows.
    pub outline: Outline,
    /// The plan's file text.
    pub body: &'a str,
}

/// A state that is safely kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The base of the next save.
    pub stamp: Stamp,
    /// What did not work beside it; the plan itself is safe.
    pub notes: Vec<SaveNote>,
}

/// What did not work although the plan is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveNote {
    /// The slot could not be pointed to; loading finds it by its revision.
    HeadNotWritten,
    /// The library shows an older state.
    IndexNotWritten,
    /// Another tab deleted the plan, or the browser cleared it: it is back now.
    WasGone,
}

/// A state as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The base of the next save.
    pub stamp: Stamp,
    /// When it was saved.
    pub saved_at: String,
    /// What the library shows of it.
    pub outline: Outline,
    /// The plan's file text.
    pub body: String,
    /// What was not as it should be.
    pub notes: Vec<LoadNote>,
}

/// What was not as it should be, although a whole copy was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadNote {
    /// The head points elsewhere than to the newest whole copy: a save or the storage was interrupted.
    HeadDisagreed {
        /// Where the head points, if anywhere.
        head: Option<Slot>,
        /// What was loaded.
        loaded: Slot,
    },
    /// The other copy cannot be read.
    SlotDamaged {
        /// Which one.
        slot: Slot,
    },
}

/// Why a state was not saved. What was stored before is still there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SaveError {
    /// Another tab saved in between.
    #[error(
        "Another tab saved a newer state of this plan (number {revision}).\nKeep yours as a copy, or load the newer one."
    )]
    Newer {
        /// Number of the stored state.
        revision: u64,
    },
    /// A later version of the app wrote the stored copy.
    #[error(
        "A newer Wavewright keeps this plan in this browser (form {version}).\nReload the page to get that version."
    )]
    NewerShape {
        /// Version of the record's shape.
        version: u32,
    },
    /// The store took the text and gave back another one.
    #[error("This browser did not keep what was saved.\nDownload the plan now.")]
    NotVerified,
    /// So little room is left that plans may not grow.
    #[error(
        "The storage of this browser is {percent} % full.\nDownload the plan now; then archive or delete an old one."
    )]
    AlmostFull {
        /// Share that the storage would have after the save.
        percent: usize,
    },
    /// There is no such plan.
    #[error("This plan is not in this browser any more.")]
    Missing,
    /// No copy of the plan can be read.
    #[error(
        "No copy of this plan in this browser can be read.\nDownload the damaged copies, then open your last file."
    )]
    Damaged,
    /// The file text of the plan could not be changed.
    #[error("This plan could not be changed.\nOpen it to see why.")]
    NotChanged,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why nothing was loaded. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LoadError {
    /// There is no such plan.
    #[error("This plan is not in this browser any more.")]
    Missing,
    /// There are copies, but none of them is whole.
    #[error(
        "No copy of this plan in this browser can be read.\nDownload the damaged copies, then open your last file."
    )]
    Damaged,
    /// A later version of the app wrote a copy.
    #[error(
        "A newer Wavewright keeps this plan in this browser (form {version}).\nReload the page to get that version."
    )]
    NewerShape {
        /// Version of the record's shape.
        version: u32,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<LoadError> for SaveError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Missing => Self::Missing,
            LoadError::Damaged => Self::Damaged,
            LoadError::NewerShape { version } => Self::NewerShape { version },
            LoadError::Store(error) => Self::Store(error),
        }
    }
}

impl<S: Store> Vault<S> {
    /// A vault over a store.
    pub fn new(store: S) -> Self {
        Self { store, unconfirmed: RefCell::default() }
    }

    /// Saves a state: writes the slot that does not hold the newest copy, reads it back, points to it, updates the list.
    ///
    /// Refuses where the stored state is not the one that the draft is based on, whoever wrote it.
    pub fn save(&self, draft: &Draft<'_>) -> Result<Saved, SaveError> {
        let base_revision = draft.base.map_or(0, |stamp| stamp.revision);
        let survey = self.survey(draft.plan, base_revision)?;
        if let Some(version) = survey.newer_shape() {
            return Err(SaveError::NewerShape { version });
        }
        let stored = survey.newest().map(|(_, record)| record.stamp());
        let stored_revision = stored.map_or(0, |stamp| stamp.revision);
        if stored_revision >= base_revision && stored.is_some() && !self.is_own(draft, stored) {
            return Err(SaveError::Newer { revision: stored_revision });
        }

        let target = survey.target();
        let revision = base_revision.max(stored_revision) + 1;
        let record = Record::new(draft.plan, revision, draft.saved_at, &draft.outline, draft.body);
        let text = record.to_text();
        let key = key::slot(draft.plan, target);
        self.check_room(&key, &text)?;
        if let Found::Damaged(damaged) = survey.found(target) {
            self.rescue(draft.plan, damaged)?;
        }
        self.unconfirmed.borrow_mut().insert(draft.plan, record.stamp());
        self.set_verified(&key, &text)?;
        self.unconfirmed.borrow_mut().remove(&draft.plan);

        let mut notes = Vec::new();
        if draft.base.is_some() && survey.is_empty() {
            notes.push(SaveNote::WasGone);
        }
        if self.set_verified(&key::head(draft.plan), target.as_str()).is_err() {
            notes.push(SaveNote::HeadNotWritten);
        }
        if self.list_saved(&record, draft.plan).is_err() {
            notes.push(SaveNote::IndexNotWritten);
        }
        Ok(Saved { stamp: record.stamp(), notes })
    }

    /// Saves a state beside the plan that another tab changed, as a plan of its own. The caller has given the file
    /// text the new id.
    pub fn save_as_conflict_copy(&self, draft: &Draft<'_>, copy: PlanId) -> Result<Saved, SaveError> {
        let mut draft = Draft { plan: copy, base: None, ..draft.clone() };
        draft.outline.name.push_str(" (conflict copy)");
        self.save(&draft)
    }

    /// Loads the newest whole copy, and says what was wrong with the others.
    pub fn load(&self, plan: PlanId) -> Result<Loaded, LoadError> {
        let survey = self.survey(plan, 0)?;
        if let Some(version) = survey.newer_shape() {
            return Err(LoadError::NewerShape { version });
        }
        if survey.is_empty() {
            return Err(LoadError::Missing);
        }
        let Some((slot, record)) = survey.newest() else { return Err(LoadError::Damaged) };
        let mut notes = Vec::new();
        if survey.head != Some(slot) {
            notes.push(LoadNote::HeadDisagreed { head: survey.head, loaded: slot });
        }
        if matches!(survey.found(slot.other()), Found::Damaged(_)) {
            notes.push(LoadNote::SlotDamaged { slot: slot.other() });
        }
        Ok(Loaded {
            stamp: record.stamp(),
            saved_at: record.saved_at().to_owned(),
            outline: record.outline(),
            body: record.body().to_owned(),
            notes,
        })
    }

    /// The newest stored state of a plan. News from another tab may arrive before its text: ask until this agrees.
    pub fn newest_stamp(&self, plan: PlanId) -> Result<Option<Stamp>, StoreError> {
        Ok(self.survey(plan, 0)?.newest().map(|(_, record)| record.stamp()))
    }

    /// Every text of a plan that could not be read, as it is, for the user to keep.
    pub fn damaged_copies(&self, plan: PlanId) -> Result<Vec<String>, StoreError> {
        let survey = self.survey(plan, 0)?;
        let mut texts = self.rescued(plan)?;
        for slot in Slot::BOTH {
            if let Found::Damaged(text) = survey.found(slot)
                && !texts.contains(text)
            {
                texts.push(text.clone());
            }
        }
        Ok(texts)
    }

    /// Gives up the rescued texts of a plan, once the user has them.
    pub fn forget_rescued(&self, plan: PlanId) -> Result<(), StoreError> {
        self.store.remove(&key::rescued(plan))
    }

    /// How much of the storage is taken.
    pub fn usage(&self) -> Result<Usage, StoreError> {
        let mut used = 0;
        for key in self.store.keys()? {
            used += utf16_length(&key) + self.store.length(&key)?.unwrap_or(0);
        }
        Ok(Usage { used })
    }

    /// Writes a text and makes sure that it is there. A second look tells a bad reading from a bad writing.
    pub(super) fn set_verified(&self, key: &str, text: &str) -> Result<(), SaveError> {
        self.store.set(key, text)?;
        let is_kept = || Ok::<_, StoreError>(self.store.get(key)?.as_deref() == Some(text));
        if is_kept()? || is_kept()? { Ok(()) } else { Err(SaveError::NotVerified) }
    }

    /// Looks at both slots and the head. Looks twice where something is odd and keeps the better reading of each slot:
    /// a bad reading must not decide which copy is overwritten.
    pub(super) fn survey(&self, plan: PlanId, expected_revision: u64) -> Result<Survey, StoreError> {
        let first = self.look(plan)?;
        if first.is_consistent(expected_revision) {
            return Ok(first);
        }
        let second = self.look(plan)?;
        let (a, b) = (first.a.better(second.a), first.b.better(second.b));
        Ok(Survey { head: second.head.or(first.head), a, b })
    }

    fn look(&self, plan: PlanId) -> Result<Survey, StoreError> {
        let head = self.store.get(&key::head(plan))?;
        let find = |slot| {
            let text = self.store.get(&key::slot(plan, slot))?;
            Ok::<_, StoreError>(text.map_or(Found::Nothing, |text| match Record::read(plan, &text) {
                Reading::Whole(record) => Found::Whole(record),
                Reading::Newer { version } => Found::Newer(version),
                Reading::Damaged => Found::Damaged(text),
            }))
        };
        Ok(Survey { head: head.and_then(|text| Slot::parse(&text)), a: find(Slot::A)?, b: find(Slot::B)? })
    }

    /// Whether the stored state is the one that the draft is based on, or one that this tab wrote unverified.
    fn is_own(&self, draft: &Draft<'_>, stored: Option<Stamp>) -> bool {
        stored == draft.base || stored.as_ref() == self.unconfirmed.borrow().get(&draft.plan)
    }

    fn check_room(&self, key: &str, text: &str) -> Result<(), SaveError> {
        // A meter that fails is no reason to refuse: a full store says so itself.
        let Ok(usage) = self.usage() else { return Ok(()) };
        let replaced = self.store.length(key).ok().flatten();
        let length = utf16_length(text);
        let key_length = if replaced.is_some() { 0 } else { utf16_length(key) };
        let after = Usage { used: usage.used.saturating_sub(replaced.unwrap_or(0)) + length + key_length };
        if after.fill() == Fill::Full && length > replaced.unwrap_or(0) {
            return Err(SaveError::AlmostFull { percent: after.percent() });
        }
        Ok(())
    }

    /// Copies a text that cannot be read, so that its slot may be written.
    fn rescue(&self, plan: PlanId, damaged: &str) -> Result<(), SaveError> {
        let mut texts = self.rescued(plan)?;
        if texts.iter().any(|text| text == damaged) {
            return Ok(());
        }
        texts.push(damaged.to_owned());
        let list = serde_json::to_string(&texts).unwrap_or_default();
        self.set_verified(&key::rescued(plan), &list)
    }

    fn rescued(&self, plan: PlanId) -> Result<Vec<String>, StoreError> {
        let Some(list) = self.store.get(&key::rescued(plan))? else { return Ok(Vec::new()) };
        Ok(json::parse(&list).unwrap_or_else(|_| vec![list]))
    }
}

/// What lies in the places of a plan.
#[derive(Debug)]
pub(super) struct Survey {
    head: Option<Slot>,
    a: Found,
    b: Found,
}

/// What lies in a slot.
#[derive(Debug)]
pub(super) enum Found {
    Nothing,
    Whole(Box<Record>),
    Newer(u32),
    Damaged(String),
}

impl Found {
    /// The reading to believe: one whose checksum held, and of those the later state.
    fn better(self, other: Self) -> Self {
        let rank = |found: &Self| match found {
            Self::Nothing => (0, 0),
            Self::Damaged(_) => (1, 0),
            Self::Whole(record) => (2, record.revision()),
            Self::Newer(_) => (3, 0),
        };
        if rank(&other) >= rank(&self) { other } else { self }
    }
}

impl Survey {
    pub(super) fn found(&self, slot: Slot) -> &Found {
        match slot {
            Slot::A => &self.a,
            Slot::B => &self.b,
        }
    }

    /// The whole copy with the highest revision; of two equal ones, the one that the head points to.
    pub(super) fn newest(&self) -> Option<(Slot, &Record)> {
        let whole = |slot| match self.found(slot) {
            Found::Whole(record) => Some((slot, record.as_ref())),
            _ => None,
        };
        match (whole(Slot::A), whole(Slot::B)) {
            (Some(a), Some(b)) => {
                let is_b_newer = b.1.revision() > a.1.revision()
                    || (b.1.revision() == a.1.revision() && self.head == Some(Slot::B));
                Some(if is_b_newer { b } else { a })
            }
            (a, b) => a.or(b),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        Slot::BOTH.into_iter().all(|slot| matches!(self.found(slot), Found::Nothing))
    }

    /// The slot to write: the one without the newest whole copy; without any, an empty one before a damaged one.
    fn target(&self) -> Slot {
        let empty = || Slot::BOTH.into_iter().find(|slot| matches!(self.found(*slot), Found::Nothing));
        match (self.newest(), self.head) {
            (Some((newest, _)), _) => newest.other(),
            (None, Some(head)) => empty().unwrap_or(head.other()),
            (None, None) => empty().unwrap_or(Slot::A),
        }
    }

    fn newer_shape(&self) -> Option<u32> {
        Slot::BOTH.into_iter().find_map(|slot| match self.found(slot) {
            Found::Newer(version) => Some(*version),
            _ => None,
        })
    }

    fn is_consistent(&self, expected_revision: u64) -> bool {
        let is_damaged = Slot::BOTH.into_iter().any(|slot| matches!(self.found(slot), Found::Damaged(_)));
        let newest = self.newest();
        !is_damaged
            && self.head == newest.map(|(slot, _)| slot)
            && newest.map_or(0, |(_, record)| record.revision()) >= expected_revision
    }
}
