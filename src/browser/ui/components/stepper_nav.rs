//! The navigation of a plan: its parts in any order, further places, and the next best action at the foot.
//!
//! The same markup is the full navigation and the rail; the style sheet decides by the width it is given.

use yew::prelude::*;

use super::button::{Button, ButtonKind};
use super::icon::{Icon, IconName};
use super::step_ring::{StepRing, StepStatus};
use crate::browser::ui::hooks::reach::reaching;

/// What stands before the name of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum StepMark {
    /// A numbered part of the plan: its number, how far it is, and that in words.
    Ring(AttrValue, StepStatus, AttrValue),
    /// Any other place.
    Icon(IconName),
}

/// A page below a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPage {
    /// Name of the page.
    pub name: AttrValue,
    /// Its address.
    pub href: AttrValue,
    /// Whether it is open.
    pub is_current: bool,
}

/// A place of the navigation.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What stands before the name.
    pub mark: StepMark,
    /// Name of the place.
    pub name: AttrValue,
    /// Its address.
    pub href: AttrValue,
    /// Whether it or one of its pages is open; only then its pages are listed.
    pub is_current: bool,
    /// A count at the end of the line, its meaning in words, and whether it asks for attention.
    pub badge: Option<StepBadge>,
    /// Its pages.
    pub pages: Vec<StepPage>,
}

/// A count behind the name of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepBadge {
    /// The count.
    pub text: AttrValue,
    /// The count with its meaning, such as "6 findings".
    pub label: AttrValue,
    /// Whether it asks for attention.
    pub is_warning: bool,
}

/// The one thing that helps the plan most now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextAction {
    /// Heading, such as "Next best action".
    pub heading: AttrValue,
    /// One sentence.
    pub sentence: AttrValue,
    /// Words of the link.
    pub link: AttrValue,
    /// Where it leads.
    pub href: AttrValue,
    /// Path of the field it names, such as `foundation.mission`; empty where it names a page.
    pub field: AttrValue,
}

/// Properties of [`StepperNav`].
#[derive(Properties, PartialEq)]
pub struct StepperNavProps {
    /// Name of the navigation.
    pub label: AttrValue,
    /// The parts of the plan.
    pub steps: Vec<Step>,
    /// Further places, below a line.
    #[prop_or_default]
    pub places: Vec<Step>,
    /// The next best action.
    #[prop_or_default]
    pub next: Option<NextAction>,
    /// What else stands at the foot.
    #[prop_or_default]
    pub foot: Html,
    /// Whether the navigation is folded to the rail; only turns the arrow of the button.
    #[prop_or_default]
    pub is_rail: bool,
    /// Name of the button that folds or unfolds it; without one there is no button.
    #[prop_or_default]
    pub toggle_label: Option<AttrValue>,
    /// Called when that button is pressed.
    #[prop_or_default]
    pub on_toggle: Callback<()>,
}

/// The navigation of a plan.
#[component]
pub fn StepperNav(props: &StepperNavProps) -> Html {
    let arrow = if props.is_rail { IconName::ChevronsRight } else { IconName::ChevronsLeft };
    html! {
        <nav class="stepper" aria-label={props.label.clone()}>
            <ol class="stepper-list">
                for step in props.steps.iter() {
                    <li key={step.href.to_string()}>{ draw_step(step, "step") }</li>
                }
            </ol>
            if !props.places.is_empty() {
                <ul class="stepper-list">
                    for place in props.places.iter() {
                        <li key={place.href.to_string()}>{ draw_step(place, "page") }</li>
                    }
                </ul>
            }
            <div class="stepper-foot">
                if let Some(next) = &props.next {
                    <div class="stepper-next">
                        <span class="text-micro">{ &next.heading }</span>
                        <b>{ &next.sentence }</b>
                        <a href={next.href.clone()} onclick={(!next.field.is_empty()).then(|| reaching(next.field.to_string()))}>{ &next.link }<Icon name={IconName::ChevronRight} size=14 /></a>
                    </div>
                }
                { props.foot.clone() }
                if let Some(label) = &props.toggle_label {
                    <div class="stepper-toggle">
                        <Button kind={ButtonKind::Icon} icon={arrow} label={label.clone()}
                            on_press={props.on_toggle.reform(|_| ())} />
                    </div>
                }
            </div>
        </nav>
    }
}

/// One place and, while it is open, its pages.
fn draw_step(step: &Step, current: &'static str) -> Html {
    let has_open_page = step.pages.iter().any(|page| page.is_current);
    // With a page open below it, the part is where one is, the page is what one reads.
    let current = if has_open_page { "step" } else { current };
    html! {
        <>
            <a class="stepper-link" href={step.href.clone()} aria-current={step.is_current.then_some(current)}>
                <span class="stepper-mark">{ draw_mark(&step.mark) }</span>
                <span class="stepper-name">{ &step.name }</span>
                if let StepMark::Ring(_, _, words) = &step.mark {
                    <span class="visually-hidden">{ ", " }{ words }</span>
                }
                if let Some(badge) = &step.badge {
                    <span class="badge stepper-badge" data-tone={badge.is_warning.then_some("tight")}>
                        <span aria-hidden="true">{ &badge.text }</span>
                        <span class="visually-hidden">{ ", " }{ &badge.label }</span>
                    </span>
                }
            </a>
            if step.is_current && !step.pages.is_empty() {
                <ul class="stepper-pages">
                    for page in step.pages.iter() {
                        <li key={page.href.to_string()}>
                            <a class="stepper-page" href={page.href.clone()}
                                aria-current={page.is_current.then_some("page")}>{ &page.name }</a>
                        </li>
                    }
                </ul>
            }
        </>
    }
}

fn draw_mark(mark: &StepMark) -> Html {
    match mark {
        StepMark::Ring(number, status, _) => html! {
            <>
                <StepRing number={number.clone()} status={*status} />
                if *status == StepStatus::Done {
                    <span class="stepper-check"><Icon name={IconName::Check} size=8 /></span>
                }
            </>
        },
        StepMark::Icon(name) => html! { <Icon name={*name} /> },
    }
}
