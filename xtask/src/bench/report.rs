//! Writes a run as Markdown: goals row by row, every loss, then the tables behind them.

use super::engine::Engine;
use super::goals::{self, Verdict, View, kilobytes, mean, median, percent};
use super::record::{Record, Run};
use super::settings::FAMILIES;
use serde_json::Value;

/// The report.
pub fn write(run: &Run) -> String {
    let view = View { run };
    let mut text = String::new();
    head(run, &mut text);
    goals_table(run, &mut text);
    losses(view, &mut text);
    families(view, &mut text);
    proofs(view, &mut text);
    peers(view, &mut text);
    faults(view, &mut text);
    text.push_str(METHOD);
    text
}

const METHOD: &str = "
## How it is measured

`cargo xtask bench` writes this page; [the decision record](decisions/0008-bench.md) says why it is done this way, and
`benches/planning/README.md` describes instances and models.

- One process at a time, one thread each, the same instances, the same seconds. Only the ratios say something about
  engines; the seconds say something about the machine.
- The seconds of our engine count from the start of the program, reading included. Those of the others count from the start
  of the solver: building their model is not counted.
- `check.py`, which shares no code with any engine, counts every plan again. What an engine claims about its own plan is
  not used.
- Instances come from seeds that nobody tuned to. The order of instances is fixed; time decides how far each section gets.
- *Gap* is the distance from plan to bound as a share of the plan; without a plan or a bound it counts as 100 %.
- The worker is the file that the bundle ships, run in Node, whose JavaScript engine is Chromium's. HiGHS and MiniZinc as
  WebAssembly run there as well. MiniZinc's package holds no CP-SAT.
- Whether the page stays smooth while the worker searches is tested by the journeys, not here. Exhaustive search over 5,000
  small problems is part of `cargo xtask test` (`tests/domain/planner_oracle.rs`).
";

fn head(run: &Run, text: &mut String) {
    let fact = |name: &str| match run.machine.get(name) {
        Some(Value::String(fact)) => fact.clone(),
        Some(Value::Null) | None => String::from("unknown"),
        Some(other) => other.to_string(),
    };
    text.push_str("# Benchmarks\n\nThe planner against the engines that a user could pick instead.\n\n");
    text.push_str(&format!(
        "Measured on {}: {}, {} cores, {} GiB, {}. {} s for every engine and instance unless a row says otherwise, seeds \
         from {} on, {:.0} minutes in all. Load of the machine by other programs when the run began: {}.",
        fact("date"),
        fact("processor"),
        fact("cores"),
        fact("memory_gib"),
        fact("system"),
        run.seconds,
        run.first_seed,
        run.minutes.ceil(),
        fact("load")
    ));
    if run.is_quick {
        text.push_str(
            "\n\n**A short run**: it shows that everything works and where the engines stand roughly. With few instances and \
             less time than the goals allow, it is no verdict on them.",
        );
    }
    if run.reuses_peers {
        let mut dates: Vec<&str> = run
            .records
            .iter()
            .filter(|one| Engine::ALL.iter().any(|engine| engine.is_peer() && engine.id() == one.engine))
            .map(|one| one.date.as_str())
            .collect();
        dates.sort_unstable();
        dates.dedup();
        text.push_str(&format!(
            " Answers of peers were taken from earlier runs on this machine where there were any; they are of {}.",
            dates.join(", ")
        ));
    }
    text.push_str("\n\n| engine | version |\n|---|---|\n");
    for engine in Engine::ALL.iter().filter(|engine| run.records.iter().any(|one| one.engine == engine.id()))
    {
        let version = run.versions.get(engine.id()).map_or("unknown", String::as_str);
        text.push_str(&format!("| {} | {version} |\n", engine.title()));
    }
    if !run.missing.is_empty() {
        text.push_str("\nEngines that were wanted and took no part:\n\n");
    }
    for engine in Engine::ALL {
        if let Some(why) = run.missing.get(engine.id()) {
            text.push_str(&format!("- {}: {}\n", engine.title(), why.replace('\n', " ")));
        }
    }
}

fn goals_table(run: &Run, text: &mut String) {
    text.push_str("\n## Goals\n\n| what | goal | measured | |\n|---|---|---|---|\n");
    for goal in goals::goals(run) {
        let verdict = match goal.verdict {
            Verdict::Met => "met",
            Verdict::Missed => "**missed**",
            Verdict::Unmeasured => "–",
        };
        text.push_str(&format!("| {} | {} | {} | {verdict} |\n", goal.what, goal.wanted, goal.measured));
    }
}

fn losses(view: View<'_>, text: &mut String) {
    text.push_str("\n## Losses\n\n");
    let losses = view.losses();
    if losses.is_empty() {
        text.push_str("No peer had a better plan on any instance of this run.\n");
        return;
    }
    text.push_str("Every instance on which a peer had the better plan in the same time.\n\n");
    text.push_str("| instance | ours | best | whose | behind by |\n|---|---|---|---|---|\n");
    for (mine, best, engine) in losses {
        text.push_str(&format!(
            "| {} | {} | {best} | {} | {} |\n",
            mine.instance,
            whole(mine.objective),
            engine.title(),
            percent(-mine.advantage(Some(best)).unwrap_or(0.0))
        ));
    }
}

fn families(view: View<'_>, text: &mut String) {
    const RIVALS: [Engine; 2] = [Engine::CpSat, Engine::Highs];
    text.push_str("\n## Plans and gaps by family\n\n");
    text.push_str(
        "*Ahead*: how much better our plan is than the best of CP-SAT and HiGHS, mean; *none*: neither had a plan.\n\n",
    );
    text.push_str(
        "| family | n | instances | ahead | gap | gap CP-SAT | gap HiGHS |\n|---|---|---|---|---|---|---|\n",
    );
    for size in [12, 30, 60, 120, 300, 1000] {
        let gaps = [Engine::Ours, Engine::CpSat, Engine::Highs].map(|engine| view.gaps(engine, size));
        for family in FAMILIES {
            let mut ours = view.ours(size.saturating_sub(2)..=size);
            ours.retain(|one| one.family == family);
            if ours.is_empty() {
                continue;
            }
            let best: Vec<_> = ours.iter().map(|mine| (mine, view.best_of(mine, &RIVALS, 1.0))).collect();
            let ahead: Vec<f64> =
                best.iter().filter_map(|(mine, best)| mine.advantage(Some((*best)?.0?))).collect();
            let is_compared = best.iter().any(|(_, best)| best.is_some());
            let [mine, cpsat, highs] = gaps.each_ref().map(|gaps| {
                gaps.iter()
                    .find(|(name, _)| *name == family)
                    .map_or_else(|| String::from("–"), |gap| percent(gap.1))
            });
            let ahead = match mean(&ahead) {
                Some(mean) => percent(mean),
                None if is_compared => String::from("none"),
                None => String::from("–"),
            };
            text.push_str(&format!(
                "| {family} | {size} | {} | {ahead} | {mine} | {cpsat} | {highs} |\n",
                ours.len()
            ));
        }
    }
}

fn proofs(view: View<'_>, text: &mut String) {
    const ENGINES: [Engine; 3] = [Engine::Ours, Engine::CpSat, Engine::Highs];
    text.push_str("\n## Proofs\n\nProved of all, and the median of the seconds; without a proof the whole time counts.\n\n");
    text.push_str("| instances | Wavewright | CP-SAT | HiGHS |\n|---|---|---|---|\n");
    let mut row = |name: &str, is_in: &dyn Fn(&Record) -> bool| {
        let cells = ENGINES.map(|engine| {
            let records: Vec<&Record> = view
                .run
                .records
                .iter()
                .filter(|one| one.engine == engine.id() && one.allowed == view.run.seconds && is_in(one))
                .collect();
            let proved = records.iter().filter(|one| one.is_proved()).count();
            median(records.iter().map(|one| one.proof_seconds()).collect()).map_or_else(
                || String::from("–"),
                |time| format!("{proved} of {}, {time:.3} s", records.len()),
            )
        });
        if cells.iter().any(|cell| cell != "–") {
            text.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
        }
    };
    for family in FAMILIES {
        row(&format!("{family}, n up to 30"), &|one| one.family == family && one.size <= 30);
    }
    for name in view.run.records.iter().filter(|one| one.engine == "ours" && one.family == "plans") {
        row(&format!("plan {}", name.instance), &|one| one.instance == name.instance);
    }
    row("Scholl's assembly lines", &|one| one.family == "Scholl");
    row("Otto's assembly lines", &|one| one.family == "Otto");
}

fn peers(view: View<'_>, text: &mut String) {
    text.push_str("\n## Each peer\n\nAll instances that both answered in the same time.\n\n");
    text.push_str(
        "| peer | instances | we are better | equal | worse | it had no plan | we are ahead, median | its gap, median | it loads |\n",
    );
    text.push_str("|---|---|---|---|---|---|---|---|---|\n");
    for engine in Engine::ALL.into_iter().filter(|engine| engine.is_peer()) {
        let pairs: Vec<(&Record, &Record)> = view
            .ours(1..=10_000)
            .into_iter()
            .filter_map(|mine| Some((mine, view.find(&mine.instance, engine, 1.0)?)))
            .collect();
        if pairs.is_empty() {
            continue;
        }
        let ahead: Vec<f64> =
            pairs.iter().filter_map(|(mine, peer)| mine.advantage(Some(peer.telling_objective()?))).collect();
        let count = |wanted: &dyn Fn(f64) -> bool| ahead.iter().filter(|share| wanted(**share)).count();
        let gaps: Vec<f64> = pairs.iter().map(|(_, peer)| peer.gap().unwrap_or(1.0)).collect();
        let module = match engine {
            Engine::Chuffed | Engine::CoinBc => view.run.module_bytes.get(Engine::Gecode.id()),
            _ => view.run.module_bytes.get(engine.id()),
        };
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            engine.title(),
            pairs.len(),
            count(&|share| share > 0.0),
            count(&|share| share == 0.0),
            count(&|share| share < 0.0),
            pairs.iter().filter(|(_, peer)| peer.telling_objective().is_none()).count(),
            median(ahead.clone()).map_or_else(|| String::from("–"), percent),
            median(gaps).map_or_else(|| String::from("–"), percent),
            module.map_or_else(|| String::from("native"), |bytes| kilobytes(*bytes)),
        ));
    }
}

fn faults(view: View<'_>, text: &mut String) {
    let mut lines = Vec::new();
    for one in &view.run.records {
        let named = format!("{} on {}", one.engine, one.instance);
        lines.extend(one.refused.as_ref().map(|why| format!("{named}: plan refused: {why}")));
        lines.extend(one.error.as_ref().map(|why| format!("{named}: {why}")));
    }
    for (bound, plan) in view.contradictions() {
        lines.push(format!(
            "{} on {}: bound or proof at {}, but {} has a plan of {}",
            bound.engine,
            bound.instance,
            whole(bound.whole_bound().or(bound.objective)),
            plan.engine,
            whole(plan.objective)
        ));
    }
    if let Some(agreement) = &view.run.agreement {
        lines.extend(agreement.refused.iter().map(|name| format!("ours on {name}: plan refused")));
        lines.extend(agreement.false_proofs.iter().map(|name| format!("ours on {name}: contradicts CP-SAT")));
    }
    text.push_str(
        "\n## Faults\n\nRefused plans, contradicted proofs, and engines that ended without an answer.\n\n",
    );
    if lines.is_empty() {
        text.push_str("None.\n");
    }
    for line in lines {
        text.push_str(&format!("- {}\n", line.replace('\n', " ")));
    }
}

fn whole(number: Option<u64>) -> String {
    number.map_or_else(|| String::from("none"), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_and_faults_stand_in_the_report() {
        let record = |engine: Engine, objective| Record {
            instance: "multi-n60-s1".into(),
            family: "multi".into(),
            size: 60,
            engine: engine.id().into(),
            allowed: 10.0,
            status: "feasible".into(),
            objective: Some(objective),
            bound: Some(120.0),
            ..Record::default()
        };
        let mut refused = record(Engine::Highs, 90);
        refused.refused = Some("VIOLATION role 0".into());
        let run = Run {
            missing: [(String::from("pumpkin"), String::from("No network.\nTry again."))].into(),
            seconds: 10.0,
            records: vec![record(Engine::Ours, 100), record(Engine::CpSat, 104), refused],
            ..Run::default()
        };
        let text = write(&run);
        assert!(text.contains("| multi-n60-s1 | 100 | 104 | CP-SAT | 3.8 % |"), "{text}");
        assert!(text.contains("- highs on multi-n60-s1: plan refused: VIOLATION role 0"), "{text}");
        assert!(text.contains("| multi | 60 | 1 | -3.8 % | 20.0 % | 15.4 % | 33.3 % |"), "{text}");
        assert!(text.contains("**missed**"), "{text}");
        assert!(text.contains("- Pumpkin: No network. Try again.\n"), "{text}");
    }
}
