//! Plan against actual: what each placed entry was to take and when, and what it took (PMO fact base 2.7).

pub mod calibration;
pub mod closing;
pub mod fate;
pub mod onward;
pub mod replan;

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::execution::{Actual, DeploymentState};
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;

/// Adoption that is wanted where the plan says nothing, per cent (PMO fact base 6.10).
pub const ADOPTION_TARGET: u8 = 60;

/// One placed entry, planned and as it went.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackedEntry {
    /// The entry.
    pub entry: EntryId,
    /// Number of its wave, from 1.
    pub wave: usize,
    /// The wave is closed.
    pub is_closed: bool,
    /// How far it is.
    pub state: DeploymentState,
    /// Planned launch.
    pub launch: Date,
    /// Day of its launch.
    pub launched_on: Option<Date>,
    /// Planned build effort, person-days.
    pub build_days: f64,
    /// Build effort really spent, person-days.
    pub actual_build_days: Option<f64>,
    /// Run effort really spent in all waves so far, person-days; none where nothing is recorded.
    pub actual_run_days: Option<f64>,
    /// The newest adoption figure, per cent.
    pub adoption_pct: Option<u8>,
    /// Adoption wanted, per cent.
    pub adoption_target_pct: u8,
}

impl TrackedEntry {
    /// Build effort beyond the plan, person-days; below 0 where less was spent.
    pub fn build_difference(&self) -> Option<f64> {
        self.actual_build_days.map(|days| days - self.build_days)
    }

    /// Days after the planned launch; below 0 where it was earlier.
    pub fn delay_days(&self) -> Option<i32> {
        self.launched_on.map(|day| (day.civil() - self.launch.civil()).get_days())
    }
}

/// All placed entries, wave by wave in the order of work.
pub fn tracked_entries(document: &Document, figures: &Figures) -> Vec<TrackedEntry> {
    let nothing = Actual::default();
    let waves = document.waves.iter().enumerate();
    waves
        .flat_map(|(index, wave)| {
            let items = wave.items.iter().zip(figures.launch_days(index));
            items.map(move |(item, launch)| (index + 1, wave, item, *launch))
        })
        .map(|(number, wave, item, launch)| {
            let actual = document.execution.actuals.get(&item.entry).unwrap_or(&nothing);
            let entry = figures.entry(&item.entry);
            let adoption = actual.adoption_90_pct.or(actual.adoption_60_pct).or(actual.adoption_30_pct);
            TrackedEntry {
                entry: item.entry.clone(),
                wave: number,
                is_closed: wave.finished,
                state: actual.state,
                launch,
                launched_on: actual.launched_on,
                build_days: entry.map_or(0.0, |entry| entry.build_days),
                actual_build_days: actual.build_days.map(|days| days.get()),
                actual_run_days: (!actual.run_days.is_empty())
                    .then(|| actual.run_days.iter().map(|run| run.days.get()).sum()),
                adoption_pct: adoption.map(|share| share.get()),
                adoption_target_pct: actual.adoption_target_pct.map_or(ADOPTION_TARGET, |share| share.get()),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scalar::{Amount, Percent};

    #[test]
    fn what_happened_stands_beside_the_plan() {
        let mut document = Example::Norvik.document().unwrap();
        let entry = EntryId::from("pmo-charter");
        let actual = Actual {
            state: DeploymentState::Launched,
            build_days: Amount::new(12.0).ok(),
            launched_on: Date::parse("2027-04-02").ok(),
            adoption_30_pct: Percent::new(40).ok(),
            ..Actual::default()
        };
        document.execution.actuals.insert(entry.clone(), actual);
        document.waves[0].items[0].launch_date = Date::parse("2027-03-30").ok();
        let rows = tracked_entries(&document, &Figures::of(&document));
        let row = rows.iter().find(|row| row.entry == entry).unwrap();
        assert_eq!(row.state, DeploymentState::Launched);
        assert_eq!((row.wave, row.adoption_pct, row.adoption_target_pct), (1, Some(40), 60));
        assert_eq!(row.build_difference(), Some(12.0 - row.build_days));
        assert_eq!(row.delay_days(), Some(3));
        assert_eq!(row.actual_run_days, None);
    }

    #[test]
    fn every_placed_entry_is_tracked() {
        let document = Example::Halden.document().unwrap();
        let rows = tracked_entries(&document, &Figures::of(&document));
        assert_eq!(rows.len(), 36);
        assert!(rows.iter().all(|row| row.build_difference().is_none() || row.actual_build_days.is_some()));
    }
}
