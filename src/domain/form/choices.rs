//! The lists that a user chooses from: the values as the file writes them, in the order of the screen.

/// A closed list of values. The text of a value has the key `choice.<id>.<value>`.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Name of the list in wording keys.
    pub id: &'static str,
    /// Values in the order of the screen.
    pub values: &'static [&'static str],
}

impl Options {
    /// The wording key of a value.
    pub fn key(&self, value: &str) -> String {
        format!("choice.{}.{value}", self.id)
    }
}

macro_rules! options {
    ($($(#[$doc:meta])* $name:ident $id:literal: $($value:literal)+;)+) => {
        $(
            $(#[$doc])*
            pub const $name: Options = Options { id: $id, values: &[$($value),+] };
        )+

        /// Every list, those of screens of their own too.
        pub const ALL: &[&Options] = &[$(&$name),+];
    };
}

options! {
    /// Assessment areas.
    AREA "area": "sponsorship" "governance" "portfolio" "resources" "methodology" "planning" "risk" "finance"
        "reporting" "tools" "skills" "culture" "learning" "stakeholders";
    /// Stakeholder groups.
    GROUP "group": "E" "F" "P" "T" "O";
    /// Size classes.
    SIZE_CLASS "size_class": "S" "M" "L";
    /// Who writes the plan.
    AUTHOR_ROLE "author_role": "pmo_lead" "consultant" "sponsor" "other";
    /// How far the plan is agreed.
    PLAN_STATUS "plan_status": "draft" "in_review" "agreed" "running" "closed";
    /// Currencies.
    CURRENCY "currency": "EUR" "USD" "GBP" "CHF" "SEK" "NOK" "DKK" "PLN" "CZK" "CAD" "AUD" "INR" "JPY" "BRL";
    /// Languages of documents.
    LANGUAGE "language": "en";
    /// Forms of dates.
    DATE_FORMAT "date_format": "long" "day_month_year" "month_day_year" "iso";
    /// Lines of business.
    INDUSTRY "industry": "other" "manufacturing" "finance" "insurance" "health_care" "life_sciences"
        "public_sector" "education" "energy" "telecommunications" "information_technology" "retail" "logistics"
        "construction" "professional_services" "non_profit";
    /// The PMO of today.
    EXISTING_PMO "existing_pmo": "none" "informal" "struggling" "running";
    /// Presets of the office.
    PMO_TYPE "pmo_type": "supportive" "controlling" "directive" "portfolio_office" "centre_of_excellence"
        "programme_office";
    /// How much the office may demand.
    CONTROL_LEVEL "control_level": "supportive" "controlling" "directive";
    /// How far the office reaches.
    SCOPE_LEVEL "scope_level": "project" "programme" "department" "division" "enterprise" "portfolio";
    /// Whether the office is meant to end.
    LIFETIME "lifetime": "permanent" "temporary";
    /// The office's part in a decision.
    AUTHORITY_LEVEL "authority_level": "decide" "recommend" "advise" "inform";
    /// Rank of the sponsor.
    SPONSOR_RANK "sponsor_rank": "above" "equal" "below";
    /// Attitudes towards the PMO.
    ATTITUDE "attitude": "opposes" "sceptical" "neutral" "supports" "champions";
    /// States of start-up work.
    ACTIVITY_STATE "activity_state": "open" "started" "done";
    /// Sources of money.
    FUNDING_SOURCE "funding_source": "central_budget" "unit_charge" "per_service_fee" "project_levy" "mixed";
    /// Own staff or bought.
    EMPLOYMENT "employment": "internal" "external";
    /// Ways of assessing.
    ASSESSMENT_METHOD "assessment_method": "workshop" "interviews" "survey" "audit" "mixed";
    /// Kinds of evidence.
    EVIDENCE_KIND "evidence_kind": "quote" "fact" "file";
    /// Decisions about an entry.
    SELECTION_STATE "selection_state": "candidate" "chosen" "parked" "rejected" "exists";
    /// How an entry comes about.
    MAKE_OR_BUY "make_or_buy": "build" "buy" "adapt" "share";
    /// Cut lines.
    MOSCOW "moscow": "must" "should" "could" "not_now";
    /// Kinds of wishes.
    WISH_KIND "wish_kind": "in_wave" "not_before" "not_after" "together" "not_together";
    /// Kinds of stress tests.
    STRESS_KIND "stress_kind": "sponsor_leaves" "budget_cut" "external_change" "role_lost";
    /// Products and services.
    ENTRY_KIND "entry_kind": "product" "service";
    /// Groups of the catalogue.
    CATALOGUE_GROUP "catalogue_group": "OPS" "GOV" "PFM" "MET" "DEL" "PEO" "INF" "LRN";
    /// When value is felt.
    HORIZON "horizon": "S" "M" "L";
    /// Control or help.
    STANCE "stance": "control" "help" "neither";
    /// What a wave is for.
    WAVE_KIND "wave_kind": "normal" "pause" "closing";
    /// How far an entry is.
    DEPLOYMENT_STATE "deployment_state": "not_started" "building" "pilot" "launched" "adopted" "handed_over"
        "dropped";
    /// Columns of the RACI table.
    RACI_ROLE "raci_role": "sponsor" "portfolio_board" "pmo_lead" "pmo_staff" "project_manager"
        "functional_manager" "team_member" "finance" "human_resources";
    /// Duties of the RACI table.
    RACI_LETTER "raci_letter": "R" "A" "C" "I";
    /// Levers of culture change.
    LEVER "lever": "vision_story" "sponsor_action" "line_manager_action" "governance_rule" "training" "coaching"
        "tool_or_template" "measure" "reward_or_consequence" "feedback_channel";
}
