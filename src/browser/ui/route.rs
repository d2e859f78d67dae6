//! Page addresses, behind the `#`. They hold no plan data, only where one looks.

use yew_router::prelude::*;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum Route {
    /// Start and library.
    #[at("/")]
    Library,
    /// Guided start: ten questions.
    #[at("/start")]
    Guided,
    /// What the guided start assumed.
    #[at("/draft")]
    Draft,
    /// Answers of one person, for somebody else's plan.
    #[at("/answer")]
    Answer,
    /// A page of forms, by its id in the form registry.
    #[at("/form/:page")]
    Form {
        /// Id of the page.
        page: String,
    },
    /// All areas of the assessment side by side, and the assessments of before.
    #[at("/assessment")]
    Overview,
    /// Answers by file.
    #[at("/respondents")]
    Respondents,
    /// Live workshop.
    #[at("/workshop/:extent")]
    Workshop {
        /// `short`, `all`, or the code of an area.
        extent: String,
    },
    /// Assessment of one area.
    #[at("/assessment/:area")]
    Assessment {
        /// Code of the area.
        area: String,
    },
    /// Readiness questionnaire.
    #[at("/readiness")]
    Readiness,
    /// Gap analysis.
    #[at("/gaps")]
    Gaps,
    /// Choice of entries.
    #[at("/choose")]
    Choose,
    /// Choice of entries, with the list of those in one state.
    #[at("/choose/:state")]
    ChooseIn {
        /// The state as the file writes it.
        state: String,
    },
    /// Scores.
    #[at("/scores")]
    Scores,
    /// What the plan says about one entry.
    #[at("/entry/:entry")]
    Entry {
        /// Id of the entry.
        entry: String,
    },
    /// Waves and capacity.
    #[at("/waves")]
    Waves,
    /// One wave.
    #[at("/waves/:wave")]
    Wave {
        /// Id of the wave.
        wave: u64,
    },
    /// Wave board.
    #[at("/board")]
    Board,
    /// Roadmap.
    #[at("/roadmap")]
    Roadmap,
    /// Change load and capacity.
    #[at("/load")]
    Load,
    /// Scenarios side by side.
    #[at("/scenarios")]
    Scenarios,
    /// Stress tests.
    #[at("/stress")]
    Stress,
    /// What really happened.
    #[at("/tracking")]
    Tracking,
    /// Catalogue.
    #[at("/catalogue")]
    Catalogue,
    /// The organisation's own entries.
    #[at("/own-entries")]
    OwnEntries,
    /// Guidance on a topic.
    #[at("/guidance/:topic")]
    Guidance {
        /// `problems`, `practices`, `roles`, `figures` or `glossary`.
        topic: String,
    },
    /// Health check.
    #[at("/health")]
    Health,
    /// Documents, by their id.
    #[at("/documents/:document")]
    Documents {
        /// Id of the document.
        document: String,
    },
    /// No such page.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// A page of forms.
    pub fn form(page: &str) -> Self {
        Self::Form { page: page.to_owned() }
    }

    /// Whether the page shows an open plan.
    pub fn needs_plan(&self) -> bool {
        !matches!(self, Self::Library | Self::Guided | Self::Answer | Self::NotFound)
    }
}

/// One of the six parts, or a place beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who the office is.
    Foundation,
    /// Where the organisation stands.
    Initiation,
    /// What closes the gaps.
    Planning,
    /// What comes when.
    Deployment,
    /// What can be offered.
    ProductsAndServices,
    /// What goes wrong and what works.
    Guidance,
}

impl Part {
    /// The six parts in order.
    pub const ALL: [Self; 6] = [
        Self::Foundation,
        Self::Initiation,
        Self::Planning,
        Self::Deployment,
        Self::ProductsAndServices,
        Self::Guidance,
    ];

    /// The pages of the part with their wording keys, in the order of the navigation.
    pub fn pages(self) -> Vec<(Route, &'static str)> {
        let form = |page: &'static str, key: &'static str| (Route::form(page), key);
        match self {
            Self::Foundation => vec![
                form("plan.settings", "page.plan.settings"),
                form("organisation.profile", "page.organisation.profile"),
                form("foundation.identity", "page.foundation.identity"),
                form("foundation.people", "page.foundation.people"),
                form("foundation.scope", "page.foundation.scope"),
                form("foundation.funding", "page.foundation.funding"),
                form("foundation.staff", "page.foundation.staff"),
                form("foundation.premises", "page.foundation.premises"),
                form("foundation.culture", "page.foundation.culture"),
                (Route::Readiness, "nav.readiness"),
                form("foundation.approval", "page.foundation.approval"),
            ],
            Self::Initiation => vec![
                form("initiation.facts", "page.initiation.facts"),
                form("initiation.participants", "page.initiation.participants"),
                (Route::Assessment { area: "sponsorship".to_owned() }, "nav.assessment"),
                (Route::Overview, "nav.overview"),
                (Route::Respondents, "nav.respondents"),
                form("initiation.pains", "page.initiation.pains"),
                form("initiation.strengths", "page.initiation.strengths"),
                form("initiation.evidence", "page.initiation.evidence"),
            ],
            Self::Planning => vec![
                (Route::Gaps, "nav.gaps"),
                (Route::Choose, "nav.choose"),
                (Route::Scores, "nav.scores"),
                form("planning.wishes", "page.planning.wishes"),
                form("planning.strategy", "page.planning.strategy"),
            ],
            Self::Deployment => vec![
                (Route::Waves, "nav.waves"),
                (Route::Board, "nav.board"),
                (Route::Roadmap, "nav.roadmap"),
                (Route::Load, "nav.load"),
                (Route::Scenarios, "nav.scenarios"),
                (Route::Stress, "nav.stress"),
                (Route::Tracking, "nav.tracking"),
            ],
            Self::ProductsAndServices => {
                vec![(Route::Catalogue, "nav.catalogue"), (Route::OwnEntries, "nav.own_entries")]
            }
            Self::Guidance => {
                let topic = |topic: &str| Route::Guidance { topic: topic.to_owned() };
                vec![
                    (topic("problems"), "nav.problems"),
                    (topic("practices"), "nav.practices"),
                    (topic("roles"), "nav.roles"),
                    form("governance.raci", "page.governance.raci"),
                    form("governance.communications", "page.governance.communications"),
                    form("governance.kpis", "page.governance.kpis"),
                    form("governance.risks", "page.governance.risks"),
                    form("governance.lever_actions", "page.governance.lever_actions"),
                    (topic("figures"), "nav.figures"),
                    (topic("glossary"), "nav.glossary"),
                ]
            }
        }
    }

    /// Wording key of the part's name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Foundation => "part.foundation",
            Self::Initiation => "part.initiation",
            Self::Planning => "part.planning",
            Self::Deployment => "part.deployment",
            Self::ProductsAndServices => "part.products",
            Self::Guidance => "part.guidance",
        }
    }

    /// The part to which a page belongs.
    pub fn of(route: &Route) -> Option<Self> {
        match route {
            Route::Entry { .. } | Route::ChooseIn { .. } => Some(Self::Planning),
            Route::Wave { .. } => Some(Self::Deployment),
            Route::Assessment { .. } | Route::Workshop { .. } => Some(Self::Initiation),
            Route::Form { page } if page.starts_with("execution") || page.starts_with("scenarios") => {
                Some(Self::Deployment)
            }
            Route::Form { page } if page.starts_with("initiation") => Some(Self::Initiation),
            Route::Form { page } if page.starts_with("planning") => Some(Self::Planning),
            Route::Form { page } if page.starts_with("governance") => Some(Self::Guidance),
            _ => Self::ALL.into_iter().find(|part| part.pages().iter().any(|(page, _)| page == route)),
        }
    }
}
