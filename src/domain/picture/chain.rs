//! The longest chain of prerequisites: the part of a plan that more people cannot shorten.

/// The links of the longest chain as places in a list, first to last: most places, then most weight; the earliest of
/// equals. `links` lead from what is needed to what needs it. Places on a circle are in no chain.
pub fn longest_chain(weights: &[f64], links: &[(usize, usize)]) -> Vec<usize> {
    let count = weights.len();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut waits_for = vec![0_usize; count];
    for (from, to) in links.iter().filter(|(from, to)| *from < count && *to < count) {
        if let (Some(after), Some(waits_for)) = (after.get_mut(*from), waits_for.get_mut(*to)) {
            after.push(*to);
            *waits_for += 1;
        }
    }
    let mut best: Vec<Step> = weights
        .iter()
        .map(|weight| Step { length: 1, weight: *weight, before: None, is_settled: false })
        .collect();
    let mut open: Vec<usize> = (0..count).filter(|place| waits_for.get(*place) == Some(&0)).collect();
    while let Some(place) = open.pop() {
        let Some(step) = best.get_mut(place) else { continue };
        step.is_settled = true;
        let (length, weight) = (step.length, step.weight);
        for next in after.get(place).into_iter().flatten() {
            let own = weights.get(*next).copied().unwrap_or(0.0);
            if let Some(known) = best.get_mut(*next) {
                known.improve(Step {
                    length: length + 1,
                    weight: weight + own,
                    before: Some(place),
                    is_settled: false,
                });
            }
            if let Some(waits_for) = waits_for.get_mut(*next) {
                *waits_for -= 1;
                if *waits_for == 0 {
                    open.push(*next);
                }
            }
        }
    }
    let settled = best.iter().enumerate().filter(|(_, step)| step.is_settled);
    let last = settled.reduce(|best, next| if next.1.is_better(best.1) { next } else { best });
    let mut chain: Vec<usize> =
        std::iter::successors(last.map(|(place, _)| place), |place| best.get(*place)?.before).collect();
    chain.reverse();
    chain
}

/// The best chain known to end at a place.
#[derive(Clone, Copy)]
struct Step {
    length: usize,
    weight: f64,
    before: Option<usize>,
    is_settled: bool,
}

impl Step {
    fn is_better(&self, other: &Self) -> bool {
        let heavier = self.weight > other.weight + 1e-9;
        let ties = self.length == other.length && (self.weight - other.weight).abs() <= 1e-9;
        let is_earlier = self.before.is_some() && self.before < other.before;
        self.length > other.length || (self.length == other.length && heavier) || (ties && is_earlier)
    }

    fn improve(&mut self, other: Self) {
        if other.is_better(self) {
            *self = other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_chain_counts_places_before_weight() {
        let weights = [1.0, 50.0, 1.0, 2.0, 1.0];
        assert_eq!(longest_chain(&weights, &[(0, 2), (2, 4), (1, 4)]), [0, 2, 4]);
        assert_eq!(longest_chain(&weights, &[(0, 2), (0, 3)]), [0, 3], "the heavier of equal length");
        assert_eq!(longest_chain(&weights, &[]), [1], "nothing needs anything: the heaviest alone");
        assert_eq!(longest_chain(&[], &[]), [0_usize; 0]);
    }

    #[test]
    fn circles_are_left_out_and_end() {
        let links = [(0, 1), (1, 0), (1, 2), (3, 4), (9, 1)];
        assert_eq!(longest_chain(&[1.0; 5], &links), [3, 4]);
        assert_eq!(longest_chain(&[1.0; 2], &[(0, 1), (1, 0)]), [0_usize; 0]);
    }

    #[test]
    fn a_thousand_places_are_no_work() {
        let links: Vec<(usize, usize)> = (0..999).map(|place| (place, place + 1)).collect();
        assert_eq!(longest_chain(&vec![1.0; 1000], &links).len(), 1000);
    }
}
