//! Sorting. Every call of the standard sort is kilobytes of code of its own in the bundle; here all share one.

use std::cmp::Ordering;

/// Sorts by a comparison; what compares as equal keeps its order.
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let swaps = swaps(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    for (place, other) in swaps {
        items.swap(place, other);
    }
}

/// Sorts by a key; what has the same key keeps its order.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by the natural order.
pub fn natural<T: Ord>(items: &mut [T]) {
    by(items, T::cmp);
}

/// The swaps, one after the other, that bring so many places into their order.
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    // What an earlier swap moved is found by following where it went.
    let went = |mut place: usize, before: usize| {
        while place < before {
            place = order.get(place).copied().unwrap_or(before);
        }
        place
    };
    let swap = |(place, from): (usize, &usize)| (place, went(*from, place));
    order.iter().enumerate().map(swap).filter(|(place, other)| place != other).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_does(keys in prop::collection::vec(0_u8..20, 0..60)) {
            let items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            by(&mut ours, |one, other| other.0.cmp(&one.0));
            theirs.sort_by_key(|item| std::cmp::Reverse(item.0));
            prop_assert_eq!(&ours, &theirs);
            natural(&mut ours);
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }
    }
}
