//! The time axis that pictures share: days to places, waves to bands, months to ticks that keep apart.

use jiff::ToSpan;
use jiff::civil;

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::scalar::Date;
use crate::domain::wording::phrase;

use super::lettering::text_width;
use super::primitives::TextSize;

/// Steps between ticks, in months.
const STEPS: [i16; 4] = [1, 3, 6, 12];

/// Space that a tick keeps to the next one.
const TICK_GAP: f64 = 6.0;

/// A stretch of days on a stretch of the sheet.
#[derive(Clone, Debug)]
pub struct TimeAxis {
    /// Left edge of the first day.
    pub left: f64,
    /// Right edge of the last day.
    pub right: f64,
    first_day: civil::Date,
    day_count: f64,
    /// First and last day of each wave.
    waves: Vec<(Date, Date)>,
}

impl TimeAxis {
    /// The axis of a plan between two edges.
    pub fn new(document: &Document, figures: &Figures, left: f64, right: f64) -> Self {
        let first_day = document.plan.start_date.civil();
        let last_day = figures.spans.last().map_or(first_day, |span| span.end.civil());
        let day_count = f64::from((last_day - first_day).get_days() + 1).max(1.0);
        let waves = figures.spans.iter().map(|span| (span.start, span.end)).collect();
        Self { left, right, first_day, day_count, waves }
    }

    /// The same axis, long enough for another last day.
    #[must_use]
    pub fn until(mut self, last: Option<Date>) -> Self {
        let days = last.map_or(0.0, |last| f64::from((last.civil() - self.first_day).get_days() + 1));
        self.day_count = self.day_count.max(days);
        self
    }

    /// Whether a day lies on the axis.
    pub fn holds(&self, day: Date) -> bool {
        let days = f64::from((day.civil() - self.first_day).get_days());
        !self.waves.is_empty() && (0.0..self.day_count).contains(&days)
    }

    /// Place of the start of a day, kept inside the axis.
    pub fn at(&self, day: civil::Date) -> f64 {
        let days = f64::from((day - self.first_day).get_days());
        let share = (days / self.day_count).clamp(0.0, 1.0);
        self.left + share * (self.right - self.left)
    }

    /// Place of the end of a day.
    pub fn end_of(&self, day: Date) -> f64 {
        self.at(day.civil().saturating_add(1.day()))
    }

    /// Left and right edge of a wave, by its index.
    pub fn wave(&self, index: usize) -> (f64, f64) {
        self.waves
            .get(index)
            .map_or((self.left, self.left), |(start, end)| (self.at(start.civil()), self.end_of(*end)))
    }

    /// How many waves it holds.
    pub fn wave_count(&self) -> usize {
        self.waves.len()
    }

    /// Names of months with the places where they begin, as many as keep apart.
    pub fn months(&self) -> Vec<(f64, String)> {
        let last = self.first_day.saturating_add((self.day_count as i64 - 1).days());
        STEPS.into_iter().find_map(|step| self.ticks(last, step)).unwrap_or_default()
    }

    /// The ticks of a step; none where two of them would meet.
    fn ticks(&self, last: civil::Date, step: i16) -> Option<Vec<(f64, String)>> {
        let spans_years = last.year() != self.first_day.year();
        let mut ticks = Vec::new();
        let mut free_from = self.left;
        let mut month = self.first_day.first_of_month();
        while month <= last {
            if month >= self.first_day && (month.month() as i16 - 1) % step == 0 {
                let x = self.at(month) + 8.0;
                let name = phrase::month_short(month.month());
                // Over a new year, January says which, and so does the first tick.
                let text = if spans_years && (month.month() == 1 || ticks.is_empty()) {
                    format!("{name} {}", month.year())
                } else {
                    name.to_owned()
                };
                let end = x + text_width(&text, TextSize::Small, false);
                if x < free_from {
                    return None;
                }
                if end <= self.right {
                    free_from = end + TICK_GAP;
                    ticks.push((x, text));
                }
            }
            let next = month.saturating_add(1.month());
            if next <= month {
                break;
            }
            month = next;
        }
        Some(ticks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn ticks_keep_apart_at_every_width() {
        for example in Example::ALL {
            let document = example.document().unwrap();
            let figures = Figures::of(&document);
            for width in [60.0, 200.0, 420.0, 1000.0, 3000.0] {
                let ticks = TimeAxis::new(&document, &figures, 100.0, 100.0 + width).months();
                let mut free_from = 0.0;
                for (x, text) in &ticks {
                    assert!(*x >= free_from, "{text} at {x}, width {width}");
                    free_from = x + text_width(text, TextSize::Small, false);
                }
                assert!(free_from <= 100.0 + width);
                assert!(width < 400.0 || !ticks.is_empty());
            }
        }
    }
}
