//! The local storage of the browser as a store of the vault. It never panics, however much of it is barred.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Storage;

use super::exception::store_error;
use crate::domain::vault::store::{Store, StoreError};

const PROBE_KEY: &str = "wavewright/probe";
/// Set by the page's own panic notice (`src/browser/start/recovery.js`).
const PANIC_FLAG: &str = "wavewrightHasPanicked";

#[wasm_bindgen]
extern "C" {
    /// Gives a text's length without copying the text out of the browser.
    #[wasm_bindgen(catch, method, structural, js_class = "Storage", js_name = getItem)]
    fn get_item_uncopied(this: &UncopiedStorage, key: &str) -> Result<Option<js_sys::JsString>, JsValue>;

    #[wasm_bindgen(extends = Storage, js_name = Storage)]
    type UncopiedStorage;
}

/// The local storage of this origin, probed once.
#[derive(Clone, Debug)]
pub struct LocalStore {
    storage: Result<Storage, StoreError>,
}

impl LocalStore {
    /// Takes the local storage if the browser gives it; otherwise every use says why not.
    pub fn probe() -> Self {
        let storage = probe_storage();
        Self { storage }
    }

    /// Why nothing can be kept here, if so.
    pub fn obstacle(&self) -> Option<&StoreError> {
        self.storage.as_ref().err()
    }

    fn storage(&self) -> Result<&Storage, StoreError> {
        self.storage.as_ref().map_err(Clone::clone)
    }

    /// After a panic the document may be half changed: nothing is written any more.
    fn storage_to_change(&self) -> Result<&Storage, StoreError> {
        if has_panicked() {
            Err(StoreError::Other("something broke before".to_owned()))
        } else {
            self.storage()
        }
    }
}

impl Store for LocalStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.storage()?.get_item(key).map_err(|thrown| store_error(&thrown))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.storage_to_change()?.set_item(key, text).map_err(|thrown| store_error(&thrown))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.storage_to_change()?.remove_item(key).map_err(|thrown| store_error(&thrown))
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let storage = self.storage()?;
        let length = storage.length().map_err(|thrown| store_error(&thrown))?;
        let mut keys = Vec::new();
        for index in 0..length {
            // A key may vanish meanwhile: another tab shares the storage.
            keys.extend(storage.key(index).map_err(|thrown| store_error(&thrown))?);
        }
        Ok(keys)
    }

    fn length(&self, key: &str) -> Result<Option<usize>, StoreError> {
        let storage: &UncopiedStorage = wasm_bindgen::JsCast::unchecked_ref(self.storage()?);
        let text = storage.get_item_uncopied(key).map_err(|thrown| store_error(&thrown))?;
        Ok(text.map(|text| text.length() as usize))
    }
}

fn probe_storage() -> Result<Storage, StoreError> {
    let window = web_sys::window().ok_or(StoreError::Unavailable)?;
    let storage = window.local_storage().map_err(|thrown| store_error(&thrown))?;
    let storage = storage.ok_or(StoreError::Unavailable)?;
    let is_written = storage.set_item(PROBE_KEY, "1").and_then(|()| storage.remove_item(PROBE_KEY));
    match is_written.map_err(|thrown| store_error(&thrown)) {
        // A full storage can still be read and emptied.
        Ok(()) | Err(StoreError::Full) => Ok(storage),
        Err(error) => Err(error),
    }
}

fn has_panicked() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &PANIC_FLAG.into()).is_ok_and(|flag| flag.is_truthy())
}
