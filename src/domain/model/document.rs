//! The root: everything that the user entered, and nothing that can be computed from it.

use serde::{Deserialize, Serialize};

use super::execution::Execution;
use super::foundation::Foundation;
use super::governance::Governance;
use super::ids::{EntryId, WaveId};
use super::initiation::Initiation;
use super::organisation::Organisation;
use super::plan::PlanHeader;
use super::planning::{Choice, Planning, SelectionState};
use super::scenario::Scenarios;
use super::wave::{Wave, WaveItem};

/// One plan of one PMO.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Document {
    /// Identity and settings.
    pub plan: PlanHeader,
    /// The organisation.
    pub organisation: Organisation,
    /// The definition of the PMO.
    pub foundation: Foundation,
    /// The assessment.
    pub initiation: Initiation,
    /// The choice of products and services.
    pub planning: Planning,
    /// The waves in time order.
    pub waves: Vec<Wave>,
    /// Other ways to place the same entries.
    #[serde(skip_serializing_if = "Scenarios::is_empty")]
    pub scenarios: Scenarios,
    /// What really happened.
    pub execution: Execution,
    /// Duties, messages, measures, risks.
    pub governance: Governance,
}

impl Document {
    /// The wave in which an entry stands: its number from 1, and the place in its order from 1.
    pub fn place_of(&self, entry: &EntryId) -> Option<(usize, usize)> {
        self.waves.iter().enumerate().find_map(|(wave_index, wave)| {
            let place = wave.items.iter().position(|item| &item.entry == entry)?;
            Some((wave_index + 1, place + 1))
        })
    }

    /// The number, from 1, of the wave in which an entry stands.
    pub fn wave_of(&self, entry: &EntryId) -> Option<usize> {
        self.place_of(entry).map(|(wave, _)| wave)
    }

    /// The wave, from 1, that an entry cannot leave: it is closed, or the records say that the entry is launched there.
    /// Only a change of the records sets it free.
    pub fn fixed_in(&self, entry: &EntryId) -> Option<usize> {
        let (number, place) = self.place_of(entry)?;
        let wave = self.waves.get(number - 1)?;
        let is_launched = wave.items.get(place - 1).is_some_and(|item| self.is_launched(item));
        (wave.finished || is_launched).then_some(number)
    }

    /// The records say that an entry of a wave is launched there, or further.
    pub fn is_launched(&self, item: &WaveItem) -> bool {
        self.execution.actuals.get(&item.entry).is_some_and(|actual| actual.is_launched(item))
    }

    /// The number, from 1, of a wave.
    pub fn wave_number(&self, wave: WaveId) -> Option<usize> {
        self.waves.iter().position(|candidate| candidate.id == wave).map(|index| index + 1)
    }

    /// What was decided about an entry.
    pub fn choice(&self, entry: &EntryId) -> Option<&Choice> {
        self.planning.choices.get(entry)
    }

    /// The state of an entry in the selection.
    pub fn selection(&self, entry: &EntryId) -> SelectionState {
        self.choice(entry).map_or(SelectionState::Candidate, |choice| choice.state)
    }
}
