//! Wishes that no plan can keep, whatever the capacity: they are found before any search and told as the wishes they are.

use std::collections::BTreeSet;

use crate::domain::catalogue::Catalogue;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, RowId};
use crate::domain::model::planning::{Wish, WishKind};
use crate::domain::planner::problem::Problem;
use crate::domain::planner::problem::fault::{Fault, ProblemError};
use crate::domain::planner::problem::file::ItemFile;
use crate::domain::wording::{fill, phrase};

use super::compile::Compiled;

/// One side of a contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// A wish of the user, by its row.
    Wish(RowId),
    /// No wave comes after this one, from 1.
    LastWave(usize),
    /// Entries that wait for one another.
    Ring(Vec<EntryId>),
}

/// Clauses that cannot hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The clauses.
    pub clauses: Vec<Clause>,
}

impl Contradiction {
    /// The first wish in it.
    pub fn wish(&self) -> Option<RowId> {
        self.clauses
            .iter()
            .find_map(|clause| if let Clause::Wish(wish) = clause { Some(*wish) } else { None })
    }

    /// One sentence for each clause.
    pub fn sentences(&self, document: &Document) -> Vec<String> {
        let catalogue = Catalogue::of(document);
        let list = |entries: &[EntryId]| {
            phrase::list(&entries.iter().map(|entry| catalogue.short_name(entry)).collect::<Vec<_>>())
        };
        let told = |clause: &Clause| match clause {
            Clause::Wish(id) => {
                let wish = document.planning.wishes.iter().find(|wish| wish.id == *id)?;
                let key = match wish.kind {
                    WishKind::InWave => "contradiction.in_wave",
                    WishKind::NotBefore => "contradiction.not_before",
                    WishKind::NotAfter => "contradiction.not_after",
                    WishKind::Together => "contradiction.together",
                    WishKind::NotTogether => "contradiction.apart",
                };
                let wave = wish.wave.unwrap_or_default().to_string();
                Some(fill(key, &[("entries", &list(&wish.entries)), ("wave", &wave)]))
            }
            Clause::LastWave(wave) => Some(fill("contradiction.last_wave", &[("wave", &wave.to_string())])),
            Clause::Ring(entries) => Some(fill("contradiction.ring", &[("entries", &list(entries))])),
        };
        self.clauses.iter().filter_map(told).collect()
    }
}

/// Every contradiction of a plan, most of them between two wishes; none where a search makes sense.
pub fn contradictions(document: &Document, compiled: &Compiled) -> Vec<Contradiction> {
    if compiled.open_from > compiled.real_waves {
        return Vec::new();
    }
    let wishes =
        Wishes { all: &document.planning.wishes, last: compiled.real_waves, open_from: compiled.open_from };
    let items = compiled.items.iter().zip(&compiled.problem.items);
    let mut found: Vec<Contradiction> = Vec::new();
    for clauses in items.filter_map(|(entries, item)| wishes.clash(entries, item)) {
        let contradiction = Contradiction { clauses };
        // One pair of wishes about several entries is told once.
        if !found.contains(&contradiction) {
            found.push(contradiction);
        }
    }
    if found.is_empty() {
        found.extend(ring(compiled, &wishes));
    }
    found
}

struct Wishes<'a> {
    all: &'a [Wish],
    /// Number of waves.
    last: usize,
    /// The first wave that is not over.
    open_from: usize,
}

impl<'a> Wishes<'a> {
    /// Wishes of a kind about one of the entries.
    fn about(&self, kind: WishKind, entries: &[EntryId]) -> impl Iterator<Item = &'a Wish> {
        let entries: BTreeSet<&EntryId> = entries.iter().collect();
        let touches = move |wish: &&Wish| wish.entries.iter().any(|entry| entries.contains(entry));
        self.all.iter().filter(move |wish| wish.kind == kind).filter(touches)
    }

    /// What stands against what for the entries of one item; none where some wave fits.
    fn clash(&self, entries: &[EntryId], item: &ItemFile) -> Option<Vec<Clause>> {
        let latest = item.latest.unwrap_or(self.last as u64);
        match item.pin {
            None if item.earliest > latest => {
                self.pair(entries, &[self.lower(entries, item), self.upper(entries, latest)])
            }
            Some(pin) if pin < item.earliest => {
                self.pair(entries, &[self.pinned(entries, pin), self.lower(entries, item)])
            }
            Some(pin) if pin > latest => {
                self.pair(entries, &[self.pinned(entries, pin), self.upper(entries, latest)])
            }
            Some(pin) => self.two_pins(entries, pin),
            None => None,
        }
        .or_else(|| self.apart(entries))
    }

    fn lower(&self, entries: &[EntryId], item: &ItemFile) -> Option<&'a Wish> {
        self.about(WishKind::NotBefore, entries).find(|wish| wish.wave.map(u64::from) == Some(item.earliest))
    }

    /// The wish behind the last wave allowed; none where that is the last one of the plan.
    fn upper(&self, entries: &[EntryId], latest: u64) -> Option<&'a Wish> {
        self.about(WishKind::NotAfter, entries).find(|wish| wish.wave.map(u64::from) == Some(latest))
    }

    fn pinned(&self, entries: &[EntryId], wave: u64) -> Option<&'a Wish> {
        self.about(WishKind::InWave, entries).find(|wish| self.wave_of(wish) == Some(wave))
    }

    /// Where a wish pins: never behind the last wave.
    fn wave_of(&self, wish: &Wish) -> Option<u64> {
        wish.wave.map(|wave| u64::from(wave).clamp(1, self.last as u64))
    }

    /// Two waves at once. What was launched stays where it is, whatever is wished.
    fn two_pins(&self, entries: &[EntryId], pin: u64) -> Option<Vec<Clause>> {
        let first = self.pinned(entries, pin)?;
        let mut pins = self.about(WishKind::InWave, entries);
        // A wave that is over binds no longer.
        let is_other = |wave: u64| wave != pin && wave >= self.open_from as u64;
        let other = pins.find(|wish| self.wave_of(wish).is_some_and(is_other))?;
        self.pair(entries, &[Some(first), Some(other)])
    }

    /// Together and apart at once.
    fn apart(&self, entries: &[EntryId]) -> Option<Vec<Clause>> {
        let shared = |wish: &Wish| entries.iter().filter(|entry| wish.entries.contains(entry)).count();
        let apart = self.about(WishKind::NotTogether, entries).find(|wish| shared(wish) > 1)?;
        let clauses = self.together(entries).chain([Clause::Wish(apart.id)]);
        Some(clauses.collect())
    }

    /// The wishes that hold entries together.
    fn together(&self, entries: &[EntryId]) -> impl Iterator<Item = Clause> {
        let joins = |wish: &&Wish| wish.entries.len() > 1;
        self.about(WishKind::Together, entries).filter(joins).map(|wish| Clause::Wish(wish.id))
    }

    /// Two sides as clauses; where they are about different entries, with the wishes that hold these together. A side
    /// without a wish is the end of the plan.
    fn pair(&self, entries: &[EntryId], sides: &[Option<&Wish>; 2]) -> Option<Vec<Clause>> {
        let clause =
            |side: &Option<&Wish>| side.map_or(Clause::LastWave(self.last), |wish| Clause::Wish(wish.id));
        let mut clauses: Vec<Clause> = sides.iter().map(clause).collect();
        if let [Some(one), Some(other)] = sides
            && !entries.iter().any(|entry| one.entries.contains(entry) && other.entries.contains(entry))
        {
            clauses.extend(self.together(entries));
        }
        Some(clauses)
    }
}

/// Entries that wait for one another, with the wishes that tie some of them into one.
fn ring(compiled: &Compiled, wishes: &Wishes<'_>) -> Option<Contradiction> {
    let Err(ProblemError { fault: Fault::Cycle(ids), .. }) = Problem::new(&compiled.problem) else {
        return None;
    };
    let place = |id: &String| compiled.problem.items.iter().position(|item| item.id == *id);
    // The first one stands at the end again.
    let in_ring = ids.iter().skip(1).filter_map(|id| compiled.items.get(place(id)?));
    let mut ties: Vec<Clause> = Vec::new();
    let mut ring: Vec<EntryId> = Vec::new();
    for entries in in_ring {
        ring.extend(entries.iter().cloned());
        ties.extend(wishes.together(entries));
    }
    ties.push(Clause::Ring(ring));
    Some(Contradiction { clauses: ties })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::figures::Figures;
    use crate::domain::proposal::compile::compile;

    const REGISTER: &str = "project-inventory";
    const DASHBOARD: &str = "portfolio-dashboard";
    const REPORTING: &str = "status-reporting";

    fn wish(kind: WishKind, entries: &[&str], wave: Option<u16>) -> Wish {
        Wish {
            kind,
            entries: entries.iter().map(|entry| EntryId::from(*entry)).collect(),
            wave,
            ..Wish::default()
        }
    }

    /// What a plan with these wishes is told, one line for each contradiction; a problem without any is taken.
    fn told(wishes: Vec<Wish>) -> Vec<String> {
        let mut document = Example::Norvik.document().unwrap();
        let numbered = (1..).zip(wishes).map(|(id, wish)| Wish { id: RowId(id), ..wish });
        document.planning.wishes = numbered.collect();
        let compiled = compile(&document, &Figures::of(&document));
        let found = contradictions(&document, &compiled);
        assert!(!found.is_empty() || Problem::new(&compiled.problem).is_ok());
        found.iter().map(|contradiction| contradiction.sentences(&document).join(" ")).collect()
    }

    #[test]
    fn wishes_that_some_wave_fits_are_no_contradiction() {
        assert_eq!(told(Vec::new()), [""; 0]);
        let before = wish(WishKind::NotBefore, &[REPORTING], Some(2));
        let after = wish(WishKind::NotAfter, &[REPORTING], Some(2));
        let pin = wish(WishKind::InWave, &[REPORTING], Some(2));
        assert_eq!(told(vec![before, after, pin.clone(), pin]), [""; 0]);
    }

    #[test]
    fn an_earliest_wave_stands_against_a_latest_one() {
        let before = wish(WishKind::NotBefore, &[REPORTING, DASHBOARD], Some(4));
        let after = wish(WishKind::NotAfter, &[REPORTING, DASHBOARD], Some(2));
        let expected = "Wish: Status reporting and Portfolio dashboard not before wave 4. \
                        Wish: Status reporting and Portfolio dashboard not after wave 2.";
        assert_eq!(told(vec![before, after]), [expected]);
    }

    #[test]
    fn what_is_tied_together_takes_over_the_wishes_of_both() {
        let before = wish(WishKind::NotBefore, &[REPORTING], Some(4));
        let after = wish(WishKind::NotAfter, &[DASHBOARD], Some(2));
        let tied = wish(WishKind::Together, &[REPORTING, DASHBOARD], None);
        let expected = "Wish: Status reporting not before wave 4. Wish: Portfolio dashboard not after wave 2. \
                        Wish: Status reporting and Portfolio dashboard in one wave.";
        assert_eq!(told(vec![before, after, tied]), [expected]);
    }

    #[test]
    fn a_wave_stands_against_another_one_and_against_a_window() {
        let pin = |wave| wish(WishKind::InWave, &[REPORTING], Some(wave));
        assert_eq!(
            told(vec![pin(2), pin(3)]),
            ["Wish: Status reporting in wave 3. Wish: Status reporting in wave 2."]
        );
        assert_eq!(
            told(vec![pin(2), wish(WishKind::NotBefore, &[REPORTING], Some(3))]),
            ["Wish: Status reporting in wave 2. Wish: Status reporting not before wave 3."]
        );
        assert_eq!(
            told(vec![pin(4), wish(WishKind::NotAfter, &[REPORTING], Some(1))]),
            ["Wish: Status reporting in wave 4. Wish: Status reporting not after wave 1."]
        );
    }

    #[test]
    fn the_plan_ends_with_its_last_wave() {
        assert_eq!(
            told(vec![wish(WishKind::NotBefore, &[REPORTING], Some(9))]),
            ["Wish: Status reporting not before wave 9. Wave 4 is the last one."]
        );
    }

    #[test]
    fn together_stands_against_apart() {
        let pair = [REPORTING, DASHBOARD];
        assert_eq!(
            told(vec![wish(WishKind::Together, &pair, None), wish(WishKind::NotTogether, &pair, None)]),
            ["Wish: Status reporting and Portfolio dashboard in one wave. \
              Wish: Status reporting and Portfolio dashboard each in another wave."]
        );
    }

    #[test]
    fn what_is_tied_to_what_it_waits_for_makes_a_ring() {
        // The dashboard needs the reporting, which needs the register.
        assert_eq!(
            told(vec![wish(WishKind::Together, &[REGISTER, DASHBOARD], None)]),
            ["Wish: Project register and Portfolio dashboard in one wave. \
              These wait for one another: Status reporting, Project register and Portfolio dashboard."]
        );
    }
}
