//! How much an entry asks of each group, as five small bars.

use yew::prelude::*;

/// Properties of [`ImpactGlyph`].
#[derive(Properties, PartialEq)]
pub struct ImpactGlyphProps {
    /// Impact 0 to 5 on the groups E, F, P, T and O.
    pub impacts: [u8; 5],
    /// The bars in words, such as "E 2, F 4, P 2, T 0, O 3".
    pub label: AttrValue,
}

/// Five bars of 5 px, 2 px apart, 14 px high for impact 5; 4 and 5 are dark, 0 leaves a foot of 1 px.
#[component]
pub fn ImpactGlyph(props: &ImpactGlyphProps) -> Html {
    let bars = |is_strong: bool| -> String {
        let bars = props.impacts.iter().enumerate().filter(|(_, impact)| (**impact >= 4) == is_strong);
        bars.map(|(place, impact)| format!("M{} 14v-{:.1}h5V14z", place * 7, bar_height(*impact))).collect()
    };
    let (weak, strong) = (bars(false), bars(true));
    // One shape for all bars of a kind: a board of a thousand cards draws a thousand of these.
    html! {
        <svg class="impact" width="33" height="14" role="img" aria-label={props.label.clone()}>
            if !weak.is_empty() {
                <path class="impact-bar" d={weak} />
            }
            if !strong.is_empty() {
                <path class="impact-bar" data-strong="" d={strong} />
            }
        </svg>
    }
}

/// Height in pixels of the bar of an impact.
fn bar_height(impact: u8) -> f64 {
    (f64::from(impact.min(5)) * 2.8).max(1.0)
}
