//! A load as a chip: icon, number, and the word of its level.

use yew::prelude::*;

use super::chip::{Chip, ChipKind};
use super::load_level::LoadLevel;

/// Properties of [`LevelChip`].
#[derive(Properties, PartialEq)]
pub struct LevelChipProps {
    /// Which level the number has.
    pub level: LoadLevel,
    /// The number as printed, such as "0.82" or "F 0.91".
    pub number: AttrValue,
    /// The word of the level, such as "Tight".
    pub word: AttrValue,
    /// Whether the word is seen; it is always read out.
    #[prop_or_default]
    pub shows_word: bool,
}

/// A load level as a chip.
#[component]
pub fn LevelChip(props: &LevelChipProps) -> Html {
    let class = (!props.shows_word).then_some("visually-hidden");
    // A dash before a number would read as a minus.
    let icon = (props.level != LoadLevel::None).then(|| props.level.icon());
    html! {
        <Chip kind={ChipKind::Level(props.level)} {icon}>
            <span>{ &props.number }<span {class}>{ " " }{ &props.word }</span></span>
        </Chip>
    }
}
