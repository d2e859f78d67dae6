//! Why an entry is not in an earlier wave, in the plan's own words (planner contract 3). Values first, text second.

use serde::Serialize;

use crate::domain::catalogue::Catalogue;
use crate::domain::figures::number::fixed;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::model::plan::DateFormat;
use crate::domain::planner::problem::Problem;
use crate::domain::planner::reasons::{Alternative, Obstacle, reasons};
use crate::domain::wording::{fill, phrase, t};

use super::compile::Compiled;
use super::compile::rest::left_of;
use super::words::role_name;

/// Why the entries of one item stand where they stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacementReason {
    /// The entries: one, or several that stay together.
    pub entries: Vec<EntryId>,
    /// Their wave, from 1; 0 where they are not planned.
    pub wave: u32,
    /// The other waves that were looked at: all earlier ones, or all of them for what is not planned.
    pub others: Vec<OtherWave>,
}

/// One wave in which the entries do not stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OtherWave {
    /// Its number, from 1.
    pub wave: u32,
    /// What the move alone would add to the plan's value.
    pub gain: i64,
    /// What stands in the way; empty where only the rest of the plan would have to change.
    pub obstacles: Vec<Obstacle>,
    /// The same in sentences.
    pub sentences: Vec<String>,
}

/// Reasons for every item of an answer. Waves of an answer count from 1; 0 is "not planned".
pub fn explain(
    document: &Document,
    compiled: &Compiled,
    problem: &Problem,
    waves: &[u32],
) -> Vec<PlacementReason> {
    let words = Words::new(document, compiled);
    reasons(problem, waves)
        .into_iter()
        .map(|reason| {
            let is_real = |alternative: &Alternative| alternative.wave as usize <= compiled.real_waves;
            let others = reason.alternatives.into_iter().filter(is_real).map(|other| words.other_wave(other));
            PlacementReason {
                entries: compiled.items.get(reason.item).cloned().unwrap_or_default(),
                wave: reason.wave,
                others: others.collect(),
            }
        })
        .collect()
}

/// Sentences about the items of a problem.
pub(super) struct Words<'a> {
    compiled: &'a Compiled,
    catalogue: Catalogue<'a>,
    format: DateFormat,
}

impl<'a> Words<'a> {
    /// In the words of this plan.
    pub(super) fn new(document: &'a Document, compiled: &'a Compiled) -> Self {
        Self { compiled, catalogue: Catalogue::of(document), format: document.plan.date_format }
    }

    fn other_wave(&self, other: Alternative) -> OtherWave {
        let mut sentences: Vec<String> =
            other.obstacles.iter().map(|obstacle| self.sentence(obstacle)).collect();
        if sentences.is_empty() {
            sentences.push(t(if other.gain > 0 { "explain.possible" } else { "explain.no_gain" }).to_owned());
        }
        OtherWave { wave: other.wave, gain: other.gain, obstacles: other.obstacles, sentences }
    }

    /// The entries of an item.
    pub(super) fn name(&self, item: usize) -> String {
        let entries = self.compiled.items.get(item).map(Vec::as_slice).unwrap_or_default();
        entries.iter().map(|entry| self.catalogue.short_name(entry)).collect::<Vec<_>>().join(" + ")
    }

    /// An item of a single entry.
    pub(super) fn is_one(&self, item: usize) -> bool {
        self.compiled.items.get(item).is_none_or(|entries| entries.len() == 1)
    }

    /// What stands in the way.
    pub(super) fn sentence(&self, obstacle: &Obstacle) -> String {
        let number = |value: u32| value.to_string();
        match obstacle {
            Obstacle::Window { earliest, latest } => {
                fill("explain.window", &[("from", &number(*earliest)), ("to", &number(*latest))])
            }
            Obstacle::Pin { wave } => fill("explain.pin", &[("wave", &number(*wave))]),
            Obstacle::Mandatory => t("explain.mandatory").to_owned(),
            Obstacle::Needs { item, wave: 0, .. } => {
                fill("explain.needs_unplanned", &[("entry", &self.name(*item))])
            }
            Obstacle::Needs { item, wave, .. } => {
                fill("explain.needs", &[("entry", &self.name(*item)), ("wave", &number(*wave))])
            }
            Obstacle::NeededBy { item, wave, .. } => {
                fill("explain.needed_by", &[("entry", &self.name(*item)), ("wave", &number(*wave))])
            }
            Obstacle::Role { role, wave, over } => self.role(*role, *wave, *over),
            Obstacle::Group { group, wave, over, carry_over } => {
                self.group(*group, *wave, *over, *carry_over)
            }
            Obstacle::Cover { .. } => t("explain.cover").to_owned(),
        }
    }

    fn when(&self, wave: u32) -> String {
        if wave as usize > self.compiled.real_waves {
            t("explain.after_the_last_wave").to_owned()
        } else {
            fill("explain.in_wave", &[("wave", &wave.to_string())])
        }
    }

    /// "in wave 2", or "in what is left of wave 2 from 10 May 2027 on".
    fn when_left(&self, wave: u32) -> String {
        let day = self.compiled.rest.map(|rest| phrase::date(self.format, rest.day)).unwrap_or_default();
        fill("explain.in_rest", &[("wave", &wave.to_string()), ("day", &day)])
    }

    /// The planner counts in hundredths of a role's unit, and the unit of days is a hundredth of a day.
    fn role(&self, role: usize, wave: u32, over: i64) -> String {
        let name = self.compiled.problem.roles.get(role).map_or("", String::as_str);
        let units = over as f64 / 100.0;
        let (name, when) = match left_of(name) {
            Some(role) => (role, self.when_left(wave)),
            None => (name, self.when(wave)),
        };
        match name {
            "entries" => fill("explain.entries", &[("when", &when)]),
            "big" => fill("explain.big", &[("when", &when)]),
            "money" => {
                fill("explain.money", &[("when", &when), ("over", &fixed(units / self.compiled.month, 0))])
            }
            role => {
                let days = fixed(units / 100.0 / self.compiled.month, 2);
                let key = if role == "pmo" { "explain.pmo" } else { "explain.role" };
                fill(key, &[("when", &when), ("over", &days), ("role", &role_name(role))])
            }
        }
    }

    fn group(&self, group: usize, wave: u32, over: i64, carry_over: bool) -> String {
        let name = self.compiled.problem.groups.get(group).map_or("", String::as_str);
        let (name, when) = match left_of(name) {
            Some(group) => (group, self.when_left(wave)),
            None => (name, self.when(wave)),
        };
        let letter = Group::ALL.into_iter().find(|group| name.starts_with(group.letter()));
        match (letter, name.len()) {
            (Some(group), 1) => {
                let key = if carry_over { "explain.carry_over" } else { "explain.load" };
                let points = fixed(over as f64 / 10_000.0, 2);
                fill(key, &[("group", group.letter()), ("when", &when), ("over", &points)])
            }
            (Some(group), 2) => fill("explain.heavy", &[("group", group.letter()), ("when", &when)]),
            _ => fill("explain.apart", &[("when", &when)]),
        }
    }
}
