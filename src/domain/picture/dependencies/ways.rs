//! Ways along links: whether there is one, whether there is another, whether one comes back. `next` holds for each place
//! those that its links lead to.

/// Whether links lead round in a circle somewhere: taking away what nothing open leads to leaves places.
pub(super) fn turns(next: &[Vec<usize>]) -> bool {
    let mut waits_for = vec![0_usize; next.len()];
    let count = |waits_for: &mut Vec<usize>, places: &[usize], step: isize| {
        for place in places {
            if let Some(count) = waits_for.get_mut(*place) {
                *count = count.saturating_add_signed(step);
            }
        }
    };
    next.iter().for_each(|places| count(&mut waits_for, places, 1));
    let mut open: Vec<usize> = (0..next.len()).filter(|place| waits_for.get(*place) == Some(&0)).collect();
    let mut taken = 0;
    while let Some(place) = open.pop() {
        taken += 1;
        let places = next.get(place).map(Vec::as_slice).unwrap_or_default();
        count(&mut waits_for, places, -1);
        let mut freed: Vec<usize> =
            places.iter().copied().filter(|place| waits_for.get(*place) == Some(&0)).collect();
        freed.sort_unstable();
        freed.dedup();
        open.extend(freed);
    }
    taken < next.len()
}

/// Whether another way than the direct one leads from a place to another.
pub(super) fn has_detour(next: &[Vec<usize>], from: usize, to: usize) -> bool {
    let starts = next.get(from).map(Vec::as_slice).unwrap_or_default();
    is_reached(next, starts.iter().copied().filter(|place| *place != to).collect(), (from, to))
}

/// Whether any way leads from a place to another; from a place to itself one of no links does.
pub(super) fn leads(next: &[Vec<usize>], from: usize, to: usize) -> bool {
    is_reached(next, vec![from], (usize::MAX, to))
}

/// Whether a place is reached from open ones without passing another.
fn is_reached(next: &[Vec<usize>], mut open: Vec<usize>, (barred, to): (usize, usize)) -> bool {
    let of = |place: usize| next.get(place).map(Vec::as_slice).unwrap_or_default();
    let mut seen = vec![false; next.len()];
    if let Some(seen) = seen.get_mut(barred) {
        *seen = true;
    }
    while let Some(place) = open.pop() {
        if place == to {
            return true;
        }
        match seen.get_mut(place) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        open.extend(of(place));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detour_is_found_and_circles_end() {
        let next = vec![vec![1, 2], vec![2], vec![0], vec![2]];
        assert!(turns(&next) && !turns(&[vec![1, 2], vec![2], vec![]]) && turns(&[vec![0]]));
        assert!(has_detour(&next, 0, 2));
        assert!(!has_detour(&next, 0, 1) && !has_detour(&next, 3, 2) && !has_detour(&next, 9, 1));
    }
}
