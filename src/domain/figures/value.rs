//! Value in time: what has been launched so far, how soon it is felt, and by which groups (PMO fact base 3.1, 9.8 no 10).

use crate::domain::model::document::Document;
use crate::domain::model::entry::Horizon;
use crate::domain::model::group::{Group, PerGroup};

use super::Figures;
use super::entry::ResolvedEntry;

/// Worth of launched entries by how soon it is felt, in the points of the score's worth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// Felt within 3 months.
    pub short: f64,
    /// Felt in 3 to 9 months.
    pub medium: f64,
    /// Felt later.
    pub long: f64,
}

impl Gain {
    /// All three.
    pub fn total(&self) -> f64 {
        self.short + self.medium + self.long
    }

    fn add(&mut self, horizon: Horizon, worth: f64) {
        match horizon {
            Horizon::S => self.short += worth,
            Horizon::M => self.medium += worth,
            Horizon::L => self.long += worth,
        }
    }
}

/// What has been gained by the end of one wave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaveGain {
    /// Launched in the wave itself.
    pub new: Gain,
    /// Launched by the end of the wave.
    pub all: Gain,
    /// The same for each group: an entry counts for a group whose work it touches, with the share of it that is reached.
    pub groups: PerGroup<Gain>,
}

/// The gains of every wave, in order.
pub fn gains(document: &Document, figures: &Figures) -> Vec<WaveGain> {
    let mut so_far = WaveGain::default();
    document
        .waves
        .iter()
        .map(|wave| {
            so_far.new = Gain::default();
            for entry in wave.items.iter().filter_map(|item| figures.entry(&item.entry)) {
                let worth = entry_worth(document, figures, entry);
                so_far.new.add(entry.horizon, worth);
                so_far.all.add(entry.horizon, worth);
                for group in Group::ALL.into_iter().filter(|group| entry.impact.get(*group).get() > 0) {
                    let share = *entry.reach.get(group);
                    so_far.groups.get_mut(group).add(entry.horizon, worth * share);
                }
            }
            so_far.clone()
        })
        .collect()
}

/// What an entry is worth: gap value and sponsor demand with their weights.
pub fn entry_worth(document: &Document, figures: &Figures, entry: &ResolvedEntry) -> f64 {
    let weights = &document.plan.settings.score_weights;
    figures.score(&entry.id).map_or(0.0, |score| score.value_a_month(weights))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn gains_only_grow_and_no_group_gains_more_than_all() {
        for example in Example::ALL {
            let document = example.document().unwrap();
            let gains = gains(&document, &Figures::of(&document));
            let mut before = 0.0;
            for gain in &gains {
                assert!((gain.all.total() - before - gain.new.total()).abs() < 1e-9);
                before = gain.all.total();
                for (_, group) in gain.groups.iter() {
                    assert!(group.total() <= gain.all.total() + 1e-9);
                }
            }
            assert!(before > 0.0);
        }
    }
}
