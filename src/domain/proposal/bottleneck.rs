//! What holds a plan back: one limit at a time is loosened by one unit, and the plan is searched anew from where it
//! stands (planner contract 3). The ranking says what one unit more would be worth.

use serde::Serialize;

use crate::domain::figures::number::round_half_up;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::order;
use crate::domain::planner::answer::Answer;
use crate::domain::planner::job::Job;
use crate::domain::planner::plan::is_preferred;
use crate::domain::planner::problem::Problem;
use crate::domain::planner::recount::recount;
use crate::domain::wording::{fill, t};

use super::compile::rest::is_people;
use super::compile::{Compiled, value_of};
use super::loosen::loosened;
use super::words::role_name;

/// Steps of each search: enough to use one unit more from a good plan on, few enough that all take seconds.
const STEPS: u64 = 150;

/// Each search has the same seed, so the ranking is the same every time.
const SEED: u64 = 1;

/// Something of which there could be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Lever {
    /// One more full-time person from a wave on, for a role of the problem.
    Person {
        /// The role.
        role: usize,
        /// The first wave, from 1.
        from: usize,
    },
    /// A tenth more budget in every wave that has one.
    Budget,
    /// One more entry in every wave that may have any (rule R30).
    Entries,
    /// One more big entry in every wave (rule R30).
    BigEntries,
    /// One more change point in every wave.
    Points {
        /// Who takes it in.
        group: Group,
    },
    /// One more heavy entry at a time (5.4 no 9).
    Heavy {
        /// Who takes it in.
        group: Group,
    },
    /// One more wave at the end, as long as the last one. What runs by then is worth more without any change; only
    /// what is gained beside that counts.
    Wave,
}

/// A search that is to be made. The first one of a list loosens nothing: it is what the others are held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What there is more of.
    pub lever: Option<Lever>,
    /// The search.
    pub job: Job,
}

/// What one unit more is worth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bottleneck {
    /// Of what.
    pub lever: Lever,
    /// How much more value the plan reaches.
    pub gain: u64,
    /// The same as a share of the value without it: 0.08 for eight per cent.
    pub share: f64,
    /// Items that come in an earlier wave.
    pub earlier: usize,
    /// Items that find a wave and had none.
    pub more: usize,
    /// The plan with it: a wave for each item.
    pub waves: Vec<u32>,
}

/// The searches for a plan that keeps all limits.
pub fn questions(document: &Document, compiled: &Compiled, waves: &[u32]) -> Vec<Question> {
    let question = |lever: Option<Lever>| {
        let problem =
            lever.map_or_else(|| compiled.problem.clone(), |lever| loosened(document, compiled, lever));
        let is_same = lever.is_some() && problem == compiled.problem;
        let job = Job { problem, seed: SEED, steps: STEPS, start: Some(waves.to_vec()) };
        (!is_same).then_some(Question { lever, job })
    };
    let levers = levers(compiled).into_iter().map(Some);
    [None].into_iter().chain(levers).filter_map(question).collect()
}

/// What the answers say, the greatest gain first; what gains nothing is left out. A plan that was found for one limit
/// counts for each other one that allows it: a person from wave 1 on is worth no less than one from wave 2 on.
pub fn rank(questions: &[Question], answers: &[Option<Answer>]) -> Vec<Bottleneck> {
    let found: Vec<&[u32]> = answers.iter().flatten().filter_map(|answer| answer.wave.as_deref()).collect();
    // Whatever a worker sends is judged before it is believed.
    let best = |question: &Question| {
        let problem = Problem::new(&question.job.problem).ok()?;
        let allowed = found.iter().filter(|waves| recount(&problem, waves).is_some());
        allowed
            .copied()
            .reduce(|first, second| if is_preferred(&problem, second, first) { second } else { first })
    };
    let mut questions = questions.iter();
    let Some(plain) = questions.next().and_then(best) else { return Vec::new() };
    let mut ranked: Vec<Bottleneck> = questions
        .filter_map(|question| {
            let waves = best(question)?;
            let before = value_of(&question.job.problem, plain);
            let gain = value_of(&question.job.problem, waves).saturating_sub(before);
            let changes = || plain.iter().zip(waves);
            Some(Bottleneck {
                lever: question.lever?,
                gain,
                share: if before > 0 { gain as f64 / before as f64 } else { 1.0 },
                earlier: changes().filter(|(old, new)| **new > 0 && new < old).count(),
                more: changes().filter(|(old, new)| **old == 0 && **new > 0).count(),
                waves: waves.to_vec(),
            })
        })
        .filter(|bottleneck| bottleneck.gain > 0)
        .collect();
    order::by(&mut ranked, |one, other| {
        let figures = |bottleneck: &Bottleneck| (bottleneck.more, bottleneck.earlier);
        other.share.total_cmp(&one.share).then_with(|| figures(other).cmp(&figures(one)))
    });
    without_needless(ranked)
}

/// Of persons of one role who bring the same from several waves on, only the one who comes latest: coming sooner is
/// not needed.
fn without_needless(ranked: Vec<Bottleneck>) -> Vec<Bottleneck> {
    // As far as the share is shown.
    let per_mille = |bottleneck: &Bottleneck| round_half_up(bottleneck.share * 1000.0, 0) as u64;
    let is_needless = |bottleneck: &Bottleneck| {
        let Lever::Person { role, from } = bottleneck.lever else { return false };
        ranked.iter().any(|other| {
            let is_later =
                matches!(other.lever, Lever::Person { role: same, from: wave } if same == role && wave > from);
            is_later
                && (per_mille(other), other.more, other.earlier)
                    == (per_mille(bottleneck), bottleneck.more, bottleneck.earlier)
        })
    };
    ranked.iter().filter(|bottleneck| !is_needless(bottleneck)).cloned().collect()
}

/// "One more person in the PMO from wave 2"
pub fn lever_text(compiled: &Compiled, lever: Lever) -> String {
    match lever {
        Lever::Person { role, from } => {
            let name = compiled.problem.roles.get(role).map_or("pmo", String::as_str);
            let key = if name == "pmo" { "bottleneck.person" } else { "bottleneck.person_of_role" };
            fill(key, &[("role", &role_name(name)), ("wave", &from.to_string())])
        }
        Lever::Budget => t("bottleneck.budget").to_owned(),
        Lever::Entries => t("bottleneck.entries").to_owned(),
        Lever::BigEntries => t("bottleneck.big_entries").to_owned(),
        Lever::Points { group } => fill("bottleneck.points", &[("group", group.letter())]),
        Lever::Heavy { group } => fill("bottleneck.heavy", &[("group", group.letter())]),
        Lever::Wave => t("bottleneck.wave").to_owned(),
    }
}

/// Everything of which there could be more, in a fixed order.
fn levers(compiled: &Compiled) -> Vec<Lever> {
    let roles = (0..).zip(&compiled.problem.roles);
    let staff: Vec<usize> = roles.filter(|(_, name)| is_people(name)).map(|(role, _)| role).collect();
    // With one pool each wave is asked about; where the user plans by role, that would be too many searches.
    let last =
        if staff.len() == 1 { compiled.real_waves } else { compiled.open_from.min(compiled.real_waves) };
    let persons = (compiled.open_from..=last)
        .flat_map(|from| staff.iter().map(move |role| Lever::Person { role: *role, from }));
    let mut levers: Vec<Lever> = persons.collect();
    levers.extend(Group::ALL.map(|group| Lever::Points { group }));
    levers.extend(Group::ALL.map(|group| Lever::Heavy { group }));
    levers.extend([Lever::Budget, Lever::Entries, Lever::BigEntries, Lever::Wave]);
    levers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::model::scalar::Date;
    use crate::domain::planner::plan::objective_of;
    use crate::domain::planner::recount::violations;
    use crate::domain::proposal::compile::NO_LIMIT;
    use crate::domain::proposal::compile::rest::left_row;
    use crate::domain::proposal::compile::{compile, compile_from};
    use crate::domain::proposal::loosen::person;

    struct Case {
        document: Document,
        compiled: Compiled,
        waves: Vec<u32>,
    }

    fn norvik(change: fn(&mut Document)) -> Case {
        let mut document = Example::Norvik.document().unwrap();
        change(&mut document);
        let compiled = compile(&document, &Figures::of(&document));
        let job = Job { problem: compiled.problem.clone(), seed: 1, steps: 100, start: None };
        let waves = job.run().unwrap().wave.unwrap();
        Case { document, compiled, waves }
    }

    fn ranking(case: &Case) -> (Vec<Question>, Vec<Bottleneck>) {
        let mut questions = questions(&case.document, &case.compiled, &case.waves);
        // These tests run without optimisation; a few steps show as well whether all is told as it is.
        questions.iter_mut().for_each(|question| question.job.steps = 30);
        let answers: Vec<Option<Answer>> = questions.iter().map(|question| question.job.run().ok()).collect();
        let ranked = rank(&questions, &answers);
        (questions, ranked)
    }

    #[test]
    fn each_rank_is_what_the_recount_says() {
        let case = norvik(|_| {});
        let (questions, ranked) = ranking(&case);
        assert!(!ranked.is_empty());
        assert!(ranked.windows(2).all(|pair| pair[0].share >= pair[1].share));
        let original = Problem::new(&case.compiled.problem).unwrap();
        let bound = questions[0].job.run().unwrap().bound.unwrap() as i64;
        for bottleneck in &ranked {
            let question =
                questions.iter().find(|question| question.lever == Some(bottleneck.lever)).unwrap();
            let loosened = Problem::new(&question.job.problem).unwrap();
            assert_eq!(violations(&loosened, &bottleneck.waves), vec![], "{:?}", bottleneck.lever);
            let (before, after) =
                (objective_of(&loosened, &case.waves), objective_of(&loosened, &bottleneck.waves));
            assert!(after - before >= bottleneck.gain as i64, "{:?}", bottleneck.lever);
            // A plan above the bound of the limits as they are has to break one of them.
            if bottleneck.lever != Lever::Wave && after > bound {
                assert!(!violations(&original, &bottleneck.waves).is_empty(), "{:?}", bottleneck.lever);
            }
        }
    }

    #[test]
    fn the_ranking_is_the_same_every_time() {
        let case = norvik(|document| document.waves[0].finished = true);
        assert_eq!(ranking(&case).1, ranking(&case).1);
    }

    #[test]
    fn of_persons_who_bring_the_same_the_latest_is_enough() {
        let person = |role, from, gain| Bottleneck {
            lever: Lever::Person { role, from },
            gain,
            share: gain as f64 / 100.0,
            earlier: 0,
            more: 0,
            waves: Vec::new(),
        };
        let ranked = vec![person(0, 1, 9), person(0, 2, 5), person(0, 3, 5), person(1, 1, 5)];
        let left = without_needless(ranked.clone());
        assert_eq!(left, [ranked[0].clone(), ranked[2].clone(), ranked[3].clone()]);
    }

    #[test]
    fn a_person_from_an_earlier_wave_on_is_worth_no_less() {
        let (_, ranked) = ranking(&norvik(|_| {}));
        let gain = |wave: usize| {
            let is_it = |bottleneck: &&Bottleneck| bottleneck.lever == Lever::Person { role: 0, from: wave };
            ranked.iter().find(is_it).map_or(0, |bottleneck| bottleneck.gain)
        };
        // Of equal ones only the latest is listed.
        let listed: Vec<u64> = (1..=4).map(gain).filter(|gain| *gain > 0).collect();
        assert!(!listed.is_empty() && listed.is_sorted_by(|one, next| one >= next), "{ranked:?}");
    }

    #[test]
    fn a_plan_that_stands_keeps_every_loosened_limit() {
        let case = norvik(|_| {});
        for question in questions(&case.document, &case.compiled, &case.waves) {
            // In one wave more, all that was launched has to be run as well.
            if question.lever == Some(Lever::Wave) {
                continue;
            }
            let problem = Problem::new(&question.job.problem).unwrap();
            assert_eq!(violations(&problem, &case.waves), vec![], "{:?}", question.lever);
        }
    }

    #[test]
    fn a_finished_wave_gets_nothing_more() {
        let case = norvik(|document| document.waves[0].finished = true);
        for question in questions(&case.document, &case.compiled, &case.waves) {
            let first = |rows: &[Vec<u64>]| rows.iter().map(|row| row[0]).collect::<Vec<u64>>();
            let (old, new) = (&case.compiled.problem, &question.job.problem);
            assert_eq!(first(&old.capacity), first(&new.capacity), "{:?}", question.lever);
            assert_eq!(first(&old.absorb), first(&new.absorb), "{:?}", question.lever);
        }
    }

    #[test]
    fn a_person_brings_the_days_of_the_fact_base() {
        // 17.5 days a month, 15 % reserve, planned up to 95 %, waves of three months, one month after them.
        let case = norvik(|_| {});
        let more = person(&case.document, &case.compiled, 3);
        assert_eq!(more, [0, 0, 4239, 4239, 1487]);
    }

    #[test]
    fn an_answer_that_breaks_a_limit_is_not_believed() {
        let case = norvik(|_| {});
        let questions = questions(&case.document, &case.compiled, &case.waves);
        let honest = questions[0].job.run().unwrap();
        let answers: Vec<Option<Answer>> = questions
            .iter()
            .map(|question| match question.lever {
                None => Some(honest.clone()),
                Some(_) => Some(Answer { wave: Some(vec![1; case.waves.len()]), ..honest.clone() }),
            })
            .collect();
        assert_eq!(rank(&questions, &answers), vec![]);
    }

    #[test]
    fn levers_have_plain_names() {
        let case = norvik(|_| {});
        let text = |lever| lever_text(&case.compiled, lever);
        assert_eq!(text(Lever::Person { role: 0, from: 2 }), "One more person in the PMO from wave 2");
        assert_eq!(text(Lever::Points { group: Group::F }), "One more change point a wave for group F");
    }

    #[test]
    fn a_role_goes_by_its_name() {
        let mut document = Example::Norvik.document().unwrap();
        document.plan.settings.plan_by_role = true;
        let compiled = compile(&document, &Figures::of(&document));
        let text = lever_text(&compiled, Lever::Person { role: 0, from: 2 });
        assert_eq!(text, "One more PMO lead from wave 2");
    }

    #[test]
    fn more_of_a_wave_that_runs_is_more_of_what_is_left_of_it() {
        let document = Example::Norvik.document().unwrap();
        let day = Date::parse("2027-11-15").ok();
        let compiled = compile_from(&document, &Figures::of(&document), day);
        let rest = compiled.rest.unwrap();
        assert_eq!((rest.wave, compiled.real_waves), (4, 4));
        let left = left_row(&compiled.problem.roles, 0).unwrap();
        let more = loosened(&document, &compiled, Lever::Person { role: 0, from: 4 });
        let grown = |row: usize| more.capacity[row][3] - compiled.problem.capacity[row][3];
        assert_eq!(grown(left), rest.share_of(grown(0)));
        assert!(!levers(&compiled).contains(&Lever::Person { role: left, from: 4 }));
        let longer = loosened(&document, &compiled, Lever::Wave);
        assert_eq!(longer.capacity[left][4], NO_LIMIT);
        assert!(Problem::new(&longer).is_ok());
    }
}
