//! One question: the scale with the own answer, and below each tile who chose it.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::radio_scale::{RadioScale, ScaleTile};
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::figures::number::fixed;
use crate::domain::figures::question::{QuestionFigures, answer_of};
use crate::domain::model::group::Group;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::Area;
use crate::domain::model::scalar::Scale5;
use crate::domain::wording::{fill, t};

use super::agree::Agree;
use super::group_key;

/// Value of the tile "don't know".
const UNKNOWN: &str = "unknown";

/// Properties of [`QuestionPanel`].
#[derive(PartialEq, Properties)]
pub struct QuestionPanelProps {
    /// The area.
    pub area: Area,
    /// The question with everybody's answers.
    pub question: QuestionFigures,
    /// Who answers; none while there is nobody.
    pub participant: Option<ParticipantId>,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// A question.
#[component]
pub fn QuestionPanel(props: &QuestionPanelProps) -> Html {
    let (area, number) = (props.area, props.question.number);
    let content = areas().get(area).and_then(|area| area.questions.get(usize::from(number) - 1));
    let id = format!("question-{number}");
    let own = props.participant.and_then(|person| answer_of(&props.plan.document, person, area, number));
    let value = own.map(|answer| answer.map_or(UNKNOWN.to_owned(), |score| score.get().to_string()));
    let send = {
        let (participant, on_command) = (props.participant, props.on_command.clone());
        Callback::from(move |answer: Option<Option<Scale5>>| {
            if let Some(participant) = participant {
                on_command.emit(Command::AnswerQuestion { participant, area, question: number, answer });
            }
        })
    };
    let on_change = send.reform(|value: String| Some(parse(&value)));
    html! {
        <section class="question" aria-labelledby={id.clone()}>
            <div class="question-head">
                <span class="question-number">{ format!("Q{number}") }</span>
                <h2 class="question-text" id={id.clone()}>{ content.map(|question| question.text.as_str()) }</h2>
                if own.is_some() {
                    <Button kind={ButtonKind::Quiet} size={ButtonSize::Small} on_press={send.reform(|_| None)}
                        label={fill("assessment.clear_label", &[("number", &number.to_string())])}>
                        { t("assessment.clear") }
                    </Button>
                }
                if let Some(spread) = props.question.spread {
                    <span class="question-spread">
                        { t("assessment.spread") }{ " " }<b>{ fixed(spread, 1) }</b>
                    </span>
                }
                if let Some(agreed) = props.question.agreed {
                    <Chip kind={ChipKind::Accent} icon={IconName::Check}>
                        { fill("assessment.agreed", &[("score", &agreed.get().to_string())]) }
                    </Chip>
                }
            </div>
            <RadioScale name={id.clone()} labelled_by={id} tiles={tiles(&props.question)}
                unknown={unknown(&props.question)} value={value.map(AttrValue::from)} {on_change}
                is_disabled={props.participant.is_none()} />
            <Disclosure summary={t(if props.question.agreed.is_some() { "assessment.change_agreed" } else { "assessment.agree" })}>
                // Drawn anew when the answers suggest something else.
                <Agree key={suggested_key(&props.question)} {area} question={props.question.clone()} plan={props.plan.clone()}
                    on_command={props.on_command.clone()} action={t("assessment.agree")} />
            </Disclosure>
        </section>
    }
}

fn suggested_key(question: &QuestionFigures) -> String {
    let number = |score: Option<Scale5>| score.map_or(0, Scale5::get);
    format!("{} {}", number(question.suggested()), number(question.agreed))
}

/// A tile's value; whatever is no score is "don't know".
fn parse(value: &str) -> Option<Scale5> {
    value.parse().ok().and_then(|score| Scale5::new(score).ok())
}

fn tiles(question: &QuestionFigures) -> Vec<ScaleTile> {
    let step = |score: u8, word: &'static str| {
        let (respondents, respondents_label) = who(question.who(Some(score)));
        ScaleTile {
            value: score.to_string().into(),
            number: score.to_string().into(),
            word: word.into(),
            respondents,
            respondents_label,
        }
    };
    areas().answer_scale.iter().map(|scale| step(scale.score, &scale.label)).collect()
}

fn unknown(question: &QuestionFigures) -> ScaleTile {
    let (respondents, respondents_label) = who(question.who(None));
    ScaleTile {
        value: UNKNOWN.into(),
        number: AttrValue::default(),
        word: t("assessment.unknown").into(),
        respondents,
        respondents_label,
    }
}

/// Letters of people, and the same in words: "Executives 2, Team members 1".
fn who(groups: &[Group]) -> (Vec<AttrValue>, AttrValue) {
    let letters = groups.iter().map(|group| group.letter().into()).collect();
    let words: Vec<String> = Group::ALL
        .into_iter()
        .map(|group| (group, groups.iter().filter(|other| **other == group).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(group, number)| format!("{} {number}", t(group_key(group))))
        .collect();
    (letters, words.join(", ").into())
}
