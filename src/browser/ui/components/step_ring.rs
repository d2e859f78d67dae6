//! The ring of a part of the plan: its number, and how far it is.

use yew::prelude::*;

/// How far a part of the plan is.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum StepStatus {
    /// Nothing yet: a dashed ring.
    #[default]
    Empty,
    /// Begun; the share done, 0 to 1, fills the ring.
    Started(f64),
    /// Done: a check mark.
    Done,
    /// Done once, and something it rests on has changed: an amber ring.
    Review,
}

/// Properties of [`StepRing`].
#[derive(Properties, PartialEq)]
pub struct StepRingProps {
    /// Number of the part.
    pub number: AttrValue,
    /// How far it is.
    pub status: StepStatus,
}

/// A ring of 22 px, as decoration; the caller says the status in words.
#[component]
pub fn StepRing(props: &StepRingProps) -> Html {
    let status = match props.status {
        StepStatus::Empty => "empty",
        StepStatus::Started(_) => "started",
        StepStatus::Done => "done",
        StepStatus::Review => "review",
    };
    let is_done = props.status == StepStatus::Done;
    html! {
        <svg class="step-ring" data-status={status} width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <circle cx="11" cy="11" r="9.5" />
            if let StepStatus::Started(share) = props.status {
                <circle class="step-ring-share" cx="11" cy="11" r="9.5" pathLength="100"
                    stroke-dasharray={format!("{:.0} 100", share.clamp(0.0, 1.0) * 100.0)}
                    transform="rotate(-90 11 11)" />
            }
            if is_done {
                <path class="step-ring-check" d="M7 11.3l2.7 2.7 5.3-5.8" />
            }
            <text class={is_done.then_some("step-ring-number")} x="11" y="15">{ &props.number }</text>
        </svg>
    }
}
