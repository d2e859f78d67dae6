//! A button that opens a list of actions.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};
use yew::prelude::*;

use crate::browser::ui::focus::focus;

use super::button::ButtonKind;
use super::focus_ring::{FocusStep, move_focus};
use super::icon::{Icon, IconName};

/// Height in pixels that a list is given room for before it opens upwards.
const LIST_HEIGHT: f64 = 260.0;

/// One action of a [`Menu`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What is handed on; unique in the list.
    pub key: AttrValue,
    /// What is read.
    pub label: AttrValue,
    /// Icon before the label.
    pub icon: Option<IconName>,
    /// A few quiet words at the end, such as a shortcut.
    pub hint: Option<AttrValue>,
    /// Whether it can be picked now.
    pub is_disabled: bool,
    /// Whether a line sets it apart from the one above.
    pub is_apart: bool,
}

impl MenuItem {
    /// An action that can be picked, without icon or hint.
    pub fn new(key: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            icon: None,
            hint: None,
            is_disabled: false,
            is_apart: false,
        }
    }
}

/// Properties of [`Menu`].
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// Name of the menu, and the words on its button unless it is an icon.
    pub label: AttrValue,
    /// Look of the button.
    #[prop_or(ButtonKind::Icon)]
    pub kind: ButtonKind,
    /// Icon on the button.
    #[prop_or(Some(IconName::More))]
    pub icon: Option<IconName>,
    /// The actions.
    pub items: Vec<MenuItem>,
    /// Called with the key of the picked action, after the focus went back to the button.
    pub on_pick: Callback<AttrValue>,
    /// Whether the list ends where the button ends, for buttons near the right edge.
    #[prop_or_default]
    pub is_at_end: bool,
}

/// How an open list stands.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Opening {
    opens_up: bool,
    first_focus: FocusStep,
}

/// A menu: Enter, Space or arrows open it, arrows move, Esc closes, Tab leaves.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let opening = use_state(|| None::<Opening>);
    let wrapper = use_node_ref();
    let button = use_node_ref();
    let list = use_node_ref();
    {
        let (list, wrapper, setter) = (list.clone(), wrapper.clone(), opening.setter());
        use_effect_with(*opening, move |opening| {
            let watch = opening.map(|opening| {
                if let Some(list) = list.cast::<Element>() {
                    move_focus(&list, "[role=menuitem]", opening.first_focus);
                }
                ScrollWatch::start(move |event| {
                    if !is_inside(&wrapper, event.target()) {
                        setter.set(None);
                    }
                })
            });
            move || drop(watch)
        });
    }
    let open = {
        let (opening, wrapper) = (opening.setter(), wrapper.clone());
        move |first_focus| {
            opening.set(Some(Opening { opens_up: lacks_room_below(&wrapper), first_focus }));
        }
    };
    let onclick = {
        let (opening, open) = (opening.clone(), open.clone());
        Callback::from(move |_: MouseEvent| match *opening {
            Some(_) => opening.set(None),
            None => open(FocusStep::First),
        })
    };
    let on_button_key = Callback::from(move |event: KeyboardEvent| {
        let first_focus = match event.key().as_str() {
            "ArrowDown" => FocusStep::First,
            "ArrowUp" => FocusStep::Last,
            _ => return,
        };
        event.prevent_default();
        open(first_focus);
    });
    let on_list_key = {
        let (opening, list, button) = (opening.setter(), list.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowDown" => FocusStep::Next,
                "ArrowUp" => FocusStep::Previous,
                "Home" => FocusStep::First,
                "End" => FocusStep::Last,
                "Escape" => {
                    // A dialog around the menu stays open.
                    event.prevent_default();
                    event.stop_propagation();
                    opening.set(None);
                    focus(button.cast());
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            if let Some(list) = list.cast::<Element>() {
                move_focus(&list, "[role=menuitem]", step);
            }
        })
    };
    let onfocusout = {
        let (opening, wrapper) = (opening.setter(), wrapper.clone());
        Callback::from(move |event: FocusEvent| {
            if !is_inside(&wrapper, event.related_target()) {
                opening.set(None);
            }
        })
    };
    let on_pick = {
        let (opening, button, on_pick) = (opening.setter(), button.clone(), props.on_pick.clone());
        Callback::from(move |key: AttrValue| {
            opening.set(None);
            focus(button.cast());
            on_pick.emit(key);
        })
    };
    let is_icon = props.kind == ButtonKind::Icon;
    html! {
        <div
            ref={wrapper}
            class="menu"
            data-align={props.is_at_end.then_some("end")}
            data-side={opening.is_some_and(|opening| opening.opens_up).then_some("up")}
            {onfocusout}
        >
            <button
                ref={button}
                type="button"
                class="button"
                data-kind={props.kind.name()}
                data-size={is_icon.then_some("small")}
                aria-haspopup="menu"
                aria-expanded={if opening.is_some() { "true" } else { "false" }}
                aria-label={is_icon.then(|| props.label.clone())}
                title={is_icon.then(|| props.label.clone())}
                {onclick}
                onkeydown={on_button_key}
            >
                if let Some(name) = props.icon {
                    <Icon {name} />
                }
                if !is_icon {
                    { &props.label }
                }
            </button>
            if opening.is_some() {
                <div ref={list} class="menu-list" role="menu" aria-label={props.label.clone()} onkeydown={on_list_key}>
                    for item in props.items.iter() {
                        <button
                            key={item.key.to_string()}
                            type="button"
                            class="menu-item"
                            role="menuitem"
                            tabindex="-1"
                            data-kind={item.is_apart.then_some("apart")}
                            aria-disabled={item.is_disabled.then_some("true")}
                            onclick={pick(&on_pick, item)}
                        >
                            if let Some(name) = item.icon {
                                <Icon {name} />
                            }
                            <span>{ &item.label }</span>
                            if let Some(hint) = &item.hint {
                                <span class="menu-hint">{ hint }</span>
                            }
                        </button>
                    }
                </div>
            }
        </div>
    }
}

/// What a press on an action does; nothing for one that cannot be picked.
fn pick(on_pick: &Callback<AttrValue>, item: &MenuItem) -> Callback<MouseEvent> {
    if item.is_disabled {
        return Callback::noop();
    }
    let key = item.key.clone();
    on_pick.reform(move |_| key.clone())
}

fn is_inside(wrapper: &NodeRef, target: Option<web_sys::EventTarget>) -> bool {
    let target = target.and_then(|target| target.dyn_into::<Node>().ok());
    match (wrapper.cast::<Node>(), target) {
        (Some(wrapper), Some(target)) => wrapper.contains(Some(&target)),
        _ => false,
    }
}

/// Whether a list below the button would leave the window at the bottom while there is room above.
fn lacks_room_below(wrapper: &NodeRef) -> bool {
    let measure = || -> Option<(f64, f64)> {
        let element: JsValue = wrapper.cast::<Element>()?.into();
        let rectangle: Function =
            Reflect::get(&element, &"getBoundingClientRect".into()).ok()?.dyn_into().ok()?;
        let rectangle = rectangle.call0(&element).ok()?;
        let bottom = Reflect::get(&rectangle, &"bottom".into()).ok()?.as_f64()?;
        let height = web_sys::window()?.inner_height().ok()?.as_f64()?;
        Some((bottom, height))
    };
    measure().is_some_and(|(bottom, height)| bottom + LIST_HEIGHT > height && bottom > LIST_HEIGHT)
}

/// Listens to scrolling anywhere on the page until dropped: the list stands still, its button does not.
struct ScrollWatch {
    listener: Closure<dyn FnMut(Event)>,
}

impl ScrollWatch {
    fn start(on_scroll: impl FnMut(Event) + 'static) -> Self {
        let listener = Closure::<dyn FnMut(Event)>::new(on_scroll);
        if let Some(window) = web_sys::window() {
            // Scrolling does not bubble, so it is caught on the way down.
            let _ = window.add_event_listener_with_callback_and_bool(
                "scroll",
                listener.as_ref().unchecked_ref(),
                true,
            );
        }
        Self { listener }
    }
}

impl Drop for ScrollWatch {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback_and_bool(
                "scroll",
                self.listener.as_ref().unchecked_ref(),
                true,
            );
        }
    }
}
