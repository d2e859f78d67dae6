//! The clock in a real browser.

use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::clock;

#[wasm_bindgen_test]
fn timestamps_are_utc_without_fractions() {
    let text = clock::timestamp();
    assert_eq!((text.len(), text.ends_with('Z')), ("2027-03-12T09:30:00Z".len(), true), "{text}");
    assert_eq!(clock::local_day(&text), Some(clock::today()));
    assert_eq!(clock::local_time_of_day(&text).len(), 5);
    assert_eq!((clock::local_day("moth"), clock::local_time_of_day("moth")), (None, String::new()));
}

#[wasm_bindgen_test]
fn ids_differ_and_fit_every_json_reader() {
    let ids: std::collections::BTreeSet<_> = (0..1000).map(|_| clock::random_id()).collect();
    assert_eq!(ids.len(), 1000);
    assert!(ids.iter().all(|id| (1..1 << 53).contains(id)));
    assert!(ids.iter().any(|id| *id > 1 << 45));
    assert!(clock::elapsed_millis() > 0.0 && clock::epoch_millis() > 1e12);
}
