//! Bundles of entries as a quick start.

use yew::prelude::*;

use crate::browser::ui::components::button::{Button, ButtonSize, ButtonState};
use crate::browser::ui::components::disclosure::Disclosure;
use crate::browser::ui::plan_view::PageProps;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::presets::{Bundle, presets};
use crate::domain::command::Command;
use crate::domain::model::planning::SelectionState;
use crate::domain::wording::{fill, t};

use crate::browser::ui::pages::entry::parts::entry_link;

/// The bundles.
#[component]
pub fn Bundles(props: &PageProps) -> Html {
    html! {
        <ul class="columns bundles" data-count="3">
            for bundle in presets().bundles.iter() {
                <li key={bundle.id.clone()} class="panel stack" data-gap="2">{ draw(props, bundle) }</li>
            }
        </ul>
    }
}

fn draw(props: &PageProps, bundle: &'static Bundle) -> Html {
    let document = &props.plan.document;
    let catalogue = Catalogue::of(document);
    let open = bundle.entries.iter().filter(|entry| {
        matches!(document.selection(entry), SelectionState::Candidate | SelectionState::Parked)
    });
    let open = open.count();
    let facts = fill(
        "choose.bundle_facts",
        &[("all", &bundle.entries.len().to_string()), ("open", &open.to_string())],
    );
    let on_press = props
        .on_command
        .reform(move |_: MouseEvent| Command::ChooseBundle { entries: bundle.entries.clone() });
    let state = if open == 0 { ButtonState::Disabled } else { ButtonState::Ready };
    html! {
        <>
            <h3>{ &bundle.name }</h3>
            <p>{ &bundle.when }</p>
            <p class="quiet">{ facts }</p>
            <Disclosure summary={t("choose.bundle_entries")}>
                <ul class="plain-list">
                    for entry in bundle.entries.iter().filter_map(|id| catalogue.get(id)) {
                        <li key={entry.id.to_string()}>
                            { entry_link(entry) }
                            if let Some(note) = bundle.notes.iter().find(|note| note.entry == entry.id) {
                                <p class="quiet">{ &note.text }</p>
                            }
                        </li>
                    }
                </ul>
            </Disclosure>
            <Button size={ButtonSize::Small} {state} {on_press}>
                { t("choose.choose_bundle") }<span class="visually-hidden">{ format!(": {}", bundle.name) }</span>
            </Button>
        </>
    }
}
