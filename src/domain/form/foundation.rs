//! Forms of the definition of the PMO.

use super::choices;
use super::{Field, Input, Page, Section, Source, field, optional};

/// Definition, page by page.
pub const PAGES: &[Page] = &[
    Page {
        id: "foundation.identity",
        sections: &[
            Section {
                id: "foundation.office",
                fields: &[
                    field("foundation.pmo_name", Input::Text),
                    field("foundation.pmo_type", Input::Choice(&choices::PMO_TYPE)),
                    field("foundation.control_level", Input::Choice(&choices::CONTROL_LEVEL)),
                    field("foundation.lifetime", Input::Choice(&choices::LIFETIME)),
                    optional("foundation.ends_on", Input::Date),
                ],
            },
            Section {
                id: "foundation.purpose",
                fields: &[
                    field("foundation.mission", Input::LongText),
                    field("foundation.vision", Input::LongText),
                    optional("foundation.vision_date", Input::Date),
                    field("foundation.strategy", Input::LongText),
                ],
            },
            Section {
                id: "foundation.value",
                fields: &[field("foundation.value_statement", Input::Rows(BENEFIT))],
            },
            Section {
                id: "foundation.principles",
                fields: &[field(
                    "foundation.principles",
                    Input::Rows(&[field("foundation.principles[].text", Input::Text)]),
                )],
            },
            Section {
                id: "foundation.objectives",
                fields: &[field("foundation.objectives", Input::Rows(OBJECTIVE))],
            },
        ],
    },
    Page {
        id: "foundation.people",
        sections: &[
            Section { id: "foundation.people", fields: &[field("foundation.people", Input::Rows(PERSON))] },
            Section { id: "foundation.sponsor", fields: SPONSOR },
            Section {
                id: "foundation.place",
                fields: &[
                    optional("foundation.reports_to", Input::Reference(Source::People)),
                    field("foundation.steering_group", Input::References(Source::People)),
                ],
            },
            Section {
                id: "foundation.customers",
                fields: &[field("foundation.customers", Input::Rows(CUSTOMER))],
            },
        ],
    },
    Page {
        id: "foundation.scope",
        sections: &[
            Section {
                id: "foundation.scope",
                fields: &[
                    field("foundation.scope_level", Input::Choice(&choices::SCOPE_LEVEL)),
                    field("foundation.scope_in", Input::Rows(SCOPE_IN)),
                    field("foundation.scope_out", Input::Rows(SCOPE_OUT)),
                ],
            },
            Section {
                id: "foundation.authority",
                fields: &[field("foundation.authority", Input::Rows(AUTHORITY))],
            },
            Section {
                id: "foundation.start_up",
                fields: &[field("foundation.transitional_activities", Input::Rows(ACTIVITY))],
            },
        ],
    },
    Page {
        id: "foundation.funding",
        sections: &[
            Section { id: "foundation.funding", fields: FUNDING },
            Section { id: "foundation.business_case", fields: BUSINESS_CASE },
        ],
    },
    Page {
        id: "foundation.staff",
        sections: &[Section {
            id: "foundation.staff",
            fields: &[field("foundation.staff_plan", Input::Rows(STAFF))],
        }],
    },
    Page {
        id: "foundation.premises",
        sections: &[
            Section {
                id: "foundation.assumptions",
                fields: &[field("foundation.assumptions", Input::Rows(ASSUMPTION))],
            },
            Section {
                id: "foundation.constraints",
                fields: &[field("foundation.constraints", Input::Rows(CONSTRAINT))],
            },
            Section { id: "foundation.risks", fields: &[field("foundation.risks", Input::Rows(RISK))] },
        ],
    },
    Page {
        id: "foundation.culture",
        sections: &[
            Section {
                id: "foundation.culture",
                fields: &[
                    field("foundation.culture_type.clan", Input::Percent),
                    field("foundation.culture_type.adhocracy", Input::Percent),
                    field("foundation.culture_type.market", Input::Percent),
                    field("foundation.culture_type.hierarchy", Input::Percent),
                ],
            },
            Section { id: "foundation.stakeholders", fields: STAKEHOLDER },
        ],
    },
    Page {
        id: "foundation.approval",
        sections: &[Section {
            id: "foundation.approval",
            fields: &[
                optional("foundation.approved_by", Input::Reference(Source::People)),
                optional("foundation.approved_on", Input::Date),
            ],
        }],
    },
];

const BENEFIT: &[Field] = &[
    field("foundation.value_statement[].benefit", Input::Text),
    field("foundation.value_statement[].customer", Input::Text),
    field("foundation.value_statement[].measure", Input::Text),
];

const OBJECTIVE: &[Field] = &[
    field("foundation.objectives[].text", Input::LongText),
    field("foundation.objectives[].measure", Input::Text),
    field("foundation.objectives[].baseline", Input::Text),
    field("foundation.objectives[].target", Input::Text),
    optional("foundation.objectives[].due", Input::Date),
    optional("foundation.objectives[].owner", Input::Reference(Source::People)),
    optional("foundation.objectives[].benefit", Input::Reference(Source::Benefits)),
    field("foundation.objectives[].entries", Input::References(Source::Entries)),
];

const PERSON: &[Field] = &[
    field("foundation.people[].name", Input::Text),
    field("foundation.people[].title", Input::Text),
    field("foundation.people[].group", Input::Choice(&choices::GROUP)),
    field("foundation.people[].contact", Input::Text),
];

const SPONSOR: &[Field] = &[
    optional("foundation.sponsor.person", Input::Reference(Source::People)),
    field("foundation.sponsor.rank_above_scope", Input::Choice(&choices::SPONSOR_RANK)),
    field("foundation.sponsor.hours_per_month", Input::AMOUNT),
    optional("foundation.sponsor.active", Input::Scale5),
    optional("foundation.sponsor.visible", Input::Scale5),
    optional("foundation.sponsor.coalition", Input::Scale5),
    field("foundation.sponsor.successor_named", Input::YesNo),
    field("foundation.sponsor.other_changes_sponsored", Input::COUNT),
];

const CUSTOMER: &[Field] = &[
    field("foundation.customers[].name", Input::Text),
    field("foundation.customers[].head_count", Input::COUNT),
    field(
        "foundation.customers[].expectations",
        Input::Rows(&[
            optional("foundation.customers[].expectations[].benefit", Input::Reference(Source::Benefits)),
            optional("foundation.customers[].expectations[].weight", Input::Scale5),
        ]),
    ),
    optional("foundation.customers[].satisfaction_baseline", Input::Scale5),
    field("foundation.customers[].contact", Input::Text),
];

const SCOPE_IN: &[Field] = &[
    field("foundation.scope_in[].unit", Input::Text),
    field("foundation.scope_in[].project_type", Input::Text),
    field("foundation.scope_in[].region", Input::Text),
];

const SCOPE_OUT: &[Field] = &[
    field("foundation.scope_out[].unit", Input::Text),
    field("foundation.scope_out[].project_type", Input::Text),
    field("foundation.scope_out[].region", Input::Text),
];

const AUTHORITY: &[Field] = &[
    field("foundation.authority[].decision", Input::Text),
    field("foundation.authority[].level", Input::Choice(&choices::AUTHORITY_LEVEL)),
];

const ACTIVITY: &[Field] = &[
    field("foundation.transitional_activities[].name", Input::Text),
    optional("foundation.transitional_activities[].owner", Input::Reference(Source::People)),
    optional("foundation.transitional_activities[].due", Input::Date),
    field("foundation.transitional_activities[].state", Input::Choice(&choices::ACTIVITY_STATE)),
];

const FUNDING: &[Field] = &[
    field("foundation.funding.source", Input::Choice(&choices::FUNDING_SOURCE)),
    field(
        "foundation.funding.yearly_amounts",
        Input::Rows(&[
            field("foundation.funding.yearly_amounts[].year", Input::WholeNumber { from: 1990, to: 2100 }),
            field("foundation.funding.yearly_amounts[].amount", Input::Money),
        ]),
    ),
    optional("foundation.funding.one_off_amount", Input::Money),
    optional("foundation.funding.secured_until", Input::Date),
    optional("foundation.funding.review_date", Input::Date),
    field("foundation.funding.cost_per_day_internal", Input::Money),
    field("foundation.funding.cost_per_day_external", Input::Money),
    optional("foundation.funding.tool_licences", Input::Money),
];

const BUSINESS_CASE: &[Field] = &[
    field("foundation.funding.business_case.late_cost_avoided", Input::Money),
    field("foundation.funding.business_case.stopped_projects_saved", Input::Money),
    field("foundation.funding.business_case.manager_hours_saved", Input::AMOUNT),
    field("foundation.funding.business_case.cost_per_manager_hour", Input::Money),
    field("foundation.funding.business_case.benefits_realised_earlier", Input::Money),
];

const STAFF: &[Field] = &[
    field("foundation.staff_plan[].role", Input::Reference(Source::Roles)),
    optional("foundation.staff_plan[].person", Input::Reference(Source::People)),
    field("foundation.staff_plan[].fte", Input::AMOUNT),
    field("foundation.staff_plan[].from_wave", Input::Reference(Source::WaveNumbers)),
    optional("foundation.staff_plan[].to_wave", Input::Reference(Source::WaveNumbers)),
    field("foundation.staff_plan[].employment", Input::Choice(&choices::EMPLOYMENT)),
    field("foundation.staff_plan[].skills", Input::Text),
    optional("foundation.staff_plan[].net_days_per_month", Input::AMOUNT),
];

const ASSUMPTION: &[Field] = &[
    field("foundation.assumptions[].text", Input::Text),
    optional("foundation.assumptions[].owner", Input::Reference(Source::People)),
    optional("foundation.assumptions[].review", Input::Date),
];

const CONSTRAINT: &[Field] = &[
    field("foundation.constraints[].text", Input::Text),
    optional("foundation.constraints[].owner", Input::Reference(Source::People)),
    optional("foundation.constraints[].review", Input::Date),
];

const RISK: &[Field] = &[
    field("foundation.risks[].text", Input::Text),
    optional("foundation.risks[].owner", Input::Reference(Source::People)),
    optional("foundation.risks[].review", Input::Date),
];

const STAKEHOLDER: &[Field] = &[
    field("foundation.stakeholders.{group}.name", Input::Text),
    field("foundation.stakeholders.{group}.head_count", Input::COUNT),
    optional("foundation.stakeholders.{group}.power", Input::Scale5),
    field("foundation.stakeholders.{group}.attitude", Input::Choice(&choices::ATTITUDE)),
    field("foundation.stakeholders.{group}.wanted_attitude", Input::Choice(&choices::ATTITUDE)),
    optional("foundation.stakeholders.{group}.base_capacity", Input::AMOUNT),
    field("foundation.stakeholders.{group}.reach_note", Input::LongText),
    field("foundation.stakeholders.{group}.representatives", Input::References(Source::People)),
];
