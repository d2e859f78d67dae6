//! What a search from one end of the line remembers: every set of items that it reached, with the fewest waves that
//! reach it and the set before, so that none is searched twice and a plan can be read back. Open addressing over sets
//! of bits; nothing depends on the order of the table.

use super::line::members;
use super::random::Random;

/// No state.
pub const NONE: u32 = u32::MAX;
/// Bytes of a state besides its set and what it carries over: its own fields, its slots, its place in a queue.
const BYTES_PER_STATE: usize = 56;

/// The sets that were reached.
#[derive(Clone, Debug)]
pub struct Memory {
    words: usize,
    /// True when fewer waves are always better; else only what was reached with equally many counts.
    compares_waves: bool,
    /// Numbers that a state carries over.
    carries: usize,
    /// By item: random bits; those of all items of a set give its place in the table.
    keys: Vec<u64>,
    /// Sets of all states, one behind the other.
    sets: Vec<u64>,
    /// By state: the state one wave before.
    parents: Vec<u32>,
    /// By state: its waves.
    waves: Vec<u16>,
    /// What each state carries over into the next wave, one behind the other.
    carried: Vec<i64>,
    /// States by the bits of their sets.
    slots: Vec<u32>,
    most_states: usize,
    /// Cells touched.
    pub work: u64,
}

/// Where a set belongs in the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It was reached before, and nothing is gained by reaching it in this way.
    Known,
    /// It was reached with more waves.
    Late(u32),
    /// It is new and may take this slot.
    Free(usize),
}

impl Memory {
    /// A memory of about so many bytes that holds the empty set of no wave as its first state.
    pub fn new(items: usize, compares_waves: bool, carries: usize, bytes: usize) -> Self {
        let mut random = Random::new(17);
        let words = items.div_ceil(64);
        let mut memory = Self {
            words,
            compares_waves,
            carries,
            keys: (0..items).map(|_| random.bits()).collect(),
            sets: Vec::new(),
            parents: Vec::new(),
            waves: Vec::new(),
            carried: Vec::new(),
            slots: vec![NONE; 1 << 10],
            most_states: bytes / (BYTES_PER_STATE + 8 * (words + carries)),
            work: 0,
        };
        memory.remember(&vec![0; words], 0, NONE, &vec![0; carries]);
        memory
    }

    /// True when so many more states fit in.
    pub fn has_room(&self, states: usize) -> bool {
        self.parents.len() + states <= self.most_states
    }

    /// The set of a state.
    pub fn set(&self, state: u32) -> &[u64] {
        let start = state as usize * self.words;
        self.sets.get(start..start + self.words).unwrap_or(&[])
    }

    /// The waves of a state.
    pub fn waves(&self, state: u32) -> usize {
        self.waves.get(state as usize).copied().map_or(0, usize::from)
    }

    /// The items that a state has and the one before has not.
    pub fn last_load(&self, state: u32) -> Vec<usize> {
        match self.parents.get(state as usize) {
            Some(&parent) if parent != NONE => {
                members(self.set(state).iter().zip(self.set(parent)).map(|(set, base)| set & !base))
            }
            _ => Vec::new(),
        }
    }

    /// What each wave up to a state holds.
    pub fn loads(&self, state: u32) -> Vec<Vec<usize>> {
        let mut loads = Vec::new();
        let mut state = state;
        while let Some(&parent) = self.parents.get(state as usize)
            && parent != NONE
        {
            loads.push(self.last_load(state));
            state = parent;
        }
        loads.reverse();
        loads
    }

    /// The state of a set, if it is new or was reached with more waves so far.
    pub fn remember(&mut self, set: &[u64], waves: usize, parent: u32, carried: &[i64]) -> Option<u32> {
        if self.parents.len() * 2 >= self.slots.len() {
            self.grow();
        }
        match self.look_up(set, waves, carried) {
            Place::Known => None,
            Place::Late(state) => {
                let place = state as usize;
                self.waves.get_mut(place).into_iter().for_each(|cell| *cell = waves as u16);
                self.parents.get_mut(place).into_iter().for_each(|cell| *cell = parent);
                Some(state)
            }
            Place::Free(slot) => {
                let state = self.parents.len() as u32;
                self.slots.get_mut(slot).into_iter().for_each(|cell| *cell = state);
                self.sets.extend_from_slice(set);
                self.parents.push(parent);
                self.waves.push(waves as u16);
                self.carried.extend_from_slice(carried);
                Some(state)
            }
        }
    }

    /// Where a set belongs.
    pub fn look_up(&mut self, set: &[u64], waves: usize, carried: &[i64]) -> Place {
        let mut slot = self.bits(set) as usize & (self.slots.len() - 1);
        loop {
            self.work += 4;
            let state = self.slots.get(slot).copied().unwrap_or(NONE);
            if state == NONE {
                return Place::Free(slot);
            }
            if self.set(state) == set {
                let reached = self.waves(state);
                if self.compares_waves {
                    return if reached <= waves { Place::Known } else { Place::Late(state) };
                }
                if reached == waves && self.carried(state).iter().zip(carried).all(|(one, two)| one <= two) {
                    return Place::Known;
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots = vec![NONE; size];
        for state in 0..self.parents.len() as u32 {
            let mut slot = self.bits(self.set(state)) as usize & (size - 1);
            while self.slots.get(slot).is_some_and(|&other| other != NONE) {
                slot = (slot + 1) & (size - 1);
            }
            self.slots.get_mut(slot).into_iter().for_each(|cell| *cell = state);
        }
        self.work += size as u64;
    }

    fn bits(&self, set: &[u64]) -> u64 {
        let keys = members(set.iter().copied()).into_iter().filter_map(|item| self.keys.get(item));
        keys.fold(0, |bits, key| bits ^ key)
    }

    fn carried(&self, state: u32) -> &[i64] {
        let start = state as usize * self.carries;
        self.carried.get(start..start + self.carries).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_waves_for_the_same_set_take_the_place_of_more() {
        let mut memory = Memory::new(70, true, 0, 1 << 20);
        assert_eq!(memory.remember(&[3, 1], 2, 0, &[]), Some(1));
        assert_eq!(memory.remember(&[3, 1], 2, 0, &[]), None);
        assert_eq!(memory.remember(&[3, 0], 1, 0, &[]), Some(2));
        assert_eq!(memory.remember(&[3, 1], 1, 0, &[]), Some(1));
        assert_eq!((memory.waves(1), memory.loads(1)), (1, vec![vec![0, 1, 64]]));
    }

    #[test]
    fn what_carries_less_over_is_kept_besides_what_carries_more() {
        let mut memory = Memory::new(3, false, 2, 1 << 20);
        assert_eq!(memory.remember(&[1], 2, 0, &[5, 5]), Some(1));
        assert_eq!(memory.remember(&[1], 2, 0, &[5, 6]), None);
        assert_eq!(memory.remember(&[1], 2, 0, &[4, 9]), Some(2));
        assert_eq!(memory.remember(&[1], 3, 0, &[9, 9]), Some(3));
    }

    #[test]
    fn many_sets_are_found_again_after_the_table_has_grown() {
        let mut memory = Memory::new(64, true, 0, 1 << 24);
        for set in 1..5000_u64 {
            assert_eq!(memory.remember(&[set], 1, 0, &[]), Some(set as u32));
        }
        assert!((1..5000_u64).all(|set| memory.look_up(&[set], 1, &[]) == Place::Known));
        assert!(memory.has_room(10) && !memory.has_room(1 << 20));
    }
}
