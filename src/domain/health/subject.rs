//! What a finding is about, and the short stable text by which it is accepted and listed.

use crate::domain::model::document::Document;
use crate::domain::model::group::Group;
use crate::domain::model::ids::{EntryId, ObjectiveId, RowId};
use crate::domain::model::initiation::Area;

/// How two entries stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The needed entry is neither in use nor in a wave.
    Missing,
    /// The needed entry comes in a later wave.
    Later,
    /// Both stand in one wave, the needed entry first.
    SameWave,
    /// Both stand in one wave, the needed entry after the one that needs it.
    WrongOrder,
    /// Both stand in one wave, but the plan asks for an earlier wave.
    NotEarlier,
    /// The first entry does not wait for the other.
    Before,
}

/// What a finding is about (PMO fact base 8.4, "How the rules read the model"). Waves count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The plan as a whole.
    Plan,
    /// An assessment area.
    Area(Area),
    /// An entry.
    Entry(EntryId),
    /// A wave.
    Wave(usize),
    /// A stakeholder group.
    Group(Group),
    /// A stakeholder group in a wave.
    GroupWave(Group, usize),
    /// An objective.
    Objective(ObjectiveId),
    /// A measure of success.
    Kpi(RowId),
    /// An entry and another one that it needs or should wait for.
    Pair(EntryId, EntryId, Relation),
}

impl Subject {
    /// The entry of that id.
    pub fn entry(id: &str) -> Self {
        Self::Entry(EntryId::from(id))
    }

    /// The stable text of the subject, such as `wave 4`, `F wave 2` or
    /// `ppm-tool needs status-reporting (later)`. Accepted findings are kept by rule and this text.
    pub fn object(&self) -> String {
        match self {
            Self::Plan => "plan".to_owned(),
            Self::Area(area) => area.code().to_owned(),
            Self::Entry(entry) => entry.to_string(),
            Self::Wave(number) => format!("wave {number}"),
            Self::Group(group) => group.letter().to_owned(),
            Self::GroupWave(group, number) => format!("{} wave {number}", group.letter()),
            Self::Objective(id) => format!("objective {id}"),
            Self::Kpi(id) => format!("KPI {id}"),
            Self::Pair(entry, other, relation) => pair(entry, other, *relation),
        }
    }

    /// The place in the document where the subject stands, such as `waves[12].items[pm-training]`.
    pub fn path(&self, document: &Document) -> String {
        match self {
            Self::Plan => "plan".to_owned(),
            Self::Area(area) => format!("initiation.areas.{}", area.code()),
            Self::Entry(entry) | Self::Pair(entry, _, _) => entry_path(document, entry),
            Self::Wave(number) | Self::GroupWave(_, number) => wave_path(document, *number),
            Self::Group(group) => format!("foundation.stakeholders.{}", group.letter()),
            Self::Objective(id) => format!("foundation.objectives[{id}]"),
            Self::Kpi(id) => format!("governance.kpis[{id}]"),
        }
    }
}

/// The place of a wave, counted from 1, in the document.
pub fn wave_path(document: &Document, number: usize) -> String {
    let wave = number.checked_sub(1).and_then(|index| document.waves.get(index));
    wave.map_or_else(|| "waves".to_owned(), |wave| format!("waves[{}]", wave.id))
}

/// The place of an entry: in its wave, else in the selection.
fn entry_path(document: &Document, entry: &EntryId) -> String {
    match document.wave_of(entry) {
        Some(number) => format!("{}.items[{entry}]", wave_path(document, number)),
        None => format!("planning.choices.{entry}"),
    }
}

fn pair(entry: &EntryId, other: &EntryId, relation: Relation) -> String {
    match relation {
        Relation::Missing => format!("{entry} needs {other} (missing)"),
        Relation::Later => format!("{entry} needs {other} (later)"),
        Relation::SameWave => format!("{entry} needs {other} (same wave)"),
        Relation::WrongOrder => format!("{entry} needs {other} (same wave, wrong order)"),
        Relation::NotEarlier => format!("{entry} needs {other} (same wave, earlier wave asked)"),
        Relation::Before => format!("{entry} before {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::ids::WaveId;
    use crate::domain::model::wave::{Wave, WaveItem};

    fn check(subject: Subject, object: &str, path: &str) {
        let mut document = Document::default();
        let item = WaveItem { entry: EntryId::from("ppm-tool"), ..WaveItem::default() };
        document.waves.push(Wave { id: WaveId(31), items: vec![item], ..Wave::default() });
        assert_eq!((subject.object().as_str(), subject.path(&document).as_str()), (object, path));
    }

    #[test]
    fn objects_read_as_in_the_finding_tables() {
        let pair = |relation| Subject::Pair("ppm-tool".into(), "status-reporting".into(), relation);
        let place = "waves[31].items[ppm-tool]";
        check(Subject::Plan, "plan", "plan");
        check(Subject::Area(Area::Risk), "risk", "initiation.areas.risk");
        check(Subject::entry("ppm-tool"), "ppm-tool", place);
        check(Subject::entry("pmo-scorecard"), "pmo-scorecard", "planning.choices.pmo-scorecard");
        check(Subject::Wave(1), "wave 1", "waves[31]");
        check(Subject::Group(Group::P), "P", "foundation.stakeholders.P");
        check(Subject::GroupWave(Group::F, 1), "F wave 1", "waves[31]");
        check(Subject::Objective(ObjectiveId(5)), "objective 5", "foundation.objectives[5]");
        check(Subject::Kpi(RowId(6)), "KPI 6", "governance.kpis[6]");
        check(pair(Relation::Missing), "ppm-tool needs status-reporting (missing)", place);
        check(pair(Relation::WrongOrder), "ppm-tool needs status-reporting (same wave, wrong order)", place);
        check(pair(Relation::Before), "ppm-tool before status-reporting", place);
    }
}
