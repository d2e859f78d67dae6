//! The half of the program that only an open plan needs. The page starts without it; it is loaded behind the first
//! picture, and at the latest before a plan opens.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    // Of the page's starter. A program that is whole from the start has none.
    #[wasm_bindgen(js_namespace = window, js_name = wavewrightSecondHalf, catch)]
    async fn load_second_half() -> Result<JsValue, JsValue>;
}

/// The proof that the second half is loaded: who has it may go through a door.
#[derive(Clone, Copy, Debug)]
pub struct Loaded(());

/// How far the opening of a plan is that had to wait for the second half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opening {
    /// Nothing waits.
    #[default]
    Idle,
    /// The second half is on its way.
    Waiting,
    /// It did not come.
    Failed,
}

/// What is done as soon as the second half is loaded.
pub type Act = Box<dyn FnOnce(Loaded)>;

/// The second half, as the first one sees it.
#[derive(Default)]
pub struct SecondHalf {
    is_loaded: Cell<bool>,
    waiting: RefCell<Option<Act>>,
}

impl SecondHalf {
    /// Looks whether this program is whole from the start, as in the single-file edition.
    pub fn look() -> Self {
        let is_apart = web_sys::window().is_some_and(|window| {
            js_sys::Reflect::has(&window, &JsValue::from_str("wavewrightSecondHalf")).unwrap_or(false)
        });
        Self { is_loaded: Cell::new(!is_apart), waiting: RefCell::default() }
    }

    /// The proof, once it is loaded.
    pub fn loaded(&self) -> Option<Loaded> {
        self.is_loaded.get().then_some(Loaded(()))
    }

    /// Loads it; none where it did not come. Another try may go well.
    pub async fn load(&self) -> Option<Loaded> {
        if !self.is_loaded.get() {
            load_second_half().await.ok()?;
            self.is_loaded.set(true);
        }
        self.loaded()
    }

    /// Notes what is done once it is loaded; the wish of before is forgotten.
    pub fn wait(&self, act: Act) {
        *self.waiting.borrow_mut() = Some(act);
    }

    /// Whether something waits for it.
    pub fn has_waiting(&self) -> bool {
        self.waiting.borrow().is_some()
    }

    /// What waited for it.
    pub fn take_waiting(&self) -> Option<Act> {
        self.waiting.borrow_mut().take()
    }
}
