//! Files in a real browser.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::transfer::download;
use wavewright::browser::transfer::error::TransferError;
use wavewright::browser::transfer::picker::{dropped_files, read_file, welcomes_drag};
use wavewright::domain::vault::file_name;

fn file(name: &str, content: &str) -> web_sys::File {
    let class: js_sys::Function =
        js_sys::Reflect::get(&js_sys::global(), &"File".into()).unwrap().dyn_into().unwrap();
    let arguments = js_sys::Array::of2(&js_sys::Array::of1(&content.into()), &name.into());
    js_sys::Reflect::construct(&class, &arguments).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn files_are_read_as_bytes() {
    let read = read_file(&file("norvik.pmoplan.json", "{\"é\":1}")).await.unwrap();
    assert_eq!(
        (read.name.as_str(), read.content.as_slice()),
        ("norvik.pmoplan.json", "{\"é\":1}".as_bytes())
    );
}

#[wasm_bindgen_test]
async fn large_files_are_refused_before_they_are_read() {
    let large = file("large.json", &"x".repeat(20 * 1024 * 1024 + 1));
    let expected = TransferError::TooLarge { name: "large.json".to_owned(), megabytes: 21 };
    assert_eq!(read_file(&large).await, Err(expected));
}

#[wasm_bindgen_test]
fn drags_without_files_are_left_alone() {
    let event = web_sys::DragEvent::new("drop").unwrap();
    assert!(!welcomes_drag(&event));
    assert_eq!(dropped_files(&event).len(), 0);
}

#[wasm_bindgen_test]
fn downloads_leave_nothing_in_the_page() {
    let name = file_name::file_name("Norvik: test", ".pmoplan.json");
    assert_eq!(download::download(&name, "application/json", b"{}"), Ok(()));
    let document = web_sys::window().unwrap().document().unwrap();
    assert!(document.query_selector("a[download]").unwrap().is_none());
}
