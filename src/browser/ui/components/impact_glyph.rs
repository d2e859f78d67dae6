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
    html! {
        <svg class="impact" width="33" height="14" role="img" aria-label={props.label.clone()}>
            for (place, impact) in props.impacts.iter().enumerate() {
                <rect
                    key={place}
                    class="impact-bar"
                    data-strong={(*impact >= 4).then_some("")}
                    x={(place * 7).to_string()}
                    y={format!("{:.1}", 14.0 - bar_height(*impact))}
                    width="5"
                    height={format!("{:.1}", bar_height(*impact))}
                />
            }
        </svg>
    }
}

/// Height in pixels of the bar of an impact.
fn bar_height(impact: u8) -> f64 {
    (f64::from(impact.min(5)) * 2.8).max(1.0)
}
