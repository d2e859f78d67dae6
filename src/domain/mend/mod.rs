//! One-press remedies of findings: where the remedy of a rule is an edit of the plan, the edit, tried out before it is
//! offered. What is offered removes its finding and raises no new error, but that an entry which it brings may still want
//! a run owner. Rules whose remedy is a talk, a fact or a decision of people offer nothing: their findings are mended by
//! hand or accepted with a reason.

mod desk;
mod entries;
mod fields;
mod loads;

use std::collections::BTreeSet;

use crate::domain::catalogue::known_entries;
use crate::domain::command::label::{Argument, Label};
use crate::domain::command::{Command, apply};
use crate::domain::figures::Figures;
use crate::domain::health::{Finding, Severity, check};
use crate::domain::model::document::Document;

use desk::Desk;

/// Edits that are tried for one finding at most.
const MOST_TRIES: usize = 10;

/// Findings that are mended in one go at most.
const MOST_FINDINGS: usize = 10;

/// An edit that removes a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// What it does, as a label of a button.
    pub label: String,
    /// The edit: one step.
    pub command: Command,
}

/// An edit that may remove a finding: what it does, and its changes.
type Attempt = (String, Vec<Command>);

/// The best edit that removes a finding, among those that the rule knows: one that raises no other error or warning, else
/// one that raises at most a warning. None where no edit does. `fresh` is an id for a new row or record.
pub fn mend(document: &Document, figures: &Figures, finding: &Finding, fresh: u64) -> Option<Mend> {
    let desk = Desk::of(document, figures, fresh);
    let attempts = attempts(&desk, finding);
    if attempts.is_empty() {
        return None;
    }
    let before = standing(&check(document, figures));
    let mut second = None;
    for (label, commands) in attempts.into_iter().take(MOST_TRIES) {
        let name = Label {
            key: "command.mend",
            arguments: vec![("rule", Argument::Text(finding.rule.to_string()))],
        };
        let command = Command::Several { label: name, commands };
        match outcome(document, &command, finding, &before) {
            Outcome::Clean => return Some(Mend { label, command }),
            Outcome::NewWarning if second.is_none() => second = Some(Mend { label, command }),
            Outcome::NewWarning | Outcome::Refused => {}
        }
    }
    second
}

/// Remedies of several findings of one plan, each tried on what those before it leave; none where no edit helps. Of a long
/// list only the first ones are tried.
pub fn mend_each(document: &Document, findings: &[Finding], fresh: u64) -> Vec<Option<Mend>> {
    let mut plan = document.clone();
    let mut mend_next = |(finding, fresh): (&Finding, u64)| {
        let found = mend(&plan, &Figures::of(&plan), finding, fresh)?;
        let mended = apply(&plan, &found.command, &known_entries(&plan)).ok()?;
        plan = mended;
        Some(found)
    };
    let (tried, rest) = findings.split_at(findings.len().min(MOST_FINDINGS));
    let tried = tried.iter().zip(fresh..).map(&mut mend_next);
    tried.chain(rest.iter().map(|_| None)).collect()
}

fn attempts(desk: &Desk<'_>, finding: &Finding) -> Vec<Attempt> {
    match finding.rule.as_str() {
        "R01" => fields::only_executive(desk),
        "R03" => entries::bring(desk, "pmo-charter", [1]),
        "R06" => fields::complete_objective(desk, finding),
        "R11" => entries::proposals(desk, finding, 1..desk.wave_count()),
        "R12" => entries::choose(desk, finding),
        "R13" => entries::park(desk, finding),
        "R14" => entries::restore_order(desk, finding),
        "R15" => entries::process_first(desk, finding),
        "R16" | "R20" => entries::fill_wave(desk, finding),
        "R17" => entries::companion(desk, finding, "pm-coaching", |wave| vec![wave + 1, wave]),
        "R18" => fields::add_build_role(desk, finding, "functional-manager"),
        "R19" => entries::companion(desk, finding, "portfolio-review", |wave| (1..=wave + 2).rev().collect()),
        "R21" => entries::after_companion(desk, finding, "pm-training"),
        "R22" => entries::companion(desk, finding, "project-tiering", |wave| (1..=wave).rev().collect()),
        "R23" => {
            entries::companion(desk, finding, "metrics-framework", |wave| (1..=wave + 2).rev().collect())
        }
        "R24" => fields::add_build_role(desk, finding, "sponsor"),
        "R25" => entries::bring(desk, "pmo-scorecard", (1..=desk.wave_count().div_ceil(2)).rev()),
        "R27" => entries::bring(desk, "change-comms", [2, 1]),
        "R28" => fields::middle_control(),
        "R29" => loads::spare_unready_group(desk, finding),
        "R30" => loads::thin_out(desk, finding),
        "R31" | "R33" | "R34" => loads::relieve(desk, finding),
        "R32" => loads::part_heavy_entries(desk, finding),
        "R37" => fields::staff_lead(desk),
        "R39" => fields::name_run_owner(desk, finding),
        "R40" => fields::set_review(desk),
        "R41" => loads::pilot(desk, finding),
        "R42" => fields::shift_launch(desk, finding),
        "R43" => fields::add_exit_criterion(desk, finding),
        "R44" => fields::lower_target(desk, finding),
        "R46" => entries::after_companion(desk, finding, "capacity-planning"),
        "R47" => entries::later(desk, finding),
        "R48" => entries::proposals(desk, finding, desk.wave_count().div_ceil(2) + 1..=desk.wave_count()),
        "R49" => fields::close_last_wave(desk),
        "R50" => fields::address_group(desk, finding),
        _ => Vec::new(),
    }
}

/// Open errors and warnings by rule and object.
fn standing(findings: &[Finding]) -> BTreeSet<(Severity, String)> {
    let open = findings.iter().filter(|finding| finding.counts());
    open.map(|finding| (finding.severity, format!("{} {}", finding.rule, finding.object))).collect()
}

/// What an edit makes of a finding.
enum Outcome {
    /// The finding is gone, and nothing else is worse.
    Clean,
    /// The finding is gone, and another rule warns.
    NewWarning,
    /// The finding stays, an error is new, or the edit is not possible.
    Refused,
}

fn outcome(
    document: &Document,
    command: &Command,
    finding: &Finding,
    before: &BTreeSet<(Severity, String)>,
) -> Outcome {
    let Ok(changed) = apply(document, command, &known_entries(document)) else {
        return Outcome::Refused;
    };
    let after = check(&changed, &Figures::of(&changed));
    if after.iter().any(|other| other.rule == finding.rule && other.object == finding.object) {
        return Outcome::Refused;
    }
    let after = standing(&after);
    let new: Vec<&(Severity, String)> = after.difference(before).collect();
    // Who runs a new entry is the next thing to settle, and has a remedy of its own.
    let wants_owner = |object: &str| object.starts_with("R39 ");
    match new.iter().any(|(severity, object)| *severity == Severity::Error && !wants_owner(object)) {
        true => Outcome::Refused,
        false if new.is_empty() => Outcome::Clean,
        false => Outcome::NewWarning,
    }
}

#[cfg(test)]
mod tests;
