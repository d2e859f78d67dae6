//! Opening files: by the browser's own dialog, or dropped onto the page.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

use super::error::TransferError;

/// Largest file that is read, in bytes: 20 MB. Asked before reading, as a failed allocation ends the whole app.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// A file as it was on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// Lets the user pick one file; nothing after *Cancel*. `accept` lists endings, such as `.json,.csv`. Must run soon
/// after a click.
pub async fn pick_file(accept: &str) -> Result<Option<ReadFile>, TransferError> {
    match pick(accept, false).await.into_iter().next() {
        Some(file) => read_file(&file).await.map(Some),
        None => Ok(None),
    }
}

/// Lets the user pick several files; each is read for itself, and none after *Cancel*.
pub async fn pick_files(accept: &str) -> Vec<Result<ReadFile, TransferError>> {
    let mut files = Vec::new();
    for file in pick(accept, true).await {
        files.push(read_file(&file).await);
    }
    files
}

/// Reads a file, picked or dropped, unless it is too large.
pub async fn read_file(file: &File) -> Result<ReadFile, TransferError> {
    let name = file.name();
    let size = file.size() as u64;
    if size > MOST_BYTES {
        return Err(TransferError::TooLarge { name, megabytes: size.div_ceil(1024 * 1024) });
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(ReadFile { name, content: js_sys::Uint8Array::new(&buffer).to_vec() }),
        Err(_) => Err(TransferError::NotRead { name }),
    }
}

/// Whether something that is dragged over the page brings files. To be asked on `dragenter` and `dragover`; then the
/// page becomes a place to drop them.
pub fn welcomes_drag(event: &DragEvent) -> bool {
    let Some(transfer) = event.data_transfer() else { return false };
    let brings_files = transfer.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"));
    if brings_files {
        event.prevent_default();
        transfer.set_drop_effect("copy");
    }
    brings_files
}

/// The files of a `drop`. Without this the browser would leave the app and show the file.
pub fn dropped_files(event: &DragEvent) -> Vec<File> {
    event.prevent_default();
    event
        .data_transfer()
        .and_then(|transfer| transfer.files())
        .map(|list| files_of(&list))
        .unwrap_or_default()
}

async fn pick(accept: &str, is_several: bool) -> Vec<File> {
    let Some(input) = new_input(accept, is_several) else { return Vec::new() };
    let chosen = js_sys::Promise::new(&mut |resolve, _reject| {
        // Older browsers tell nothing on Cancel: the promise then waits for ever, which costs only its memory.
        for event in ["change", "cancel"] {
            let _ = input.add_event_listener_with_callback(event, &resolve);
        }
    });
    input.click();
    let _ = JsFuture::from(chosen).await;
    let files = input.files().map(|list| files_of(&list)).unwrap_or_default();
    input.remove();
    files
}

/// An input in the page, as some engines drop one that is nowhere.
fn new_input(accept: &str, is_several: bool) -> Option<HtmlInputElement> {
    let document = web_sys::window()?.document()?;
    // One that was cancelled without a word may still be there.
    if let Ok(Some(stale)) = document.query_selector("input[data-picker]") {
        stale.remove();
    }
    let input: HtmlInputElement = document.create_element("input").ok()?.dyn_into().ok()?;
    input.set_type("file");
    input.set_accept(accept);
    input.set_multiple(is_several);
    input.set_hidden(true);
    input.set_attribute("data-picker", "").ok()?;
    document.body()?.append_child(&input).ok()?;
    Some(input)
}

fn files_of(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|index| list.item(index)).collect()
}
