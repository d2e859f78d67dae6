//! The one-press remedies of findings, worked out a few at a time behind the first sight of the page.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::hooks::timer::Timer;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::health::Finding;
use crate::domain::mend::{Mend, Refusal, mend};

/// Findings that are worked out before the page may draw again.
const AT_ONCE: usize = 4;

/// The edit that removes a finding, or why no single edit does.
pub type Remedy = Result<Mend, Refusal>;

/// Remedies by the key of their finding.
pub type Remedies = Rc<BTreeMap<String, Remedy>>;

/// What a remedy is kept by.
pub fn key_of(finding: &Finding) -> String {
    format!("{} {}", finding.rule, finding.object)
}

#[derive(Clone)]
struct Progress {
    plan: PlanView,
    done: usize,
    remedies: Remedies,
}

/// The remedies of some findings of a plan, as far as they are known.
#[hook]
pub fn use_remedies(plan: &PlanView, findings: &[Finding]) -> Remedies {
    let start = || Progress { plan: plan.clone(), done: 0, remedies: Remedies::default() };
    let state = use_state(start);
    let progress = if state.plan == *plan { (*state).clone() } else { start() };
    let remedies = progress.remedies.clone();
    let next: Rc<[Finding]> = findings.iter().skip(progress.done).take(AT_ONCE).cloned().collect();
    use_effect_with((plan.clone(), progress.done, findings.len()), move |_| {
        let timer = (!next.is_empty()).then(|| {
            Timer::after(0, move || {
                let mut remedies = (*progress.remedies).clone();
                for finding in next.iter().filter(|finding| finding.accepted.is_none()) {
                    let (document, figures) = (&progress.plan.document, &progress.plan.figures);
                    if let Some(remedy) = mend(document, figures, finding, clock::random_id()) {
                        remedies.insert(key_of(finding), remedy);
                    }
                }
                let done = progress.done + next.len();
                state.set(Progress { plan: progress.plan.clone(), done, remedies: Rc::new(remedies) });
            })
        });
        move || drop(timer)
    });
    remedies
}
