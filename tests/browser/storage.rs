//! The vault on a real local storage, and news between two listeners.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use wavewright::browser::storage::local::LocalStore;
use wavewright::browser::storage::other_tabs::{News, OtherTabs};
use wavewright::browser::storage::persistence::request_persistence;
use wavewright::browser::storage::preference::Preferences;
use wavewright::domain::model::ids::PlanId;
use wavewright::domain::vault::index::Outline;
use wavewright::domain::vault::keeper::{Draft, SaveError, Vault};
use wavewright::domain::vault::store::{Store, StoreError};

fn draft(body: &str) -> Draft<'_> {
    let outline = Outline { name: "Norvik".to_owned(), ..Outline::default() };
    Draft { plan: PlanId(7), base: None, saved_at: "2027-03-12T09:30:00Z", outline, body }
}

fn clear() {
    web_sys::window().unwrap().local_storage().unwrap().unwrap().clear().unwrap();
}

async fn pause(millis: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = web_sys::window()
            .unwrap()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
    });
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
fn plans_are_kept_in_local_storage() {
    clear();
    let vault = Vault::new(LocalStore::probe());
    let first = vault.save(&draft("{\"é\":1}")).unwrap().stamp;
    let second = vault.save(&Draft { base: Some(first), ..draft("{\"é\":2}") }).unwrap();
    assert_eq!(second.notes, []);
    let elsewhere = Vault::new(LocalStore::probe());
    assert_eq!(elsewhere.load(PlanId(7)).unwrap().body, "{\"é\":2}");
    assert_eq!(elsewhere.save(&draft("{}")), Err(SaveError::Newer { revision: 2 }));
    assert_eq!(elsewhere.library().unwrap().len(), 1);
    vault.delete(PlanId(7)).unwrap();
    assert_eq!(LocalStore::probe().keys().unwrap(), ["wavewright/index"]);
    clear();
}

#[wasm_bindgen_test]
fn lengths_agree_with_texts_and_a_full_storage_is_named() {
    clear();
    let store = LocalStore::probe();
    assert_eq!(store.obstacle(), None);
    store.set("wavewright/a", "aé😀").unwrap();
    assert_eq!((store.length("wavewright/a"), store.length("wavewright/b")), (Ok(Some(4)), Ok(None)));
    assert_eq!(store.set("wavewright/b", &"x".repeat(12 * 1024 * 1024)), Err(StoreError::Full));
    assert_eq!(store.get("wavewright/b"), Ok(None));
    clear();
}

#[wasm_bindgen_test]
fn nothing_is_written_after_a_panic() {
    clear();
    let global = js_sys::global();
    js_sys::Reflect::set(&global, &"wavewrightHasPanicked".into(), &true.into()).unwrap();
    assert!(matches!(LocalStore::probe().set("wavewright/a", "1"), Err(StoreError::Other(_))));
    js_sys::Reflect::delete_property(&global, &"wavewrightHasPanicked".into()).unwrap();
    assert_eq!(LocalStore::probe().keys(), Ok(Vec::new()));
}

#[wasm_bindgen_test]
fn preferences_come_back() {
    clear();
    let preferences = Preferences::new(&LocalStore::probe());
    assert_eq!(preferences.read::<String>("theme"), None);
    preferences.write("theme", &"dark");
    assert_eq!(preferences.read::<String>("theme").as_deref(), Some("dark"));
    clear();
}

#[wasm_bindgen_test]
async fn news_reach_other_listeners_only() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let own = Rc::new(RefCell::new(Vec::new()));
    let (hears, hears_own) = (Rc::clone(&heard), Rc::clone(&own));
    let here = OtherTabs::listen(move |news| hears_own.borrow_mut().push(news));
    let there = OtherTabs::listen(move |news| hears.borrow_mut().push(news));
    let news = News::Saved { plan: PlanId(7), revision: 3 };
    here.announce(news);
    pause(200).await;
    assert_eq!((heard.borrow().as_slice(), own.borrow().as_slice()), ([news].as_slice(), [].as_slice()));
    drop(there);
    here.announce(News::Listed);
    pause(100).await;
    assert_eq!(heard.borrow().len(), 1);
}

#[wasm_bindgen_test]
async fn persistence_can_be_asked_for() {
    let _ = request_persistence().await;
}
