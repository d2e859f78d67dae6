//! The planner's judge: rules and objective of a plan, counted from the problem file alone; every plan of a tiny
//! problem, one by one; and tiny random problems. It shares no code with the planner.

use wavewright::domain::planner::problem::file::{CoverFile, FORMAT, ItemFile, Objective, ProblemFile};

/// True when the plan breaks no rule.
pub fn is_feasible(file: &ProblemFile, wave: &[u32]) -> bool {
    let waves = file.waves;
    if wave.len() != file.items.len() || wave.iter().any(|&wave| u64::from(wave) > waves) {
        return false;
    }
    let at = |position: u64| u64::from(wave[position as usize]);
    for (item, &wave) in file.items.iter().zip(wave) {
        let wave = u64::from(wave);
        let must = item.mandatory || item.pin.is_some() || file.objective == Objective::MinWaves;
        if wave == 0 && must || item.pin.is_some_and(|pin| pin != wave) {
            return false;
        }
        if wave > 0 && (wave < item.earliest || wave > item.latest.unwrap_or(waves)) {
            return false;
        }
    }
    if file.precedence.iter().any(|&[i, j, lag]| at(j) > 0 && (at(i) == 0 || at(j) < at(i) + lag)) {
        return false;
    }
    for role in 0..file.roles.len() {
        for now in 1..=waves {
            let length = file.wave_length.as_ref().map_or(1, |lengths| lengths[now as usize - 1]);
            let mut used = 0;
            for (item, &wave) in file.items.iter().zip(wave) {
                let wave = u64::from(wave);
                if wave == now {
                    used += 100 * item.build[role] + length * item.own_run_pct * item.run[role];
                } else if wave > 0 && wave < now {
                    used += 100 * length * item.run[role];
                }
            }
            if used > 100 * file.capacity[role][now as usize - 1] {
                return false;
            }
        }
    }
    for group in 0..file.groups.len() {
        let load = |now: u64| -> u64 {
            file.items
                .iter()
                .zip(wave)
                .filter(|&(_, &wave)| u64::from(wave) == now)
                .map(|(item, _)| item.impact[group])
                .sum()
        };
        for now in 1..=waves {
            let carried = if now > 1 { file.fatigue_pct[group] * load(now - 1) } else { 0 };
            if 100 * load(now) + carried > 100 * file.absorb[group][now as usize - 1] {
                return false;
            }
        }
    }
    file.cover.iter().all(|cover| {
        cover.items.iter().filter(|&&item| (1..=cover.by).contains(&at(item))).count() as u64
            >= cover.at_least
    })
}

/// The objective of a plan.
pub fn objective(file: &ProblemFile, wave: &[u32]) -> u64 {
    if file.objective == Objective::MinWaves {
        return wave.iter().copied().max().map_or(0, u64::from);
    }
    let weight = |wave: u32| match (&file.weights, wave) {
        (_, 0) => 0,
        (Some(weights), wave) => weights[wave as usize - 1],
        (None, wave) => file.waves - u64::from(wave) + 1,
    };
    file.items.iter().zip(wave).map(|(item, &wave)| item.value * weight(wave)).sum()
}

/// The best objective of all plans; `None` when no plan breaks no rule.
pub fn best_of_all(file: &ProblemFile) -> Option<u64> {
    let mut wave = vec![0_u32; file.items.len()];
    let mut best: Option<u64> = None;
    loop {
        let found = objective(file, &wave);
        let gains = match file.objective {
            Objective::Value => best.is_none_or(|best| found > best),
            Objective::MinWaves => best.is_none_or(|best| found < best),
        };
        if gains && is_feasible(file, &wave) {
            best = Some(found);
        }
        let Some(place) = wave.iter().position(|&wave| u64::from(wave) < file.waves) else { return best };
        wave[..place].fill(0);
        wave[place] += 1;
    }
}

/// A stream of numbers of its own, so that the problems do not depend on the planner's generator.
pub struct Dice(u64);

impl Dice {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number from 0 to `count - 1` (xorshift64*).
    pub fn below(&mut self, count: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % count
    }

    /// True once in so many times.
    pub fn once_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

/// A tiny problem with every kind of constraint now and then; about one in five has no plan.
pub fn tiny(seed: u64) -> ProblemFile {
    let dice = &mut Dice::new(seed);
    let waves = 1 + dice.below(4);
    let items = dice.below(if waves == 4 { 5 } else { 6 });
    let (roles, groups) = (dice.below(3), dice.below(3));
    let mut weights: Vec<u64> = (0..waves).map(|_| dice.below(6)).collect();
    weights.sort_unstable_by(|one, other| other.cmp(one));
    let mut file = ProblemFile {
        format: FORMAT.to_owned(),
        name: format!("tiny-{seed}"),
        waves,
        objective: if dice.once_in(4) { Objective::MinWaves } else { Objective::Value },
        weights: (!dice.once_in(3)).then_some(weights),
        wave_length: dice.once_in(2).then(|| (0..waves).map(|_| dice.below(4)).collect()),
        roles: (0..roles).map(|role| format!("r{role}")).collect(),
        groups: (0..groups).map(|group| format!("g{group}")).collect(),
        fatigue_pct: (0..groups).map(|_| if dice.once_in(3) { 0 } else { dice.below(101) }).collect(),
        ..ProblemFile::default()
    };
    file.capacity = (0..roles).map(|_| (0..waves).map(|_| 2 + dice.below(12)).collect()).collect();
    file.absorb = (0..groups).map(|_| (0..waves).map(|_| 2 + dice.below(8)).collect()).collect();
    for position in 0..items {
        let earliest = if dice.once_in(5) { 1 + dice.below(waves) } else { 1 };
        let latest = if dice.once_in(5) { earliest + dice.below(waves + 1 - earliest) } else { waves };
        file.items.push(ItemFile {
            id: format!("i{position}"),
            build: (0..roles).map(|_| dice.below(7)).collect(),
            run: (0..roles).map(|_| if dice.once_in(2) { 0 } else { dice.below(3) }).collect(),
            impact: (0..groups).map(|_| dice.below(5)).collect(),
            value: dice.below(20),
            earliest,
            latest: (latest < waves || dice.once_in(2)).then_some(latest),
            pin: dice.once_in(12).then(|| earliest + dice.below(latest + 1 - earliest)),
            mandatory: dice.once_in(8),
            own_run_pct: if dice.once_in(2) { dice.below(101) } else { 0 },
        });
    }
    for after in 1..items {
        for before in 0..after {
            if dice.once_in(4) {
                // Positions are turned round half the time, so that prerequisites may stand behind.
                let turn =
                    |position: u64| if seed.is_multiple_of(2) { position } else { items - 1 - position };
                file.precedence.push([turn(before), turn(after), dice.below(3)]);
            }
        }
    }
    if items > 0 && dice.once_in(3) {
        let named: Vec<u64> = (0..items).filter(|_| dice.once_in(2)).collect();
        let at_least = dice.below(named.len() as u64 + 1);
        file.cover.push(CoverFile { items: named, by: 1 + dice.below(waves), at_least });
    }
    file
}
