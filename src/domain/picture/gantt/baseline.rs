//! What a plan is measured against: the bars of a scenario that was kept, and how far each entry is from its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::figures::Figures;
use crate::domain::figures::schedule::{WorkBar, schedule};
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;
use crate::domain::model::scalar::Date;
use crate::domain::model::scenario::Scenario;
use crate::domain::order;
use crate::domain::whatif::scenario::shown_name;
use crate::domain::wording::{count, fill, phrase, t};

/// The bars of a kept scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// Name of the scenario.
    pub name: String,
    /// Its work by entry.
    bars: BTreeMap<EntryId, WorkBar>,
    /// Last day of its last wave.
    pub end: Option<Date>,
}

/// How an entry stands to the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Same wave, same launch.
    Same,
    /// In another wave: how many later; negative is earlier.
    Waves(i64),
    /// In the same wave, launched so many days later; negative is earlier.
    Days(i64),
    /// Not in the baseline.
    New,
    /// In the baseline alone.
    Gone,
}

impl Baseline {
    /// The waves of a scenario as they were kept, with the entries as the plan sees them today.
    pub fn of(document: &Document, kept: &Scenario) -> Self {
        let plan = Document { waves: kept.waves.clone(), ..document.clone() };
        let figures = Figures::of(&plan);
        let end = figures.spans.last().map(|span| span.end);
        let bars = schedule(&plan, &figures).into_iter().map(|bar| (bar.entry.clone(), bar)).collect();
        Self { name: shown_name(&kept.name), bars, end }
    }

    /// The bar of an entry.
    pub fn bar(&self, entry: &EntryId) -> Option<&WorkBar> {
        self.bars.get(entry)
    }

    /// Bars of entries that the plan no longer has, by wave and order of work.
    pub fn gone<'a>(&'a self, bars: &[WorkBar]) -> Vec<&'a WorkBar> {
        let planned: BTreeSet<&EntryId> = bars.iter().map(|bar| &bar.entry).collect();
        let mut gone: Vec<&WorkBar> =
            self.bars.values().filter(|bar| !planned.contains(&bar.entry)).collect();
        order::by_key(&mut gone, |bar| (bar.wave, bar.place));
        gone
    }
}

impl Change {
    /// From a bar of the baseline to a bar of the plan.
    pub fn between(was: Option<&WorkBar>, is: Option<&WorkBar>) -> Self {
        let (was, is) = match (was, is) {
            (Some(was), Some(is)) => (was, is),
            (None, Some(_)) => return Self::New,
            (_, None) => return Self::Gone,
        };
        let number = |wave: usize| i64::try_from(wave).unwrap_or(i64::MAX);
        let waves = number(is.wave) - number(was.wave);
        let days = i64::from((is.to.civil() - was.to.civil()).get_days());
        match (waves, days) {
            (0, 0) => Self::Same,
            (0, days) => Self::Days(days),
            (waves, _) => Self::Waves(waves),
        }
    }

    /// The change in words: "1 wave later".
    pub fn words(self) -> String {
        let moved = |unit: &str, by: i64| {
            let way = if by > 0 { "later" } else { "earlier" };
            count(
                &format!("picture.gantt.{unit}.{way}"),
                usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX),
            )
        };
        match self {
            Self::Same => t("picture.gantt.same").to_owned(),
            Self::Waves(by) => moved("waves", by),
            Self::Days(by) => moved("days", by),
            Self::New => t("picture.gantt.new").to_owned(),
            Self::Gone => t("picture.gantt.gone").to_owned(),
        }
    }

    fn is_later(self) -> bool {
        matches!(self, Self::Waves(by) | Self::Days(by) if by > 0)
    }

    fn is_earlier(self) -> bool {
        matches!(self, Self::Waves(by) | Self::Days(by) if by < 0)
    }
}

/// The heading: how much moved since the baseline.
pub fn title(name: &str, changes: &[Change]) -> String {
    let number = |is: &dyn Fn(&Change) -> bool| changes.iter().filter(|change| is(change)).count();
    let counts = [
        ("picture.gantt.count.later", number(&|change| change.is_later())),
        ("picture.gantt.count.earlier", number(&|change| change.is_earlier())),
        ("picture.gantt.count.new", number(&|change| *change == Change::New)),
        ("picture.gantt.count.gone", number(&|change| *change == Change::Gone)),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(key, number)| fill(key, &[("count", &number.to_string())]))
        .collect();
    if parts.is_empty() {
        fill("picture.gantt.nothing_moved", &[("name", name)])
    } else {
        fill("picture.gantt.moved", &[("name", name), ("changes", &phrase::list(&parts))])
    }
}
