//! Documents of the plan: the list of the twelve, and the chosen one as it will look on paper.

mod list;
mod paper;

use yew::prelude::*;

use crate::browser::clock;
use crate::browser::transfer::download::download;
use crate::browser::ui::components::button::{Button, ButtonKind};
use crate::browser::ui::components::icon::{Icon, IconName};
use crate::browser::ui::components::segmented::{Segment, Segmented};
use crate::browser::ui::pages::href;
use crate::browser::ui::pages::not_found::NotFoundPage;
use crate::browser::ui::plan_view::PlanView;
use crate::browser::ui::route::Route;
use crate::domain::catalogue::documents::documents;
use crate::domain::command::Command;
use crate::domain::report::html::{self, Paper};
use crate::domain::report::{DocumentKind, Edition, Report, build, markdown};
use crate::domain::vault::file_name::file_name;
use crate::domain::wording::{fill, t};

use list::DocumentList;
use paper::PaperSheet;

/// Properties of [`DocumentsPage`].
#[derive(PartialEq, Properties)]
pub struct DocumentsPageProps {
    /// Id of the document.
    pub document: String,
    /// The open plan.
    pub plan: PlanView,
    /// Asks for a change.
    pub on_command: Callback<Command>,
}

/// The page.
#[component]
pub fn DocumentsPage(props: &DocumentsPageProps) -> Html {
    let size = use_state(Paper::default);
    let Ok(kind) = props.document.parse::<DocumentKind>() else { return html! { <NotFoundPage /> } };
    let edition = Edition { revision: None, date: Some(clock::today()) };
    let report = build(kind, &props.plan.document, &props.plan.figures, edition);
    let on_size = {
        let size = size.clone();
        Callback::from(move |name: String| {
            size.set(if name == Paper::Letter.name() { Paper::Letter } else { Paper::A4 });
        })
    };
    html! {
        <>
            <DocumentList current={kind} plan={props.plan.clone()} />
            <div class="page document-page" key={kind.id()}>
                if let Ok(report) = report {
                    <Ready {report} size={*size} {on_size} plan_name={props.plan.document.plan.name.clone()} />
                } else {
                    { later(kind) }
                }
            </div>
        </>
    }
}

/// Properties of `Ready`.
#[derive(PartialEq, Properties)]
pub struct ReadyProps {
    /// The document.
    pub report: Report,
    /// Size of the paper.
    pub size: Paper,
    /// Called with the name of another size.
    pub on_size: Callback<String>,
    /// Name of the plan, for files.
    pub plan_name: String,
}

/// A document with its paper and the ways to hand it over.
#[component]
fn Ready(props: &ReadyProps) -> Html {
    let problem = use_state(|| None::<String>);
    let is_one_page = props.report.kind == DocumentKind::Roadmap;
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A browser that cannot print says so itself.
            let _ = window.print();
        }
    });
    let save = |ending: &'static str, media_type: &'static str, write: fn(&Report, Paper) -> String| {
        let (report, size, problem) = (props.report.clone(), props.size, problem.clone());
        let name = file_name(&format!("{} {}", props.plan_name, report.kind.name()), ending);
        Callback::from(move |_: MouseEvent| {
            let outcome = download(&name, media_type, write(&report, size).as_bytes());
            problem.set(outcome.err().map(|error| error.to_string()));
        })
    };
    let save_html = save(".html", "text/html", html::page);
    let save_markdown = save(".md", "text/markdown", |report, _| markdown::text(report));
    html! {
        <>
            <header class="document-head print-hidden">
                <div class="page-title">
                    <h1>{ props.report.kind.name() }</h1>
                    <p class="page-lead">{ fill("documents.for", &[("reader", reader(props.report.kind))]) }</p>
                </div>
                <div class="page-actions">
                    if is_one_page {
                        <span class="page-lead">{ t("documents.one_page_size") }</span>
                    } else {
                        { sizes(props) }
                    }
                    <Button on_press={save_markdown}>{ t("documents.markdown") }</Button>
                    <Button on_press={save_html}>{ t("documents.html") }</Button>
                    <Button kind={ButtonKind::Primary} icon={IconName::Print} on_press={print}>
                        { t("documents.print") }
                    </Button>
                </div>
                if let Some(problem) = problem.as_ref() {
                    <p class="note" data-tone="over" role="alert">
                        <Icon name={IconName::Warning} size=14 /><span>{ problem }</span>
                    </p>
                }
            </header>
            <PaperSheet report={props.report.clone()} size={props.size} />
        </>
    }
}

fn sizes(props: &ReadyProps) -> Html {
    let segments = [(Paper::A4, "documents.a4"), (Paper::Letter, "documents.letter")]
        .map(|(size, key)| Segment { value: size.name().into(), label: t(key).into(), icon: None })
        .to_vec();
    html! {
        <Segmented name="paper-size" label={t("documents.size")} {segments} value={props.size.name()}
            on_change={props.on_size.clone()} />
    }
}

fn reader(kind: DocumentKind) -> &'static str {
    let mut all = documents().documents.iter();
    all.find(|content| content.id == kind.id()).map_or("", |content| &content.reader)
}

/// A document of a later version: what it will hold, and where the same is to be seen today.
fn later(kind: DocumentKind) -> Html {
    let content = documents().documents.iter().find(|content| content.id == kind.id());
    let (route, key) = until_then(kind);
    html! {
        <div class="document-later">
            <div class="page-title">
                <h1>{ kind.name() }</h1>
                <p class="page-lead">{ fill("documents.for", &[("reader", reader(kind))]) }</p>
            </div>
            <p>{ t("documents.later_text") }</p>
            <p>{ t("documents.until_then") }{ " " }<a href={href(&route)}>{ t(key) }</a></p>
            <h2>{ t("documents.will_hold") }</h2>
            <ul class="plain-list">
                for section in content.iter().flat_map(|content| &content.sections) {
                    <li key={section.clone()}>{ section }</li>
                }
            </ul>
        </div>
    }
}

/// The page on which the content of a later document is worked on, with the key of its name.
fn until_then(kind: DocumentKind) -> (Route, &'static str) {
    match kind {
        DocumentKind::Assessment => (Route::Assessment { area: "sponsorship".to_owned() }, "nav.assessment"),
        DocumentKind::Gaps => (Route::Gaps, "nav.gaps"),
        DocumentKind::Catalogue => (Route::Catalogue, "nav.catalogue"),
        DocumentKind::Communication => {
            (Route::form("governance.communications"), "page.governance.communications")
        }
        DocumentKind::Raci => (Route::form("governance.raci"), "page.governance.raci"),
        DocumentKind::Scorecard => (Route::form("governance.kpis"), "page.governance.kpis"),
        DocumentKind::Load => (Route::Load, "nav.load"),
        DocumentKind::BusinessCase => (Route::form("foundation.funding"), "page.foundation.funding"),
        DocumentKind::WaveReport => (Route::Tracking, "nav.tracking"),
        DocumentKind::Charter | DocumentKind::Deployment | DocumentKind::Roadmap => {
            (Route::Roadmap, "nav.roadmap")
        }
    }
}
