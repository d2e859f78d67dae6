//! Forms of scenarios and of stress tests.

use super::choices;
use super::{Field, Input, Page, Section, Source, field, optional};

/// Scenarios, page by page.
pub const PAGES: &[Page] = &[
    Page {
        id: "scenarios.active",
        sections: &[Section {
            id: "scenarios.active",
            fields: &[
                field("scenarios.name", Input::Text),
                field("scenarios.note", Input::LongText),
                field("scenarios.kept", Input::OwnScreen("deployment.scenarios")),
            ],
        }],
    },
    Page {
        id: "scenarios.stress_tests",
        sections: &[Section {
            id: "scenarios.stress_tests",
            fields: &[field("scenarios.stress_tests", Input::Rows(STRESS_TEST))],
        }],
    },
];

const STRESS_TEST: &[Field] = &[
    field("scenarios.stress_tests[].name", Input::Text),
    field("scenarios.stress_tests[].kind", Input::Choice(&choices::STRESS_KIND)),
    optional("scenarios.stress_tests[].wave", Input::Reference(Source::WaveNumbers)),
    field("scenarios.stress_tests[].share_pct", Input::Percent).when("kind", &["budget_cut"]),
    optional("scenarios.stress_tests[].role", Input::Reference(Source::Roles)).when("kind", &["role_lost"]),
    field("scenarios.stress_tests[].points", Input::PerGroup(&Input::AMOUNT))
        .when("kind", &["external_change"]),
];
