//! Which limits a plan runs up against, and what would have to give for the entries that stay out.

use std::collections::BTreeMap;

use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::order;
use crate::domain::planner::conflict::Constraint;
use crate::domain::planner::problem::Problem;
use crate::domain::planner::reasons::{Obstacle, reasons};

use super::clash;
use super::compile::Compiled;
use super::explain::PlacementReason;

/// A limit that keeps entries from an earlier wave, or out of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct BindingLimit {
    /// The limit.
    pub constraint: Constraint,
    /// The same in a sentence.
    pub sentence: String,
    /// The entries that it stands against.
    pub held: Vec<EntryId>,
}

/// An entry in no wave, and what is in its way in the wave that comes nearest.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The entries: one, or several that stay together.
    pub entries: Vec<EntryId>,
    /// The wave with the least in its way, from 1.
    pub wave: u32,
    /// What would have to give there.
    pub sentences: Vec<String>,
}

/// Limits of the office and of the groups that an answer runs up against, the one that holds most entries first. A
/// limit counts where it would break if a single entry came earlier, or came at all.
pub fn binding_limits(
    document: &Document,
    compiled: &Compiled,
    problem: &Problem,
    waves: &[u32],
) -> Vec<BindingLimit> {
    let mut held: BTreeMap<(bool, usize, u32), Vec<usize>> = BTreeMap::new();
    for reason in reasons(problem, waves) {
        // Nothing may start after the last wave, so what is full there holds nothing back.
        let real = reason.alternatives.iter().filter(|other| other.wave as usize <= compiled.real_waves);
        for obstacle in real.flat_map(|other| &other.obstacles) {
            let limit = match *obstacle {
                Obstacle::Role { role, wave, .. } => (false, role, wave),
                Obstacle::Group { group, wave, .. } => (true, group, wave),
                _ => continue,
            };
            let items = held.entry(limit).or_default();
            if items.last() != Some(&reason.item) {
                items.push(reason.item);
            }
        }
    }
    let mut limits: Vec<BindingLimit> = held
        .into_iter()
        .map(|((is_group, row, wave), items)| {
            let constraint = if is_group {
                Constraint::Group { group: row, wave }
            } else {
                Constraint::Role { role: row, wave }
            };
            BindingLimit {
                constraint,
                sentence: clash::limit_sentence(document, compiled, &constraint, waves),
                held: items.iter().filter_map(|item| compiled.items.get(*item)).flatten().cloned().collect(),
            }
        })
        .collect();
    order::by_key(&mut limits, |limit| std::cmp::Reverse(limit.held.len()));
    limits
}

/// The entries that an answer places nowhere, each with the wave in which the least stands in its way.
pub fn left_out(reasons: &[PlacementReason]) -> Vec<LeftOut> {
    let without_wave = reasons.iter().filter(|reason| reason.wave == 0);
    without_wave
        .filter_map(|reason| {
            let nearest = reason.others.iter().min_by_key(|other| other.obstacles.len())?;
            Some(LeftOut {
                entries: reason.entries.clone(),
                wave: nearest.wave,
                sentences: nearest.sentences.clone(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::planner::job::Job;
    use crate::domain::planner::recount::{Violation, violations};
    use crate::domain::proposal::compile::compile;
    use crate::domain::proposal::explain::explain;

    #[test]
    fn a_binding_limit_breaks_when_one_of_its_entries_comes_earlier() {
        let document = Example::Norvik.document().unwrap();
        let compiled = compile(&document, &Figures::of(&document));
        let problem = Problem::new(&compiled.problem).unwrap();
        let job = Job { problem: compiled.problem.clone(), seed: 1, steps: 60, start: None };
        let waves = job.run().unwrap().wave.unwrap();
        let limits = binding_limits(&document, &compiled, &problem, &waves);
        assert!(!limits.is_empty());
        assert!(limits.windows(2).all(|pair| pair[0].held.len() >= pair[1].held.len()));
        for limit in &limits {
            let is_it = |violation: &Violation| match (violation, limit.constraint) {
                (Violation::Role { role, wave, .. }, Constraint::Role { role: own, wave: own_wave }) => {
                    (*role, *wave) == (own, own_wave)
                }
                (Violation::Group { group, wave, .. }, Constraint::Group { group: own, wave: own_wave }) => {
                    (*group, *wave) == (own, own_wave)
                }
                _ => false,
            };
            for entry in &limit.held {
                let item = compiled.items.iter().position(|entries| entries.contains(entry)).unwrap();
                let here = if waves[item] == 0 { compiled.real_waves as u32 + 1 } else { waves[item] };
                let breaks = (1..here).any(|to| {
                    let mut moved = waves.clone();
                    moved[item] = to;
                    violations(&problem, &moved).iter().any(is_it)
                });
                assert!(breaks, "{} holds {entry:?}", limit.sentence);
            }
        }
    }

    #[test]
    fn an_entry_without_a_wave_says_what_would_have_to_give() {
        let document = Example::Norvik.document().unwrap();
        let compiled = compile(&document, &Figures::of(&document));
        let problem = Problem::new(&compiled.problem).unwrap();
        let mut waves = compiled.current_waves(&document);
        let item = waves.iter().rposition(|wave| *wave > 0).unwrap();
        waves[item] = 0;
        let reasons = explain(&document, &compiled, &problem, &waves);
        let out = left_out(&reasons);
        assert_eq!(out.len(), waves.iter().filter(|wave| **wave == 0).count());
        assert!(out.iter().all(|out| !out.sentences.is_empty() && out.wave > 0));
        assert!(out.iter().any(|out| out.entries == compiled.items[item]));
    }
}
