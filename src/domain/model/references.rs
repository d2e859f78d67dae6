//! References between records: which ones point nowhere, and how they are cleared.

use std::collections::BTreeSet;
use std::fmt;

use super::document::Document;
use super::execution::Execution;
use super::foundation::Foundation;
use super::governance::Governance;
use super::group::Group;
use super::ids::{BenefitId, EntryId, ObjectiveId, ParticipantId, PersonId, WaveId};
use super::initiation::Initiation;
use super::planning::Planning;
use super::scenario::Scenarios;
use super::wave::Wave;

/// What a reference pointed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A person of the plan.
    Person(PersonId),
    /// A promised benefit.
    Benefit(BenefitId),
    /// An objective.
    Objective(ObjectiveId),
    /// A participant of the assessment.
    Participant(ParticipantId),
    /// A wave.
    Wave(WaveId),
    /// An entry, built in or own.
    Entry(EntryId),
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(formatter, "person {id}"),
            Self::Benefit(id) => write!(formatter, "benefit {id}"),
            Self::Objective(id) => write!(formatter, "objective {id}"),
            Self::Participant(id) => write!(formatter, "participant {id}"),
            Self::Wave(id) => write!(formatter, "wave {id}"),
            Self::Entry(id) => write!(formatter, "entry '{id}'"),
        }
    }
}

/// What became of the place that held the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The field is empty now; the record stays.
    Emptied,
    /// The line or record made no sense without its target and is gone.
    Removed,
}

/// One reference that pointed nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearedReference {
    /// Where it stood, such as `foundation.objectives[2].owner`; positions count from 0 and are those before
    /// anything was removed.
    pub place: String,
    /// What it pointed to.
    pub target: Target,
    /// What became of the place.
    pub outcome: Outcome,
}

impl fmt::Display for ClearedReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self.outcome {
            Outcome::Emptied => "The field is empty now.",
            Outcome::Removed => "The line was removed.",
        };
        write!(formatter, "{} named {}, which this plan does not have. {outcome}", self.place, self.target)
    }
}

/// Clears every reference to something that the document does not have, and lists what it cleared in document
/// order. Used after a removal and after loading.
///
/// `known_entries` says which entries the built-in catalogue has; the document's own entries are known besides.
/// Wave 0 of a readiness answer means "before any wave" and stays.
pub fn clear_dangling(
    document: &mut Document,
    known_entries: &dyn Fn(&EntryId) -> bool,
) -> Vec<ClearedReference> {
    let mut sweep = Sweep::over(document, known_entries);
    sweep.foundation(&mut document.foundation);
    sweep.initiation(&mut document.initiation);
    sweep.planning(&mut document.planning);
    sweep.waves("", &mut document.waves);
    sweep.scenarios(&mut document.scenarios);
    sweep.execution(&mut document.execution);
    sweep.governance(&mut document.governance);
    sweep.cleared
}

/// What exists, and what was cleared so far.
struct Sweep<'a> {
    people: BTreeSet<PersonId>,
    benefits: BTreeSet<BenefitId>,
    objectives: BTreeSet<ObjectiveId>,
    participants: BTreeSet<ParticipantId>,
    waves: BTreeSet<WaveId>,
    own_entries: BTreeSet<EntryId>,
    known_entries: &'a dyn Fn(&EntryId) -> bool,
    cleared: Vec<ClearedReference>,
}

impl<'a> Sweep<'a> {
    fn over(document: &Document, known_entries: &'a dyn Fn(&EntryId) -> bool) -> Self {
        let foundation = &document.foundation;
        Self {
            people: foundation.people.iter().map(|row| row.id).collect(),
            benefits: foundation.value_statement.iter().map(|row| row.id).collect(),
            objectives: foundation.objectives.iter().map(|row| row.id).collect(),
            participants: document.initiation.participants.iter().map(|row| row.id).collect(),
            waves: document
                .waves
                .iter()
                .chain(document.scenarios.kept.iter().flat_map(|kept| &kept.waves))
                .map(|wave| wave.id)
                .collect(),
            own_entries: document.planning.own_entries.iter().map(|entry| entry.id.clone()).collect(),
            known_entries,
            cleared: Vec::new(),
        }
    }

    fn exists(&self, target: &Target) -> bool {
        match target {
            Target::Person(id) => self.people.contains(id),
            Target::Benefit(id) => self.benefits.contains(id),
            Target::Objective(id) => self.objectives.contains(id),
            Target::Participant(id) => self.participants.contains(id),
            Target::Wave(id) => self.waves.contains(id),
            Target::Entry(id) => self.own_entries.contains(id) || (self.known_entries)(id),
        }
    }

    /// True where the target exists; else notes what is cleared.
    fn holds(&mut self, place: fmt::Arguments<'_>, target: Target, outcome: Outcome) -> bool {
        let exists = self.exists(&target);
        if !exists {
            self.cleared.push(ClearedReference { place: place.to_string(), target, outcome });
        }
        exists
    }

    fn field<Id: Copy>(
        &mut self,
        place: fmt::Arguments<'_>,
        field: &mut Option<Id>,
        target: impl Fn(Id) -> Target,
    ) {
        if let Some(id) = *field
            && !self.holds(place, target(id), Outcome::Emptied)
        {
            *field = None;
        }
    }

    fn person(&mut self, place: fmt::Arguments<'_>, field: &mut Option<PersonId>) {
        self.field(place, field, Target::Person);
    }

    /// Removes the lines of a list that name nothing.
    fn list<Row>(&mut self, place: fmt::Arguments<'_>, rows: &mut Vec<Row>, target: impl Fn(&Row) -> Target) {
        let mut index = 0;
        rows.retain(|row| {
            let holds = self.holds(format_args!("{place}[{index}]"), target(row), Outcome::Removed);
            index += 1;
            holds
        });
    }

    fn entries(&mut self, place: fmt::Arguments<'_>, entries: &mut Vec<EntryId>) {
        self.list(place, entries, |entry| Target::Entry(entry.clone()));
    }

    fn people(&mut self, place: fmt::Arguments<'_>, people: &mut Vec<PersonId>) {
        self.list(place, people, |person| Target::Person(*person));
    }

    fn foundation(&mut self, foundation: &mut Foundation) {
        for (index, row) in foundation.objectives.iter_mut().enumerate() {
            self.person(format_args!("foundation.objectives[{index}].owner"), &mut row.owner);
            let place = format_args!("foundation.objectives[{index}].benefit");
            self.field(place, &mut row.benefit, Target::Benefit);
            self.entries(format_args!("foundation.objectives[{index}].entries"), &mut row.entries);
        }
        self.person(format_args!("foundation.reports_to"), &mut foundation.reports_to);
        self.person(format_args!("foundation.sponsor.person"), &mut foundation.sponsor.person);
        self.people(format_args!("foundation.steering_group"), &mut foundation.steering_group);
        for (index, customer) in foundation.customers.iter_mut().enumerate() {
            for (number, row) in customer.expectations.iter_mut().enumerate() {
                let place = format_args!("foundation.customers[{index}].expectations[{number}].benefit");
                self.field(place, &mut row.benefit, Target::Benefit);
            }
        }
        for group in Group::ALL {
            let place = format_args!("foundation.stakeholders.{}.representatives", group.letter());
            self.people(place, &mut foundation.stakeholders.get_mut(group).representatives);
        }
        for (index, row) in foundation.transitional_activities.iter_mut().enumerate() {
            self.person(format_args!("foundation.transitional_activities[{index}].owner"), &mut row.owner);
        }
        for (index, row) in foundation.staff_plan.iter_mut().enumerate() {
            self.person(format_args!("foundation.staff_plan[{index}].person"), &mut row.person);
        }
        let premises = [
            ("assumptions", &mut foundation.assumptions),
            ("constraints", &mut foundation.constraints),
            ("risks", &mut foundation.risks),
        ];
        for (list, rows) in premises {
            for (index, row) in rows.iter_mut().enumerate() {
                self.person(format_args!("foundation.{list}[{index}].owner"), &mut row.owner);
            }
        }
        self.person(format_args!("foundation.approved_by"), &mut foundation.approved_by);
    }

    fn initiation(&mut self, initiation: &mut Initiation) {
        self.list(format_args!("initiation.answers"), &mut initiation.answers, |answer| {
            Target::Participant(answer.participant)
        });
        let mut index = 0;
        initiation.readiness_answers.retain(|answer| {
            let place = format_args!("initiation.readiness_answers[{index}]");
            let holds = self.holds(place, Target::Participant(answer.participant), Outcome::Removed)
                && (answer.wave == WaveId(0)
                    || self.holds(place, Target::Wave(answer.wave), Outcome::Removed));
            index += 1;
            holds
        });
    }

    fn planning(&mut self, planning: &mut Planning) {
        planning.choices.retain(|entry, _| {
            let place = format_args!("planning.choices.{entry}");
            self.holds(place, Target::Entry(entry.clone()), Outcome::Removed)
        });
        for (entry, choice) in &mut planning.choices {
            if let Some(prerequisites) = &mut choice.prerequisites {
                let place = format_args!("planning.choices.{entry}.prerequisites");
                self.list(place, prerequisites, |prerequisite| Target::Entry(prerequisite.entry.clone()));
            }
            self.person(format_args!("planning.choices.{entry}.owner"), &mut choice.owner);
        }
        for (index, entry) in planning.own_entries.iter_mut().enumerate() {
            let place = format_args!("planning.own_entries[{index}].hard_prerequisites");
            self.entries(place, &mut entry.hard_prerequisites);
            let place = format_args!("planning.own_entries[{index}].soft_prerequisites");
            self.entries(place, &mut entry.soft_prerequisites);
        }
        let mut index = 0;
        planning.wishes.retain_mut(|wish| {
            let was_empty = wish.entries.is_empty();
            self.entries(format_args!("planning.wishes[{index}].entries"), &mut wish.entries);
            index += 1;
            // A wish about nothing but missing entries asks for nothing any more.
            was_empty || !wish.entries.is_empty()
        });
    }

    fn scenarios(&mut self, scenarios: &mut Scenarios) {
        for (index, scenario) in scenarios.kept.iter_mut().enumerate() {
            self.waves(&format!("scenarios.kept[{index}]."), &mut scenario.waves);
        }
    }

    fn waves(&mut self, before: &str, waves: &mut [Wave]) {
        for (index, wave) in waves.iter_mut().enumerate() {
            for (number, item) in wave.items.iter_mut().enumerate() {
                if self.exists(&Target::Entry(item.entry.clone())) {
                    self.person(
                        format_args!("{before}waves[{index}].items[{number}].owner"),
                        &mut item.owner,
                    );
                    let place = format_args!("{before}waves[{index}].items[{number}].run_owner");
                    self.person(place, &mut item.run_owner);
                }
            }
            let place = format_args!("{before}waves[{index}].items");
            self.list(place, &mut wave.items, |item| Target::Entry(item.entry.clone()));
        }
    }

    fn execution(&mut self, execution: &mut Execution) {
        execution.actuals.retain(|entry, _| {
            let place = format_args!("execution.actuals.{entry}");
            self.holds(place, Target::Entry(entry.clone()), Outcome::Removed)
        });
        for (entry, actual) in &mut execution.actuals {
            let place = format_args!("execution.actuals.{entry}.run_days");
            self.list(place, &mut actual.run_days, |run| Target::Wave(run.wave));
        }
        for (index, row) in execution.decisions.iter_mut().enumerate() {
            self.person(format_args!("execution.decisions[{index}].by"), &mut row.by);
        }
        self.list(format_args!("execution.lessons"), &mut execution.lessons, |lesson| {
            Target::Wave(lesson.wave)
        });
    }

    fn governance(&mut self, governance: &mut Governance) {
        for (index, row) in governance.communications.iter_mut().enumerate() {
            self.person(format_args!("governance.communications[{index}].sender"), &mut row.sender);
        }
        for (index, row) in governance.kpis.iter_mut().enumerate() {
            self.person(format_args!("governance.kpis[{index}].owner"), &mut row.owner);
            let place = format_args!("governance.kpis[{index}].objective");
            self.field(place, &mut row.objective, Target::Objective);
        }
        for (index, row) in governance.risks.iter_mut().enumerate() {
            self.person(format_args!("governance.risks[{index}].owner"), &mut row.owner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a document, clears it and compares the list of what was cleared.
    fn check(document: &str, expected: &[&str]) -> Document {
        let mut document: Document = serde_json::from_str(document).unwrap();
        let cleared = clear_dangling(&mut document, &|entry| entry.as_str() == "pmo-charter");
        assert_eq!(cleared.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
        assert_eq!(
            clear_dangling(&mut document, &|entry| entry.as_str() == "pmo-charter"),
            [],
            "a second sweep finds nothing"
        );
        document
    }

    #[test]
    fn what_exists_stays() {
        check(
            r#"{"foundation": {"people": [{"id": 3}], "approved_by": 3, "steering_group": [3]},
                "planning": {"own_entries": [{"id": "own-1", "hard_prerequisites": ["pmo-charter"]}],
                             "choices": {"own-1": {"owner": 3}}},
                "waves": [{"id": 9, "items": [{"entry": "own-1", "owner": 3}]}]}"#,
            &[],
        );
    }

    #[test]
    fn fields_are_emptied_and_lines_removed() {
        let document = check(
            r#"{"foundation": {"objectives": [{"id": 1, "owner": 7, "benefit": 8, "entries": ["pmo-charter", "gone"]}]},
                "waves": [{"id": 1, "items": [{"entry": "gone", "owner": 7}, {"entry": "pmo-charter", "owner": 7}]}]}"#,
            &[
                "foundation.objectives[0].owner named person 7, which this plan does not have. The field is empty now.",
                "foundation.objectives[0].benefit named benefit 8, which this plan does not have. The field is empty now.",
                "foundation.objectives[0].entries[1] named entry 'gone', which this plan does not have. The line was removed.",
                "waves[0].items[1].owner named person 7, which this plan does not have. The field is empty now.",
                "waves[0].items[0] named entry 'gone', which this plan does not have. The line was removed.",
            ],
        );
        assert_eq!(document.foundation.objectives[0].entries, [EntryId::from("pmo-charter")]);
        assert_eq!(document.waves[0].items.len(), 1);
    }

    #[test]
    fn answers_go_with_their_participant_and_wave() {
        let document = check(
            r#"{"initiation": {"participants": [{"id": 1}],
                "answers": [{"participant": 2, "question": 1}, {"participant": 1, "question": 1}],
                "readiness_answers": [{"participant": 1}, {"participant": 1, "wave": 5}]}}"#,
            &[
                "initiation.answers[0] named participant 2, which this plan does not have. The line was removed.",
                "initiation.readiness_answers[1] named wave 5, which this plan does not have. The line was removed.",
            ],
        );
        assert_eq!(document.initiation.readiness_answers.len(), 1);
    }

    #[test]
    fn a_wish_about_nothing_is_removed() {
        let document = check(
            r#"{"planning": {"wishes": [{"id": 1, "entries": ["gone"]}, {"id": 2, "entries": []}]}}"#,
            &[
                "planning.wishes[0].entries[0] named entry 'gone', which this plan does not have. The line was removed.",
            ],
        );
        assert_eq!(document.planning.wishes.len(), 1);
    }
}
