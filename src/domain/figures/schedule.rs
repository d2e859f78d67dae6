//! When work on each entry goes on inside its wave, so that bars can be drawn.
//!
//! A plan orders the work of a wave and dates only some launches. The weeks of work follow the calendar-time rule
//! (PMO fact base 3.1) with the wave's own staff shared by its entries; starts are spread in the order of work, so
//! that the first entry begins with the wave, and each ends on the day of its launch. Prerequisites come first: what another
//! entry of the wave needs is begun no later than that, and launched no later either, as far as no day was entered.

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::timeline::{WaveSpan, first_day_of_work, needs, settle, work_weeks};
use crate::domain::model::document::Document;
use crate::domain::model::entry::{CatalogueGroup, EntryKind};
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::{Wave, WaveItem};

/// Work on one entry, up to its launch.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkBar {
    /// The entry.
    pub entry: EntryId,
    /// Its short name.
    pub name: String,
    /// Product or service.
    pub kind: EntryKind,
    /// Its catalogue group.
    pub group: CatalogueGroup,
    /// Its wave, counted from 1.
    pub wave: usize,
    /// Its place in the order of work, counted from 1.
    pub place: usize,
    /// First day of work.
    pub from: Date,
    /// Last day of work, when it is launched.
    pub to: Date,
    /// Build effort, person-days.
    pub build_days: f64,
    /// Run effort, person-days a month.
    pub run_days_per_month: f64,
}

/// The work of every placed entry, by wave and order of work. Entries that the catalogue does not know are left out.
pub fn schedule(document: &Document, figures: &Figures) -> Vec<WorkBar> {
    let catalogue = Catalogue::of(document);
    let mut bars = Vec::new();
    for (index, (wave, span)) in document.waves.iter().zip(&figures.spans).enumerate() {
        let fte = figures.office.get(index).map_or(0.0, |office| office.fte);
        let entries: Vec<Option<&ResolvedEntry>> =
            wave.items.iter().map(|item| figures.entry(&item.entry)).collect();
        let launches = figures.launch_days(index);
        let starts = first_days(wave, &entries, launches, span, fte);
        let items = wave.items.iter().zip(&entries).zip(starts.into_iter().zip(launches));
        for (place, ((item, entry), (from, to))) in items.enumerate() {
            let Some(entry) = entry else { continue };
            bars.push(WorkBar {
                entry: item.entry.clone(),
                name: catalogue.short_name(&item.entry),
                kind: entry.kind,
                group: entry.group,
                wave: index + 1,
                place: place + 1,
                from,
                to: *to,
                build_days: entry.build_days,
                run_days_per_month: entry.run_days_per_month,
            });
        }
    }
    bars
}

/// Weeks of work on an entry of a wave, which shares the people of the office with the others there.
pub fn weeks_of(wave: &Wave, item: &WaveItem, entry: Option<&ResolvedEntry>, fte: f64) -> f64 {
    let is_pilot_service = item.pilot && entry.is_some_and(|entry| entry.kind == EntryKind::Service);
    let effort = entry.map_or(0.0, |entry| entry.build_days);
    work_weeks(effort, fte / wave.items.len() as f64, is_pilot_service)
}

/// First days of work in a wave, in its order of work: each in its turn, and what another one needs no later than that one.
fn first_days(
    wave: &Wave,
    entries: &[Option<&ResolvedEntry>],
    launches: &[Date],
    span: &WaveSpan,
    fte: f64,
) -> Vec<Date> {
    let effort = |entry: &Option<&ResolvedEntry>| entry.map_or(0.0, |entry| entry.build_days);
    let total: f64 = entries.iter().map(effort).sum();
    let mut before = 0.0;
    let mut starts = Vec::with_capacity(entries.len());
    for ((item, entry), launch) in wave.items.iter().zip(entries).zip(launches) {
        let effort = effort(entry);
        let others = total - effort;
        let share = if others > 0.0 { before / others } else { 0.0 };
        before += effort;
        let weeks = weeks_of(wave, item, *entry, fte);
        starts.push(first_day_of_work(*launch, item.launch_date.is_some(), span, weeks, share));
    }
    settle(&mut starts, &needs(entries), |starts, (later, needed)| {
        let is_free = wave.items.get(needed).is_some_and(|item| item.launch_date.is_none());
        let day = (*starts.get(later)?).max(span.start);
        (is_free && day < *starts.get(needed)?).then_some((needed, day))
    });
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::tracking::tracked_entries;

    fn norvik(change: impl FnOnce(&mut Document)) -> Vec<WorkBar> {
        let mut document = Example::Norvik.document().unwrap();
        change(&mut document);
        let figures = Figures::of(&document);
        schedule(&document, &figures)
    }

    #[test]
    fn work_starts_with_the_wave_and_ends_with_it_or_early() {
        let bars = norvik(|_| {});
        let wave: Vec<&WorkBar> = bars.iter().filter(|bar| bar.wave == 2).collect();
        assert_eq!(wave.first().unwrap().from.to_string(), "2027-04-01");
        let last_days: Vec<_> = wave.iter().map(|bar| bar.to.to_string()).collect();
        // The third is no quick win.
        assert_eq!(last_days, ["2027-05-16", "2027-05-16", "2027-06-30", "2027-05-16"]);
        assert_eq!(bars.len(), 15);
    }

    #[test]
    fn work_ends_on_the_launch_day_that_tracking_and_health_check_use() {
        for example in Example::ALL {
            let document = example.document().unwrap();
            let figures = Figures::of(&document);
            let bars = schedule(&document, &figures);
            let tracked = tracked_entries(&document, &figures);
            assert_eq!(bars.len(), tracked.len());
            for (bar, tracked) in bars.iter().zip(&tracked) {
                assert_eq!((&bar.entry, bar.to), (&tracked.entry, tracked.launch));
            }
        }
    }

    #[test]
    fn an_entered_launch_day_holds() {
        let day = Date::parse("2027-02-10").unwrap();
        let bars = norvik(|document| document.waves[0].items[0].launch_date = Some(day));
        assert_eq!(bars[0].to, day);
        assert!(bars[0].from < day);
    }
}
