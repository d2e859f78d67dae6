//! Dates of waves and launches (PMO fact base 2.6, 3.1).

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil;

use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::{Wave, WaveItem};

use super::entry::ResolvedEntry;
use super::number::TOLERANCE;

/// First and last day of a wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaveSpan {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Length in months.
    pub months: f64,
}

impl WaveSpan {
    /// Number of days, both ends included.
    pub fn days(&self) -> i32 {
        (self.end.civil() - self.start.civil()).get_days() + 1
    }

    /// Whether a day lies in the wave.
    pub fn contains(&self, day: Date) -> bool {
        (self.start..=self.end).contains(&day)
    }
}

/// Adds whole months by the calendar and a fraction as days of a thirty-day month.
fn after_months(start: civil::Date, months: f64) -> civil::Date {
    let whole = (months + TOLERANCE).floor();
    let days = ((months - whole) * 30.0).round();
    let by_month = start.saturating_add((whole as i64).months());
    by_month.saturating_add((days as i64).days())
}

/// The waves' dates: wave 1 starts on the plan's start date, the next the day after the last one ends.
pub fn spans(document: &Document) -> Vec<WaveSpan> {
    let mut start = document.plan.start_date.civil();
    let mut spans = Vec::with_capacity(document.waves.len());
    for wave in &document.waves {
        let months = wave.length_months.value();
        let next = after_months(start, months);
        let end = next.saturating_sub(1.day());
        spans.push(WaveSpan { start: Date::clamped(start), end: Date::clamped(end), months });
        start = next;
    }
    spans
}

/// The launch days of a wave, in the order of work: as entered; else the middle of the wave for a quick win, its last day for
/// others, but inside the wave never before the launch of a hard prerequisite in the same wave, which must be in use first
/// (PMO fact base 3.1). `entries` resolves each item.
pub fn launch_days(wave: &Wave, entries: &[Option<&ResolvedEntry>], span: &WaveSpan) -> Vec<Date> {
    let half = i64::from(span.days() / 2);
    let middle = Date::clamped(span.start.civil().saturating_add(half.days()));
    let usual = |entry: &Option<&ResolvedEntry>| {
        if entry.is_some_and(|entry| entry.quick_win) { middle } else { span.end }
    };
    let entered = |item: &WaveItem| item.launch_date;
    let items = wave.items.iter().zip(entries);
    let mut days: Vec<Date> =
        items.map(|(item, entry)| entered(item).unwrap_or_else(|| usual(entry))).collect();
    settle(&mut days, &needs(entries), |days, (later, needed)| {
        let is_free = wave.items.get(later).is_some_and(|item| entered(item).is_none());
        let day = (*days.get(needed)?).min(span.end);
        (is_free && *days.get(later)? < day).then_some((later, day))
    });
    days
}

/// Hard prerequisites inside a wave, as places in its order of work: who needs, and what.
pub fn needs(entries: &[Option<&ResolvedEntry>]) -> Vec<(usize, usize)> {
    let places: BTreeMap<&EntryId, usize> =
        entries.iter().enumerate().filter_map(|(place, entry)| Some((&(*entry)?.id, place))).collect();
    let of_entry = |(place, entry): (usize, &Option<&ResolvedEntry>)| {
        let needed = entry.iter().flat_map(|entry| &entry.prerequisites);
        needed.filter_map(|needed| Some((place, *places.get(&needed.entry)?))).collect::<Vec<_>>()
    };
    entries.iter().enumerate().flat_map(of_entry).collect()
}

/// Changes days pair by pair until no pair asks for a change: chains of prerequisites are as long as they are. A pair may only
/// move days one way, and to a day that stands there already, so it ends, in a circle of prerequisites too.
pub fn settle(
    days: &mut [Date],
    pairs: &[(usize, usize)],
    change: impl Fn(&[Date], (usize, usize)) -> Option<(usize, Date)>,
) {
    let mut is_settled = false;
    while !is_settled {
        is_settled = true;
        for pair in pairs {
            if let Some((place, day)) = change(days, *pair)
                && let Some(own) = days.get_mut(place)
            {
                *own = day;
                is_settled = false;
            }
        }
    }
}

/// First day of work that ends with a launch. The work takes some weeks, and less where there is no room before the launch;
/// `share` says how much of the wave's other work comes before it, from 0 to 1, so that starts spread in the order of work:
/// the first begins with the wave. A launch day that was entered is the only one that may pull the work out of its wave.
pub fn first_day_of_work(launch: Date, is_entered: bool, span: &WaveSpan, weeks: f64, share: f64) -> Date {
    let longest = f64::from(span.days().max(1));
    let length = (weeks * 7.0).round().clamp(1.0, longest) as i64;
    let latest = launch.civil().saturating_sub((length - 1).days());
    if is_entered {
        return Date::clamped(latest);
    }
    let spare = f64::from((latest - span.start.civil()).get_days().max(0));
    let wait = (spare * share.clamp(0.0, 1.0)).round() as i64;
    Date::clamped(span.start.civil().saturating_add(wait.days()))
}

/// Weeks of work on an entry inside its wave (PMO fact base 3.1, "Calendar time").
pub fn work_weeks(build_days: f64, assigned_fte: f64, pilot_service: bool) -> f64 {
    let by_effort = if assigned_fte > 0.0 { build_days / (4.0 * assigned_fte) } else { 0.0 };
    by_effort.max(3.0) + if pilot_service { 4.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::planning::Prerequisite;
    use crate::domain::model::scalar::WaveMonths;

    fn check(start: &str, months: &[f64], expected: &[(&str, &str)]) {
        let mut document = Document::default();
        document.plan.start_date = Date::parse(start).unwrap();
        document.waves = months
            .iter()
            .map(|months| Wave { length_months: WaveMonths::new(*months).unwrap(), ..Wave::default() })
            .collect();
        let found: Vec<_> =
            spans(&document).iter().map(|span| (span.start.to_string(), span.end.to_string())).collect();
        let expected: Vec<_> =
            expected.iter().map(|(start, end)| (start.to_string(), end.to_string())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn waves_follow_each_other_by_the_calendar() {
        check("2027-01-01", &[3.0, 3.0], &[("2027-01-01", "2027-03-31"), ("2027-04-01", "2027-06-30")]);
        check("2027-01-01", &[1.5, 1.0], &[("2027-01-01", "2027-02-15"), ("2027-02-16", "2027-03-15")]);
        check("2028-01-31", &[1.0], &[("2028-01-31", "2028-02-28")]);
    }

    fn launches(items: &[(&str, bool, &[&str], Option<&str>)]) -> Vec<String> {
        let mut document = Document::default();
        let item = |(entry, _, _, day): &(&str, bool, &[&str], Option<&str>)| WaveItem {
            entry: EntryId::from(*entry),
            launch_date: day.map(|day| Date::parse(day).unwrap()),
            ..WaveItem::default()
        };
        document.waves = vec![Wave { items: items.iter().map(item).collect(), ..Wave::default() }];
        let needed = |needed: &&str| Prerequisite { entry: EntryId::from(*needed), same_wave: true };
        let entry = |(entry, quick_win, needs, _): &(&str, bool, &[&str], Option<&str>)| ResolvedEntry {
            id: EntryId::from(*entry),
            quick_win: *quick_win,
            prerequisites: needs.iter().map(needed).collect(),
            ..ResolvedEntry::default()
        };
        let entries: Vec<ResolvedEntry> = items.iter().map(entry).collect();
        let entries: Vec<Option<&ResolvedEntry>> = entries.iter().map(Some).collect();
        let days = launch_days(&document.waves[0], &entries, &spans(&document)[0]);
        days.iter().map(Date::to_string).collect()
    }

    #[test]
    fn quick_wins_launch_in_the_middle_unless_they_wait_for_another_launch() {
        let (middle, end) = ("2027-02-15", "2027-03-31");
        assert_eq!(launches(&[("a", false, &[], None), ("b", true, &[], None)]), [end, middle]);
        assert_eq!(launches(&[("a", false, &[], None), ("b", true, &["a"], None)]), [end, end]);
        let chain = [("c", true, &["b"][..], None), ("b", true, &["a"], None), ("a", false, &[], None)];
        assert_eq!(launches(&chain), [end, end, end], "through the chain, whatever the order of work");
        let circle = [("a", true, &["b"][..], None), ("b", true, &["a"], None)];
        assert_eq!(launches(&circle), [middle, middle]);
    }

    #[test]
    fn an_entered_launch_day_holds_and_what_needs_it_waits_inside_the_wave() {
        let early = [("a", false, &[][..], None), ("b", false, &["a"], Some("2027-01-10"))];
        assert_eq!(launches(&early), ["2027-03-31", "2027-01-10"]);
        let late = [("a", true, &[][..], Some("2027-05-01")), ("b", true, &["a"], None)];
        assert_eq!(launches(&late), ["2027-05-01", "2027-03-31"]);
    }

    #[test]
    fn work_begins_in_its_turn() {
        let mut document = Document::default();
        document.waves = vec![Wave::default()];
        let span = spans(&document)[0];
        let check = |launch: &str, is_entered: bool, weeks: f64, share: f64, expected: &str| {
            let launch = Date::parse(launch).unwrap();
            assert_eq!(first_day_of_work(launch, is_entered, &span, weeks, share).to_string(), expected);
        };
        let (middle, end) = ("2027-02-15", "2027-03-31");
        check(end, false, 4.0, 0.0, "2027-01-01");
        check(end, false, 4.0, 0.5, "2027-02-01");
        check(end, false, 4.0, 1.0, "2027-03-04");
        check(end, false, 400.0, 1.0, "2027-01-01");
        check(middle, false, 4.0, 1.0, "2027-01-19");
        check(middle, false, 9.0, 1.0, "2027-01-01");
        check("2027-01-10", true, 4.0, 1.0, "2026-12-14");
    }
}
