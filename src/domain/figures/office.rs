//! What the office can do and what it is asked to do, wave by wave (PMO fact base 6.4).

use crate::domain::catalogue::guidance::guidance;
use crate::domain::model::document::Document;
use crate::domain::model::foundation::{Employment, StaffRole};
use crate::domain::model::planning::SelectionState;
use crate::domain::model::wave::Wave;

use super::colour::LoadColour;
use super::entry::ResolvedEntry;
use super::number::utilisation;

/// Net working days of a person in a month: about 210 in a year.
pub const NET_DAYS_PER_MONTH: f64 = 17.5;

/// Share of own time that runs services in the steady state; the rest is reserve.
pub const STEADY_SHARE: f64 = 0.85;

/// A quick win runs for half of the wave in which it is launched.
pub const QUICK_WIN_RUN_SHARE: f64 = 0.5;

/// Capacity and demand of the office in one wave, person-days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaveOffice {
    /// Length in months.
    pub months: f64,
    /// Full-time equivalents of own staff.
    pub fte: f64,
    /// Person-days of consultants.
    pub consultant_days: f64,
    /// Own days without reserve, plus consultants.
    pub capacity: f64,
    /// Build effort of the wave's entries.
    pub build: f64,
    /// Run effort of entries launched before, and half of that of the wave's own quick wins.
    pub run: f64,
    /// Build plus run.
    pub demand: f64,
    /// Demand over capacity; infinite for demand without capacity.
    pub utilisation: f64,
    /// Run over capacity; infinite for run without capacity.
    pub run_share: f64,
    /// Run effort a month of everything launched by the end of the wave.
    pub run_per_month_after: f64,
    /// Own days before reserve.
    pub internal_days: f64,
    /// Cost of own days, currency units.
    pub internal_cost: f64,
    /// Cost of consultants, currency units.
    pub consultant_cost: f64,
}

impl WaveOffice {
    /// How full the office is.
    pub fn colour(&self) -> LoadColour {
        LoadColour::of(self.utilisation)
    }

    /// Own staff and consultants, currency units.
    pub fn total_cost(&self) -> f64 {
        self.internal_cost + self.consultant_cost
    }
}

/// The office after the last wave.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SteadyState {
    /// Run effort of everything in use, person-days a month.
    pub run_per_month: f64,
    /// What the last wave's staff can run, person-days a month.
    pub capacity_per_month: f64,
}

impl SteadyState {
    /// Run over capacity; infinite for run without capacity.
    pub fn utilisation(&self) -> f64 {
        utilisation(self.run_per_month, self.capacity_per_month)
    }
}

/// Rows of the staff plan that give the office time in a wave (counted from 1).
pub fn staff_in_wave(document: &Document, wave_number: usize) -> impl Iterator<Item = &StaffRole> {
    document.foundation.staff_plan.iter().filter(move |row| {
        let carries =
            guidance().roles.iter().find(|role| role.id == row.role).is_none_or(|role| role.carries_capacity);
        carries
            && row.employment == Employment::Internal
            && usize::from(row.from_wave) <= wave_number
            && row.to_wave.is_none_or(|last| usize::from(last) >= wave_number)
    })
}

/// Own full-time equivalents of a wave and their net days a month: as entered, else from the staff plan.
fn staffing(document: &Document, wave: &Wave, wave_number: usize) -> (f64, f64) {
    match wave.fte {
        Some(fte) => (fte.get(), fte.get() * NET_DAYS_PER_MONTH),
        None => staff_in_wave(document, wave_number).fold((0.0, 0.0), |(fte, days), row| {
            let net = row.net_days_per_month.map_or(NET_DAYS_PER_MONTH, |days| days.get());
            (fte + row.fte.get(), days + row.fte.get() * net)
        }),
    }
}

/// Capacity and demand of every wave with these launches, and the steady state.
pub fn office(
    document: &Document,
    entries: &[ResolvedEntry],
    launches: &[Vec<&ResolvedEntry>],
) -> (Vec<WaveOffice>, SteadyState) {
    let funding = &document.foundation.funding;
    let mut last_days_per_month = 0.0;
    let mut frames = Vec::with_capacity(document.waves.len());
    for (index, wave) in document.waves.iter().enumerate() {
        let months = wave.length_months.value();
        let (fte, days_per_month) = staffing(document, wave, index + 1);
        let internal_days = days_per_month * months;
        let consultant_days = wave.consultant_days.get();
        frames.push(WaveOffice {
            months,
            fte,
            consultant_days,
            capacity: internal_days * (1.0 - wave.reserve_pct.fraction()) + consultant_days,
            internal_days,
            internal_cost: internal_days * funding.cost_per_day_internal.units(),
            consultant_cost: consultant_days * funding.cost_per_day_external.units(),
            ..WaveOffice::default()
        });
        last_days_per_month = days_per_month;
    }
    let existing = entries.iter().filter(|entry| entry.state == SelectionState::Exists);
    let existing_run: f64 = existing.map(|entry| entry.run_days_per_month).sum();
    let waves = with_launches(&frames, launches, existing_run);
    let run_per_month = waves.last().map_or(existing_run, |wave| wave.run_per_month_after);
    let steady = SteadyState { run_per_month, capacity_per_month: last_days_per_month * STEADY_SHARE };
    (waves, steady)
}

/// The same waves with other launches: capacity stays, demand is counted anew (PMO fact base 6.4). `existing_run` is
/// what runs before the first wave, person-days a month.
pub fn with_launches(
    waves: &[WaveOffice],
    launches: &[Vec<&ResolvedEntry>],
    existing_run: f64,
) -> Vec<WaveOffice> {
    let mut run_per_month = existing_run;
    let mut counted = Vec::with_capacity(waves.len());
    for (wave, launched) in waves.iter().zip(launches) {
        let build: f64 = launched.iter().map(|entry| entry.build_days).sum();
        let quick: f64 =
            launched.iter().filter(|entry| entry.quick_win).map(|entry| entry.run_days_per_month).sum();
        let run = (run_per_month + QUICK_WIN_RUN_SHARE * quick) * wave.months;
        run_per_month += launched.iter().map(|entry| entry.run_days_per_month).sum::<f64>();
        counted.push(WaveOffice {
            build,
            run,
            demand: build + run,
            utilisation: utilisation(build + run, wave.capacity),
            run_share: utilisation(run, wave.capacity),
            run_per_month_after: run_per_month,
            ..wave.clone()
        });
    }
    counted
}
