//! Assessment of one area: five questions, who answered what, and what it means.

pub mod agree;
pub mod answerer;
mod area_list;
mod evidence;
mod meaning;
mod question;
mod support;

use yew::prelude::*;

use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::pages::form::view::FormView;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::not_found::NotFoundPage;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::areas::areas;
use crate::domain::command::Command;
use crate::domain::figures::question::questions;
use crate::domain::form;
use crate::domain::model::group::Group;
use crate::domain::model::ids::ParticipantId;
use crate::domain::model::initiation::Area;
use crate::domain::order;
use crate::domain::wording::{count, fill, t};

use answerer::{Answerer, NobodyYet};
use area_list::AreaList;
use meaning::Meaning;
use question::QuestionPanel;

/// Properties of [`AssessmentPage`].
#[derive(PartialEq, Properties)]
pub struct AssessmentPageProps {
    /// Code of the area.
    pub area: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// Wording key of a group's short name.
pub(super) fn group_key(group: Group) -> &'static str {
    match group {
        Group::E => "picture.group.E",
        Group::F => "picture.group.F",
        Group::P => "picture.group.P",
        Group::T => "picture.group.T",
        Group::O => "picture.group.O",
    }
}

/// The page.
#[component]
pub fn AssessmentPage(props: &AssessmentPageProps) -> Html {
    // Stays while areas change: a person answers area by area.
    let chosen = use_state(|| None::<ParticipantId>);
    let is_short = use_state(|| false);
    let Some(index) = Area::ALL.iter().position(|area| area.code() == props.area) else {
        return html! { <NotFoundPage /> };
    };
    let Some(figures) = props.plan.figures.areas.get(index) else { return html! {} };
    let (area, document) = (figures.area, &props.plan.document);
    let people = &document.initiation.participants;
    let participant = chosen.filter(|id| people.iter().any(|person| person.id == *id));
    let participant = participant.or_else(|| people.first().map(|person| person.id));
    let on_extent = {
        let is_short = is_short.clone();
        Callback::from(move |value: String| is_short.set(value == "short"))
    };
    let on_choose = Callback::from(move |id| chosen.set(Some(id)));
    html! {
        <>
            <AreaList current={area} plan={props.plan.clone()} />
            <div class="page" key={area.code()}>
                <header class="page-head">
                    <div class="page-title">
                        <p class="page-lead">{ place_text(index) }</p>
                        <h1>{ areas().name(area) }</h1>
                    </div>
                    <Answerer plan={props.plan.clone()} {participant} {on_choose} on_command={props.on_command.clone()} />
                </header>
                <div class="row page-tools">
                    <Segmented name="assessment-extent" label={t("respondents.extent")} segments={extents()}
                        value={if *is_short { "short" } else { "all" }} on_change={on_extent} />
                    <a class="button" href={href(&Route::Workshop { extent: area.code().to_owned() })}>
                        <Icon name={IconName::Person} />{ t("workshop.title") }
                    </a>
                    <a class="button" data-kind="quiet" href={href(&Route::Respondents)}>{ t("nav.respondents") }</a>
                    <a class="button" data-kind="quiet" href={href(&Route::Overview)}>{ t("nav.overview") }</a>
                </div>
                <div class="spread">
                    <p class="page-lead">{ lead(props, area) }</p>
                    { legend(people.iter().map(|person| person.group).collect()) }
                </div>
                if people.is_empty() {
                    <NobodyYet on_command={props.on_command.clone()} />
                }
                for question in questions(document, area).into_iter().take(if *is_short { 1 } else { 5 }) {
                    <QuestionPanel key={question.number} {area} question={question.clone()} {participant}
                        plan={props.plan.clone()} on_command={props.on_command.clone()} />
                }
                if let Some(page) = form::page("initiation.area") {
                    <Disclosure summary={t("assessment.decide")}>
                        <FormView {page} keys={vec![area.code().to_owned()]} plan={props.plan.clone()}
                            on_command={props.on_command.clone()} />
                    </Disclosure>
                }
                <footer class="page-foot">
                    <span class="page-lead">{ t("assessment.saved") }</span>
                    { next_link(index) }
                </footer>
            </div>
            <Meaning figures={figures.clone()} plan={props.plan.clone()} on_command={props.on_command.clone()} />
        </>
    }
}

/// All five questions, or the first: the short form.
fn extents() -> Vec<Segment> {
    let segment =
        |value: &'static str, key| Segment { value: value.into(), label: t(key).into(), icon: None };
    vec![segment("all", "assessment.all_five"), segment("short", "respondents.short")]
}

fn place_text(index: usize) -> String {
    let (number, total) = ((index + 1).to_string(), Area::ALL.len().to_string());
    fill("assessment.place", &[("number", &number), ("total", &total)])
}

/// How many people answered, where anybody did.
fn lead(props: &AssessmentPageProps, area: Area) -> String {
    let answers = props.plan.document.initiation.answers.iter().filter(|answer| answer.area == area);
    let mut people: Vec<_> = answers.map(|answer| answer.participant).collect();
    order::natural(&mut people);
    people.dedup();
    match people.len() {
        0 => t("assessment.lead_empty").to_owned(),
        number => count("assessment.lead", number),
    }
}

/// The discs of the groups that take part.
fn legend(present: Vec<Group>) -> Html {
    html! {
        <ul class="answer-legend" aria-label={t("assessment.legend")}>
            for group in Group::ALL.into_iter().filter(|group| present.contains(group)) {
                <li key={group.letter()}>
                    <span class="respondent" data-group={group.letter()} aria-hidden="true">{ group.letter() }</span>
                    { t(group_key(group)) }
                </li>
            }
        </ul>
    }
}

/// To the next area, or to the gaps after the last one.
fn next_link(index: usize) -> Html {
    let (route, text) = match Area::ALL.get(index + 1) {
        Some(area) => {
            let text = fill("assessment.next", &[("area", areas().name(*area))]);
            (Route::Assessment { area: area.code().to_owned() }, text)
        }
        None => (Route::Gaps, t("assessment.to_gaps").to_owned()),
    };
    html! {
        <a class="button" data-kind="primary" href={href(&route)}>
            { text }<Icon name={IconName::ChevronRight} />
        </a>
    }
}
