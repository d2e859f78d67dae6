//! What other changes of the company take from each group in each wave (PMO fact base 5.4 no 4).
//!
//! A change with dates spreads its points evenly over its days, so that they stay where they belong when waves move.
//! Points without a name are entered wave by wave.

use crate::domain::model::document::Document;
use crate::domain::model::group::PerGroup;
use crate::domain::model::organisation::OtherChange;
use crate::domain::model::scalar::Date;

use super::timeline::WaveSpan;

/// X(w,g): points of every wave, those without a name and those of named changes.
pub fn points(document: &Document, spans: &[WaveSpan]) -> Vec<PerGroup<f64>> {
    let changes = &document.organisation.other_changes;
    let waves = document.waves.iter().zip(spans).map(|(wave, span)| {
        let shares: Vec<(&OtherChange, f64)> =
            changes.iter().map(|change| (change, share_in(change, span))).collect();
        wave.external_load.map(|group, unnamed| {
            shares
                .iter()
                .fold(unnamed.get(), |sum, (change, share)| sum + change.points.get(group).get() * share)
        })
    });
    waves.collect()
}

/// First and last day of a change, in this order; none where it has no date.
pub fn days(change: &OtherChange) -> Option<(Date, Date)> {
    let (from, to) = (change.from.or(change.to)?, change.to.or(change.from)?);
    Some((from.min(to), from.max(to)))
}

/// Share of a change's days that lie in a wave, from 0 to 1.
pub fn share_in(change: &OtherChange, span: &WaveSpan) -> f64 {
    let Some((from, to)) = days(change) else { return 0.0 };
    let count = |from: Date, to: Date| f64::from((to.civil() - from.civil()).get_days() + 1);
    let (first, last) = (from.max(span.start), to.min(span.end));
    if first > last { 0.0 } else { count(first, last) / count(from, to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figures::Figures;
    use crate::domain::model::group::Group;
    use crate::domain::model::scalar::Amount;
    use crate::domain::model::wave::Wave;

    /// Two waves of three months from January 2027, with points of executives by each change.
    #[track_caller]
    fn check(changes: &[(&str, &str, f64)], expected: [f64; 2]) {
        let mut document = Document { waves: vec![Wave::default(), Wave::default()], ..Document::default() };
        document.plan.start_date = Date::parse("2027-01-01").unwrap();
        document.waves[1].external_load.E = Amount::new(1.0).unwrap();
        let change = |(from, to, points): &(&str, &str, f64)| OtherChange {
            from: Date::parse(from).ok(),
            to: Date::parse(to).ok(),
            points: PerGroup { E: Amount::new(*points).unwrap(), ..PerGroup::default() },
            ..OtherChange::default()
        };
        document.organisation.other_changes = changes.iter().map(change).collect();
        let figures = Figures::of(&document);
        for (index, points) in expected.into_iter().enumerate() {
            assert!((figures.outside[index].E - points).abs() < 1e-9, "{:?}", figures.outside);
            assert!((figures.loads[index].get(Group::E).capacity - (12.0 - points)).abs() < 1e-9);
        }
    }

    #[test]
    fn points_fall_where_the_days_of_a_change_lie() {
        check(&[], [0.0, 1.0]);
        check(&[("2027-05-15", "", 3.0), ("", "2027-03-31", 2.0)], [2.0, 4.0]);
        check(&[("2027-03-22", "2027-04-10", 4.0)], [2.0, 3.0]);
        check(&[("2027-04-10", "2027-03-22", 4.0)], [2.0, 3.0]);
        check(&[("2027-06-21", "2027-07-10", 4.0), ("2028-01-01", "", 9.0), ("", "", 9.0)], [0.0, 3.0]);
    }
}
