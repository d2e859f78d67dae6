//! Silent scoring: one person after another gives a score that nobody sees, not even by the focus that stays behind.

use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::focus::focus_inside;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::{Area, Participant};
use crate::domain::model::scalar::Scale5;
use crate::domain::wording::{fill, t};
use crate::domain::workshop::{has_scored, next_scorer};

/// Properties of [`Scoring`].
#[derive(PartialEq, Properties)]
pub struct ScoringProps {
    /// Area of the question.
    pub area: Area,
    /// Its number in the area.
    pub number: u8,
    /// Who is in the room.
    pub present: Vec<ParticipantId>,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// Shows the scores.
    pub on_reveal: Callback<()>,
    /// Says something to screen readers.
    pub on_told: Callback<AttrValue>,
}

/// The turn of one person after the other.
#[component]
pub fn Scoring(props: &ScoringProps) -> Html {
    let document = &props.plan.document;
    let question = (props.area, props.number);
    let scorer = use_state(|| next_scorer(document, &props.present, None, question));
    let place = use_node_ref();
    {
        // To the turn, never to the tile of the one before: its focus would tell the score. After the last one to the
        // button that shows the scores.
        let place = place.clone();
        use_effect_with(*scorer, move |scorer| {
            focus_inside(&place, if scorer.is_some() { "[data-turn]" } else { ".button[data-kind=primary]" });
        });
    }
    let people: Vec<&Participant> =
        document.initiation.participants.iter().filter(|person| props.present.contains(&person.id)).collect();
    let name =
        |id: ParticipantId| people.iter().find(|person| person.id == id).map_or("", |person| &person.name);
    let score = {
        let (document, present, scorer) = (document.clone(), props.present.clone(), scorer.clone());
        let (on_command, on_told) = (props.on_command.clone(), props.on_told.clone());
        let names: Vec<(ParticipantId, String)> =
            people.iter().map(|person| (person.id, person.name.clone())).collect();
        Callback::from(move |score: Option<Scale5>| {
            let Some(participant) = *scorer else { return };
            let (area, question) = question;
            on_command.emit(Command::AnswerQuestion { participant, area, question, answer: Some(score) });
            // The plan of this moment does not know the new score yet.
            let next = next_scorer(&document, &present, Some(participant), (area, question));
            let next = next.filter(|next| *next != participant);
            let name =
                |id| names.iter().find(|(other, _)| *other == id).map_or("", |(_, name)| name.as_str());
            let told = match next {
                Some(next) => {
                    fill("workshop.told_next", &[("name", name(participant)), ("next", name(next))])
                }
                None => fill("workshop.told_last", &[("name", name(participant))]),
            };
            on_told.emit(told.into());
            scorer.set(next);
        })
    };
    let onkeydown = {
        let score = score.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            match event.key().as_str() {
                "0" => score.emit(None),
                key => match key.parse().ok().and_then(|score| Scale5::new(score).ok()) {
                    Some(given) => score.emit(Some(given)),
                    None => return,
                },
            }
            event.prevent_default();
        })
    };
    let scored = people.iter().filter(|person| has_scored(document, person.id, question)).count();
    html! {
        <div class="scoring" ref={place}>
            <ul class="scoring-people" aria-label={t("workshop.room")}>
                for person in &people {
                    { chip(person, has_scored(document, person.id, question), *scorer == Some(person.id), &scorer) }
                }
            </ul>
            if let Some(turn) = *scorer {
                <div class="scoring-turn" data-turn="" role="group" tabindex="-1" aria-labelledby="scoring-turn" {onkeydown}>
                    <h2 id="scoring-turn">{ explained(fill("workshop.turn", &[("name", name(turn))])) }</h2>
                    <p class="page-lead">{ explained(t("workshop.hidden")) }</p>
                    <div class="scoring-tiles">
                        for scale in &areas().answer_scale {
                            { tile(Scale5::new(scale.score).ok(), scale.score.to_string(), &scale.label, &score) }
                        }
                        { tile(None, "0".to_owned(), t("assessment.unknown"), &score) }
                    </div>
                </div>
            } else {
                <div class="scoring-turn">
                    <h2>{ explained(t("workshop.all_scored")) }</h2>
                </div>
            }
            if scored > 0 {
                <div class="row">
                    <Button kind={if scorer.is_none() { ButtonKind::Primary } else { ButtonKind::Default }}
                        on_press={props.on_reveal.reform(|_| ())}>
                        { fill("workshop.reveal", &[("done", &scored.to_string()), ("all", &people.len().to_string())]) }
                    </Button>
                </div>
            }
        </div>
    }
}

/// A tile that keeps no mark of having been pressed.
fn tile(value: Option<Scale5>, key: String, word: &str, score: &Callback<Option<Scale5>>) -> Html {
    let onclick = score.reform(move |_: MouseEvent| value);
    html! {
        <button type="button" key={key.clone()} class="scoring-tile" {onclick}>
            <b>{ &key }</b>{ " " }<span>{ word }</span>
        </button>
    }
}

fn chip(
    person: &Participant,
    is_scored: bool,
    is_turn: bool,
    scorer: &UseStateHandle<Option<ParticipantId>>,
) -> Html {
    let onclick = {
        let (scorer, id) = (scorer.clone(), person.id);
        Callback::from(move |_: MouseEvent| scorer.set(Some(id)))
    };
    let state = t(if is_scored { "workshop.scored" } else { "workshop.open" });
    html! {
        <li key={person.id.0}>
            <button type="button" class="scoring-person" aria-pressed={if is_turn { "true" } else { "false" }} {onclick}>
                <span class="respondent" data-group={person.group.letter()} aria-hidden="true">{ person.group.letter() }</span>
                { &person.name }
                if is_scored {
                    <Icon name={IconName::Check} size=14 />
                }
                <span class="visually-hidden">{ ", " }{ state }</span>
            </button>
        </li>
    }
}
