//! An organisation's catalogue out to a file and in from one. What would change is shown before it happens.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::transfer::file_system::{FileKind, save};
use crate::browser::transfer::picker::pick_file;
use crate::browser::ui::components::button::{Button, ButtonKind, ButtonState};
use crate::browser::ui::components::dialog::Dialog;
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::term_text::explained;
use crate::browser::ui::plan_view::{PageProps, Telling};
use crate::domain::catalogue_file::change::ChangedEntry;
use crate::domain::catalogue_file::{CatalogueFile, EXTENSION, NotReadable, TakeIn, open, take_in};
use crate::domain::vault::file_name::file_name;
use crate::domain::wording::{count, fill, t};

const CATALOGUE_FILE: FileKind =
    FileKind { description: "Wavewright catalogue", media_type: "application/json", ending: ".json" };

/// The two buttons, what went wrong, and the question before anything changes.
#[component]
pub fn CatalogueTransfer(props: &PageProps) -> Html {
    let problem = use_state(|| None::<String>);
    let opened = use_state(|| None::<CatalogueFile>);
    let telling = use_context::<Telling>();
    let document = &props.plan.document;
    let on_export = {
        let (document, problem) = (document.clone(), problem.clone());
        Callback::from(move |_: MouseEvent| {
            let organisation = document.organisation.name.trim();
            let name = match organisation {
                "" => t("own.file_name_plain").to_owned(),
                organisation => fill("own.file_name", &[("organisation", organisation)]),
            };
            let (name, text) = (file_name(&name, EXTENSION), CatalogueFile::of(&document).to_text());
            let problem = problem.clone();
            spawn_local(async move {
                let saved = save(&name, CATALOGUE_FILE, text.as_bytes()).await;
                problem.set(saved.err().map(|error| error.to_string()));
            });
        })
    };
    let on_import = {
        let (problem, opened) = (problem.clone(), opened.clone());
        Callback::from(move |_: MouseEvent| {
            let (problem, opened) = (problem.clone(), opened.clone());
            spawn_local(async move {
                let read = match pick_file(".json").await {
                    Ok(None) => return,
                    Ok(Some(file)) => open(&file.content).map_err(|NotReadable(told)| told),
                    Err(error) => Err(error.to_string()),
                };
                match read {
                    Ok(file) => {
                        problem.set(None);
                        opened.set(Some(file));
                    }
                    Err(told) => problem.set(Some(told)),
                }
            });
        })
    };
    let on_close = {
        let opened = opened.clone();
        Callback::from(move |()| opened.set(None))
    };
    html! {
        <>
            <Button icon={IconName::Upload} on_press={on_import}>{ t("own.import") }</Button>
            if !CatalogueFile::of(document).is_empty() {
                <Button icon={IconName::Download} on_press={on_export}>{ t("own.export") }</Button>
            }
            if let Some(problem) = problem.as_ref() {
                <p class="note" data-tone="over" role="alert"><Icon name={IconName::Warning} size=14 /><span>{ problem }</span></p>
            }
            if let Some(file) = opened.as_ref() {
                { question(props, &take_in(document, file), &on_close, telling) }
            }
        </>
    }
}

fn question(props: &PageProps, found: &TakeIn, on_close: &Callback<()>, telling: Option<Telling>) -> Html {
    let title = match found.organisation.trim() {
        "" => t("own.import_untitled").to_owned(),
        organisation => fill("own.import_title", &[("organisation", organisation)]),
    };
    let on_take_in = {
        let (command, on_command) = (found.command.clone(), props.on_command.clone());
        let on_close = on_close.clone();
        Callback::from(move |_: MouseEvent| {
            match (command.clone(), &telling) {
                (Some(command), Some(Telling(tell))) => tell.emit((command, t("own.taken").to_owned())),
                (Some(command), None) => on_command.emit(command),
                (None, _) => {}
            }
            on_close.emit(());
        })
    };
    let state = if found.command.is_some() { ButtonState::Ready } else { ButtonState::Disabled };
    let actions = html! {
        <>
            <Button on_press={on_close.reform(|_| ())}>{ t("own.cancel") }</Button>
            <Button kind={ButtonKind::Primary} {state} on_press={on_take_in}>{ t("own.take_in") }</Button>
        </>
    };
    html! {
        <Dialog id="take-in-catalogue" {title} on_close={on_close.clone()} close_label={t("app.close")} {actions}>
            if let Some(problem) = &found.problem {
                <p class="note" data-tone="over"><Icon name={IconName::Warning} size=14 /><span>{ problem }</span></p>
            } else if found.command.is_none() {
                <p>{ t("own.nothing") }</p>
            }
            { names("own.added", &found.added) }
            { changes(&found.changed) }
            if found.same > 0 {
                <p class="quiet">{ explained(count("own.same", found.same)) }</p>
            }
            if !found.unknown.is_empty() {
                <p class="note"><Icon name={IconName::TriangleOpen} size=14 /><span>{ fill("own.unknown", &[("names", &found.unknown.join(", "))]) }</span></p>
            }
        </Dialog>
    }
}

/// What each entry is and would be.
fn changes(entries: &[ChangedEntry]) -> Html {
    if entries.is_empty() {
        return html! {};
    }
    html! {
        <>
            <p><b>{ count("own.changed", entries.len()) }</b></p>
            <ul>
                for (place, entry) in entries.iter().enumerate() {
                    <li key={place}>
                        { &entry.name }
                        <ul>
                            for change in entry.fields.iter() {
                                <li key={change.field.clone()}>
                                    { fill("own.change", &[("field", &change.field), ("before", &change.before), ("after", &change.after)]) }
                                </li>
                            }
                        </ul>
                    </li>
                }
            </ul>
        </>
    }
}

fn names(key: &'static str, names: &[String]) -> Html {
    if names.is_empty() {
        return html! {};
    }
    html! {
        <>
            <p><b>{ count(key, names.len()) }</b></p>
            <ul>
                for (place, name) in names.iter().enumerate() {
                    <li key={place}>{ name }</li>
                }
            </ul>
        </>
    }
}
