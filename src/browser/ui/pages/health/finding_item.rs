//! One finding: sentence, remedy, where to mend it, and whether it is accepted.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::chip::Chip;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::reach::reaching;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::place::place_name;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::health::message::subject_name;
use crate::domain::health::{Finding, Severity, message, remedy, title};
use crate::domain::mend::{Mend, Obstacle, Refusal};
use crate::domain::wording::{fill, t};

use super::jump::route_of;
use super::remedies::Remedy;

/// Properties of [`FindingItem`].
#[derive(PartialEq, Properties)]
pub struct FindingItemProps {
    /// The finding.
    pub finding: Finding,
    /// The open plan.
    pub plan: PlanView,
    /// Accepts it, or takes the acceptance back. Without it the finding is only shown.
    #[prop_or_default]
    pub on_toggle: Option<Callback<Finding>>,
    /// The edit that removes it, or why none does; none where the rule knows no edit.
    #[prop_or_default]
    pub remedy: Option<Remedy>,
    /// Carries the edit out.
    #[prop_or_default]
    pub on_mend: Callback<Mend>,
}

/// A finding.
#[component]
pub fn FindingItem(props: &FindingItemProps) -> Html {
    let finding = &props.finding;
    let title = title(finding);
    let subject = subject_name(&finding.subject, &props.plan.document);
    let route = route_of(finding);
    let place = place_name(&route, &props.plan.document);
    let on_press = props.on_toggle.clone().map(|on_toggle| {
        let finding = finding.clone();
        on_toggle.reform(move |_: MouseEvent| finding.clone())
    });
    let key = if finding.accepted.is_some() { "health.withdraw" } else { "health.accept" };
    html! {
        <article class="finding" data-severity={finding.severity.code()}>
            <span class="finding-mark"><Icon name={severity_icon(finding.severity)} size=16 label={t(severity_key(finding.severity))} /></span>
            <div class="finding-text">
                <h3>{ title }{ " " }<Chip>{ finding.rule.as_str() }</Chip></h3>
                <p>{ message(finding) }</p>
                <p class="quiet">{ explained(remedy(finding, &props.plan.document)) }</p>
                if let Some(reason) = &finding.accepted {
                    <p class="note" data-tone="accent"><Icon name={IconName::Check} size=14 /><span>{ fill("health.accepted_because", &[("reason", reason)]) }</span></p>
                }
                if let Some(Err(refusal)) = &props.remedy {
                    { refused(refusal, &route, &props.plan) }
                }
                <p class="row">
                    if let Some(Ok(mend)) = props.remedy.clone() {
                        <span class="finding-remedy">
                            <Button size={ButtonSize::Small} icon={IconName::Spark} on_press={{
                                let mend = mend.clone();
                                props.on_mend.reform(move |_: MouseEvent| mend.clone())
                            }}>{ &mend.label }</Button>
                        </span>
                        if let Some(price) = mend.price(&props.plan.document) {
                            <small>{ explained(price) }</small>
                        }
                    }
                    <a href={href(&route)} onclick={reaching(finding.jump.clone())}>{ fill("health.open", &[("place", &place)]) }</a>
                    if let Some(on_press) = on_press {
                        <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} {on_press}>
                            { t(key) }<span class="visually-hidden">{ format!(" {title}, {subject}") }</span>
                        </Button>
                    }
                </p>
            </div>
        </article>
    }
}

/// Why no single edit removes a finding, and where what is in the way can be mended.
fn refused(refusal: &Refusal, own: &Route, plan: &PlanView) -> Html {
    let blocker = match &refusal.obstacle {
        Obstacle::Breaks(brought) => Some(&brought.finding).filter(|finding| route_of(finding) != *own),
        _ => None,
    };
    html! {
        <p class="note finding-refusal">
            <Icon name={IconName::Info} size=14 />
            <span>
                { refusal.reason() }
                if let Some(blocker) = blocker {
                    { " " }
                    <a href={href(&route_of(blocker))} onclick={reaching(blocker.jump.clone())}>
                        { fill("health.make_room", &[("place", &place_name(&route_of(blocker), &plan.document))]) }
                    </a>
                }
            </span>
        </p>
    }
}

/// The icon of a severity.
pub fn severity_icon(severity: Severity) -> IconName {
    match severity {
        Severity::Error => IconName::Octagon,
        Severity::Warning => IconName::TriangleFilled,
        Severity::Hint => IconName::Info,
    }
}

/// Wording key of a severity.
pub fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "health.error",
        Severity::Warning => "health.warning",
        Severity::Hint => "health.hint",
    }
}
