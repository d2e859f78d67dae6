//! Where an item would rather be: at the prices of the bound, some of its waves leave far less than its best one. Moves
//! that follow this meet good plans sooner than moves to any wave (as in Lagrangian heuristics, Beasley 1993).

use super::pricing::Pricing;
use super::problem::Problem;
use super::random::Random;
use super::reductions::Windows;
use super::table::List;

/// Places in the list of an item: the better a wave is, the more of them it has.
const PLACES: usize = 32;
/// A wave that leaves so much less, as a share of what an item is worth on average, gets a quarter of the best one's places.
const UNIT: f64 = 0.1;

/// For each item a list of waves to draw from; wave 0 stands for out.
#[derive(Clone, Debug)]
pub struct Guide {
    draws: List<Vec<usize>>,
}

impl Guide {
    /// Reads the prices.
    pub fn new(problem: &Problem, windows: &Windows, pricing: &Pricing) -> Self {
        let items = problem.item_count();
        let worth = |item: usize| problem.worth(item, windows.earliest[item].clamp(1, problem.waves)) as f64;
        let mean = (0..items).map(worth).sum::<f64>() / items.max(1) as f64;
        let unit = (UNIT * mean).max(1e-9);
        Self { draws: (0..items).map(|item| draws(windows, pricing, unit, item)).collect::<Vec<_>>().into() }
    }

    /// A wave for the item; none where it has no choice.
    pub fn draw(&self, item: usize, random: &mut Random) -> Option<usize> {
        let draws = &self.draws[item];
        if draws.is_empty() { None } else { draws.get(random.below(draws.len())).copied() }
    }
}

/// The waves of an item, each as often as it is good.
fn draws(windows: &Windows, pricing: &Pricing, unit: f64, item: usize) -> Vec<usize> {
    if !windows.can_deploy(item) {
        return Vec::new();
    }
    let out = (!windows.required[item]).then_some(0);
    let waves = || out.into_iter().chain(windows.earliest[item]..=windows.latest[item]);
    let profit = |wave: usize| if wave == 0 { 0.0 } else { pricing.profit[(item, wave)] };
    let best = waves().map(profit).fold(f64::NEG_INFINITY, f64::max);
    let weight = |wave: usize| {
        let distance = 1.0 + (best - profit(wave)) / unit;
        1.0 / (distance * distance)
    };
    let sum: f64 = waves().map(weight).sum();
    let mut draws = Vec::with_capacity(PLACES);
    let mut reached = 0.0;
    for wave in waves() {
        reached += weight(wave) / sum * PLACES as f64;
        while draws.len() as f64 + 0.5 < reached {
            draws.push(wave);
        }
    }
    draws
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::bound::Relaxation;
    use crate::domain::planner::reductions::Loads;

    /// Wave 1 has room for one of the two, and `a` is worth more.
    #[test]
    fn good_waves_come_up_most_and_windows_hold() {
        let problem = Problem::from_json(
            r#"{"format":"wave-planning/1","name":"","waves":3,"objective":"value","roles":["pmo"],"groups":[],
            "capacity":[[3,3,3]],"absorb":[],"fatigue_pct":[],"precedence":[],"items":[
            {"id":"a","build":[3],"run":[0],"impact":[],"value":60},
            {"id":"b","build":[3],"run":[0],"impact":[],"value":20,"mandatory":true,"earliest":2},
            {"id":"c","build":[4],"run":[0],"impact":[],"value":20}]}"#,
        )
        .unwrap();
        let windows = Windows::new(&problem, &Loads::new(&problem), 3);
        let mut relaxation = Relaxation::new(&problem);
        for _ in 0..50 {
            relaxation.evaluate(&problem, &windows);
            relaxation.step(&problem, 180.0, 0.5);
        }
        let guide = Guide::new(&problem, &windows, &relaxation.pricing);
        let mut random = Random::new(3);
        let mut count = |item: usize| {
            let mut counts = [0; 4];
            for wave in (0..400).filter_map(|_| guide.draw(item, &mut random)) {
                counts[wave] += 1;
            }
            counts
        };
        let a = count(0);
        assert!(a[1] > a[2] && a[2] >= a[3] && a[1] > a[0], "{a:?}");
        assert!(count(1)[..2] == [0, 0]);
        // It fits nowhere.
        assert_eq!(count(2), [0; 4]);
    }
}
