//! The twelve documents with what this version can write.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::pages::href;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::documents::{DocumentContent, documents};
use crate::domain::model::document::Document;
use crate::domain::report::{DocumentKind, missing};
use crate::domain::wording::{fill, phrase, t};

/// Properties of [`DocumentList`].
#[derive(PartialEq, Properties)]
pub struct DocumentListProps {
    /// The document on screen.
    pub current: DocumentKind,
    /// The open plan.
    pub plan: PlanView,
}

/// The list pane.
#[component]
pub fn DocumentList(props: &DocumentListProps) -> Html {
    let number = |number| phrase::number_word(number);
    let document = &props.plan.document;
    let ready = DocumentKind::available().filter(|kind| missing(*kind, document).is_empty()).count();
    let ready =
        if ready == 0 { t("documents.none").to_owned() } else { phrase::sentence_start(&number(ready)) };
    let all = number(DocumentKind::ALL.len());
    html! {
        <nav class="list-pane" data-width="wide" data-fold="strip" aria-label={t("documents.list")}>
            <div class="list-pane-head">
                <h2>{ t("documents.list") }</h2>
                <p class="page-lead">{ fill("documents.lead", &[("ready", &ready), ("all", &all)]) }</p>
            </div>
            <ul class="area-list">
                for kind in DocumentKind::ALL {
                    <li key={kind.id()}>{ item(kind, kind == props.current, document) }</li>
                }
            </ul>
        </nav>
    }
}

fn item(kind: DocumentKind, is_current: bool, document: &Document) -> Html {
    let route = Route::Documents { document: kind.id().to_owned() };
    let missing = missing(kind, document);
    let is_ready = kind.is_available() && missing.is_empty();
    let content = documents().documents.iter().find(|content| content.id == kind.id());
    html! {
        <a class="list-item" href={href(&route)} aria-current={is_current.then_some("page")}>
            <span class="document-number">{ kind.number() }</span>
            <span class="list-item-text">
                { kind.name() }
                <small>{ state(kind, &missing, content) }</small>
            </span>
            if is_ready {
                <span class="document-ready"><Icon name={IconName::Check} /></span>
            }
        </a>
    }
}

/// How long it is, or what it waits for.
fn state(kind: DocumentKind, missing: &[&str], content: Option<&DocumentContent>) -> String {
    let missing: Vec<String> = missing.iter().map(|key| t(key).to_owned()).collect();
    match content {
        _ if !kind.is_available() => t("documents.later").to_owned(),
        _ if !missing.is_empty() => fill("documents.needs", &[("what", &phrase::list(&missing))]),
        Some(content) => content.length_text.clone(),
        None => String::new(),
    }
}
