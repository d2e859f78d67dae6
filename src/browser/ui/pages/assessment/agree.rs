//! The value that the people agree on: what the answers suggest, the value, and the reason where it is another one.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonState};
use crate::browser::ui::components::field::Field;
use crate::browser::ui::components::radio_scale::{RadioScale, ScaleTile};
use crate::browser::ui::components::text_input::TextInput;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::figures::question::QuestionFigures;
use crate::domain::model::initiation::Area;
use crate::domain::model::scalar::Scale5;
use crate::domain::wording::{fill, t};
use crate::domain::workshop::needs_reason;

/// Properties of [`Agree`].
#[derive(PartialEq, Properties)]
pub struct AgreeProps {
    /// The area.
    pub area: Area,
    /// The question with everybody's answers.
    pub question: QuestionFigures,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// What the button says.
    pub action: AttrValue,
    /// Called when a value was agreed on or taken back.
    #[prop_or_default]
    pub on_done: Callback<()>,
}

/// The form. It begins with the agreed value, else with the one that the answers suggest.
#[component]
pub fn Agree(props: &AgreeProps) -> Html {
    let (area, number) = (props.area, props.question.number);
    let suggested = props.question.suggested();
    let mut values = props.plan.document.initiation.agreed.iter();
    let known = values.find(|value| (value.area, value.question) == (area, number)).cloned();
    let value = use_state(|| known.as_ref().and_then(|known| known.score).or(suggested));
    let reason = use_state(|| known.as_ref().map(|known| known.reason.clone()).unwrap_or_default());
    let wants_reason = value.is_some_and(|value| needs_reason(value, suggested));
    let is_ready = value.is_some() && (!wants_reason || !reason.trim().is_empty());
    let id = format!("agree-{}-{number}", area.code());
    let on_value = {
        let value = value.clone();
        Callback::from(move |text: String| {
            value.set(text.parse().ok().and_then(|score| Scale5::new(score).ok()));
        })
    };
    let on_reason = {
        let reason = reason.clone();
        Callback::from(move |text: String| reason.set(text))
    };
    let send = {
        let (on_command, on_done) = (props.on_command.clone(), props.on_done.clone());
        Callback::from(move |(agreed, reason): (Option<Scale5>, String)| {
            on_command.emit(Command::AgreeOn { area, question: number, agreed, reason });
            on_done.emit(());
        })
    };
    let on_agree = {
        let (value, reason) = (*value, reason.trim().to_owned());
        send.reform(move |_: MouseEvent| (value, reason.clone()))
    };
    let on_clear = {
        let (value, reason) = (value.clone(), reason.clone());
        send.reform(move |_: MouseEvent| {
            value.set(suggested);
            reason.set(String::new());
            (None, String::new())
        })
    };
    let step = |score: u8, word: &'static str| ScaleTile {
        value: score.to_string().into(),
        number: score.to_string().into(),
        word: word.into(),
        respondents: Vec::new(),
        respondents_label: AttrValue::default(),
    };
    let tiles: Vec<ScaleTile> =
        areas().answer_scale.iter().map(|scale| step(scale.score, &scale.label)).collect();
    let help = match suggested {
        Some(score) => fill("agree.suggested", &[("score", &score.get().to_string())]),
        None => t("agree.no_answers").to_owned(),
    };
    html! {
        <div class="agree">
            <p class="page-lead" id={format!("{id}-label")}>{ t("agree.what") }{ " " }{ help }</p>
            <RadioScale name={id.clone()} labelled_by={format!("{id}-label")} {tiles}
                value={value.map(|value| AttrValue::from(value.get().to_string()))} on_change={on_value} />
            <Field id={format!("{id}-reason")} label={t("agree.reason")}
                help={wants_reason.then(|| AttrValue::from(t("agree.reason_needed")))}>
                <TextInput value={(*reason).clone()} on_change={on_reason} max_length=500 />
            </Field>
            <div class="row" data-gap="2">
                <Button kind={ButtonKind::Primary} on_press={on_agree}
                    state={if is_ready { ButtonState::Ready } else { ButtonState::Disabled }}>{ &props.action }</Button>
                if known.is_some() {
                    <Button kind={ButtonKind::Quiet} on_press={on_clear}>{ t("agree.clear") }</Button>
                }
            </div>
        </div>
    }
}
