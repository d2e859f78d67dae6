//! The limits of a wave: days of the office, what each group can take in, heavy entries. What a change does to them,
//! and by how much one falls short.

use crate::domain::figures::Figures;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::load::{LoadCell, WaveLoad};
use crate::domain::figures::number::{exceeds, utilisation};
use crate::domain::figures::office::WaveOffice;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::RoleId;

/// Entries of impact 5 that a group can take in a wave (PMO fact base 5.4 no 9).
const MOST_HEAVIEST: f64 = 1.0;

/// Entries of impact 4 or 5 that a group can take in a wave (PMO fact base 5.4 no 9).
const MOST_HEAVY: f64 = 2.0;

/// Something that a wave has only so much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Person-days of the office.
    Office,
    /// Change points that a group takes in.
    Group(Group),
    /// Entries of impact 5 on a group.
    Heaviest(Group),
    /// Entries of impact 4 or 5 on a group.
    Heavy(Group),
}

impl Limit {
    /// The limits that have a level of their own on the board: the office and the five groups.
    pub fn loads() -> impl Iterator<Item = Self> {
        [Self::Office].into_iter().chain(Group::ALL.into_iter().map(Self::Group))
    }

    /// It has a level of its own on the board.
    pub fn is_load(self) -> bool {
        matches!(self, Self::Office | Self::Group(_))
    }

    fn all() -> impl Iterator<Item = Self> {
        let heavy = Group::ALL.into_iter().flat_map(|group| [Self::Heaviest(group), Self::Heavy(group)]);
        Self::loads().chain(heavy)
    }
}

/// Loads and days of every wave: what a change of the plan is judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Change load on each group in each wave.
    pub loads: Vec<WaveLoad>,
    /// Capacity and demand of the office in each wave.
    pub office: Vec<WaveOffice>,
}

impl Outcome {
    /// What the figures of a plan say.
    pub fn of(figures: &Figures) -> Self {
        Self { loads: figures.loads.clone(), office: figures.office.clone() }
    }

    /// What a plan results in.
    pub fn of_document(document: &Document) -> Self {
        let figures = Figures::of(document);
        Self { loads: figures.loads, office: figures.office }
    }

    /// Number of waves.
    pub fn wave_count(&self) -> usize {
        self.office.len()
    }

    /// Demand and capacity of a wave counted from 1: person-days, points or entries.
    pub fn use_of(&self, wave: usize, limit: Limit) -> Option<Use> {
        use_in(&self.loads, &self.office, wave, limit)
    }
}

/// Demand and capacity of a wave counted from 1, as the figures of a plan say.
pub fn demand_on(figures: &Figures, wave: usize, limit: Limit) -> Option<Use> {
    use_in(&figures.loads, &figures.office, wave, limit)
}

/// The fullest of what is over its capacity in a wave counted from 1: the office or a group.
pub fn fullest_over(figures: &Figures, wave: usize) -> Option<Limit> {
    fullest(figures, wave, LoadColour::Red, Limit::loads())
}

/// The fullest group of a wave counted from 1, where it is tight or over.
pub fn fullest_group(figures: &Figures, wave: usize) -> Option<Group> {
    let groups = Group::ALL.into_iter().map(Limit::Group);
    match fullest(figures, wave, LoadColour::Amber, groups)? {
        Limit::Group(group) => Some(group),
        _ => None,
    }
}

/// The fullest of some limits in a wave counted from 1, where it has at least a colour.
fn fullest(
    figures: &Figures,
    wave: usize,
    least: LoadColour,
    limits: impl Iterator<Item = Limit>,
) -> Option<Limit> {
    let fullness = |limit: &Limit| demand_on(figures, wave, *limit).map_or(0.0, |used| used.utilisation());
    let full = limits.filter(|limit| LoadColour::of(fullness(limit)) >= least);
    full.max_by(|one, other| fullness(one).total_cmp(&fullness(other)))
}

fn use_in(loads: &[WaveLoad], office: &[WaveOffice], wave: usize, limit: Limit) -> Option<Use> {
    let index = wave.checked_sub(1)?;
    let cell = |group: Group| loads.get(index).map(|row| row.get(group));
    let used = |demand, capacity| Use { demand, capacity };
    Some(match limit {
        Limit::Office => {
            let office = office.get(index)?;
            used(office.demand, office.capacity)
        }
        Limit::Group(group) => {
            let cell: &LoadCell = cell(group)?;
            used(cell.load, cell.capacity)
        }
        Limit::Heaviest(group) => used(cell(group)?.heaviest_count as f64, MOST_HEAVIEST),
        Limit::Heavy(group) => used(cell(group)?.heavy_count as f64, MOST_HEAVY),
    })
}

/// What is asked of a limit, and what there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Use {
    /// What is asked for.
    pub demand: f64,
    /// What there is.
    pub capacity: f64,
}

impl Use {
    /// Demand over capacity; infinite for demand without capacity.
    pub fn utilisation(&self) -> f64 {
        utilisation(self.demand, self.capacity)
    }

    /// What is missing; 0 where there is enough.
    pub fn over(&self) -> f64 {
        (self.demand - self.capacity).max(0.0)
    }

    /// How full it is.
    pub fn colour(&self) -> LoadColour {
        LoadColour::of(self.utilisation())
    }

    /// It is over, and further than it was before. Utilisation and not days decides what is over, as everywhere.
    fn falls_short_of(&self, was: f64) -> bool {
        exceeds(self.utilisation(), 1.0) && exceeds(self.over(), was)
    }
}

/// A role of the staff that a change asks for more than it has, or for more than before.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleShortfall {
    /// Number of the wave, from 1.
    pub wave: usize,
    /// The role.
    pub role: RoleId,
    /// What is asked for, and what there is.
    pub used: Use,
}

/// The roles that are over after a change, and were not, or not as far, before it; wave by wave. Both tables hold the
/// roles of each wave in the order of the staff.
pub fn role_shortfalls(staff: &[RoleId], before: &[Vec<Use>], after: &[Vec<Use>]) -> Vec<RoleShortfall> {
    let mut shortfalls = Vec::new();
    for (wave, roles) in after.iter().enumerate() {
        for (index, (role, used)) in staff.iter().zip(roles).enumerate() {
            let was = before.get(wave).and_then(|roles| roles.get(index)).map_or(0.0, Use::over);
            if used.falls_short_of(was) {
                shortfalls.push(RoleShortfall { wave: wave + 1, role: role.clone(), used: *used });
            }
        }
    }
    shortfalls
}

/// A limit that a change breaks, or breaks further.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shortfall {
    /// Number of the wave, from 1.
    pub wave: usize,
    /// The limit.
    pub limit: Limit,
    /// What is asked for, and what there is.
    pub used: Use,
}

/// Every limit that is over after a change, and was not, or not as far, before it; wave by wave.
pub fn shortfalls(before: &Outcome, after: &Outcome) -> Vec<Shortfall> {
    let waves = 1..=after.wave_count();
    let cells = waves.flat_map(|wave| Limit::all().map(move |limit| (wave, limit)));
    cells
        .filter_map(|(wave, limit)| {
            let used = after.use_of(wave, limit)?;
            let was = before.use_of(wave, limit).map_or(0.0, |used| used.over());
            used.falls_short_of(was).then_some(Shortfall { wave, limit, used })
        })
        .collect()
}

/// A load that a change moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The office or a group.
    pub limit: Limit,
    /// Utilisation before.
    pub before: f64,
    /// Utilisation after.
    pub after: f64,
}

impl Change {
    /// How full it is afterwards.
    pub fn colour(&self) -> LoadColour {
        LoadColour::of(self.after)
    }
}

/// The loads of one wave, counted from 1, that a change moves: the office first, then the groups in their order.
pub fn changes(before: &Outcome, after: &Outcome, wave: usize) -> Vec<Change> {
    Limit::loads()
        .filter_map(|limit| {
            let before = before.use_of(wave, limit)?.utilisation();
            let after = after.use_of(wave, limit)?.utilisation();
            let moves = exceeds(after, before) || exceeds(before, after);
            moves.then_some(Change { limit, before, after })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;

    #[test]
    fn the_fullest_of_a_wave_is_named_where_it_is_over() {
        let fullest = |example: Example| {
            let figures = Figures::of(&example.document().unwrap());
            [1, 2, 3, 4, 5].map(|wave| fullest_over(&figures, wave))
        };
        assert_eq!(fullest(Example::Norvik), [None; 5]);
        let naive =
            [Some(Limit::Group(Group::T)), Some(Limit::Group(Group::T)), Some(Limit::Group(Group::F))];
        assert_eq!(fullest(Example::Naive)[..3], naive);
    }

    #[test]
    fn the_fullest_group_is_named_from_tight_on() {
        let figures = Figures::of(&Example::Norvik.document().unwrap());
        for (index, loads) in figures.loads.iter().enumerate() {
            let fullest = fullest_group(&figures, index + 1);
            let most = loads.iter().map(|(_, cell)| cell.utilisation()).fold(0.0, f64::max);
            let named = fullest.map(|group| loads.get(group).utilisation());
            assert_eq!(
                named,
                (LoadColour::of(most) >= LoadColour::Amber).then_some(most),
                "wave {}",
                index + 1
            );
        }
    }
}
