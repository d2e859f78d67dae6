//! A button: one primary per view, the rest default, quiet or an icon alone.

use yew::prelude::*;

use super::icon::{Icon, IconName};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one next thing to do.
    Primary,
    /// Border and surface.
    #[default]
    Default,
    /// Text alone until the pointer is over it.
    Quiet,
    /// A square with an icon; needs a `label`.
    Icon,
}

impl ButtonKind {
    /// The value of `data-kind` in the style sheets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Default => "default",
            Self::Quiet => "quiet",
            Self::Icon => "icon",
        }
    }
}

/// Height of a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ButtonSize {
    /// 28 px, in rows and cards.
    Small,
    /// 32 px.
    #[default]
    Medium,
    /// 44 px, for fingers.
    Touch,
}

/// Whether a button can be pressed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum ButtonState {
    /// Can be pressed.
    #[default]
    Ready,
    /// At work: the label stays, a ring replaces the icon, presses are ignored.
    Busy,
    /// Cannot be pressed, and the reason is readable beside it: leaves the tab order.
    Disabled,
    /// Cannot be pressed, stays in the tab order; the element with this id says why.
    Refused(AttrValue),
}

/// Properties of [`Button`].
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// How much it asks for attention.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// Its height.
    #[prop_or_default]
    pub size: ButtonSize,
    /// Icon before the label.
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// Whether it can be pressed.
    #[prop_or_default]
    pub state: ButtonState,
    /// Name for screen readers and tooltip; needed when there is no visible text.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// For a button that stays down: whether it is down.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// Called when pressed by pointer or key.
    #[prop_or_default]
    pub on_press: Callback<MouseEvent>,
    /// Visible text.
    #[prop_or_default]
    pub children: Html,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let is_ready = props.state == ButtonState::Ready;
    let is_busy = props.state == ButtonState::Busy;
    let onclick = {
        let on_press = props.on_press.clone();
        Callback::from(move |event: MouseEvent| {
            if is_ready {
                on_press.emit(event);
            }
        })
    };
    let reason = match &props.state {
        ButtonState::Refused(reason) => Some(reason.clone()),
        _ => None,
    };
    let is_refused = is_busy || reason.is_some();
    let size = match props.size {
        ButtonSize::Small => Some("small"),
        ButtonSize::Medium => None,
        ButtonSize::Touch => Some("touch"),
    };
    html! {
        <button
            type="button"
            class="button"
            data-kind={props.kind.name()}
            data-size={size}
            disabled={props.state == ButtonState::Disabled}
            aria-disabled={is_refused.then_some("true")}
            aria-busy={is_busy.then_some("true")}
            aria-describedby={reason}
            aria-pressed={props.pressed.map(|is_down| if is_down { "true" } else { "false" })}
            aria-label={props.label.clone()}
            title={props.label.clone()}
            {onclick}
        >
            if is_busy {
                { ring() }
            } else if let Some(name) = props.icon {
                <Icon {name} />
            }
            { props.children.clone() }
        </button>
    }
}

/// The turning ring of a busy button: three quarters of a circle.
fn ring() -> Html {
    html! {
        <svg class="button-ring" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor"
            stroke-width="2" stroke-linecap="round" aria-hidden="true">
            <path d="M8 2.5a5.5 5.5 0 1 1-5.5 5.5" />
        </svg>
    }
}
