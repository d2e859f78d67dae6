//! The hatchings behind loads and run work. Mounted once, near the root; marks name them by `url(#pattern-…)`.

use yew::prelude::*;

/// Definitions of `pattern-run`, `pattern-tight`, `pattern-over` and `pattern-part`.
///
/// Colours come from the style sheet, so they follow the theme.
#[component]
pub fn Patterns() -> Html {
    html! {
        <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                { stripes("pattern-run", "run") }
                { stripes("pattern-part", "run") }
                { stripes("pattern-tight", "tight") }
                <pattern id="pattern-over" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect class="pattern-ground" data-level="over" width="4" height="4" />
                    <path class="pattern-stroke" data-level="over" d="M2 0v4M0 2h4" />
                </pattern>
            </defs>
        </svg>
    }
}

/// Lines at 45 degrees, 4 px apart.
fn stripes(id: &'static str, level: &'static str) -> Html {
    html! {
        <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="pattern-ground" data-level={level} width="4" height="4" />
            <path class="pattern-stroke" data-level={level} d="M2 0v4" />
        </pattern>
    }
}
