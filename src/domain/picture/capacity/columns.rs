//! The columns of the histogram: each period with what it offers, what it is asked for and what causes that.

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::month::{Month, months, spread};
use crate::domain::figures::number::{exceeds, fixed, utilisation};
use crate::domain::figures::office::NET_DAYS_PER_MONTH;
use crate::domain::figures::role::{RoleOffice, roles, share, staff_roles};
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::order;
use crate::domain::picture::load_heat::month_name;
use crate::domain::picture::period::Period;
use crate::domain::wording::{fill, phrase};

/// Causes that a hint names; the table has them all.
const CAUSES_IN_HINT: usize = 5;

/// One period of the office, or of one of its roles. Person-days.
pub(super) struct Column {
    /// What is drawn below the bar.
    pub(super) name: String,
    /// What stands in a sentence and in the table.
    pub(super) full_name: String,
    pub(super) capacity: f64,
    pub(super) run: f64,
    pub(super) build: f64,
    /// Entries that are built, with their days.
    pub(super) causes: Vec<(EntryId, f64)>,
    /// The wave, counted from 1; none for a month.
    pub(super) wave: Option<usize>,
    /// Length in months.
    months: f64,
}

impl Column {
    pub(super) fn demand(&self) -> f64 {
        self.run + self.build
    }

    pub(super) fn utilisation(&self) -> f64 {
        utilisation(self.demand(), self.capacity)
    }

    /// How full the period is.
    pub(super) fn level(&self) -> LoadColour {
        self.period().level(self.utilisation())
    }

    /// The word for it.
    pub(super) fn level_name(&self) -> &'static str {
        self.period().level_name(self.level())
    }

    fn period(&self) -> Period {
        if self.wave.is_some() { Period::Waves } else { Period::Months }
    }

    pub(super) fn is_over(&self) -> bool {
        exceeds(self.utilisation(), 1.0)
    }

    /// Days over the capacity.
    pub(super) fn over(&self) -> f64 {
        (self.demand() - self.capacity).max(0.0)
    }

    /// The people that would have to join for the days over the capacity: "+1.5 FTE"; none where none would.
    pub(super) fn missing_people(&self) -> Option<String> {
        let people = self.over() / (self.months.max(f64::MIN_POSITIVE) * NET_DAYS_PER_MONTH);
        (self.is_over() && people >= 0.05)
            .then(|| fill("picture.capacity.fte", &[("people", &fixed(people, 1))]))
    }

    /// The numbers and the largest causes in a sentence.
    pub(super) fn hint(&self, catalogue: &Catalogue<'_>) -> String {
        let numbers = fill(
            "picture.capacity.hint",
            &[
                ("period", &phrase::sentence_start(&self.full_name)),
                ("run", &phrase::days(self.run)),
                ("build", &phrase::days(self.build)),
                ("capacity", &phrase::days(self.capacity)),
            ],
        );
        let mut causes: Vec<&(EntryId, f64)> = self.causes.iter().collect();
        order::by(&mut causes, |a, b| b.1.total_cmp(&a.1));
        causes.truncate(CAUSES_IN_HINT);
        if causes.is_empty() {
            return numbers;
        }
        let largest = fill("picture.capacity.causes", &[("causes", &cause_text(catalogue, causes))]);
        format!("{numbers}. {largest}")
    }

    /// Everything that is built, with its days.
    pub(super) fn cause_text(&self, catalogue: &Catalogue<'_>) -> String {
        cause_text(catalogue, self.causes.iter().collect())
    }
}

fn cause_text(catalogue: &Catalogue<'_>, causes: Vec<&(EntryId, f64)>) -> String {
    let causes = causes
        .into_iter()
        .map(|(entry, days)| format!("{} {}", catalogue.short_name(entry), phrase::days(*days)));
    causes.collect::<Vec<_>>().join(", ")
}

/// The column that is fullest; the earliest of equals.
pub(super) fn fullest<'a>(columns: impl IntoIterator<Item = &'a Column>) -> Option<&'a Column> {
    columns
        .into_iter()
        .reduce(|best, next| if exceeds(next.utilisation(), best.utilisation()) { next } else { best })
}

/// The office as one pool.
pub(super) fn pool(document: &Document, figures: &Figures, period: Period) -> Vec<Column> {
    match period {
        Period::Waves => document
            .waves
            .iter()
            .zip(&figures.office)
            .enumerate()
            .map(|(index, (wave, office))| {
                let cause = |entry: &EntryId| {
                    let days = figures.entry(entry).map_or(0.0, |entry| entry.build_days);
                    (days > 0.0).then(|| (entry.clone(), days))
                };
                let causes = wave.items.iter().filter_map(|item| cause(&item.entry)).collect();
                Column {
                    capacity: office.capacity,
                    run: office.run,
                    build: office.build,
                    causes,
                    ..of_wave(index, office.months)
                }
            })
            .collect(),
        Period::Months => months(document, figures)
            .into_iter()
            .map(|month| Column {
                capacity: month.capacity,
                run: month.run,
                build: month.build,
                causes: month.built.clone(),
                ..of_month(&month)
            })
            .collect(),
    }
}

/// Every role of the staff plan.
pub(super) fn by_role(document: &Document, figures: &Figures, period: Period) -> Vec<(RoleId, Vec<Column>)> {
    let (staff, roles) = (staff_roles(document), roles(document, figures));
    let months = if period == Period::Months { months(document, figures) } else { Vec::new() };
    roles
        .into_iter()
        .enumerate()
        .map(|(index, office)| {
            let columns = match period {
                Period::Waves => role_waves(figures, &office),
                Period::Months => role_months(figures, &months, &staff, index, &office),
            };
            (office.role, columns)
        })
        .collect()
}

fn role_waves(figures: &Figures, role: &RoleOffice) -> Vec<Column> {
    role.waves
        .iter()
        .zip(&figures.office)
        .enumerate()
        .map(|(index, (wave, office))| Column {
            capacity: wave.capacity,
            run: wave.run,
            build: wave.build,
            causes: wave.built.clone(),
            ..of_wave(index, office.months)
        })
        .collect()
}

fn role_months(
    figures: &Figures,
    months: &[Month],
    staff: &[RoleId],
    index: usize,
    role: &RoleOffice,
) -> Vec<Column> {
    let of = |wave: usize| role.waves.get(wave);
    let capacities = spread(figures, months, |wave| of(wave).map_or(0.0, |wave| wave.capacity));
    let runs = spread(figures, months, |wave| of(wave).map_or(0.0, |wave| wave.run));
    months
        .iter()
        .zip(capacities.into_iter().zip(runs))
        .map(|(month, (capacity, run))| {
            let part = |(entry, days): &(EntryId, f64)| {
                let part = share(&figures.entry(entry)?.build_roles, staff, index) * days;
                (part > 0.0).then(|| (entry.clone(), part))
            };
            let causes: Vec<(EntryId, f64)> = month.built.iter().filter_map(part).collect();
            Column {
                capacity,
                run,
                build: causes.iter().map(|cause| cause.1).sum(),
                causes,
                ..of_month(month)
            }
        })
        .collect()
}

/// A wave by its index, without numbers.
fn of_wave(index: usize, months: f64) -> Column {
    let number = (index + 1).to_string();
    Column {
        full_name: fill("picture.capacity.wave", &[("number", &number)]),
        name: fill("picture.wave", &[("number", &number)]),
        wave: Some(index + 1),
        months,
        ..empty()
    }
}

/// A month, without numbers.
fn of_month(month: &Month) -> Column {
    Column {
        name: month_name(month.first),
        full_name: phrase::month_of(month.first),
        months: month.length(),
        ..empty()
    }
}

fn empty() -> Column {
    Column {
        name: String::new(),
        full_name: String::new(),
        capacity: 0.0,
        run: 0.0,
        build: 0.0,
        causes: Vec::new(),
        wave: None,
        months: 1.0,
    }
}
