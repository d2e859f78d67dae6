//! The clean-up after every command: nothing may point at a record that is gone.

use std::collections::BTreeSet;

use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;

/// Clears every reference to a person, a benefit, an objective, a participant, a wave or an entry that is
/// gone. `known_entries` says which entries the catalogue has; own entries are known too.
pub(super) fn clear_dangling(document: &mut Document, known_entries: &dyn Fn(&EntryId) -> bool) {
    clear_people(document);
    clear_benefits_and_objectives(document);
    clear_answers(document);
    clear_entries(document, known_entries);
}

fn clear_people(document: &mut Document) {
    let people: BTreeSet<_> = document.foundation.people.iter().map(|person| person.id).collect();
    let check = |reference: &mut Option<_>| {
        if reference.is_some_and(|id| !people.contains(&id)) {
            *reference = None;
        }
    };
    let foundation = &mut document.foundation;
    check(&mut foundation.reports_to);
    check(&mut foundation.sponsor.person);
    check(&mut foundation.approved_by);
    foundation.steering_group.retain(|person| people.contains(person));
    foundation.objectives.iter_mut().for_each(|objective| check(&mut objective.owner));
    foundation.transitional_activities.iter_mut().for_each(|activity| check(&mut activity.owner));
    foundation.staff_plan.iter_mut().for_each(|role| check(&mut role.person));
    for premises in [&mut foundation.assumptions, &mut foundation.constraints, &mut foundation.risks] {
        premises.iter_mut().for_each(|premise| check(&mut premise.owner));
    }
    let stakeholders = &mut foundation.stakeholders;
    for group in crate::domain::model::group::Group::ALL {
        stakeholders.get_mut(group).representatives.retain(|person| people.contains(person));
    }
    document.planning.choices.values_mut().for_each(|choice| check(&mut choice.owner));
    for item in document.waves.iter_mut().flat_map(|wave| &mut wave.items) {
        check(&mut item.owner);
        check(&mut item.run_owner);
    }
    document.execution.decisions.iter_mut().for_each(|decision| check(&mut decision.by));
    let governance = &mut document.governance;
    governance.communications.iter_mut().for_each(|communication| check(&mut communication.sender));
    governance.kpis.iter_mut().for_each(|kpi| check(&mut kpi.owner));
    governance.risks.iter_mut().for_each(|risk| check(&mut risk.owner));
}

fn clear_benefits_and_objectives(document: &mut Document) {
    let foundation = &mut document.foundation;
    let benefits: BTreeSet<_> = foundation.value_statement.iter().map(|benefit| benefit.id).collect();
    let check = |reference: &mut Option<_>| {
        if reference.is_some_and(|id| !benefits.contains(&id)) {
            *reference = None;
        }
    };
    foundation.objectives.iter_mut().for_each(|objective| check(&mut objective.benefit));
    let expectations = foundation.customers.iter_mut().flat_map(|customer| &mut customer.expectations);
    expectations.for_each(|expectation| check(&mut expectation.benefit));
    let objectives: BTreeSet<_> = foundation.objectives.iter().map(|objective| objective.id).collect();
    for kpi in &mut document.governance.kpis {
        kpi.objective = kpi.objective.filter(|id| objectives.contains(id));
    }
}

fn clear_answers(document: &mut Document) {
    let participants: BTreeSet<_> =
        document.initiation.participants.iter().map(|participant| participant.id).collect();
    let waves: BTreeSet<_> = document.waves.iter().map(|wave| wave.id).collect();
    document.initiation.answers.retain(|answer| participants.contains(&answer.participant));
    document
        .initiation
        .readiness_answers
        .retain(|answer| participants.contains(&answer.participant) && waves.contains(&answer.wave));
    for actual in document.execution.actuals.values_mut() {
        actual.run_days.retain(|run| waves.contains(&run.wave));
    }
}

fn clear_entries(document: &mut Document, known_entries: &dyn Fn(&EntryId) -> bool) {
    let own: BTreeSet<_> = document.planning.own_entries.iter().map(|own| own.id.clone()).collect();
    let is_known = |entry: &EntryId| known_entries(entry) || own.contains(entry);
    let planning = &mut document.planning;
    planning.choices.retain(|entry, _| is_known(entry));
    for prerequisites in planning.choices.values_mut().filter_map(|choice| choice.prerequisites.as_mut()) {
        prerequisites.retain(|prerequisite| is_known(&prerequisite.entry));
    }
    for entry in &mut planning.own_entries {
        entry.hard_prerequisites.retain(&is_known);
        entry.soft_prerequisites.retain(&is_known);
    }
    planning.wishes.iter_mut().for_each(|wish| wish.entries.retain(&is_known));
    document.foundation.objectives.iter_mut().for_each(|objective| objective.entries.retain(&is_known));
    document.waves.iter_mut().for_each(|wave| wave.items.retain(|item| is_known(&item.entry)));
    document.execution.actuals.retain(|entry, _| is_known(entry));
}
