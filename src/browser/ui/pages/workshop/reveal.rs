//! What was scored: who stands where, how far apart, what that means, and the value that the room agrees on.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::respondents::Respondents;
use crate::browser::ui::focus::focus_inside;
use crate::browser::ui::pages::assessment::agree::Agree;
use crate::browser::ui::pages::assessment::group_key;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::figures::area::asks_for_talk;
use crate::domain::figures::number::fixed;
use crate::domain::figures::question::QuestionFigures;
use crate::domain::model::group::Group;
use crate::domain::model::initiation::Area;
use crate::domain::wording::{count, fill, t};

/// Properties of [`Reveal`].
#[derive(PartialEq, Properties)]
pub struct RevealProps {
    /// The area.
    pub area: Area,
    /// The question with everybody's answers.
    pub figures: QuestionFigures,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
    /// Leads to the next question.
    pub on_next: Callback<()>,
    /// Hides the scores again.
    pub on_again: Callback<()>,
}

/// The scores.
#[component]
pub fn Reveal(props: &RevealProps) -> Html {
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with((), move |()| focus_inside(&place, "h2"));
    }
    let figures = &props.figures;
    let difference = figures.executives_above_project_managers;
    let scale = areas()
        .answer_scale
        .iter()
        .map(|scale| (Some(scale.score), scale.score.to_string(), scale.label.as_str()));
    let rows: Vec<_> = scale.chain([(None, String::new(), t("assessment.unknown"))]).collect();
    html! {
        <div class="reveal" ref={place}>
            <h2 tabindex="-1">{ summary(figures) }</h2>
            <ul class="reveal-rows">
                for (score, number, word) in rows {
                    <li key={number.clone()} class="reveal-row">
                        <span><b>{ &number }</b>{ " " }{ word }</span>
                        { who(figures.who(score)) }
                        <span class="reveal-count">{ figures.who(score).len() }</span>
                    </li>
                }
            </ul>
            if let Some(spread) = figures.spread {
                <p>
                    { t("assessment.spread") }{ " " }<b>{ fixed(spread, 1) }</b>{ ". " }
                    { t(if asks_for_talk(spread) { "workshop.wide" } else { "workshop.close" }) }
                </p>
            }
            if let Some(difference) = difference.filter(|difference| asks_for_talk(*difference)) {
                <p class="note" data-tone="tight">
                    <Icon name={IconName::Warning} size=14 />
                    <span>{ fill(
                        if difference > 0.0 { "workshop.executives_above" } else { "workshop.executives_below" },
                        &[("difference", &fixed(difference.abs(), 1))],
                    ) }</span>
                </p>
            }
            <Agree area={props.area} question={figures.clone()} plan={props.plan.clone()} on_command={props.on_command.clone()}
                action={t("workshop.agree")} on_done={props.on_next.clone()} />
            <div class="row">
                <Button kind={ButtonKind::Quiet} on_press={props.on_again.reform(|_| ())}>{ t("workshop.again") }</Button>
            </div>
        </div>
    }
}

/// "5 scores, mean 2.4".
fn summary(figures: &QuestionFigures) -> String {
    let scores: usize =
        figures.respondents.iter().filter(|(score, _)| score.is_some()).map(|(_, who)| who.len()).sum();
    match figures.mean {
        Some(mean) => fill(
            "workshop.result",
            &[("scores", &count("workshop.scores", scores)), ("mean", &fixed(mean, 1))],
        ),
        None => t("workshop.no_scores").to_owned(),
    }
}

fn who(groups: &[Group]) -> Html {
    let letters: Vec<AttrValue> = groups.iter().map(|group| group.letter().into()).collect();
    let words: Vec<String> = Group::ALL
        .into_iter()
        .map(|group| (group, groups.iter().filter(|other| **other == group).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(group, number)| format!("{} {number}", t(group_key(group))))
        .collect();
    html! { <Respondents {letters} label={words.join(", ")} /> }
}
