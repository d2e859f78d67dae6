//! What the catalogue and the plan say about one entry.

pub mod decision;
mod facts;
mod links;
pub mod parts;

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::pages::form::control::guidance_of;
use crate::browser::ui::pages::form::view::FormView;
use crate::browser::ui::pages::health::finding_item::FindingItem;
use crate::browser::ui::pages::health::remedies::{key_of, use_remedies};
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::not_found::NotFoundPage;
use crate::browser::ui::pages::trace::TraceView;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::{Catalogue, group};
use crate::domain::command::Command;
use crate::domain::form;
use crate::domain::health::{Finding, Subject};
use crate::domain::mend::Mend;
use crate::domain::model::entry::{CatalogueEntry, EntryKind, Horizon, Stance};
use crate::domain::model::ids::EntryId;
use crate::domain::trace::Station;
use crate::domain::wording::{count, fill, t};

use decision::Decision;
use facts::{Efforts, Impacts, Scores};
use links::Links;
use parts::{entry_name, kind_mark, wave_chip};

/// Properties of [`EntryPage`].
#[derive(PartialEq, Properties)]
pub struct EntryPageProps {
    /// Id of the entry.
    pub entry: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// What the parts of the page are given.
#[derive(PartialEq, Properties)]
pub struct EntryPartProps {
    /// The entry as the catalogue has it.
    pub entry: CatalogueEntry,
    /// The open plan.
    pub plan: PlanView,
}

/// The page.
#[component]
pub fn EntryPage(props: &EntryPageProps) -> Html {
    let id = EntryId::from(props.entry.as_str());
    let findings: Vec<Finding> =
        props.plan.findings().iter().filter(|finding| is_about(finding, &id)).cloned().collect();
    let remedies = use_remedies(&props.plan, &findings);
    let on_mend = props.on_command.reform(|mend: Mend| mend.command);
    let document = &props.plan.document;
    let Some(entry) = Catalogue::of(document).get(&id).cloned() else { return html! { <NotFoundPage /> } };
    let name = entry_name(&entry);
    let choice = document.choice(&id).cloned().unwrap_or_default();
    let is_own = document.planning.own_entries.iter().any(|own| own.id == id);
    let (plan, on_command) = (props.plan.clone(), props.on_command.clone());
    html! {
        <div class="page" data-width="library">
            <header class="page-head">
                <div class="page-title">
                    <p class="row">{ kind_mark(entry.kind) }<span class="quiet">{ group(entry.group).map_or("", |group| group.name.as_str()) }</span></p>
                    <h1>{ &name }</h1>
                    <p class="page-lead">{ explained(entry.text.clone()) }</p>
                    { marks(&entry) }
                </div>
                if is_own {
                    <div class="page-actions"><a class="button" href={href(&Route::OwnEntries)}>{ t("entry.edit_own") }</a></div>
                }
            </header>
            <section class="panel entry-decision" aria-labelledby="entry-state">
                <h2 id="entry-state">{ explained(t("entry.decision")) }</h2>
                <Decision entry={id.clone()} name={name.clone()} {choice} on_command={on_command.clone()} />
                <p class="row">{ wave_chip(document.wave_of(&id)) }<a href={href(&Route::Board)}>{ t("gaps.open_board") }</a></p>
                { guidance_of("planning.choices.*.state") }
            </section>
            if !findings.is_empty() {
                <section class="stack" aria-labelledby="entry-findings">
                    <h2 id="entry-findings">{ explained(count("nav.findings", findings.len())) }</h2>
                    <ul class="finding-list">
                        for finding in findings.iter() {
                            <li key={format!("{} {}", finding.rule, finding.object)}><FindingItem finding={finding.clone()} plan={plan.clone()}
                                remedy={remedies.get(&key_of(finding)).cloned()} on_mend={on_mend.clone()} /></li>
                        }
                    </ul>
                </section>
            }
            <section class="panel stack" data-gap="2" aria-labelledby="entry-trace">
                <h2 id="entry-trace">{ explained(t("trace.title")) }</h2>
                <TraceView from={Station::Entry(id.clone())} plan={plan.clone()} />
            </section>
            <div class="columns" data-count="2">
                <Efforts entry={entry.clone()} plan={plan.clone()} />
                <Impacts entry={entry.clone()} plan={plan.clone()} />
            </div>
            <Links entry={entry.clone()} plan={plan.clone()} />
            <Scores {entry} plan={plan.clone()} />
            if let Some(page) = form::page("planning.entry") {
                <FormView {page} keys={vec![id.to_string()]} {plan} {on_command} />
            }
        </div>
    }
}

fn is_about(finding: &Finding, id: &EntryId) -> bool {
    let is_named = |entry: &EntryId| entry == id;
    match &finding.subject {
        Subject::Entry(entry) => is_named(entry),
        Subject::Pair(entry, other, _) => is_named(entry) || is_named(other),
        _ => finding.proposals.iter().any(is_named),
    }
}

/// Kind, horizon and stance as chips.
fn marks(entry: &CatalogueEntry) -> Html {
    let kind = match entry.kind {
        EntryKind::Product => "choice.entry_kind.product",
        EntryKind::Service => "choice.entry_kind.service",
    };
    let horizon = match entry.horizon {
        Horizon::S => "choice.horizon.S",
        Horizon::M => "choice.horizon.M",
        Horizon::L => "choice.horizon.L",
    };
    let stance = match entry.stance {
        Stance::Control => Some("choice.stance.control"),
        Stance::Help => Some("choice.stance.help"),
        Stance::Neither => None,
    };
    html! {
        <p class="row">
            <Chip kind={ChipKind::Outline}>{ t(kind) }</Chip>
            if entry.quick_win {
                <Chip kind={ChipKind::Accent}>{ t("catalogue.quick_win") }</Chip>
            }
            <Chip>{ t(horizon) }</Chip>
            if let Some(stance) = stance {
                <Chip>{ t(stance) }</Chip>
            }
            <Chip>{ fill("entry.usual_wave", &[("wave", &entry.usual_wave.to_string())]) }</Chip>
        </p>
    }
}
