//! The form of the organisation that the PMO serves.

use super::choices;
use super::{Input, Page, Section, field, optional};

/// Profile, size and delivery of the organisation.
pub const PAGES: &[Page] = &[Page {
    id: "organisation.profile",
    sections: &[
        Section {
            id: "organisation.identity",
            fields: &[
                field("organisation.name", Input::Text),
                field("organisation.industry", Input::Choice(&choices::INDUSTRY)),
                field("organisation.regulated", Input::YesNo),
                field("organisation.locations", Input::COUNT),
                field("organisation.countries", Input::COUNT),
            ],
        },
        Section {
            id: "organisation.people",
            fields: &[
                field("organisation.employees", Input::COUNT),
                field("organisation.executives", Input::COUNT),
                field("organisation.functional_managers", Input::COUNT),
                field("organisation.project_managers", Input::COUNT),
                field("organisation.team_members", Input::COUNT),
                optional("organisation.project_fte", Input::AMOUNT),
            ],
        },
        Section {
            id: "organisation.projects",
            fields: &[
                field("organisation.active_projects", Input::COUNT),
                field("organisation.new_projects_per_year", Input::COUNT),
                optional("organisation.yearly_project_spend", Input::Money),
                field("organisation.delivery_mix.plan_driven", Input::Percent),
                field("organisation.delivery_mix.hybrid", Input::Percent),
                field("organisation.delivery_mix.agile", Input::Percent),
            ],
        },
        Section {
            id: "organisation.offices",
            fields: &[
                field("organisation.existing_pmo", Input::Choice(&choices::EXISTING_PMO)),
                field(
                    "organisation.other_pmos",
                    Input::Rows(&[
                        field("organisation.other_pmos[].name", Input::Text),
                        field("organisation.other_pmos[].relation", Input::Text),
                    ]),
                ),
            ],
        },
    ],
}];
