//! The four load levels (PMO fact base 5.4 no 8), and a neutral one below them for no load at all.

use super::number::exceeds;

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
}
