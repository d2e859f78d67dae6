//! What it would mean to put one entry in a wave: the order and the wishes that break, the limits that fall short, and
//! the loads that result, before anything is moved.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::domain::figures::Figures;
use crate::domain::figures::colour::LoadColour;
use crate::domain::figures::entry::ResolvedEntry;
use crate::domain::figures::load::WaveLoad;
use crate::domain::figures::number::exceeds;
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::EntryId;
use crate::domain::model::planning::{SelectionState, WishKind};

use super::limit::{Change, Limit, Outcome, RoleShortfall, Shortfall, changes, shortfalls};
use super::trial::{Place, Trial};

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

/// An order or a wish that a place breaks.
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
    /// It is pinned to another wave.
    Pinned {
        /// That wave, from 1.
        wave: u16,
    },
    /// It is not wanted before a wave.
    NotBefore {
        /// That wave, from 1.
        wave: u16,
    },
    /// It is not wanted after a wave.
    NotAfter {
        /// That wave, from 1.
        wave: u16,
    },
    /// It is wanted in one wave with another entry.
    Together {
        /// That entry.
        entry: EntryId,
        /// Its wave, from 1; none where it is chosen and waits.
        wave: Option<usize>,
    },
    /// It is not wanted in one wave with another entry.
    Apart {
        /// That entry.
        entry: EntryId,
        /// The wave of both, from 1.
        wave: usize,
    },
}

impl BrokenOrder {
    /// It is a wish about placement and no order between entries.
    pub fn is_wish(&self) -> bool {
        !matches!(self, Self::Needs { .. } | Self::NeededBy { .. })
    }
}

/// What a place means for an entry and for the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The place.
    pub place: Place,
    /// Number of its wave from 1; 0 beside the waves.
    pub number: usize,
    /// The entry is there now.
    pub is_here: bool,
    /// The place can be taken: neither this wave nor the one of the entry is closed, and the entry is not launched.
    pub is_open: bool,
    /// The records say that the entry is launched where it stands.
    pub is_launched: bool,
    /// Orders and wishes that break.
    pub broken: Vec<BrokenOrder>,
    /// Limits that the move breaks or breaks further, in the wave or behind it; for the place of now those that the
    /// plan would keep without the entry.
    pub shortfalls: Vec<Shortfall>,
    /// Roles of the staff that fall short in the same way, in a plan that plans by role.
    pub roles: Vec<RoleShortfall>,
    /// Loads of the wave that the move changes; beside the waves those of the wave that the entry leaves.
    pub changes: Vec<Change>,
    /// The fullest group of the wave afterwards; none beside the waves.
    pub fullest: Option<GroupLoad>,
    /// Utilisation of the office in the wave afterwards; 0 beside the waves.
    pub office: f64,
    /// Loads and days of every wave afterwards.
    pub after: Rc<Outcome>,
}

impl Verdict {
    /// The worst level that the place leads to, in the wave and behind it.
    pub fn colour(&self) -> LoadColour {
        let fullest = self.fullest.map_or(LoadColour::Green, |load| load.colour());
        let short = self.shortfalls.iter().map(|shortfall| match shortfall.limit {
            Limit::Office | Limit::Group(_) => shortfall.used.colour(),
            Limit::Heaviest(_) | Limit::Heavy(_) => LoadColour::Red,
        });
        let roles = self.roles.iter().map(|short| short.used.colour());
        short.chain(roles).fold(fullest.max(LoadColour::of(self.office)), LoadColour::max)
    }

    /// No order and no wish breaks, and no limit and no role falls short because of the entry.
    pub fn holds(&self) -> bool {
        self.broken.is_empty() && self.shortfalls.is_empty() && self.roles.is_empty() && self.is_open
    }
}

/// The verdict for every wave, the first one first, then for beside the waves and for out of scope.
pub fn verdicts(document: &Document, figures: &Figures, entry: &EntryId) -> Vec<Verdict> {
    let trial = Trial::of(document, figures, entry);
    let waves = document.waves.iter().map(|wave| Place::Wave(wave.id));
    let places = waves.chain([Place::Waiting, Place::Out]);
    places.filter_map(|place| verdict_of(document, figures, entry, place, &trial)).collect()
}

/// The verdict for one place; none where wave or entry do not exist.
pub fn verdict(document: &Document, figures: &Figures, entry: &EntryId, place: Place) -> Option<Verdict> {
    verdict_of(document, figures, entry, place, &Trial::of(document, figures, entry))
}

fn verdict_of(
    document: &Document,
    figures: &Figures,
    entry: &EntryId,
    place: Place,
    trial: &Trial<'_>,
) -> Option<Verdict> {
    let resolved = figures.entry(entry)?;
    let number = match place {
        Place::Wave(wave) => document.wave_number(wave)?,
        Place::Waiting | Place::Out => 0,
    };
    let here = trial.home().unwrap_or(0);
    let is_finished = |number: usize| {
        number.checked_sub(1).and_then(|index| document.waves.get(index)).is_some_and(|wave| wave.finished)
    };
    let is_fixed = document.fixed_in(entry).is_some();
    let is_here = Place::of(document, entry) == place;
    let now = trial.now();
    let after = if is_here { now.clone() } else { Rc::new(trial.outcome(place, None)?) };
    let shortfalls = match is_here {
        true if number > 0 => shortfalls(&trial.outcome(Place::Waiting, None)?, &after),
        _ => shortfalls(now, &after),
    };
    let index = number.checked_sub(1);
    Some(Verdict {
        place,
        number,
        is_here,
        is_open: is_here || !(is_finished(number) || is_fixed),
        is_launched: is_fixed && !is_finished(here),
        broken: broken_orders(document, figures, resolved, (place, number)),
        shortfalls,
        roles: trial.role_shortfalls(place, is_here),
        changes: changes(now, &after, if number > 0 { number } else { here }),
        fullest: index.and_then(|index| fullest(number, after.loads.get(index)?)),
        office: index.and_then(|index| after.office.get(index)).map_or(0.0, |office| office.utilisation),
        after,
    })
}

/// The highest load of a wave, counted from 0: of a group or of the office.
pub fn worst_of_wave(figures: &Figures, index: usize) -> Option<f64> {
    let group = fullest(index + 1, figures.loads.get(index)?)?.utilisation;
    Some(group.max(figures.office.get(index)?.utilisation))
}

/// Orders and wishes that an entry breaks in a place, a wave counted from 1; 0 is beside the waves. What exists already
/// stays in use beside them.
pub fn broken_orders(
    document: &Document,
    figures: &Figures,
    entry: &ResolvedEntry,
    (place, number): (Place, usize),
) -> Vec<BrokenOrder> {
    let mut broken = Vec::new();
    let stays_in_use = place == Place::Waiting && entry.state == SelectionState::Exists;
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
    broken.extend(broken_wishes(document, &entry.id, (place, number)));
    let dependants = figures.entries.iter().filter(|other| other.id != entry.id).filter_map(|other| {
        Some((other, other.prerequisites.iter().find(|needed| needed.entry == entry.id)?))
    });
    for (other, needed) in dependants {
        let Some(wave) = document.wave_of(&other.id) else { continue };
        let is_too_early = number == 0 || if needed.same_wave { wave < number } else { wave <= number };
        if is_too_early && !stays_in_use {
            broken.push(BrokenOrder::NeededBy { entry: other.id.clone(), wave });
        }
    }
    broken
}

/// Wishes that an entry breaks in a place. An entry that stays out of the plan breaks none, and one that is not chosen
/// has nobody to wait for.
fn broken_wishes(document: &Document, entry: &EntryId, (place, number): (Place, usize)) -> Vec<BrokenOrder> {
    let mut broken = Vec::new();
    if place == Place::Out {
        return broken;
    }
    for wish in document.planning.wishes.iter().filter(|wish| wish.entries.contains(entry)) {
        let partners = wish.entries.iter().filter(|other| *other != entry);
        let partners = partners.map(|other| (other, document.wave_of(other)));
        match wish.kind {
            WishKind::Together => {
                let waits = |other: &EntryId| document.selection(other) == SelectionState::Chosen;
                let is_left = |(other, wave): &(&EntryId, Option<usize>)| match wave {
                    Some(wave) => *wave != number,
                    None => number > 0 && waits(other),
                };
                let entry =
                    |(other, wave): (&EntryId, _)| BrokenOrder::Together { entry: other.clone(), wave };
                broken.extend(partners.filter(is_left).map(entry));
            }
            WishKind::NotTogether if number > 0 => {
                let beside = partners.filter(|(_, wave)| *wave == Some(number));
                let entry =
                    |(other, _): (&EntryId, _)| BrokenOrder::Apart { entry: other.clone(), wave: number };
                broken.extend(beside.map(entry));
            }
            WishKind::NotTogether => {}
            WishKind::InWave | WishKind::NotBefore | WishKind::NotAfter => {
                let Some(wave) = wish.wave.filter(|_| number > 0) else { continue };
                let wished = usize::from(wave);
                match wish.kind {
                    WishKind::InWave if number != wished => broken.push(BrokenOrder::Pinned { wave }),
                    WishKind::NotBefore if number < wished => broken.push(BrokenOrder::NotBefore { wave }),
                    WishKind::NotAfter if number > wished => broken.push(BrokenOrder::NotAfter { wave }),
                    _ => {}
                }
            }
        }
    }
    broken
}

/// The wishes that each entry breaks where it is now.
pub fn broken_wishes_now(document: &Document) -> BTreeMap<EntryId, Vec<BrokenOrder>> {
    let wished: BTreeSet<&EntryId> = document.planning.wishes.iter().flat_map(|wish| &wish.entries).collect();
    let broken = wished.into_iter().map(|entry| {
        let here = (Place::of(document, entry), document.wave_of(entry).unwrap_or(0));
        (entry.clone(), broken_wishes(document, entry, here))
    });
    broken.filter(|(_, broken)| !broken.is_empty()).collect()
}

fn fullest(wave: usize, loads: &WaveLoad) -> Option<GroupLoad> {
    let each = loads.iter().map(|(group, cell)| GroupLoad { wave, group, utilisation: cell.utilisation() });
    each.reduce(|best, next| if exceeds(next.utilisation, best.utilisation) { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::apply;
    use crate::domain::example::Example;
    use crate::domain::figures::number::fixed;
    use crate::domain::model::execution::DeploymentState;
    use crate::domain::model::ids::RowId;
    use crate::domain::model::planning::Wish;
    use crate::domain::proposal::trial::move_command;
    use crate::domain::proposal::words::reasons;
    use crate::domain::wording::t;

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
                    wish => format!(" {wish:?}"),
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
                "0  pmo 0.00",
            ],
        );
    }

    #[test]
    fn a_prerequisite_cannot_leave_its_dependants_behind() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let entry = EntryId::from("project-tiering");
        let out = verdict(&document, &figures, &entry, Place::Waiting).unwrap();
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
        assert!(!verdict(&document, &figures, &entry, Place::Wave(wave)).unwrap().is_open);
    }

    #[test]
    fn what_is_launched_leaves_its_wave_only_where_the_records_change() {
        let mut document = Example::Norvik.document().unwrap();
        let entry = EntryId::from("governance-framework");
        document.execution.actuals.entry(entry.clone()).or_default().state = DeploymentState::Launched;
        let figures = Figures::of(&document);
        let home = document.wave_of(&entry).unwrap();
        for verdict in verdicts(&document, &figures, &entry) {
            assert_eq!((verdict.is_open, verdict.is_launched), (verdict.number == home, true));
            let names = |entry: &EntryId| entry.to_string();
            let says_why = reasons(&verdict, false, &names).contains(&t("verdict.launched").to_owned());
            assert_eq!(says_why, verdict.number != home);
        }
        document.execution.actuals.get_mut(&entry).unwrap().state = DeploymentState::Building;
        let free = verdicts(&document, &figures, &entry);
        assert!(free.iter().all(|verdict| verdict.is_open && !verdict.is_launched));
    }

    #[test]
    fn a_prerequisite_is_put_before_its_dependant() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let needed = EntryId::from("project-tiering");
        let dependant = EntryId::from("demand-intake");
        let wave = document.waves[3].id;
        let command = move_command(&document, &figures, &needed, Place::Wave(wave), None);
        let moved = apply(&document, &command, &|_| true).unwrap();
        let place = |entry: &EntryId| moved.place_of(entry).unwrap();
        assert!(place(&needed) < place(&dependant));
    }

    /// What each wave says about wishes for demand intake, which stands in wave 4.
    fn check_wishes(kind: WishKind, other: &str, expected: [&[BrokenOrder]; 4]) {
        let mut document = Example::Norvik.document().unwrap();
        let entries = vec![EntryId::from("demand-intake"), EntryId::from(other)];
        document.planning.wishes = vec![Wish { id: RowId(7), kind, entries, ..Wish::default() }];
        let figures = Figures::of(&document);
        let verdicts = verdicts(&document, &figures, &EntryId::from("demand-intake"));
        for (verdict, expected) in verdicts.iter().zip(expected) {
            let wishes: Vec<_> = verdict.broken.iter().filter(|broken| broken.is_wish()).cloned().collect();
            assert_eq!(wishes, expected, "wave {}", verdict.number);
        }
        let now = broken_wishes_now(&document).remove(&EntryId::from("demand-intake")).unwrap_or_default();
        assert_eq!(now, expected[3]);
    }

    #[test]
    fn what_is_wanted_together_is_announced_where_it_is_torn_apart() {
        let entry = EntryId::from("portfolio-dashboard");
        let torn = [BrokenOrder::Together { entry, wave: Some(3) }];
        check_wishes(WishKind::Together, "portfolio-dashboard", [&torn, &torn, &[], &torn]);
        // Nobody waits for what is not chosen.
        check_wishes(WishKind::Together, "time-recording", [&[]; 4]);
    }

    #[test]
    fn what_is_not_wanted_together_is_announced_where_it_meets() {
        let entry = EntryId::from("portfolio-dashboard");
        check_wishes(
            WishKind::NotTogether,
            "portfolio-dashboard",
            [&[], &[], &[BrokenOrder::Apart { entry, wave: 3 }], &[]],
        );
    }
}
