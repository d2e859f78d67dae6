//! What an entry hangs together with: entries, areas, roles, measures, other frameworks.

use yew::prelude::*;

use crate::browser::ui::components::chip::{Chip, ChipKind};
use crate::browser::ui::components::load_level::LoadLevel;
use crate::browser::ui::components::term_text::{explained, marked};
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::areas::areas;
use crate::domain::catalogue::guidance::guidance;
use crate::domain::figures::number::fixed;
use crate::domain::model::document::Document;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::ids::{EntryId, RoleId};
use crate::domain::model::planning::SelectionState;
use crate::domain::wording::{fill, t};

use super::EntryPartProps;
use super::decision::state_name;
use super::parts::{check_chip, entry_link, wave_chip};

/// The panels.
#[component]
pub fn Links(props: &EntryPartProps) -> Html {
    let entry = &props.entry;
    let (document, figures) = (&props.plan.document, &props.plan.figures);
    let catalogue = Catalogue::of(document);
    let resolved = figures.entry(&entry.id);
    let hard: Vec<&EntryId> = resolved
        .map_or_else(Vec::new, |entry| entry.prerequisites.iter().map(|needed| &needed.entry).collect());
    let soft: Vec<&EntryId> = entry.soft_prerequisites.iter().collect();
    let waiting = figures
        .entries
        .iter()
        .filter(|other| other.prerequisites.iter().any(|needed| needed.entry == entry.id));
    let waiting: Vec<&EntryId> = waiting.map(|other| &other.id).collect();
    let entries = |ids: &[&EntryId]| entry_list(document, &catalogue, ids);
    let roles = |ids: &[RoleId]| {
        let names: Vec<&str> = ids.iter().map(|id| guidance().role_name(id)).collect();
        if names.is_empty() { "–".to_owned() } else { names.join(", ") }
    };
    let (build, run) = match resolved {
        Some(entry) => (roles(&entry.build_roles), roles(&entry.run_roles)),
        None => (roles(&entry.build_roles), roles(&entry.run_roles)),
    };
    let default_roles = |own: &[RoleId], default: &[RoleId]| {
        html! { if own != default { <p class="quiet">{ fill("entry.in_catalogue", &[("names", &roles(default))]) }</p> } }
    };
    let (build_default, run_default) = match resolved {
        Some(own) => (
            default_roles(&own.build_roles, &entry.build_roles),
            default_roles(&own.run_roles, &entry.run_roles),
        ),
        None => (html! {}, html! {}),
    };
    let needed_default: Vec<&EntryId> = entry.hard_prerequisites.iter().collect();
    let hard_default = if needed_default == hard {
        html! {}
    } else {
        let names: Vec<String> = needed_default.iter().map(|id| catalogue.short_name(id)).collect();
        let names = if names.is_empty() { t("entry.nothing").to_owned() } else { names.join(", ") };
        html! { <p class="quiet">{ fill("entry.in_catalogue", &[("names", &names)]) }</p> }
    };
    html! {
        <div class="columns" data-count="2">
            { panel("entry.needs", html! { <>{ entries(&hard) }{ hard_default }</> }) }
            { panel("entry.easier_with", entries(&soft)) }
            { panel("entry.opens", entries(&waiting)) }
            { panel("entry.improves", improved(props)) }
            { panel("entry.roles", html! {
                <dl class="facts"><dt>{ marked(t("entry.builds")) }</dt><dd>{ build }{ build_default }</dd><dt>{ marked(t("entry.runs")) }</dt><dd>{ run }{ run_default }</dd></dl>
            }) }
            { panel("entry.kpis", texts(&entry.kpis)) }
            { panel("entry.frameworks", frameworks(entry)) }
        </div>
    }
}

fn panel(key: &'static str, content: Html) -> Html {
    html! {
        <section key={key} class="panel stack" data-gap="2" aria-labelledby={key}>
            <h2 id={key}>{ explained(t(key)) }</h2>
            { content }
        </section>
    }
}

fn nothing() -> Html {
    html! { <p class="quiet">{ explained(t("entry.nothing")) }</p> }
}

/// Entries with the wave or the state in which they stand.
fn entry_list(document: &Document, catalogue: &Catalogue<'_>, ids: &[&EntryId]) -> Html {
    if ids.is_empty() {
        return nothing();
    }
    let stand = |id: &EntryId| match (document.selection(id), document.wave_of(id)) {
        (SelectionState::Exists, _) => {
            html! { <Chip kind={ChipKind::Level(LoadLevel::Room)}>{ state_name(SelectionState::Exists) }</Chip> }
        }
        (_, Some(wave)) => wave_chip(Some(wave)),
        (state, None) => html! { <Chip>{ state_name(state) }</Chip> },
    };
    html! {
        <ul class="plain-list">
            for entry in ids.iter().filter_map(|id| catalogue.get(id)) {
                <li key={entry.id.to_string()} class="spread">{ entry_link(entry) }{ stand(&entry.id) }</li>
            }
        </ul>
    }
}

/// The areas that the entry moves, with their gaps.
fn improved(props: &EntryPartProps) -> Html {
    if props.entry.lifts.is_empty() {
        return nothing();
    }
    let gap = |area| {
        props.plan.figures.areas.iter().find(|numbers| numbers.area == area).map_or(0.0, |area| area.gap)
    };
    html! {
        <ul class="plain-list">
            for lift in props.entry.lifts.iter() {
                <li key={lift.area.code()} class="spread">
                    <span>{ areas().name(lift.area) }</span>
                    <span>{ fill("entry.lift", &[("lift", &fixed(lift.lift.get(), 1)), ("gap", &fixed(gap(lift.area), 1))]) }</span>
                </li>
            }
        </ul>
    }
}

fn texts(texts: &[String]) -> Html {
    if texts.is_empty() {
        return nothing();
    }
    html! {
        <ul class="plain-list">for text in texts.iter() { <li key={text.clone()}>{ text }</li> }</ul>
    }
}

/// What other frameworks call it.
fn frameworks(entry: &CatalogueEntry) -> Html {
    if entry.cross_references.is_empty() {
        return nothing();
    }
    html! {
        <dl class="facts">
            for (place, reference) in entry.cross_references.iter().enumerate() {
                <div key={place}><dt>{ &reference.framework }</dt><dd>{ &reference.text }{ " " }{ check_chip(reference.check) }</dd></div>
            }
        </dl>
    }
}
