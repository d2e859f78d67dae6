//! One-press remedies of findings: where the remedy of a rule is an edit of the plan, the edit, tried out before it is
//! offered. What is offered removes its finding and brings nothing graver, but that an entry which it brings may still want
//! a run owner; what else it brings is said. Rules whose remedy is a talk, a fact or a decision of people offer nothing: their findings are mended by
//! hand or accepted with a reason.

mod brought;
mod desk;
mod entries;
mod fields;
mod loads;

use crate::domain::catalogue::known_entries;
use crate::domain::command::error::CommandError;
use crate::domain::command::label::{Argument, Label};
use crate::domain::command::{Command, apply};
use crate::domain::figures::Figures;
use crate::domain::health::{Finding, Severity, message};
use crate::domain::model::document::Document;
use crate::domain::wording::fill;

pub use brought::Brought;

use brought::{Standing, weight};
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
    /// Findings that it brings along or makes worse, the graver ones first.
    pub brings: Vec<Brought>,
}

impl Mend {
    /// "brings: R34 (Wave 3), R36 (Plan, worse)"; none where it brings nothing.
    pub fn price(&self, document: &Document) -> Option<String> {
        let names: Vec<String> = self.brings.iter().map(|brought| brought.name(document)).collect();
        (!names.is_empty()).then(|| fill("mend.brings", &[("findings", &names.join(", "))]))
    }
}

/// Why none of the edits that a rule knows is offered for a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What the first of the edits would have done, as a label of a button.
    pub label: String,
    /// What is against it.
    pub obstacle: Obstacle,
}

/// What is against an edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// The plan does not allow it.
    Impossible(CommandError),
    /// The finding would stay.
    NotEnough,
    /// This finding, graver than the one to remove, would be new or worse.
    Breaks(Box<Brought>),
}

impl Refusal {
    /// Why no single edit helps, in a sentence or two.
    pub fn reason(&self) -> String {
        let edit = ("edit", self.label.as_str());
        match &self.obstacle {
            Obstacle::Impossible(error) => fill("mend.impossible", &[edit, ("error", &error.to_string())]),
            Obstacle::NotEnough => fill("mend.not_enough", &[edit]),
            Obstacle::Breaks(brought) => {
                let said = message(&brought.finding);
                // What the rule says first; who wants its numbers follows the link.
                let what = said.split_inclusive(". ").next().unwrap_or_default().trim_end();
                let key = if brought.is_worse { "mend.worsens" } else { "mend.breaks" };
                fill(key, &[edit, ("rule", brought.finding.rule.as_str()), ("what", what)])
            }
        }
    }
}

/// An edit that may remove a finding: what it does, and its changes.
type Attempt = (String, Vec<Command>);

/// The best edit that removes a finding, among those that the rule knows: the one that brings the least, and nothing graver
/// than the finding; or why none of them does. None where the rule knows no edit for this plan. `fresh` is an id for a new
/// row or record.
pub fn mend(
    document: &Document,
    figures: &Figures,
    finding: &Finding,
    fresh: u64,
) -> Option<Result<Mend, Refusal>> {
    let desk = Desk::of(document, figures, fresh);
    let attempts = attempts(&desk, finding);
    if attempts.is_empty() {
        return None;
    }
    let before = Standing::of(document, figures);
    let mut best: Option<Mend> = None;
    let mut refusal = None;
    for (label, commands) in attempts.into_iter().take(MOST_TRIES) {
        let name = Label {
            key: "command.mend",
            arguments: vec![("rule", Argument::Text(finding.rule.to_string()))],
        };
        let command = Command::Several { label: name, commands };
        match outcome(document, &command, finding, &before) {
            Outcome::Mended(brings) => {
                let weight = |brings: &[Brought]| weight(brings, finding.severity);
                if best.as_ref().is_none_or(|best| weight(&brings) < weight(&best.brings)) {
                    best = Some(Mend { label, command, brings });
                }
            }
            Outcome::Idle => {}
            Outcome::Refused(obstacle) => {
                refusal.get_or_insert(Refusal { label, obstacle });
            }
        }
        if best.as_ref().is_some_and(|best| weight(&best.brings, finding.severity) == [0; 3]) {
            break;
        }
    }
    best.map(Ok).or(refusal.map(Err))
}

/// Remedies of several findings of one plan, each tried on what those before it leave; none where no edit helps. Of a long
/// list only the first ones are tried.
pub fn mend_each(document: &Document, findings: &[Finding], fresh: u64) -> Vec<Option<Mend>> {
    let mut plan = document.clone();
    let mut mend_next = |(finding, fresh): (&Finding, u64)| {
        let found = mend(&plan, &Figures::of(&plan), finding, fresh)?.ok()?;
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

/// What an edit makes of a finding.
enum Outcome {
    /// The finding is gone, and these came with it.
    Mended(Vec<Brought>),
    /// The plan is as it was: nothing was tried.
    Idle,
    /// The finding stays, something graver is new or worse, or the edit is not possible.
    Refused(Obstacle),
}

fn outcome(document: &Document, command: &Command, finding: &Finding, before: &Standing) -> Outcome {
    let changed = match apply(document, command, &known_entries(document)) {
        Ok(changed) => changed,
        Err(error) => return Outcome::Refused(Obstacle::Impossible(error)),
    };
    if changed == *document {
        return Outcome::Idle;
    }
    let after = Standing::of(&changed, &Figures::of(&changed));
    if after.has(finding) {
        return Outcome::Refused(Obstacle::NotEnough);
    }
    let brings = after.beyond(before);
    match too_grave(&brings, finding) {
        Some(brought) => Outcome::Refused(Obstacle::Breaks(Box::new(brought.clone()))),
        None => Outcome::Mended(brings),
    }
}

/// What makes an edit worse than the finding that it removes: a new error, anything graver, or a second warning for one.
/// Who runs a new entry is the next thing to settle, and has a remedy of its own.
fn too_grave<'a>(brings: &'a [Brought], finding: &Finding) -> Option<&'a Brought> {
    let mut counted = brings.iter().filter(|brought| brought.finding.rule.as_str() != "R39");
    let severity = |brought: &Brought| brought.finding.severity;
    let is_graver = |brought: &Brought| {
        severity(brought) < finding.severity || (severity(brought) == Severity::Error && !brought.is_worse)
    };
    let first = counted.next()?;
    let next_is_as_grave = counted.next().is_some_and(|next| severity(next) <= finding.severity);
    let costs_more = finding.severity == Severity::Warning && next_is_as_grave;
    (is_graver(first) || costs_more).then_some(first)
}

#[cfg(test)]
mod tests;
