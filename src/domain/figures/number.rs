//! How numbers are compared and rounded (PMO fact base 6.4, "Rounding").

/// Limits are compared with this tolerance.
pub const TOLERANCE: f64 = 1e-9;

/// Whether a value exceeds a limit by more than the tolerance.
pub fn exceeds(value: f64, limit: f64) -> bool {
    value > limit + TOLERANCE
}

/// Whether a value falls short of a limit by more than the tolerance.
pub fn falls_short(value: f64, limit: f64) -> bool {
    value < limit - TOLERANCE
}

/// Rounds half up on the decimal value: 0.615 gives 0.62 at two decimals.
pub fn round_half_up(value: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(decimals));
    (value * scale + 0.5 + TOLERANCE * scale.max(1.0)).floor() / scale
}

/// Demand over capacity: 0 without demand, infinite for demand without capacity.
pub fn utilisation(demand: f64, capacity: f64) -> f64 {
    if demand <= TOLERANCE {
        0.0
    } else if capacity <= TOLERANCE {
        f64::INFINITY
    } else {
        demand / capacity
    }
}

/// Writes a value with a fixed number of decimals, rounded half up.
pub fn fixed(value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return "∞".to_owned();
    }
    format!("{:.*}", usize::from(decimals), round_half_up(value, decimals))
}

/// Writes a value with at most a number of decimals and no trailing zeros: 13.80 as `13.8`, 12.00 as `12`.
pub fn short(value: f64, decimals: u8) -> String {
    let text = fixed(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The mean, or nothing for no values.
pub fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.into_iter().fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// The standard deviation; none for fewer than two values.
pub fn deviation(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let centre = mean(values.iter().copied())?;
    mean(values.iter().map(|value| (value - centre) * (value - centre))).map(f64::sqrt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_numbers_are_rounded_half_up() {
        for (value, decimals, expected) in [
            (1.45, 1, "1.5"),
            (3.25, 1, "3.3"),
            (0.615, 2, "0.62"),
            (0.6149, 2, "0.61"),
            (121.5625, 2, "121.56"),
            (0.0, 2, "0.00"),
        ] {
            assert_eq!(fixed(value, decimals), expected, "{value}");
        }
        assert_eq!(short(13.80, 2), "13.8");
        assert_eq!(short(120.0, 2), "120");
    }

    #[test]
    fn limits_have_a_tolerance() {
        assert!(!exceeds(0.1 + 0.2, 0.3));
        assert!(exceeds(1.000_001, 1.0));
        assert!(!falls_short(0.3, 0.1 + 0.2));
    }
}
