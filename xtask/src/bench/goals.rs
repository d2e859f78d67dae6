//! The goals of the planner, each with what a run measured for it. Losses are named, never averaged away.

use super::engine::Engine;
use super::record::{Record, Run};
use super::section::LONGER;
use super::settings::FAMILIES;

/// Whether a goal is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Reached.
    Met,
    /// Not reached.
    Missed,
    /// This run says nothing about it.
    Unmeasured,
}

/// One goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// What it is about.
    pub what: String,
    /// What is wanted.
    pub wanted: String,
    /// What was measured.
    pub measured: String,
    /// Reached or not.
    pub verdict: Verdict,
}

/// Bytes that the worker may weigh.
const MODULE_LIMIT: u64 = 150 * 1024;
/// Small instances that are solved by CP-SAT as well.
pub const AGREEMENTS: u64 = 500;
/// KiB that the planner may hold.
const MEMORY_LIMIT: u64 = 256 * 1024;

/// All goals, in the order of the table.
pub fn goals(run: &Run) -> Vec<Goal> {
    let view = View { run };
    let mut goals =
        vec![view.never_worse(), view.much_better(), view.longer(), view.proofs(), view.proof_time()];
    goals.push(view.real_plans(Engine::Ours, 2.0));
    goals.push(view.real_plans(Engine::Worker, 4.0));
    goals.extend(
        [(60, 0.03), (120, 0.04), (300, 0.05), (1000, 0.08)].map(|(size, most)| view.gap(size, most)),
    );
    goals.extend([(60, 10.0), (1000, 200.0)].map(|(size, most)| view.first_plan(size, most)));
    goals.extend([view.scholl_found(), view.scholl_proved(), view.otto(50, 0.95), view.otto(100, 0.6)]);
    goals.extend([view.browser_speed(), view.browser_peers(), view.module(), view.memory()]);
    goals.extend([view.refused(), view.false_proofs()]);
    goals
}

/// A run, to be asked.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The run.
    pub run: &'a Run,
}

impl<'a> View<'a> {
    /// What an engine did on an instance in so many times the usual seconds.
    pub fn find(&self, instance: &str, engine: Engine, share: f64) -> Option<&'a Record> {
        let allowed = self.run.seconds * share;
        self.run
            .records
            .iter()
            .find(|one| one.instance == instance && one.engine == engine.id() && one.allowed == allowed)
    }

    /// Our records in the usual seconds on generated instances of such sizes.
    pub fn ours(&self, sizes: std::ops::RangeInclusive<usize>) -> Vec<&'a Record> {
        self.of(Engine::Ours, sizes)
    }

    fn of(&self, engine: Engine, sizes: std::ops::RangeInclusive<usize>) -> Vec<&'a Record> {
        self.run
            .records
            .iter()
            .filter(|one| one.engine == engine.id() && one.allowed == self.run.seconds)
            .filter(|one| sizes.contains(&one.size) && FAMILIES.contains(&one.family.as_str()))
            .collect()
    }

    /// The best plan of these engines for an instance, and whose it is. `None` where none of them was asked.
    pub fn best_of(&self, mine: &Record, engines: &[Engine], share: f64) -> Option<(Option<u64>, Engine)> {
        let asked: Vec<(Option<u64>, Engine)> = engines
            .iter()
            .filter_map(|&engine| {
                Some((self.find(&mine.instance, engine, share)?.telling_objective(), engine))
            })
            .collect();
        let with_plan = asked.iter().filter(|(objective, _)| objective.is_some()).copied();
        let best = if mine.is_fewest {
            with_plan.min_by_key(|(objective, _)| *objective)
        } else {
            with_plan.max_by_key(|(objective, _)| *objective)
        };
        best.or_else(|| asked.first().copied())
    }

    /// Every instance on which a peer's plan is better than ours: record, the peer's objective, the peer.
    pub fn losses(&self) -> Vec<(&'a Record, u64, Engine)> {
        let peers: Vec<Engine> = Engine::ALL.into_iter().filter(|engine| engine.is_peer()).collect();
        self.ours(12..=300)
            .into_iter()
            .filter_map(|mine| {
                let (best, engine) = self.best_of(mine, &peers, 1.0)?;
                mine.advantage(best)
                    .filter(|advantage| *advantage < 0.0)
                    .zip(best)
                    .map(|(_, best)| (mine, best, engine))
            })
            .collect()
    }

    fn never_worse(&self) -> Goal {
        let peers: Vec<Engine> = Engine::ALL.into_iter().filter(|engine| engine.is_peer()).collect();
        let compared =
            self.ours(12..=300).into_iter().filter(|mine| self.best_of(mine, &peers, 1.0).is_some());
        let (all, lost) = (compared.count(), self.losses().len());
        goal(
            "Plan, every family, n = 12 to 300",
            "never worse than the best peer",
            share_of(all - lost, all),
            (all > 0).then_some(lost == 0),
        )
    }

    fn much_better(&self) -> Goal {
        let rivals = [Engine::CpSat, Engine::Highs];
        let (mut gains, mut without) = (Vec::new(), 0);
        for mine in self.ours(60..=300).into_iter().filter(|mine| !mine.is_fewest) {
            match self.best_of(mine, &rivals, 1.0) {
                Some((Some(best), _)) => gains.extend(mine.advantage(Some(best))),
                Some((None, _)) => without += usize::from(mine.objective.is_some()),
                None => {}
            }
        }
        let mean = mean(&gains);
        let text = mean.map(|mean| {
            format!(
                "{} on {} instances; on {without} more neither of the two found a plan",
                percent(mean),
                gains.len()
            )
        });
        goal(
            "Plan, n = 60 to 300, without the fewest-waves families",
            "at least 2 % better on average than the best of CP-SAT and HiGHS",
            text.unwrap_or_default(),
            mean.map(|mean| mean >= 0.02),
        )
    }

    fn longer(&self) -> Goal {
        let rivals = [Engine::CpSat, Engine::Highs];
        let advantages: Vec<f64> = self
            .ours(60..=300)
            .into_iter()
            .filter_map(|mine| mine.advantage(self.best_of(mine, &rivals, LONGER)?.0))
            .collect();
        let good = advantages.iter().filter(|advantage| **advantage >= 0.0).count();
        goal(
            &format!(
                "Plan in {} s against CP-SAT and HiGHS in {} s",
                self.run.seconds,
                self.run.seconds * LONGER
            ),
            "as good on nine of ten",
            share_of(good, advantages.len()),
            (!advantages.is_empty()).then_some(good * 10 >= advantages.len() * 9),
        )
    }

    fn proofs(&self) -> Goal {
        let ours = self.ours(1..=30);
        let proved = ours.iter().filter(|one| one.is_proved()).count();
        goal(
            "Proofs, n up to 30, all families",
            &format!("all within {} s", self.run.seconds),
            share_of(proved, ours.len()),
            (!ours.is_empty()).then_some(proved == ours.len()),
        )
    }

    fn proof_time(&self) -> Goal {
        let times = self.ours(1..=30).into_iter().filter_map(|mine| {
            let peer = self.find(&mine.instance, Engine::CpSat, 1.0)?;
            Some((mine.proof_seconds(), peer.proof_seconds()))
        });
        let (mine, peer): (Vec<f64>, Vec<f64>) = times.unzip();
        let (mine, peer) = (median(mine), median(peer));
        goal(
            "Time of these proofs, median; without a proof the whole time counts",
            "at most half of CP-SAT's",
            mine.zip(peer).map(|(mine, peer)| format!("{mine:.3} s, CP-SAT {peer:.3} s")).unwrap_or_default(),
            mine.zip(peer).map(|(mine, peer)| mine <= peer / 2.0),
        )
    }

    fn real_plans(&self, engine: Engine, limit: f64) -> Goal {
        let asked: Vec<&Record> = self
            .run
            .records
            .iter()
            .filter(|one| one.engine == engine.id() && one.allowed == self.run.seconds)
            .filter(|one| one.family == "plans" || one.family == "pmo" && one.size <= 36)
            .collect();
        let is_right = |one: &Record| one.optimum.is_none() || one.optimum == one.objective;
        let good = asked
            .iter()
            .filter(|one| one.is_proved() && one.proof_seconds() <= limit && is_right(one))
            .count();
        let examples: Vec<&&Record> = asked.iter().filter(|one| one.family == "plans").collect();
        let slowest = examples.iter().map(|one| one.proof_seconds()).fold(0.0, f64::max);
        let proved = examples.iter().filter(|one| one.is_proved() && is_right(one)).count();
        let text = format!(
            "{}; of the built-in plans {proved} of {}, slowest {slowest:.2} s",
            share_of(good, asked.len()),
            examples.len()
        );
        goal(
            &format!(
                "Proofs, built-in plans and `pmo` up to 36 items, {}",
                if engine == Engine::Ours { "native" } else { "worker of the bundle" }
            ),
            &format!("all within {limit} s"),
            text,
            (!asked.is_empty()).then_some(good == asked.len()),
        )
    }

    /// Mean gap per family, of an engine.
    pub fn gaps(&self, engine: Engine, size: usize) -> Vec<(&'static str, f64)> {
        let of = |family: &str| -> Option<f64> {
            let gaps: Vec<f64> = self
                .run
                .records
                .iter()
                .filter(|one| one.engine == engine.id() && one.allowed == self.run.seconds)
                .filter(|one| one.family == family && is_about(one.size, size))
                .map(|one| one.gap().unwrap_or(1.0))
                .collect();
            mean(&gaps)
        };
        FAMILIES.iter().filter_map(|family| Some((*family, of(family)?))).collect()
    }

    fn gap(&self, size: usize, most: f64) -> Goal {
        let gaps = self.gaps(Engine::Ours, size);
        let worst = gaps.iter().max_by(|one, other| one.1.total_cmp(&other.1));
        let mean = mean(&gaps.iter().map(|(_, gap)| *gap).collect::<Vec<_>>());
        let text = mean.zip(worst).map(|(mean, (family, gap))| {
            format!("{}, {} families; widest {family} {}", percent(mean), gaps.len(), percent(*gap))
        });
        goal(
            &format!("Gap from plan to bound, n = {size}, mean over families"),
            &format!("at most {}", percent(most)),
            text.unwrap_or_default(),
            mean.map(|mean| mean <= most),
        )
    }

    fn first_plan(&self, size: usize, most: f64) -> Goal {
        let times: Vec<f64> =
            self.ours(size - 2..=size).iter().map(|one| one.first_millis.unwrap_or(f64::INFINITY)).collect();
        let slowest = times.iter().copied().fold(0.0, f64::max);
        let typical = median(times.clone());
        goal(
            &format!("First plan, n = {size}, from the start of the program, reading included"),
            &format!("within {most} ms"),
            typical
                .map(|typical| format!("slowest {slowest:.1} ms, median {typical:.1} ms"))
                .unwrap_or_default(),
            typical.map(|_| slowest <= most),
        )
    }

    fn set(&self, family: &str) -> Vec<&'a Record> {
        self.run
            .records
            .iter()
            .filter(|one| one.engine == Engine::Ours.id() && one.family == family && one.allowed > 0.0)
            .collect()
    }

    fn scholl_found(&self) -> Goal {
        let set = self.set("Scholl");
        let found = set.iter().filter(|one| one.objective.is_some() && one.objective == one.optimum).count();
        goal(
            "Assembly lines, Scholl's set (the part that is in the repository)",
            "all optima found",
            share_of(found, set.len()),
            (!set.is_empty()).then_some(found == set.len()),
        )
    }

    fn scholl_proved(&self) -> Goal {
        let set = self.set("Scholl");
        let proved = set.iter().filter(|one| one.is_proved()).count();
        goal(
            "Assembly lines, Scholl's set, proofs",
            "at least 264 of 269",
            share_of(proved, set.len()),
            (!set.is_empty()).then_some(proved * 269 >= set.len() * 264),
        )
    }

    fn otto(&self, size: usize, least: f64) -> Goal {
        let set: Vec<&Record> = self.set("Otto").into_iter().filter(|one| one.size == size).collect();
        let proved = set.iter().filter(|one| one.is_proved()).count();
        goal(
            &format!("Assembly lines, Otto's set, n = {size}, proofs"),
            &format!("at least {}", percent(least)),
            share_of(proved, set.len()),
            (!set.is_empty()).then_some(proved as f64 >= least * set.len() as f64),
        )
    }

    fn browser_speed(&self) -> Goal {
        let ratios: Vec<f64> = self
            .run
            .records
            .iter()
            .filter(|one| one.engine == Engine::Worker.id() && one.section == "speed")
            .filter_map(|worker| {
                let native = self.run.records.iter().find(|one| {
                    one.engine == Engine::Ours.id()
                        && one.allowed == 0.0
                        && one.instance == worker.instance
                        && one.steps == worker.steps
                })?;
                Some(worker.seconds? / native.seconds.filter(|seconds| *seconds > 0.0)?)
            })
            .collect();
        let most = ratios.iter().copied().fold(0.0, f64::max);
        goal(
            "Time in the browser's engine against native, same steps",
            "at most 1.6 times",
            median(ratios.clone())
                .map(|typical| format!("median {typical:.2}, most {most:.2} on {} instances", ratios.len()))
                .unwrap_or_default(),
            (!ratios.is_empty()).then_some(most <= 1.6),
        )
    }

    fn browser_peers(&self) -> Goal {
        let (mut all, mut good) = (0, 0);
        for mine in self.of(Engine::Worker, 28..=10_000) {
            for engine in Engine::IN_BROWSER {
                let Some(peer) = self.find(&mine.instance, engine, 1.0) else { continue };
                all += 1;
                let plan = mine.advantage(peer.objective).unwrap_or(0.0);
                let is_proved = mine.is_proved();
                let better_plan = plan > 0.0 || is_proved && plan >= 0.0;
                let better_bound = is_proved || is_tighter(mine, peer);
                good += usize::from(better_plan && better_bound);
            }
        }
        goal(
            "Against HiGHS and MiniZinc as WebAssembly, n of 30 and more, ours the worker of the bundle",
            "better plan and better bound each time, or the proof",
            if all > 0 {
                format!("{} pairs of instance and engine", share_of(good, all))
            } else {
                String::new()
            },
            (all > 0).then_some(good == all),
        )
    }

    fn module(&self) -> Goal {
        let bytes = self.run.module_bytes.get(Engine::Worker.id()).copied();
        goal(
            "What the browser loads for the planner, brotli",
            "below 150 KB",
            bytes.map(kilobytes).unwrap_or_default(),
            bytes.map(|bytes| bytes < MODULE_LIMIT),
        )
    }

    fn memory(&self) -> Goal {
        let large = self.ours(990..=1000).into_iter().filter(|one| one.family == "pmo");
        let most = large.filter_map(|one| one.peak_kib).max();
        goal(
            "Memory at n = 1000, 20 waves, most held",
            "below 256 MB",
            most.map(|most| format!("{} MB", most.div_ceil(1024))).unwrap_or_default(),
            most.map(|most| most < MEMORY_LIMIT),
        )
    }

    fn refused(&self) -> Goal {
        let agreed = self.run.agreement.as_ref();
        let judged = self.own().filter(|one| one.objective.is_some() || one.refused.is_some()).count()
            + agreed.map_or(0, |found| found.checked as usize);
        let refused = self.own().filter(|one| one.refused.is_some()).count()
            + agreed.map_or(0, |found| found.refused.len());
        goal(
            "Plans refused by the independent judge",
            "none",
            format!("{refused} of {judged}"),
            (judged > 0).then_some(refused == 0),
        )
    }

    fn own(&self) -> impl Iterator<Item = &'a Record> + use<'a> {
        self.run
            .records
            .iter()
            .filter(|one| one.engine == Engine::Ours.id() || one.engine == Engine::Worker.id())
    }

    /// Where one engine's plan passes another's bound or proof, which means that the latter is false.
    pub fn contradictions(&self) -> Vec<(&'a Record, &'a Record)> {
        let mut found = Vec::new();
        for bound in &self.run.records {
            for plan in self.run.records.iter().filter(|plan| plan.instance == bound.instance) {
                let Some(objective) = plan.objective else { continue };
                let passes = bound.whole_bound().is_some_and(|bound_at| {
                    if plan.is_fewest { objective < bound_at } else { objective > bound_at }
                });
                let is_better = bound.status == "optimal"
                    && bound.objective.is_some()
                    && plan.advantage(bound.objective).is_some_and(|advantage| advantage > 0.0);
                if passes || is_better || bound.status == "infeasible" {
                    found.push((bound, plan));
                    break;
                }
            }
        }
        found
    }

    fn false_proofs(&self) -> Goal {
        let in_run = self
            .contradictions()
            .iter()
            .filter(|(bound, _)| bound.engine == Engine::Ours.id() || bound.engine == Engine::Worker.id())
            .count();
        let agreed = self.run.agreement.clone().unwrap_or_default();
        let text = format!(
            "{} against CP-SAT on {} small instances, {in_run} against every plan of every engine in this run",
            agreed.false_proofs.len(),
            agreed.checked
        );
        let mut goal = goal(
            "False proofs and bounds",
            "none on 500 instances against CP-SAT",
            text,
            Some(in_run == 0 && agreed.false_proofs.is_empty()),
        );
        // Fewer instances than the goal asks for can refute it, not reach it.
        if goal.verdict == Verdict::Met && agreed.checked < AGREEMENTS {
            goal.verdict = Verdict::Unmeasured;
        }
        goal
    }
}

/// A family may have an item or two less than asked for.
pub fn is_about(found: usize, asked: usize) -> bool {
    found <= asked && found + 2 >= asked
}

fn is_tighter(mine: &Record, peer: &Record) -> bool {
    match (mine.whole_bound(), peer.whole_bound()) {
        (Some(mine_at), Some(peer_at)) if mine.is_fewest => mine_at > peer_at,
        (Some(mine_at), Some(peer_at)) => mine_at < peer_at,
        (mine_at, None) => mine_at.is_some(),
        (None, Some(_)) => false,
    }
}

fn goal(what: &str, wanted: &str, measured: String, is_met: Option<bool>) -> Goal {
    let (verdict, measured) = match is_met {
        Some(true) => (Verdict::Met, measured),
        Some(false) => (Verdict::Missed, measured),
        None => (Verdict::Unmeasured, String::from("not in this run")),
    };
    Goal { what: what.to_owned(), wanted: wanted.to_owned(), measured, verdict }
}

/// The mean; nothing of nothing.
pub fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// The middle one; of an even number the lower of the two.
pub fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len().saturating_sub(1) / 2).copied()
}

/// `12.3 %`.
pub fn percent(share: f64) -> String {
    // Zero may carry a sign, which is not to be seen.
    let text = format!("{:.1} %", 100.0 * share);
    if text == "-0.0 %" { String::from("0.0 %") } else { text }
}

/// `117.2 KB`.
pub fn kilobytes(bytes: u64) -> String {
    format!("{:.1} KB", bytes as f64 / 1024.0)
}

fn share_of(part: usize, all: usize) -> String {
    format!("{part} of {all}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(engine: Engine, instance: &str, objective: Option<u64>, bound: f64) -> Record {
        Record {
            instance: instance.into(),
            family: "multi".into(),
            size: 60,
            engine: engine.id().into(),
            allowed: 10.0,
            status: if objective == Some(bound as u64) { "optimal" } else { "feasible" }.into(),
            objective,
            bound: Some(bound),
            seconds: Some(10.0),
            ..Record::default()
        }
    }

    fn run(records: Vec<Record>) -> Run {
        Run { seconds: 10.0, records, ..Run::default() }
    }

    #[test]
    fn a_loss_is_named_and_the_goal_is_missed() {
        let run = run(vec![
            record(Engine::Ours, "a", Some(100), 110.0),
            record(Engine::CpSat, "a", Some(90), 120.0),
            record(Engine::Pumpkin, "a", Some(101), 1e30),
            record(Engine::Ours, "b", Some(100), 110.0),
            record(Engine::Highs, "b", None, 120.0),
        ]);
        let view = View { run: &run };
        let losses = view.losses();
        assert_eq!(losses.len(), 1);
        assert_eq!((losses[0].0.instance.as_str(), losses[0].1, losses[0].2), ("a", 101, Engine::Pumpkin));
        assert_eq!(view.never_worse().measured, "1 of 2");
        assert_eq!(view.never_worse().verdict, Verdict::Missed);
        assert_eq!(
            view.much_better().measured,
            "11.1 % on 1 instances; on 1 more neither of the two found a plan"
        );
    }

    #[test]
    fn a_bound_that_a_plan_passes_is_false() {
        let run = run(vec![
            record(Engine::Ours, "a", Some(100), 105.0),
            record(Engine::CpSat, "a", Some(106), 120.0),
        ]);
        let view = View { run: &run };
        assert_eq!(view.contradictions().len(), 1);
        assert_eq!(view.false_proofs().verdict, Verdict::Missed);
    }

    #[test]
    fn an_empty_run_says_nothing() {
        let run = run(Vec::new());
        assert!(goals(&run).iter().all(|goal| goal.verdict == Verdict::Unmeasured));
    }
}
