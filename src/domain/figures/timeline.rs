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
}
