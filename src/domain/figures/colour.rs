//! The four load levels (PMO fact base 5.4 no 8), and a neutral one below them for no load at all.

use super::number::{exceeds, fixed, round_half_up};

/// How full something is: of a group's change capacity, or of the office's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LoadColour {
    /// Nothing at all: neither good nor bad.
    Grey,
    /// Over nothing, up to 0.80.
    Green,
    /// Over 0.80, up to 1.00.
    Amber,
    /// Over 1.00, up to 1.25.
    Red,
    /// Over 1.25.
    DarkRed,
}

impl LoadColour {
    /// The level of a utilisation.
    pub fn of(utilisation: f64) -> Self {
        if exceeds(utilisation, 1.25) {
            Self::DarkRed
        } else if exceeds(utilisation, 1.0) {
            Self::Red
        } else if exceeds(utilisation, 0.8) {
            Self::Amber
        } else if exceeds(utilisation, 0.0) {
            Self::Green
        } else {
            Self::Grey
        }
    }

    /// The level's word, as a key of the wording: `none`, `room`, `tight`, `over`, `stop`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Grey => "none",
            Self::Green => "room",
            Self::Amber => "tight",
            Self::Red => "over",
            Self::DarkRed => "stop",
        }
    }
}

/// A load with two decimals, or as many more, up to four, as it takes for the number to have the level of the load:
/// 21.4 of 21.3 is over, so it is 1.005 and not 1.00.
pub fn load_text(utilisation: f64) -> String {
    let level = LoadColour::of(utilisation);
    let is_honest = |decimals: &u8| {
        level < LoadColour::Amber || LoadColour::of(round_half_up(utilisation, *decimals)) == level
    };
    match (2..=4).find(is_honest) {
        Some(decimals) => fixed(utilisation, decimals),
        // Every level begins just above a number, so one digit more at the end tells it.
        None => fixed((utilisation * 1e4).ceil() / 1e4, 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_at_a_threshold_is_the_milder_level() {
        assert_eq!(LoadColour::of(0.0), LoadColour::Grey);
        assert_eq!(LoadColour::of(0.01), LoadColour::Green);
        assert_eq!(LoadColour::of(0.8), LoadColour::Green);
        assert_eq!(LoadColour::of(10.6 / 10.6), LoadColour::Amber);
        assert_eq!(LoadColour::of(1.25), LoadColour::Red);
        assert_eq!(LoadColour::of(f64::INFINITY), LoadColour::DarkRed);
    }

    #[test]
    fn the_number_of_a_load_never_contradicts_its_level() {
        for (load, expected) in [
            (0.0, "0.00"),
            (0.001, "0.00"),
            (0.803, "0.803"),
            (0.8, "0.80"),
            (0.8004, "0.8004"),
            (1.0, "1.00"),
            (21.4 / 21.3, "1.005"),
            (1.006, "1.01"),
            (1.2503, "1.2503"),
            (0.999, "1.00"),
            (1.000_001, "1.0001"),
            (f64::INFINITY, "∞"),
        ] {
            assert_eq!(load_text(load), expected, "{load}");
        }
    }
}
