//! A row of tabs over one panel; each tab may carry a figure.

use web_sys::Element;
use yew::prelude::*;

use super::focus_ring::{FocusStep, move_focus};
use super::icon::Icon;
use super::load_level::LoadLevel;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What is handed on; unique in the row.
    pub value: AttrValue,
    /// What is read.
    pub label: AttrValue,
    /// A figure below the label, and its level.
    pub note: Option<(AttrValue, Option<LoadLevel>)>,
}

/// Properties of [`Tabs`].
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// Id of the row. The panel, set by the caller, has the role `tabpanel`, the id `{id}-panel` and is
    /// labelled by `{id}-{value}`.
    pub id: AttrValue,
    /// What the tabs divide, for screen readers.
    pub label: AttrValue,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// Value of the open tab.
    pub value: AttrValue,
    /// Called with the value of the tab to open; arrow keys open too.
    pub on_change: Callback<AttrValue>,
    /// Whether tabs are separate tiles with a figure, as for waves on the phone.
    #[prop_or_default]
    pub are_tiles: bool,
}

/// A row of tabs.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let row = use_node_ref();
    let onkeydown = {
        let row = row.clone();
        let (on_change, prefix) = (props.on_change.clone(), format!("{}-", props.id));
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowRight" => FocusStep::Next,
                "ArrowLeft" => FocusStep::Previous,
                "Home" => FocusStep::First,
                "End" => FocusStep::Last,
                _ => return,
            };
            event.prevent_default();
            let tab = row.cast::<Element>().and_then(|row| move_focus(&row, "[role=tab]", step));
            if let Some(value) = tab.and_then(|tab| tab.id().strip_prefix(&prefix).map(str::to_owned)) {
                on_change.emit(value.into());
            }
        })
    };
    html! {
        <div ref={row} class="tabs" id={props.id.clone()} role="tablist" aria-label={props.label.clone()}
            data-kind={props.are_tiles.then_some("tiles")} {onkeydown}>
            for tab in props.tabs.iter() {
                { draw_tab(props, tab) }
            }
        </div>
    }
}

/// One tab; only the open one is in the tab order.
fn draw_tab(props: &TabsProps, tab: &Tab) -> Html {
    let is_open = tab.value == props.value;
    let onclick = {
        let value = tab.value.clone();
        props.on_change.reform(move |_: MouseEvent| value.clone())
    };
    html! {
        <button
            type="button"
            class="segment"
            role="tab"
            key={tab.value.to_string()}
            id={format!("{}-{}", props.id, tab.value)}
            aria-selected={if is_open { "true" } else { "false" }}
            aria-controls={format!("{}-panel", props.id)}
            tabindex={if is_open { "0" } else { "-1" }}
            {onclick}
        >
            <span>{ &tab.label }</span>
            if let Some((note, level)) = &tab.note {
                <span class="segment-note" data-tone={level.map(tone)}>
                    if let Some(level) = level {
                        <Icon name={level.icon()} size=10 />
                    }
                    { note }
                </span>
            }
        </button>
    }
}

/// The text colour of a level.
fn tone(level: LoadLevel) -> &'static str {
    match level {
        LoadLevel::Room => "ok",
        other => other.name(),
    }
}
