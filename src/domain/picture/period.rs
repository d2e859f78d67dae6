//! How time is cut in a picture, and what a load means there.
//!
//! The limits of a plan hold for its waves (PMO fact base 5.4 no 8, 6.4). Months are information: points of a launch fall half
//! into its month (5.4 no 11), and launches bunch at the end of a wave, so a month may be far over its share while its wave
//! holds. A month therefore knows a peak, and never "Stop", the word for a load that is not allowed without a written reason.

use crate::domain::figures::colour::LoadColour;
use crate::domain::wording::t;

use super::load_heat::level_name;

/// How time is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// One column for each wave.
    #[default]
    Waves,
    /// One column for each calendar month.
    Months,
}

impl Period {
    /// The level of a utilisation in one wave or month.
    pub fn level(self, utilisation: f64) -> LoadColour {
        let level = LoadColour::of(utilisation);
        match self {
            Self::Waves => level,
            Self::Months => level.min(LoadColour::Red),
        }
    }

    /// The levels of a load that there are, the lowest first.
    pub fn levels(self) -> &'static [LoadColour] {
        use LoadColour::{Amber, DarkRed, Green, Red};
        match self {
            Self::Waves => &[Green, Amber, Red, DarkRed],
            Self::Months => &[Green, Amber, Red],
        }
    }

    /// Word of a level: "Room", "Tight", "Over", "Stop"; "Peak" for a month that is over its share.
    pub fn level_name(self, level: LoadColour) -> &'static str {
        if self.is_peak(level) { t("picture.level.peak") } else { level_name(level) }
    }

    /// Where a level begins: "Over: over 1.00".
    pub fn limit_name(self, level: LoadColour) -> &'static str {
        if self.is_peak(level) {
            t("picture.limit.peak")
        } else {
            t(&format!("picture.limit.{}", level.word()))
        }
    }

    fn is_peak(self, level: LoadColour) -> bool {
        self == Self::Months && level >= LoadColour::Red
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_peaks_where_a_wave_would_stop() {
        let names = |period: Period| [0.5, 0.9, 1.1, 1.3].map(|load| period.level_name(period.level(load)));
        assert_eq!(names(Period::Waves), ["Room", "Tight", "Over", "Stop"]);
        assert_eq!(names(Period::Months), ["Room", "Tight", "Peak", "Peak"]);
        for period in [Period::Waves, Period::Months] {
            let legend = period.levels().iter().map(|level| period.limit_name(*level));
            let begins = |(limit, level): (&str, &LoadColour)| limit.starts_with(period.level_name(*level));
            assert!(legend.zip(period.levels()).all(begins));
        }
    }
}
