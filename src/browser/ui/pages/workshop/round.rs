//! One question of a workshop: silent scores, then what was scored and the value that is agreed on.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::live_region::LiveRegion;
use crate::browser::ui::components::progress::Progress;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::figures::question::{QUESTIONS, questions};
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::Area;
use crate::domain::wording::{fill, t};

use super::reveal::Reveal;
use super::scoring::Scoring;

/// Properties of [`Round`].
#[derive(PartialEq, Properties)]
pub struct RoundProps {
    /// Area of the question.
    pub area: Area,
    /// Its number in the area, 1 to 5.
    pub number: u8,
    /// Its place in the workshop, from 1.
    pub place: usize,
    /// How many are asked.
    pub total: usize,
    /// Who is in the room.
    pub present: Vec<ParticipantId>,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// Leads to the next question.
    pub on_next: Callback<()>,
    /// Leads to the one before, where there is one.
    pub on_back: Option<Callback<()>>,
}

/// The round. Nothing of the scores is drawn before they are shown.
#[component]
pub fn Round(props: &RoundProps) -> Html {
    let is_revealed = use_state(|| false);
    let told = use_state(AttrValue::default);
    let (area, number) = (props.area, props.number);
    let content = areas().get(area).and_then(|area| area.questions.get(usize::from(number) - 1));
    let on_told = {
        let told = told.clone();
        Callback::from(move |text: AttrValue| told.set(text))
    };
    let show = |shown: bool| {
        let is_revealed = is_revealed.clone();
        Callback::from(move |()| is_revealed.set(shown))
    };
    let (place, total) = (props.place.to_string(), props.total.to_string());
    let words = fill("workshop.place", &[("number", &place), ("total", &total)]);
    let figures =
        questions(&props.plan.document, area).into_iter().nth(usize::from(number.clamp(1, QUESTIONS)) - 1);
    html! {
        <section class="workshop-card" aria-labelledby="workshop-question">
            <LiveRegion text={(*told).clone()} />
            <div class="spread">
                <span class="page-lead">{ areas().name(area) }</span>
                <Progress share={(props.place - 1) as f64 / props.total.max(1) as f64} {words} label={t("workshop.progress")} />
            </div>
            <h1 class="workshop-question" id="workshop-question">{ content.map(|question| question.text.as_str()) }</h1>
            if *is_revealed {
                if let Some(figures) = figures {
                    <Reveal {area} {figures} plan={props.plan.clone()} on_command={props.on_command.clone()}
                        on_next={props.on_next.clone()} on_again={show(false)} />
                }
            } else {
                <Scoring {area} {number} present={props.present.clone()} plan={props.plan.clone()}
                    on_command={props.on_command.clone()} on_reveal={show(true)} {on_told} />
            }
            <footer class="workshop-foot">
                if let Some(on_back) = &props.on_back {
                    <Button kind={ButtonKind::Quiet} icon={IconName::ChevronLeft} on_press={on_back.reform(|_| ())}>{ t("workshop.back") }</Button>
                }
                <span class="grow" />
                <Button kind={ButtonKind::Quiet} on_press={props.on_next.reform(|_| ())}>{ t("workshop.skip") }</Button>
            </footer>
        </section>
    }
}
