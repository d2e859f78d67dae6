//! Readiness and leadership of each group before each wave (PMO fact base 5.3, 2.6).

use crate::domain::catalogue::readiness::{Dimension, readiness};
use crate::domain::model::document::Document;
use crate::domain::model::foundation::CultureMix;
use crate::domain::model::group::{Group, PerGroup};
use crate::domain::model::ids::WaveId;
use crate::domain::order;

use super::number::{falls_short, mean, round_half_up};

/// Readiness that counts where nothing was ever measured.
pub const NEUTRAL_READINESS: f64 = 3.0;

/// Number of the leadership dimension.
const LEADERSHIP: u8 = 3;

/// Leadership below this keeps entries of impact 4 and 5 away from a group.
const LEAST_LEADERSHIP: f64 = 2.0;

/// Fewer people than this make a result of low confidence, unless the group is smaller.
const ENOUGH_PEOPLE: u32 = 5;

/// What the questionnaire says about one group before one wave.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredReadiness {
    /// R(g), rounded to 0.1.
    pub overall: f64,
    /// The eight dimensions in order, rounded to 0.1; none where nobody answered.
    pub dimensions: Vec<Option<f64>>,
    /// How many people answered.
    pub people: usize,
    /// Too few people answered.
    pub low_confidence: bool,
}

/// Readiness and leadership that count for one wave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaveReadiness {
    /// R(g), 1.0 to 5.0.
    pub readiness: PerGroup<f64>,
    /// Leadership dimension; none was ever given: no knock-out.
    pub leadership: PerGroup<Option<f64>>,
}

/// The questionnaire's result for one group and wave; none without an answer.
pub fn measured(document: &Document, wave: WaveId, group: Group) -> Option<MeasuredReadiness> {
    let initiation = &document.initiation;
    let members: Vec<_> = initiation
        .participants
        .iter()
        .filter(|person| person.group == group)
        .map(|person| person.id)
        .collect();
    let answers: Vec<(u8, f64, _)> = initiation
        .readiness_answers
        .iter()
        .filter(|answer| answer.wave == wave && members.contains(&answer.participant))
        .filter_map(|answer| {
            let statement =
                readiness().statements().find(|statement| statement.number == answer.statement)?;
            let score = answer.score?.value();
            Some((answer.statement, if statement.reversed { 6.0 - score } else { score }, answer.participant))
        })
        .collect();
    let overall = round_half_up(mean(answers.iter().map(|(_, score, _)| *score))?, 1);
    let dimension = |dimension: &Dimension| {
        let numbers: Vec<u8> = dimension.statements.iter().map(|statement| statement.number).collect();
        let scores = answers.iter().filter(|(statement, _, _)| numbers.contains(statement));
        mean(scores.map(|(_, score, _)| *score)).map(|value| round_half_up(value, 1))
    };
    let mut people: Vec<_> = answers.iter().map(|(_, _, participant)| *participant).collect();
    order::natural(&mut people);
    people.dedup();
    let head_count = document.foundation.stakeholders.get(group).head_count.get();
    let enough = if head_count == 0 { ENOUGH_PEOPLE } else { head_count.min(ENOUGH_PEOPLE) };
    Some(MeasuredReadiness {
        overall,
        dimensions: readiness().dimensions.iter().map(dimension).collect(),
        people: people.len(),
        low_confidence: (people.len() as u64) < u64::from(enough),
    })
}

/// Readiness and leadership of every wave: as entered, else as measured, else as in the wave before.
pub fn by_wave(document: &Document) -> Vec<WaveReadiness> {
    let mut last = WaveReadiness {
        readiness: PerGroup::from_fn(|_| NEUTRAL_READINESS),
        leadership: PerGroup::default(),
    };
    let mut waves = Vec::with_capacity(document.waves.len());
    for wave in &document.waves {
        for group in Group::ALL {
            let measured = measured(document, wave.id, group);
            let entered = wave.readiness.get(group).map(|level| level.value());
            if let Some(value) = entered.or(measured.as_ref().map(|measured| measured.overall)) {
                *last.readiness.get_mut(group) = value;
            }
            let leadership = || {
                let index = usize::from(LEADERSHIP) - 1;
                measured.as_ref().and_then(|measured| measured.dimensions.get(index).copied().flatten())
            };
            if let Some(value) = wave.leadership.get(group).map(|level| level.value()).or_else(leadership) {
                *last.leadership.get_mut(group) = Some(value);
            }
        }
        waves.push(last.clone());
    }
    waves
}

/// Whether a group's leadership is too weak for entries of impact 4 and 5, pilots aside.
pub fn holds_heavy_entries(leadership: f64) -> bool {
    falls_short(leadership, LEAST_LEADERSHIP)
}

/// Where a readiness value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nothing was ever given: the neutral value.
    #[default]
    Neutral,
    /// As in the wave before.
    Repeated,
    /// From the questionnaire.
    Measured {
        /// How many people answered.
        people: usize,
        /// Too few people answered.
        low_confidence: bool,
    },
    /// Entered with the wave; it counts before any answer.
    Entered,
}

/// Where the readiness of each group in each wave comes from, in the order of [`by_wave`].
pub fn origins(document: &Document) -> Vec<PerGroup<Origin>> {
    let mut is_known = PerGroup::<bool>::default();
    let mut waves = Vec::with_capacity(document.waves.len());
    for wave in &document.waves {
        let row = PerGroup::from_fn(|group| {
            if wave.readiness.get(group).is_some() {
                return Origin::Entered;
            }
            match measured(document, wave.id, group) {
                Some(MeasuredReadiness { people, low_confidence, .. }) => {
                    Origin::Measured { people, low_confidence }
                }
                None if *is_known.get(group) => Origin::Repeated,
                None => Origin::Neutral,
            }
        });
        is_known = row.map(|_, origin| *origin != Origin::Neutral);
        waves.push(row);
    }
    waves
}

/// The culture type with the largest share; none where two share the lead or nothing was entered.
pub fn leading_culture(mix: &CultureMix) -> Option<&'static str> {
    let mut shares = [
        (mix.clan.get(), "clan"),
        (mix.adhocracy.get(), "adhocracy"),
        (mix.market.get(), "market"),
        (mix.hierarchy.get(), "hierarchy"),
    ];
    order::by_key(&mut shares, |(share, _)| std::cmp::Reverse(*share));
    let [(first, name), (second, _), ..] = shares;
    (first > second).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::ids::ParticipantId;
    use crate::domain::model::initiation::{Participant, ReadinessAnswer};
    use crate::domain::model::scalar::{Level, Scale5};
    use crate::domain::model::wave::Wave;

    #[test]
    fn reversed_statements_are_turned_and_later_waves_repeat() {
        let mut document = Document::default();
        document.waves =
            vec![Wave { id: WaveId(1), ..Wave::default() }, Wave { id: WaveId(2), ..Wave::default() }];
        document.initiation.participants.push(Participant {
            id: ParticipantId(7),
            group: Group::F,
            ..Participant::default()
        });
        for (statement, score) in [(1, 5), (3, 1), (7, 1)] {
            document.initiation.readiness_answers.push(ReadinessAnswer {
                participant: ParticipantId(7),
                wave: WaveId(1),
                statement,
                score: Some(Scale5::new(score).unwrap()),
            });
        }
        let measured = measured(&document, WaveId(1), Group::F).unwrap();
        assert_eq!(
            (measured.overall, measured.dimensions[0], measured.dimensions[2]),
            (3.7, Some(5.0), Some(1.0))
        );
        assert!(measured.low_confidence);
        let waves = by_wave(&document);
        assert_eq!(waves[1].readiness.F, 3.7);
        assert_eq!(waves[1].leadership.F, Some(1.0));
        assert_eq!(waves[1].readiness.E, NEUTRAL_READINESS);
        document.waves[1].readiness.F = Some(Level::new(2.2).unwrap());
        assert_eq!(by_wave(&document)[1].readiness.F, 2.2);
    }

    #[test]
    fn the_origin_of_a_value_is_known() {
        let mut document = Document::default();
        let wave = |id| Wave { id: WaveId(id), ..Wave::default() };
        document.waves = vec![wave(1), wave(2), wave(3)];
        document.waves[1].readiness.E = Some(Level::new(2.2).unwrap());
        let origins = origins(&document);
        assert_eq!(
            [&origins[0].E, &origins[1].E, &origins[2].E, &origins[2].F],
            [&Origin::Neutral, &Origin::Entered, &Origin::Repeated, &Origin::Neutral]
        );
    }

    #[test]
    fn the_leading_culture_stands_alone() {
        let percent = |value| crate::domain::model::scalar::Percent::new(value).unwrap();
        let mut mix = CultureMix::default();
        assert_eq!(leading_culture(&mix), None);
        mix.market = percent(40);
        mix.clan = percent(40);
        assert_eq!(leading_culture(&mix), None);
        mix.clan = percent(20);
        assert_eq!(leading_culture(&mix), Some("market"));
    }
}
