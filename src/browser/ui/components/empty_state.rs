//! What stands where nothing is yet: a drawing, one sentence, one action.

use yew::prelude::*;

use super::icon::{Icon, IconName};

/// Properties of [`EmptyState`].
#[derive(Properties, PartialEq)]
pub struct EmptyStateProps {
    /// The drawing.
    pub icon: IconName,
    /// The sentence.
    pub sentence: AttrValue,
    /// One button or link.
    pub children: Html,
}

/// An empty state.
#[component]
pub fn EmptyState(props: &EmptyStateProps) -> Html {
    html! {
        <div class="empty">
            <Icon name={props.icon} size=48 />
            <p>{ &props.sentence }</p>
            { props.children.clone() }
        </div>
    }
}
