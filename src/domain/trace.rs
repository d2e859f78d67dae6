//! The trace line: from any pain, gap, entry, KPI or objective to all the others that hang together with it
//! (pain → gap → entry → wave → KPI → sentence of the charter).

use super::figures::Figures;
use super::gap::{Closer, closers, reasons};
use super::model::document::Document;
use super::model::foundation::Objective;
use super::model::governance::Kpi;
use super::model::ids::{EntryId, ObjectiveId, RowId};
use super::model::initiation::{Area, Pain};
use crate::domain::order;

/// Where a trace starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Station {
    /// A pain.
    Pain(RowId),
    /// The gap of an area.
    Gap(Area),
    /// An entry.
    Entry(EntryId),
    /// A measure of success.
    Kpi(RowId),
    /// An objective, which is a sentence of the charter.
    Objective(ObjectiveId),
}

/// All that hangs together with a station. What is empty is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TraceLine<'a> {
    /// Pains in the words of those who feel them.
    pub pains: Vec<&'a Pain>,
    /// Areas, those with the largest gap first.
    pub gaps: Vec<Area>,
    /// Entries, the strongest first.
    pub entries: Vec<Closer>,
    /// Numbers of the waves in which the entries stand, from 1.
    pub waves: Vec<usize>,
    /// Measures of the objectives.
    pub kpis: Vec<&'a Kpi>,
    /// Sentences of the charter.
    pub objectives: Vec<&'a Objective>,
}

impl TraceLine<'_> {
    /// How many of the six stations are missing.
    pub fn missing(&self) -> usize {
        let empty = [
            self.pains.is_empty(),
            self.gaps.is_empty(),
            self.entries.is_empty(),
            self.waves.is_empty(),
            self.kpis.is_empty(),
            self.objectives.is_empty(),
        ];
        empty.into_iter().filter(|is_empty| *is_empty).count()
    }
}

/// The trace line of a station. Entries lead to the areas with a gap that they move, and on to the pains of these; to the
/// objectives that name them, and on to the measures of these.
pub fn trace_line<'a>(document: &'a Document, figures: &Figures, from: &Station) -> TraceLine<'a> {
    let mut line = TraceLine::default();
    match from {
        Station::Pain(id) => {
            line.pains = document.initiation.pains.iter().filter(|pain| pain.id == *id).collect();
            line.gaps = line.pains.iter().filter_map(|pain| pain.area).collect();
            line.entries = closing(document, figures, &line.gaps);
        }
        Station::Gap(area) => {
            line.gaps = vec![*area];
            line.pains = pains(document, &line.gaps);
            line.entries = closing(document, figures, &line.gaps);
        }
        Station::Entry(id) => line.entries = placed(document, figures, std::slice::from_ref(id)),
        Station::Kpi(id) => {
            let kpi = document.governance.kpis.iter().find(|kpi| kpi.id == *id);
            line.kpis = kpi.into_iter().collect();
            let objective = kpi.and_then(|kpi| kpi.objective);
            line.objectives = objectives(document, |other| Some(other.id) == objective);
        }
        Station::Objective(id) => {
            line.objectives = objectives(document, |other| other.id == *id);
            line.kpis = kpis(document, &line.objectives);
        }
    }
    match from {
        Station::Pain(_) | Station::Gap(_) | Station::Entry(_) => {
            let names = |entry: &EntryId| line.entries.iter().any(|closer| closer.entry == *entry);
            line.objectives = objectives(document, |objective| objective.entries.iter().any(names));
            line.kpis = kpis(document, &line.objectives);
        }
        Station::Kpi(_) | Station::Objective(_) => {
            let named: Vec<EntryId> =
                line.objectives.iter().flat_map(|objective| objective.entries.iter().cloned()).collect();
            line.entries = placed(document, figures, &named);
        }
    }
    if line.gaps.is_empty() && !matches!(from, Station::Pain(_)) {
        line.gaps = moved(figures, &line.entries);
        line.pains = pains(document, &line.gaps);
    }
    line.waves = line.entries.iter().filter_map(|closer| closer.wave).collect();
    order::natural(&mut line.waves);
    line.waves.dedup();
    line
}

fn pains<'a>(document: &'a Document, areas: &[Area]) -> Vec<&'a Pain> {
    let touches = |pain: &&Pain| pain.area.is_some_and(|area| areas.contains(&area));
    document.initiation.pains.iter().filter(touches).collect()
}

/// Chosen entries that move one of the areas, each once.
fn closing(document: &Document, figures: &Figures, areas: &[Area]) -> Vec<Closer> {
    let mut entries: Vec<Closer> = Vec::new();
    for closer in areas.iter().flat_map(|area| closers(document, figures, *area)) {
        if !entries.iter().any(|other| other.entry == closer.entry) {
            entries.push(closer);
        }
    }
    entries
}

/// Entries by their names, each once, with the most that they lift an area with a gap.
fn placed(document: &Document, figures: &Figures, ids: &[EntryId]) -> Vec<Closer> {
    let mut entries: Vec<Closer> = Vec::new();
    for id in ids.iter().filter(|id| figures.entry(id).is_some()) {
        if entries.iter().any(|other| other.entry == *id) {
            continue;
        }
        let lift = reasons(figures, id).iter().map(|(_, lift)| *lift).fold(0.0, f64::max);
        entries.push(Closer { entry: id.clone(), wave: document.wave_of(id), lift });
    }
    entries
}

/// Areas with a gap that one of the entries moves, the largest gap first.
fn moved(figures: &Figures, entries: &[Closer]) -> Vec<Area> {
    let moves = |area: Area| {
        entries.iter().any(|closer| reasons(figures, &closer.entry).iter().any(|(other, _)| *other == area))
    };
    let mut areas: Vec<(f64, Area)> = figures
        .areas
        .iter()
        .filter(|numbers| moves(numbers.area))
        .map(|area| (area.priority, area.area))
        .collect();
    order::by(&mut areas, |a, b| b.0.total_cmp(&a.0));
    areas.into_iter().map(|(_, area)| area).collect()
}

fn objectives(document: &Document, is_wanted: impl Fn(&Objective) -> bool) -> Vec<&Objective> {
    document.foundation.objectives.iter().filter(|objective| is_wanted(objective)).collect()
}

fn kpis<'a>(document: &'a Document, objectives: &[&Objective]) -> Vec<&'a Kpi> {
    let measures = |kpi: &&Kpi| objectives.iter().any(|objective| kpi.objective == Some(objective.id));
    document.governance.kpis.iter().filter(measures).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::ids::WaveId;
    use crate::domain::model::planning::{Choice, SelectionState};
    use crate::domain::model::scalar::Level;
    use crate::domain::model::wave::{Wave, WaveItem};

    /// A pain about sponsorship, whose gap the charter and the briefing close; the objective names the briefing, which
    /// stands in wave 1.
    fn plan() -> Document {
        let mut document = Document::default();
        let level = Level::new(1.0).ok();
        document.initiation.areas.entry(Area::Sponsorship).or_default().level_override = level;
        let pain = |id, area| Pain { id: RowId(id), area: Some(area), ..Pain::default() };
        document.initiation.pains = vec![pain(1, Area::Sponsorship), pain(2, Area::Tools)];
        for id in ["sponsor-briefing", "pmo-charter"] {
            let choice = Choice { state: SelectionState::Chosen, ..Choice::default() };
            document.planning.choices.insert(EntryId::from(id), choice);
        }
        let item = WaveItem { entry: EntryId::from("sponsor-briefing"), ..WaveItem::default() };
        document.waves = vec![Wave { id: WaveId(9), items: vec![item], ..Wave::default() }];
        document.foundation.objectives = vec![
            Objective {
                id: ObjectiveId(4),
                entries: vec![EntryId::from("sponsor-briefing")],
                ..Objective::default()
            },
            Objective { id: ObjectiveId(5), ..Objective::default() },
        ];
        document.governance.kpis =
            vec![Kpi { id: RowId(7), objective: Some(ObjectiveId(4)), ..Kpi::default() }];
        document
    }

    /// Pains, gaps, entries, waves, KPIs, objectives.
    fn check(from: Station, expected: [&str; 6]) {
        let document = plan();
        let line = trace_line(&document, &Figures::of(&document), &from);
        let join = |parts: Vec<String>| parts.join(" ");
        let found = [
            join(line.pains.iter().map(|pain| pain.id.to_string()).collect()),
            join(line.gaps.iter().map(|area| area.code().to_owned()).collect()),
            join(line.entries.iter().map(|closer| closer.entry.to_string()).collect()),
            join(line.waves.iter().map(ToString::to_string).collect()),
            join(line.kpis.iter().map(|kpi| kpi.id.to_string()).collect()),
            join(line.objectives.iter().map(|objective| objective.id.to_string()).collect()),
        ];
        assert_eq!(found, expected, "{from:?}");
        assert_eq!(line.missing(), expected.iter().filter(|part| part.is_empty()).count());
    }

    #[test]
    fn every_station_leads_to_all_the_others() {
        let both = "sponsor-briefing pmo-charter";
        check(Station::Pain(RowId(1)), ["1", "sponsorship", both, "1", "7", "4"]);
        check(Station::Gap(Area::Sponsorship), ["1", "sponsorship", both, "1", "7", "4"]);
        let briefing = ["1", "sponsorship", "sponsor-briefing", "1", "7", "4"];
        check(Station::Entry(EntryId::from("sponsor-briefing")), briefing);
        check(Station::Kpi(RowId(7)), briefing);
        check(Station::Objective(ObjectiveId(4)), briefing);
    }

    #[test]
    fn what_is_not_linked_is_missing() {
        check(Station::Pain(RowId(2)), ["2", "tools", "", "", "", ""]);
        check(Station::Pain(RowId(3)), [""; 6]);
        check(Station::Objective(ObjectiveId(5)), ["", "", "", "", "", "5"]);
        check(Station::Entry(EntryId::from("pmo-charter")), ["1", "sponsorship", "pmo-charter", "", "", ""]);
        check(Station::Entry(EntryId::from("nonsense")), [""; 6]);
    }
}
