//! What keeps the planner from searching at all: better said at once than as limits that cannot hold together.

use crate::domain::figures::Figures;
use crate::domain::figures::number::TOLERANCE;
use crate::domain::model::document::Document;

use super::compile::Compiled;
use super::compile::rest::is_people;
use super::contradiction::{Contradiction, contradictions};

/// Why a search makes no sense yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// There is nothing to plan.
    NothingChosen,
    /// There is no wave that is open, and something waits for one.
    NoOpenWave,
    /// Wishes that no plan can keep.
    Contradictions(Vec<Contradiction>),
    /// The office has no days in any wave that is open, and something asks for some.
    NobodyWorks,
}

/// What stands in the way of a search; none where one makes sense.
pub fn hindrance(document: &Document, figures: &Figures, compiled: &Compiled) -> Option<Hindrance> {
    if compiled.items.is_empty() {
        return Some(Hindrance::NothingChosen);
    }
    // What was launched is pinned where it was; in finished waves nothing else is.
    let mut items = compiled.problem.items.iter();
    if compiled.open_from > compiled.real_waves && items.any(|item| item.pin.is_none()) {
        return Some(Hindrance::NoOpenWave);
    }
    let contradictions = contradictions(document, compiled);
    if !contradictions.is_empty() {
        return Some(Hindrance::Contradictions(contradictions));
    }
    let mut open = figures.office.iter().skip(compiled.open_from.saturating_sub(1)).peekable();
    let has_open_waves = open.peek().is_some();
    let nobody_works = has_open_waves && open.all(|office| office.capacity <= TOLERANCE);
    let is_work = |role: usize| {
        let name = compiled.problem.roles.get(role).map_or("", String::as_str);
        is_people(name)
    };
    let asks = |efforts: &[u64]| (0..).zip(efforts).any(|(role, effort)| *effort > 0 && is_work(role));
    let needs_work = || compiled.problem.items.iter().any(|item| asks(&item.build) || asks(&item.run));
    (nobody_works && needs_work()).then_some(Hindrance::NobodyWorks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scalar::Amount;
    use crate::domain::proposal::compile::compile;

    fn check(change: fn(&mut Document), expected: Option<Hindrance>) {
        let mut document = Example::Norvik.document().unwrap();
        change(&mut document);
        let figures = Figures::of(&document);
        assert_eq!(hindrance(&document, &figures, &compile(&document, &figures)), expected);
    }

    fn send_everybody_home(document: &mut Document) {
        document.foundation.staff_plan.clear();
        document.waves.iter_mut().for_each(|wave| wave.consultant_days = Amount::ZERO);
    }

    #[test]
    fn an_office_without_people_is_told_before_any_search() {
        check(|_| {}, None);
        check(send_everybody_home, Some(Hindrance::NobodyWorks));
    }

    #[test]
    fn people_who_work_in_finished_waves_alone_help_nothing() {
        check(
            |document| {
                document.waves[0].finished = true;
                document.foundation.staff_plan.iter_mut().for_each(|row| row.to_wave = Some(1));
                document.waves.iter_mut().for_each(|wave| wave.consultant_days = Amount::ZERO);
            },
            Some(Hindrance::NobodyWorks),
        );
    }

    #[test]
    fn where_every_wave_is_over_an_entry_that_waits_needs_another_one() {
        check(|document| document.waves.clear(), Some(Hindrance::NoOpenWave));
        check(|document| document.waves.iter_mut().for_each(|wave| wave.finished = true), None);
        check(
            |document| {
                document.waves.iter_mut().for_each(|wave| wave.finished = true);
                document.waves[3].items.pop();
            },
            Some(Hindrance::NoOpenWave),
        );
    }

    #[test]
    fn a_plan_without_entries_comes_first() {
        check(
            |document| {
                send_everybody_home(document);
                document.waves.iter_mut().for_each(|wave| wave.items.clear());
                document.planning.choices.clear();
            },
            Some(Hindrance::NothingChosen),
        );
    }
}
