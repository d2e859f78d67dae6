//! What some pages of forms show beside their fields: what results from them.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::hooks::room::use_room;
use crate::browser::ui::pages::board::proposal_bar::contradiction_list;
use crate::browser::ui::pages::entry::parts::wave_name;
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::view_panel::ViewPanel;
use crate::browser::ui::plan_view::{PageProps, PlanView};
use crate::browser::ui::route::Route;
use crate::domain::figures::area::SponsorState;
use crate::domain::figures::number::{TOLERANCE, fixed, short};
use crate::domain::health::foundation::healthy_sponsor_hours;
use crate::domain::health::message::group_name;
use crate::domain::model::group::Group;
use crate::domain::picture::stakeholders::stakeholder_map;
use crate::domain::proposal::compile::compile;
use crate::domain::proposal::contradiction::contradictions;
use crate::domain::wording::{fill, t};

use super::kpis::KpiOffers;
use super::levers::LeverList;
use super::raci::RaciGrid;

/// Usual width of a picture beside forms.
const WIDTH: f64 = 640.0;

/// What a page shows above its fields.
pub fn above(page: &str, props: &PageProps) -> Html {
    let (plan, on_command) = (props.plan.clone(), props.on_command.clone());
    match page {
        "foundation.people" => html! { <SponsorScore {plan} {on_command} /> },
        "foundation.culture" => {
            html! { <><StakeholderMap {plan} {on_command} />{ capacities(&props.plan) }</> }
        }
        "governance.communications" => html! { <StakeholderMap {plan} {on_command} /> },
        "governance.kpis" => html! { <KpiOffers {plan} {on_command} /> },
        "governance.lever_actions" => html! { <LeverList {plan} {on_command} /> },
        "planning.wishes" => html! { <Contradicted {plan} {on_command} /> },
        "scenarios.stress_tests" => html! {
            <p><a class="button" href={href(&Route::Stress)}>{ t("stress.to_tests") }</a></p>
        },
        "governance.raci" => html! { <RaciGrid {plan} {on_command} /> },
        _ => html! {},
    }
}

/// Whether a page is only what stands above its fields.
pub fn stands_alone(page: &str) -> bool {
    page == "governance.raci"
}

/// Wishes that no plan can keep; nothing where there are none.
#[component]
fn Contradicted(props: &PageProps) -> Html {
    let found = use_memo(props.plan.clone(), |plan| {
        contradictions(&plan.document, &compile(&plan.document, &plan.figures))
    });
    html! {
        if !found.is_empty() {
            <section class="panel stack" data-gap="2" aria-labelledby="contradictions">
                <h2 id="contradictions">{ explained(t("contradiction.title")) }</h2>
                <p>{ t("contradiction.help") }</p>
                { contradiction_list(&props.plan.document, &found) }
            </section>
        }
    }
}

/// The score of the sponsor and what it means.
#[component]
fn SponsorScore(props: &PageProps) -> Html {
    let document = &props.plan.document;
    let sponsor = &document.foundation.sponsor;
    let (hours, healthy) = (sponsor.hours_per_month.get(), healthy_sponsor_hours(document.plan.size_class));
    let state = SponsorState::of(sponsor);
    let mark = |is_good: bool| match is_good {
        true => html! { <Icon name={IconName::Ring} size=14 /> },
        false => html! { <Icon name={IconName::TriangleOpen} size=14 /> },
    };
    let tone = |is_good: bool| is_good.then_some("ok");
    let gives_time = hours >= healthy - TOLERANCE;
    let hours_key = if gives_time { "sponsor.hours_good" } else { "sponsor.hours_few" };
    let told = fill(hours_key, &[("hours", &short(hours, 1)), ("healthy", &short(healthy, 1))]);
    let scored = |score: f64| fill("sponsor.title", &[("score", &fixed(score, 1))]);
    let (heading, words, is_good) = match state {
        SponsorState::Nobody => (t("sponsor.nobody").to_owned(), "sponsor.nobody_help", false),
        SponsorState::Unrated => (t("sponsor.unknown").to_owned(), "sponsor.rate", false),
        SponsorState::Weak(score) => (scored(score), "sponsor.weak", false),
        SponsorState::Active(score) => (scored(score), "sponsor.good", true),
    };
    html! {
        <section class="panel stack" data-gap="2" aria-labelledby="sponsor-score">
            <h2 id="sponsor-score">{ explained(heading) }</h2>
            if state == SponsorState::Unrated {
                <p>{ t(words) }</p>
            } else {
                <p class="note" data-tone={tone(is_good)}>{ mark(is_good) }<span>{ t(words) }</span></p>
            }
            if state != SponsorState::Nobody {
                <p class="note" data-tone={tone(gives_time)}>{ mark(gives_time) }<span>{ told }</span></p>
            }
        </section>
    }
}

/// The stakeholder map with its table.
#[component]
fn StakeholderMap(props: &PageProps) -> Html {
    let room = use_room(WIDTH);
    let view = use_memo((props.plan.clone(), room), |(plan, width)| {
        Rc::new(stakeholder_map(&plan.document, &plan.figures, *width))
    });
    html! {
        <section class="panel stack" data-gap="2" aria-labelledby="stakeholder-map">
            <h2 id="stakeholder-map">{ &view.picture.title }</h2>
            <ViewPanel id="stakeholder-view" name={t("stakeholders.map")} plan={props.plan.clone()} view={(*view).clone()} />
        </section>
    }
}

/// The change capacity of each group in each wave, as it results.
fn capacities(plan: &PlanView) -> Html {
    let loads = &plan.figures.loads;
    html! {
        <section class="panel stack" data-gap="2" aria-labelledby="change-capacity">
            <h2 id="change-capacity">{ explained(t("capacity.title")) }</h2>
            <p class="page-lead">{ explained(t("capacity.lead")) }</p>
            if loads.is_empty() {
                <p>{ t("capacity.none") }</p>
            } else {
                <Table caption={t("capacity.title")}>
                    <thead>
                        <tr>
                            <HeadCell label={t("capacity.group")} />
                            for number in 1..=loads.len() {
                                <HeadCell key={number} label={wave_name(number)} is_figure=true />
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for group in Group::ALL {
                            <tr key={group.letter()}>
                                <th scope="row">{ group_name(group) }</th>
                                for (index, row) in loads.iter().enumerate() {
                                    <td key={index} data-kind="figure">{ fixed(row.get(group).capacity, 1) }</td>
                                }
                            </tr>
                        }
                    </tbody>
                </Table>
            }
        </section>
    }
}
