//! Other good plans beside the one of the most value, each with an aim of its own. Each comes from the same problem,
//! changed so that the same engine looks for that aim, and each keeps all limits of the problem as it is.

use crate::domain::command::error::CommandError;
use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::planner::answer::Answer;
use crate::domain::planner::job::Job;
use crate::domain::planner::plan::tie;
use crate::domain::planner::problem::Problem;
use crate::domain::planner::problem::file::ProblemFile;
use crate::domain::planner::recount::recount;

use super::compile::Compiled;
use super::compile::past::raise_to_frozen;
use super::summary::{KeyFigures, Summary, summary};

/// Steps of a search that begins with a plan, or has less room than the proposal had; all searches together take about as
/// long as the proposal did.
const STEPS: u64 = 600;

/// Steps of a search for a gentle plan, which begins with none.
const GENTLE_STEPS: u64 = 1200;

/// Each search has the same seed, so the same question has the same plans every time.
const SEED: u64 = 1;

/// How many times more the value of the first half counts than the rest, where value is to come early.
const EARLY_WEIGHT: u64 = 100;

/// Shares of what groups take in that a gentle plan is tried with, per cent.
const GENTLE_SHARES: [u64; 4] = [98, 94, 88, 78];

/// How many waves fewer are tried.
const MOST_SHORTER: usize = 3;

/// A gentle plan keeps at least this share of the value, per cent.
const GENTLE_VALUE: u64 = 95;

/// What a plan is best at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The most value.
    Value,
    /// The most value by the middle of the waves.
    Early,
    /// The lowest peak of change on any group, at no more than a twentieth of the value.
    Gentle,
    /// The fewest waves for the same entries.
    Short,
}

impl Aim {
    /// All aims in their order.
    pub const ALL: [Self; 4] = [Self::Value, Self::Early, Self::Gentle, Self::Short];
}

/// A search that is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// For which aim.
    pub aim: Aim,
    /// The search.
    pub job: Job,
}

/// A plan and its aim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// What it is best at.
    pub aim: Aim,
    /// A wave for each item.
    pub waves: Vec<u32>,
    /// It is the plan of the most value: for this aim none was found that is better.
    pub is_same: bool,
}

/// What a user compares.
#[derive(Clone, Debug, PartialEq)]
pub struct AlternativeFigures {
    /// The proposal against the plan as it stands.
    pub summary: Summary,
    /// The plan with it.
    pub outcome: PlanFigures,
}

/// What a user compares of one plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFigures {
    /// Value, peaks and findings.
    pub key: KeyFigures,
    /// The highest load on each group in any wave.
    pub peaks: PerGroup<f64>,
    /// The last wave that launches anything, from 1; 0 where none does.
    pub last_wave: usize,
    /// Entries in a wave.
    pub planned: usize,
    /// The share of the value that has come by the middle of the waves.
    pub early_share: f64,
}

/// The searches beside the plan of the most value.
pub fn questions(compiled: &Compiled, best: &[u32]) -> Vec<Question> {
    let question = |aim, problem, start: Option<&[u32]>| {
        let (start, steps) =
            (start.map(<[u32]>::to_vec), if aim == Aim::Gentle { GENTLE_STEPS } else { STEPS });
        Question { aim, job: Job { problem, seed: SEED, steps, start } }
    };
    let early = question(Aim::Early, early(compiled), Some(best));
    let gentle =
        GENTLE_SHARES.into_iter().map(|share| question(Aim::Gentle, gentle(compiled, share), Some(best)));
    let last = measure(compiled, Aim::Short, best);
    let shorter = (compiled.open_from as u64..last).rev().take(MOST_SHORTER);
    let short = shorter.filter_map(|last| Some(question(Aim::Short, shortened(compiled, best, last)?, None)));
    [early].into_iter().chain(gentle).chain(short).collect()
}

/// The plan of the most value, then one for each other aim: the best answer by its measure that keeps all limits of the
/// problem as it is. Where no answer is better than the plan of the most value, it is that one.
pub fn choose(compiled: &Compiled, best: &[u32], answers: &[Option<Answer>]) -> Vec<Alternative> {
    let Ok(problem) = Problem::new(&compiled.problem) else { return Vec::new() };
    let most = compiled.value_of(best);
    let is_good = |aim: Aim, waves: &[u32]| {
        recount(&problem, waves).is_some()
            && match aim {
                Aim::Gentle => compiled.value_of(waves) * 100 >= most * GENTLE_VALUE,
                Aim::Short => waves.iter().zip(best).all(|(new, old)| *new > 0 || *old == 0),
                Aim::Value | Aim::Early => true,
            }
    };
    let rank = |aim: Aim, waves: &[u32]| (measure(compiled, aim, waves), u64::MAX - compiled.value_of(waves));
    // A plan that was found for one aim may serve another one better.
    let found: Vec<&[u32]> = answers.iter().flatten().filter_map(|answer| answer.wave.as_deref()).collect();
    let chosen = |aim: Aim| {
        let candidates = found.iter().copied().filter(|waves| aim != Aim::Value && is_good(aim, waves));
        // Equal in its aim, the plan of the most value needs no twin.
        let better = candidates.filter(|waves| measure(compiled, aim, waves) < measure(compiled, aim, best));
        let order = |one: &&[u32], other: &&[u32]| {
            rank(aim, one).cmp(&rank(aim, other)).then_with(|| tie(one, other))
        };
        let waves = better.min_by(order).unwrap_or(best);
        Alternative { aim, waves: waves.to_vec(), is_same: waves == best }
    };
    Aim::ALL.map(chosen).to_vec()
}

/// How good a plan is at an aim; the smaller, the better. For value and early value what lacks to all there could be,
/// for a gentle plan the peak in millionths, for a short one its last wave.
pub fn measure(compiled: &Compiled, aim: Aim, waves: &[u32]) -> u64 {
    match aim {
        Aim::Value => u64::MAX - compiled.value_of(waves),
        Aim::Early => u64::MAX - early_value(compiled, waves),
        Aim::Gentle => peak(&compiled.problem, compiled.real_waves, waves),
        Aim::Short => waves.iter().copied().max().map_or(0, u64::from),
    }
}

/// What a user compares of a plan that was found.
///
/// # Errors
/// Where the plan of the user cannot take the placements any more.
pub fn figures(
    document: &Document,
    figures: &Figures,
    compiled: &Compiled,
    waves: &[u32],
) -> Result<AlternativeFigures, CommandError> {
    let summary = summary(document, figures, compiled, waves)?;
    let after = Figures::of(&summary.outcome);
    let outcome = plan_figures(&summary.outcome, &after, compiled, waves, summary.after);
    Ok(AlternativeFigures { outcome, summary })
}

/// The same of the plan as it stands; its value, peaks and findings are known from any summary.
pub fn figures_of_now(
    document: &Document,
    figures: &Figures,
    compiled: &Compiled,
    summary: &Summary,
) -> PlanFigures {
    plan_figures(document, figures, compiled, &compiled.current_waves(document), summary.before)
}

fn plan_figures(
    document: &Document,
    figures: &Figures,
    compiled: &Compiled,
    waves: &[u32],
    key: KeyFigures,
) -> PlanFigures {
    let peaks = PerGroup::from_fn(|group: Group| {
        figures.loads.iter().map(|loads| loads.get(group).utilisation()).fold(0.0, f64::max)
    });
    let value = compiled.value_of(waves);
    PlanFigures {
        key,
        peaks,
        last_wave: document.waves.iter().rposition(|wave| !wave.items.is_empty()).map_or(0, |last| last + 1),
        planned: document.waves.iter().map(|wave| wave.items.len()).sum(),
        early_share: if value > 0 { early_value(compiled, waves) as f64 / value as f64 } else { 0.0 },
    }
}

/// The number of the wave in the middle of those that are open: of four the second, of five the third.
fn middle(compiled: &Compiled) -> usize {
    (compiled.open_from + compiled.real_waves) / 2
}

/// Weights of a wave that count the time up to the end of the middle wave only.
fn early_weights(compiled: &Compiled) -> Vec<u64> {
    let weights = compiled.problem.weights.as_deref().unwrap_or_default();
    let behind = weights.get(middle(compiled)).copied().unwrap_or(0);
    weights.iter().map(|weight| weight.saturating_sub(behind)).collect()
}

fn early_value(compiled: &Compiled, waves: &[u32]) -> u64 {
    let weights = early_weights(compiled);
    let weight =
        |wave: u32| (wave as usize).checked_sub(1).and_then(|index| weights.get(index)).copied().unwrap_or(0);
    compiled.problem.items.iter().zip(waves).map(|(item, wave)| item.value * weight(*wave)).sum()
}

/// Value by the middle first, then value.
fn early(compiled: &Compiled) -> ProblemFile {
    let mut problem = compiled.problem.clone();
    let early = early_weights(compiled);
    let weights = problem.weights.iter_mut().flatten();
    weights.zip(early).for_each(|(weight, early)| *weight += EARLY_WEIGHT * early);
    problem
}

/// Each group takes in so much of what it could; what stands already is left as it is.
fn gentle(compiled: &Compiled, share: u64) -> ProblemFile {
    let mut problem = compiled.problem.clone();
    for row in problem.absorb.iter_mut().take(Group::ALL.len()) {
        row.iter_mut().take(compiled.real_waves).for_each(|offer| *offer = *offer * share / 100);
    }
    let pins: Vec<Option<u64>> = problem.items.iter().map(|item| item.pin).collect();
    raise_to_frozen(&mut problem, &pins);
    problem
}

/// All that the best plan launches, by an earlier end; none where a pin or a window stands against it.
fn shortened(compiled: &Compiled, best: &[u32], last: u64) -> Option<ProblemFile> {
    let mut problem = compiled.problem.clone();
    for (item, wave) in problem.items.iter_mut().zip(best) {
        let fits = item.earliest <= last && item.pin.is_none_or(|pin| pin <= last);
        if !fits && *wave > 0 {
            return None;
        }
        if fits {
            item.latest = Some(item.latest.map_or(last, |latest| latest.min(last)));
            item.mandatory |= *wave > 0;
        }
    }
    Some(problem)
}

/// The highest load on a group in a wave, what is left of the wave before included, in millionths of what it takes in.
fn peak(problem: &ProblemFile, real_waves: usize, waves: &[u32]) -> u64 {
    let at = |numbers: &[u64], index: usize| numbers.get(index).copied().unwrap_or(0);
    let new = |group: usize, wave: usize| -> u64 {
        let there = problem.items.iter().zip(waves).filter(|(_, own)| **own as usize == wave && wave > 0);
        there.map(|(item, _)| at(&item.impact, group)).sum()
    };
    let cell = |group: usize, wave: usize| {
        let offer = problem.absorb.get(group).map_or(0, |row| at(row, wave - 1));
        let load = 100 * new(group, wave) + at(&problem.fatigue_pct, group) * new(group, wave - 1);
        if load == 0 { 0 } else { (load * 10_000).checked_div(offer).unwrap_or(u64::MAX) }
    };
    let groups = 0..problem.groups.len().min(Group::ALL.len());
    groups.flat_map(|group| (1..=real_waves).map(move |wave| cell(group, wave))).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::planner::recount::violations;
    use crate::domain::proposal::compile::compile;

    struct Case {
        document: Document,
        figures: Figures,
        compiled: Compiled,
        best: Vec<u32>,
    }

    fn case(change: fn(&mut Document)) -> Case {
        let mut document = Example::Norvik.document().unwrap();
        change(&mut document);
        let figures = Figures::of(&document);
        let compiled = compile(&document, &figures);
        let job = Job { problem: compiled.problem.clone(), seed: 1, steps: 100, start: None };
        let best = job.run().unwrap().wave.unwrap();
        Case { document, figures, compiled, best }
    }

    fn plans(case: &Case) -> Vec<Alternative> {
        let mut questions = questions(&case.compiled, &case.best);
        // These tests run without optimisation; a few steps are enough for a plan of each aim.
        questions.iter_mut().for_each(|question| question.job.steps = 40);
        let answers: Vec<Option<Answer>> = questions.iter().map(|question| question.job.run().ok()).collect();
        choose(&case.compiled, &case.best, &answers)
    }

    fn check(change: fn(&mut Document)) -> Vec<Alternative> {
        let case = case(change);
        let problem = Problem::new(&case.compiled.problem).unwrap();
        let plans = plans(&case);
        assert_eq!(plans.iter().map(|plan| plan.aim).collect::<Vec<Aim>>(), Aim::ALL);
        for plan in &plans {
            assert_eq!(
                violations(&problem, &plan.waves),
                vec![],
                "{:?} keeps the limits as they are",
                plan.aim
            );
            let (own, of_best) =
                [&plan.waves, &case.best].map(|waves| measure(&case.compiled, plan.aim, waves)).into();
            assert!(own <= of_best, "{:?}: {own} {of_best}", plan.aim);
            assert_eq!(plan.is_same, plan.waves == case.best);
        }
        assert_eq!(plans, self::plans(&case), "the same every time");
        plans
    }

    #[test]
    fn each_plan_keeps_all_limits_and_is_better_at_its_aim() {
        let plans = check(|_| {});
        assert!(plans[0].is_same);
        assert!(plans[1..].iter().any(|plan| !plan.is_same), "{plans:?}");
    }

    #[test]
    fn finished_waves_and_pins_are_left_as_they_are() {
        let plans = check(|document| document.waves[0].finished = true);
        let case = case(|document| document.waves[0].finished = true);
        let frozen = |waves: &[u32]| waves.iter().map(|wave| *wave == 1).collect::<Vec<bool>>();
        for plan in plans {
            assert_eq!(frozen(&plan.waves), frozen(&case.best), "{:?}", plan.aim);
        }
    }

    #[test]
    fn the_gentle_plan_keeps_most_of_the_value_and_the_short_one_all_entries() {
        let case = case(|_| {});
        for plan in plans(&case) {
            let (value, most) = (case.compiled.value_of(&plan.waves), case.compiled.value_of(&case.best));
            let planned = |waves: &[u32]| waves.iter().filter(|wave| **wave > 0).count();
            match plan.aim {
                Aim::Gentle => assert!(value * 100 >= most * 95),
                Aim::Short => assert!(planned(&plan.waves) >= planned(&case.best)),
                Aim::Value | Aim::Early => {}
            }
        }
    }

    #[test]
    fn the_peak_agrees_with_the_figures_of_the_plan() {
        let case = case(|_| {});
        for plan in plans(&case) {
            let figures = figures(&case.document, &case.figures, &case.compiled, &plan.waves).unwrap();
            let peak = measure(&case.compiled, Aim::Gentle, &plan.waves) as f64 / 1_000_000.0;
            // What a wave takes in is rounded down in the problem, by less than a hundredth of a point.
            assert!((figures.summary.after.group_load - peak).abs() < 0.005, "{peak}");
            let outcome = &figures.outcome;
            let highest = Group::ALL.map(|group| *outcome.peaks.get(group)).into_iter().fold(0.0, f64::max);
            assert!((highest - outcome.key.group_load).abs() < 1e-9);
            assert!(outcome.early_share > 0.0 && outcome.early_share <= 1.0);
            assert_eq!(outcome.last_wave as u64, measure(&case.compiled, Aim::Short, &plan.waves));
        }
    }

    #[test]
    fn the_plan_as_it_is_stands_beside_the_others() {
        let case = case(|_| {});
        let best = figures(&case.document, &case.figures, &case.compiled, &case.best).unwrap();
        let now = figures_of_now(&case.document, &case.figures, &case.compiled, &best.summary);
        // The same placements as a proposal are the same plan.
        let current = case.compiled.current_waves(&case.document);
        let same = figures(&case.document, &case.figures, &case.compiled, &current).unwrap();
        assert_eq!(now, same.outcome);
        assert!(now.key.value < best.outcome.key.value);
    }

    #[test]
    fn a_lying_answer_is_left_aside() {
        let case = case(|_| {});
        let questions = questions(&case.compiled, &case.best);
        let answer = questions[0].job.run().unwrap();
        let all_first = Answer { wave: Some(vec![1; case.best.len()]), ..answer };
        let answers = vec![Some(all_first); questions.len()];
        assert!(choose(&case.compiled, &case.best, &answers).iter().all(|plan| plan.is_same));
    }
}
