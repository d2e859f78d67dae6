//! Small settings of the screen, such as the theme. Losing one is no harm, so failures are silent.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::local::LocalStore;

const PREFIX: &str = "wavewright/view/";

/// Reads and writes settings, where there is a storage.
#[derive(Clone, Debug)]
pub struct Preferences {
    is_usable: bool,
}

impl Preferences {
    /// Settings in the probed storage. `gloo_storage` panics where storage is barred, so it is asked only where the
    /// probe went well.
    pub fn new(store: &LocalStore) -> Self {
        Self { is_usable: store.obstacle().is_none() }
    }

    /// The setting of a name, if there is a readable one.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        if self.is_usable { LocalStorage::get(format!("{PREFIX}{name}")).ok() } else { None }
    }

    /// Keeps a setting under a name.
    pub fn write(&self, name: &str, setting: &impl Serialize) {
        if self.is_usable {
            // Only a setting of the screen: the next start shows the default.
            let _ = LocalStorage::set(format!("{PREFIX}{name}"), setting);
        }
    }
}
