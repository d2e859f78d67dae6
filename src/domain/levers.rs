//! The ten levers of a change that takes hold: each needs an entry or an action before the end of wave 2 (PMO fact base
//! 5.4, last paragraph). The check warns; it is no rule of the health check.

use super::catalogue::guidance::{LeverContent, guidance};
use super::model::document::Document;
use super::model::governance::Lever;
use super::model::ids::{EntryId, RowId};
use super::model::planning::SelectionState;

/// The last wave in which a lever is pulled in time.
pub const LAST_WAVE: usize = 2;

/// What pulls a lever in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// An entry in its wave, from 1; none where it is in use before the plan starts.
    Entry(EntryId, Option<usize>),
    /// An action of the plan.
    Action(RowId),
}

/// A lever, what pulls it and what could.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverCheck {
    /// The lever.
    pub lever: Lever,
    /// What pulls it in time; nothing where it is missing.
    pub covers: Vec<Cover>,
    /// Entries that would pull it and do not yet. None for levers that only an action pulls.
    pub would_cover: Vec<EntryId>,
}

impl LeverCheck {
    /// Whether nothing pulls it in time.
    pub fn is_missing(&self) -> bool {
        self.covers.is_empty()
    }
}

/// All ten levers.
pub fn levers(document: &Document) -> Vec<LeverCheck> {
    guidance().levers.iter().map(|content| check(document, content)).collect()
}

fn check(document: &Document, content: &LeverContent) -> LeverCheck {
    let lever = content.id;
    let mut covers = Vec::new();
    let mut would_cover = Vec::new();
    for id in content.entries.iter().cloned() {
        let exists = document.selection(&id) == SelectionState::Exists;
        match document.wave_of(&id).filter(|wave| *wave <= LAST_WAVE) {
            _ if exists => covers.push(Cover::Entry(id, None)),
            Some(wave) => covers.push(Cover::Entry(id, Some(wave))),
            None => would_cover.push(id),
        }
    }
    let actions = document.governance.lever_actions.iter().filter(|action| {
        let in_time = action.wave.is_some_and(|wave| (1..=LAST_WAVE).contains(&usize::from(wave)));
        action.lever == lever && in_time && !action.text.trim().is_empty()
    });
    covers.extend(actions.map(|action| Cover::Action(action.id)));
    LeverCheck { lever, covers, would_cover }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::governance::LeverAction;
    use crate::domain::model::planning::Choice;
    use crate::domain::model::wave::{Wave, WaveItem};

    fn plan() -> Document {
        let mut document = Document { waves: vec![Wave::default(); 3], ..Document::default() };
        for (entry, wave) in [("pmo-charter", 0), ("pm-training", 1), ("pm-coaching", 2)] {
            let item = WaveItem { entry: EntryId::from(entry), ..WaveItem::default() };
            document.waves[wave].items.push(item);
        }
        let exists = Choice { state: SelectionState::Exists, ..Choice::default() };
        document.planning.choices.insert(EntryId::from("ppm-tool"), exists);
        document
    }

    fn action(lever: Lever, text: &str, wave: Option<u16>) -> LeverAction {
        LeverAction { id: RowId(7), lever, text: text.to_owned(), wave }
    }

    fn missing(document: &Document) -> Vec<Lever> {
        levers(document).into_iter().filter(LeverCheck::is_missing).map(|check| check.lever).collect()
    }

    #[test]
    fn entries_of_the_first_two_waves_and_existing_ones_pull_levers() {
        let found = levers(&plan());
        let covers = |lever: Lever| found.iter().find(|check| check.lever == lever).unwrap().covers.clone();
        assert_eq!(covers(Lever::VisionStory), [Cover::Entry(EntryId::from("pmo-charter"), Some(1))]);
        assert_eq!(covers(Lever::Training), [Cover::Entry(EntryId::from("pm-training"), Some(2))]);
        assert_eq!(covers(Lever::ToolOrTemplate), [Cover::Entry(EntryId::from("ppm-tool"), None)]);
        assert_eq!(covers(Lever::Coaching), [], "wave 3 is too late");
    }

    #[test]
    fn what_would_pull_a_missing_lever_is_named() {
        let found = levers(&plan());
        let coaching = found.iter().find(|check| check.lever == Lever::Coaching).unwrap();
        assert_eq!(coaching.would_cover, [EntryId::from("pm-coaching"), EntryId::from("project-start-up")]);
        assert_eq!(missing(&Document::default()).len(), 10);
    }

    #[test]
    fn an_action_pulls_any_lever_if_it_says_something_in_time() {
        let mut document = plan();
        for (text, wave, pulls) in [
            ("Praise", Some(2), true),
            ("Praise", Some(3), false),
            ("Praise", None, false),
            (" ", Some(1), false),
        ] {
            document.governance.lever_actions = vec![action(Lever::RewardOrConsequence, text, wave)];
            assert_eq!(!missing(&document).contains(&Lever::RewardOrConsequence), pulls, "{text} {wave:?}");
        }
    }
}
