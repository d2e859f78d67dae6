//! A place of its own on the page for each test, and the acts of a person on it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;
use yew::scheduler;

/// What callbacks were called with, in order.
#[derive(Clone, Default)]
pub struct Journal(Rc<RefCell<Vec<String>>>);

impl Journal {
    /// A callback that writes its argument down.
    pub fn callback<T: std::fmt::Debug + 'static>(&self) -> Callback<T> {
        let lines = self.0.clone();
        Callback::from(move |value: T| lines.borrow_mut().push(format!("{value:?}")))
    }

    /// Everything written so far.
    pub fn lines(&self) -> Vec<String> {
        self.0.borrow().clone()
    }
}

#[derive(Properties, PartialEq)]
struct SceneProps {
    content: Html,
}

#[component]
fn Scene(props: &SceneProps) -> Html {
    props.content.clone()
}

/// An element of the page with a rendered scene in it; gone when dropped.
pub struct Stage {
    root: Element,
    app: Option<yew::AppHandle<Scene>>,
}

impl Stage {
    /// Renders a scene and waits until it stands.
    pub async fn show(content: Html) -> Self {
        let root = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let app = yew::Renderer::<Scene>::with_root_and_props(root.clone(), SceneProps { content }).render();
        scheduler::flush().await;
        Self { root, app: Some(app) }
    }

    /// Renders other content in the same place.
    pub async fn change(&mut self, content: Html) {
        self.app.as_mut().unwrap().update(SceneProps { content });
        scheduler::flush().await;
    }

    /// The first element that matches.
    pub fn find(&self, selector: &str) -> HtmlElement {
        self.root.query_selector(selector).unwrap().expect(selector).dyn_into().unwrap()
    }

    /// Whether an element matches.
    pub fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    /// How many elements match.
    pub fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.root.query_selector(selector).unwrap().expect(selector).get_attribute(name)
    }

    /// The text of the first element that matches.
    pub fn text(&self, selector: &str) -> String {
        self.root.query_selector(selector).unwrap().expect(selector).text_content().unwrap_or_default()
    }

    /// The markup of the scene.
    pub fn markup(&self) -> String {
        self.root.inner_html()
    }

    /// Clicks an element.
    pub async fn click(&self, selector: &str) {
        self.find(selector).click();
        scheduler::flush().await;
    }

    /// Sends an event of a type to an element.
    pub async fn send(&self, selector: &str, kind: &str) {
        let script = "element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }))";
        dispatch("element, kind", script, &self.find(selector), kind);
        scheduler::flush().await;
    }

    /// Presses a key on the element that has the focus.
    pub async fn press(&self, key: &str) {
        let script =
            "element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))";
        dispatch("element, key", script, &document().active_element().unwrap(), key);
        scheduler::flush().await;
    }

    /// Carries an element with the mouse to the middle of another and lets go.
    pub async fn carry(&self, from: &str, to: &str) {
        let script = "
            const send = (kind, target, [clientX, clientY]) => target.dispatchEvent(new PointerEvent(kind,
                { clientX, clientY, button: 0, pointerId: 1, isPrimary: true, pointerType: 'mouse', bubbles: true }));
            const middle = element => {
                const rect = element.getBoundingClientRect();
                return [rect.left + rect.width / 2, rect.top + rect.height / 2];
            };
            other.scrollIntoView({ block: 'center' });
            send('pointerdown', element, middle(element));
            send('pointermove', window, middle(other));
            send('pointerup', window, middle(other));";
        let function = Function::new_with_args("element, other", script);
        function.call2(&JsValue::NULL, &self.find(from), &self.find(to)).unwrap();
        scheduler::flush().await;
    }

    /// Types a text into a field and leaves it.
    pub async fn type_in(&self, selector: &str, text: &str) {
        self.find(selector).unchecked_into::<HtmlInputElement>().set_value(text);
        self.send(selector, "input").await;
        self.send(selector, "change").await;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}

/// The page.
pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// The text of the element that has the focus.
pub fn focused_text() -> String {
    document().active_element().and_then(|element| element.text_content()).unwrap_or_default()
}

/// Waits for a time.
pub async fn wait(millis: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        web_sys::window()
            .unwrap()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
    scheduler::flush().await;
}

fn dispatch(arguments: &str, script: &str, element: &Element, argument: &str) {
    Function::new_with_args(arguments, script).call2(&JsValue::NULL, element, &argument.into()).unwrap();
}
