//! Forms of what really happened.

use super::choices;
use super::{Field, Input, Page, Section, Source, field, optional};

/// Execution, page by page.
pub const PAGES: &[Page] = &[
    Page {
        id: "execution.actual",
        sections: &[
            Section { id: "execution.progress", fields: PROGRESS },
            Section {
                id: "execution.adoption",
                fields: &[
                    optional("execution.actuals.*.adoption_30_pct", Input::Percent),
                    optional("execution.actuals.*.adoption_60_pct", Input::Percent),
                    optional("execution.actuals.*.adoption_90_pct", Input::Percent),
                    optional("execution.actuals.*.adoption_target_pct", Input::Percent),
                    optional("execution.actuals.*.satisfaction", Input::Scale5),
                ],
            },
            Section {
                id: "execution.pulse",
                fields: &[
                    optional("execution.actuals.*.pulse.{group}.awareness", Input::Scale5),
                    optional("execution.actuals.*.pulse.{group}.desire", Input::Scale5),
                    optional("execution.actuals.*.pulse.{group}.knowledge", Input::Scale5),
                    optional("execution.actuals.*.pulse.{group}.ability", Input::Scale5),
                    optional("execution.actuals.*.pulse.{group}.reinforcement", Input::Scale5),
                ],
            },
        ],
    },
    Page {
        id: "execution.decisions",
        sections: &[Section {
            id: "execution.decisions",
            fields: &[
                field("execution.decisions", Input::Rows(DECISION)),
                field("execution.lessons", Input::OwnScreen("deployment.tracking")),
            ],
        }],
    },
    Page {
        id: "execution.change_requests",
        sections: &[Section {
            id: "execution.change_requests",
            fields: &[field(
                "execution.change_requests",
                Input::Rows(&[
                    field("execution.change_requests[].what", Input::Text),
                    field("execution.change_requests[].why", Input::Text),
                    field("execution.change_requests[].effect", Input::Text),
                ]),
            )],
        }],
    },
];

const PROGRESS: &[Field] = &[
    field("execution.actuals.*.state", Input::Choice(&choices::DEPLOYMENT_STATE)),
    optional("execution.actuals.*.launched_on", Input::Date),
    optional("execution.actuals.*.build_days", Input::AMOUNT),
    field(
        "execution.actuals.*.run_days",
        Input::Rows(&[
            field("execution.actuals.*.run_days[].wave", Input::Reference(Source::Waves)),
            field("execution.actuals.*.run_days[].days", Input::AMOUNT),
        ]),
    ),
    field("execution.actuals.*.notes", Input::LongText),
];

const DECISION: &[Field] = &[
    optional("execution.decisions[].date", Input::Date),
    field("execution.decisions[].text", Input::LongText),
    optional("execution.decisions[].by", Input::Reference(Source::People)),
    field("execution.decisions[].alternatives", Input::LongText),
];
