//! The assessment: areas, questions, level texts, and the steps at which entries work best (PMO fact base 4).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::model::ids::EntryId;
use crate::domain::model::initiation::Area;

/// A level of the general ladder.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LadderLevel {
    /// 1 to 5.
    pub level: u8,
    /// Two words.
    pub name: String,
    /// One line.
    pub text: String,
}

/// A step of the answer scale.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ScaleStep {
    /// 1 to 5.
    pub score: u8,
    /// Two words.
    pub label: String,
    /// One line.
    pub text: String,
}

/// A question of an area.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Question {
    /// Stable id.
    pub id: String,
    /// The question.
    pub text: String,
}

/// What a level looks like in an area.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LevelText {
    /// 1 to 5.
    pub level: u8,
    /// What one would see.
    pub text: String,
}

/// A published figure for comparison.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Benchmark {
    /// The figure.
    pub text: String,
    /// Where it comes from.
    pub source: String,
}

/// Entries that work best at one step of an area.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct StepEntries {
    /// Main levers.
    pub main: Vec<EntryId>,
    /// Helpers.
    pub helpers: Vec<EntryId>,
    /// A remark.
    pub note: Option<String>,
}

/// One assessment area.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AreaContent {
    /// The area.
    pub id: Area,
    /// Full name.
    pub name: String,
    /// Name for narrow places.
    pub short_name: String,
    /// Five questions.
    pub questions: Vec<Question>,
    /// Five levels.
    pub levels: Vec<LevelText>,
    /// A published figure.
    pub benchmark: Option<Benchmark>,
    /// Entries by step: `1-2`, `2-3`, `3-4`.
    pub steps: BTreeMap<String, StepEntries>,
}

/// The whole assessment.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Areas {
    /// The general ladder.
    pub ladder: Vec<LadderLevel>,
    /// The answer scale.
    pub answer_scale: Vec<ScaleStep>,
    /// The 14 areas.
    pub areas: Vec<AreaContent>,
}

impl Areas {
    /// Content of an area.
    pub fn get(&self, area: Area) -> Option<&AreaContent> {
        self.areas.iter().find(|content| content.id == area)
    }

    /// Short name of an area.
    pub fn short_name(&self, area: Area) -> &str {
        self.get(area).map_or(area.code(), |content| &content.short_name)
    }

    /// Full name of an area.
    pub fn name(&self, area: Area) -> &str {
        self.get(area).map_or(area.code(), |content| &content.name)
    }
}

/// The assessment content.
pub fn areas() -> &'static Areas {
    static CONTENT: OnceLock<Areas> = OnceLock::new();
    CONTENT.get_or_init(|| super::embedded(include_str!("content/areas.json")))
}
