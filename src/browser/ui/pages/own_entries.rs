//! The organisation's own entries: what the catalogue does not have.

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonSize};
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::components::empty_state::EmptyState;
use crate::browser::ui::components::icon::IconName;
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::plan_view::PageProps;
use crate::domain::command::Command;
use crate::domain::form;
use crate::domain::model::entry::CatalogueEntry;
use crate::domain::model::ids::EntryId;
use crate::domain::wording::{count, fill, t};

use super::catalogue_transfer::CatalogueTransfer;
use super::entry::decision::state_name;
use super::entry::parts::{entry_link, entry_name};
use super::form::view::FormView;
use super::removal::{Unwanted, use_removal};

/// Id of the heading of the page.
const HEADING: &str = "own-entries-heading";

/// The page.
#[component]
pub fn OwnEntriesPage(props: &PageProps) -> Html {
    let added = use_state(|| None::<EntryId>);
    let entries = &props.plan.document.planning.own_entries;
    let (on_remove, question) = use_removal(&props.plan, &props.on_command);
    let on_add = {
        let (on_command, added) = (props.on_command.clone(), added.clone());
        Callback::from(move |_: MouseEvent| {
            let id = EntryId(format!("own-{}", clock::random_id()));
            let entry = CatalogueEntry {
                id: id.clone(),
                name: t("own.new").to_owned(),
                short_name: t("own.new").to_owned(),
                usual_wave: 1,
                ..CatalogueEntry::default()
            };
            on_command.emit(Command::AddOwnEntry { entry: Box::new(entry) });
            added.set(Some(id));
        })
    };
    let add = html! {
        <Button kind={ButtonKind::Primary} icon={IconName::Plus} on_press={on_add}>{ t("own.add") }</Button>
    };
    html! {
        <div class="page" data-width="prose">
            <header class="page-head">
                <div class="page-title">
                    <h1 id={HEADING} tabindex="-1">{ explained(t("nav.own_entries")) }</h1>
                    <p class="page-lead">{ explained(t("own.lead")) }</p>
                </div>
                <div class="page-actions">
                    <CatalogueTransfer plan={props.plan.clone()} on_command={props.on_command.clone()} />
                    if !entries.is_empty() {
                        { add.clone() }
                    }
                </div>
            </header>
            if entries.is_empty() {
                <EmptyState icon={IconName::Spark} sentence={t("own.empty")}>{ add }</EmptyState>
            } else {
                <h2 class="visually-hidden">{ explained(count("catalogue.entries", entries.len())) }</h2>
                <ul class="stack plain-list">
                    for entry in entries.iter() {
                        <li key={entry.id.to_string()} class="panel stack" data-gap="2">{ draw(props, entry, added.as_ref() == Some(&entry.id), &on_remove) }</li>
                    }
                </ul>
            }
            { question }
        </div>
    }
}

fn draw(props: &PageProps, entry: &CatalogueEntry, is_open: bool, on_remove: &Callback<Unwanted>) -> Html {
    let name = entry_name(entry);
    let unwanted = Unwanted {
        command: Command::RemoveOwnEntry { entry: entry.id.clone() },
        name: name.clone(),
        heading: HEADING.to_owned(),
    };
    html! {
        <>
            <div class="spread">
                <h3>{ entry_link(entry) }</h3>
                <Button kind={ButtonKind::Icon} size={ButtonSize::Small} icon={IconName::Trash}
                    label={fill("own.remove", &[("entry", &name)])} on_press={on_remove.reform(move |_: MouseEvent| unwanted.clone())} />
            </div>
            if !entry.text.is_empty() {
                <p>{ &entry.text }</p>
            }
            <p class="quiet">{ state_name(props.plan.document.selection(&entry.id)) }</p>
            if let Some(page) = form::page("planning.own_entry") {
                <Disclosure summary={fill("own.edit", &[("entry", &name)])} {is_open}>
                    <FormView {page} keys={vec![entry.id.to_string()]} plan={props.plan.clone()} on_command={props.on_command.clone()} />
                </Disclosure>
            }
        </>
    }
}
