//! From a plan to documents: blocks made from the plan's data, written as one HTML file or as Markdown.

pub mod block;
pub mod charter;
mod decision;
pub mod html;
pub mod markdown;
mod people;
pub mod roadmap;
pub mod waves;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::domain::catalogue::documents::documents;
use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::scalar::Date;
use crate::domain::whatif::scenario::active_name;
use crate::domain::wording::{fill, phrase, t};

use block::Block;

/// One of the twelve documents that a PMO lead hands over (PMO fact base 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// D1: what the PMO is for.
    Charter,
    /// D2: where the organisation stands.
    Assessment,
    /// D3: what is missing.
    Gaps,
    /// D4: what the PMO offers.
    Catalogue,
    /// D5: what comes when, with whom and for how much.
    Deployment,
    /// D6: the plan on one page.
    Roadmap,
    /// D7: who hears what from whom.
    Communication,
    /// D8: who has which duty.
    Raci,
    /// D9: measures.
    Scorecard,
    /// D10: how much change hits whom.
    Load,
    /// D11: what it costs and brings.
    BusinessCase,
    /// D12: how a wave went.
    WaveReport,
}

impl DocumentKind {
    /// All documents in their order.
    pub const ALL: [Self; 12] = [
        Self::Charter,
        Self::Assessment,
        Self::Gaps,
        Self::Catalogue,
        Self::Deployment,
        Self::Roadmap,
        Self::Communication,
        Self::Raci,
        Self::Scorecard,
        Self::Load,
        Self::BusinessCase,
        Self::WaveReport,
    ];

    /// The name by which it is asked for, such as `charter`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Charter => "charter",
            Self::Assessment => "assessment",
            Self::Gaps => "gaps",
            Self::Catalogue => "catalogue",
            Self::Deployment => "deployment",
            Self::Roadmap => "roadmap",
            Self::Communication => "communication",
            Self::Raci => "raci",
            Self::Scorecard => "scorecard",
            Self::Load => "load",
            Self::BusinessCase => "business-case",
            Self::WaveReport => "wave-report",
        }
    }

    /// Its number, `D1` to `D12`.
    pub fn number(self) -> &'static str {
        documents()
            .documents
            .iter()
            .find(|content| content.id == self.id())
            .map_or("", |content| &content.number)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        documents()
            .documents
            .iter()
            .find(|content| content.id == self.id())
            .map_or(self.id(), |content| &content.name)
    }

    /// Whether this version can write it.
    pub fn is_available(self) -> bool {
        matches!(self, Self::Charter | Self::Deployment | Self::Roadmap)
    }

    /// The documents that this version can write, in their order.
    pub fn available() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|kind| kind.is_available())
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl FromStr for DocumentKind {
    type Err = ReportError;

    fn from_str(name: &str) -> Result<Self, ReportError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.id().eq_ignore_ascii_case(name))
            .ok_or_else(|| ReportError::Unknown(name.to_owned()))
    }
}

/// Why a document cannot be written. The text ends with advice on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReportError {
    /// One of the twelve that this version cannot write.
    #[error("The document '{0}' is not available yet.\nAsk for one of: {ready}.", ready = ready())]
    NotAvailable(DocumentKind),
    /// No document carries this name.
    #[error("'{0}' is no document.\nAsk for one of: {ready}.", ready = ready())]
    Unknown(String),
}

fn ready() -> String {
    DocumentKind::available().map(DocumentKind::id).collect::<Vec<_>>().join(", ")
}

/// Which state of the plan a document shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Number of the saved revision.
    pub revision: Option<u64>,
    /// The day on which the document is made or the plan was saved.
    pub date: Option<Date>,
}

/// A document ready to be written or shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Which of the twelve.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// Left half of the running head: the organisation.
    pub organisation: String,
    /// Right half of the running head: plan, revision, date.
    pub edition: String,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// Makes a document from a plan and its numbers.
pub fn build(
    kind: DocumentKind,
    document: &Document,
    figures: &Figures,
    edition: Edition,
) -> Result<Report, ReportError> {
    let (title, blocks) = match kind {
        DocumentKind::Charter => (charter::title(document), charter::blocks(document, figures)),
        DocumentKind::Deployment => (waves::title(document), waves::blocks(document, figures, edition.date)),
        DocumentKind::Roadmap => (roadmap::title(figures), roadmap::blocks(document, figures, edition.date)),
        _ => return Err(ReportError::NotAvailable(kind)),
    };
    let organisation = people::organisation(document);
    Ok(Report { kind, title, organisation, edition: edition_text(document, edition), blocks })
}

/// "Plan A, revision 148, 23 November 2026". Where a plan has scenarios, the active one gives the name.
fn edition_text(document: &Document, edition: Edition) -> String {
    let (plan, scenarios) = (&document.plan, &document.scenarios);
    let has_scenarios = !scenarios.name.trim().is_empty() || !scenarios.kept.is_empty();
    let name = if has_scenarios {
        active_name(document)
    } else {
        let mut names = [plan.version.trim(), plan.name.trim()].into_iter();
        names.find(|name| !name.is_empty()).unwrap_or(t("report.plan")).to_owned()
    };
    let mut parts = vec![name];
    let revision = |number: u64| fill("report.revision", &[("number", &number.to_string())]);
    parts.extend(edition.revision.map(revision));
    parts.extend(edition.date.map(|day| phrase::date(plan.date_format, day)));
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::scenario::Scenario;

    #[test]
    fn the_twelve_documents_are_those_of_the_content() {
        let ids: Vec<&str> = documents().documents.iter().map(|content| content.id.as_str()).collect();
        assert_eq!(ids, DocumentKind::ALL.map(DocumentKind::id));
        assert_eq!(DocumentKind::BusinessCase.number(), "D11");
    }

    #[test]
    fn the_head_names_the_active_scenario() {
        let mut document = Document::default();
        document.plan.version = "Plan B".to_owned();
        assert_eq!(edition_text(&document, Edition::default()), "Plan B");
        document.scenarios.kept.push(Scenario { name: "Plan C".to_owned(), ..Scenario::default() });
        assert_eq!(edition_text(&document, Edition::default()), "Plan A");
        document.scenarios.name = "Plan D".to_owned();
        assert_eq!(edition_text(&document, Edition::default()), "Plan D");
    }

    #[test]
    fn a_document_of_a_later_version_is_refused_by_name() {
        let document = Document::default();
        let figures = Figures::of(&document);
        for kind in DocumentKind::ALL {
            let made = build(kind, &document, &figures, Edition::default());
            assert_eq!(made.is_ok(), kind.is_available(), "{kind}");
        }
        assert_eq!(
            ReportError::NotAvailable(DocumentKind::Raci).to_string(),
            "The document 'raci' is not available yet.\nAsk for one of: charter, deployment, roadmap."
        );
        assert_eq!("Charter".parse(), Ok(DocumentKind::Charter));
        assert_eq!("x".parse::<DocumentKind>(), Err(ReportError::Unknown("x".to_owned())));
    }
}
