//! What a browser's storage threw, as an error of the vault.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

use crate::domain::vault::store::StoreError;

/// The meaning of an exception.
pub fn store_error(thrown: &JsValue) -> StoreError {
    if let Some(exception) = thrown.dyn_ref::<DomException>() {
        return StoreError::from_exception(&exception.name(), exception.code(), &exception.message());
    }
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => {
            StoreError::from_exception(&String::from(error.name()), 0, &String::from(error.message()))
        }
        None => StoreError::Other(thrown.as_string().unwrap_or_else(|| "no reason given".to_owned())),
    }
}
