//! Saving by the browser's download: works everywhere, asks nothing, and the browser picks the folder.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::error::TransferError;

/// How long the address of a download stays valid, in milliseconds: browsers fetch it some time after the click.
const ADDRESS_MILLIS: i32 = 60_000;

/// Offers bytes as a download. The name must be one of [`crate::domain::vault::file_name::file_name`].
pub fn download(name: &str, media_type: &str, content: &[u8]) -> Result<(), TransferError> {
    try_download(name, media_type, content).ok_or_else(|| TransferError::NotWritten { name: name.to_owned() })
}

/// Bytes as the browser holds them.
pub(super) fn blob(media_type: &str, content: &[u8]) -> Option<Blob> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content));
    let properties = BlobPropertyBag::new();
    properties.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&parts, &properties).ok()
}

fn try_download(name: &str, media_type: &str, content: &[u8]) -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let address = Url::create_object_url_with_blob(&blob(media_type, content)?).ok()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.set_hidden(true);
    // Firefox follows only links that are in the page.
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    let forget = Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&address);
    });
    let timeout =
        window.set_timeout_with_callback_and_timeout_and_arguments_0(forget.unchecked_ref(), ADDRESS_MILLIS);
    timeout.ok().map(|_| ())
}
