//! What entries and plans are worth: value a month times the months in use (planner contract 2, "Value").

use crate::domain::figures::Figures;
use crate::domain::model::document::Document;
use crate::domain::model::ids::EntryId;

/// Months from the start of a wave, counted from 1, to the end of the last one; the wave itself counts. 0 for 0.
pub fn months_in_use(document: &Document, wave: usize) -> f64 {
    let skipped = wave.checked_sub(1).unwrap_or(document.waves.len());
    document.waves.iter().skip(skipped).map(|wave| wave.length_months.value()).sum()
}

/// What an entry is worth when it starts in a wave counted from 1; 0 beside the waves.
pub fn value_from(document: &Document, figures: &Figures, entry: &EntryId, wave: usize) -> f64 {
    let weights = &document.plan.settings.score_weights;
    let a_month = figures.score(entry).map_or(0.0, |score| score.value_a_month(weights));
    a_month * months_in_use(document, wave)
}

/// What the plan is worth as it stands by a day, in months from its start: the sum over its waves.
pub fn plan_value(document: &Document, figures: &Figures, end: f64) -> f64 {
    let weights = &document.plan.settings.score_weights;
    let a_month = |entry| figures.score(entry).map_or(0.0, |score| score.value_a_month(weights));
    let mut start = 0.0;
    let mut value = 0.0;
    for wave in &document.waves {
        let of_wave: f64 = wave.items.iter().map(|item| a_month(&item.entry)).sum();
        value += of_wave * (end - start).max(0.0);
        start += wave.length_months.value();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::Example;
    use crate::domain::model::scalar::WaveMonths;

    #[test]
    fn the_value_of_a_plan_is_that_of_the_planner() {
        // Golden value of the planner's contract, in thousandths, each entry rounded.
        let document = Example::Norvik.document().unwrap();
        let value = plan_value(&document, &Figures::of(&document), months_in_use(&document, 1));
        assert!((value - 614.313).abs() < 0.05, "{value}");
    }

    #[test]
    fn a_longer_wave_earns_nothing_by_the_same_day() {
        let mut document = Example::Norvik.document().unwrap();
        let end = months_in_use(&document, 1);
        let value = |document: &Document| plan_value(document, &Figures::of(document), end);
        let before = value(&document);
        document.waves[1].length_months = WaveMonths::new(4.0).unwrap();
        assert!(value(&document) < before, "what follows starts later");
    }

    #[test]
    fn an_entry_is_worth_more_the_earlier_it_starts() {
        let document = Example::Norvik.document().unwrap();
        let figures = Figures::of(&document);
        let entry = EntryId::from("demand-intake");
        let values = [1, 2, 3, 4, 0].map(|wave| value_from(&document, &figures, &entry, wave));
        assert!(values.windows(2).all(|pair| pair[0] > pair[1]), "{values:?}");
        assert_eq!(values[4], 0.0);
    }
}
