//! What the answers of an area mean: level, views of the groups, the next level, evidence.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::plan_view::PlanView;
use crate::domain::catalogue::areas::{LadderLevel, areas};
use crate::domain::command::Command;
use crate::domain::figures::area::{AreaFigures, MOST_CREDIBLE_RISE, asks_for_talk, credible_rise};
use crate::domain::figures::number::{exceeds, fixed};
use crate::domain::figures::question::{next_step, questions, reached_step, scored_by, widest_question};
use crate::domain::health::field::is_due_soon;
use crate::domain::model::group::Group;
use crate::domain::wording::{fill, t};

use super::evidence::EvidenceList;
use super::group_key;
use super::support::told_here;

/// Properties of [`Meaning`].
#[derive(PartialEq, Properties)]
pub struct MeaningProps {
    /// The numbers of the area.
    pub figures: AreaFigures,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The right pane.
#[component]
pub fn Meaning(props: &MeaningProps) -> Html {
    let figures = &props.figures;
    html! {
        <aside class="inspector" data-flow="stack" aria-label={t("assessment.meaning")}>
            <div class="inspector-head">
                <h2 class="inspector-caption">{ explained(t("assessment.level")) }</h2>
                { level(figures) }
            </div>
            <section class="inspector-section">
                <div class="spread"><h2>{ explained(t("assessment.views")) }</h2><span class="page-lead">{ t("assessment.range") }</span></div>
                { views(props) }
                { disagreement(props) }
                if let Some(spread) = figures.spread {
                    <p class="page-lead">
                        { explained(fill("assessment.people_spread", &[("spread", &fixed(spread, 1))])) }
                    </p>
                    if asks_for_talk(spread) {
                        { note(t("workshop.wide")) }
                    }
                }
            </section>
            { target(props) }
            { next_level(figures) }
            { told_here(&props.plan, figures.area) }
            <EvidenceList area={figures.area} plan={props.plan.clone()} on_command={props.on_command.clone()} />
        </aside>
    }
}

fn ladder(step: u8) -> Option<&'static LadderLevel> {
    areas().ladder.iter().find(|level| level.level == step)
}

fn level(figures: &AreaFigures) -> Html {
    let Some(level) = figures.level else {
        return html! { <p>{ t("assessment.no_level") }</p> };
    };
    let step = reached_step(level);
    html! {
        <>
            <p class="big-figure">
                { fixed(level, 1) }
                <small>{ ladder(step).map(|level| level.name.as_str()) }</small>
            </p>
            <p class="page-lead">{ ladder(step).map(|level| level.text.as_str()) }</p>
            if figures.level != figures.computed_level {
                <p class="page-lead">{ override_text(figures) }</p>
            }
            { level_bar(figures, step) }
        </>
    }
}

/// That the facilitator set the level, and what the answers say.
fn override_text(figures: &AreaFigures) -> String {
    match figures.computed_level {
        Some(computed) => fill("assessment.overridden", &[("level", &fixed(computed, 1))]),
        None => t("assessment.set_by_facilitator").to_owned(),
    }
}

/// Five boxes, those reached filled, with a mark at the target.
fn level_bar(figures: &AreaFigures, step: u8) -> Html {
    let target = figures.target.map(|target| format!("{:.1}%", (target - 0.02).clamp(0.0, 5.0) * 20.0));
    html! {
        <div class="level-steps">
            <svg width="100%" height="14" aria-hidden="true">
                for number in 1..=5_u8 {
                    <rect key={number} class="level-step" data-reached={(number <= step).then_some("")}
                        x={format!("{}%", (number - 1) * 20)} y="3" width="19.2%" height="8" rx="2" />
                }
                if let Some(x) = target.clone() {
                    <rect class="level-target" {x} y="0" width="2.5" height="14" />
                }
            </svg>
            <ol class="level-names" aria-hidden="true">
                for level in &areas().ladder {
                    <li key={level.level} data-reached={(level.level == step).then_some("")}>
                        { level.name.strip_prefix("by ").unwrap_or(&level.name) }
                    </li>
                }
            </ol>
            if let Some((target, x)) = figures.target.zip(target) {
                <svg class="level-aim" width="100%" height="14" role="img" aria-label={aim(target)}>
                    <text {x} y="11" text-anchor={anchor(target)}>{ aim(target) }</text>
                </svg>
            }
        </div>
    }
}

fn aim(target: f64) -> String {
    fill("assessment.target", &[("target", &fixed(target, 1))])
}

/// Which part of the words stands under the mark of a target, so that they stay inside the bar.
fn anchor(target: f64) -> &'static str {
    match target {
        target if target < 1.5 => "start",
        target if target > 4.0 => "end",
        _ => "middle",
    }
}

/// A line from 1 to 5 for each group that answered.
fn views(props: &MeaningProps) -> Html {
    let seen: Vec<(Group, f64, usize)> = Group::ALL
        .into_iter()
        .filter_map(|group| {
            let number = scored_by(&props.plan.document, props.figures.area, group);
            Some((group, (*props.figures.group_levels.get(group))?, number))
        })
        .collect();
    if seen.is_empty() {
        return html! { <p class="page-lead">{ explained(t("assessment.no_views")) }</p> };
    }
    html! {
        <dl class="views">
            for (group, level, number) in seen {
                <div key={group.letter()} class="view">
                    <dt>{ t(group_key(group)) }{ " " }<span class="page-lead">{ number }</span></dt>
                    <dd>
                        <svg class="view-scale" width="100%" height="14" aria-hidden="true">
                            <line class="view-line" x1="4%" x2="96%" y1="7" y2="7" />
                            for tick in 0..5_u8 {
                                <line key={tick} class="view-line" x1={percent(f64::from(tick))}
                                    x2={percent(f64::from(tick))} y1="4" y2="10" />
                            }
                            <circle class="view-dot" cx={percent(level - 1.0)} cy="7" r="5" />
                        </svg>
                        <b>{ fixed(level, 1) }</b>
                    </dd>
                </div>
            }
        </dl>
    }
}

/// Where a place from 0 to 4 lies on the line.
fn percent(place: f64) -> String {
    format!("{:.1}%", 4.0 + place.clamp(0.0, 4.0) * 23.0)
}

/// A note when executives see the area far better, or far worse, than project managers.
fn disagreement(props: &MeaningProps) -> Html {
    let difference = props.figures.executives_above_project_managers();
    let Some(difference) = difference.filter(|difference| asks_for_talk(*difference)) else {
        return html! {};
    };
    if difference < 0.0 {
        return note(fill("workshop.executives_below", &[("difference", &fixed(-difference, 1))]));
    }
    let difference = fixed(difference, 1);
    let text = match widest_question(&questions(&props.plan.document, props.figures.area)) {
        Some(number) => {
            fill("assessment.above_at", &[("difference", &difference), ("number", &number.to_string())])
        }
        None => fill("assessment.above", &[("difference", &difference)]),
    };
    note(text)
}

fn note(text: impl Into<AttrValue>) -> Html {
    html! { <p class="note" data-tone="tight"><Icon name={IconName::Warning} size=14 /><span>{ text.into() }</span></p> }
}

/// The target with where it comes from, and a word where it is not credible (PMO fact base 2.9, 4.1).
fn target(props: &MeaningProps) -> Html {
    let figures = &props.figures;
    let Some((level, wanted)) = figures.level.zip(figures.target) else { return html! {} };
    let decided = props.plan.document.initiation.areas.get(&figures.area);
    let is_set = decided.is_some_and(|decided| decided.target.is_some());
    let origin = t(if is_set { "assessment.target_set" } else { "assessment.target_default" });
    let importance = figures.importance.to_string();
    let is_soon = is_due_soon(&props.plan.document, figures.area);
    html! {
        <section class="inspector-section">
            <h2>{ explained(fill("assessment.target_head", &[("target", &fixed(wanted, 1)), ("importance", &importance)])) }</h2>
            <p class="page-lead">{ origin }</p>
            if is_soon && exceeds(wanted - level, MOST_CREDIBLE_RISE) {
                { note(t("note.target_jumps")) }
            } else if is_soon && exceeds(wanted - level, credible_rise(&props.plan.document, figures.importance)) {
                { note(t("assessment.target_hasty")) }
            }
        </section>
    }
}

fn next_level(figures: &AreaFigures) -> Html {
    let Some(step) = next_step(figures.level) else { return html! {} };
    let content = areas().get(figures.area);
    let text = content.and_then(|area| area.levels.iter().find(|level| level.level == step));
    html! {
        <section class="inspector-section">
            <h2>{ explained(fill("assessment.next_level", &[("level", &step.to_string())])) }</h2>
            <p class="page-lead">{ text.map(|level| level.text.as_str()) }</p>
        </section>
    }
}
