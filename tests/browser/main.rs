//! Component tests in a headless browser.
#![cfg(target_arch = "wasm32")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

pub mod clock;
pub mod planner_client;
pub mod storage;
pub mod transfer;
