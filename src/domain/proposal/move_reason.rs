//! Why a proposal moves an entry: what the move is worth, what kept the entry from there, and which other moves opened
//! the place.

use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::order;
use crate::domain::planner::problem::Problem;
use crate::domain::planner::problem::file::ProblemFile;
use crate::domain::planner::reasons::{Obstacle, alternative};
use crate::domain::wording::{fill, phrase, t};

use super::compile::Compiled;
use super::explain::Words;

/// The most moves that one sentence names.
const MOST_NAMED: usize = 3;

/// Why one item moves. Waves count from 1; 0 is "not planned".
#[derive(Clone, Debug, PartialEq)]
pub struct MoveReason {
    /// The entries: one, or several that stay together.
    pub entries: Vec<EntryId>,
    /// Where they stand.
    pub from: u32,
    /// Where they go.
    pub to: u32,
    /// What the move alone adds to the value of the plan, in planner units.
    pub gain: i64,
    /// For an earlier wave: what kept them from it in the plan as it stands. For a later one: what would keep them in
    /// their old wave now.
    pub obstacles: Vec<Obstacle>,
    /// Items whose own moves took something of these obstacles away; for an earlier wave only.
    pub opened_by: Vec<usize>,
    /// The same in sentences.
    pub sentences: Vec<String>,
}

/// A reason for every item that an answer moves, the greatest gain first.
pub fn move_reasons(
    document: &Document,
    compiled: &Compiled,
    problem: &Problem,
    current: &[u32],
    proposed: &[u32],
) -> Vec<MoveReason> {
    let words = Words::new(document, compiled);
    let moved = current.iter().zip(proposed).enumerate().filter(|(_, (from, to))| from != to);
    let mut reasons: Vec<MoveReason> = moved
        .filter_map(|(item, (&from, &to))| {
            let is_earlier = to > 0 && (from == 0 || to < from);
            let (obstacles, opened_by) = if is_earlier {
                let obstacles = alternative(problem, current, item, to)?.obstacles;
                let opened_by = opened_by(&compiled.problem, item, current, proposed, &obstacles);
                (obstacles, opened_by)
            } else {
                (alternative(problem, proposed, item, from)?.obstacles, Vec::new())
            };
            let gain = alternative(problem, current, item, to)?.gain;
            let sentences = sentences(&words, is_earlier, (item, from), &obstacles, &opened_by, proposed);
            let entries = compiled.items.get(item)?.clone();
            Some(MoveReason { entries, from, to, gain, obstacles, opened_by, sentences })
        })
        .collect();
    order::by_key(&mut reasons, |reason| std::cmp::Reverse(reason.gain));
    reasons
}

fn sentences(
    words: &Words<'_>,
    is_earlier: bool,
    (item, from): (usize, u32),
    obstacles: &[Obstacle],
    opened_by: &[usize],
    proposed: &[u32],
) -> Vec<String> {
    if obstacles.is_empty() {
        return vec![t(if is_earlier { "moves.fits" } else { "moves.makes_room" }).to_owned()];
    }
    if opened_by.is_empty() {
        let mut told: Vec<String> = obstacles.iter().map(|obstacle| words.sentence(obstacle)).collect();
        if let Some(first) = told.first_mut().filter(|_| !is_earlier) {
            let key = if words.is_one(item) { "moves.if_it_stayed" } else { "moves.if_they_stayed" };
            *first = fill(key, &[("wave", &from.to_string()), ("reason", first)]);
        }
        return told;
    }
    let goes = |item: &usize| {
        let (entry, wave) = (words.name(*item), proposed.get(*item).copied().unwrap_or(0));
        if wave == 0 {
            fill("moves.leaves", &[("entry", &entry)])
        } else {
            fill("moves.goes_to", &[("entry", &entry), ("wave", &wave.to_string())])
        }
    };
    let moves: Vec<String> = opened_by.iter().take(MOST_NAMED).map(goes).collect();
    vec![fill("moves.now_that", &[("moves", &phrase::list(&moves))])]
}

/// Other items whose moves help against the obstacles of one: those that leave a limit, the largest share first, and
/// those whose order was in the way.
fn opened_by(
    problem: &ProblemFile,
    item: usize,
    current: &[u32],
    proposed: &[u32],
    obstacles: &[Obstacle],
) -> Vec<usize> {
    let mut opened = Vec::new();
    let mut add = |other: usize| {
        if other != item && current.get(other) != proposed.get(other) && !opened.contains(&other) {
            opened.push(other);
        }
    };
    for obstacle in obstacles {
        match *obstacle {
            Obstacle::Needs { item, .. } | Obstacle::NeededBy { item, .. } => add(item),
            Obstacle::Role { .. } | Obstacle::Group { .. } => {
                let relief = |other: usize| {
                    let use_at = |waves: &[u32]| {
                        let wave = waves.get(other).copied().unwrap_or(0);
                        used(problem, other, wave, obstacle)
                    };
                    use_at(current).saturating_sub(use_at(proposed))
                };
                let mut others: Vec<usize> = (0..current.len()).filter(|other| relief(*other) > 0).collect();
                order::by_key(&mut others, |other| std::cmp::Reverse(relief(*other)));
                others.into_iter().for_each(&mut add);
            }
            _ => {}
        }
    }
    opened
}

/// What an item in a wave uses of the limit of an obstacle, in hundredths.
fn used(problem: &ProblemFile, item: usize, wave: u32, obstacle: &Obstacle) -> u64 {
    let Some(item) = problem.items.get(item).filter(|_| wave > 0) else { return 0 };
    let at = |numbers: &[u64], index: usize| numbers.get(index).copied().unwrap_or(0);
    match *obstacle {
        Obstacle::Role { role, wave: limit, .. } => {
            let lengths = problem.wave_length.as_deref().unwrap_or_default();
            let length = lengths.get(limit as usize - 1).copied().unwrap_or(1);
            let run = at(&item.run, role) * length;
            match wave.cmp(&limit) {
                std::cmp::Ordering::Less => 100 * run,
                std::cmp::Ordering::Equal => 100 * at(&item.build, role) + item.own_run_pct * run,
                std::cmp::Ordering::Greater => 0,
            }
        }
        Obstacle::Group { group, wave: limit, .. } => {
            let share = match limit.checked_sub(wave) {
                Some(0) => 100,
                Some(1) => at(&problem.fatigue_pct, group),
                _ => 0,
            };
            share * at(&item.impact, group)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::planner::job::Job;
    use crate::domain::planner::recount::violations;
    use crate::domain::proposal::compile::compile;

    /// Reasons for the moves from the printed plan to the best one.
    fn norvik() -> (Compiled, Problem, Vec<u32>, Vec<u32>, Vec<MoveReason>) {
        let document = Example::Norvik.document().unwrap();
        let compiled = compile(&document, &Figures::of(&document));
        let problem = Problem::new(&compiled.problem).unwrap();
        let current = compiled.current_waves(&document);
        let job = Job { problem: compiled.problem.clone(), seed: 1, steps: 60, start: None };
        let proposed = job.run().unwrap().wave.unwrap();
        let reasons = move_reasons(&document, &compiled, &problem, &current, &proposed);
        (compiled, problem, current, proposed, reasons)
    }

    #[test]
    fn the_gains_of_all_moves_are_the_gain_of_the_proposal() {
        let (compiled, _, current, proposed, reasons) = norvik();
        let moved = current.iter().zip(&proposed).filter(|(from, to)| from != to).count();
        assert_eq!(reasons.len(), moved);
        let total: i64 = reasons.iter().map(|reason| reason.gain).sum();
        assert_eq!(total, compiled.value_of(&proposed) as i64 - compiled.value_of(&current) as i64);
        assert!(reasons.windows(2).all(|pair| pair[0].gain >= pair[1].gain));
        assert!(reasons.iter().all(|reason| !reason.sentences.is_empty()));
    }

    #[test]
    fn what_goes_to_a_later_wave_says_what_staying_would_break() {
        let (compiled, problem, current, proposed, _) = norvik();
        let document = Example::Norvik.document().unwrap();
        // From the best plan back to the printed one: some go later.
        let reasons = move_reasons(&document, &compiled, &problem, &proposed, &current);
        let later = |reason: &&MoveReason| reason.from > 0 && reason.to > reason.from;
        let (blocked, free): (Vec<&MoveReason>, Vec<&MoveReason>) =
            reasons.iter().filter(later).partition(|reason| !reason.obstacles.is_empty());
        assert!(!blocked.is_empty());
        for reason in blocked {
            let opening = format!("If it stayed in wave {}: ", reason.from);
            assert!(reason.sentences[0].starts_with(&opening), "{reason:?}");
        }
        assert!(free.iter().all(|reason| !reason.sentences[0].starts_with("If ")));
    }

    #[test]
    fn a_place_that_opened_was_closed_before_and_each_named_move_gives_something_back() {
        let (compiled, problem, current, proposed, reasons) = norvik();
        let opened: Vec<&MoveReason> = reasons.iter().filter(|reason| !reason.opened_by.is_empty()).collect();
        assert!(!opened.is_empty());
        for reason in opened {
            let item = compiled.items.iter().position(|entries| *entries == reason.entries).unwrap();
            let mut alone = current.clone();
            alone[item] = reason.to;
            let before = violations(&problem, &current).len();
            assert!(violations(&problem, &alone).len() >= before.max(1), "{reason:?}");
            for other in &reason.opened_by {
                assert_ne!(current[*other], proposed[*other]);
                let helps = reason.obstacles.iter().any(|obstacle| match obstacle {
                    Obstacle::Needs { item, .. } | Obstacle::NeededBy { item, .. } => item == other,
                    limit => {
                        let use_at = |waves: &[u32]| used(&compiled.problem, *other, waves[*other], limit);
                        use_at(&proposed) < use_at(&current)
                    }
                });
                assert!(helps, "{other} in {reason:?}");
            }
        }
    }

    #[test]
    fn what_an_item_uses_is_what_the_judge_counts() {
        let (compiled, _, current, ..) = norvik();
        let mut tight = compiled.problem.clone();
        tight.capacity.iter_mut().chain(&mut tight.absorb).flatten().for_each(|offer| *offer = 0);
        let tight = Problem::new(&tight).unwrap();
        let mut counted = 0;
        for violation in violations(&tight, &current) {
            use crate::domain::planner::recount::Violation;
            let (limit, expected) = match violation {
                Violation::Role { role, wave, used, .. } => (Obstacle::Role { role, wave, over: 0 }, used),
                Violation::Group { group, wave, used, .. } => {
                    (Obstacle::Group { group, wave, over: 0, carry_over: false }, used)
                }
                _ => continue,
            };
            let total: u64 = current
                .iter()
                .enumerate()
                .map(|(item, wave)| used(&compiled.problem, item, *wave, &limit))
                .sum();
            assert_eq!(total as i64, expected, "{limit:?}");
            counted += 1;
        }
        assert!(counted > 20);
    }

    #[test]
    fn a_plan_that_stays_has_no_reasons() {
        let document = Example::Norvik.document().unwrap();
        let compiled = compile(&document, &Figures::of(&document));
        let problem = Problem::new(&compiled.problem).unwrap();
        let current = compiled.current_waves(&document);
        assert_eq!(move_reasons(&document, &compiled, &problem, &current, &current), vec![]);
    }
}
