//! How good any plan can be, wave by wave: the bound of Dantzig and Wolfe (1960) in its Lagrangian form (Geoffrion 1974).
//! Prices carry what couples the waves: that an item is deployed once, run effort, carried-over impact,
//! prerequisites, covers. Then every wave is a knapsack of its own, and the knapsacks are solved exactly: a wave holds
//! whole items, which the bound of linear programming forgets.
//!
//! While the prices stay, a set that was the best of its wave and that still may be is the best still, so deeper in the
//! search few knapsacks are solved anew.

use super::bound::Choices;
use super::knapsack::Knapsack;
use super::packs::Packs;
use super::pricing::{Pricing, deflect, moved, scale};
use super::problem::Problem;
use super::score::Score;
use super::survey::Survey;
use super::table::{Grid, List};

/// Prices and the knapsacks of all waves.
#[derive(Clone, Debug)]
pub struct Wavewise {
    pricing: Pricing,
    /// Price of deploying an item at all, in value. An item that must be deployed may have a negative one.
    once: List<f64>,
    once_step: List<f64>,
    once_measure: List<f64>,
    knapsacks: Vec<Knapsack>,
    /// The best sets at the present prices.
    packs: Packs,
    /// False when the prices have moved since the profits were drawn from them.
    is_priced: bool,
    /// By wave: how many items are placed there, and what they are worth.
    placed: List<(usize, f64)>,
    open: Vec<usize>,
    /// The first wave that is not closed: what an item there needs is there too, if not in place already.
    open_wave: usize,
    /// What the good sets of a wave have in common, where its knapsack was looked through.
    survey: Survey,
    surveyed: Option<usize>,
    room: Vec<i64>,
    /// By wave: what its knapsack is worth whatever goes in, with the items placed there when it was filled.
    constant: List<f64>,
    /// Group by wave: true where only some of the room is worth its price.
    is_rewarded: Grid<bool>,
    /// What was taken last, items with their waves.
    picks: Vec<(usize, usize)>,
    counts: List<f64>,
    /// The last bound, before its margin.
    upper: f64,
    /// What rounding may have taken from it.
    margin: f64,
    /// How much of the last bound is due to knapsacks that were given up.
    slack: f64,
    work: u64,
}

impl Wavewise {
    /// Starts from the prices of a relaxation item by item: deploying an item costs its best profit there.
    pub fn new(problem: &Problem, choices: &impl Choices, pricing: Pricing) -> Self {
        let items = problem.item_count();
        let mut wavewise = Self {
            pricing,
            once: List::new(items, 0.0),
            once_step: List::new(items, 0.0),
            once_measure: List::new(items, 0.0),
            knapsacks: vec![Knapsack::default(); problem.waves + 1],
            packs: Packs::new(problem),
            is_priced: false,
            placed: List::new(problem.waves + 1, (0, 0.0)),
            open: Vec::new(),
            open_wave: 0,
            survey: Survey::default(),
            surveyed: None,
            room: Vec::new(),
            constant: List::new(problem.waves + 1, 0.0),
            is_rewarded: Grid::new(problem.groups, problem.waves + 1, false),
            picks: Vec::new(),
            counts: List::new(items, 0.0),
            upper: 0.0,
            margin: 0.0,
            slack: 0.0,
            work: 0,
        };
        wavewise.pricing.evaluate(problem);
        for item in 0..items {
            let profits = (0..=problem.waves)
                .filter(|&wave| choices.has(item, wave))
                .map(|wave| wavewise.pricing.profit[(item, wave)]);
            wavewise.once[item] = profits.reduce(f64::max).unwrap_or(0.0);
        }
        wavewise
    }

    /// The prices of now.
    pub fn pricing(&self) -> &Pricing {
        &self.pricing
    }

    /// Cells touched so far.
    pub fn work(&self) -> u64 {
        self.work
    }

    /// How much of the last bound is due to knapsacks that were given up.
    pub fn slack(&self) -> f64 {
        self.slack
    }

    /// Forgets the best sets: after going back to a place with fewer items decided.
    pub fn forget(&mut self) {
        self.packs.forget();
    }

    /// Draws the profits from the prices; no best set is known then.
    fn price(&mut self, problem: &Problem) {
        self.is_priced = true;
        self.pricing.evaluate(problem);
        self.work += self.pricing.work(problem);
        self.packs.forget();
        let mut magnitude = self.pricing.base.1;
        for item in 0..problem.item_count() {
            let sizes = (1..=problem.waves).map(|wave| self.pricing.size[(item, wave)]).sum::<f64>();
            magnitude += sizes + self.once[item].abs() * (problem.waves + 1) as f64;
        }
        self.margin = magnitude * self.pricing.terms(problem) * (4.0 * f64::EPSILON);
    }

    /// An upper bound on the value of every plan that keeps to `choices` and holds what `score` has placed. A
    /// knapsack that needs more than `most_nodes` nodes is bounded from above. A bound below `target` need not be the
    /// sharpest.
    pub fn evaluate(
        &mut self,
        problem: &Problem,
        choices: &impl Choices,
        score: &Score,
        most_nodes: u64,
        target: f64,
    ) -> f64 {
        if !self.is_priced {
            self.price(problem);
        }
        self.surveyed = None;
        let open_wave = choices.open_wave().unwrap_or(0);
        if open_wave != self.open_wave {
            self.open_wave = open_wave;
            self.packs.forget_wave(open_wave);
        }
        let mut upper = self.pricing.base.0;
        self.slack = 0.0;
        self.placed.fill((0, 0.0));
        for item in 0..problem.item_count() {
            let wave = score.wave[item];
            if wave > 0 {
                let placed = &mut self.placed[wave];
                placed.0 += 1;
                placed.1 += self.pricing.profit[(item, wave)] - self.once[item];
            }
            if wave > 0 || choices.may_deploy(item) {
                upper += self.once[item];
            }
        }
        self.work += 2 * problem.item_count() as u64;
        self.carry(problem, choices, score);
        // A quick bound of every wave first; what it leaves open is searched while that can matter.
        self.open.clear();
        for wave in 1..=problem.waves {
            upper += self.bound_wave(problem, choices, score, wave);
        }
        for place in 0..self.open.len() {
            if upper + self.margin < target {
                break;
            }
            let Some(&wave) = self.open.get(place) else { continue };
            let before = self.packs.worth(wave);
            let Some(knapsack) = self.knapsacks.get_mut(wave) else { continue };
            let worth = knapsack.solve(most_nodes);
            self.work += knapsack.work();
            self.slack += worth - knapsack.profit();
            upper += self.keep(score, wave, worth) - before;
        }
        debug_assert!(upper.is_finite(), "a bound that is no number");
        self.upper = upper;
        upper + self.margin
    }

    /// The worth of a wave from above: that of its set of before, where this may still be taken, or a quick bound.
    fn bound_wave(&mut self, problem: &Problem, choices: &impl Choices, score: &Score, wave: usize) -> f64 {
        self.measure(problem, score, wave);
        let size = |item, row| size(problem, item, wave, row);
        if self.packs.still_holds(choices, score, wave, self.placed[wave].0, &mut self.room, size) {
            return self.packs.worth(wave);
        }
        self.pack(problem, choices, score, wave);
        let Some(knapsack) = self.knapsacks.get_mut(wave) else { return 0.0 };
        let (least, most) = knapsack.start();
        self.work += knapsack.work();
        if least < most {
            self.open.push(wave);
        }
        self.keep(score, wave, most)
    }

    /// Keeps the best set of a wave; its worth with all that is placed there comes back.
    fn keep(&mut self, score: &Score, wave: usize, worth: f64) -> f64 {
        // A set that can no longer be taken still bounds the others from above.
        let worth = (self.constant[wave] + worth).min(self.packs.worth(wave));
        let chosen = self.knapsacks.get(wave).map_or(&[][..], Knapsack::best).iter().copied();
        let placed = score.wave.iter().enumerate().filter(|(_, at)| **at == wave).map(|(item, _)| item);
        self.packs.put(wave, worth, chosen.chain(placed));
        worth
    }

    /// What a wave has left of its limits: of the roles first, then of the groups.
    fn measure(&mut self, problem: &Problem, score: &Score, wave: usize) {
        self.room.clear();
        self.room
            .extend((0..problem.roles).map(|role| problem.capacity[(role, wave)] - score.used[(role, wave)]));
        self.room.extend((0..problem.groups).map(|group| score.impact_room(problem, group, wave)));
    }

    /// The most that each group can carry over into each wave.
    fn carry(&mut self, problem: &Problem, choices: &impl Choices, score: &Score) {
        for group in 0..problem.groups {
            let fatigue = problem.fatigue[group];
            for wave in 1..problem.waves {
                let mut more = 0;
                if fatigue > 0 {
                    for item in 0..problem.item_count() {
                        if score.wave[item] == 0 && choices.has(item, wave) {
                            more += problem.impact[(item, group)];
                        }
                    }
                }
                let more = more.min(score.impact_room(problem, group, wave));
                self.pricing.carried_most[(group, wave + 1)] = fatigue * (score.fresh[(group, wave)] + more);
            }
            self.pricing.carried_most[(group, 1)] = 0;
        }
    }

    /// What the price of a wave's own limits takes from an item there, where the limit is one that rewards room.
    fn returned(&self, problem: &Problem, item: usize, wave: usize) -> f64 {
        (0..problem.groups)
            .filter(|&group| self.is_rewarded[(group, wave)])
            .map(|group| self.pricing.impact_rate(group, wave) * problem.impact[(item, group)] as f64)
            .sum()
    }

    /// Fills the knapsack of a wave.
    fn pack(&mut self, problem: &Problem, choices: &impl Choices, score: &Score, wave: usize) {
        self.measure(problem, score, wave);
        if let Some(knapsack) = self.knapsacks.get_mut(wave) {
            knapsack.open(self.room.iter().copied());
        }
        // Room of a group is worth its price only as far as something can be carried over into it.
        let mut constant = self.placed[wave].1;
        for group in 0..problem.groups {
            let rate = self.pricing.impact_rate(group, wave);
            let useless = problem.absorb[(group, wave)]
                - self.pricing.carried_most[(group, wave)]
                - 100 * score.fresh[(group, wave)];
            let is_rewarded = useless > 0 && rate > 0.0;
            self.is_rewarded[(group, wave)] = is_rewarded;
            if is_rewarded {
                let room = self.room.get(problem.roles + group).copied().unwrap_or(0) as f64;
                let useless = useless as f64 / 100.0;
                constant -= rate * room.max(useless);
                if room > useless
                    && let Some(knapsack) = self.knapsacks.get_mut(wave)
                {
                    knapsack.reward(problem.roles + group, rate, room - useless);
                }
            }
        }
        self.constant[wave] = constant;
        for item in 0..problem.item_count() {
            if score.wave[item] == 0 && choices.has(item, wave) {
                let profit =
                    self.pricing.profit[(item, wave)] - self.once[item] + self.returned(problem, item, wave);
                if profit > 0.0
                    && let Some(knapsack) = self.knapsacks.get_mut(wave)
                {
                    let rows = problem.roles + problem.groups;
                    knapsack.add(item, profit, (0..rows).map(|row| size(problem, item, wave, row)));
                    let is_in_question = |other: usize| wave == self.open_wave && score.wave[other] == 0;
                    for &(other, _) in &problem.predecessors[item] {
                        if is_in_question(other) {
                            knapsack.require(item, other);
                        }
                    }
                }
            }
        }
    }

    /// Looks through all sets of a wave with which `target` may be reached, so that `upper_with` and `upper_without`
    /// are sharper there; for plans below `target` they no longer hold. False when there is no such set. Where more
    /// than `most_nodes` nodes are needed, nothing changes. After `evaluate`.
    pub fn survey(
        &mut self,
        problem: &Problem,
        choices: &impl Choices,
        score: &Score,
        wave: usize,
        target: f64,
        most_nodes: u64,
    ) -> bool {
        self.pack(problem, choices, score, wave);
        let rest = self.rest(wave);
        let Some(knapsack) = self.knapsacks.get_mut(wave) else { return true };
        knapsack.start();
        let is_done = knapsack.survey(target - rest, most_nodes, &mut self.survey);
        self.work += knapsack.work();
        self.surveyed = is_done.then_some(wave);
        !is_done || !self.survey.is_empty()
    }

    /// The last bound without what is chosen in a wave.
    fn rest(&self, wave: usize) -> f64 {
        self.upper - self.packs.worth(wave) + self.constant[wave] + 2.0 * self.margin
    }

    /// How evenly an item parts the sets that were looked through last, if they were.
    pub fn balance(&self, item: usize) -> f64 {
        if self.surveyed.is_some() { self.survey.balance(item) } else { 0.0 }
    }

    /// A bound on plans in which an item that is not placed is in this wave; 0 stands for out. After `evaluate`.
    pub fn upper_with(&self, problem: &Problem, item: usize, wave: usize) -> f64 {
        if wave == 0 {
            return self.upper - self.once[item] + 2.0 * self.margin;
        }
        let Some(knapsack) = self.knapsacks.get(wave) else { return f64::INFINITY };
        if self.surveyed == Some(wave) && knapsack.has(item) {
            return self.rest(wave) + self.survey.with(item);
        }
        let profit = self.pricing.profit[(item, wave)] - self.once[item] + self.returned(problem, item, wave);
        let worth = self.constant[wave] + knapsack.with(item, profit, |row| size(problem, item, wave, row));
        self.upper - self.packs.worth(wave) + worth.min(self.packs.worth(wave)) + 2.0 * self.margin
    }

    /// A bound on plans in which an item that is not placed is not in this wave. After `evaluate`.
    pub fn upper_without(&self, item: usize, wave: usize) -> f64 {
        let Some(knapsack) = self.knapsacks.get(wave) else { return f64::INFINITY };
        if self.surveyed == Some(wave) {
            return self.rest(wave) + self.survey.without(item);
        }
        let worth = self.constant[wave] + knapsack.without(item);
        self.upper - self.packs.worth(wave) + worth.min(self.packs.worth(wave)) + 2.0 * self.margin
    }

    /// One step of the prices, from what was taken last, aimed at `target`. False when nothing that has a price is
    /// broken, so that there is no direction left.
    pub fn step(
        &mut self,
        problem: &Problem,
        choices: &impl Choices,
        score: &Score,
        target: f64,
        pace: f64,
    ) -> bool {
        self.picks.clear();
        for wave in 1..=problem.waves {
            self.picks.extend(self.packs.items(wave).map(|item| (item, wave)));
        }
        let mut length = self.pricing.aim(problem, &self.picks);
        self.counts.fill(-1.0);
        for &(item, _) in &self.picks {
            self.counts[item] += 1.0;
        }
        let is_open = |item: &usize| score.wave[*item] == 0;
        for item in (0..problem.item_count()).filter(is_open) {
            // Only an item that may stay out keeps its price from becoming negative.
            let price = if choices.has(item, 0) { self.once[item] } else { f64::INFINITY };
            let (step, measure) = (&mut self.once_step[item], &mut self.once_measure[item]);
            length += deflect(step, measure, self.counts[item], price);
        }
        if length <= 0.0 {
            return false;
        }
        let stride = pace * (self.upper - self.slack - target).max(0.0) / length;
        self.is_priced = false;
        self.pricing.walk(problem, stride);
        for item in (0..problem.item_count()).filter(is_open) {
            let change = stride * self.once_step[item] * scale(self.once_measure[item]);
            let most = self.pricing.most;
            let least = if choices.has(item, 0) { 0.0 } else { -most };
            self.once[item] = moved(self.once[item], change, least, most);
        }
        true
    }
}

/// What an item takes of one limit of its wave: of the roles first, then of the groups.
fn size(problem: &Problem, item: usize, wave: usize, row: usize) -> i64 {
    match row.checked_sub(problem.roles) {
        None => problem.launch_effort(item, row, wave),
        Some(group) => problem.impact[(item, group)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::planner::domains::Domains;
    use crate::domain::planner::random::Random;
    use crate::domain::planner::recount::recount;
    use crate::domain::planner::reductions::{Loads, Windows};

    /// One wave with room for 4, and these items.
    fn run(items: &str, target: f64, rounds: usize) -> (f64, f64) {
        let problem = Problem::from_json(&format!(
            r#"{{"format":"wave-planning/1","name":"","waves":1,"objective":"value","roles":["pmo"],"groups":[],
            "capacity":[[4]],"absorb":[],"fatigue_pct":[],"precedence":[],"items":[{items}]}}"#
        ))
        .unwrap();
        let windows = Windows::new(&problem, &Loads::new(&problem), 1);
        let score = Score::new(&problem);
        let mut wavewise = Wavewise::new(&problem, &windows, Pricing::new(&problem));
        let (mut least, mut last) = (f64::INFINITY, 0.0);
        for _ in 0..rounds {
            last = wavewise.evaluate(&problem, &windows, &score, 1000, f64::NEG_INFINITY);
            least = least.min(last);
            assert!(
                wavewise.upper_with(&problem, 0, 1).is_finite() && wavewise.upper_without(0, 1).is_finite()
            );
            wavewise.step(&problem, &windows, &score, target, 1.0);
        }
        (least, last)
    }

    fn item(id: &str, build: u64, value: u64, mandatory: bool) -> String {
        format!(
            r#"{{"id":"{id}","build":[{build}],"run":[0],"impact":[],"value":{value},"mandatory":{mandatory}}}"#
        )
    }

    #[test]
    fn a_wave_of_whole_items_is_bounded_by_its_best_set() {
        let items = [item("a", 3, 6, false), item("b", 2, 3, false), item("c", 4, 5, false)].join(",");
        let (least, _) = run(&items, 6.0, 200);
        assert!((6.0..6.01).contains(&least), "{least}");
    }

    /// Prices of items that must be in and cannot all be would fall for ever.
    #[test]
    fn prices_stay_numbers_where_no_plan_is_left() {
        let items = [item("a", 3, 6, true), item("b", 3, 3, true)].join(",");
        let (least, last) = run(&items, -1e9, 3000);
        assert!(least < 0.0 && last.is_finite(), "{least} {last}");
    }

    /// Every plan of a small problem that breaks no rule, with its value.
    fn all_plans(problem: &Problem) -> Vec<(Vec<u32>, i64)> {
        let (items, choices) = (problem.item_count() as u32, problem.waves as u32 + 1);
        (0..choices.pow(items))
            .map(|code| (0..items).map(|item| code / choices.pow(item) % choices).collect())
            .filter_map(|plan: Vec<u32>| recount(problem, &plan).map(|value| (plan, value)))
            .collect()
    }

    fn random_problem(random: &mut Random) -> Problem {
        let mut number = |least: usize, most: usize| (least + random.below(most + 1 - least)) as u64;
        let items: Vec<String> = (0..5)
            .map(|item| {
                let (build, run, value) = (number(0, 4), number(0, 2), number(0, 9));
                let (one, other) = (number(0, 5), number(0, 5));
                format!(
                    r#"{{"id":"{item}","build":[{build}],"run":[{run}],"impact":[{one},{other}],"value":{value}}}"#
                )
            })
            .collect();
        let rows = [number(4, 9), number(4, 9), number(5, 9)].map(|cell| cell.to_string()).join(",");
        let absorb = [number(4, 8), number(4, 8), number(3, 8)].map(|cell| cell.to_string()).join(",");
        let (first, second, lag) = (number(0, 1), number(2, 4), number(0, 1));
        Problem::from_json(&format!(
            r#"{{"format":"wave-planning/1","name":"","waves":3,"objective":"value","roles":["pmo"],
            "groups":["a","b"],"capacity":[[{rows}]],"absorb":[[{absorb}],[{absorb}]],"fatigue_pct":[{},50],
            "precedence":[[{first},{second},{lag}]],"items":[{}]}}"#,
            number(10, 90),
            items.join(",")
        ))
        .unwrap()
    }

    /// On the way down the best sets of before are kept, while items are placed and waves ruled out.
    #[test]
    fn no_plan_passes_a_bound_on_the_way_down() {
        let mut random = Random::new(11);
        for case in 0..300 {
            let problem = random_problem(&mut random);
            let plans = all_plans(&problem);
            let windows = Windows::new(&problem, &Loads::new(&problem), problem.waves);
            let mut domains = Domains::new(&problem, &windows).unwrap();
            let mut wavewise = Wavewise::new(&problem, &windows, Pricing::new(&problem));
            let best = plans.iter().map(|(_, value)| *value).max().unwrap_or(0) as f64;
            for _ in 0..10 + random.below(90) {
                wavewise.evaluate(&problem, &domains, &domains.score, 1000, f64::NEG_INFINITY);
                wavewise.step(&problem, &domains, &domains.score, best, 1.0);
            }
            while domains.propagate(&problem) {
                let upper = wavewise.evaluate(&problem, &domains, &domains.score, 1000, f64::NEG_INFINITY);
                let left: Vec<&(Vec<u32>, i64)> = plans
                    .iter()
                    .filter(|(plan, _)| {
                        plan.iter().enumerate().all(|(item, &wave)| domains.has(item, wave as usize))
                    })
                    .collect();
                // A look through the sets of the open wave holds for the plans that are good enough alone.
                let good = best * random.below(5) as f64 / 4.0;
                let mut least = f64::NEG_INFINITY;
                if let (Some(open), true) = (domains.open_wave(), random.below(2) == 0) {
                    least = good;
                    let has_sets = wavewise.survey(&problem, &domains, &domains.score, open, good, 1000);
                    assert!(has_sets || left.iter().all(|(_, value)| (*value as f64) < good), "{case}");
                }
                for (plan, value) in &left {
                    let value = *value as f64;
                    assert!(upper >= value, "{case}: {upper} < {value}: {plan:?}");
                    if value < least {
                        continue;
                    }
                    for (item, &at) in plan.iter().enumerate().filter(|(item, _)| !domains.is_placed(*item)) {
                        let with = wavewise.upper_with(&problem, item, at as usize);
                        assert!(with >= value, "{case}: {with} < {value} with {item} in {at}: {plan:?}");
                        for other in (1..=problem.waves).filter(|&other| other != at as usize) {
                            let without = wavewise.upper_without(item, other);
                            assert!(
                                without >= value,
                                "{case}: {without} < {value} without {item} in {other}"
                            );
                        }
                    }
                }
                // Mostly an item of a best set goes where the set is, so that the set can be kept.
                let mut moves: Vec<(usize, u64)> = (1..=problem.waves)
                    .flat_map(|wave| wavewise.packs.items(wave).map(move |item| (item, 1 << wave)))
                    .collect();
                moves.extend((0..5).map(|item| (item, !(1 << random.below(4)))));
                moves.retain(|(item, keep)| !domains.is_placed(*item) && domains.mask(*item) & keep != 0);
                let Some(&(item, keep)) = moves.get(random.below(moves.len())) else { break };
                if !domains.restrict(item, keep) {
                    break;
                }
            }
        }
    }
}
