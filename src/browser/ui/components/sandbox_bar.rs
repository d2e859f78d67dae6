//! The bar of a proposal: what would change in a few figures, and what to do with it.

use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::load_level::LoadLevel;

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SandboxState {
    /// Being looked for.
    Running,
    /// Found and fitting the plan as it is.
    #[default]
    Ready,
    /// Found, but the plan has changed since.
    Stale,
    /// Looked for, and the plan is as good as anything found.
    NothingBetter,
}

/// One figure before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigurePair {
    /// What it measures.
    pub name: AttrValue,
    /// The figure of the plan.
    pub before: AttrValue,
    /// The figure of the proposal.
    pub after: AttrValue,
    /// The difference as a small chip, with the colour it deserves.
    pub change: Option<(AttrValue, LoadLevel)>,
}

/// Properties of [`SandboxBar`].
#[derive(Properties, PartialEq)]
pub struct SandboxBarProps {
    /// Name of the bar for screen readers.
    pub label: AttrValue,
    /// What is going on.
    pub title: AttrValue,
    /// A few words more, such as "3 cards move, 1 pin kept".
    #[prop_or_default]
    pub detail: AttrValue,
    /// Where the proposal stands.
    #[prop_or_default]
    pub state: SandboxState,
    /// Figures before and after; four at most.
    #[prop_or_default]
    pub pairs: Vec<FigurePair>,
    /// Buttons at the end.
    #[prop_or_default]
    pub actions: Html,
    /// What stands in the middle instead of figures, such as a `Progress`.
    #[prop_or_default]
    pub children: Html,
}

/// The sandbox bar.
#[component]
pub fn SandboxBar(props: &SandboxBarProps) -> Html {
    let state = match props.state {
        SandboxState::Running => "running",
        SandboxState::Ready => "ready",
        SandboxState::Stale => "stale",
        SandboxState::NothingBetter => "nothing-better",
    };
    html! {
        <section class="sandbox" data-state={state} aria-label={props.label.clone()}>
            <span class="sandbox-mark"><Icon name={IconName::Spark} size=18 /></span>
            <div class="sandbox-title" role="status">
                <span>{ &props.title }</span>
                if !props.detail.is_empty() {
                    <small>{ &props.detail }</small>
                }
            </div>
            if !props.pairs.is_empty() {
                <dl class="sandbox-pairs">
                    for pair in props.pairs.iter() {
                        <div class="sandbox-pair" key={pair.name.to_string()}>
                            <dt>{ &pair.name }</dt>
                            <dd>
                                <span>{ &pair.before }</span>
                                <Icon name={IconName::ArrowRight} size=12 />
                                <b>{ &pair.after }</b>
                                if let Some((change, level)) = &pair.change {
                                    <span class="chip" data-kind="level" data-level={level.name()}>{ change }</span>
                                }
                            </dd>
                        </div>
                    }
                </dl>
            }
            { props.children.clone() }
            <div class="sandbox-actions">{ props.actions.clone() }</div>
        </section>
    }
}
