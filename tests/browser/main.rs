//! Component tests in a headless browser.

#![cfg(target_arch = "wasm32")]
// Clippy knows a test by `#[test]`; tests in a browser are marked otherwise, and may fail by panic as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod board;
pub mod clock;
pub mod components;
pub mod guide;
pub mod pages;
pub mod people;
pub mod planner_client;
pub mod planner_pool;
pub mod planner_same;
pub mod removal;
pub mod second_half;
pub mod stage;
pub mod storage;
pub mod store;
pub mod transfer;
pub mod views;

#[path = "../same_plan.rs"]
pub mod same_plan;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
