//! The form of a wave.

use super::choices;
use super::{Field, Input, Page, Section, Source, field, optional};

/// One wave, and what else changes in the company.
pub const PAGES: &[Page] = &[WAVE, CHANGES];

const CHANGES: Page = Page {
    id: "waves.changes",
    sections: &[Section {
        id: "waves.changes",
        fields: &[field("organisation.other_changes", Input::Rows(OTHER_CHANGE))],
    }],
};

const OTHER_CHANGE: &[Field] = &[
    field("organisation.other_changes[].name", Input::Text),
    optional("organisation.other_changes[].from", Input::Date),
    optional("organisation.other_changes[].to", Input::Date),
    field("organisation.other_changes[].points", Input::PerGroup(&Input::AMOUNT)),
];

const WAVE: Page = Page {
    id: "waves.wave",
    sections: &[
        Section {
            id: "waves.identity",
            fields: &[
                field("waves[].name", Input::Text),
                field("waves[].goal", Input::Text),
                field("waves[].kind", Input::Choice(&choices::WAVE_KIND)),
                field("waves[].length_months", Input::Decimal { from: 1.0, to: 6.0 }),
                field("waves[].finished", Input::OwnScreen("deployment.tracking")),
            ],
        },
        Section {
            id: "waves.capacity",
            fields: &[
                optional("waves[].fte", Input::AMOUNT),
                field("waves[].consultant_days", Input::AMOUNT),
                field("waves[].reserve_pct", Input::Percent),
                optional("waves[].budget", Input::Money),
            ],
        },
        Section {
            id: "waves.groups",
            fields: &[
                optional("waves[].readiness", Input::PerGroup(&Input::LEVEL)),
                optional("waves[].leadership", Input::PerGroup(&Input::LEVEL)),
                field("waves[].external_load", Input::PerGroup(&Input::AMOUNT)),
                field("waves[].removed_duties", Input::Rows(REMOVED_DUTY)),
            ],
        },
        Section { id: "waves.items", fields: &[field("waves[].items", Input::Rows(ITEM))] },
        Section { id: "waves.blackouts", fields: &[field("waves[].blackouts", Input::Rows(BLACKOUT))] },
        Section {
            id: "waves.exit",
            fields: &[field(
                "waves[].exit_criteria",
                Input::Rows(&[
                    field("waves[].exit_criteria[].text", Input::Text),
                    field("waves[].exit_criteria[].done", Input::YesNo),
                ]),
            )],
        },
    ],
};

const REMOVED_DUTY: &[Field] = &[
    field("waves[].removed_duties[].text", Input::Text),
    field("waves[].removed_duties[].group", Input::Choice(&choices::GROUP)),
    field("waves[].removed_duties[].points", Input::Decimal { from: 0.0, to: 2.0 }),
];

const ITEM: &[Field] = &[
    field("waves[].items[].entry", Input::OwnScreen("deployment.board")),
    field("waves[].items[].pilot", Input::YesNo),
    optional("waves[].items[].launch_date", Input::Date),
    optional("waves[].items[].owner", Input::Reference(Source::People)),
    optional("waves[].items[].run_owner", Input::Reference(Source::People)),
];

const BLACKOUT: &[Field] = &[
    optional("waves[].blackouts[].from", Input::Date),
    optional("waves[].blackouts[].to", Input::Date),
    field("waves[].blackouts[].reason", Input::Text),
];
