//! A chip: a few words in a small box. Never to be clicked; use a small button for that.

use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::load_level::LoadLevel;

/// What a chip says by its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ChipKind {
    /// A plain fact.
    #[default]
    Neutral,
    /// A thing that exists, such as an entry.
    Outline,
    /// Ours, chosen, first.
    Accent,
    /// A load level; prefer `LevelChip`, which brings icon and number.
    Level(LoadLevel),
    /// Proposed, not yet so.
    Dashed,
}

/// Properties of [`Chip`].
#[derive(Properties, PartialEq)]
pub struct ChipProps {
    /// What it says by its look.
    #[prop_or_default]
    pub kind: ChipKind,
    /// Icon before the words.
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// The words.
    pub children: Html,
}

/// A chip.
#[component]
pub fn Chip(props: &ChipProps) -> Html {
    let (kind, level) = match props.kind {
        ChipKind::Neutral => ("neutral", None),
        ChipKind::Outline => ("outline", None),
        ChipKind::Accent => ("accent", None),
        ChipKind::Level(level) => ("level", Some(level.name())),
        ChipKind::Dashed => ("dashed", None),
    };
    html! {
        <span class="chip" data-kind={kind} data-level={level}>
            if let Some(name) = props.icon {
                <Icon {name} size=12 />
            }
            { props.children.clone() }
        </span>
    }
}
