//! News between the tabs of one browser: which plan was saved, at which revision.
//!
//! Two ways carry them, as each fails somewhere: a broadcast channel may speak before the written text can be seen in
//! the other tab, and storage events do not reach tabs whose browser keeps them apart. So the same news may come
//! twice, and a listener reads the storage again until it agrees with the revision (`Vault::newest_stamp`).

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, StorageEvent};

use crate::domain::json;
use crate::domain::model::ids::PlanId;
use crate::domain::vault::key;
use crate::domain::vault::record::{Reading, Record};

const CHANNEL: &str = "wavewright";

/// What another tab did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It saved a plan.
    Saved {
        /// The plan.
        plan: PlanId,
        /// Number of the saved state.
        revision: u64,
    },
    /// It deleted a plan for good.
    Deleted {
        /// The plan.
        plan: PlanId,
    },
    /// It changed the list: archive, bin, notes of files.
    Listed,
    /// The storage was emptied.
    Cleared,
}

/// Listens to other tabs and speaks to them, until dropped.
#[derive(Debug)]
pub struct OtherTabs {
    channel: Option<BroadcastChannel>,
    on_message: Closure<dyn FnMut(MessageEvent)>,
    on_storage: Closure<dyn FnMut(StorageEvent)>,
}

impl OtherTabs {
    /// Calls back for all news of other tabs, never for what this tab does.
    pub fn listen(on_news: impl Fn(News) + 'static) -> Self {
        let on_news = Rc::new(on_news);
        let told = Rc::clone(&on_news);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(news) = event.data().as_string().and_then(|text| json::parse(&text).ok()) {
                told(news);
            }
        });
        let on_storage = Closure::<dyn FnMut(StorageEvent)>::new(move |event: StorageEvent| {
            if let Some(news) = news_of_event(&event) {
                on_news(news);
            }
        });
        // Barred where storage is barred: then there is nothing to tell either.
        let channel = BroadcastChannel::new(CHANNEL).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("storage", on_storage.as_ref().unchecked_ref());
        }
        Self { channel, on_message, on_storage }
    }

    /// Tells the other tabs.
    pub fn announce(&self, news: News) {
        if let (Some(channel), Ok(text)) = (&self.channel, serde_json::to_string(&news)) {
            // Other tabs notice by their storage events too; and a save never overwrites what it does not know.
            let _ = channel.post_message(&JsValue::from_str(&text));
        }
    }
}

impl Drop for OtherTabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        if let Some(window) = web_sys::window() {
            let listener = self.on_storage.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback("storage", listener);
        }
        // The closures themselves end with this value.
        let _ = &self.on_message;
    }
}

fn news_of_event(event: &StorageEvent) -> Option<News> {
    let Some(key) = event.key() else { return Some(News::Cleared) };
    if key == key::INDEX {
        return Some(News::Listed);
    }
    if let Some((plan, _)) = key::parse_slot(&key) {
        return match Record::read(plan, &event.new_value()?) {
            Reading::Whole(record) => Some(News::Saved { plan, revision: record.revision() }),
            _ => None,
        };
    }
    // The head goes last when a plan is deleted.
    let plan = key::parse_head(&key)?;
    if event.new_value().is_none() { Some(News::Deleted { plan }) } else { None }
}
