//! Saving to a file that the user chose, where the browser can (Chromium); everywhere else, a download.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, FileSystemFileHandle, FileSystemWritableFileStream};

use super::download::{blob, download};
use super::error::TransferError;

#[wasm_bindgen]
extern "C" {
    // Not in web-sys without a flag for the whole build.
    #[wasm_bindgen(catch, js_name = showSaveFilePicker)]
    fn show_save_file_picker(options: &JsValue) -> Result<js_sys::Promise, JsValue>;
}

/// What kind of file is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileKind {
    /// As the picker shows it.
    pub description: &'static str,
    /// Such as `application/json`.
    pub media_type: &'static str,
    /// Last part of the name with its dot, such as `.json`. Pickers refuse endings with two dots in some versions.
    pub ending: &'static str,
}

/// A plan.
pub const PLAN_FILE: FileKind =
    FileKind { description: "Wavewright plan", media_type: "application/json", ending: ".json" };

/// A file that the user chose, to be written again.
#[derive(Clone, Debug)]
pub struct ChosenFile {
    handle: FileSystemFileHandle,
}

impl ChosenFile {
    /// Its name.
    pub fn name(&self) -> String {
        self.handle.name()
    }
}

/// How saving went.
#[derive(Clone, Debug)]
pub enum SaveOutcome {
    /// The bytes are in the chosen file.
    Written(ChosenFile),
    /// The browser downloads a file of this name.
    Downloaded(String),
    /// The user changed their mind. No word about it.
    Cancelled,
}

/// Whether the user can choose where files go.
pub fn can_choose() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &"showSaveFilePicker".into())
        .is_ok_and(|found| found.is_function())
}

/// Saves bytes under a suggested name. Must run soon after a click. The picker can be there and yet be blocked: any
/// failure but the user's own *Cancel* becomes a download.
pub async fn save(name: &str, kind: FileKind, content: &[u8]) -> Result<SaveOutcome, TransferError> {
    if !can_choose() {
        return save_by_download(name, kind, content);
    }
    match choose(name, kind).await {
        Ok(file) => match write(&file.handle, kind, content).await {
            Some(()) => Ok(SaveOutcome::Written(file)),
            None => save_by_download(name, kind, content),
        },
        Err(thrown) if is_cancel(&thrown) => Ok(SaveOutcome::Cancelled),
        Err(_) => save_by_download(name, kind, content),
    }
}

/// Writes a file again that the user chose before.
pub async fn save_again(
    file: &ChosenFile,
    kind: FileKind,
    content: &[u8],
) -> Result<SaveOutcome, TransferError> {
    match write(&file.handle, kind, content).await {
        Some(()) => Ok(SaveOutcome::Written(file.clone())),
        None => save_by_download(&file.name(), kind, content),
    }
}

fn save_by_download(name: &str, kind: FileKind, content: &[u8]) -> Result<SaveOutcome, TransferError> {
    download(name, kind.media_type, content)?;
    Ok(SaveOutcome::Downloaded(name.to_owned()))
}

async fn choose(name: &str, kind: FileKind) -> Result<ChosenFile, JsValue> {
    let accept = js_sys::Object::new();
    js_sys::Reflect::set(&accept, &kind.media_type.into(), &js_sys::Array::of1(&kind.ending.into()))?;
    let file_type = js_sys::Object::new();
    js_sys::Reflect::set(&file_type, &"description".into(), &kind.description.into())?;
    js_sys::Reflect::set(&file_type, &"accept".into(), &accept)?;
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    js_sys::Reflect::set(&options, &"types".into(), &js_sys::Array::of1(&file_type))?;
    let handle = JsFuture::from(show_save_file_picker(&options)?).await?;
    Ok(ChosenFile { handle: handle.dyn_into()? })
}

/// The bytes replace the file only when the stream closes, so a failure leaves the old file whole.
async fn write(handle: &FileSystemFileHandle, kind: FileKind, content: &[u8]) -> Option<()> {
    let stream = JsFuture::from(handle.create_writable()).await.ok()?;
    let stream: FileSystemWritableFileStream = stream.unchecked_into();
    let blob = blob(kind.media_type, content)?;
    let is_written = match stream.write_with_blob(&blob) {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    };
    if !is_written {
        let _ = JsFuture::from(stream.abort()).await;
        return None;
    }
    JsFuture::from(stream.close()).await.ok().map(|_| ())
}

fn is_cancel(thrown: &JsValue) -> bool {
    thrown.dyn_ref::<DomException>().is_some_and(|exception| exception.name() == "AbortError")
}
