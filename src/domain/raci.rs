//! The RACI table: exactly one accountable role for each activity (PMO fact base 2.8, 7 D8).

use serde_json::json;

use super::command::Command;
use super::command::label::Label;
use super::json::to_value;
use super::model::document::Document;
use super::model::governance::RaciActivity;
use super::model::governance::RaciLetter::{self, A, C, I, R};
use super::model::governance::RaciRole::{
    self, Finance, FunctionalManager, HumanResources, PmoLead, PmoStaff, PortfolioBoard, ProjectManager,
    Sponsor, TeamMember,
};
use super::model::ids::RowId;
use super::wording::t;

/// The columns in the order of the table.
pub const ROLES: [RaciRole; 9] = [
    Sponsor,
    PortfolioBoard,
    PmoLead,
    PmoStaff,
    ProjectManager,
    FunctionalManager,
    TeamMember,
    Finance,
    HumanResources,
];

/// What is wrong with an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody is accountable.
    NoneAccountable,
    /// More than one role is accountable.
    SeveralAccountable,
    /// Nobody does the work: neither R nor A.
    NobodyWorks,
}

/// What is wrong with an activity; none where exactly one role is accountable.
pub fn fault(activity: &RaciActivity) -> Option<Fault> {
    match activity.duties.values().filter(|letter| **letter == A).count() {
        1 => None,
        0 if activity.duties.values().all(|letter| *letter != R) => Some(Fault::NobodyWorks),
        0 => Some(Fault::NoneAccountable),
        _ => Some(Fault::SeveralAccountable),
    }
}

/// Gives a role a duty in an activity, or takes it away. A role that becomes accountable takes the A from the others,
/// which go on with the work: one step.
pub fn assign(activity: &RaciActivity, role: RaciRole, letter: Option<RaciLetter>) -> Option<Command> {
    let mut duties = activity.duties.clone();
    if letter == Some(A) {
        for other in duties.values_mut().filter(|other| **other == A) {
            *other = R;
        }
    }
    match letter {
        Some(letter) => duties.insert(role, letter),
        None => duties.remove(&role),
    };
    let path = format!("governance.raci[{}].duties", activity.id).parse().ok()?;
    Some(Command::SetField { path, value: to_value(&duties)? })
}

/// What offices usually settle, with who does what.
const USUAL: [(&str, &[(RaciRole, RaciLetter)]); 20] = [
    ("raci.request_project", &[(FunctionalManager, A), (Sponsor, C), (PmoStaff, R), (Finance, C)]),
    (
        "raci.decide_start",
        &[(PortfolioBoard, A), (PmoLead, R), (Sponsor, C), (FunctionalManager, C), (Finance, C)],
    ),
    ("raci.name_manager", &[(Sponsor, A), (FunctionalManager, R), (PmoLead, C), (HumanResources, I)]),
    ("raci.approve_plan", &[(Sponsor, A), (ProjectManager, R), (PmoStaff, C), (FunctionalManager, C)]),
    ("raci.change_scope", &[(Sponsor, A), (ProjectManager, R), (PmoStaff, I), (Finance, C)]),
    ("raci.report_status", &[(ProjectManager, A), (TeamMember, R), (PmoStaff, C), (Sponsor, I)]),
    ("raci.escalate", &[(ProjectManager, A), (Sponsor, C), (PmoLead, I)]),
    ("raci.run_gate", &[(PmoLead, A), (PmoStaff, R), (ProjectManager, R), (PortfolioBoard, I)]),
    ("raci.audit", &[(PmoLead, A), (PmoStaff, R), (ProjectManager, C), (Sponsor, I)]),
    ("raci.close", &[(ProjectManager, A), (TeamMember, R), (PmoStaff, C), (Sponsor, I)]),
    ("raci.own_benefits", &[(FunctionalManager, A), (Finance, C), (PmoStaff, C), (Sponsor, I)]),
    ("raci.keep_method", &[(PmoLead, A), (PmoStaff, R), (ProjectManager, C)]),
    ("raci.train", &[(PmoLead, A), (PmoStaff, R), (HumanResources, C), (ProjectManager, I)]),
    ("raci.allocate", &[(FunctionalManager, A), (PmoStaff, R), (ProjectManager, C), (TeamMember, I)]),
    ("raci.keep_tool", &[(PmoLead, A), (PmoStaff, R), (ProjectManager, I)]),
    ("raci.keep_register", &[(PmoLead, A), (PmoStaff, R), (ProjectManager, C)]),
    ("raci.publish_dashboard", &[(PmoLead, A), (PmoStaff, R), (PortfolioBoard, I), (Sponsor, I)]),
    ("raci.review_portfolio", &[(PortfolioBoard, A), (PmoLead, R), (Finance, C), (FunctionalManager, I)]),
    ("raci.set_priorities", &[(PortfolioBoard, A), (Sponsor, C), (PmoLead, R), (FunctionalManager, C)]),
    ("raci.review_pmo", &[(Sponsor, A), (PmoLead, R), (PortfolioBoard, C), (ProjectManager, C)]),
];

/// A name without what two people write differently: articles, capitals, spaces.
fn essence(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split_whitespace().filter(|word| !["a", "an", "the"].contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Adds the usual activities that the table does not have yet, with ids from `first_id` on: one step. None where all are
/// there.
pub fn add_usual(document: &Document, first_id: u64) -> Option<Command> {
    let has = |name: &str| {
        document.governance.raci.iter().any(|activity| essence(&activity.activity) == essence(name))
    };
    let missing = USUAL.iter().map(|(key, duties)| (t(key), duties)).filter(|(name, _)| !has(name));
    let commands: Vec<Command> = (first_id..)
        .zip(missing)
        .filter_map(|(id, (name, duties))| {
            let activity = RaciActivity {
                id: RowId(id),
                activity: name.to_owned(),
                duties: duties.iter().copied().collect(),
            };
            let list = "governance.raci".parse().ok()?;
            Some(Command::AddRow { list, row: json!(to_value(&activity)?) })
        })
        .collect();
    let label = Label { key: "command.add_activities", arguments: Vec::new() };
    (!commands.is_empty()).then_some(Command::Several { label, commands })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::apply;
    use crate::domain::example::Example;

    fn activity(duties: &[(RaciRole, RaciLetter)]) -> RaciActivity {
        RaciActivity { id: RowId(4), duties: duties.iter().copied().collect(), ..RaciActivity::default() }
    }

    fn assigned(activity: &RaciActivity, role: RaciRole, letter: Option<RaciLetter>) -> RaciActivity {
        let mut document = Document::default();
        document.governance.raci = vec![activity.clone()];
        let command = assign(activity, role, letter).unwrap();
        apply(&document, &command, &|_| true).unwrap().governance.raci.remove(0)
    }

    #[test]
    fn an_activity_has_one_accountable_role() {
        assert_eq!(fault(&activity(&[(Sponsor, A), (PmoLead, R)])), None);
        assert_eq!(fault(&activity(&[(Sponsor, A), (PmoLead, A)])), Some(Fault::SeveralAccountable));
        assert_eq!(fault(&activity(&[(PmoLead, R)])), Some(Fault::NoneAccountable));
        assert_eq!(fault(&activity(&[(PmoLead, I)])), Some(Fault::NobodyWorks));
    }

    #[test]
    fn a_new_accountable_role_takes_the_letter_from_the_old_one() {
        let before = activity(&[(Sponsor, A), (PmoLead, C)]);
        assert_eq!(assigned(&before, PmoLead, Some(A)), activity(&[(Sponsor, R), (PmoLead, A)]));
        assert_eq!(assigned(&before, PmoLead, Some(I)), activity(&[(Sponsor, A), (PmoLead, I)]));
        assert_eq!(assigned(&before, PmoLead, None), activity(&[(Sponsor, A)]));
    }

    #[test]
    fn the_examples_gain_no_twin() {
        let added = |example: Example| {
            let document = example.document().unwrap();
            let before = document.governance.raci.len();
            let Some(command) = add_usual(&document, 9_000_000) else { return Vec::new() };
            let full = apply(&document, &command, &|_| true).unwrap();
            full.governance.raci.iter().skip(before).map(|row| row.activity.clone()).collect::<Vec<_>>()
        };
        let without_gates = ["Run a gate", "Audit a project", "Keep the tool"];
        assert_eq!(added(Example::Norvik), without_gates);
        assert_eq!(added(Example::Naive), without_gates);
        assert_eq!(added(Example::Halden), [""; 0]);
    }

    #[test]
    fn names_are_compared_without_articles_and_case() {
        let mut document = Document::default();
        let named = |id, activity: &str| RaciActivity {
            id: RowId(id),
            activity: activity.to_owned(),
            ..RaciActivity::default()
        };
        document.governance.raci = vec![named(1, "report  the Status"), named(2, "Keep a register")];
        let full = apply(&document, &add_usual(&document, 100).unwrap(), &|_| true).unwrap();
        assert_eq!(full.governance.raci.len(), 20);
    }

    #[test]
    fn the_usual_activities_are_without_fault_and_added_once() {
        let empty = Document::default();
        let full = apply(&empty, &add_usual(&empty, 100).unwrap(), &|_| true).unwrap();
        assert_eq!(full.governance.raci.len(), 20);
        assert!(full.governance.raci.iter().all(|activity| fault(activity).is_none()));
        assert_eq!(add_usual(&full, 500), None);
        let mut most = full.clone();
        most.governance.raci.truncate(19);
        assert_eq!(
            apply(&most, &add_usual(&most, 500).unwrap(), &|_| true).unwrap().governance.raci.len(),
            20
        );
    }
}
