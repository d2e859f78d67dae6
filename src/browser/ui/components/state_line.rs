//! Where the work is: what the browser holds, and what a file holds.

use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::live_region::LiveRegion;

/// What can be said about the last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SaveState {
    /// In the browser, and the file is not behind.
    #[default]
    Saved,
    /// On the way to the browser.
    Saving,
    /// In the browser, not yet in a file.
    Pending,
    /// Nowhere.
    Failed,
}

/// Properties of [`StateLine`].
#[derive(Properties, PartialEq)]
pub struct StateLineProps {
    /// What can be said about the last change.
    pub state: SaveState,
    /// The state in words, such as "Saved in this browser 14:02".
    pub text: AttrValue,
    /// The copy in a file in words, such as "In file norvik.pmoplan.json, 12 min ago".
    #[prop_or_default]
    pub file: Option<AttrValue>,
    /// The words of a phone, where the text is too long for it.
    #[prop_or_default]
    pub short: Option<AttrValue>,
    /// A button beside a state that needs one, such as Download now.
    #[prop_or_default]
    pub action: Html,
}

/// The state line. It is spoken when the kind of state changes, not at every minute.
#[component]
pub fn StateLine(props: &StateLineProps) -> Html {
    let spoken = use_state(AttrValue::default);
    {
        let (spoken, text) = (spoken.clone(), props.text.clone());
        use_effect_with(props.state, move |_| spoken.set(text));
    }
    let (kind, icon) = match props.state {
        SaveState::Saved => ("saved", IconName::Check),
        SaveState::Saving => ("saving", IconName::Ring),
        SaveState::Pending => ("pending", IconName::TriangleOpen),
        SaveState::Failed => ("failed", IconName::TriangleFilled),
    };
    html! {
        <div class="state-line" data-kind={kind}>
            <span class="state-part">
                <Icon name={icon} size=14 />
                <span class="state-text" data-hide={props.short.as_ref().map(|_| "phone")}>{ &props.text }</span>
                if let Some(short) = &props.short {
                    <span class="state-text" data-only="phone">{ short }</span>
                }
            </span>
            if let Some(file) = &props.file {
                <span class="state-part" data-hide="narrow">
                    <span aria-hidden="true">{ "·" }</span><Icon name={IconName::File} size=14 /><span class="state-text">{ file }</span>
                </span>
            }
            { props.action.clone() }
            <LiveRegion text={(*spoken).clone()} />
        </div>
    }
}
