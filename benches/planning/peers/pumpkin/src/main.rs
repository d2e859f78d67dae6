//! `pumpkin-peer INSTANCE.json SECONDS`: one wave-planning problem, solved by Pumpkin on one thread. Prints one JSON
//! line. Every sum stands in 32 bits there; a problem that could leave them is refused.

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use pumpkin_conflict_resolvers::resolvers::ResolutionResolver;
use pumpkin_constraints as constraints;
use pumpkin_solver::Solver;
use pumpkin_solver::core::branching::branchers::alternating::AlternatingBrancher;
use pumpkin_solver::core::branching::branchers::alternating::every_x_solutions::EveryXSolutions;
use pumpkin_solver::core::branching::branchers::alternating::until_solution::UntilSolution;
use pumpkin_solver::core::branching::branchers::dynamic_brancher::DynamicBrancher;
use pumpkin_solver::core::branching::branchers::independent_variable_value_brancher::IndependentVariableValueBrancher;
use pumpkin_solver::core::branching::value_selection::{InDomainMax, InDomainMin};
use pumpkin_solver::core::branching::variable_selection::InputOrder;
use pumpkin_solver::core::optimisation::OptimisationDirection;
use pumpkin_solver::core::optimisation::linear_sat_unsat::LinearSatUnsat;
use pumpkin_solver::core::predicate;
use pumpkin_solver::core::results::{OptimisationResult, ProblemSolution, SolutionReference};
use pumpkin_solver::core::termination::TimeBudget;
use pumpkin_solver::core::variables::{AffineView, DomainId, Literal, TransformableVariable};
use serde_json::{Value, json};

/// Items into their first waves, most value for the effort first, until there is a plan; from then on
/// Pumpkin's own choice.
type Search = AlternatingBrancher<DynamicBrancher, UntilSolution<EveryXSolutions>>;

type Fault = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            println!("{}", json!({ "status": "error", "error": fault.to_string() }));
            ExitCode::SUCCESS
        }
    }
}

fn run() -> Result<Value, Fault> {
    let mut words = std::env::args().skip(1);
    let path = words.next().ok_or("an instance is needed")?;
    let seconds: f64 = words.next().ok_or("a number of seconds is needed")?.parse()?;
    let instance = Instance::read(&serde_json::from_str(&std::fs::read_to_string(path)?)?)?;
    let Some(mut model) = Model::new(&instance)? else {
        return Ok(json!({ "name": instance.name, "status": "infeasible" }));
    };
    let start = Instant::now();
    let mut first: Option<f64> = None;
    let callback =
        |_: &Solver, _: SolutionReference<'_>, _: &Search, _: &ResolutionResolver| -> ControlFlow<()> {
            first.get_or_insert_with(|| start.elapsed().as_secs_f64() * 1000.0);
            ControlFlow::Continue(())
        };
    let direction =
        if instance.fewest { OptimisationDirection::Minimise } else { OptimisationDirection::Maximise };
    let mut brancher = model.search(&instance);
    let mut termination = TimeBudget::starting_now(Duration::from_secs_f64(seconds));
    let result = model.solver.optimise(
        &mut brancher,
        &mut termination,
        &mut ResolutionResolver::default(),
        LinearSatUnsat::new(direction, model.objective, callback),
    );
    let taken = start.elapsed().as_secs_f64();
    let (status, solution) = match result {
        OptimisationResult::Optimal(solution) => ("optimal", Some(solution)),
        OptimisationResult::Satisfiable(solution) | OptimisationResult::Stopped(solution, ()) => {
            ("feasible", Some(solution))
        }
        OptimisationResult::Unsatisfiable => ("infeasible", None),
        OptimisationResult::Unknown => ("unknown", None),
    };
    let objective = solution.as_ref().map(|solution| solution.get_integer_value(model.objective));
    let wave: Option<Vec<i32>> = solution.as_ref().map(|solution| {
        let waves = model.wave.iter().map(|&wave| solution.get_integer_value(wave));
        waves.map(|wave| if wave > instance.waves { 0 } else { wave }).collect()
    });
    Ok(json!({
        "name": instance.name, "status": status, "objective": objective,
        // This procedure proves no bound before the proof of the optimum.
        "bound": if status == "optimal" { objective } else { None },
        "seconds": taken, "first_ms": first, "wave": wave,
    }))
}

/// What is read of an instance, every default filled in.
struct Instance {
    name: String,
    fewest: bool,
    waves: i32,
    weights: Vec<i64>,
    length: Vec<i64>,
    items: Vec<Item>,
    capacity: Vec<Vec<i64>>,
    absorb: Vec<Vec<i64>>,
    fatigue: Vec<i64>,
    arcs: Vec<Vec<i64>>,
    covers: Vec<(Vec<i64>, i64, i64)>,
}

struct Item {
    build: Vec<i64>,
    run: Vec<i64>,
    impact: Vec<i64>,
    value: i64,
    own_run: i64,
    earliest: i64,
    latest: i64,
    must: bool,
}

impl Instance {
    fn read(file: &Value) -> Result<Self, Fault> {
        let waves = file["waves"].as_i64().ok_or("waves")?;
        let fewest = file["objective"] == "min_waves";
        let mut items = Vec::new();
        for item in file["items"].as_array().ok_or("items")? {
            let pin = item["pin"].as_i64();
            items.push(Item {
                build: numbers(&item["build"]),
                run: numbers(&item["run"]),
                impact: numbers(&item["impact"]),
                value: item["value"].as_i64().ok_or("value")?,
                own_run: item["own_run_pct"].as_i64().unwrap_or(0),
                earliest: item["earliest"].as_i64().unwrap_or(1).max(pin.unwrap_or(1)),
                latest: item["latest"].as_i64().unwrap_or(waves).min(pin.unwrap_or(waves)),
                must: item["mandatory"] == true || pin.is_some() || fewest,
            });
        }
        let cover = |cover: &Value| {
            Some((numbers(&cover["items"]), cover["by"].as_i64()?, cover["at_least"].as_i64()?))
        };
        let covers = file["cover"].as_array().into_iter().flatten();
        let or = |field: &str, default: Vec<i64>| match file[field].is_array() {
            true => numbers(&file[field]),
            false => default,
        };
        let mut instance = Self {
            name: file["name"].as_str().unwrap_or_default().to_owned(),
            fewest,
            waves: i32::try_from(waves)?,
            weights: or("weights", (1..=waves).rev().collect()),
            length: or("wave_length", vec![1; usize::try_from(waves)?]),
            items,
            capacity: rows(&file["capacity"]),
            absorb: rows(&file["absorb"]),
            fatigue: numbers(&file["fatigue_pct"]),
            arcs: rows(&file["precedence"]),
            covers: covers.map(cover).collect::<Option<_>>().ok_or("cover")?,
        };
        instance.weights.push(0);
        instance.tighten();
        Ok(instance)
    }

    /// Windows after prerequisites, both if deployed; as the other models have them.
    fn tighten(&mut self) {
        for _ in 0..=self.items.len() {
            for arc in &self.arcs {
                let (before, after, lag) = (arc[0] as usize, arc[1] as usize, arc[2]);
                let earliest = self.items[before].earliest + lag;
                let (must, latest) = (self.items[after].must, self.items[after].latest - lag);
                self.items[after].earliest = self.items[after].earliest.max(earliest);
                if must {
                    self.items[before].must = true;
                    self.items[before].latest = self.items[before].latest.min(latest);
                }
            }
        }
    }
}

struct Model {
    solver: Solver,
    /// Wave of each item; one more than the last wave where it is not deployed.
    wave: Vec<DomainId>,
    objective: DomainId,
}

impl Model {
    /// Nothing where the windows alone rule every plan out.
    fn new(instance: &Instance) -> Result<Option<Self>, Fault> {
        let mut solver = Solver::default();
        let tag = solver.new_constraint_tag();
        let (waves, out) = (instance.waves, instance.waves + 1);
        let mut wave = Vec::new();
        for item in &instance.items {
            let mut values: Vec<i32> = (item.earliest as i32..=item.latest as i32).collect();
            if !item.must {
                values.push(out);
            }
            if values.is_empty() {
                return Ok(None);
            }
            wave.push(solver.new_sparse_integer(values));
        }
        // by[i][t]: item i is deployed by wave t; a name for a predicate, no variable to branch on by itself.
        let by: Vec<Vec<Literal>> = wave
            .iter()
            .map(|&wave| {
                (0..=waves).map(|t| solver.new_literal_for_predicate(predicate!(wave <= t), tag)).collect()
            })
            .collect();
        // Limits count launches in positive terms, so that one item in place says at once which others no longer fit.
        let at: Vec<Vec<Literal>> = wave
            .iter()
            .map(|&wave| {
                (0..=waves).map(|t| solver.new_literal_for_predicate(predicate!(wave == t), tag)).collect()
            })
            .collect();
        for arc in &instance.arcs {
            let (before, after) = (wave[arc[0] as usize], wave[arc[1] as usize]);
            let lag = arc[2] as i32;
            for t in 1..=waves {
                let clause = [predicate!(after >= t + 1), predicate!(before <= t - lag)];
                solver.add_clause(clause, tag);
            }
        }
        for (role, capacity) in instance.capacity.iter().enumerate() {
            for t in 1..=waves as usize {
                let mut sum = Sum::default();
                let length = instance.length[t - 1];
                for ((item, by), at) in instance.items.iter().zip(&by).zip(&at) {
                    let own = 100 * item.build[role] + length * item.own_run * item.run[role];
                    sum.add(own, at[t]);
                    sum.add(100 * length * item.run[role], by[t - 1]);
                }
                sum.at_most(100 * capacity[t - 1], &mut solver)?;
            }
        }
        for (group, absorb) in instance.absorb.iter().enumerate() {
            for t in 1..=waves as usize {
                let mut sum = Sum::default();
                for (item, at) in instance.items.iter().zip(&at) {
                    sum.add(100 * item.impact[group], at[t]);
                    sum.add(instance.fatigue[group] * item.impact[group], at[t - 1]);
                }
                sum.at_most(100 * absorb[t - 1], &mut solver)?;
            }
        }
        for (items, last, least) in &instance.covers {
            let mut sum = Sum::default();
            items.iter().for_each(|&item| sum.add(-1, by[item as usize][*last as usize]));
            sum.at_most(-least, &mut solver)?;
        }
        let objective = if instance.fewest {
            let last = solver.new_bounded_integer(0, waves);
            for &wave in &wave {
                let order = constraints::binary_less_than_or_equals(wave, last, tag);
                solver.add_constraint(order).post();
            }
            last
        } else {
            let mut sum = Sum::default();
            let mut most = 0;
            for (item, by) in instance.items.iter().zip(&by) {
                most += item.value * instance.weights[0];
                for t in 1..=waves as usize {
                    sum.add(-item.value * (instance.weights[t - 1] - instance.weights[t]), by[t]);
                }
            }
            let total = solver.new_bounded_integer(0, small(most)?);
            sum.terms.push((1, total.scaled(1)));
            sum.at_most(0, &mut solver)?;
            total
        };
        Ok((!solver.is_inconsistent()).then_some(Self { solver, wave, objective }))
    }
}

impl Model {
    fn search(&self, instance: &Instance) -> Search {
        let mut order: Vec<(i64, DomainId)> = instance
            .items
            .iter()
            .zip(&self.wave)
            .map(|(item, &wave)| {
                let effort = 1 + item.build.iter().sum::<i64>() + item.impact.iter().sum::<i64>();
                (if item.must { i64::MIN } else { -1_000_000 * item.value / effort }, wave)
            })
            .collect();
        order.sort_by_key(|&(density, _)| density);
        let waves: Vec<DomainId> = order.iter().map(|&(_, wave)| wave).collect();
        let objective = InputOrder::new(&[self.objective]);
        let first = DynamicBrancher::new(vec![
            Box::new(IndependentVariableValueBrancher::new(InputOrder::new(&waves), InDomainMin)),
            if instance.fewest {
                Box::new(IndependentVariableValueBrancher::new(objective, InDomainMin))
            } else {
                Box::new(IndependentVariableValueBrancher::new(objective, InDomainMax))
            },
        ]);
        AlternatingBrancher::new(&self.solver, first, UntilSolution::new(EveryXSolutions::new(1)))
    }
}

/// A weighted sum of literals.
#[derive(Default)]
struct Sum {
    terms: Vec<(i64, AffineView<DomainId>)>,
}

impl Sum {
    fn add(&mut self, factor: i64, literal: Literal) {
        if factor != 0 {
            self.terms.push((factor, literal.get_integer_variable()));
        }
    }

    /// Posts `sum <= limit`, divided by what all factors share.
    fn at_most(mut self, mut limit: i64, solver: &mut Solver) -> Result<(), Fault> {
        // Pumpkin takes no sum of fixed terms alone.
        self.terms.retain(|(factor, term)| {
            let (least, most) = (solver.lower_bound(term), solver.upper_bound(term));
            if least == most {
                limit -= factor * i64::from(least);
            }
            least < most
        });
        let tag = solver.new_constraint_tag();
        if self.terms.is_empty() {
            if limit < 0 {
                solver.add_clause([], tag);
            }
            return Ok(());
        }
        let shared = self.terms.iter().fold(0, |shared, (factor, _)| common_divisor(shared, factor.abs()));
        let limit = limit.div_euclid(shared);
        let reach = |solver: &Solver, (factor, term): &(i64, AffineView<DomainId>)| {
            let most = solver.upper_bound(term).abs().max(solver.lower_bound(term).abs());
            (factor / shared).abs() * i64::from(most)
        };
        let reach: i64 = self.terms.iter().map(|term| reach(solver, term)).sum();
        small(reach)?;
        if limit >= reach {
            return Ok(());
        }
        let limit = limit.max(-reach - 1);
        let terms: Vec<_> =
            self.terms.iter().map(|&(factor, term)| term.scaled((factor / shared) as i32)).collect();
        solver.add_constraint(constraints::less_than_or_equals(terms, limit as i32, tag)).post();
        Ok(())
    }
}

fn common_divisor(first: i64, second: i64) -> i64 {
    if second == 0 { first } else { common_divisor(second, first % second) }
}

/// A number with room for one more sum of its size in 32 bits.
fn small(number: i64) -> Result<i32, Fault> {
    i32::try_from(number)
        .ok()
        .filter(|number| *number < i32::MAX / 2)
        .ok_or_else(|| format!("a sum may reach {number}, which 32 bits do not hold").into())
}

fn numbers(list: &Value) -> Vec<i64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_i64).collect()
}

fn rows(table: &Value) -> Vec<Vec<i64>> {
    table.as_array().into_iter().flatten().map(numbers).collect()
}
