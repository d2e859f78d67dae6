//! What the library does with whole plans: list, rename, duplicate, archive, bin, delete.

use std::collections::BTreeSet;

use super::index::{self, PlanSummary};
use super::keeper::{Draft, Found, SaveError, Saved, Vault};
use super::key::{self, Slot};
use super::record::Record;
use super::store::{Store, StoreError};
use crate::domain::model::ids::PlanId;
use crate::domain::model::scalar::Date;
use crate::domain::order;

/// Name in the list of a plan of which no copy can be read.
pub const UNREADABLE_NAME: &str = "Plan that cannot be read";

impl<S: Store> Vault<S> {
    /// Every plan in this browser, by id. Plans that the stored list lacks are read from their slots.
    pub fn library(&self) -> Result<Vec<PlanSummary>, StoreError> {
        let listed = self.stored_index()?.unwrap_or_default();
        let ids = self.stored_ids()?;
        let mut plans: Vec<_> = listed.into_iter().filter(|plan| ids.contains(&plan.id)).collect();
        for id in ids {
            if plans.iter().all(|plan| plan.id != id) {
                plans.push(self.summary_from_slots(id)?);
            }
        }
        order::by_key(&mut plans, |plan| plan.id);
        Ok(plans)
    }

    /// Makes the list again from the slots. What only the list knew is forgotten: files, archive and bin.
    pub fn rebuild_index(&self) -> Result<Vec<PlanSummary>, SaveError> {
        let mut plans = self.plans_from_slots()?;
        self.set_verified(key::INDEX, &index::to_text(&mut plans))?;
        Ok(plans)
    }

    /// Gives a plan another name; `rewrite` puts it into the file text. Not for the plan that is open: there the name
    /// is an edit like any other.
    pub fn rename(
        &self,
        plan: PlanId,
        name: &str,
        saved_at: &str,
        rewrite: impl FnOnce(&str) -> Option<String>,
    ) -> Result<Saved, SaveError> {
        let loaded = self.load(plan)?;
        let body = rewrite(&loaded.body).ok_or(SaveError::NotChanged)?;
        let mut outline = loaded.outline;
        name.clone_into(&mut outline.name);
        self.save(&Draft { plan, base: Some(loaded.stamp), saved_at, outline, body: &body })
    }

    /// Makes a second plan from the newest copy of one; `rewrite` puts the new id and name into the file text.
    pub fn duplicate(
        &self,
        plan: PlanId,
        copy: PlanId,
        name: &str,
        saved_at: &str,
        rewrite: impl FnOnce(&str) -> Option<String>,
    ) -> Result<Saved, SaveError> {
        let loaded = self.load(plan)?;
        let body = rewrite(&loaded.body).ok_or(SaveError::NotChanged)?;
        let mut outline = loaded.outline;
        name.clone_into(&mut outline.name);
        self.save(&Draft { plan: copy, base: None, saved_at, outline, body: &body })
    }

    /// Puts a plan away, or back into the list.
    pub fn set_archived(&self, plan: PlanId, is_archived: bool) -> Result<(), SaveError> {
        self.change_summary(plan, |summary| summary.archived = is_archived)
    }

    /// Puts a plan into the bin, from where [`Self::empty_bin`] takes it after 30 days.
    pub fn bin(&self, plan: PlanId, today: Date) -> Result<(), SaveError> {
        self.change_summary(plan, |summary| summary.binned_on = Some(today))
    }

    /// Takes a plan out of the bin.
    pub fn restore(&self, plan: PlanId) -> Result<(), SaveError> {
        self.change_summary(plan, |summary| summary.binned_on = None)
    }

    /// Notes that a state of a plan was written to a file.
    pub fn note_file(&self, plan: PlanId, name: &str, at: &str, revision: u64) -> Result<(), SaveError> {
        self.change_summary(plan, |summary| {
            summary.last_file_name = Some(name.to_owned());
            summary.last_file_at = Some(at.to_owned());
            summary.last_file_revision = Some(revision);
        })
    }

    /// Deletes a plan for good. Interrupted, it leaves the newest copy to the last.
    pub fn delete(&self, plan: PlanId) -> Result<(), SaveError> {
        let newest = self.survey(plan, 0)?.newest().map_or(Slot::A, |(slot, _)| slot);
        self.remove_verified(&key::slot(plan, newest.other()))?;
        self.remove_verified(&key::slot(plan, newest))?;
        self.remove_verified(&key::head(plan))?;
        self.remove_verified(&key::rescued(plan))?;
        if self.last_opened()? == Some(plan) {
            self.mark_opened(None)?;
        }
        let mut plans = self.index_to_change()?;
        plans.retain(|summary| summary.id != plan);
        self.set_verified(key::INDEX, &index::to_text(&mut plans))
    }

    /// Deletes what has been in the bin for 30 days and gives the ids. A plan that was saved after it went into the
    /// bin is taken out instead.
    pub fn empty_bin(&self, today: Date) -> Result<Vec<PlanId>, SaveError> {
        let is_over = |summary: &PlanSummary| summary.bin_days_left(today) == Some(0);
        let mut deleted = Vec::new();
        for summary in self.library()?.into_iter().filter(is_over) {
            let newest = self.newest_stamp(summary.id)?;
            // Looked at again for each plan: nobody is asked here, so one bad reading must not delete anything.
            let is_still_over = self.library()?.contains(&summary);
            if newest.is_some_and(|stamp| stamp.revision > summary.revision) {
                self.restore(summary.id)?;
            } else if is_still_over {
                self.delete(summary.id)?;
                deleted.push(summary.id);
            }
        }
        Ok(deleted)
    }

    /// The plan opened last.
    pub fn last_opened(&self) -> Result<Option<PlanId>, StoreError> {
        Ok(self.store.get(key::OPEN)?.and_then(|text| key::parse_id(&text)))
    }

    /// Notes the plan opened last, for the next start and for the recovery panel.
    pub fn mark_opened(&self, plan: Option<PlanId>) -> Result<(), StoreError> {
        match plan {
            Some(plan) => self.store.set(key::OPEN, &plan.to_string()),
            None => self.store.remove(key::OPEN),
        }
    }

    /// Brings the list up to a saved state. Saving takes a plan out of the bin: it is in use.
    pub(super) fn list_saved(&self, record: &Record, plan: PlanId) -> Result<(), SaveError> {
        let mut plans = self.index_to_change()?;
        if plans.iter().all(|summary| summary.id != plan) {
            plans.push(PlanSummary { id: plan, ..PlanSummary::default() });
        }
        for summary in plans.iter_mut().filter(|summary| summary.id == plan) {
            summary.follow(record);
            summary.binned_on = None;
        }
        self.set_verified(key::INDEX, &index::to_text(&mut plans))
    }

    fn change_summary(&self, plan: PlanId, change: impl FnOnce(&mut PlanSummary)) -> Result<(), SaveError> {
        let mut plans = self.index_to_change()?;
        if plans.iter().all(|summary| summary.id != plan) && self.stored_ids()?.contains(&plan) {
            plans.push(self.summary_from_slots(plan)?);
        }
        let summary = plans.iter_mut().find(|summary| summary.id == plan).ok_or(SaveError::Missing)?;
        change(summary);
        self.set_verified(key::INDEX, &index::to_text(&mut plans))
    }

    fn remove_verified(&self, key: &str) -> Result<(), SaveError> {
        self.store.remove(key)?;
        if self.store.get(key)?.is_none() { Ok(()) } else { Err(SaveError::NotVerified) }
    }

    fn index_to_change(&self) -> Result<Vec<PlanSummary>, StoreError> {
        self.stored_index()?.map_or_else(|| self.plans_from_slots(), Ok)
    }

    /// The stored list. Looks twice: a bad reading would cost what only the list knows.
    fn stored_index(&self) -> Result<Option<Vec<PlanSummary>>, StoreError> {
        let read = || Ok::<_, StoreError>(self.store.get(key::INDEX)?.and_then(|text| index::parse(&text)));
        Ok(match read()? {
            Some(plans) => Some(plans),
            None => read()?,
        })
    }

    fn plans_from_slots(&self) -> Result<Vec<PlanSummary>, StoreError> {
        self.stored_ids()?.into_iter().map(|id| self.summary_from_slots(id)).collect()
    }

    fn stored_ids(&self) -> Result<BTreeSet<PlanId>, StoreError> {
        Ok(self.store.keys()?.iter().filter_map(|key| Some(key::parse_slot(key)?.0)).collect())
    }

    fn summary_from_slots(&self, plan: PlanId) -> Result<PlanSummary, StoreError> {
        let survey = self.survey(plan, 0)?;
        let mut summary = PlanSummary { id: plan, ..PlanSummary::default() };
        match survey.newest() {
            Some((_, record)) => summary.follow(record),
            None => {
                UNREADABLE_NAME.clone_into(&mut summary.name);
                let damaged = Slot::BOTH.into_iter().map(|slot| match survey.found(slot) {
                    Found::Damaged(text) => super::store::utf16_length(text),
                    _ => 0,
                });
                summary.size = damaged.sum();
            }
        }
        Ok(summary)
    }
}
