//! A sentence about what just happened, with the way back, for ten seconds.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

use super::button::{Button, ButtonKind, ButtonSize};
use super::icon::IconName;

/// What a toast says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToastMessage {
    /// A number that no other message has.
    pub key: u32,
    /// The sentence.
    pub text: AttrValue,
    /// Words on its button, such as "Undo".
    pub action: Option<AttrValue>,
}

/// Properties of [`Toast`].
#[derive(Properties, PartialEq)]
pub struct ToastProps {
    /// The message; one at a time. The component stays mounted when there is none.
    #[prop_or_default]
    pub message: Option<ToastMessage>,
    /// Name of the cross.
    pub close_label: AttrValue,
    /// Called with the key of the message when its button is pressed.
    #[prop_or_default]
    pub on_act: Callback<u32>,
    /// Called with the key of the message when its time is over or the cross is pressed.
    pub on_close: Callback<u32>,
    /// How long it stays.
    #[prop_or(10_000)]
    pub duration_millis: i32,
}

/// A toast. Its time stands still while the pointer or the focus is on it, and starts anew afterwards.
#[component]
pub fn Toast(props: &ToastProps) -> Html {
    let is_held = use_state(|| false);
    let key = props.message.as_ref().map(|message| message.key);
    {
        let (on_close, duration_millis) = (props.on_close.clone(), props.duration_millis);
        use_effect_with((key, *is_held), move |(key, is_held)| {
            let countdown = match (*key, *is_held) {
                (Some(key), false) => Countdown::start(duration_millis, move || on_close.emit(key)),
                _ => None,
            };
            move || drop(countdown)
        });
    }
    {
        let is_held = is_held.setter();
        // The pointer may still be where the last message was.
        use_effect_with(key, move |_| is_held.set(false));
    }
    let hold = |holds: bool| {
        let is_held = is_held.setter();
        move || is_held.set(holds)
    };
    let (enter, leave, focus, blur) = (hold(true), hold(false), hold(true), hold(false));
    html! {
        <div role="status" aria-live="polite">
            if let Some(message) = &props.message {
                <div
                    class="toast"
                    key={message.key.to_string()}
                    onmouseenter={move |_: MouseEvent| enter()}
                    onmouseleave={move |_: MouseEvent| leave()}
                    onfocusin={move |_: FocusEvent| focus()}
                    onfocusout={move |_: FocusEvent| blur()}
                >
                    <span class="toast-text">{ &message.text }</span>
                    if let Some(action) = &message.action {
                        <Button size={ButtonSize::Small} on_press={emit(&props.on_act, message.key)}>
                            { action }
                        </Button>
                    }
                    <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Close}
                        label={props.close_label.clone()} on_press={emit(&props.on_close, message.key)} />
                </div>
            }
        </div>
    }
}

fn emit(callback: &Callback<u32>, key: u32) -> Callback<MouseEvent> {
    callback.reform(move |_| key)
}

/// A timer that is cancelled when dropped.
struct Countdown {
    handle: i32,
    _on_end: Closure<dyn FnMut()>,
}

impl Countdown {
    fn start(duration_millis: i32, on_end: impl FnMut() + 'static) -> Option<Self> {
        let on_end = Closure::<dyn FnMut()>::new(on_end);
        let handle = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                on_end.as_ref().unchecked_ref(),
                duration_millis,
            )
            .ok()?;
        Some(Self { handle, _on_end: on_end })
    }
}

impl Drop for Countdown {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.handle);
        }
    }
}
