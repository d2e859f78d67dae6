//! How a checked file becomes tables: efforts and limits, prerequisites in an order, covers; and what only the whole
//! tells, cycles and sums that are too large.

use super::check::{check_position, check_range};
use super::fault::{Fault, ProblemError, fault};
use super::file::ProblemFile;
use super::number::NUMBER_LIMIT;
use super::{Arc, Cover, Problem};
use crate::domain::planner::table::List;

impl Problem {
    pub(super) fn fill_tables(&mut self, file: &ProblemFile) {
        for wave in 1..=self.waves {
            let place = wave - 1;
            let given = file.weights.as_ref().and_then(|weights| weights.get(place)).copied();
            self.weights[wave] = given.unwrap_or((self.waves - place) as u64) as i64;
            let given = file.wave_length.as_ref().and_then(|lengths| lengths.get(place)).copied();
            self.length[wave] = given.unwrap_or(1) as i64;
        }
        for (role, row) in file.capacity.iter().enumerate() {
            for (place, &capacity) in row.iter().enumerate() {
                self.capacity[(role, place + 1)] = 100 * capacity as i64;
            }
        }
        for (group, row) in file.absorb.iter().enumerate() {
            for (place, &absorb) in row.iter().enumerate() {
                self.absorb[(group, place + 1)] = 100 * absorb as i64;
            }
        }
        for (position, item) in file.items.iter().enumerate() {
            for (role, (&build, &run)) in item.build.iter().zip(&item.run).enumerate() {
                self.build[(position, role)] = 100 * build as i64;
                self.own_run[(position, role)] = (item.own_run_pct * run) as i64;
                self.run[(position, role)] = 100 * run as i64;
            }
            for (group, &impact) in item.impact.iter().enumerate() {
                self.impact[(position, group)] = impact as i64;
            }
        }
    }

    /// Cuts limits that no plan reaches down to what all items together use, so that the size of a limit tells how
    /// scarce it is.
    pub(super) fn cut_limits(&mut self) {
        for wave in 1..=self.waves {
            for role in 0..self.roles {
                let most = |item| {
                    self.launch_effort(item, role, wave).max(self.length[wave] * self.run[(item, role)])
                };
                let most = (0..self.item_count()).map(most).sum();
                self.capacity[(role, wave)] = self.capacity[(role, wave)].min(most);
            }
            for group in 0..self.groups {
                let impact: i64 = (0..self.item_count()).map(|item| self.impact[(item, group)]).sum();
                let most = impact * (100 + self.fatigue[group]);
                self.absorb[(group, wave)] = self.absorb[(group, wave)].min(most);
            }
        }
    }

    pub(super) fn add_arcs(&mut self, file: &ProblemFile) -> Result<(), ProblemError> {
        let items = self.item_count();
        for (place, &[before, after, lag]) in file.precedence.iter().enumerate() {
            for (end, position) in [before, after].into_iter().enumerate() {
                check_position(&format!("precedence[{place}][{end}]"), position, items)?;
            }
            let arc =
                Arc { before: before as usize, after: after as usize, lag: lag.min(file.waves) as usize };
            self.predecessors[arc.after].push((arc.before, arc.lag));
            self.successors[arc.before].push((arc.after, arc.lag));
            self.arcs.push(arc);
        }
        self.order = self.sorted_by_precedence();
        if self.order.len() < items {
            return fault("precedence", Fault::Cycle(self.a_cycle()));
        }
        Ok(())
    }

    /// Items after their prerequisites, by position where free; those on or behind a cycle are left out.
    fn sorted_by_precedence(&self) -> Vec<usize> {
        let mut open: Vec<usize> = self.predecessors.iter().map(Vec::len).collect();
        let mut order: Vec<usize> =
            (0..self.item_count()).filter(|&item| open.get(item) == Some(&0)).collect();
        let mut next = 0;
        while let Some(&item) = order.get(next) {
            next += 1;
            for &(after, _) in &self.successors[item] {
                if let Some(left) = open.get_mut(after) {
                    *left -= 1;
                    if *left == 0 {
                        order.push(after);
                    }
                }
            }
        }
        order
    }

    /// Walks back through items that never became free until one comes again.
    fn a_cycle(&self) -> Vec<String> {
        let mut stuck = List::new(self.item_count(), true);
        for &item in &self.order {
            stuck[item] = false;
        }
        let Some(mut item) = (0..self.item_count()).find(|&item| stuck[item]) else { return Vec::new() };
        let mut seen_at = List::new(self.item_count(), usize::MAX);
        let mut walk = Vec::new();
        while seen_at[item] == usize::MAX {
            seen_at[item] = walk.len();
            walk.push(item);
            match self.predecessors[item].iter().find(|&&(before, _)| stuck[before]) {
                Some(&(before, _)) => item = before,
                None => return Vec::new(),
            }
        }
        let mut ring: Vec<usize> = walk.into_iter().skip(seen_at[item]).collect();
        ring.reverse();
        let first = ring.iter().enumerate().min_by_key(|&(_, &item)| item).map_or(0, |(place, _)| place);
        ring.rotate_left(first);
        ring.extend(ring.first().copied());
        ring.into_iter().filter_map(|item| self.ids.get(item).cloned()).collect()
    }

    pub(super) fn add_covers(&mut self, file: &ProblemFile) -> Result<(), ProblemError> {
        let mut named_by = List::new(self.item_count(), usize::MAX);
        for (number, cover) in file.cover.iter().enumerate() {
            for (place, &position) in cover.items.iter().enumerate() {
                let path = format!("cover[{number}].items[{place}]");
                check_position(&path, position, self.item_count())?;
                let item = position as usize;
                if named_by[item] == number {
                    return fault(path, Fault::RepeatedPosition(position));
                }
                named_by[item] = number;
                self.covers_of[item].push(number);
            }
            check_range(&format!("cover[{number}].by"), cover.by, 1, file.waves)?;
            check_range(&format!("cover[{number}].at_least"), cover.at_least, 0, NUMBER_LIMIT - 1)?;
            self.covers.push(Cover {
                items: cover.items.iter().map(|&position| position as usize).collect(),
                by: cover.by as usize,
                // More than there are is as impossible as one more than there are.
                at_least: cover.at_least.min(cover.items.len() as u64 + 1) as i64,
            });
        }
        Ok(())
    }

    /// Every sum that a plan could reach must be exact in 53 bits: value, and the left sides of the limits of roles
    /// and groups, which count in hundredths. Plans need not be feasible for this, so no plan can ever overflow.
    pub(super) fn check_reach(&self, file: &ProblemFile) -> Result<(), ProblemError> {
        let check = |path: String, reach: u128| match reach {
            reach if reach >= u128::from(NUMBER_LIMIT) => fault(path, Fault::Reach { reach }),
            _ => Ok(()),
        };
        let first_weight = self.weights.iter().copied().max().unwrap_or(0) as u128;
        let value: u128 = file.items.iter().map(|item| u128::from(item.value) * first_weight).sum();
        check("items.value".to_owned(), value)?;
        let longest =
            |from: usize| (from..=self.waves).map(|wave| self.length[wave]).max().unwrap_or(0) as u128;
        let (own, later) = (longest(1), longest(2));
        for role in 0..self.roles {
            let reach = file.items.iter().map(|item| {
                let of = |list: &[u64]| u128::from(list.get(role).copied().unwrap_or(0));
                let launch = 100 * of(&item.build) + own * u128::from(item.own_run_pct) * of(&item.run);
                launch.max(100 * later * of(&item.run))
            });
            check(format!("items.build[{role}]"), reach.sum())?;
        }
        for group in 0..self.groups {
            let impacts = file.items.iter().filter_map(|item| item.impact.get(group));
            check(
                format!("items.impact[{group}]"),
                100 * impacts.map(|&impact| u128::from(impact)).sum::<u128>(),
            )?;
        }
        Ok(())
    }
}
