//! The text form `wave-planning/1` of a problem, as it is written and read; nothing in it is checked but the kinds of its
//! fields.

use serde::{Deserialize, Serialize};

use super::fault::{Fault, ProblemError, fault};
use super::number::{arcs, maybe_whole, maybe_wholes, whole, whole_rows, wholes};

/// The name and version of the text form.
pub const FORMAT: &str = "wave-planning/1";

/// What a plan is to achieve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// The largest sum of value times weight of the item's wave.
    #[default]
    Value,
    /// The fewest waves that hold every item.
    MinWaves,
}

/// A problem as its file says it; nothing in it is checked but the kinds of its fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProblemFile {
    /// Always `wave-planning/1`.
    pub format: String,
    /// A name that comes back in the answer.
    pub name: String,
    /// The number of waves.
    #[serde(deserialize_with = "whole")]
    pub waves: u64,
    /// What is optimised.
    pub objective: Objective,
    /// Weight of each wave, non-increasing; `waves, waves - 1, .. 1` when absent.
    #[serde(default, deserialize_with = "maybe_wholes", skip_serializing_if = "Option::is_none")]
    pub weights: Option<Vec<u64>>,
    /// How often run effort counts in each wave; 1 when absent.
    #[serde(default, deserialize_with = "maybe_wholes", skip_serializing_if = "Option::is_none")]
    pub wave_length: Option<Vec<u64>>,
    /// Names of the roles.
    pub roles: Vec<String>,
    /// Names of the groups.
    pub groups: Vec<String>,
    /// Effort that each role has in each wave.
    #[serde(deserialize_with = "whole_rows")]
    pub capacity: Vec<Vec<u64>>,
    /// Impact that each group absorbs in each wave.
    #[serde(deserialize_with = "whole_rows")]
    pub absorb: Vec<Vec<u64>>,
    /// Share of a wave's new impact that each group still carries one wave later, in per cent.
    #[serde(deserialize_with = "wholes")]
    pub fatigue_pct: Vec<u64>,
    /// What may be deployed.
    pub items: Vec<ItemFile>,
    /// `[before, after, lag]` by position of the items.
    #[serde(deserialize_with = "arcs")]
    pub precedence: Vec<[u64; 3]>,
    /// Sets of which some must be deployed by a wave.
    #[serde(default)]
    pub cover: Vec<CoverFile>,
}

/// One item of a problem file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemFile {
    /// A name of its own.
    pub id: String,
    /// Effort per role in the item's wave.
    #[serde(deserialize_with = "wholes")]
    pub build: Vec<u64>,
    /// Effort per role and unit of wave length afterwards.
    #[serde(deserialize_with = "wholes")]
    pub run: Vec<u64>,
    /// Impact per group in the item's wave.
    #[serde(deserialize_with = "wholes")]
    pub impact: Vec<u64>,
    /// Value per unit of weight.
    #[serde(deserialize_with = "whole")]
    pub value: u64,
    /// First wave allowed.
    #[serde(default = "first_wave", deserialize_with = "whole")]
    pub earliest: u64,
    /// Last wave allowed; the last of all when absent.
    #[serde(default, deserialize_with = "maybe_whole", skip_serializing_if = "Option::is_none")]
    pub latest: Option<u64>,
    /// The one wave allowed; the item must be deployed then.
    #[serde(default, deserialize_with = "maybe_whole")]
    pub pin: Option<u64>,
    /// True when the item must be deployed.
    #[serde(default)]
    pub mandatory: bool,
    /// Share of a wave's run effort that falls in the item's own wave, in per cent.
    #[serde(default, deserialize_with = "whole")]
    pub own_run_pct: u64,
}

impl Default for ItemFile {
    fn default() -> Self {
        Self {
            id: String::new(),
            build: Vec::new(),
            run: Vec::new(),
            impact: Vec::new(),
            value: 0,
            earliest: 1,
            latest: None,
            pin: None,
            mandatory: false,
            own_run_pct: 0,
        }
    }
}

/// One cover of a problem file: at least so many of these items by that wave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CoverFile {
    /// Positions of the items.
    #[serde(deserialize_with = "wholes")]
    pub items: Vec<u64>,
    /// The wave by which they count.
    #[serde(deserialize_with = "whole")]
    pub by: u64,
    /// How many of them are needed.
    #[serde(deserialize_with = "whole")]
    pub at_least: u64,
}

impl ProblemFile {
    /// Reads the text form. Fields that are not part of the format are ignored.
    ///
    /// # Errors
    /// Text that is no JSON, absent fields, fields of another kind, numbers that are negative, fractional or 2^53
    /// and more.
    pub fn from_json(text: &str) -> Result<Self, ProblemError> {
        // A list would pass as an object with its fields in order.
        if text.trim_start().starts_with('[') {
            return fault("problem", Fault::Unreadable("a list, an object is expected".to_owned()));
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let file: Self = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = match error.path().to_string() {
                path if path == "." || path == "?" => "problem".to_owned(),
                path => path,
            };
            ProblemError { path, fault: Fault::Unreadable(plain_text(error.inner())) }
        })?;
        match reader.end() {
            Ok(()) => Ok(file),
            Err(error) => fault("problem", Fault::Unreadable(plain_text(&error))),
        }
    }
}

/// The place in the text says nothing once the path is known, so it stays only with faults of the JSON itself.
fn plain_text(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match (error.classify(), text.rfind(" at line ")) {
        (serde_json::error::Category::Data, Some(end)) => text.get(..end).unwrap_or(&text).to_owned(),
        _ => text,
    }
}

fn first_wave() -> u64 {
    1
}
