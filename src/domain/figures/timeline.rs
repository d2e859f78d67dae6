//! Dates of waves and launches (PMO fact base 2.6, 3.1).

use jiff::ToSpan;
use jiff::civil;

use crate::domain::model::document::Document;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::WaveItem;

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

/// The launch day of an item: as entered; else the middle of the wave for a quick win, its last day for others.
pub fn launch_day(item: &WaveItem, entry: Option<&ResolvedEntry>, span: &WaveSpan) -> Date {
    item.launch_date.unwrap_or_else(|| {
        if entry.is_some_and(|entry| entry.quick_win) {
            let half = i64::from(span.days() / 2);
            Date::clamped(span.start.civil().saturating_add(half.days()))
        } else {
            span.end
        }
    })
}

/// First and last day of work on an item, the last being its launch day. The work takes some weeks, and less where there
/// is no room before the launch; `share` says how much of the wave's other work comes before it, from 0 to 1, so that
/// starts spread in the order of work: the first begins with the wave. A launch day that was entered is the only one that
/// may pull the work out of its wave.
pub fn days_of_work(
    item: &WaveItem,
    entry: Option<&ResolvedEntry>,
    span: &WaveSpan,
    weeks: f64,
    share: f64,
) -> (Date, Date) {
    let launch = launch_day(item, entry, span);
    let longest = f64::from(span.days().max(1));
    let length = (weeks * 7.0).round().clamp(1.0, longest) as i64;
    let latest = launch.civil().saturating_sub((length - 1).days());
    if item.launch_date.is_some() {
        return (Date::clamped(latest), launch);
    }
    let spare = f64::from((latest - span.start.civil()).get_days().max(0));
    let wait = (spare * share.clamp(0.0, 1.0)).round() as i64;
    (Date::clamped(span.start.civil().saturating_add(wait.days())), launch)
}

/// Weeks of work on an entry inside its wave (PMO fact base 3.1, "Calendar time").
pub fn work_weeks(build_days: f64, assigned_fte: f64, pilot_service: bool) -> f64 {
    let by_effort = if assigned_fte > 0.0 { build_days / (4.0 * assigned_fte) } else { 0.0 };
    by_effort.max(3.0) + if pilot_service { 4.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::scalar::WaveMonths;
    use crate::domain::model::wave::Wave;

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

    #[test]
    fn quick_wins_launch_in_the_middle() {
        let mut document = Document::default();
        document.waves = vec![Wave::default()];
        let span = spans(&document)[0];
        let item = WaveItem::default();
        assert_eq!(launch_day(&item, None, &span).to_string(), "2027-03-31");
        let quick = ResolvedEntry { quick_win: true, ..ResolvedEntry::default() };
        assert_eq!(launch_day(&item, Some(&quick), &span).to_string(), "2027-02-15");
    }

    #[test]
    fn work_begins_in_its_turn_and_ends_with_the_launch() {
        let mut document = Document::default();
        document.waves = vec![Wave::default()];
        let span = spans(&document)[0];
        let quick = ResolvedEntry { quick_win: true, ..ResolvedEntry::default() };
        let check =
            |item: &WaveItem, entry: Option<&ResolvedEntry>, weeks: f64, share: f64, expected: &str| {
                let (from, to) = days_of_work(item, entry, &span, weeks, share);
                assert_eq!(format!("{from} {to}"), expected);
                assert_eq!(to, launch_day(item, entry, &span));
            };
        let item = WaveItem::default();
        check(&item, None, 4.0, 0.0, "2027-01-01 2027-03-31");
        check(&item, None, 4.0, 0.5, "2027-02-01 2027-03-31");
        check(&item, None, 4.0, 1.0, "2027-03-04 2027-03-31");
        check(&item, None, 400.0, 1.0, "2027-01-01 2027-03-31");
        check(&item, Some(&quick), 4.0, 1.0, "2027-01-19 2027-02-15");
        check(&item, Some(&quick), 9.0, 1.0, "2027-01-01 2027-02-15");
        let entered =
            WaveItem { launch_date: Some(Date::parse("2027-01-10").unwrap()), ..WaveItem::default() };
        check(&entered, Some(&quick), 4.0, 1.0, "2026-12-14 2027-01-10");
    }
}
