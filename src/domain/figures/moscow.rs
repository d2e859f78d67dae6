//! The cut line of the choice: how much of the effort each class takes (PMO fact base 6.3, MoSCoW).

use crate::domain::model::document::Document;
use crate::domain::model::planning::{Moscow, SelectionState};

use super::Figures;
use super::number::exceeds;

/// Musts take at most so much of the effort: what is left carries surprises.
pub const MOST_MUST: f64 = 0.6;

/// Chosen entries of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClassEffort {
    /// How many.
    pub entries: usize,
    /// Their build effort, person-days.
    pub build_days: f64,
}

/// The chosen entries by class; an entry without a class counts on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CutLine {
    /// Cannot be left out.
    pub must: ClassEffort,
    /// Should be in.
    pub should: ClassEffort,
    /// Could be in.
    pub could: ClassEffort,
    /// Not this time, although chosen.
    pub not_now: ClassEffort,
    /// Not classed yet.
    pub unclassed: ClassEffort,
}

impl CutLine {
    /// The build effort of all chosen entries, person-days.
    pub fn total(&self) -> f64 {
        let classes = [self.must, self.should, self.could, self.not_now, self.unclassed];
        classes.iter().map(|class| class.build_days).sum()
    }

    /// The share of a class in the effort, 0 to 1.
    pub fn share(&self, class: ClassEffort) -> f64 {
        let total = self.total();
        if total > 0.0 { class.build_days / total } else { 0.0 }
    }

    /// Whether the musts take more than 60 % of the effort.
    pub fn has_too_many_musts(&self) -> bool {
        exceeds(self.share(self.must), MOST_MUST)
    }
}

/// The cut line of the chosen entries.
pub fn cut_line(document: &Document, figures: &Figures) -> CutLine {
    let mut line = CutLine::default();
    for entry in figures.entries.iter().filter(|entry| entry.state == SelectionState::Chosen) {
        let class = match document.choice(&entry.id).and_then(|choice| choice.moscow) {
            Some(Moscow::Must) => &mut line.must,
            Some(Moscow::Should) => &mut line.should,
            Some(Moscow::Could) => &mut line.could,
            Some(Moscow::NotNow) => &mut line.not_now,
            None => &mut line.unclassed,
        };
        class.entries += 1;
        class.build_days += entry.build_days;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::ids::EntryId;
    use crate::domain::model::planning::Choice;
    use crate::domain::model::scalar::Amount;

    fn check(choices: &[(&str, Option<Moscow>, f64)], must: f64, too_many: bool) {
        let mut document = Document::default();
        for (id, moscow, days) in choices {
            let choice = Choice {
                state: SelectionState::Chosen,
                moscow: *moscow,
                build_days: Amount::new(*days).ok(),
                ..Choice::default()
            };
            document.planning.choices.insert(EntryId::from(*id), choice);
        }
        let line = cut_line(&document, &Figures::of(&document));
        assert!((line.share(line.must) - must).abs() < 1e-9, "{line:?}");
        assert_eq!(line.has_too_many_musts(), too_many, "{line:?}");
    }

    #[test]
    fn musts_take_at_most_six_tenths_of_the_effort() {
        check(&[], 0.0, false);
        let line = |must: f64, rest: f64| {
            [
                ("pmo-charter", Some(Moscow::Must), must),
                ("pm-training", Some(Moscow::Could), rest / 2.0),
                ("pm-coaching", None, rest / 2.0),
            ]
        };
        check(&line(6.0, 4.0), 0.6, false);
        check(&line(6.1, 3.9), 0.61, true);
    }
}
