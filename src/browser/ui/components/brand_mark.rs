//! The mark of Wavewright: three waves, the first the strongest.

use yew::prelude::*;

/// Properties of [`BrandMark`].
#[derive(Properties, PartialEq)]
pub struct BrandMarkProps {
    /// Width and height in pixels.
    #[prop_or(22)]
    pub size: u16,
}

/// The three waves, as decoration beside the name.
#[component]
pub fn BrandMark(props: &BrandMarkProps) -> Html {
    let size = props.size.to_string();
    html! {
        <svg
            class="brand-mark"
            viewBox="0 0 22 22"
            width={size.clone()}
            height={size}
            fill="none"
            stroke="currentColor"
            stroke-width="2.2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <path d="M1.5 5.5l4-3 5.5 4 5.5-4 4 3" />
            <path d="M1.5 12l4-3 5.5 4 5.5-4 4 3" stroke-opacity="0.75" />
            <path d="M1.5 18.5l4-3 5.5 4 5.5-4 4 3" stroke-opacity="0.45" />
        </svg>
    }
}
