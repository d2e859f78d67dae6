//! The whole assessment on one page: areas beside groups, people beside areas, and what moved since an assessment of before.

mod compare;

use yew::prelude::*;

use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::browser::ui::pages::assessment::group_key;
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PageProps;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::areas::areas;
use crate::domain::figures::area::{AreaFigures, asks_for_talk};
use crate::domain::figures::number::{fixed, mean};
use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::initiation::{Area, Participant};
use crate::domain::model::scalar::Scale5;
use crate::domain::wording::{count, t};

use compare::Compare;

/// The page.
#[component]
pub fn OverviewPage(props: &PageProps) -> Html {
    let view = use_state(|| AttrValue::from("areas"));
    let segment =
        |value: &'static str, key| Segment { value: value.into(), label: t(key).into(), icon: None };
    let segments = vec![
        segment("areas", "overview.by_area"),
        segment("people", "overview.by_person"),
        segment("before", "overview.before"),
    ];
    let on_view = {
        let view = view.clone();
        Callback::from(move |value: String| view.set(value.into()))
    };
    let people = props.plan.document.initiation.participants.len();
    html! {
        <div class="page" data-width="wide">
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t("nav.overview")) }</h1>
                    <p class="page-lead">{ explained(count("overview.lead", people)) }</p>
                </div>
                <div class="page-actions">
                    <a class="button" data-kind="primary" href={href(&Route::Workshop { extent: "short".to_owned() })}>{ t("workshop.title") }</a>
                    <a class="button" href={href(&Route::Respondents)}>{ t("nav.respondents") }</a>
                </div>
            </header>
            <Segmented name="overview-view" label={t("overview.view")} {segments} value={(*view).clone()} on_change={on_view} />
            { match view.as_str() {
                "people" => by_person(&props.plan.document),
                "before" => html! { <Compare plan={props.plan.clone()} on_command={props.on_command.clone()} /> },
                _ => by_area(&props.plan.figures.areas),
            } }
        </div>
    }
}

fn by_area(figures: &[AreaFigures]) -> Html {
    if figures.iter().all(|area| area.level.is_none()) {
        return nothing_yet();
    }
    html! {
        <>
            <div class="scroll-box" tabindex="0" role="region" aria-label={t("overview.by_area")}>
                <Table caption={t("overview.by_area")}>
                    <thead>
                        <tr>
                            <th scope="col">{ marked(t("overview.area")) }</th>
                            <th scope="col" data-kind="figure">{ marked(t("overview.questions")) }</th>
                            <th scope="col" data-kind="figure">{ marked(t("overview.level")) }</th>
                            for group in Group::ALL {
                                <th key={group.letter()} scope="col" data-kind="figure"><abbr title={t(group_key(group))}>{ group.letter() }</abbr></th>
                            }
                            <th scope="col" data-kind="figure">{ marked(t("overview.difference")) }</th>
                            <th scope="col" data-kind="figure">{ marked(t("assessment.spread")) }</th>
                            <th scope="col" data-kind="figure">{ marked(t("overview.target")) }</th>
                            <th scope="col" data-kind="figure">{ marked(t("overview.weight")) }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for area in figures {
                            { area_row(area) }
                        }
                    </tbody>
                </Table>
            </div>
            <p class="page-lead">{ explained(t("overview.explain")) }</p>
        </>
    }
}

/// Where to begin while no area has a level.
fn nothing_yet() -> Html {
    let first = Route::Assessment { area: Area::ALL[0].code().to_owned() };
    html! {
        <EmptyState icon={IconName::Chart} sentence={t("overview.nothing")}>
            <a class="button" href={href(&first)}>{ t("overview.begin") }</a>
        </EmptyState>
    }
}

fn area_row(figures: &AreaFigures) -> Html {
    let level = |level: Option<f64>| level.map_or_else(|| "–".to_owned(), |level| fixed(level, 1));
    let difference = figures.executives_above_project_managers();
    let route = Route::Assessment { area: figures.area.code().to_owned() };
    let is_set = figures.level != figures.computed_level;
    html! {
        <tr key={figures.area.code()}>
            <th scope="row"><a href={href(&route)}>{ areas().name(figures.area) }</a></th>
            <td data-kind="figure">{ format!("{}/5", figures.questions_answered) }</td>
            <td data-kind="figure">
                <b>{ level(figures.level) }</b>
                if is_set {
                    <span class="text-caption">{ " " }{ t("overview.is_set") }</span>
                }
            </td>
            for (group, value) in figures.group_levels.iter() {
                <td key={group.letter()} data-kind="figure">{ level(*value) }</td>
            }
            { remarkable(difference) }
            { remarkable(figures.spread) }
            <td data-kind="figure">{ level(figures.target) }</td>
            <td data-kind="figure">{ figures.importance }</td>
        </tr>
    }
}

/// A number that asks for a talk where it is over 1.0, said by a sign and in words.
fn remarkable(value: Option<f64>) -> Html {
    let is_wide = value.is_some_and(asks_for_talk);
    html! {
        <td data-kind="figure" data-tone={is_wide.then_some("tight")}>
            { value.map_or_else(|| "–".to_owned(), |value| fixed(value, 1)) }
            if is_wide {
                <span aria-hidden="true">{ " ▲" }</span><span class="visually-hidden">{ t("overview.talk") }</span>
            }
        </td>
    }
}

fn by_person(document: &Document) -> Html {
    let people = &document.initiation.participants;
    if people.is_empty() {
        return html! { <p class="page-lead">{ explained(t("overview.nobody")) }</p> };
    }
    html! {
        <Table caption={t("overview.by_person")} is_dense=true>
            <thead>
                <tr>
                    <th scope="col">{ marked(t("respondents.person")) }</th>
                    <th scope="col">{ marked(t("assessment.person_group")) }</th>
                    <th scope="col" data-kind="figure">{ marked(t("respondents.answers")) }</th>
                    for area in Area::ALL {
                        <th key={area.code()} scope="col" data-kind="figure">{ areas().short_name(area) }</th>
                    }
                </tr>
            </thead>
            <tbody>
                for person in people {
                    { person_row(document, person) }
                }
            </tbody>
        </Table>
    }
}

fn person_row(document: &Document, person: &Participant) -> Html {
    let own: Vec<_> =
        document.initiation.answers.iter().filter(|answer| answer.participant == person.id).collect();
    let level = |area: Area| {
        let scores = own.iter().filter(|answer| answer.area == area).filter_map(|answer| answer.score);
        mean(scores.map(Scale5::value)).map_or_else(|| "–".to_owned(), |level| fixed(level, 1))
    };
    html! {
        <tr key={person.id.0}>
            <th scope="row">{ &person.name }</th>
            <td>{ t(group_key(person.group)) }</td>
            <td data-kind="figure">{ own.len() }</td>
            for area in Area::ALL {
                <td key={area.code()} data-kind="figure">{ level(area) }</td>
            }
        </tr>
    }
}
