//! The panel beside the board while a proposal is looked at: what it breaks, what would help, what the
//! plan runs up against, what moves and why, and which other good plans there are.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::planner::{PlannerHandle, Stage};
use crate::browser::ui::plan_view::PlanView;
use crate::domain::command::Command;
use crate::domain::figures::number::short;
use crate::domain::health::{message, title};
use crate::domain::mend::{Mend, mend_each};
use crate::domain::model::ids::EntryId;
use crate::domain::proposal::alternatives::Aim;
use crate::domain::proposal::summary::Summary;
use crate::domain::wording::{count, fill, phrase, t};

use super::act::BoardAct;
use super::bottleneck_list::BottleneckList;
use super::face::{Faces, name_of, wave_name};
use super::insights::{Insights, insights};
use super::options_dialog::OptionsSection;
use super::proposal_bar::{apply_button, discard_button};

/// Planner values count thousandths.
const VALUE_UNIT: f64 = 1000.0;

/// Limits that are shown at once.
const FIRST_LIMITS: usize = 5;

/// Properties of [`MovesPanel`].
#[derive(PartialEq, Properties)]
pub struct MovesPanelProps {
    /// The planner.
    pub planner: PlannerHandle,
    /// The plan as it stands.
    pub plan: PlanView,
    /// The proposal.
    pub summary: Rc<Summary>,
    /// Faces of the entries.
    pub faces: Faces,
    /// What the user asks for.
    pub on_act: Callback<BoardAct>,
    /// The board is to show the proposal, or the plan.
    pub on_preview: Callback<bool>,
    /// The panel is to be closed.
    pub on_close: Callback<()>,
}

/// The panel.
#[component]
pub fn MovesPanel(props: &MovesPanelProps) -> Html {
    let waves = props.planner.proposal(&props.plan).map(|(_, waves)| waves);
    let insights = use_memo((props.plan.clone(), waves), |_| {
        let (question, waves) = props.planner.proposal(&props.plan)?;
        insights(&props.plan.document, &question.compiled, &waves)
    });
    let remedies = use_memo(props.summary.clone(), |summary| {
        mend_each(&summary.outcome, &summary.new_errors, clock::random_id())
    });
    html! {
        <aside class="inspector" data-open="true" aria-labelledby="panel-title">
            <div class="inspector-head">
                <p class="inspector-eyebrow">{ t("planner.label") }</p>
                <h2 id="panel-title">{ count("planner.moves", props.summary.moves.len()) }</h2>
                <p>{ explained(t("planner.value_help")) }</p>
                if let Some(rest) = rest(props) {
                    <p>{ rest }</p>
                }
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Close}
                    label={t("app.close")} on_press={props.on_close.reform(|_| ())} />
            </div>
            { new_errors(props, &remedies) }
            <OptionsSection planner={props.planner.clone()} plan={props.plan.clone()} />
            <BottleneckList planner={props.planner.clone()} />
            if let Some(insights) = insights.as_ref() {
                { limits(insights) }
                { moves(props, insights) }
                { left_out(props, insights) }
            }
            { origin(props) }
            <div class="inspector-foot moves-foot">
                { discard_button(&props.planner, &props.on_preview) }
                if props.summary.is_better {
                    { apply_button(&props.planner, &props.summary, &props.on_preview) }
                }
            </div>
        </aside>
    }
}

/// "Planned from 10 May 2027 on: 52 of 91 days of wave 2 are left."
fn rest(props: &MovesPanelProps) -> Option<String> {
    let (question, _) = props.planner.proposal(&props.plan)?;
    let rest = question.compiled.rest?;
    let day = phrase::date(props.plan.document.plan.date_format, rest.day);
    let (left, days) = (rest.days_left.to_string(), rest.days.to_string());
    let wave = rest.wave.to_string();
    Some(fill("planner.rest", &[("day", &day), ("left", &left), ("days", &days), ("wave", &wave)]))
}

/// What is wrong with the proposal that is not wrong now, by rule and entry, each with its remedy; those that there are
/// can come with the proposal in one step.
fn new_errors(props: &MovesPanelProps, remedies: &[Option<Mend>]) -> Html {
    let errors = &props.summary.new_errors;
    if errors.is_empty() {
        return html! {};
    }
    let commands: Vec<Command> = remedies.iter().flatten().map(|mend| mend.command.clone()).collect();
    html! {
        <section class="inspector-section">
            <h3>{ count("planner.new_errors", errors.len()) }</h3>
            <p>{ explained(t("planner.new_errors_help")) }</p>
            <ul class="reason-list">
                for (index, (finding, mend)) in errors.iter().zip(remedies).enumerate() {
                    <li key={index}>
                        <b>{ finding.rule.to_string() }{ " " }{ title(finding) }</b>
                        <small>{ message(finding) }</small>
                        <small>{ mend.as_ref().map_or_else(
                            || t("planner.no_remedy").to_owned(),
                            |mend| fill("planner.remedy", &[("remedy", &mend.label)]),
                        ) }</small>
                        if let Some(price) = mend.as_ref().and_then(|mend| mend.price(&props.summary.outcome)) {
                            <small>{ price }</small>
                        }
                    </li>
                }
            </ul>
            if !commands.is_empty() {
                { apply_mended(props, commands) }
            }
        </section>
    }
}

/// Makes the proposal the plan, with the remedies.
fn apply_mended(props: &MovesPanelProps, commands: Vec<Command>) -> Html {
    let words = count("planner.apply_with", commands.len());
    let (planner, summary, on_preview) =
        (props.planner.clone(), props.summary.clone(), props.on_preview.clone());
    let on_press = Callback::from(move |_: MouseEvent| {
        on_preview.emit(false);
        planner.apply(&summary, commands.clone());
    });
    html! { <div><Button size={ButtonSize::Small} {on_press}>{ words }</Button></div> }
}

fn names(props: &MovesPanelProps, entries: &[EntryId]) -> String {
    entries.iter().map(|entry| name_of(&props.faces, entry)).collect::<Vec<_>>().join(" + ")
}

/// "+14.2 value"
fn gain_text(gain: i64) -> String {
    let sign = if gain < 0 { "−" } else { "+" };
    let amount = short(gain.unsigned_abs() as f64 / VALUE_UNIT, 1);
    fill("moves.gain", &[("gain", &format!("{sign}{amount}"))])
}

fn moves(props: &MovesPanelProps, insights: &Insights) -> Html {
    let why = |entries: &[EntryId]| {
        let act = entries.first().map(|entry| BoardAct::Why(entry.clone()));
        let on_act = props.on_act.clone();
        Callback::from(move |_: MouseEvent| act.iter().for_each(|act| on_act.emit(act.clone())))
    };
    let wave = |number: u32| wave_name((number > 0).then_some(number as usize));
    html! {
        <ul class="inspector-section">
            for (index, change) in insights.moves.iter().enumerate() {
                <li key={index}>
                    <button type="button" class="offer" onclick={why(&change.entries)}>
                        <b>{ names(props, &change.entries) }</b>
                        <span>{ fill("moves.from_to_gain", &[
                            ("from", &wave(change.from)), ("to", &wave(change.to)), ("gain", &gain_text(change.gain)),
                        ]) }</span>
                        for sentence in change.sentences.iter() {
                            <small class="offer-reason">{ sentence }</small>
                        }
                    </button>
                </li>
            }
        </ul>
    }
}

fn left_out(props: &MovesPanelProps, insights: &Insights) -> Html {
    if insights.left_out.is_empty() {
        return html! {};
    }
    html! {
        <section class="inspector-section">
            <h3>{ explained(t("left_out.title")) }</h3>
            <ul class="reason-list">
                for (index, out) in insights.left_out.iter().enumerate() {
                    <li key={index}>
                        <b>{ names(props, &out.entries) }</b>
                        <small>{ fill("left_out.wave", &[("wave", &out.wave.to_string())]) }{ " " }{ out.sentences.join(" ") }</small>
                    </li>
                }
            </ul>
        </section>
    }
}

fn limits(insights: &Insights) -> Html {
    if insights.limits.is_empty() {
        return html! {};
    }
    let hidden = insights.limits.len().saturating_sub(FIRST_LIMITS);
    html! {
        <section class="inspector-section">
            <h3>{ explained(t("limits.title")) }</h3>
            <p>{ explained(t("limits.help")) }</p>
            <ol class="reason-list">
                for (index, limit) in insights.limits.iter().take(FIRST_LIMITS).enumerate() {
                    <li key={index}>
                        <span>{ &limit.sentence }</span>
                        <small>{ count("limits.holds", limit.held.len()) }</small>
                    </li>
                }
            </ol>
            if hidden > 0 {
                <p><small>{ count("limits.more", hidden) }</small></p>
            }
        </section>
    }
}

/// What gives the plan of the most value again.
fn origin(props: &MovesPanelProps) -> Html {
    if props.planner.aim() != Aim::Value {
        return html! {};
    }
    let Stage::Ready(found) = props.planner.stage(&props.plan) else { return html! {} };
    let Some((seed, steps)) = found.origin else { return html! {} };
    let steps = count("planner.steps", usize::try_from(steps).unwrap_or(usize::MAX));
    html! {
        <p class="inspector-section inspector-caption">
            { fill("origin.text", &[("seed", &seed.to_string()), ("steps", &steps)]) }
        </p>
    }
}
