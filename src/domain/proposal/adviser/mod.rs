//! The overload adviser: for a wave's load that is tight or over, the cheapest repairs with their effect in numbers (PMO
//! fact base 5.4 no 13; for the office 6.4). Each repair is one command, tried out before it is offered: it lowers the
//! load, breaks no order and no wish, and pushes no other limit over.

mod cell;
mod cost;
mod entries;
pub mod told;
mod wave;

use crate::domain::catalogue::Catalogue;
use crate::domain::command::Command;
use crate::domain::command::split::roll_out_id;
use crate::domain::figures::Figures;
use crate::domain::figures::colour::LoadColour;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RoleId, RowId, WaveId};
use crate::domain::order;
use crate::domain::wording::fill;

use super::limit::{Limit, Use};
use super::trial::Roles;

use self::cell::Cell;
pub use self::cost::Cost;

/// Repairs that are offered at most.
pub const MOST_REPAIRS: usize = 3;

/// What a repair does, in the order of the source; what only the office knows stands where it is most alike.
#[derive(Clone, Debug, PartialEq)]
pub enum RepairKind {
    /// An entry goes to another wave.
    Move {
        /// The entry.
        entry: EntryId,
        /// Its new wave, from 1.
        to: usize,
    },
    /// Another role of the staff builds an entry.
    HandOver {
        /// The entry.
        entry: EntryId,
        /// That role.
        to: RoleId,
    },
    /// An entry starts as a pilot, and the rest of the people follow in a later wave.
    Split {
        /// The entry.
        entry: EntryId,
        /// Wave of the roll-out, from 1.
        to: usize,
    },
    /// An entry asks less of the group.
    Cut {
        /// The entry.
        entry: EntryId,
        /// Its impact on the group now.
        from: u8,
        /// Its impact then.
        to: u8,
    },
    /// An entry is built with fewer days: less of it.
    Trim {
        /// The entry.
        entry: EntryId,
        /// Its build effort now, person-days.
        from: f64,
        /// Its build effort then.
        to: f64,
    },
    /// Something is taken away from the group at the same time.
    RemoveDuty {
        /// Points that it frees.
        points: f64,
    },
    /// The group is made readier before the wave.
    Readiness {
        /// Its readiness now.
        from: f64,
        /// Its readiness then.
        to: f64,
        /// Later waves repeat it, so it holds there too.
        is_repeated: bool,
        /// What was measured before the wave counts no longer.
        is_measured: bool,
    },
    /// The wave takes longer.
    Lengthen {
        /// Months now.
        from: f64,
        /// Months then.
        to: f64,
    },
    /// The office gets more people of its own for the wave.
    Staff {
        /// Full-time equivalents now.
        from: f64,
        /// Full-time equivalents then.
        to: f64,
    },
    /// Consultants help.
    Consultants {
        /// Person-days of them that are added.
        days: f64,
    },
    /// An entry leaves the waves and waits.
    LeaveOut {
        /// The entry.
        entry: EntryId,
    },
}

impl RepairKind {
    /// What decides between repairs of about the same cost: the place in the order of the source. Readiness comes last: it is
    /// a promise, and one that reaches into later waves.
    fn rank(&self) -> u8 {
        match self {
            Self::Move { .. } => 0,
            Self::Split { .. } | Self::HandOver { .. } => 1,
            Self::Cut { .. } | Self::Trim { .. } => 2,
            Self::RemoveDuty { .. } => 3,
            Self::Lengthen { .. } => 4,
            Self::Staff { .. } => 5,
            Self::Consultants { .. } => 6,
            Self::LeaveOut { .. } => 7,
            Self::Readiness { .. } => 8,
        }
    }
}

/// A repair with its effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What it does.
    pub kind: RepairKind,
    /// The command that does it: one step.
    pub command: Command,
    /// The load before.
    pub before: Use,
    /// The load afterwards.
    pub after: Use,
    /// It brings the load to where it is aimed: out of the red, or out of amber where it is not red.
    pub is_enough: bool,
    /// What it costs the plan.
    pub cost: Cost,
}

/// The load that repairs aim at: capacity for what is over it, 0.8 of it for what is only tight; none where there is
/// nothing to repair.
pub fn goal(colour: LoadColour) -> Option<f64> {
    match colour {
        LoadColour::Grey | LoadColour::Green => None,
        LoadColour::Amber => Some(0.8),
        LoadColour::Red | LoadColour::DarkRed => Some(1.0),
    }
}

/// The three cheapest repairs for a load of a wave counted from 1, each of another kind. Those that are enough come
/// first, then the cheaper ones: by their cost in whole percents of the plan ([`Cost`]), then in the order of the source,
/// with readiness last.
/// None for a load with room, and in a finished wave. `duty` is the id of the row for a removed duty.
pub fn repairs(
    document: &Document,
    figures: &Figures,
    wave: usize,
    limit: Limit,
    duty: RowId,
) -> Vec<Repair> {
    Cell::of(document, figures, wave, limit, None).map_or_else(Vec::new, |cell| cheapest(&cell, duty))
}

/// The fullest role of a wave counted from 1, and what would relieve it, in the manner of [`repairs`]; none in a plan
/// that does not plan by role.
pub fn role_repairs(
    document: &Document,
    figures: &Figures,
    wave: usize,
) -> Option<(RoleId, Use, Vec<Repair>)> {
    let roles = document.plan.settings.plan_by_role.then(|| Roles::of(document, figures))?;
    let (index, role, used) = roles.fullest(wave)?;
    let cell = Cell::of(document, figures, wave, Limit::Office, Some(index));
    // A removed duty is nothing for the office: no row needs an id.
    let repairs = cell.map_or_else(Vec::new, |cell| cheapest(&cell, RowId(0)));
    Some((role.clone(), used, repairs))
}

fn cheapest(cell: &Cell<'_>, duty: RowId) -> Vec<Repair> {
    let of_limit = match cell.limit {
        Limit::Office => [cell.hand_over(), cell.trim(), cell.staff(), cell.consultants()],
        Limit::Group(group) => {
            [cell.split(), cell.cut(group), cell.remove_duty(group, duty), cell.readiness(group)]
        }
        Limit::Heaviest(_) | Limit::Heavy(_) => return Vec::new(),
    };
    let of_any = [cell.moves(), cell.lengthen(), cell.leave_out()];
    let mut repairs: Vec<Repair> = of_any.into_iter().chain(of_limit).flatten().collect();
    order::by_key(&mut repairs, |repair| {
        (!repair.is_enough, cell.percents(&repair.cost), repair.kind.rank())
    });
    repairs.truncate(MOST_REPAIRS);
    repairs
}

/// The command that makes an entry a pilot and puts its roll-out in a wave.
pub fn split_command(document: &Document, entry: &EntryId, wave: WaveId) -> Command {
    let catalogue = Catalogue::of(document);
    let named = |name: String| fill("adviser.roll_out_name", &[("entry", &name)]);
    Command::SplitEntry {
        entry: entry.clone(),
        wave,
        roll_out: roll_out_id(document, entry),
        name: named(catalogue.name(entry)),
        short_name: named(catalogue.short_name(entry)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::readiness::{Origin, origins};
    use crate::domain::model::group::PerGroup;
    use crate::domain::model::scalar::Level;

    /// Every load that is tight or over in an open wave, with all its repairs in their order.
    fn check_each(document: &Document, check: &mut dyn FnMut(&Cell<'_>, usize, &[Repair])) {
        let figures = Figures::of(document);
        for wave in 1..=document.waves.len() {
            for limit in Limit::loads() {
                if let Some(cell) = Cell::of(document, &figures, wave, limit, None) {
                    check(&cell, wave, &cheapest(&cell, RowId(900)));
                }
            }
        }
    }

    #[test]
    fn of_the_same_cost_what_is_counted_comes_before_readiness() {
        let mut is_seen = false;
        for example in Example::ALL {
            check_each(&example.document().unwrap(), &mut |cell, wave, repairs| {
                let is_readiness = |repair: &Repair| matches!(repair.kind, RepairKind::Readiness { .. });
                let key =
                    |repair: &Repair| (!repair.is_enough, cell.percents(&repair.cost), is_readiness(repair));
                assert!(repairs.is_sorted_by_key(key), "{example} wave {wave}: {repairs:?}");
                is_seen |= repairs.iter().any(is_readiness);
            });
        }
        assert!(is_seen);
        let readiness = RepairKind::Readiness { from: 2.0, to: 3.0, is_repeated: true, is_measured: false };
        let counted = RepairKind::LeaveOut { entry: EntryId::from("pm-training") };
        assert!(counted.rank() < readiness.rank());
    }

    #[test]
    fn a_readier_group_says_where_it_is_readier() {
        let mut document = Example::Norvik.document().unwrap();
        for wave in &mut document.waves {
            wave.readiness = PerGroup::default();
        }
        let mut kinds = Vec::new();
        let mut note = |document: &Document| {
            check_each(document, &mut |cell, wave, _| {
                let Limit::Group(group) = cell.limit else { return };
                let Some(repair) = cell.readiness(group) else { return };
                let RepairKind::Readiness { is_repeated, is_measured, .. } = repair.kind else { return };
                let measured = matches!(origins(document)[wave - 1].get(group), Origin::Measured { .. });
                assert_eq!(is_measured, measured);
                kinds.push((wave, group, is_repeated));
            });
        };
        note(&document);
        assert!(!kinds.is_empty());
        let (wave, group, is_repeated) = kinds[0];
        assert_eq!(is_repeated, wave < document.waves.len());
        // Where the next wave has a value of its own, the reach ends before it.
        let level = Level::new(3.0).unwrap();
        for next in document.waves.iter_mut().skip(wave) {
            *next.readiness.get_mut(group) = Some(level);
        }
        let figures = Figures::of(&document);
        let cell = Cell::of(&document, &figures, wave, Limit::Group(group), None).unwrap();
        let repair = cell.readiness(group).unwrap();
        assert!(matches!(repair.kind, RepairKind::Readiness { is_repeated: false, .. }), "{repair:?}");
    }
}
