//! Repairs that change the wave: more time, more hands, people who are readier or have less else to do.

use serde_json::json;

use crate::domain::command::Command;
use crate::domain::figures::load::readiness_factor;
use crate::domain::figures::number::{TOLERANCE, exceeds, falls_short};
use crate::domain::figures::office::NET_DAYS_PER_MONTH;
use crate::domain::figures::readiness::{Origin, by_wave, origins};
use crate::domain::model::group::Group;
use crate::domain::model::ids::RowId;
use crate::domain::model::scalar::Money;
use crate::domain::wording::t;

use super::cell::Cell;
use super::cost::Cost;
use super::{Repair, RepairKind};

/// Most points that a removed duty frees (PMO fact base 5.4 no 13).
const MOST_DUTY_POINTS: f64 = 2.0;

/// How far readiness can be raised before one wave.
const MOST_READINESS_STEP: f64 = 1.0;

/// A wave longer than this loses its story (PMO fact base 6.1).
const MOST_MONTHS: f64 = 4.0;

/// Full-time equivalents that can join an office for one wave.
const MOST_STAFF: f64 = 1.0;

impl Cell<'_> {
    /// A duty that is taken off the group.
    pub(super) fn remove_duty(&self, group: Group, id: RowId) -> Option<Repair> {
        let points = (self.missing() * 2.0 - TOLERANCE).ceil() / 2.0;
        let points = points.clamp(0.5, MOST_DUTY_POINTS);
        let list = format!("waves[{}].removed_duties", self.wave.id.0).parse().ok()?;
        let text = t("adviser.duty_text");
        let row = json!({ "id": id, "text": text, "group": group.letter(), "points": points });
        self.promised(RepairKind::RemoveDuty { points }, Command::AddRow { list, row })
    }

    /// A readier group: by the first tenth that is enough, or as far as it can go.
    pub(super) fn readiness(&self, group: Group) -> Option<Repair> {
        let index = self.number - 1;
        let from = *by_wave(self.document).get(index)?.readiness.get(group);
        let path = format!("waves[{}].readiness.{}", self.wave.id.0, group.letter());
        let tenths =
            (1..).map(|step| f64::from(step) / 10.0).take_while(|step| !exceeds(*step, MOST_READINESS_STEP));
        let steps =
            tenths.map(|step| ((from + step) * 10.0).round() / 10.0).filter(|level| !exceeds(*level, 5.0));
        // Capacity grows steadily with readiness.
        let gain = |level: f64| {
            let free = self.before.capacity + self.taken_before_readiness(group);
            free * (readiness_factor(level) / readiness_factor(from) - 1.0)
        };
        let steps: Vec<f64> = steps.collect();
        let to = steps.iter().find(|level| !falls_short(gain(**level), self.missing())).or(steps.last())?;
        let origins = origins(self.document);
        let origin = |index: usize| origins.get(index).map(|groups| *groups.get(group));
        let kind = RepairKind::Readiness {
            from,
            to: *to,
            is_repeated: matches!(origin(self.number), Some(Origin::Repeated | Origin::Neutral)),
            is_measured: matches!(origin(index), Some(Origin::Measured { .. })),
        };
        self.promised(kind, self.set(&path, json!(to))?)
    }

    /// Points of the capacity that do not grow with readiness.
    fn taken_before_readiness(&self, group: Group) -> f64 {
        let removed: f64 = self
            .wave
            .removed_duties
            .iter()
            .filter(|duty| duty.group == group)
            .map(|duty| duty.points.get())
            .sum();
        let outside = self.figures.outside.get(self.number - 1);
        outside.map_or(0.0, |points| *points.get(group)) - removed
    }

    /// A longer wave: by the fewest half months that are enough, or as many as it can take.
    pub(super) fn lengthen(&self) -> Option<Repair> {
        let from = self.wave.length_months.value();
        let path = format!("waves[{}].length_months", self.wave.id.0);
        let steps = (1..=6)
            .map(|step| from + f64::from(step) / 2.0)
            .take_while(|months| !exceeds(*months, MOST_MONTHS));
        let mut last = None;
        for to in steps {
            let repair = self.tried(RepairKind::Lengthen { from, to }, self.set(&path, json!(to))?);
            if repair.as_ref().is_some_and(|repair| repair.is_enough) {
                return repair;
            }
            last = repair.or(last);
        }
        last
    }

    /// More people of the office's own in this wave: the fewest tenths of one that are enough.
    pub(super) fn staff(&self) -> Option<Repair> {
        let office = self.figures.office.get(self.number - 1)?;
        let (from, of_one) = (office.fte, NET_DAYS_PER_MONTH * office.months);
        let free = of_one * (1.0 - self.wave.reserve_pct.fraction()) * self.share_of_office()?;
        let missing = (self.missing() / free.max(TOLERANCE)).min(MOST_STAFF);
        let to = ((from + missing) * 10.0 - TOLERANCE).ceil() / 10.0;
        let command = self.set(&format!("waves[{}].fte", self.wave.id.0), json!(to))?;
        let repair = self.tried(RepairKind::Staff { from, to }, command)?;
        let rate = self.document.foundation.funding.cost_per_day_internal;
        Some(repair.with_days((to - from) * of_one, rate))
    }

    /// Days of consultants: as many as are missing.
    pub(super) fn consultants(&self) -> Option<Repair> {
        let days = (self.missing() / self.share_of_office()?.max(TOLERANCE) - TOLERANCE).ceil().max(1.0);
        // More of them than the office has days of its own are no help for one role.
        if self.role.is_some() && days > self.figures.office.get(self.number - 1)?.capacity {
            return None;
        }
        let path = format!("waves[{}].consultant_days", self.wave.id.0);
        let total = self.wave.consultant_days.get() + days;
        let repair = self.tried(RepairKind::Consultants { days }, self.set(&path, json!(total))?)?;
        Some(repair.with_days(days, self.document.foundation.funding.cost_per_day_external))
    }

    /// Share of new days that reaches the load: they help every role in proportion to its own days.
    fn share_of_office(&self) -> Option<f64> {
        let office = self.figures.office.get(self.number - 1)?.capacity;
        Some(if self.role.is_some() { self.before.capacity / office.max(TOLERANCE) } else { 1.0 })
    }
}

impl Repair {
    /// The repair with person-days that are paid for.
    fn with_days(self, days: f64, rate: Money) -> Self {
        Self { cost: Cost { days, money: days * rate.units(), ..self.cost }, ..self }
    }
}
