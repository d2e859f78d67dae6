//! What it would mean to put one entry in a wave: the order that breaks, and the loads that result. Every verdict is
//! the plan with the entry moved, counted anew.

use crate::domain::catalogue::is_known;
use crate::domain::command::{Command, apply};
use crate::domain::figures::Figures;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::load::{LoadCell, WaveLoad};
use crate::domain::figures::number::exceeds;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::model::planning::SelectionState;

/// A load of a group in a wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupLoad {
    /// Number of the wave, from 1.
    pub wave: usize,
    /// The group.
    pub group: Group,
    /// Load over capacity.
    pub utilisation: f64,
}

impl GroupLoad {
    /// How full the group is.
    pub fn colour(&self) -> LoadColour {
        LoadColour::of(self.utilisation)
    }
}

/// An order that a place breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenOrder {
    /// The entry would come before what it needs.
    Needs {
        /// The prerequisite.
        entry: EntryId,
        /// Its wave, from 1; none where it is not planned.
        wave: Option<usize>,
    },
    /// Another entry that needs it would come before it.
    NeededBy {
        /// The dependant.
        entry: EntryId,
        /// Its wave, from 1.
        wave: usize,
    },
}

/// What a place means for an entry and for the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The wave; none for "not planned".
    pub wave: Option<WaveId>,
    /// Its number from 1; 0 for "not planned".
    pub number: usize,
    /// The entry is there now.
    pub is_here: bool,
    /// The place can be taken: neither this wave nor the one of the entry is finished.
    pub is_open: bool,
    /// Orders that break.
    pub broken: Vec<BrokenOrder>,
    /// The fullest group of the wave afterwards; none for "not planned".
    pub fullest: Option<GroupLoad>,
    /// Utilisation of the office in the wave afterwards; 0 for "not planned".
    pub office: f64,
    /// A later wave that the move overloads, or overloads further.
    pub later: Option<GroupLoad>,
    /// Number of the first later wave in which the office gets over its capacity, or further over it.
    pub later_office: Option<usize>,
}

impl Verdict {
    /// The worst level that the place leads to, in the wave and behind it.
    pub fn colour(&self) -> LoadColour {
        let fullest = self.fullest.map_or(LoadColour::Green, |load| load.colour());
        let later = self.later.map_or(LoadColour::Green, |load| load.colour());
        let office = LoadColour::of(self.office);
        let later_office = self.later_office.map_or(LoadColour::Green, |_| LoadColour::Red);
        fullest.max(later).max(office).max(later_office)
    }

    /// No order breaks and nothing is over its capacity.
    pub fn holds(&self) -> bool {
        self.broken.is_empty() && self.colour() <= LoadColour::Amber
    }
}

/// The verdict for every wave, the first one first, and for "not planned" at the end.
pub fn verdicts(document: &Document, figures: &Figures, entry: &EntryId) -> Vec<Verdict> {
    let places = document.waves.iter().map(|wave| Some(wave.id)).chain([None]);
    places.filter_map(|wave| verdict(document, figures, entry, wave)).collect()
}

/// The verdict for one place; none where wave or entry do not exist.
pub fn verdict(
    document: &Document,
    figures: &Figures,
    entry: &EntryId,
    wave: Option<WaveId>,
) -> Option<Verdict> {
    let resolved = figures.entry(entry)?;
    let number = match wave {
        Some(wave) => document.wave_number(wave)?,
        None => 0,
    };
    let here = document.wave_of(entry).unwrap_or(0);
    let is_finished = |number: usize| {
        number.checked_sub(1).and_then(|index| document.waves.get(index)).is_some_and(|wave| wave.finished)
    };
    let is_here = here == number;
    let command = move_command(document, figures, entry, wave);
    let moved = apply(document, &command, &|id| is_known(document, id)).ok().filter(|_| !is_here);
    let counted = moved.map(|moved| Figures::of(&moved));
    let after = counted.as_ref().unwrap_or(figures);
    let index = number.checked_sub(1);
    Some(Verdict {
        wave,
        number,
        is_here,
        is_open: is_here || !(is_finished(number) || is_finished(here)),
        broken: broken_orders(document, figures, resolved, number),
        fullest: index.and_then(|index| fullest(number, after.loads.get(index)?)),
        office: index.and_then(|index| after.office.get(index)).map_or(0.0, |office| office.utilisation),
        later: later_overload(figures, after, number),
        later_office: later_office(figures, after, number),
    })
}

/// The highest load of a wave, counted from 0: of a group or of the office.
pub fn worst_of_wave(figures: &Figures, index: usize) -> Option<f64> {
    let group = fullest(index + 1, figures.loads.get(index)?)?.utilisation;
    Some(group.max(figures.office.get(index)?.utilisation))
}

/// The command that puts an entry in a wave, or takes it out: behind what it needs there, before what needs it.
pub fn move_command(
    document: &Document,
    figures: &Figures,
    entry: &EntryId,
    wave: Option<WaveId>,
) -> Command {
    let position = wave.and_then(|wave| position_in(document, figures, entry, wave));
    Command::PlaceEntry { entry: entry.clone(), wave, position }
}

/// Place in the order of work before the first dependant; none where the end is as good.
fn position_in(document: &Document, figures: &Figures, entry: &EntryId, wave: WaveId) -> Option<usize> {
    let wave = document.waves.iter().find(|candidate| candidate.id == wave)?;
    let needs_it = |other: &EntryId| {
        figures
            .entry(other)
            .is_some_and(|other| other.prerequisites.iter().any(|needed| &needed.entry == entry))
    };
    wave.items.iter().filter(|item| &item.entry != entry).position(|item| needs_it(&item.entry))
}

fn broken_orders(
    document: &Document,
    figures: &Figures,
    entry: &ResolvedEntry,
    number: usize,
) -> Vec<BrokenOrder> {
    let mut broken = Vec::new();
    if number > 0 {
        for needed in &entry.prerequisites {
            let exists = document.selection(&needed.entry) == SelectionState::Exists;
            let wave = document.wave_of(&needed.entry);
            let is_in_time =
                wave.is_some_and(|wave| if needed.same_wave { wave <= number } else { wave < number });
            if !exists && !is_in_time {
                broken.push(BrokenOrder::Needs { entry: needed.entry.clone(), wave });
            }
        }
    }
    for other in figures.entries.iter().filter(|other| other.id != entry.id) {
        let Some(wave) = document.wave_of(&other.id) else { continue };
        let needs = other.prerequisites.iter().find(|needed| needed.entry == entry.id);
        let is_too_early = needs.is_some_and(|needed| {
            number == 0 || if needed.same_wave { wave < number } else { wave <= number }
        });
        if is_too_early && entry.state != SelectionState::Exists {
            broken.push(BrokenOrder::NeededBy { entry: other.id.clone(), wave });
        }
    }
    broken
}

fn fullest(wave: usize, loads: &WaveLoad) -> Option<GroupLoad> {
    let each = loads.iter().map(|(group, cell)| GroupLoad { wave, group, utilisation: cell.utilisation() });
    each.reduce(|best, next| if exceeds(next.utilisation, best.utilisation) { next } else { best })
}

/// The fullest group in a wave behind the place that gets over its capacity, or further over it.
fn later_overload(before: &Figures, after: &Figures, number: usize) -> Option<GroupLoad> {
    let mut worst: Option<GroupLoad> = None;
    for (index, (old, new)) in before.loads.iter().zip(&after.loads).enumerate().skip(number) {
        for (group, cell) in new.iter() {
            let utilisation = cell.utilisation();
            let is_worse = exceeds(utilisation, LoadCell::utilisation(old.get(group)));
            let is_worst = worst.is_none_or(|worst| exceeds(utilisation, worst.utilisation));
            if exceeds(utilisation, 1.0) && is_worse && is_worst {
                worst = Some(GroupLoad { wave: index + 1, group, utilisation });
            }
        }
    }
    worst
}

fn later_office(before: &Figures, after: &Figures, number: usize) -> Option<usize> {
    let pairs = before.office.iter().zip(&after.office).enumerate().skip(number);
    pairs
        .filter(|(_, (old, new))| exceeds(new.utilisation, 1.0) && exceeds(new.utilisation, old.utilisation))
        .map(|(index, _)| index + 1)
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::number::fixed;

    /// Wave by wave: fullest group, office, first broken order; and the later wave that gets overloaded.
    fn check(entry: &str, expected: &[&str]) {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let lines: Vec<String> = verdicts(&document, &figures, &EntryId::from(entry))
            .iter()
            .map(|verdict| {
                let fullest = verdict.fullest.map_or_else(String::new, |load| {
                    format!("{} {}", load.group.letter(), fixed(load.utilisation, 2))
                });
                let here = if verdict.is_here { " here" } else { "" };
                let broken = verdict.broken.first().map_or_else(String::new, |broken| match broken {
                    BrokenOrder::Needs { entry, wave } => format!(" needs {entry} {wave:?}"),
                    BrokenOrder::NeededBy { entry, wave } => format!(" needed by {entry} {wave}"),
                });
                format!("{} {fullest} pmo {}{broken}{here}", verdict.number, fixed(verdict.office, 2))
            })
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn every_wave_says_what_it_would_carry() {
        check(
            "demand-intake",
            &[
                "1 F 1.18 pmo 0.83 needs project-tiering Some(2)",
                "2 F 1.49 pmo 0.96",
                "3 F 1.06 pmo 0.99",
                "4 F 0.88 pmo 0.99 here",
                "0  pmo 0.00",
            ],
        );
    }

    #[test]
    fn a_prerequisite_cannot_leave_its_dependants_behind() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let entry = EntryId::from("project-tiering");
        let out = verdict(&document, &figures, &entry, None).unwrap();
        assert!(out.broken.iter().any(|broken| matches!(broken, BrokenOrder::NeededBy { .. })));
        assert!(!out.holds());
    }

    #[test]
    fn the_worst_of_a_wave_is_a_group_or_the_office() {
        let figures = Figures::of(&Example::Norvik.document().unwrap());
        let worst = [0, 1, 2, 3].map(|index| fixed(worst_of_wave(&figures, index).unwrap(), 2));
        assert_eq!(worst, ["0.70", "1.00", "0.87", "0.99"]);
        assert_eq!(worst_of_wave(&figures, 4), None);
    }

    #[test]
    fn a_finished_wave_is_not_open() {
        let mut document = Example::Norvik.document().unwrap();
        document.waves[0].finished = true;
        let figures = Figures::of(&document);
        let wave = document.waves[0].id;
        let entry = EntryId::from("demand-intake");
        assert!(!verdict(&document, &figures, &entry, Some(wave)).unwrap().is_open);
    }

    #[test]
    fn a_prerequisite_is_put_before_its_dependant() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let needed = EntryId::from("project-tiering");
        let dependant = EntryId::from("demand-intake");
        let wave = document.waves[3].id;
        let command = move_command(&document, &figures, &needed, Some(wave));
        let moved = apply(&document, &command, &|_| true).unwrap();
        let place = |entry: &EntryId| moved.place_of(entry).unwrap();
        assert!(place(&needed) < place(&dependant));
    }
}
