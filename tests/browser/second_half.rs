//! The second half of the program, as the first one sees it: with a page that has it, and with one that must load it.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::second_half::SecondHalf;

const NAME: &str = "wavewrightSecondHalf";

/// Puts a function into the page that stands for the starter's.
fn install(body: &str) {
    let window = web_sys::window().unwrap();
    let loader = js_sys::Function::new_no_args(body);
    js_sys::Reflect::set(&window, &JsValue::from_str(NAME), &loader).unwrap();
}

fn remove() {
    js_sys::Reflect::delete_property(&web_sys::window().unwrap(), &JsValue::from_str(NAME)).unwrap();
}

#[wasm_bindgen_test]
async fn whole_program_is_loaded_from_the_start() {
    remove();
    let half = SecondHalf::look();
    assert!(half.loaded().is_some());
    assert!(half.load().await.is_some());
}

#[wasm_bindgen_test]
async fn failure_leaves_what_waits_and_the_next_try_may_go_well() {
    install("return Promise.reject(new Error('404'));");
    let half = SecondHalf::look();
    let done = Rc::new(Cell::new(0));
    for wish in [1, 2] {
        let done = Rc::clone(&done);
        half.wait(Box::new(move |_| done.set(wish)));
    }
    assert!(half.loaded().is_none());
    assert!(half.load().await.is_none());
    assert!(half.has_waiting());
    install("return Promise.resolve();");
    let loaded = half.load().await.expect("the second try went well");
    remove();
    half.take_waiting().expect("the wish waits")(loaded);
    assert_eq!(done.get(), 2, "the last wish counts");
    assert!(!half.has_waiting());
    assert!(half.loaded().is_some());
}
