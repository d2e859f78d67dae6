//! A proposal against the plan as it stands: what moves, the figures before and after, and the errors that are new.

use jiff::ToSpan;
use serde_json::json;

use crate::domain::catalogue::known_entries;
use crate::domain::command::error::CommandError;
use crate::domain::command::{Command, Placement, apply};
use crate::domain::figures::Figures;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::schedule::{schedule, weeks_of};
use crate::domain::health::{self, Finding, Severity};
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::WishKind;
use crate::domain::model::scalar::Date;
use crate::domain::model::wave::{Wave, WaveItem};
use crate::domain::planner::problem::Problem;
use crate::domain::planner::recount::violations;

use super::compile::Compiled;
use super::placement::{Placed, placements};

/// Planner values count thousandths.
const VALUE_UNIT: f64 = 1000.0;

/// Figures of one state of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct KeyFigures {
    /// Score value times months in use, summed over the entries of the proposal.
    pub value: f64,
    /// The highest load on a group in any wave.
    pub group_load: f64,
    /// The highest utilisation of the office in any wave.
    pub office_peak: f64,
    /// Errors of the health check that nobody accepted.
    pub errors: usize,
    /// Warnings of the health check that nobody accepted.
    pub warnings: usize,
}

impl KeyFigures {
    fn of(figures: &Figures, value: u64, findings: &[Finding]) -> Self {
        let loads = figures.loads.iter().flat_map(|wave| wave.iter().map(|(_, cell)| cell.utilisation()));
        let office = figures.office.iter().map(|office| office.utilisation);
        let of_severity = |severity: Severity| {
            findings.iter().filter(|finding| finding.counts() && finding.severity == severity).count()
        };
        Self {
            value: value as f64 / VALUE_UNIT,
            group_load: loads.fold(0.0, f64::max),
            office_peak: office.fold(0.0, f64::max),
            errors: of_severity(Severity::Error),
            warnings: of_severity(Severity::Warning),
        }
    }

    /// How full the fullest group is.
    pub fn group_colour(&self) -> LoadColour {
        LoadColour::of(self.group_load)
    }

    /// How full the office is at its peak.
    pub fn office_colour(&self) -> LoadColour {
        LoadColour::of(self.office_peak)
    }
}

/// An entry that a proposal moves. Waves count from 1; none for "not planned".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The entry.
    pub entry: EntryId,
    /// Where it stands.
    pub from: Option<usize>,
    /// Where it goes.
    pub to: Option<usize>,
}

/// A proposal, ready to be looked at and to be applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The command that takes it over.
    pub command: Command,
    /// The plan with it.
    pub outcome: Document,
    /// Entries that change their wave, in the order of the proposal.
    pub moves: Vec<Move>,
    /// Figures of the plan as it stands.
    pub before: KeyFigures,
    /// Figures of the plan with the proposal.
    pub after: KeyFigures,
    /// Errors that the plan has with the proposal and has not without it. The planner keeps limits and orders; rules
    /// such as a named owner for what runs (R39) are not its own.
    pub new_errors: Vec<Finding>,
    /// Pinned entries, which stay where they are.
    pub pin_count: usize,
    /// The proposal is worth more than the plan, or the plan breaks a limit that the proposal keeps.
    pub is_better: bool,
}

impl Summary {
    /// How many entries the proposal takes out of their waves and plans nowhere.
    pub fn leaving(&self) -> usize {
        self.moves.iter().filter(|change| change.to.is_none()).count()
    }

    /// How many entries stand in no wave yet and find one.
    pub fn arriving(&self) -> usize {
        self.moves.iter().filter(|change| change.from.is_none() && change.to.is_some()).count()
    }

    /// Takes the proposal over together with remedies for what it breaks: one step.
    pub fn command_with(&self, remedies: Vec<Command>) -> Command {
        let label = self.command.label();
        Command::Several { label, commands: std::iter::once(self.command.clone()).chain(remedies).collect() }
    }

    /// By how much the value grows: 0.03 for three per cent; none where the plan has no value yet.
    pub fn value_change(&self) -> Option<f64> {
        (self.before.value > 0.0).then(|| self.after.value / self.before.value - 1.0)
    }
}

/// Compares an answer of the planner with the plan as it stands.
pub fn summary(
    document: &Document,
    figures: &Figures,
    compiled: &Compiled,
    waves: &[u32],
) -> Result<Summary, CommandError> {
    let placed = placements(document, figures, compiled, waves);
    let moves = moves(document, &placed);
    let placements =
        placed.into_iter().map(|placed| Placement { entry: placed.entry, wave: placed.wave }).collect();
    let known = known_entries(document);
    let placing = Command::ApplyProposal { placements };
    let placed = apply(document, &placing, &known)?;
    let days = launch_days(document, &placed, compiled);
    let (command, outcome) = if days.is_empty() {
        (placing, placed)
    } else {
        let label = placing.label();
        let command = Command::Several { label, commands: [placing].into_iter().chain(days).collect() };
        let outcome = apply(document, &command, &known)?;
        (command, outcome)
    };
    let current = compiled.current_waves(document);
    let (value_before, value_after) = (compiled.value_of(&current), compiled.value_of(waves));
    let breaks_limits =
        Problem::new(&compiled.problem).is_ok_and(|problem| !violations(&problem, &current).is_empty());
    let figures_after = Figures::of(&outcome);
    let (old, new) = (health::check(document, figures), health::check(&outcome, &figures_after));
    let after = KeyFigures::of(&figures_after, value_after, &new);
    let pins = document.planning.wishes.iter().filter(|wish| wish.kind == WishKind::InWave);
    Ok(Summary {
        is_better: !moves.is_empty() && (value_after > value_before || breaks_limits),
        before: KeyFigures::of(figures, value_before, &old),
        new_errors: new_errors(&old, new),
        pin_count: pins.map(|wish| wish.entries.len()).sum(),
        command,
        outcome,
        moves,
        after,
    })
}

/// Launch days for entries that are not begun in the wave that runs, where the wave's usual day for them, or the one on which
/// work would begin, is gone: spread to the end of the wave in the order of work, none before its work can be done.
fn launch_days(before: &Document, after: &Document, compiled: &Compiled) -> Vec<Command> {
    let Some(rest) = compiled.rest else { return Vec::new() };
    let index = rest.wave - 1;
    let figures = Figures::of(after);
    let (Some(wave), Some(span)) = (after.waves.get(index), figures.spans.get(index)) else {
        return Vec::new();
    };
    let bars = schedule(after, &figures);
    let begins =
        |entry: &EntryId| bars.iter().find(|bar| bar.entry == *entry).map_or(span.start, |bar| bar.from);
    let late: Vec<&WaveItem> = wave
        .items
        .iter()
        .filter(|item| item.launch_date.is_none() && !rest.is_begun(before, &item.entry))
        .filter(|item| begins(&item.entry) < rest.day)
        .collect();
    let days = days_to_launch(wave, rest.day, span.end);
    let last = days.len().saturating_sub(1);
    let fte = figures.office.get(index).map_or(0.0, |office| office.fte);
    let day = |place: usize, item: &WaveItem| {
        let work = (weeks_of(wave, item, figures.entry(&item.entry), fte) * 7.0).ceil() as i64;
        let done = Date::clamped(rest.day.civil().saturating_add(work.days()));
        let turn = last * (place + 1) / late.len().max(1);
        days.iter().skip(turn).find(|day| **day >= done).or(days.last()).copied()
    };
    let dated = |(place, item): (usize, &&WaveItem)| {
        let path = format!("waves[{}].items[{}].launch_date", wave.id.0, item.entry).parse().ok()?;
        Some(Command::SetField { path, value: json!(day(place, item)?) })
    };
    late.iter().enumerate().filter_map(dated).collect()
}

/// The days from one to another on which a wave may launch something; all of them where it may on none.
fn days_to_launch(wave: &Wave, from: Date, to: Date) -> Vec<Date> {
    let day = |wait: i64| Date::clamped(from.civil().saturating_add(wait.days()));
    let all: Vec<Date> = (0..=i64::from((to.civil() - from.civil()).get_days())).map(day).collect();
    let is_blocked = |day: &Date| {
        wave.blackouts.iter().any(|blackout| {
            blackout.from.is_some_and(|from| from <= *day) && blackout.to.is_some_and(|to| *day <= to)
        })
    };
    let free: Vec<Date> = all.iter().filter(|day| !is_blocked(day)).copied().collect();
    if free.is_empty() { all } else { free }
}

/// What is wrong after a change and was not before: by rule and by what it is about.
fn new_errors(before: &[Finding], after: Vec<Finding>) -> Vec<Finding> {
    let is_error = |finding: &Finding| finding.counts() && finding.severity == Severity::Error;
    let was_there = |finding: &Finding| {
        let same = |old: &&Finding| old.rule == finding.rule && old.object == finding.object;
        before.iter().filter(same).any(is_error)
    };
    after.into_iter().filter(|finding| is_error(finding) && !was_there(finding)).collect()
}

fn moves(document: &Document, placed: &[Placed]) -> Vec<Move> {
    placed
        .iter()
        .map(|placed| Move {
            entry: placed.entry.clone(),
            from: document.wave_of(&placed.entry),
            to: placed.wave.and_then(|wave| document.wave_number(wave)),
        })
        .filter(|change| change.from != change.to)
        .collect()
}

/// How far a value is from what no plan can exceed: 0.01 for one per cent; none without a value.
pub fn gap(value: Option<u64>, bound: Option<u64>) -> Option<f64> {
    let (value, bound) = (value.filter(|value| *value > 0)?, bound?);
    Some(bound.abs_diff(value) as f64 / value as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::planner::engine::{Options, Unobserved, solve};
    use crate::domain::proposal::compile::compile;

    #[test]
    fn a_proposal_shows_moves_and_figures_before_and_after() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let compiled = compile(&document, &figures);
        let problem = Problem::new(&compiled.problem).unwrap();
        let answer = solve(problem, &Options { seed: 1, steps: Some(2_000) }, &mut Unobserved);
        let waves = answer.wave.unwrap();
        let summary = summary(&document, &figures, &compiled, &waves).unwrap();
        assert!(summary.is_better);
        assert!((summary.before.value - 614.313).abs() < 1e-9, "{:?}", summary.before);
        assert!((summary.before.group_load - 1.0).abs() < 1e-9);
        assert!(summary.after.value > summary.before.value);
        assert!(summary.after.group_load <= 1.0 + 1e-9 && summary.after.office_peak <= 0.95 + 1e-9);
        for change in &summary.moves {
            assert_eq!(summary.outcome.wave_of(&change.entry), change.to);
        }
    }

    #[test]
    fn the_plan_as_its_own_proposal_is_not_better() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let compiled = compile(&document, &figures);
        let current = compiled.current_waves(&document);
        let summary = summary(&document, &figures, &compiled, &current).unwrap();
        assert!(summary.moves.is_empty() && !summary.is_better);
        assert_eq!((summary.new_errors.len(), summary.after.errors), (0, summary.before.errors));
    }

    #[test]
    fn an_entry_that_is_planned_nowhere_leaves_the_plan() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let compiled = compile(&document, &figures);
        let mut waves = compiled.current_waves(&document);
        let place = waves.iter().position(|wave| *wave > 0).unwrap();
        waves[place] = 0;
        let summary = summary(&document, &figures, &compiled, &waves).unwrap();
        assert_eq!(summary.leaving(), compiled.items[place].len());
        assert_eq!(summary.leaving(), summary.moves.len());
    }

    #[test]
    fn a_proposal_that_leaves_an_entry_without_a_run_owner_says_so() {
        let mut document = Example::Norvik.document().unwrap();
        // Nobody is in the staff plan of the first wave, so what moves there has no owner (R39).
        document.foundation.staff_plan.iter_mut().for_each(|row| row.from_wave = row.from_wave.max(2));
        let figures = Figures::of(&document);
        let compiled = compile(&document, &figures);
        let mut waves = compiled.current_waves(&document);
        let is_left_alone = |entry: &EntryId| {
            let mut items = document.waves.iter().flat_map(|wave| &wave.items);
            items.any(|item| &item.entry == entry && item.run_owner.is_none())
        };
        let place = (0..waves.len())
            .find(|place| waves[*place] > 1 && compiled.items[*place].iter().all(is_left_alone));
        let place = place.unwrap();
        waves[place] = 1;
        let summary = summary(&document, &figures, &compiled, &waves).unwrap();
        let moved = compiled.items[place][0].as_str();
        let named = |finding: &Finding| finding.rule.as_str() == "R39" && finding.object == moved;
        assert!(summary.new_errors.iter().any(named), "{moved}: {:?}", summary.new_errors);
        assert!(summary.after.errors > summary.before.errors, "{:?}", summary.after);
    }

    #[test]
    fn the_gap_is_a_share_of_the_value() {
        assert_eq!(gap(Some(200), Some(210)), Some(0.05));
        assert_eq!(gap(None, Some(210)), None);
        assert_eq!(gap(Some(0), Some(210)), None);
    }
}
