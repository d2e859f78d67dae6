//! Forms of the choice of products and services.

use super::choices;
use super::{Field, Input, Page, Section, Source, field, optional};

/// Choice, page by page.
pub const PAGES: &[Page] = &[
    Page {
        id: "planning.entry",
        sections: &[
            Section {
                id: "planning.decision",
                fields: &[
                    field("planning.choices.*.state", Input::OwnScreen("planning.selection")),
                    field("planning.choices.*.reason", Input::LongText),
                    optional("planning.choices.*.sponsor_demand", Input::WholeNumber { from: 1, to: 10 }),
                    optional("planning.choices.*.moscow", Input::Choice(&choices::MOSCOW)),
                    field("planning.choices.*.make_or_buy", Input::Choice(&choices::MAKE_OR_BUY)),
                    field("planning.choices.*.pilot_group", Input::Text),
                    optional("planning.choices.*.owner", Input::Reference(Source::People)),
                ],
            },
            Section { id: "planning.overrides", fields: OVERRIDES },
        ],
    },
    Page {
        id: "planning.wishes",
        sections: &[Section {
            id: "planning.wishes",
            fields: &[field("planning.wishes", Input::Rows(WISH))],
        }],
    },
    Page {
        id: "planning.strategy",
        sections: &[Section {
            id: "planning.strategy",
            fields: &[
                field("planning.strategy.guiding_choices", Input::LongText),
                field("planning.strategy.pace", Input::LongText),
                field("planning.strategy.pilot_approach", Input::LongText),
                field("planning.strategy.risk_appetite", Input::LongText),
                field("planning.strategy.success_measures", Input::LongText),
            ],
        }],
    },
    Page {
        id: "planning.own_entry",
        sections: &[
            Section { id: "planning.own_identity", fields: OWN_IDENTITY },
            Section { id: "planning.own_effort", fields: OWN_EFFORT },
            Section { id: "planning.own_links", fields: OWN_LINKS },
        ],
    },
];

const OVERRIDES: &[Field] = &[
    field("planning.choices.*.coverage_pct", Input::Percent),
    optional("planning.choices.*.build_days", Input::AMOUNT),
    optional("planning.choices.*.run_days_per_month", Input::AMOUNT),
    optional("planning.choices.*.impact", Input::PerGroup(&Input::IMPACT)),
    optional("planning.choices.*.reach", Input::PerGroup(&Input::SHARE)),
    optional(
        "planning.choices.*.prerequisites",
        Input::Rows(&[
            field("planning.choices.*.prerequisites[].entry", Input::Reference(Source::Entries)),
            field("planning.choices.*.prerequisites[].same_wave", Input::YesNo),
        ]),
    ),
    optional("planning.choices.*.build_roles", Input::References(Source::Roles)),
    optional("planning.choices.*.run_roles", Input::References(Source::Roles)),
];

const WISH: &[Field] = &[
    field("planning.wishes[].kind", Input::Choice(&choices::WISH_KIND)),
    field("planning.wishes[].entries", Input::References(Source::Entries)),
    optional("planning.wishes[].wave", Input::Reference(Source::WaveNumbers)),
    field("planning.wishes[].reason", Input::Text),
];

const OWN_IDENTITY: &[Field] = &[
    field("planning.own_entries[].name", Input::Text),
    field("planning.own_entries[].short_name", Input::Text),
    field("planning.own_entries[].kind", Input::Choice(&choices::ENTRY_KIND)),
    field("planning.own_entries[].group", Input::Choice(&choices::CATALOGUE_GROUP)),
    field("planning.own_entries[].text", Input::LongText),
    field("planning.own_entries[].stance", Input::Choice(&choices::STANCE)),
    field("planning.own_entries[].usual_wave", Input::WholeNumber { from: 0, to: 255 }),
    field("planning.own_entries[].quick_win", Input::YesNo),
    field("planning.own_entries[].horizon", Input::Choice(&choices::HORIZON)),
];

const OWN_EFFORT: &[Field] = &[
    field("planning.own_entries[].build_days", Input::PerSize(&Input::AMOUNT)),
    field("planning.own_entries[].run_days_per_month", Input::PerSize(&Input::AMOUNT)),
    field("planning.own_entries[].impact", Input::PerGroup(&Input::IMPACT)),
    field("planning.own_entries[].build_roles", Input::References(Source::Roles)),
    field("planning.own_entries[].run_roles", Input::References(Source::Roles)),
];

const OWN_LINKS: &[Field] = &[
    field("planning.own_entries[].hard_prerequisites", Input::References(Source::Entries)),
    field("planning.own_entries[].soft_prerequisites", Input::References(Source::Entries)),
    field(
        "planning.own_entries[].lifts",
        Input::Rows(&[
            field("planning.own_entries[].lifts[].area", Input::Reference(Source::Areas)),
            field("planning.own_entries[].lifts[].lift", Input::SHARE),
        ]),
    ),
    field("planning.own_entries[].kpis", Input::Texts),
    field(
        "planning.own_entries[].cross_references",
        Input::Rows(&[
            field("planning.own_entries[].cross_references[].framework", Input::Text),
            field("planning.own_entries[].cross_references[].text", Input::Text),
            field("planning.own_entries[].cross_references[].check", Input::YesNo),
        ]),
    ),
];
