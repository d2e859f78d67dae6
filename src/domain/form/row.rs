//! What a new row holds before anybody typed.

use serde::Serialize;
use serde_json::Value;

use crate::domain::json;
use crate::domain::model::entry::{AreaLift, CrossReference};
use crate::domain::model::execution::{ChangeRequest, Decision, RunActual};
use crate::domain::model::foundation::{
    Authority, CustomerGroup, Expectation, Objective, Person, Premise, Principle, ScopeItem, StaffRole,
    TransitionalActivity, ValueBenefit, YearAmount,
};
use crate::domain::model::governance::{AcceptedFinding, Communication, Kpi, LeverAction, Risk};
use crate::domain::model::initiation::{Area, Evidence, Pain, Participant, Strength};
use crate::domain::model::organisation::{OtherChange, OtherPmo};
use crate::domain::model::planning::{Prerequisite, Wish};
use crate::domain::model::scalar::Lift;
use crate::domain::model::scenario::StressTest;
use crate::domain::model::wave::{Blackout, ExitCriterion, RemovedDuty, WaveItem};

/// A new row for a list, by the path of the list's field (`foundation.objectives`,
/// `waves[].blackouts`). Its `id` is 0 where rows have one: the page puts a fresh id there. None where the
/// path names no list of rows.
pub fn row_template(list: &str) -> Option<Value> {
    match list {
        "organisation.other_pmos" => empty::<OtherPmo>(),
        "organisation.other_changes" => empty::<OtherChange>(),
        "foundation.value_statement" => empty::<ValueBenefit>(),
        "foundation.principles" => empty::<Principle>(),
        "foundation.objectives" => empty::<Objective>(),
        "foundation.people" => empty::<Person>(),
        "foundation.customers" => empty::<CustomerGroup>(),
        "foundation.customers[].expectations" => empty::<Expectation>(),
        "foundation.scope_in" | "foundation.scope_out" => empty::<ScopeItem>(),
        "foundation.authority" => empty::<Authority>(),
        "foundation.transitional_activities" => empty::<TransitionalActivity>(),
        "foundation.funding.yearly_amounts" => empty::<YearAmount>(),
        "foundation.staff_plan" => empty::<StaffRole>(),
        "foundation.assumptions" | "foundation.constraints" | "foundation.risks" => empty::<Premise>(),
        "initiation.participants" => empty::<Participant>(),
        "initiation.pains" => empty::<Pain>(),
        "initiation.strengths" => empty::<Strength>(),
        "initiation.evidence" => empty::<Evidence>(),
        "planning.choices.*.prerequisites" => empty::<Prerequisite>(),
        "planning.wishes" => empty::<Wish>(),
        "planning.own_entries[].lifts" => {
            written(&AreaLift { area: Area::Sponsorship, lift: Lift::new(0.5).unwrap_or(Lift::MIN) })
        }
        "planning.own_entries[].cross_references" => empty::<CrossReference>(),
        "waves[].removed_duties" => empty::<RemovedDuty>(),
        "waves[].items" => empty::<WaveItem>(),
        "waves[].blackouts" => empty::<Blackout>(),
        "waves[].exit_criteria" => empty::<ExitCriterion>(),
        "scenarios.stress_tests" => empty::<StressTest>(),
        "execution.actuals.*.run_days" => empty::<RunActual>(),
        "execution.decisions" => empty::<Decision>(),
        "execution.change_requests" => empty::<ChangeRequest>(),
        "governance.communications" => empty::<Communication>(),
        "governance.kpis" => empty::<Kpi>(),
        "governance.risks" => empty::<Risk>(),
        "governance.lever_actions" => empty::<LeverAction>(),
        "governance.accepted_findings" => empty::<AcceptedFinding>(),
        _ => None,
    }
}

fn empty<T: Default + Serialize>() -> Option<Value> {
    written(&T::default())
}

fn written(row: &impl Serialize) -> Option<Value> {
    json::to_value(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::form::{self, Input};

    #[test]
    fn every_list_of_rows_has_a_template_with_its_fields() {
        for field in form::fields() {
            let Input::Rows(columns) = field.input else {
                assert_eq!(row_template(field.path), None, "{}", field.path);
                continue;
            };
            let template =
                row_template(field.path).unwrap_or_else(|| panic!("{} has no template", field.path));
            // What the product itself writes later is not in a new row.
            let entered = columns.iter().filter(|column| column.input != Input::Shown);
            let mut names: Vec<_> = entered.filter_map(|column| column.path.rsplit('.').next()).collect();
            if template.get("id").is_some() {
                assert_eq!(template["id"], 0, "{}", field.path);
                names.push("id");
            }
            names.sort_unstable();
            let keys: Vec<_> = template.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, names, "{}", field.path);
        }
    }
}
