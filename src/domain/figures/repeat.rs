//! Two assessments side by side: what moved since the one of before (PMO fact base 4.1).

use crate::domain::model::document::Document;
use crate::domain::model::initiation::{Area, EarlierAssessment};

use super::area::{Assessment, areas, areas_of};
use super::number::round_half_up;

/// One area in two assessments.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaChange {
    /// The area.
    pub area: Area,
    /// Level then.
    pub before: Option<f64>,
    /// Level now.
    pub now: Option<f64>,
    /// Now minus then, rounded to 0.1; none while one of them is missing.
    pub change: Option<f64>,
    /// Level that was wanted then.
    pub target_then: Option<f64>,
    /// Whether that is reached now; none while one of them is missing.
    pub is_reached: Option<bool>,
    /// Spread then; none where fewer than two people answered.
    pub spread_before: Option<f64>,
    /// Spread now.
    pub spread_now: Option<f64>,
}

/// The 14 areas in an assessment of before and now.
pub fn changes(document: &Document, earlier: &EarlierAssessment) -> Vec<AreaChange> {
    let before = areas_of(&Assessment::of_before(earlier), document);
    let pairs = before.into_iter().zip(areas(document));
    pairs
        .map(|(then, now)| AreaChange {
            area: now.area,
            before: then.level,
            now: now.level,
            change: then.level.zip(now.level).map(|(then, now)| round_half_up(now - then, 1)),
            target_then: then.target,
            is_reached: then
                .target
                .zip(now.level)
                .map(|(target, now)| now >= target - super::number::TOLERANCE),
            spread_before: then.spread,
            spread_now: now.spread,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::initiation::{Answer, AreaAssessment};
    use crate::domain::model::scalar::{Level, Scale5};

    #[test]
    fn then_and_now_are_compared_with_the_target_of_then() {
        let answer = |score| Answer {
            area: Area::Risk,
            question: 1,
            score: Scale5::new(score).ok(),
            ..Answer::default()
        };
        let mut document = Document::default();
        document.initiation.answers.push(answer(3));
        let mut earlier = EarlierAssessment { answers: vec![answer(1)], ..EarlierAssessment::default() };
        let wanted = AreaAssessment { target: Level::new(3.0).ok(), ..AreaAssessment::default() };
        earlier.areas.insert(Area::Risk, wanted);
        let found = changes(&document, &earlier);
        let risk = &found[6];
        assert_eq!((risk.before, risk.now, risk.change), (Some(1.0), Some(3.0), Some(2.0)));
        assert_eq!((risk.target_then, risk.is_reached), (Some(3.0), Some(true)));
        assert_eq!((found[0].change, found[0].is_reached), (None, None));
        assert_eq!((risk.spread_before, found[0].spread_now), (None, None));
    }
}
