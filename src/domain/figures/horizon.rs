//! The run-load horizon: in which month running what was built leaves no time to build more (PMO fact base 6.4, 9.8 no 5).

use jiff::ToSpan;

use crate::domain::model::document::Document;
use crate::domain::model::entry::EntryKind;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::SelectionState;
use crate::domain::model::scalar::Date;
use crate::domain::order;

use super::Figures;
use super::month::months;
use super::number::{exceeds, utilisation};

/// Run work over this share of the capacity is a warning (6.4).
pub const STRAINED: f64 = 0.6;

/// Run work over this share stops the build-out in practice (6.4).
pub const STOPPED: f64 = 0.8;

/// Months beyond the last wave that are looked at.
const MONTHS_AFTER: usize = 6;

/// Run work of one month, person-days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunMonth {
    /// First day of the month that counts.
    pub first: Date,
    /// Run work: in the plan the month's share of its wave (6.4), after it of everything in use.
    pub run: f64,
    /// What the office can do: in the plan the month's share of its wave, after it the steady state.
    pub capacity: f64,
    /// The month lies behind the last wave.
    pub is_after_plan: bool,
}

impl RunMonth {
    /// Run work over capacity; infinite for work without capacity.
    pub fn share(&self) -> f64 {
        utilisation(self.run, self.capacity)
    }
}

/// A service that could be retired.
#[derive(Clone, Debug, PartialEq)]
pub struct Retirement {
    /// The service.
    pub entry: EntryId,
    /// Run work that it frees, person-days a month.
    pub run: f64,
    /// Its worth for each person-day a month: the lower, the sooner it goes.
    pub worth_per_day: f64,
}

/// When run work stops the build-out, and what would help.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunHorizon {
    /// Months of the plan, and some after it.
    pub months: Vec<RunMonth>,
    /// Place of the first month over [`STRAINED`].
    pub strained: Option<usize>,
    /// Place of the first month over [`STOPPED`].
    pub stopped: Option<usize>,
    /// Services to retire, least worth for their days first, until every month holds; no longer list would help more.
    pub retire: Vec<Retirement>,
    /// Run work that is still too much after that, person-days a month.
    pub left_over: f64,
}

/// The horizon of a plan.
pub fn run_horizon(document: &Document, figures: &Figures) -> RunHorizon {
    // In the plan it is the one series of the load by months, which adds up to the waves.
    let mut months: Vec<RunMonth> = months(document, figures)
        .into_iter()
        .map(|month| RunMonth {
            first: month.first,
            run: month.run,
            capacity: month.capacity,
            is_after_plan: false,
        })
        .collect();
    let Some(end) = figures.spans.last().map(|span| span.end.civil()) else {
        return RunHorizon::default();
    };
    let steady = figures.steady_state;
    let mut first = end.saturating_add(1.day());
    for _ in 0..MONTHS_AFTER {
        months.push(RunMonth {
            first: Date::clamped(first),
            run: steady.run_per_month,
            capacity: steady.capacity_per_month,
            is_after_plan: true,
        });
        first = first.saturating_add(1.month()).first_of_month();
    }
    let over = |limit: f64| months.iter().position(|month| exceeds(month.share(), limit));
    let (strained, stopped) = (over(STRAINED), over(STOPPED));
    let need = months.iter().map(|month| month.run - STOPPED * month.capacity).fold(0.0, f64::max);
    let (retire, left_over) = retire(document, figures, need);
    RunHorizon { strained, stopped, retire, left_over, months }
}

/// Services that go until so many days a month are free, and what stays too much.
fn retire(document: &Document, figures: &Figures, need: f64) -> (Vec<Retirement>, f64) {
    let weights = &document.plan.settings.score_weights;
    let is_in_use = |id: &EntryId, state: SelectionState| {
        state == SelectionState::Exists || document.wave_of(id).is_some()
    };
    let in_use: Vec<_> = figures.entries.iter().filter(|entry| is_in_use(&entry.id, entry.state)).collect();
    let is_needed = |id: &EntryId| {
        in_use.iter().any(|other| other.prerequisites.iter().any(|needed| &needed.entry == id))
    };
    let mut candidates: Vec<Retirement> = in_use
        .iter()
        .filter(|entry| entry.kind == EntryKind::Service && entry.run_days_per_month > 0.0)
        .filter(|entry| !is_needed(&entry.id))
        .map(|entry| Retirement {
            entry: entry.id.clone(),
            run: entry.run_days_per_month,
            worth_per_day: figures.score(&entry.id).map_or(0.0, |score| score.value_a_month(weights))
                / entry.run_days_per_month,
        })
        .collect();
    order::by(&mut candidates, |a, b| a.worth_per_day.total_cmp(&b.worth_per_day));
    let mut left = need;
    let mut chosen = Vec::new();
    for candidate in candidates {
        if !exceeds(left, 0.0) {
            break;
        }
        left -= candidate.run;
        chosen.push(candidate);
    }
    (chosen, left.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn the_first_month_of_too_much_run_work_is_named() {
        let document = Example::Norvik.document().unwrap();
        let horizon = run_horizon(&document, &Figures::of(&document));
        let stopped = &horizon.months[horizon.stopped.unwrap()];
        assert_eq!(stopped.first.to_string(), "2028-01-01");
        assert!(
            (stopped.run - 38.0).abs() < 0.05 && (stopped.capacity - 37.1875).abs() < 1e-9,
            "{stopped:?}"
        );
        assert_eq!(horizon.months.len(), 18);
        let freed: f64 = horizon.retire.iter().map(|service| service.run).sum();
        assert!(freed + horizon.left_over + 1e-9 >= stopped.run - STOPPED * stopped.capacity);
        assert!(horizon.retire.iter().map(|service| service.worth_per_day).is_sorted());
    }

    #[test]
    fn months_of_the_plan_are_those_of_the_load() {
        for example in Example::ALL {
            let document = example.document().unwrap();
            let figures = Figures::of(&document);
            let load = months(&document, &figures);
            let horizon = run_horizon(&document, &figures);
            let of_plan = horizon.months.iter().filter(|month| !month.is_after_plan);
            let shown: Vec<_> = of_plan.map(|month| (month.first, month.run, month.capacity)).collect();
            let expected: Vec<_> =
                load.iter().map(|month| (month.first, month.run, month.capacity)).collect();
            assert_eq!(shown, expected);
            let run: f64 = figures.office.iter().map(|office| office.run).sum();
            assert!((shown.iter().map(|month| month.1).sum::<f64>() - run).abs() < 1e-6);
            assert!(
                horizon
                    .months
                    .iter()
                    .skip(load.len())
                    .all(|month| month.run == figures.steady_state.run_per_month)
            );
        }
    }

    #[test]
    fn a_plan_without_run_work_never_stops() {
        let mut document = Example::Norvik.document().unwrap();
        document.waves.iter_mut().for_each(|wave| wave.items.clear());
        document.planning.choices.clear();
        let horizon = run_horizon(&document, &Figures::of(&document));
        assert_eq!((horizon.strained, horizon.stopped), (None, None));
        assert!(horizon.retire.is_empty());
        assert!(run_horizon(&Document::default(), &Figures::of(&Document::default())).months.is_empty());
    }
}
