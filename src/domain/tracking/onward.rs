//! What else moves when late entries leave a wave that is closed: what needs them in an earlier wave makes room, and
//! wishes for the past are let go.

use std::collections::BTreeSet;

use serde_json::json;

use crate::domain::command::Command;
use crate::domain::command::path::FieldPath;
use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::{EntryId, WaveId};
use crate::domain::model::planning::{Prerequisite, Wish, WishKind};

/// The plan behind a wave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Onward {
    /// The waves that take launches.
    waves: Vec<OpenWave>,
    /// Wishes for a wave that is past.
    past_wishes: Vec<Wish>,
}

#[derive(Clone, Debug, PartialEq)]
struct OpenWave {
    id: WaveId,
    /// Its entries that can still move, with what they need.
    entries: Vec<(EntryId, Vec<Prerequisite>)>,
}

/// Where an entry goes: a wave and the place in its order of work, or beside the waves.
type Step = (EntryId, Option<(WaveId, usize)>);

/// The steps so far, and how many entries stand ahead of the old ones in each wave.
#[derive(Default)]
struct Steps {
    taken: Vec<Step>,
    seen: BTreeSet<EntryId>,
    ahead: Vec<usize>,
}

impl Onward {
    /// What lies behind a wave, counted from 1.
    pub fn of(document: &Document, figures: &Figures, number: usize) -> Self {
        let needs =
            |entry: &EntryId| figures.entry(entry).map_or_else(Vec::new, |entry| entry.prerequisites.clone());
        let behind = document.waves.iter().skip(number).filter(|wave| wave.takes_launches());
        let waves = behind.map(|wave| {
            let free = wave.items.iter().filter(|item| !document.is_launched(item));
            let entries = free.map(|item| (item.entry.clone(), needs(&item.entry))).collect();
            OpenWave { id: wave.id, entries }
        });
        let is_past = |wish: &&Wish| {
            matches!(wish.kind, WishKind::InWave | WishKind::NotAfter)
                && wish.wave.is_some_and(|wave| usize::from(wave) <= number)
        };
        let past_wishes = document.planning.wishes.iter().filter(is_past).cloned().collect();
        Self { waves: waves.collect(), past_wishes }
    }

    /// There is a wave to which late entries can move.
    pub fn has_next(&self) -> bool {
        !self.waves.is_empty()
    }

    /// Moves entries to the next wave, ahead of its own ones, which may need them. What needs an entry in an earlier wave,
    /// such as the roll-out of a pilot, moves on as well; where no wave follows, it is planned anew.
    pub(super) fn moves<'a>(&self, entries: impl IntoIterator<Item = &'a EntryId>) -> Vec<Step> {
        let mut steps = Steps { ahead: vec![0; self.waves.len()], ..Steps::default() };
        for entry in entries {
            self.push(entry, 0, &mut steps);
        }
        steps.taken
    }

    /// Puts an entry in a wave, counted from 0 behind the closed one, and makes what depends on it follow.
    fn push(&self, entry: &EntryId, to: usize, steps: &mut Steps) {
        if !steps.seen.insert(entry.clone()) {
            return;
        }
        let place = self.waves.get(to).zip(steps.ahead.get_mut(to)).map(|(wave, ahead)| {
            *ahead += 1;
            (wave.id, *ahead - 1)
        });
        steps.taken.push((entry.clone(), place));
        for (index, wave) in self.waves.iter().enumerate().take(to + 1).skip(to.saturating_sub(1)) {
            // What stood beside it follows it in any case; what it meets only where it asks for an earlier wave.
            let is_late = |needed: &Prerequisite| needed.entry == *entry && (index < to || !needed.same_wave);
            for (other, needs) in &wave.entries {
                if needs.iter().any(is_late) {
                    self.push(other, index + 1, steps);
                }
            }
        }
    }

    /// Takes entries that leave the past out of the wishes for it: how many wishes change, and the commands.
    pub(super) fn let_go(&self, leaving: &[&EntryId]) -> Vec<Command> {
        let path = |wish: &Wish| FieldPath::section("planning").key("wishes").row(wish.id.0);
        let changed = self.past_wishes.iter().filter_map(|wish| {
            let rest: Vec<&EntryId> = wish.entries.iter().filter(|entry| !leaving.contains(entry)).collect();
            match rest.len() {
                count if count == wish.entries.len() => None,
                0 => Some(Command::RemoveRow { row: path(wish) }),
                _ => Some(Command::SetField { path: path(wish).key("entries"), value: json!(rest) }),
            }
        });
        changed.collect()
    }
}
