//! The gap analysis: areas in the order of their gaps, what closes each, and the trace from pain to charter.

use super::catalogue::areas::areas;
use super::figures::Figures;
use super::figures::area::{AreaFigures, GapBand};
use super::figures::number::TOLERANCE;
use super::model::document::Document;
use super::model::foundation::Objective;
use super::model::governance::Kpi;
use super::model::ids::EntryId;
use super::model::initiation::{Area, Pain};
use super::model::planning::SelectionState;
use crate::domain::order;

/// Lift of a main lever.
const MAIN_LEVER: f64 = 1.0;

/// A chosen entry that improves an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Closer {
    /// The entry.
    pub entry: EntryId,
    /// Its wave, from 1; none while it stands in none.
    pub wave: Option<usize>,
    /// Levels that it moves the area.
    pub lift: f64,
}

impl Closer {
    /// Whether it moves the area by a whole level.
    pub fn is_main_lever(&self) -> bool {
        self.lift > MAIN_LEVER - TOLERANCE
    }
}

/// An area with what closes its gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The area and its numbers.
    pub area: AreaFigures,
    /// Chosen entries, the strongest first, then the earliest.
    pub closers: Vec<Closer>,
}

impl Gap {
    /// The band of its priority.
    pub fn band(&self) -> GapBand {
        self.area.band()
    }
}

/// All areas by priority, then by weight, then in their fixed order.
pub fn gaps(document: &Document, figures: &Figures) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = figures
        .areas
        .iter()
        .map(|area| Gap { area: area.clone(), closers: closers(document, figures, area.area) })
        .collect();
    order::by(&mut gaps, |a, b| {
        let (a, b) = (&a.area, &b.area);
        b.priority.total_cmp(&a.priority).then(b.importance.cmp(&a.importance))
    });
    gaps
}

/// Chosen entries that improve an area, the strongest first, then the earliest, then the best score.
pub fn closers(document: &Document, figures: &Figures, area: Area) -> Vec<Closer> {
    let mut closers: Vec<(usize, Closer)> = figures
        .entries
        .iter()
        .zip(&figures.scores)
        .filter(|(entry, _)| entry.state == SelectionState::Chosen && entry.lift(area) > TOLERANCE)
        .map(|(entry, score)| {
            let wave = document.wave_of(&entry.id);
            (score.effective_rank, Closer { entry: entry.id.clone(), wave, lift: entry.lift(area) })
        })
        .collect();
    order::by(&mut closers, |(rank_a, a), (rank_b, b)| {
        let last = |wave: Option<usize>| wave.unwrap_or(usize::MAX);
        b.lift.total_cmp(&a.lift).then(last(a.wave).cmp(&last(b.wave))).then(rank_a.cmp(rank_b))
    });
    closers.into_iter().map(|(_, closer)| closer).collect()
}

/// Why an entry is worth having: the areas with a gap that it moves, the largest contribution first.
pub fn reasons(figures: &Figures, entry: &EntryId) -> Vec<(Area, f64)> {
    let Some(entry) = figures.entry(entry) else { return Vec::new() };
    let mut reasons: Vec<(f64, Area, f64)> = figures
        .areas
        .iter()
        .map(|area| (area.priority * entry.lift(area.area), area.area, entry.lift(area.area)))
        .filter(|(worth, ..)| *worth > TOLERANCE)
        .collect();
    order::by(&mut reasons, |a, b| b.0.total_cmp(&a.0));
    reasons.into_iter().map(|(_, area, lift)| (area, lift)).collect()
}

/// An entry that could still help to close a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The entry.
    pub entry: EntryId,
    /// Levels that it moves the area.
    pub lift: f64,
    /// Whether it works best at the step from the area's level of today (PMO fact base 4.3).
    pub fits_now: bool,
}

/// What could still close the gap of an area: neither chosen nor in use nor rejected, main levers first, then what fits
/// the step of now, then the best score. None for an area without a gap.
pub fn offers(figures: &Figures, area: Area, at_most: usize) -> Vec<Offer> {
    let Some(numbers) = figures.areas.iter().find(|numbers| numbers.area == area) else { return Vec::new() };
    if numbers.gap <= TOLERANCE {
        return Vec::new();
    }
    let step = match numbers.level.unwrap_or(1.0) {
        level if level < 2.0 - TOLERANCE => "1-2",
        level if level < 3.0 - TOLERANCE => "2-3",
        _ => "3-4",
    };
    let step = areas().get(area).and_then(|content| content.steps.get(step));
    let fits =
        |entry: &EntryId| step.is_some_and(|step| step.main.contains(entry) || step.helpers.contains(entry));
    let is_open = |state| matches!(state, SelectionState::Candidate | SelectionState::Parked);
    let mut offers: Vec<(usize, Offer)> = figures
        .entries
        .iter()
        .zip(&figures.scores)
        .filter(|(entry, _)| is_open(entry.state) && entry.lift(area) > TOLERANCE)
        .map(|(entry, score)| {
            let (lift, fits_now) = (entry.lift(area), fits(&entry.id));
            (score.effective_rank, Offer { entry: entry.id.clone(), lift, fits_now })
        })
        .collect();
    order::by(&mut offers, |(rank_a, a), (rank_b, b)| {
        b.lift.total_cmp(&a.lift).then(b.fits_now.cmp(&a.fits_now)).then(rank_a.cmp(rank_b))
    });
    offers.into_iter().take(at_most).map(|(_, offer)| offer).collect()
}

/// Entries that the gaps ask for, the largest gap value first. What exists already is left out.
pub fn proposed(figures: &Figures, at_most: usize) -> Vec<EntryId> {
    let mut proposed: Vec<_> = figures
        .entries
        .iter()
        .zip(&figures.scores)
        .filter(|(entry, score)| entry.state != SelectionState::Exists && score.gap_sum > TOLERANCE)
        .collect();
    order::by(&mut proposed, |(_, a), (_, b)| b.gap_sum.total_cmp(&a.gap_sum).then(a.rank.cmp(&b.rank)));
    proposed.into_iter().take(at_most).map(|(entry, _)| entry.id.clone()).collect()
}

/// How a pain becomes a sentence of the charter. A link that is not there is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace<'a> {
    /// Pains that name the area.
    pub pains: Vec<&'a Pain>,
    /// Entries that close the gap.
    pub closers: Vec<Closer>,
    /// A measure of the objective.
    pub kpi: Option<&'a Kpi>,
    /// The objective that the entry serves.
    pub objective: Option<&'a Objective>,
}

impl Trace<'_> {
    /// How many of pain, entry, wave, measure and objective are missing.
    pub fn missing(&self) -> usize {
        let is_planned = self.closers.first().is_some_and(|main| main.wave.is_some());
        let links = [
            !self.pains.is_empty(),
            !self.closers.is_empty(),
            is_planned,
            self.kpi.is_some(),
            self.objective.is_some(),
        ];
        links.into_iter().filter(|is_there| !is_there).count()
    }
}

/// The trace of an area. The objective is one that names an entry of the trace; a measured one goes before
/// one without a measure, and one of a stronger entry before one of a weaker.
pub fn trace<'a>(document: &'a Document, figures: &Figures, area: Area) -> Trace<'a> {
    let closers = closers(document, figures, area);
    let serving: Vec<&Objective> = closers
        .iter()
        .flat_map(|closer| {
            let objectives = document.foundation.objectives.iter();
            objectives.filter(|objective| objective.entries.contains(&closer.entry))
        })
        .collect();
    let measure = |objective: &Objective| {
        document.governance.kpis.iter().find(|kpi| kpi.objective == Some(objective.id))
    };
    let measured =
        serving.iter().copied().find_map(|objective| measure(objective).map(|kpi| (objective, kpi)));
    Trace {
        pains: document.initiation.pains.iter().filter(|pain| pain.area == Some(area)).collect(),
        closers,
        kpi: measured.map(|(_, kpi)| kpi),
        objective: measured.map(|(objective, _)| objective).or_else(|| serving.first().copied()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::ids::{ObjectiveId, RowId};
    use crate::domain::model::planning::Choice;
    use crate::domain::model::scalar::Level;
    use crate::domain::model::wave::{Wave, WaveItem};

    /// Sponsorship stands at 1 of 2, with a chosen charter and a chosen briefing for it.
    fn plan() -> Document {
        let mut document = Document::default();
        document.initiation.areas.entry(Area::Sponsorship).or_default().level_override =
            Some(Level::new(1.0).unwrap());
        for id in ["governance-framework", "sponsor-briefing", "pmo-charter"] {
            let choice = Choice { state: SelectionState::Chosen, ..Choice::default() };
            document.planning.choices.insert(EntryId::from(id), choice);
        }
        let item = WaveItem { entry: EntryId::from("sponsor-briefing"), ..WaveItem::default() };
        document.waves = vec![Wave { items: vec![item], ..Wave::default() }];
        document
    }

    fn names(closers: &[Closer]) -> Vec<&str> {
        closers.iter().map(|closer| closer.entry.as_str()).collect()
    }

    #[test]
    fn strong_and_early_entries_come_first() {
        let document = plan();
        let figures = Figures::of(&document);
        let closers = closers(&document, &figures, Area::Sponsorship);
        assert_eq!(names(&closers), ["sponsor-briefing", "pmo-charter", "governance-framework"]);
        assert!(closers.first().unwrap().is_main_lever());
    }

    #[test]
    fn the_largest_gap_leads() {
        let document = plan();
        let gaps = gaps(&document, &Figures::of(&document));
        assert_eq!(gaps.len(), 14);
        assert_eq!(gaps.first().unwrap().area.area, Area::Sponsorship);
    }

    #[test]
    fn entries_are_proposed_for_the_areas_they_move() {
        let document = plan();
        let figures = Figures::of(&document);
        let best = proposed(&figures, 2);
        assert_eq!(best.len(), 2);
        for entry in &best {
            assert_eq!(reasons(&figures, entry), [(Area::Sponsorship, 1.0)]);
        }
        assert_eq!(reasons(&figures, &EntryId::from("time-recording")), []);
    }

    #[test]
    fn levers_of_the_step_of_now_are_offered_first() {
        let mut document = plan();
        document.planning.choices.clear();
        let offered = offers(&Figures::of(&document), Area::Sponsorship, 9);
        let ids: Vec<&str> = offered.iter().map(|offer| offer.entry.as_str()).collect();
        assert_eq!(ids.first(), Some(&"pmo-charter"), "{offered:?}");
        assert!(ids.contains(&"sponsor-briefing") && ids.contains(&"governance-framework"));
        assert!(offered.first().unwrap().fits_now);
        let decided = Choice { state: SelectionState::Rejected, ..Choice::default() };
        document.planning.choices.insert(EntryId::from("pmo-charter"), decided);
        let offered = offers(&Figures::of(&document), Area::Sponsorship, 1);
        assert_eq!(offered.first().unwrap().entry.as_str(), "sponsor-briefing");
        assert_eq!(offers(&Figures::of(&Document::default()), Area::Sponsorship, 9), []);
    }

    #[test]
    fn a_trace_names_what_is_missing() {
        let mut document = plan();
        assert_eq!(trace(&document, &Figures::of(&document), Area::Sponsorship).missing(), 3);
        document.initiation.pains = vec![Pain { area: Some(Area::Sponsorship), ..Pain::default() }];
        let entries = vec![EntryId::from("pmo-charter")];
        document.foundation.objectives =
            vec![Objective { id: ObjectiveId(1), entries, ..Objective::default() }];
        assert_eq!(trace(&document, &Figures::of(&document), Area::Sponsorship).missing(), 1);
        let objective = Some(ObjectiveId(1));
        document.governance.kpis = vec![Kpi { id: RowId(1), objective, ..Kpi::default() }];
        assert_eq!(trace(&document, &Figures::of(&document), Area::Sponsorship).missing(), 0);
    }
}
