//! A question with five equal tiles and a sixth, set apart, for "don't know".

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::respondents::Respondents;

/// One tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleTile {
    /// What is handed on; unique in the scale.
    pub value: AttrValue,
    /// Number of the level; empty for "don't know".
    pub number: AttrValue,
    /// The level in a few words.
    pub word: AttrValue,
    /// Letters of the groups of those who chose it, sorted by group.
    pub respondents: Vec<AttrValue>,
    /// The same people in words, such as "2 executives".
    pub respondents_label: AttrValue,
}

/// Properties of [`RadioScale`].
#[derive(Properties, PartialEq)]
pub struct RadioScaleProps {
    /// Name of the radio group; unique on the page.
    pub name: AttrValue,
    /// Id of the element with the question.
    pub labelled_by: AttrValue,
    /// The tiles from the lowest level up.
    pub tiles: Vec<ScaleTile>,
    /// The tile set apart.
    #[prop_or_default]
    pub unknown: Option<ScaleTile>,
    /// Value of the chosen tile.
    #[prop_or_default]
    pub value: Option<AttrValue>,
    /// Called with the value of the new choice; arrow keys choose too.
    pub on_change: Callback<String>,
    /// Whether it can be changed.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// A scale of tiles.
#[component]
pub fn RadioScale(props: &RadioScaleProps) -> Html {
    let onchange =
        props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    let tiles = props.tiles.iter().map(|tile| (tile, "level"));
    let unknown = props.unknown.iter().map(|tile| (tile, "unknown"));
    html! {
        <div class="scale" role="radiogroup" aria-labelledby={props.labelled_by.clone()}>
            <div class="scale-tiles">
                for (tile, kind) in tiles.chain(unknown) {
                    <div class="scale-cell" data-kind={kind} key={tile.value.to_string()}>
                        <label class="scale-tile">
                            <input
                                type="radio"
                                name={props.name.clone()}
                                value={tile.value.clone()}
                                checked={props.value.as_ref() == Some(&tile.value)}
                                disabled={props.is_disabled}
                                onchange={onchange.clone()}
                            />
                            <span class="scale-answer">
                                if !tile.number.is_empty() {
                                    <b class="scale-number">{ &tile.number }</b>
                                    { " " }
                                }
                                <span class="scale-word">{ &tile.word }</span>
                            </span>
                        </label>
                        <Respondents letters={tile.respondents.clone()} label={tile.respondents_label.clone()} />
                    </div>
                }
            </div>
        </div>
    }
}
