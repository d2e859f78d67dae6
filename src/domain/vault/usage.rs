//! How much of the browser's storage is taken, and from where on the vault warns and refuses.

/// Room for all texts and keys together, in UTF-16 units: what browsers grant at least.
pub const CAPACITY: usize = 5 * 1024 * 1024;
/// From this share on the library warns, in per cent.
pub const WARN_PERCENT: usize = 60;
/// Above this share nothing may grow, in per cent: the rest is kept for heads, the index and rescued texts.
pub const REFUSE_PERCENT: usize = 90;

/// What the meter of the library says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// Enough room.
    Roomy,
    /// Time to archive or delete plans.
    Tight,
    /// Nothing that takes more room is saved.
    Full,
}

/// How much of the storage is taken, by all programs of this origin together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// UTF-16 units of all keys and texts.
    pub used: usize,
}

impl Usage {
    /// The share of the room, 0 to 1; above 1 where a browser grants more than is common.
    pub fn share(self) -> f64 {
        self.used as f64 / CAPACITY as f64
    }

    /// The share in whole per cent, rounded down.
    pub fn percent(self) -> usize {
        self.used.saturating_mul(100) / CAPACITY
    }

    /// What the meter says.
    pub fn fill(self) -> Fill {
        let hundredfold = self.used.saturating_mul(100);
        if hundredfold > REFUSE_PERCENT * CAPACITY {
            Fill::Full
        } else if hundredfold >= WARN_PERCENT * CAPACITY {
            Fill::Tight
        } else {
            Fill::Roomy
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(used: usize, percent: usize, fill: Fill) {
        let usage = Usage { used };
        assert_eq!((usage.percent(), usage.fill()), (percent, fill), "{used}");
    }

    #[test]
    fn meter_warns_from_sixty_and_refuses_above_ninety() {
        check(0, 0, Fill::Roomy);
        check(CAPACITY * 6 / 10 - 1, 59, Fill::Roomy);
        check(CAPACITY * 6 / 10, 60, Fill::Tight);
        check(CAPACITY * 9 / 10, 90, Fill::Tight);
        check(CAPACITY * 9 / 10 + 1, 90, Fill::Full);
        check(CAPACITY * 2, 200, Fill::Full);
    }
}
