//! Guidance on one topic: what goes wrong, what works, who does what, what is known.

mod glossary;
mod problems;

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::head_cell::HeadCell;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::table::Table;
use crate::browser::ui::components::term_text::{TermText, explained};
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::not_found::NotFoundPage;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::guidance::{Figure, Practice, Role, guidance};
use crate::domain::command::Command;
use crate::domain::guide::is_begun;
use crate::domain::mirror::{against, filling, twin};
use crate::domain::wording::{count, fill, t};

use glossary::Glossary;
use problems::Problems;

/// Properties of [`GuidancePage`].
#[derive(PartialEq, Properties)]
pub struct GuidancePageProps {
    /// The topic.
    pub topic: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn GuidancePage(props: &GuidancePageProps) -> Html {
    let (title, lead, content) = match props.topic.as_str() {
        "problems" => {
            ("nav.problems", "guidance.problems_lead", html! { <Problems plan={props.plan.clone()} /> })
        }
        "practices" => ("nav.practices", "guidance.practices_lead", practices(&props.plan)),
        "roles" => ("nav.roles", "guidance.roles_lead", roles(&props.plan)),
        "figures" => ("nav.figures", "guidance.figures_lead", figures(&props.plan)),
        "glossary" => ("nav.glossary", "guidance.glossary_lead", html! { <Glossary /> }),
        _ => return html! { <NotFoundPage /> },
    };
    html! {
        <div class="page" data-width={(props.topic != "roles").then_some("prose")}>
            <header class="page-head">
                <div class="page-title">
                    <h1>{ explained(t(title)) }</h1>
                    <p class="page-lead">{ explained(t(lead)) }</p>
                </div>
            </header>
            { content }
        </div>
    }
}

/// Where a statement comes from.
fn source(source: Option<&String>) -> Html {
    html! {
        if let Some(source) = source {
            <p class="quiet">{ fill("guidance.source", &[("source", source)]) }</p>
        }
    }
}

fn practices(plan: &PlanView) -> Html {
    html! {
        <ol class="stack plain-list">
            for practice in guidance().practices.iter() {
                <li key={practice.number} class="panel practice">
                    <span class="practice-number" aria-hidden="true">{ practice.number }</span>
                    <div class="stack" data-gap="2">
                        <p><TermText text={practice.text.clone()} /></p>
                        { source(practice.source.as_ref()) }
                        { practice_in_plan(practice, plan) }
                    </div>
                </li>
            }
        </ol>
    }
}

/// Whether this plan does as the practice says, as far as a rule can see that.
fn practice_in_plan(practice: &Practice, plan: &PlanView) -> Html {
    // What nobody has begun cannot go against a practice.
    if !is_begun(&plan.document, &plan.figures) {
        return html! {};
    }
    match against(practice, plan.findings()) {
        None => html! { <p class="quiet">{ t("mirror.unseen") }</p> },
        Some(0) => html! {
            <p><Chip kind={ChipKind::Level(LoadLevel::Room)} icon={IconName::Check}>{ t("mirror.followed") }</Chip></p>
        },
        Some(number) => html! {
            <p class="row">
                <Chip kind={ChipKind::Level(LoadLevel::Tight)} icon={IconName::TriangleFilled}>{ count("nav.findings", number) }</Chip>
                <a href={href(&Route::Health)}>{ t("guidance.to_findings") }<span class="visually-hidden">{ format!(": {}", practice.number) }</span></a>
            </p>
        },
    }
}

fn roles(plan: &PlanView) -> Html {
    html! {
        <Table caption={t("nav.roles")} has_tall_rows=true>
            <thead>
                <tr>
                    <HeadCell label={t("guidance.role")} />
                    <HeadCell label={t("guidance.duties")} />
                    <HeadCell label={t("guidance.usual_size")} />
                    <HeadCell label={t("guidance.from_wave")} is_figure=true />
                    <HeadCell label={t("guidance.capacity")} />
                    <HeadCell label={t("guidance.in_plan")} />
                </tr>
            </thead>
            <tbody>
                for role in guidance().roles.iter() {
                    <tr key={role.id.to_string()}>
                        <th scope="row">{ &role.name }</th>
                        <td>{ &role.duties }</td>
                        <td>{ role.fte_text.as_deref().unwrap_or("–") }</td>
                        <td data-kind="figure">{ role.from_wave.map_or_else(|| "–".to_owned(), |wave| wave.to_string()) }</td>
                        <td>{ t(if role.carries_capacity { "guidance.counts" } else { "guidance.counts_not" }) }</td>
                        <td>{ role_in_plan(role, plan) }</td>
                    </tr>
                }
            </tbody>
        </Table>
    }
}

fn role_in_plan(role: &Role, plan: &PlanView) -> Html {
    let filling = filling(role, &plan.document, &plan.figures);
    html! {
        <>
            { filling.words() }
            if filling.is_missing() && role.staff {
                { " " }<Chip kind={ChipKind::Level(LoadLevel::Tight)} icon={IconName::TriangleFilled}>{ t("mirror.missing") }</Chip>
            }
        </>
    }
}

fn figures(plan: &PlanView) -> Html {
    let parts = [
        ("guidance.office_figures", guidance().figures.as_slice()),
        ("guidance.change_figures", guidance().change_facts.as_slice()),
    ];
    html! {
        for (title, figures) in parts {
            <section key={title} class="stack" aria-labelledby={title}>
                <h2 id={title}>{ explained(t(title)) }</h2>
                <ul class="stack plain-list">
                    for (place, figure) in figures.iter().enumerate() {
                        <li key={place} class="panel stack" data-gap="2">{ figure_item(figure, plan) }</li>
                    }
                </ul>
            </section>
        }
    }
}

fn figure_item(figure: &Figure, plan: &PlanView) -> Html {
    html! {
        <>
            <p><b>{ &figure.text }</b></p>
            <p class="row"><Chip>{ t("guidance.reliability") }</Chip><span>{ &figure.reliability }</span></p>
            { source(figure.source.as_ref()) }
            if let Some(own) = twin(figure, &plan.document, &plan.figures) {
                <p class="note" data-tone="accent"><Icon name={IconName::Chart} size=14 /><span>{ own }</span></p>
            }
        </>
    }
}
