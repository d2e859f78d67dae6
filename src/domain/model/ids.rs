//! One typed id per kind of record. Ids are random, stable and never derived from a name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Largest id: whole numbers up to here survive every JSON reader.
pub const ID_MAX: u64 = (1 << 53) - 1;

macro_rules! record_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+};
}

record_id! {
    /// A plan.
    PlanId;
    /// A person, named or by alias.
    PersonId;
    /// A row of a list that nothing else refers to.
    RowId;
    /// A promised benefit of the value statement.
    BenefitId;
    /// An objective of the PMO.
    ObjectiveId;
    /// A participant of the assessment.
    ParticipantId;
    /// A wave of the plan.
    WaveId;
}

macro_rules! slug {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )+};
}

slug! {
    /// An entry of the catalogue, such as `pmo-charter`; own entries carry `own-` and their number.
    EntryId;
    /// A role of the PMO or around it, such as `pmo-lead`.
    RoleId;
    /// A rule of the health check, such as `R14`.
    RuleId;
}
