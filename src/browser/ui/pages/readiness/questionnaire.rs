//! The 24 statements, answered for one person before one wave.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::field::Field;
use crate::browser::ui::components::radio_scale::{RadioScale, ScaleTile};
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::select::{Select, SelectOption};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::assessment::answerer::Answerer;
use crate::browser::ui::pages::form::control::guidance_of;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::readiness::{Dimension, Statement, readiness};
use crate::domain::command::Command;
use crate::domain::form::Source;
use crate::domain::form::source::candidates;
use crate::domain::model::ids::{ParticipantId, WaveId};
use crate::domain::model::scalar::Scale5;
use crate::domain::wording::{fill, t};

/// Value of the tile "don't know".
const UNKNOWN: &str = "unknown";

/// The words of the scale from 1 to 5.
const SCALE: [&str; 5] =
    ["readiness.scale.1", "readiness.scale.2", "readiness.scale.3", "readiness.scale.4", "readiness.scale.5"];

/// Properties of [`Questionnaire`].
#[derive(PartialEq, Properties)]
pub struct QuestionnaireProps {
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The questionnaire.
#[component]
pub fn Questionnaire(props: &QuestionnaireProps) -> Html {
    let chosen_person = use_state(|| None::<ParticipantId>);
    let chosen_wave = use_state(|| None::<WaveId>);
    let is_pulse = use_state(|| false);
    let document = &props.plan.document;
    let people = &document.initiation.participants;
    let participant = chosen_person.filter(|id| people.iter().any(|person| person.id == *id));
    let participant = participant.or_else(|| people.first().map(|person| person.id));
    let wave = chosen_wave.filter(|id| document.wave_number(*id).is_some());
    let wave = wave.or_else(|| document.waves.first().map(|wave| wave.id));
    let on_person = Callback::from(move |id| chosen_person.set(Some(id)));
    let on_wave = Callback::from(move |value: String| chosen_wave.set(value.parse().ok().map(WaveId)));
    let on_extent = {
        let is_pulse = is_pulse.clone();
        Callback::from(move |value: String| is_pulse.set(value == "pulse"))
    };
    let shown = |number: usize| !*is_pulse || number == 0;
    html! {
        <section class="stack" data-gap="3" aria-labelledby="readiness-questions">
            <h2 id="readiness-questions">{ explained(t("readiness.questionnaire")) }</h2>
            <p class="page-lead">{ explained(t("readiness.questionnaire_lead")) }</p>
            { guidance_of("initiation.readiness_answers") }
            <div class="readiness-setting">
                if let Some(wave) = wave {
                    <Field id="readiness-wave" label={t("readiness.before_wave")}>
                        <Select value={wave.0.to_string()} options={waves(&props.plan)} on_change={on_wave} />
                    </Field>
                }
                { extent(*is_pulse, on_extent) }
                <Answerer plan={props.plan.clone()} {participant} on_choose={on_person}
                    on_command={props.on_command.clone()} />
            </div>
            if let Some((participant, wave)) = participant.zip(wave) {
                for dimension in &readiness().dimensions {
                    <section key={dimension.number} class="panel readiness-dimension">
                        <h3>{ &dimension.name }</h3>
                        for (_, statement) in dimension.statements.iter().enumerate().filter(|(place, _)| shown(*place)) {
                            <StatementRow key={statement.number} number={statement.number} {participant} {wave}
                                plan={props.plan.clone()} on_command={props.on_command.clone()} />
                        }
                    </section>
                }
            }
        </section>
    }
}

fn waves(plan: &PlanView) -> Vec<SelectOption> {
    let names = candidates(&plan.document, Source::Waves).into_iter();
    names.map(|(id, name)| SelectOption { value: id.to_string().into(), label: name.into() }).collect()
}

/// All statements, or the first of each dimension as a pulse.
fn extent(is_pulse: bool, on_change: Callback<String>) -> Html {
    let segment = |value: &'static str, key: &'static str| Segment {
        value: value.into(),
        label: t(key).into(),
        icon: None,
    };
    let segments = vec![segment("all", "readiness.all"), segment("pulse", "readiness.pulse")];
    html! {
        <Segmented name="readiness-extent" label={t("readiness.extent")} {segments}
            value={if is_pulse { "pulse" } else { "all" }} {on_change} />
    }
}

/// Properties of [`StatementRow`].
#[derive(PartialEq, Properties)]
pub struct StatementRowProps {
    /// Number of the statement, 1 to 24.
    pub number: u8,
    /// Who answers.
    pub participant: ParticipantId,
    /// Before which wave.
    pub wave: WaveId,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// One statement with its scale.
#[component]
pub fn StatementRow(props: &StatementRowProps) -> Html {
    let (participant, wave, number) = (props.participant, props.wave, props.number);
    let Some(statement) = find(number) else { return html! {} };
    let id = format!("statement-{number}");
    let own = props.plan.document.initiation.readiness_answers.iter().find(|answer| {
        answer.participant == participant && answer.wave == wave && answer.statement == number
    });
    let value = own.map(|own| own.score.map_or(UNKNOWN.to_owned(), |score| score.get().to_string()));
    let send = {
        let on_command = props.on_command.clone();
        Callback::from(move |score: Option<Option<Scale5>>| {
            on_command.emit(Command::AnswerStatement { participant, wave, statement: number, score });
        })
    };
    let on_change =
        send.reform(|value: String| Some(value.parse().ok().and_then(|score: u8| Scale5::new(score).ok())));
    html! {
        <div class="statement">
            <div class="question-head">
                <p class="statement-text" id={id.clone()}>
                    <span class="question-number">{ number }</span>{ " " }{ &statement.text }
                    if statement.reversed {
                        { " " }<span class="page-lead">{ t("readiness.reversed") }</span>
                    }
                </p>
                if own.is_some() {
                    <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} on_press={send.reform(|_| None)}
                        label={fill("readiness.clear_label", &[("number", &number.to_string())])}>
                        { t("assessment.clear") }
                    </Button>
                }
            </div>
            <RadioScale name={id.clone()} labelled_by={id} tiles={tiles()} unknown={tile(UNKNOWN, "", t("assessment.unknown"))}
                value={value.map(AttrValue::from)} {on_change} />
        </div>
    }
}

fn find(number: u8) -> Option<&'static Statement> {
    let in_dimension = |dimension: &'static Dimension| dimension.statements.iter();
    readiness().dimensions.iter().flat_map(in_dimension).find(|statement| statement.number == number)
}

fn tiles() -> Vec<ScaleTile> {
    let numbers = ["1", "2", "3", "4", "5"];
    numbers.into_iter().zip(SCALE).map(|(number, key)| tile(number, number, t(key))).collect()
}

fn tile(value: &'static str, number: &'static str, word: &'static str) -> ScaleTile {
    ScaleTile {
        value: value.into(),
        number: number.into(),
        word: word.into(),
        respondents: Vec::new(),
        respondents_label: AttrValue::default(),
    }
}
