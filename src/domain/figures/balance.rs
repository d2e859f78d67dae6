//! Give and take: what the plan asks of each group against the help and relief that it gets (PMO fact base 9.8 no 11).

use crate::domain::model::document::Document;
use crate::domain::model::entry::Stance;
use crate::domain::model::group::{Group, PerGroup};

use super::Figures;

/// Change points of one group over the whole plan.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupBalance {
    /// Points of entries that check or change the group's work.
    pub asked: f64,
    /// Points of entries that help it.
    pub helped: f64,
    /// Points of duties that are taken away.
    pub removed: f64,
}

impl GroupBalance {
    /// Help and relief less what is asked; below 0 where the group gives more than it gets.
    pub fn net(&self) -> f64 {
        self.helped + self.removed - self.asked
    }
}

/// The balance of every group.
pub fn balance(document: &Document, figures: &Figures) -> PerGroup<GroupBalance> {
    PerGroup::from_fn(|group| {
        let mut sum = GroupBalance::default();
        for wave in &document.waves {
            for entry in wave.items.iter().filter_map(|item| figures.entry(&item.entry)) {
                match entry.stance {
                    Stance::Help => sum.helped += entry.load(group),
                    Stance::Control | Stance::Neither => sum.asked += entry.load(group),
                }
            }
            let duties = wave.removed_duties.iter().filter(|duty| duty.group == group);
            sum.removed += duties.map(|duty| duty.points.get()).sum::<f64>();
        }
        sum
    })
}

/// The group that gives most beyond what it gets; none where every group gets at least what it gives.
pub fn most_burdened(balance: &PerGroup<GroupBalance>) -> Option<Group> {
    let worst = balance.iter().min_by(|a, b| a.1.net().total_cmp(&b.1.net()))?;
    (worst.1.net() < 0.0).then_some(worst.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scalar::Amount;
    use crate::domain::model::wave::RemovedDuty;

    #[test]
    fn asked_and_helped_are_the_whole_load_and_relief_counts_for_the_group() {
        let mut document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let before = balance(&document, &figures);
        for group in Group::ALL {
            let load: f64 = figures.loads.iter().map(|wave| wave.get(group).new_load).sum();
            let sum = before.get(group);
            assert!((sum.asked + sum.helped - load).abs() < 1e-9, "{group:?}");
        }
        let points = Amount::new(2.0).unwrap();
        document.waves[1].removed_duties.push(RemovedDuty {
            group: Group::P,
            points,
            ..RemovedDuty::default()
        });
        let after = balance(&document, &Figures::of(&document));
        assert!((after.P.net() - before.P.net() - 2.0).abs() < 1e-9);
        assert_eq!(after.E, before.E);
        assert_eq!(most_burdened(&balance(&Document::default(), &figures)), None);
    }
}
