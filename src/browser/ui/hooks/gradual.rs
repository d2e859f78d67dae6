//! Long pages come in parts: what is in sight at once, the rest in the moments after.

use yew::prelude::*;

use super::timer::Timer;

/// Milliseconds between two parts: long enough for the page to be painted and to hear keys and clicks.
const PAUSE: i32 = 20;

/// How many of all parts of a page are drawn by now: the first ones at once, then one step more after each pause. When
/// all are there once, those that are added later come at once.
#[hook]
pub fn use_gradual(all: usize, first: usize, step: usize) -> usize {
    let drawn = use_state(|| first);
    {
        let (drawn, now) = (drawn.setter(), *drawn);
        use_effect_with((now, all), move |(now, all)| {
            let next = now.saturating_add(step);
            let next = if next < *all { next } else { usize::MAX };
            let timer = (now < all).then(|| Timer::after(PAUSE, move || drawn.set(next)));
            move || drop(timer)
        });
    }
    all.min(*drawn)
}
