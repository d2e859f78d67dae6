//! The built-in example plans: two complete ones, and one that the health check must complain about.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::json;
use super::model::document::Document;

/// A built-in plan of an invented organisation (PMO fact base 6.7 and 6.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Example {
    /// Norvik Components: a mid-size company, 15 entries in 4 waves of 3 months.
    Norvik,
    /// Halden Group: a large enterprise, 36 entries in 7 waves of 4 months.
    Halden,
    /// Norvik Components again, with everything in the wrong order.
    Naive,
}

impl Example {
    /// All examples in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Norvik, Self::Halden, Self::Naive];

    /// The name by which it is asked for, such as `norvik`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Norvik => "norvik",
            Self::Halden => "halden",
            Self::Naive => "naive",
        }
    }

    /// The plan as shipped. Its plan id is fixed: whoever keeps a copy gives it a new one.
    ///
    /// Fails only where the shipped text does not fit the model, which the tests of this file rule out.
    pub fn document(self) -> Result<Document, ExampleError> {
        json::parse(self.text())
            .map_err(|error| ExampleError { example: self.id(), reason: error.to_string() })
    }

    fn text(self) -> &'static str {
        match self {
            Self::Norvik => include_str!("norvik.json"),
            Self::Halden => include_str!("halden.json"),
            Self::Naive => include_str!("naive.json"),
        }
    }
}

impl fmt::Display for Example {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl FromStr for Example {
    type Err = UnknownExample;

    fn from_str(name: &str) -> Result<Self, UnknownExample> {
        Self::ALL
            .into_iter()
            .find(|example| example.id().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownExample(name.to_owned()))
    }
}

/// A name that no built-in plan carries.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("'{0}' is no example; there are norvik, halden and naive")]
pub struct UnknownExample(pub String);

/// A shipped plan that does not fit the model.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the example '{example}' cannot be read: {reason}")]
pub struct ExampleError {
    /// Its name.
    pub example: &'static str,
    /// What does not fit, and where.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::domain::figures::Figures;
    use crate::domain::model::foundation::Employment;
    use crate::domain::model::governance::RaciLetter;
    use crate::domain::model::group::{Group, PerGroup};
    use crate::domain::model::ids::RoleId;
    use crate::domain::model::initiation::Area;
    use crate::domain::model::plan::SizeClass;
    use crate::domain::model::planning::SelectionState;
    use crate::domain::model::scalar::{Amount, Demand, Level};
    use crate::domain::model::wave::Wave;

    fn read(example: Example) -> Document {
        example.document().unwrap()
    }

    /// Own staff of a wave: the wave's own figure, else the sum of the staff plan.
    fn staff(document: &Document, number: usize, wave: &Wave) -> f64 {
        let in_wave = document.foundation.staff_plan.iter().filter(|row| {
            row.employment == Employment::Internal
                && usize::from(row.from_wave) <= number
                && row.to_wave.is_none_or(|last| usize::from(last) >= number)
        });
        wave.fte.map_or_else(|| in_wave.map(|row| row.fte.get()).sum(), Amount::get)
    }

    fn load(points: &PerGroup<f64>) -> String {
        points
            .iter()
            .filter(|(_, points)| **points > 0.0)
            .map(|(group, points)| format!("{}{points}", group.letter()))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// One line a wave: people, consultant days, other changes, entries in their order.
    #[track_caller]
    fn check_waves(example: Example, expected: &[&str]) {
        let document = read(example);
        let outside = Figures::of(&document).outside;
        let lines: Vec<String> = (1..)
            .zip(document.waves.iter().zip(&outside))
            .map(|(number, (wave, outside))| {
                let entries: Vec<&str> = wave.items.iter().map(|item| item.entry.as_str()).collect();
                let people = staff(&document, number, wave);
                format!(
                    "{people} | {} | {} | {}",
                    wave.consultant_days.get(),
                    load(outside),
                    entries.join(", ")
                )
            })
            .collect();
        assert_eq!(lines, expected, "{example}");
        for wave in &document.waves {
            assert_eq!(wave.reserve_pct.get(), 15);
            assert!(wave.removed_duties.is_empty() && wave.blackouts.is_empty());
            assert!(!wave.goal.is_empty() && !wave.exit_criteria.is_empty());
            assert!(wave.items.iter().all(|item| !item.pilot));
        }
        let placed: BTreeSet<&str> =
            document.waves.iter().flat_map(|wave| &wave.items).map(|item| item.entry.as_str()).collect();
        let chosen =
            document.planning.choices.iter().filter(|(_, choice)| choice.state == SelectionState::Chosen);
        assert_eq!(chosen.map(|(entry, _)| entry.as_str()).collect::<BTreeSet<_>>(), placed, "{example}");
    }

    /// Level today as decided or answered: the mean of all answers, to one decimal.
    fn level(document: &Document, area: Area) -> f64 {
        let decided = document.initiation.areas.get(&area).and_then(|record| record.level_override);
        let answered = || {
            let answers = document.initiation.answers.iter().filter(|answer| answer.area == area);
            let scores: Vec<f64> =
                answers.filter_map(|answer| answer.score).map(|score| score.value()).collect();
            (scores.iter().sum::<f64>() / scores.len() as f64 * 10.0).round() / 10.0
        };
        decided.map_or_else(answered, Level::get)
    }

    /// One line an area: level today, target, importance; in the fixed order of the areas.
    #[track_caller]
    fn check_areas(example: Example, expected: [&str; 14]) {
        let document = read(example);
        let lines = Area::ALL.map(|area| {
            let record = document.initiation.areas.get(&area).unwrap();
            let target = record.target.map_or(0.0, Level::get);
            format!("{} {target} {}", level(&document, area), record.importance.get())
        });
        assert_eq!(lines, expected, "{example}");
    }

    #[track_caller]
    fn check_demand(example: Example, expected: &[(&str, u8)]) {
        let document = read(example);
        let asked = document.planning.choices.iter();
        let asked: BTreeSet<(&str, u8)> = asked
            .filter_map(|(entry, choice)| Some((entry.as_str(), choice.sponsor_demand.map(Demand::get)?)))
            .collect();
        assert_eq!(asked, expected.iter().copied().collect(), "{example}");
    }

    /// One line a wave: readiness E F P T O, where a wave without a value repeats the wave before.
    #[track_caller]
    fn check_readiness(example: Example, expected: &[&str]) {
        let document = read(example);
        let mut known = PerGroup::<Option<Level>>::default();
        let lines: Vec<String> = document
            .waves
            .iter()
            .map(|wave| {
                known = known.map(|group, before| wave.readiness.get(group).or(*before));
                let levels = Group::ALL.map(|group| known.get(group).map_or(0.0, Level::get).to_string());
                levels.join(" ")
            })
            .collect();
        assert_eq!(lines, expected, "{example}");
    }

    const NORVIK_DEMAND: [(&str, u8); 15] = [
        ("project-inventory", 7),
        ("pmo-charter", 6),
        ("portfolio-dashboard", 8),
        ("status-reporting", 9),
        ("template-library", 7),
        ("prioritisation-model", 7),
        ("governance-framework", 6),
        ("demand-intake", 8),
        ("stage-gates", 3),
        ("pm-coaching", 5),
        ("pm-training", 6),
        ("community-of-practice", 3),
        ("change-comms", 3),
        ("pm-methodology", 5),
        ("ppm-tool", 8),
    ];

    const NORVIK_AREAS: [&str; 14] = [
        "2 4 3", "1 3 3", "1 3 3", "1 2 2", "1 3 3", "2 3 2", "2 3 2", "2 3 1", "1 3 3", "2 3 1", "2 3 2",
        "2 3 2", "1 2 1", "2 3 2",
    ];

    #[test]
    fn every_example_is_asked_for_by_its_name() {
        for example in Example::ALL {
            assert_eq!(example.to_string().parse(), Ok(example));
        }
        assert_eq!("Norvik".parse(), Ok(Example::Norvik));
        assert_eq!(
            "plan".parse::<Example>().unwrap_err().to_string(),
            "'plan' is no example; there are norvik, halden and naive"
        );
    }

    #[test]
    fn files_stand_as_the_model_writes_them() {
        for example in Example::ALL {
            let written = serde_json::to_string_pretty(&read(example)).unwrap() + "\n";
            assert!(written == example.text(), "{example}: rewrite the file with every field of the model");
        }
    }

    #[test]
    fn waves_are_those_of_the_worked_examples() {
        check_waves(
            Example::Norvik,
            &[
                "2 | 20 | T2 | pmo-charter, maturity-check, project-inventory, template-library, status-reporting, change-comms",
                "2 | 10 | E2 F3 T3 | sponsor-briefing, project-tiering, governance-framework, community-of-practice",
                "2.5 | 10 | T2 | pm-methodology, portfolio-dashboard",
                "2.5 | 0 | F2 | pm-training, pm-coaching, demand-intake",
            ],
        );
        check_waves(
            Example::Naive,
            &[
                "2 | 20 | T2 | pmo-charter, pm-methodology, ppm-tool, pm-training",
                "2 | 10 | E2 F3 T3 | governance-framework, time-recording, stage-gates, project-inventory, status-reporting",
                "2.5 | 10 | T2 | demand-intake, portfolio-dashboard, pm-coaching",
                "2.5 | 0 | F2 | maturity-check, template-library, change-comms",
            ],
        );
        check_waves(
            Example::Halden,
            &[
                "5 | 40 | F4 T4 | pmo-charter, maturity-check, change-comms, project-inventory, status-reporting, escalation-path",
                "6 | 40 | E3 F2 T4 | sponsor-briefing, project-tiering, template-library, community-of-practice, metrics-framework, project-repository, project-start-up",
                "8 | 60 | E3 T2 | governance-framework, pm-methodology, pmo-scorecard",
                "9 | 20 |  | portfolio-dashboard, demand-intake, pm-training, risk-framework, dependency-coordination",
                "12 | 40 | T3 | pm-coaching, prioritisation-model, scope-change-control, lessons-learned, pmo-help-desk, project-rescue, competency-model",
                "17 | 60 |  | ppm-tool, portfolio-review, project-audits, portfolio-financials",
                "19 | 0 |  | stage-gates, capacity-planning, vendor-support, benefits-management",
            ],
        );
    }

    #[test]
    fn headers_and_sizes_are_those_of_the_worked_examples() {
        for (example, size, months, project_fte) in [
            (Example::Norvik, SizeClass::M, 3.0, 60.0),
            (Example::Naive, SizeClass::M, 3.0, 60.0),
            (Example::Halden, SizeClass::L, 4.0, 900.0),
        ] {
            let document = read(example);
            assert_eq!(document.plan.size_class, size);
            assert!(!document.plan.settings.effort_rules);
            assert_eq!(document.plan.start_date.to_string(), "2027-01-01");
            assert!(document.waves.iter().all(|wave| wave.length_months.get() == months));
            assert_eq!(document.organisation.project_fte.map(Amount::get), Some(project_fte));
        }
        let funding = read(Example::Norvik).foundation.funding;
        assert_eq!(
            (funding.cost_per_day_internal.units(), funding.cost_per_day_external.units()),
            (500.0, 1100.0)
        );
    }

    #[test]
    fn levels_targets_and_weights_are_those_of_the_worked_examples() {
        check_areas(Example::Norvik, NORVIK_AREAS);
        check_areas(Example::Naive, NORVIK_AREAS);
        check_areas(
            Example::Halden,
            [
                "2 4 3", "2 4 3", "1 3 3", "1 3 2", "2 4 2", "2 3 2", "2 3 2", "2 4 2", "2 4 3", "2 4 1",
                "2 3 3", "2 3 2", "2 3 1", "2 3 2",
            ],
        );
    }

    #[test]
    fn demand_of_the_sponsor_is_that_of_the_worked_examples() {
        check_demand(Example::Norvik, &NORVIK_DEMAND);
        check_demand(Example::Naive, &NORVIK_DEMAND);
        check_demand(
            Example::Halden,
            &[
                ("status-reporting", 9),
                ("portfolio-dashboard", 8),
                ("prioritisation-model", 8),
                ("ppm-tool", 8),
                ("demand-intake", 7),
                ("capacity-planning", 7),
                ("portfolio-review", 7),
                ("benefits-management", 6),
                ("pm-training", 6),
                ("stage-gates", 3),
                ("project-audits", 2),
                ("time-recording", 2),
            ],
        );
    }

    #[test]
    fn readiness_is_that_of_the_worked_examples() {
        check_readiness(Example::Norvik, &["3.2 2.4 3.4 2.8 4"; 4]);
        check_readiness(Example::Naive, &["3.2 2.4 3.4 2.8 4"; 4]);
        check_readiness(
            Example::Halden,
            &[
                "2.8 2.2 3 2.8 3.8",
                "3 2.2 3 2.8 3.8",
                "3 2.4 3 2.8 3.8",
                "3.2 2.6 3 2.8 3.8",
                "3.2 2.8 3.2 2.8 3.8",
                "3.2 3 3.4 2.8 3.8",
                "3.2 3 3.4 2.8 3.8",
            ],
        );
    }

    #[test]
    fn halden_parks_nine_entries_with_reasons() {
        let choices = read(Example::Halden).planning.choices;
        let parked: Vec<_> =
            choices.iter().filter(|(_, choice)| choice.state == SelectionState::Parked).collect();
        assert_eq!(parked.len(), 9);
        assert!(parked.iter().all(|(_, choice)| !choice.reason.is_empty()));
        assert_eq!(choices.len(), 45);
    }

    #[test]
    fn every_entry_has_somebody_who_runs_it() {
        let catalogue: Value =
            serde_json::from_str(include_str!("../catalogue/content/catalogue.json")).unwrap();
        let first_run_role = |entry: &str| {
            let entries = catalogue["entries"].as_array().unwrap();
            let found = entries.iter().find(|candidate| candidate["id"] == entry);
            let found = found.unwrap_or_else(|| panic!("{entry} is not in the catalogue"));
            RoleId::from(found["run_roles"][0].as_str().unwrap())
        };
        for example in Example::ALL {
            let document = read(example);
            for (number, wave) in (1_u16..).zip(&document.waves) {
                for item in &wave.items {
                    let role = first_run_role(item.entry.as_str());
                    let named = document.foundation.staff_plan.iter().any(|row| {
                        row.role == role
                            && row.person.is_some()
                            && row.from_wave <= number
                            && row.to_wave.is_none_or(|last| last >= number)
                    });
                    assert!(item.run_owner.is_some() || named, "{example}: {} in wave {number}", item.entry);
                }
            }
        }
    }

    #[test]
    fn every_row_has_its_own_number() {
        fn collect(value: &Value, ids: &mut Vec<u64>) {
            match value {
                Value::Object(fields) => {
                    ids.extend(fields.get("id").and_then(Value::as_u64));
                    fields.values().for_each(|field| collect(field, ids));
                }
                Value::Array(rows) => rows.iter().for_each(|row| collect(row, ids)),
                _ => {}
            }
        }
        for example in Example::ALL {
            let mut document = serde_json::to_value(read(example)).unwrap();
            document["plan"].take();
            let mut ids = Vec::new();
            collect(&document, &mut ids);
            ids.sort_unstable();
            assert_eq!(ids, (1..=ids.len() as u64).collect::<Vec<_>>(), "{example}");
        }
    }

    #[test]
    fn every_named_person_exists() {
        const KEYS: [&str; 9] = [
            "owner",
            "run_owner",
            "person",
            "sender",
            "by",
            "approved_by",
            "reports_to",
            "steering_group",
            "representatives",
        ];
        fn collect(value: &Value, named: &mut Vec<u64>) {
            match value {
                Value::Object(fields) => {
                    for (key, field) in fields {
                        if KEYS.contains(&key.as_str()) {
                            named.extend(field.as_u64());
                            named.extend(field.as_array().into_iter().flatten().filter_map(Value::as_u64));
                        }
                        collect(field, named);
                    }
                }
                Value::Array(rows) => rows.iter().for_each(|row| collect(row, named)),
                _ => {}
            }
        }
        for example in Example::ALL {
            let document = read(example);
            let people: BTreeSet<u64> = document.foundation.people.iter().map(|person| person.id.0).collect();
            let mut named = Vec::new();
            collect(&serde_json::to_value(&document).unwrap(), &mut named);
            assert!(named.len() > 40);
            assert!(named.iter().all(|person| people.contains(person)), "{example}");
        }
    }

    #[test]
    fn one_role_answers_for_each_activity() {
        for example in Example::ALL {
            for row in read(example).governance.raci {
                let answers = row.duties.values().filter(|letter| **letter == RaciLetter::A).count();
                assert_eq!(answers, 1, "{example}: {}", row.activity);
            }
        }
    }

    #[test]
    fn objectives_are_complete_and_serve_every_entry() {
        for example in Example::ALL {
            let document = read(example);
            let objectives = &document.foundation.objectives;
            assert!((3..=7).contains(&objectives.len()));
            for objective in objectives {
                assert!(
                    !objective.measure.is_empty() && !objective.baseline.is_empty(),
                    "{}",
                    objective.text
                );
                assert!(objective.due.is_some() && objective.owner.is_some(), "{}", objective.text);
            }
            let served: BTreeSet<_> = objectives.iter().flat_map(|objective| &objective.entries).collect();
            let placed: BTreeSet<_> =
                document.waves.iter().flat_map(|wave| &wave.items).map(|item| &item.entry).collect();
            assert_eq!(served, placed, "{example}");
        }
    }
}
