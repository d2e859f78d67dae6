//! How far something is: a bar with the share in words beside it.

use yew::prelude::*;

/// Colour of the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ProgressTone {
    /// Work that goes on.
    #[default]
    Accent,
    /// A plain measure, such as space used.
    Quiet,
    /// A measure that gets near its limit.
    Tight,
}

/// Properties of [`Progress`].
#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    /// Share done, 0 to 1; none while it is not known.
    #[prop_or_default]
    pub share: Option<f64>,
    /// The share in words, seen beside the bar.
    #[prop_or_default]
    pub words: AttrValue,
    /// What it measures.
    pub label: AttrValue,
    /// Colour of the bar.
    #[prop_or_default]
    pub tone: ProgressTone,
    /// Whether it waits 300 ms before it shows, for work that is usually over by then.
    #[prop_or_default]
    pub is_delayed: bool,
    /// A button at the end, such as Stop.
    #[prop_or_default]
    pub children: Html,
}

/// A progress bar.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    let percent = props.share.map(|share| format!("{:.1}", share.clamp(0.0, 1.0) * 100.0));
    let width = percent.as_ref().map_or_else(|| "30%".to_owned(), |percent| format!("{percent}%"));
    let tone = match props.tone {
        ProgressTone::Accent => None,
        ProgressTone::Quiet => Some("quiet"),
        ProgressTone::Tight => Some("tight"),
    };
    html! {
        <div class="progress" data-tone={tone} data-running={percent.is_none().then_some("")}
            data-delayed={props.is_delayed.then_some("")}>
            <svg
                class="progress-track"
                width="100%"
                height="6"
                role="progressbar"
                aria-label={props.label.clone()}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow={percent}
                aria-valuetext={(!props.words.is_empty()).then(|| props.words.clone())}
            >
                <rect class="progress-ground" width="100%" height="6" rx="3" />
                <rect class="progress-share" {width} height="6" rx="3" />
            </svg>
            if !props.words.is_empty() {
                <span aria-hidden="true">{ &props.words }</span>
            }
            { props.children.clone() }
        </div>
    }
}
