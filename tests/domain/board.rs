//! The wave board's promises: what is announced before a move is what the plan shows afterwards, "cannot be earlier" is
//! true, and every repair does what it says.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use wavewright::domain::catalogue::{builtin_entries, known_entries};
use wavewright::domain::command::history::History;
use wavewright::domain::command::{Command, apply};
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::figures::colour::LoadColour;
use wavewright::domain::figures::entry::ResolvedEntry;
use wavewright::domain::figures::number::exceeds;
use wavewright::domain::figures::role::{RoleOffice, roles};
use wavewright::domain::model::document::Document;
use wavewright::domain::model::entry::CatalogueEntry;
use wavewright::domain::model::execution::DeploymentState;
use wavewright::domain::model::group::Group;
use wavewright::domain::model::ids::{EntryId, RoleId, RowId, WaveId};
use wavewright::domain::model::planning::{Prerequisite, SelectionState, Wish, WishKind};
use wavewright::domain::model::scalar::{Amount, Level, Reach, WaveMonths};
use wavewright::domain::model::wave::{Wave, WaveItem};
use wavewright::domain::proposal::adviser::{MOST_REPAIRS, Repair, RepairKind, goal, repairs, role_repairs};
use wavewright::domain::proposal::limit::{Limit, Outcome, shortfalls};
use wavewright::domain::proposal::trial::{Place, Trial, move_command};
use wavewright::domain::proposal::verdict::{BrokenOrder, Verdict, broken_wishes_now, verdicts};

use crate::arbitrary::arbitrary_document;

/// Waves of a random plan.
const WAVES: usize = 5;

/// What is drawn about one wave: months in halves, staff in tenths, readiness of everybody in tenths.
type Frame = (u8, u8, u8);

/// What is drawn about one entry: its wave or none, its state beside the waves, its reach in quarters.
type Fate = (u8, u8, u8);

/// What is drawn about one wish: its kind, two entries, a wave.
type Hope = (u8, Index, Index, u16);

/// Any plan of built-in entries spread over a few waves, with overrides of reach, a roll-out in steps and wishes.
pub(crate) fn any_plan() -> impl Strategy<Value = Document> {
    let frames = prop::collection::vec((2..9_u8, 0..60_u8, 10..51_u8), WAVES);
    let fates = prop::collection::vec((0..8_u8, 0..5_u8, 1..5_u8), builtin_entries().len());
    let hopes = prop::collection::vec((0..5_u8, any::<Index>(), any::<Index>(), 1..=WAVES as u16), 0..12);
    (frames, fates, hopes, any::<bool>(), 0..4_u8, 0..10_u8).prop_map(
        |(frames, fates, hopes, rules, finished, same_wave)| {
            let mut document = Example::Norvik.document().unwrap();
            document.plan.settings.effort_rules = rules;
            document.planning.choices.clear();
            document.planning.wishes = hopes.iter().zip(1..).map(|(hope, id)| wish(hope, id)).collect();
            document.waves = frames.iter().zip(1..).map(|(frame, id)| wave(frame, id)).collect();
            for (entry, fate) in builtin_entries().iter().zip(fates) {
                decide(&mut document, entry, fate, same_wave != 0);
            }
            // Now and then the first wave is over.
            document.waves[0].finished = finished == 0;
            // And now and then something is launched already.
            let first = document.waves.iter().filter_map(|wave| wave.items.first());
            for entry in first.filter(|_| finished == 1).map(|item| item.entry.clone()).collect::<Vec<_>>() {
                document.execution.actuals.entry(entry).or_default().state = DeploymentState::Launched;
            }
            document
        },
    )
}

fn wish((kind, one, other, wave): &Hope, id: u64) -> Wish {
    use WishKind::{InWave, NotAfter, NotBefore, NotTogether, Together};
    let kind = [InWave, NotBefore, NotAfter, Together, NotTogether][usize::from(*kind)];
    let entry = |index: &Index| index.get(builtin_entries()).id.clone();
    let mut entries = vec![entry(one)];
    let is_of_two = matches!(kind, Together | NotTogether);
    entries.extend(Some(entry(other)).filter(|other| is_of_two && *other != entries[0]));
    Wish { id: RowId(id), kind, entries, wave: (!is_of_two).then_some(*wave), ..Wish::default() }
}

fn wave((months, staff, readiness): &Frame, id: u64) -> Wave {
    let level = Level::new(f64::from(*readiness) / 10.0).ok();
    Wave {
        id: WaveId(id),
        length_months: WaveMonths::new(f64::from(*months) / 2.0).unwrap(),
        fte: Amount::new(f64::from(*staff) / 10.0).ok(),
        readiness: wavewright::domain::model::group::PerGroup::from_fn(|_| level),
        ..Wave::default()
    }
}

fn decide(document: &mut Document, entry: &CatalogueEntry, (wave, state, reach): Fate, same_wave: bool) {
    let choice = document.planning.choices.entry(entry.id.clone()).or_default();
    choice.reach.P = Reach::new(f64::from(reach) / 4.0).ok();
    if !same_wave {
        let needs = entry.hard_prerequisites.iter();
        let needs = needs.map(|entry| Prerequisite { entry: entry.clone(), same_wave: false });
        choice.prerequisites = Some(needs.collect());
    }
    match document.waves.get_mut(usize::from(wave)) {
        Some(wave) => {
            choice.state = SelectionState::Chosen;
            wave.items.push(WaveItem { entry: entry.id.clone(), ..WaveItem::default() });
        }
        None => {
            use SelectionState::{Candidate, Chosen, Exists, Parked, Rejected};
            choice.state = [Candidate, Chosen, Parked, Rejected, Exists][usize::from(state)];
        }
    }
}

fn places(document: &Document) -> Vec<Place> {
    let waves = document.waves.iter().map(|wave| Place::Wave(wave.id));
    waves.chain([Place::Waiting, Place::Out]).collect()
}

fn carry_out(document: &Document, command: &Command) -> Option<Document> {
    apply(document, command, &known_entries(document)).ok()
}

/// The announced effect of one move against the plan after its command.
fn check_announcement(document: &Document, entry: &EntryId, place: Place, wished: Option<usize>) {
    let figures = Figures::of(document);
    let command = move_command(document, &figures, entry, place, wished);
    let Some(moved) = carry_out(document, &command) else { return };
    let announced = Trial::of(document, &figures, entry).outcome(place, wished).unwrap();
    assert_eq!(announced, Outcome::of(&Figures::of(&moved)), "{entry} to {place:?}: {command:?}");
}

/// The verdicts of an entry against the plans after the moves.
fn check_verdicts(document: &Document, entry: &EntryId) {
    let figures = Figures::of(document);
    let verdicts = verdicts(document, &figures, entry);
    assert_eq!(verdicts.len(), document.waves.len() + 2);
    for verdict in verdicts.iter().filter(|verdict| !verdict.is_here) {
        let command = move_command(document, &figures, entry, verdict.place, None);
        let moved = carry_out(document, &command);
        assert_eq!(verdict.is_open, moved.is_some(), "{entry} to {:?}", verdict.place);
        let Some(moved) = moved else { continue };
        assert_eq!(Place::of(&moved, entry), verdict.place);
        let after = Figures::of(&moved);
        assert_eq!(*verdict.after, Outcome::of(&after));
        assert_eq!(verdict.shortfalls, shortfalls(&Outcome::of(&figures), &Outcome::of(&after)));
        check_roles(document, verdict, &moved, &after);
        check_orders(verdict, &moved, &after, entry);
        check_wishes(verdict, &moved, entry);
    }
}

/// The roles that a verdict names are those that the plan afterwards asks for more, and for more than before.
fn check_roles(document: &Document, verdict: &Verdict, moved: &Document, after: &Figures) {
    let over = |document: &Document, figures: &Figures| -> BTreeMap<(usize, RoleId), f64> {
        let roles = roles(document, figures);
        let waves = roles.iter().flat_map(|role| role.waves.iter().enumerate().map(move |wave| (role, wave)));
        waves
            .filter(|(_, (_, wave))| exceeds(wave.build + wave.run, wave.capacity))
            .map(|(role, (index, wave))| {
                ((index + 1, role.role.clone()), wave.build + wave.run - wave.capacity)
            })
            .collect()
    };
    let before = over(document, &Figures::of(document));
    let expected: BTreeSet<(usize, RoleId)> = over(moved, after)
        .into_iter()
        .filter(|(place, days)| {
            document.plan.settings.plan_by_role && *days > before.get(place).unwrap_or(&0.0) + 1e-6
        })
        .map(|(place, _)| place)
        .collect();
    let announced = verdict.roles.iter().map(|short| (short.wave, short.role.clone())).collect();
    assert_eq!(expected, announced, "{:?}", verdict.place);
}

/// The broken wishes that a verdict names are those of the plan afterwards, wish by wish.
fn check_wishes(verdict: &Verdict, moved: &Document, entry: &EntryId) {
    let here = moved.wave_of(entry);
    let mut expected = Vec::new();
    for wish in moved.planning.wishes.iter().filter(|wish| wish.entries.contains(entry)) {
        let wished = wish.wave.map(usize::from);
        let others = wish.entries.iter().filter(|other| *other != entry);
        match (wish.kind, here, wish.wave) {
            (WishKind::InWave, Some(_), Some(wave)) if here != wished => {
                expected.push(BrokenOrder::Pinned { wave });
            }
            (WishKind::NotBefore, Some(_), Some(wave)) if here < wished => {
                expected.push(BrokenOrder::NotBefore { wave });
            }
            (WishKind::NotAfter, Some(_), Some(wave)) if here > wished => {
                expected.push(BrokenOrder::NotAfter { wave });
            }
            (WishKind::Together, _, _) if verdict.place != Place::Out => {
                // One of the two is in a wave and the other is elsewhere, though it is to come.
                let is_to_come = |id: &EntryId| moved.selection(id) == SelectionState::Chosen;
                let broken = others.filter(|other| {
                    let wave = moved.wave_of(other);
                    wave != here && (wave.is_some() || is_to_come(other))
                });
                expected.extend(broken.map(|other| {
                    let (entry, wave) = (other.clone(), moved.wave_of(other));
                    BrokenOrder::Together { entry, wave }
                }));
            }
            (WishKind::NotTogether, Some(wave), _) => {
                let broken = others.filter(|other| moved.wave_of(other) == here);
                expected.extend(broken.map(|other| BrokenOrder::Apart { entry: other.clone(), wave }));
            }
            _ => {}
        }
    }
    let announced: Vec<_> = verdict.broken.iter().filter(|broken| broken.is_wish()).cloned().collect();
    assert_eq!(announced, expected, "{entry} to {:?}", verdict.place);
    let now = broken_wishes_now(moved).remove(entry).unwrap_or_default();
    assert_eq!(now, expected, "{entry} in {:?} is marked", verdict.place);
}

/// The broken orders that a verdict names are those of the plan afterwards that touch the entry.
fn check_orders(verdict: &Verdict, moved: &Document, after: &Figures, entry: &EntryId) {
    let in_time = |needed: &Prerequisite, wave: usize| {
        let earliest = if needed.same_wave { wave } else { wave - 1 };
        moved.selection(&needed.entry) == SelectionState::Exists
            || moved.wave_of(&needed.entry).is_some_and(|other| other <= earliest)
    };
    let mut expected = Vec::new();
    for other in &after.entries {
        let Some(wave) = moved.wave_of(&other.id) else { continue };
        for needed in other.prerequisites.iter().filter(|needed| !in_time(needed, wave)) {
            if &other.id == entry {
                let wave = moved.wave_of(&needed.entry);
                expected.push(BrokenOrder::Needs { entry: needed.entry.clone(), wave });
            } else if &needed.entry == entry {
                expected.push(BrokenOrder::NeededBy { entry: other.id.clone(), wave });
            }
        }
    }
    for broken in &expected {
        assert!(
            verdict.broken.contains(broken),
            "{entry} to {:?}: {broken:?} is not announced",
            verdict.place
        );
    }
    let announced = verdict.broken.iter().filter(|broken| !broken.is_wish()).count();
    assert_eq!(announced, expected.len(), "{entry} to {:?}: {:?}", verdict.place, verdict.broken);
}

/// "Cannot be earlier": every limit that is named, of a group, of heavy entries or of the office, is over when it is added
/// up by hand with the entry moved, and was not, or not as far, before; and no other limit is.
fn check_shortfalls_by_hand(document: &Document, entry: &EntryId) {
    let figures = Figures::of(document);
    let home = document.wave_of(entry);
    let verdicts = verdicts(document, &figures, entry);
    // A place that cannot be taken has no numbers of its own.
    for verdict in verdicts.iter().filter(|verdict| verdict.number > 0 && verdict.is_open) {
        let with = ByHand { document, figures: &figures, entry, wave: Some(verdict.number) };
        // For the place of now: what the plan would keep without the entry.
        let without = ByHand { wave: if verdict.is_here { None } else { home }, ..with };
        // In another life of the entry the surcharges of those that it helps change as well.
        let is_steady = home.is_some() && !verdict.is_here || !document.plan.settings.effort_rules;
        for wave in 1..=document.waves.len() {
            for limit in every_limit().filter(|limit| is_steady || *limit != Limit::Office) {
                let ((after, capacity), (before, _)) = (with.used(wave, limit), without.used(wave, limit));
                let over = |demand: f64| (demand - capacity).max(0.0);
                let is_over = after > 1e-9 && (capacity < 1e-9 || after / capacity > 1.0 + 1e-9);
                let expected = is_over && over(after) > over(before) + 1e-9;
                let named =
                    verdict.shortfalls.iter().find(|short| (short.wave, short.limit) == (wave, limit));
                let context = format!("{entry} to {}: {limit:?} in wave {wave}, {after}", verdict.number);
                assert_eq!(named.is_some(), expected, "{context} of {capacity}, before {before}");
                if let Some(short) = named {
                    assert!((short.used.demand - after).abs() < 1e-6, "{context}: {short:?}");
                    assert!((short.used.capacity - capacity).abs() < 1e-9, "{context}: {short:?}");
                }
            }
        }
    }
}

fn every_limit() -> impl Iterator<Item = Limit> {
    let heavy = Group::ALL.into_iter().flat_map(|group| [Limit::Heaviest(group), Limit::Heavy(group)]);
    Limit::loads().chain(heavy)
}

/// A plan with one entry in another wave, added up entry by entry from the text of the source (5.4, 6.4).
#[derive(Clone, Copy)]
struct ByHand<'a> {
    document: &'a Document,
    figures: &'a Figures,
    entry: &'a EntryId,
    /// Its wave, from 1; none beside the waves.
    wave: Option<usize>,
}

impl ByHand<'_> {
    /// Sums something over the entries of a wave, counted from 1.
    fn sum(&self, wave: usize, of: impl Fn(&ResolvedEntry) -> f64) -> f64 {
        let items = self.document.waves[wave - 1].items.iter().map(|item| &item.entry);
        let others = items.filter(|other| *other != self.entry);
        let own = Some(self.entry).filter(|_| self.wave == Some(wave));
        others.chain(own).filter_map(|id| self.figures.entry(id)).map(of).sum()
    }

    /// Demand and capacity of a limit in a wave, counted from 1.
    fn used(&self, wave: usize, limit: Limit) -> (f64, f64) {
        let heavy = |group: Group, least: u8| {
            let is_heavy = |entry: &ResolvedEntry| {
                *entry.reach.get(group) > 0.5 && entry.impact.get(group).get() >= least
            };
            self.sum(wave, |entry| f64::from(u8::from(is_heavy(entry))))
        };
        match limit {
            Limit::Group(group) => {
                let points = |entry: &ResolvedEntry| entry.points(group) * entry.reach.get(group);
                let carried = if wave > 1 { 0.2 * self.sum(wave - 1, points) } else { 0.0 };
                let capacity = self.figures.loads[wave - 1].get(group).capacity;
                (self.sum(wave, points) + carried, capacity)
            }
            Limit::Heaviest(group) => (heavy(group, 5), 1.0),
            Limit::Heavy(group) => (heavy(group, 4), 2.0),
            Limit::Office => {
                let office = &self.figures.office[wave - 1];
                let run = |entry: &ResolvedEntry| entry.run_days_per_month;
                // What exists runs before the first wave, unless it is planned.
                let is_in_use = |id: &EntryId| *id != *self.entry || self.wave.is_none();
                let choices = self.document.planning.choices.iter();
                let in_use =
                    choices.filter(|(id, choice)| choice.state == SelectionState::Exists && is_in_use(id));
                let existing: f64 = in_use.filter_map(|(id, _)| self.figures.entry(id)).map(run).sum();
                let before: f64 = (1..wave).map(|wave| self.sum(wave, run)).sum();
                let quick = self.sum(wave, |entry| if entry.quick_win { 0.5 * run(entry) } else { 0.0 });
                let build = self.sum(wave, |entry| entry.build_days);
                (build + (existing + before + quick) * office.months, office.capacity)
            }
        }
    }
}

/// Every repair of every cell does what it says, in one step that undo takes back.
fn check_repairs(document: &Document) {
    let figures = Figures::of(document);
    let now = Outcome::of(&figures);
    for (wave, limit) in
        (1..=document.waves.len()).flat_map(|wave| Limit::loads().map(move |limit| (wave, limit)))
    {
        let used = now.use_of(wave, limit).unwrap();
        let repairs = repairs(document, &figures, wave, limit, RowId(900));
        let is_frozen = document.waves[wave - 1].finished;
        assert!(repairs.is_empty() || (used.colour() >= LoadColour::Amber && !is_frozen));
        assert!(repairs.len() <= MOST_REPAIRS);
        for repair in &repairs {
            let history = History::load(document.clone());
            let done = history.execute(&repair.command, &known_entries(document)).unwrap();
            let after = Outcome::of(&Figures::of(done.document()));
            let context = format!("wave {wave} {limit:?}: {:?}", repair.kind);
            assert_eq!(repair.before, used, "{context}");
            assert_eq!(Some(repair.after), after.use_of(wave, limit), "{context}");
            assert!(repair.after.utilisation() < used.utilisation() - 1e-9, "{context}");
            let goal = goal(used.colour()).unwrap();
            assert_eq!(repair.is_enough, repair.after.utilisation() <= goal + 1e-9, "{context}");
            assert_eq!(shortfalls(&now, &after), Vec::new(), "{context} does harm");
            let (was, is) = (broken_wishes_now(document), broken_wishes_now(done.document()));
            // An entry that waits beside the waves is apart from its partner wherever the partner goes.
            let is_same = |was: &BrokenOrder, is: &BrokenOrder| match (was, is) {
                (
                    BrokenOrder::Together { entry: was, wave: Some(_) },
                    BrokenOrder::Together { entry: is, wave: Some(_) },
                ) => was == is,
                _ => was == is,
            };
            let is_new = |(entry, broken): (&EntryId, &Vec<BrokenOrder>)| {
                let known = was.get(entry).map_or(&[][..], Vec::as_slice);
                broken.iter().any(|is| !known.iter().any(|was| is_same(was, is)))
            };
            assert!(!is.iter().any(is_new), "{context} breaks a wish: {is:?}");
            assert_eq!(**done.undo().document(), *document, "{context} is one step");
        }
    }
}

/// Every repair for the fullest role of a wave relieves that role as it says and pushes no other role over. Gives how
/// many repairs were checked.
fn check_role_repairs(document: &Document) -> usize {
    let uses = |document: &Document| {
        let of_role = |role: RoleOffice| {
            (
                role.role,
                role.waves.iter().map(|wave| (wave.build + wave.run, wave.capacity)).collect::<Vec<_>>(),
            )
        };
        roles(document, &Figures::of(document)).into_iter().map(of_role).collect::<BTreeMap<_, _>>()
    };
    let now = uses(document);
    let figures = Figures::of(document);
    let mut count = 0;
    for wave in 1..=document.waves.len() {
        let (role, _, repairs) = role_repairs(document, &figures, wave).unwrap();
        let fullness = |used: &(f64, f64)| match *used {
            (demand, _) if demand <= 1e-9 => 0.0,
            (_, capacity) if capacity <= 1e-9 => f64::INFINITY,
            (demand, capacity) => demand / capacity,
        };
        let fullest = fullness(&now[&role][wave - 1]);
        assert!(
            now.values().all(|uses| fullness(&uses[wave - 1]) <= fullest + 1e-9),
            "{wave} {role} {now:?}"
        );
        for repair in &repairs {
            let after = uses(&carry_out(document, &repair.command).unwrap());
            let context = format!("wave {wave} {role}: {:?}", repair.kind);
            let (demand, capacity) = after[&role][wave - 1];
            assert!((demand - repair.after.demand).abs() < 1e-6, "{context}");
            assert!((capacity - repair.after.capacity).abs() < 1e-6, "{context}");
            assert!(fullness(&(demand, capacity)) < fullest, "{context}");
            for (other, uses) in &after {
                for (used, was) in uses.iter().zip(&now[other]) {
                    let over = |used: &(f64, f64)| (used.0 - used.1).max(0.0);
                    let is_over = exceeds(fullness(used), 1.0);
                    assert!(!is_over || over(used) <= over(was) + 1e-6, "{context} burdens {other}");
                }
            }
            count += 1;
        }
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_announced_before_a_drop_is_what_the_plan_shows_after_it(
        mut document in any_plan(), entry in any::<Index>(), place in any::<Index>(),
        wished in prop::option::of(0..9_usize), by_role in any::<bool>(),
    ) {
        document.plan.settings.plan_by_role = by_role;
        let entry = &builtin_entries()[entry.index(builtin_entries().len())].id;
        check_announcement(&document, entry, *place.get(&places(&document)), wished);
        check_verdicts(&document, entry);
        check_shortfalls_by_hand(&document, entry);
    }

    #[test]
    fn announcements_hold_for_plans_of_any_shape(
        document in arbitrary_document(), entry in select(builtin_entries()), place in any::<Index>(),
    ) {
        check_announcement(&document, &entry.id, *place.get(&places(&document)), None);
    }

}

proptest! {
    // Every cell of a plan has up to three repairs, and each is carried out.
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_repair_does_what_it_says(document in any_plan()) {
        check_repairs(&document);
    }
}

#[test]
fn the_worked_examples_keep_what_is_announced() {
    for example in [Example::Norvik, Example::Halden, Example::Naive] {
        let document = example.document().unwrap();
        for entry in document.waves.iter().flat_map(|wave| &wave.items) {
            check_verdicts(&document, &entry.entry);
            check_shortfalls_by_hand(&document, &entry.entry);
        }
        check_repairs(&document);
        let mut by_role = document.clone();
        by_role.plan.settings.plan_by_role = true;
        for entry in by_role.waves.iter().flat_map(|wave| &wave.items) {
            check_verdicts(&by_role, &entry.entry);
        }
        check_repairs(&by_role);
        // Everybody of the naive plan is so full that no single step is without harm.
        assert!(check_role_repairs(&by_role) > 0 || example == Example::Naive, "{example}");
        assert!(role_repairs(&document, &Figures::of(&document), 1).is_none());
    }
}

#[test]
fn a_move_stays_between_what_it_needs_and_what_needs_it() {
    let document = Example::Norvik.document().unwrap();
    let figures = Figures::of(&document);
    let (needed, dependant) = (EntryId::from("project-tiering"), EntryId::from("demand-intake"));
    let place = |entry: &EntryId| Place::of(&document, entry);
    // Into the wave of its dependant, wished behind it.
    let command = move_command(&document, &figures, &needed, place(&dependant), Some(99));
    let moved = carry_out(&document, &command).unwrap();
    assert!(moved.place_of(&needed) < moved.place_of(&dependant));
    // Into the wave of its prerequisite, wished before it.
    let command = move_command(&document, &figures, &dependant, place(&needed), Some(0));
    let moved = carry_out(&document, &command).unwrap();
    assert!(moved.place_of(&needed) < moved.place_of(&dependant));
}

/// A repair changes nothing about what is launched already.
#[test]
fn no_repair_touches_what_is_launched() {
    let mut document = Example::Norvik.document().unwrap();
    let entries: Vec<EntryId> = document.waves[1].items.iter().map(|item| item.entry.clone()).collect();
    let touching = |document: &Document, limit: Limit| {
        let is_same = |changed: &Document, entry: &EntryId| {
            changed.wave_of(entry) == Some(2) && changed.choice(entry) == document.choice(entry)
        };
        let touches = |repair: &Repair| {
            let changed = carry_out(document, &repair.command).unwrap();
            !entries.iter().all(|entry| is_same(&changed, entry))
        };
        repairs(document, &Figures::of(document), 2, limit, RowId(900))
            .iter()
            .filter(|one| touches(one))
            .count()
    };
    for limit in [Limit::Office, Limit::Group(Group::E)] {
        assert!(touching(&document, limit) > 0, "{limit:?}");
    }
    for entry in &entries {
        document.execution.actuals.entry(entry.clone()).or_default().state = DeploymentState::Launched;
    }
    for limit in [Limit::Office, Limit::Group(Group::E)] {
        assert_eq!(touching(&document, limit), 0, "{limit:?}");
    }
}

/// Whatever is tight or over in an open wave of the worked examples has three repairs, the cheaper one first.
#[test]
fn every_tight_cell_has_three_repairs() {
    for example in Example::ALL {
        let document = example.document().unwrap();
        let figures = Figures::of(&document);
        let now = Outcome::of(&figures);
        let cells =
            (1..=document.waves.len()).flat_map(|wave| Limit::loads().map(move |limit| (wave, limit)));
        let is_tight = |(wave, limit): &(usize, Limit)| {
            now.use_of(*wave, *limit).unwrap().colour() >= LoadColour::Amber
                && !document.waves[*wave - 1].finished
        };
        let tight: Vec<_> = cells.filter(is_tight).collect();
        assert!(!tight.is_empty());
        for (wave, limit) in tight {
            let repairs = repairs(&document, &figures, wave, limit, RowId(900));
            assert_eq!(repairs.len(), MOST_REPAIRS, "{example} wave {wave} {limit:?}: {repairs:?}");
            assert!(repairs.is_sorted_by_key(|repair| !repair.is_enough), "{repairs:?}");
            let is_money_alone = |repair: &&Repair| {
                repair.is_enough && repair.cost.value.abs() < 1e-9 && repair.cost.months.abs() < 1e-9
            };
            let prices = repairs.iter().filter(is_money_alone).map(|repair| repair.cost.money);
            assert!(prices.is_sorted(), "{example} wave {wave} {limit:?}: {repairs:?}");
        }
    }
}

#[test]
fn what_buys_days_says_its_price_and_what_takes_time_says_when_it_ends() {
    let document = Example::Norvik.document().unwrap();
    let figures = Figures::of(&document);
    let rate = document.foundation.funding.cost_per_day_internal.units();
    let mut seen = 0;
    for repair in repairs(&document, &figures, 4, Limit::Office, RowId(900)) {
        match repair.kind {
            RepairKind::Staff { from, to } => {
                let months = document.waves[3].length_months.value();
                assert!((repair.cost.money - (to - from) * 17.5 * months * rate).abs() < 1e-6);
                seen += 1;
            }
            RepairKind::Lengthen { from, to } => {
                assert!((repair.cost.months - (to - from)).abs() < 1e-9);
                assert!(repair.cost.value.abs() < 1e-9, "nothing follows the last wave");
                seen += 1;
            }
            _ => {}
        }
    }
    assert!(seen > 0);
}
