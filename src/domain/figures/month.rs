//! The plan month by month: what hides in the average of a wave (PMO fact base 5.4 no 11, 6.4).
//!
//! Capacity and run work of a wave are spread evenly over its days, build work over the days of its bar. Change points
//! of an entry fall to half in the month of its launch, to 30 % in the next and to 20 % in the third.

use jiff::ToSpan;
use jiff::civil;

use crate::domain::model::document::Document;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;
use crate::domain::order;

use super::Figures;
use super::schedule::schedule;

/// How the points of a launch spread over its month and the two after it (5.4 no 11).
const SPREAD: [f64; 3] = [0.5, 0.3, 0.2];

/// More months than the longest plan can have are not shown.
const MONTHS_AT_MOST: usize = 240;

/// One calendar month of the plan; the first and the last may be cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// First day that belongs to the plan.
    pub first: Date,
    /// Last day that belongs to the plan.
    pub last: Date,
    /// Capacity of the office, person-days.
    pub capacity: f64,
    /// Build work, person-days.
    pub build: f64,
    /// Run work, person-days.
    pub run: f64,
    /// Entries that are built in it, with person-days, largest first.
    pub built: Vec<(EntryId, f64)>,
    /// Change load of each group.
    pub loads: PerGroup<MonthLoad>,
}

impl Month {
    /// Build plus run, person-days.
    pub fn demand(&self) -> f64 {
        self.build + self.run
    }

    /// Length: 1 for a whole month, less where the plan begins or ends inside it.
    pub fn length(&self) -> f64 {
        let (first, last) = (self.first.civil(), self.last.civil());
        f64::from((last - first).get_days() + 1) / f64::from(first.days_in_month())
    }
}

/// Change load of one group in one month, points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonthLoad {
    /// Points that fall into the month.
    pub points: f64,
    /// The month's share of what the group can take in.
    pub capacity: f64,
    /// Entries that cause it, largest first.
    pub causes: Vec<(EntryId, f64)>,
}

impl MonthLoad {
    /// Points over the month's share; 0 where nothing falls into it.
    pub fn utilisation(&self) -> f64 {
        if self.points > 0.0 { self.points / self.capacity.max(f64::MIN_POSITIVE) } else { 0.0 }
    }
}

/// Every month from the first day of the plan to its last.
pub fn months(document: &Document, figures: &Figures) -> Vec<Month> {
    let mut months = frame(figures);
    for (index, span) in figures.spans.iter().enumerate() {
        let (Some(office), Some(loads)) = (figures.office.get(index), figures.loads.get(index)) else {
            continue;
        };
        for month in &mut months {
            let share = share_of(span.start.civil(), span.end.civil(), month);
            month.capacity += office.capacity * share;
            month.run += office.run * share;
            for group in Group::ALL {
                month.loads.get_mut(group).capacity += loads.get(group).capacity * share;
            }
        }
    }
    for bar in schedule(document, figures) {
        for month in &mut months {
            let days = bar.build_days * share_of(bar.from.civil(), bar.to.civil(), month);
            if days > 0.0 {
                month.build += days;
                month.built.push((bar.entry.clone(), days));
            }
        }
        let launch = bar.to.civil();
        let Some(start) = months.iter().position(|month| month.last.civil() >= launch) else { continue };
        let Some(entry) = figures.entry(&bar.entry) else { continue };
        for (month, share) in months.iter_mut().skip(start).zip(SPREAD) {
            for group in Group::ALL {
                let points = entry.load(group) * share;
                if points > 0.0 {
                    let cell = month.loads.get_mut(group);
                    cell.points += points;
                    cell.causes.push((bar.entry.clone(), points));
                }
            }
        }
    }
    for month in &mut months {
        order::by(&mut month.built, |a, b| b.1.total_cmp(&a.1));
        for group in Group::ALL {
            order::by(&mut month.loads.get_mut(group).causes, |a, b| b.1.total_cmp(&a.1));
        }
    }
    months
}

/// An amount of each wave, by its index, spread evenly over its days: what falls into each month.
pub fn spread(figures: &Figures, months: &[Month], amount: impl Fn(usize) -> f64) -> Vec<f64> {
    let of_month = |month: &Month| {
        let spans = figures.spans.iter().enumerate();
        spans.map(|(index, span)| amount(index) * share_of(span.start.civil(), span.end.civil(), month)).sum()
    };
    months.iter().map(of_month).collect()
}

/// The months without numbers.
fn frame(figures: &Figures) -> Vec<Month> {
    let Some((start, end)) = figures.spans.first().zip(figures.spans.last()) else { return Vec::new() };
    let (mut first, end) = (start.start.civil(), end.end.civil());
    let mut months = Vec::new();
    while first <= end && months.len() < MONTHS_AT_MOST {
        let last = first.last_of_month().min(end);
        months.push(Month {
            first: Date::clamped(first),
            last: Date::clamped(last),
            capacity: 0.0,
            build: 0.0,
            run: 0.0,
            built: Vec::new(),
            loads: PerGroup::default(),
        });
        let next = last.saturating_add(1.day());
        if next <= first {
            break;
        }
        first = next;
    }
    months
}

/// Share of the days of a span that lie in a month.
fn share_of(from: civil::Date, to: civil::Date, month: &Month) -> f64 {
    let days = |from: civil::Date, to: civil::Date| f64::from((to - from).get_days() + 1);
    let (start, end) = (from.max(month.first.civil()), to.min(month.last.civil()));
    if start > end { 0.0 } else { days(start, end) / days(from, to).max(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn months_add_up_to_their_waves() {
        for example in Example::ALL {
            let document = example.document().unwrap();
            let figures = Figures::of(&document);
            let months = months(&document, &figures);
            let sum = |of: &dyn Fn(&Month) -> f64| months.iter().map(of).sum::<f64>();
            let waves = |of: &dyn Fn(&super::super::office::WaveOffice) -> f64| {
                figures.office.iter().map(of).sum::<f64>()
            };
            assert!((sum(&|month| month.capacity) - waves(&|wave| wave.capacity)).abs() < 1e-6);
            assert!((sum(&|month| month.run) - waves(&|wave| wave.run)).abs() < 1e-6);
            assert!((sum(&|month| month.build) - waves(&|wave| wave.build)).abs() < 1e-6);
        }
    }

    #[test]
    fn points_of_a_launch_spread_over_three_months() {
        let mut document = Example::Norvik.document().unwrap();
        let charter = EntryId::from("pmo-charter");
        document.waves.iter_mut().for_each(|wave| wave.items.retain(|item| item.entry == charter));
        document.waves[0].items[0].launch_date = Date::parse("2027-02-10").ok();
        let figures = Figures::of(&document);
        let points = figures.entry(&charter).unwrap().load(Group::E);
        let months = months(&document, &figures);
        let found: Vec<f64> = months.iter().map(|month| month.loads.E.points / points).collect();
        assert_eq!(months.len(), 12);
        assert!((found[0], found[1], found[2], found[3], found[4]) == (0.0, 0.5, 0.3, 0.2, 0.0), "{found:?}");
        assert_eq!(months[1].loads.E.causes, [(charter, points * 0.5)]);
    }
}
