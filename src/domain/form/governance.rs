//! Forms of the records that keep the build-out steered.

use super::choices;
use super::{Field, Input, Page, Section, Source, field, optional};

/// Governance, page by page.
pub const PAGES: &[Page] = &[
    Page {
        id: "governance.raci",
        sections: &[Section {
            id: "governance.raci",
            fields: &[field("governance.raci", Input::OwnScreen("governance.raci"))],
        }],
    },
    Page {
        id: "governance.communications",
        sections: &[Section {
            id: "governance.communications",
            fields: &[field("governance.communications", Input::Rows(COMMUNICATION))],
        }],
    },
    Page {
        id: "governance.kpis",
        sections: &[Section { id: "governance.kpis", fields: &[field("governance.kpis", Input::Rows(KPI))] }],
    },
    Page {
        id: "governance.risks",
        sections: &[Section {
            id: "governance.risks",
            fields: &[field("governance.risks", Input::Rows(RISK))],
        }],
    },
    Page {
        id: "governance.lever_actions",
        sections: &[Section {
            id: "governance.lever_actions",
            fields: &[field("governance.lever_actions", Input::Rows(LEVER_ACTION))],
        }],
    },
    Page {
        id: "governance.accepted_findings",
        sections: &[Section {
            id: "governance.accepted_findings",
            fields: &[field("governance.accepted_findings", Input::Rows(ACCEPTED_FINDING))],
        }],
    },
];

const COMMUNICATION: &[Field] = &[
    field("governance.communications[].audience", Input::Choice(&choices::GROUP)),
    field("governance.communications[].message", Input::LongText),
    field("governance.communications[].why_they_care", Input::LongText),
    field("governance.communications[].channel", Input::Text),
    optional("governance.communications[].sender", Input::Reference(Source::People)),
    field("governance.communications[].frequency", Input::Text),
    optional("governance.communications[].first_date", Input::Date),
    field("governance.communications[].feedback", Input::Text),
    optional("governance.communications[].wave", Input::Reference(Source::WaveNumbers)),
];

const KPI: &[Field] = &[
    field("governance.kpis[].name", Input::Text),
    field("governance.kpis[].question", Input::Text),
    field("governance.kpis[].formula", Input::Text),
    field("governance.kpis[].source", Input::Text),
    optional("governance.kpis[].owner", Input::Reference(Source::People)),
    field("governance.kpis[].baseline", Input::Text),
    field("governance.kpis[].target", Input::Text),
    field("governance.kpis[].colour_limits", Input::Text),
    field("governance.kpis[].frequency", Input::Text),
    field("governance.kpis[].audience", Input::Text),
    optional("governance.kpis[].objective", Input::Reference(Source::Objectives)),
];

const RISK: &[Field] = &[
    field("governance.risks[].text", Input::Text),
    field("governance.risks[].cause", Input::Text),
    field("governance.risks[].effect", Input::Text),
    optional("governance.risks[].probability", Input::Scale5),
    optional("governance.risks[].impact", Input::Scale5),
    field("governance.risks[].response", Input::LongText),
    optional("governance.risks[].owner", Input::Reference(Source::People)),
];

const LEVER_ACTION: &[Field] = &[
    field("governance.lever_actions[].lever", Input::Choice(&choices::LEVER)),
    field("governance.lever_actions[].text", Input::Text),
    optional("governance.lever_actions[].wave", Input::Reference(Source::WaveNumbers)),
];

const ACCEPTED_FINDING: &[Field] = &[
    field("governance.accepted_findings[].rule", Input::OwnScreen("guidance.health")),
    field("governance.accepted_findings[].object", Input::OwnScreen("guidance.health")),
    field("governance.accepted_findings[].reason", Input::Text),
];
