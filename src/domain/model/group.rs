//! The five stakeholder groups, and a value for each of them.

use serde::{Deserialize, Serialize};

/// A stakeholder group by its one-letter code (PMO fact base, reading guide).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Group {
    /// Sponsors and executives.
    #[default]
    E,
    /// Functional (line) managers.
    F,
    /// Project managers.
    P,
    /// Project team members.
    T,
    /// PMO staff.
    O,
}

impl Group {
    /// All groups in their fixed order.
    pub const ALL: [Self; 5] = [Self::E, Self::F, Self::P, Self::T, Self::O];

    /// The one-letter code.
    pub fn letter(self) -> &'static str {
        match self {
            Self::E => "E",
            Self::F => "F",
            Self::P => "P",
            Self::T => "T",
            Self::O => "O",
        }
    }
}

/// One value for each group, so that none can be missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
#[allow(non_snake_case, reason = "the letters are the groups' codes, in the file too")]
pub struct PerGroup<T: Default> {
    /// For sponsors and executives.
    pub E: T,
    /// For functional managers.
    pub F: T,
    /// For project managers.
    pub P: T,
    /// For project team members.
    pub T: T,
    /// For PMO staff.
    pub O: T,
}

impl<T: Default> PerGroup<T> {
    /// Computes the value of each group.
    pub fn from_fn(mut value: impl FnMut(Group) -> T) -> Self {
        Self {
            E: value(Group::E),
            F: value(Group::F),
            P: value(Group::P),
            T: value(Group::T),
            O: value(Group::O),
        }
    }

    /// The value of a group.
    pub fn get(&self, group: Group) -> &T {
        match group {
            Group::E => &self.E,
            Group::F => &self.F,
            Group::P => &self.P,
            Group::T => &self.T,
            Group::O => &self.O,
        }
    }

    /// The value of a group, to change it.
    pub fn get_mut(&mut self, group: Group) -> &mut T {
        match group {
            Group::E => &mut self.E,
            Group::F => &mut self.F,
            Group::P => &mut self.P,
            Group::T => &mut self.T,
            Group::O => &mut self.O,
        }
    }

    /// Each group with its value, in the fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (Group, &T)> {
        Group::ALL.into_iter().map(|group| (group, self.get(group)))
    }

    /// Another value for each group, computed from this one.
    pub fn map<U: Default>(&self, mut value: impl FnMut(Group, &T) -> U) -> PerGroup<U> {
        PerGroup::from_fn(|group| value(group, self.get(group)))
    }
}
