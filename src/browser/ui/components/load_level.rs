//! The four levels of load and none at all, as the parts of the screen show them. Which level a number has is the caller's matter.

use super::icon::IconName;

/// How full something is (PMO fact base 6.4): word, icon, pattern and colour go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LoadLevel {
    /// No load.
    None,
    /// Up to 0.80 of what can be carried.
    #[default]
    Room,
    /// Over 0.80, up to 1.00.
    Tight,
    /// Over 1.00, up to 1.25.
    Over,
    /// Over 1.25.
    Stop,
}

impl LoadLevel {
    /// The value of `data-level` in the style sheets and the end of the names of the patterns.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Room => "room",
            Self::Tight => "tight",
            Self::Over => "over",
            Self::Stop => "stop",
        }
    }

    /// The icon that always stands beside the number.
    pub const fn icon(self) -> IconName {
        match self {
            Self::None => IconName::Minus,
            Self::Room => IconName::Ring,
            Self::Tight => IconName::TriangleOpen,
            Self::Over => IconName::TriangleFilled,
            Self::Stop => IconName::Octagon,
        }
    }
}
