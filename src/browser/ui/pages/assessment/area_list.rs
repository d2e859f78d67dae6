//! The areas with how far each is.

use yew::prelude::*;

use crate::browser::ui::components::progress::Progress;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::areas::areas;
use crate::domain::figures::area::AreaFigures;
use crate::domain::figures::number::fixed;
use crate::domain::figures::question::{QUESTIONS, minutes_left};
use crate::domain::model::initiation::{Area, AreaAssessment};
use crate::domain::wording::{count, fill, t};

/// Properties of [`AreaList`].
#[derive(PartialEq, Properties)]
pub struct AreaListProps {
    /// The area on screen.
    pub current: Area,
    /// The open plan.
    pub plan: PlanView,
}

/// The list pane.
#[component]
pub fn AreaList(props: &AreaListProps) -> Html {
    let figures = &props.plan.figures.areas;
    let answered: usize = figures.iter().map(|area| area.questions_answered).sum();
    let total = figures.len() * usize::from(QUESTIONS);
    let (done, all) = (answered.to_string(), total.to_string());
    let words = fill("assessment.progress", &[("done", &done), ("all", &all)]);
    let share = figures.len().max(1) as f64 * f64::from(QUESTIONS);
    html! {
        <nav class="list-pane" data-fold="strip" aria-label={t("assessment.areas")}>
            <div class="list-pane-head">
                <h2>{ explained(t("nav.assessment")) }</h2>
                <Progress share={answered as f64 / share} {words} label={t("assessment.progress_label")} />
                if answered < total {
                    <p class="page-lead">{ explained(count("assessment.minutes", minutes_left(total - answered))) }</p>
                }
            </div>
            <ul class="area-list">
                for figures in figures.iter() {
                    <li key={figures.area.code()}>{ item(&props.plan, figures, figures.area == props.current) }</li>
                }
            </ul>
        </nav>
    }
}

fn item(plan: &PlanView, figures: &AreaFigures, is_current: bool) -> Html {
    let route = Route::Assessment { area: figures.area.code().to_owned() };
    let is_complete = figures.questions_answered == usize::from(QUESTIONS);
    let decided = plan.document.initiation.areas.get(&figures.area);
    let (status, words) = match (figures.questions_answered, is_complete) {
        _ if decided.is_some_and(AreaAssessment::is_unexplained) => {
            ("started", "assessment.status.unexplained")
        }
        (_, true) => ("done", "assessment.status.done"),
        (0, _) if figures.level.is_some() => ("done", "assessment.status.set"),
        (0, _) => ("empty", "assessment.status.empty"),
        _ => ("started", "assessment.status.started"),
    };
    let end = match figures.level {
        Some(level) if status == "done" => fixed(level, 1),
        _ if status == "started" => format!("{}/{QUESTIONS}", figures.questions_answered),
        _ => String::new(),
    };
    html! {
        <a class="list-item" href={href(&route)} aria-current={is_current.then_some("page")}>
            { mark(status, figures.questions_answered) }
            <span>{ areas().short_name(figures.area) }</span>
            <span class="visually-hidden">{ t(words) }</span>
            <span class="list-item-end">{ end }</span>
        </a>
    }
}

/// A check, a ring filled by the share, or a dashed ring.
fn mark(status: &'static str, answered: usize) -> Html {
    let share = answered * 100 / usize::from(QUESTIONS);
    html! {
        <svg class="area-mark" data-status={status} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            if status == "done" {
                <path d="M3 8.5 6.5 12 13 4.5" />
            } else {
                <circle cx="8" cy="8" r="5.5" />
            }
            if status == "started" {
                <circle class="area-mark-share" cx="8" cy="8" r="5.5" pathLength="100"
                    stroke-dasharray={format!("{share} 100")} transform="rotate(-90 8 8)" />
            }
        </svg>
    }
}
