//! A few boxes that are full, partly full or empty: weights of one to three, parts of a plan.

use yew::prelude::*;

/// How full one box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pip {
    /// Done or counted.
    Full,
    /// Begun.
    Part,
    /// Not begun.
    Empty,
}

/// Properties of [`Pips`].
#[derive(Properties, PartialEq)]
pub struct PipsProps {
    /// The boxes from left to right.
    pub pips: Vec<Pip>,
    /// The boxes in words, such as "weight 2 of 3".
    pub label: AttrValue,
    /// Width of one box in pixels; 8 for weights, 14 for the parts of a plan.
    #[prop_or(8)]
    pub width: u16,
}

/// A row of boxes.
#[component]
pub fn Pips(props: &PipsProps) -> Html {
    let step = usize::from(props.width) + 2;
    let width = (props.pips.len() * step).to_string();
    html! {
        <svg class="pips" {width} height="8" role="img" aria-label={props.label.clone()}>
            for (place, pip) in props.pips.iter().enumerate() {
                <rect
                    key={place}
                    data-kind={match pip { Pip::Full => "full", Pip::Part => "part", Pip::Empty => "empty" }}
                    x={format!("{}.5", place * step)}
                    y="0.5"
                    width={(props.width.saturating_sub(1)).to_string()}
                    height="7"
                    rx="2"
                />
            }
        </svg>
    }
}
