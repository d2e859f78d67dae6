//! What the pages are called.

use std::collections::BTreeSet;

use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::ui::pages::place::place_name;
use wavewright::browser::ui::route::{Part, Route};
use wavewright::domain::example::Example;

#[wasm_bindgen_test]
fn every_page_has_a_name_of_its_own() {
    let document = Example::Norvik.document().unwrap();
    let pages: Vec<Route> = Part::ALL.into_iter().flat_map(Part::pages).map(|(page, _)| page).collect();
    let names: BTreeSet<String> = pages.iter().map(|page| place_name(page, &document)).collect();
    assert_eq!(names.len(), pages.len(), "{names:?}");
    assert!(!names.contains("Wavewright"), "{names:?}");
}

#[wasm_bindgen_test]
fn pages_of_one_thing_bear_its_name() {
    let document = Example::Norvik.document().unwrap();
    let check = |route: Route, expected: &str| assert_eq!(place_name(&route, &document), expected);
    check(Route::Entry { entry: "demand-intake".to_owned() }, "Demand intake");
    check(Route::Wave { wave: document.waves[1].id.0 }, "Wave 2");
    check(Route::Documents { document: "charter".to_owned() }, "PMO charter");
    check(Route::Wave { wave: 99_999 }, "Wavewright");
}
