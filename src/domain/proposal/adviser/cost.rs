//! What a repair costs, and how costs of different kinds compare.

use crate::domain::figures::number::TOLERANCE;

/// What a repair costs the plan. Negative value is a gain.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Value that the plan loses by the day on which it ends now: what a longer plan earns behind that day is no gain.
    pub value: f64,
    /// Person-days of staff or consultants that are added.
    pub days: f64,
    /// What these days cost, currency units; 0 where the plan names no rate.
    pub money: f64,
    /// Months by which the plan ends later.
    pub months: f64,
    /// The plan counts nothing for it, but somebody has to agree to it and make it true.
    pub is_promise: bool,
}

/// A plan as a whole: what its costs are a part of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Whole {
    /// Its value.
    pub value: f64,
    /// Person-days that its office has.
    pub days: f64,
    /// Staff and consultants, currency units.
    pub money: f64,
    /// Its length in months.
    pub months: f64,
}

impl Cost {
    /// The cost as a share of the plan: the share of its value that is lost, of its money (its days, where no rate is
    /// known) that is spent, and of its time that is added, one with the other. A convention of the product: it ranks.
    pub(super) fn share_of(&self, plan: &Whole) -> f64 {
        let of = |part: f64, whole: f64| if whole > TOLERANCE { part / whole } else { 0.0 };
        let spent = if self.money > 0.0 { of(self.money, plan.money) } else { of(self.days, plan.days) };
        of(self.value, plan.value) + spent + of(self.months, plan.months)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Whole = Whole { value: 600.0, days: 400.0, money: 200_000.0, months: 12.0 };

    #[test]
    fn costs_of_every_kind_are_shares_of_the_plan() {
        let share = |cost: Cost| (cost.share_of(&PLAN) * 1000.0).round();
        assert_eq!(share(Cost { value: 6.0, ..Cost::default() }), 10.0);
        assert_eq!(share(Cost { value: -6.0, ..Cost::default() }), -10.0);
        assert_eq!(share(Cost { months: 0.6, ..Cost::default() }), 50.0);
        assert_eq!(share(Cost { days: 4.0, ..Cost::default() }), 10.0, "days count where no rate is known");
        assert_eq!(share(Cost { days: 4.0, money: 4_000.0, ..Cost::default() }), 20.0);
        assert_eq!(share(Cost { is_promise: true, ..Cost::default() }), 0.0);
    }

    #[test]
    fn an_empty_plan_has_no_shares() {
        let empty = Whole { value: 0.0, days: 0.0, money: 0.0, months: 0.0 };
        let cost = Cost { value: 1.0, days: 1.0, money: 1.0, months: 1.0, is_promise: false };
        assert_eq!(cost.share_of(&empty), 0.0);
    }
}
