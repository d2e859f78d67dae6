//! The twelve documents with what this version can write.

use yew::prelude::*;

use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::pages::href;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::documents::{DocumentContent, documents};
use crate::domain::report::DocumentKind;
use crate::domain::wording::{fill, phrase, t};

/// Properties of [`DocumentList`].
#[derive(PartialEq, Properties)]
pub struct DocumentListProps {
    /// The document on screen.
    pub current: DocumentKind,
}

/// The list pane.
#[component]
pub fn DocumentList(props: &DocumentListProps) -> Html {
    let number = |number| phrase::number_word(number);
    let ready = phrase::sentence_start(&number(DocumentKind::available().count()));
    let all = number(DocumentKind::ALL.len());
    html! {
        <nav class="list-pane" data-width="wide" data-fold="strip" aria-label={t("documents.list")}>
            <div class="list-pane-head">
                <h2>{ t("documents.list") }</h2>
                <p class="page-lead">{ fill("documents.lead", &[("ready", &ready), ("all", &all)]) }</p>
            </div>
            <ul class="area-list">
                for kind in DocumentKind::ALL {
                    <li key={kind.id()}>{ item(kind, kind == props.current) }</li>
                }
            </ul>
        </nav>
    }
}

fn item(kind: DocumentKind, is_current: bool) -> Html {
    let route = Route::Documents { document: kind.id().to_owned() };
    let is_ready = kind.is_available();
    let content = documents().documents.iter().find(|content| content.id == kind.id());
    html! {
        <a class="list-item" href={href(&route)} aria-current={is_current.then_some("page")}>
            <span class="document-number">{ kind.number() }</span>
            <span class="list-item-text">
                { kind.name() }
                <small>{ state(is_ready, content) }</small>
            </span>
            if is_ready {
                <span class="document-ready"><Icon name={IconName::Check} /></span>
            }
        </a>
    }
}

fn state(is_ready: bool, content: Option<&'static DocumentContent>) -> &'static str {
    match content {
        Some(content) if is_ready => &content.length_text,
        _ => t("documents.later"),
    }
}
