//! The plan with its entries in other waves, to be counted. No command: it cannot be refused.

use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;

/// The plan with the entries of its open waves in other waves, counted from 1; none is not planned. In a wave they stand
/// in the order of the plan. What is launched stays, and finished waves keep what they have and take nothing more.
pub(super) fn placed_anew(document: &Document, wave_of: impl Fn(&EntryId) -> Option<usize>) -> Document {
    let mut changed = document.clone();
    let mut open = Vec::new();
    for (number, wave) in (1..).zip(&mut changed.waves).filter(|(_, wave)| !wave.finished) {
        open.extend(std::mem::take(&mut wave.items).into_iter().map(|item| (number, item)));
    }
    for (from, mut item) in open {
        let to = document.fixed_in(&item.entry).or_else(|| wave_of(&item.entry));
        if to != Some(from) {
            // A launch day inside the old wave says nothing about the new one.
            item.launch_date = None;
        }
        let wave = to.and_then(|number| changed.waves.get_mut(number.checked_sub(1)?));
        if let Some(wave) = wave.filter(|wave| !wave.finished) {
            wave.items.push(item);
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::execution::{Actual, DeploymentState};

    #[test]
    fn entries_of_open_waves_move_and_the_past_stays() {
        let mut document = Example::Norvik.document().unwrap();
        document.waves[0].finished = true;
        let kept = document.clone();
        let stays = |entry: &EntryId| kept.wave_of(entry);
        assert_eq!(placed_anew(&document, stays), document);
        let all_last = placed_anew(&document, |_| Some(4));
        assert_eq!(all_last.waves[0], document.waves[0]);
        let open: usize = document.waves[1..].iter().map(|wave| wave.items.len()).sum();
        assert_eq!(all_last.waves[3].items.len(), open);
        let launched = document.waves[1].items[0].entry.clone();
        let record = Actual { state: DeploymentState::Launched, ..Actual::default() };
        document.execution.actuals.insert(launched.clone(), record);
        assert_eq!(placed_anew(&document, |_| Some(4)).wave_of(&launched), Some(2));
        document.execution.actuals.clear();
        let gone = placed_anew(&document, |_| Some(1));
        assert_eq!((&gone.waves[0], gone.waves[1].items.len()), (&document.waves[0], 0));
    }
}
