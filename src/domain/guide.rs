//! The guided path: how far each of the six parts is, and what to do next.

use super::figures::Figures;
use super::figures::area::GapBand;
use super::figures::colour::LoadColour;
use super::figures::load::LoadCell;
use super::health::{self, Finding};
use super::model::document::Document;
use super::model::ids::EntryId;
use super::model::initiation::Area;
use super::model::planning::SelectionState;
use super::model::wave::Wave;
use super::vault::index::PartState;
use super::wording::t;

/// The next best thing to do, most basic first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// The organisation has no name.
    NameOrganisation,
    /// Nobody is named as sponsor.
    NameSponsor,
    /// There is no mission.
    WriteMission,
    /// This area has no level yet.
    AssessArea(Area),
    /// The level of this area was set by hand, and nobody says why.
    ExplainLevel(Area),
    /// Nothing is chosen.
    ChooseEntries,
    /// A large gap has no main lever.
    CloseGap(Area),
    /// There is no wave.
    AddWaves,
    /// Chosen entries stand in no wave.
    ProposeWaves,
    /// A wave, by its number, overloads somebody.
    EaseWave(usize),
    /// A wave, by its number, has no goal.
    SetGoal(usize),
    /// Read what results.
    ReadReport,
}

impl NextStep {
    /// The field that it asks to fill, as a path of the plan; none where it asks for more than one.
    pub fn field(&self, document: &Document) -> Option<String> {
        match self {
            Self::NameOrganisation => Some("organisation.name".to_owned()),
            Self::NameSponsor => Some("foundation.sponsor.person".to_owned()),
            Self::WriteMission => Some("foundation.mission".to_owned()),
            Self::ExplainLevel(area) => Some(format!("initiation.areas.{}.override_reason", area.code())),
            Self::SetGoal(number) => {
                let wave = document.waves.get(number.checked_sub(1)?)?;
                Some(format!("waves[{}].goal", wave.id))
            }
            _ => None,
        }
    }
}

/// Chosen entries that stand in no wave.
pub fn unplaced(document: &Document) -> impl Iterator<Item = &EntryId> {
    let choices = document.planning.choices.iter();
    choices
        .filter(|(entry, choice)| choice.state == SelectionState::Chosen && document.wave_of(entry).is_none())
        .map(|(entry, _)| entry)
}

/// The first area whose level was set by hand without a reason.
fn unexplained(document: &Document) -> Option<Area> {
    let areas = &document.initiation.areas;
    areas.iter().find(|(_, decided)| decided.is_unexplained()).map(|(area, _)| *area)
}

/// Whether a chosen entry is a main lever (lift 1) of an area.
pub fn has_main_lever(figures: &Figures, area: Area) -> bool {
    let in_use = |state| matches!(state, SelectionState::Chosen | SelectionState::Exists);
    figures.entries.iter().any(|entry| in_use(entry.state) && entry.lift(area) >= 1.0)
}

fn open_gap(figures: &Figures) -> Option<Area> {
    let gaps = figures.areas.iter().filter(|area| area.band() >= GapBand::Act);
    gaps.map(|area| area.area).find(|area| !has_main_lever(figures, *area))
}

fn overloaded_wave(figures: &Figures) -> Option<usize> {
    let is_over = |colour: LoadColour| colour >= LoadColour::Red;
    let group_over = |index: usize| {
        figures
            .loads
            .get(index)
            .is_some_and(|wave| wave.iter().any(|(_, cell): (_, &LoadCell)| is_over(cell.colour())))
    };
    figures
        .office
        .iter()
        .enumerate()
        .position(|(index, office)| is_over(office.colour()) || group_over(index))
        .map(|index| index + 1)
}

/// What to do next.
pub fn next_step(document: &Document, figures: &Figures) -> NextStep {
    if document.organisation.name.is_empty() {
        return NextStep::NameOrganisation;
    }
    if document.foundation.sponsor.person.is_none() {
        return NextStep::NameSponsor;
    }
    if document.foundation.mission.is_empty() {
        return NextStep::WriteMission;
    }
    if let Some(area) = figures.areas.iter().find(|area| area.level.is_none()) {
        return NextStep::AssessArea(area.area);
    }
    if let Some(area) = unexplained(document) {
        return NextStep::ExplainLevel(area);
    }
    if !document.planning.choices.values().any(|choice| choice.state == SelectionState::Chosen) {
        return NextStep::ChooseEntries;
    }
    if let Some(area) = open_gap(figures) {
        return NextStep::CloseGap(area);
    }
    if document.waves.is_empty() {
        return NextStep::AddWaves;
    }
    if unplaced(document).next().is_some() {
        return NextStep::ProposeWaves;
    }
    if let Some(wave) = overloaded_wave(figures) {
        return NextStep::EaseWave(wave);
    }
    match document.waves.iter().position(|wave| wave.goal.is_empty()) {
        Some(index) => NextStep::SetGoal(index + 1),
        None => NextStep::ReadReport,
    }
}

/// Whether anything was entered beyond what a new plan starts with: before that there is nothing to find fault with.
pub fn is_begun(document: &Document, figures: &Figures) -> bool {
    progress(document, figures).iter().any(|part| *part != PartState::Empty)
}

/// What the health check finds in a plan that has begun. Whoever shows findings asks here.
pub fn findings(document: &Document, figures: &Figures) -> Vec<Finding> {
    if is_begun(document, figures) { health::check(document, figures) } else { Vec::new() }
}

/// Levels of areas still stand as the guided start assumed them.
fn has_assumed_levels(document: &Document) -> bool {
    let reason = t("guided.level_reason");
    let mut areas = document.initiation.areas.values();
    areas.any(|area| area.level_override.is_some() && area.override_reason == reason)
}

/// How far each of the six parts is: Foundation, Initiation, Planning, Deployment, Products and Services, Guidance.
pub fn progress(document: &Document, figures: &Figures) -> [PartState; 6] {
    let chosen =
        document.planning.choices.values().filter(|choice| choice.state == SelectionState::Chosen).count();
    let placed = document.waves.iter().any(|wave| !wave.items.is_empty());
    let assessed = figures.areas.iter().filter(|area| area.level.is_some()).count();
    let is_assessed = assessed == Area::ALL.len() && unexplained(document).is_none();
    let (foundation, governance) = (&document.foundation, &document.governance);
    let of = |is_begun: bool, is_done: bool| match (is_begun, is_done) {
        (_, true) => PartState::Done,
        (true, false) => PartState::Started,
        (false, false) => PartState::Empty,
    };
    let defined = [
        !document.organisation.name.is_empty(),
        !foundation.mission.is_empty(),
        foundation.sponsor.person.is_some(),
        !foundation.objectives.is_empty(),
        !foundation.customers.is_empty(),
        !foundation.staff_plan.is_empty(),
    ];
    let records =
        [!governance.raci.is_empty(), !governance.communications.is_empty(), !governance.kpis.is_empty()];
    let deployment = if placed && overloaded_wave(figures).is_some() {
        PartState::NeedsReview
    } else {
        // A new plan has waves already; what was entered into them counts.
        let has_goal = |wave: &Wave| !wave.goal.is_empty();
        let is_done = placed && document.waves.iter().all(has_goal) && unplaced(document).next().is_none();
        of(placed || document.waves.iter().any(has_goal), is_done)
    };
    // What builds on assumed levels is looked at again once somebody has assessed them.
    let is_assumed = has_assumed_levels(document);
    let built = |state| if is_assumed && state == PartState::Done { PartState::NeedsReview } else { state };
    [
        of(defined.contains(&true), !defined.contains(&false)),
        built(of(assessed > 0, is_assessed)),
        built(of(chosen > 0, chosen > 0 && open_gap(figures).is_none())),
        built(deployment),
        of(!document.planning.choices.is_empty(), chosen > 0),
        of(records.contains(&true), !records.contains(&false)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::wave::WaveItem;

    fn steps(document: &Document) -> (NextStep, [PartState; 6]) {
        let figures = Figures::of(document);
        (next_step(document, &figures), progress(document, &figures))
    }

    #[test]
    fn an_empty_plan_begins_with_its_name() {
        assert_eq!(steps(&Document::default()), (NextStep::NameOrganisation, [PartState::Empty; 6]));
    }

    #[test]
    fn before_a_plan_begins_there_is_nothing_to_find_fault_with() {
        let found = |document: &Document| findings(document, &Figures::of(document));
        let mut document = Document::default();
        assert_eq!(found(&document), []);
        document.organisation.name = "Norvik".to_owned();
        assert_eq!(found(&document), health::check(&document, &Figures::of(&document)));
        assert!(!found(&document).is_empty());
    }

    #[test]
    fn a_plan_begins_with_the_first_entry_of_a_user() {
        let is_begun = |document: &Document| is_begun(document, &Figures::of(document));
        let mut document = Document::default();
        document.waves = vec![Wave::default(), Wave::default()];
        assert!(!is_begun(&document));
        assert_eq!(steps(&document).1, [PartState::Empty; 6]);
        let mut named = document.clone();
        named.organisation.name = "Norvik".to_owned();
        assert!(is_begun(&named));
        let mut aimed = document.clone();
        aimed.waves[0].goal = "One list of all projects".to_owned();
        assert_eq!(steps(&aimed).1[3], PartState::Started);
        assert!(is_begun(&aimed));
        document.waves[1].items.push(WaveItem { entry: EntryId::from("pmo-charter"), ..WaveItem::default() });
        assert!(is_begun(&document));
    }

    #[test]
    fn the_example_is_complete() {
        assert_eq!(steps(&Example::Norvik.document().unwrap()), (NextStep::ReadReport, [PartState::Done; 6]));
    }

    #[test]
    fn a_level_without_its_reason_is_not_complete() {
        let mut document = Example::Norvik.document().unwrap();
        let governance = document.initiation.areas.get_mut(&Area::Governance).unwrap();
        governance.override_reason = " ".to_owned();
        let (next, progress) = steps(&document);
        assert_eq!((&next, progress[1]), (&NextStep::ExplainLevel(Area::Governance), PartState::Started));
        let field = next.field(&document);
        assert_eq!(field.as_deref(), Some("initiation.areas.governance.override_reason"));
    }

    #[test]
    fn a_step_that_names_a_field_leads_to_it() {
        let document = Example::Norvik.document().unwrap();
        let check = |step: NextStep, path: Option<&str>| {
            assert_eq!(step.field(&document).as_deref(), path, "{step:?}");
        };
        check(NextStep::NameOrganisation, Some("organisation.name"));
        check(NextStep::NameSponsor, Some("foundation.sponsor.person"));
        check(NextStep::WriteMission, Some("foundation.mission"));
        check(NextStep::SetGoal(2), Some(&format!("waves[{}].goal", document.waves[1].id)));
        check(NextStep::SetGoal(9), None);
        check(NextStep::ChooseEntries, None);
    }

    #[test]
    fn an_overloaded_wave_asks_for_review() {
        let (next, progress) = steps(&Example::Naive.document().unwrap());
        assert_eq!((next, progress[3]), (NextStep::EaseWave(1), PartState::NeedsReview));
    }
}
