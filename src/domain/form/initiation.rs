//! Forms of the assessment around its questions.

use super::choices;
use super::{Field, Input, Page, Section, Source, field, optional};

/// Assessment, page by page.
pub const PAGES: &[Page] = &[
    Page {
        id: "initiation.facts",
        sections: &[
            Section {
                id: "initiation.setting",
                fields: &[
                    optional("initiation.assessment_date", Input::Date),
                    field("initiation.method", Input::Choice(&choices::ASSESSMENT_METHOD)),
                ],
            },
            Section {
                id: "initiation.facts",
                fields: &[
                    optional("initiation.facts.active_projects", Input::COUNT),
                    optional("initiation.facts.late_pct", Input::Percent),
                    optional("initiation.facts.over_budget_pct", Input::Percent),
                    field("initiation.facts.tools_in_use", Input::LongText),
                    field("initiation.facts.methods_in_use", Input::LongText),
                ],
            },
        ],
    },
    Page {
        id: "initiation.participants",
        sections: &[Section {
            id: "initiation.participants",
            fields: &[
                field("initiation.participants", Input::Rows(PARTICIPANT)),
                field("initiation.answers", Input::OwnScreen("initiation.questions")),
                field("initiation.agreed", Input::OwnScreen("initiation.questions")),
                field("initiation.earlier", Input::OwnScreen("initiation.overview")),
                field("initiation.readiness_answers", Input::OwnScreen("foundation.readiness")),
            ],
        }],
    },
    Page {
        id: "initiation.pains",
        sections: &[Section {
            id: "initiation.pains",
            fields: &[field("initiation.pains", Input::Rows(PAIN))],
        }],
    },
    Page {
        id: "initiation.strengths",
        sections: &[Section {
            id: "initiation.strengths",
            fields: &[field("initiation.strengths", Input::Rows(STRENGTH))],
        }],
    },
    Page {
        id: "initiation.evidence",
        sections: &[Section {
            id: "initiation.evidence",
            fields: &[field("initiation.evidence", Input::Rows(EVIDENCE))],
        }],
    },
    Page {
        id: "initiation.area",
        sections: &[
            Section {
                id: "initiation.area_level",
                fields: &[
                    optional("initiation.areas.*.level_override", Input::LEVEL),
                    field("initiation.areas.*.override_reason", Input::Text),
                ],
            },
            Section {
                id: "initiation.area_target",
                fields: &[
                    optional("initiation.areas.*.target", Input::LEVEL),
                    optional("initiation.areas.*.target_date", Input::Date),
                    field("initiation.areas.*.importance", Input::WholeNumber { from: 1, to: 3 }),
                    field("initiation.areas.*.target_reason", Input::Text),
                ],
            },
        ],
    },
];

const PARTICIPANT: &[Field] = &[
    field("initiation.participants[].name", Input::Text),
    field("initiation.participants[].group", Input::Choice(&choices::GROUP)),
    field("initiation.participants[].answers_saved_at", Input::Shown),
];

const PAIN: &[Field] = &[
    field("initiation.pains[].text", Input::LongText),
    field("initiation.pains[].group", Input::Choice(&choices::GROUP)),
    optional("initiation.pains[].cost_estimate", Input::Money),
    optional("initiation.pains[].area", Input::Reference(Source::Areas)),
];

const STRENGTH: &[Field] = &[
    field("initiation.strengths[].text", Input::LongText),
    optional("initiation.strengths[].area", Input::Reference(Source::Areas)),
];

const EVIDENCE: &[Field] = &[
    field("initiation.evidence[].text", Input::LongText),
    field("initiation.evidence[].kind", Input::Choice(&choices::EVIDENCE_KIND)),
    optional("initiation.evidence[].area", Input::Reference(Source::Areas)),
];
