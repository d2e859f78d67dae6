//! Asks the browser not to clear what is kept here.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What the browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// It clears the storage only when the user says so.
    Granted,
    /// It may clear the storage when room is short.
    Refused,
    /// It cannot be asked.
    Unknown,
}

/// Asks for lasting storage. To be called after the first real save: Firefox puts the question to the user.
pub async fn request_persistence() -> Persistence {
    let Some(window) = web_sys::window() else { return Persistence::Unknown };
    let manager = window.navigator().storage();
    // Missing where the page has no secure origin.
    if AsRef::<JsValue>::as_ref(&manager).is_undefined() {
        return Persistence::Unknown;
    }
    let Ok(promise) = manager.persist() else { return Persistence::Unknown };
    match JsFuture::from(promise).await.map(|answer| answer.as_bool()) {
        Ok(Some(true)) => Persistence::Granted,
        Ok(_) => Persistence::Refused,
        Err(_) => Persistence::Unknown,
    }
}
