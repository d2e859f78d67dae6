//! Forms of the plan's own settings.

use super::choices;
use super::{Field, Input, Page, Section, field, optional};

/// Identity, calendar and the limits of a proposal.
pub const PAGES: &[Page] = &[Page {
    id: "plan.settings",
    sections: &[
        Section {
            id: "plan.identity",
            fields: &[
                field("plan.name", Input::Text),
                field("plan.version", Input::Text),
                field("plan.base_version", Input::Shown),
                optional("plan.scenario_of", Input::Shown),
                field("plan.status", Input::Choice(&choices::PLAN_STATUS)),
                field("plan.author", Input::Text),
                field("plan.author_role", Input::Choice(&choices::AUTHOR_ROLE)),
                optional("plan.created", Input::Shown),
                optional("plan.changed", Input::Shown),
                field("plan.guided", Input::OwnScreen("guided.draft")),
            ],
        },
        Section {
            id: "plan.frame",
            fields: &[
                field("plan.start_date", Input::Date),
                field("plan.size_class", Input::Choice(&choices::SIZE_CLASS)),
                field("plan.currency", Input::Choice(&choices::CURRENCY)),
                field("plan.language", Input::Choice(&choices::LANGUAGE)),
                field("plan.date_format", Input::Choice(&choices::DATE_FORMAT)),
            ],
        },
        Section { id: "plan.limits", fields: LIMITS },
        Section { id: "plan.weights", fields: WEIGHTS },
    ],
}];

const LIMITS: &[Field] = &[
    field("plan.settings.pmo_limit_pct", Input::Percent),
    field("plan.settings.entries_per_wave", Input::WholeNumber { from: 1, to: 255 }),
    field("plan.settings.effort_rules", Input::YesNo),
    field("plan.settings.sustain", Input::YesNo),
    field("plan.settings.charter_first", Input::YesNo),
    field("plan.settings.change_comms_early", Input::YesNo),
    field("plan.settings.quick_win_first", Input::YesNo),
    field("plan.settings.plan_by_role", Input::YesNo),
];

const WEIGHTS: &[Field] = &[
    field("plan.settings.score_weights.gap", Input::SHARE),
    field("plan.settings.score_weights.demand", Input::SHARE),
    field("plan.settings.score_weights.enablement", Input::SHARE),
    field("plan.settings.score_weights.effort", Input::SHARE),
    field("plan.settings.score_weights.strain", Input::SHARE),
];
