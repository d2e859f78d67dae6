//! Remedies that fill or change fields.

use jiff::ToSpan;
use serde::Serialize;
use serde_json::json;

use crate::domain::catalogue::areas::areas;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::command::Command;
use crate::domain::figures::area::MOST_CREDIBLE_RISE;
use crate::domain::health::message::group_name;
use crate::domain::health::subject::wave_path;
use crate::domain::health::{Finding, Subject};
use crate::domain::json::to_value;
use crate::domain::model::foundation::StaffRole;
use crate::domain::model::governance::Communication;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{PersonId, RoleId, RowId};
use crate::domain::model::scalar::{Amount, Date};
use crate::domain::model::wave::ExitCriterion;
use crate::domain::order;
use crate::domain::wording::phrase::date as written;
use crate::domain::wording::{fill, t};

use super::Attempt;
use super::desk::{Desk, entry_of, wave_of};

/// The least part of a position that a lead needs (PMO fact base 8.4, R37).
const LEAST_LEAD: f64 = 0.5;

fn one(label: String, commands: impl IntoIterator<Item = Option<Command>>) -> Vec<Attempt> {
    let commands: Option<Vec<Command>> = commands.into_iter().collect();
    commands.map(|commands| vec![(label, commands)]).unwrap_or_default()
}

fn add<T: Serialize>(list: &str, row: &T) -> Option<Command> {
    Some(Command::AddRow { list: list.parse().ok()?, row: to_value(row)? })
}

/// The only executive whom the plan knows becomes the sponsor.
pub(super) fn only_executive(desk: &Desk<'_>) -> Vec<Attempt> {
    let mut executives = desk.document.foundation.people.iter().filter(|person| person.group == Group::E);
    match (executives.next(), executives.next()) {
        (Some(person), None) => one(
            fill("mend.sponsor", &[("person", &person.name)]),
            [Desk::set("foundation.sponsor.person", json!(person.id))],
        ),
        _ => Vec::new(),
    }
}

/// The date of an objective is the end of the plan; its measure is the KPI that is linked to it.
pub(super) fn complete_objective(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Subject::Objective(id) = finding.subject else { return Vec::new() };
    let objectives = &desk.document.foundation.objectives;
    let Some(objective) = objectives.iter().find(|objective| objective.id == id) else { return Vec::new() };
    let mut said = Vec::new();
    let mut commands = Vec::new();
    if objective.due.is_none() {
        let Some(span) = desk.figures.spans.last() else { return Vec::new() };
        said.push(fill("mend.due", &[("date", &day(desk, span.end))]));
        commands.push(Desk::set(&format!("foundation.objectives[{id}].due"), json!(span.end)));
    }
    if objective.measure.trim().is_empty() {
        let mut kpis = desk.document.governance.kpis.iter();
        let kpi = kpis.find(|kpi| kpi.objective == Some(id) && !kpi.name.trim().is_empty());
        let Some(kpi) = kpi else { return Vec::new() };
        said.push(fill("mend.measure", &[("kpi", &kpi.name)]));
        commands.push(Desk::set(&format!("foundation.objectives[{id}].measure"), json!(kpi.name)));
    }
    if commands.is_empty() { Vec::new() } else { one(said.join("; "), commands) }
}

/// A role helps to build the entry.
pub(super) fn add_build_role(desk: &Desk<'_>, finding: &Finding, role: &str) -> Vec<Attempt> {
    let Some(entry) = entry_of(finding) else { return Vec::new() };
    let Some(resolved) = desk.figures.entry(entry) else { return Vec::new() };
    let role = RoleId::from(role);
    let names = [("entry", desk.name(entry)), ("role", guidance().role_name(&role).to_owned())];
    let names: Vec<(&str, &str)> = names.iter().map(|(key, name)| (*key, name.as_str())).collect();
    let label = fill("mend.build_role", &names);
    let roles: Vec<RoleId> = resolved.build_roles.iter().cloned().chain([role]).collect();
    one(label, [Desk::set(&format!("planning.choices.{entry}.build_roles"), json!(roles))])
}

/// Neither too strict for a free culture nor too soft for a strict one.
pub(super) fn middle_control() -> Vec<Attempt> {
    let control = Desk::set("foundation.control_level", json!("controlling"));
    one(t("mend.controlling").to_owned(), [control])
}

/// A lead from wave 1: the one of the staff plan comes in time and with time enough, or a vacancy is planned.
pub(super) fn staff_lead(desk: &Desk<'_>) -> Vec<Attempt> {
    let rows = &desk.document.foundation.staff_plan;
    if let Some(row) = rows.iter().find(|row| row.role.as_str() == "pmo-lead") {
        let path = format!("foundation.staff_plan[{}]", row.id);
        let early = Desk::set(&format!("{path}.from_wave"), json!(1));
        let enough = Desk::set(&format!("{path}.fte"), json!(row.fte.get().max(LEAST_LEAD)));
        return one(t("mend.lead_earlier").to_owned(), [early, enough]);
    }
    let lead = StaffRole {
        id: RowId(desk.fresh),
        role: RoleId::from("pmo-lead"),
        fte: Amount::new(1.0).unwrap_or(Amount::ZERO),
        ..StaffRole::default()
    };
    one(t("mend.lead").to_owned(), [add("foundation.staff_plan", &lead)])
}

/// Somebody of the staff plan who is there in the entry's wave runs it, the lead before the others.
pub(super) fn name_run_owner(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Some(entry) = entry_of(finding) else { return Vec::new() };
    let Some(number) = desk.document.wave_of(entry) else { return Vec::new() };
    let path = format!("{}.items[{entry}].run_owner", wave_path(desk.document, number));
    let is_there = |row: &&StaffRole| {
        usize::from(row.from_wave) <= number && row.to_wave.is_none_or(|last| usize::from(last) >= number)
    };
    let mut rows: Vec<&StaffRole> = desk.document.foundation.staff_plan.iter().filter(is_there).collect();
    order::by_key(&mut rows, |row| row.role.as_str() != "pmo-lead");
    let people = rows.into_iter().filter_map(|row| row.person);
    let named = people.take(2).flat_map(|person| {
        let name = person_name(desk, person);
        let label = fill("mend.run_owner", &[("entry", &desk.name(entry)), ("person", &name)]);
        one(label, [Desk::set(&path, json!(person))])
    });
    named.collect()
}

fn person_name(desk: &Desk<'_>, id: PersonId) -> String {
    let people = &desk.document.foundation.people;
    people.iter().find(|person| person.id == id).map_or_else(String::new, |person| person.name.clone())
}

fn day(desk: &Desk<'_>, date: Date) -> String {
    written(desk.document.plan.date_format, date)
}

/// The money is looked at again when the first wave ends.
pub(super) fn set_review(desk: &Desk<'_>) -> Vec<Attempt> {
    let Some(span) = desk.figures.spans.first() else { return Vec::new() };
    let review = Desk::set("foundation.funding.review_date", json!(span.end));
    one(fill("mend.review", &[("date", &day(desk, span.end))]), [review])
}

/// The launch moves to the nearest days around the blackout.
pub(super) fn shift_launch(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Some(entry) = entry_of(finding) else { return Vec::new() };
    let Some(number) = desk.document.wave_of(entry) else { return Vec::new() };
    let Some(span) = desk.figures.spans.get(number.saturating_sub(1)) else { return Vec::new() };
    let blackouts = || desk.document.waves.iter().flat_map(|wave| &wave.blackouts);
    let before = blackouts().filter_map(|blackout| blackout.from.or(blackout.to));
    let before = before.map(|day| Date::clamped(day.civil().saturating_sub(1.day())));
    let after = blackouts().filter_map(|blackout| blackout.to.or(blackout.from));
    let after = after.map(|day| Date::clamped(day.civil().saturating_add(1.day())));
    let mut days: Vec<Date> =
        before.chain(after).filter(|day| (span.start..=span.end).contains(day)).collect();
    // The last possible day leaves the most time to build.
    order::by(&mut days, |a, b| b.cmp(a));
    let path = format!("{}.items[{entry}].launch_date", wave_path(desk.document, number));
    let shifted = days.into_iter().flat_map(|date| {
        let label = fill("mend.launch", &[("entry", &desk.name(entry)), ("date", &day(desk, date))]);
        one(label, [Desk::set(&path, json!(date))])
    });
    shifted.collect()
}

/// What is true at the end of any good wave becomes its first criterion.
pub(super) fn add_exit_criterion(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Some(number) = wave_of(finding) else { return Vec::new() };
    let list = format!("{}.exit_criteria", wave_path(desk.document, number));
    let text = t("mend.criterion_text").to_owned();
    let criterion = ExitCriterion { id: RowId(desk.fresh), text, ..ExitCriterion::default() };
    one(t("mend.criterion").to_owned(), [add(&list, &criterion)])
}

/// The target lies two levels above today.
pub(super) fn lower_target(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Subject::Area(area) = finding.subject else { return Vec::new() };
    let level = desk.figures.areas.iter().find(|numbers| numbers.area == area).and_then(|area| area.level);
    let Some(level) = level else { return Vec::new() };
    // Rounded down to a tenth: a target above the two levels would be found again.
    let target = ((level + MOST_CREDIBLE_RISE) * 10.0 + 1e-9).floor() / 10.0;
    let label = fill("mend.target", &[("area", areas().name(area)), ("target", &target.to_string())]);
    one(label, [Desk::set(&format!("initiation.areas.{}.target", area.code()), json!(target))])
}

/// The last wave winds the office up.
pub(super) fn close_last_wave(desk: &Desk<'_>) -> Vec<Attempt> {
    let number = desk.wave_count();
    let path = format!("{}.kind", wave_path(desk.document, number));
    let label = fill("mend.closing", &[("wave", &number.to_string())]);
    one(label, [desk.open_wave(number).and_then(|_| Desk::set(&path, json!("closing")))])
}

/// Somebody talks with the group before the first launch.
pub(super) fn address_group(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    let Subject::Group(group) = finding.subject else { return Vec::new() };
    let message = Communication {
        id: RowId(desk.fresh),
        audience: group,
        message: t("mend.message_text").to_owned(),
        channel: t("mend.message_channel").to_owned(),
        sender: desk.document.foundation.sponsor.person,
        wave: Some(1),
        ..Communication::default()
    };
    let label = fill("mend.message", &[("group", group_name(group))]);
    one(label, [add("governance.communications", &message)])
}
