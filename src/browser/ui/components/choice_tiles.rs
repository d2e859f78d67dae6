//! A question with answers in words: one of them, or several. Each tile is the label of its own radio or tick box.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::term_text::explained;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceTile {
    /// What is handed on; unique among the tiles.
    pub value: AttrValue,
    /// The answer in a few words.
    pub title: AttrValue,
    /// A line below; may be empty.
    pub text: AttrValue,
}

/// Properties of [`ChoiceTiles`].
#[derive(Properties, PartialEq)]
pub struct ChoiceTilesProps {
    /// Name of the group; unique on the page.
    pub name: AttrValue,
    /// The question.
    pub legend: AttrValue,
    /// A line below the question.
    #[prop_or_default]
    pub help: AttrValue,
    /// The answers.
    pub tiles: Vec<ChoiceTile>,
    /// Values of the chosen ones.
    pub chosen: Vec<AttrValue>,
    /// How many may be chosen; for one they are radios.
    #[prop_or(1)]
    pub most: usize,
    /// Called with the value that was chosen, or chosen no more.
    pub on_change: Callback<String>,
    /// What stands between the question and its tiles.
    #[prop_or_default]
    pub children: Html,
}

/// The tiles.
#[component]
pub fn ChoiceTiles(props: &ChoiceTilesProps) -> Html {
    let is_single = props.most == 1;
    let is_full = !is_single && props.chosen.len() >= props.most;
    let onchange =
        props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    let help_id = format!("{}-help", props.name);
    html! {
        <fieldset class="panel ask" aria-describedby={(!props.help.is_empty()).then(|| help_id.clone())}>
            <legend class="ask-title">{ &props.legend }</legend>
            if !props.help.is_empty() {
                <p class="page-lead" id={help_id}>{ explained(props.help.clone()) }</p>
            }
            { props.children.clone() }
            <div class="ask-tiles">
                for tile in &props.tiles {
                    { draw(props, tile, is_single, is_full, &onchange) }
                }
            </div>
        </fieldset>
    }
}

fn draw(
    props: &ChoiceTilesProps,
    tile: &ChoiceTile,
    is_single: bool,
    is_full: bool,
    onchange: &Callback<Event>,
) -> Html {
    let is_chosen = props.chosen.contains(&tile.value);
    html! {
        <label class="ask-tile" key={tile.value.to_string()}>
            <input type={if is_single { "radio" } else { "checkbox" }} name={props.name.clone()} value={tile.value.clone()}
                checked={is_chosen} disabled={is_full && !is_chosen} onchange={onchange.clone()} />
            <span>
                <b>{ &tile.title }</b>
                if !tile.text.is_empty() {
                    <span class="ask-text">{ &tile.text }</span>
                }
            </span>
        </label>
    }
}
