//! The written reason without which a load over 1.25 is not allowed (PMO fact base 5.4 no 8). It is kept as the accepted
//! finding of the health check.

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonState};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::components::text_area::TextArea;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;
use crate::domain::figures::colour::LoadColour;
use crate::domain::health::subject::Subject;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{RowId, RuleId};
use crate::domain::proposal::limit::{Limit, demand_on};
use crate::domain::wording::t;

use super::act::BoardAct;

/// The rule about overloaded groups.
const RULE: &str = "R31";

/// Properties of [`StopReason`].
#[derive(PartialEq, Properties)]
pub struct StopReasonProps {
    /// The plan.
    pub plan: PlanView,
    /// Number of the wave, from 1.
    pub wave: usize,
    /// The group.
    pub group: Group,
    /// What the user asks for: always [`BoardAct::Carry`].
    pub on_act: Callback<BoardAct>,
}

/// The field; nothing where the load does not ask for a reason.
#[component]
pub fn StopReason(props: &StopReasonProps) -> Html {
    let object = Subject::GroupWave(props.group, props.wave).object();
    let accepted = &props.plan.document.governance.accepted_findings;
    let known = accepted.iter().find(|finding| finding.rule.as_str() == RULE && finding.object == object);
    let text = use_state(|| known.map(|finding| finding.reason.clone()).unwrap_or_default());
    let colour =
        demand_on(&props.plan.figures, props.wave, Limit::Group(props.group)).map(|used| used.colour());
    if colour != Some(LoadColour::DarkRed) {
        return html! {};
    }
    let on_change = {
        let text = text.clone();
        Callback::from(move |value: String| text.set(value))
    };
    let state = if text.trim().is_empty() { ButtonState::Disabled } else { ButtonState::Ready };
    let on_press = {
        let (reason, on_act) = ((*text).clone(), props.on_act.clone());
        Callback::from(move |_: MouseEvent| {
            let command = Command::AcceptFinding {
                id: RowId(clock::random_id()),
                rule: RuleId::from(RULE),
                object: object.clone(),
                reason: reason.trim().to_owned(),
            };
            on_act.emit(BoardAct::Carry(Box::new(command), t("stop.told").to_owned()));
        })
    };
    html! {
        <section class="stack" data-gap="2" aria-labelledby="stop-title">
            <h3 id="stop-title">{ explained(t("stop.title")) }</h3>
            <p id="stop-lead">{ explained(t("stop.lead")) }</p>
            <TextArea id="stop-reason" label={t("stop.reason")} value={(*text).clone()} {on_change} rows=2 />
            <Button {state} {on_press}>{ t("stop.keep") }</Button>
        </section>
    }
}
